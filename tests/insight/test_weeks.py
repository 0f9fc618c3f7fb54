"""Weekly sums against rows that can be added up by hand, on the real engine."""

from __future__ import annotations

import datetime as dt

import ibis
import pytest

from regulars.insight.weeks import Span, by_category, by_class, span, whole

MONDAY = dt.date(2026, 3, 2)
SALES = {"order_id": "string", "customer_id": "string", "day": "date", "net": "int64", "counts": "boolean"}
LINES = {
    "order_id": "string", "product_id": "string", "quantity": "float64", "net_amount": "int64", "returned_amount": "int64",
    "returned_on": "date", "replaced_at": "timestamp",
}  # fmt: skip


def sales_of(*rows):
    """From (order, customer or None, days after the Monday, net); below 0 is a return of its own."""
    listed = [
        {"order_id": order, "customer_id": who, "day": MONDAY + dt.timedelta(days=after), "net": net, "counts": net >= 0}
        for order, who, after, net in rows
    ]
    return ibis.memtable(listed, schema=SALES)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-03-02", "2026-03-15", Span(MONDAY, 2, None)),
        ("2026-03-04", "2026-03-15", Span(MONDAY + dt.timedelta(days=7), 1, None)),
        ("2026-03-02", "2026-03-18", Span(MONDAY, 2, MONDAY + dt.timedelta(days=14))),
        ("2026-03-02", "2026-03-07", Span(MONDAY, 0, MONDAY)),
        ("2026-03-04", "2026-03-04", Span(MONDAY + dt.timedelta(days=7), 0, MONDAY)),
    ],
)
def test_only_whole_weeks_count_from_monday_to_sunday(first, last, expected):
    assert span(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == expected


def test_a_span_ends_on_the_monday_after_its_last_whole_week():
    assert span(MONDAY, MONDAY + dt.timedelta(days=16)).end == MONDAY + dt.timedelta(days=14)


def test_each_week_holds_its_orders_and_its_money_and_a_silent_one_nothing():
    sales = sales_of(("a", "x", 0, 100), ("b", None, 6, 50), ("c", "x", 7 * 2, 30), ("d", "x", 7 * 2 + 1, -40), ("e", "x", 7 * 3, 999))
    found = whole(sales, Span(MONDAY, 3, None))
    assert found.orders.tolist() == [2, 0, 1]
    assert found.revenue.tolist() == [150, 0, -10]


def test_a_category_holds_what_its_lines_brought_after_returns_by_the_day():
    sales = sales_of(("a", "x", 0, 100), ("b", "y", 8, 60))
    made = [("a", "tea", 1, 70, 0, None), ("a", "cup", 1, 30, 0, None), ("b", "tea", 1, 40, 25, MONDAY), ("b", "none", 1, 20, 20, None)]
    lines = [dict(zip(LINES, (*row, None), strict=True)) for row in made]
    late = {
        "order_id": "b",
        "product_id": "cup",
        "quantity": 1.0,
        "net_amount": 9,
        "returned_amount": 9,
        "returned_on": dt.date(2027, 1, 1),
    }
    products = [{"product_id": id, "name": id, "category_1": name, "replaced_at": None} for id, name in (("tea", "Trà"), ("cup", "Ly"))]
    schema = {"product_id": "string", "name": "string", "category_1": "string", "replaced_at": "timestamp"}
    found = by_category(
        sales,
        ibis.memtable([*lines, {**late, "replaced_at": None}], schema=LINES),
        ibis.memtable(products, schema=schema),
        Span(MONDAY, 2, None),
        level=1,
        as_of=dt.date(2026, 3, 20),
    )
    assert list(found) == ["Ly", "Trà", None]
    assert [each.revenue.tolist() for each in found.values()] == [[30, 9], [70, 15], [0, 0]]
    assert [each.orders.tolist() for each in found.values()] == [[1, 1], [1, 1], [0, 1]]


def test_a_class_holds_what_its_people_brought_and_unknown_buyers_stand_apart():
    sales = sales_of(("a", "x", 0, 100), ("b", "y", 1, 60), ("c", None, 2, 7), ("d", "z", 8, 5))
    members = ibis.memtable(
        [{"customer_id": "x", "group": "loyal"}, {"customer_id": "y", "group": "small"}],
        schema={"customer_id": "string", "group": "string"},
    )
    found = by_class(sales, members, Span(MONDAY, 2, None))
    assert {id: each.revenue.tolist() for id, each in found.items()} == {"loyal": [100, 0], "small": [60, 0], None: [7, 5]}
    assert found[None].orders.tolist() == [1, 1]
