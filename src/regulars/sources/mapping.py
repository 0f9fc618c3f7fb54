"""Which column holds which field: as asked, as remembered, by known names, by similar names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from regulars.intake.fields import FIELDS, OF_TABLE
from regulars.intake.words import plainly
from regulars.sources import refusals
from regulars.sources.aliases import ALIASES, BESIDE

NEAR = 88
IGNORED = "-"
# A currency behind a name is no part of it; in “hành động” and “hoạt động” it is none.
CURRENCY = r"(?<!hanh)(?<!hoat) (vnd|usd|eur|d|dong)$"


@dataclass
class Match:
    """What has been found for one table: field to (positions, how)."""

    table: str
    fields: dict[str, tuple[tuple[int, ...], str]] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()

    def used(self) -> set[int]:
        return {position for positions, _ in self.fields.values() for position in positions} | self.left_out

    def has(self, *names: str) -> bool:
        return any(name in self.fields for name in names)


def wanted(mapping: Mapping[str, str] | Iterable[str] | None) -> dict[str, str]:
    """A mapping as people give it, in either direction or as `column=field` texts, as column to field.

    Raises `InputError` for a field that does not exist."""
    if mapping is None:
        return {}
    pairs = list(mapping.items()) if isinstance(mapping, Mapping) else [tuple(text.split("=", 1)) for text in mapping]
    return dict(_column_to_field(str(one).strip(), str(other).strip()) for one, other in pairs)


def _column_to_field(one: str, other: str) -> tuple[str, str]:
    if other in FIELDS or other in (IGNORED, ""):
        return one, other or IGNORED
    if one in FIELDS:
        return other, one
    from rapidfuzz import process

    raise refusals.no_such_field(other, [name for name, _, _ in process.extract(other, list(FIELDS), limit=3)])


def names_of(columns: Iterable[str]) -> list[str]:
    """Column names as they are compared: plain words without a currency or a star. Items go by their own names, and before a column
    of their order that is called the same."""
    held = tuple(columns)
    own = [re.sub(r"^[^\[\].]+\[\]\.", "", column) for column in held]
    plain = [re.sub(CURRENCY, "", plainly(column)) for column in own]
    items = {name for name, column, bare in zip(plain, held, own, strict=True) if column != bare}
    return ["" if name in items and column == bare else name for name, column, bare in zip(plain, held, own, strict=True)]


def match(columns: tuple[str, ...], table: str, asked: Mapping[str, str], remembered: Mapping[str, str]) -> Match:
    """Everything found for one table; a column holds one field at most."""
    found = Match(table)
    take_given(found, columns, asked, "asked")
    take_given(found, columns, remembered, "remembered")
    names = names_of(columns)
    if not remembered:
        _take_aliases(found, names)
        _take_near(found, names)
    return found


def take_given(found: Match, columns: tuple[str, ...], given: Mapping[str, str], how: str) -> None:
    """Take what the user says of the columns of a file, now (`asked`) or formerly (`remembered`)."""
    plain = {plainly(column): i for i, column in reversed(list(enumerate(columns)))}
    for column, name in given.items():
        place = columns.index(column) if column in columns else plain.get(plainly(column))
        if place is None or place in found.used():
            continue
        if name == IGNORED:
            found.left_out |= {place}
        elif name in OF_TABLE[found.table] and (name not in found.fields or FIELDS[name].several):
            found.fields[name] = ((*found.fields.get(name, ((), how))[0], place), how)


def _take_aliases(found: Match, names: list[str]) -> None:
    compact = [name.replace(" ", "") for name in names]
    for name, alias, beside in BESIDE.get(found.table, ()):
        if name not in found.fields and alias in names and beside in names:
            found.fields[name] = ((names.index(alias),), "alias")
    for name, aliases in ALIASES[found.table].items():
        if name in found.fields:
            continue
        places = [
            place
            for alias in aliases
            for place, other in enumerate(compact)
            if other == alias.replace(" ", "") and place not in found.used()
        ]
        if places:
            found.fields[name] = (tuple(dict.fromkeys(places)) if FIELDS[name].several else (places[0],), "alias")


def _take_near(found: Match, names: list[str]) -> None:
    from rapidfuzz import fuzz, process

    for name, aliases in ALIASES[found.table].items():
        free = {i: other for i, other in enumerate(names) if i not in found.used() and len(other) > 4}
        if name in found.fields or not free:
            continue
        scored = [(process.extractOne(alias, free, scorer=fuzz.ratio, score_cutoff=NEAR), alias) for alias in aliases if len(alias) > 4]
        hits = [hit for hit, _ in scored if hit]
        if hits:
            found.fields[name] = ((max(hits, key=lambda hit: hit[1])[2],), "near")


def nearest(columns: Iterable[str], lacking: Iterable[str], table: str = "orders") -> list[tuple[str, str]]:
    """For every field that is lacking the column whose name comes nearest, best first."""
    from rapidfuzz import fuzz, process

    names = dict(zip(columns, names_of(columns), strict=True))
    scored = []
    for name in lacking:
        hits = [(hit[1], hit[2]) for alias in ALIASES[table][name][:20] if (hit := process.extractOne(alias, names, scorer=fuzz.WRatio))]
        if hits:
            score, column = max(hits)
            scored.append((score, column, name))
    return [(column, name) for _, column, name in sorted(scored, reverse=True)]
