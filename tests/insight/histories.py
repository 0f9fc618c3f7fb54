"""Histories made day by day: for each customer the class and the cause on every told day, written as the change log writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from regulars.history import CAUSES
from regulars.history.spells import LOG, History, spells
from regulars.insight.facts import Facts
from regulars.insight.questions import ask
from regulars.insight.value import Insight
from regulars.shop import Shop

from ..small_shops import DAY, Chance

RECORDED = dt.datetime(2026, 6, 1)
_NUMBERS = count()


@dataclass
class Told:
    """What was told: the days, and by customer (class or None, cause of the last step) on each of them."""

    scheme: str
    days: tuple[dt.date, ...]
    states: dict[str, list[tuple[str | None, str | None]]]

    def class_on(self, who: str, day: dt.date) -> str | None:
        return self.states[who][self.days.index(day)][0]

    def last_step(self, who: str, after: dt.date, by: dt.date) -> str | None:
        """The cause of the last change of class on a told day after one day and by another."""
        first, last = self.days.index(after), self.days.index(by)
        told = self.states[who]
        changes = [at for at in range(first + 1, last + 1) if told[at][0] != told[at - 1][0]]
        return told[changes[-1]][1] if changes else None

    @cached_property
    def log(self) -> list[dict]:
        """The rows of the change log: one whenever the class changed."""
        rows = []
        for who, told in self.states.items():
            now = None
            for day, (name, cause) in zip(self.days, told, strict=True):
                if name != now:
                    row = {"customer_id": who, "scheme": self.scheme, "class": name, "valid_from": day, "recorded_at": RECORDED}
                    rows.append(row | {"cause": cause, "steps": "[]"})
                now = name
        return rows


def facts_with(shop: Shop, facts: Facts, told: Told) -> Facts:
    """The same facts with this history, its log in the shop's own engine."""
    name = f"log_{next(_NUMBERS)}"
    shop.store.create({name: LOG})
    if told.log:
        shop.store.insert(name, LOG, told.log)
    return replace(facts, tell=lambda: History(spells(shop.store.table(name)), told.days))


def answer(shop: Shop, facts: Facts, told: Told, question: str, **options: object) -> Insight:
    return ask(question, facts_with(shop, facts, told), {"scheme": told.scheme, **options})


def month_days(months: int, first: dt.date = dt.date(2025, 1, 31)) -> tuple[dt.date, ...]:
    """The last days of so many months."""
    starts = [dt.date(first.year + (first.month + at) // 12, (first.month + at) % 12 + 1, 1) for at in range(months)]
    return tuple(start - DAY for start in starts)


def lives(scheme: str, days: Sequence[dt.date], *paths: str | Sequence[tuple[str | None, str]], people: int = 1) -> Told:
    """Customers told by path: `"first_buy rebuy:behaviour rebuy -:data"` has a word per told day, `-` for one not on record."""
    states = {}
    for number, path in enumerate(paths):
        words = [word.partition(":") for word in path.split()]
        state = [(None if name == "-" else name, cause or "data") for name, _, cause in words]
        assert len(state) == len(days), path
        states |= {f"c{number}/{each}": state for each in range(people)}
    return Told(scheme, tuple(days), states)


def random_lives(seed: int, scheme: str, classes: Sequence[str], customers: int = 160) -> Told:
    """Month ends, some days in between, and people who come, move, leave the record and come back, mostly upwards."""
    chance = Chance(seed)
    ends = month_days(8)
    between = {ends[-2] + chance.whole(1, 27) * DAY for _ in range(6)} | {ends[0] + 9 * DAY}
    days = tuple(sorted({*ends, *between}))[: -1 if seed % 2 else None]
    states = {}
    for number in range(customers):
        name: str | None = None if chance(0.4) else chance.one_of(*classes[: len(classes) // 2 + 1])
        told = []
        for _ in days:
            if chance(0.3):
                name = None if chance(0.07) else chance.one_of(*classes)
            told.append((name, "data" if name is None else chance.one_of(*CAUSES)))
        states[f"r{number}"] = told
    return Told(scheme, days, states)
