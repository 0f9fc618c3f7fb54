"""How many people and how much revenue does each class of each scheme hold?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ibis.expr.types import Table

from regulars.insight.spoken import FEWEST, people, ratio, share
from regulars.scheme import Class, Scheme
from regulars.words import Words


@dataclass(frozen=True)
class ClassSize:
    """One class: its people, those of them with a purchase in 365 days, and their net spend of 365 days in minor units."""

    id: str
    people: int
    active: int
    spend: int

    @property
    def per_person(self) -> float | None:
        """Mean spend of 365 days over everyone in the class; null for an empty class."""
        return ratio(self.spend, self.people)


@dataclass(frozen=True)
class Sizes:
    """The classes of one scheme in the order of `shown`, empty ones included."""

    scheme: str
    rows: tuple[ClassSize, ...]

    @property
    def people(self) -> int:
        return sum(row.people for row in self.rows)

    @property
    def active(self) -> int:
        return sum(row.active for row in self.rows)

    @property
    def spend(self) -> int:
        return sum(row.spend for row in self.rows)

    def named(self, id: str) -> ClassSize:
        """The class of that id; one of nobody where the scheme has none such."""
        return next((row for row in self.rows if row.id == id), ClassSize(id, 0, 0, 0))

    def share_of_spend(self, row: ClassSize) -> float | None:
        """Of the known buyers' spend of 365 days; null where fewer than 20 people bought in them or nothing was spent."""
        return ratio(row.spend, self.spend) if self.active >= FEWEST else None

    def share_of_people(self, row: ClassSize) -> float | None:
        """Of everyone the scheme classes; null below 20."""
        return ratio(row.people, self.people) if self.people >= FEWEST else None


def shown(scheme: Scheme) -> tuple[str, ...]:
    """Class ids as people read them: the declared order best first, then the others; those set aside or not known at the end."""
    ranked = {id for chain in scheme.better for id in chain}
    best_first = iter([id for id in reversed(scheme.class_ids) if id in ranked])
    slots = [next(best_first) if id in ranked else id for id in scheme.class_ids]
    return tuple(sorted(slots, key=lambda id: _is_apart(scheme, id, ranked)))


def _is_apart(scheme: Scheme, id: str, ranked: set[str]) -> bool:
    named = scheme.class_named(id)
    return named.aside or (named.colour == "slight" and id not in ranked)


def class_sizes(profile: Table, classes: Table, schemes: Iterable[Scheme]) -> dict[str, Sizes]:
    """Sizes of every scheme that has a column in `classes`, in the order given; one aggregate of the engine per scheme."""
    spend = profile.select("customer_id", "spend_365d", "purchases_365d")
    members = classes.join(spend, "customer_id").cache()
    try:
        return {scheme.id: _sizes(members, scheme) for scheme in schemes if scheme.id in members.columns}
    finally:
        members.release()


def _sizes(members: Table, scheme: Scheme) -> Sizes:
    counted = members.group_by(id=members[scheme.id]).agg(
        people=members.count(),
        active=(members.purchases_365d > 0).sum(),
        spend=members.spend_365d.sum().cast("float64"),
    )
    found = {row["id"]: row for row in counted.to_pyarrow().to_pylist()}
    return Sizes(scheme.id, tuple(_size(id, found.get(id)) for id in shown(scheme)))


def _size(id: str, row: dict[str, float] | None) -> ClassSize:
    return ClassSize(id, *(int(row[name] or 0) for name in ("people", "active", "spend"))) if row else ClassSize(id, 0, 0, 0)


def leading_class(scheme: Scheme, sizes: Sizes) -> Class | None:
    """The class that brings most of the revenue, those set aside and the unknown left out; null where nothing was spent."""
    rows = [row for row in sizes.rows if row.id != "unknown" and not scheme.class_named(row.id).aside]
    top = max(rows, key=lambda row: row.spend, default=None)
    return scheme.class_named(top.id) if top and top.spend > 0 else None


def sentence(scheme: Scheme, sizes: Sizes, about: str | None = None) -> Words:
    """What the scheme found, in one sentence: one class by people and revenue, the weightiest unless another is asked about."""
    top = scheme.class_named(about) if about and sizes.named(about).people else leading_class(scheme, sizes)
    if top is None:
        return Words("Chưa có doanh thu để xếp các nhóm này.", "There is no revenue to set these classes against yet.")
    row = sizes.named(top.id)
    part = sizes.share_of_spend(row)
    if part is None:
        return Words("{name}: {people}", "{name}: {people}").filled(name=top.name, people=people(row.people))
    return Words("{name}: {people}, {share} doanh thu", "{name}: {people}, {share} of revenue").filled(
        name=top.name, people=people(row.people), share=share(part)
    )
