"""Staging cells: customers on days, in a temporary table of the engine, brought to where the profile can read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import ibis.expr.types as ir

from regulars import cells
from regulars import profile as profiles
from regulars.profile import Bases, Holdings
from regulars.refreshing.given import Given, marked


def staged_cells(
    given: Given, name: str, day: dt.date, held: Holdings, mark: str, *, calm: ir.Table | None = None
) -> tuple[dict[str, ir.Table], Bases]:
    """The tables and the bases of the cells in a temporary table, read on a day; kept under names with a `mark`.

    `calm` (customer_id): cells under their own ids whose purchases are as they were, so that what they buy is read from the file.
    """
    store = given.store
    own = store.temporary(name)
    canonical = store.tables()
    facts, base = cells.facts(canonical, store.table("order_states"), own, held.heard, strangers=held.strangers, calm=calm)
    kinds = None
    if calm is not None and held.categories:
        kinds = store.table("customer_categories").semi_join(calm, "customer_id")
    keep = marked(store.materialise, mark)
    tables = {part: table if table is canonical.get(part) else keep(f"cell_{part}", table) for part, table in facts.items()}
    alone = replace(held, strangers=False)  # whose a visitor's events are is settled among the cells' facts
    staged = profiles.bases(tables, keep("cell_base", base), day, keep, alone, given.choices(day), kinds)
    return tables, staged
