"""Visits, contacts, answers, referrals, consents, stores and costs entered: what is new added, what says otherwise in place of the old."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from regulars.intake.fields import HAPPENINGS
from regulars.store.duckdb import Store
from regulars.store.loading import repeating
from regulars.store.loading.batch import Batch
from regulars.store.loading.cells import MEANINGS, SCORED
from regulars.store.loading.recognising import columns_of, recognise
from regulars.store.loading.regular import regular
from regulars.store.loading.upserting import shaped, upsert
from regulars.tables import TABLES
from regulars.words import Words, day, number

SCRATCH = (
    *(f"stage_{table}" for table in HAPPENINGS),
    *("incoming", "changed_rows", "repeated", "said_answers", "said_consents", "named_people", "new_people"),
    *(f"meaning_{name}" for name in (*MEANINGS, *SCORED, "event_kind", "score", "satisfied", "decision_word", "served")),
)
# Statements that hold until another is made: said again without a date, they add nothing.
STANDING = ("answers", "consents")
WHEN = {"costs": "valid_from::TIMESTAMP", "stores": "NULL::TIMESTAMP"}


@dataclass(frozen=True)
class Added:
    """What one further table gained: rows added and replaced, by place of the file and together."""

    added: int
    replaced: int
    by_place: dict[int, tuple[int, int]]


def add(batch: Batch, batch_id: int, facts: dict[str, Any]) -> dict[str, Added]:
    """Enter all further tables of the batch; which gained what. Customers nobody knew yet are added to the customers."""
    found: dict[str, Added] = {}
    for table in HAPPENINGS:
        if batch.placed(table):
            found[table] = _add(batch, table, batch_id, facts)
            batch.store.drop(f"stage_{table}", "incoming")
    return found


def _add(batch: Batch, table: str, batch_id: int, facts: dict[str, Any]) -> Added:
    _recognise(batch, table)
    stamp = _stamp(batch, table)
    facts["customers_added"] = facts.get("customers_added", 0) + _people(batch, table, batch_id)
    source = regular(batch, table, f"TIMESTAMP '{stamp}'")
    return _entered(batch, table, source, stamp, batch_id)


def _entered(batch: Batch, table: str, source: str, stamp: str, batch_id: int) -> Added:
    store = batch.store
    if not store.sql(f"SELECT count(*) FROM (FROM {table} LIMIT 1)")[0][0]:
        return _begin(batch, table, source, batch_id)
    store.execute(f"CREATE OR REPLACE TEMP TABLE incoming AS {source}")
    if table in STANDING:
        _leave_out_repeated(store, table, stamp, batch_id)
    return _more(store, table, batch_id, batch.now.isoformat(" "), batch.mends)


def _recognise(batch: Batch, table: str) -> None:
    if not any(landed.file.of(name) for landed in batch.of(table) for name in ("phone", "email", "name", "order_id")):
        return
    known = recognise(batch.store, f"stage_{table}")
    if known:
        batch.notes.append(
            Words(
                f"{number(known, 'vi')} dòng không ghi mã khách được nhận ra nhờ điện thoại, e-mail, tên hay mã đơn.",
                f"{number(known, 'en')} rows without a customer id are recognised by phone, e-mail, name or order.",
            )
        )


def _stamp(batch: Batch, table: str) -> str:
    """When a statement without a date counts as made: on the last day of orders, which is the day that answers are given for."""
    store = batch.store
    last = store.sql("SELECT max(ordered_at) FROM orders WHERE replaced_at IS NULL")[0][0]
    stamp = min(last, batch.now) if last else batch.now
    has = columns_of(store, f"stage_{table}")
    undated = "occurred_at" not in has or store.sql(f"SELECT count(*) FROM stage_{table} WHERE occurred_at IS NULL")[0][0]
    if table in STANDING and undated:
        when: dt.date = stamp.date()
        batch.notes.append(
            Words(
                f"Dòng không ghi ngày được tính vào ngày {day(when, 'vi')}, ngày cuối của dữ liệu bán hàng.",
                f"Rows without a date count as of {day(when, 'en')}, the last day of the orders.",
            )
        )
    return stamp.isoformat(" ")


def _people(batch: Batch, table: str, batch_id: int) -> int:
    """Everybody the table names, as customers: who was not known yet is from when they first did something. How many are new."""
    store, now = batch.store, batch.now.isoformat(" ")
    if table in ("stores", "costs"):
        return 0
    store.execute(f"CREATE OR REPLACE TEMP TABLE named_people AS {_named(columns_of(store, f'stage_{table}'), table)}")
    known = "id IN (SELECT customer_id FROM customers WHERE replaced_at IS NULL)"
    new = {
        "name": "name", "created_at": "since", "phone": "CASE WHEN regexp_full_match(id, '\\+[0-9]+') THEN id END",
        "email": "CASE WHEN id LIKE '%_@_%' THEN id END",
    }  # fmt: skip
    columns = {name: f"CASE WHEN NOT {known} THEN {sql} END" for name, sql in new.items()} | {"customer_id": "id"}
    shaped(store, "customers", "new_people", columns | {"recorded_at": f"coalesce(since, TIMESTAMP '{now}')"}, "named_people")
    first = not store.sql("SELECT count(*) FROM (FROM customers LIMIT 1)")[0][0]
    done = upsert(store, "customers", "new_people", batch_id, now, first=first)
    store.drop("named_people", "new_people")
    return done.added


def _named(has: frozenset[str], table: str) -> str:
    """Everybody a stage names, with the first moment and the name it gives them."""
    moment = "occurred_at" if "occurred_at" in has else "NULL::TIMESTAMP"
    whose = ("referrer_id", "referred_id") if table == "referrals" else ("coalesce(known, who)" if "known" in has else "who",)
    name = "said_name" if "said_name" in has else "NULL::VARCHAR"
    each = " UNION ALL ".join(f"SELECT {who} AS id, {moment} AS moment, {name} AS name FROM stage_{table}" for who in whose)
    return f"SELECT id, min(moment) AS since, max(name) AS name FROM ({each}) WHERE id IS NOT NULL GROUP BY id"


def _begin(batch: Batch, table: str, source: str, batch_id: int) -> Added:
    """Into an empty table: everything counts as recorded when it happened."""
    store, now = batch.store, batch.now.isoformat(" ")
    names = ", ".join(column.name for column in TABLES[table].columns)
    recorded = f"coalesce(least({WHEN.get(table, 'occurred_at')}, TIMESTAMP '{now}'), TIMESTAMP '{now}')"
    places = [place for place, _ in batch.placed(table)]
    if len(places) > 1:
        store.execute(f"CREATE OR REPLACE TEMP TABLE incoming AS {source}")
        source = "FROM incoming"
    store.execute(f"INSERT INTO {table} ({names}, batch_id, recorded_at) SELECT {names}, {batch_id}, {recorded} FROM ({source})")
    count = store.sql(f"SELECT count(*) FROM {table}")[0][0]
    counts = dict(store.sql("SELECT file_no, count(*) FROM incoming GROUP BY file_no")) if len(places) > 1 else {places[0]: count}
    return Added(count, 0, {place: (many, 0) for place, many in counts.items()})


def _leave_out_repeated(store: Store, table: str, stamp: str, batch_id: int) -> None:
    """What bears no date and says what is in force anyway is no news, but said by this batch, too."""
    key = [name for name in TABLES[table].key if name != "occurred_at"]
    said = [column.name for column in TABLES[table].columns if column.name not in TABLES[table].key]
    latest = ", ".join(f"arg_max(struct_pack(v := {name}), occurred_at).v AS {name}" for name in said)
    same = " AND ".join([*(f"i.{name} = l.{name}" for name in key), *(f"i.{name} IS NOT DISTINCT FROM l.{name}" for name in said)])
    in_force = (
        f"(SELECT {', '.join(key)}, {latest}, max(occurred_at) AS occurred_at, arg_max(batch_id, occurred_at) AS batch_id FROM {table} "
        f"WHERE replaced_at IS NULL GROUP BY {', '.join(key)}) AS l"
    )
    undated = f"i.occurred_at = TIMESTAMP '{stamp}' AND {same}"
    repeating.note(store, table, batch_id, f"(SELECT l.* FROM incoming AS i, {in_force} WHERE {undated})")
    store.execute(f"DELETE FROM incoming AS i USING {in_force} WHERE {undated}")


def _more(store: Store, table: str, batch_id: int, now: str, mends: int | None) -> Added:
    """Into a table with rows: one whose key is known and whose content differs takes the place of the old, which is kept; what
    `mends` a former batch does not go before what later ones said."""
    key, names = TABLES[table].key, [column.name for column in TABLES[table].columns]
    same = " AND ".join(f"i.{name} = o.{name}" for name in key)
    differs = " OR ".join(f"i.{name} IS DISTINCT FROM o.{name}" for name in names if name not in key) or "false"
    older = f" AND o.batch_id IN (SELECT batch_id FROM imports WHERE coalesce(mends, batch_id) <= {mends})" if mends else ""
    current = f"(FROM {table} WHERE replaced_at IS NULL)"
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE changed_rows AS SELECT i.* FROM incoming AS i JOIN {current} AS o ON {same} WHERE ({differs}){older}"
    )
    standing = f"(SELECT o.* FROM incoming AS i JOIN {current} AS o ON {same} WHERE NOT ({differs}))"
    repeating.note(store, table, batch_id, standing)
    replaced = dict(store.sql("SELECT file_no, count(*) FROM changed_rows GROUP BY file_no"))
    store.execute(f"DELETE FROM incoming AS i USING {current} AS o WHERE {same}")
    added = dict(store.sql("SELECT file_no, count(*) FROM incoming GROUP BY file_no"))
    if replaced:
        store.execute(
            f"UPDATE {table} AS o SET replaced_at = TIMESTAMP '{now}' FROM changed_rows AS i WHERE o.replaced_at IS NULL AND {same}"
        )
    listed = ", ".join(names)
    for source in ("changed_rows", "incoming"):
        store.execute(f"INSERT INTO {table} ({listed}, batch_id, recorded_at) SELECT {listed}, {batch_id}, TIMESTAMP '{now}' FROM {source}")
    store.drop("changed_rows")
    places = {*added, *replaced}
    return Added(sum(added.values()), sum(replaced.values()), {place: (added.get(place, 0), replaced.get(place, 0)) for place in places})
