"""Broken input: each fault has its own clear error or its place in quarantine, and nothing is lost."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
import xlsxwriter

from regulars import sources
from regulars.errors import InputError

from .loading_shop import HEADER, LoadingShop

GOOD = "A1,05/01/2026,KH1,100000\nA2,20/01/2026,KH2,250000\n"


def many(count: int, amount: str = "1000") -> str:
    return "".join(f"A{i},{1 + i % 28:02d}/01/2026,KH{i % 7},{amount}\n" for i in range(count))


def test_a_file_that_does_not_exist_is_named_with_the_nearest(shop: LoadingShop) -> None:
    shop.file("x", "orders-2026.csv")
    with pytest.raises(InputError) as caught:
        sources.plan(shop.folder / "in" / "order-2026.csv")
    assert caught.value.code == "no_file"
    assert "orders-2026.csv" in caught.value.text("en")


def test_an_empty_file_is_refused(shop: LoadingShop) -> None:
    assert shop.refused("").code == "empty_file"
    assert shop.refused(" \n\n").code == "empty_file"
    assert shop.refused(b"\x00" * 500).code == "not_a_table"


def test_a_header_without_rows_is_refused(shop: LoadingShop) -> None:
    assert shop.refused(HEADER + "\n").code == "header_only"


def test_a_file_that_reads_as_one_column_is_refused(shop: LoadingShop) -> None:
    assert shop.refused("Mã đơn hàng\nA1\nA2\n").code == "one_column"


def test_a_text_file_cut_off_in_a_quote_is_refused(shop: LoadingShop) -> None:
    error = shop.refused(f'{HEADER}\n{GOOD}A3,05/01/2026,"Nguyễn')
    assert error.code == "cut_off"
    assert error.where.row == 4


def test_a_text_file_cut_off_in_a_row_is_refused(shop: LoadingShop) -> None:
    assert shop.refused(f"{HEADER}\n{GOOD}A3,05/01").code == "cut_off"


def test_half_a_gzip_file_is_refused(shop: LoadingShop) -> None:
    packed = gzip.compress((HEADER + "\n" + many(5_000)).encode())
    assert shop.refused(packed[: len(packed) // 2], "orders.csv.gz").code == "cut_off"


def test_half_a_parquet_file_is_refused(shop: LoadingShop) -> None:
    whole = shop.folder / "whole.parquet"
    shop.store.execute(
        f"COPY (SELECT 'A' || i AS order_id, 'K' AS customer_id, DATE '2026-01-01' AS date, 5 AS amount FROM range(9000) t(i)) TO '{whole}'"
    )
    content = whole.read_bytes()
    assert shop.refused(content[: len(content) // 2], "half.parquet").code == "cut_off"
    assert shop.refused(b"PAR1" + os.urandom(500) + b"PAR1", "noise.parquet").code == "cut_off"


def test_half_a_workbook_is_refused(shop: LoadingShop) -> None:
    path = _workbook(shop.folder / "whole.xlsx", [["order id", "date", "customer", "amount"], ["A1", "2026-01-05", "K1", 5]])
    content = path.read_bytes()
    assert shop.refused(content[: len(content) // 2], "half.xlsx").code == "cut_off"


def test_a_pdf_named_csv_is_no_table(shop: LoadingShop) -> None:
    error = shop.refused(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    assert error.code == "not_a_table"
    assert "PDF" in error.text("vi") and "PDF" in error.text("en")
    assert shop.refused(b"\x89PNG\r\n\x1a\n" + os.urandom(300)).code == "not_a_table"


def test_binary_garbage_is_no_table(shop: LoadingShop) -> None:
    assert shop.refused(bytes(range(256)) * 40).code in ("not_a_table", "one_column")


def test_old_and_locked_workbooks_are_told_apart(shop: LoadingShop) -> None:
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert shop.refused(magic + os.urandom(600), "old.xls").code == "old_excel"
    assert shop.refused(magic + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "locked.xlsx").code == "locked_file"


def test_a_column_named_twice_is_refused_only_where_it_matters(shop: LoadingShop) -> None:
    error = shop.refused("order id,date,customer,amount,amount\nA1,2026-01-05,K1,5,6\n")
    assert error.code == "same_names"
    assert "amount" in error.text("en")
    assert shop.text("order id,date,customer,amount,memo,memo\nA1,2026-01-05,K1,5,a,b\n").orders == 1


def test_what_is_lacking_is_named_with_the_columns_seen(shop: LoadingShop) -> None:
    error = shop.refused("order id,date,color,amount\nA1,2026-01-05,red,5\n")
    assert error.code == "no_columns"
    assert "customer id" in error.what.en and "mã khách" in error.what.vi
    assert "“color”" in error.text("en") and "--map" in error.text("en")
    assert "order date" in shop.refused("order id,customer,amount\nA1,K1,5\n").what.en
    assert "amount paid" in shop.refused("order id,customer,date\nA1,K1,2026-01-05\n").what.en


def test_two_header_rows_are_read_where_one_explains_the_other(shop: LoadingShop) -> None:
    outcome = shop.text(
        "Order ID,Created Time,Buyer Username,Order Amount\nPlatform unique order ID,Order created time,Buyer name,Total\nA1,05/01/2026,K1,5\nA2,25/01/2026,K2,5\n"
    )
    assert outcome.orders == 2
    assert any("descriptions" in words.en for words in outcome.guesses)


def test_titles_above_the_header_are_passed_over(shop: LoadingShop) -> None:
    assert shop.text(f"BÁO CÁO BÁN HÀNG,,,\nTừ 01/01/2026,,,\n\n{HEADER}\n{GOOD}").orders == 2


def test_two_header_rows_of_which_none_is_enough_are_refused(shop: LoadingShop) -> None:
    assert shop.refused("Đơn,Người,Thứ\nsố,tên,nào\nx,y,z\n").code in ("two_headers", "no_columns")


def test_rows_with_bad_cells_go_to_quarantine_with_their_row_number(shop: LoadingShop) -> None:
    bad = "B1,31/02/2026,KH1,5000\nB2,05/01/2026,KH1,abc\nB3,05/01/1900,KH1,5000\nB4,05/01/2031,KH1,5000\n"
    bad += "B5,05/01/2026,KH1,1e400\nB6,05/01/2026,KH1,NaN\nB7,05/01/2026,KH1,inf\n"
    outcome = shop.text(f"{HEADER}\n{many(20)}{bad}{many(20).replace('A', 'C')}")
    assert outcome.orders == 40
    rows = shop.sql("SELECT row_number, column_name, value, reason FROM quarantine ORDER BY row_number")
    assert rows == [
        (22, "Ngày tạo", "31/02/2026", "not_a_date"), (23, "Tổng tiền", "abc", "not_a_number"), (24, "Ngày tạo", "05/01/1900", "too_early"),
        (25, "Ngày tạo", "05/01/2031", "in_the_future"), (26, "Tổng tiền", "1e400", "too_large"), (27, "Tổng tiền", "NaN", "not_a_number"),
        (28, "Tổng tiền", "inf", "not_a_number"),
    ]  # fmt: skip
    assert outcome.refused_rows == 7 and outcome.rows_read == 47
    text = outcome.quarantine.read_text("utf-8-sig")
    assert "31/02/2026" in text and "không phải ngày" in text
    assert not list(outcome.quarantine.parent.glob("*.part"))


def test_row_numbers_count_blank_rows_quoted_breaks_and_rows_of_other_widths(shop: LoadingShop) -> None:
    outcome = shop.text(f'{HEADER}\n{many(20)}\n"A\n9",05/01/2026,KH1,5\nX1,05/01/2026\nX2,05/01/2026,KH1,5,6,7\nX3,05/01/2026,KH1,many\n')
    rows = shop.sql("SELECT row_number, reason FROM quarantine ORDER BY row_number")
    assert rows == [(24, "too_few_columns"), (25, "too_many_columns"), (26, "not_a_number")]
    assert outcome.orders == 21


def test_a_column_that_is_mostly_no_number_is_the_wrong_column(shop: LoadingShop) -> None:
    error = shop.refused(f"{HEADER}\nA1,05/01/2026,KH1,cao\nA2,06/01/2026,KH1,thấp\nA3,07/01/2026,KH1,5\n")
    assert error.code == "not_a_number"
    assert error.where.column == "Tổng tiền" and error.where.row == 2


def test_a_date_column_without_dates_is_the_wrong_column(shop: LoadingShop) -> None:
    assert shop.refused(f"{HEADER}\nA1,hôm qua,KH1,5\nA2,hôm kia,KH1,5\n").code == "not_dates"


def test_a_cell_of_ten_megabytes_harms_nobody(shop: LoadingShop) -> None:
    outcome = shop.text(f"{HEADER}\n{many(30)}X1,05/01/2026,{'x' * 10_000_000},5\n{many(30).replace('A', 'C')}")
    assert outcome.orders == 60
    assert shop.sql("SELECT row_number, reason FROM quarantine") == [(32, "too_long")]
    assert shop.one("SELECT max(length(raw)) FROM quarantine") < 10_000


def test_formulas_are_text(shop: LoadingShop) -> None:
    shop.text("order id,date,customer,amount,customer name\nA1,2026-01-05,=1+1,5,@SUM(A1)\nA2,2026-01-06,+84,5,-x\n")
    assert shop.sql("SELECT customer_id, name FROM customers ORDER BY 1") == [("+84", "-x"), ("=1+1", "@SUM(A1)")]


def test_nul_bytes_and_mixed_line_ends_are_survived(shop: LoadingShop) -> None:
    assert shop.text(b"order id,date,customer,amount\r\nA1,2026-01-05,K\x001,5\r\nA2,2026-01-06,K2,5\nA3,2026-01-07,K3,5\r\n").orders == 3


def test_line_ends_that_change_deep_in_the_file_are_survived(shop: LoadingShop) -> None:
    content = (HEADER + "\n" + many(40_000)).replace("\n", "\r\n") + "Z1,05/01/2026,KH1,5\nZ2,05/01/2026,KH1,5\r\n"
    assert shop.text(content).orders == 40_002


def test_a_folder_without_files_is_refused(shop: LoadingShop) -> None:
    folder = shop.folder / "nothing"
    folder.mkdir()
    with pytest.raises(InputError) as caught:
        sources.plan(folder)
    assert caught.value.code == "no_files"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(shop: LoadingShop) -> None:
    path = shop.file(HEADER)
    path.chmod(0)
    with pytest.raises(InputError) as caught:
        sources.plan(path)
    assert caught.value.code == "no_permission"


def test_amounts_finer_than_the_currency_stop_the_import(shop: LoadingShop) -> None:
    error = shop.refused("order id,date,customer,amount\nA1,2026-01-05,K1,5.25\nA2,2026-01-06,K1,7\n", currency="VND")
    assert error.code == "finer_than_currency"
    assert "regulars init --currency" in error.text("en")


def test_a_second_currency_without_a_rate_goes_to_quarantine(shop: LoadingShop) -> None:
    rows = "".join(f"A{i},2026-01-05,K1,100,VND\n" for i in range(9))
    outcome = shop.text(f"order id,date,customer,amount,currency\n{rows}B1,2026-01-05,K2,3.50,USD\nB2,2026-01-05,K2,3,???\n")
    assert (outcome.orders, outcome.currency) == (9, "VND")
    assert shop.sql("SELECT value, reason FROM quarantine ORDER BY row_number") == [("USD", "no_rate"), ("???", "no_currency")]


def test_a_second_currency_with_a_rate_is_converted_by_the_day(shop: LoadingShop) -> None:
    shop.text("currency,day,rate\nUSD,2026-01-01,25000\nUSD,2026-02-01,26000\n", "rates.csv")
    rows = "".join(f"A{i},2026-01-05,K1,100,VND\n" for i in range(9))
    shop.text(f"order id,date,customer,amount,currency\n{rows}B1,2026-01-05,K2,3.50,USD\nB2,2026-02-05,K2,1,USD\n")
    assert shop.sql("SELECT order_id, net_amount FROM order_lines WHERE order_id LIKE 'B%' ORDER BY 1") == [("B1", 87_500), ("B2", 26_000)]
    assert shop.sql("SELECT DISTINCT currency FROM orders ORDER BY 1") == [("USD",), ("VND",)]


def test_a_file_with_nothing_of_use_among_others_is_passed_over(shop: LoadingShop) -> None:
    shop.file(f"{HEADER}\n{GOOD}", "orders.csv")
    shop.file("colour,size\nred,5\nblue,6\n", "paint.csv")
    outcome = shop.load(shop.folder / "in")
    assert outcome.orders == 2
    assert outcome.plan.skipped == ("paint.csv",)


def _workbook(path: Path, rows: list[list[object]]) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for i, row in enumerate(rows):
        sheet.write_row(i, 0, row)
    book.close()
    return path
