"""Who moved up, who moved down, and why? The classes of a scheme on one told day against another."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ibis.expr.types as ir

from regulars.errors import InputError
from regulars.history import CAUSES
from regulars.insight.moves import GONE, NEW, Move, classes_told, colour_of, directions, moves, name_of, on
from regulars.insight.spoken import FEWEST, figure, people, ratio
from regulars.scheme import Scheme
from regulars.words import Words

MONTH = 28  # days that a comparison looks back at least, where no day is asked for
COLUMNS = {
    "class": "string",
    "name": "string",
    "colour": "string",
    "other_class": "string",
    "other_name": "string",
    "other_colour": "string",
    "direction": "string",
    "cause": "string",
    "cause_name": "string",
    "customers": "int64",
    "share": "float64",
}


@dataclass(frozen=True)
class Compared:
    """Two told days: what is compared, and what was asked for where that was another day."""

    since: dt.date
    until: dt.date
    asked_since: dt.date | None = None
    asked_until: dt.date | None = None


@dataclass(frozen=True)
class Movement:
    """The moves in a scheme between two told days; `started` of each class on the earlier day."""

    scheme: Scheme
    days: Compared
    started: dict[str, int]
    moves: tuple[Move, ...]

    @cached_property
    def changed(self) -> int:
        """Customers known on both days who are in another class on the later."""
        return sum(move.people for move in self.moves if move.source is not None and move.target is not None)

    @cached_property
    def came(self) -> int:
        return sum(move.people for move in self.moves if move.source is None)

    @cached_property
    def gone(self) -> int:
        return sum(move.people for move in self.moves if move.target is None)

    def stayed(self, id: str) -> int:
        """Those in a class on both days."""
        return self.started.get(id, 0) - sum(move.people for move in self.moves if move.source == id)

    def heading(self, way: str, cause: str | None = None) -> int:
        """How many climbed (`up`) or slipped (`down`), for one cause or for all."""
        ways = directions(self.scheme)
        told = (move for move in self.moves if cause in (None, move.cause))
        return sum(move.people for move in told if ways.get((move.source or "", move.target or "")) == way)


def compared(told: Sequence[dt.date], start: object = None, end: object = None) -> Compared | None:
    """The two told days to compare; null where fewer than two are told by the end.

    A day that was not told stands for the latest told day before it. Left out, the end is the last told day, the start the last one at least 28
    days before the end, else the first. `InputError` for a day before the first told day, and where both fall on one.
    """
    asked_start, asked_end = (_day(value) for value in (start, end))
    if not told:
        return None
    until = _told_by(told, asked_end) if asked_end else told[-1]
    if asked_start:
        since = _told_by(told, asked_start)
        if since >= until:
            raise _same(told, since, until)
    else:
        earlier = [each for each in told if each <= until - dt.timedelta(days=MONTH)]
        since = earlier[-1] if earlier else told[0]
    return Compared(since, until, *(_other(*pair) for pair in ((asked_start, since), (asked_end, until)))) if since < until else None


def _other(asked: dt.date | None, used: dt.date) -> dt.date | None:
    return asked if asked != used else None


def _day(value: object) -> dt.date | None:
    if value is None or isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise InputError(
            Words("Ngày phải viết dạng năm-tháng-ngày.", "A day is written year-month-day."),
            seen=str(value),
            todo=Words("Ví dụ: --with start=2026-10-31", "For example: --with start=2026-10-31"),
            code="date",
        ) from error


def _told_by(told: Sequence[dt.date], asked: dt.date) -> dt.date:
    """The latest told day on or before a day."""
    earlier = [each for each in told if each <= asked]
    if earlier:
        return earlier[-1]
    raise InputError(
        Words("Chưa xếp nhóm lần nào đến ngày này.", "Classes had not been told yet by this day."),
        seen=asked.isoformat(),
        todo=Words(f"Chọn từ ngày {told[0].isoformat()} trở đi.", f"Choose {told[0].isoformat()} or later."),
        code="option",
    )


def _same(told: Sequence[dt.date], since: dt.date, until: dt.date) -> InputError:
    near = ", ".join(each.isoformat() for each in [each for each in told if each < until][-3:]) or "–"
    return InputError(
        Words("Ngày đầu phải trước ngày cuối, tính theo ngày có xếp nhóm.", "The start must be a told day before that of the end."),
        seen=f"{since.isoformat()} – {until.isoformat()}",
        todo=Words(f"Ngày đầu có thể là: {near}.", f"The start may be: {near}."),
        code="option",
    )


def movement(stays: ir.Table, scheme: Scheme, days: Compared) -> Movement:
    """Compare two told days of a scheme, from its stays (`moves.stays_in`)."""
    found = moves(stays, (days.since, days.until))
    started: dict[str, int] = {}
    for move in found:
        if move.at == 0 and move.target is not None:
            started[move.target] = started.get(move.target, 0) + move.people
    return Movement(scheme, days, started, tuple(move for move in found if move.at == 1))


def table(found: Movement, lang: str) -> list[dict[str, object]]:
    """One row per class on the earlier day, class on the later and cause (`COLUMNS`), as people read the classes, the largest cause first.

    Who stayed has no cause. Who came has no class, who is gone no other class. `direction` is `up` or `down` where the scheme ranks both classes.
    `share` is of the people of the class on the earlier day, null below 20 of them and for those who came.
    """
    ids = classes_told(found.scheme, found.moves)
    counted: dict[tuple[str | None, str | None, str | None], int] = {(id, id, None): found.stayed(id) for id in ids}
    for move in found.moves:
        key = (move.source, move.target, move.cause)
        counted[key] = counted.get(key, 0) + move.people
    place = {id: at for at, id in enumerate([*ids, None])}
    ordered = sorted(counted, key=lambda key: (place[key[0]], place[key[1]], -counted[key], key[2] or ""))
    return [_row(found, key, counted[key], lang) for key in ordered if counted[key]]


def _row(found: Movement, key: tuple[str | None, str | None, str | None], count: int, lang: str) -> dict[str, object]:
    source, target, cause = key
    whole = found.started.get(source or "", 0)
    return {
        **_class("", found.scheme, source, NEW, lang),
        **_class("other_", found.scheme, target, GONE, lang),
        "direction": directions(found.scheme).get((source or "", target or "")),
        "cause": cause,
        "cause_name": CAUSES[cause].name.of(lang) if cause else None,
        "customers": count,
        "share": ratio(count, whole) if whole >= FEWEST else None,
    }


def _class(prefix: str, scheme: Scheme, id: str | None, absent: Words, lang: str) -> dict[str, object]:
    name, colour = (absent, None) if id is None else (name_of(scheme, id), colour_of(scheme, id))
    return {f"{prefix}class": id, f"{prefix}name": name.of(lang), f"{prefix}colour": colour}


BY_CAUSE = {
    "cause": "string",
    "name": "string",
    "meaning": "string",
    "own": "boolean",
    "customers": "int64",
    "up": "int64",
    "down": "int64",
}


def by_cause(rows: Iterable[Mapping[str, Any]], lang: str) -> list[dict[str, Any]]:
    """Of a table of movement one row per cause (`BY_CAUSE`), most customers first: all who changed class because of it, up, down or neither.

    `own`: the customers did something themselves. Who came or is gone is left out, as is everybody who stayed.
    """
    found: dict[str, Counter[str]] = {}
    for row in rows:
        if row["class"] and row["other_class"] and row["cause"]:
            counted = found.setdefault(row["cause"], Counter())
            counted.update({"customers": row["customers"], row["direction"] or "neither": row["customers"]})
    told = sorted(found.items(), key=lambda each: (-each[1]["customers"], each[0]))
    return [_by_one(id, counted, lang) for id, counted in told]


def _by_one(id: str, counted: Counter[str], lang: str) -> dict[str, Any]:
    cause = CAUSES[id]
    named = {"cause": id, "name": cause.name.of(lang), "meaning": cause.meaning.of(lang), "own": cause.own}
    return named | {name: counted[name] for name in ("customers", "up", "down")}


def sentence(found: Movement) -> Words:
    """How many climbed and how many slipped between the two days, and how many of these by time alone; that it was quiet, below 20 moves."""
    span = {"since": on(found.days.since), "until": on(found.days.until)}
    if not found.scheme.better:
        return _UNRANKED[found.changed >= FEWEST].filled(**span, n=people(found.changed))
    up, down = found.heading("up"), found.heading("down")
    said = _QUIET if found.changed < FEWEST else _RANKED
    told = said.filled(**span, n=people(found.changed), up=people(up), down=people(down), rose=figure(up), fell=figure(down))
    alone, bar = found.heading("down", "time"), found.heading("up", "bar") + found.heading("down", "bar")
    tails = zip((told.vi, told.en), _by_time(alone, down), _by_bar(bar), strict=True)
    return Words(*(text + time + moved for text, time, moved in tails))


_RANKED = Words("Từ {since} đến {until}, {up} leo bậc và {down} tụt bậc", "From {since} to {until}, {up} climbed, and {fell} slipped")
_QUIET = Words(
    "Từ {since} đến {until} khá yên: {n} đổi nhóm, {rose} lên và {fell} xuống",
    "From {since} to {until} was quiet: {n} changed class, {rose} up and {fell} down",
)
_UNRANKED = {
    True: Words("Từ {since} đến {until}, {n} đổi nhóm.", "From {since} to {until}, {n} changed class."),
    False: Words("Từ {since} đến {until} khá yên: {n} đổi nhóm.", "From {since} to {until} was quiet: {n} changed class."),
}


def _by_time(alone: int, down: int) -> tuple[str, str]:
    """The end of the sentence: how many of those who slipped did so by time alone."""
    if not alone:
        return ".", "."
    if alone == down:
        return ", chỉ vì thời gian trôi.", ", by time alone."
    told = Words(", trong đó {n} chỉ vì thời gian trôi.", ", {n} of them by time alone.").filled(n=figure(alone))
    return told.vi, told.en


def _by_bar(moved: int) -> tuple[str, str]:
    """A sentence of its own: how many of these moved though they did nothing; none below 20."""
    if moved < FEWEST:
        return "", ""
    told = Words(
        " Trong số ấy {n} khách đổi bậc chỉ vì ngưỡng tính lại, không vì làm gì khác.", " Of these, {n} moved only because a bar did."
    ).filled(n=figure(moved))
    return told.vi, told.en


def notes(found: Movement) -> tuple[Words, ...]:
    """Who is not among those who moved (always the first), which days are compared, and what up, down and the cause mean."""
    days = found.days
    pairs = ((days.asked_since, days.since), (days.asked_until, days.until))
    moved = [_STOOD_IN.filled(asked=on(asked), used=on(used)) for asked, used in pairs if asked]
    stayed = sum(found.started.values()) - found.changed - found.gone
    rest = _REST.filled(stayed=people(stayed), came=people(found.came), gone=people(found.gone))
    said = _COMPARED.filled(since=on(days.since), until=on(days.until))
    return (rest, said, *moved, *([_WAYS] if found.scheme.better else []), _CAUSE)


_COMPARED = Words(
    "So nhóm của từng khách ngày {since} với ngày {until}.", "Each customer's class on {since} is compared with that on {until}."
)
_STOOD_IN = Words(
    "Ngày {asked} không xếp nhóm; lấy ngày có xếp nhóm gần nhất trước đó, {used}.",
    "Classes were not told on {asked}; the latest told day before it, {used}, stands in.",
)
_REST = Words(
    "Ngoài những khách đổi nhóm, {stayed} ở yên, {came} mới có trong sổ, {gone} không còn trong sổ.",
    "Besides those who changed class, {stayed} stayed, {came} came on record, {gone} went off it.",
)
_WAYS = Words(
    "Lên hay xuống là theo thứ tự mà cách phân loại đã định; đổi giữa hai nhóm không có thứ tự thì không tính là lên hay xuống.",
    "Up and down go by the order that the scheme declares; a move between classes without an order is neither.",
)
_CAUSE = Words(
    "Nguyên nhân là của bước cuối cùng giữa hai ngày. Ai rời nhóm rồi về lại trước ngày sau thì tính là ở yên.",
    "The cause is that of the last step between the two days. Who left a class and was back by the later day counts as having stayed.",
)
