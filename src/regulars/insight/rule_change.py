"""What would a changed or new scheme do if it were saved: who changes class, how much of the revenue, and which classes suffer from it?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from regulars.errors import NotFound
from regulars.insight.class_change import ClassChange, Flow, Held, SchemeChange
from regulars.insight.spoken import people, sum_of
from regulars.rules import Known
from regulars.words import LANGUAGES, Words, language, listed

CHANGED_COLUMNS = {
    "scheme": "string",
    "class": "string",
    "name": "string",
    "colour": "string",
    "before": "int64",
    "after": "int64",
    "entered": "int64",
    "left": "int64",
    "revenue_before": "int64",
    "revenue_after": "int64",
    "revenue_entered": "int64",
    "revenue_left": "int64",
    "margin_before": "int64",
    "margin_after": "int64",
    "margin_entered": "int64",
    "margin_left": "int64",
}


@dataclass(frozen=True)
class RuleChange:
    """What saving one or several schemes would do, as of a day; nothing is saved. `str()` is the sentence in the language of this process.

    `schemes`: the proposed ones, then those that depend on them. `customers` and `revenue` (net, 365 days, minor units of `currency`): of
    everyone whose class changes in one of them or more. `known` and `known_before`: the schemes as features, to say rules with.
    """

    as_of: dt.date
    currency: str
    schemes: tuple[SchemeChange, ...]
    customers: int
    revenue: int
    known: Known = field(repr=False)
    known_before: Known = field(repr=False)

    @cached_property
    def proposed(self) -> tuple[SchemeChange, ...]:
        return tuple(each for each in self.schemes if each.proposed)

    @cached_property
    def following(self) -> tuple[SchemeChange, ...]:
        """The schemes that depend on the proposed ones, in which customers move because of it."""
        return tuple(each for each in self.schemes if not each.proposed and each.moved.customers)

    @property
    def carried(self) -> Words | None:
        """In which schemes customers move only because their rules name a proposed one; null where in none."""
        return _followed(self) if self.following else None

    @property
    def warnings(self) -> tuple[Words, ...]:
        return tuple(words for each in self.schemes for words in each.warnings)

    def scheme(self, id: str) -> SchemeChange:
        """The change of one scheme; `NotFound` where it is neither proposed nor depends on one that is."""
        found = next((each for each in self.schemes if each.id == id), None)
        if found is None:
            raise _untouched(id, self)
        return found

    def sentence(self, lang: str) -> str:
        """What would happen, in one or two sentences."""
        told = [_told(each, self.currency) for each in self.proposed] + ([_followed(self)] if self.following else [])
        return " ".join(words.of(lang) for words in told)

    def table(self, lang: str | None = None) -> list[dict[str, object]]:
        """One row per scheme and class (`CHANGED_COLUMNS`): `before` and its figures are null for a class that is new, `after` for one that is gone."""
        return [_row(scheme, each, lang or language()) for scheme in self.schemes for each in scheme.classes]

    def to_data(self, lang: str) -> dict[str, object]:
        """Everything as plain data for JSON."""
        return {
            "as_of": self.as_of.isoformat(),
            "currency": self.currency,
            "sentence": self.sentence(lang),
            "customers": self.customers,
            "revenue": self.revenue,
            "warnings": [words.of(lang) for words in self.warnings],
            "schemes": [each.to_data(lang) | self._differing(each, lang) for each in self.schemes],
        }

    def _differing(self, each: SchemeChange, lang: str) -> dict[str, object]:
        return each.difference.to_data(lang, self.currency, self.known_before, self.known)

    def __iter__(self) -> Iterator[dict[str, object]]:
        return iter(self.table())

    def __str__(self) -> str:
        return self.sentence(language())


def _untouched(id: str, change: RuleChange) -> NotFound:
    touched = ", ".join(each.id for each in change.schemes)
    return NotFound(
        Words(f"“{id}” không đổi gì.", f"Nothing changes in “{id}”."),
        seen=id,
        todo=Words(f"Có đổi: {touched}.", f"It changes in: {touched}."),
    )


_MOVED = Words(
    "Nếu lưu “{scheme}”: {people} đổi nhóm, {money} chi tiêu 365 ngày đổi chỗ{most}.",
    "If “{scheme}” is saved: another class for {people}, with {money} of 365-day spend{most}.",
)
_MOST = Words("; đông nhất là {people} từ “{before}” sang “{after}”", "; most of them, {people}, from “{before}” to “{after}”")
_STILL = Words("Nếu lưu “{scheme}”: không khách nào đổi nhóm.", "If “{scheme}” is saved: nobody changes class.")
_NEW = Words(
    "“{scheme}” là cách phân loại mới: {people} vào {classes} nhóm, đông nhất là “{after}” ({most}).",
    "“{scheme}” is a new scheme: {people} in {classes} classes, most of them in “{after}” ({most}).",
)
_NOBODY = Words(
    "“{scheme}” là cách phân loại mới; chưa có khách nào để xếp.", "“{scheme}” is a new scheme; there is no customer to sort yet."
)
_FOLLOWED = Words("Kéo theo: {schemes}.", "It carries along: {schemes}.")
_THERE = Words("{people} đổi nhóm ở “{scheme}”", "{people} in “{scheme}”")


def _told(change: SchemeChange, currency: str) -> Words:
    most = change.flows[0] if change.flows else None
    if change.before is None:
        return _new(change, most)
    if most is None:
        return _STILL.filled(scheme=change.after.name)
    several = len(change.flows) > 1
    where = _MOST if several else _WHERE
    way = where.filled(people=people(most.held.customers), before=change.name_of(most.before), after=change.name_of(most.after))
    money = sum_of(change.moved.revenue, currency)
    return _MOVED.filled(scheme=change.after.name, people=people(change.moved.customers), money=money, most=way)


_WHERE = Words(", từ “{before}” sang “{after}”", ", from “{before}” to “{after}”")


def _new(change: SchemeChange, most: Flow | None) -> Words:
    if most is None:
        return _NOBODY.filled(scheme=change.after.name)
    return _NEW.filled(
        scheme=change.after.name,
        people=people(change.customers),
        classes=len(change.after.class_ids),
        after=change.name_of(most.after),
        most=people(most.held.customers),
    )


def _followed(change: RuleChange) -> Words:
    there = [_THERE.filled(people=people(each.moved.customers), scheme=each.after.name) for each in change.following]
    return _FOLLOWED.filled(schemes=Words(*(listed([words.of(lang) for words in there], lang) for lang in LANGUAGES)))


def _row(scheme: SchemeChange, each: ClassChange, lang: str) -> dict[str, object]:
    row: dict[str, object] = {"scheme": scheme.id, "class": each.id, "name": each.name.of(lang), "colour": each.colour}
    parts: Mapping[str, Held | None] = {"before": each.before, "after": each.after, "entered": each.entered, "left": each.left}
    row |= {part: held and held.customers for part, held in parts.items()}
    row |= {f"revenue_{part}": held and held.revenue for part, held in parts.items()}
    return row | {f"margin_{part}": held and held.margin for part, held in parts.items()}
