"""What is known of a file by its format, and what the user says of it besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from regulars.intake.fields import OF_TABLE
from regulars.intake.plan import FURTHER, FoundFile, Mapped
from regulars.sources import refusals
from regulars.sources.choosing import fits
from regulars.sources.format import Format, Seen, recognised, seen
from regulars.sources.mapping import Match, take_given
from regulars.sources.sheet import Sheet

# An amount that the user names is the whole truth: what a format says of the order's own amounts gives way to it.
AMOUNTS = ("amount", "order_total", "order_discount")


def format_of(sheet: Sheet) -> Format | None:
    """The known format of a sheet, if any. Raises `InputError` for one that is of no use."""
    known = recognised(sheet)
    if known and known.refusal:
        raise refusals.useless(sheet.path, known.known.words, *known.refusal)
    return known


def as_known(sheet: Sheet, known: Format, asked: Mapping[str, str], remembered: Mapping[str, str]) -> tuple[Seen, Match] | None:
    """The sheet with the columns its format makes and where its fields stand, what the user says winning; null where that is not
    enough for the format's table."""
    if known.table not in OF_TABLE:
        return None
    shown, found = seen(sheet, known), Match(known.table)
    take_given(found, sheet.columns, asked, "asked")
    take_given(found, sheet.columns, remembered, "remembered")
    given = {place for positions, _ in found.fields.values() for place in positions} | found.left_out
    own = found.has("amount")
    for name, positions in shown.fields.items():
        free = name not in found.fields and not given & set(positions) and not _is_of_other_grain(name, shown, sheet)
        if free and not (own and name in AMOUNTS):
            found.fields[name] = (positions, "format" if known.certain else "offered")
    return (shown, found) if fits(found, shown.sheet) else None


def _is_of_other_grain(name: str, shown: Seen, sheet: Sheet) -> bool:
    """Where a format names its total both ways: an order's amount where the file has no items, else what its lines come to."""
    if not {"amount", "order_total"} <= shown.fields.keys():
        return False
    items = sheet.reading.nested is not None and sheet.reading.nested.items is not None
    return name in (("amount", "discount") if items else ("order_total", "quantity", "unit_price"))


def with_format(file: FoundFile, shown: Seen, columns: tuple[str, ...]) -> FoundFile:
    """The file as its format reads it: its own columns, the further ones beside them, each field named by the columns it comes from."""
    moved = {len(columns) + i: FURTHER + i for i in range(len(shown.sheet.columns) - len(columns))}
    made = tuple(one.moved(moved) for one in shown.made)
    mapped = tuple(replace(one, positions=tuple(moved.get(place, place) for place in one.positions)) for one in file.mapped)
    file = replace(file, columns=columns, format=shown.format.known, unrolled=shown.unrolled, made=made, habits=shown.format.habits)
    return replace(file, mapped=tuple(_by_source(file, one) for one in mapped))


def _by_source(file: FoundFile, one: Mapped) -> Mapped:
    return replace(one, columns=tuple(file.columns[source] for source in file.own(one).positions))
