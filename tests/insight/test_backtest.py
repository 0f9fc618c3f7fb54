"""What is said of a backtest, in both languages, and its tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regulars.insight import backtest as told
from regulars.models.calibration import Tenth

from .tried import HIGH, LOW, UNTRIED, found


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
    assert told.sentence(UNTRIED).vi == "Ngắn quá."
    assert told.notes(UNTRIED) == ()
    for lang in ("vi", "en"):
        assert told.table(UNTRIED, lang) == []


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


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_way_has_a_row_for_all_windows_and_then_for_each(lang):
    rows = told.table(found(860.0, 1_030.0), lang)
    assert [list(row) for row in rows] == [list(told.COLUMNS)] * 9
    assert [row["origin"] for row in rows[:3]] == [None] * 3
    assert [row["chosen"] for row in rows[:3]] == [True, False, False]
    assert rows[0]["name"] == {"vi": "Pareto/NBD (đang dùng)", "en": "Pareto/NBD (in force)"}[lang]
    assert (rows[1]["spend_seen"], rows[2]["log_score"]) == (None, None)
    assert len(told.table(found(860.0), lang)) == 3
