"""The charts of movement: bands of those who moved, a matrix, bars both ways, curves of those who stay."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from regulars import charts
from regulars.charts.flow import MOST
from regulars.charts.option import NARROW

from .tables import BY_MONTH, MOVEMENT, RUNGS, STAYING

LONG = "Khách hàng doanh nghiệp mua quà tặng, hộp Tết và dụng cụ pha chế cho văn phòng"


def series_of(figure, id):
    return next(each for each in figure.option["baseOption"]["series"] if each["id"] == id)


def narrow_of(figure):
    form = figure.option["media"][0]
    assert form["query"] == {"maxWidth": NARROW}
    return {each["id"]: each for each in form["option"]["series"]}


def move(a, b, people, **values):
    return {"name": f"N{a}", "other_name": f"N{b}", "customers": people, **values}


# Bands


def test_only_those_who_moved_are_bands_up_in_blue_and_down_in_brick():
    links = {link["id"]: link for link in series_of(charts.flow(MOVEMENT), "flow")["links"]}
    assert len(links) == sum(row["direction"] is not None for row in MOVEMENT)
    up, down = links["Mua lặp lại → Mua thường xuyên"]["lineStyle"], links["Mua thường xuyên → Mua lặp lại"]["lineStyle"]
    assert (up["color"], up["opacity"]) == ("var(--well)", 0.28)
    assert (down["color"], down["opacity"]) == ("var(--leaving)", 0.55)


def test_each_side_says_how_many_left_and_how_many_came_in_the_order_of_the_table():
    nodes = series_of(charts.flow(MOVEMENT), "flow")["data"]
    left = [node for node in nodes if node["depth"] == 0]
    assert [node["name"] for node in left] == [name for _, name, _ in RUNGS]
    assert [node["exact"] for node in left] == ["34 đi", "109 đi", "101 đi", "302 đi", "391 đi"]
    assert [node["exact"] for node in nodes if node["depth"] == 1] == ["45 đến", "111 đến", "390 đến", "391 đến"]


def test_a_move_for_two_reasons_is_one_band():
    figure = charts.flow([move(1, 2, 3, cause="time"), move(1, 2, 4, cause="bar")])
    assert [(link["id"], link["value"]) for link in series_of(figure, "flow")["links"]] == [("N1 → N2", 7)]
    assert figure.rows == (("N1", "N2", "7"),)


def test_who_came_and_who_is_gone_are_no_bands():
    rows = [move(1, 2, 3, **{"class": None, "other_class": "b"}), move(1, 2, 4, **{"class": "a", "other_class": None})]
    assert charts.flow(rows).rows == ()


def test_beyond_twelve_bands_the_smallest_are_one_and_the_table_has_all():
    figure = charts.flow([move(at, at + 1, 100 - at) for at in range(20)])
    links = series_of(figure, "flow")["links"]
    assert len(links) == MOST + 1
    assert (links[-1]["id"], links[-1]["value"]) == ("khác → khác", sum(100 - at for at in range(MOST, 20)))
    assert len(figure.rows) == 20


def test_on_a_phone_the_bands_are_a_list_of_from_to_and_how_many():
    series = narrow_of(charts.flow(MOVEMENT))
    assert series["flow"] == {"id": "flow", "data": [], "links": []}
    said = [bar["label"]["formatter"] for bar in series["text0"]["data"]]
    assert said[0] == "Khách hàng mục tiêu → Mua lần đầu"
    assert series["bars"]["data"][0]["label"]["formatter"] == "391"


def test_a_scheme_without_an_order_has_bands_in_one_quiet_colour():
    links = series_of(charts.flow([move(1, 2, 30), move(2, 3, 4)]), "flow")["links"]
    assert {link["lineStyle"]["color"] for link in links} == {"var(--gone)"}


# The matrix


def test_a_cell_says_the_share_of_the_class_before_and_the_diagonal_stands_back():
    cells = {cell["name"]: cell for cell in series_of(charts.transitions(MOVEMENT), "cells")["data"]}
    assert (cells["Mua lặp lại"]["fill"], cells["Mua lặp lại"]["text"]) == ("var(--sunk)", "97\u00a0%")
    moved = cells["Mua lần đầu → Mua lặp lại"]
    assert (moved["text"], moved["exact"], moved["fill"]) == ("8\u00a0%", "302 (8\u00a0%)", "var(--r3)")


def test_a_share_of_too_few_is_a_dash_and_the_number_is_in_the_table():
    figure = charts.transitions([move(1, 1, 9, share=None), move(1, 2, 3, share=None)])
    assert [cell["text"] for cell in series_of(figure, "cells")["data"]] == ["–", "–"]
    assert figure.rows == (("N1", "N1", "9", "–"), ("N1", "N2", "3", "–"))


def test_shares_of_a_move_for_two_reasons_are_added():
    figure = charts.transitions([move(1, 2, 10, share=0.1), move(1, 2, 20, share=0.2)])
    assert figure.rows == (("N1", "N2", "30", "30\u00a0%"),)


def test_more_classes_than_have_room_for_their_names_are_numbered():
    rows = [move(a, b, 30, share=0.1) for a in range(9) for b in range(9)]
    figure = charts.transitions(rows)
    assert figure.option["baseOption"]["xAxis"]["data"] == [str(at + 1) for at in range(9)]
    assert figure.option["baseOption"]["yAxis"]["data"][8] == "9\u00a0\u00a0N8"


def test_where_they_went_off_the_record_is_a_column_named_beneath_the_cells_of_a_phone():
    figure = charts.transitions([move(1, 1, 30, share=0.5), move(1, 2, 30, share=0.5)])
    titles = [title["text"] for title in figure.option["media"][0]["option"]["title"]]
    assert titles[1] == "2\u00a0\u00a0N2"


# Bars both ways


def test_periods_are_added_over_their_classes_and_the_last_one_speaks():
    figure = charts.moves(BY_MONTH)
    up, down = (series_of(figure, way)["data"] for way in ("up", "down"))
    assert (up[-1]["value"], down[-1]["value"]) == (40 * 2 + 11 * 4, -(30 * 2 + 3 * 4))
    assert [bar["itemStyle"]["color"] for bar in up[-2:]] == ["var(--past-up)", "var(--well)"]
    assert [bar["itemStyle"]["color"] for bar in down[-2:]] == ["var(--past-down)", "var(--leaving)"]
    assert figure.rows[-1] == ("11/2026", "124", "72")


def test_on_a_phone_only_the_first_and_the_last_period_say_their_numbers():
    shown = [bar["label"]["show"] for bar in narrow_of(charts.moves(BY_MONTH))["up"]["data"]]
    assert (shown[0], shown[-1], any(shown[1:-1])) == (True, True, False)


@pytest.mark.parametrize(("lang", "named"), [("vi", ["13/11", "20/11"]), ("en", ["13 Nov", "20 Nov"])])
def test_weeks_are_named_by_their_last_day(lang, named):
    rows = [{"until": dt.date(2026, 11, day), "up": 5, "down": None} for day in (20, 13)]
    figure = charts.moves(rows, lang=lang)
    assert [row[0] for row in figure.rows] == named
    assert [row[2] for row in figure.rows] == ["–", "–"]
    assert series_of(figure, "down")["data"][0]["value"] is None


def test_only_the_last_periods_asked_for_are_drawn():
    assert [row[0] for row in charts.moves(BY_MONTH, last=2).rows] == ["10/2026", "11/2026"]


# Curves


def test_a_curve_goes_down_in_steps_and_ends_where_it_is_not_known():
    figure = charts.staying(STAYING)
    lines = [each for each in figure.option["baseOption"]["series"] if each["type"] == "line"]
    assert {line["step"] for line in lines} == {"end"}
    assert lines[0]["data"][-1][0] == 275
    assert lines[1]["data"][-1][0] == 365


def test_the_table_says_when_half_have_left_and_the_share_on_round_days():
    rows = {row[0]: row[1:] for row in charts.staying(STAYING).rows}
    assert rows["Mua lần đầu"] == ("61", "70\u00a0%", "48\u00a0%", "23\u00a0%", "1\u00a0%")
    assert rows["Khách hàng chủ chốt"][0] == "–"
    assert rows["Khách hàng chủ chốt"][-1] == "–"


def test_names_keep_apart_however_near_their_curves_end():
    rows = [{"name": f"Nhóm {at}", "days": day, "staying": 1.0 if day == 0 else 0.4} for at in range(8) for day in (0, 30)]
    figure = charts.staying(rows)
    heights = sorted(point["value"][1] for point in series_of(figure, "names")["data"])
    apart = 17 / (figure.height - 60)
    assert all(above - below >= apart for below, above in pairwise(heights))
    assert heights[-1] <= 1.1


def test_a_long_name_is_wrapped_and_never_cut():
    figure = charts.staying([{**row, "name": LONG} for row in STAYING if row["colour"] == "r6"])
    said = series_of(figure, "names")["data"][0]["label"]["formatter"]
    assert " ".join(said.replace("{mark|■}", "").split()) == LONG


def test_a_class_of_which_nothing_is_known_has_a_row_and_no_curve():
    rows = [{"name": "ít", "days": 0, "staying": None}, *STAYING]
    figure = charts.staying(rows)
    assert figure.rows[0] == ("ít", "–", "–", "–", "–", "–")
    assert len([each for each in figure.option["baseOption"]["series"] if each["type"] == "line"]) == 5
