"""What came of an import, as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from regulars.intake.changes import Changes
from regulars.intake.plan import Plan
from regulars.words import Words


@dataclass(frozen=True)
class Reason:
    """Why a row was refused, or, where it `keeps` the row, why a cell of it was left empty: a stable code and the words for it."""

    code: str
    words: Words
    keeps: bool = False


REASONS: dict[str, Reason] = {
    reason.code: reason
    for reason in (
        Reason("not_a_number", Words("không phải số", "not a number")),
        Reason("too_large", Words("số quá lớn", "too large a number")),
        Reason("not_a_date", Words("không phải ngày", "not a date")),
        Reason("too_early", Words("trước năm 1990", "before 1990")),
        Reason("in_the_future", Words("ngày ở tương lai", "a date in the future")),
        Reason("no_date", Words("thiếu ngày", "no date")),
        Reason("no_amount", Words("thiếu số tiền", "no amount")),
        Reason("no_currency", Words("không rõ tiền tệ", "unknown currency")),
        Reason("no_rate", Words("chưa có tỷ giá cho tiền tệ này", "no exchange rate for this currency")),
        Reason("no_id", Words("thiếu mã", "no id")),
        Reason("no_customer", Words("không rõ khách", "no customer")),
        Reason("no_answer", Words("không rõ là có hay không", "neither a yes nor a no")),
        Reason("out_of_scale", Words("không phải điểm của thang, chỉ giữ làm lời", "no score of its scale, kept as text only"), keeps=True),
        Reason("oneself", Words("tự giới thiệu chính mình", "somebody who referred themselves")),
        Reason("unread_date", Words("không phải ngày, ô để trống", "not a date, the cell is left empty"), keeps=True),
        Reason("unread_number", Words("không phải số hợp lệ, ô để trống", "not a valid number, the cell is left empty"), keeps=True),
        Reason("unread_word", Words("không hiểu, ô để trống", "not understood, the cell is left empty"), keeps=True),
        Reason("unread_phone", Words("không phải số điện thoại, ô để trống", "not a phone number, the cell is left empty"), keeps=True),
        Reason("unread_email", Words("không phải e-mail, ô để trống", "not an e-mail address, the cell is left empty"), keeps=True),
        Reason("too_few_columns", Words("thiếu cột", "too few columns")),
        Reason("too_many_columns", Words("thừa cột", "too many columns")),
        Reason("too_long", Words("dòng quá dài (trên 2 MB)", "a row that is too long (over 2 MB)")),
        Reason("bad_letters", Words("chữ sai bảng mã", "letters of another encoding")),
        Reason("bad_quotes", Words("dấu nháy không khép đúng", "quotes that do not close properly")),
    )
}


@dataclass(frozen=True)
class Refused:
    """Rows of one file and column refused for one reason; `example` is the value of the first, `row` where it stands."""

    file: str
    column: str | None
    reason: str
    rows: int
    row: int | None
    example: str | None


@dataclass(frozen=True)
class FileOutcome:
    """What one file brought: its table, the rows read and refused, the rows it added to that table and those that took the
    place of former ones; the last two are null where files of one table can only be counted together.
    `format` is the platform's format it has or looks like, `recognised` whether that is certain."""

    name: str
    table: str
    rows: int
    refused: int
    blank: int = 0
    added: int | None = None
    replaced: int | None = None
    format: str | None = None
    recognised: bool = False


@dataclass(frozen=True)
class TableOutcome:
    """What the batch brought to one table: rows of files read and refused, rows of the table added and replaced."""

    table: str
    rows: int
    refused: int
    added: int
    replaced: int


@dataclass(frozen=True)
class Outcome:
    """What one batch brought. Counts are of rows unless named otherwise; money in minor units of `currency`."""

    plan: Plan
    batch_id: int
    currency: str
    currency_decided: bool
    files: tuple[FileOutcome, ...]
    tables: tuple[TableOutcome, ...] = ()
    rows_read: int = 0
    lines: int = 0
    lines_added: int = 0
    orders: int = 0
    orders_added: int = 0
    orders_replaced: int = 0
    customers: int = 0
    customers_added: int = 0
    customers_changed: int = 0
    products_added: int = 0
    products_changed: int = 0
    rates_added: int = 0
    returns_added: int = 0
    guests_known: int = 0
    duplicates: int = 0
    unknown_lines: int = 0
    unknown_revenue: int = 0
    revenue: int = 0
    revenue_added: int = 0
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    refused: tuple[Refused, ...] = ()
    refused_rows: int = 0
    emptied_cells: int = 0
    quarantine: Path | None = None
    already_loaded: bool = False
    notes: tuple[Words, ...] = ()
    changes: Changes = Changes()
    seconds: float = 0.0

    @property
    def guesses(self) -> tuple[Words, ...]:
        return self.plan.guesses

    @property
    def warnings(self) -> tuple[Words, ...]:
        return self.plan.warnings

    @property
    def remembered(self) -> Mapping[str, Mapping[str, str]]:
        return self.plan.remembered()
