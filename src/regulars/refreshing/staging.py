"""Staging cells: customers on days, in a temporary table of the engine, brought to where the profile can read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import ibis
import ibis.expr.types as ir

from regulars import cells
from regulars import profile as profiles
from regulars.profile import Bases, Holdings, Known
from regulars.refreshing.given import Given, marked
from regulars.store.engine import Engine


def staged_cells(
    given: Given[Engine],
    name: str,
    day: dt.date,
    held: Holdings,
    mark: str,
    tables: Mapping[str, ir.Table] | None = None,
    states: ir.Table | None = None,
    calm: ir.Table | None = None,
) -> tuple[dict[str, ir.Table], Bases]:
    """The tables and the bases of the cells in a temporary table, read on a day; kept under names with a `mark`.

    `tables` and `states` (`order_states`): where the facts of the cells are, if not in the whole file. `calm` (customer_id): people beside the cells of whom
    nothing is new; their days and what they buy are read from the file.
    """
    store = given.store
    canonical = dict(tables) if tables else store.tables()
    own = store.temporary(name)
    every = store.table("order_states")
    known_states = every if states is None else states
    facts, base = cells.facts(canonical, known_states, own, held.heard, strangers=held.strangers, every=every)
    if calm is not None:
        facts["customers"] = facts["customers"].union(_calm(given, calm, day, facts["customers"]))
    keep = marked(store.materialise, mark)
    read = {part: table if table is canonical.get(part) else keep(f"cell_{part}", table) for part, table in facts.items()}
    alone = replace(held, strangers=False)  # whose a visitor's events are is settled among the cells' facts
    known = None if calm is None else _known(given, calm, held)
    return read, profiles.bases(read, keep("cell_base", base), day, keep, alone, given.choices(day), known)


def _known(given: Given[Engine], calm: ir.Table, held: Holdings) -> Known:
    """What the file has of the calm."""
    days = given.store.table("customer_days").semi_join(calm, "customer_id")
    return Known(days, given.store.table("customer_categories").semi_join(calm, "customer_id") if held.categories else None)


def _calm(given: Given[Engine], calm: ir.Table, day: dt.date, like: ir.Table) -> ir.Table:
    """The calm among the customers of cells: known since the day they were known, whose orders are not looked at again."""
    people = given.store.table("customers")
    people = people.filter(people.replaced_at.isnull()).semi_join(calm, "customer_id").drop("created_at")
    since = given.store.table("profile").select(known_id="customer_id", since="known_on")
    own = people.join(since, people.customer_id == since.known_id)
    noon = own.since.cast("timestamp") + ibis.interval(seconds=int((dt.timedelta(hours=12) - given.offset(day)).total_seconds()))
    return own.mutate(created_at=noon, moved=ibis.literal(0, "int64")).select(
        **{name: ibis._[name].cast(kind) for name, kind in like.schema().items()}
    )
