"""From files to a plan: each is looked into, given its table, and its columns their meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from regulars.errors import InputError
from regulars.intake.fields import FIELDS
from regulars.intake.numbers import PLAINLY
from regulars.intake.plan import FoundFile, Mapped, Plan, signature
from regulars.sources import refusals
from regulars.sources.choosing import choose, further, is_per_order, lacking, nearest_table, words_for
from regulars.sources.deciding import are_whole, decided
from regulars.sources.format import Seen
from regulars.sources.found import found
from regulars.sources.kinds import Head, head
from regulars.sources.knowing import as_known, format_of, with_format
from regulars.sources.mapping import Match, nearest, wanted
from regulars.sources.sheet import Sheet, composed
from regulars.sources.text_files import sheet_of
from regulars.sources.typed_files import json_sheet, parquet_sheet, whole_gzip, workbook_sheets
from regulars.words import Words

# The columns of a day, and that of the time of day beside it.
CLOCKS = {"ordered_at": "ordered_time", "occurred_at": "occurred_time"}

DATED = ("ordered_at", "occurred_at", "valid_from")


@dataclass
class _Draft:
    """The plan while its files are gone through."""

    files: list[FoundFile] = field(default_factory=list)
    guesses: list[Words] = field(default_factory=list)
    warnings: list[Words] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    misfits: list[tuple[Sheet, Match]] = field(default_factory=list)
    columns: dict[str, None] = field(default_factory=dict)
    whole: bool = True


def planned(
    paths: Sequence[str | Path], *, mapping: Mapping[str, str] | Iterable[str] | None, remembered: Mapping[str, Mapping[str, str]],
    sheet: str | None,
    settings: Mapping[str, Any],
) -> Plan:  # fmt: skip
    """The plan of one batch. Raises `InputError` where no file can be used, or one that was named by itself cannot."""
    asked, draft = wanted(mapping), _Draft()
    files = found(paths)
    for path in files:
        _take(draft, path, asked, remembered, sheet, alone=len(files) == 1)
    _check_asked(draft, asked)
    if not draft.files:
        raise _no_fit(draft)
    return Plan(
        tuple(draft.files),
        guesses=tuple(draft.guesses),
        warnings=tuple(draft.warnings),
        skipped=tuple(draft.skipped),
        whole=draft.whole,
        **settings,
    )


def look(path: Path, sheet: str | None = None) -> Sheet:
    """The table of a file, of several sheets the one whose header we know best. Raises `InputError`."""
    return tables(path, sheet)[0]


def tables(path: Path, sheet: str | None = None) -> tuple[Sheet, ...]:
    """The tables of a file as far as their first rows tell: one, or the sheets of a workbook. Raises `InputError`."""
    start = head(path)
    if start.gzip:
        whole_gzip(path)
    if start.kind == "parquet":
        return (composed(parquet_sheet(start)),)
    if start.kind == "xlsx":
        return tuple(composed(one) for one in workbook_sheets(start, sheet))
    return (_written(start),)


def started(path: Path) -> Sheet:
    """The table that the start of a text file opens, whatever follows. Raises `InputError`."""
    return _written(head(path))


def _written(start: Head) -> Sheet:
    return composed(json_sheet(start) if start.kind == "json" else sheet_of(start))


def _take(
    draft: _Draft, path: Path, asked: Mapping[str, str], remembered: Mapping[str, Mapping[str, str]], sheet: str | None, *, alone: bool
) -> None:
    try:
        sheets = tables(path, sheet)
        chosen = [_chosen(draft, one, asked, remembered.get(signature(one.columns), {})) for one in sheets]
    except InputError as error:
        if alone or error.code not in ("not_a_table", "one_column", "header_only", "useless_format"):
            raise
        _skip(draft, path.name, error.what)
        return
    if not any(chosen):
        draft.misfits += [(one, choose(one, asked, {})[1]) for one in sheets[:1]]
        if not alone:
            _skip(draft, path.name, NOTHING)
        return
    _add(draft, sheets, chosen)


NOTHING = Words("không nhận ra là bảng nào của tiệm", "it is none of the tables of a shop")
AGAIN = Words(
    "là bảng khác của những đơn đã đọc ở “{other}”; muốn đọc riêng: --sheet",
    "is another table of the orders read from “{other}”; to read it alone: --sheet",
)


def _add(draft: _Draft, sheets: Sequence[Sheet], chosen: Sequence[list[FoundFile]]) -> None:
    """The files found in one file; of several sheets each that fits, but the same orders are not read from two tables."""
    taken: list[tuple[Sheet, FoundFile]] = []
    for one, files in zip(sheets, chosen, strict=True):
        name = f"{one.path.name} › {one.reading.sheet}"
        rival = next((other for seen, other in taken if files and _repeats(seen, other, one, files[0])), None)
        if rival:
            _skip(draft, name, Words(*(AGAIN.of(lang, other=str(rival.reading.sheet)) for lang in ("vi", "en"))))
        elif not files and len(one.columns) > 1:
            _skip(draft, name, NOTHING)
        elif files:
            taken += [(one, file) for file in files]
    several = len({file.reading.sheet for _, file in taken}) > 1
    draft.files += [replace(file, sheet=file.reading.sheet if several else None) for _, file in taken]
    if several:
        shown = ", ".join(f"“{name}”" for name in dict.fromkeys(str(file.reading.sheet) for _, file in taken))
        book = sheets[0].path.name
        draft.guesses.append(Words(f"“{book}”: đọc các trang {shown}.", f"“{book}”: sheets {shown} are all read."))


def _repeats(seen: Sheet, file: FoundFile, other: Sheet, more: FoundFile) -> bool:
    """Whether two sheets with different columns are two tables of the same orders, such as a list and its details."""
    if (file.table, more.table) != ("orders", "orders") or seen.columns == other.columns:
        return False
    ids = [set(sheet.cells(one.positions[0])) for sheet, found in ((seen, file), (other, more)) if (one := found.of("order_id"))]
    return len(ids) == 2 and bool(ids[0] & ids[1])


def _chosen(draft: _Draft, one: Sheet, asked: Mapping[str, str], remembered: Mapping[str, str]) -> list[FoundFile]:
    """What a sheet holds, by its format where it is known, else by its columns; empty where no table fits."""
    draft.columns.update(dict.fromkeys(one.columns))
    known = format_of(one)
    if known and (read := as_known(one, known, asked, remembered)):
        shown, found = read
        also = [pair for other in known.also if (pair := as_known(one, other, {}, {}))]
        return [_known_file(draft, one, *pair) for pair in ((shown, found), *also)]
    chosen, _ = choose(one, asked, remembered)
    if chosen is None:
        return []
    _check_names(one, chosen)
    besides = further(one, chosen, asked, remembered)
    return [_file(draft, one, found) for found in (chosen, besides) if found]


def _known_file(draft: _Draft, one: Sheet, shown: Seen, found: Match) -> FoundFile:
    file = with_format(_file(draft, shown.sheet, found, shown), shown, one.columns)
    if file.format and not file.format.certain:
        words = file.format.words
        draft.guesses.append(Words(f"“{one.path.name}” {words.vi}.", f"“{one.path.name}” {words.en}."))
    return file


def _skip(draft: _Draft, name: str, why: Words) -> None:
    draft.skipped.append(name)
    draft.warnings.append(Words(f"Bỏ qua “{name}”: {why.vi}", f"Skipped “{name}”: {why.en}"))


def _check_names(seen: Sheet, chosen: Match) -> None:
    for name, (positions, how) in chosen.fields.items():
        column = seen.columns[positions[0]]
        places = [i for i, other in enumerate(seen.columns) if other == column]
        if len(places) > 1 and not FIELDS[name].several and how != "content" and len({tuple(seen.cells(i)) for i in places}) > 1:
            raise refusals.same_names(seen.path, column, places)


def _file(draft: _Draft, seen: Sheet, chosen: Match, shown: Seen | None = None) -> FoundFile:
    mapped: list[Mapped] = []
    dates = shown.format.dates if shown else None
    for name, (positions, how) in chosen.fields.items():
        if name not in CLOCKS.values():
            times = chosen.fields.get(CLOCKS.get(name, ""))
            mapped.append(decided(seen, name, positions, how, times[0][0] if times else None, draft.guesses, dates))
    _say_passed(draft, seen)
    file = FoundFile(seen.path, chosen.table, seen.reading, seen.columns, tuple(mapped), rows=seen.held)
    file = _checked(seen, file)
    draft.whole &= are_whole(seen, file.mapped)
    own = shown is None or chosen.fields.get("amount", ((), ""))[1] == "asked"
    per_order = own and chosen.table == "orders" and is_per_order(seen, chosen)
    if per_order:
        draft.guesses.append(_once(file))
    return replace(file, per_order=per_order)


def _say_passed(draft: _Draft, seen: Sheet) -> None:
    if not seen.named:
        draft.guesses.append(Words(f"“{seen.path.name}” không có dòng tiêu đề.", f"“{seen.path.name}” has no header row."))
    if seen.above:
        draft.guesses.append(
            Words(f"Bỏ qua {len(seen.above)} dòng trên tiêu đề.", f"Rows above the header passed over: {len(seen.above)}.")
        )
    if seen.passed:
        shown = ", ".join(cell for cell in seen.passed if cell)[:80]
        draft.guesses.append(
            Words(f"Dòng giải thích dưới tiêu đề được bỏ qua: {shown}", f"A row of descriptions under the header is passed over: {shown}")
        )


def _once(file: FoundFile) -> Words:
    column = file.of("amount")
    shown = column.columns[0] if column else ""
    return Words(
        f"“{shown}” là tổng của cả đơn, lặp lại ở từng dòng: tính một lần.",
        f"“{shown}” is the order's total, repeated on each line: it counts once.",
    )


def _checked(seen: Sheet, file: FoundFile) -> FoundFile:
    """A date column no cell of which is a date, or an amount column without numbers, is refused here, with an example."""
    mapped = []
    for one in file.mapped:
        unread = FIELDS[one.field].kind in ("time", "day") and one.format is None
        cells = seen.cells(one.positions[0])
        if unread and cells and one.field in DATED:
            raise refusals.not_dates(seen.path, one.columns[0], one.field, cells, seen.reading.first_row)
        if unread and one.field == "birth_date" and cells and all(len(cell) == 4 and cell.isdigit() for cell in cells):
            mapped.append(replace(one, field="birth_year", format=PLAINLY))
        if not unread:
            mapped.append(replace(one, format=one.format or (PLAINLY if FIELDS[one.field].kind in ("money", "number") else None)))
    return replace(file, mapped=tuple(mapped))


def _check_asked(draft: _Draft, asked: Mapping[str, str]) -> None:
    from rapidfuzz import process

    from regulars.intake.words import plainly

    known = {plainly(column) for column in draft.columns}
    for column in asked:
        if plainly(column) not in known:
            near = [name for name, _, _ in process.extract(column, list(draft.columns), limit=2)]
            raise refusals.no_such_column(column, list(draft.columns), near)


def _no_fit(draft: _Draft) -> InputError:
    if not draft.misfits:
        return refusals.nothing_in(Path())
    seen, orders = min(draft.misfits, key=lambda pair: len(lacking(pair[1])))
    table, short = nearest_table(seen, orders)
    if table != "orders":
        return refusals.nearly(seen.path, seen.columns, table, words_for(short), short[0])
    first = next((row for row in seen.rows[:1]), ())
    if seen.named and not orders.fields and first and not any(cell and any(c.isdigit() for c in cell) for cell in first):
        return refusals.two_headers(seen.path, seen.columns, [cell or "" for cell in first])
    lacks = lacking(orders)
    free = [column for i, column in enumerate(seen.columns) if i not in orders.used()]
    return refusals.no_table_fits(seen.path, seen.columns, words_for(lacks), nearest(free, lacks) if free else [])
