"""Answers that take long go on where they were stopped, and are given anew once the numbers are others."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.edition import answer_slowly, prepared, printed
from regulars.refreshing import days_before, replayed_days
from regulars.shop import Shop
from regulars.words import Words

from ..small_shops import add, open_shop, random_shop


class GiveWay(Exception):
    """Something else is put."""


@pytest.fixture
def shop(tmp_path: Path):
    with add(open_shop(tmp_path / "shop"), random_shop(9, customers=60)) as opened:
        opened.choose(replay_months=0, try_on_past=False)
        printed(opened)
        yield opened


def keys(shop: Shop) -> set[str]:
    return prepared.kept(shop.store, shop.last_day(), prepared.state_of(shop))


def times_told(shop: Shop, most: int | None = None) -> int:
    """How many questions are asked in a turn; given up before the one after `most`."""
    told = 0

    def tell(_: Words, share: float | None) -> None:
        nonlocal told
        if most is not None and told >= most:
            raise GiveWay
        told += 1

    answer_slowly(shop, tell)
    return told


@pytest.mark.slow
def test_answers_go_on_where_they_were_stopped(shop: Shop):
    before = keys(shop)
    with pytest.raises(GiveWay):
        times_told(shop, 3)
    some = keys(shop) - before
    assert some
    asked = len(list(prepared.slow(shop)))  # a few cannot be answered, and are asked again
    assert times_told(shop) == asked - len(some)
    assert keys(shop) > some | before


@pytest.mark.many
@pytest.mark.slow
def test_answers_of_before_give_way_once_the_past_is_told(shop: Shop):
    assert keys(shop)
    wanted = days_before(shop.store, 1, 1)
    shop.replay(1, weeks=1)
    assert set(wanted) == set(replayed_days(shop.store))
    assert not keys(shop)
    prepared.keep(shop.store, shop.last_day(), prepared.state_of(shop), {})
    assert not prepared.read(shop.store)
