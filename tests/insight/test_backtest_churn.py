"""Who will not return, as each way foresaw it."""

from __future__ import annotations

from regulars.insight import backtest_churn as told

from .tried import CHURN, UNTRIED, found


def test_of_a_hundred_pairs_so_many_are_ranked_rightly():
    assert told.sentence(found(860.0)).en == "Of 100 pairs of one who did not return and one who did, the outlook ranks 81 rightly"
    assert told.sentence(found(860.0)).vi == "Cứ 100 cặp gồm một khách không quay lại và một khách quay lại, dự báo xếp đúng 81 cặp"


def test_every_way_of_telling_has_a_row_though_it_ranks_nobody():
    rows = told.table(found(860.0), "en")
    assert [row["name"] for row in rows] == ["Pareto/NBD", "Each customer's own gap", "Silent for 180 days"]
    assert [(row["auc"], row["brier"]) for row in rows][1:] == [(0.7, 0.3), (None, 0.4)]


def test_how_many_did_not_order_is_said_with_the_window():
    assert "40% did not order within the return window (90\u00a0days)" in told.notes(CHURN)[0].en


def test_while_the_return_window_lasts_nothing_is_known():
    assert "not known yet" in told.sentence(found(860.0, churn=None)).en
    assert told.table(found(860.0, churn=None), "vi") == []
    assert told.notes(None) == ()
    assert told.sentence(UNTRIED).vi == "Ngắn quá."
