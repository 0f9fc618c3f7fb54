"""Deeds that are really done: rows in the tables of a shop, its profile and classes read anew, by the bars that were in force before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from regulars import profile as profiles
from regulars.features import orders
from regulars.insight.trials import Row, Today, Trial
from regulars.models.bars import Bars
from regulars.refreshing.given import CHANCES, scored
from regulars.scheme import Scheme
from regulars.shop import Shop

from ..reference import Facts
from ..small_shops import Chance, add, line, noon, open_shop, order, refill, row

DAY = dt.timedelta(days=1)
AS_OF = dt.date(2026, 11, 20)
DATED = ("created_at", "ordered_at", "ordered_on", "occurred_at", "resolved_at")
TEXTS = ("decision", "need")


def lively_shop(seed: int = 4, customers: int = 60) -> Facts:
    """Buyers of every pace, some with coupons, complaints and answers, a few who have not bought, and one who came today."""
    chance, facts = Chance(seed), Facts()
    for number in range(customers):
        who = f"c{number:03d}"
        facts.customers.append(row("customers", customer_id=who, created_at=noon(AS_OF - 600 * DAY), province=chance.one_of(None, "Huế")))
        pace, typical = chance.one_of(12, 20, 35, 60, 90), chance.whole(40, 900) * 1_000
        deals, ends = chance(0.3), AS_OF - chance.whole(0, 60) * (chance(0.7) + 0) * DAY
        day = AS_OF - chance.whole(10, 560) * DAY
        while number % 12 and day <= ends:
            place = f"{who}/{day}"
            if place not in {each["order_id"] for each in facts.orders[-1:]}:
                facts.orders.append(order(place, who, day, coupon_code="TET" if deals and chance(0.9) else ""))
                facts.order_lines.append(line(place, typical + chance.whole(-30, 60) * 500))
            day += chance.whole(1, 2 * pace) * DAY
        if chance(0.25):
            at = noon(AS_OF - chance.whole(1, 200) * DAY)
            facts.contacts.append(row("contacts", contact_id=who, customer_id=who, occurred_at=at, kind="complaint", status="open"))
        if chance(0.25):
            at, score = noon(AS_OF - chance.whole(1, 340) * DAY), float(chance.whole(0, 10))
            facts.answers.append(row("answers", survey="s", customer_id=who, occurred_at=at, question="nps", score=score))
    facts.customers.append(row("customers", customer_id="today"))
    facts.orders.append(order("today", "today", AS_OF))
    facts.order_lines.append(line("today", 120_000))
    return facts


@dataclass
class Done:
    """A shop on a day, and a second one in which deeds are done."""

    shop: Shop
    facts: Facts
    elsewhere: Shop
    as_of: dt.date = AS_OF
    currency: str = "VND"
    _said: dict[dt.date, list[tuple[str, str | Callable]]] = field(default_factory=dict)

    @cached_property
    def bars(self) -> Bars:
        return self.shop._seen(self.as_of).bars

    @cached_property
    def schemes(self) -> dict[str, Scheme]:
        return {scheme.id: scheme for scheme in self.shop.schemes()}

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Every customer of today: features and classes."""
        classes = {each["customer_id"]: each for each in self.shop.classify(self.as_of)}
        return {each["customer_id"]: {**each, **classes[each["customer_id"]]} for each in self.shop.profile(self.as_of)}

    def today(self, customer_id: str) -> Today:
        return Today(self.as_of, self.rows[customer_id], self.bars.window, self.currency, self.schemes)

    def __call__(self, customer_id: str, trials: Sequence[Trial]) -> list[Row]:
        return self.together((customer_id, trial) for trial in trials)

    def together(self, asked: Iterable[tuple[str, Trial]]) -> list[Row]:
        """Evaluate trials of many days in one pass: a day later is the same past a day earlier, but for what hangs on the calendar itself."""
        made, wanted = Facts(), list(asked)
        for number, (customer_id, trial) in enumerate(wanted):
            self._copy(made, customer_id, f"{number}", trial, shift=(trial.day - self.as_of).days)
        found = self._read(made, self.as_of)
        return [found[f"{number}"] for number in range(len(wanted))]

    def really(self, asked: Iterable[tuple[str, Trial]]) -> list[Row]:
        """The same without that: every day is read as of itself, with the facts on their own days."""
        wanted = list(asked)
        out: dict[int, Row] = {}
        for day in sorted({trial.day for _, trial in wanted}):
            made = Facts()
            own = [number for number, (_, trial) in enumerate(wanted) if trial.day == day]
            for number in own:
                self._copy(made, wanted[number][0], f"{number}", wanted[number][1], shift=0)
            found = self._read(made, day)
            out |= {number: found[f"{number}"] for number in own}
        return [out[number] for number in range(len(wanted))]

    def _copy(self, made: Facts, customer_id: str, name: str, trial: Trial, shift: int) -> None:
        """The customer's whole past under another name, with the deeds, everything `shift` days earlier."""
        moved: dict[str, list[dict]] = {key: [] for key in ("customers", "orders", "order_lines", "contacts", "answers")}
        first = noon(self.as_of + DAY)
        moved["customers"] = [own | trial.known for own in self._own("customers", customer_id)]
        moved["orders"] = self._own("orders", customer_id) + [
            order(f"n{at}", None, day, coupon_code="") for at, (day, _) in enumerate(trial.purchases)
        ]
        moved["order_lines"] = self._own("order_lines", customer_id) + [line(f"n{at}", net) for at, (_, net) in enumerate(trial.purchases)]
        settled = {"resolved_at": first} if trial.resolved else {}
        moved["contacts"] = [own | settled | {"contact_id": f"{name}/{own['contact_id']}"} for own in self._own("contacts", customer_id)]
        told = [{"question": q, "text" if q in TEXTS else "score": said, "occurred_at": first} for q, said in trial.answers]
        moved["answers"] = self._own("answers", customer_id) + [row("answers", survey="t", **each) for each in told]
        for table, rows in moved.items():
            for each in rows:
                dates = {key: each[key] - shift * DAY for key in DATED if each.get(key)}
                renamed = {"order_id": f"{name}/{each['order_id']}"} if "order_id" in each else {}
                own = {"customer_id": name} if "customer_id" in each else {}
                getattr(made, table).append(each | dates | renamed | own)

    def _own(self, table: str, customer_id: str) -> list[dict]:
        return self._by_customer.get((table, customer_id), [])

    @cached_property
    def _by_customer(self) -> dict[tuple[str, str], list[dict]]:
        found: dict[tuple[str, str], list[dict]] = {}
        whose = {each["order_id"]: each["customer_id"] for each in self.facts.orders}
        for table in ("customers", "orders", "order_lines", "contacts", "answers"):
            for each in getattr(self.facts, table):
                who = whose[each["order_id"]] if table == "order_lines" else each["customer_id"]
                found.setdefault((table, who), []).append(each)
        return found

    @cached_property
    def _held(self) -> profiles.Holdings:
        return profiles.holdings(self.shop.store.tables())

    def _read(self, facts: Facts, day: dt.date) -> dict[str, Row]:
        """Every customer of other facts as of a day, by the bars of today. What is computed is said in SQL once for each day."""
        refill(self.elsewhere, facts)
        store = self.elsewhere.store
        if day not in self._said:
            self._said[day] = self._stages(day)
        for name, text in self._said[day]:
            if callable(text):
                text()
            else:
                store.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {text}')
        return {each["customer_id"]: each for each in store.ibis.table("done", database=("temp", "main")).to_pyarrow().to_pylist()}

    def _stages(self, day: dt.date) -> list[tuple[str, str | Callable]]:
        """Name and SQL of every relation between facts and classes, in order; what the models say of histories is asked anew each time."""
        store, choices, said = self.elsewhere.store, self.shop._choices(day), []

        def keep(name, expression):
            said.append((name, store._narrowed(expression)))
            return store.materialise(name, expression)

        states = profiles.documents(store.tables(), keep, self._held, store.median)
        base = keep("order_base", orders.order_base(states, day))
        staged = profiles.bases(store.tables(), base, day, keep, self._held, choices)
        chances = store.keep("chances_in_force", CHANCES, [{"version": 0, **each} for each in self.bars.rhythm.rows()])
        stored = keep("done_profile", profiles.profile(store.tables(), staged, self.bars, day, self._held, choices))
        foresee = partial(scored, store, self.bars, stored, day)
        said.append(("outlook", foresee))
        read = keep("done_read", profiles.read(stored, self.bars, chances, day, None, foresee()))
        keep("done", read.join(profiles.classified(read, self.schemes.values()), "customer_id"))
        return said


def make(folder: Path, facts: Facts) -> Done:
    """A shop of these facts and an empty one beside it, both open."""
    return Done(add(open_shop(folder / "shop"), facts), facts, open_shop(folder / "elsewhere"))
