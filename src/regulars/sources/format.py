"""Known formats: what a platform's file looks like and how it is read, as a declaration; and which of them a file is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import entry_points
from typing import TypeAlias

from regulars.intake.fields import OF_TABLE
from regulars.intake.made import Cell, Habits, Made, Unrolled
from regulars.intake.plan import Known
from regulars.sources.sheet import Sheet
from regulars.words import Words

GROUP = "regulars.sources"
Cells: TypeAlias = "Cell | tuple[Cell, ...]"


@dataclass(frozen=True)
class Format:
    """One file format of a platform.

    `marks` are the columns by which it is known, all needed (`*` in front: any one of those), `absent` those that it never has. `fields` says which
    column each field is read from: a name, a made column, or several that are added up. `certain` is false for layouts
    that were only seen on a screen or in an API: those are offered, never claimed. `items` is the pattern of columns that come once per
    item, with `#` for the number. `dates` is `dmy` or `mdy` where days and months could be swapped; `described` says that the second row
    explains the columns; `headless` tests the cells of a file without a header. `refusal` is what to say of a file that is of no use."""

    id: str
    name: Words
    table: str
    marks: tuple[str, ...]
    fields: Mapping[str, Cells]
    absent: tuple[str, ...] = ()
    certain: bool = True
    habits: Habits = Habits()
    items: tuple[str, ...] = ()
    dates: str | None = None
    described: bool = False
    headless: tuple[str, ...] = ()
    also: tuple[Format, ...] = ()
    refusal: tuple[Words, Words] | None = None
    notes: Words | None = None
    columns: tuple[str, ...] = field(default=(), repr=False)

    @property
    def known(self) -> Known:
        return Known(self.id, self.name, self.certain)


@dataclass(frozen=True)
class Seen:
    """A sheet as a known format shows it: its own columns, then the unrolled, then the made ones; `fields` are positions."""

    format: Format
    sheet: Sheet
    fields: dict[str, tuple[int, ...]]
    unrolled: Unrolled | None
    made: tuple[Made, ...]


@cache
def formats() -> tuple[Format, ...]:
    """Every known format, those of other packages included, those that are certain first; an entry point names one or several."""
    named = [point.load() for point in entry_points(group=GROUP)]
    found = [one for each in named for one in ((each,) if isinstance(each, Format) else each)]
    return tuple(sorted(found, key=lambda one: (not one.certain, one.id)))


def plain(name: str) -> str:
    """A column's name as it is compared: capitals, accents written apart, stars and double spaces do not matter."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", name).replace("\ufeff", "").replace("*", " ").casefold()).strip()


def places_of(columns: Sequence[str]) -> dict[str, int]:
    """Where each column stands, by its exact name and by its plain one; the first of several wins, the exact one before all."""
    exact = {unicodedata.normalize("NFC", name).strip(): i for i, name in reversed(list(enumerate(columns)))}
    return {plain(name): i for i, name in reversed(list(enumerate(columns)))} | exact


class _Places(dict[str, int]):
    """Positions by name; a name that stands in the file exactly so is preferred to one that differs in capitals.

    A name marked with `!` is taken exactly or not at all: some platforms have two columns that differ in a capital only."""

    def get(self, name: str, default: int | None = None) -> int | None:  # type: ignore[override]
        if name.startswith("!"):
            return super().get(name[1:], default)
        return super().get(name, super().get(plain(name), default))


def recognised(sheet: Sheet, choices: Sequence[Format] | None = None) -> Format | None:
    """The format a sheet is, null where it is none we know: of those whose marks it bears the one that knows most of its columns."""
    if not sheet.named:
        return next((one for one in choices or formats() if one.headless and _cells_agree(sheet, one)), None)
    places = _Places(places_of(sheet.columns))
    fitting = [one for one in choices or formats() if not one.headless and _bears(one, places)]
    return max(fitting, key=lambda one: (one.certain, len(one.marks), _share(one, places)), default=None)


def _bears(one: Format, places: _Places) -> bool:
    if any(places.get(name) is not None for name in one.absent):
        return False
    needed = [name for name in one.marks if not name.startswith("*")]
    any_of = [name[1:] for name in one.marks if name.startswith("*")]
    return all(places.get(name) is not None for name in needed) and (not any_of or any(places.get(name) is not None for name in any_of))


def _share(one: Format, places: _Places) -> float:
    return sum(places.get(name) is not None for name in one.columns) / max(1, len(one.columns))


def _cells_agree(sheet: Sheet, one: Format) -> bool:
    return len(sheet.columns) == len(one.headless) and all(
        bool(cells := sheet.cells(i)) and all(re.fullmatch(pattern, cell) for cell in cells) for i, pattern in enumerate(one.headless)
    )


def seen(sheet: Sheet, one: Format) -> Seen:
    """The sheet with the further columns that a format makes, and where its fields stand."""
    sheet = _undescribed(sheet, one)
    unrolled = _unrolled(sheet.columns, one)
    if unrolled:
        sheet = _extended(
            sheet, unrolled.names, [(row, item) for row in sheet.rows for item in unrolled.rows(_filled(row, len(sheet.columns)))]
        )
    places = _Places({f"column {i + 1}": i for i in range(len(sheet.columns))} if one.headless else places_of(sheet.columns))
    made: list[Made] = []
    fields: dict[str, tuple[int, ...]] = {}
    for name, cells in one.fields.items():
        found = [_placed(cell, places, made, len(sheet.columns)) for cell in (cells if isinstance(cells, tuple) else (cells,))]
        if name in OF_TABLE.get(one.table, ()) and any(place is not None for place in found):
            fields[name] = tuple(place for place in found if place is not None)
    if made:
        names = tuple(shown(one, sheet.columns) for one in made)
        sheet = _extended(sheet, names, [(row, tuple(one.cell(row) for one in made)) for row in sheet.rows])
    return Seen(one, sheet, fields, unrolled, tuple(made))


def _placed(cell: Cell, places: _Places, made: list[Made], width: int) -> int | None:
    if not isinstance(cell, Made):
        return places.get(str(cell))
    found = cell.placed(places)
    if found is None:
        return None
    if found.op == "first" and len(found.of) == 1 and not isinstance(found.of[0], Made):
        return int(found.of[0])
    made.append(found)
    return width + len(made) - 1


def shown(made: Made, columns: Sequence[str]) -> str:
    """A made column as people are told of it: by the columns it comes from, or by what it always is."""
    return " / ".join(columns[int(str(place))] for place in made.sources) or made.words[0]


def _filled(row: tuple[str | None, ...], width: int) -> tuple[str | None, ...]:
    return (*row[:width], *(None,) * (width - len(row)))


def _extended(sheet: Sheet, names: tuple[str, ...], rows: list[tuple[tuple[str | None, ...], tuple[str | None, ...]]]) -> Sheet:
    width = len(sheet.columns)
    types = (*sheet.reading.types, *("text",) * len(names)) if sheet.reading.types else ()
    body = tuple((*_filled(row, width), *more) for row, more in rows)
    return replace(sheet, columns=(*sheet.columns, *names), rows=body, reading=replace(sheet.reading, types=types))


def _undescribed(sheet: Sheet, one: Format) -> Sheet:
    """Without the row that explains the columns, where nobody has passed over it yet."""
    if not one.described or sheet.passed or len(sheet.rows) < 2:
        return sheet
    place = _Places(places_of(sheet.columns)).get(one.marks[0])
    cell = sheet.rows[0][place] if place is not None and place < len(sheet.rows[0]) else None
    if any(char.isdigit() for char in cell or ""):
        return sheet
    reading = replace(sheet.reading, first_row=sheet.reading.first_row + 1)
    return replace(sheet, rows=sheet.rows[1:], reading=reading, passed=tuple(cell or "" for cell in sheet.rows[0]))


def _unrolled(columns: Sequence[str], one: Format) -> Unrolled | None:
    if not one.items:
        return None
    places = _Places(places_of(columns))
    numbers = {int(match[1]) for name in columns for item in one.items if (match := re.fullmatch(_numbered(item), plain(name)))}
    items = [tuple(places.get(item.replace("#", str(number))) for item in one.items) for number in sorted(numbers)]
    return Unrolled(tuple(one.items), tuple(items)) if items else None


def _numbered(item: str) -> str:
    return re.escape(plain(item)).replace(re.escape("#"), r"(\d+)").replace("#", r"(\d+)")
