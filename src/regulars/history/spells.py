"""Spells: the change log read as uninterrupted stays in a class."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

# One row whenever the class of a customer in a scheme changed; `steps` is JSON as text, a list of [cause, class after it].
LOG = {
    "customer_id": "string",
    "scheme": "string",
    "class": "string",
    "valid_from": "date",
    "recorded_at": "timestamp",
    "cause": "string",
    "steps": "string",
}
# The columns of `spells`.
SPELLS = {
    "customer_id": "string",
    "scheme": "string",
    "class": "string",
    "before": "string",
    "valid_from": "date",
    "valid_to": "date",
    "cause": "string",
    "steps": "string",
}


@dataclass(frozen=True, eq=False)
class History:
    """What is known of the classes of a shop over time.

    `spells`: one row per customer, scheme and stay (see `spells`). `days`: the days on which classes were told, ascending; between two of them nothing
    is known, so a stay begins on the first of them on which it was seen. The last is the day the history is told as of.
    """

    spells: ir.Table
    days: tuple[dt.date, ...]


def spells(log: ir.Table) -> ir.Table:
    """One row per customer, scheme and uninterrupted stay in a class.

    Columns: customer_id, scheme, class, before (the class they came from, null at first), valid_from, valid_to (exclusive; null while it lasts), cause
    (the last step that brought them there), steps. A customer who is gone has no stay any more.
    """
    own = ibis.window(group_by=[log.customer_id, log.scheme], order_by=[log.valid_from, log.recorded_at])
    placed = log.mutate(before=log["class"].lag().over(own), valid_to=log.valid_from.lead().over(own))
    stays = placed.filter(placed["class"].notnull())
    return stays.select(*SPELLS)
