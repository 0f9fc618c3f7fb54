"""The change log: who moved between two publications, and which cause moved them, found by telling the classes with the old facts, days, bars,
models and rules in turn. Only those who moved are told again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir

from regulars.cells import CELLS, variant
from regulars.cells import Move as Moved
from regulars.history.changes import CAME, Step, changes, first, moved
from regulars.history.spells import LOG
from regulars.models.bars import Bars
from regulars.profile import Bases, Holdings
from regulars.refreshing import noticing
from regulars.refreshing.given import Given, tell
from regulars.refreshing.noticing import count
from regulars.refreshing.staging import staged_cells
from regulars.refreshing.standing import Standing
from regulars.scheme import Scheme
from regulars.store.engine import Engine
from regulars.store.refresh_history import fingerprint

OF_FIRST = ("customer_id", "valid_from", "recorded_at")  # of the first build's rows, beside a column per scheme


@dataclass(frozen=True)
class Move:
    """From one telling to the next: what stood, the day, bars before and now, schemes now, classes before and now (wide)."""

    before: Standing
    day: dt.date
    old_bars: Bars
    bars: Bars
    schemes: tuple[Scheme, ...]
    old_classes: ir.Table
    classes: ir.Table

    @property
    def same_bars(self) -> bool:
        return (self.old_bars.version, self.old_bars.as_of) == (self.bars.version, self.bars.as_of)

    @property
    def same_models(self) -> bool:
        return (self.old_bars.needs, self.old_bars.outlook) == (self.bars.needs, self.bars.outlook)

    @property
    def same_rules(self) -> bool:
        """Whether rules and parameters are those of before; need clusters found anew are no rule."""
        return fingerprint(_but_needs(self.before.schemes)) == fingerprint(_but_needs(self.schemes))

    @property
    def ids(self) -> list[str]:
        return list(dict.fromkeys(scheme.id for scheme in (*self.before.schemes, *self.schemes)))


def _but_needs(schemes: Sequence[Scheme]) -> list[Scheme]:
    return [replace(scheme, classes=()) if scheme.id == "needs" else scheme for scheme in schemes]


def prepare(store: Engine) -> None:
    """The views of the log: `membership_log`, a row per change, the first build's among them; `memberships`, with the day on which each ended."""
    moves = in_text(store.table("membership_moves"))
    if store.has("membership_first"):
        begun = store.table("membership_first")
        rows = first(begun, [name for name in begun.columns if name not in OF_FIRST], kept=OF_FIRST[1:])
        told = store.publish_view("membership_log", rows.select(*LOG).union(moves))
    else:
        told = store.publish_view("membership_log", moves)
    store.publish_view("memberships", _ended(told))


def _ended(told: ir.Table) -> ir.Table:
    """The rows of the log with the day of the next in the same scheme, null while the class lasts."""
    following = told.valid_from.lead().over(group_by=["customer_id", "scheme"], order_by=["valid_from", "recorded_at"])
    return told.mutate(valid_to=following).select(
        "customer_id", "scheme", "class", "valid_from", "valid_to", "recorded_at", "cause", "steps"
    )


def in_text(log: ir.Table) -> ir.Table:
    """A table of the log; in older files its `steps` are of the engine's type for JSON."""
    return log.mutate(steps=log.steps.cast("string"))


def begin(given: Given[Engine], classes: ir.Table, day: dt.date, now: dt.datetime) -> dict[str, int]:
    """The first build of a shop: kept as wide as it is, a row per customer, since it holds everybody in every scheme."""
    moments = {"valid_from": ibis.literal(day), "recorded_at": ibis.literal(now.replace(tzinfo=None))}
    begun = given.store.publish("membership_first", classes.mutate(**moments))
    prepare(given.store)
    return {"data": count(begun)}


def begin_replay(given: Given[Engine], classes: ir.Table, schemes: Sequence[Scheme], day: dt.date, now: dt.datetime) -> None:
    """The first day of a replay: everybody is new."""
    _write(given.store, first(classes, [scheme.id for scheme in schemes], CAME), day, now, "replayed")


def append(given: Given[Engine], move: Move, held: Holdings, now: dt.datetime, *, into: str = "membership_moves") -> dict[str, int]:
    """The rows of everybody who moved, their causes found by telling them again; returns how many customers each cause moved."""
    store = given.store
    who = store.materialise("moved_people", moved(move.old_classes, move.classes, move.ids))
    if not count(who):
        return {}
    before = store.materialise("moved_before", move.old_classes.semi_join(who, "customer_id"))
    after = store.materialise("moved_after", move.classes.semi_join(who, "customer_id"))
    steps = [*_steps(given, move, held), (_last_cause(move), after)]
    return _write(store, changes(who, before, steps, move.ids), move.day, now, into)


def append_told(
    store: Engine, before: ir.Table, steps: Sequence[Step], ids: Sequence[str], day: dt.date, now: dt.datetime
) -> dict[str, int]:
    """The rows of everybody whose class is another after the last step than before; every step is told already."""
    who = store.materialise("moved_people", moved(before, steps[-1][1], ids))
    return _write(store, changes(who, before, steps, ids), day, now, "membership_moves")


def _last_cause(move: Move) -> str:
    if not move.same_rules:
        return "rule"
    if move.same_bars:
        return "behaviour"
    return "bar" if move.same_models else "model"


def _write(store: Engine, rows: ir.Table, day: dt.date, now: dt.datetime, into: str) -> dict[str, int]:
    dated = rows.mutate(valid_from=ibis.literal(day), recorded_at=ibis.literal(now.replace(tzinfo=None)))
    told = store.materialise("log_rows", dated.select(*LOG))
    store.append(into, "log_rows")
    counts = told.group_by("cause").aggregate(people=told.customer_id.nunique()).order_by("cause").to_pyarrow().to_pylist()
    store.drop("log_rows")
    return {row["cause"]: row["people"] for row in counts}


def _steps(given: Given[Engine], move: Move, held: Holdings) -> list[Step]:
    """The classes of those who moved after every cause but the last, each told with what came before it left as it was."""
    variants = {"data": (move.before.as_of, move.before.as_of), "time": (move.before.as_of, move.day)}
    if not (move.same_bars and move.same_rules):
        variants["behaviour"] = (move.day, move.day)
    if move.day == move.before.as_of:
        del variants["time"]
    old = tuple(move.before.schemes)
    asked = replace(given, choices=lambda day: replace(move.before.choices, utc_offset=given.choices(day).utc_offset))
    tables, staged = _staged(asked, move, variants, held)
    told = tell(asked, tables, staged, move.old_bars, old, move.day, held, given.store.materialise, "_step")
    steps = [(cause, given.store.materialise(f"step_{cause}", variant(told.classes, cause))) for cause in variants]
    if "behaviour" in variants:
        steps += _renewed(asked, move, tables, staged, held)
    return steps


def _staged(
    given: Given[Engine], move: Move, variants: dict[str, tuple[dt.date, dt.date]], held: Holdings
) -> tuple[dict[str, ir.Table], Bases]:
    """The customers who moved as cells, one for each cause: named by the cause and their id."""
    store, day = given.store, move.day
    days = {move.before.as_of, day}
    ends = {each: given.end(each) for each in days}
    rows = [{"cause": cause, **vars(Moved.to(read, cutoff, day, ends))} for cause, (cutoff, read) in variants.items()]
    store.keep("step_moves", {"cause": "string", **{name: kind for name, kind in CELLS.items() if name not in ("cell_id", "of")}}, rows)
    noticing.cells(store, "step_cells", "moved_people", "step_moves")
    return staged_cells(given, "step_cells", day, held, "_step")


def _renewed(given: Given[Engine], move: Move, tables: dict[str, ir.Table], staged: Bases, held: Holdings) -> list[Step]:
    """The classes with new bars, then with new models, each only where another cause comes after it."""
    steps = []
    renewed = not move.same_bars
    models = not move.same_models
    if renewed and (models or not move.same_rules):
        bars = replace(move.bars, needs=move.old_bars.needs, outlook=move.old_bars.outlook)
        told = tell(given, tables, staged, bars, move.before.schemes, move.day, held, given.store.materialise, "_bar")
        steps.append(("bar", given.store.materialise("step_bar", variant(told.classes, "behaviour"))))
    if renewed and models and not move.same_rules:
        schemes = tuple(next((new for new in move.schemes if new.id == old.id == "needs"), old) for old in move.before.schemes)
        told = tell(given, tables, staged, move.bars, schemes, move.day, held, given.store.materialise, "_model")
        steps.append(("model", given.store.materialise("step_model", variant(told.classes, "behaviour"))))
    return steps
