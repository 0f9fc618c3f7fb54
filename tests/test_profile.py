"""The profile against the law written once more in plain Python, and the laws themselves, on shops full of traps."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pytest

from regulars.vocabulary import FEATURES, ibis_type

from .foreseen import with_outlook
from .reference import Facts, Reference
from .small_shops import DAY, SETTINGS, add, classes, history, line, open_shop, order, people, random_shop, refill, row

END = dt.date(2024, 3, 1)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with open_shop(tmp_path_factory.mktemp("profile"), SETTINGS + 'served_provinces = ["Huế"]\n') as opened:
        yield opened


def differences(found: dict[str, dict], expected: dict[str, dict]) -> list[str]:
    assert found.keys() == expected.keys()
    return [
        f"{who}.{name}: said {found[who][name]!r}, by the law {expected[who][name]!r}"
        for who in found
        for name in FEATURES
        if not same(found[who][name], expected[who][name])
    ]


def same(found: object, expected: object) -> bool:
    if isinstance(found, float) and isinstance(expected, float):
        return math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)
    return found == expected and (found is None) == (expected is None)


def well_formed(rows: dict[str, dict]) -> list[str]:
    """What no profile may hold: an unknown where the vocabulary says always known, a value out of its domain or its closed list."""
    return [
        f"{who}.{name} = {value!r}"
        for who, found in rows.items()
        for name, feature in FEATURES.items()
        if ((value := found[name]) is None and not feature.nullable)
        or (value is not None and feature.minimum is not None and value < feature.minimum)
        or (value is not None and feature.maximum is not None and value > feature.maximum)
        or (value is not None and feature.values is not None and value not in feature.values)
    ]


SLOW, MANY = pytest.mark.slow, (pytest.mark.slow, pytest.mark.many)
ODD = (3, 4, 5)  # with orders of one amount and no visits; without places; with nothing that anybody said
SEEDS = [pytest.param(seed, marks=() if seed == 1 else SLOW if seed in ODD else MANY) for seed in range(24)]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_feature_is_what_the_law_says(shop, seed):
    facts = random_shop(seed)
    refill(shop, facts)
    day = END - (seed * 25) * DAY
    found = people(shop, day)
    law = Reference(facts, day, served=("Huế",), needs=shop._seen(day).bars.needs)
    bars = shop._seen(day).bars
    assert differences(found, with_outlook(law.rows, bars)) == []
    assert well_formed(found) == []
    assert (bars.base_gap, bars.window, bars.frequent_from, bars.buyers, bars.active_buyers, bars.history_start) == (
        law.base_gap,
        law.window,
        law.frequent_from,
        law.buyers,
        law.active,
        law.start,
    )


# One shop, one past day, and everything that must not change what was said of it.

SEED, DAY_SAID = 4, END - 100 * DAY
SERVED = 'served_provinces = ["Huế"]\n'


@dataclass(frozen=True)
class Said:
    people: dict[str, dict]
    classes: dict[str, dict]
    bars: dict
    table: pa.Table
    types: dict[str, str]

    @classmethod
    def of(cls, shop, day: dt.date) -> Said:
        bars = shop._seen(day).bars.to_data()
        found = shop.profile(day)
        types = {name: str(kind) for name, kind in found.ibis.schema().items()}
        return cls(people(shop, day), classes(shop, day), {**bars, "version": None}, found.to_pyarrow(), types)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return random_shop(SEED)


@pytest.fixture(scope="module")
def said(tmp_path_factory, facts) -> Said:
    with open_shop(tmp_path_factory.mktemp("said"), SETTINGS + SERVED) as shop:
        return Said.of(add(shop, facts), DAY_SAID)


def agrees(one: Said, other: Said) -> None:
    assert differences(one.people, other.people) == []
    assert one.classes == other.classes
    assert one.bars == other.bars


def test_what_happens_later_changes_nothing_that_was_said(shop, facts, said):
    later = random_shop(99, customers=20)
    moved = (END + 10 * DAY) - min(order["ordered_on"] for order in later.orders)
    names = {person["customer_id"]: person["customer_id"] for person in facts.customers if documents_by(facts, person["customer_id"])}
    orders = [each | {"order_id": "later" + each["order_id"], "ordered_on": each["ordered_on"] + moved} for each in later.orders]
    orders = [each | {"cancelled_on": None, "customer_id": names.get(each["customer_id"])} for each in orders]
    lines = [each | {"order_id": "later" + each["order_id"], "returned_on": END + 700 * DAY} for each in later.order_lines]
    costs = [row("costs", product_id="p3", valid_from=END, unit_cost=9_999)]
    refill(shop, facts)
    add(shop, Facts(orders=orders, order_lines=lines, costs=costs, **{name: much_later(getattr(facts, name)) for name in HEARD}))
    agrees(Said.of(shop, DAY_SAID), said)


HEARD = ("events", "contacts", "answers", "referrals", "consents")


def much_later(rows: list[dict]) -> list[dict]:
    return [each | {"occurred_at": each["occurred_at"] + 2_000 * DAY} for each in rows]


def documents_by(facts: Facts, customer_id: str) -> bool:
    return any(order["customer_id"] == customer_id and order["ordered_on"] <= DAY_SAID for order in facts.orders)


def test_the_order_of_rows_and_the_ids_of_customers_change_nothing(shop, facts, said):
    new = {person["customer_id"]: f"z{1000 - place}" for place, person in enumerate(facts.customers)} | {None: None}
    shuffled = np.random.default_rng(5)

    def renamed(rows: list[dict]) -> list[dict]:
        named = ("customer_id", "referrer_id", "referred_id")
        kept = [each | {name: new[each[name]] for name in named if name in each} for each in rows]
        return [kept[place] for place in shuffled.permutation(len(kept))]

    refill(shop, Facts(**{name: renamed(rows) for name, rows in vars(facts).items()}))
    found = Said.of(shop, DAY_SAID)
    back = {name: old for old, name in new.items()}
    assert differences({back[who]: each for who, each in found.people.items()}, said.people) == []
    assert {back[who]: each | {"customer_id": back[who]} for who, each in found.classes.items()} == said.classes
    assert found.bars == said.bars


def test_looking_back_on_a_day_equals_what_was_published_on_it(tmp_path, facts, said):
    with open_shop(tmp_path / "then", SETTINGS + SERVED) as shop:
        report = add(shop, known_by(facts, DAY_SAID)).refresh(DAY_SAID)
        assert (report.customers, report.buyers) == (len(said.people), said.bars["buyers"])
        agrees(Said.of(shop, DAY_SAID), said)
    with open_shop(tmp_path / "then", SETTINGS + SERVED) as shop:
        agrees(Said.of(shop, DAY_SAID), said)
        assert shop.store.sql("SELECT count(*) FROM refreshes") == [(1,)]


def known_by(facts: Facts, day: dt.date) -> Facts:
    """The facts as they stood on a day: nothing dated later has happened."""
    orders = [
        each | ({"status": None, "cancelled_on": None} if each["cancelled_on"] and each["cancelled_on"] > day else {})
        for each in facts.orders
        if each["ordered_on"] <= day
    ]
    there = {each["order_id"] for each in orders}
    lines = [
        each | ({"returned_amount": None, "returned_on": None} if each["returned_on"] and each["returned_on"] > day else {})
        for each in facts.order_lines
        if each["order_id"] in there and not (each["quantity"] < 0 and each["returned_on"] and each["returned_on"] > day)
    ]
    law = Reference(facts, day)
    people = [person for person in facts.customers if person["customer_id"] in law.rows]
    end = dt.datetime.combine(day + DAY, dt.time()) - dt.timedelta(hours=7)
    heard = {name: [each for each in getattr(facts, name) if each["occurred_at"] < end] for name in HEARD}
    heard["contacts"] = [
        each | ({"status": "open", "resolved_at": None} if each["resolved_at"] and each["resolved_at"] >= end else {})
        for each in heard["contacts"]
    ]
    return Facts(people, orders, lines, facts.products, facts.stores, facts.costs, **heard)


def test_equal_values_get_equal_percentiles_and_more_never_gets_less(said):
    buyers = [found for found in said.people.values() if found["purchases"]]
    for value, rank in (
        ("spend", "spend_pct"),
        ("spend", "monetary_score"),
        ("purchases", "frequency_score"),
        ("purchases", "frequency_tercile"),
        ("spend", "monetary_tercile"),
    ):
        assert_monotone([(found[value], found[rank]) for found in buyers])
    active = [found for found in buyers if found["purchases_365d"]]
    for value, rank in (("spend_365d", "spend_365d_pct"), ("purchases_365d", "purchases_365d_pct"), ("margin_365d", "margin_365d_pct")):
        assert_monotone([(found[value], found[rank]) for found in active if found[value] is not None])
    assert_monotone([(-found["days_since_last"], found["recency_score"]) for found in buyers])
    assert_monotone([(-found["spend_365d"], found["revenue_share_above"]) for found in active])


def assert_monotone(pairs: list[tuple]) -> None:
    ranks = defaultdict(set)
    for value, rank in pairs:
        ranks[value].add(rank)
    assert len(ranks) > 2
    assert all(len(found) == 1 for found in ranks.values())
    said = [found.pop() for _, found in sorted(ranks.items())]
    assert said == sorted(said)


def test_every_column_has_the_type_of_its_kind_and_stands_in_the_order_of_the_vocabulary(said):
    kinds = {name: ibis_type(feature.kind) for name, feature in FEATURES.items()}
    assert said.table.column_names[4:] == list(FEATURES)
    assert {name: said.types[name] for name in FEATURES} == kinds
    words = {"int32": "int32", "int64": "int64", "float64": "double", "boolean": "bool", "string": "string"}
    assert {name: str(said.table.schema.field(name).type) for name in FEATURES} == {name: words[kind] for name, kind in kinds.items()}


# Shops at the edge of what a shop is.

BEGIN = dt.date(2023, 1, 5)
ONE = {"a": [(BEGIN, 500)]}


def one_timers(count: int, **spread: int) -> dict:
    step = spread.get("step", 1)
    return {f"c{number:03d}": [(BEGIN + number * step * DAY, 100 + number)] for number in range(count)}


def only_returns() -> Facts:
    return history({"a": [(BEGIN, -300), (BEGIN + DAY, -200)], "b": [(BEGIN, 900)]})


def only_unknown_buyers() -> Facts:
    facts = Facts()
    for number in range(5):
        facts.orders.append(order(f"o{number}", None, BEGIN + number * DAY))
        facts.order_lines.append(line(f"o{number}", 100))
    return facts


def negative_spend() -> Facts:
    facts = history({f"c{number:02d}": [(BEGIN + number * DAY, 100)] for number in range(25)})
    facts.orders.append(order("back", "c03", BEGIN + 30 * DAY))
    facts.order_lines.append(line("back", -5_000))
    return facts


def wholly_returned() -> Facts:
    facts = history(ONE)
    facts.order_lines.append(line("a/0", 0, 2, quantity=-1.0, list_amount=0, returned_amount=500, returned_on=BEGIN + 9 * DAY))
    facts.orders.append(order("b/0", "b", BEGIN + 20 * DAY))
    facts.order_lines.append(line("b/0", 100))
    facts.customers.append(row("customers", customer_id="b"))
    return facts


def huge() -> Facts:
    """Amounts of 10¹⁴: a hundred thousand billion đồng in one line, with list prices and discounts."""
    facts = history(
        {f"c{number:02d}": [(BEGIN + number * DAY, 10**14 + number), (BEGIN + (number + 40) * DAY, 10**14)] for number in range(25)}
    )
    for place, each in enumerate(facts.order_lines):
        each |= {"list_amount": each["net_amount"] * 2, "discount": each["net_amount"], "product_id": f"p{place % 3}"}
    return facts


EDGES = {
    "one customer, one order": history(ONE),
    "customers of whom nobody bought": Facts(
        [row("customers", customer_id="a"), row("customers", customer_id="b", name="Lan")],
        [order("x", "a", BEGIN, status="cancelled")],
        [line("x", 100)],
    ),
    "customers with returns only": only_returns(),
    "unknown buyers only": only_unknown_buyers(),
    "an order without lines": Facts([row("customers", customer_id="a")], [order("x", "a", BEGIN)]),
    "an order wholly returned": wholly_returned(),
    "one-time buyers only, long silent": history(one_timers(400)),
    "everybody on one day": history(one_timers(30, step=0)),
    "19 active buyers": history(one_timers(19)),
    "20 active buyers": history(one_timers(20)),
    "orders of nothing": history({f"c{number:02d}": [(BEGIN + number * DAY, 0)] for number in range(22)}),
    "spend below zero": negative_spend(),
    "amounts of ten to the fourteen": huge(),
    "ten years": history({f"c{n:02d}": [(dt.date(2013, 1, 1) + (k * 37 + n * 11) * DAY, 50 + n) for k in range(90)] for n in range(25)}),
    "before 1970": history({f"c{n:02d}": [(dt.date(1965, 5, 1) + (k * 15 + n) * DAY, 70) for k in range(6)] for n in range(24)}),
}
FAST = ("customers of whom nobody bought", "customers with returns only")


@pytest.mark.parametrize("edge", [pytest.param(name, marks=() if name in FAST else pytest.mark.slow) for name in EDGES])
def test_a_shop_at_the_edge_is_told_by_the_same_law(tmp_path, edge):
    facts = EDGES[edge]
    with open_shop(tmp_path / "edge") as shop:
        add(shop, facts)
        found = people(shop)
        bars = shop._seen(shop.last_day()).bars
        assert differences(found, with_outlook(Reference(facts, shop.last_day()).rows, bars)) == []
        assert well_formed(found) == []
        said = shop.classify()
        assert all(sum(said.counts(scheme.id).values()) == len(found) for scheme in shop.schemes())
        assert shop.refresh().text("vi")


@pytest.mark.slow
def test_a_day_before_all_data_knows_only_those_who_are_not_dated(shop):
    facts = history(ONE)
    facts.customers.append(row("customers", customer_id="undated"))
    facts.customers.append(row("customers", customer_id="later", created_at=dt.datetime(2024, 1, 1)))
    refill(shop, facts)
    found = people(shop, BEGIN - 5 * DAY)
    assert set(found) == {"undated"}
    assert found["undated"]["purchases"] == 0


@pytest.mark.slow
def test_a_customer_seen_once_does_not_vanish_again_when_their_order_is_cancelled(shop):
    facts = history({"a": [(BEGIN, 500), (BEGIN + 40 * DAY, 500)]})
    facts.orders[0] |= {"status": "cancelled", "cancelled_on": BEGIN + 10 * DAY}
    refill(shop, facts)
    days = {passed: people(shop, BEGIN + passed * DAY) for passed in (5, 20, 50)}
    assert [(found["a"]["orders"], found["a"]["known_days"]) for found in days.values()] == [(1, 5), (0, 20), (1, 50)]


def test_a_province_that_a_store_serves_is_served_beside_those_of_the_settings(tmp_path):
    facts = history({name: [(dt.date(2024, 1, 5), 100)] for name in ("hue", "hanoi", "danang", "nowhere")})
    places = {"hue": "Huế", "hanoi": "Hà Nội", "danang": "Đà Nẵng"}
    facts.customers = [row("customers", customer_id=name, province=places.get(name)) for name in ("hue", "hanoi", "danang", "nowhere")]
    facts.stores = [row("stores", store_id="S1", served_provinces='["Đà Nẵng"]')]
    with open_shop(tmp_path, SETTINGS + SERVED) as shop:
        found = people(add(shop, facts))
    assert {name: each["serviceable"] for name, each in found.items()} == {"hue": True, "hanoi": False, "danang": True, "nowhere": None}
