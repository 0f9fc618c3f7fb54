"""Which schemes wait for data: what is there of what they need, and what is not?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from regulars.features import outlook
from regulars.models.bars import Bars
from regulars.scheme import Scheme
from regulars.words import Words


@dataclass(frozen=True)
class Need:
    """One feature a scheme needs, and the number of customers of whom it is known."""

    feature: str
    known: int


def known_counts(profile: Table, features: Iterable[str]) -> dict[str, int]:
    """Of how many customers each feature is known; 0 where the profile does not have it."""
    names = list(dict.fromkeys(features))
    there = [name for name in names if name in profile.columns]
    if not there:
        return dict.fromkeys(names, 0)
    row = profile.agg(**{name: _known(profile, name) for name in there}).to_pyarrow().to_pylist()[0]
    return {name: int(row.get(name) or 0) for name in names}


def needs_of(known: Mapping[str, int], schemes: Iterable[Scheme]) -> dict[str, tuple[Need, ...]]:
    """Every scheme's needs and how far they are met, from `known_counts`; an empty tuple for a scheme that needs nothing beyond orders."""
    return {scheme.id: tuple(Need(name, known.get(name, 0)) for name in scheme.needs) for scheme in schemes}


def waits(needs: Iterable[Need]) -> bool:
    """A scheme waits while it needs something and nothing of what it needs is known of anybody."""
    needs = tuple(needs)
    return bool(needs) and not any(need.known for need in needs)


def unfitted(scheme: Scheme, bars: Bars) -> tuple[Words, ...]:
    """Why the models that a scheme needs are not fitted; empty where it needs none, or they are."""
    asked = set(scheme.needs) & {*outlook.FEATURES}
    return bars.outlook.reasons[:1] if asked and bars.outlook else ()


def _known(profile: Table, name: str) -> ibis.Value:
    return profile[name].notnull().sum()
