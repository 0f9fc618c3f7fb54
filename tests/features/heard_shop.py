"""A shop told by hand: what customers did and said, in hours of the shop's day."""

from __future__ import annotations

import datetime as dt

from tests.reference import Facts
from tests.small_shops import DAY, history, row

TODAY = dt.date(2024, 6, 30)


def at(ago: int, hour: float = 12) -> dt.datetime:
    """An hour in the shop's zone, so many days ago, as UTC."""
    return dt.datetime.combine(TODAY - ago * DAY, dt.time()) + dt.timedelta(hours=hour - 7)


def bought(**products: tuple[int, str | None]) -> Facts:
    """Who bought which product how many days ago, at noon; and one order on the last day by somebody else."""
    facts = history({who: [(TODAY - ago * DAY, 100)] for who, (ago, _) in products.items()} | {"z": [(TODAY, 100)]})
    for line in facts.order_lines:
        line["product_id"] = products.get(line["order_id"].split("/")[0], (0, "other"))[1]
    return facts


def did(facts: Facts, who: str | None, kind: str, ago: int, hour: float = 12, product: str | None = None, **more: object) -> None:
    number = str(len(facts.events))
    facts.events.append(row("events", event_id=number, customer_id=who, kind=kind, occurred_at=at(ago, hour), product_id=product, **more))


def said(facts: Facts, who: str, question: str, ago: int, score: float | None = None, text: str | None = None) -> None:
    answer = {"survey": str(len(facts.answers)), "question": question, "customer_id": who, "score": score, "text": text}
    facts.answers.append(row("answers", occurred_at=at(ago), **answer))


def wrote(facts: Facts, who: str, kind: str, ago: int, **more: object) -> None:
    number = str(len(facts.contacts))
    facts.contacts.append(row("contacts", contact_id=number, customer_id=who, kind=kind, occurred_at=at(ago), **more))


def allowed(facts: Facts, who: str, channel: str, ago: int, granted: bool, **more: object) -> None:
    facts.consents.append(row("consents", customer_id=who, channel=channel, granted=granted, occurred_at=at(ago), **more))


def brought(facts: Facts, who: str, referred: str, ago: int) -> None:
    facts.referrals.append(row("referrals", referrer_id=who, referred_id=referred, occurred_at=at(ago, 20)))


def without_hours(facts: Facts, *names: str) -> None:
    """The orders of these customers were written with a day and no hour."""
    for each in facts.orders:
        if each["customer_id"] in names:
            each["ordered_at"] = dt.datetime.combine(each["ordered_on"], dt.time()) - dt.timedelta(hours=7)
