"""Moves between told days: how many customers went from which class to which, and why; what every question about movement counts with."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import EPOCH, day_number, stepped
from regulars.insight.classes import shown
from regulars.scheme import Scheme
from regulars.words import LANGUAGES, Words, day

NEW = Words("Chưa có trong sổ", "Not known before")
GONE = Words("Không còn trong sổ", "No longer on record")
UNTOLD = Words("Chưa đủ hai ngày có xếp nhóm để biết ai lên, ai xuống.", "Classes have not been told on two days yet: no move can be seen.")
STAYS = {
    "customer_id": "string",
    "class": "string",
    "valid_from": "date",
    "valid_to": "date",
    "cause": "string",
    "nth": "int64",
    "followed": "boolean",
}


def stays_in(spells: ir.Table, scheme: str) -> ir.Table:
    """One row per customer and stay in a class of one scheme (`STAYS`), from the spells of a history.

    `nth`: which of their stays in this class it is, from 1. `followed`: another stay begins on the day it ends; not so while it lasts, nor where
    the customer is gone (erased, or their import undone).
    """
    own = spells.filter(spells.scheme == scheme, spells.valid_to.isnull() | (spells.valid_to > spells.valid_from))
    same = ibis.window(group_by=[own.customer_id, own["class"]], order_by=own.valid_from)
    all_of = ibis.window(group_by=own.customer_id, order_by=own.valid_from)
    told = own.mutate(nth=ibis.row_number().over(same) + 1, followed=(own.valid_from.lead().over(all_of) == own.valid_to).fill_null(False))
    return told.select(*STAYS)


@dataclass(frozen=True)
class Move:
    """So many people who changed class between two told days that follow each other.

    `at` is the place of the later day. `source` is null for those who were not known on the earlier day, `target` for those who are gone on the
    later. `cause`: of the last step in between. `back`: they had been in the class before.
    """

    at: int
    source: str | None
    target: str | None
    cause: str
    back: bool
    people: int


def moves(stays: ir.Table, days: Sequence[dt.date]) -> list[Move]:
    """Every move between one of these told days (ascending) and the next; those present on the first day come from nowhere at place 0.

    Only where people were on the days themselves counts: who left a class and was back by the next day has not moved. Of who moved several times
    in between, `cause` is that of the last step; who is gone was taken off the record, which is always `data`.
    """
    linked = _linked(stays, days)
    gone = (linked.after < len(days)) & (linked.upcoming.isnull() | (linked.upcoming != linked.after))
    told = linked.mutate(
        source=ibis.ifelse(linked.until == linked.at, linked.was, ibis.null("string")),
        back=linked.nth > 1,
        gone=ibis.ifelse(gone, linked.after, ibis.null("int64")),
    )
    counted = told.group_by("at", "source", "class", "cause", "back", "gone").agg(n=told.count()).to_pyarrow().to_pylist()
    into = (
        (row["at"], row["source"], row["class"], row["cause"], row["back"], row["n"]) for row in counted if row["source"] != row["class"]
    )
    left = ((row["gone"], row["class"], None, "data", False, row["n"]) for row in counted if row["gone"] is not None)
    return _summed([*into, *left])


def _summed(counted: Iterable[tuple[int, str | None, str | None, str, bool, int]]) -> list[Move]:
    """The moves, each once."""
    people: Counter[tuple[int, str | None, str | None, str, bool]] = Counter()
    for at, source, target, cause, back, count in counted:
        people[at, source, target, cause, back] += count
    return [Move(*move, count) for move, count in people.items()]


def _linked(stays: ir.Table, days: Sequence[dt.date]) -> ir.Table:
    """The stays that hold on any of the days: `at` is the place of the first of these, `after` that of the first day on which it holds no more.

    `was` and `until` are class and `after` of the customer's stay before, `upcoming` is `at` of the next.
    """
    open_end = ibis.ifelse(stays.valid_to.isnull(), ibis.literal(len(days)), _place(stays.valid_to, days))
    placed = stays.mutate(at=_place(stays.valid_from, days), after=open_end)
    seen = placed.filter(placed["at"] < placed.after)
    own = ibis.window(group_by=seen.customer_id, order_by=seen["at"])
    return seen.mutate(was=seen["class"].lag().over(own), until=seen.after.lag().over(own), upcoming=seen["at"].lead().over(own))


def _place(on: ir.DateValue, days: Sequence[dt.date]) -> ir.IntegerValue:
    """The place of the first of the days that is not before `on`; their number where there is none."""
    numbers = [(each - EPOCH).days for each in days]
    return stepped(day_number(on), numbers, range(len(days) + 1)).cast("int64")


def directions(scheme: Scheme) -> Mapping[tuple[str, str], str]:
    """`up` and `down` for each pair of classes that the scheme ranks, through other classes too; other moves have no direction."""
    higher = {pair for chain in scheme.better for pair in combinations(chain, 2)}
    while more := {(a, d) for a, b in higher for c, d in higher if b == c} - higher:
        higher |= more
    return dict.fromkeys(higher, "up") | {(better, lower): "down" for lower, better in higher}


def classes_told(scheme: Scheme, found: Sequence[Move]) -> list[str]:
    """Every class of the scheme as people read them, then those that it had once and has no more."""
    ids = shown(scheme)
    former = {id for move in found for id in (move.source, move.target) if id is not None} - set(ids)
    return [*ids, *sorted(former)]


def name_of(scheme: Scheme, id: str) -> Words:
    """What a class is called; its id where the scheme has it no more."""
    return scheme.class_named(id).name if id in scheme.class_ids else Words(id, id)


def colour_of(scheme: Scheme, id: str) -> str:
    return scheme.class_named(id).colour if id in scheme.class_ids else "slight"


def on(date: dt.date) -> Words:
    """A day inside a sentence."""
    return Words(*(day(date, lang) for lang in LANGUAGES))
