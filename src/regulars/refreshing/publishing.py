"""Publishing: the numbers of a shop brought to a day in one step, by what the days changed where that can be told, else whole; with the change log.

Whatever the path, the profile as read and the classes are those of a full computation with the same bars.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import ibis.expr.types as ir

from regulars import profile as profiles
from regulars.features import orders
from regulars.history.spells import LOG
from regulars.models.bars import Bars
from regulars.profile import Bases, Holdings
from regulars.refreshing import increment, log, noticing, replaying
from regulars.refreshing.given import AS_READ, CHANCES, OUTLOOK, Engine_co, Given, Keep, Progress, Seen, chance_rows, scored
from regulars.refreshing.increment import Increment
from regulars.refreshing.noticing import count
from regulars.refreshing.standing import Standing, ground_of
from regulars.scheme import Scheme
from regulars.store import refresh_history
from regulars.store.engine import Engine
from regulars.store.refresh_history import fingerprint
from regulars.words import Words

TABLES = {
    "bars": {"version": "int32", "as_of": "date", "fitted_at": "timestamp", "data": "json"},
    "return_chances": CHANCES,
    "refreshes": {
        "as_of": "date",
        "computed_at": "timestamp",
        "state": "string",
        "bars_version": "int32",
        "report": "json",
        "schemes_version": "string",
        "kind": "string",
    },
    "standing": {"computed_at": "timestamp", "data": "json"},
    "membership_moves": LOG,
}
# Bars are cut anew where more documents than these came late or were mended, or so many times more than they were cut from have come.
LATE_SHARE, FEW_LATE, GREW = 0.01, 5, 0.1
CUT_FROM = ("release", "features", "held", "told", "category_level")


@dataclass(frozen=True)
class Published:
    """What a refresh did. `kind`: `first`, `whole`, `increment` or `nothing`; `touched`: the customers read anew; `moved`: customers by the cause of
    a change of class."""

    seen: Seen
    kind: str
    touched: int
    moved: dict[str, int]
    recut: bool


@dataclass(frozen=True)
class _Work:
    """One refresh on its way: the day, what stood before (null: nothing), what is now."""

    given: Given[Engine]
    day: dt.date
    now: dt.datetime
    before: Standing | None
    held: Holdings
    say: Progress

    @property
    def tables(self) -> dict[str, ir.Table]:
        return self.given.store.tables()


def prepare(store: Engine) -> None:
    """Create the tables that publications are kept in, and the columns that older files lack."""
    store.create(TABLES | replaying.TABLES)
    for column in ("schemes_version", "kind"):
        store.execute(f"ALTER TABLE refreshes ADD COLUMN IF NOT EXISTS {column} VARCHAR")
    log.prepare(store)


def last_published(given: Given[Engine]) -> Standing | None:
    """What the numbers in the file stand on; null where there are none, or they are an older version's."""
    found = given.store.sql(
        "SELECT s.data, r.schemes_version FROM standing AS s JOIN refreshes AS r USING (computed_at) ORDER BY computed_at DESC LIMIT 1"
    )
    return Standing.from_data(json.loads(found[0][0]), refresh_history.schemes_of(given.store, found[0][1])) if found else None


def last_told(store: Engine) -> tuple[dt.date, str] | None:
    """The day of the last publication, and the fingerprint of what it depends on; null where there is none."""
    found = store.sql("SELECT r.as_of, r.state FROM standing JOIN refreshes AS r USING (computed_at)")
    return found[0] if found else None


def published(given: Given[Engine]) -> Seen:
    """What the last publication left in the file."""
    standing = last_published(given)
    assert standing is not None  # noqa: S101  asked only where something stands
    store = given.store
    bars = stored_bars(store, standing.bars_version)
    read, classes, base, days = (store.table(name) for name in (AS_READ, "classes", "order_base", "customer_days"))
    stored = store.table("profile")
    return Seen(standing.as_of, bars, read, classes, base, days, standing.computed_at, standing.schemes, stored)


def as_published(given: Given[Engine_co]) -> Given[Engine_co]:
    """A shop with what it had chosen when its numbers were published, whatever it has chosen since."""
    standing = last_published(given)
    assert standing is not None  # noqa: S101  asked only where something stands
    return replace(given, choices=lambda day: replace(standing.choices, utc_offset=given.offset(day)))


def latest_bars(store: Engine) -> Bars | None:
    """The bars of the last publication; null where there is none."""
    found = store.sql("SELECT bars_version FROM refreshes ORDER BY computed_at DESC LIMIT 1")
    return stored_bars(store, found[0][0]) if found else None


def stored_bars(store: Engine, version: int) -> Bars:
    """The bars of a version."""
    return Bars.from_data(json.loads(store.sql("SELECT data FROM bars WHERE version = ?", [version])[0][0]))


def refresh(
    given: Given[Engine], day: dt.date, now: dt.datetime, state: Callable[[], str], say: Progress, *, recut: bool | None = None
) -> Published:
    """Bring the numbers to a day, inside a transaction of the caller. `state` gives a fingerprint of all they depend on.

    `recut`: cut the bars anew, or not; left out, as the shop chose.
    """
    tables = given.store.tables()
    work = _Work(given, day, now, last_published(given), profiles.holdings(tables), say)
    say(Words("Đang gom đơn theo khách", "Gathering orders by customer"), 0.0)
    part = _increment(work)
    cut = _cuts(work, part) if recut is None else recut or work.before is None
    if part is not None and not cut and part.small and _same_rules(work):
        done = _by_increment(work, part)
    else:
        done = _whole(work, part, cut)
    _noted(work, done, state())
    return done


def _same_rules(work: _Work) -> bool:
    before = work.before
    return before is not None and fingerprint(before.schemes) == fingerprint(work.given.schemes(_bars(work).needs))


def _increment(work: _Work) -> Increment | None:
    """What is new since the last publication, where that can be told; null where all must be read."""
    before = work.before
    if before is None or work.day < before.as_of or not work.given.store.has("order_states"):
        return None
    choices = work.given.choices(work.day)
    if ground_of(work.held, choices, work.day) != {**before.ground} or work.given.choices(before.as_of) != before.choices:
        return None
    bars = _bars(work)
    return increment.notice(work.given, before, bars, work.given.schemes(bars.needs), work.day, work.held)


def _cuts(work: _Work, part: Increment | None) -> bool:
    """Whether the bars are cut anew: at first, once a month, and where much of what they were cut from has changed, or much has come to it."""
    before = work.before
    if before is None:
        return True
    if work.given.recut == "never":
        return False
    cut_on = _bars(work).as_of
    if (cut_on.year, cut_on.month) != (work.day.year, work.day.month):
        return True
    if part is None:
        return _anew(work, before)
    return part.late > max(FEW_LATE, LATE_SHARE * part.documents) or part.documents > (1 + GREW) * before.cut_from


def _anew(work: _Work, before: Standing) -> bool:
    """Whether more has changed than what the shop chose, where all must be read: only its places and its portrait cut no bars."""
    ground = ground_of(work.held, work.given.choices(work.day), work.day)
    if any(before.ground.get(name) != ground[name] for name in CUT_FROM):
        return True
    news = noticing.facts_since(work.given.store, before.facts, before.computed_at.replace(tzinfo=None), before.as_of)
    return news is None or news.late > max(FEW_LATE, LATE_SHARE * before.cut_from)


def _bars(work: _Work) -> Bars:
    """The bars in force before this refresh."""
    before = work.before
    assert before is not None  # noqa: S101  asked only where something stands
    return stored_bars(work.given.store, before.bars_version)


def _by_increment(work: _Work, part: Increment) -> Published:
    store, bars, before = work.given.store, _bars(work), work.before
    assert before is not None  # noqa: S101
    schemes = tuple(work.given.schemes(bars.needs))
    _publish_base(work)
    changed = increment.apply(work.given, bars, schemes, before.as_of, work.day, work.held)
    read = _publish_read(work, bars, store.table("profile"), part.scores)
    moved = log.append_told(store, changed.before, changed.steps, [scheme.id for scheme in schemes], work.day, work.now)
    return Published(_seen(work, bars, schemes, read), "increment", changed.touched, moved, recut=False)


def _whole(work: _Work, part: Increment | None, cut: bool) -> Published:
    """Every customer is read; the documents only where they have changed, as far as that can be told."""
    given, tables, store = work.given, work.tables, work.given.store
    if part is None:
        keep = _kept(work, {"order_states", "deep_orders", "discount_rates"})
        profiles.documents(tables, keep, work.held, store.median)
    base = _publish_base(work)
    keep = _kept(work, {"customer_days", "customer_categories"})
    staged = profiles.bases(tables, base, work.day, keep, work.held, given.choices(work.day))
    work.say(Words("Đang đo nhịp mua và cắt ngưỡng", "Measuring rhythms and cutting the bars"), 0.5)
    old = None if work.before is None else _bars(work)
    bars, scores = _cut(work, staged, old) if cut or old is None else (old, None)
    work.say(Words("Đang lập hồ sơ và xếp nhóm", "Writing profiles and classes"), 0.7)
    schemes = tuple(given.schemes(bars.needs))
    profile = store.publish("profile", profiles.profile(tables, staged, bars, work.day, work.held, given.choices(work.day)))
    read = _publish_read(work, bars, profile, scores)
    after = store.publish("classes_next", profiles.classified(read, schemes))
    moved = _logged(work, old, bars, schemes, after)
    store.rename("classes_next", "classes")
    return Published(_seen(work, bars, schemes, read), "first" if work.before is None else "whole", count(profile), moved, bars is not old)


def _logged(work: _Work, old: Bars | None, bars: Bars, schemes: Sequence[Scheme], after: ir.Table) -> dict[str, int]:
    if work.before is None or old is None:
        return log.begin(work.given, after, work.day, work.now)
    if work.day < work.before.as_of:
        return {}
    classes = work.given.store.table("classes")
    move = log.Move(work.before, work.day, old, bars, tuple(schemes), classes, after)
    return log.append(work.given, move, work.held, work.now)


def _kept(work: _Work, names: set[str]) -> Keep:
    """What answers read later, and the next increment, goes into the file; the other stages are for this refresh only."""
    store = work.given.store
    return lambda name, table: store.publish(name, table) if name in names else store.materialise(name, table)


def _cut(work: _Work, staged: Bases, old: Bars | None) -> tuple[Bars, ir.Table | None]:
    """Fit the bars of the day and store them under the next version; with them what their models said of every history, where that was asked."""
    store, told = work.given.store, []

    def score(bars: Bars, buyers: ir.Table) -> ir.Table | None:
        told.append(scored(store, bars, buyers, work.day, "_fit"))
        return told[-1]

    version = store.sql("SELECT coalesce(max(version), 0) + 1 FROM bars")[0][0]
    bars = profiles.fit(staged, work.day, version, old.needs if old else None, score)
    row = {"version": bars.version, "as_of": work.day, "fitted_at": work.now.replace(tzinfo=None), "data": json.dumps(bars.to_data())}
    store.insert("bars", TABLES["bars"], [row])
    store.insert("return_chances", CHANCES, chance_rows(bars.rhythm, bars.version))
    return bars, told[-1] if told else None


def _publish_base(work: _Work) -> ir.Table:
    store = work.given.store
    return store.publish_view("order_base", orders.order_base(store.table("order_states"), work.day))


def _publish_read(work: _Work, bars: Bars, profile: ir.Table, known: ir.Table | None = None) -> ir.Table:
    """The profile as read, with what the models say of every history in it; `known`: scores of some of them."""
    given, day = work.given, work.day
    scores = scored(given.store, bars, profile, day, known=known)
    if scores is not None:
        scores = given.store.publish(OUTLOOK, scores)
    return given.store.publish_view(AS_READ, profiles.read(profile, bars, given.chances(bars), day, given.choices(day).portrait, scores))


def _seen(work: _Work, bars: Bars, schemes: tuple[Scheme, ...], read: ir.Table) -> Seen:
    store = work.given.store
    return Seen(
        work.day,
        bars,
        read,
        store.table("classes"),
        store.table("order_base"),
        store.table("customer_days"),
        work.now,
        schemes,
        store.table("profile"),
    )


def _noted(work: _Work, done: Published, state: str) -> None:
    """Write down what the numbers stand on, and the rules they were made with."""
    refresh_history.keep_schemes(work.given.store, done.seen.schemes)
    given, seen = work.given, done.seen
    choices = given.choices(work.day)
    ground = ground_of(work.held, choices, work.day)
    facts = noticing.counted(given.store)
    store = given.store
    documents = count(store.table("order_states"))
    cut_from = documents if done.recut or work.before is None else work.before.cut_from
    standing = Standing(work.day, work.now, seen.bars.version, facts, ground, choices, cut_from, seen.schemes)
    store.execute("DELETE FROM standing")
    moment = work.now.replace(tzinfo=None)
    store.insert("standing", TABLES["standing"], [{"computed_at": moment, "data": json.dumps(standing.to_data(), ensure_ascii=False)}])
    row = {"as_of": work.day, "computed_at": moment, "state": state, "bars_version": seen.bars.version, "report": None}
    row |= {"schemes_version": fingerprint(seen.schemes), "kind": done.kind}
    store.insert("refreshes", TABLES["refreshes"], [row])
