"""A list of customers, page by page: filtered, sorted, and turned by key, so that the thousandth page costs what the first does."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ibis.expr import datatypes as dt

from regulars.errors import InputError
from regulars.words import Words

SIZE = 50
MOST = 1e18  # no number of a customer is larger


@dataclass(frozen=True)
class Page:
    """Some rows of a list. `total`: of the whole list; `first`: the place of the first row, from 1; `next` and `previous`: the keys of the pages
    beside it, null at the ends. `spend_365d`: of everybody in the list, minor units."""

    rows: list[dict[str, Any]]
    total: int
    first: int
    next: str | None
    previous: str | None
    spend_365d: int = 0

    @property
    def last(self) -> int:
        """The place of the last row."""
        return self.first + len(self.rows) - 1


@dataclass(frozen=True)
class Order:
    """By which column rows are sorted, unknown ones last; customers with equal values by their ids."""

    column: str
    descending: bool = True

    def by(self, *, backwards: bool = False) -> str:
        """What follows ORDER BY. A plain column, so that the engine leaves aside the rows that cannot come first."""
        down = self.descending != backwards
        nulls, ids = ("FIRST", "DESC") if backwards else ("LAST", "ASC")
        return f'"{self.column}" {"DESC" if down else "ASC"} NULLS {nulls}, customer_id {ids}'

    def beyond(self, key: Key, *, backwards: bool = False) -> tuple[str, list[object]]:
        """The condition for the rows after a key, or before it."""
        sign, ids = ("<" if self.descending != backwards else ">"), ("<" if backwards else ">")
        name = f'"{self.column}"'
        if key.value is None:
            same = f"({name} IS NULL AND customer_id {ids} ?)"
            return (f"({name} IS NOT NULL OR {same})" if backwards else same), [key.id]
        rest = "" if backwards else f" OR {name} IS NULL"
        return f"({name} {sign} ? OR ({name} = ? AND customer_id {ids} ?){rest})", [key.value, key.value, key.id]


@dataclass(frozen=True)
class Key:
    """A row to turn the page at: what it is sorted by, its id, and the place of the row beside it."""

    value: object
    id: str
    place: int

    def text(self) -> str:
        """The key as a word of an address."""
        data = json.dumps([self.value, self.id, self.place], ensure_ascii=False, default=str)
        return base64.urlsafe_b64encode(data.encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> Key:
        """What `text` wrote; `InputError` for another."""
        try:
            value, id, place = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            f"{value}{id}".encode()  # half a character has no place in a statement
            return cls(value, str(id), max(int(place), 1))
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            raise _unreadable(text) from error

    def of(self, kind: dt.DataType) -> Key:
        """The same key, which a column of a type can be compared with; `InputError` for one of another list."""
        if self.value is None or _fits(self.value, kind):
            return self
        raise _unreadable(str(self.value))


def _fits(value: object, kind: dt.DataType) -> bool:
    """Whether a value, as JSON wrote it, is of a type."""
    try:
        if kind.is_numeric():
            return not isinstance(value, bool | list | dict) and abs(float(value)) < MOST  # type: ignore[arg-type]
        if kind.is_date() or kind.is_timestamp():
            return datetime.fromisoformat(value) is not None  # type: ignore[arg-type]
    except (ValueError, TypeError, OverflowError):
        return False
    return isinstance(value, bool if kind.is_boolean() else str)


def _unreadable(text: str) -> InputError:
    return InputError(
        Words("Địa chỉ của trang danh sách này không đọc được.", "The address of this page of the list cannot be read."),
        seen=text[:60],
        todo=Words("Mở lại danh sách từ đầu.", "Open the list from its beginning."),
        code="page",
    )


def page(found: Sequence[dict[str, Any]], order: Order, size: int, at: Key | None, *, backwards: bool, sums: tuple[int, int]) -> Page:
    """The page made of the rows found, of which one more than a page was asked for."""
    more, rows = len(found) > size, list(found[:size])
    if backwards:
        rows.reverse()
    total, spend = sums
    first = 1 if at is None else max(at.place - len(rows) + 1, 1) if backwards else at.place
    if not rows:
        return Page([], total, 0, None, None, spend)
    after = backwards or more
    before = more if backwards else at is not None
    last = Key(rows[-1][order.column], rows[-1]["customer_id"], first + len(rows)).text()
    head = Key(rows[0][order.column], rows[0]["customer_id"], first - 1).text()
    return Page(rows, total, first, last if after else None, head if before else None, spend)
