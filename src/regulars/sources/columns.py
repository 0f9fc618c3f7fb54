"""A plan beside the files it reads: every column, some of its cells, and what it is read as; also of files that cannot be read yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from regulars.intake.fields import FIELDS, OF_TABLE
from regulars.intake.plan import FURTHER, FoundFile, Known, Mapped, Plan
from regulars.sources.found import found
from regulars.sources.planning import tables
from regulars.sources.sheet import Sheet

SAMPLES = 3


@dataclass(frozen=True)
class Column:
    """One column of a file. `samples`: its first different cells; `field`: what it is read as, null where it is not used; `how`: as `Mapped.how`;
    `also`: further fields that a known format takes from it."""

    name: str
    samples: tuple[str, ...]
    field: str | None = None
    how: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Laid:
    """One table of a file: `sheet` is null but in a workbook. `tables`: what it is read as, empty where it is not read; `known`: the format it has."""

    file: str
    sheet: str | None
    columns: tuple[Column, ...]
    tables: tuple[str, ...] = ()
    known: Known | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields a column of it may be read as; of a table that is not read yet, all."""
        return tuple(dict.fromkeys(name for table in self.tables for name in OF_TABLE[table])) or tuple(FIELDS)


def heads(paths: Iterable[str | Path]) -> tuple[Laid, ...]:
    """The columns of every table of the files as they stand there, not mapped to anything. Raises `InputError` for whatever is no table."""
    return tuple(_head(sheet) for path in found(paths) for sheet in tables(path))


def _head(sheet: Sheet) -> Laid:
    columns = tuple(Column(name, _samples(sheet, place)) for place, name in enumerate(sheet.columns))
    return Laid(sheet.path.name, sheet.reading.sheet, columns)


def _samples(sheet: Sheet, place: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sheet.cells(place)))[:SAMPLES]


def laid(plan: Plan, heads: Iterable[Laid]) -> tuple[Laid, ...]:
    """The same tables with what the plan reads their columns as; those that the plan passes over as they are."""
    return tuple(_laid(head, [file for file in plan.files if _is_of(file, head)]) for head in heads)


def _is_of(file: FoundFile, head: Laid) -> bool:
    return (file.path.name, file.reading.sheet) == (head.file, head.sheet)


def _laid(head: Laid, files: list[FoundFile]) -> Laid:
    if not files:
        return head
    read = _read(files)
    columns = tuple(
        Column(column.name, column.samples, one[0].field, one[0].how, _further(one)) if (one := read.get(place)) else column
        for place, column in enumerate(head.columns)
    )
    known = next((file.format for file in files if file.format), None)
    return Laid(head.file, head.sheet, columns, tuple(dict.fromkeys(file.table for file in files)), known)


def _further(read: list[Mapped]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.field for one in read[1:] if one.field != read[0].field))


def _read(files: list[FoundFile]) -> Mapping[int, list[Mapped]]:
    """What each column is read as, by its place: what it is itself before what is made of it with others, the first table before the next."""
    read: dict[int, list[Mapped]] = {}
    every = [(file, one) for file in files for one in file.mapped]
    for file, one in sorted(every, key=lambda pair: len(pair[0].own(pair[1]).positions) > 1 or pair[1].positions[0] >= FURTHER):
        for place in file.own(one).positions:
            read.setdefault(place, []).append(one)
    return read
