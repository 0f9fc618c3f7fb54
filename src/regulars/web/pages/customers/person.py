"""One customer: who they are, how they buy, why they are where they are, what happened, what is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from regulars import charts
from regulars.charts import Figure
from regulars.charts.timeline import Span, Turn, note
from regulars.edition import Edition
from regulars.edition.happenings import Happening
from regulars.insight import portrait
from regulars.insight.asking import Asking, asking
from regulars.insight.because import Because
from regulars.insight.next_up import UNKNOWN
from regulars.insight.spoken import figure
from regulars.scheme import Scheme
from regulars.vocabulary import FEATURES, say_value
from regulars.web.pages.customers import said
from regulars.words import LANGUAGES, Words, masked_phone

LATEST = 8  # rows of the log that are shown at first
MOST_TURNS = 2  # days of which the timeline tells


def whole(phone: str) -> str:
    """A number as it is dialled: `0935 218 604`."""
    known = "0" + phone[3:] if phone.startswith("+84") else phone
    return f"{known[:4]} {known[4:7]} {known[7:]}".strip()


def called(row: Mapping[str, Any]) -> str | Words:
    """A customer's name; by their id where there is none."""
    return row["name"] or said.UNNAMED.filled(id=row["customer_id"])


@dataclass(frozen=True)
class Entry:
    """A row of the log: its day, what happened, a second line, and an amount or a quiet word at the right."""

    on: dt.date
    what: Words
    under: Words | str | None = None
    amount: int | None = None
    aside: Words | None = None


@dataclass(frozen=True)
class Person:
    """A customer of an edition, as one language tells of them."""

    edition: Edition
    row: Mapping[str, Any]
    lang: str

    @cached_property
    def orders(self) -> list[dict[str, Any]]:
        return self.edition.orders_of(self.row["customer_id"])

    @cached_property
    def reasons(self) -> dict[str, Because]:
        return self.edition.reasons(self.row)

    @property
    def head(self) -> Words:
        """`Mua thường xuyên, đang mua.`: the two classes that everybody understands."""
        first, second = (self.reasons[id].class_.name for id in ("ladder", "lifecycle"))
        low = Words(second.vi[:1].lower() + second.vi[1:], second.en[:1].lower() + second.en[1:])
        return Words("{first}, {second}.", "{first}, {second}.").filled(first=first, second=low)

    @property
    def masked(self) -> str:
        return masked_phone(self.row["phone"]) or ""

    @property
    def place(self) -> str | None:
        parts = [self.row.get("district"), self.row.get("province")]
        return ", ".join(part for part in parts if part) or None

    @property
    def metrics(self) -> tuple[portrait.Number, ...]:
        days = [order["day"] for order in self.orders]
        return portrait.numbers(self.row, days, self.edition.as_of, self.edition.currency)

    @property
    def sentences(self) -> list[Words]:
        return portrait.sentences(self.row, self.edition.bars.window)

    def timeline(self, turns: Sequence[Turn] = ()) -> Figure | None:
        """The purchases and the days to come; null for who never bought."""
        if not self.orders:
            return None
        table = [{"day": order["day"], "amount": order["net"]} for order in self.orders]
        likely = portrait.likely_days(self.row, self.edition.as_of)
        span = Span(*likely, said.LIKELY) if likely else None
        told = {"lang": self.lang, "currency": self.edition.currency, "title": said.RHYTHM.of(self.lang)}
        return charts.timeline(table, today=self.edition.as_of, span=span, turns=turns, **told)

    @property
    def timeline_note(self) -> str:
        table = [{"day": order["day"], "amount": order["net"]} for order in self.orders]
        return note(table, self.lang, self.edition.currency)

    @property
    def leading(self) -> list[Scheme]:
        return [scheme for scheme in self.edition.schemes if scheme.leads]

    @property
    def others(self) -> list[tuple[Scheme, Because, str | Words | None]]:
        """The other schemes with one fact each: those that can judge first."""
        found = [
            (scheme, self.reasons[scheme.id], _one(self.reasons[scheme.id], self.lang))
            for scheme in self.edition.schemes
            if not scheme.leads
        ]
        return sorted(found, key=lambda each: each[1].class_id == UNKNOWN)

    @property
    def asking(self) -> list[Asking]:
        return asking(self.row, self.edition.schemes)

    def log(self, *, every: bool = False) -> list[Entry]:
        """What happened, the latest first; only the last few unless everything is asked for."""
        happened = [_happened(each) for each in self.edition.happenings_of(self.row["customer_id"])]
        entries = sorted([*map(_bought, self.orders), *happened], key=lambda entry: entry.on, reverse=True)
        return entries if every else entries[:LATEST]


def turns_of(because: Because) -> list[Turn]:
    """The days on which the lifecycle turns if nothing is bought, as the timeline draws them."""
    if because.ahead is None:
        return []
    found = because.ahead.turns(because.scheme.id)
    classes = [(on, because.scheme.class_named(into)) for on, into in found[:MOST_TURNS]]
    return [Turn(on, named.name, "watch" if named.colour == "slipping" else "bad") for on, named in classes]


def _one(because: Because, lang: str) -> str | Words | None:
    """The first fact of a class; of those who cannot be judged, what is not known."""
    if because.class_id == UNKNOWN:
        asked = [fact.feature for fact in because.facts if fact.value is None]
        return next((FEATURES[name].null for name in asked if name in FEATURES), None)
    return next(iter(because.reasons(lang, brief=True)), None)


def _bought(order: Mapping[str, Any]) -> Entry:
    goods, items = ", ".join((order["goods"] or [])[:3]), round(order["items"] or 0)
    one = items == 1
    what = (said.BOUGHT_ONE if one else said.BOUGHT).filled(n=items, goods=goods) if goods and items > 0 else said.BOUGHT_PLAIN
    return Entry(order["day"], what, order["channel"], order["net"])


def _happened(each: Happening) -> Entry:
    if each.kind == "visit":
        count = round(each.score or 1)
        return Entry(each.day, (said.LOOKED if count != 1 else said.LOOKED_ONE).filled(n=count), aside=said.KINDS["visit"])
    key = each.channel if each.kind == "answer" else each.kind
    scored = said.SCORED.get(key or "") if each.score is not None else None
    kind = said.KINDS.get(each.kind, said.KINDS["message"])
    aside = said.SURVEY if each.kind == "answer" else Words(each.channel, each.channel) if each.channel else None
    if each.kind == "answer" and each.score is None:
        return Entry(each.day, kind, _answered(each), aside=said.SURVEY)
    under = said.QUOTED.filled(text=each.text) if each.text else None
    return Entry(each.day, scored.filled(n=figure(each.score)) if scored else kind, under, aside=aside)


def _answered(each: Happening) -> Words | str | None:
    """An answer in words: what it stands for, where the question is one of ours."""
    feature = FEATURES.get(f"stated_{each.channel}")
    if feature is None or each.text is None:
        return each.text
    return Words(*(say_value(feature, each.text, lang) for lang in LANGUAGES))


def like(row: Mapping[str, Any], schemes: Iterable[Scheme]) -> str:
    """A rule for customers like this one: the same class in the ladder and the lifecycle."""
    return " and ".join(
        f"{scheme.id} = '{row[scheme.id]}'" for scheme in schemes if scheme.id in ("ladder", "lifecycle") and row.get(scheme.id)
    )
