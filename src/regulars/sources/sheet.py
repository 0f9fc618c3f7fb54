"""What is seen of a file before it is read: its columns, and the first rows as text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path

from regulars.intake.plan import Reading

SAMPLE_ROWS = 2_000


@dataclass(frozen=True)
class Sheet:
    """One table within a file. `types` is empty where all cells are text, else text, number, time, day or flag per column;
    `named` is false where the file has no header and its columns are only numbered; `passed` are header-like rows skipped;
    `held` are all rows of a sheet of a workbook as Arrow: it cannot be looked at without being read whole."""

    path: Path
    reading: Reading
    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    named: bool = True
    above: tuple[tuple[str, ...], ...] = ()
    passed: tuple[str, ...] = ()
    held: object = field(default=None, compare=False, repr=False)

    def cells(self, position: int) -> list[str]:
        """The cells of a column that are not blank, trimmed."""
        found = (row[position] if position < len(row) else None for row in self.rows)
        return [cell.strip() for cell in found if cell and cell.strip()]

    def type_of(self, position: int) -> str:
        return self.reading.types[position] if self.reading.types else "text"


def composed(sheet: Sheet) -> Sheet:
    """The same, marked where its letters are written apart from their accents (NFD), as old Macs do."""
    apart = any(cell and not cell.isascii() and unicodedata.normalize("NFC", cell) != cell for row in sheet.rows[:200] for cell in row)
    return replace(sheet, reading=replace(sheet.reading, decompose=True)) if apart else sheet
