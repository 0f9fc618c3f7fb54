"""How sure classes are: facts are certain, and of those said to be in their class with such a share, that share is there again when they live once more."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from regulars.errors import NotFitted
from regulars.insight.confidence import level
from regulars.refreshing.confidence import drawn_schemes, of_fact
from regulars.schemes import all_schemes

from ..small_shops import DAY, SETTINGS, add, history, open_shop, people
from .lived import recomputed

END = dt.date(2024, 2, 20)
SCHEMES = ("ladder", "lifecycle", "frequency", "premium", "value", "churn", "rfm")


class World:
    """Customers with rates, lives and usual spends of their own, who can live the same days as often as one likes."""

    def __init__(self, customers: int, seed: int, days: int = 600) -> None:
        self.chance, self.days = np.random.default_rng(seed), days
        self.born = self.chance.integers(0, days - 5, customers)
        self.rate = self.chance.gamma(0.9, 1 / 40, customers)
        self.death = self.chance.gamma(1.5, 1 / 500, customers)
        self.usual = 5 * 60_000 / self.chance.gamma(4, 1, customers)

    def lived(self):
        """One life of everybody: the same first day, all else anew."""
        return history({f"c{number:04d}": self._life(number) for number in range(len(self.born))})

    def _life(self, number: int) -> list[tuple[dt.date, int]]:
        born, rate = int(self.born[number]), self.rate[number]
        age = self.days - born
        until = min(age, self.chance.exponential(1 / self.death[number]))
        repeats = self.chance.poisson(rate * until)
        days = np.unique(np.concatenate([[0], np.ceil(self.chance.random(repeats) * until)]).astype(int))
        return [(END - int(age - day) * DAY, int(self.chance.gamma(6, self.usual[number] / 6)) + 1) for day in days]


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with open_shop(tmp_path_factory.mktemp("confidence"), SETTINGS) as opened:
        add(opened, World(250, seed=2).lived())
        opened.refresh(END)
        yield opened


@pytest.fixture(scope="module")
def shares(shop):
    return {row["customer_id"]: row for row in shop.confidence()}


def test_every_class_of_everybody_has_a_share_and_facts_are_certain(shop, shares):
    classes = {row["customer_id"]: row for row in shop.classify()}
    assert classes.keys() == shares.keys()
    for scheme in shop.schemes():
        facts = of_fact(scheme)
        for who, row in classes.items():
            assert 0 <= shares[who][scheme.id] <= 1
            assert row[scheme.id] not in facts or shares[who][scheme.id] == 1
    uncertain = [who for who, row in shares.items() if row["lifecycle"] < 0.6 and classes[who]["lifecycle"] != "new"]
    assert len(uncertain) > 50


def test_what_is_a_fact_and_what_no_draw_can_change():
    named = {scheme.id: scheme for scheme in all_schemes()}
    assert of_fact(named["ladder"]) == {"outside", "suspect", "prospect", "first_buy"}
    assert of_fact(named["lifecycle"]) == {"prospect", "new"} and of_fact(named["churn"]) == {"none"}
    drawn = {scheme.id for scheme in drawn_schemes(tuple(all_schemes()))}
    assert {"ladder", "lifecycle", "value", "frequency", "premium", "benefit", "churn", "rfm", "rfm6", "familiarity"} <= drawn
    assert not drawn & {"age_group", "region", "nps_group", "needs", "influence"}


def test_one_customer_asked_alone_is_told_about_the_same(shop, shares):
    rows = people(shop, END)
    asked = sorted(who for who, row in rows.items() if row["purchases"] > 2)[:12]
    off = [abs(shop.because(who, scheme).confidence - shares[who][scheme]) for who in asked for scheme in ("ladder", "value", "premium")]
    assert max(off) < 0.3 and np.mean(off) < 0.08
    once = next(who for who, row in rows.items() if row["purchases"] == 1)
    assert shop.because(once, "ladder").confidence == 1 and "Certain" in shop.because(once, "ladder").sureness("en")
    assert shop.because(asked[0], "ladder").to_data("vi")["confidence"]["level"] in ("sure", "likely", "uncertain")


def test_the_question_counts_how_many_of_each_class_are_sure(shop, shares):
    found = shop.insight("confidence", scheme="premium")
    rows = {row["class"]: row for row in found.table("en")}
    classes = shop.classify().counts("premium")
    assert {name: rows[name]["customers"] for name in rows} == {name: count for name, count in classes.items() if count}
    assert all(row["sure"] + row["likely"] + row["uncertain"] == row["customers"] for row in rows.values())
    mine = [row["premium"] for row in shares.values()]
    assert sum(row["sure"] for row in rows.values()) == sum(level(share) == "sure" for share in mine)
    assert found.sentence.vi and "%" in found.sentence.en


def test_a_shop_with_no_outlook_says_why_it_cannot_tell(tmp_path):
    with open_shop(tmp_path / "shop") as shop:
        add(shop, history({"c1": [(END, 5)], "c2": []}))
        with pytest.raises(NotFitted) as refused:
            shop.confidence()
        assert refused.value.todo and shop.because("c1", "ladder").confidence is None
        assert shop.insight("confidence").table("vi") == []


@pytest.mark.slow
def test_those_said_to_be_sure_are_there_again_when_they_live_once_more(tmp_path):
    world = World(1_500, seed=5)
    with open_shop(tmp_path / "shop", SETTINGS) as shop:
        add(shop, world.lived())
        shop.refresh(END)
        seen, shares = shop._seen(END), {row["customer_id"]: row for row in shop.confidence()}
        classes = {row["customer_id"]: row for row in shop.classify()}
        again = recomputed(tmp_path, world.lived(), END, seen.bars, seen.schemes, shop._choices(END))[1]
        for scheme in (each for each in seen.schemes if each.id in SCHEMES):
            told = [who for who in classes if classes[who][scheme.id] not in of_fact(scheme)]
            share = np.array([shares[who][scheme.id] for who in told])
            there = np.array([again[who][scheme.id] == classes[who][scheme.id] for who in told])
            assert share.mean() == pytest.approx(there.mean(), abs=0.05), scheme.id
            for low, high in ((0, 0.3), (0.3, 0.6), (0.6, 0.9), (0.9, 1.01)):
                mine = (share >= low) & (share < high)
                if mine.sum() >= 100:  # forty draws are noise enough to put some on the wrong side of an edge
                    assert share[mine].mean() == pytest.approx(there[mine].mean(), abs=0.06 + 1.5 / mine.sum() ** 0.5), (scheme.id, low)
