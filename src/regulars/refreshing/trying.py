"""Trying: one customer on many days, as they were, are, or would be after some deeds, told by the same expressions as everybody.

The statements are written once for a publication and run again for every customer; only the small tables they begin with change. What takes part of
the tables of the shop is a customer's own facts, gathered once.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import ibis
import ibis.expr.types as ir

from regulars import cells
from regulars import profile as profiles
from regulars.cells import CELLS, Move
from regulars.features import outlook
from regulars.features.moments import Until
from regulars.insight.trials import Row, Trial
from regulars.profile import Holdings
from regulars.refreshing.given import Given, Seen
from regulars.refreshing.own_facts import OwnFacts
from regulars.refreshing.script import Script
from regulars.store.duckdb import Store
from regulars.tables import TABLES

MARKS = itertools.count()
KNOWABLE = ("name", "phone", "email", "birth_date", "birth_year", "gender", "province", "district", "job_title", "company")
DEEDS = {
    "trial_orders": {"order_id": "string", "customer_id": "string", "day": "date", "ordered_at": "timestamp", "amount": "int64"},
    "trial_answers": {"customer_id": "string", "question": "string", "score": "float64", "text": "string", "occurred_at": "timestamp"},
    "trial_resolved": {"customer_id": "string", "moment": "timestamp"},
    "trial_known": {"known_id": "string", **{f"new_{name}": TABLES["customers"].schema()[name] for name in KNOWABLE}},
}


@dataclass
class Trials:
    """Tells trials of the customers of one publication: call it with a customer's id and trials, for one row each of every feature and class."""

    given: Given[Store]
    seen: Seen
    mark: str = field(default_factory=lambda: f"_trial{next(MARKS)}")
    _of: str | None = None

    @cached_property
    def held(self) -> Holdings:
        """Which kinds of facts the shop has."""
        return profiles.holdings(self.given.store.tables())

    @cached_property
    def _own(self) -> OwnFacts:
        return OwnFacts(Script(self.given.store, self.mark), self.held)

    @cached_property
    def _script(self) -> Script:
        return Script(self.given.store, self.mark)

    def __call__(self, customer_id: str, trials: Sequence[Trial]) -> list[Row]:
        """One row per trial, in their order; an empty one where the customer is not known yet on the day."""
        if customer_id != self._of:
            self._own.gather(customer_id)
            self._of = customer_id
        self._fill(customer_id, trials)
        if self._script.steps:
            self._script.run()
        else:
            self._write()
        return self._read(len(trials))

    def _read(self, count: int) -> list[Row]:
        rows = {row["customer_id"]: row for row in self.given.store.columns(f"told{self.mark}").to_pylist()}
        return [rows.get(str(place), {}) for place in range(count)]

    def _fill(self, customer_id: str, trials: Sequence[Trial]) -> None:
        """The cells and the deeds, as tables."""
        today, given = self.seen.as_of, self.given
        known = [trial.known_until or min(trial.day, today) for trial in trials]
        days = {today, *known, *(trial.day for trial in trials)}
        ends = {day: given.end(day) for day in days}
        moves = [Move.to(trial.day, by, today, ends) for trial, by in zip(trials, known, strict=True)]
        own = [move.row(str(place), customer_id) for place, move in enumerate(moves)]
        given.store.refill(f"cells{self.mark}", CELLS, own)
        told: dict[str, list[Told]] = {name: [] for name in DEEDS}
        tomorrow = ends[today] + dt.timedelta(hours=12)
        for place, (trial, move) in enumerate(zip(trials, moves, strict=True)):
            moment = tomorrow + dt.timedelta(seconds=move.seconds)
            for name, rows in _deeds(str(place), trial, move, moment).items():
                told[name] += rows
        for name, schema in DEEDS.items():
            given.store.refill(name + self.mark, schema, told[name])

    def _write(self) -> None:
        """Compute everything once, as a script."""
        given, seen, keep = self.given, self.seen, self._script.keep
        day, cell = seen.as_of, given.store.temporary(f"cells{self.mark}")
        canonical, states, begun = self._own.tables()
        facts, base = cells.facts(canonical, states, cell, self.held.heard, strangers=self.held.strangers, every=begun)
        tables, base = self._with_deeds(facts, base)
        read = {name: keep(f"cell_{name}", table) if name in READ else canonical[name] for name, table in tables.items()}
        alone = replace(self.held, strangers=False)
        choices = given.choices(day)
        staged = profiles.bases(read, keep("cell_base", base), day, keep, alone, choices)
        stored = keep("profile", profiles.profile(read, staged, seen.bars, day, alone, choices))
        scores = self._script.foresee(seen.bars, outlook.asked(stored, day))
        told = keep("read", profiles.read(stored, seen.bars, given.chances(seen.bars, self.mark), day, choices.portrait, scores))
        keep("told", profiles.with_classes(told, seen.schemes))

    def _with_deeds(self, facts: dict[str, ir.Table], base: ir.Table) -> tuple[dict[str, ir.Table], ir.Table]:
        store = self.given.store
        orders, answers, resolved, known = (store.temporary(name + self.mark) for name in DEEDS)
        tables = dict(facts)
        tables["customers"] = _with_known(facts["customers"], known)
        tables["orders"] = facts["orders"].union(_as_rows(orders.mutate(ordered_on=orders.day), facts["orders"]))
        lines = orders.mutate(line_no=ibis.literal(1, "int64"), quantity=ibis.literal(1.0), net_amount=orders.amount)
        tables["order_lines"] = facts["order_lines"].union(_as_rows(lines, facts["order_lines"]))
        until = Until(self.seen.as_of, self.given.choices(self.seen.as_of).utc_offset)
        told = self.held.told(until)
        if told & {"contacts", "answers"}:
            tables["answers"] = facts["answers"].filter(ibis.literal("answers" in told)).union(_as_rows(answers, facts["answers"]))
        if "contacts" in told:
            tables["contacts"] = _with_resolved(facts["contacts"], resolved)
        return tables, base.union(self._bought(orders, base))

    def _bought(self, orders: ir.Table, base: ir.Table) -> ir.Table:
        """Purchases to come as documents: at list price where the shop knows such, else of no known price."""
        priced = bool(self.given.store.sql("SELECT count(promoted) FROM main.order_states")[0][0])
        made = orders.mutate(
            gross=orders.amount,
            net=orders.amount,
            given_back=ibis.literal(0, "int64"),
            lines=ibis.literal(1, "int64"),
            counts=ibis.literal(True),
            promoted=ibis.literal(False if priced else None, "boolean"),
            costed=ibis.literal(False),
        )
        return _as_rows(made, base)


Told = dict[str, object]
READ = ("customers", "orders", "order_lines", "begun", *cells.HEARD)


def _deeds(cell: str, trial: Trial, move: Move, moment: dt.datetime) -> dict[str, list[Told]]:
    """What happens in a trial, as rows of `DEEDS`, moved like the facts of its cell."""
    made = [(day, amount) for day, amount in trial.purchases if day <= trial.day]
    moved = dt.timedelta(days=move.moved)
    noon = dt.timedelta(hours=12) - dt.timedelta(days=1)
    orders: list[Told] = [
        {
            "order_id": f"{cell} {number}",
            "customer_id": cell,
            "day": day + moved,
            "ordered_at": _end(day, trial, move) + noon,
            "amount": amount,
        }
        for number, (day, amount) in enumerate(made)
    ]
    answers: list[Told] = [
        {
            "customer_id": cell,
            "question": question,
            "score": None if isinstance(said, str) else float(said),
            "text": said if isinstance(said, str) else None,
            "occurred_at": moment,
        }
        for question, said in trial.answers
    ]
    resolved: list[Told] = [{"customer_id": cell, "moment": moment}] if trial.resolved else []
    known: list[Told] = [{"known_id": cell, **{f"new_{name}": trial.known.get(name) for name in KNOWABLE}}] if trial.known else []
    return {"trial_orders": orders, "trial_answers": answers, "trial_resolved": resolved, "trial_known": known}


def _end(day: dt.date, trial: Trial, move: Move) -> dt.datetime:
    """The moved end of a day of the trial: as far before the end of the trial's day as it really is."""
    end = move.cutoff_end + (trial.day - move.cutoff) + dt.timedelta(seconds=move.seconds)
    return end - (trial.day - day)


def _as_rows(rows: ir.Table, like: ir.Table) -> ir.Table:
    """Rows with the columns of another table, null where they have none."""
    schema = like.schema()
    return rows.select(**{name: (rows[name] if name in rows.columns else ibis.null(kind)).cast(kind) for name, kind in schema.items()})


def _with_known(people: ir.Table, known: ir.Table) -> ir.Table:
    own = people.left_join(known, people.customer_id == known.known_id)
    return own.mutate(**{name: own[f"new_{name}"].cast(people[name].type()).fill_null(own[name]) for name in KNOWABLE}).select(
        *people.columns
    )


def _with_resolved(contacts: ir.Table, resolved: ir.Table) -> ir.Table:
    settled = resolved.rename(who="customer_id")
    own = contacts.left_join(settled, contacts.customer_id == settled.who)
    complaint = (own.kind == "complaint").fill_null(False) & own.moment.notnull()
    return own.mutate(resolved_at=ibis.ifelse(complaint, own.moment, own.resolved_at)).select(*contacts.columns)
