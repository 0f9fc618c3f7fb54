"""Logs of visitors, and consents that stand in a list of customers."""

from __future__ import annotations

import datetime as dt

from .loading_shop import LoadingShop
from .test_platform_orders import format_of, written


def test_rees46_events_are_utc_and_carry_their_session(shop: LoadingShop) -> None:
    columns = "event_time\nevent_type\nproduct_id\ncategory_id\ncategory_code\nbrand\nprice\nuser_id\nuser_session"
    row = {
        "event_time": "2024-05-01 20:30:00 UTC",
        "product_id": "1004856",
        "price": "130.76",
        "user_id": "541312140",
        "user_session": "9333dfbd",
    }
    kinds = ("view", "cart", "remove_from_cart", "purchase")
    outcome = shop.text(written(columns, *(row | {"event_type": kind} for kind in kinds)), "2024-May.csv")
    assert format_of(shop, outcome) == "rees46_events"
    assert shop.sql("SELECT DISTINCT occurred_at, session_id, product_id, visitor_id FROM events") == [
        (dt.datetime(2024, 5, 1, 20, 30), "9333dfbd", "1004856", "541312140")
    ]
    assert shop.sql("SELECT kind FROM events ORDER BY 1") == [("cart",), ("purchase",), ("uncart",), ("view",)]


def test_retailrocket_counts_milliseconds(shop: LoadingShop) -> None:
    columns = "timestamp\nvisitorid\nevent\nitemid\ntransactionid"
    row = {"timestamp": "1433221332117", "visitorid": "257597", "itemid": "355908"}
    events = (row | {"event": "view"}, row | {"event": "addtocart"}, row | {"event": "transaction", "transactionid": "4000"})
    outcome = shop.text(written(columns, *events), "events.csv")
    assert format_of(shop, outcome) == "retailrocket_events"
    assert shop.sql("SELECT kind, visitor_id, product_id, date_trunc('second', occurred_at), value FROM events ORDER BY 1") == [
        ("cart", "257597", "355908", dt.datetime(2015, 6, 2, 5, 2, 12), None),
        ("purchase", "257597", "355908", dt.datetime(2015, 6, 2, 5, 2, 12), "4000"),
        ("view", "257597", "355908", dt.datetime(2015, 6, 2, 5, 2, 12), None),
    ]


def test_a_log_without_a_header_is_offered_as_taobaos(shop: LoadingShop) -> None:
    rows = "".join(f"{i % 3 + 1},{2268318 + i},2520377,{('pv', 'cart', 'fav', 'buy')[i % 4]},{1511544070 + i}\n" for i in range(12))
    outcome = shop.text(rows, "UserBehavior.csv")
    assert outcome.files[0].format == "taobao_events" and not outcome.files[0].recognised
    assert any("looks like Taobao" in guess.en for guess in outcome.guesses)
    assert shop.sql("SELECT kind, count(*) FROM events GROUP BY 1 ORDER BY 1") == [
        ("cart", 3),
        ("favourite", 3),
        ("purchase", 3),
        ("view", 3),
    ]
    assert shop.one("SELECT count(DISTINCT visitor_id) FROM events") == 3


def test_consents_of_shopifys_customers_are_kept_as_consents(shop: LoadingShop) -> None:
    columns = "Customer ID\nFirst Name\nLast Name\nEmail\nAccepts Email Marketing\nPhone\nAccepts SMS Marketing\nTags\nTotal Spent"
    ann = {
        "Customer ID": "'7001",
        "First Name": "Ann",
        "Email": "ann@example.com",
        "Accepts Email Marketing": "yes",
        "Accepts SMS Marketing": "no",
    }
    outcome = shop.text(
        written(columns, ann, ann | {"Customer ID": "'7002", "Email": "bob@example.com", "Accepts Email Marketing": "no"}), "customers.csv"
    )
    assert [file.table for file in outcome.files] == ["customers", "consents"]
    assert shop.sql("SELECT customer_id, channel, granted FROM consents ORDER BY 1, 2") == [
        ("7001", "email", True), ("7001", "sms", False), ("7002", "email", False), ("7002", "sms", False),
    ]  # fmt: skip
    assert shop.one("SELECT count(*) FROM customers") == 2
