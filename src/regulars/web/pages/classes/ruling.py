"""The rules of a scheme in words, its numbers as doors to trying others; how the rules changed; what was found when they were tried on the past."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulars import words
from regulars.freshness import moment
from regulars.insight.bars import in_force
from regulars.rules import said_in_parts, to_text
from regulars.scheme import known_schemes
from regulars.web.pages.classes import asking
from regulars.web.pages.classes.texts import W
from regulars.words import LANGUAGES, Words, listed

if TYPE_CHECKING:
    import datetime as dt

    from regulars.edition import Edition
    from regulars.scheme import Difference, Scheme
    from regulars.schemes.numbers import Number

Row = dict[str, Any]


def rules(edition: Edition, scheme: Scheme, lang: str) -> list[Row]:
    """One row per rule in the order of test: the class, the rule in pieces (a number with its id, or null), what to do."""
    numbers, known = edition.numbers(scheme.id), known_schemes(edition.schemes)
    rows = []
    for at, each in enumerate(scheme.classes):
        marks = {place.mark: number.id for number in numbers for place in number.places if place.at == at}
        told = said_in_parts(each.rule, lang, marks, currency=edition.currency, known=known)
        pieces = [(text, marks[mark] if mark else None) for text, mark in told]
        rows.append({"class": each, "href": asking.class_page(scheme.id, each.id), "pieces": _capital(pieces), "text": to_text(each.rule)})
    return rows


def _capital(pieces: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    (text, mark), *rest = pieces
    return [(text[:1].upper() + text[1:], mark), *rest]


def bars(edition: Edition, scheme: Scheme) -> list[Words]:
    """What the shop's own cut points in these rules are worth."""
    return in_force((each.rule for each in scheme.classes), edition.bars, edition.currency)


def history(edition: Edition, scheme: Scheme, lang: str, zone: dt.tzinfo) -> list[Row]:
    """How the rules changed, the latest first: since when, and what differs."""
    numbers = {number.id: number for number in edition.numbers(scheme.id)}
    return [
        {"since": moment(since, lang, zone), "what": _changed(found, numbers, edition.currency)}
        for since, found in edition.rule_history(scheme.id)
    ]


def _changed(found: Difference | None, numbers: dict[str, Number], currency: str) -> list[Words]:
    if found is None:
        return [W["history_first"]]
    told = [_number(each.words, each.before, each.after, numbers.get(each.id), currency) for each in found.parameters]
    if found.rules and not found.parameters:
        told.append(W["history_rule"].filled(names=_names([each.name for each in found.rules])))
    for what, ids in (("added", found.added), ("removed", found.removed)):
        told += [W[f"history_{what}"].filled(names=", ".join(ids))] if ids else []
    return told or [W["history_other"]]


def _number(name: Words, before: float | None, after: float | None, number: Number | None, currency: str) -> Words:
    def said(value: float | None) -> Words:
        own = [number.said(value, lang, currency) if number and value is not None else words.number(value, lang, 2) for lang in LANGUAGES]
        return Words(*own)

    return W["history_number"].filled(words=name, before=said(before), after=said(after))


def _names(names: list[Words]) -> Words:
    return Words(*(listed([name.of(lang) for name in names], lang) for lang in LANGUAGES))


def followed(edition: Edition, scheme: Scheme, lang: str) -> list[Row]:
    """What followed per class on past days, and on how many customers that rests; none where it was not tried."""
    found = asking.ready(edition, "backtest_groups", by=scheme.id)
    rows = found.table(lang) if found else []
    most = max((row["each_seen"] or 0 for row in rows), default=0) or 1
    return [row | {"bar": 100 * (row["each_seen"] or 0) / most} for row in rows]


def sureness(edition: Edition, scheme: Scheme, lang: str) -> dict[str, float]:
    """By class how sure it is: the mean share of draws in which its customers fall into it again; empty where that was not drawn."""
    found = asking.ready(edition, "confidence", scheme=scheme.id)
    return {row["class"]: row["mean_confidence"] for row in found.table(lang) if row["customers"] >= 20} if found else {}
