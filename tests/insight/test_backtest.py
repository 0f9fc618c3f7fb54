"""What is said of a backtest, in both languages, and its tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from regulars.insight import backtest as told
from regulars.models.backtest import Backtest, Churn, Errors, Group, Ranking, Trial
from regulars.models.calibration import Tenth
from regulars.schemes import scheme_named
from regulars.words import Words

AS_OF = dt.date(2025, 6, 30)
LOW = (Tenth(0, 900, 0.05, 0.06), Tenth(2, 40, 0.25, 0.275))
HIGH = (*LOW, Tenth(6, 50, 0.66, 0.62), Tenth(9, 50, 0.94, 0.9))
CHURN = Churn(90, 1_000, 0.4, (Ranking("pareto_nbd", 0.81, 0.15), Ranking("own_gap", 0.7, 0.3), Ranking("silent_180_days", None, 0.4)))


def trial(origin: dt.date | None, predicted: float = 860.0, tenths: tuple[Tenth, ...] = HIGH, churn: Churn | None = CHURN) -> Trial:
    orders = (
        Errors("pareto_nbd", 0.8, 1.7, 0.67, predicted, 1_000.0, -1.0),
        Errors("mbg_nbd", 0.8, 1.8, 0.66, 810.0, 1_000.0, -1.1),
        Errors("status_quo", 1.0, 2.2, None, 1_470.0, 1_000.0),
    )
    spend = (Errors("pareto_nbd", 10.0, 20.0, 0.5, 9e6, 1e7), Errors("status_quo", 20.0, 30.0, 0.5, 1.5e7, 1e7))
    deciles = tuple(Group(str(at), 100, at * 10.0, at * 11.0) for at in range(1, 11))
    ladder = (Group("first_buy", 700, 100.0, 80.0), Group("frequent", 19, 70.0, 90.0), Group("rebuy", 281, 690.0, 830.0))
    return Trial(origin, 1_000, orders, spend, deciles, {"ladder": ladder}, {30: tenths, 60: tenths, 90: tenths}, churn)


def found(*predicted: float, **asked) -> Backtest:
    days = (AS_OF - dt.timedelta(days=180 * place) for place in range(1, 9))
    trials = tuple(trial(origin, each, **asked) for origin, each in zip(days, predicted, strict=False))
    return Backtest(AS_OF, 180, "pareto_nbd", trials, trial(None, sum(predicted) / len(predicted), **asked))


def test_of_a_hundred_said_to_return_so_many_did():
    said = told.sentence(found(860.0))
    assert said.en == "Of 100 customers we said would return within 30\u00a0days, 76 did."
    assert said.vi == "Cứ 100 khách được đoán là sẽ quay lại trong 30\u00a0ngày thì 76 người đã quay lại."
    assert any("80 of 100 were expected" in note.en and "the 100 customers" in note.en for note in told.notes(found(860.0)))


def test_where_too_few_were_said_to_return_the_likeliest_are_told_of_instead():
    said = told.sentence(found(860.0, tenths=(*LOW, Tenth(7, 19, 0.75, 0.7))))
    assert said.en == "Of 100 customers whose chance to return within 30\u00a0days we put at 20–30%, 28 did."
    assert said.vi == "Cứ 100 khách được đoán có khả năng quay lại trong 30\u00a0ngày là 20–30\u00a0% thì 28 người đã quay lại."


def test_a_window_of_sixty_days_stands_in_where_thirty_have_too_few():
    whole = found(860.0)
    short = replace(whole, pooled=replace(whole.pooled, chances={30: LOW, 60: HIGH, 90: HIGH}))
    assert told.sentence(short).en == "Of 100 customers we said would return within 60\u00a0days, 76 did."


def test_a_handful_of_customers_have_no_share():
    assert told.sentence(found(860.0, tenths=(Tenth(7, 19, 0.75, 0.7),))).en.startswith("Fewer than 20 buyers")


def test_what_could_not_be_tried_says_why_and_has_no_rows():
    untried = Backtest(AS_OF, reason=Words("Ngắn quá.", "Too short."))
    assert told.sentence(untried).vi == "Ngắn quá."
    assert told.notes(untried) == ()
    for lang in ("vi", "en"):
        assert told.table(untried, lang) == told.group_table(untried, None, lang) == told.churn_table(untried, lang) == []


def test_one_window_only_is_said_and_the_band_is_its_error():
    notes = [note.en for note in told.notes(found(860.0))]
    assert notes[0].startswith("One window only: the 180\u00a0days after 1 Jan 2025 were hidden")
    assert "Orders in total: 860 foreseen, 1,000 seen, off by −14%." in notes
    assert (
        "Were it off by as much as seen, a forecast of a total may turn out: orders −14% to +16%, spend −10% to +11%. "
        "That is the band beside a forecast." in notes
    )
    assert not any(note.startswith("Window by window") for note in notes)


def test_several_windows_are_named_with_the_range_of_their_errors():
    notes = [note.en for note in told.notes(found(860.0, 1_030.0))]
    assert notes[0].startswith("Tried on 2 windows that do not overlap: the 180\u00a0days after 1 Jan 2025 and 5 Jul 2024")
    assert "Window by window the total was off by −14% to +3%." in notes
    assert "may turn out: orders −14% to +16%" in notes[4]


def test_the_model_is_said_to_be_chosen_for_its_score_only_where_it_had_the_higher_one():
    notes = " ".join(note.en for note in told.notes(found(860.0)))
    assert "Pareto/NBD is in force since" in notes
    other = replace(found(860.0), chosen="mbg_nbd")
    assert "is in force since" not in " ".join(note.en for note in told.notes(other))


def test_pairs_ranked_rightly_are_told_of_every_way_that_ranks():
    (said,) = [note for note in told.notes(found(860.0)) if "pairs" in note.en]
    assert said.en.endswith("ranked rightly: Pareto/NBD 81; Each customer's own gap 70.")
    assert said.vi.startswith("40\u00a0% không mua lần nào")
    assert "not known yet" in told.notes(found(860.0, churn=None))[-1].en


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_way_has_a_row_for_all_windows_and_then_for_each(lang):
    rows = told.table(found(860.0, 1_030.0), lang)
    assert [list(row) for row in rows] == [list(told.COLUMNS)] * 9
    assert [row["origin"] for row in rows[:3]] == [None] * 3
    assert [row["chosen"] for row in rows[:3]] == [True, False, False]
    assert rows[0]["name"] == {"vi": "Pareto/NBD (đang dùng)", "en": "Pareto/NBD (in force)"}[lang]
    assert (rows[1]["spend_seen"], rows[2]["log_score"]) == (None, None)
    assert len(told.table(found(860.0), lang)) == 3


def test_groups_stand_as_the_scheme_orders_them_and_a_small_one_says_no_number():
    rows = told.group_table(found(860.0), scheme_named("ladder"), "en")
    assert [row["class"] for row in rows] == ["frequent", "rebuy", "first_buy"]
    assert [rows[0][name] for name in ("customers", "orders_seen", "orders_error", "each_seen")] == [19, None, None, None]
    assert rows[2]["orders_error"] == pytest.approx(0.25)
    deciles = told.group_table(found(860.0), None, "vi")
    assert [row["name"] for row in deciles][::9] == ["Phần mười thứ 1", "Phần mười thứ 10"]
    assert deciles[4]["each_predicted"] == pytest.approx(0.5)
