"""Orders as programs write them: lists within answers, items within orders."""

from __future__ import annotations

import gzip
import json

import pytest

from .loading_shop import LoadingShop

INVOICES = [
    {
        "id": 101, "code": "HD1", "purchaseDate": "2026-11-05T09:30:00.0000000", "branchName": "Quận 1", "customerCode": "KH1",
        "customerName": "Lan", "total": 90000, "discount": 10000, "statusValue": "Hoàn thành", "payments": [{"id": 1, "amount": 90000}],
        "SaleChannel": {"Name": "Shopee"},
        "invoiceDetails": [
            {"productCode": "P1", "productName": "Trà", "quantity": 2, "price": 30000, "discount": 0},
            {"productCode": "P2", "productName": "Bánh", "quantity": 1, "price": 40000, "discount": 0},
        ],
    },
    {
        "id": 102, "code": "HD2", "purchaseDate": "2026-11-06T10:00:00.0000000", "branchName": "Quận 1", "customerCode": "KH2",
        "customerName": "Nam", "total": 30000, "discount": 0, "statusValue": "Đã hủy",
        "invoiceDetails": [{"productCode": "P1", "productName": "Trà", "quantity": 1, "price": 30000, "discount": 0}],
    },
]  # fmt: skip


def check(shop: LoadingShop) -> None:
    assert shop.sql("SELECT order_id, customer_id, ordered_on::VARCHAR, status, store_id FROM orders ORDER BY 1") == [
        ("HD1", "KH1", "2026-11-05", "completed", "Quận 1"), ("HD2", "KH2", "2026-11-06", "cancelled", "Quận 1"),
    ]  # fmt: skip
    assert shop.sql("SELECT order_id, product_id, quantity, list_amount FROM order_lines ORDER BY 1, 2") == [
        ("HD1", "P1", 2.0, 60_000), ("HD1", "P2", 1.0, 40_000), ("HD2", "P1", 1.0, 30_000),
    ]  # fmt: skip
    assert shop.sql("SELECT order_id, sum(net_amount)::BIGINT FROM order_lines GROUP BY 1 ORDER BY 1") == [("HD1", 90_000), ("HD2", 30_000)]
    assert shop.sql("SELECT product_id, name FROM products ORDER BY 1") == [("P1", "Trà"), ("P2", "Bánh")]


@pytest.mark.parametrize(
    "written",
    [
        json.dumps(INVOICES, ensure_ascii=False).encode(),
        json.dumps({"total": 2, "pageSize": 20, "data": INVOICES, "timestamp": "2026-11-07"}, ensure_ascii=False).encode(),
        json.dumps({"data": INVOICES}, ensure_ascii=False, indent=2).encode(),
        "\n".join(json.dumps(one, ensure_ascii=False) for one in INVOICES).encode(),
        gzip.compress(json.dumps({"data": INVOICES}).encode()),
    ],
    ids=["a list", "an answer", "an answer written out", "lines", "gzip"],
)
def test_items_within_orders_become_lines_whose_sum_is_the_order(shop: LoadingShop, written: bytes) -> None:
    shop.text(written, "invoices.json")
    check(shop)


def test_objects_within_records_are_columns_of_their_own(shop: LoadingShop) -> None:
    orders = [
        {
            "id": 7,
            "created_at": "2026-11-05T09:30:00+07:00",
            "total_price": "12.50",
            "currency": "USD",
            "customer": {"id": 5, "email": "a@b.vn"},
        }
    ]
    shop.text(json.dumps(orders), "orders.json")
    assert shop.sql("SELECT order_id, customer_id, currency FROM orders") == [("7", "5", "USD")]
    assert shop.sql("SELECT email FROM customers") == [("a@b.vn",)]


def test_an_answer_that_is_cut_off_is_refused(shop: LoadingShop) -> None:
    assert shop.refused(json.dumps({"data": INVOICES})[:-40], "cut.json").code == "cut_off"


def test_a_bad_cell_of_an_item_names_its_row_and_column(shop: LoadingShop) -> None:
    broken = json.loads(json.dumps(INVOICES))
    broken[0]["invoiceDetails"][1]["price"] = "rất rẻ"
    outcome = shop.text(json.dumps(broken), "invoices.json")
    assert [(one.reason, one.row, one.column) for one in outcome.refused] == [("not_a_number", 2, "invoiceDetails[].price")]
