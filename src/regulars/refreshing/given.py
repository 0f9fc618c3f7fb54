"""What a refresh is given by the shop, and what it leaves for answers to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir

from regulars import profile as profiles
from regulars.features import outlook
from regulars.freshness import Failure
from regulars.models import outlook as outlooks
from regulars.models.bars import Bars
from regulars.models.needs import Needs
from regulars.models.purchasing import PurchaseModel
from regulars.models.rhythm import Rhythm
from regulars.profile import Bases, Choices, Holdings
from regulars.scheme import Scheme
from regulars.store.engine import Engine
from regulars.words import Words

AS_READ = "profile_as_read"
OUTLOOK = "outlook_scores"
CHANCES = {"version": "int32", "rhythm_group": "int32", "silent_days": "int32", "chance": "float64", "at_first": "float64"}
MOST_AT_ONCE = 1_000_000  # histories of which this process holds what is said
Progress = Callable[[Words, float | None], None]
Keep = Callable[[str, ir.Table], ir.Table]
Engine_co = TypeVar("Engine_co", bound=Engine, covariant=True)


@dataclass(frozen=True)
class Seen:
    """Everything computed for one day: tables of the engine, the bars they were made with, and the schemes with that day's need clusters.

    `stored`: the profile before what slides was added.
    """

    as_of: dt.date
    bars: Bars
    profile: ir.Table
    classes: ir.Table
    orders: ir.Table
    days: ir.Table
    computed_at: dt.datetime
    schemes: tuple[Scheme, ...]
    stored: ir.Table
    failed: Failure | None = None  # the refresh that failed after these were published
    changed_since: bool = False  # facts, settings or rules are others by now


@dataclass(frozen=True)
class Given(Generic[Engine_co]):
    """One shop: its engine, its choices of a day, its schemes with need clusters (null: none found), its time zone.

    A refresh asks for an `Engine`; some questions about one customer ask for the file itself. `recut`: `monthly` or `never`.
    """

    store: Engine_co
    choices: Callable[[dt.date], Choices]
    schemes: Callable[[Needs | None], Sequence[Scheme]]
    zone: ZoneInfo
    recut: str = "monthly"

    def end(self, day: dt.date) -> dt.datetime:
        """The moment (naive, UTC) at which a day of the shop is over, as the profile of that day takes it."""
        return dt.datetime.combine(day, dt.time()) + dt.timedelta(days=1) - self.offset(day)

    def offset(self, day: dt.date) -> dt.timedelta:
        """How far the shop is ahead of UTC at noon of a day."""
        return dt.datetime.combine(day, dt.time(12), self.zone).utcoffset() or dt.timedelta(0)

    def chances(self, bars: Bars, mark: str = "") -> ir.Table:
        """The table of chances of some bars: the stored one of their version, else one for this process."""
        if bars.version:
            stored = self.store.table("return_chances")
            return stored.filter(stored.version == bars.version)
        return self.store.keep(f"return_chances{mark}", CHANCES, chance_rows(bars.rhythm, 0))


@dataclass(frozen=True)
class Told:
    """What is said of every customer of some tables on a day: the stored profile, as read, and classes."""

    stored: ir.Table
    read: ir.Table
    classes: ir.Table


def tell(
    given: Given[Engine],
    tables: Mapping[str, ir.Table],
    staged: Bases,
    bars: Bars,
    schemes: Sequence[Scheme],
    day: dt.date,
    held: Holdings,
    keep: Keep,
    mark: str = "",
) -> Told:
    """The profile and the classes of customers that are staged, for this process."""
    choices = given.choices(day)
    stored = keep(f"profile{mark}", profiles.profile(tables, staged, bars, day, held, choices))
    scores = scored(given.store, bars, stored, day, mark)
    read = given.store.view(f"{AS_READ}{mark}", profiles.read(stored, bars, given.chances(bars, mark), day, choices.portrait, scores))
    return Told(stored, read, keep(f"classes{mark}", profiles.classified(read, schemes)))


def scored(store: Engine, bars: Bars, buyers: ir.Table, day: dt.date, mark: str = "", known: ir.Table | None = None) -> ir.Table | None:
    """What the models of some bars say of the histories of buyers on a day, for this process; null where none is fitted.

    `buyers`: purchases, first_day, last_day. `known`: scores of some histories by the same models on the same day.
    """
    model = bars.outlook.purchase_model if bars.outlook else None
    if model is None:
        return None
    asked = store.materialise(f"outlook_asked{mark}", outlook.asked(buyers, day))
    new = asked if known is None else asked.anti_join(known, outlook.KEY)
    fresh = _said(store, model, bars.window, new, asked.count().to_pyarrow().as_py(), f"outlook_new{mark}")
    if known is None:
        return fresh
    return store.materialise(f"outlook{mark}", known.semi_join(asked, outlook.KEY).union(fresh))


def _said(store: Engine, model: PurchaseModel, window: int, asked: ir.Table, count: int, name: str) -> ir.Table:
    """What a model says of distinct histories, at most `count`; of about a million at a time, so that their number is no matter of this process's memory."""
    parts, told = count // MOST_AT_ONCE + 1, []
    for place in range(parts):
        columns = (asked if parts == 1 else asked.filter(asked.age_days % parts == place)).to_pyarrow()
        said = outlooks.score(model, window, *(columns[name].to_numpy() for name in outlook.KEY))
        told.append(store.keep_columns(name if parts == 1 else f"{name}_{place}", outlooks.SCORES, said))
    return told[0] if parts == 1 else ibis.union(*told)


def chance_rows(fitted: Rhythm, version: int) -> list[dict[str, float]]:
    """The chances to return as rows of `CHANCES`."""
    return [{"version": version, **row} for row in fitted.rows()]


def marked(keep: Keep, mark: str) -> Keep:
    """Keep relations under names of their own."""
    return lambda name, table: keep(name + mark, table)
