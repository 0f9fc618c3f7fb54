"""Another engine is one file away: every stage of the profile and the classes of every scheme compile for it.

Nothing is run there. What Ibis cannot say in an engine's SQL at all shows here, before anybody has such a shop.
"""

from __future__ import annotations

import datetime as dt
import random

import ibis
import ibis.expr.types as ir
import pytest

from regulars.tables import TABLES
from regulars.vocabulary import FEATURES, ibis_type

DIALECTS = ("duckdb", "postgres", "clickhouse", "bigquery", "snowflake", "trino")
AS_OF = dt.date(2026, 6, 30)


def compiles(expression: ir.Table, dialect: str) -> None:
    assert "SELECT" in str(ibis.to_sql(expression, dialect=dialect)).upper()


@pytest.fixture(scope="module")
def schemes():
    from regulars.scheme import order
    from regulars.schemes import all_schemes

    return order(all_schemes())


@pytest.fixture(scope="module")
def classes(schemes) -> dict[str, ir.Table]:
    """Scheme -> the table of all classes up to it; a class is a feature for the schemes that follow."""
    columns = {"customer_id": "string", **{name: ibis_type(feature.kind) for name, feature in FEATURES.items()}}
    table = ibis.table(columns, name="profile")
    found = {}
    for scheme in schemes:
        found[scheme.id] = table.mutate(**{scheme.id: scheme.class_expr(table)}).select("customer_id", scheme.id)
        columns = columns | {scheme.id: "string"}
        table = ibis.table(columns, name="profile")
    return found


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_classes_of_every_scheme_compile(classes, dialect):
    for table in classes.values():
        compiles(table, dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_stage_of_the_profile_compiles(stages, dialect):
    for table in stages.values():
        compiles(table, dialect)


def test_the_stages_reach_from_the_orders_to_the_profile_as_read(stages):
    assert {"order_base", "customer_days", "customer_totals", "customer_categories", "profile", "read"} <= set(stages)
    assert {"event_visits", "decision_hours", "abandoned", "latest_answers", "sentiments", "consented", "brought"} <= set(stages)
    assert set(FEATURES) <= set(stages["read"].columns)


@pytest.fixture(scope="module")
def stages(tmp_path_factory) -> dict[str, ir.Table]:
    """Every relation on the way from canonical tables to the profile as read, of a small shop that has every kind of fact."""
    from regulars import profile
    from regulars.features import outlook
    from regulars.features.orders import order_base
    from regulars.models.outlook import SCORES
    from regulars.rules import c
    from regulars.store.duckdb import Store

    with Store(tmp_path_factory.mktemp("shop") / "analytics.duckdb") as store:
        for name, rows in small_shop().items():
            schema = TABLES[name].schema()
            store.insert(name, schema, [{column: row.get(column) for column in schema} for row in rows])
        found: dict[str, ir.Table] = {}

        def keep(name: str, expression: ir.Table) -> ir.Table:
            found[name] = expression
            return store.materialise(name, expression)

        tables = store.tables()
        held = profile.holdings(tables)
        base = keep("order_base", order_base(profile.documents(tables, keep, held), AS_OF))
        staged = profile.bases(tables, base, AS_OF, keep, held)
        bars = profile.fit(staged, AS_OF)
        stored = keep("profile", profile.profile(tables, staged, bars, AS_OF, held, profile.Choices(served_provinces=("Huế",))))
        chances = ibis.table({"rhythm_group": "int64", "silent_days": "int64", "chance": "float64", "at_first": "float64"}, name="chances")
        unbound = ibis.table(stored.schema(), name="profile")
        found |= {"histories": outlook.histories(staged.totals, AS_OF), "spends": outlook.spends(staged.totals)}
        found["followed"] = outlook.followed(staged.days, AS_OF - dt.timedelta(days=180), AS_OF, 1_000_000)
        scores = ibis.table(SCORES, name="scores")
        assert bars.outlook is not None and bars.outlook.purchase_model and bars.outlook.spend_model
        found["read"] = profile.read(unbound, bars, chances, AS_OF, portrait=c.age >= 18, scores=scores)
        return found


def small_shop() -> dict[str, list[dict[str, object]]]:
    """Sixty customers with some four hundred orders; places, costs, categories, coupons and list prices are all known."""
    chance = random.Random(7)
    recorded = dt.datetime(2026, 7, 1)
    people = [f"khách {number}" for number in range(60)]
    days = sorted(AS_OF - dt.timedelta(days=chance.randrange(900)) for _ in range(400))
    orders = [
        {
            "order_id": str(number),
            "customer_id": chance.choice(people),
            "ordered_at": dt.datetime.combine(day, dt.time(3)),
            "ordered_on": day,
            "status": "completed",
            "coupon_code": chance.choice(["", "TẾT"]),
            "recorded_at": recorded,
        }
        for number, day in enumerate(days)
    ]
    return {
        **heard(people, recorded),
        "customers": [
            {
                "customer_id": person,
                "birth_year": 1950 + number,
                "province": "Huế",
                "latitude": 16.4,
                "longitude": 107.6,
                "recorded_at": recorded,
            }
            for number, person in enumerate(people)
        ],
        "stores": [{"store_id": "1", "latitude": 16.5, "longitude": 107.5, "radius_km": 10.0, "recorded_at": recorded}],
        "products": [
            {"product_id": str(number), "category_1": f"nhóm {number % 3}", "unit_cost": 50_000, "recorded_at": recorded}
            for number in range(9)
        ],
        "costs": [{"product_id": "1", "valid_from": dt.date(2025, 1, 1), "unit_cost": 60_000, "recorded_at": recorded}],
        "orders": orders,
        "order_lines": [line(order["order_id"], chance, recorded) for order in orders],
    }


def heard(people: list[str], recorded: dt.datetime) -> dict[str, list[dict[str, object]]]:
    """A fact of each kind besides orders, of every customer; some events name only their visitor."""
    at = dt.datetime.combine(AS_OF, dt.time()) - dt.timedelta(days=3)
    common = [{"customer_id": person, "occurred_at": at, "recorded_at": recorded} for person in people]
    kinds = ("view", "cart", "uncart", "purchase")
    return {
        "events": [
            each | {"event_id": f"{kind} {n}", "visitor_id": str(n // 2), "kind": kind, "product_id": "1"}
            for n, each in enumerate(common)
            for kind in kinds
        ]
        + [{"event_id": "nobody", "visitor_id": "1", "kind": "view", "occurred_at": at, "recorded_at": recorded}],
        "contacts": [each | {"contact_id": str(n), "kind": "review", "text": "tốt"} for n, each in enumerate(common)],
        "answers": [each | {"survey": "1", "question": "nps", "score": 9.0} for each in common],
        "consents": [each | {"channel": "zalo", "granted": True} for each in common],
        "referrals": [{"referrer_id": people[0], "referred_id": people[1], "occurred_at": at, "recorded_at": recorded}],
    }


def line(order_id: object, chance: random.Random, recorded: dt.datetime) -> dict[str, object]:
    listed, discount = chance.randrange(1, 9) * 100_000, chance.choice([0, 0, 20_000])
    return {
        "order_id": order_id,
        "line_no": 1,
        "product_id": str(chance.randrange(9)),
        "quantity": 1.0,
        "list_amount": listed,
        "discount": discount,
        "net_amount": listed - discount,
        "recorded_at": recorded,
    }
