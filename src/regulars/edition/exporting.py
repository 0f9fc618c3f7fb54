"""A list of customers as a file: classes and features of everybody, or names and contacts of those who agreed to a channel."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import ibis

from regulars import export
from regulars.answers import Table
from regulars.edition.moved import Moved
from regulars.edition.reading import Edition
from regulars.rules import And, Compare, Rule

CONTACTS = {"zalo": ("phone",), "sms": ("phone",), "email": ("email",), "ads": ("phone", "email")}
MADE = ("name", "phone", "email", "name_plain", "found_by")  # names and contacts, and what they are searched by


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

    `channel` (of `CONTACTS`): with their names and the contact it needs, only those who agreed to it. Left out: without either.
    """
    agreed = [] if channel is None else [consent(channel)]
    contact = () if channel is None else ("name", *CONTACTS[channel])
    facts = sorted(edition.columns - {*MADE, "customer_id"}, key=edition.order_of_columns.index)
    rows = edition.listed(("customer_id", *contact, *facts), rule, moved, due, agreed)
    return export.write(Table(ibis.memtable(rows), edition.as_of, edition.currency, edition.freshness), path, lang)


@dataclass(frozen=True)
class Consented:
    """How many of a list agreed to a channel, and how many would be left out of its file; without a channel nobody is."""

    agreed: int
    left_out: int


def consented(edition: Edition, rule: Rule | None, channel: str | None) -> Consented:
    """How many of a group the file for a channel would hold, and how many not."""
    whole = edition.count(rule).people
    if channel is None:
        return Consented(whole, 0)
    kept = edition.count(consent(channel) if rule is None else And((rule, consent(channel)))).people
    return Consented(kept, whole - kept)


def consent(channel: str) -> Rule:
    """Whom the shop may write to by a channel, as a rule: it is known, and they agreed."""
    return Compare(f"{channel}_allowed", "=", True)
