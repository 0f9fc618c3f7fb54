"""Try schemes on the customers of today before they are saved: counted in the engine, in one table and few passes over it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ibis
import ibis.expr.types as ir

from regulars.insight.class_change import ClassChange, Example, Flow, Held, SchemeChange, order_of
from regulars.insight.classes import KNOWN_ENOUGH
from regulars.insight.rule_change import RuleChange
from regulars.scheme import Scheme, difference, known_schemes, order

EXAMPLES = 5
READ = ("customer_id", "purchases_365d", "spend_365d", "margin_365d")
BEFORE, ALONE = (
    "before_",
    "alone_",
)  # columns beside that of a scheme: its class of today, and by its new rules with all other classes of today
Keep = Callable[[str, ir.Table], ir.Table]
Row = dict[str, Any]


def _cached(_: str, table: ir.Table) -> ir.Table:
    return table.cache()


def replaced(schemes: Iterable[Scheme], proposed: Sequence[Scheme]) -> list[Scheme]:
    """The schemes in force with the proposed ones in the place of those with the same id, new ones at the end."""
    fresh = {scheme.id: scheme for scheme in proposed}
    kept = [fresh.pop(scheme.id, scheme) for scheme in schemes]
    return [*kept, *fresh.values()]


def dependents(schemes: Iterable[Scheme], ids: Iterable[str]) -> list[str]:
    """Ids of the schemes whose rules name one of these, directly or through another; those themselves left out."""
    asked, touched = set(ids), set(ids)
    for scheme in order(schemes):
        touched |= {scheme.id} if scheme.features() & touched else set()
    return [scheme.id for scheme in schemes if scheme.id in touched - asked]


def checked(schemes: Sequence[Scheme], proposed: Sequence[Scheme]) -> list[Scheme]:
    """The schemes as they would be; `RuleError` where a proposed one, or one that depends on it, could not be used then."""
    every = replaced(schemes, proposed)
    order(every)
    by_id = {scheme.id: scheme for scheme in every}
    ids = [scheme.id for scheme in proposed]
    for id in (*ids, *dependents(every, ids)):
        by_id[id].check(every).raise_if_bad()
    return every


def tried(
    profile: ir.Table,
    classes: ir.Table,
    schemes: Sequence[Scheme],
    proposed: Sequence[Scheme],
    *,
    as_of: dt.date,
    currency: str,
    people: ir.Table | None = None,
    keep: Keep = _cached,
) -> RuleChange:
    """What saving the proposed schemes would change for the customers of a day; nothing is written.

    `profile`: one row per customer as read on the day, `classes`: `customer_id` and a text column per scheme in force, `people`: the names of
    the examples (`customer_id`, `name`). `keep` computes a relation once, under a name. Raises `RuleError` as `Scheme.check` does, for a
    dependent scheme too.
    """
    every = checked(schemes, proposed)
    trial = _Trial(tuple(schemes), tuple(every), tuple(scheme.id for scheme in proposed))
    members = keep("rule_change", trial.members(profile, classes))
    changes = tuple(_change(trial, id, members, people) for id in trial.affected)
    customers, revenue = _altogether(members, changes)
    return RuleChange(as_of, currency, changes, customers, revenue, known_schemes(every), known_schemes(schemes))


@dataclass(frozen=True)
class _Trial:
    """The schemes of today, those there would be, and the ids of the proposed."""

    today: tuple[Scheme, ...]
    every: tuple[Scheme, ...]
    proposed: tuple[str, ...]

    @cached_property
    def before(self) -> Mapping[str, Scheme]:
        return {scheme.id: scheme for scheme in self.today}

    @cached_property
    def after(self) -> Mapping[str, Scheme]:
        return {scheme.id: scheme for scheme in self.every}

    @cached_property
    def affected(self) -> tuple[str, ...]:
        """The proposed schemes, then those that depend on them."""
        return (*self.proposed, *dependents(self.every, self.proposed))

    def named_by(self, id: str) -> tuple[str, ...]:
        """The affected schemes that the rules of one name."""
        return tuple(name for name in self.affected if name in self.after[id].features())

    def members(self, profile: ir.Table, classes: ir.Table) -> ir.Table:
        """One row per customer: of every affected scheme the class it would give, that of today, and where it must, that of its own change alone."""
        asked = set().union(*(self.after[id].features() for id in self.affected))
        columns = [name for name in profile.columns if name in asked or name in READ]
        held = [id for id in self.before if id in asked or id in self.affected]
        table = profile.select(*columns).join(classes.select("customer_id", *held), "customer_id")
        ordered = [scheme for scheme in order(self.every) if scheme.id in self.affected]
        for scheme in ordered:  # while the classes in the table are those of today
            name = ALONE + scheme.id if scheme.id in self.before else scheme.id
            table = table.mutate(**{name: scheme.class_expr(table)}) if self.is_mixed(scheme.id) or scheme.id not in self.before else table
        table = table.rename({BEFORE + id: id for id in self.affected if id in self.before})
        for scheme in ordered:
            table = table.mutate(**{scheme.id: scheme.class_expr(table)})
        wanted = [each + id for id in self.affected for each in ("", BEFORE, ALONE) if each + id in table.columns]
        return table.select(*READ, *wanted)

    def is_mixed(self, id: str) -> bool:
        """Whether a scheme of today is itself proposed and also depends on another that is."""
        return id in self.proposed and id in self.before and bool(self.named_by(id))

    def alone(self, members: ir.Table, id: str) -> ir.Value:
        """Of every row of `members` the class by the new rules of this scheme, while every other scheme gives the class of today."""
        if self.is_mixed(id):
            return members[ALONE + id]
        return members[id] if id in self.proposed else members[BEFORE + id]


def _change(trial: _Trial, id: str, members: ir.Table, people: ir.Table | None) -> SchemeChange:
    before, after = trial.before.get(id), trial.after[id]
    rows = _counted(trial, members, id)
    costs = any(row["margin"] is not None for row in rows)
    moved = [row for row in rows if row["before"] != row["after"]]
    flows = _flows(moved, _examples(members, id, people, new=before is None) if moved else {}, costs)
    report, now = after.check(trial.every), before.check(trial.today) if before else None
    stayed = before is not None
    return SchemeChange(
        before,
        after,
        proposed=id in trial.proposed,
        depends_on=trial.named_by(id),
        customers=sum(row["customers"] for row in rows),
        classes=tuple(_class(each, before, after, rows, costs) for each in order_of(before, after)),
        flows=flows,
        moved=_held(moved if stayed else (), costs),
        by_itself=_held([row for row in moved if stayed and row["alone"] != row["before"]], costs),
        carried=_held([row for row in moved if stayed and row["alone"] == row["before"]], costs),
        difference=difference(before, after),
        check=report,
        unreached=tuple(each for each in report.unreached if now is None or each not in now.unreached),
    )


def _counted(trial: _Trial, members: ir.Table, id: str) -> list[Row]:
    """One row per class of today, class it would be, and class by the scheme's own change: people and money."""
    nothing = ibis.null("string")
    keys = {"before": nothing, "after": members[id], "alone": nothing}
    keys |= {"before": members[BEFORE + id], "alone": trial.alone(members, id)} if id in trial.before else {}
    active, told = members.purchases_365d > 0, members.margin_365d.notnull()
    counted = members.group_by(**keys).agg(
        customers=members.count(),
        active=active.sum(),
        revenue=members.spend_365d.sum().cast("int64"),
        margin=members.margin_365d.sum().cast("int64"),
        told=(active & told).sum(),
    )
    return [{**row, "active": row["active"] or 0, "told": row["told"] or 0} for row in counted.to_pyarrow().to_pylist()]


def _held(rows: Iterable[Row], costs: bool) -> Held:
    """Several rows as one; the margin is told where it is known of 95 % of the buyers, as everywhere."""
    rows = list(rows)
    customers, active, told = (sum(row[name] for row in rows) for name in ("customers", "active", "told"))
    margin = sum(row["margin"] or 0 for row in rows) if costs and told >= KNOWN_ENOUGH * active else None
    return Held(customers, sum(row["revenue"] or 0 for row in rows), margin)


def _class(id: str, before: Scheme | None, after: Scheme, rows: Sequence[Row], costs: bool) -> ClassChange:
    named = (after if id in after.class_ids else before or after).class_named(id)
    was = [row for row in rows if row["before"] == id]
    now = [row for row in rows if row["after"] == id]
    return ClassChange(
        id,
        named.name,
        named.colour,
        before=_held(was, costs) if before and id in before.class_ids else None,
        after=_held(now, costs) if id in after.class_ids else None,
        entered=_held([row for row in now if row["before"] != id], costs),
        left=_held([row for row in was if row["after"] != id], costs),
    )


def _flows(moved: Iterable[Row], examples: Mapping[tuple[str | None, str | None], tuple[Example, ...]], costs: bool) -> tuple[Flow, ...]:
    """The largest first; of equal ones the first by their ids."""
    pairs: dict[tuple[str | None, str | None], list[Row]] = {}
    for row in moved:
        pairs.setdefault((row["before"], row["after"]), []).append(row)
    flows = [Flow(*pair, _held(rows, costs), examples.get(pair, ())) for pair, rows in pairs.items()]
    return tuple(sorted(flows, key=lambda flow: (-flow.held.customers, flow.before or "", flow.after or "")))


def _examples(
    members: ir.Table, id: str, people: ir.Table | None, *, new: bool
) -> dict[tuple[str | None, str | None], tuple[Example, ...]]:
    """Of every pair of classes the customers who spent most in 365 days, of equal ones the first by their ids."""
    table = members.select("customer_id", "spend_365d", before=ibis.null("string") if new else members[BEFORE + id], after=members[id])
    table = table.filter(~table.before.identical_to(table.after))
    own = ibis.window(group_by=[table.before, table.after], order_by=[table.spend_365d.desc(), table.customer_id])
    first = table.mutate(place=ibis.row_number().over(own))
    first = first.filter(first.place < EXAMPLES)
    if people is not None:
        named = people.select(named_id="customer_id", name="name")
        first = first.left_join(named, first.customer_id == named.named_id).drop("named_id")
    found: dict[tuple[str | None, str | None], tuple[Example, ...]] = {}
    for row in sorted(first.to_pyarrow().to_pylist(), key=lambda row: row["place"]):
        pair = row["before"], row["after"]
        found[pair] = (*found.get(pair, ()), Example(row["customer_id"], row.get("name"), row["spend_365d"] or 0))
    return found


def _altogether(members: ir.Table, changes: Sequence[SchemeChange]) -> tuple[int, int]:
    """Customers whose class changes anywhere, and their net spend of 365 days."""
    moving = [each for each in changes if each.moved.customers]
    if len(moving) < 2:
        return (moving[0].moved.customers, moving[0].moved.revenue) if moving else (0, 0)
    anywhere = ibis.or_(*(~members[BEFORE + each.id].identical_to(members[each.id]) for each in moving))
    found = members.filter(anywhere)
    row = found.agg(customers=found.count(), revenue=found.spend_365d.sum().cast("int64")).to_pyarrow().to_pylist()[0]
    return row["customers"], row["revenue"] or 0
