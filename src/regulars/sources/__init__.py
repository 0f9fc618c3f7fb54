"""Reading what people bring: orders, customers, products, rates, visits, contacts, answers… recognised by what is in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from regulars.intake.mending import ROW_ID
from regulars.intake.plan import FoundFile, Plan, Reading
from regulars.sources.planning import planned, started, tables

__all__ = ["corrected", "looked", "plan"]


def plan(
    paths: str | Path | Iterable[str | Path],
    *,
    source: str | None = None,
    mapping: Mapping[str, str] | Iterable[str] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
    currency: str | None = None,
    timezone: str = "Asia/Ho_Chi_Minh",
    sheet: str | None = None,
    drop_duplicates: bool = False,
    addresses: Mapping[str | Path, str | None] | None = None,
) -> Plan:
    """How the files of one batch would be read; nothing is imported yet.

    `mapping` names columns and fields in either direction and wins over everything; `remembered` is `Plan.remembered()` of
    earlier imports; `currency` null lets the data decide; `addresses` tells where files were brought from. Raises `InputError` for whatever cannot be read."""
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    found = planned(
        given, mapping=mapping, remembered=remembered or {}, sheet=sheet,
        settings={"timezone": timezone, "currency": currency, "source": source, "drop_duplicates": drop_duplicates},
    )  # fmt: skip
    from_where = {Path(path): address for path, address in (addresses or {}).items() if address}
    return replace(found, files=tuple(replace(file, address=from_where.get(file.path)) for file in found.files)) if from_where else found


def looked(path: Path) -> tuple[Reading, tuple[str, ...]]:
    """How a text file would be read and what its columns are, by its first rows; the rest of it may be missing. Raises `InputError`."""
    sheet = started(path)
    return sheet.reading, sheet.columns if sheet.named else ()


def corrected(path: Path) -> FoundFile:
    """A file of corrected rows as it is to be read: its columns by name, whatever they hold. Raises `InputError`."""
    from regulars.sources import refusals

    if not path.is_file():
        raise refusals.missing(path, [])
    sheets = tables(path)
    sheet = next((one for one in sheets if ROW_ID in one.columns), sheets[0])
    return FoundFile(path, "quarantine", sheet.reading, sheet.columns, (), rows=sheet.held)
