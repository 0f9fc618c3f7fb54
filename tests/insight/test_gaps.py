"""What the data lacks, what waits for it, and whether the chances held."""

from __future__ import annotations

import datetime as dt

import ibis
import pytest

from regulars.insight import calibration
from regulars.insight.bars import in_force
from regulars.insight.gaps import FEATURES, KINDS, Holdings, gaps, holdings
from regulars.insight.market import Market
from regulars.insight.readiness import Need, known_counts, needs_of, waits
from regulars.insight.revenue import Year
from regulars.models.bars import Bars
from regulars.models.calibration import Calibration, Tenth
from regulars.models.rhythm import Rhythm
from regulars.models.scales import Scale
from regulars.rules import c
from regulars.schemes import all_schemes, scheme_named
from regulars.vocabulary import FEATURES as VOCABULARY

DAY = dt.date(2026, 11, 20)
YEAR = Year(DAY, 100, 100, 50, 40)


def held(**known):
    return Holdings(100, 80, dict.fromkeys(FEATURES, 100) | known, 0)


def test_every_gap_asks_about_features_that_exist():
    assert set(FEATURES) <= set(VOCABULARY)
    assert all(kind.name.vi and kind.hides.vi and kind.todo.vi for kind in KINDS)


def test_nothing_is_called_missing_where_everything_is_known():
    assert gaps(held(), YEAR, DAY, DAY - dt.timedelta(days=800)) == []


def test_what_comes_with_purchases_is_asked_of_buyers_only():
    assert gaps(held(promo_order_share=80), YEAR, DAY, DAY - dt.timedelta(days=800)) == []
    found = gaps(held(promo_order_share=40), YEAR, DAY, DAY - dt.timedelta(days=800))
    assert found[0].seen.vi == "Mới có của 40\u00a0khách (50\u00a0%)."
    assert found[0].hides.vi.startswith("Với những khách còn lại: không biết")


def test_unknown_buyers_and_a_short_history_come_first():
    year = Year(DAY, 100, 85, 50, 40)
    found = gaps(Holdings(100, 80, dict.fromkeys(FEATURES, 0), 7), year, DAY, DAY - dt.timedelta(days=373))
    assert found[0].seen.vi == "15,0\u00a0% doanh thu 365 ngày không rõ của ai."
    assert found[1].seen.vi == "Mới có 374\u00a0ngày, từ 12/11/2025. 7\u00a0khách có thể đã mua từ trước đó."
    assert len(found) == 2 + len(KINDS)
    assert found[2].seen.vi == "Chưa có của khách nào."


def test_holdings_are_counted_in_the_engine():
    columns = {name: [None, "x"] for name in FEATURES} | {
        "customer_id": ["a", "b"],
        "days_since_last": [4, None],
        "first_is_first": [False, None],
    }
    found = holdings(ibis.memtable(columns), ("nps",))
    assert (found.customers, found.buyers, found.unsure, found.known["age"]) == (2, 1, 1, 1)


def test_a_scheme_waits_until_something_it_needs_is_known():
    nps = scheme_named("nps_group")
    assert waits(needs_of({"nps": 0}, [nps])["nps_group"])
    assert not waits(needs_of({"nps": 3}, [nps])["nps_group"])
    assert not waits(needs_of({}, [scheme_named("ladder")])["ladder"])
    assert not waits((Need("province", 0), Need("distance_km", 5)))


def test_a_feature_the_profile_does_not_have_is_known_of_nobody():
    assert known_counts(ibis.memtable({"age": [30, None]}), ("age", "nps")) == {"age": 1, "nps": 0}


def test_every_scheme_that_can_wait_says_how_to_get_its_data():
    assert [scheme.id for scheme in all_schemes() if scheme.needs and not (scheme.waiting.vi and scheme.waiting.en)] == []


def test_the_worst_tenth_is_told_and_small_tenths_are_left_out():
    tenths = (Tenth(0, 200, 0.05, 0.09), Tenth(5, 100, 0.55, 0.48), Tenth(9, 5, 0.95, 0.20))
    found = Calibration(DAY, 90, 305, tenths, 0.71, 0.67)
    assert calibration.worst_gap(found) == pytest.approx(0.07)
    assert calibration.sentence(found).vi == "Giấu 90\u00a0ngày cuối rồi đoán: lệch nhiều nhất 7\u00a0điểm phần trăm so với thực tế"
    assert "xếp đúng 71 cặp; chỉ đếm ngày im lặng thì đúng 67 cặp" in calibration.method(found).vi


def test_without_a_trial_it_says_why():
    assert calibration.sentence(None).vi == "Dữ liệu chưa đủ dài để thử lại khả năng mua lại."
    assert calibration.worst_gap(None) is None


@pytest.fixture
def bars():
    scale = Scale(cuts=(100_000.0, 5_290_000.0), ranks=(0, 50, 90), above=(0.9, 0.4, 0.0))
    rhythm = Rhythm(41.0, 90, 50, 500, (), ())
    return Bars(1, DAY, DAY, 100, 80, rhythm, 7, {"spend_365d": scale})


def test_bars_are_said_in_the_shops_own_money_and_days(bars):
    rules = [(c.is_frequent == True) & (c.spend_365d_pct >= 90), c.return_chance < 0.3, c.windows_silent > 2]  # noqa: E712
    assert [words.vi for words in in_force(rules, bars, "VND")] == [
        "Mua thường xuyên: từ 7 lần trong 365 ngày.",
        "Chi tiêu cao hơn 90 % người mua đang hoạt động: trên 5,29\u00a0triệu\u00a0₫ trong 365 ngày.",
        "Một kỳ mua lại của tiệm dài 90\u00a0ngày; khách thường mua cách nhau 41\u00a0ngày.",
    ]


def test_bars_that_are_not_fitted_are_not_said(bars):
    assert in_force([c.spend_pct >= 80, c.orders >= 2], bars, "VND") == []


def test_the_market_is_told_as_far_as_it_is_known():
    assert Market().words(5) is None
    assert Market(people=10_000).words(12_260).vi == "Khoảng 10.000\u00a0người hợp chân dung; tiệm đang biết 12.260\u00a0khách."
