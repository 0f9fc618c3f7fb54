"""What another number would do, said of the class it stands in; against the people who would really move."""

from __future__ import annotations

import datetime as dt

import pytest

from regulars.insight import tried_number

from ..small_shops import add, open_shop, random_shop

END = dt.date(2024, 3, 1)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with add(open_shop(tmp_path_factory.mktemp("tried")), random_shop(11, customers=300)) as made:
        made.refresh(END)
        yield made


def keys(shop) -> set[str]:
    return {row["customer_id"] for row in shop.classify(END, schemes=["ladder"]) if row["ladder"] == "key_account"}


def test_a_lower_bar_lets_some_in_and_nobody_out(shop):
    change = shop.preview("ladder", END, key_from=20).proposed[0]
    moves, becomes = tried_number.said(change, "key_account")
    row = change.class_named("key_account")
    assert row.entered.customers > 0
    assert row.left.customers == 0
    assert f"{row.entered.customers}\u00a0khách vào “Khách hàng chủ chốt”, không ai ra." == moves.vi
    assert f"{len(keys(shop)) + row.entered.customers}\u00a0khách" in becomes.vi


def test_a_higher_bar_lets_some_out(shop):
    change = shop.preview("ladder", END, key_from=99).proposed[0]
    row = change.class_named("key_account")
    assert row.left.customers > 0
    assert tried_number.said(change, "key_account")[0].en.endswith("leave “Key account”, nobody enters it.")


def test_the_share_of_revenue_is_of_all_classes(shop):
    change = shop.preview("ladder", END, key_from=0).proposed[0]
    whole = sum(each.after.revenue for each in change.classes)
    assert tried_number.share_of_revenue(change, "key_account") == change.class_named("key_account").after.revenue / whole


def test_the_same_number_moves_nobody(shop):
    change = shop.preview("ladder", END, key_from=90).proposed[0]
    assert tried_number.said(change, "key_account")[0].en == "Nobody enters or leaves “Key account”."
    assert tried_number.examples(change) == []


def test_some_of_those_who_would_move_are_named(shop):
    change = shop.preview("ladder", END, key_from=20).proposed[0]
    told = tried_number.examples(change, 2)
    assert len(told) == 2
    assert {id for _, id, _ in told} & keys(shop) == set()
