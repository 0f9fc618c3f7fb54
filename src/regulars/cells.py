"""Cells: customers as they were, are or would be on some day, all moved to one day so that one run of the profile reads them together.

Every feature but three looks at facts relative to the day asked about. So a customer as of another day is a customer whose whole life is moved
by the days between; and many customers on many days are so many customers on one. The three that know the calendar (age, the first known purchase
against the start of the history, recency against stored bars) read by how many days a cell was `moved`.

A cell knows what happened by the end of its `cutoff` and is read at the end of its `day`: where the day is later, only time has passed in between.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import shifted
from regulars.features.orders import at, in_force

Tables = Mapping[str, ir.Table]

# One row per cell. `of` is the customer, `cell_id` the customer the profile takes it for; `moved` in days, `seconds` the same for moments.
CELLS = {
    "cell_id": "string",
    "of": "string",
    "cutoff": "date",
    "cutoff_end": "timestamp",
    "day": "date",
    "moved": "int64",
    "seconds": "int64",
}
# Later than any day that is asked about, and known to every engine: some count their days and seconds in few bits.
NEVER = dt.date(2100, 1, 1)
MARK = "\x1f"  # stands in no id
HEARD = ("contacts", "answers", "consents", "referrals", "events")


@dataclass(frozen=True)
class Move:
    """How the facts of one cell are moved: known up to the end of `cutoff` (UTC `cutoff_end`), read on `day`, `moved` days later."""

    cutoff: dt.date
    cutoff_end: dt.datetime
    day: dt.date
    moved: int
    seconds: int

    @classmethod
    def to(cls, day: dt.date, cutoff: dt.date, read_on: dt.date, ends: Mapping[dt.date, dt.datetime]) -> Move:
        """The move of a cell of a `day` to the day of the profile; `ends` are the moments (UTC) at which days of the shop are over."""
        seconds = int((ends[read_on] - ends[day]).total_seconds())
        return cls(cutoff, ends[cutoff], day, (read_on - day).days, seconds)

    def row(self, cell_id: str, of: str) -> dict[str, object]:
        """The cell of one customer, as a row of `CELLS`."""
        return {"cell_id": cell_id, "of": of, **vars(self)}


def facts(
    tables: Tables, states: ir.Table, cells: ir.Table, heard: Iterable[str], *, strangers: bool, every: ir.Table | None = None
) -> tuple[dict[str, ir.Table], ir.Table]:
    """The canonical tables of the cells, each cell a customer, and their documents (`order_base`).

    `heard`: the kinds of facts besides orders that the shop has. `strangers`: some events name no customer. `every`: the states of everybody's
    documents, where `states` are of the cells' customers only.
    """
    base = documents(states, cells)
    found = dict(tables) | {
        "customers": _people(tables["customers"], cells),
        "orders": _orders(tables["orders"], cells),
        "order_lines": _lines(tables["order_lines"], base),
    }
    kinds = set(heard)
    if kinds & {"contacts", "complaints", "marketing"}:
        found["contacts"] = _contacts(tables["contacts"], cells)
    for name in kinds & {"answers", "consents"}:
        found[name] = _said(tables[name], cells)
    if "referrals" in kinds:
        found["referrals"] = _referrals(tables["referrals"], cells)
        found["begun"] = _begun(tables["referrals"], states if every is None else every, cells)
    if "events" in kinds:
        found["events"] = _events(tables["events"], cells, strangers=strangers)
    return found, base.drop("order_key")


def variant(classes: ir.Table, kind: str) -> ir.Table:
    """The rows of the cells of a kind (see `refreshing.noticing.cells`), under the ids of their customers."""
    own = classes.filter(classes.customer_id.startswith(f"{MARK}{kind}{MARK}"))
    return own.mutate(customer_id=own.customer_id.substr(len(kind) + 2))


def documents(states: ir.Table, cells: ir.Table) -> ir.Table:
    """`order_base` of the cells, with the document each row comes from as `order_key`."""
    own = states.join(cells, states.customer_id == cells.of)
    known = own.filter(at(own, own.cutoff))
    kept = [name for name in states.columns if name not in ("order_id", "customer_id", "day", "from_day", "to_day")]
    return known.select(
        order_id=_of_cell(known, known.order_id),
        customer_id=known.cell_id,
        day=shifted(known.day, known.moved),
        **{name: known[name] for name in kept},
        order_key=known.order_id,
    )


def _of_cell(cell: ir.Table, id: ir.StringValue) -> ir.StringValue:
    return cell.cell_id.concat(MARK, id)


def _moment(moment: ir.TimestampValue, cell: ir.Table) -> ir.TimestampValue:
    """A moment moved; one after the cutoff has not come yet, one without a date stays so."""
    moved = moment + cell.seconds.as_interval("s")
    return ibis.ifelse(moment.isnull() | (moment < cell.cutoff_end), moved, ibis.literal(dt.datetime.combine(NEVER, dt.time())))


def _mine(table: ir.Table, cells: ir.Table, owner: str = "customer_id") -> ir.Table:
    told = in_force(table)
    return told.join(cells, told[owner] == cells.of)


def _people(customers: ir.Table, cells: ir.Table) -> ir.Table:
    own = _mine(customers, cells)
    return own.mutate(customer_id=own.cell_id, created_at=_moment(own.created_at, own)).select(*customers.columns, "moved")


def _orders(orders: ir.Table, cells: ir.Table) -> ir.Table:
    own = _mine(orders, cells)
    known = own.ordered_on <= own.cutoff
    return own.mutate(
        customer_id=own.cell_id,
        order_id=_of_cell(own, own.order_id),
        ordered_at=own.ordered_at + own.seconds.as_interval("s"),
        ordered_on=ibis.ifelse(known, shifted(own.ordered_on, own.moved), ibis.literal(NEVER)),
    ).select(*orders.columns)


def _lines(lines: ir.Table, base: ir.Table) -> ir.Table:
    told = in_force(lines)
    own = base.select("order_key", cell_order=base.order_id)
    mine = told.join(own, told.order_id == own.order_key)
    return mine.mutate(order_id=mine.cell_order).select(*lines.columns)


def _contacts(contacts: ir.Table, cells: ir.Table) -> ir.Table:
    own = _mine(contacts, cells)
    return own.mutate(customer_id=own.cell_id, occurred_at=_moment(own.occurred_at, own), resolved_at=_moment(own.resolved_at, own)).select(
        *contacts.columns
    )


def _said(table: ir.Table, cells: ir.Table) -> ir.Table:
    own = _mine(table, cells)
    return own.mutate(customer_id=own.cell_id, occurred_at=_moment(own.occurred_at, own)).select(*table.columns)


def _referrals(referrals: ir.Table, cells: ir.Table) -> ir.Table:
    own = _mine(referrals, cells, "referrer_id")
    own = own.filter(own.referrer_id != own.referred_id)
    return own.mutate(
        referrer_id=own.cell_id, referred_id=_of_cell(own, own.referred_id), occurred_at=_moment(own.occurred_at, own)
    ).select(*referrals.columns)


def _begun(referrals: ir.Table, states: ir.Table, cells: ir.Table) -> ir.Table:
    """The first purchase of those whom the cells' customers referred, by the cutoff: customer_id as in `_referrals`, first_day."""
    named = _mine(referrals, cells, "referrer_id").select("cell_id", "referred_id", "cutoff", "moved").distinct()
    bought = named.join(states.filter(states.counts), named.referred_id == states.customer_id)
    bought = bought.filter(at(bought, bought.cutoff))
    return bought.group_by(customer_id=_of_cell(bought, bought.referred_id)).aggregate(first_day=shifted(bought.day, bought.moved).min())


def _events(events: ir.Table, cells: ir.Table, *, strangers: bool) -> ir.Table:
    """The events of each cell's customer; with `strangers` those of visitors too who, by the cutoff, were nobody but this customer."""
    named = _mine(events, cells)
    known = named.filter(named.occurred_at < named.cutoff_end)
    every = known
    if strangers:
        told = in_force(events)
        seen = known.filter(known.visitor_id.notnull()).select("cell_id", "visitor_id").distinct()
        same = told.filter(told.customer_id.notnull()).join(seen, "visitor_id").join(cells, "cell_id")
        same = same.filter(same.occurred_at < same.cutoff_end)
        alone = same.group_by("cell_id", "visitor_id").aggregate(least=same.customer_id.min(), most=same.customer_id.max())
        alone = alone.filter(alone.least == alone.most).select("cell_id", "visitor_id")
        silent = told.filter(told.customer_id.isnull()).join(alone, "visitor_id").join(cells, "cell_id")
        every = known.union(silent.filter(silent.occurred_at < silent.cutoff_end).select(known.columns))
    return every.mutate(customer_id=every.cell_id, occurred_at=every.occurred_at + every.seconds.as_interval("s")).select(*events.columns)
