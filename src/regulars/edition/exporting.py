"""A list of customers as a file: classes and features of everybody, or names and contacts of those who agreed to a channel."""

from __future__ import annotations

from pathlib import Path

import ibis

from regulars import export
from regulars.answers import Table
from regulars.edition.moved import Moved
from regulars.edition.reading import Edition
from regulars.rules import Compare, Rule

CONTACTS = {"zalo": "phone", "sms": "phone", "email": "email"}
MADE = ("name", "phone", "email", "name_plain", "found_by")  # names and contacts, and what they are searched by


def has_agreed(channel: str) -> Rule:
    """Whether a customer agreed to a channel."""
    return Compare(f"{channel}_allowed", "=", True)


def exported(
    edition: Edition,
    path: Path,
    rule: str | Rule | None = None,
    moved: str | Moved | None = None,
    due: int | None = None,
    channel: str | None = None,
    lang: str = "vi",
) -> int:
    """Write the customers of a list to a .csv or .xlsx file; how many.

    `channel` (`zalo`, `sms`, `email`): with their names and the contact it needs, only those who agreed to it. Left out: without either.
    """
    agreed = [] if channel is None else [has_agreed(channel)]
    contact = () if channel is None else ("name", CONTACTS[channel])
    facts = sorted(edition.columns - {*MADE, "customer_id"}, key=edition.order_of_columns.index)
    rows = edition.listed(("customer_id", *contact, *facts), rule, moved, due, agreed)
    return export.write(Table(ibis.memtable(rows), edition.as_of, edition.currency, edition.freshness), path, lang)
