"""Known formats: each is told by its header, however it is shuffled, and none is claimed that was only seen on a screen."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from regulars.intake.fields import FIELDS
from regulars.intake.made import Made
from regulars.intake.plan import Reading, explain
from regulars.sources import plan
from regulars.sources.format import Format, formats, places_of, plain, recognised, seen
from regulars.sources.sheet import Sheet

IDS = {
    "shopify_orders_export": "shopify_orders", "shopify_customers_export": "shopify_customers", "woocommerce_webtoffee": "woocommerce_webtoffee",
    "woocommerce_advanced_order_export": "woocommerce_advanced_order_export", "square_transactions": "square_transactions",
    "square_items": "square_items", "stripe_payments": "stripe_payments", "shopee_vn_orders": "shopee_vn_orders",
    "tiktok_shop_orders": "tiktok_shop_orders", "lazada_orders_xlsx": "lazada_orders_xlsx", "lazada_orders_csv_old": "lazada_orders_csv",
    "kiotviet_customers_template": "kiotviet_customers", "kiotviet_products_template": "kiotviet_products", "spx_express_upload": "spx_express_upload",
    "rees46_events": "rees46_events", "retailrocket_events": "retailrocket_events",
}  # fmt: skip
OFFERED = {
    "kiotviet_invoice_labels_ui": "kiotviet_invoices_screen", "kiotviet_invoice_api": "kiotviet_invoice_lines_api", "haravan_order_list": "haravan_orders_screen",
}  # fmt: skip


def listed(data: Path, name: str, kind: str = "cols") -> list[str]:
    return json.loads((data / "formats" / "known_formats.json").read_text())[name][kind]


def sheet_of(columns: list[str]) -> Sheet:
    return Sheet(Path("a.csv"), Reading("csv"), tuple(columns), (("1",) * len(columns),))


def found(columns: list[str]) -> Format | None:
    return recognised(sheet_of(columns))


@pytest.mark.parametrize(("name", "id"), IDS.items())
def test_every_format_with_a_known_header_is_recognised_however_it_is_written(data: Path, name: str, id: str) -> None:
    columns = listed(data, name)
    shuffled = random.Random(name).sample(columns, len(columns))
    spaced = [f" {column.upper().replace(' ', '  ')} " for column in shuffled]
    for variant in (columns, shuffled, ["\ufeff" + columns[0], *columns[1:]], [*columns, "My own column"], spaced):
        one = found(variant)
        assert one is not None and (one.id, one.certain) == (id, True)


def test_variants_and_newer_columns_are_recognised(data: Path) -> None:
    variant = found(listed(data, "shopify_customers_export", "variant"))
    newer = found(
        [*(c for c in listed(data, "shopee_vn_orders") if c != "Tổng giá bán (sản phẩm)"), *listed(data, "shopee_vn_orders", "newer")]
    )
    assert variant is not None and variant.id == "shopify_customers"
    assert newer is not None and newer.id == "shopee_vn_orders"


@pytest.mark.parametrize(("name", "id"), OFFERED.items())
def test_what_was_seen_on_a_screen_or_in_an_api_is_offered_only(data: Path, name: str, id: str) -> None:
    one = found(listed(data, name))
    assert one is not None and one.id == id and not one.certain


def test_every_format_of_the_list_is_declared(data: Path) -> None:
    declared = {*IDS, *OFFERED, "taobao_userbehavior"}
    assert set(json.loads((data / "formats" / "known_formats.json").read_text())) == declared
    assert {one.id for one in formats()} == {*IDS.values(), *OFFERED.values(), "taobao_events", "kiotviet_invoices_api"}


@pytest.mark.parametrize(("name", "id"), (IDS | OFFERED).items())
def test_a_declaration_names_columns_that_the_format_has(data: Path, name: str, id: str) -> None:
    one = next(one for one in formats() if one.id == id)
    columns = {
        plain(column)
        for kind in ("cols", "variant", "newer")
        for column in json.loads((data / "formats" / "known_formats.json").read_text())[name].get(kind, [])
    }
    unrolled = [item.replace("#", "1") for item in one.items]
    for field, cells in one.fields.items():
        named = [
            source
            for cell in (cells if isinstance(cells, tuple) else (cells,))
            for source in (cell.sources if isinstance(cell, Made) else (cell,))
        ]
        known = [plain(str(source).lstrip("!").replace("#", "1")) in columns | {plain(item) for item in unrolled} for source in named]
        assert (
            any(known)
            or not named
            or field in ("created_at", "coupon_code", "currency", "customer_id", "channel", "order_returned", "phone", "returned_quantity")
        )
    assert set(one.fields) <= set(FIELDS) or one.table == "events"


@pytest.mark.parametrize("one", formats(), ids=lambda one: one.id)
def test_a_declaration_has_its_words(one: Format) -> None:
    assert one.name.vi and one.name.en
    assert bool(one.fields) != bool(one.refusal)
    assert one.marks or one.headless


def test_ordinary_files_are_no_platforms() -> None:
    for header in (
        "order id,date,customer,amount",
        "Mã đơn hàng,Ngày tạo,Mã khách hàng,Tổng tiền",
        "Mã hàng,Tên hàng,Giá bán",
        "id,name,email,phone,tags",
    ):
        assert found(header.split(",")) is None


def test_columns_that_differ_in_a_capital_only_are_two() -> None:
    places = places_of(("Tổng số tiền người mua thanh toán", "Tổng số tiền Người mua thanh toán"))
    assert places["Tổng số tiền Người mua thanh toán"] == 1 and places["Tổng số tiền người mua thanh toán"] == 0
    shopee = next(one for one in formats() if one.id == "shopee_vn_orders")
    lower = ("Mã đơn hàng", "Ngày đặt hàng", "Trạng Thái Đơn Hàng", "Giá ưu đãi", "SKU phân loại hàng", "Tổng số tiền người mua thanh toán")
    assert "amount" not in seen(sheet_of(list(lower)), shopee).fields


def test_a_log_without_a_header_is_told_by_its_cells() -> None:
    rows = tuple((str(i), str(i + 7), "4181361", kind, "1511544070") for i, kind in enumerate(("pv", "cart", "fav", "buy")))
    columns = tuple(f"column {i + 1}" for i in range(5))
    one = recognised(Sheet(Path("UserBehavior.csv"), Reading("csv"), columns, rows, named=False))
    assert one is not None and one.id == "taobao_events" and not one.certain


def test_the_plan_says_what_a_file_is_recognised_as_or_looks_like(tmp_path: Path) -> None:
    orders, invoices = tmp_path / "orders.csv", tmp_path / "invoices.csv"
    orders.write_text(
        "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price,Subtotal\n#1,a@b.vn,paid,2024-05-01,1,Tee,5.00,5.00\n"
    )
    invoices.write_text("Mã hóa đơn,Thời gian,Khách hàng,Khách cần trả,Khách đã trả\nHD1,15/01/2026,Lan,5.000,5.000\n")
    words = explain(plan([orders, invoices]))
    assert "orders.csv: orders (recognised as Shopify orders" in words.en and "nhận ra là đơn hàng Shopify" in words.vi
    assert "invoices.csv: orders (looks like KiotViet invoices" in words.en and "mapping offered, please check" in words.en
    assert "cần xem lại" in words.vi


def test_nothing_of_a_known_format_is_remembered_but_what_the_user_said(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price,Total\n#1,a@b.vn,paid,2024-05-01,1,Tee,5.00,5.00\n"
    )
    assert plan(path).remembered() == {}
    assert list(plan(path, mapping=["Total=amount"]).remembered().values()) == [{"Total": "amount"}]
    again = plan(path, remembered=plan(path, mapping=["Total=amount"]).remembered())
    assert again.files[0].format is not None and again.files[0].of("amount").how == "remembered"
