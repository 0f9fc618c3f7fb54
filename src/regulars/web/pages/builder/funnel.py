"""The narrowing funnel: conditions as rows, each with whom it leaves, whom it removes, and what those who are left spend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from regulars.edition import Count, Edition
from regulars.insight.spoken import people
from regulars.rules import And, Compare, Leaf, Missing, Not, Rule, say
from regulars.web.pages.builder import amounts, conditions, fields
from regulars.web.pages.builder.conditions import TEXT, Condition, Read, Tongue
from regulars.web.pages.builder.fields import BEHIND, ONE_OF, UNVALUED
from regulars.web.pages.builder.words import WORDS
from regulars.words import MINUS, Words, minor_digits, number, short


@dataclass(frozen=True)
class Control:
    """One condition as the form shows it. `place` from 0; `feature` is a name; `values` are (value, text) to choose from, null for a field to type in."""

    place: int
    condition: Condition
    kind: str
    operators: Sequence[tuple[str, Words]] = ()
    values: Sequence[tuple[str, str]] | None = None
    unit: Words | None = None
    behind: Words | None = None
    fault: Words | None = None
    said: str = ""
    fresh: bool = False

    @property
    def text(self) -> str:
        return self.condition.texts[0] if self.condition.texts else ""

    @property
    def asks(self) -> bool:
        """Whether it has a field for a value."""
        return bool(self.operators) and self.condition.op not in UNVALUED

    @property
    def several(self) -> bool:
        return self.condition.op == ONE_OF


@dataclass(frozen=True)
class Figures:
    """The numbers of a row as texts, and its bars, 0 to 100."""

    people: str
    people_bar: float
    value: str
    value_bar: float
    lost: str = ""
    note: Words | None = None
    last: bool = False


@dataclass(frozen=True)
class Row:
    """One row of the funnel; `figures` is null while it is not complete; `said`: its rule in words."""

    controls: Sequence[Control]
    rule: Rule | None
    figures: Figures | None = None
    said: str = ""


@dataclass(frozen=True)
class Funnel:
    """All of it: everybody, the rows, the rule of the complete ones (null: everybody) and whom it leaves."""

    first: Figures
    rows: Sequence[Row]
    rule: Rule | None
    count: Count


SUGGESTED = 40  # values of an open text: with more, one types


def funnel(found: Sequence[Condition], edition: Edition, tongue: Tongue, fresh: int | None = None) -> Funnel:
    """The funnel of the conditions in a form."""
    read = [conditions.read(each, tongue) for each in found]
    rows = [_row(places, found, read, edition, tongue, fresh) for places in conditions.rows(found)]
    return _counted(rows, edition, tongue)


def told(rule: Rule | None, edition: Edition, tongue: Tongue) -> Funnel:
    """The funnel of a rule as it was typed: a row for each part of its “and”."""
    parts = rule.rules if isinstance(rule, And) else [rule] if rule is not None else []
    return _counted([Row((), part, said=_said(part, tongue)) for part in parts], edition, tongue)


def _row(
    places: Sequence[int], found: Sequence[Condition], read: Sequence[Read], edition: Edition, tongue: Tongue, fresh: int | None
) -> Row:
    controls = [replace(control(place, found[place], edition, tongue), fault=read[place].fault, fresh=place == fresh) for place in places]
    return Row(controls, conditions.row_rule([read[place] for place in places]))


def control(place: int, condition: Condition, edition: Edition, tongue: Tongue) -> Control:
    """The controls of one condition."""
    feature = tongue.choices.feature(condition.feature)
    if feature is None:
        said = _said(conditions.read(condition, tongue).rule, tongue) if condition.op == TEXT else ""
        return Control(place, condition, TEXT if condition.op == TEXT else "", said=said)
    kind = fields.sort(feature)
    open_text = kind == "text" and feature.values is None
    values = fields.suggestions(edition, feature, tongue.lang, condition.texts) if kind in ("flag", "text") else None
    unit = amounts.unit(feature, tongue.currency)
    behind = BEHIND.get((kind, condition.op))
    made = Control(place, condition, "number" if values is None else kind, fields.operators(feature, condition.op), values, unit, behind)
    return replace(made, kind="open") if open_text and len(values or ()) > SUGGESTED else made


def _counted(rows: Sequence[Row], edition: Edition, tongue: Tongue) -> Funnel:
    rules = [row.rule for row in rows if row.rule is not None]
    counts = edition.narrowing(rules)
    scale = Scale(counts[0].people, max((count.each or 0 for count in counts), default=0), tongue.lang, edition)
    ahead, out = 0, []
    for row in rows:
        if row.rule is None:
            out.append(row)
            continue
        ahead += 1
        note = _note(row.rule, rules[: ahead - 1], counts[ahead - 1], counts[ahead], edition, tongue)
        out.append(replace(row, figures=scale.figures(counts[ahead], counts[ahead - 1], note, last=ahead == len(rules))))
    return Funnel(scale.figures(counts[0]), out, conditions.joined(rules), counts[-1])


@dataclass(frozen=True)
class Scale:
    """What the longest bars stand for: all people, and the most that each of some row spends."""

    people: int
    each: float
    lang: str
    edition: Edition

    def figures(self, count: Count, before: Count | None = None, note: Words | None = None, *, last: bool = False) -> Figures:
        lost = before.people - count.people if before else 0
        return Figures(
            number(count.people, self.lang),
            100 * count.people / self.people if self.people else 0,
            _money(count.each, self.edition.currency, self.lang),
            100 * max(count.each or 0, 0) / self.each if self.each > 0 else 0,
            f"{MINUS}{number(lost, self.lang)}" if lost else "",
            note,
            last,
        )


def _money(minor: float | None, currency: str, lang: str) -> str:
    """An amount without its sign of currency: the head of the column and the heading say which."""
    return "–" if minor is None else short(round(minor / 10 ** minor_digits(currency)), lang)


def _note(rule: Rule, before: Sequence[Rule], had: Count, has: Count, edition: Edition, tongue: Tongue) -> Words | None:
    if had.people == 0 or 0 < has.people < had.people:
        return None
    if has.people:
        return WORDS["nothing_lost"].filled(people=people(had.people))
    why = _why(rule, before, edition, tongue)
    return (
        WORDS["all_lost_since"].filled(people=people(had.people), why=why) if why else WORDS["all_lost"].filled(people=people(had.people))
    )


def _why(rule: Rule, before: Sequence[Rule], edition: Edition, tongue: Tongue) -> Words | None:
    """Why a comparison leaves nobody: of nobody is it known, or nobody has agreed; null where the numbers say it."""
    feature = tongue.choices.feature(rule.feature) if isinstance(rule, Leaf) else None
    if feature is None or isinstance(rule, Missing):
        return None
    if edition.count(conditions.joined([*before, Not(Missing(feature.name))])).people == 0:
        return feature.null
    agreed = feature.phrases.get("= true") if isinstance(rule, Compare) and rule == Compare(feature.name, "=", True) else None
    return WORDS["none_agreed"].filled(said=agreed) if agreed and feature.name.endswith("_allowed") else None


def _said(rule: Rule | None, tongue: Tongue) -> str:
    return say(rule, tongue.lang, currency=tongue.currency, known=tongue.choices.known) if rule is not None else ""
