"""Every question of the report against the same shop counted in plain Python, without an engine."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from dataclasses import replace

import pyarrow as pa
import pytest

from regulars.errors import InputError, NotFound
from regulars.insight.questions import QUESTIONS
from regulars.refreshing import scoring
from regulars.schemes import scheme_named

from ..foreseen import with_outlook
from .test_scoreboard import FOUND

BEST = ("elite", "premium")
FURTHER = (pytest.mark.slow, pytest.mark.many)


def ratio(part: float, whole: float, people: int = 20) -> float | None:
    return part / whole if whole > 0 and people >= 20 else None


def same(found: list[dict], expected: list[dict], *keys: str) -> None:
    """The same rows whatever their order, floats to nine digits."""
    assert {tuple(row[key] for key in keys) for row in found} == {tuple(row[key] for key in keys) for row in expected}
    by_key = {tuple(row[key] for key in keys): row for row in found}
    for row in expected:
        said = by_key[tuple(row[key] for key in keys)]
        for name, value in row.items():
            close = isinstance(value, float) and said[name] is not None and math.isclose(said[name], value, rel_tol=1e-9)
            assert close or said[name] == value, (name, said, row)


def assert_answered(asked, id):
    found = asked.shop.insight(id, asked.as_of)
    assert found.name == id
    assert found.columns == QUESTIONS[id].columns
    assert (found.as_of, found.currency) == (asked.as_of, "VND")
    assert found.sentence.vi
    assert found.sentence.en
    assert not {"{", "}", "**"} & set(found.sentence.vi)
    for lang in ("vi", "en"):
        assert all(list(row) == list(found.columns) for row in found.table(lang))
        table = found.to_pyarrow(lang)
        assert table.column_names == list(found.columns)
        assert not any(pa.types.is_null(kind) for kind in table.schema.types)
    assert len(found.to_pandas()) == len(found) == len(list(found))
    assert found.to_data("vi")["rows"] == found.to_data("vi")["rows"]
    assert QUESTIONS[id].asks.vi
    assert QUESTIONS[id].asks.en


# The scoreboard takes as long as the others together: `make slow` computes it, the test after this one has it made by hand.
@pytest.mark.parametrize("id", [pytest.param(id, marks=FURTHER) if id == "scoreboard" else id for id in QUESTIONS])
def test_every_question_has_an_answer_with_a_sentence_and_the_columns_it_declares(asked, id):
    assert_answered(asked, id)


def test_the_scoreboard_that_is_kept_has_a_sentence_and_the_columns_it_declares(asked):
    scoring.keep(asked.shop.store, replace(FOUND, as_of=asked.as_of), asked.shop.state(), dt.datetime.now(dt.UTC))
    assert_answered(asked, "scoreboard")
    assert len(asked.table("scoreboard")) == len(FOUND.leading.verdicts)


@pytest.mark.parametrize("scheme", ["ladder", "lifecycle", "price", "frequency", "premium", "rfm"])
def test_classes_are_told_by_people_revenue_orders_and_margin(asked, scheme):
    orders = Counter(
        d["customer_id"] for d in asked.law.documents if d["counts"] and d["customer_id"] is not None and d["day"] >= asked.year_from
    )
    members = defaultdict(list)
    for who, row in asked.law.rows.items():
        members[asked.classes[who][scheme]].append((who, row))
    everybody = [pair for pairs in members.values() for pair in pairs]
    buyers = sum(row["purchases_365d"] > 0 for _, row in everybody)
    spend, placed = sum(row["spend_365d"] for _, row in everybody), sum(orders[who] for who, _ in everybody)
    expected = []
    for each in scheme_named(scheme).class_ids:
        here = members[each]
        revenue, count = sum(row["spend_365d"] for _, row in here), sum(orders[who] for who, _ in here)
        expected.append(
            {
                "class": each,
                "customers": len(here),
                "customers_share": len(here) / len(everybody),
                "revenue": revenue,
                "revenue_share": ratio(revenue, spend, buyers),
                "orders": count,
                "orders_share": ratio(count, placed, buyers),
                "margin": margin_of(here, everybody),
            }
        )
    same(asked.table("classes", scheme=scheme), expected, "class")


def margin_of(here: list[tuple[str, dict]], everybody: list[tuple[str, dict]]) -> int | None:
    told = [row["margin_365d"] for _, row in here if row["margin_365d"] is not None]
    active = [row for _, row in here if row["purchases_365d"] > 0]
    known = sum(row["margin_365d"] is not None for row in active)
    if all(row["margin_365d"] is None for _, row in everybody) or (here and not told):
        return None
    return sum(told) if known >= 0.95 * len(active) else None


def test_the_map_counts_the_people_of_every_pair_of_scores_and_names_most_of_them(asked):
    cells = defaultdict(list)
    for who, row in asked.law.rows.items():
        if row["recency_score"] is not None:
            cells[row["recency_score"], row["frequency_score"]].append((asked.classes[who]["rfm"], row["spend_365d"]))
    order = scheme_named("rfm").class_ids
    expected = []
    for recency in range(1, 6):
        for frequency in range(1, 6):
            here = cells[recency, frequency]
            counts = Counter(name for name, _ in here)
            most = min(counts, key=lambda name: (-counts[name], order.index(name)), default=None)
            row = {
                "recency_score": recency,
                "frequency_score": frequency,
                "customers": len(here),
                "revenue": sum(spend for _, spend in here),
            }
            expected.append(row | {"class": most})
    same(asked.table("rfm_map"), expected, "recency_score", "frequency_score")


PERIODS = {"month": 1, "quarter": 3, "year": 12}


def period(day: dt.date, grain: str) -> int:
    return (day.year * 12 + day.month - 1) // PERIODS[grain]


def begins(index: int, grain: str) -> dt.date:
    months = index * PERIODS[grain]
    return dt.date(months // 12, months % 12 + 1, 1)


HOLDS = {
    "classic": lambda days, at, grain: any(period(day, grain) == at for day in days),
    "rolling": lambda days, at, grain: any(period(day, grain) >= at for day in days),
    "bounded": lambda days, at, grain: any(period(day, grain) <= at for day in days[1:]),
}


@pytest.mark.parametrize("grain", PERIODS)
@pytest.mark.parametrize("definition", HOLDS)
def test_cohorts_by_each_of_the_three_definitions(asked, definition, grain):
    cohorts = defaultdict(list)
    for days in asked.purchase_days.values():
        cohorts[period(days[0], grain)].append(days)
    expected = []
    for start, people in cohorts.items():
        for at in range(start, period(asked.as_of, grain) + 1):
            over = begins(at + 1, grain) <= asked.as_of + dt.timedelta(days=1)
            kept = sum(HOLDS[definition](days, at, grain) for days in people) if over else None
            share = kept / len(people) if over and len(people) >= 20 else None
            row = {"cohort": begins(start, grain), "size": len(people), "period": at - start, "retained": kept, "retention": share}
            expected.append(row)
    found = asked.table("cohorts", definition=definition, grain=grain)
    same(found, expected, "cohort", "period")
    assert any(row["retained"] is None for row in found)
    said = asked.shop.insight("cohorts", asked.as_of, definition=definition, grain=grain).notes[0].en
    assert said.lower().startswith(definition)


@pytest.mark.parametrize("grain", PERIODS)
def test_cohorts_by_what_they_still_bring(asked, grain):
    start = {who: period(days[0], grain) for who, days in asked.purchase_days.items()}
    net = Counter()
    for document in asked.law.documents:
        if document["customer_id"] in start:
            net[start[document["customer_id"]], period(document["day"], grain)] += document["net"]
    expected = []
    for cohort, size in Counter(start.values()).items():
        for at in range(cohort, period(asked.as_of, grain) + 1):
            brought = net[cohort, at] if begins(at + 1, grain) <= asked.as_of + dt.timedelta(days=1) else None
            part = None if brought is None or net[cohort, cohort] <= 0 or size < 20 else brought / net[cohort, cohort]
            row = {"cohort": begins(cohort, grain), "size": size, "period": at - cohort, "revenue": brought, "revenue_retention": part}
            expected.append(row)
    same(asked.table("cohort_revenue", grain=grain), expected, "cohort", "period")


def bought_in_year(asked) -> tuple[Counter, dict[str, set]]:
    """Revenue by (customer, category), and the buyers of each category, in the last 365 days."""
    revenue, buyers = Counter(), defaultdict(set)
    for document in asked.law.documents:
        who = document["customer_id"]
        if who is None or document["day"] < asked.year_from:
            continue
        for line in asked.law.lines[document["order_id"]]:
            kind = asked.category.get(line["product_id"])
            back = line["returned_on"] is None or line["returned_on"] <= asked.as_of
            revenue[who, kind] += line["net_amount"] - (line["returned_amount"] or 0) * back
            if document["counts"] and line["quantity"] > 0:
                buyers[kind].add(who)
    return revenue, buyers


def test_categories_by_buyers_and_by_what_their_buyers_are_worth(asked):
    revenue, buyers = bought_in_year(asked)
    rows, classes = asked.law.rows, asked.classes
    whole, active = sum(revenue.values()), sum(row["purchases_365d"] > 0 for row in rows.values())
    assert whole == sum(row["spend_365d"] for row in rows.values())
    expected = []
    for kind in {kind for _, kind in revenue if kind is not None}:
        who = buyers[kind]
        amount = sum(value for (_, each), value in revenue.items() if each == kind)
        premium = sum(classes[one]["premium"] in BEST for one in who)
        expected.append(
            {
                "category": kind,
                "buyers": len(who),
                "spend_per_buyer": sum(rows[one]["spend_365d"] for one in who) / len(who) if who else None,
                "revenue": amount,
                "revenue_share": ratio(amount, whole, active),
                "premium_share": ratio(premium, len(who), len(who)),
            }
        )
    same(asked.table("categories"), expected, "category")


def sold_in_year(asked) -> tuple[dict[str, Counter], dict[str, Counter], dict[str, set]]:
    """Revenue and units of each product by customer, and its buyers, in the last 365 days."""
    revenue, units, buyers = defaultdict(Counter), defaultdict(Counter), defaultdict(set)
    for document in asked.law.documents:
        who = document["customer_id"]
        if who is None or document["day"] < asked.year_from:
            continue
        for line in asked.law.lines[document["order_id"]]:
            back = line["returned_on"] is None or line["returned_on"] <= asked.as_of
            revenue[line["product_id"]][who] += line["net_amount"] - (line["returned_amount"] or 0) * back
            units[line["product_id"]][who] += line["quantity"] or 0
            if document["counts"] and (line["quantity"] or 0) > 0:
                buyers[line["product_id"]].add(who)
    return revenue, units, buyers


def test_products_by_their_buyers_units_and_revenue(asked):
    revenue, units, buyers = sold_in_year(asked)
    rows, classes = asked.law.rows, asked.classes
    category = next(asked.category[id] for id in sorted(filter(None, revenue)) if asked.category.get(id))
    for options, ids in (
        ({}, [id for id in revenue if id is not None]),
        ({"category": category}, [id for id in revenue if asked.category.get(id) == category]),
    ):
        whole = sum(sum(revenue[id].values()) for id in ids)
        expected = []
        for id in ids:
            who, amount = buyers[id], sum(revenue[id].values())
            row = {"product": id, "buyers": len(who), "units": sum(units[id].values()), "revenue": amount, "revenue_share": amount / whole}
            row["spend_per_buyer"] = sum(rows[one]["spend_365d"] for one in who) / len(who) if who else None
            row["premium_share"] = ratio(sum(classes[one]["premium"] in BEST for one in who), len(who), len(who))
            expected.append(row)
        same(asked.table("products", most=1000, **options), expected, "product")


def test_levels_of_category_by_how_small_their_groups_are_and_how_far_they_tell_spend_apart(asked):
    revenue, buyers = bought_in_year(asked)
    rows = asked.law.rows
    tops = {}
    for who in {who for who, _ in revenue}:
        own = {kind: amount for (one, kind), amount in revenue.items() if one == who and kind is not None and who in buyers[kind]}
        if own and rows[who]["spend_365d"] > 0:
            tops[who] = min(own, key=lambda kind: (-own[kind], kind))
    logs = defaultdict(list)
    for who, kind in tops.items():
        logs[kind].append(math.log(rows[who]["spend_365d"]))
    every = [value for group in logs.values() for value in group]
    mean = sum(every) / len(every)
    within = sum(sum((value - sum(group) / len(group)) ** 2 for value in group) for group in logs.values()) / (len(every) - len(logs))
    apart = max(0.0, 1 - within / (sum((value - mean) ** 2 for value in every) / (len(every) - 1)))
    sizes = [len(who) for kind, who in buyers.items() if kind is not None and who]
    first = asked.table("category_levels")[0]
    assert (first["level"], first["categories"], first["smallest"]) == (1, len(sizes), min(sizes))
    assert first["small_share"] == pytest.approx(sum(size < 20 for size in sizes) / len(sizes))
    assert first["told_apart"] == pytest.approx(apart, abs=1e-9)
    assert sum(row["recommended"] for row in asked.table("category_levels")) == 1


@pytest.mark.parametrize("goal", ["premium", "again"])
def test_first_purchases_are_compared_only_where_it_is_fair(asked, goal):
    rows, window = asked.law.rows, asked.shop._seen(asked.as_of).bars.window
    reached = {who: (row["purchases"] >= 2 if goal == "again" else asked.classes[who]["premium"] in BEST) for who, row in rows.items()}
    fair = {who for who, row in rows.items() if row["purchases"] and row["first_is_first"] and row["days_since_first"] >= window}
    firsts = defaultdict(set)
    for document in asked.law.documents:
        who = document["customer_id"]
        if who in fair and document["counts"] and document["day"] == asked.purchase_days[who][0]:
            for line in asked.law.lines[document["order_id"]]:
                if line["quantity"] > 0 and asked.category.get(line["product_id"]) is not None:
                    firsts[asked.category[line["product_id"]]].add(who)
    whole = sum(reached[who] for who in fair) / len(fair)
    expected = [
        {"first": kind, "buyers": len(who), "premium": sum(map(reached.get, who)), "lift": sum(map(reached.get, who)) / len(who) / whole}
        for kind, who in firsts.items()
        if len(who) >= 20
    ]
    found = asked.table("first_purchases", goal=goal)
    same(found, expected, "first")
    assert all(row["low"] <= row["premium_share"] <= row["high"] for row in found)


def test_regions_count_everybody_once_the_unknown_included(asked):
    people = {row["customer_id"]: row["province"] for row in asked.facts.customers if row["replaced_at"] is None}
    places = defaultdict(list)
    for who, row in asked.law.rows.items():
        places[people[who]].append(row)
    expected = [
        {
            "place": place,
            "customers": len(here),
            "buyers": sum(row["purchases_365d"] > 0 for row in here),
            "revenue": sum(row["spend_365d"] for row in here),
        }
        for place, here in places.items()
    ]
    found = asked.table("regions")
    same(found, expected, "place")
    assert found[-1]["place"] is None
    hue = next(row for row in found if row["place"] == "Huế")
    assert hue["region"] == "North Central and Central Coast"
    assert (hue["latitude"], hue["longitude"]) == pytest.approx((16.33, 107.52), abs=0.2)


def test_ages_lie_in_bands_and_stated_bands_only_wholly_within_one(asked):
    ends = [(None, 15), (16, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, None)]
    counts, spend = Counter(), Counter()
    for row in asked.law.rows.values():
        low, high = (row["age"], row["age"]) if row["age"] is not None else (row["age_min"], row["age_max"])
        if low is None and high is None:
            band = "Not known"
        else:
            inside = [
                (a, b) for a, b in ends if (a is None or (low is not None and low >= a)) and (b is None or (high is not None and high <= b))
            ]
            band = inside[0] if inside else "A stated band across two of these"
        counts[band] += 1
        spend[band] += row["spend_365d"]
    found = asked.table("ages")
    assert sum(row["customers"] for row in found) == len(asked.law.rows)
    for row in found:
        band = row["name"] if row["name"] in counts else (row["from"], row["to"])
        assert (row["customers"], row["revenue"]) == (counts[band], spend[band])
    assert counts["Not known"] == sum(row["customers"] for row in found if row["name"] == "Not known") > 0


def test_who_is_unknown_and_whom_one_answer_would_settle(asked):
    found = {row["scheme"]: row for row in asked.table("unclassified")}
    classes = asked.classes.values()
    for id in ("age_group", "region", "nps_group"):
        unknown = sum(row[id] == "unknown" for row in classes)
        assert (found[id]["unknown"], found[id]["would_settle"]) == (unknown, unknown)
    assert found["age_group"]["question"] == "Birth date"
    assert found.get("churn", {"question": None})["question"] is None
    thin = [who for who, row in asked.classes.items() if row["familiarity"] == "thin"]
    assert found.get("familiarity", {"unknown": 0})["unknown"] == len(thin)
    place = next(row for row in asked.table("what_to_ask") if row["question"].startswith("Which province"))
    lacks = {
        who
        for who, row in asked.law.rows.items()
        if asked.classes[who]["region"] == "unknown"
        or (who in thin and row["known_fields"] == 3 and row["province"] is None and row["distance_km"] is None)
    }
    assert place["customers"] == len(lacks)
    assert place["revenue"] == sum(asked.law.rows[who]["spend_365d"] for who in lacks)


def test_two_schemes_meet_in_every_pair_of_classes(asked):
    counts = Counter((row["ladder"], row["lifecycle"]) for row in asked.classes.values())
    ladder = Counter(row["ladder"] for row in asked.classes.values())
    for row in asked.table("crossing", scheme="ladder", other="lifecycle"):
        assert row["customers"] == counts[row["class"], row["other_class"]]
        assert row["share"] == ratio(row["customers"], ladder[row["class"]], ladder[row["class"]])


def test_the_money_at_risk_is_what_the_formula_says(asked):
    slipping = [asked.law.rows[who] for who, row in asked.classes.items() if row["lifecycle"] == "slipping"]
    risk = sum(max(row["spend_365d"], 0) / 365 * 90 * (1 - row["return_chance"]) for row in slipping if row["return_chance"] is not None)
    (found,) = asked.table("leaving")
    assert found["customers"] == len(slipping)
    assert found["at_risk"] == pytest.approx(risk, abs=1)


@pytest.fixture
def foreseen(asked):
    """The law's rows with what the fitted models say of each customer, and their classes."""
    told = with_outlook(asked.law.rows, asked.shop._seen(asked.as_of).bars)
    return [row | asked.classes[who] for who, row in told.items()]


@pytest.mark.parametrize("scheme", ["ladder", "lifecycle", "churn", "benefit"])
def test_what_is_expected_of_a_class_is_the_sum_over_its_customers(asked, foreseen, scheme):
    known = [row for row in foreseen if row.get("expected_spend_365d") is not None]
    assert len(known) == sum(row["purchases"] > 0 for row in foreseen) >= 20
    whole = sum(row["expected_spend_365d"] for row in known)
    expected = []
    for each in scheme_named(scheme).class_ids:
        here, people = [row for row in known if row[scheme] == each], sum(row[scheme] == each for row in foreseen)
        coming, was = (sum(row[name] for row in here) for name in ("expected_spend_365d", "spend_365d"))
        row = {"class": each, "customers": people, "unforeseen": 0, "expected_spend": coming, "expected_share": coming / whole}
        change = ratio(coming - was, was, len(here))
        expected.append(row | {"expected_per_customer": ratio(coming, people), "spend_365d": was, "change": change})
    same(asked.table("equity", scheme=scheme), expected, "class")


def test_what_may_not_come_again_is_spend_times_the_chance_of_no_purchase(asked, foreseen):
    found = {row["class"]: row for row in asked.table("spend_at_risk")}
    for each in ("high", "medium", "low"):
        here = [row for row in foreseen if row["churn"] == each]
        risk = sum(max(row["spend_365d"], 0) * (1 - row["p_order_next"]) for row in here)
        assert (found[each]["customers"], found[each]["spend_365d"]) == (len(here), sum(row["spend_365d"] for row in here))
        assert found[each]["spend_at_risk"] == pytest.approx(risk, abs=1)


def test_one_of_the_elite_is_set_beside_buyers_and_newcomers(asked, foreseen):
    window = asked.shop._seen(asked.as_of).bars.window
    buyers = [row for row in foreseen if row["purchases"]]
    groups = {
        "elite": [row for row in buyers if row["premium"] == "elite"],
        "buyer": [row for row in buyers if row["purchases_365d"]],
        "newcomer": [row for row in buyers if row["purchases"] == 1 and row["days_since_first"] <= window / 2],
    }
    for row in asked.table("lost_elite"):
        here = groups[row["class"]]
        assert row["customers"] == len(here)
        assert row["expected_per_customer"] == pytest.approx(sum(each["expected_spend_365d"] for each in here) / len(here))


def test_one_point_is_a_hundredth_of_a_rung_times_the_difference_to_the_next(asked, foreseen):
    means = {}
    for rung in ("first_buy", "rebuy", "frequent", "key_account"):
        here = [row["expected_spend_365d"] for row in foreseen if row["ladder"] == rung]
        means[rung] = (len(here), sum(here) / len(here)) if len(here) >= 20 else None
    told = {(row["class"], row["other_class"]): row for row in asked.table("one_point") if row["class"] in means}
    assert told
    for (lower, upper), row in told.items():
        both = means[lower] and means[upper]
        expected = 0.01 * means[lower][0] * (means[upper][1] - means[lower][1]) if both else None
        assert row["one_point"] == (pytest.approx(expected) if both else None)
        assert bool(row["reason"]) == (not both)


def test_findings_come_by_money(asked):
    money = [row["money"] for row in asked.table("findings")]
    assert money == sorted(money, reverse=True)
    assert 0 < len(money) <= 4


def test_a_question_that_is_not_there_and_an_option_it_does_not_take_are_refused_with_what_there_is(asked):
    with pytest.raises(NotFound) as wrong:
        asked.shop.insight("cohort", asked.as_of)
    assert "cohorts" in wrong.value.text("en")
    with pytest.raises(InputError) as option:
        asked.shop.insight("cohorts", asked.as_of, by="week")
    assert "definition, grain" in option.value.text("en")
    with pytest.raises(InputError) as value:
        asked.shop.insight("cohorts", asked.as_of, definition="strict")
    assert "classic, rolling, bounded" in value.value.text("vi")
    with pytest.raises(NotFound) as scheme:
        asked.shop.insight("classes", asked.as_of, scheme="laddr")
    assert "ladder" in scheme.value.text("vi")
