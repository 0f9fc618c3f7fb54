"""Which schemes wait for data: what is there of what they need, and what is not?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from regulars.features import outlook
from regulars.models.bars import Bars
from regulars.scheme import Scheme
from regulars.vocabulary import FEATURES
from regulars.words import LANGUAGES, Words, listed

COLUMNS = {"scheme": "string", "name": "string", "waits": "boolean", "feature": "string", "feature_name": "string", "known": "int64"}


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


def sentence(needs: Mapping[str, Iterable[Need]], schemes: Iterable[Scheme]) -> Words:
    """Which schemes wait for data."""
    names = [scheme.name for scheme in schemes if waits(needs[scheme.id])]
    if not names:
        return Words("Không cách phân loại nào chờ dữ liệu.", "No scheme waits for data.")
    said = Words(*(listed([name.of(lang) for name in names], lang) for lang in LANGUAGES))
    return Words("Còn chờ dữ liệu: {names}.", "Waiting for data: {names}.").filled(names=said)


def table(needs: Mapping[str, Iterable[Need]], schemes: Iterable[Scheme], lang: str) -> list[dict[str, object]]:
    """One row per scheme and feature it needs (`COLUMNS`): of how many customers that is known; a scheme that needs nothing has one row without a feature."""
    return [_row(scheme, waits(needs[scheme.id]), need, lang) for scheme in schemes for need in (tuple(needs[scheme.id]) or (None,))]


def _row(scheme: Scheme, waiting: bool, need: Need | None, lang: str) -> dict[str, object]:
    named = FEATURES.get(need.feature) if need else None
    return {
        "scheme": scheme.id,
        "name": scheme.name.of(lang),
        "waits": waiting,
        "feature": need and need.feature,
        "feature_name": named.words.of(lang) if named else None,
        "known": need and need.known,
    }


def unfitted(scheme: Scheme, bars: Bars) -> tuple[Words, ...]:
    """Why the models that a scheme needs are not fitted; empty where it needs none, or they are."""
    asked = set(scheme.needs) & {*outlook.FEATURES}
    return bars.outlook.reasons[:1] if asked and bars.outlook else ()


def _known(profile: Table, name: str) -> ibis.Value:
    return profile[name].notnull().sum()
