"""What is expected of the parts of a whole: each by the way that missed least on its own past, all of them scaled to what is expected of the whole.

A part that is large enough may have a model of its own; every part may be taken as its share of the whole. Bringing the parts to the whole (and
not the whole to the parts) keeps the number that is known best (top-down proportions; Gross and Sohl 1990).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from regulars.models.demand import MODEL, PLAIN, Expected, Way, expected
from regulars.models.seasons import SHORT, Fitted, Past, fitted

SHARE = "share"
LATELY = 13  # weeks whose sales give a part its share
LARGEST = 8  # parts that may have a model of their own
OWN = 0.05  # of the whole in the last year, to have one
YEAR = 52


def parts_of(whole: Past, found: Expected, parts: Mapping[str, np.ndarray], ahead: int) -> dict[str, Expected]:
    """What is expected of every part, over the same weeks as the whole (of which `found` is expected); they need not add up yet."""
    if found.values is None:
        return dict.fromkeys(parts, found)
    own = _largest(whole, parts)
    ways: dict[str, Way] = {SHARE: partial(_share, whole, _bases(whole, found)), **PLAIN}
    return {
        id: expected(Past(whole.weeks, values, whole.festive), ahead, {MODEL: fitted, **ways} if id in own else ways)
        for id, values in parts.items()
    }


def _bases(whole: Past, found: Expected) -> dict[int, np.ndarray | None]:
    """What the way chosen for the whole expects after so many weeks: on every day that was tried, and now."""
    return dict(zip(found.origins, found.told, strict=False)) | {len(whole): found.values}


def _share(whole: Past, bases: Mapping[int, np.ndarray | None], past: Past, _: int) -> Fitted | None:
    """The part's share of the whole in the last 13 weeks, of what is expected of the whole."""
    length, base = len(past), bases.get(len(past))
    together = whole.values[max(length - LATELY, 0) : length].sum()
    return Fitted(base * (past.values[-LATELY:].sum() / together)) if base is not None and together > 0 else None


def _largest(whole: Past, parts: Mapping[str, np.ndarray]) -> set[str]:
    """The parts that have half a year behind them and bring a twentieth of the whole or more, the eight largest of them."""
    least = OWN * whole.values[-YEAR:].sum()
    sums = {id: values[-YEAR:].sum() for id, values in parts.items() if np.count_nonzero(values) >= SHORT}
    ranked = sorted((id for id, each in sums.items() if each > 0 and each >= least), key=lambda id: (-sums[id], id))
    return set(ranked[:LARGEST])


def reconciled(whole: Expected, parts: Mapping[str, Expected]) -> dict[str, Expected]:
    """The parts scaled week by week so that they add up to the whole, their bands with them; a week of which no part expects anything stays so."""
    told = {id: each.values for id, each in parts.items() if each.values is not None}
    if whole.values is None or not told:
        return dict(parts)
    together = np.stack(list(told.values())).sum(axis=0)
    scale = np.divide(whole.values, together, out=np.ones_like(together), where=together > 0)
    return {id: _scaled(each, scale) if id in told else each for id, each in parts.items()}


def _scaled(found: Expected, scale: np.ndarray) -> Expected:
    values, low, high = (None if end is None else end * scale for end in (found.values, found.low, found.high))
    return replace(found, values=values, low=low, high=high)


def rounded(parts: Mapping[str, np.ndarray], whole: np.ndarray) -> dict[str, np.ndarray]:
    """Whole numbers that add up to the rounded whole each week, each within one of its value: the largest remainders are rounded up."""
    if not parts:
        return {}
    values = np.stack(list(parts.values()))
    down = np.floor(values)
    missing = np.rint(whole) - down.sum(axis=0)
    places = (down - values).argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    return dict(zip(parts, (down + (places < missing)).astype(np.int64), strict=True))
