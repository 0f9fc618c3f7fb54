"""Batches: however the files are split or ordered, whatever was there before."""

from __future__ import annotations

import datetime as dt
import random

from .loading_shop import LoadingShop

LATER = dt.datetime(2026, 11, 25, 3, 0)
LINES = "order id,date,customer,product id,quantity,unit price\n"
FACTS = "SELECT order_id, customer_id, ordered_at, line_no, product_id, quantity, list_amount, net_amount FROM orders JOIN order_lines USING (order_id) ORDER BY ALL"


def rows(count: int = 200) -> list[str]:
    rng = random.Random(5)
    return [
        f"A{i // 3},2026-01-{1 + i // 3 % 28:02d} 10:0{i // 3 % 10},K{i // 3 % 11},P{rng.randrange(9)},{rng.randrange(1, 5)},{rng.randrange(10, 99)}\n"
        for i in range(count)
    ]


def another(shop: LoadingShop, name: str) -> LoadingShop:
    from regulars.store.duckdb import Store

    folder = shop.folder / name
    folder.mkdir()
    return LoadingShop(folder, Store(folder / "analytics.duckdb"))


def test_neither_the_order_of_rows_nor_the_split_into_files_matters(shop: LoadingShop) -> None:
    lines = rows()
    shop.text(LINES + "".join(lines))
    shuffled = lines[:]
    random.Random(1).shuffle(shuffled)
    mixed, split = another(shop, "mixed"), another(shop, "split")
    mixed.text(LINES + "".join(shuffled))
    split.load(split.file(LINES + "".join(shuffled[:77]), "a.csv"), split.file(LINES + "".join(shuffled[77:]), "b.csv"))
    assert shop.sql(FACTS) == mixed.sql(FACTS) == split.sql(FACTS)
    assert shop.sql("FROM customers ORDER BY ALL") == mixed.sql("FROM customers ORDER BY ALL") == split.sql("FROM customers ORDER BY ALL")


def test_the_same_batch_twice_adds_nothing_and_says_so(shop: LoadingShop) -> None:
    path = shop.file(LINES + "".join(rows()))
    shop.load(path)
    before = [shop.sql(f"FROM {table} ORDER BY ALL") for table in ("orders", "order_lines", "customers", "imports")]
    outcome = shop.load(path, now=LATER)
    assert outcome.already_loaded and outcome.orders_added == outcome.orders_replaced == 0
    assert before == [shop.sql(f"FROM {table} ORDER BY ALL") for table in ("orders", "order_lines", "customers", "imports")]


def test_an_order_whose_content_differs_is_replaced_whole(shop: LoadingShop) -> None:
    shop.text(LINES + "A1,2026-01-05,K1,P1,1,10\nA1,2026-01-05,K1,P2,1,20\nA2,2026-01-06,K2,P1,1,10\n")
    outcome = shop.text(LINES + "A1,2026-01-05,K1,P1,2,10\nA2,2026-01-06,K2,P1,1,10\nA3,2026-01-07,K3,P1,1,10\n", now=LATER)
    assert (outcome.orders, outcome.orders_added, outcome.orders_replaced) == (3, 1, 1)
    assert shop.sql("SELECT order_id, product_id, quantity FROM order_lines WHERE replaced_at IS NULL ORDER BY ALL") == [
        ("A1", "P1", 2.0),
        ("A2", "P1", 1.0),
        ("A3", "P1", 1.0),
    ]
    assert shop.sql("SELECT order_id, recorded_at, replaced_at FROM orders WHERE order_id = 'A1' ORDER BY recorded_at") == [
        ("A1", dt.datetime(2026, 1, 4, 17), LATER), ("A1", LATER, None),
    ]  # fmt: skip


def test_what_a_new_shop_loads_counts_as_recorded_when_it_happened(shop: LoadingShop) -> None:
    shop.text(LINES + "A1,2026-01-05,K1,P1,1,10\n")
    assert shop.sql("SELECT recorded_at = ordered_at FROM orders") == [(True,)]
    assert (
        shop.sql("SELECT recorded_at FROM order_lines UNION ALL SELECT recorded_at FROM customers") == [(dt.datetime(2026, 1, 4, 17),)] * 2
    )
    shop.text(LINES + "A2,2026-01-06,K9,P1,1,10\n", now=LATER)
    assert (
        shop.one("SELECT recorded_at FROM orders WHERE order_id = 'A2'")
        == shop.one("SELECT recorded_at FROM customers WHERE customer_id = 'K9'")
        == LATER
    )


def test_without_an_order_id_each_row_is_an_order(shop: LoadingShop) -> None:
    text = "date,customer,amount\n2026-01-05,K1,10\n2026-01-05,K1,10\n2026-01-06,K1,10\n"
    assert shop.text(text).orders == 3
    assert shop.one("SELECT count(DISTINCT order_id) FROM orders") == 3
    assert shop.text(text + "2026-01-06,K1,10\n", now=LATER).orders_added == 1
    assert shop.text(text, now=LATER).already_loaded


def test_a_named_source_keeps_its_orders_apart(shop: LoadingShop) -> None:
    shop.text(LINES + "A1,2026-01-05,K1,P1,1,10\n", source="kiotviet")
    shop.text(LINES + "A1,2026-02-05,K2,P1,1,99\n", source="shopee", now=LATER)
    assert shop.sql("SELECT order_id, source FROM orders WHERE replaced_at IS NULL ORDER BY 1") == [
        ("kiotviet:A1", "kiotviet"),
        ("shopee:A1", "shopee"),
    ]


def test_exact_duplicates_are_kept_and_reported_or_dropped(shop: LoadingShop) -> None:
    text = LINES + "A1,2026-01-05,K1,P1,1,10\n" * 3 + "A1,2026-01-05,K1,P2,1,10\n"
    outcome = shop.text(text)
    assert (outcome.duplicates, outcome.lines) == (2, 4)
    dropped = another(shop, "dropped").text(text, drop_duplicates=True)
    assert (dropped.duplicates, dropped.lines, dropped.rows_read) == (2, 2, 4)


def test_duplicates_are_dropped_without_order_ids_too(shop: LoadingShop) -> None:
    outcome = shop.text("date,customer,amount\n2026-01-05,K1,10\n2026-01-05,K1,10\n2026-01-06,K1,10\n", drop_duplicates=True)
    assert (outcome.duplicates, outcome.orders) == (1, 2)


def test_lines_that_disagree_on_the_customer_take_the_earliest(shop: LoadingShop) -> None:
    outcome = shop.text(LINES + "A1,2026-01-06,K9,P1,1,10\nA1,2026-01-05,K1,P2,1,10\nA2,2026-01-05,K2,P2,1,10\n")
    assert shop.sql("SELECT order_id, customer_id, ordered_on::VARCHAR FROM orders ORDER BY 1") == [
        ("A1", "K1", "2026-01-05"),
        ("A2", "K2", "2026-01-05"),
    ]
    assert any("several customers" in words.en for words in outcome.notes)
    assert shop.one("SELECT count(*) FROM customers") == 2


def test_cells_left_blank_on_further_lines_are_those_of_the_order(shop: LoadingShop) -> None:
    shop.text(LINES + "A1,2026-01-05,K1,P1,1,10\nA1,,,P2,1,10\n")
    assert shop.sql("SELECT customer_id, count(*) FROM orders JOIN order_lines USING (order_id) GROUP BY 1") == [("K1", 2)]


def test_an_order_none_of_whose_lines_has_a_date_is_refused(shop: LoadingShop) -> None:
    good = "".join(f"A{i},2026-01-05,K1,P1,1,10\n" for i in range(9))
    outcome = shop.text(LINES + good + "Tổng cộng,,,,,90\n")
    assert outcome.orders == 9
    assert shop.sql("SELECT row_number, reason FROM quarantine") == [(11, "no_date")]


def test_an_order_total_repeated_on_each_line_counts_once(shop: LoadingShop) -> None:
    lines = "".join(f"A{i},2026-01-05,K{i},P{j},{50 + i}\n" for i in range(6) for j in range(2 + i % 2))
    outcome = shop.text("order id,date,customer,product id,order amount\n" + lines)
    assert outcome.orders == 6
    assert shop.one("SELECT sum(net_amount) FROM order_lines") == sum(50 + i for i in range(6))
    assert any("counts once" in words.en for words in outcome.guesses)


def test_a_return_that_names_its_order_belongs_to_it(shop: LoadingShop) -> None:
    head = "order id,date,customer,product id,quantity,unit price,original order\n"
    text = head + "A1,2026-01-05,K1,P1,2,10,\nR1,2026-01-09,K1,P1,-1,10,A1\nR2,2026-01-09,K1,P1,-1,10,A77\n"
    outcome = shop.text(text)
    assert outcome.orders == 2 and outcome.returns_added == 1
    lines = shop.sql(
        "SELECT order_id, line_no, quantity, list_amount, net_amount, returned_amount, returned_on::VARCHAR FROM order_lines ORDER BY 1, 2"
    )
    assert lines == [("A1", 1, 2.0, 20, 20, None, None), ("A1", 2, -1.0, 0, 0, 10, "2026-01-09"), ("R2", 1, -1.0, -10, -10, None, None)]
    assert shop.text(text, now=LATER).already_loaded


def test_a_later_return_is_added_to_an_order_already_there_and_survives_its_mending(shop: LoadingShop) -> None:
    head = "order id,date,customer,product id,quantity,unit price,original order\n"
    shop.text(head + "A1,2026-01-05,K1,P1,2,10,\n")
    assert shop.text(head + "R1,2026-01-09,K1,P1,-1,10,A1\n", now=LATER).returns_added == 1
    assert shop.text(head + "A1,2026-01-05,K1,P1,2,10,\n", now=LATER).already_loaded
    assert shop.text(head + "A1,2026-01-05,K1,P1,3,10,\n", now=LATER).orders_replaced == 1
    assert shop.sql("SELECT quantity FROM order_lines WHERE replaced_at IS NULL ORDER BY 1") == [(-1.0,), (3.0,)]


def test_discounts_in_several_columns_are_added_up(shop: LoadingShop) -> None:
    shop.text("order id,date,customer,product id,sales value,retail disc,coupon disc\nA1,2026-01-05,K1,P1,10,2,1\n")
    assert shop.sql("SELECT list_amount, discount, net_amount FROM order_lines") == [(13, 3, 10)]


def test_price_quantity_and_discount_make_the_net_amount_rounded_once(shop: LoadingShop) -> None:
    shop.text(
        "order id,date,customer,sku,qty,unit price,discount\nA1,2026-01-05,K1,P1,3,0.335,0.01\nA2,2026-01-05,K1,P1,-2,1.50,0.50\n"
        + "".join(f"B{i},2026-01-05,K1,P1,1,1.25,0\n" for i in range(200))
    )
    assert shop.sql("SELECT list_amount, discount, net_amount FROM order_lines WHERE order_id LIKE 'A%' ORDER BY order_id") == [
        (101, 1, 100),
        (-300, -50, -250),
    ]


def test_list_price_beside_the_price_tells_the_discount(shop: LoadingShop) -> None:
    shop.text("order id,date,customer,sku,qty,list price,unit price\nA1,2026-01-05,K1,P1,2,100,80\n")
    assert shop.sql("SELECT list_amount, discount, net_amount FROM order_lines") == [(200, 40, 160)]


def test_one_amount_per_order_leaves_the_list_amount_unknown(shop: LoadingShop) -> None:
    shop.text("order id,date,customer,amount\nA1,2026-01-05,K1,100\nA2,2026-01-05,K1,0\nA3,2026-01-05,K1,-30\n")
    assert shop.sql("SELECT quantity, list_amount, discount, net_amount FROM order_lines ORDER BY order_id") == [
        (1.0, None, None, 100),
        (1.0, None, None, 0),
        (-1.0, None, None, -30),
    ]


def test_words_for_the_status_are_understood_and_the_rest_is_said(shop: LoadingShop) -> None:
    words = ("Đã hủy", "Cancelation", "Hoàn thành", "Chờ lấy hàng", "voided")
    outcome = shop.text(
        "order id,date,customer,amount,status\n" + "".join(f"A{i},2026-01-05,K1,5,{word}\n" for i, word in enumerate(words))
    )
    assert [status for (status,) in shop.sql("SELECT status FROM orders ORDER BY order_id")] == [
        "cancelled",
        "cancelled",
        "completed",
        None,
        "cancelled",
    ]
    assert any("Chờ lấy hàng" in note.vi for note in outcome.notes)


def test_a_coupon_column_tells_who_had_none(shop: LoadingShop) -> None:
    shop.text("order id,date,customer,amount,coupon\nA1,2026-01-05,K1,5,\nA2,2026-01-05,K1,5,TET\n")
    assert shop.sql("SELECT coupon_code FROM orders ORDER BY order_id") == [("",), ("TET",)]


def test_lines_without_a_customer_are_kept_as_unknown_buyers(shop: LoadingShop) -> None:
    outcome = shop.text("order id,date,customer,amount\nA1,2026-01-05,K1,5\nA2,2026-01-05,,7\nA3,2026-01-05,nan,8\n")
    assert (outcome.unknown_lines, outcome.unknown_revenue, outcome.customers) == (2, 15, 1)
