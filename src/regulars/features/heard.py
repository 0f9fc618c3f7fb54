"""What the shop sees and hears of its customers besides their orders, staged: one row per customer and family."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Set

import ibis
import ibis.expr.types as ir

from regulars.features import advocacy, decision, feeling, reach
from regulars.features.moments import Until
from regulars.features.orders import in_force
from regulars.features.reach import EVER

Tables = Mapping[str, ir.Table]
Materialise = Callable[[str, ir.Table], ir.Table]

STAGES = (
    *("event_visits", "event_bought", "event_purchases", "visit_sums", "journeys", "decision_hours", "abandoned"),
    *("contact_sums", "latest_answers", "sentiments", "consented", "brought"),
)
COMPLAINTS = ("complaint", "review")
COUNTED = {
    "complaints": ("open_complaints", "complaints_180d", "reviews_365d"),
    "marketing": ("messages_30d",),
    "referrals": ("referrals_365d",),
}


def begun(tables: Tables) -> dict[str, dt.datetime]:
    """Since when (UTC) there are facts of each kind; a kind without any is left out. Undated referrals and consents are from the beginning."""
    contacts = in_force(tables["contacts"])
    dated = {
        "contacts": contacts.occurred_at.min(),
        "complaints": contacts.occurred_at.min(where=contacts.kind.isin(COMPLAINTS)),
        "marketing": contacts.occurred_at.min(where=contacts.kind == "marketing"),
    }
    found = contacts.aggregate(**dated).to_pyarrow().to_pylist()[0]
    found |= {name: _first(in_force(tables[name]).occurred_at) for name in ("events", "answers")}
    found |= {name: _first(in_force(tables[name]).occurred_at.fill_null(EVER)) for name in ("referrals", "consents")}
    return {name: moment for name, moment in found.items() if moment is not None}


def _first(moments: ir.TimestampColumn) -> dt.datetime | None:
    return moments.min().to_pyarrow().as_py()


def strangers(tables: Tables) -> bool:
    """Whether some events name no customer."""
    events = tables["events"]
    return events.filter(events.customer_id.isnull()).limit(1).count().to_pyarrow().as_py() > 0


def families(
    tables: Tables,
    base: ir.Table,
    totals: ir.Table,
    until: Until,
    told: Set[str],
    strange: bool,
    keep: Materialise,
    begun: ir.Table | None = None,
) -> dict[str, ir.Table]:
    """For each family with facts by the day, its relation of one row per customer, kept.

    `told` are the kinds of `begun` with facts by the day; `strange` where some events name no customer. `begun` (customer_id, first_day): when those
    who were referred first bought, where `totals` do not have them.
    """
    found: dict[str, ir.Table] = {}
    if "events" in told:
        found |= _journeys(tables, base, until, strange, keep)
    if "contacts" in told:
        found["contact_sums"] = feeling.contact_sums(tables["contacts"], until)
    if told & {"contacts", "answers"}:
        found["latest_answers"] = feeling.latest_answers(tables["answers"], tables["contacts"], until)
        found["sentiments"] = feeling.sentiments(tables["contacts"], tables["answers"], until)
    if "consents" in told:
        found["consented"] = reach.consents(tables["consents"], until)
    if "referrals" in told:
        found["brought"] = advocacy.brought(tables["referrals"], totals if begun is None else begun, until)
    return {name: keep(name, relation) for name, relation in found.items()}


def _journeys(tables: Tables, base: ir.Table, until: Until, strange: bool, keep: Materialise) -> dict[str, ir.Table]:
    seen = decision.linked(tables["events"], until, strange)
    visited = keep("event_visits", decision.visits(seen, until))
    own = keep("event_bought", decision.bought(tables["orders"], base, visited, until))
    bought = keep("event_purchases", decision.purchases(own, tables["order_lines"], seen))
    return {
        "visit_sums": decision.visit_sums(visited),
        "journeys": decision.journeys(visited, own, seen),
        "decision_hours": decision.decision_hours(seen, bought),
        "abandoned": decision.abandoned(seen, bought, until),
    }


def joined(people: ir.Table, known: Mapping[str, ir.Table], told: Set[str]) -> ir.Table:
    """People with the columns of every relation of `families`: 0 where the shop counts such a thing and they have none."""
    for relation in known.values():
        own = relation.rename(heard_id="customer_id")
        people = people.left_join(own, people.customer_id == own.heard_id).drop("heard_id")
    if "visits_90d" in people.columns:
        linked = people.visits_90d.notnull()
        people = people.mutate(abandoned_carts_90d=ibis.ifelse(linked, people.abandoned_carts_90d.fill_null(0), None))
    return people.mutate(**_counts(people, told))


def _counts(people: ir.Table, told: Set[str]) -> dict[str, ir.Value]:
    """Counts are known of everybody as soon as the shop records such a thing, and of nobody before."""
    columns = {}
    for kind, names in COUNTED.items():
        for name in names:
            known = people[name] if name in people.columns else ibis.null("int64")
            columns[name] = known.fill_null(0) if kind in told else ibis.null("int64")
    return columns
