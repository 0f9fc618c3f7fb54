"""Columns that a file does not have but that follow from those it has: small values, read here row by row, and by the store as SQL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

MARK = "="
ZONED = r":[0-9]{2}[0-9.:]*\s?([zZ]|UTC|[+-][0-9]{2}(:?[0-9]{2})?)$"


@dataclass(frozen=True)
class Made:
    """One cell made of others. `op` says how: `first` that is not blank, `only` where another cell is one of `words`, `unmasked`
    (null where it holds a star), `bare` (without outer spaces, tabs, apostrophes), `utc` (marked as UTC), `sum` of all matches of a pattern, `found`
    (the first match), `used` (`words[0]` where any is not zero, else nothing used), `when` (`words[0]` where the cell is one of the
    others) or `always` (`words[0]`). `of` names columns, or holds their positions once `placed`."""

    op: str
    of: tuple[Cell, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[Cell, ...]:
        """The columns it is made of, those of its parts included."""
        return tuple(dict.fromkeys(source for one in self.of for source in (one.sources if isinstance(one, Made) else (one,))))

    def placed(self, places: Mapping[str, int]) -> Made | None:
        """The same over positions; columns that are missing are left out, null where too little is left."""
        parts = [one.placed(places) if isinstance(one, Made) else places.get(str(one)) for one in self.of]
        left = tuple(part for part in parts if part is not None)
        needed = 0 if self.op == "always" else 2 if self.op == "only" else 1
        return replace(self, of=left) if len(left) >= needed else None

    def moved(self, places: Mapping[int, int]) -> Made:
        """The same over positions renamed by `places`."""
        return replace(self, of=tuple(one.moved(places) if isinstance(one, Made) else places.get(int(one), one) for one in self.of))

    def cell(self, row: Sequence[str | None]) -> str | None:
        """What it is in one row; null where blank."""
        parts = [one.cell(row) if isinstance(one, Made) else _at(row, int(one)) for one in self.of]
        return _READ[self.op](parts, self.words)


Cell: TypeAlias = "str | int | Made"


def first(*of: Cell) -> Made:
    return Made("first", of)


def only(cell: Cell, beside: Cell, *words: str) -> Made:
    return Made("only", (cell, beside), words)


def unmasked(cell: Cell) -> Made:
    return Made("unmasked", (cell,))


def bare(cell: Cell) -> Made:
    return Made("bare", (cell,))


def utc(cell: Cell) -> Made:
    return Made("utc", (cell,))


def sum_of(cell: Cell, pattern: str) -> Made:
    return Made("sum", (cell,), (pattern,))


def found(cell: Cell, pattern: str) -> Made:
    return Made("found", (cell,), (pattern,))


def used(name: str, *of: Cell) -> Made:
    return Made("used", of, (name,))


def when(cell: Cell, then: str, *words: str) -> Made:
    return Made("when", (cell,), (then, *words))


def always(text: str) -> Made:
    return Made("always", (), (text,))


def _at(row: Sequence[str | None], place: int) -> str | None:
    cell = row[place] if place < len(row) else None
    return cell if cell and cell.strip() else None


def _first(parts: Sequence[str | None], _words: Sequence[str]) -> str | None:
    return next((part for part in parts if part), None)


def _only(parts: Sequence[str | None], words: Sequence[str]) -> str | None:
    return parts[0] if (parts[1] or "").strip().lower() in words else None


def _unmasked(parts: Sequence[str | None], _words: Sequence[str]) -> str | None:
    return parts[0] if parts[0] and "*" not in parts[0] else None


def _bare(parts: Sequence[str | None], _words: Sequence[str]) -> str | None:
    return (parts[0] or "").strip(" \t'") or None


def _utc(parts: Sequence[str | None], _words: Sequence[str]) -> str | None:
    return parts[0].strip() + ("" if re.search(ZONED, parts[0].strip()) else "+00") if parts[0] else None


def _sum(parts: Sequence[str | None], words: Sequence[str]) -> str | None:
    matches = re.findall(words[0], parts[0] or "")
    return str(round(sum(float(one) for one in matches), 6)) if matches else None


def _found(parts: Sequence[str | None], words: Sequence[str]) -> str | None:
    match = re.search(words[0], parts[0] or "")
    return match[1] if match else None


def _used(parts: Sequence[str | None], words: Sequence[str]) -> str | None:
    return words[0] if any(re.search("[1-9]", part or "") for part in parts) else None


def _when(parts: Sequence[str | None], words: Sequence[str]) -> str | None:
    return words[0] if (parts[0] or "").strip().lower() in words[1:] else None


def _always(_parts: Sequence[str | None], words: Sequence[str]) -> str | None:
    return words[0]


_READ = {
    "first": _first, "only": _only, "unmasked": _unmasked, "bare": _bare, "utc": _utc, "sum": _sum, "found": _found, "used": _used,
    "when": _when, "always": _always,
}  # fmt: skip


@dataclass(frozen=True)
class Unrolled:
    """Columns that come once per item of an order (`Product Item 1 Name`, `Product Item 2 Name`…), as one row per item: `items`
    has the positions of each item's columns, null where it lacks one; the new columns are called `names`."""

    names: tuple[str, ...]
    items: tuple[tuple[int | None, ...], ...]

    def rows(self, row: Sequence[str | None]) -> list[tuple[str | None, ...]]:
        """The items of one row that say anything; an order without any keeps one empty item."""
        found = [tuple(None if place is None else _at(row, place) for place in item) for item in self.items]
        return [item for item in found if any(item)] or [(None,) * len(self.names)]


@dataclass(frozen=True)
class Habits:
    """How a known format writes what others write otherwise. `statuses` are its words for a status, lower case, and what each means:
    completed, cancelled, returned or open; `by_line` where lines have a status of their own; `sparse` where cells of the order stand
    on its first line only; `lists` are columns that hold several values, with what parts them; `nobody` the customer ids that mean
    that nobody is named."""

    statuses: tuple[tuple[str, str], ...] = ()
    by_line: bool = False
    sparse: bool = False
    lists: tuple[tuple[str, str], ...] = ()
    nobody: tuple[str, ...] = ()
