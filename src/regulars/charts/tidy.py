"""A tidy table of any kind, read into plain rows of known columns; what cannot be read is said with its row and column."""

from __future__ import annotations

import datetime as dt
import difflib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regulars.errors import InputError, Where
from regulars.scheme import COLOURS
from regulars.words import Words

Row = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """One column of a table: its name, what its cells are (`text`, `colour`, `number`, `day`), and whether a chart can do without it."""

    name: str
    kind: str
    needed: bool = True


def texts(*names: str, needed: bool = True) -> tuple[Column, ...]:
    """Columns of texts."""
    return tuple(Column(name, "text", needed) for name in names)


def numbers(*names: str, needed: bool = True) -> tuple[Column, ...]:
    """Columns of numbers: counts, shares of 1, money in minor units."""
    return tuple(Column(name, "number", needed) for name in names)


def days(*names: str, needed: bool = True) -> tuple[Column, ...]:
    """Columns of days: dates, or ISO texts."""
    return tuple(Column(name, "day", needed) for name in names)


COLOUR = Column("colour", "colour", needed=False)


def tidy(table: object, columns: Sequence[Column]) -> list[Row]:
    """The rows of a table as dicts with exactly these columns, null where a cell or a column that is not needed is absent.

    `table` is a list of dicts, or a pandas, Polars, Arrow or Ibis table. Numbers come back as `int` or `float`, days as `date`, texts as
    `str`; other columns are left out. Raises `InputError` for what is no table, a needed column that is absent, a cell of another kind.
    """
    names, rows = _read(table)
    if names or rows:
        for column in columns:
            if column.needed and column.name not in names:
                raise _absent(column.name, names)
    return [{column.name: _cell(row.get(column.name), column, at) for column in columns} for at, row in enumerate(rows, start=1)]


def has(table: object, *names: str) -> str | None:
    """The first of these names that is a column of the table; null where none is."""
    seen = _read(table)[0]
    return next((name for name in names if name in seen), None)


def _read(table: object) -> tuple[list[str], list[Mapping[str, Any]]]:
    arrow = _arrow(table)
    if arrow is not None:
        return list(arrow.column_names), arrow.to_pylist()
    if isinstance(table, Iterable) and not isinstance(table, str | bytes | Mapping):
        rows = list(table)
        if all(isinstance(row, Mapping) for row in rows):
            return list(dict.fromkeys(str(name) for row in rows for name in row)), rows
    raise InputError(
        Words("Không đọc được bảng để vẽ", "This cannot be read as a table to draw"),
        seen=type(table).__name__,
        todo=Words(
            "Đưa vào một danh sách dict, hoặc bảng của pandas, Polars, Arrow hay Ibis",
            "Give a list of dicts, or a table of pandas, Polars, Arrow or Ibis",
        ),
    )


def _arrow(table: Any) -> Any:
    """The table as Arrow, by the first door it offers: Ibis, Polars and pandas through the Arrow stream, Arrow itself as it is."""
    import pyarrow

    if isinstance(table, pyarrow.Table):
        return table
    if hasattr(table, "to_pyarrow"):
        return table.to_pyarrow()
    if hasattr(table, "__arrow_c_stream__"):
        return pyarrow.table(table)
    return None


def _absent(name: str, seen: Sequence[str]) -> InputError:
    close = difflib.get_close_matches(name, seen, 1, 0.5)
    todo = (
        Words("Đổi tên cột “{close}” thành “{name}”", "Rename the column “{close}” to “{name}”").filled(close=close[0], name=name)
        if close
        else Words("Thêm cột “{name}” vào bảng", "Add the column “{name}” to the table").filled(name=name)
    )
    return InputError(
        Words("Bảng thiếu cột “{name}”", "The table has no column “{name}”").filled(name=name),
        seen=", ".join(seen),
        todo=todo,
        where=Where(column=name),
        code="column",
    )


def _cell(value: Any, column: Column, at: int) -> Any:
    if _unknown(value):
        return None
    read, wanted = _KINDS[column.kind]
    try:
        return read(value)
    except (TypeError, ValueError) as problem:
        raise InputError(
            Words("Cột “{name}” có ô không phải {kind}", "The column “{name}” has a cell that is not {kind}").filled(
                name=column.name, kind=wanted
            ),
            seen=repr(value),
            todo=Words("Sửa ô ấy, hoặc để trống nếu chưa biết", "Mend that cell, or leave it empty where it is not known"),
            where=Where(row=at, column=column.name),
            code="cell",
        ) from problem


def _unknown(value: Any) -> bool:
    """Null in any of the ways tables say it: None, NaN, NaT, pandas' NA."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except TypeError:
        return True


def _number(value: Any) -> int | float:
    if isinstance(value, bool | str | bytes):
        raise TypeError
    if hasattr(value, "__index__"):
        return int(value)
    read = float(value)
    if not math.isfinite(read):
        raise ValueError
    return read


def _day(value: Any) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        return dt.date.fromisoformat(value[:10])
    raise TypeError


def _colour(value: Any) -> str:
    if value not in COLOURS:
        raise ValueError
    return value


_KINDS: dict[str, tuple[Callable[[Any], Any], Words]] = {
    "text": (str, Words("chữ", "a text")),
    "colour": (_colour, Words("tên màu (" + ", ".join(COLOURS) + ")", "the name of a colour (" + ", ".join(COLOURS) + ")")),
    "number": (_number, Words("số", "a number")),
    "day": (_day, Words("ngày (YYYY-MM-DD)", "a day (YYYY-MM-DD)")),
}
