"""What is coming by time alone: the classes of some days ahead, told as if nobody did anything until then, with the bars of today."""

from __future__ import annotations

import datetime as dt
from functools import reduce

import ibis
import ibis.expr.types as ir

from regulars.refreshing.given import Given
from regulars.refreshing.looking import series
from regulars.scheme import Scheme
from regulars.store.engine import Engine

COMING = "coming"
AHEAD = (7, 30)  # days
SCHEMA = {
    "as_of": "date",
    "state": "string",
    "customer_id": "string",
    "scheme": "string",
    "class": "string",
    "next_class": "string",
    "within": "int32",
}


def keep_coming(given: Given[Engine], as_of: dt.date, state: str, schemes: tuple[Scheme, ...]) -> None:
    """Keep in the file whose class will be another in 7 and in 30 days if nobody does anything: a row per customer, scheme and span.

    Reads everybody once for each span, as a whole refresh does. Where it is told for this day and state already, nothing is done.
    """
    store = given.store
    store.create({COMING: SCHEMA})
    if store.sql("SELECT 1 FROM main.coming WHERE as_of = ? AND state = ? LIMIT 1", [as_of, state]):
        return
    with store.scratch(), store.transaction():
        store.execute("DELETE FROM main.coming")
        days = [as_of + dt.timedelta(days=each) for each in AHEAD]
        for day, _, classes in series(given, days, current=True):
            found = _differing(store.table("classes"), classes, schemes)
            told = found.mutate(as_of=ibis.literal(as_of), state=ibis.literal(state), within=ibis.literal((day - as_of).days, "int32"))
            store.materialise("coming_told", told.select(*SCHEMA))
            store.append(COMING, "coming_told")


def _differing(now: ir.Table, then: ir.Table, schemes: tuple[Scheme, ...]) -> ir.Table:
    """The customers of each scheme who are in another class then."""
    names = [scheme.id for scheme in schemes if scheme.id in now.columns and scheme.id in then.columns]
    later = then.rename({"later_id": "customer_id", **{f"{name}_later": name for name in names}})
    both = now.join(later, [("customer_id", "later_id")])
    parts = [
        both.filter(both[name] != both[f"{name}_later"]).select(
            "customer_id", scheme=ibis.literal(name), **{"class": both[name], "next_class": both[f"{name}_later"]}
        )
        for name in names
    ]
    return reduce(lambda one, other: one.union(other), parts)
