"""Schemes put to the test on made-up customers of whom it is known which sorting is worth something and which is not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from regulars.models.scoreboard import Horizon as Told
from regulars.models.scoreboard import Measured, by_usefulness, verdicts
from regulars.models.scoring import CAP, SPEND, Followed, Frame, Sample, compare, most_common

NOBODY = frozenset()
PEOPLE = 2_000


@dataclass(frozen=True)
class Made:
    """Customers who differ for good in how much they spend; the profile knows it roughly."""

    worth: np.ndarray
    rng: np.random.Generator

    def day(self, schemes: dict[str, np.ndarray], people: np.ndarray | None = None) -> tuple[Frame, Followed]:
        who = np.arange(len(self.worth)) if people is None else people
        seen = self.worth[who] * np.exp(0.5 * self.rng.normal(size=len(who)))
        bought = self.rng.random(len(who)) < np.clip(self.worth[who] / 4, 0.05, 0.95)
        spend = np.where(bought, self.worth[who] * np.exp(0.5 * self.rng.normal(size=len(who))) * 1e6, 0)
        classes = {"useful": np.digitize(seen, [0.5, 1, 2]), **{name: each[who] for name, each in schemes.items()}}
        numbers = np.column_stack([seen, self.rng.normal(size=len(who))])
        frame = Frame(who, classes, numbers, np.zeros((len(who), 1), int))
        return frame, Followed(spend, bought, {})


@pytest.fixture
def made() -> Made:
    rng = np.random.default_rng(11)
    return Made(np.exp(0.8 * rng.normal(size=PEOPLE)), rng)


@pytest.fixture(scope="module")
def sample() -> Sample:
    return Sample.of(np.random.default_rng(3).integers(0, 2**63, PEOPLE).astype(np.uint64))


def judged(days, sample, **by: str):
    names = [name for name in days[0][0].classes if name not in by]
    wanted = dict.fromkeys(names, SPEND) | by
    return compare(days[0], days[1], sample, wanted, NOBODY)


def told(found, **by: str):
    wanted = dict.fromkeys(found.gini, SPEND) | by
    return {each.scheme: each for each in verdicts([found], wanted, NOBODY, {name: [str(code) for code in range(99)] for name in wanted})}


def test_a_useful_sorting_foretells_much_and_one_by_chance_nothing(made, sample):
    lots = {f"lot{n}": made.rng.integers(0, 2 + n % 7, PEOPLE) for n in range(20)}
    found = told(judged((made.day(lots), made.day(lots)), sample))
    assert found["useful"].explained.low > 0.15
    assert found["useful"].usefulness.value > 0.6
    without = [found[name] for name in lots]
    assert max(abs(each.explained.value) for each in without) < 0.015
    assert sum(each.usefulness.low <= 0 <= each.usefulness.high for each in without) >= 17
    assert sum(each.information.low <= 0 <= each.information.high for each in without) >= 17
    order = by_usefulness(Told(90, (), 0, tuple(found.values())), ["lot0", "useful", *list(lots)[1:]])
    assert order[0] == "useful"


def test_a_class_for_every_thirty_people_foretells_nothing_about_them(made, sample):
    """They are the same people on both days: whoever is fitted on them would seem to know them."""
    lots = {"lot": np.arange(PEOPLE) // 30}
    found = told(judged((made.day(lots), made.day(lots)), sample))
    assert found["lot"].explained.value < 0.01


def test_no_sorting_beats_the_tree_by_more_than_noise(made, sample):
    found = told(judged((made.day({}), made.day({})), sample))["useful"]
    assert found.usefulness.low < 1
    assert found.tree.value > found.explained.value - 0.05


def test_one_day_is_laid_to_itself_by_other_people(made, sample):
    lots = {"lot": np.arange(PEOPLE) // 30}
    day = made.day(lots)
    found = told(judged((day, day), sample))
    assert found["useful"].explained.low > 0.1
    assert found["lot"].explained.value < 0.01


def test_a_sorting_is_judged_on_whoever_is_there_on_each_day(made, sample):
    early, late = np.arange(0, 1200), np.arange(600, PEOPLE)
    found = told(judged((made.day({}, early), made.day({}, late)), sample))
    assert found["useful"].explained.low > 0.1


def test_the_same_customers_give_the_same_numbers(made, sample):
    days = (made.day({}), made.day({}))
    one, two = judged(days, sample), judged(days, sample)
    for name in ("explained", "tree", "gini", "information", "lift"):
        assert (getattr(one, name)["useful"] == getattr(two, name)["useful"]).all()


def test_spend_is_cut_at_its_99th_percentile_and_at_nothing(made, sample):
    """One buyer of a thousandfold, and one who brought everything back, change little."""
    earlier, later = made.day({}), made.day({})
    plain = judged((earlier, later), sample).explained["useful"][0]
    spend = later[1].spend.copy()
    spend[5], spend[6] = 1e12, -1e12
    odd = judged((earlier, (later[0], replace(later[1], spend=spend))), sample).explained["useful"][0]
    assert odd == pytest.approx(plain, abs=0.01)
    assert np.quantile(earlier[1].spend, CAP, method="inverted_cdf") < 1e9


def test_the_lift_is_of_the_class_that_brought_most_before(made, sample):
    days = (made.day({}), made.day({}))
    found = told(judged(days, sample))["useful"]
    cap = np.quantile(days[0][1].spend, CAP, method="inverted_cdf")
    before, after = (np.clip(followed.spend, 0, cap) for _, followed in days)
    means = [before[days[0][0].classes["useful"] == each].mean() for each in range(4)]
    best = int(np.argmax(means))
    assert found.best == str(best)
    assert found.lift.value == pytest.approx(after[days[1][0].classes["useful"] == best].mean() / after.mean())


def labelled(made: Made, taste: np.ndarray, share: float) -> tuple[Frame, Followed]:
    """Days on which so many buy, mostly what they have a taste for; the profile knows the taste as a text."""
    frame, followed = made.day({"taste": taste})
    label = np.where(made.rng.random(PEOPLE) < 0.7, taste, made.rng.integers(0, 4, PEOPLE))
    label = np.where(made.rng.random(PEOPLE) < share, label, -1)
    return replace(frame, texts=taste[:, None]), replace(followed, labels={"category": label})


def test_a_sorting_by_taste_is_judged_by_what_is_bought_next_and_a_tree_that_knows_the_taste_is_no_worse(made, sample):
    taste = made.rng.integers(0, 4, PEOPLE)
    found = told(judged((labelled(made, taste, 0.5), labelled(made, taste, 0.5)), sample, taste="category"), taste="category")
    assert found["taste"].judged_by == "category"
    assert found["taste"].explained.value == pytest.approx(0.7**2, abs=0.07)  # 1 − Σp² of a taste over that of all
    assert found["taste"].usefulness.value == pytest.approx(1, abs=0.05)
    assert found["useful"].judged_by == SPEND


@pytest.mark.parametrize("share", [0.03, 0.0])
def test_where_few_are_known_to_have_bought_anything_a_taste_is_not_judged(made, sample, share):
    taste = made.rng.integers(0, 4, PEOPLE)
    found = told(judged((labelled(made, taste, 0.5), labelled(made, taste, share)), sample, taste="category"), taste="category")
    assert found["taste"].status == "no_outcome"
    assert found["taste"].usefulness is None
    assert found["taste"].gini is not None


def test_where_all_buy_the_same_there_is_nothing_to_foretell(made, sample):
    day = labelled(made, np.zeros(PEOPLE, int), 1.0)
    day = (day[0], replace(day[1], labels={"category": np.zeros(PEOPLE, int)}))
    assert told(judged((day, day), sample, taste="category"), taste="category")["taste"].status == "no_outcome"


def test_a_scheme_whose_classes_were_all_one_then_says_so_and_one_that_waits_is_left_out(made, sample):
    lots = {"alike": np.zeros(PEOPLE, int), "few": (np.arange(PEOPLE) < 10).astype(int)}
    days = (made.day(lots), made.day(lots))
    found = compare(*days, sample, {"alike": SPEND, "few": SPEND, "useful": SPEND}, frozenset(["useful"]))
    assert found.explained == {}
    by = {
        each.scheme: each.status for each in verdicts([found], {"alike": SPEND, "few": SPEND, "useful": SPEND}, frozenset(["useful"]), {})
    }
    assert by == {"alike": "one_class", "few": "one_class", "useful": "waiting"}


def test_below_a_hundred_buyers_or_where_hardly_anybody_spends_nothing_is_judged(made, sample):
    few = np.arange(99)
    assert judged((made.day({}, few), made.day({}, few)), sample).outcomes == NOBODY
    frame, followed = made.day({})
    poor = (frame, replace(followed, spend=np.where(np.arange(PEOPLE) < 10, followed.spend, 0)))
    assert judged((poor, poor), sample).outcomes == NOBODY


def test_the_most_common_come_first_the_lower_among_equals():
    assert most_common(np.array([3, 3, 1, 2, 2, -1, -1, -1, 0]), 3).tolist() == [2, 3, 0]


def test_an_interval_is_centred_on_what_it_is_of():
    draws = np.concatenate([[0.4], np.linspace(0.2, 0.7, 201)])
    found = Measured.of(draws)
    assert (found.low + found.high) / 2 == pytest.approx(found.value) == pytest.approx(0.4)
    assert found.high - found.low == pytest.approx(0.95 * 0.5)
    assert Measured.of(np.array([np.nan, 0.3])) is None
    assert Measured.of(None) is None
