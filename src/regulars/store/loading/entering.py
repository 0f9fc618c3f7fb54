"""Everything judged fit entered into the canonical tables, and counted."""

from __future__ import annotations

import datetime as dt
from typing import Any

from regulars.store.duckdb import Store
from regulars.store.loading import assembling, goods, people, recording
from regulars.store.loading.assembling import Shape
from regulars.store.loading.batch import Batch
from regulars.store.loading.upserting import Upserted, upsert
from regulars.words import Words

Facts = dict[str, Any]


def _text(moment: dt.datetime) -> str:
    return moment.isoformat(" ")


def enter_orders(batch: Batch, shape: Shape, number: int, *, first: bool) -> Facts:
    store = batch.store
    odd = assembling.disagreeing(store, shape)
    if odd and (several := assembling.settle(store, shape)):
        batch.notes.append(
            Words(
                f"{several} đơn ghi nhiều khách khác nhau: lấy khách của dòng sớm nhất.",
                f"{several} orders name several customers: the one on the earliest line is taken.",
            )
        )
    facts = _counts(store, shape)
    status = assembling.status_of(shape, batch.statuses)
    orders = assembling.orders_select(
        shape, batch.zone, currency=batch.money.currency, source=batch.plan.source, status=status, odd=bool(odd)
    )
    lines = assembling.lines_select(shape, batch.zone)
    done = (
        recording.enter_first(store, orders, lines, number)
        if first
        else recording.enter_more(store, orders, lines, number, _text(batch.now))
    )
    returned = store.sql("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'returns'")[0][0]
    added = recording.enter_returns(store, number, _text(batch.now), first=first) if returned else 0
    return facts | {
        "orders": done.held,
        "orders_added": done.orders,
        "orders_replaced": done.replaced,
        "lines_added": done.lines + added,
        "returns_added": added,
    }


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


def enter_people(batch: Batch, shape: Shape | None, number: int, facts: Facts, *, first: bool) -> None:
    store, files = batch.store, batch.of("customers")
    if files:
        facts["people_rows"] = people.raw_people(store, files, batch.zone)
        if lost := people.from_files(store, batch.now):
            batch.notes.append(
                Words(
                    f"{lost} dòng khách không có mã, điện thoại, e-mail hay tên: bỏ qua.",
                    f"{lost} customer rows have no id, phone, e-mail or name: passed over.",
                )
            )
    bought = shape is not None and "customer_id" in shape.columns
    if bought:
        people.from_orders(store, shape, batch.now)  # type: ignore[arg-type]
        facts["customers"] = store.sql("SELECT count(*) FROM bought_people")[0][0]
    if files or bought:
        people.united(store, said=bool(files), bought=bought, origin=_text(facts.get("first") or batch.now))
        done = upsert(store, "customers", "people", number, _text(batch.now), first=first)
        facts |= {"customers_added": done.added, "customers_changed": done.changed}


def enter_goods(batch: Batch, shape: Shape | None, number: int, facts: Facts, *, first: bool) -> None:
    store, files, origin = batch.store, batch.of("products"), _text(facts.get("first") or batch.now)
    done = Upserted(0, 0)
    if shape is not None and goods.from_orders(store, shape, origin):
        done = upsert(store, "products", "goods", number, _text(batch.now), first=first)
    if files:
        facts["goods_rows"] = goods.from_files(store, files, batch.money, origin)
        more = upsert(store, "products", "goods", number, _text(batch.now), first=first)
        done = Upserted(done.added + more.added, done.changed + more.changed)
    facts |= {"products_added": done.added, "products_changed": done.changed}
