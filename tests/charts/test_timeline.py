"""The timeline: dots by amount, today, the days to come."""

from __future__ import annotations

import datetime as dt

from regulars.charts import timeline
from regulars.charts.timeline import Span, Turn, note
from regulars.words import Words

TODAY = dt.date(2026, 11, 20)
ROWS = [{"day": TODAY - dt.timedelta(days=40 * n), "amount": 400_000 + 10_000 * n} for n in range(1, 20)]
LIKELY = Span(dt.date(2026, 11, 26), dt.date(2026, 12, 21), Words("nhiều khả năng mua", "likely to buy"))
TURNS = (Turn(dt.date(2027, 3, 11), Words("Đã rời", "Lapsed"), "bad"), Turn(dt.date(2027, 1, 9), Words("Đang rời", "Slipping")))


def series(figure, id):
    return next((one for one in figure.option["baseOption"]["series"] if one["id"] == id), None)


def test_only_the_last_purchases_are_drawn_and_the_others_counted():
    drawn = timeline(ROWS, today=TODAY)
    assert len(series(drawn, "dots")["data"]) == 13 and len(drawn.rows) == 19
    assert series(drawn, "earlier")["data"][0]["label"]["formatter"] == "6 lần trước 06/2025"


def test_the_area_of_a_dot_is_its_amount():
    drawn = timeline([{"day": TODAY, "amount": 100_000}, {"day": TODAY - dt.timedelta(days=9), "amount": 400_000}], today=TODAY)
    big, small = (dot["symbolSize"] for dot in series(drawn, "dots")["data"])
    assert big == 22 and small == 11


def test_what_is_to_come_stands_in_the_table_too():
    drawn = timeline(ROWS, today=TODAY, span=LIKELY, turns=TURNS, lang="en")
    assert drawn.rows[:3] == (("11 Mar 2027", "Lapsed"), ("9 Jan 2027", "Slipping"), ("26 Nov 2026–21 Dec 2026", "likely to buy"))
    assert (
        series(drawn, "turn-0")["lineStyle"]["color"] == "var(--watch-fill)"
        and series(drawn, "turn-1")["lineStyle"]["color"] == "var(--bad-fill)"
    )
    assert "11 Mar 2027: Lapsed" in drawn.label


def test_names_of_turns_that_lie_near_each_other_do_not_meet():
    near = (TURNS[1], Turn(dt.date(2027, 1, 20), Words("Đã rời", "Lapsed"), "bad"))
    drawn = timeline(ROWS, today=TODAY, turns=near)
    heights = [series(drawn, f"turn-{at}")["data"][1]["value"][1] for at in (0, 1)]
    assert heights[0] > heights[1]


def test_amounts_of_a_day_are_one_dot_and_their_unit_is_said_once():
    drawn = timeline([{"day": TODAY, "amount": 30_000}, {"day": TODAY, "amount": 12_000}], today=TODAY)
    assert [dot["label"]["formatter"] for dot in series(drawn, "dots")["data"]] == ["42"]
    assert note(ROWS, "vi", "VND") == "mỗi chấm một lần mua, số là nghìn ₫" and note(ROWS, "en", "USD") == "a dot is a purchase, in $"


def test_nobody_who_never_bought_has_an_empty_chart():
    assert timeline([], today=TODAY).rows == () and "Chưa có" in timeline([], today=TODAY).label
