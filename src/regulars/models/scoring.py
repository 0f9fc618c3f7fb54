"""Puts every scheme to the test on two days of the past: what its classes on the earlier say of what followed the later, beside trees of as many leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from regulars.models.best_tree import Leaves, leaves
from regulars.models.usefulness import (
    FEWEST,
    Sums,
    best_group,
    counted,
    explained,
    foretold,
    gini,
    gini_at_best,
    information,
    lift,
    sums,
    weighted,
)

PARTS = 4
DRAWS = 200
LEAST = 100  # buyers of either day of whom it is known what followed
LABELS = 24  # the most common ones; all others are one
VALUES = 12  # of a text, the most common ones, each a yes or no for a tree
CAP = 0.99
SPEND = "spend"
_BLOCK = 40  # draws at a time: memory stays low
Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Frame:
    """The buyers of a day, one row each: their number in the sample (ascending), their class in each scheme (a code), and what the profile knew of them:
    `numbers` (not a number where not known) and `texts` (codes, −1 where not known), a column per feature."""

    people: Array
    classes: Mapping[str, Array]
    numbers: Array
    texts: Array


@dataclass(frozen=True, eq=False)
class Followed:
    """What followed each buyer of a frame within the days after it: net spend in minor units, whether they bought, and `labels` by what they tell
    (codes, −1 for those who did not buy or of whom it is not known)."""

    spend: Array
    bought: Array
    labels: Mapping[str, Array]


Day = tuple[Frame, Followed]


@dataclass(frozen=True, eq=False)
class Sample:
    """The part of each person in the sample, and how often each counts in every draw (`DRAWS` columns)."""

    parts: Array
    draws: Array

    @classmethod
    def of(cls, hashes: Array) -> Sample:
        """Parts by a hash of each person's id; draws by a chance that begins alike every time."""
        draws = np.random.default_rng(0).poisson(1.0, (len(hashes), DRAWS))
        return cls((hashes % PARTS).astype(int), draws.astype(np.uint8))


@dataclass(frozen=True)
class Compared:
    """What came of one pair of days, by scheme: arrays by draw, that of everybody once first. What could not be told is missing.

    `explained` and `tree` are of what the scheme is judged by; `gini` and `lift` of spend, `information` (a share) and `bits` of whether they bought
    again. `best`: the code of the class that was foretold to bring most. `outcomes`: what schemes could be judged by at all.
    """

    outcomes: frozenset[str]
    explained: dict[str, Array] = field(default_factory=dict)
    tree: dict[str, Array] = field(default_factory=dict)
    gini: dict[str, Array] = field(default_factory=dict)
    information: dict[str, Array] = field(default_factory=dict)
    bits: dict[str, Array] = field(default_factory=dict)
    lift: dict[str, Array] = field(default_factory=dict)
    best: dict[str, int | None] = field(default_factory=dict)


def compare(earlier: Day, later: Day, sample: Sample, judged_by: Mapping[str, str], waiting: frozenset[str]) -> Compared:
    """Put the schemes to the test, each by what it is judged by (`spend`, or the name of labels); those `waiting` for data are left out.

    Spend is cut at the 99th percentile of the earlier day's buyers, and is 0 where more came back than was bought. The two days may be one and the same.
    """
    wanted = {scheme: by for scheme, by in judged_by.items() if scheme not in waiting}
    done = Compared(frozenset())
    for outcome in dict.fromkeys((SPEND, *wanted.values())):
        pair = _spending(earlier, later, sample) if outcome == SPEND else _labelled(earlier, later, sample, outcome)
        if pair is not None:
            done = _joined(done, _judged(pair, sample, wanted, outcome))
    return done


@dataclass(frozen=True, eq=False)
class _Side:
    """Those of a day who can be judged: their rows in its frame, their parts, and what followed: amounts (a column each), or one of so many labels."""

    frame: Frame
    rows: Array
    parts: Array
    values: Array
    labels: int = 0

    def group(self, scheme: str) -> Array:
        return self.frame.classes[scheme][self.rows]

    def weights(self, sample: Sample) -> Iterator[Array]:
        """The weights of everybody in blocks of draws, in each of them those of everybody once first."""
        people = self.frame.people[self.rows]
        once = np.ones((len(people), 1))
        for start in range(0, DRAWS, _BLOCK):
            yield np.hstack([once, sample.draws[people, start : start + _BLOCK]])

    def columns(self, weights: Array) -> Array:
        """What `add` adds up."""
        return weights if self.labels else weighted(self.values, weights)

    def squares(self, weights: Array) -> Array:
        """Σy² of what schemes are judged by."""
        return weights.sum(0) if self.labels else self.values[:, 0] ** 2 @ weights

    def add(self, part: Array, group: Array, columns: Array, shape: tuple[int, int]) -> Sums:
        """What followed by part and group."""
        return counted(part, group, self.values, columns, (*shape, self.labels)) if self.labels else sums(part, group, columns, shape)


_Pair = tuple[_Side, _Side]


def _spending(earlier: Day, later: Day, sample: Sample) -> _Pair | None:
    """Spend, and whether they bought again; null where too few spent to tell, or are there."""
    if min(len(frame.people) for frame, _ in (earlier, later)) < LEAST:
        return None
    cap = float(np.quantile(earlier[1].spend, CAP, method="inverted_cdf"))
    return (_spent(earlier, sample, cap), _spent(later, sample, cap)) if cap > 0 else None


def _spent(day: Day, sample: Sample, cap: float) -> _Side:
    frame, followed = day
    values = np.column_stack([np.clip(followed.spend / cap, 0, 1), followed.bought.astype(float)])
    return _Side(frame, np.arange(len(frame.people)), sample.parts[frame.people], values)


def _labelled(earlier: Day, later: Day, sample: Sample, outcome: str) -> _Pair | None:
    """A label of those of whom it is known; null where that are too few, or all have the same."""
    before, after = (followed.labels.get(outcome) for _, followed in (earlier, later))
    if before is None or after is None or min((before >= 0).sum(), (after >= 0).sum()) < LEAST:
        return None
    usual = most_common(before, LABELS)
    place = np.full(int(max(before.max(), after.max())) + 1, len(usual))
    place[usual] = np.arange(len(usual))
    pair = (_told(earlier[0], before, place, sample), _told(later[0], after, place, sample))
    return pair if len(usual) > 1 else None


def _told(frame: Frame, labels: Array, place: Array, sample: Sample) -> _Side:
    rows = np.flatnonzero(labels >= 0)
    return _Side(frame, rows, sample.parts[frame.people[rows]], place[labels[rows]], int(place.max()) + 1)


def most_common(codes: Array, most: int) -> Array:
    """The most common codes, the lower first among equals; those below 0 do not count."""
    values, people = np.unique(codes[codes >= 0], return_counts=True)
    return values[np.lexsort((values, -people))][:most]


@dataclass(frozen=True)
class _Block:
    """What came of one block of draws; `explained` by scheme, and by the size of a tree."""

    explained: dict[str | int, Array] = field(default_factory=dict)
    gini: dict[str | int, Array] = field(default_factory=dict)
    information: dict[str | int, Array] = field(default_factory=dict)
    bits: dict[str | int, Array] = field(default_factory=dict)
    lift: dict[str | int, Array] = field(default_factory=dict)
    best: dict[str, int | None] = field(default_factory=dict)


def _judged(pair: _Pair, sample: Sample, wanted: Mapping[str, str], outcome: str) -> Compared:
    """Judge by one outcome the schemes that go by it; by spend, what else is told of every scheme too."""
    before, after = pair
    schemes = [scheme for scheme, by in wanted.items() if outcome in (SPEND, by) and _tells(before, scheme)]
    sizes = {scheme: len(np.unique(before.group(scheme))) for scheme in schemes if wanted[scheme] == outcome}
    grown = _trees(pair, sorted(set(sizes.values()))) if sizes else {}
    weights = zip(before.weights(sample), after.weights(sample), strict=True)
    blocks = [_block(pair, schemes, grown, each) for each in weights]
    rest = {
        name: {each: _strung(blocks, name, each) for each in getattr(blocks[0], name)} for name in ("gini", "information", "bits", "lift")
    }
    own = {scheme: _strung(blocks, "explained", scheme) for scheme in sizes}
    trees = {scheme: _strung(blocks, "explained", size) for scheme, size in sizes.items()}
    return Compared(frozenset([outcome]), own, trees, **rest, best=blocks[0].best)


def _tells(side: _Side, scheme: str) -> bool:
    """Whether two classes at least had people enough on the earlier day."""
    return int((np.bincount(side.group(scheme)) >= FEWEST).sum()) > 1


def _strung(blocks: Sequence[_Block], name: str, key: str | int) -> Array:
    """The draws of all blocks in one piece; that of everybody once, with which each begins, only once."""
    mine = [getattr(block, name)[key] for block in blocks]
    return np.concatenate([mine[0][:1], *(each[1:] for each in mine)])


def _block(pair: _Pair, schemes: Sequence[str], grown: Mapping[int, Leaves], weights: tuple[Array, Array]) -> _Block:
    before, after = pair
    ours, theirs = before.columns(weights[0]), after.columns(weights[1])
    squares = after.squares(weights[1])
    told, at_best = _Block(), None if after.labels else gini_at_best(after.values[:, 0], weights[1])
    for scheme in schemes:
        shape = (PARTS, int(max(each.group(scheme).max() for each in pair)) + 1)
        fit = before.add(before.parts, before.group(scheme), ours, shape).of_others()
        later = after.add(after.parts, after.group(scheme), theirs, shape)
        said = foretold(fit, later) if after.labels else foretold(fit.only(0), later.only(0))
        told.explained[scheme] = explained(said, later if after.labels else later.only(0), squares)
        if at_best is not None:
            told.gini[scheme] = gini(said, later) / at_best
            told.bits[scheme], told.information[scheme] = information(later.people.sum(0), later.total[:, :, 1].sum(0))
            told.best[scheme] = place = best_group(fit, later)
            told.lift[scheme] = np.full(len(squares), np.nan) if place is None else lift(later, place)
    judged = (ours, theirs) if after.labels else (np.ascontiguousarray(ours[:, :2]), np.ascontiguousarray(theirs[:, :2]))
    for size, tree in grown.items():
        told.explained[size] = _by_tree(pair, tree, judged, squares)
    return told


def _by_tree(pair: _Pair, tree: Leaves, columns: tuple[Array, Array], squares: Array) -> Array:
    """What trees explain: the leaf means of the tree of each part, fitted on everybody else, laid to those of the part."""
    (before, after), (ours, theirs) = pair, columns
    one = np.zeros(len(before.rows), int)
    each = [before.add(one, leaf, ours, (1, tree.size)) for leaf in tree.earlier]
    fit = Sums(np.concatenate([part.people for part in each]), np.concatenate([part.total for part in each]))
    later = after.add(after.parts, tree.later, theirs, (PARTS, tree.size))
    return explained(foretold(fit, later), later, squares)


def _trees(pair: _Pair, sizes: Sequence[int]) -> dict[int, Leaves]:
    """The trees of these sizes; where what follows is a label they may ask about texts too."""
    before, after = pair
    features = (_features(before, before), _features(after, before))
    followed = before.values if before.labels else before.values[:, 0]
    return leaves(features, (before.parts, after.parts), followed, sizes, labels=bool(before.labels))


def _features(side: _Side, known: _Side) -> Array:
    """A row per person: the numbers, and for labels of each text whether it is one of those most common on the earlier day."""
    numbers = side.frame.numbers[side.rows].astype(np.float32)
    if not side.labels:
        return numbers
    texts, before = side.frame.texts[side.rows], known.frame.texts[known.rows]
    told = [texts[:, each] == value for each in range(texts.shape[1]) for value in most_common(before[:, each], VALUES)]
    return np.column_stack([numbers, *told]).astype(np.float32)


def _joined(one: Compared, other: Compared) -> Compared:
    names = ("explained", "tree", "gini", "information", "bits", "lift", "best")
    return Compared(one.outcomes | other.outcomes, **{name: getattr(one, name) | getattr(other, name) for name in names})
