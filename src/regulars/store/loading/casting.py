"""From a cell to a value: the SQL by which the decided formats are read, row after row alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from regulars.intake.dates import EPOCH_SECONDS, EXCEL_DAYS, DateFormat
from regulars.intake.numbers import BLANKS, NOISE, PATTERNS, NumberFormat

EXACT = "DECIMAL(18, 6)"
COUNTED = "DECIMAL(15, 4)"
UNKNOWN = ("nan", "NaN", "NULL", "null", "None", "none", "N/A", "n/a", "#N/A", "(blank)", "-")


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def listed(texts: tuple[str, ...]) -> str:
    return ", ".join(quoted(text) for text in texts)


def blank(cell: str, kind: str) -> str:
    """Whether a cell says nothing."""
    if kind != "VARCHAR":
        return f"{cell} IS NULL"
    # Not IN: a long list would become a join that looks at every cell.
    return f"({cell} IS NULL OR list_contains(['', {listed(BLANKS)}], trim({cell}, ' \t\u00a0')))"


def id_of(cell: str, kind: str) -> str:
    """An id as text: without outer spaces, a whole number without its `.0`, null where blank."""
    if kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        return f"CASE WHEN {cell} = floor({cell}) AND abs({cell}) < 1e15 THEN {cell}::BIGINT::VARCHAR ELSE {cell}::VARCHAR END"
    if kind != "VARCHAR":
        return f"{cell}::VARCHAR"
    spaced = f"ends_with({cell}, ' ') OR starts_with({cell}, ' ')"
    pointed = f"WHEN ends_with({cell}, '.0') THEN regexp_replace({cell}, '^([0-9]+)\\.0$', '\\1')"
    return f"CASE WHEN {spaced} THEN nullif(trim({cell}), '') {pointed} ELSE {cell} END"


def person_id(cell: str, kind: str) -> str:
    """A customer's id, null for the words by which files say that there is none."""
    found = id_of(cell, kind)
    if kind != "VARCHAR":
        return found
    doubtful = " OR ".join(f"ascii({cell}) = {code}" for code in sorted({ord(word[0]) for word in UNKNOWN}))
    return f"CASE WHEN {doubtful} THEN CASE WHEN list_contains([{listed(UNKNOWN)}], {cell}) THEN NULL ELSE {found} END ELSE {found} END"


def text_of(cell: str, kind: str, *, apart: bool = False) -> str:
    """A text without outer spaces, composed where its accents stand apart; null where blank."""
    if kind != "VARCHAR":
        return id_of(cell, kind)
    spaced = f"ends_with({cell}, ' ') OR starts_with({cell}, ' ')"
    found = f"CASE WHEN {spaced} THEN nullif(trim({cell}), '') ELSE {cell} END"
    return f"nfc_normalize({found})" if apart else found


def number_of(cell: str, kind: str, format: NumberFormat, exact: str = EXACT) -> str:
    """An exact decimal; null where the cell is no number of this format, or too large for one."""
    if kind != "VARCHAR" or format.style in ("plain", "typed"):
        return f"TRY_CAST({cell} AS {exact})"
    group, mark = (".", ",") if format.style == "vi" else (",", ".")
    bare = bared(cell)
    digits = f"replace(replace({bare}, '{group}', ''), '{mark}', '.')"
    return f"CASE WHEN regexp_full_match({bare}, {quoted(PATTERNS[format.style])}) THEN TRY_CAST({digits} AS {exact}) END"


def bared(cell: str) -> str:
    """A written number without noise; `(5)` and `5-` become `-5`."""
    stripped = f"replace(regexp_replace({cell}, {quoted(NOISE)}, '', 'g'), '\u2212', '-')"
    return f"regexp_replace(regexp_replace({stripped}, '^\\((.*)\\)$', '-\\1'), '^([^-]+)-$', '-\\1')"


@dataclass(frozen=True)
class Zone:
    """The shop's time zone; `minutes` is its distance from UTC where that has been the same since 1990, else null."""

    name: str
    minutes: int | None

    def utc(self, local: str) -> str:
        """A naive local time as UTC."""
        if self.minutes is not None:
            return f"({local} - INTERVAL {self.minutes} MINUTE)" if self.minutes else local
        return f"(({local} AT TIME ZONE {quoted(self.name)}) AT TIME ZONE 'UTC')"

    def day(self, utc: str) -> str:
        """The local day of a time in UTC."""
        if self.minutes is not None:
            return f"({utc} + INTERVAL {self.minutes} MINUTE)::DATE" if self.minutes else f"{utc}::DATE"
        return f"(({utc} AT TIME ZONE 'UTC') AT TIME ZONE {quoted(self.name)})::DATE"


def zone_of(name: str) -> Zone:
    """The zone, looked at month by month for changes of its offset."""
    zone = ZoneInfo(name)
    moments = (dt.datetime(year, month, 1, tzinfo=dt.UTC).astimezone(zone) for year in range(1990, 2038) for month in range(1, 13))
    offsets = {moment.utcoffset() for moment in moments}
    only = offsets.pop() if len(offsets) == 1 else None
    return Zone(name, int(only.total_seconds() // 60) if only is not None else None)


def time_of(cell: str, kind: str, format: DateFormat, zone: Zone) -> str:
    """A time in UTC; null where the cell is no date of this format."""
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"({cell} AT TIME ZONE 'UTC')"
    if kind != "VARCHAR":
        return zone.utc(f"TRY_CAST({cell} AS TIMESTAMP)") if format.kind == "typed" else _counted(f"{cell}::DOUBLE", format.kind, zone)
    return _written(cell, format, zone)


def _written(cell: str, format: DateFormat, zone: Zone) -> str:
    if format.kind == "text":
        halves = f"replace(replace({cell}, 'SA', 'AM'), 'CH', 'PM')" if format.half_days else cell
        patterns = ", ".join(quoted(pattern) for pattern in format.patterns)
        return zone.utc(f"try_strptime({halves}, [{patterns}])")
    if format.kind == "iso_zone":
        unified = f"regexp_replace(regexp_replace({cell}, '\\s*(UTC|[zZ])$', '+00'), '\\s?([+-]\\d\\d):?(\\d\\d)?$', '\\1:\\2')"
        timed = f"regexp_replace(rtrim({unified}, ':'), '([T ]\\d\\d?:\\d\\d)([+-])', '\\1:00\\2')"
        return f"(TRY_CAST({timed} AS TIMESTAMPTZ) AT TIME ZONE 'UTC')"
    if format.kind in ("iso", "typed"):
        return zone.utc(f"TRY_CAST({cell} AS TIMESTAMP)")
    return _counted(f"TRY_CAST({cell} AS DOUBLE)", format.kind, zone)


def _counted(value: str, kind: str, zone: Zone) -> str:
    if kind == "excel":
        low, high = EXCEL_DAYS
        return zone.utc(
            f"CASE WHEN {value} BETWEEN {low} AND {high} THEN TIMESTAMP '1899-12-30' + to_microseconds((round({value} * "
            "86400) * 1000000)::BIGINT) END"
        )
    low, high = EPOCH_SECONDS
    seconds = f"({value} / 1000)" if kind == "milliseconds" else value
    return f"CASE WHEN {seconds} BETWEEN {low} AND {high} THEN make_timestamp(({seconds} * 1000000)::BIGINT) END"
