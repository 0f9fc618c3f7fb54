"""An import as a value: what each file is, how it is read, and which column holds what; explained and executed from the same thing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from regulars.intake.dates import DateFormat
from regulars.intake.fields import FIELDS, TABLE_WORDS
from regulars.intake.numbers import NumberFormat
from regulars.words import Words, listed

Format = NumberFormat | DateFormat | None


@dataclass(frozen=True)
class Reading:
    """How the cells of a file are got at: `kind` is csv, parquet, json, lines or xlsx. `first_row` is the row, as a spreadsheet
    numbers it, of the first record; `encoding` is null for UTF-8; `mend` names what is rewritten while converting."""

    kind: str
    delimiter: str = ","
    encoding: str | None = None
    first_row: int = 2
    sheet: str | None = None
    gzip: bool = False
    mend: str | None = None
    types: tuple[str, ...] = ()
    decompose: bool = False


@dataclass(frozen=True)
class Mapped:
    """One field and the column or columns it is read from. `how` is asked, remembered, alias, near or content."""

    field: str
    columns: tuple[str, ...]
    positions: tuple[int, ...]
    how: str
    format: Format = None
    trim: bool = False


@dataclass(frozen=True)
class FoundFile:
    """One file that is to be read: which table it holds, its columns in order, what they are mapped to."""

    path: Path
    table: str
    reading: Reading
    columns: tuple[str, ...]
    mapped: tuple[Mapped, ...]
    per_order: bool = False

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def signature(self) -> str:
        """The header as a short fingerprint: files with the same columns share it, and so a remembered mapping."""
        return signature(self.columns)

    def of(self, name: str) -> Mapped | None:
        """Where a field is read from; null where the file does not have it."""
        return next((mapped for mapped in self.mapped if mapped.field == name), None)

    def unmapped(self) -> tuple[tuple[int, str], ...]:
        """Positions and names of the columns that hold no field."""
        used = {position for mapped in self.mapped for position in mapped.positions}
        return tuple((i, name) for i, name in enumerate(self.columns) if i not in used)


@dataclass(frozen=True)
class Plan:
    """One batch: its files and the settings they are read under. `currency` is null where the data decides; `whole` says that
    every amount seen so far is a whole number."""

    files: tuple[FoundFile, ...]
    timezone: str
    currency: str | None = None
    source: str | None = None
    drop_duplicates: bool = False
    guesses: tuple[Words, ...] = ()
    warnings: tuple[Words, ...] = ()
    skipped: tuple[str, ...] = ()
    whole: bool = False

    def of_table(self, table: str) -> tuple[FoundFile, ...]:
        return tuple(file for file in self.files if file.table == table)

    def remembered(self) -> dict[str, dict[str, str]]:
        """The mapping chosen, by header fingerprint: column to field, as `plan(remembered=…)` takes it."""
        return {file.signature: {column: m.field for m in file.mapped for column in m.columns} for file in self.files}


def signature(columns: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(columns).encode()).hexdigest()[:16]


def explain(plan: Plan) -> Words:
    """What would be read from where, one line per file and one per field, in words."""
    return Words(*("\n".join(_lines(plan, lang)) for lang in ("vi", "en")))


def _lines(plan: Plan, lang: str) -> list[str]:
    lines = []
    for file in plan.files:
        lines.append(f"{file.name}: {TABLE_WORDS[file.table].of(lang)}")
        lines += [f"  {FIELDS[m.field].words.of(lang)} ← {listed([f'“{c}”' for c in m.columns], lang)}{_how(m, lang)}" for m in file.mapped]
    return lines


_HOW: Mapping[str, Words] = {
    "near": Words(" (đoán theo tên gần giống)", " (guessed: a similar name)"),
    "content": Words(" (đoán theo nội dung)", " (guessed from the content)"),
    "remembered": Words(" (nhớ từ lần trước)", " (remembered)"),
    "asked": Words(" (theo yêu cầu)", " (as asked)"),
}


def _how(mapped: Mapped, lang: str) -> str:
    return _HOW[mapped.how].of(lang) if mapped.how in _HOW else ""
