"""The Net Promoter Score, and a margin that does not shrink to nothing when few people agree."""

from __future__ import annotations

import ibis
import numpy as np
import pytest

from regulars.insight.nps import Nps, nps, sentence, table


def answered(*scores):
    return nps(ibis.memtable([{"nps": score} for score in scores], schema={"nps": "int32"}))


def test_promoters_less_detractors_in_per_cent_of_all_answers():
    found = answered(10, 9, 8, 7, 6, 0, None)
    assert found == Nps(2, 2, 2)
    assert (found.n, found.score) == (6, 0.0)


def test_surveys_on_one_to_ten_keep_their_groups():
    assert answered(1, 6, 7, 8, 9, 10) == Nps(2, 2, 2)


def test_without_answers_nothing_is_claimed():
    found = answered(None, None)
    assert (found.n, found.score, found.low, found.high) == (0, None, None, None)
    assert "–" not in sentence(found).vi
    assert [row["share"] for row in table(found)] == [None, None, None]


def test_three_unanimous_answers_are_not_certain():
    found = answered(10, 9, 10)
    assert found.score == 100
    assert found.low == pytest.approx(-10.12, abs=0.01)
    assert found.high == 100


def test_the_margin_narrows_with_answers_and_holds_the_score():
    few, many = Nps(6, 2, 2), Nps(600, 200, 200)
    assert few.low < many.low < few.score < many.high < few.high
    assert many.high - many.low == pytest.approx(2 * 1.96 * 80 / 1000**0.5, rel=0.01)


@pytest.mark.parametrize("n", [3, 8, 20])
def test_ninety_five_times_of_a_hundred_the_truth_lies_within(n):
    chance = np.random.default_rng(n)
    held = []
    for promoters, passives in ((0.5, 0.3), (0.8, 0.1), (0.2, 0.5), (0.34, 0.33)):
        truth = 100 * (promoters - (1 - promoters - passives))
        for up, even, down in chance.multinomial(n, [promoters, passives, 1 - promoters - passives], 500):
            found = Nps(int(up), int(even), int(down))
            held.append(found.low <= truth <= found.high)
    assert np.mean(held) >= 0.94


def test_the_sentence_tells_score_number_and_margin():
    said = sentence(Nps(50, 30, 20))
    assert said.vi == "NPS là 30, từ 100 câu trả lời. Con số thật của mọi khách có lẽ nằm trong khoảng 14 đến 45."
    assert said.en == "The NPS is 30, from 100 answers. Over all customers it probably lies between 14 and 45."
    assert "from 1 answer." in sentence(Nps(1, 0, 0)).en
