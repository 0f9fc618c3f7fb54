"""Feeling: what customers answered, complained of and wrote; and with it what only they can say of how they decide and what they need."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from regulars.features.moments import Until
from regulars.features.orders import in_force
from regulars.features.sentiment import of_rating, of_text

YEAR, HALF = 365, 180
DECISIONS = ("immediate", "hesitant", "researcher")
WRITTEN = ("complaint", "review", "message")
CODED = ("decision", "need")


def contact_sums(contacts: ir.Table, until: Until) -> ir.Table:
    """One row per customer with contacts by the day: open_complaints, complaints_180d, reviews_365d, messages_30d."""
    told = in_force(contacts)
    told = told.filter(told.customer_id.notnull(), until.happened(told.occurred_at))
    complained = (told.kind == "complaint") & until.within(told.occurred_at, HALF)
    settled = until.happened(told.resolved_at) | (told.resolved_at.isnull() & (told.status == "resolved").fill_null(False))
    return told.group_by("customer_id").aggregate(
        open_complaints=_number(complained & ~settled),
        complaints_180d=_number(complained),
        reviews_365d=_number((told.kind == "review") & until.within(told.occurred_at, YEAR)),
        messages_30d=_number((told.kind == "marketing") & until.within(told.occurred_at, 30)),
    )


def _number(condition: ir.BooleanValue) -> ir.IntegerScalar:
    return condition.fill_null(False).cast("int64").sum()


def latest_answers(answers: ir.Table, contacts: ir.Table, until: Until) -> ir.Table:
    """One row per customer with a usable answer: nps (0–10, a half point rounds down), satisfaction (1–5), stated_decision, stated_need.

    Each is the latest within its days; of several at one moment the lowest. Ratings in contacts count as satisfaction.
    """
    said = in_force(answers)
    said = said.select("customer_id", "question", "score", text=said.text.strip(), at=said.occurred_at)
    rated = in_force(contacts)
    rated = rated.select(
        "customer_id", question=ibis.literal("satisfaction"), score=rated.rating, text=ibis.null("string"), at=rated.occurred_at
    )
    every = said.union(rated.select(said.columns))
    every = every.filter(every.customer_id.notnull(), _usable(every, until))
    last = ibis.window(group_by=[every.customer_id, every.question], order_by=[every.at.desc(), every.score, every.text])
    placed = every.mutate(place=ibis.row_number().over(last))
    first = placed.filter(placed.place == 0)
    return first.group_by("customer_id").aggregate(
        nps=first.score.max(where=first.question == "nps").floor(),
        satisfaction=first.score.max(where=first.question == "satisfaction"),
        stated_decision=first.text.lower().max(where=first.question == "decision"),
        stated_need=first.text.max(where=first.question == "need"),
    )


def _usable(said: ir.Table, until: Until) -> ir.BooleanValue:
    year, half = until.within(said.at, YEAR), until.within(said.at, HALF)
    usable = (said.question == "nps") & said.score.between(0, 10) & year
    usable |= (said.question == "satisfaction") & said.score.between(1, 5) & year
    usable |= (said.question == "decision") & said.text.lower().isin(DECISIONS) & half
    usable |= (said.question == "need") & (said.text != "") & half
    return usable.fill_null(False)


def sentiments(contacts: ir.Table, answers: ir.Table, until: Until) -> ir.Table:
    """One row per customer who rated or wrote something in 180 days: sentiment_180d, the mean of what each of it says.

    A rating is taken by its number, a text without one by its words. Complaints, reviews and messages count, and what was
    written beside an answer.
    """
    own = in_force(contacts)
    own = own.filter(own.kind.isin(WRITTEN), until.within(own.occurred_at, HALF))
    wrote = own.select("customer_id", "text", rating=ibis.ifelse(own.rating.between(1, 5), own.rating, None))
    beside = in_force(answers)
    beside = beside.filter(~beside.question.isin(CODED).fill_null(False), until.within(beside.occurred_at, HALF))
    wrote = wrote.union(beside.select("customer_id", "text", rating=ibis.null("float64")))
    wrote = wrote.filter(wrote.customer_id.notnull(), wrote.rating.notnull() | (wrote.text.strip() != ""))
    read = wrote.mutate(tone=ibis.ifelse(wrote.rating.notnull(), of_rating(wrote.rating), of_text(wrote.text)))
    return read.group_by("customer_id").aggregate(sentiment_180d=read.tone.mean())
