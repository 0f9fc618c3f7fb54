"""The same orders, whatever the file is: letters, delimiters, packing, numbers and dates."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import unicodedata

import pytest
import xlsxwriter

from .loading_shop import LoadingShop

ROWS = (
    ("HD1", "05/01/2026 09:30", "KH1", "Nguyễn Hoàng Lan", "1.250.000"),
    ("HD2", "20/01/2026 10:00", "KH2", "Trần Đức Ước", "350.500"),
    ("HD3", "21/02/2026 23:59", "KH1", "Nguyễn Hoàng Lan", "99.000"),
)
HEADER = ("Mã đơn hàng", "Ngày tạo", "Mã khách hàng", "Tên khách hàng", "Tổng tiền")


def written(delimiter: str = ",", ends: str = "\n") -> str:
    return "".join(delimiter.join(row) + ends for row in (HEADER, *ROWS))


def check(shop: LoadingShop) -> None:
    assert shop.sql("SELECT order_id, ordered_on, net_amount FROM orders JOIN order_lines USING (order_id) ORDER BY 1") == [
        ("HD1", dt.date(2026, 1, 5), 1_250_000), ("HD2", dt.date(2026, 1, 20), 350_500), ("HD3", dt.date(2026, 2, 21), 99_000),
    ]  # fmt: skip
    assert shop.sql("SELECT customer_id, name FROM customers ORDER BY 1") == [("KH1", "Nguyễn Hoàng Lan"), ("KH2", "Trần Đức Ước")]
    assert shop.one("SELECT ordered_at FROM orders WHERE order_id = 'HD1'") == dt.datetime(2026, 1, 5, 2, 30)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "~"])
def test_any_delimiter_is_found(shop: LoadingShop, delimiter: str) -> None:
    shop.text(written(delimiter))
    check(shop)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_unicode_in_every_wrapping_is_read(shop: LoadingShop, encoding: str, ends: str) -> None:
    shop.text(written(ends=ends).encode(encoding))
    check(shop)


def test_the_old_vietnamese_table_is_read_and_composed(shop: LoadingShop) -> None:
    shop.text(in_cp1258(written()))
    check(shop)


def in_cp1258(text: str) -> bytes:
    """As Windows writes it: base letters with their hats, tones after them."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    apart = "".join(
        unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", char) if c not in tones))
        + "".join(c for c in unicodedata.normalize("NFD", char) if c in tones)
        for char in text
    )
    return apart.encode("cp1258")


def test_western_letters_are_read(shop: LoadingShop) -> None:
    shop.text(
        "order id,date,customer,customer name,amount\nA1,2026-01-05,K1,José Müller,5\nA2,2026-01-06,K2,Zoë Ångström,6\n".encode("latin-1")
    )
    assert shop.sql("SELECT name FROM customers ORDER BY customer_id") == [("José Müller",), ("Zoë Ångström",)]


def test_letters_with_their_accents_apart_are_composed(shop: LoadingShop) -> None:
    shop.text(unicodedata.normalize("NFD", written()))
    check(shop)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_gzip_is_unpacked(shop: LoadingShop, encoding: str) -> None:
    shop.text(gzip.compress(written().encode(encoding)), "orders.csv.gz")
    check(shop)


def test_json_and_json_lines_are_read(shop: LoadingShop) -> None:
    records = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
    shop.text(json.dumps(records, ensure_ascii=False), "orders.json")
    check(shop)
    outcome = shop.text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), "orders.jsonl")
    assert outcome.already_loaded


def test_workbooks_are_read_from_the_sheet_that_fits(shop: LoadingShop) -> None:
    path = shop.folder / "orders.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Ghi chú").write(0, 0, "Xin chào")
    sheet, dated = book.add_worksheet("Đơn"), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet.write_row(0, 0, HEADER)
    for i, (order, when, customer, name, amount) in enumerate(ROWS, 1):
        sheet.write_row(i, 0, (order, None, customer, name, int(amount.replace(".", ""))))
        sheet.write_datetime(i, 1, dt.datetime.strptime(when, "%d/%m/%Y %H:%M"), dated)
    book.close()
    shop.load(path)
    check(shop)


def test_parquet_is_read_as_typed(shop: LoadingShop) -> None:
    path = shop.folder / "orders.parquet"
    shop.store.execute(
        f"COPY (SELECT 536365.0 AS InvoiceNo, 17850.0 AS CustomerID, TIMESTAMP '2026-01-05 09:30:00' AS InvoiceDate, "
        "CASE WHEN i = 0 THEN 2.675 ELSE 2.5 END::DOUBLE AS UnitPrice, CASE WHEN i = 0 THEN 3 ELSE 0 END AS Quantity "
        f"FROM range(200) t(i)) TO '{path}'"
    )
    shop.load(path)
    assert shop.sql("SELECT order_id, customer_id FROM orders") == [("536365", "17850")]
    assert shop.one("SELECT sum(net_amount) FROM order_lines") == 803


def test_quoted_cells_may_hold_breaks_and_delimiters(shop: LoadingShop) -> None:
    shop.text('order id,date,customer,amount,customer name\n"A,1",2026-01-05,K1,"5","Lan\nHoàng"\n')
    assert shop.sql("SELECT order_id, name FROM orders JOIN customers USING (customer_id)") == [("A,1", "Lan Hoàng")]


@pytest.mark.parametrize(
    ("cells", "minor"),
    [
        (("1.234.567 ₫", "500.000 ₫"), (1_234_567, 500_000)),
        (("1,234,567", "20"), (1_234_567, 20)),
        (("(1,240.00)", "$1,240.00"), (-124_000, 124_000)),
        (("1.234,50", "3"), (123_450, 300)),
        (("1 234 567", "5-"), (1_234_567, -5)),
        (("1\u00a0234,5", "−2,5"), (123_450, -250)),
        (("1.5", "2.25"), (150, 225)),
        (("12.000", "1.500"), (12_000, 1_500)),
    ],
)
def test_a_column_of_amounts_is_read_in_one_way(shop: LoadingShop, cells: tuple[str, str], minor: tuple[int, int]) -> None:
    rows = "".join(f'A{i};2026-01-0{i + 1};K{i};"{cell}"\n' for i, cell in enumerate(cells))
    shop.text(f"order id;date;customer;amount\n{rows}")
    assert tuple(value for (value,) in shop.sql("SELECT net_amount FROM order_lines ORDER BY order_id")) == minor


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("05/01/2026", "31/01/2026"), ("2026-01-05", "2026-01-31")),
        (("01/05/2026", "01/31/2026"), ("2026-01-05", "2026-01-31")),
        (("05/01/2026", "06/01/2026"), ("2026-01-05", "2026-01-06")),
        (("2026-01-05T23:30:00", "2026-01-31"), ("2026-01-05", "2026-01-31")),
        (("2026-01-05 23:30:00 +0000", "2026-01-31 10:00:00 +0000"), ("2026-01-06", "2026-01-31")),
        (("2026-01-05T23:30:00Z", "2026-01-31T10:00:00Z"), ("2026-01-06", "2026-01-31")),
        (("20260105", "20260131"), ("2026-01-05", "2026-01-31")),
        (("28 Feb 2026 23:30", "01 Mar 2026 00:10"), ("2026-02-28", "2026-03-01")),
        (("5-1-2026 7:05", "31-1-2026 17:05"), ("2026-01-05", "2026-01-31")),
        (("05/01/2026 2:30:00 CH", "31/01/2026 9:30:00 SA"), ("2026-01-05", "2026-01-31")),
        (("14:30 05/01/2026", "09:30 31/01/2026"), ("2026-01-05", "2026-01-31")),
        (("46027", "46053.5"), ("2026-01-05", "2026-01-31")),
        (("1767618000", "1769840000"), ("2026-01-05", "2026-01-31")),
        (("1767618000000", "1769840000000"), ("2026-01-05", "2026-01-31")),
    ],
)
def test_a_column_of_dates_is_read_in_one_way(shop: LoadingShop, cells: tuple[str, str], days: tuple[str, str]) -> None:
    rows = "".join(f"A{i},{cell},K{i},5\n" for i, cell in enumerate(cells))
    shop.text(f"order id,date,customer,amount\n{rows}")
    assert tuple(str(day) for (day,) in shop.sql("SELECT ordered_on FROM orders ORDER BY order_id")) == days


def test_a_doubtful_date_is_read_day_first_and_said(shop: LoadingShop) -> None:
    outcome = shop.text("order id,date,customer,amount\nA1,05/01/2026,K1,5\n")
    assert any("day first" in words.en and "ngày trước" in words.vi for words in outcome.guesses)


def test_evidence_late_in_the_file_decides_the_whole_column(shop: LoadingShop) -> None:
    rows = "".join(f"A{i},{1 + i % 12:02d}/{1 + i % 12:02d}/2026,K{i % 9},1.{1 + i % 8}00\n" for i in range(5_000))
    outcome = shop.text(f"order id,date,customer,amount\n{rows}Z1,03/25/2026,K1,2.5\n", now=dt.datetime(2027, 1, 1))
    assert outcome.refused_rows == 0
    assert shop.one("SELECT ordered_on FROM orders WHERE order_id = 'Z1'") == dt.date(2026, 3, 25)
    assert (outcome.currency, shop.one("SELECT net_amount FROM order_lines WHERE order_id = 'Z1'")) == ("XXX", 250)


def test_day_and_time_may_be_two_columns(shop: LoadingShop) -> None:
    shop.text("order id,Ngày bán,Giờ bán,customer,amount\nA1,05/01/2026,09:30,K1,5\nA2,25/01/2026,10:00,K1,5\n")
    assert shop.one("SELECT ordered_at FROM orders WHERE order_id = 'A1'") == dt.datetime(2026, 1, 5, 2, 30)


def test_a_zone_with_summer_time_is_kept_to_its_days(shop: LoadingShop) -> None:
    shop.text("order id,date,customer,amount\nA1,2026-07-01 00:30,K1,5\nA2,2026-01-01 00:30,K1,5\n", timezone="Europe/London")
    assert shop.sql("SELECT ordered_at, ordered_on::VARCHAR FROM orders ORDER BY order_id") == [
        (dt.datetime(2026, 6, 30, 23, 30), "2026-07-01"), (dt.datetime(2026, 1, 1, 0, 30), "2026-01-01"),
    ]  # fmt: skip
