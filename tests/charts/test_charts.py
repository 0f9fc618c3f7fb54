"""Every chart is plain JSON with the look's rules kept: no animation, bars from zero, tokens for colours, its numbers as a table."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import regulars
from regulars import charts
from regulars.charts import vietnam
from regulars.charts.option import NARROW
from regulars.charts.rounds import cuts
from regulars.errors import InputError
from regulars.intake.places import PROVINCES

from .tables import (
    ABROAD,
    CALIBRATION,
    CATEGORIES,
    CLASSES,
    COHORTS,
    COUNT,
    EXPECTED,
    FIRST,
    LADDER,
    MONTHS,
    NAME,
    REGIONS,
    RFM,
    SCHEMES,
    TABLES,
)

STATIC = Path(regulars.__file__).parent / "static"
TOKENS = set(re.findall(r"(--[a-z0-9-]+):", (STATIC / "tokens.css").read_text("utf-8")))
SCRIPT = (STATIC / "figures.js").read_text("utf-8")
FORMATS = set(re.findall(r"^      (\w+): ", re.search(r"    return \{(.*?)\n    \};", SCRIPT, re.DOTALL)[1], re.MULTILINE))
DRAWN = set(re.findall(r"^    (\w+): function", re.search(r"DRAWN = \{(.*?)\n  \};", SCRIPT, re.DOTALL)[1], re.MULTILINE))
LONG = "Khách hàng doanh nghiệp mua quà tặng, hộp Tết và dụng cụ pha chế cho văn phòng ở Thừa Thiên Huế và Nguyễn Thượng Hiền " * 2


def drawn(name, rows=None, **asked):
    return getattr(charts, name)(TABLES[name] if rows is None else rows, **asked)


FIGURES = {name: drawn(name) for name in TABLES}


def option_of(figure):
    return figure.option.get("baseOption", figure.option)


def series_of(figure):
    return {series["id"]: series["data"] for series in option_of(figure)["series"]}


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
    written = json.dumps(FIGURES[name].option, allow_nan=False)
    assert json.loads(written) == json.loads(json.dumps(FIGURES[name].option, sort_keys=True))


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_moves(name):
    assert option_of(FIGURES[name])["animation"] is False


@pytest.mark.parametrize("name", FIGURES)
def test_colours_are_tokens_and_formats_and_shapes_exist(name):
    said = list(strings(FIGURES[name].option))
    used = {word[4:-1] for word in said if word.startswith("var(")}
    assert used <= TOKENS
    assert {word[7:] for word in said if word.startswith("format:")} <= FORMATS
    assert {word[5:] for word in said if word.startswith("draw:")} <= DRAWN
    assert [word for word in said if re.fullmatch(r"#[0-9A-Fa-f]{3,8}|rgba?\(.*\)", word)] == []


@pytest.mark.parametrize("name", FIGURES)
def test_the_table_has_a_row_for_each_thing_shown_and_a_cell_for_each_column(name):
    figure = FIGURES[name]
    assert figure.rows
    assert {len(row) for row in figure.rows} == {len(figure.columns)}


@pytest.mark.parametrize("name", sorted(set(FIGURES) - {"class_bars"}))
def test_bars_begin_at_zero(name):
    option = option_of(FIGURES[name])
    axes = [
        axis for key in ("xAxis", "yAxis") if key in option for axis in (option[key] if isinstance(option[key], list) else [option[key]])
    ]
    assert all(axis.get("min", 0) == 0 for axis in axes if axis["type"] == "value")


@pytest.mark.parametrize("name", sorted(set(FIGURES) - {"pareto", "months"}))
def test_a_narrow_chart_has_a_form_of_its_own(name):
    narrow, *_, wide = FIGURES[name].option["media"]
    assert narrow["query"] == {"maxWidth": NARROW}
    assert "query" not in wide


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_sentence_read_in_its_place_holds_the_title_and_the_language(name, lang):
    figure = drawn(name, lang=lang)
    assert figure.label.startswith(figure.title) or name == "months"
    assert figure.lang == lang
    if lang == "en":
        assert not re.search("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", " ".join((figure.title, *figure.columns)))


@pytest.mark.parametrize("name", FIGURES)
def test_a_title_given_is_the_title(name):
    assert drawn(name, title="Điều đã thấy").title == "Điều đã thấy"


@pytest.mark.parametrize("name", FIGURES)
def test_a_table_without_rows_is_a_sentence_and_not_an_empty_chart(name):
    figure = drawn(name, [])
    assert figure.rows == ()
    assert option_of(figure)["title"][0]["text"] == "Chưa có dòng nào để vẽ."


@pytest.mark.parametrize("name", FIGURES)
def test_one_row_is_enough(name):
    assert len(drawn(name, TABLES[name][:1]).rows) >= 1


@pytest.mark.parametrize("name", COUNT)
@pytest.mark.parametrize("value", [0, -5, None])
def test_nothing_less_than_nothing_and_unknown_are_drawn_and_said(name, value):
    rows = [{**TABLES[name][0], COUNT[name]: value}, *TABLES[name][1:]]
    said = {0: "0", -5: "−5", None: "–"}[value]
    assert any(cell.startswith(said) for row in drawn(name, rows).rows for cell in row)


@pytest.mark.parametrize("name", sorted(set(NAME) - {"region_map"}))
def test_a_long_name_is_wrapped_and_never_cut(name):
    figure = drawn(name, [{**row, NAME[name]: LONG} for row in TABLES[name]])
    joined = " ".join(" ".join(strings(figure.option)).split())
    assert LONG.strip() in joined
    assert figure.narrow > FIGURES[name].narrow


@pytest.mark.parametrize("name", ["ladder", "class_bars", "expected", "two_sided", "ages"])
def test_sixty_rows_make_a_chart_ten_times_as_high(name):
    rows = [{**TABLES[name][0], NAME[name]: f"Nhóm {number}"} for number in range(60)]
    assert drawn(name, rows).height > 60 * 28
    assert len(drawn(name, rows).rows) == 60


def test_the_palest_rungs_have_an_edge_and_an_empty_rung_has_none():
    rows = [*LADDER, {**LADDER[-1], "colour": "r1", "customers": 0}]
    assert [bar["itemStyle"].get("borderWidth", 0) for bar in series_of(drawn("ladder", rows))["left"]] == [0, 0, 0, 1, 0]


def test_a_rung_below_zero_is_drawn_as_nothing_and_said_as_it_is():
    bar = series_of(drawn("ladder", [{**LADDER[0], "spend_per_customer": -5.0}]))["right"][0]
    assert (bar["value"], bar["label"]["formatter"]) == (0, "−5")


def test_rungs_without_a_colour_take_the_steps_of_the_ramp():
    rows = [{name: value for name, value in row.items() if name != "colour"} for row in LADDER]
    colours = [bar["itemStyle"]["color"] for bar in series_of(drawn("ladder", rows))["left"]]
    assert (colours[0], colours[-1], len(set(colours))) == ("var(--r6)", "var(--r1)", 4)


def test_the_steps_of_a_ladder_stand_beneath_its_names_when_asked_for():
    assert "↑ 35 %" in " ".join(strings(drawn("ladder", steps=True).option)).replace("\u00a0", " ")
    assert "↑" not in " ".join(strings(drawn("ladder").option))


def test_a_group_too_small_to_say_is_a_gap_and_not_a_zero():
    figure = drawn("calibration", [{**CALIBRATION[0], "customers": 19}, CALIBRATION[1]])
    assert series_of(figure)["seen"][0]["value"] is None
    assert figure.rows[0][-1] == "–"


def test_the_last_month_speaks_and_the_highest_says_its_value():
    bars = series_of(drawn("months", [{**MONTHS[0], "revenue": 900_000_000}, *MONTHS[1:3]]))["months"]
    assert [bar["label"]["show"] for bar in bars] == [True, False, True]
    assert [bar["itemStyle"]["color"] for bar in bars] == ["var(--past-up)", "var(--past-up)", "var(--accent)"]


def test_a_month_that_the_table_leaves_out_is_a_gap_and_not_a_zero():
    bars = series_of(drawn("months", [MONTHS[0], MONTHS[3]]))["months"]
    assert [bar["value"] is None for bar in bars] == [False, True, True, False]


def test_only_the_last_months_asked_for_are_drawn():
    assert [row[0] for row in drawn("months", last=2).rows] == ["09/2026", "10/2026"]


def test_the_curve_is_read_between_two_points_and_never_beyond_its_ends():
    figure = charts.pareto([{"buyers_percent": 0, "revenue_share": 0.0}, {"buyers_percent": 40, "revenue_share": 0.8}])
    assert [row[1] for row in figure.rows[:5]] == ["20\u00a0%", "40\u00a0%", "60\u00a0%", "80\u00a0%", "–"]


def test_a_loss_runs_left_of_the_zero_line():
    figure = drawn("class_bars", measure="margin")
    assert [bar["value"] for bar in series_of(figure)["bars"]] == [800_000_000, -90_000_000, 0]
    assert option_of(figure)["xAxis"][1]["min"] == -90_000_000
    assert [row[1] for row in figure.rows] == ["800.000.000\u00a0₫", "−90.000.000\u00a0₫", "–"]


def test_what_is_expected_stands_in_the_colour_of_its_class_above_what_was():
    found = series_of(FIGURES["expected"])
    assert [bar["itemStyle"]["color"] for bar in found["coming"]] == ["var(--r6)", "var(--r5)", "var(--r2)"]
    assert {bar["itemStyle"]["color"] for bar in found["was"]} == {"var(--past-up)"}
    scale = option_of(FIGURES["expected"])["xAxis"][1]
    assert (scale["min"], scale["max"]) == (0, 812_000_000)
    assert strings_of(FIGURES["expected"], "text2") == ["−21\u00a0%", "+3\u00a0%", "–"]


def test_what_was_given_back_runs_left_of_the_zero_line():
    figure = drawn("expected", [EXPECTED[0], {**EXPECTED[1], "spend_365d": -90_000_000}])
    assert option_of(figure)["xAxis"][1]["min"] == -90_000_000
    assert figure.rows[1][3] == "−90.000.000\u00a0₫"


def test_a_class_is_drawn_by_money_that_has_no_share():
    rows = [{"name": "a → b", "one_point": 2_000_000}, {"name": "b → c", "one_point": None}]
    figure = charts.class_bars(rows, measure="one_point", lang="en")
    assert figure.columns == ("Class", "One point more, ₫")
    assert [row[1] for row in figure.rows] == ["2,000,000\u00a0₫", "–"]


def test_a_measure_that_cannot_be_drawn_is_refused_with_those_that_can():
    with pytest.raises(InputError) as raised:
        drawn("class_bars", measure="profit")
    assert "margin" in raised.value.todo.en


def test_a_square_of_the_map_stands_at_its_scores_with_the_colour_of_its_class_at_the_edge():
    square = next(cell for cell in series_of(FIGURES["rfm_map"])["cells"] if cell["value"] == [4, 0])
    assert (square["strip"], square["text"], square["words"]) == ("var(--r6)", "100", "Vô địch")
    assert len(series_of(FIGURES["rfm_map"])["cells"]) == len(RFM)


def test_a_period_not_complete_is_blank_and_a_small_cohort_says_no_share():
    figure = FIGURES["cohorts"]
    assert len(series_of(figure)["cells"]) == sum(row["retention"] is not None for row in COHORTS)
    assert figure.rows[3][2:] == ("–", "–", "–", "", "", "")
    assert figure.rows[0][2:4] == ("100\u00a0%", "20\u00a0%")


def test_the_period_in_which_everyone_is_there_stands_back():
    fills = {tuple(cell["value"]): cell["fill"] for cell in series_of(FIGURES["cohorts"])["cells"]}
    assert (fills[0, 0], fills[1, 0]) == ("var(--sunk)", "var(--r4)")


def test_where_periods_do_not_fit_every_third_is_drawn_from_the_first_on_and_the_table_has_all():
    rows = [{**COHORTS[0], "period": period, "retention": 0.3} for period in range(24)]
    figure = charts.cohorts(rows)
    assert option_of(figure)["xAxis"]["data"] == ["0", *(str(period) for period in range(1, 24, 3))]
    assert len(figure.columns) == 26


@pytest.mark.parametrize(("second", "named", "head"), [("2026-04-01", "Q1/2026", "Quý 0"), ("2027-01-01", "2026", "Năm 0")])
def test_cohorts_of_quarters_and_years_are_named_as_such(second, named, head):
    figure = charts.cohorts([{**COHORTS[0], "cohort": "2026-01-01"}, {**COHORTS[0], "cohort": second}])
    assert (figure.rows[0][0], figure.columns[2]) == (named, head)


def test_a_scheme_stands_beside_the_line_of_the_best_sorting_on_one_scale():
    figure = FIGURES["usefulness"]
    series = series_of(figure)
    assert [each["value"] for each in series["bars"]] == [0.354, 0.34, 0, 0.008]
    assert [each["value"][0] for each in series["best"]] == [each["tree"] for each in SCHEMES]
    assert option_of(figure)["xAxis"][1]["max"] == 0.467
    assert figure.rows[2][1].startswith("−0,6")
    assert figure.rows[0][3:] == ("82\u00a0%", "72\u00a0% – 92\u00a0%")


def test_a_scheme_that_was_not_judged_is_left_out_and_one_whose_tree_is_not_known_has_no_line():
    rows = [{**SCHEMES[0], "explained": None}, {**SCHEMES[1], "tree": None}]
    figure = drawn("usefulness", rows)
    assert [row[0] for row in figure.rows] == ["6 cấp độ khách hàng"]
    assert series_of(figure)["best"][0]["symbolSize"] == 0


def test_two_sides_take_the_first_columns_of_their_kind_or_those_asked_for():
    assert charts.two_sided(FIRST).columns[:4] == ("Món mua đầu tiên", "Người mua", "Thành khách cao cấp", "So với chung")
    assert charts.two_sided(CATEGORIES, right="premium_share").columns[2] == "Thành khách cao cấp"


def test_a_share_with_its_range_says_both_in_the_table():
    assert charts.two_sided(FIRST).rows[1][3:] == ("2,2\u00a0lần", "17,6\u00a0%", "26,4\u00a0%")


def test_ages_are_named_by_their_ends_and_the_unknown_stand_back():
    figure = drawn("ages", lang="en")
    assert [row[0] for row in figure.rows] == ["up to 17", "18–24", "25–34", "55 and over", "age not known"]
    assert [bar["itemStyle"]["color"] for bar in series_of(figure)["bars"]][-2:] == ["var(--r4)", "var(--slight)"]


@pytest.mark.parametrize(("currency", "said"), [("VND", "5.203.000\u00a0₫"), ("USD", "52.030,00\u00a0$"), ("XXX", "52.030,00")])
def test_money_is_read_in_the_minor_units_of_its_currency(currency, said):
    assert drawn("ladder", currency=currency).rows[0][2] == said


def test_classes_know_their_share_by_the_measure():
    assert drawn("class_bars", CLASSES, measure="orders").columns[1:] == ("Số đơn", "Phần đơn")


def test_a_former_province_is_counted_with_the_one_it_went_into():
    assert drawn("region_map").rows[0][:2] == ("Đà Nẵng", "6.620")


def test_every_province_of_the_mosaic_is_drawn_and_those_without_customers_stand_back():
    land = series_of(FIGURES["region_map"])["land"]
    assert {item["name"] for item in land} == set(PROVINCES)
    assert sum(item["fill"] == "var(--sunk)" for item in land) == len(PROVINCES) - 5


def test_the_mosaic_has_the_islands_with_the_provinces_they_belong_to():
    cells = vietnam.cells()
    assert max(column for column, _ in cells["Đà Nẵng"]) > 28
    assert max(column for column, _ in cells["Khánh Hòa"]) > 28
    assert {"Hoàng Sa", "Trường Sa"} <= {item["text"] for item in series_of(FIGURES["region_map"])["names"]}


def test_a_ramp_of_five_is_cut_on_round_numbers():
    scale = series_of(FIGURES["region_map"])["scale"][0]["steps"]
    assert [step["text"] for step in scale] == ["từ 5.000", "1.000–5.000", "500–1.000", "100–500", "dưới 100"]
    assert [step["fill"] for step in scale] == ["var(--r6)", "var(--r4)", "var(--r3)", "var(--r2)", "var(--r1)"]


@pytest.mark.parametrize(
    ("values", "found"),
    [([], []), ([5, 5], []), ([1, 2, 3], [2, 3]), ([60, 6100], [100, 500, 1000, 5000]), ([100, 130, 180], [120, 140, 160, 180])],
)
def test_round_numbers_part_the_values(values, found):
    assert cuts(values) == found


def test_another_land_is_points_and_what_has_no_place_is_in_the_list():
    figure = charts.region_map(ABROAD, lang="en")
    assert [item["name"] for item in series_of(figure)["land"]] == ["London", "Leeds"]
    assert "Nowhere" in strings_of(figure, "list-names")


def test_places_without_a_map_are_a_list():
    figure = charts.region_map([{**row, "latitude": None, "longitude": None} for row in ABROAD])
    assert series_of(figure)["bars"][0]["name"] == "London"


def test_more_places_than_fit_are_one_row_of_the_list_and_all_are_in_the_table():
    rows = [{**REGIONS[0], "province": f"Nơi {number}", "customers": 5} for number in range(15)]
    figure = charts.region_map([*REGIONS, *rows])
    assert "10 nơi khác" in strings_of(figure, "list-names")
    assert len(figure.rows) == 20


def test_those_whose_place_is_not_known_stand_last_in_grey():
    figure = charts.region_map([{**REGIONS[0], "province": None, "customers": 99_999}, *REGIONS])
    assert figure.rows[-1][0] == "không rõ"
    assert series_of(figure)["list-bars"][-1]["itemStyle"]["color"] == "var(--slight)"


def strings_of(figure, series):
    return [item["label"]["formatter"] for item in series_of(figure)[series]]
