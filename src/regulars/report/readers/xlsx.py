"""The report as a workbook: a cover, then a sheet for each table, its numbers as numbers that a spreadsheet can reckon with."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regulars.report.labels import Labels, sheet_name
from regulars.report.value import Cell, Document, Findings, Metrics, Page, Table
from regulars.words import BEFORE, SYMBOLS, UNSTATED, day, minor_digits

LONGEST_NAME = 31  # letters of a sheet's name
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False}
WIDE, NARROW = 60, 9
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def write(document: Document, path: Path) -> None:
    """Write the document as one XLSX workbook; every text is a text, never a formula."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        book.set_properties({"title": document.title, "comments": document.head.brand})
        styles = Styles(book, document.currency, document.lang)
        t = Labels(document.lang)
        cover = book.add_worksheet(t.cover)
        written = [(name, page, _sheet(book.add_worksheet(name), table, styles)) for name, page, table in _named(document)]
        Cover(cover, styles, document).write([(name, page, table) for name, page, table in written])


def _named(document: Document) -> Iterator[tuple[str, Page, Table]]:
    """Each table once, with the name of its sheet: short, allowed, and no other's."""
    taken = {Labels(document.lang).cover.lower()}
    seen: set[str] = set()
    for page, table in document.tables():
        if table.id in seen:
            continue
        seen.add(table.id)
        base = FORBIDDEN.sub(" ", sheet_name(table.id, document.lang) or page.subject).strip()[:LONGEST_NAME].strip()
        name, again = base, 2
        while name.lower() in taken:
            name, again = f"{base[: LONGEST_NAME - 3].strip()} {again}", again + 1
        taken.add(name.lower())
        yield name, page, table


@dataclass
class Styles:
    """The formats of one workbook, each made once."""

    book: Any
    currency: str
    lang: str
    made: dict[str, Any] = field(default_factory=dict)

    def of(self, kind: str) -> Any:
        if kind not in self.made:
            self.made[kind] = self.book.add_format(_FORMATS.get(kind) or {"num_format": self._number(kind), "valign": "top"})
        return self.made[kind]

    def _number(self, kind: str) -> str:
        if kind in ("money", "exact"):
            return self._money()
        day = "dd/mm/yyyy" if self.lang == "vi" else "d mmm yyyy"
        month = "mm/yyyy" if self.lang == "vi" else "mmm yyyy"
        kinds = {"share": "0.0%", "whole_share": "0%", "percent": "0%", "change": "+0.0%;-0.0%;0.0%", "times": '0.0"×"', "day": day}
        return (kinds | {"month": month, "people": "0.0", "number": "0.00", "fine": "0.000", "count": "#,##0"}).get(kind, "General")

    def _money(self) -> str:
        digits = minor_digits(self.currency)
        plain = "#,##0" + ("." + "0" * digits if digits else "")
        if self.currency == UNSTATED:
            return plain
        symbol = SYMBOLS.get(self.currency, self.currency)
        return f'"{symbol}"{plain}' if self.lang == "en" and self.currency in BEFORE else f'{plain} "{symbol}"'

    def value(self, cell: Cell) -> float | str | dt.date | None:
        """A value as a spreadsheet reckons with it: money in units, percent as a share."""
        if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
            if cell.kind in ("money", "exact"):
                return cell.value / 10 ** minor_digits(self.currency)
            return cell.value / 100 if cell.kind == "percent" else cell.value
        return cell.value


_FORMATS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"},
    "head_right": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "align": "right"},
    "title": {"bold": True, "font_size": 16, "text_wrap": True, "valign": "top"},
    "finding": {"bold": True, "font_size": 12},
    "strong": {"bold": True, "valign": "top"},
    "quiet": {"font_color": "#6F695F", "text_wrap": True, "valign": "top"},
    "caution": {"bg_color": "#F9E9E1", "left": 5, "left_color": "#B9532D", "text_wrap": True, "valign": "top"},
    "link": {"font_color": "#2B50A0", "underline": 1, "valign": "top"},
}
TOP = 2  # rows above a table: what it found, and a blank one


def _sheet(sheet: Any, table: Table, styles: Styles) -> Table:
    """Write a table: its title, its heads, its rows; the heads stay when one scrolls."""
    sheet.write_string(0, 0, table.title, styles.of("finding"))
    for at, column in enumerate(table.columns):
        sheet.write_string(TOP, at, column.head, styles.of("head" if column.kind == "text" else "head_right"))
        sheet.set_column(at, at, _width(table, at, styles))
    for row, cells in enumerate(table.cells(), TOP + 1):
        for at, cell in enumerate(cells):
            put(sheet, row, at, cell, styles)
    sheet.freeze_panes(TOP + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TOP)
    return table


def put(sheet: Any, row: int, at: int, cell: Cell, styles: Styles) -> None:
    """Write one value by its kind; what is not known stays empty."""
    value = styles.value(cell)
    if value is None:
        return
    if isinstance(value, dt.date):
        sheet.write_datetime(row, at, dt.datetime(value.year, value.month, value.day), styles.of(cell.kind))  # noqa: DTZ001
    elif isinstance(value, str):
        sheet.write_string(row, at, value, styles.of("text"))
    else:
        sheet.write_number(row, at, value, styles.of(cell.kind))


def _width(table: Table, at: int, styles: Styles) -> float:
    """Wide enough for the head and for what stands beneath it, up to a line's length."""
    longest = max((_letters(cells[at], styles) for cells in table.cells()), default=0)
    head = max(map(len, table.columns[at].head.split()), default=0)
    return min(WIDE, max(NARROW, longest + 2, head + 2, len(table.columns[at].head) / 2 + 2))


def _letters(cell: Cell, styles: Styles) -> int:
    value = styles.value(cell)
    if isinstance(value, int | float):
        return len(f"{value:,.0f}") + 4
    return len(str(value or ""))


@dataclass
class Cover:
    """The first sheet: what the report is about, what it found, what is on every other sheet, how it is counted."""

    sheet: Any
    styles: Styles
    document: Document
    row: int = 0

    def write(self, sheets: list[tuple[str, Page, Table]]) -> None:
        t, document = Labels(self.document.lang), self.document
        for at, width in enumerate((34, 26, 26, 40)):
            self.sheet.set_column(at, at, width)
        about = f"{document.head.shop} · {t.kind} · {t.as_of} {day(document.head.as_of, document.lang)}"
        self.line(about, "quiet")
        if document.caution:
            said = (document.caution.what, document.caution.seen, document.caution.todo)
            self.line(" ".join(text for text in said if text), "caution")
        self.line(document.pages[0].heading, "title")
        self.row += 1
        self._opening(document.pages[0])
        self.line(t.contents, "finding")
        for name, page, table in sheets:
            self.sheet.write_url(self.row, 0, f"internal:'{name}'!A1", self.styles.of("link"), name)
            self.sheet.write_string(self.row, 1, page.question)
            self.sheet.write_string(self.row, 3, table.title)
            self.row += 1
        self.row += 1
        self.line(t.definitions, "finding")
        for words in (*document.foot.definitions, *document.foot.provenance):
            self.line(words, "quiet")
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.hide_gridlines(2)

    def line(self, words: str, style: str) -> None:
        """A text across the sheet."""
        self.sheet.merge_range(self.row, 0, self.row, 3, "", self.styles.of(style))
        self.sheet.write_string(self.row, 0, words, self.styles.of(style))
        if len(words) > 120:
            self.sheet.set_row(self.row, 15 * (1 + len(words) // 120))
        self.row += 1

    def _opening(self, page: Page) -> None:
        for block in page.blocks:
            if isinstance(block, Findings):
                for place, words in enumerate(block.texts, 1):
                    self.line(f"{place}. {words.replace('**', '')}", "text")
                self.row += 1
            if isinstance(block, Metrics):
                self._metrics(block)

    def _metrics(self, block: Metrics) -> None:
        t = Labels(self.document.lang)
        for at, head in enumerate(("", t.figure, t.before)):
            self.sheet.write_string(self.row, at, head, self.styles.of("head" if not at else "head_right"))
        self.row += 1
        for metric in block.rows:
            self.sheet.write_string(self.row, 0, metric.label, self.styles.of("strong"))
            put(self.sheet, self.row, 1, Cell(metric.value, metric.of), self.styles)
            put(self.sheet, self.row, 2, Cell(metric.was, metric.of), self.styles)
            self.row += 1
        self.row += 1
