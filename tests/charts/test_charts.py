"""Every chart is plain JSON with the look's rules kept: no animation, bars from zero, tokens for colours, its numbers as a table."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import regulars
from regulars.charts import calibration, ladder, months, pareto
from regulars.charts.figure import NARROW

STATIC = Path(regulars.__file__).parent / "static"
TOKENS = set(re.findall(r"(--[a-z0-9-]+):", (STATIC / "tokens.css").read_text("utf-8")))
FORMATS = set(
    re.findall(
        r"^    (\w+)[:,]", re.search(r"FORMATS = \{(.*?)\n  \};", (STATIC / "figures.js").read_text("utf-8"), re.DOTALL)[1], re.MULTILINE
    )
)

RUNGS = [
    ladder.Rung("Chủ chốt", "r6", 326, 5.2e6, "326", "5,2 triệu", "34,9 %", "35 %"),
    ladder.Rung("Mục tiêu", "r2", 2316, 0, "2.316", "–", "–", "–"),
    ladder.Rung("Khả năng", "r1", 0, 0, "0", "–", "–", "–"),
]
HEADS = ladder.Heads("Số khách", "Bậc", "Chi tiêu", "Doanh thu", "Chi", "Leo")
PAIRS = [calibration.Pair("0–10 %", 0.03, 0.04, "200", "3 %", "4 %"), calibration.Pair("90–100 %", None, 0.95, "5", "–", "95 %")]
NAMES = calibration.Names("khả năng", "Nhóm", "Khách", "Đoán trước", "Đã mua lại")
BARS = [months.Bar("09/2026", 5e6, "5 triệu", "5.000.000 ₫"), months.Bar("10/2026", 4e6, "4 triệu", "4.000.000 ₫")]


def figures():
    curve = [index / 100 for index in range(101)]
    marks = pareto.Names("người mua", ("Người mua", "Doanh thu"), {20: "20 %: 20 %"})
    return {
        "ladder": ladder.ladder(RUNGS, HEADS, "Tiêu đề", "Câu"),
        "pareto": pareto.pareto(curve, marks, [("20 %", "20 %")], "Tiêu đề", "Câu"),
        "calibration": calibration.calibration(PAIRS, NAMES, "Tiêu đề", "Câu"),
        "months": months.months(BARS, ("Tháng", "Doanh thu"), "Tiêu đề", "Câu"),
    }


FIGURES = figures()


def option_of(figure):
    return figure.option.get("baseOption", figure.option)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


@pytest.mark.parametrize("name", FIGURES)
def test_an_option_is_plain_json(name):
    assert json.loads(json.dumps(FIGURES[name].option)) == json.loads(json.dumps(FIGURES[name].option, sort_keys=True))


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_moves(name):
    assert option_of(FIGURES[name])["animation"] is False


@pytest.mark.parametrize("name", FIGURES)
def test_colours_are_tokens_and_formats_exist(name):
    said = list(strings(FIGURES[name].option))
    used = {word[4:-1] for word in said if word.startswith("var(")}
    assert used <= TOKENS
    assert {word[7:] for word in said if word.startswith("format:")} <= FORMATS
    assert [word for word in said if re.fullmatch(r"#[0-9A-Fa-f]{3,8}|rgba?\(.*\)", word)] == []


@pytest.mark.parametrize("name", FIGURES)
def test_the_table_has_a_row_for_each_thing_shown_and_a_cell_for_each_column(name):
    figure = FIGURES[name]
    assert figure.rows
    assert {len(row) for row in figure.rows} == {len(figure.columns)}


@pytest.mark.parametrize("name", FIGURES)
def test_bars_begin_at_zero(name):
    option = option_of(FIGURES[name])
    axes = [axis for key in ("xAxis", "yAxis") for axis in (option[key] if isinstance(option[key], list) else [option[key]])]
    assert all(axis.get("min", 0) == 0 for axis in axes if axis["type"] == "value")


@pytest.mark.parametrize("name", ["ladder", "calibration"])
def test_a_narrow_chart_has_a_form_of_its_own(name):
    narrow, wide = FIGURES[name].option["media"]
    assert narrow["query"] == {"maxWidth": NARROW}
    assert "query" not in wide


def test_the_palest_rungs_have_an_edge_and_an_empty_rung_has_none():
    bars = {series["id"]: series["data"] for series in option_of(FIGURES["ladder"])["series"]}["left"]
    assert [bar["itemStyle"].get("borderWidth", 0) for bar in bars] == [0, 1, 0]


def test_a_rung_below_zero_is_drawn_as_nothing_and_said_as_it_is():
    refunds = replace(RUNGS[0], right=-5.0, right_text="−5")
    figure = ladder.ladder([refunds], HEADS, "", "")
    bar = {series["id"]: series["data"] for series in option_of(figure)["series"]}["right"][0]
    assert (bar["value"], bar["label"]["formatter"]) == (0, "−5")


def test_a_group_too_small_to_say_is_a_gap_and_not_a_zero():
    seen = {series["id"]: series["data"] for series in option_of(FIGURES["calibration"])["series"]}["seen"]
    assert seen[1]["value"] is None


def test_the_last_month_speaks_and_the_highest_says_its_value():
    bars = option_of(FIGURES["months"])["series"][0]["data"]
    assert [bar["label"]["show"] for bar in bars] == [True, True]
    assert [bar["itemStyle"]["color"] for bar in bars] == ["var(--past-up)", "var(--accent)"]
