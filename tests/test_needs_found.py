"""Need clusters through the whole shop: found at a refresh, classes from then on, the same names from day to day."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from .reference import Facts
from .small_shops import DAY, SETTINGS, add, classes, line, open_shop, order, row

BEGIN = dt.date(2024, 1, 1)
CATEGORIES = ("Cà phê", "Trà", "Bánh", "Ly", "Quà tết")
TASTES = ((0.8, 0.1, 0.05, 0.05, 0), (0.05, 0.1, 0.8, 0.05, 0), (0, 0.1, 0.1, 0.4, 0.4))


def tastes(customers: int = 120) -> Facts:
    """Customers of three tastes with six orders each, and one with a single line."""
    chance = np.random.default_rng(3)
    facts = Facts(products=[row("products", product_id=f"p{n}", category_1=name) for n, name in enumerate(CATEGORIES)])
    for n in range(customers):
        facts.customers.append(row("customers", customer_id=f"c{n:03}"))
        for place in range(1 if n == 0 else 6):
            facts.orders.append(order(f"{n}/{place}", f"c{n:03}", BEGIN + int(chance.integers(0, 300)) * DAY))
            product = f"p{chance.choice(5, p=TASTES[n % 3])}"
            facts.order_lines.append(line(f"{n}/{place}", int(chance.integers(50, 150)), product_id=product))
    return facts


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with open_shop(tmp_path_factory.mktemp("needs")) as opened:
        add(opened, tastes())
        assert opened.scheme("needs").class_ids == ("unknown", "mixed")
        opened.refresh()
        yield opened


def test_the_clusters_found_are_the_classes_of_the_scheme(shop):
    counts = shop.classify().counts("needs")
    assert list(counts) == ["unknown", "mixed", "ca_phe", "banh", "qua_tet_ly"]
    assert counts["unknown"] == 1
    assert 1 <= counts["mixed"] <= 0.05 * 120
    assert all(counts[name] > 30 for name in ("ca_phe", "banh", "qua_tet_ly"))
    assert shop.scheme("needs").check(shop.schemes()).proven


def test_many_purchases_and_a_basket_like_no_cluster_are_diverse(shop):
    found = classes(shop)
    mixed = [who for who, each in found.items() if each["needs"] == "mixed"]
    assert {found[who]["familiarity"] for who in mixed} == {"diverse"}
    assert shop.because(mixed[0], "familiarity").sentence("vi").endswith("và nhu cầu thực tế là Nhiều nhu cầu.")


def test_the_reason_names_the_cluster_not_its_id(shop):
    who = next(who for who, each in classes(shop).items() if each["needs"] == "qua_tet_ly")
    assert shop.because(who, "needs").sentence("vi") == f"Khách {who} là Quà tết, Ly vì giỏ hàng gần nhóm nhu cầu “Quà tết, Ly” nhất."


def test_rules_may_ask_for_a_cluster(shop):
    assert len(shop.customers("needs = 'ca_phe' and purchases >= 5")) > 30


def test_a_past_day_has_clusters_of_its_own_under_the_same_names(shop):
    counts = shop.classify(BEGIN + 200 * DAY).counts("needs")
    assert list(counts)[2:] == ["ca_phe", "banh", "qua_tet_ly"]


def test_another_refresh_and_another_opening_keep_the_names(tmp_path):
    with open_shop(tmp_path / "shop", SETTINGS) as shop:
        add(shop, tastes()).refresh()
        said, version = classes(shop), shop.schemes_version()
    with open_shop(tmp_path / "shop", SETTINGS) as shop:
        assert shop.scheme("needs").class_ids[2:] == ("ca_phe", "banh", "qua_tet_ly")
        assert classes(shop) == said
        assert shop.store.sql("SELECT count(*) FROM refreshes") == [(1,)]
        shop.refresh()
        assert (classes(shop), shop.schemes_version()) == (said, version)
