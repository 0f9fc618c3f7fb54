"""What the columns of the report's tables are called, of what kind they are, and how a value of each kind is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from regulars.insight import spoken
from regulars.insight.columns import HEADS
from regulars.insight.revenue import month_name
from regulars.report.value import Cell, Column, Table, Value
from regulars.words import NBSP, Words, day, money, number, percent

NOTHING = "–"

# What the report says besides the columns of the answers, and what it says otherwise.
COLUMNS: dict[str, tuple[Words, str]] = {
    **HEADS,
    "name": (Words("Nhóm", "Class"), "text"),
    "rule": (Words("Khi nào", "When"), "text"),
    "care": (Words("Nên làm", "What to do"), "text"),
    "uneven": (Words("Vì sao rất ít hoặc rất nhiều", "Why so few or so many"), "text"),
}


def table(
    id: str, title: str, rows: Iterable[Mapping[str, object]], keys: Iterable[str], lang: str, **heads: Words | tuple[Words, str]
) -> Table:
    """A tidy table with the columns asked for, in that order; `heads` names a column otherwise than `COLUMNS`, or gives it another kind."""
    wanted = tuple(keys)
    columns = tuple(_column(key, lang, heads.get(key)) for key in wanted)
    return Table(id, title, columns, tuple(tuple(_plain(row.get(key)) for key in wanted) for row in rows))


def _column(key: str, lang: str, own: Words | tuple[Words, str] | None) -> Column:
    words, kind = COLUMNS.get(key, (own, "text")) if not isinstance(own, tuple) else own
    head = own if isinstance(own, Words) else words
    if not isinstance(head, Words):
        raise KeyError(key)
    return Column(key, head.of(lang), kind)


def _plain(value: object) -> Value | Cell:
    """A value as a reader may hold it; not a number is not known."""
    if isinstance(value, float) and value != value:
        return None
    return value  # type: ignore[return-value]


def text(cell: Cell, lang: str, currency: str) -> str:
    """A value as people read it; an en dash where it is not known."""
    value = cell.value
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return month_name(value).of(lang) if cell.kind == "month" else day(value, lang)
    return _number(value, cell.kind, lang, currency)


def _number(value: float, kind: str, lang: str, currency: str) -> str:
    written = {
        "money": lambda: money(spoken.rounded(value, currency), currency, lang),
        "exact": lambda: money(value, currency, lang, exact=True),
        "share": lambda: percent(value, lang, 1),
        "whole_share": lambda: percent(value, lang),
        "change": lambda: ("+" if value > 0 else "") + percent(value, lang, 1),
        "percent": lambda: percent(value / 100, lang),
        "times": lambda: number(value, lang, 0 if value == round(value) else 1) + (f"{NBSP}lần" if lang == "vi" else "×"),
        "people": lambda: number(value, lang, 1) + NBSP + Words("khách", "customers").of(lang),
        "number": lambda: number(value, lang, 2),
        "fine": lambda: number(value, lang, 3),
    }
    return written.get(kind, lambda: number(value, lang))()
