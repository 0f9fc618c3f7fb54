"""Everything judged fit entered into the canonical tables, and counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from regulars.intake.changes import Changes
from regulars.store.duckdb import Store
from regulars.store.loading import assembling, folding, goods, guests, people, recording
from regulars.store.loading.assembling import Shape
from regulars.store.loading.batch import Batch
from regulars.store.loading.upserting import Upserted, blended, upsert
from regulars.words import Words

Facts = dict[str, Any]


def _text(moment: dt.datetime) -> str:
    return moment.isoformat(" ")


def enter_orders(batch: Batch, shape: Shape, number: int, *, first: bool) -> Facts:
    store = batch.store
    odd = store.sql("SELECT count(*) FROM at_odds")[0][0]
    facts = _counts(store, shape)
    facts |= _noted(batch, shape, facts)
    orders = assembling.orders_select(
        shape, batch.zone, currency=batch.money.currency, source=batch.plan.source, statuses=batch.statuses, odd=bool(odd)
    )
    lines = assembling.lines_select(shape, batch.zone)
    done = (
        recording.enter_first(store, shape, orders, lines, number)
        if first
        else recording.enter_more(store, orders, lines, number, _text(batch.now), whole=not batch.mends)
    )
    returned = store.sql("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'returns'")[0][0]
    recording.revive_returns(store)
    added = recording.enter_returns(store, number, _text(batch.now), first=first) if returned else 0
    return facts | {
        "orders": done.held,
        "orders_added": done.orders,
        "orders_replaced": done.replaced,
        "lines_added": done.lines + added,
        "returns_added": added,
        "revenue_added": done.revenue,
        "changes": done.changes,
    }


def _noted(batch: Batch, shape: Shape, facts: Facts) -> Facts:
    """Set aside what the rows say of buyers and goods (tables `bought_people`, `sold_goods`), before their columns are given up."""
    sold = goods.from_orders(batch.store, shape, _text(facts["first"] or batch.now))
    if "customer_id" not in shape.columns:
        return {"sold": sold, "bought": False}
    people.from_orders(batch.store, shape, batch.now)
    return {"sold": sold, "bought": True, "customers": batch.store.sql("SELECT count(*) FROM bought_people")[0][0]}


def _counts(store: Store, shape: Shape) -> Facts:
    """What the batch holds, whether it is new or not."""
    customer = shape.of("customer_id", "VARCHAR")
    names = ("lines", "unknown_lines", "unknown_revenue", "revenue", "first", "last")
    row = store.sql(
        f"SELECT count(*), count(*) FILTER ({customer} IS NULL), "
        f"coalesce(sum(net_amount) FILTER ({customer} IS NULL), 0)::BIGINT, coalesce(sum(net_amount), 0)::BIGINT, "
        f"min(ordered_at), max(ordered_at) FROM stage WHERE {shape.kept}"
    )[0]
    return dict(zip(names, row, strict=True))


def read_people(batch: Batch, facts: Facts) -> None:
    """The table `said_people` of what the customers files say; orders may need it to know their buyers."""
    store, files = batch.store, batch.placed("customers")
    if files:
        facts.setdefault("read", {}).update(people.raw_people(store, files, batch.zone))
        if lost := people.from_files(store, batch.now):
            batch.notes.append(
                Words(
                    f"{lost} dòng khách không có mã, điện thoại, e-mail hay tên: bỏ qua.",
                    f"{lost} customer rows have no id, phone, e-mail or name: passed over.",
                )
            )


def enter_people(batch: Batch, number: int, facts: Facts, *, first: bool) -> None:
    store, files = batch.store, batch.of("customers")
    bought = facts.get("bought", False)
    if files or bought:
        blended(store, "customers", "people", [*(["said_people"] if files else []), *(["bought_people"] if bought else [])])
        store.execute(f"UPDATE people SET recorded_at = TIMESTAMP '{_text(facts.get('first') or batch.now)}' WHERE recorded_at IS NULL")
        facts["guests_known"] = 0 if first else guests.move(batch, number, _text(batch.now))
        done = _merged(batch, "customers", "people", number, first=first)
        facts |= {"customers_added": done.added, "customers_changed": done.changed}
        facts["changes"] = replace(facts.get("changes", Changes()), customers=done.columns)


def enter_goods(batch: Batch, number: int, facts: Facts, *, first: bool) -> None:
    store, files, origin = batch.store, batch.placed("products"), _text(facts.get("first") or batch.now)
    if files:
        facts.setdefault("read", {}).update(goods.from_files(store, files, batch.money, origin))
    sold = facts.get("sold", False)
    if not files and not sold:
        return
    blended(store, "products", "goods", [*(["listed_goods"] if files else []), *(["sold_goods"] if sold else [])])
    done = _merged(batch, "products", "goods", number, first=first)
    facts |= {"products_added": done.added, "products_changed": done.changed}
    facts["changes"] = replace(facts.get("changes", Changes()), products=done.columns)


def _merged(batch: Batch, table: str, said: str, number: int, *, first: bool) -> Upserted:
    """Enter what a batch says of customers or products; rows mended speak at the place of the batch they come from."""
    if not batch.mends:
        return upsert(batch.store, table, said, number, _text(batch.now), first=first)
    placed, place = said, f"{batch.mends - 0.5 if batch.orders else batch.mends + 0.5}"
    if table == "customers" and batch.orders:
        placed, place = _placed(batch.mends), "place"
    added, changed = folding.enter_at(batch.store, table, placed, number, _text(batch.now), place)
    return Upserted(added, changed)


def _placed(mends: int) -> str:
    """Who bought, after what the mended batch said where these orders are its latest of that customer, else before it."""
    return (
        f"(SELECT people.*, CASE WHEN m.latest >= coalesce(t.latest, m.latest) THEN {mends + 0.5} ELSE {mends - 0.5} END AS place FROM people "
        "LEFT JOIN (SELECT customer_id, max(ordered_at) AS latest FROM stage GROUP BY 1) AS m USING (customer_id) "
        f"LEFT JOIN (SELECT customer_id, max(ordered_at) AS latest FROM orders WHERE batch_id = {mends} GROUP BY 1) AS t USING (customer_id))"
    )
