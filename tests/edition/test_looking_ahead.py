"""Whose class will change by time alone: told beforehand, and true once the days have gone by."""

from __future__ import annotations

import datetime as dt

import pytest

from regulars.edition import Edition, Moved, printed
from regulars.errors import InputError
from regulars.refreshing import told
from regulars.shop import Shop

from ..small_shops import add, open_shop, random_shop

SCHEMES = ("lifecycle", "ladder", "value", "frequency")


@pytest.fixture(scope="module")
def ahead(tmp_path_factory):
    home = tmp_path_factory.mktemp("ahead") / "shop"
    with add(open_shop(home), random_shop(5, customers=200)) as shop:
        shop.refresh(shop.last_day())
        shop.look_ahead()
        printed(shop)
    return home


def test_those_told_to_change_class_by_time_alone_do_so_when_nobody_does_anything(ahead):
    edition = Edition.latest(ahead)
    assert edition is not None
    assert edition.looks_ahead
    with Shop(ahead) as shop:
        now = {row["customer_id"]: row for row in shop.classify(edition.as_of, schemes=SCHEMES)}
        for days in (7, 30):
            later = {row["customer_id"]: row for row in shop.classify(edition.as_of + dt.timedelta(days=days), schemes=SCHEMES)}
            for scheme in SCHEMES:
                page = edition.people(moved=Moved(scheme, -days), limit=1000)
                expected = {(id, now[id][scheme], later[id][scheme]) for id in now if now[id][scheme] != later[id][scheme]}
                assert {(row["customer_id"], row["moved_from"], row["moved_to"]) for row in page.rows} == expected
                assert {row["moved_cause"] for row in page.rows} <= {"time"}
        assert any(edition.count(moved=f"{scheme}:-30").people for scheme in SCHEMES)


def test_a_way_or_a_class_narrows_those_to_come(ahead):
    edition = Edition.latest(ahead)
    whole = edition.people(moved="lifecycle:-30", limit=1000).rows
    down = edition.people(moved="lifecycle:-30:down", limit=1000).rows
    slipping = edition.people(moved="lifecycle:-30:::slipping", limit=1000).rows
    assert down
    assert len(down) <= len(whole)
    assert [row["customer_id"] for row in slipping] == [row["customer_id"] for row in whole if row["moved_to"] == "slipping"]


def test_where_it_was_not_told_nobody_is_listed(edition: Edition):
    assert not edition.looks_ahead
    assert edition.count(moved="lifecycle:-30").people == 0


def test_it_is_told_once_for_a_day_and_state(ahead):
    with Shop(ahead) as shop:
        before = shop.store.sql("SELECT count(*) FROM main.coming")
        shop.look_ahead()
        assert shop.store.sql("SELECT count(*) FROM main.coming") == before
        assert told(shop.store).days


def test_days_ahead_stand_in_an_address_with_a_minus():
    assert Moved.parse("ladder:-30::key_account") == Moved("ladder", -30, None, "key_account")
    assert str(Moved("ladder", -30, None, "key_account")) == "ladder:-30::key_account"
    assert Moved.parse("ladder:-30").ahead == 30
    assert Moved.parse("ladder:30").ahead is None
    for wrong in ("ladder:--3", "ladder:-", "ladder:1-1"):
        with pytest.raises(InputError):
            Moved.parse(wrong)


def test_the_numbers_and_the_history_of_a_rule_are_told(edition: Edition):
    assert [number.id for number in edition.numbers("ladder")] == ["key_from"]
    ((since, found),) = edition.rule_history("ladder")
    assert found is None
    assert since <= dt.datetime.now(dt.UTC)
