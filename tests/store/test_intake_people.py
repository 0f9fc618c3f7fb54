"""Customers and products: what files say of them, and who is who."""

from __future__ import annotations

import datetime as dt
import json

from .loading_shop import LoadingShop

LATER = dt.datetime(2026, 11, 25, 3, 0)
ORDERS = "Mã đơn hàng,Ngày tạo,Mã khách hàng,Tổng tiền\nA1,05/01/2026,KH1,100000\nA2,25/01/2026,KH2,100000\n"
PEOPLE = (
    "Mã khách hàng,Tên khách hàng,Điện thoại,Email,Giới tính,Ngày sinh,Địa chỉ,Tỉnh/Thành phố,Nhóm khách hàng\n"
    "KH1,Nguyễn  Hoàng Lan,01201234567,LAN@Example.com,Nữ,15/03/1990,12 Lê Lợi,Tỉnh Bình Dương,VIP\n"
    'KH3,Trần Nam,0912 345 678,,nam,,"5 Hàng Bạc, Quận Hoàn Kiếm, Hà Nội",,\n'
)


def test_a_batch_brings_orders_and_customers_together(shop: LoadingShop) -> None:
    shop.load(shop.file(ORDERS), shop.file(PEOPLE, "people.csv"))
    lan = dict(
        zip(
            ("name", "phone", "email", "gender", "birth_date", "province", "address"),
            shop.sql("SELECT name, phone, email, gender, birth_date, province, address FROM customers WHERE customer_id = 'KH1'")[0],
            strict=True,
        )
    )
    assert lan == {
        "name": "Nguyễn Hoàng Lan", "phone": "+84701234567", "email": "lan@example.com", "gender": "female", "birth_date": dt.date(1990, 3, 15),
        "province": "Hồ Chí Minh", "address": "12 Lê Lợi",
    }  # fmt: skip
    assert shop.sql("SELECT phone, gender, province FROM customers WHERE customer_id = 'KH3'") == [("+84912345678", "male", "Hà Nội")]
    assert json.loads(shop.one("SELECT attributes FROM customers WHERE customer_id = 'KH1'")) == {"Nhóm khách hàng": "VIP"}
    assert shop.one("SELECT count(*) FROM customers") == 3


def test_later_knowledge_wins_and_silence_wipes_out_nothing(shop: LoadingShop) -> None:
    shop.load(shop.file(ORDERS), shop.file(PEOPLE, "people.csv"))
    outcome = shop.text("Mã khách hàng,Tên khách hàng,Email,Hạng\nKH1,,lan@new.vn,Vàng\nKH3,Trần Nam,,\n", "news.csv", now=LATER)
    assert (outcome.customers_added, outcome.customers_changed) == (0, 1)
    assert shop.sql("SELECT name, email FROM customers WHERE customer_id = 'KH1' AND replaced_at IS NULL") == [
        ("Nguyễn Hoàng Lan", "lan@new.vn")
    ]
    assert json.loads(shop.one("SELECT attributes FROM customers WHERE customer_id = 'KH1' AND replaced_at IS NULL")) == {
        "Nhóm khách hàng": "VIP",
        "Hạng": "Vàng",
    }
    assert shop.sql("SELECT replaced_at FROM customers WHERE customer_id = 'KH1' AND replaced_at IS NOT NULL") == [(LATER,)]


def test_without_an_id_the_phone_then_the_email_then_the_name_tells_who(shop: LoadingShop) -> None:
    shop.text(
        "order id,date,customer name,phone,email,amount\nA1,2026-01-05,Lan,0912345678,x@y.vn,5\nA2,2026-01-06,Lan,84 912 345 678,,5\n"
        "A3,2026-01-07,Nam,,N@m.vn,5\nA4,2026-01-07,Hà,09*****78,,5\nA5,2026-01-08,,,,5\n"
    )
    assert shop.sql("SELECT order_id, customer_id FROM orders ORDER BY 1") == [
        ("A1", "+84912345678"),
        ("A2", "+84912345678"),
        ("A3", "n@m.vn"),
        ("A4", "Hà"),
        ("A5", None),
    ]
    assert shop.sql("SELECT name, phone, email FROM customers WHERE customer_id = '+84912345678'") == [("Lan", "+84912345678", "x@y.vn")]


def test_age_bands_keep_their_ends(shop: LoadingShop) -> None:
    shop.text("household id,age\n1,19-24\n2,65+\n3,Under 18\n4,\n", "demographics.csv")
    assert shop.sql("SELECT customer_id, age_min, age_max FROM customers ORDER BY 1") == [
        ("1", 19, 24),
        ("2", 65, None),
        ("3", 0, 17),
        ("4", None, None),
    ]


def test_a_birth_date_column_of_years_is_a_year(shop: LoadingShop) -> None:
    shop.text("customer id,name,birth date\n1,Lan,1990\n2,Nam,1885\n", "people.csv")
    assert shop.sql("SELECT birth_date, birth_year FROM customers ORDER BY customer_id") == [(None, 1990), (None, None)]


def test_an_area_that_names_a_district_fills_both(shop: LoadingShop) -> None:
    shop.text("Mã khách hàng,Tên khách hàng,Khu vực giao hàng\nKH1,Lan,Hà Nội - Quận Tây Hồ\n", "people.csv")
    assert shop.sql("SELECT province, district FROM customers") == [("Hà Nội", "Quận Tây Hồ")]


def test_products_come_from_their_file_and_from_order_lines(shop: LoadingShop) -> None:
    shop.load(
        shop.file(
            "order id,date,customer,sku,product name,qty,unit price\nA1,2026-01-05,K1,P1,Cà phê,1,50000\nA2,2026-01-05,K1,P2,Trà,1,30000\n"
        ),
        shop.file(
            "Mã hàng,Tên hàng,Nhóm hàng(3 Cấp),Giá bán,Giá vốn\nP1,Cà phê Robusta,Đồ uống>>Cà phê>>Hạt,55.000,30.000\n", "products.csv"
        ),
    )
    assert shop.sql("SELECT name, category_1, category_2, category_3, list_price, unit_cost FROM products WHERE replaced_at IS NULL ORDER BY product_id") == [
        ("Cà phê Robusta", "Đồ uống", "Cà phê", "Hạt", 55_000, 30_000), ("Trà", None, None, None, None, None),
    ]  # fmt: skip
