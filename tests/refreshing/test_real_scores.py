"""The schemes of real shops put to the test, beside pandas over the files themselves."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

import regulars

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wholesaler(data, tmp_path_factory):
    with regulars.open(tmp_path_factory.mktemp("real") / "wholesaler") as shop:
        shop.load(data / "online_retail" / "online_retail.parquet", currency="GBP")
        yield shop


@pytest.fixture(scope="module")
def grocer(data, tmp_path_factory):
    folder = data / "completejourney"
    with regulars.open(tmp_path_factory.mktemp("real") / "grocer") as shop:
        shop.load(folder / "transactions.parquet", folder / "products.parquet", folder / "demographics.parquet", currency="USD")
        yield shop


def verdicts(board, days: int) -> dict:
    horizon = next(each for each in board.horizons if each.days == days)
    return {each.scheme: each for each in horizon.verdicts}


def spent(data, day: dt.date, days: int) -> pd.Series:
    """Net pence by customer in the days after a day, by hand from the file."""
    lines = pd.read_parquet(data / "online_retail" / "online_retail.parquet")
    lines = lines[lines.CustomerID.notna()]
    when = pd.to_datetime(lines.InvoiceDate).dt.normalize()
    lines = lines[(when > pd.Timestamp(day)) & (when <= pd.Timestamp(day + dt.timedelta(days=days)))]
    cents = (lines.Quantity * lines.UnitPrice * 100).astype(float)
    return (np.sign(cents) * np.floor(cents.abs().round(6) + 0.5)).groupby(lines.CustomerID.astype(float).astype(int).astype(str)).sum()


def foretold(shop, data, scheme: str, days: tuple[dt.date, ...]) -> float:
    """The share of spend foretold from one day to the next, the class means fitted on all of the earlier day."""
    found = []
    for before, after in pairwise(days):
        sides = []
        for day in (before, after):
            profile = shop.profile(day).to_pandas()
            buyers = set(profile[profile.purchases > 0].customer_id)
            classes = shop.classify(day, [scheme]).to_pandas().set_index("customer_id")[scheme]
            classes = classes[classes.index.isin(buyers)]
            sides.append((classes, spent(data, day, 90).reindex(classes.index).fillna(0).clip(lower=0)))
        cap = np.sort(sides[0][1])[int(np.ceil(0.99 * len(sides[0][1]))) - 1]
        means = sides[0][1].clip(upper=cap).groupby(sides[0][0]).mean()
        said, seen = sides[1][0].map(means), sides[1][1].clip(upper=cap)
        said = said * seen.sum() / said.sum()
        found.append(1 - ((seen - said) ** 2).sum() / ((seen - seen.mean()) ** 2).sum())
    return float(np.mean(found))


def test_what_the_wholesalers_classes_foretold_is_what_pandas_finds(wholesaler, data):
    """Pandas fits on everybody, the board on other customers only: a little less."""
    board = wholesaler.scoreboard()
    found = verdicts(board, 90)
    for scheme in ("premium", "ladder", "value", "frequency"):
        assert found[scheme].explained.value == pytest.approx(foretold(wholesaler, data, scheme, board.leading.origins), abs=0.02), scheme


def test_the_wholesaler_is_judged_by_three_windows_of_ninety_days_and_one_of_its_return_window(wholesaler):
    board = wholesaler.scoreboard()
    assert [(each.days, len(each.origins)) for each in board.horizons] == [(90, 3), (180, 1)]
    assert board.leading.days == 90
    found = verdicts(board, 90)
    assert found["premium"].usefulness.value == pytest.approx(0.82, abs=0.08)
    assert found["ladder"].usefulness.value == pytest.approx(0.73, abs=0.08)
    assert found["region"].status == found["needs"].status == "waiting"


@pytest.mark.many
def test_a_grocers_age_groups_and_needs_are_judged_by_what_is_bought_next(grocer):
    board = grocer.scoreboard()
    assert board.leading.days == board.window == 30
    found = verdicts(board, 30)
    assert found["premium"].usefulness.value == pytest.approx(0.89, abs=0.08)
    assert found["age_group"].judged_by == "category"
    assert found["age_group"].usefulness.low <= 0 <= found["age_group"].usefulness.high
    assert found["needs"].explained.value < 0.05
    assert found["needs"].usefulness.value < found["ladder"].usefulness.value


@pytest.mark.parametrize("name", ["wholesaler", "grocer"])
def test_no_scheme_of_a_real_shop_beats_the_tree_by_more_than_noise(request, name):
    for each in request.getfixturevalue(name).scoreboard().horizons:
        assert [found.scheme for found in each.verdicts if found.usefulness and found.usefulness.low > 1] == []
