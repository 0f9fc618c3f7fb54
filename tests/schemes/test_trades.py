"""Sensible in every trade: everyone in one class of each scheme, classes of a size that tells something, and classes that foretell who returns."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator

import pandas as pd
import pytest

from regulars.demo import recovered
from regulars.demo.trades import TRADES

from .trades import Made, made

FEW, MANY = 0.01, 0.90
FURTHER = (pytest.mark.slow, pytest.mark.many)
# From so many customers on, one in a hundred is somebody.
ENOUGH = 100
ASCENDING = ("lost", "lapsed", "slipping", "active")
IN_CLASS, DAYS = 20, 3
# The others take their time.
QUICK = ("grocer", "tiny")
# So many found, and luck cannot be it.
CLEAR = 25


@pytest.fixture(scope="module", params=[name if name in QUICK else pytest.param(name, marks=FURTHER) for name in TRADES])
def trade(request, tmp_path_factory) -> Iterator[Made]:
    one = made(tmp_path_factory.mktemp(request.param), request.param)
    yield one
    one.shop.close()


def test_every_customer_is_in_exactly_one_class_of_every_scheme(trade):
    schemes = trade.shop.schemes()
    assert trade.classes["customer_id"].is_unique
    assert len(trade.classes) == trade.files.counts["customers"]
    for scheme in schemes:
        assert trade.classes[scheme.id].notna().all(), scheme.id
        assert set(trade.classes[scheme.id]) <= set(scheme.class_ids), scheme.id


def test_a_class_of_nearly_nobody_or_nearly_everybody_says_why(trade):
    if len(trade.classes) < ENOUGH:
        assert (trade.classes["rfm"] == "none").all()  # too few customers to rank, and so it says
        return
    unexplained = []
    for scheme in trade.shop.schemes():
        if scheme.id in trade.waiting():
            assert scheme.waiting.vi, scheme.id
            continue
        share = trade.classes[scheme.id].value_counts(normalize=True).reindex(scheme.class_ids, fill_value=0.0)
        odd = share[(share < FEW) | (share > MANY)].round(4)
        unexplained += [(scheme.id, id, part) for id, part in odd.items() if scheme.class_named(id).uneven is None]
    assert unexplained == []


def test_what_is_true_of_people_is_found_clearly_better_than_by_chance(trade):
    known = trade.shop.customers().ibis.select(*recovered.COLUMNS).to_pyarrow().to_pylist()
    every = recovered.recovered(known, trade.files.truth, trade.name)
    found = [each for each in every if each.found >= CLEAR and (each.found <= MANY * each.of or each.id == "needs")]
    for each in found:
        spread = math.sqrt(each.found * each.chance * (1 - each.chance))
        assert each.both > each.found * each.chance + 2 * spread, each
    assert len(trade.classes) < ENOUGH or {"left", "best"} <= {each.id for each in found}


def followed(trade: Made, days: int) -> dict[str, tuple[int, float]]:
    """For each class of the lifecycle how many were in it on past days, and the share that bought within the window that followed."""
    bought, people, back = trade.bought(), Counter(), Counter()
    window = trade.lifecycle(trade.files.ends)[1]
    for step in range(1, days + 1):
        day = trade.files.ends - dt.timedelta(days=window * step)
        if day <= trade.files.starts + dt.timedelta(days=window):
            break
        classes, _ = trade.lifecycle(day)
        after = bought[(bought["day"] > day) & (bought["day"] <= day + dt.timedelta(days=window))]
        returned = pd.Series(classes.index.isin(after["customer_id"]), index=classes.index)
        people.update(classes)
        back.update(classes[returned])
    return {name: (people[name], back[name] / people[name]) for name in ASCENDING if people[name]}


def sensible(rates: dict[str, tuple[int, float]]) -> bool:
    """The better the class, the more of it returned, as far as there are enough people to tell."""
    share = [rates[name][1] for name in ASCENDING if rates.get(name, (0,))[0] >= IN_CLASS]
    return len(share) > 1 and share == sorted(set(share))


def test_the_lost_return_less_than_the_lapsed_less_than_the_slipping_less_than_the_active(trade):
    if len(trade.classes) < ENOUGH:
        return
    rates = followed(trade, 2 if trade.name in QUICK else DAYS)
    assert sensible(rates), rates
