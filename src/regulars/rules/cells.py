"""Which rules of an ordered list can be reached, proven over cells.

The constants of the rules cut the domain of every feature into cells in which no rule can tell two customers apart, missing included.
Features that meet in no rule are independent, so each connected group of features is searched on its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, prod

import numpy as np

from regulars.rules.run import matches
from regulars.rules.value import And, Everyone, Leaf, Not, Or, Rule, Value, constants, features_of, leaves
from regulars.vocabulary import Feature, ibis_type

LIMIT = 1_000_000
SAMPLE = 200_000
OPEN = -1

Cell = Value | None


@dataclass(frozen=True)
class Study:
    """What is known about an ordered list of rules, by their index.

    `reached[i]`: rule i can name a class (null: not proven either way); `taken_by[i]`: the earlier rules that take what it would match;
    `closed_at`: the first rule after which nobody is left; `gap`: features of a customer no rule takes; `proven`: nothing was sampled.
    """

    reached: tuple[bool | None, ...]
    taken_by: tuple[tuple[int, ...], ...]
    closed_at: int | None
    gap: dict[str, Cell] | None
    proven: bool

    @property
    def complete(self) -> bool | None:
        """Whether every customer is taken by some rule; null where sampling found no gap but proved nothing."""
        return False if self.gap is not None else True if self.closed_at is not None else None


def study(rules: Sequence[Rule], features: Mapping[str, Feature], limit: int = LIMIT) -> Study:
    """Go through the rules in order over all cells of every group of features; above `limit` cells a group is sampled instead."""
    groups = [_Group(names, rules, features, limit) for names in connected(rules)]
    home = {index: group for group in groups for index in group.indices}
    reached: list[bool | None] = []
    closed_at = None
    for index in range(len(rules)):
        group = home[index]
        fresh = group.take(index)
        blocking = [other for other in groups if other is not group and other.exhausted] + ([] if fresh else [group])
        reached.append(True if not blocking else None if all(other.sampled for other in blocking) else False)
        if closed_at is None and group.exhausted and not group.sampled:
            closed_at = index
    taken_by = tuple(home[index].takers(index) for index in range(len(rules)))
    open_everywhere = all(not group.exhausted for group in groups)
    gap = {name: cell for group in groups for name, cell in group.open_cell().items()} if open_everywhere else None
    return Study(tuple(reached), taken_by, closed_at, gap, not any(group.sampled for group in groups))


def connected(rules: Iterable[Rule]) -> list[frozenset[str]]:
    """Groups of features that meet in some rule, directly or through others; an empty group for rules without any feature."""
    groups: list[frozenset[str]] = []
    for names in map(features_of, rules):
        touching = [group for group in groups if group & names or group == names]
        groups = [group for group in groups if group not in touching] + [names.union(*touching)]
    return groups


def cells(feature: Feature, asked: Sequence[Leaf]) -> tuple[Cell, ...]:
    """One value of the feature for every way of answering the comparisons asked of it; none stands for missing."""
    by_answers: dict[tuple[bool, ...], Cell] = {}
    for value in [*_candidates(feature, asked), *([None] if feature.nullable else [])]:
        by_answers.setdefault(tuple(matches(leaf, {feature.name: value}) for leaf in asked), value)
    return tuple(by_answers.values())


def _candidates(feature: Feature, asked: Sequence[Leaf]) -> Iterator[Cell]:
    named = [value for leaf in asked for value in constants(leaf)]
    if feature.kind == "flag":
        yield from (True, False)
    elif feature.kind == "text":
        yield from feature.values or (*dict.fromkeys(named), _another(named))
    else:
        low, high = feature.minimum, feature.maximum
        marks = [*(value for value in named if not isinstance(value, str)), *(end for end in (low, high) if end is not None)] or [0]
        points = _whole(marks) if ibis_type(feature.kind).startswith("int") else _fractional(marks)
        yield from sorted(point for point in points if (low is None or point >= low) and (high is None or point <= high))


def _another(named: Sequence[Value]) -> str:
    return "…" + "".join(str(value) for value in named if str(value).startswith("…"))


def _whole(marks: Sequence[float]) -> set[int]:
    """Every mark, and the whole numbers next to it on either side."""
    return {point for mark in marks for point in (ceil(mark) - 1, floor(mark), ceil(mark), floor(mark) + 1)}


def _fractional(marks: Sequence[float]) -> set[float]:
    """Every mark, a point between any two, and one beyond each end."""
    points = sorted(set(marks))
    between = {(a + b) / 2 for a, b in pairwise(points)}
    return {points[0] - abs(points[0]) - 1, *points, *between, points[-1] + abs(points[-1]) + 1}


class _Group:
    """The cells of one connected group of features, and which rule took each so far."""

    def __init__(self, names: frozenset[str], rules: Sequence[Rule], features: Mapping[str, Feature], limit: int) -> None:
        asks = [features_of(rule) for rule in rules]
        self.rules = {index: rule for index, rule in enumerate(rules) if asks[index] <= names and bool(asks[index]) == bool(names)}
        self.indices = tuple(self.rules)
        asked = list(dict.fromkeys(leaf for rule in self.rules.values() for leaf in leaves(rule)))
        self.axes = {name: cells(features[name], [leaf for leaf in asked if leaf.feature == name]) for name in sorted(names)}
        self.sampled = prod(map(len, self.axes.values())) > limit
        self.codes = _sampled(self.axes) if self.sampled else _all_cells(self.axes)
        self.owner = np.full(len(next(iter(self.codes.values()), (0,))), OPEN, dtype=np.int32)

    @property
    def exhausted(self) -> bool:
        return not (self.owner == OPEN).any()

    def take(self, index: int) -> bool:
        """Give rule `index` the open cells it holds in; whether there was any."""
        fresh = self._truth(self.rules[index]) & (self.owner == OPEN)
        self.owner[fresh] = index
        return bool(fresh.any())

    def takers(self, index: int) -> tuple[int, ...]:
        """The rules before this one that own cells in which it holds."""
        owners = np.unique(self.owner[self._truth(self.rules[index])])
        return tuple(int(owner) for owner in owners if OPEN < owner < index)

    def open_cell(self) -> dict[str, Cell]:
        at = int(np.argmax(self.owner == OPEN))
        return {name: values[self.codes[name][at]] for name, values in self.axes.items()}

    def _truth(self, rule: Rule) -> np.ndarray:
        match rule:
            case And(rules):
                return np.logical_and.reduce([self._truth(part) for part in rules])
            case Or(rules):
                return np.logical_or.reduce([self._truth(part) for part in rules])
            case Not(inner):
                return ~self._truth(inner)
            case Everyone():
                return np.ones(len(self.owner), dtype=bool)
        name = rule.feature  # type: ignore[attr-defined]
        return np.array([matches(rule, {name: value}) for value in self.axes[name]])[self.codes[name]]


def _all_cells(axes: Mapping[str, Sequence[Cell]]) -> dict[str, np.ndarray]:
    flat, codes = np.arange(prod(map(len, axes.values()))), {}
    for name, values in axes.items():
        flat, code = np.divmod(flat, len(values))
        codes[name] = code.astype(np.uint16)
    return codes


def _sampled(axes: Mapping[str, Sequence[Cell]]) -> dict[str, np.ndarray]:
    draw = np.random.default_rng(0)
    return {name: draw.integers(len(values), size=SAMPLE, dtype=np.uint16) for name, values in axes.items()}
