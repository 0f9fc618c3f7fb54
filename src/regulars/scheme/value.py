"""A scheme: an ordered list of classes; the first whose rule holds names the customer's class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

import ibis
import ibis.expr.types as ir

from regulars.errors import NotFound, RuleError
from regulars.rules import Compare, Everyone, Known, condition, features_of, matches
from regulars.scheme.check import CheckReport, check
from regulars.scheme.parts import NOTHING, Class, Parameter, both
from regulars.vocabulary import FEATURES, Feature, nearest
from regulars.words import Words


@dataclass(frozen=True)
class Scheme:
    """A question about customers and the classes that answer it, in the order of test.

    `better`: chains of class ids, each ascending. `needs`: features without which the scheme waits for data, `waiting` says which and how
    to get them. `leads`: shown first. `page`: its explanation in Markdown.
    """

    id: str
    name: Words
    question: Words
    classes: tuple[Class, ...]
    better: tuple[tuple[str, ...], ...] = ()
    page: Words = NOTHING
    parameters: Mapping[str, Parameter] = field(default_factory=dict, hash=False)
    needs: tuple[str, ...] = ()
    waiting: Words = NOTHING
    leads: bool = False

    @cached_property
    def class_ids(self) -> tuple[str, ...]:
        """Every class once, as shown: those of `better` ascending, the others where they are first tested, those aside at the end."""
        tested = tuple(dict.fromkeys(each.id for each in sorted(self.classes, key=lambda each: each.aside)))
        ranked = [name for name in _ascending(self.better) if name in tested]
        slots = iter(ranked)
        return tuple(next(slots) if name in ranked else name for name in tested)

    def class_named(self, id: str) -> Class:
        """The class of that id, as it first stands in the test order; `NotFound` with the nearest ids."""
        for each in self.classes:
            if each.id == id:
                return each
        close = ", ".join(nearest(id, self.class_ids) or self.class_ids)
        raise NotFound(
            Words(f"Cách phân loại “{self.id}” không có nhóm “{id}”.", f"The scheme “{self.id}” has no class “{id}”."),
            seen=id,
            todo=Words(f"Có: {close}.", f"There is: {close}."),
        )

    def above(self, id: str) -> frozenset[str]:
        """The classes better than this one in the chains of `better` where it stands; none at the top and outside every chain."""
        return frozenset(better for chain in self.better if id in chain for better in chain[chain.index(id) + 1 :])

    def in_order(self, id: str) -> bool:
        """Whether the class stands in a chain of `better`."""
        return any(id in chain for chain in self.better)

    def class_expr(self, table: ir.Table) -> ir.StringValue:
        """The class id of every row of a table that has the scheme's features as columns; null only where the scheme is incomplete."""
        branches = []
        for each in self.classes:
            if isinstance(each.rule, Everyone):
                break
            branches.append((condition(each.rule, table), each.id))
        rest = ibis.literal(each.id if isinstance(each.rule, Everyone) else None, type="string")
        return ibis.cases(*branches, else_=rest) if branches else rest

    def class_of(self, row: Mapping[str, object]) -> str:
        """The class id of one customer; `RuleError` where no rule holds."""
        for each in self.classes:
            if matches(each.rule, row):
                return each.id
        raise RuleError(
            Words(f"Không nhóm nào của “{self.id}” nhận khách này.", f"No class of “{self.id}” takes this customer."),
            todo=Words("Thêm một nhóm cuối với quy tắc everyone.", "Add a last class with the rule everyone."),
        )

    def features(self) -> frozenset[str]:
        """Names of the features and other schemes its rules ask about."""
        return self._asked

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset().union(*(features_of(each.rule) for each in self.classes))

    def as_feature(self) -> Feature:
        """The scheme as a feature for other rules: a text that is always known, one of its class ids, said by the class's name."""
        ids = self.class_ids
        labels = tuple(self.class_named(id).name for id in ids)
        name = Words(*(_escaped(text) for text in (self.name.vi, self.name.en)))
        phrases = {
            "=": Words(f"là “{{value}}” ({name.vi})", f"“{{value}}” ({name.en})"),
            "!=": Words(f"không là “{{value}}” ({name.vi})", f"not “{{value}}” ({name.en})"),
        }
        return Feature(
            self.id, "", "text", "steps", self.name, phrases["="], NOTHING, self.question, None, None, False, ids, labels, phrases
        )

    def to_data(self) -> dict[str, object]:
        """The scheme as plain data for JSON and YAML; `scheme_from_data` reads it back."""
        texts = ("name", "question", "page", "waiting")
        data: dict[str, object] = {"id": self.id}
        data |= {key: both(words) for key in texts if (words := getattr(self, key)) != NOTHING}
        data["classes"] = [each.to_data() for each in self.classes]
        data["better"] = [list(chain) for chain in self.better]
        data["parameters"] = {name: parameter.to_data() for name, parameter in self.parameters.items()}
        return data | {"needs": list(self.needs), "leads": self.leads}

    def check(self, schemes: Iterable[Scheme] = ()) -> CheckReport:
        """Whether the scheme can be used: complete, nothing unreachable, nothing unknown; `schemes` are those its rules may name."""
        return check(self.id, self.classes, self.better, self.needs, known_schemes(other for other in schemes if other.id != self.id))


def known_schemes(schemes: Iterable[Scheme]) -> Known:
    """Schemes by id as the features they are to other rules: what `parse`, `say` and `faults` take as `known`.

    With them open texts whose values have classes of their own (need clusters), said by the names of those classes.
    """
    every = list(schemes)
    known: dict[str, Feature] = {scheme.id: scheme.as_feature() for scheme in every}
    for named in (each for scheme in every for each in scheme.classes):
        rule = named.rule
        open_text = isinstance(rule, Compare) and rule.value == named.id and FEATURES.get(rule.feature)
        if open_text and open_text.kind == "text" and open_text.values is None:
            found = known.get(open_text.name, open_text)
            said = Words(*(f"{open_text.words.of(lang)}{IS[lang]}“{_escaped(named.name.of(lang))}”" for lang in ("vi", "en")))
            known[open_text.name] = replace(found, phrases={**found.phrases, f"= {named.id}": said})
    return known


IS = {"vi": " là ", "en": " is "}


def order(schemes: Iterable[Scheme]) -> list[Scheme]:
    """The schemes so that each comes after those its rules name, otherwise in the order given; a circle is refused with its path."""
    by_id = {scheme.id: scheme for scheme in schemes}
    done: dict[str, Scheme] = {}
    for scheme in by_id.values():
        _visit(scheme, by_id, done, ())
    return list(done.values())


def _visit(scheme: Scheme, by_id: Mapping[str, Scheme], done: dict[str, Scheme], path: tuple[str, ...]) -> None:
    if scheme.id in done:
        return
    if scheme.id in path:
        circle = " → ".join((*path[path.index(scheme.id) :], scheme.id))
        raise RuleError(
            Words("Các cách phân loại dựa vòng tròn lên nhau.", "The schemes depend on each other in a circle."),
            seen=circle,
            todo=Words("Bỏ một trong các quy tắc tạo thành vòng ấy.", "Take out one of the rules that close the circle."),
        )
    for name in sorted(scheme.features() & by_id.keys()):
        _visit(by_id[name], by_id, done, (*path, scheme.id))
    done[scheme.id] = scheme


def _escaped(text: str) -> str:
    """A name from anybody inside a template: its braces are braces."""
    return text.replace("{", "{{").replace("}", "}}")


def _ascending(chains: tuple[tuple[str, ...], ...]) -> list[str]:
    """All classes of the chains, lower before better; the rest of a circle is left in the order it is written."""
    names = list(dict.fromkeys(name for chain in chains for name in chain))
    lower = {name: {a for chain in chains for a, b in pairwise(chain) if b == name} for name in names}
    out: list[str] = []
    while len(out) < len(names):
        rest = [name for name in names if name not in out]
        out.append(next((name for name in rest if lower[name] <= set(out)), rest[0]))
    return out
