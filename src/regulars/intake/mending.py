"""A way of mending refused rows, as a value: explained before it is done, and done from the same thing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from regulars.intake.dates import DateFormat, read_as, written
from regulars.intake.numbers import NumberFormat, reads
from regulars.intake.outcome import REASONS, Refused
from regulars.intake.plan import FoundFile, Mapped
from regulars.intake.words import told_apart
from regulars.words import Words, listed, money, number

# The column of a file given out to be corrected by which its rows are known when it comes back.
ROW_ID = "quarantine_id"
Cells = tuple[str | None, ...]


@dataclass(frozen=True)
class Which:
    """Which of the waiting rows are meant; what is null is not asked about. `column` is the column that a row was refused for."""

    batch: int | None = None
    file: str | None = None
    reason: str | None = None
    column: str | None = None

    def words(self) -> Words:
        parts = [
            (self.batch, Words(f"lần nhập {self.batch}", f"import {self.batch}")),
            (self.file, Words(f"tệp “{self.file}”", f"file “{self.file}”")),
            (self.column, Words(f"cột “{self.column}”", f"column “{self.column}”")),
            (self.reason, REASONS[self.reason].words if self.reason in REASONS else Words("", "")),
        ]
        said = [words for asked, words in parts if asked is not None]
        return Words(*(", ".join(words.of(lang) for words in said) for lang in ("vi", "en"))) if said else _EVERY


_EVERY = Words("mọi dòng đang chờ", "every row that waits")


@dataclass(frozen=True)
class Mend:
    """What is done with the rows: `kind` is as (the cell refused becomes `new`), replace (a cell that is `old` becomes `new`), dates
    (the cell refused is a date written as `new`, in letters d m Y H M S), currency (`new`), file (`given`: cells by row id and column),
    retry (as they are), drop."""

    kind: str
    which: Which = Which()
    new: str | None = None
    old: str | None = None
    given: Mapping[int, Mapping[str, str | None]] = field(default_factory=dict)

    def explain(self) -> Words:
        """What would be done, in a sentence."""
        which, new, old = self.which.words(), self.new or "", self.old
        told = _EMPTIED if self.kind == "as" and not new else _TOLD[self.kind]
        return told.filled(which=which, new=new, old=old)

    def mended(self, row: Waiting, file: FoundFile, timezone: str) -> Cells | None:
        """The cells of a row when this has been done to it; null where it says nothing about that row."""
        if self.kind == "file":
            return _given(row, file, self.given)
        if self.kind == "retry":
            return row.cells
        mapped = row.refused_for(file)
        if self.kind == "replace":
            return _replaced(row, mapped.positions if mapped else None, self.old or "", self.new)
        if self.kind == "currency":
            mapped = (named := file.of("currency")) and file.own(named)
        if mapped is None or row.cells is None:
            return None
        if self.kind == "dates":
            return _read_as(row.cells, mapped, self.new or "", timezone)
        return _with(row.cells, _bad_cells(row.cells, mapped) if self.kind == "as" else mapped.positions, self.new)


_TOLD = {
    "as": Words("Ô không nhận được coi là “{new}” ({which}).", "The cell refused is taken as “{new}” ({which})."),
    "replace": Words("Ô ghi “{old}” được sửa thành “{new}” ({which}).", "A cell that says “{old}” is made “{new}” ({which})."),
    "dates": Words(
        "Ô không nhận được đọc là ngày viết kiểu {new} ({which}).", "The cell refused is read as a date written {new} ({which})."
    ),
    "currency": Words("Tiền tệ là {new} ({which}).", "The currency is {new} ({which})."),
    "file": Words("Các dòng lấy theo tệp đã sửa.", "The rows are taken from the corrected file."),
    "retry": Words("Các dòng được đọc lại như cũ ({which}).", "The rows are read again as they are ({which})."),
    "drop": Words("Các dòng được bỏ hẳn ({which}).", "The rows are dropped for good ({which})."),
}
_EMPTIED = Words("Ô không nhận được coi là ô trống ({which}).", "The cell refused is taken as empty ({which}).")


@dataclass(frozen=True)
class Waiting:
    """One refused row that waits. `cells` in the order of the file's columns; null where the row could not be parted into them."""

    id: int
    batch: int
    place: int
    file: str
    row: int
    column: str | None
    value: str | None
    reason: str
    cells: Cells | None

    def refused_for(self, file: FoundFile) -> Mapped | None:
        """What the column that it was refused for is read as, over the file's own columns."""
        found = next((one for one in file.mapped if ", ".join(one.columns) == self.column), None)
        return found and file.own(found)


def _with(cells: Cells, positions: tuple[int, ...], value: str | None) -> Cells:
    return tuple((value or None) if place in positions else cell for place, cell in enumerate(cells))


def _bad_cells(cells: Cells, mapped: Mapped) -> tuple[int, ...]:
    """Of several columns that are added up, those whose cell is no number."""
    if not isinstance(mapped.format, NumberFormat):
        return mapped.positions
    format = mapped.format
    bad = tuple(i for i in mapped.positions if (cells[i] or "").strip() and not reads(cells[i] or "", format))
    return bad or mapped.positions


def _replaced(row: Waiting, places: tuple[int, ...] | None, old: str, new: str | None) -> Cells | None:
    """In the column refused, or in any where the row was not refused for a column."""
    if row.cells is None:
        return None
    hits = tuple(place for place in (places or range(len(row.cells))) if (row.cells[place] or "").strip() == old.strip())
    return _with(row.cells, hits, new) if hits else None


def _given(row: Waiting, file: FoundFile, given: Mapping[int, Mapping[str, str | None]]) -> Cells | None:
    """The cells given back; a date that a spreadsheet wrote in its own way is written as the file writes dates."""
    if row.id not in given:
        return None
    mine, former = given[row.id], row.cells or (None,) * len(file.columns)
    cells = tuple(mine.get(name, former[place]) for place, name in enumerate(told_apart(file.columns)))
    for mapped in map(file.own, file.mapped):
        if isinstance(mapped.format, DateFormat):
            place = mapped.positions[0]
            cells = _with(cells, (place,), _as_the_file(cells[place], former[place], mapped.format))
    return cells


_SPREADSHEET_DAY = re.compile(r"(\d{4}-\d\d-\d\d)([T ]\d\d:\d\d:\d\d)?(\.0+)?")


def _as_the_file(cell: str | None, former: str | None, format: DateFormat) -> str | None:
    found = _SPREADSHEET_DAY.fullmatch((cell or "").strip())
    if not found or cell == former or format.kind != "text":
        return cell
    moment = dt.datetime.fromisoformat(found[1] + (found[2] or ""))
    return written(moment, format, timed=bool(found[2]) and moment.time() != dt.time())


def _read_as(cells: Cells, mapped: Mapped, pattern: str, timezone: str) -> Cells | None:
    """A date in a pattern of the owner's, written as the file writes dates; null where the cell is none."""
    place = mapped.positions[0]
    moment = read_as(cells[place] or "", pattern)
    if moment is None or not isinstance(mapped.format, DateFormat):
        return None
    return _with(cells, (place,), written(moment, mapped.format, timed="H" in pattern, timezone=timezone))


@dataclass(frozen=True)
class Mended:
    """What came of mending, done or only tried (`dry`). `rows` were meant; `mended` came in, `dropped` left for good, `known` belong to
    orders that a later import has in a newer version (its number in `known_from`); the rest waits. Money in minor units."""

    mend: Mend
    dry: bool
    rows: int
    mended: int = 0
    dropped: int = 0
    known: int = 0
    known_from: tuple[int, ...] = ()
    untouched: int = 0
    still: tuple[Refused, ...] = ()
    batches: tuple[int, ...] = ()
    orders_added: int = 0
    orders_replaced: int = 0
    customers_added: int = 0
    revenue_added: int = 0
    currency: str = ""
    examples: tuple[tuple[str, int, str | None, str | None], ...] = ()

    @property
    def waiting(self) -> int:
        """How many of the rows meant still wait."""
        return self.rows - self.mended - self.dropped - self.known

    def told(self, lang: str) -> list[str]:
        """What came of it, or would come, a sentence each."""
        return list(self._sentences(lang))

    def _sentences(self, lang: str) -> Iterator[str]:
        counts = {
            "n": self.rows,
            "mended": self.mended,
            "added": self.orders_added,
            "replaced": self.orders_replaced,
            "customers": self.customers_added,
        }
        if self.dropped:
            yield _DROPPED.of(lang, n=number(self.dropped, lang))
        elif self.mended or not self.known:
            said = {name: number(value, lang) for name, value in counts.items()}
            yield _CAME.of(lang, money=money(self.revenue_added, self.currency or "VND", lang), **said)
        if self.known:
            yield _KNOWN.of(lang, n=number(self.known, lang), batches=listed([str(one) for one in self.known_from], lang))
        if self.untouched:
            yield _UNTOUCHED.of(lang, n=number(self.untouched, lang))
        for one in self.still:
            why = " ".join(part for part in (f"“{one.column}”" if one.column else "", REASONS[one.reason].words.of(lang)) if part)
            yield _STILL.of(lang, n=number(one.rows, lang), why=why, row=one.row, value=one.example or "")

    def to_data(self, lang: str) -> dict[str, object]:
        names = ("dry", "rows", "mended", "dropped", "known", "waiting", "untouched", "orders_added", "orders_replaced", "customers_added")
        return {name: getattr(self, name) for name in names} | {
            "explained": self.mend.explain().of(lang),
            "revenue_added": self.revenue_added,
            "currency": self.currency,
            "batches": list(self.batches),
            "known_from": list(self.known_from),
            "still": [vars(one) | {"words": REASONS[one.reason].words.of(lang)} for one in self.still],
            "examples": [dict(zip(("file", "row", "before", "after"), one, strict=True)) for one in self.examples],
        }


_CAME = Words(
    "{mended} trong {n} dòng nhập được: {added} đơn mới, {replaced} đơn thêm dòng, {customers} khách mới, doanh thu thêm {money}.",
    "{mended} of {n} rows come in: {added} new orders, {replaced} orders with further lines, {customers} new customers, revenue grows by {money}.",
)
_DROPPED = Words("{n} dòng được bỏ.", "{n} rows are dropped.")
_KNOWN = Words(
    "{n} dòng thuộc đơn mà lần nhập {batches} đã có bản mới hơn: không thêm gì.",
    "{n} rows belong to orders that import {batches} has in a newer version: nothing is added.",
)
_UNTOUCHED = Words("{n} dòng không có gì để sửa theo cách này: vẫn chờ.", "{n} rows have nothing to be mended this way: they wait.")
_STILL = Words(
    "{n} dòng vẫn chưa nhận được: {why}, ví dụ dòng {row}: “{value}”", "{n} rows are still refused: {why}, for example row {row}: “{value}”"
)
