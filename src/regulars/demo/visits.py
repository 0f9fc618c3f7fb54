"""When customers come: from stock running out, habit, whim, gifts, terms, sales and office weeks, until they leave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np

from regulars.demo import lives as life
from regulars.demo.almanac import Almanac
from regulars.demo.lives import FULL, GIFT, NEVER_LEAVES, ONCE, PLAN, PROMO, Lives
from regulars.demo.trade import Trade

FADES_FROM = 150.0
SKIPS = 0.08
PACKS, MEAN_PACKS = np.array([0.62, 0.90, 1.0]), 1.48
SECOND_ORDER = 0.012
# By price sense: the share of purchases put off for a sale, and for how many days at most.
POSTPONES, PATIENCE = np.array([0.0, 0.4, 0.9]), np.array([0, 9, 24])


@dataclass(frozen=True)
class Visits:
    """One entry per order: the customer (index within the block), the day, how many packs of their staple they take; `upset`: the last."""

    who: np.ndarray
    day: np.ndarray
    packs: np.ndarray
    upset: np.ndarray


def _wait(people: np.ndarray, packs: np.ndarray, day: np.ndarray, lives: Lives, rng: np.random.Generator) -> np.ndarray:
    """Days of mean liveliness until the next purchase."""
    gap, shape, rhythm = lives.gap[people], lives.shape[people], lives.rhythm[people]
    u, z = rng.random(len(people)), rng.standard_normal(len(people))
    weibull = (-np.log1p(-u)) ** (1 / shape) / _gamma(1 / shape)
    loglogistic = np.minimum((u / (1 - u)) ** (1 / shape), 25) * np.sin(np.pi / shape) * shape / np.pi
    skips = rng.random(len(people)) < SKIPS
    pack = gap / (MEAN_PACKS + SKIPS)
    stock = pack * packs * np.exp(0.18 * z - 0.016) + skips * pack
    office = gap / (1 + SKIPS) * (1 + skips) + 1.1 * z
    habit = gap * np.where(rhythm == life.IRREGULAR, loglogistic, weibull)
    plan = gap * (1 + skips)
    wait = np.select([rhythm == life.STOCK, rhythm == life.OFFICES, rhythm == PLAN], [stock, office, plan], habit)
    years = (day - lives.first[people]) / 365.25
    fading = np.isin(lives.reason[people], (life.FADED, life.RIVAL)) & (rhythm != PLAN)
    near_end = np.clip(1 - (lives.leaves[people] - day) / FADES_FROM, 0, 1) * fading
    return wait * np.exp(-lives.trend[people] * years) * (1 + 1.6 * near_end)


def _gamma(x: np.ndarray) -> np.ndarray:
    """The gamma function of 1 + x for x in 0 to 1 (Abramowitz and Stegun 6.1.35; error below 5e-5)."""
    return 1 + x * (-0.5748646 + x * (0.9512363 + x * (-0.6998588 + x * (0.4245549 - x * 0.1010678))))


def _to_sale(day: np.ndarray, people: np.ndarray, lives: Lives, almanac: Almanac, rng: np.random.Generator) -> np.ndarray:
    """Those who mind prices put a purchase off until a sale that is near."""
    general = [(sale.first, sale.last) for sale in almanac.sales if not sale.categories]
    firsts, lasts = np.array([*general, (2 * almanac.days, 2 * almanac.days)]).T
    which = np.searchsorted(firsts, day)
    coming = rng.integers(firsts[which], lasts[which] + 1)
    mind = np.where(lives.rhythm[people] == PLAN, FULL, lives.price[people])
    patience = PATIENCE[mind] * (rng.random(len(day)) < POSTPONES[mind])
    return np.where((coming - day <= patience) & (coming < almanac.days), coming, day)


def _walks(trade: Trade, lives: Lives, almanac: Almanac, rng: np.random.Generator) -> tuple[list[tuple[np.ndarray, ...]], np.ndarray]:
    """Purchase after purchase of everyone with a rhythm of their own; and who left in anger on which day."""
    people = np.flatnonzero(~np.isin(lives.rhythm, (life.NEVER, GIFT, PROMO)) & (lives.first < almanac.days))
    day, angry, found = lives.first[people], np.full(len(lives.first), NEVER_LEAVES), []
    while len(people):
        packs = 1 + (rng.random(len(people))[:, None] > PACKS).sum(1)
        upset = (rng.random(len(people)) < trade.habits.bad) & (lives.rhythm[people] != ONCE)
        found.append((people, day, packs, upset))
        angry[people[upset]] = day[upset]
        people, day, packs = (part[~upset & (lives.rhythm[people] != ONCE)] for part in (people, day, packs))
        after = almanac.later(day, _wait(people, packs, day, lives, rng), life.CLOCK[lives.rhythm[people]])
        after = np.where(after < almanac.days, _to_sale(after, people, lives, almanac, rng), after)
        stays = (after < almanac.days) & (after <= lives.leaves[people])
        people, day = people[stays], after[stays]
    return found, angry


def _occasions(
    lives: Lives, kind: int, first: np.ndarray, last: np.ndarray, chance: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, ...]:
    """Purchases of those who come for occasions only: on a day of the occasion, with their own chance; and the day they first came."""
    people = np.flatnonzero(lives.rhythm == kind)
    comes = rng.random((len(people), len(first))) < lives.keenness[people][:, None] * chance
    day = first + np.floor(rng.random(comes.shape) * (last - first + 1)).astype(np.int64)
    comes &= (day > lives.first[people][:, None] + 6) & (day <= lives.leaves[people][:, None])
    at, which = np.nonzero(comes)
    who = np.concatenate([people, people[at]])
    return who, np.concatenate([lives.first[people], day[at, which]])


def _gift_days(almanac: Almanac) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Days on which gifts are bought: first, last, and how many of the gift-givers care."""
    tet = np.flatnonzero(almanac.to_tet == 0)
    first = np.concatenate([tet - 24, almanac.gift_days - 4])
    last = np.concatenate([tet - 3, almanac.gift_days])
    chance = np.concatenate([np.full(len(tet), 1.45), np.full(len(almanac.gift_days), 0.42)])
    return np.clip(first, 0, almanac.days - 1), np.clip(last, 0, almanac.days - 1), chance


def visits_of(trade: Trade, lives: Lives, almanac: Almanac, rng: np.random.Generator) -> tuple[Visits, Lives]:
    """Every order of the block's customers, by customer and day; and their lives with the day the angry ones left."""
    found, angry = _walks(trade, lives, almanac, rng)
    given = _gift_days(almanac)
    gifts = _occasions(lives, GIFT, *given, rng)
    chance = np.array([1.0 if not sale.categories else 0.3 for sale in almanac.sales])
    begins, ends = (np.array([edge(sale) for sale in almanac.sales], dtype=np.int64) for edge in (attrgetter("first"), attrgetter("last")))
    deals = _occasions(lives, PROMO, begins, ends, chance, rng)
    extra = [(who, day, np.ones(len(who), dtype=np.int64), np.zeros(len(who), dtype=bool)) for who, day in (gifts, deals)]
    who, day, packs, upset = (np.concatenate(part) for part in zip(*found, *extra, strict=True))
    again = np.flatnonzero(rng.random(len(who)) < SECOND_ORDER)
    who, day, packs = (np.concatenate([part, part[again]]) for part in (who, day, packs))
    upset = np.concatenate([upset, np.zeros(len(again), dtype=bool)])
    kept = np.flatnonzero(day < almanac.days)
    kept = kept[np.lexsort((day[kept], who[kept]))]
    left = np.minimum(lives.leaves, angry)
    reason = np.where(angry < lives.leaves, life.BAD, lives.reason)
    times = np.select([lives.rhythm == GIFT, lives.rhythm == PROMO], [given[2].sum(), chance.sum()], 1.0) * lives.keenness
    gap = np.where(np.isin(lives.rhythm, (GIFT, PROMO)), almanac.days / times, lives.gap)
    return Visits(who[kept], day[kept], packs[kept], upset[kept]), replace(lives, leaves=left, reason=reason.astype(np.int8), gap=gap)
