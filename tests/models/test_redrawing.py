"""Customers drawn again: what a draw counts and sums, and how it spreads where the truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.models.purchasing import MODELS
from regulars.models.redrawing import DRAWN, Bought, redrawn
from regulars.models.spending import GammaGamma

PARETO = MODELS["pareto_nbd"].model(0.9, 40.0, 0.6, 300.0)
MBG = MODELS["mbg_nbd"].model(0.9, 40.0, 0.8, 4.0)
SPEND = GammaGamma(6.0, 4.0, 200_000.0)


def bought(rows: list[tuple[int, int, int, int]]) -> Bought:
    return Bought(*(np.array(column) for column in zip(*rows, strict=True)))


def by_customer(said, rows: int) -> dict[str, np.ndarray]:
    return {name: np.asarray(column).reshape(rows, -1) for name, column in said.items()}


@pytest.mark.parametrize("model", [PARETO, MBG], ids=["pareto_nbd", "mbg_nbd"])
def test_a_draw_is_a_possible_history(model):
    known = bought([(1, 0, 0, 5), (1, 0, 400, 90_000), (3, 200, 700, 300_000), (60, 650, 700, 9_000_000), (2, 1, 1, 0), (5, 30, 5_000, 7)])
    said = redrawn(known, model, SPEND, 500, seed=1)
    assert list(said) == list(DRAWN) and {len(column) for column in said.values()} == {3_000}
    drawn = by_customer(said, 6)
    age = known.age_days[:, None]
    assert (drawn["purchases"] >= 1).all() and (drawn["purchases_365d"] <= drawn["purchases"]).all()
    assert (drawn["purchases_90d"] <= drawn["purchases_365d"]).all() and (drawn["active_days"] <= age).all()
    assert ((drawn["purchases"] == 1) == (drawn["active_days"] == 0)).all()
    assert ((drawn["span"] >= 0) & (drawn["span"] <= drawn["active_days"])).all() and (drawn["gaps"] <= 10).all()
    assert (drawn["spend"] >= drawn["spend_365d"]).all() and (drawn["spend_365d"] >= drawn["spend_90d"] + drawn["spend_prev_90d"] - 2).all()
    assert (drawn["spend_90d"] >= 0).all()
    recent = drawn["active_days"] > age - 90
    assert (drawn["purchases_90d"][recent & (drawn["purchases"] > 1)] >= 1).all()
    assert (drawn["purchases_90d"][~recent & (age >= 90)] == 0).all()


def test_the_same_seed_gives_the_same_draws_and_another_does_not():
    known = bought([(3, 200, 700, 300_000)])
    first, again, other = (redrawn(known, PARETO, SPEND, 50, seed)["spend"] for seed in (1, 1, 2))
    assert (first == again).all() and (first != other).any()


def test_one_purchase_tells_little_and_many_tell_much():
    drawn = by_customer(redrawn(bought([(2, 400, 700, 10**5), (80, 690, 700, 8 * 10**6)]), PARETO, SPEND, 4_000, 3), 2)["purchases"]
    rare, regular = drawn - 1
    assert rare.std() / rare.mean() > 2 * regular.std() / regular.mean()
    assert regular.mean() > 5 * rare.mean()


def test_without_a_spend_model_each_purchase_is_worth_their_own_mean():
    said = redrawn(bought([(4, 90, 200, 400)]), PARETO, None, 100, seed=5)
    assert (said["spend"] == said["purchases"] * 100).all()


@pytest.mark.parametrize("name", ["pareto_nbd", "mbg_nbd"])
def test_counts_by_window_are_those_of_lives_lived_day_by_day(name):
    """Purchases of the last 365 and 90 days in draws against plain simulation from the same rates: means and spreads agree."""
    chance = np.random.default_rng(8)
    model, age, people = MODELS[name].model(*((0.9, 40.0, 0.6, 300.0) if name == "pareto_nbd" else (0.9, 40.0, 0.8, 4.0))), 600, 20_000
    once = Bought(np.full(people, 4), np.full(people, 300), np.full(people, age), np.full(people, 400))
    rate, drop = (column.ravel() for column in model.rates(once.purchases - 1, once.active_days, once.age_days, 1, chance))
    found = np.zeros((people, 3))
    for place in range(people):
        gaps = np.cumsum(chance.exponential(1 / rate[place], size=200))
        if name == "pareto_nbd":
            gaps = gaps[gaps < chance.exponential(1 / max(drop[place], 1e-12))]
        else:
            gaps = gaps[: int(np.floor(np.log(chance.random()) / np.log1p(-min(drop[place], 1 - 1e-12))))]
        at = np.concatenate([[0.0], gaps[gaps <= age]])
        found[place] = len(at), (at > age - 365).sum(), (at > age - 90).sum()
    again = redrawn(once, model, None, 1, seed=4)
    for place, column in enumerate(("purchases", "purchases_365d", "purchases_90d")):
        mean, spread = found[:, place].mean(), found[:, place].std()
        assert abs(again[column].mean() - mean) < 5 * spread / np.sqrt(people), column
        assert again[column].std() == pytest.approx(spread, rel=0.1), column
