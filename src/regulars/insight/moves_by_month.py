"""Month by month: how many entered each class, left it, stayed, came back, and why?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir

from regulars.history import CAUSES
from regulars.insight.moves import Move, classes_told, directions, moves, name_of, on
from regulars.insight.spoken import figure, people
from regulars.scheme import Scheme
from regulars.words import Words

COUNTS = ("start", "entered", "left", "stayed", "returned", "end", "up", "down")
COLUMNS = {
    "since": "date",
    "until": "date",
    "class": "string",
    "name": "string",
    **dict.fromkeys(COUNTS, "int64"),
    **{f"entered_{cause}": "int64" for cause in CAUSES},
    **{f"left_{cause}": "int64" for cause in CAUSES},
}


@dataclass(frozen=True)
class Months:
    """The moves of a scheme between the days that end its months: `days` ascending, `moves` by the place of the later day of each."""

    scheme: Scheme
    days: tuple[dt.date, ...]
    moves: tuple[Move, ...]

    def headed(self, at: int, way: str) -> int:
        """How many climbed (`up`) or slipped (`down`) by the day of that place."""
        ways = directions(self.scheme)
        return sum(move.people for move in self.moves if move.at == at and ways.get((move.source or "", move.target or "")) == way)

    def changed(self, at: int) -> int:
        """How many known on both days changed class by the day of that place."""
        return sum(move.people for move in self.moves if move.at == at and move.source is not None and move.target is not None)


def month_ends(told: Sequence[dt.date]) -> tuple[dt.date, ...]:
    """The first told day, then the last told day of every month; the last of all may lie within its month."""
    last = {(each.year, each.month): each for each in told}
    return tuple(sorted({*told[:1], *last.values()}))


def moves_by_month(stays: ir.Table, scheme: Scheme, told: Sequence[dt.date]) -> Months:
    """Count the moves between the month ends of a scheme, from its stays (`moves.stays_in`)."""
    days = month_ends(told)
    return Months(scheme, days, tuple(moves(stays, days)))


def table(found: Months, lang: str) -> list[dict[str, object]]:
    """One row per month and class (`COLUMNS`), months ascending: `since` and `until` are the two told days, `start` and `end` the people on them.

    `start + entered − left = end`, and `stayed = start − left`. `returned`: of those who entered, who had been in the class before. `up` and
    `down`: of those who entered, who climbed there and who slipped there. `entered_…` and `left_…` by the cause of the last step.
    """
    names = {id: name_of(found.scheme, id).of(lang) for id in classes_told(found.scheme, found.moves)}
    counts = {id: _entering(found.moves, 0, id) for id in names}
    rows: list[dict[str, object]] = []
    for at in range(1, len(found.days)):
        for id, name in names.items():
            counted = _counted(found, at, id, counts[id])
            counts[id] = counted["end"]
            rows.append({"since": found.days[at - 1], "until": found.days[at], "class": id, "name": name, **counted})
    return rows


def whole_months(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Of the rows of a table, those of periods that begin and end with a month."""
    return [row for row in rows if _ends_month(row["since"]) and _ends_month(row["until"])]


def _ends_month(day: dt.date) -> bool:
    return (day + dt.timedelta(days=1)).day == 1


def _entering(told: Sequence[Move], at: int, id: str, holds: Callable[[Move], bool] = lambda _: True) -> int:
    return sum(move.people for move in told if move.at == at and move.target == id and holds(move))


def _leaving(told: Sequence[Move], at: int, id: str, holds: Callable[[Move], bool] = lambda _: True) -> int:
    return sum(move.people for move in told if move.at == at and move.source == id and holds(move))


def _counted(found: Months, at: int, id: str, start: int) -> dict[str, int]:
    ways, told = directions(found.scheme), found.moves
    entered, left = _entering(told, at, id), _leaving(told, at, id)
    headed = {way: _entering(told, at, id, lambda move, way=way: ways.get((move.source or "", id)) == way) for way in ("up", "down")}
    came = {f"entered_{cause}": _entering(told, at, id, lambda move, cause=cause: move.cause == cause) for cause in CAUSES}
    went = {f"left_{cause}": _leaving(told, at, id, lambda move, cause=cause: move.cause == cause) for cause in CAUSES}
    whole = {"start": start, "entered": entered, "left": left, "stayed": start - left}
    returned = _entering(told, at, id, lambda move: move.back)
    return {**whole, "returned": returned, "end": start + entered - left, **headed, **came, **went}


def sentence(found: Months) -> Words:
    """How many moved up and down in the last whole month, and in the one before; in the last period where none is a whole month."""
    whole = [at for at in range(1, len(found.days)) if _ends_month(found.days[at - 1]) and _ends_month(found.days[at])]
    at = whole[-1] if whole else len(found.days) - 1
    said, before = (_RANKED, _BEFORE) if found.scheme.better else (_UNRANKED, _BEFORE_UNRANKED)
    told = said.filled(since=on(found.days[at - 1]), until=on(found.days[at]), **_told(found, at))
    tail = before.filled(**_told(found, at - 1)) if at - 1 in whole else Words(".", ".")
    return Words(told.vi + tail.vi, told.en + tail.en)


def _told(found: Months, at: int) -> dict[str, Words]:
    up, down = found.headed(at, "up"), found.headed(at, "down")
    return {"up": people(up), "down": people(down), "rose": figure(up), "fell": figure(down), "n": people(found.changed(at))}


_RANKED = Words("Từ {since} đến {until}, {up} leo bậc và {down} tụt bậc", "From {since} to {until}, {up} climbed, and {fell} slipped")
_BEFORE = Words("; tháng trước đó {rose} leo và {fell} tụt.", "; the month before, {rose} climbed and {fell} slipped.")
_UNRANKED = Words("Từ {since} đến {until}, {n} đổi nhóm", "From {since} to {until}, {n} changed class")
_BEFORE_UNRANKED = Words("; tháng trước đó {n}.", "; the month before, {n}.")
NOTES = (
    Words(
        "Mỗi kỳ đi từ ngày xếp nhóm cuối của một tháng đến ngày xếp nhóm cuối của tháng sau; kỳ cuối có thể chưa trọn tháng. "
        "Đầu kỳ + vào − ra = cuối kỳ.",
        "A period runs from the last told day of one month to that of the next; the last may not be a whole month. "
        "Start + entered − left = end.",
    ),
    Words(
        "Vào rồi ra, hoặc ra rồi về, trong cùng một kỳ thì không tính. Nguyên nhân là của bước cuối trong kỳ.",
        "Who entered and left again, or left and came back, within a period is not counted. The cause is that of the last step in it.",
    ),
)
