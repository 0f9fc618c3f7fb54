"""How do two schemes meet: of the people of each class of one, how many are in each class of the other?"""

from __future__ import annotations

from dataclasses import dataclass

from ibis.expr.types import Table

from regulars.insight.classes import shown
from regulars.insight.spoken import FEWEST, people, ratio, share
from regulars.scheme import Scheme
from regulars.words import Words

COLUMNS = {
    "class": "string",
    "name": "string",
    "other_class": "string",
    "other_name": "string",
    "customers": "int64",
    "share": "float64",
    "revenue": "int64",
}


@dataclass(frozen=True)
class Meeting:
    """The people in one class of a scheme and one of another, and their spend of 365 days in minor units."""

    first: str
    second: str
    people: int
    spend: int


def crossing(members: Table, first: Scheme, second: Scheme) -> list[Meeting]:
    """Every pair of classes in the order people read them, those of nobody included; from customers with both classes and `spend_365d`."""
    counted = members.group_by(a=members[first.id], b=members[second.id]).agg(
        people=members.count(), spend=members.spend_365d.sum().cast("float64")
    )
    found = {(row["a"], row["b"]): row for row in counted.to_pyarrow().to_pylist()}
    nobody = {"people": 0, "spend": 0}
    pairs = ((a, b, found.get((a, b), nobody)) for a in shown(first) for b in shown(second))
    return [Meeting(a, b, int(row["people"]), int(row["spend"] or 0)) for a, b, row in pairs]


def table(first: Scheme, second: Scheme, found: list[Meeting], lang: str) -> list[dict[str, object]]:
    """One row per pair (`COLUMNS`): `share` is of the people of the first scheme's class, null below 20 of them."""
    return [_row(first, second, each, _people(found, each.first), lang) for each in found]


def _people(found: list[Meeting], id: str) -> int:
    return sum(each.people for each in found if each.first == id)


def _row(first: Scheme, second: Scheme, each: Meeting, whole: int, lang: str) -> dict[str, object]:
    return {
        "class": each.first,
        "name": first.class_named(each.first).name.of(lang),
        "other_class": each.second,
        "other_name": second.class_named(each.second).name.of(lang),
        "customers": each.people,
        "share": ratio(each.people, whole) if whole >= FEWEST else None,
        "revenue": each.spend,
    }


def sentence(first: Scheme, second: Scheme, found: list[Meeting]) -> Words:
    """Of the class that is best (or shown first) and has 20 people: where most of them are in the other scheme."""
    ids = [id for id in shown(first) if _people(found, id) >= FEWEST]
    if not ids:
        return Words("Chưa nhóm nào có đủ 20 khách để so.", "No class has 20 customers to compare.")
    here = [each for each in found if each.first == ids[0]]
    most = max(here, key=lambda each: each.people)
    whole = _people(found, ids[0])
    return Words("{name} ({people}): {part} là {other}", "{name} ({people}): {part} are {other}").filled(
        name=first.class_named(ids[0]).name,
        people=people(whole),
        part=share(ratio(most.people, whole)),
        other=second.class_named(most.second).name,
    )
