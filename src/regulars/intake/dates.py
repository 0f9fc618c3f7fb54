"""How a column writes its dates: decided once for the column, day first where both readings would do."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

EARLIEST = dt.date(1990, 1, 1)
EPOCH_SECONDS = (631_152_000, 4_102_444_800)
EXCEL_DAYS = (32_874, 73_415)


@dataclass(frozen=True)
class DateFormat:
    """One way of writing dates: `kind` is `text` (by `patterns`, those of strptime), `iso`, `iso_zone`, `seconds`,
    `milliseconds`, `excel` or `typed`; `half_days` where SA and CH stand for AM and PM."""

    name: str
    kind: str = "text"
    patterns: tuple[str, ...] = ()
    example: str = ""
    half_days: bool = False


def _family(name: str, day: str, example: str) -> DateFormat:
    times = ("", " %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p", " %H:%M:%S.%f", ", %H:%M:%S", ", %H:%M", " - %H:%M")
    return DateFormat(name, patterns=tuple(day + time for time in times), example=example)


def _parted(name: str, first: str, second: str, year: str, example: str) -> tuple[DateFormat, ...]:
    return tuple(_family(f"{name}{part}", f"{first}{part}{second}{part}{year}", example.replace("/", part)) for part in ("/", "-", "."))


_HOUR_FIRST = DateFormat(
    "hour dd/mm",
    patterns=("%H:%M %d/%m/%Y", "%H:%M:%S %d/%m/%Y", "%H:%M, %d/%m/%Y", "%H:%M:%S, %d/%m/%Y", "%H:%M - %d/%m/%Y"),
    example="14:30 31/12/2026",
)
_MONTHS = tuple(
    _family(name, day, example)
    for name, day, example in (
        ("d mon y", "%d %b %Y", "31 Dec 2026"),
        ("d month y", "%d %B %Y", "31 December 2026"),
        ("d-mon-y", "%d-%b-%Y", "31-Dec-2026"),
        ("d-mon-yy", "%d-%b-%y", "31-Dec-26"),
        ("mon d, y", "%b %d, %Y", "Dec 31, 2026"),
        ("month d, y", "%B %d, %Y", "December 31, 2026"),
    )
)
# In the order of preference: the first of those that read most cells is taken.
CANDIDATES: tuple[DateFormat, ...] = (
    DateFormat("iso", "iso", example="2026-12-31"),
    DateFormat("iso_zone", "iso_zone", example="2026-12-31 10:00:00 +0700"),
    *_parted("dmy", "%d", "%m", "%Y", "31/12/2026"),
    *_parted("mdy", "%m", "%d", "%Y", "12/31/2026"),
    *_parted("dmyy", "%d", "%m", "%y", "31/12/26"),
    *_parted("mdyy", "%m", "%d", "%y", "12/31/26"),
    _family("ymd/", "%Y/%m/%d", "2026/12/31"),
    _family("ymd.", "%Y.%m.%d", "2026.12.31"),
    DateFormat("compact", patterns=("%Y%m%d", "%Y%m%d%H%M%S", "%Y%m%d %H%M%S", "%Y%m%d %H:%M:%S", "%Y%m%d %H:%M"), example="20261231"),
    _HOUR_FIRST,
    *_MONTHS,
    DateFormat("seconds", "seconds", example="1798675200"),
    DateFormat("milliseconds", "milliseconds", example="1798675200000"),
    DateFormat("excel", "excel", example="46387.5"),
)
TYPED = DateFormat("typed", "typed")
NAMED = {format.name: format for format in CANDIDATES}

_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?)?")
_ZONE = re.compile(r"\s?(Z|z|UTC|[+-]\d{2}(:?\d{2})?)$")


@dataclass(frozen=True)
class DateDecision:
    """The format chosen, the share of cells it reads, and the other that reads them as well, if any."""

    format: DateFormat
    share: float
    rival: DateFormat | None = None


def _moment(text: str, format: DateFormat) -> dt.datetime | None:
    if format.kind == "iso":
        return dt.datetime.fromisoformat(text) if _ISO.fullmatch(text) else None
    if format.kind == "iso_zone":
        zone = _ZONE.search(text)
        return dt.datetime.fromisoformat(text[: zone.start()]) if zone and _ISO.fullmatch(text[: zone.start()]) else None
    if format.kind == "text":
        if not _looks_like(text, format.example):
            return None
        return _by_pattern(halved(text) if format.half_days else text, format.patterns)
    return _counted(text, format.kind)


def _looks_like(text: str, example: str) -> bool:
    """A quick look that spares most patterns: the mark between the parts of the example stands in the cell too."""
    mark = next((char for char in example if not char.isalnum() and char != ":"), "")
    return mark in text if mark else text[:8].isdigit()


def _by_pattern(text: str, patterns: Sequence[str]) -> dt.datetime | None:
    for pattern in patterns:
        try:
            return dt.datetime.strptime(text, pattern)
        except ValueError:
            continue
    return None


def _counted(text: str, kind: str) -> dt.datetime | None:
    value = float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else -1.0
    value = value / 1000 if kind == "milliseconds" else value
    if kind == "excel":
        return dt.datetime(1899, 12, 30) + dt.timedelta(days=value) if EXCEL_DAYS[0] <= value <= EXCEL_DAYS[1] else None
    low, high = EPOCH_SECONDS
    return dt.datetime.fromtimestamp(value, dt.UTC).replace(tzinfo=None) if low <= value <= high else None


def halved(text: str) -> str:
    """Vietnamese Excel's SA and CH as AM and PM."""
    return re.sub(r"\bCH\b", "PM", re.sub(r"\bSA\b", "AM", text))


def moment(text: str, format: DateFormat) -> dt.datetime | None:
    """A cell as the time it writes in this format, naive; null where it is none."""
    try:
        found = _moment(text.strip(), format)
    except ValueError:
        return None
    return found if found and 1800 <= found.year <= 2200 else None


def decide_date(cells: Sequence[str]) -> DateDecision | None:
    """The format that reads most cells, day first where day and month may be swapped; null where none reads any."""
    if any(re.search(r"\b(SA|CH)\b", cell) for cell in cells):
        candidates = tuple(DateFormat(f.name, f.kind, f.patterns, f.example, half_days=True) for f in CANDIDATES if f.kind == "text")
    else:
        candidates = CANDIDATES
    # A few cells rule out most candidates, so that a sample of thousands is not parsed by all.
    alive = [format for format in candidates if any(moment(cell, format) for cell in cells[:50])] or candidates
    return choose_date({format: sum(moment(cell, format) is not None for cell in cells) for format in alive}, len(cells))


def choose_date(counts: Mapping[DateFormat, int], cells: int) -> DateDecision | None:
    """The decision from how many cells each candidate reads."""
    best = max(counts.values(), default=0)
    if not best:
        return None
    winners = [format for format, count in counts.items() if count == best]
    rival = next((other for other in winners[1:] if {winners[0].name[:3], other.name[:3]} == {"dmy", "mdy"}), None)
    return DateDecision(winners[0], best / cells, rival)


def read_as(text: str, pattern: str) -> dt.datetime | None:
    """A date in a pattern as people say it, in the letters d m y Y H M S; null where the text is none.

    >>> read_as("2026.02.05", "Y.m.d")
    datetime.datetime(2026, 2, 5, 0, 0)
    """
    return _by_pattern(text.strip(), (re.sub(r"([dmyYHMSp])", r"%\1", pattern.replace("%", "")),))


def written(moment: dt.datetime, format: DateFormat, *, timed: bool, timezone: str = "UTC") -> str:
    """A naive local time in the way a column writes its dates."""
    aware = moment.replace(tzinfo=ZoneInfo(timezone))
    if format.kind == "text":
        pattern = next((one for one in format.patterns if "%H" in one), format.patterns[0]) if timed else format.patterns[0]
        return moment.strftime(pattern)
    if format.kind in ("seconds", "milliseconds"):
        return str(int(aware.timestamp()) * (1000 if format.kind == "milliseconds" else 1))
    if format.kind == "excel":
        return str((moment - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1))
    return (aware if format.kind == "iso_zone" else moment).isoformat(" ")
