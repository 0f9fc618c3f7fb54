"""Due: whose class may change because days go by, found from the constants of the rules and the stored tables of chances."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Iterable, Sequence
from functools import reduce

import ibis
import ibis.expr.types as ir
import numpy as np

from regulars.features import knowledge, orders, outlook, person, rhythm
from regulars.features.standing import recency_tier
from regulars.models.bars import Bars
from regulars.profile import foreseen
from regulars.rules import Compare, Leaf, Missing, OneOf, Rule, leaves, to_ibis

# What a silence of so many days says of a customer of a rhythm group, and nothing else of them.
OF_SILENCE = ("days_since_last", "windows_silent", "recency_tier", "return_chance", "chance_left")
SLIDING = (*OF_SILENCE, "days_since_first", "lateness", "age", "age_min", "age_max", "known_days", *outlook.FEATURES)
FLIPS = {"flip_group": "int64", "flip_day": "date"}
NEAR = 1e-9  # engines may differ in the last bits of a power: what is so near a bar counts as on both sides of it


def sliding_leaves(rules: Iterable[Rule]) -> list[Leaf]:
    """The comparisons of the rules that days alone can turn, each once."""
    return list(dict.fromkeys(leaf for rule in rules for leaf in leaves(rule) if leaf.feature in SLIDING))


def looks_ahead(asked: Iterable[Leaf]) -> bool:
    """Whether any of the comparisons is of what the models foresee."""
    return any(leaf.feature in outlook.FEATURES for leaf in asked)


def flips(bars: Bars, asked: Sequence[Leaf], then: dt.date, now: dt.date, since: dt.date) -> list[dict[str, object]]:
    """For each rhythm group the days of a last purchase, from `since` on, for which a comparison of silence turns between two days."""
    own = [leaf for leaf in asked if leaf.feature in OF_SILENCE]
    if not own:
        return []
    passed = (now - then).days
    silent = np.arange((now - since).days + 1)
    found = []
    for group in range(len(bars.rhythm.chances)):
        turned = np.zeros(len(silent), dtype=bool)
        for leaf in own:
            here, before = _values(leaf.feature, bars, group, silent), _values(leaf.feature, bars, group, silent - passed)
            turned |= _truth(leaf, here, 1 + NEAR) != _truth(leaf, before, 1 - NEAR)
            turned |= _truth(leaf, here, 1 - NEAR) != _truth(leaf, before, 1 + NEAR)
        turned[:passed] = False  # they bought since
        found += [{"flip_group": group, "flip_day": now - dt.timedelta(days=int(days))} for days in np.flatnonzero(turned)]
    return found


def _values(feature: str, bars: Bars, group: int, silent: np.ndarray) -> np.ndarray:
    """A feature of silence after each number of days; not a number where it is not known."""
    if feature == "days_since_last":
        return silent.astype(float)
    if feature == "windows_silent":
        return silent / bars.window
    if feature == "recency_tier":
        return np.full(len(silent), np.nan) if bars.too_few else np.where(silent < 180, 3.0, np.where(silent < 365, 2.0, 1.0))
    known = np.array(bars.rhythm.chances[group], dtype=float)
    if not len(known):
        return np.full(len(silent), np.nan)
    last = len(known) - 1
    chance = known[np.clip(silent, 0, last)] * 0.5 ** (np.maximum(silent - last, 0) / bars.window)
    if feature == "return_chance":
        return chance
    return np.minimum(chance / known[0], 1.0) if known[0] else np.full(len(silent), np.nan)


_OPERATORS = {"=": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}


def _truth(leaf: Leaf, values: np.ndarray, scale: float) -> np.ndarray:
    unknown = np.isnan(values)
    if isinstance(leaf, Missing):
        return unknown
    if isinstance(leaf, OneOf):
        return np.isin(values, leaf.values) & ~unknown
    scaled = values if leaf.feature in ("days_since_last", "recency_tier") else values * scale
    with np.errstate(invalid="ignore"):
        return _OPERATORS[leaf.op](scaled, leaf.value) & ~unknown


Foreseen = tuple[dt.date, ir.Table | None]


def due(stored: ir.Table, bars: Bars, turning: ir.Table, asked: Sequence[Leaf], then: Foreseen, now: Foreseen) -> ir.Table:
    """The customers of the stored profile for whom days alone turn one of the comparisons `asked` between two days: customer_id.

    `turning` are the rows of `flips`; with each day go the scores of everybody's history on it (null: nothing is fitted, or not asked about). A customer
    may be among them whose class stays; nobody is left out whose class changes.
    """
    found = stored.semi_join(turning, [stored.rhythm_group == turning.flip_group, stored.last_day == turning.flip_day]).select(
        "customer_id"
    )
    other = [leaf for leaf in asked if leaf.feature not in OF_SILENCE]
    if not other:
        return found
    names = {leaf.feature for leaf in other}
    before, after = _read(stored, bars, then, names), _read(stored, bars, now, names)
    both = before.join(after.rename({f"{name}_now": name for name in names}), "customer_id")
    turned = [to_ibis(leaf, both) != to_ibis(_under(leaf, f"{leaf.feature}_now"), both) for leaf in other]
    return found.union(both.filter(reduce(operator.or_, turned)).select("customer_id"), distinct=True)


def _under(leaf: Leaf, name: str) -> Leaf:
    """The same comparison of a column by another name."""
    if isinstance(leaf, Missing):
        return Missing(name)
    return OneOf(name, leaf.values) if isinstance(leaf, OneOf) else Compare(name, leaf.op, leaf.value)


def _read(stored: ir.Table, bars: Bars, on: Foreseen, names: set[str]) -> ir.Table:
    """The sliding features asked for, as of a day."""
    day, scores = on
    known = stored.mutate(**orders.sliding(stored, day), known_days=knowledge.known_days(stored, day))
    known = known.mutate(**rhythm.sliding(known, bars.window), recency_tier=recency_tier(known.days_since_last))
    if names & {*outlook.FEATURES}:
        known = foreseen(known, bars.outlook, scores, day)
    banded = known.rename(age_min="band_min", age_max="band_max")
    return banded.mutate(**person.columns(banded, ibis.literal(day))).select("customer_id", *sorted(names))
