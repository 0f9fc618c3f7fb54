"""The workbook holds every table of the report, with numbers a spreadsheet can reckon with and nothing it would run."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace

import fastexcel
import pytest

from regulars.report import write_document
from regulars.report.value import Column, Page, Table


@pytest.fixture(scope="module")
def book(documents, tmp_path_factory):
    return write_document(documents["whole", "vi"], tmp_path_factory.mktemp("book") / "report.xlsx")


def sheet(path, name):
    return fastexcel.read_excel(path).load_sheet(name, header_row=2).to_pandas()


def parts(path, pattern):
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name).decode() for name in archive.namelist() if re.search(pattern, name)]


def test_every_table_has_one_sheet_after_the_cover(book, documents):
    names = fastexcel.read_excel(book).sheet_names
    ids = {table.id for _, table in documents["whole", "vi"].tables()}
    assert names[0] == "Bìa"
    assert len(names) == len(ids) + 1
    assert all(len(name) <= 31 for name in names)


def test_money_and_shares_are_numbers_that_add_up(book, documents):
    months = sheet(book, "Doanh thu từng tháng")
    drawn = next(table for _, table in documents["whole", "vi"].tables() if table.id == "months")
    assert months["Doanh thu"].sum() == sum(row[1] for row in drawn.rows)
    classes = sheet(book, "6 cấp độ khách hàng")
    assert classes["Phần khách"].sum() == pytest.approx(1)


def test_cents_are_written_in_units_of_the_currency(documents, tmp_path):
    made = replace(documents["whole", "en"], currency="USD")
    months = sheet(write_document(made, tmp_path / "usd.xlsx"), "Revenue by month")
    drawn = next(table for _, table in made.tables() if table.id == "months")
    assert months["Revenue"].sum() == pytest.approx(sum(row[1] for row in drawn.rows) / 100)
    assert any("$" in style for style in parts(tmp_path / "usd.xlsx", "styles"))


def test_numbers_carry_their_formats(book):
    styles = "".join(parts(book, "styles"))
    assert "#,##0 &quot;₫&quot;" in styles
    assert "0.0%" in styles
    assert "mm/yyyy" in styles


def test_a_text_is_never_a_formula_nor_a_link(documents, tmp_path):
    page = Page("x", "=1+1", "?", "=cmd", (Table("t", "@SUM(1)", (Column("a", "+1"),), (("=HYPERLINK(1)",), ("-2+3",), ("http://a.b",))),))
    made = replace(documents["whole", "vi"], pages=(documents["whole", "vi"].pages[0], page))
    path = write_document(made, tmp_path / "risky.xlsx")
    assert not any("<f>" in each or "<f " in each for each in parts(path, "worksheets/sheet"))
    assert not any("http://a.b" in each for each in parts(path, "rels"))
    assert "=HYPERLINK(1)" in "".join(parts(path, "sharedStrings"))


def test_two_tables_of_one_name_get_sheets_of_their_own(documents, tmp_path):
    first = documents["whole", "vi"].pages[0]
    column = (Column("a", "A"),)
    twins = tuple(Table(f"t{n}", "t", column, (("x",),)) for n in range(3))
    made = replace(documents["whole", "vi"], pages=(first, Page("p", "Một / hai: [ba]?" + "n" * 40, "?", "!", twins)))
    names = fastexcel.read_excel(write_document(made, tmp_path / "twins.xlsx")).sheet_names
    assert len({name.lower() for name in names}) == len(names) == 7


@pytest.mark.parametrize("which", ["tiny", "empty"])
def test_a_shop_with_next_to_nothing_still_has_a_workbook(documents, tmp_path, which):
    path = write_document(documents[which, "en"], tmp_path / "small.xlsx")
    assert fastexcel.read_excel(path).sheet_names[0] == "Cover"
