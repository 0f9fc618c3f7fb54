"""Histories: the change log in the file, with the months replayed before it, as stays in classes."""

from __future__ import annotations

import datetime as dt

import ibis.expr.types as ir

from regulars.history.spells import LOG, History, spells
from regulars.refreshing.log import in_text
from regulars.refreshing.replaying import first_told, replayed_days
from regulars.store.duckdb import Store
from regulars.store.engine import Engine


def told(store: Store, until: dt.date | None = None) -> History:
    """The classes of a shop over time, up to a day.

    Where months were replayed, the rows of the day on which the shop was first computed are the replay's: they say what moved whom since the month's
    end before.
    """
    log, days = in_text(store.table("membership_log")), replayed_days(store)
    if days:
        log = in_text(store.table("replayed")).union(log.filter(log.valid_from > days[-1]))
    refreshed = [
        day for (day,) in store.sql("SELECT DISTINCT as_of FROM refreshes WHERE as_of >= ? ORDER BY 1", [first_told(store) or dt.date.max])
    ]
    every = sorted({*days, *refreshed})
    if until is not None:
        log, every = log.filter(log.valid_from <= until), [day for day in every if day <= until]
    return History(spells(log.select(*LOG)), tuple(every))


def moves_of(store: Engine, moment: dt.datetime) -> list[dict[str, object]]:
    """The moves recorded at a moment, one row per scheme, classes and cause: scheme, before, after, cause, customers; most first."""
    log = store.table("membership_log")
    at = moment.astimezone(dt.UTC).replace(tzinfo=None)
    mine = spells(log.semi_join(log.filter(log.recorded_at == at), ["customer_id", "scheme"]))
    rows = mine.filter(mine.valid_to.isnull()).join(
        log.filter(log.recorded_at == at).select("customer_id", "scheme"), ["customer_id", "scheme"]
    )
    return _counted(rows)


def _counted(rows: ir.Table) -> list[dict[str, object]]:
    counted = rows.group_by("scheme", "before", after=rows["class"], cause=rows.cause).aggregate(customers=rows.count())
    return counted.order_by([counted.customers.desc(), "scheme", "before", "after"]).to_pyarrow().to_pylist()
