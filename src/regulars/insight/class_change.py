"""One scheme before and after a change of rules: its classes, who goes from which to which, and what to think over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regulars.insight.classes import shown
from regulars.insight.spoken import FEWEST, people, ratio
from regulars.scheme import CheckReport, Difference, Scheme
from regulars.words import Words

TINY, HUGE = 0.01, 0.90
NOTICED = ("empty", "tiny", "huge")


@dataclass(frozen=True)
class Held:
    """Some customers: how many, their net spend of 365 days and its margin, in minor units; the margin null where costs are not known."""

    customers: int = 0
    revenue: int = 0
    margin: int | None = None

    def to_data(self) -> dict[str, int | None]:
        """The three figures by their names."""
        return {"customers": self.customers, "revenue": self.revenue, "margin": self.margin}


@dataclass(frozen=True)
class Example:
    """One of the customers who move, and their net spend of 365 days in minor units; the name is null where it is not known."""

    customer_id: str
    name: str | None
    revenue: int


@dataclass(frozen=True)
class Flow:
    """Customers who go from one class to another, those who spent most as examples; `before` is null where they had no class."""

    before: str | None
    after: str | None
    held: Held
    examples: tuple[Example, ...] = ()

    def to_data(self) -> dict[str, object]:
        """The flow as plain data, its classes by their ids."""
        return {"from": self.before, "to": self.after, **self.held.to_data(), "examples": [vars(each) for each in self.examples]}


@dataclass(frozen=True)
class ClassChange:
    """One class before and after; `before` is null for a class that is new, `after` for one that is no more."""

    id: str
    name: Words
    colour: str
    before: Held | None
    after: Held | None
    entered: Held
    left: Held

    def becomes(self, what: str, whole: int) -> bool:
        """Whether the class would be `empty`, `tiny` (under 1 % of the customers) or `huge` (over 90 %), and was not before.

        Shares of fewer than 20 customers are not taken.
        """
        return _sort(self.after, whole) == what != _sort(self.before, whole)

    def to_data(self, lang: str) -> dict[str, object]:
        """The class as plain data: before, after, entered and left."""
        parts = {"before": self.before, "after": self.after, "entered": self.entered, "left": self.left}
        return {"class": self.id, "name": self.name.of(lang), **{part: held and held.to_data() for part, held in parts.items()}}


@dataclass(frozen=True)
class SchemeChange:
    """One scheme before (null: it is new) and after.

    `proposed` is false for a scheme that only depends on a proposed one. `moved`: everyone whose class differs; of these `by_itself` move by the
    scheme's own rules, the classes of all other schemes being what they are, and `carried` only because a scheme that its rules name changes.
    `flows` have the largest first; those of a new scheme lead from no class into its classes, and nobody counts as moved.
    """

    before: Scheme | None
    after: Scheme
    proposed: bool
    depends_on: tuple[str, ...]
    customers: int
    classes: tuple[ClassChange, ...]
    flows: tuple[Flow, ...]
    moved: Held
    by_itself: Held
    carried: Held
    difference: Difference
    check: CheckReport
    unreached: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.after.id

    @property
    def kind(self) -> str:
        """`new`, `changed`, or `follows` where it only depends on a proposed scheme."""
        return "follows" if not self.proposed else "changed" if self.before else "new"

    def class_named(self, id: str) -> ClassChange:
        """The class of that id, before or after."""
        return next(each for each in self.classes if each.id == id)

    def name_of(self, id: str | None) -> Words:
        """A class by its name, that of the version that has it; an en dash for none."""
        return next((each.name for each in self.classes if each.id == id), Words("–", "–"))

    def became(self, what: str) -> tuple[str, ...]:
        """Ids of the classes that become `empty`, `tiny` or `huge`."""
        return tuple(each.id for each in self.classes if each.becomes(what, self.customers))

    @property
    def warnings(self) -> tuple[Words, ...]:
        """What to think over before saving: classes that are gone, unreached, empty, tiny or huge."""
        return tuple(_warned(self))

    def to_data(self, lang: str) -> dict[str, object]:
        """The scheme as plain data, without what differs in its rules."""
        told: dict[str, object] = {
            "scheme": self.id,
            "name": self.after.name.of(lang),
            "kind": self.kind,
            "depends_on": list(self.depends_on),
        }
        told |= {"customers": self.customers, "proven": self.check.proven}
        told |= {name: getattr(self, name).to_data() for name in ("moved", "by_itself", "carried")}
        told |= {f"became_{what}": list(self.became(what)) for what in NOTICED} | {"became_unreachable": list(self.unreached)}
        told["classes"] = [each.to_data(lang) for each in self.classes]
        named = [(each, each.before and self.name_of(each.before).of(lang), self.name_of(each.after).of(lang)) for each in self.flows]
        told["flows"] = [{**each.to_data(), "from_name": before, "to_name": after} for each, before, after in named]
        return told


def _sort(held: Held | None, whole: int) -> str | None:
    if held is None:
        return None
    if not held.customers:
        return "empty"
    part = ratio(held.customers, whole) if whole >= FEWEST else None
    return None if part is None else "tiny" if part < TINY else "huge" if part > HUGE else None


_WARNINGS = {
    "empty": Words("“{name}” ({scheme}) sẽ không có khách nào.", "“{name}” ({scheme}) would hold nobody."),
    "tiny": Words("“{name}” ({scheme}) chỉ có {people}, chưa đến 1 % số khách.", "“{name}” ({scheme}) would hold {people}, under 1%."),
    "huge": Words("“{name}” ({scheme}) có {people}, hơn 90 % số khách.", "“{name}” ({scheme}) would hold {people}, over 90%."),
}
_GONE = Words(
    "“{name}” ({scheme}) không còn nữa; {people} của nhóm này sang nhóm khác.",
    "“{name}” ({scheme}) is no more: other classes take its {people}.",
)
_UNREACHED = Words(
    "“{name}” ({scheme}): chưa thấy khách nào có thể vào nhóm này nữa.",
    "“{name}” ({scheme}): no customer was found who could still reach it.",
)


def _warned(change: SchemeChange) -> Iterator[Words]:
    scheme = change.after.name
    for id in change.difference.removed:
        held = change.class_named(id).before or Held()
        yield _GONE.filled(name=change.name_of(id), scheme=scheme, people=people(held.customers))
    yield from (_UNREACHED.filled(name=change.name_of(id), scheme=scheme) for id in change.unreached)
    for what, words in _WARNINGS.items():
        for each in map(change.class_named, change.became(what)):
            yield words.filled(name=each.name, scheme=scheme, people=people(each.after.customers if each.after else 0))


def order_of(before: Scheme | None, after: Scheme) -> tuple[str, ...]:
    """Class ids of both versions as people read them, those that are gone at the end."""
    ids = shown(after)
    return (*ids, *(id for id in (shown(before) if before else ()) if id not in ids))
