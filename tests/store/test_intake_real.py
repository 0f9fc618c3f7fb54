"""Real files, as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from .loading_shop import LoadingShop

COUNTING = (
    "SELECT count(DISTINCT customer_id), count(*) FROM orders o WHERE customer_id IS NOT NULL AND coalesce(status, '') <> 'cancelled' AND EXISTS "
    "(SELECT 1 FROM order_lines l WHERE l.order_id = o.order_id AND quantity > 0 AND (list_amount IS NULL OR list_amount > 0))"
)


def test_the_gift_wholesaler_comes_in_whole(shop: LoadingShop, data: Path) -> None:
    outcome = shop.load(data / "online_retail" / "online_retail.parquet")
    assert (outcome.rows_read, outcome.lines, outcome.orders, outcome.refused_rows) == (541_909, 541_909, 25_900, 0)
    assert (outcome.unknown_lines, outcome.duplicates, outcome.currency) == (135_080, 5_268, "XXX")
    assert shop.sql(COUNTING) == [(4_338, 18_532)]
    assert shop.one("SELECT count(*) FROM customers WHERE country IS NOT NULL") == 4_372
    assert shop.one("SELECT count(*) FROM orders WHERE status IS NOT NULL") == 0
    assert shop.one("SELECT sum(net_amount) FROM order_lines") == 974_774_793
    assert shop.load(data / "online_retail" / "online_retail.parquet").already_loaded


def test_the_cd_shop_comes_in_as_it_is(shop: LoadingShop, data: Path) -> None:
    outcome = shop.load(data / "cdnow" / "CDNOW_sample.txt")
    assert (outcome.customers, outcome.orders) == (2_357, 6_919)
    assert shop.sql(COUNTING) == [(2_357, 6_919)]
    assert shop.one("SELECT count(*) FROM order_lines WHERE net_amount = 0") > 0


@pytest.mark.slow
def test_the_grocer_comes_in_with_products_and_ages(shop: LoadingShop, data: Path) -> None:
    outcome = shop.load(data / "completejourney")
    assert (outcome.lines, outcome.customers, outcome.products_added) == (1_469_307, 2_469, 92_331)
    assert shop.one("SELECT count(*) FROM customers WHERE age_min IS NOT NULL") == 801
    assert shop.one("SELECT count(*) FROM order_lines WHERE list_amount <> net_amount + discount") == 0
    assert set(outcome.plan.skipped) == {
        "campaign_descriptions.parquet",
        "campaigns.parquet",
        "coupon_redemptions.parquet",
        "coupons.parquet",
    }


def test_shopify_orders_with_blank_further_lines_come_in(shop: LoadingShop, data: Path) -> None:
    outcome = shop.load(data / "formats" / "shopify_orders_fixture.csv")
    assert (outcome.orders, outcome.lines, outcome.currency, outcome.unknown_lines) == (1, 2, "USD", 0)
    assert shop.sql("SELECT order_id, customer_id, status FROM orders") == [("#1001", "ann@example.com", "completed")]
