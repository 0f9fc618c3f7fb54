"""Lists of customers and goods as platforms export them, alone and together with orders."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from .loading_shop import LoadingShop
from .test_intake_formats import in_cp1258
from .test_platform_orders import SHOPIFY, format_of, nets, shopify_rows, written

PEOPLE = """
    Loại khách
    Mã khách hàng
    Tên khách hàng
    Điện thoại
    Địa chỉ
    Khu vực giao hàng
    Phường/Xã
    Công ty
    Mã số thuế
    Số CMND/CCCD
    Ngày sinh
    Giới tính
    Email
    Facebook
    Nhóm khách hàng
    Ghi chú
    Ngày giao dịch cuối
    Nợ cần thu hiện tại
    Tổng bán (Không import)
    Trạng thái
"""
LAN = {
    "Loại khách": "Cá nhân", "Mã khách hàng": "KH000001", "Tên khách hàng": "Nguyễn Hoàng Lan", "Điện thoại": "0912345678", "Địa chỉ": "12 Lạc Long Quân",
    "Khu vực giao hàng": "Hà Nội - Quận Tây Hồ", "Phường/Xã": "Phường Bưởi", "Ngày sinh": "05/03/1990", "Giới tính": "Nữ", "Nhóm khách hàng": "VIP|Sỉ",
    "Ngày giao dịch cuối": "01/02/2026", "Tổng bán (Không import)": "1.250.000", "Trạng thái": "1",
}  # fmt: skip
NAM = {
    "Mã khách hàng": "KH000002",
    "Tên khách hàng": "Trần Nam",
    "Điện thoại": "0987654321",
    "Ngày sinh": "12/11/1985",
    "Giới tính": "Nam",
    "Email": "Nam@Example.com",
}


def test_a_kiotviet_customer_has_an_area_of_two_parts_and_groups(shop: LoadingShop) -> None:
    outcome = shop.text(written(PEOPLE, LAN, NAM), "khach.csv")
    assert format_of(shop, outcome) == "kiotviet_customers"
    assert shop.sql("SELECT customer_id, birth_date, gender, province, district, ward FROM customers ORDER BY 1") == [
        ("KH000001", dt.date(1990, 3, 5), "female", "Hà Nội", "Quận Tây Hồ", "Phường Bưởi"), ("KH000002", dt.date(1985, 11, 12), "male", None, None, None),
    ]  # fmt: skip
    more = json.loads(shop.one("SELECT attributes FROM customers WHERE customer_id = 'KH000001'"))
    assert (more["Nhóm khách hàng"], more["Loại khách"], more["Tổng bán (Không import)"]) == (["VIP", "Sỉ"], "Cá nhân", "1.250.000")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_the_letters_of_a_kiotviet_file_may_be_written_in_any_way(shop: LoadingShop, encoding: str) -> None:
    text = written(PEOPLE, LAN, NAM, delimiter=";")
    outcome = shop.text(in_cp1258(text) if encoding == "cp1258" else text.encode(encoding), "khach.csv")
    assert format_of(shop, outcome) == "kiotviet_customers"
    assert shop.sql("SELECT name FROM customers ORDER BY 1") == [("Nguyễn Hoàng Lan",), ("Trần Nam",)]


@pytest.mark.parametrize(("price", "cost"), [("1.250.000", "900.500"), ("1,250,000", "900,500"), ("1250000", "900500")])
def test_kiotviet_goods_have_three_levels_and_a_cost(shop: LoadingShop, price: str, cost: str) -> None:
    columns = "Loại hàng\nNhóm hàng(3 Cấp)\nMã hàng\nMã vạch\nTên hàng\nThương hiệu\nGiá bán\nGiá vốn\nTồn kho\nĐVT\nMã HH Liên quan\nĐang kinh doanh"
    rows = (
        {"Loại hàng": "Hàng hóa", "Nhóm hàng(3 Cấp)": "Đồ uống>>Cà phê>>Hạt", "Mã hàng": "SP1", "Tên hàng": "Cà phê hạt", "Giá bán": price, "Giá vốn": cost},
        {"Loại hàng": "Dịch vụ", "Nhóm hàng(3 Cấp)": "Dịch vụ", "Mã hàng": "SP2", "Tên hàng": "Gói quà", "Giá bán": price, "Giá vốn": cost},
    )  # fmt: skip
    outcome = shop.text(written(columns, *rows), "hang.csv")
    assert format_of(shop, outcome) == "kiotviet_products"
    assert shop.sql("SELECT product_id, category_1, category_2, category_3, list_price, unit_cost FROM products ORDER BY 1") == [
        ("SP1", "Đồ uống", "Cà phê", "Hạt", 1_250_000, 900_500), ("SP2", "Dịch vụ", None, None, 1_250_000, 900_500),
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["", "'7001"])
def test_both_kinds_of_shopify_customers_are_known(shop: LoadingShop, code: str) -> None:
    columns = "First Name\nLast Name\nEmail\nAccepts Email Marketing\nPhone\nTags\n"
    columns += (
        "Customer ID\nDefault Address Address1\nDefault Address City\nDefault Address Country Code\nDefault Address Zip"
        if code
        else "Address1\nCity\nTotal Spent\nTotal Orders"
    )
    row = {"First Name": "Ann", "Last Name": "Lee", "Email": "Ann@Example.com", "Accepts Email Marketing": "yes", "Tags": "vip, local"}
    outcome = shop.text(written(columns, row | ({"Customer ID": code} if code else {})), "customers_export.csv")
    assert format_of(shop, outcome) == "shopify_customers"
    assert shop.sql("SELECT customer_id, name, email FROM customers") == [
        ("7001" if code else "ann@example.com", "Ann Lee", "ann@example.com")
    ]
    assert json.loads(shop.one("SELECT attributes FROM customers"))["Tags"] == ["vip", "local"]


def test_labels_seen_on_a_screen_are_offered_and_not_claimed(shop: LoadingShop) -> None:
    columns = "Mã hóa đơn\nThời gian\nMã khách hàng\nKhách hàng\nĐiện thoại\nChi nhánh\nTổng tiền hàng\nGiảm giá hóa đơn\nKhách cần trả\nKhách đã trả\nTrạng thái"
    rows = (
        {"Mã hóa đơn": "HD1", "Thời gian": "05/01/2026 09:30", "Mã khách hàng": "KH000001", "Tổng tiền hàng": "100.000", "Giảm giá hóa đơn": "10.000",
         "Khách cần trả": "90.000", "Khách đã trả": "50.000", "Trạng thái": "Hoàn thành"},
        {"Mã hóa đơn": "HD2", "Thời gian": "15/01/2026 09:30", "Mã khách hàng": "KH000001", "Tổng tiền hàng": "50.000", "Giảm giá hóa đơn": "0",
         "Khách cần trả": "50.000", "Khách đã trả": "50.000", "Trạng thái": "Đã hủy"},
    )  # fmt: skip
    outcome = shop.text(written(columns, *rows))
    known = outcome.plan.files[0].format
    assert known and not known.certain and not outcome.files[0].recognised
    assert any("looks like KiotViet invoices" in guess.en and "please check" in guess.en for guess in outcome.guesses)
    assert shop.sql("SELECT order_id, net_amount, discount, status FROM order_lines JOIN orders USING (order_id) ORDER BY 1") == [
        ("HD1", 90_000, 10_000, "completed"), ("HD2", 50_000, 0, "cancelled"),
    ]  # fmt: skip


def test_a_parcels_list_is_refused_with_what_to_export_instead(shop: LoadingShop) -> None:
    columns = "*Mã đơn hàng\n*Tên người nhận\n*Số điện thoại\n*Tên sản phẩm\n*Giá trị đơn hàng\nSố tiền COD\nLưu ý giao hàng"
    error = shop.refused(
        written(columns, {"*Mã đơn hàng": "A1", "*Tên người nhận": "Lan", "*Số điện thoại": "0912345678", "*Giá trị đơn hàng": "50000"})
    )
    assert error.code == "useless_format"
    assert "SPX Express" in error.what.vi and "Xuất đơn hàng" in error.todo.vi and "Export the orders" in error.todo.en


GOODS = "Loại hàng\nNhóm hàng(3 Cấp)\nMã hàng\nTên hàng\nGiá bán\nGiá vốn\nMã HH Liên quan"
BY_CODE = (
    "Số hóa đơn,Ngày bán,Mã khách,Mã hàng,Số lượng,Đơn giá\nHD1,05/01/2026,KH000001,SP1,2,50.000\nHD2,16/01/2026,KH000002,SP1,1,50.000\n"
)
BY_PHONE = (
    "Mã đơn,Ngày tạo,SĐT,Tên khách,Tổng tiền\nW1,07/01/2026,84 912 345 678,Hoàng Lan,120.000\nW2,17/01/2026,0900000001,Người Lạ,80.000\n"
)
WHO = "SELECT order_id, customer_id FROM orders WHERE replaced_at IS NULL ORDER BY 1"


def test_customers_goods_and_orders_of_three_files_are_one_shop(shop: LoadingShop) -> None:
    goods = {
        "Loại hàng": "Hàng hóa",
        "Nhóm hàng(3 Cấp)": "Đồ uống>>Trà",
        "Mã hàng": "SP1",
        "Tên hàng": "Trà sen",
        "Giá bán": "50.000",
        "Giá vốn": "20.000",
    }
    shop.load(
        shop.file(written(PEOPLE, LAN, NAM), "khach.csv"), shop.file(written(GOODS, goods), "hang.csv"), shop.file(BY_CODE, "hoadon.csv")
    )
    assert shop.sql(
        "SELECT order_id, c.name, p.category_2, quantity * unit_cost FROM orders JOIN order_lines USING (order_id) "
        "JOIN customers AS c USING (customer_id) JOIN products AS p USING (product_id) ORDER BY 1"
    ) == [("HD1", "Nguyễn Hoàng Lan", "Trà", 40_000), ("HD2", "Trần Nam", "Trà", 20_000)]


def test_orders_with_a_phone_only_belong_to_the_customer_who_has_it(shop: LoadingShop) -> None:
    outcome = shop.load(shop.file(written(PEOPLE, LAN, NAM), "khach.csv"), shop.file(BY_PHONE, "web.csv"), shop.file(BY_CODE, "hoadon.csv"))
    assert shop.sql(WHO) == [("HD1", "KH000001"), ("HD2", "KH000002"), ("W1", "KH000001"), ("W2", "+84900000001")]
    assert shop.one("SELECT count(*) FROM customers") == 3
    assert any("another name" in note.en for note in outcome.notes)


@pytest.mark.parametrize("list_first", [True, False])
def test_it_does_not_matter_which_of_the_files_comes_first(shop: LoadingShop, list_first: bool) -> None:
    files = [shop.file(written(PEOPLE, LAN, NAM), "khach.csv"), shop.file(BY_PHONE, "web.csv")]
    for days, path in enumerate(files if list_first else reversed(files)):
        outcome = shop.load(path, now=dt.datetime(2026, 11, 21 + days, 3))
    assert shop.sql(WHO) == [("W1", "KH000001"), ("W2", "+84900000001")]
    assert shop.sql("SELECT customer_id FROM customers WHERE replaced_at IS NULL ORDER BY 1") == [
        ("+84900000001",),
        ("KH000001",),
        ("KH000002",),
    ]
    assert outcome.guests_known == (0 if list_first else 1)
    assert all(shop.load(path, now=dt.datetime(2026, 11, 24, 3)).already_loaded for path in files)


def test_people_who_share_a_phone_are_not_merged_without_a_word(shop: LoadingShop) -> None:
    people = written(PEOPLE, LAN, NAM | {"Điện thoại": LAN["Điện thoại"]})
    orders = "Mã đơn,Ngày tạo,SĐT,Tên khách,Tổng tiền\nW1,07/01/2026,0912345678,,120.000\nW2,17/01/2026,0912345678,Tran Nam,80.000\n"
    outcome = shop.load(shop.file(people, "khach.csv"), shop.file(orders, "web.csv"))
    assert shop.sql(WHO) == [("W1", "+84912345678"), ("W2", "KH000002")]
    assert any("belong to several customers" in note.en for note in outcome.notes)


def test_orders_by_email_belong_to_the_shopify_customer_with_that_email(shop: LoadingShop) -> None:
    columns = "Customer ID\nFirst Name\nLast Name\nEmail\nAccepts Email Marketing\nDefault Address Zip\nPhone\nTags"
    people = written(columns, {"Customer ID": "'7001", "First Name": "Ann", "Last Name": "Lee", "Email": "ANN@example.com"})
    shop.text(written(SHOPIFY, *shopify_rows()), "orders_export.csv")
    outcome = shop.text(people, "customers_export.csv", now=dt.datetime(2026, 11, 22))
    assert outcome.guests_known == 1
    assert shop.sql(WHO) == [("#1001", "7001"), ("#1002", "bob@example.com"), ("#1003", "7001")]
    assert shop.sql("SELECT country FROM customers WHERE customer_id = '7001' AND replaced_at IS NULL") == [("US",)]


def test_undoing_the_list_gives_the_orders_back_to_the_phone(shop: LoadingShop) -> None:
    from regulars.store.undoing import undo

    shop.text(BY_PHONE, "web.csv")
    before = shop.sql(WHO), shop.sql("SELECT customer_id, name FROM customers WHERE replaced_at IS NULL ORDER BY 1")
    outcome = shop.text(written(PEOPLE, LAN, NAM), "khach.csv", now=dt.datetime(2026, 11, 22))
    assert shop.sql(WHO) != before[0]
    undo(shop.store, outcome.batch_id, now=dt.datetime(2026, 11, 23), quarantine_dir=shop.folder / "quarantine")
    assert (shop.sql(WHO), shop.sql("SELECT customer_id, name FROM customers WHERE replaced_at IS NULL ORDER BY 1")) == before
    shop.text(written(PEOPLE, LAN, NAM), "khach.csv", now=dt.datetime(2026, 11, 24))
    assert shop.sql(WHO) == [("W1", "KH000001"), ("W2", "+84900000001")]


def test_undoing_the_orders_of_guests_who_became_known_leaves_nothing_of_them(shop: LoadingShop) -> None:
    from regulars.store.undoing import undo

    first = shop.text(BY_PHONE, "web.csv")
    shop.text(written(PEOPLE, LAN, NAM), "khach.csv", now=dt.datetime(2026, 11, 22))
    changed = shop.text(BY_PHONE.replace("120.000", "150.000"), "web.csv", now=dt.datetime(2026, 11, 23))
    undo(shop.store, changed.batch_id, now=dt.datetime(2026, 11, 24), quarantine_dir=shop.folder / "quarantine")
    assert shop.sql(WHO) == [("W1", "KH000001"), ("W2", "+84900000001")]
    assert nets(shop) == {"W1": 120_000, "W2": 80_000}
    undo(shop.store, first.batch_id, now=dt.datetime(2026, 11, 25), quarantine_dir=shop.folder / "quarantine")
    assert shop.sql(WHO) == [] and nets(shop) == {}
    assert shop.sql("SELECT customer_id FROM customers WHERE replaced_at IS NULL ORDER BY 1") == [("KH000001",), ("KH000002",)]
