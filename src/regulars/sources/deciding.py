"""What each mapped column's cells are: their number or date format, and what had to be guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from regulars.intake.dates import TYPED as TYPED_DATE
from regulars.intake.dates import DateDecision, DateFormat, decide_date, moment
from regulars.intake.fields import FIELDS
from regulars.intake.numbers import TYPED, NumberDecision, NumberFormat, bare, decide_number
from regulars.intake.plan import Format, Mapped
from regulars.sources.sheet import Sheet
from regulars.words import Words

Guesses = list[Words]


def decided(
    sheet: Sheet, name: str, positions: tuple[int, ...], how: str, time: int | None, guesses: Guesses, dates: str | None = None
) -> Mapped:
    """One field with the format of its cells; what is doubtful is added to `guesses`. `dates` (`dmy`, `mdy`) says which of day and
    month comes first where it is known."""
    columns = tuple(sheet.columns[i] for i in positions)
    kind = FIELDS[name].kind
    format: Format = None
    if kind in ("money", "number"):
        format = _number(sheet, positions, columns, kind, guesses)
    elif kind in ("time", "day"):
        format = _date(sheet, positions, columns, time, guesses, dates)
    if how in ("near", "content"):
        guesses.append(_guessed(name, columns, how))
    if time is not None:
        columns, positions = (*columns, sheet.columns[time]), (*positions, time)
    trim = any(cell != cell.strip() for i in positions for row in sheet.rows if i < len(row) and (cell := row[i]))
    return Mapped(name, columns, positions, how, format, trim)


def _number(sheet: Sheet, positions: Sequence[int], columns: Sequence[str], kind: str, guesses: Guesses) -> Format:
    if all(sheet.type_of(i) == "number" for i in positions):
        return TYPED
    decision: NumberDecision = decide_number([cell for i in positions for cell in sheet.cells(i)], money=kind == "money")
    if decision.ambiguous:
        cell = next((cell for i in positions for cell in sheet.cells(i) if "." in cell or "," in cell), "")
        guesses.append(_thousands(columns[0], cell, thousands=kind == "money"))
    return decision.format


def _thousands(column: str, cell: str, *, thousands: bool) -> Words:
    if thousands:
        return Words(f"Cột “{column}”: “{cell}” được đọc là hàng nghìn.", f"“{column}”: “{cell}” is read as thousands.")
    return Words(f"Cột “{column}”: “{cell}” được đọc là số lẻ.", f"“{column}”: “{cell}” is read as a decimal.")


def joined(sheet: Sheet, day: int, time: int) -> list[str]:
    """Day and time of day as one text per row."""
    pairs = [(row[day] or "", row[time] or "") for row in sheet.rows if len(row) > max(day, time)]
    return [f"{one.strip()} {other.strip()}".strip() for one, other in pairs if one.strip()]


def _date(
    sheet: Sheet, positions: tuple[int, ...], columns: Sequence[str], time: int | None, guesses: Guesses, dates: str | None
) -> Format:
    place = positions[0]
    if sheet.type_of(place) in ("time", "day", "zoned"):
        return TYPED_DATE
    cells = sheet.cells(place) if time is None else joined(sheet, place, time)
    decision: DateDecision | None = decide_date(cells)
    if decision and decision.rival and dates:
        known = next(one for one in (decision.format, decision.rival) if one.name.startswith(dates))
        return usual_first(known, cells)
    if decision and decision.rival:
        guesses.append(_swapped(columns[0], cells[0], decision))
    return usual_first(decision.format, cells) if decision else None


def usual_first(format: DateFormat, cells: Sequence[str]) -> DateFormat:
    """The patterns of a format with those that cells use most in front, so that few are tried."""
    used = {
        pattern: sum(moment(cell, replace(format, patterns=(pattern,))) is not None for cell in cells[:100]) for pattern in format.patterns
    }
    return replace(format, patterns=tuple(sorted(format.patterns, key=lambda pattern: -used[pattern])))


def _swapped(column: str, cell: str, decision: DateDecision) -> Words:
    day_first = decision.format.name.startswith("d")
    vi, en = ("ngày trước, tháng sau", "day first, then month") if day_first else ("tháng trước, ngày sau", "month first, then day")
    return Words(f"Cột “{column}”: “{cell}” được đọc {vi}.", f"“{column}”: “{cell}” is read {en}.")


def _guessed(name: str, columns: Sequence[str], how: str) -> Words:
    words, shown = FIELDS[name].words, ", ".join(f"“{column}”" for column in columns)
    why = Words("tên gần giống", "a similar name") if how == "near" else Words("theo nội dung", "by its content")
    return Words(f"{shown} được hiểu là {words.vi} ({why.vi}).", f"{shown} is taken as the {words.en} ({why.en}).")


def are_whole(sheet: Sheet, mapped: Iterable[Mapped]) -> bool:
    """Whether every amount in the sample is a whole number, and none bears the mark of a currency that has smaller units."""
    money = [
        (one.format, i)
        for one in mapped
        if FIELDS[one.field].kind == "money" and isinstance(one.format, NumberFormat)
        for i in one.positions
    ]
    return not any(_has_fraction(cell, format) or any(mark in cell for mark in "$€£") for format, i in money for cell in sheet.cells(i))


def _has_fraction(cell: str, format: NumberFormat) -> bool:
    mark = "," if format.style == "vi" else "."
    return bool(re.search(r"[1-9]", bare(cell).partition(mark)[2].partition("e")[0]))
