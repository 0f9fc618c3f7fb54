"""Need clusters: groups of customers who divide their spending alike, found by k-means and named after what they over-buy.

Equal baskets are one row with a weight, and centres and distances are integers, which no library offers: the same facts give the same
clusters on every machine. `k` from 2 to 8 is the one with the highest mean silhouette (rounded; the simplified one, by distances to centres; Hruschka et al. 2006)
among those whose smallest cluster has 20 people and 2 % of them; below 0.25 there is no structure worth a name (Kaufman and
Rousseeuw 1990) and no clusters are found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import ibis.expr.types as ir
import numpy as np

from regulars.arithmetic import share
from regulars.models.scales import PARTS, Scale

SCALE = 100
MOST_CATEGORIES = 24
BASE, IN_ONE = 21, 12  # a digit is 0 to 20 twentieths; so many fit in 64 bits
MOST_CLUSTERS = 8
MOST_ROWS = 10_000
MOST_PEOPLE = 1_000_000
LEAST_PEOPLE = 60
LEAST_MEMBERS = 20
LEAST_SHARE = 0.02
LEAST_STRUCTURE = 0.25
ROUNDS = 50
SAME = 0.5
USUAL = 95
TAKEN = ("unknown", "mixed")
Whole = np.ndarray  # of int64


@dataclass(frozen=True)
class Cluster:
    """One need: its id and name, its centre (category → hundredths of a twentieth of spend) and how many people it was found from."""

    id: str
    name: str
    centre: Mapping[str, int]
    members: int


@dataclass(frozen=True)
class Needs:
    """The clusters of a shop, and the stored cut points of the squared distance to the nearest centre."""

    clusters: tuple[Cluster, ...]
    distances: Scale

    @property
    def classes(self) -> list[list[str]]:
        """Id and name of each, as the scheme takes them."""
        return [[each.id, each.name] for each in self.clusters]

    def to_data(self) -> dict[str, object]:
        clusters = [{**vars(each), "centre": dict(each.centre)} for each in self.clusters]
        return {"clusters": clusters, "distances": self.distances.to_data()}

    @classmethod
    def from_data(cls, data: dict) -> Needs:
        return cls(tuple(Cluster(**each) for each in data["clusters"]), Scale.from_data(data["distances"]))


@dataclass(frozen=True)
class Baskets:
    """Equal baskets as one row: twentieths by category, the squares of all other categories, and the number of people."""

    categories: tuple[str, ...]
    parts: Whole
    rest: Whole
    people: Whole

    def centres(self, clusters: Sequence[Cluster]) -> Whole:
        return np.array([[each.centre.get(name, 0) for name in self.categories] for each in clusters], dtype=np.int64)


def compressed(parts: ir.Table) -> Baskets:
    """The baskets of judged customers, from one row per customer and category (customer_id, category, part, judged), the most common first.

    Of more than a million judged customers they are those of a share, `arithmetic.share`.
    """
    judged = _share(parts.filter(parts.judged))
    counts = judged.group_by("category").aggregate(people=judged.count())
    names = counts.order_by([counts.people.desc(), counts.category]).limit(MOST_CATEGORIES).category.to_pyarrow().to_pylist()
    if not names:
        return Baskets((), np.zeros((0, 0), np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))
    written = [names[place : place + IN_ONE] for place in range(0, len(names), IN_ONE)]
    wide = judged.group_by("customer_id").aggregate(
        rest=(judged.part * judged.part).sum(where=~judged.category.isin(names)).fill_null(0).cast("int32"),
        **{f"digits_{place}": (judged.part * _digit(judged.category, some)).sum().cast("int64") for place, some in enumerate(written)},
    )
    keys = [f"digits_{place}" for place in range(len(written))]
    rows = wide.group_by(*keys, "rest").aggregate(people=wide.count()).to_pyarrow()
    digits = [rows[key].to_numpy() // BASE**place % BASE for key, some in zip(keys, written, strict=True) for place in range(len(some))]
    columns = [each.astype(np.int64) for each in (*digits, rows["rest"].to_numpy(), rows["people"].to_numpy())]
    order = np.lexsort((*reversed(columns[:-1]), -columns[-1]))
    table = np.stack(columns, axis=1)[order]
    return Baskets(tuple(names), table[:, :-2], table[:, -2], table[:, -1])


def _share(judged: ir.Table) -> ir.Table:
    """The rows of at most about a million people; people are only counted where there are so many rows."""
    many = judged.count().to_pyarrow().as_py() > MOST_PEOPLE
    return share(judged, judged.customer_id.nunique().to_pyarrow().as_py(), MOST_PEOPLE) if many else judged


def _digit(category: ir.StringValue, names: Sequence[str]) -> ir.IntegerValue:
    """The place of a category in a number that holds one digit for each: one sum instead of many."""
    return category.cases(*((name, BASE**place) for place, name in enumerate(names)), else_=0).cast("int64")


def fit(parts: ir.Table, before: Needs | None = None) -> Needs | None:
    """The clusters of a shop; null with fewer than 60 people to judge or without structure. Clusters found `before` keep id and name."""
    found = compressed(parts)
    if found.people.sum() < LEAST_PEOPLE:
        return None
    centres = _best(found.parts[:MOST_ROWS], found.people[:MOST_ROWS])
    if centres is None:
        return None
    away = _squares(found.parts, centres) + (found.rest * SCALE**2)[:, None]
    own = away.argmin(axis=1)
    clusters = _named(found, centres, own, before)
    return Needs(clusters, _scale(away.min(axis=1), found.people))


def _squares(parts: Whole, centres: Whole) -> Whole:
    """Squared distances of rows (twentieths) to centres (hundredths of one)."""
    return (
        (parts * parts).sum(axis=1)[:, None] * SCALE**2 - 2 * SCALE * _product(parts, centres.T) + (centres * centres).sum(axis=1)[None, :]
    )


def _product(one: Whole, other: Whole) -> Whole:
    """A product of whole matrices by the fast way for fractions, exact since every sum stays far below 2⁵³."""
    return (one.astype(float) @ other.astype(float)).astype(np.int64)


def _best(parts: Whole, people: Whole) -> Whole | None:
    best, most = None, LEAST_STRUCTURE
    least = max(LEAST_MEMBERS, LEAST_SHARE * people.sum())
    for k in range(2, min(MOST_CLUSTERS, len(parts)) + 1):
        centres = _k_means(parts, people, k)
        away = _squares(parts, centres)
        sizes = np.bincount(away.argmin(axis=1), weights=people, minlength=k)
        structure = _structure(away, people)
        if sizes.min() >= least and structure > most:
            best, most = centres, structure
    return best


def _k_means(parts: Whole, people: Whole, k: int) -> Whole:
    """Lloyd's rounds from the most common basket and, after it, each time the one with most people times squared distance."""
    centres = parts[:1] * SCALE
    while len(centres) < k:
        far = _squares(parts, centres).min(axis=1) * people
        centres = np.vstack([centres, parts[far.argmax()] * SCALE])
    for _ in range(ROUNDS):
        own = _squares(parts, centres).argmin(axis=1)
        moved = np.array([_middle(parts[own == place], people[own == place], centres[place]) for place in range(k)])
        if (moved == centres).all():
            break
        centres = moved
    return centres


def _middle(parts: Whole, people: Whole, centre: Whole) -> Whole:
    n = people.sum()
    return (2 * SCALE * _product(people, parts) + n) // (2 * n) if n else centre


def _structure(away: Whole, people: Whole) -> float:
    two = np.sqrt(np.partition(away, 1, axis=1)[:, :2].astype(float))
    silhouettes = np.where(two[:, 1] > 0, 1 - two[:, 0] / np.maximum(two[:, 1], 1e-9), 0.0)
    return round(float((silhouettes * people).sum() / people.sum()), 9)


def _scale(distances: Whole, people: Whole) -> Scale:
    values, place = np.unique(distances, return_inverse=True)
    n = np.bincount(place, weights=people).astype(np.int64)
    up_to, everyone = n.cumsum(), n.sum()
    ranks = up_to * PARTS // everyone
    cut = ranks > (up_to - n) * PARTS // everyone
    return Scale(tuple(map(int, values[cut])), (0, *map(int, ranks[cut])), (0.0,) * (int(cut.sum()) + 1))


def _named(found: Baskets, centres: Whole, own: Whole, before: Needs | None) -> tuple[Cluster, ...]:
    """Those with the members of an earlier cluster under its id and name, in their order; then the new ones, the largest first."""
    members = np.bincount(own, weights=found.people, minlength=len(centres)).astype(int)
    usual = _middle(found.parts, found.people, centres[0])
    kept = _kept(found, own, len(centres), before)
    fresh = sorted((place for place in range(len(centres)) if place not in kept), key=lambda place: (-members[place], place))
    clusters: list[Cluster] = []
    held = [before.clusters[old] for old in kept.values()] if before else []
    for place in (*sorted(kept, key=lambda place: kept[place]), *fresh):
        centre = {name: int(part) for name, part in zip(found.categories, centres[place], strict=True) if part}
        made = Cluster("", "", centre, int(members[place]))
        if place in kept and before:
            same = before.clusters[kept[place]]
            clusters.append(replace(made, id=same.id, name=same.name))
        else:
            clusters.append(_christened(made, found, centres[place], usual, [*held, *clusters]))
    return tuple(clusters)


def _kept(found: Baskets, own: Whole, count: int, before: Needs | None) -> dict[int, int]:
    """Place of a cluster → place of the earlier one that it shares more than half of both their members with.

    Of people unlike every earlier cluster it is not asked where they were.
    """
    if before is None:
        return {}
    lengths = np.array([sum(part * part for part in each.centre.values()) for each in before.clusters])
    squares = ((found.parts * found.parts).sum(axis=1) + found.rest) * SCALE**2
    away = squares[:, None] - 2 * SCALE * _product(found.parts, found.centres(before.clusters).T) + lengths[None, :]
    rank = np.array(before.distances.ranks)[np.searchsorted(before.distances.cuts, away.min(axis=1))]
    shared = np.zeros((count, len(before.clusters)))
    np.add.at(shared, (own, away.argmin(axis=1)), found.people * (rank <= USUAL))
    either = shared.sum(axis=1)[:, None] + shared.sum(axis=0)[None, :] - shared
    return {int(new): int(old) for new, old in np.argwhere(shared > SAME * either)}


def _christened(made: Cluster, found: Baskets, centre: Whole, usual: Whole, others: Sequence[Cluster]) -> Cluster:
    """Named after the categories it buys more of than others do: the first, and the second where it stands out half as much."""
    order = sorted(range(len(centre)), key=lambda place: (usual[place] - centre[place], found.categories[place]))
    more = centre - usual
    names = [found.categories[place] for place in order if more[place] > 0] or [found.categories[int(centre.argmax())]]
    count = 2 if len(names) > 1 and 2 * more[order[1]] >= more[order[0]] else 1
    taken = {each.name for each in others}
    candidates = [", ".join(names[:n]) for n in range(count, len(names) + 1)] + [f"{names[0]} {n}" for n in range(2, len(others) + 3)]
    name = next(name for name in candidates if name not in taken)
    ids = {*TAKEN, *(each.id for each in others)}
    first = _slug(name)
    return replace(made, id=next(id for id in (first, *(f"{first[:36]}_{n}" for n in range(2, 99))) if id not in ids), name=name)


def _slug(name: str) -> str:
    """A name as an id: lower-case ASCII letters, digits and _, a letter first, at most 40."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    words = re.sub(r"[^a-z0-9]+", "_", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip("_")
    return (words if words[:1].isalpha() else f"need_{words}".rstrip("_"))[:40].rstrip("_")
