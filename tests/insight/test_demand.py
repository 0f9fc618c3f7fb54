"""What the next weeks should bring, asked of a whole shop."""

from __future__ import annotations

import datetime as dt
import sys

import numpy as np
import pytest

from regulars.errors import InputError, NotFound
from regulars.insight import demand, demand_parts
from regulars.insight.demand_parts import NEWCOMERS, Brought, told_before
from regulars.insight.weeks import Span, Sums
from regulars.models.demand import MODEL
from regulars.schemes import scheme_named

from ..reference import Facts
from ..small_shops import add, line, open_shop, order, row

END = dt.date(2024, 3, 1)  # a Friday
WEEKS = 70
DAY = dt.timedelta(days=1)


def made() -> Facts:
    """Seventy weeks and a piece of one, forty people; two in three orders are of coffee, the others of tea, one in nine of a buyer unknown."""
    chance = np.random.default_rng(4)
    facts = Facts(customers=[row("customers", customer_id=f"c{number:02}") for number in range(40)])
    facts.products += [row("products", product_id=id, category_1=name) for id, name in (("p1", "Cà phê"), ("p2", "Trà"), ("p3", None))]
    monday = END - END.weekday() * DAY - WEEKS * 7 * DAY
    for number in range(1500):
        day = monday + int(chance.integers(0, WEEKS * 7 + 5)) * DAY
        who = None if number % 9 == 0 else f"c{int(chance.integers(0, 40)):02}"
        facts.orders.append(order(f"o{number}", who, day))
        product = "p3" if number % 50 == 0 else f"p{1 + (number % 3 == 0)}"
        facts.order_lines.append(line(f"o{number}", int(chance.integers(50, 150)) * 1000, product_id=product))
    return facts


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with add(open_shop(tmp_path_factory.mktemp("demand")), made()) as opened:
        yield opened


def test_the_weeks_ahead_follow_the_last_weeks_that_are_over(shop):
    found = shop.demand(weeks=6, past=3)
    assert [each["week"] for each in found] == [dt.date(2024, 2, 5) + week * 7 * DAY for week in range(9)]
    over, ahead = found.table("en")[:3], found.table("en")[3:]
    assert all(each["revenue"] is not None and each["expected_revenue"] is None for each in over)
    assert all(each["revenue"] is None and each["revenue_low"] <= each["expected_revenue"] <= each["revenue_high"] for each in ahead)
    assert "26 Feb 2024 is not over" in found.notes[0].en


def test_an_even_shop_goes_on_as_it_was(shop):
    found = shop.demand()
    expected = [each["expected_orders"] for each in found if each["expected_orders"] is not None]
    assert len(expected) == 8
    assert np.mean(expected) == pytest.approx(1500 / WEEKS, rel=0.2)


def test_what_is_expected_is_the_answer_to_the_question_of_that_name(shop):
    assert shop.demand("category", 4).to_data("vi")["rows"] == shop.insight("demand", by="category", weeks="4").to_data("vi")["rows"]


def test_categories_add_up_to_the_shop_week_by_week_to_the_last_dong(shop):
    whole = [each["expected_revenue"] for each in shop.demand(past=0)]
    parts = shop.demand("category", past=0).to_pandas("en")
    assert parts.groupby("week").expected_revenue.sum().tolist() == whole
    assert parts.name.unique().tolist() == ["Cà phê", "Trà", "Category not known"]
    assert (parts.revenue_low <= parts.expected_revenue).all()
    groups = shop.insight("demand_groups").table("en")
    assert sum(each["expected_share"] for each in groups) == pytest.approx(1)
    assert sum(each["expected_revenue"] for each in groups) == sum(whole)


def test_the_weeks_over_are_those_of_the_shop(shop):
    parts = shop.demand("category", past=20).to_pandas("en")
    whole = shop.demand(past=20).to_pandas("en")
    assert parts.groupby("week").revenue.sum().head(20).tolist() == whole.revenue.head(20).tolist()


def test_the_same_weeks_a_year_before_stand_beside_them(shop):
    weeks = {each["week"]: each for each in shop.demand(past=70)}
    for week, before in (
        ("2023-11-06", "2022-11-07"),
        ("2024-01-29", "2023-01-09"),
        ("2024-03-25", "2023-03-27"),
    ):  # Tết fell 55 weeks apart
        assert weeks[dt.date.fromisoformat(week)]["same_week_before"] == weeks[dt.date.fromisoformat(before)]["revenue"]
    assert weeks[dt.date(2023, 10, 16)]["same_week_before"] is None


def test_every_way_that_was_tried_is_told_with_its_error_the_best_chosen(shop):
    tried = shop.insight("demand_tried").to_pandas("en")
    assert set(tried.measure) == {"revenue", "orders"}
    for _, each in tried.groupby("measure"):
        assert each.error.is_monotonic_increasing
        assert each.chosen.notna().tolist() == [True, *[False] * (len(each) - 1)]
    own = shop.insight("demand_groups", by=None).table("en")[0]
    assert own["error"] == tried[(tried.measure == "revenue")].error.min()


def test_classes_that_were_never_told_before_are_expected_nothing_of_and_say_so(shop):
    found = shop.demand("lifecycle", past=2)
    assert "have not been told 8 weeks ago" in found.sentence.en
    assert "regulars replay" in found.notes[0].en
    assert {each["expected_revenue"] for each in found} == {None}
    assert sum(each["revenue"] or 0 for each in found) > 0


@pytest.mark.many
@pytest.mark.slow
def test_classes_divide_the_whole_as_they_bought_after_they_were_told(tmp_path):
    with add(open_shop(tmp_path), made()) as shop:
        shop.replay(4)
        found = shop.insight("demand_groups", by="lifecycle")
        assert "as told on 31 Dec 2023" in found.notes[0].en
        rows = {each["group"]: each for each in found.table("en")}
        assert sum(each["expected_revenue"] for each in rows.values()) == sum(each["expected_revenue"] for each in shop.demand(past=0))
        assert rows["active"]["expected_share"] > 0.5
        assert rows[None]["name"] == "Unknown buyers"
        assert 0.05 < rows[None]["expected_share"] < 0.2


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"weeks": 0}, InputError),
        ({"weeks": 27}, InputError),
        ({"weeks": "many"}, InputError),
        ({"past": -1}, InputError),
        ({"by": "no_scheme"}, NotFound),
        ({"by": "category", "level": 4}, InputError),
    ],
)
def test_what_cannot_be_asked_is_refused(shop, options, error):
    with pytest.raises(error):
        shop.insight("demand", **options)


def test_seven_weeks_are_too_few(shop):
    found = shop.demand(as_of="2022-12-11")
    assert (found.sentence.en, len(found)) == ("There are only 7 whole weeks so far; it takes 8 to look ahead.", 12)
    assert {each["expected_revenue"] for each in found} == {None}
    assert shop.insight("demand_tried", "2022-12-11").table("en") == []


def test_a_day_in_the_past_is_asked_about_without_what_came_after(shop):
    then = shop.demand(as_of="2023-12-31", past=0)
    assert next(iter(then))["week"] == dt.date(2024, 1, 1)
    assert [note for note in then.notes if "is not over" in note.en] == []


def test_without_the_extra_the_question_says_what_to_install(shop, monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == "statsmodels"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "statsmodels", None)
    with pytest.raises(InputError) as raised:
        shop.demand(weeks=5)
    assert raised.value.code == "not_installed"


# Sentences


def told(revenue: np.ndarray, *, festive: bool = False, first: dt.date = dt.date(2023, 1, 2)) -> demand.Demand:
    return demand.of_whole(Sums(np.round(revenue / 100), revenue), Span(first, len(revenue), None), 8, festive=festive)


def test_where_last_year_won_the_sentence_says_so_and_by_how_much():
    year = np.random.default_rng(3).integers(100, 2000, 52) * 1000.0
    found = told(np.tile(year, 3)[:130])
    said = demand.sentence(found, "VND")
    assert "; by the same weeks a year before, which missed by 0% when tried, the model by " in said.en
    assert "; lấy theo cùng tuần năm trước, thử lệch 0 %, mô hình lệch " in said.vi.replace("\u00a0", " ")


def test_where_nothing_was_sold_for_half_a_year_nothing_is_expected():
    found = told(np.r_[np.full(60, 5e6), np.zeros(60)])
    assert demand.sentence(found, "VND").en.startswith("Nothing has been sold for half a year")


def test_a_shop_that_has_seen_no_tet_yet_says_that_it_cannot_know_what_tet_does():
    random = np.random.default_rng(1)
    found = told(random.integers(80, 120, 40) * 1e5, festive=True, first=dt.date(2023, 3, 6))
    assert found.whole.revenue.way == MODEL
    assert any("no Tết that is past" in note.en for note in demand.notes(found))
    elsewhere = told(random.integers(80, 120, 40) * 1e5, first=dt.date(2023, 3, 6))
    assert not any("Tết" in note.en for note in demand.notes(elsewhere))


# Classes


def test_the_latest_day_with_so_many_weeks_after_it_is_taken():
    days = (dt.date(2023, 1, 31), dt.date(2023, 12, 31), dt.date(2024, 1, 31))
    assert told_before(days, END, 8) == dt.date(2023, 12, 31)
    assert told_before(days, END, 4) == dt.date(2024, 1, 31)
    assert told_before(days[:1], dt.date(2024, 12, 31), 8) is None
    assert told_before((), END, 8) is None


def test_a_class_brings_as_much_a_head_as_it_did_then():
    found = told(np.full(60, 1e6))
    lifecycle = scheme_named("lifecycle")
    after = {"active": Brought(600.0, 6, people=30, today=60), "lost": Brought(200.0, 2, people=10, today=90), NEWCOMERS: Brought(100.0, 1)}
    divided = demand_parts.by_class(found, lifecycle, {}, {**after, None: Brought(100.0, 1)}, END)
    shares = {part.id: part.revenue.values.sum() / found.whole.revenue.values.sum() for part in divided.parts}
    assert shares == pytest.approx({"active": 0.75, "lost": 0.125, NEWCOMERS: 0.0625, None: 0.0625}, abs=1e-6)
    assert [part.name.en for part in divided.parts[-2:]] == ["Newcomers", "Unknown buyers"]
