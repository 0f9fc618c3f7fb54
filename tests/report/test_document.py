"""The document asks one question a page, says its finding, and leaves out what the data cannot answer."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace

import pytest

from regulars.insight.market import Market
from regulars.models.scoreboard import Horizon, Measured, Scoreboard, Shape, Verdict
from regulars.report import document, study
from regulars.report.columns import text
from regulars.report.pages import demand, ladder, movement, outlook, schemes
from regulars.report.value import Cell, Chart, ClassTable, Note, Pair, Table
from regulars.words import LANGUAGES, Words

QUESTIONS = (
    *("opening", "ladder", "movement", "climbing", "months", "concentration", "equity", "spend_at_risk", "lifecycle", "value", "frequency"),
    *(
        "cohorts",
        "price",
        "regions",
        "region",
        "age_group",
        "rfm",
        "rfm6",
        "unclassified",
        "calibration",
        "backtest",
        "backtest_groups",
        "waiting",
        "gaps",
    ),
    *(
        "opening",
        "ladder",
        "movement",
        "climbing",
        "months",
        "demand",
        "demand_groups",
        "concentration",
        "lifecycle",
        "value",
        "frequency",
        "cohorts",
    ),
    *("price", "regions", "region", "age_group", "rfm", "rfm6", "unclassified", "calibration", "waiting", "gaps"),
)


def blocks(made, id, kind):
    return [block for page in made.pages if page.id == id for block in page.blocks if isinstance(block, kind)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_question_the_shop_can_answer_has_its_page_once(documents, lang):
    ids = [page.id for page in documents["whole", lang].pages]
    assert len(ids) == len(set(ids))
    assert set(QUESTIONS) <= set(ids)
    assert (ids[0], ids[1], ids[-1]) == ("opening", "ladder", "gaps")


@pytest.mark.parametrize("which", ["whole", "tiny", "empty"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_says_a_finding_and_bears_it_out(documents, which, lang):
    for page in documents[which, lang].pages:
        assert page.subject
        assert page.question
        assert page.heading
        assert page.blocks, page.id


def test_a_shop_that_sold_nothing_is_told_what_it_lacks_and_shown_no_chart(documents):
    made = documents["empty", "vi"]
    assert made.pages[-1].id == "gaps"
    assert not [block for page in made.pages for block in page.blocks if isinstance(block, Chart) and not block.table.rows]


def test_every_table_has_as_many_cells_as_columns_and_no_key_twice(documents):
    for _, table in documents["whole", "vi"].tables():
        keys = [column.key for column in table.columns]
        assert len(keys) == len(set(keys)), table.id
        assert {len(row) for row in table.rows} <= {len(keys)}, table.id


def test_a_scheme_is_told_by_people_revenue_orders_and_margin_with_its_rule_and_what_to_do(documents):
    (classes,) = blocks(documents["whole", "vi"], "lifecycle", ClassTable)
    keys = [column.key for column in classes.table.columns]
    assert {"customers", "revenue", "orders", "margin", "rule", "care"} <= set(keys)
    assert all(row.when and row.care for row in classes.rows)
    assert classes.numbers
    assert classes.bars


def test_retention_stands_in_three_definitions_each_beside_its_numbers(documents):
    page = next(page for page in documents["whole", "vi"].pages if page.id == "cohorts")
    kinds = [type(block) for block in page.blocks[:6]]
    assert kinds == [Chart, Note] * 3
    assert len({block.text for block in page.blocks if isinstance(block, Note)}) >= 3


def test_retention_by_a_wider_definition_is_never_lower(documents):
    classic, rolling, _ = blocks(documents["whole", "vi"], "cohorts", Chart)
    for narrow, wide in zip(classic.table.rows, rolling.table.rows, strict=True):
        assert narrow[:2] == wide[:2]
        assert all(a <= b for a, b in zip(narrow[2:], wide[2:], strict=True) if a is not None)


def test_the_market_stands_above_the_ladder_only_where_it_was_entered(shop):
    above = ladder.page(study(shop), "vi").blocks[0]
    assert isinstance(above, Note)
    assert "10.000" in above.text
    without = replace(shop, facts=replace(shop.facts, market=Market()))
    assert isinstance(ladder.page(study(without), "vi").blocks[0], Chart)


def test_a_class_of_nearly_nobody_says_why_that_may_be(shop):
    facts = shop.facts
    reason = Words("Ở đây chẳng ai như thế.", "Nobody here is like that.")
    given = tuple(replace(each, classes=tuple(replace(c, uneven=reason) for c in each.classes)) for each in facts.schemes)
    asked = study(replace(shop, facts=replace(facts, schemes=given)))
    tables = [schemes.class_table(asked, each, "vi") for each in given if asked.there(each.id)]
    assert len(tables) > 10
    for classes in tables:
        keys = [column.key for column in classes.table.columns]
        for row, said in zip(classes.table.rows, classes.rows, strict=True):
            share = row[keys.index("customers_share")]
            assert said.uneven == (reason.vi if share < 0.01 or share > 0.9 else "")
    assert reason.vi in [row.uneven for classes in tables for row in classes.rows]


def test_values_are_written_by_their_kind_in_each_language():
    written = {kind: text(Cell(value, kind), "vi", "VND") for kind, value in (("money", 1_360_000), ("share", 0.061), ("times", 3.0))}
    assert written == {"money": "1,36\u00a0triệu\u00a0₫", "share": "6,1\u00a0%", "times": "3\u00a0lần"}
    assert text(Cell(0.25, "change"), "en", "VND") == "+25.0%"
    assert text(Cell(None, "money"), "en", "VND") == "–"


def test_a_table_says_its_cells_with_the_kind_of_their_column_unless_they_have_their_own(documents):
    thumbs = next(table for _, table in documents["whole", "vi"].tables() if table.id == "rules_of_thumb")
    assert isinstance(thumbs, Table)
    kinds = [row[1].kind for row in thumbs.cells()]
    assert kinds == ["whole_share", "whole_share", "times", "whole_share", "number", "people"]


def test_movement_is_told_of_the_lifecycle_and_the_ladder_with_every_reason(documents):
    charts = blocks(documents["whole", "vi"], "movement", Chart)
    assert [chart.table.id for chart in charts] == ["movement_lifecycle", "movement_ladder"]
    for chart in charts:
        keys = [column.key for column in chart.table.columns]
        rows = [dict(zip(keys, row, strict=True)) for row in chart.table.rows]
        assert all(row["cause_name"] for row in rows)
        assert [row["customers"] for row in rows] == sorted((row["customers"] for row in rows), reverse=True)
        assert {row["other_name"] for row in rows} >= {"Không còn trong sổ"}


def test_months_of_movement_are_whole_and_stand_beside_the_reasons(documents):
    pairs = blocks(documents["whole", "en"], "movement", Pair)
    assert [(pair.left.table.id, pair.right.id) for pair in pairs] == [
        ("months_lifecycle", "causes_lifecycle"),
        ("months_ladder", "causes_ladder"),
    ]
    assert pairs[0].left.figure.rows[-1][0] == "10/2026"
    assert {row[0] for row in pairs[0].right.rows} == {"Time alone", "What they did", "The bar moved"}


def test_the_weeks_ahead_are_drawn_tabled_and_tried(documents):
    (chart,) = blocks(documents["whole", "vi"], "demand", Chart)
    ahead, tried = blocks(documents["whole", "vi"], "demand", Table)
    assert (chart.table.id, ahead.id, tried.id) == ("demand", "demand_ahead", "demand_tried")
    assert (len(chart.figure.rows), len(chart.table.rows), len(ahead.rows)) == (60, 60, 8)
    assert ahead.rows[0][0] == dt.date(2026, 11, 16)
    assert {row[0] for row in tried.rows} == {"doanh thu", "số đơn"}


def test_a_shop_of_few_weeks_is_told_of_them_all_and_one_that_sold_nothing_of_none(documents):
    assert [page.id for page in documents["empty", "vi"].pages if page.id.startswith("demand")] == []
    (chart,) = blocks(documents["tiny", "en"], "demand", Chart)
    assert len(chart.figure.rows) < 60


def test_classes_of_the_weeks_ahead_add_up_to_the_shop(documents):
    (classes,) = blocks(documents["whole", "vi"], "demand_groups", Chart)
    assert classes.table.id == "demand_lifecycle"
    keys = [column.key for column in classes.table.columns]
    assert sum(row[keys.index("expected_share")] for row in classes.table.rows) == pytest.approx(1)


def test_without_the_extra_for_demand_its_pages_are_left_out(shop, monkeypatch):
    monkeypatch.setitem(sys.modules, "statsmodels", None)
    assert demand.weeks(study(shop), "vi") is None
    assert demand.parts(study(shop), "vi") is None


def test_who_stayed_and_who_came_stands_in_words_beneath_the_bands_of_each_scheme(documents):
    page = next(page for page in documents["whole", "vi"].pages if page.id == "movement")
    for bands, note in zip(page.blocks, page.blocks[1:], strict=False):
        if isinstance(bands, Chart):
            assert "ở yên" in note.text
    assert sum("ở yên, " in block.text for block in page.blocks if isinstance(block, Note)) == 2


def test_reasons_add_up_to_those_who_climbed_and_slipped(shop, documents):
    found = study(shop).insight("movement", scheme="ladder").table("en")
    why = blocks(documents["whole", "en"], "movement", Pair)[1].right
    for place, way in ((2, "up"), (3, "down")):
        assert sum(row[place] for row in why.rows) == sum(row["customers"] for row in found if row["direction"] == way)


def test_each_step_of_the_ladder_has_its_rate_its_interval_and_its_time(documents):
    steps = blocks(documents["whole", "vi"], "climbing", Table)[0]
    keys = [column.key for column in steps.columns]
    assert {"share", "low", "high", "median_days", "timed"} <= set(keys)
    assert steps.rows[0][keys.index("name")] == "Người có khả năng mua"
    assert len(steps.rows) == 5


def test_a_shop_whose_classes_were_told_once_has_no_page_of_movement(shop, documents):
    told = shop.facts.history
    once = study(replace(shop, facts=replace(shop.facts, tell=lambda: replace(told, days=told.days[-1:]))))
    assert movement.page(once, "vi") is movement.climbing(once, "vi") is None
    assert {"movement", "climbing"} <= {page.id for page in documents["whole", "vi"].pages}
    assert {"movement", "climbing"} & {page.id for page in documents["tiny", "vi"].pages} == set()


def test_what_is_expected_stands_beside_what_was_and_a_lost_elite_customer_beside_those_who_make_up(documents):
    page = next(page for page in documents["whole", "vi"].pages if page.id == "equity")
    assert page.heading.startswith("365 ngày tới, khách hiện có dự kiến mang về")
    (chart,) = (block for block in page.blocks if isinstance(block, Chart))
    assert [column.key for column in chart.table.columns][-2:] == ["spend_365d", "change"]
    (pair,) = blocks(documents["whole", "vi"], "equity", Pair)
    assert pair.title.startswith("Mất một khách “Nhóm dẫn đầu” bằng mất")
    assert next(row[-1] for row in pair.right.rows) == 1.0


def test_a_forecast_says_between_what_it_lies_where_it_was_tested_and_that_it_was_not_where_not(shop, documents):
    def said(page):
        return " ".join(block.text for block in page.blocks if isinstance(block, Note))

    tried = next(page for page in documents["whole", "en"].pages if page.id == "equity")
    assert "the total would be between" in said(tried)
    untried = outlook.page(study(replace(shop, facts=replace(shop.facts, hindsight=lambda: None))), "en")
    assert "has not been tested" in said(untried)


def test_the_list_of_those_at_risk_and_the_caution_on_a_point_stand_with_their_figures(documents):
    page = next(page for page in documents["whole", "en"].pages if page.id == "spend_at_risk")
    assert [block.table.id for block in page.blocks if isinstance(block, Chart)] == ["spend_at_risk", "one_point"]
    notes = " ".join(block.text for block in page.blocks if isinstance(block, Note))
    assert "and 365-day spend above 80% of active buyers" in notes
    assert "not a promise" in notes


@pytest.mark.parametrize("which", ["tiny", "empty"])
def test_where_nothing_can_be_fitted_there_is_no_outlook_and_each_answer_says_why_and_what_to_do(request, documents, which):
    assert {"equity", "spend_at_risk"} & {page.id for page in documents[which, "vi"].pages} == set()
    asked = study(request.getfixturevalue(f"{which}_shop"))
    reason = asked.facts.bars.outlook.reasons[0]
    for id in ("equity", "lost_elite", "spend_at_risk", "one_point"):
        found = asked.insight(id)
        assert len(found) == 0
        for lang in LANGUAGES:
            assert found.sentence.of(lang).startswith(reason.of(lang))
        assert "What to do:" in found.sentence.en


def test_schemes_are_told_by_their_usefulness_beside_the_best_tree_and_over_every_span_of_days(tiny_shop, documents):
    assert not [page for page in documents["whole", "vi"].pages if page.id == "scoreboard"]  # nobody has put them to the test
    told = Measured(0.3, 0.2, 0.4)
    verdicts = (Verdict("ladder", "judged", "spend", *(told,) * 7, best="key_account"), Verdict("churn", "waiting", "spend"))
    day = tiny_shop.facts.as_of
    horizons = tuple(Horizon(days, (day - dt.timedelta(days=days),), 400, verdicts) for days in (90, 365))
    found = Scoreboard(day, 90, 800, 800, horizons, {"ladder": Shape(4, "frequent", 0.05, 0.9)})
    made = document(study(replace(tiny_shop, facts=replace(tiny_shop.facts, score=lambda: found))), "en")
    ((chart,), (buying, lasting)) = blocks(made, "scoreboard", Chart), blocks(made, "scoreboard", Table)
    assert [row[0] for row in chart.table.rows] == ["The customer ladder"]
    assert [column.key for column in lasting.columns][1:3] == ["within_90", "within_365"]
    assert [column.key for column in buying.columns] == ["name", "information", "gini", "lift", "best"]
    assert any("One window only" in note.text for note in blocks(made, "scoreboard", Note))
