"""Every relation on the way from the facts of a shop to what is said of its customers, as expressions over plain names: what other engines are asked.

The shop is small and has every kind of fact. DuckDB has answered each stage, and the next stages are made from what it said.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from regulars import profile
from regulars.arithmetic import share
from regulars.cells import CELLS, Move, facts
from regulars.features import needs, outlook, rhythm
from regulars.features.orders import order_base
from regulars.history.changes import changes, first, moved
from regulars.history.spells import LOG, spells
from regulars.models import outlook as outlook_models
from regulars.models import scales
from regulars.models.bars import Bars
from regulars.models.needs import Cluster
from regulars.models.scales import Scale
from regulars.profile import Bases
from regulars.refreshing.given import CHANCES, chance_rows
from regulars.rules import c
from regulars.schemes import all_schemes
from regulars.store.duckdb import Store
from regulars.tables import TABLES

AS_OF = dt.date(2026, 6, 30)
DAY = dt.timedelta(days=1)
RECORDED = dt.datetime(2026, 7, 1)
TEXTS = ("tốt", "KHÔNG tốt lắm", "Giao CHẬM, thất vọng!!", "đẹp\u200b 😍 nhưng hơi mắc…", "it isn't bad", " ", "ĐẸP\nquá đẹppp")
LATELY = {"customer_id": "khách mới", "birth_date": dt.date(1990, 7, 1), "age_min": 18, "created_at": RECORDED - 9 * DAY}
CLUSTERS = (Cluster("a", "A", {"nhóm 0": 1500, "nhóm 1": 500}, 30), Cluster("b", "B", {"nhóm 2": 2000}, 30))
DISTANCES = Scale((500_000, 2_000_000, 4_500_000), (0, 30, 60, 100), (0.0,) * 4)
Keep = Callable[[str, ir.Table], ir.Table]


@dataclass(frozen=True)
class Core:
    """`inputs`: tables that no stage makes, by name. `stages`: an expression each, over inputs and earlier stages. `said`: DuckDB's answers.

    `held_n` and `fitted_n` are what is brought from the engine to look which facts there are and to fit bars and models.
    """

    inputs: dict[str, pa.Table]
    stages: dict[str, ir.Table]
    said: dict[str, pa.Table]


def core(folder: Path) -> Core:
    """Run the core of the small shop in DuckDB, in a file of the folder."""
    with Store(folder / "analytics.duckdb") as store:
        for name, rows in small_shop().items():
            schema = TABLES[name].schema()
            store.insert(name, schema, [{column: row.get(column) for column in schema} for row in rows])
        inputs = {name: store.table(name).to_pyarrow() for name in TABLES}
        stages: dict[str, ir.Table] = {}
        said: dict[str, pa.Table] = {}

        def keep(name: str, expression: ir.Table) -> ir.Table:
            stages[name] = named(expression)
            made = store.materialise(name, expression)
            said[name] = made.to_pyarrow()
            return made

        def bring(name: str, schema: dict[str, str], columns: dict[str, object]) -> ir.Table:
            made = store.keep_columns(name, schema, columns)
            inputs[name] = made.to_pyarrow()
            return made

        def overheard(name: str, expression: ir.Expr, answer: pa.Table | pa.ChunkedArray | pa.Scalar) -> None:
            asked = expression if isinstance(expression, ir.Table) else expression.as_table()
            stages[name] = named(asked)
            values = pa.array([answer.as_py()], answer.type) if isinstance(answer, pa.Scalar) else answer
            said[name] = values if isinstance(values, pa.Table) else pa.table({asked.columns[0]: values})

        _run(store.tables(), keep, bring, overheard)
        return Core(inputs, stages, said)


def named(expression: ir.Table) -> ir.Table:
    """The same over tables that are but a name and a schema."""
    here = expression.op().replace(
        lambda node, kept: (
            ops.UnboundTable(name=node.name, schema=node.schema)
            if isinstance(node, ops.DatabaseTable)
            else node.__recreate__(kept)
            if kept
            else node
        )
    )
    return here.to_expr()


@contextmanager
def listening(name: str, overheard: Callable) -> Iterator[None]:
    """Meanwhile whatever is brought from the engine is told to `overheard`, under the name and a number."""
    plain, numbers = ir.Expr.to_pyarrow, count(1)

    def to_pyarrow(expression: ir.Expr, **said: object) -> pa.Table | pa.ChunkedArray | pa.Scalar:
        answer = plain(expression, **said)
        overheard(f"{name}_{next(numbers)}", expression, answer)
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ir.Expr, "to_pyarrow", to_pyarrow)
        yield


def _run(tables: dict[str, ir.Table], keep: Keep, bring: Callable, overheard: Callable) -> None:
    with listening("held", overheard):
        held = profile.holdings(tables)
    states = profile.documents(tables, keep, held)
    staged = profile.bases(tables, keep("order_base", order_base(states, AS_OF)), AS_OF, keep, held)
    with listening("fitted", overheard):
        bars = profile.fit(staged, AS_OF)
    chosen = profile.Choices(served_provinces=("Huế",))
    bars = replace(bars, outlook=_scaled(bars))
    keep("nearest", needs.nearest(staged.baskets, CLUSTERS, DISTANCES))
    stored = keep("profile", profile.profile(tables, staged, bars, AS_OF, held, chosen))
    _learnt(staged, bars, keep)
    rows = chance_rows(bars.rhythm, 1)
    chances = bring("chances", CHANCES, {column: [row[column] for row in rows] for column in CHANCES})
    asked = keep("asked", outlook.asked(stored, AS_OF)).to_pyarrow()
    model = bars.outlook.purchase_model
    scored = outlook_models.score(model, bars.window, *(asked[name].to_numpy() for name in outlook.KEY))
    scores = bring("scores", outlook_models.SCORES, scored)
    read = keep("read", profile.read(stored, bars, chances, AS_OF, portrait=c.age >= 18, scores=scores))
    classes = keep("classes", profile.classified(read, all_schemes()))
    _logged(classes, [scheme.id for scheme in all_schemes()], keep)
    _celled(tables, states, held, keep, bring)


def _scaled(bars: Bars) -> outlook_models.Outlook:
    assert bars.outlook is not None and bars.outlook.purchase_model and bars.outlook.spend_model
    return bars.outlook.scaled(Scale((100_000, 500_000), (0, 40, 100), (0.9, 0.5, 0.0)))


def _learnt(staged: Bases, bars: Bars, keep: Keep) -> None:
    """What bars and models are fitted from."""
    totals = staged.totals
    keep("cuts_whole", scales.cut_points(totals.filter(totals.purchases > 0), "spend"))
    silences = keep("silences", rhythm.silences(staged.days, AS_OF))
    gaps = silences.mutate(gap_days=rhythm.usual_gap(silences.span, silences.gaps, bars.base_gap))
    keep("cuts_fraction", scales.cut_points(gaps, "gap_days", 10))
    keep("repeaters", outlook.repeaters(totals).as_table())
    keep("histories", outlook.histories(totals, AS_OF))
    keep("spends", outlook.spends(totals))
    keep("share", share(totals, 60, 20).select("customer_id"))
    keep("followed", outlook.followed(staged.days, AS_OF - 180 * DAY, AS_OF, 1_000_000))


def _logged(classes: ir.Table, ids: list[str], keep: Keep) -> None:
    """The change log where one customer is new, one is gone, and of some the value was another."""
    told = classes.filter(classes.customer_id != "khách 1")
    before = keep("classes_before", told.mutate(value=ibis.ifelse(told.customer_id < "khách 3", "value_mid", told.value)))
    after = keep("classes_after", classes.filter(classes.customer_id != "khách 2"))
    who = keep("moved_people", moved(before, after, ids))
    rows = keep("changed", changes(who, before, [("time", before), ("behaviour", after)], ids))
    moments = {"valid_from": ibis.literal(AS_OF), "recorded_at": ibis.literal(RECORDED)}
    earlier = {"valid_from": ibis.literal(AS_OF - 30 * DAY), "recorded_at": ibis.literal(RECORDED - 30 * DAY)}
    begun = keep("first", first(before, ids).mutate(**earlier).select(*LOG))
    dated = keep("log_rows", rows.mutate(**moments).select(*LOG))
    keep("spells", spells(keep("log", begun.union(dated))))


def _celled(tables: dict[str, ir.Table], states: ir.Table, held: profile.Holdings, keep: Keep, bring: Callable) -> None:
    """Two customers as they were two days ago, moved to today."""
    ends = {day: dt.datetime.combine(day, dt.time(17)) for day in (AS_OF, AS_OF - 2 * DAY)}
    move = Move.to(min(ends), min(ends), AS_OF, ends)
    rows = [move.row(f"cell {n}", f"khách {n}") for n in (0, 1)]
    cells = bring("cells", CELLS, {column: [row[column] for row in rows] for column in CELLS})
    found, base = facts(tables, states, cells, held.heard, strangers=held.strangers)
    keep("cell_base", base)
    for name, table in found.items():
        if table is not tables.get(name):
            keep(f"cell_{name}", table)


def small_shop() -> dict[str, list[dict[str, object]]]:
    """Sixty-one customers with some four hundred orders; places, costs, categories, coupons, list prices and days of returns are all known."""
    chance = random.Random(7)
    recorded = RECORDED
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
    orders += [{**orders[0], "order_id": "new", "customer_id": "khách mới", "ordered_on": AS_OF - 5 * DAY, "ordered_at": None}]
    return {
        **heard(people, recorded),
        "customers": [{**LATELY, "recorded_at": recorded}, *(_person(person, number, recorded) for number, person in enumerate(people))],
        "stores": [
            {
                "store_id": "1",
                "latitude": 16.5,
                "longitude": 107.5,
                "radius_km": 10.0,
                "served_provinces": '["Huế"]',
                "recorded_at": recorded,
            }
        ],
        "products": [
            {"product_id": str(number), "category_1": f"nhóm {number % 3}", "unit_cost": 50_000, "recorded_at": recorded}
            for number in range(9)
        ],
        "costs": [{"product_id": "1", "valid_from": dt.date(2025, 1, 1), "unit_cost": 60_000, "recorded_at": recorded}],
        "orders": orders,
        "order_lines": [line(order, chance, recorded) for order in orders],
    }


def _person(person: str, number: int, recorded: dt.datetime) -> dict[str, object]:
    return {
        "customer_id": person,
        "birth_year": 1950 + number,
        "province": "Huế",
        "latitude": 16.4,
        "longitude": 107.6,
        "recorded_at": recorded,
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
        + [{"event_id": "nobody", "visitor_id": "1", "kind": "view", "occurred_at": at, "recorded_at": recorded}]
        + [each | {"event_id": f"left {n}", "kind": "cart", "product_id": "2"} for n, each in enumerate(common[:9])],
        "contacts": [each | {"contact_id": str(n), "kind": "review", "text": TEXTS[n % len(TEXTS)]} for n, each in enumerate(common)],
        "answers": [each | {"survey": "1", "question": "nps", "score": 9.0} for each in common],
        "consents": [each | {"channel": "zalo", "granted": True} for each in common],
        "referrals": [
            {"referrer_id": person, "referred_id": "khách mới", "occurred_at": at - 30 * DAY, "recorded_at": recorded}
            for person in people[:2]
        ],
    }


def line(order: dict[str, object], chance: random.Random, recorded: dt.datetime) -> dict[str, object]:
    back = {"returned_on": order["ordered_on"] + 3 * DAY, "returned_amount": 50_000} if chance.random() < 0.1 else {}
    listed, discount = chance.randrange(1, 9) * 100_000, chance.choice([0, 0, 20_000])
    return {
        "order_id": order["order_id"],
        "line_no": 1,
        "product_id": str(chance.randrange(9)),
        "quantity": 1.0,
        "list_amount": listed,
        "discount": discount,
        "net_amount": listed - discount,
        "recorded_at": recorded,
        **back,
    }
