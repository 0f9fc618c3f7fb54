"""Workbooks: every sheet that holds something is read, however wrongly the file describes itself."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from regulars import sources
from regulars.errors import InputError

from .loading_shop import LoadingShop
from .test_platform_orders import DESCRIBED, TIKTOK, format_of, nets, tiktok_rows

ORDERS = ("Mã đơn hàng", "Ngày tạo", "Mã khách hàng", "Tổng tiền")


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    book = xlsxwriter.Workbook(path)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    book.close()
    return path


def test_the_sheets_of_every_month_are_read(shop: LoadingShop) -> None:
    months = {f"Tháng {i}": [ORDERS, *((f"HD{i}{k}", f"1{k}/0{i}/2026", f"KH{k}", 1000 * i) for k in range(5))] for i in (1, 2, 3)}
    outcome = shop.load(workbook(shop.folder / "2026.xlsx", months))
    assert outcome.orders == 15
    assert [file.name for file in outcome.files] == [
        "2026.xlsx › Tháng 1",
        "2026.xlsx › Tháng 2",
        "2026.xlsx › Tháng 3",
    ] or outcome.rows_read == 15
    assert any("“Tháng 1”" in guess.vi and "“Tháng 3”" in guess.vi for guess in outcome.guesses)


def test_one_sheet_may_be_asked_for(shop: LoadingShop) -> None:
    months = {f"Tháng {i}": [ORDERS, (f"HD{i}", f"15/0{i}/2026", "KH1", 1000)] for i in (1, 2)}
    outcome = shop.load(workbook(shop.folder / "2026.xlsx", months), sheet="Tháng 2")
    assert shop.sql("SELECT order_id FROM orders") == [("HD2",)]
    assert [file.name for file in outcome.files] == ["2026.xlsx"]


def test_customers_goods_and_orders_may_be_sheets_of_one_workbook(shop: LoadingShop) -> None:
    sheets = {
        "Khách": [("Mã khách hàng", "Tên khách hàng", "Điện thoại"), ("KH1", "Lan", "0912345678")],
        "Hàng": [("Mã hàng", "Tên hàng", "Giá bán", "Giá vốn"), ("SP1", "Trà", 50_000, 20_000)],
        "Đơn": [
            ("Mã đơn hàng", "Ngày tạo", "Mã khách hàng", "Mã hàng", "Số lượng", "Đơn giá"),
            ("HD1", "15/01/2026", "KH1", "SP1", 2, 50_000),
        ],
        "Ghi chú": [("Xin chào", "tiệm"), ("một", "hai")],
    }
    outcome = shop.load(workbook(shop.folder / "tiem.xlsx", sheets))
    assert {file.table for file in outcome.files} == {"customers", "products", "orders"}
    joined = "orders JOIN order_lines USING (order_id) JOIN customers AS c USING (customer_id) JOIN products USING (product_id)"
    assert shop.sql(f"SELECT c.name, unit_cost FROM {joined}") == [("Lan", 20_000)]
    assert any("Ghi chú" in words.vi for words in outcome.warnings)


def test_a_list_of_orders_beside_their_details_is_not_counted_twice(shop: LoadingShop) -> None:
    sheets = {
        "Hóa đơn": [ORDERS, ("HD1", "15/01/2026", "KH1", 100_000), ("HD2", "16/01/2026", "KH1", 50_000)],
        "Chi tiết": [
            (*ORDERS[:3], "Mã hàng", "Số lượng", "Đơn giá"),
            ("HD1", "15/01/2026", "KH1", "SP1", 2, 50_000),
            ("HD2", "16/01/2026", "KH1", "SP1", 1, 50_000),
        ],
    }
    outcome = shop.load(workbook(shop.folder / "tiem.xlsx", sheets))
    assert nets(shop) == {"HD1": 100_000, "HD2": 50_000}
    assert any("“Hóa đơn”" in words.vi or "“Chi tiết”" in words.vi or "Hóa đơn" in words.vi for words in outcome.warnings)


def test_a_workbook_that_says_it_is_one_cell_large_is_read_whole(shop: LoadingShop) -> None:
    names = [name.strip() for name in TIKTOK.strip().splitlines()]
    rows = [names, *([row.get(name, "").strip() for name in names] for row in (DESCRIBED, *tiktok_rows()))]
    right, wrong = workbook(shop.folder / "right.xlsx", {"OrderSKUList": rows}), shop.folder / "wrong.xlsx"
    with zipfile.ZipFile(right) as source, zipfile.ZipFile(wrong, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(
                name, re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:A1"/>', content) if "sheet1.xml" in name else content
            )
    outcome = shop.load(wrong)
    assert format_of(shop, outcome) == "tiktok_shop_orders"
    assert outcome.rows_read == 7 and sum(nets(shop).values()) == 135_000 + 45_000 + 135_000 + 90_000


def test_a_sheet_that_is_not_there_names_those_that_are(shop: LoadingShop) -> None:
    path = workbook(shop.folder / "a.xlsx", {"Đơn": [ORDERS, ("HD1", "15/01/2026", "KH1", 1000)]})
    with pytest.raises(InputError) as caught:
        sources.plan(path, sheet="Hàng")
    assert "Đơn" in str(caught.value.seen)


def test_a_folder_may_mix_months_formats_and_strangers(shop: LoadingShop) -> None:
    from .test_platform_lists import LAN, PEOPLE
    from .test_platform_orders import SHOPEE, shopee_rows, written

    shop.file(written(SHOPEE, *shopee_rows()), "2024-03.csv")
    shop.file(written(SHOPEE, *({**row, "Mã đơn hàng": row["Mã đơn hàng"] + "b"} for row in shopee_rows())), "2024-04.csv")
    shop.file(written(TIKTOK, DESCRIBED, *tiktok_rows()), "tiktok.csv")
    shop.file(written(PEOPLE, LAN), "khach.csv")
    shop.file("*Mã đơn hàng,*Tên người nhận,*Số điện thoại,Số tiền COD,*Giá trị đơn hàng\nA1,Lan,0912345678,0,5\n", "spx.csv")
    folder = shop.file("một,hai,ba\nx,y,z\n", "strange.csv").parent
    outcome = shop.load(folder)
    assert {file.format for file in outcome.files} == {"shopee_vn_orders", "tiktok_shop_orders", "kiotviet_customers"}
    assert outcome.orders == 10 and set(outcome.plan.skipped) == {"spx.csv", "strange.csv"}


@pytest.mark.many
@pytest.mark.slow
def test_a_sheet_of_the_full_size_is_read_to_its_last_row(shop: LoadingShop) -> None:
    path = shop.folder / "full.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ORDERS)
    for i in range(1, 1_048_576):
        sheet.write_row(i, 0, (i, "15/01/2026", i % 1000, 1000))
    book.close()
    assert shop.load(path).orders == 1_048_575
