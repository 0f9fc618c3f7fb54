"""Who the customers truly are: rhythm, price sense, need, home, and why and when they leave. None of it is what our models assume."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regulars.demo.almanac import EVERY_DAY, OFFICE, RESIDENT, STUDENT, Almanac
from regulars.demo.places import places
from regulars.demo.trade import CHANNELS, Trade

RHYTHMS = ("never", "once", "stock", "regular", "irregular", "gift", "student", "promo", "office", "plan")
NEVER, ONCE, STOCK, REGULAR, IRREGULAR, GIFT, STUDENTS, PROMO, OFFICES, PLAN = range(len(RHYTHMS))
CLOCK = np.array([RESIDENT] * 6 + [STUDENT, RESIDENT, OFFICE, EVERY_DAY])

PRICES = ("full", "mixed", "deal")
FULL, MIXED, DEAL = range(len(PRICES))

REASONS = ("", "trial", "bad_experience", "moved", "graduated", "competitor", "price_rise", "faded", "closed")
STAYED, TRIAL, BAD, MOVED, GRADUATED, RIVAL, PRICE, FADED, SHUT = range(len(REASONS))
NEVER_LEAVES = 1_000_000
SHORTEST_GAP = 3.5

# A rival opens beside the second branch when this share of the shop's history has passed.
RIVAL_OPENS = 0.62
FADE_SHAPE, PLAN_SHAPE = 1.3, 1.1


@dataclass(frozen=True)
class Lives:
    """One entry per customer. Days count from the shop's first; `leaves` = NEVER_LEAVES for those who stay."""

    created: np.ndarray
    first: np.ndarray
    rhythm: np.ndarray
    price: np.ndarray
    need: np.ndarray
    staple: np.ndarray
    gap: np.ndarray
    shape: np.ndarray
    trend: np.ndarray
    leaves: np.ndarray
    reason: np.ndarray
    place: np.ndarray
    modern: np.ndarray
    store: np.ndarray
    channel: np.ndarray
    keenness: np.ndarray
    female: np.ndarray
    birth_year: np.ndarray


def arrivals(trade: Trade, almanac: Almanac) -> np.ndarray:
    """How the customers of each rhythm come to the shop over its days: (rhythms, days), each summing to its share of all customers."""
    day, resident = np.arange(almanac.days), almanac.pace[RESIDENT]
    growth = (0.85 + 0.3 * day / almanac.days) * (1 + trade.habits.opening * np.exp(-day / 25))
    shape = np.tile(resident * growth, (len(RHYTHMS), 1))
    shape[STUDENTS] = almanac.pace[STUDENT] * growth * np.where(np.isin(almanac.month, (9, 10)), 4.5, 1.0)
    shape[PROMO] *= np.where(almanac.on_sale, 8.0, 0.25)
    shape[GIFT] *= np.where(almanac.festive == 1, 8.0, np.where(almanac.festive == 2, 6.0, 0.3))
    shape[OFFICES] = almanac.pace[OFFICE] * growth
    shape[ONCE] *= np.where(almanac.festive == 1, 1.8, 1.0)
    mix = np.array([trade.habits.mix.get(name, 0.0) for name in RHYTHMS])
    return shape / shape.sum(1, keepdims=True) * mix[:, None]


def _person(rhythm: np.ndarray, year: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Sex and year of birth: students are 18 to 23 when they come, the others 20 to 75."""
    size = len(rhythm)
    age = np.clip(19 + rng.gamma(3.2, 5.6, size), 20, 78)
    age = np.where(rhythm == STUDENTS, rng.integers(18, 23, size), age)
    female = rng.random(size) < np.where(np.isin(rhythm, (GIFT, PROMO)), 0.66, 0.52)
    return female, (year - age).astype(np.int32)


def _home(
    trade: Trade, rhythm: np.ndarray, year: np.ndarray, month: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Ward, whether it is written the new way, whether in town, and the branch they go to."""
    modern = rng.random(len(rhythm)) < np.where((year > 2025) | ((year == 2025) & (month >= 7)), 0.6, 0.12)
    known, home = places(trade.town), trade.town.home
    place = known.drawn(modern, rng)
    # Offices, students and people with a steady habit live in reach of the branches.
    again = np.isin(rhythm, (OFFICES, STUDENTS, STOCK, REGULAR)) & ~np.isin(known.province[place], home) & (rng.random(len(rhythm)) < 0.8)
    place = np.where(again, known.drawn(modern, rng), place)
    near = np.isin(known.province[place], home) & (known.km[place] < 60)
    store = np.where(rng.random(len(rhythm)) < 0.85, known.east[place], rng.random(len(rhythm)) < 0.5).astype(np.int8)
    return place, modern, near, store


def _price(trade: Trade, rhythm: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Who pays the full price, who takes a discount when there is one, and who buys for the discount only."""
    u = rng.random(len(rhythm))
    deal = np.select([rhythm == PROMO, np.isin(rhythm, (OFFICES, GIFT, PLAN))], [1.0, 0.0], trade.habits.deal)
    mixed = np.select([rhythm == OFFICES, rhythm == STUDENTS], [0.1, 0.6], trade.habits.mixed)
    return np.where(u < deal, DEAL, np.where(u < deal + (1 - deal) * mixed, MIXED, FULL)).astype(np.int8)


def _need(trade: Trade, rhythm: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """What they come for, and the one product they keep buying."""
    names, share = list(trade.needs), np.cumsum(list(trade.need_share.values()))
    need = np.searchsorted(share, rng.random(len(rhythm))).clip(0, len(names) - 1)
    last = trade.habits.daily - 1
    daily = np.searchsorted(share[: last + 1] / share[last], rng.random(len(rhythm))).clip(0, last)
    need = np.where(np.isin(rhythm, (STOCK, REGULAR, OFFICES, STUDENTS, PLAN)), daily, need)
    need = np.where(rhythm == GIFT, len(names) - 1, need)
    staple = np.zeros(len(rhythm), dtype=np.int64)
    for at, name in enumerate(trade.needs):
        here = np.flatnonzero(need == at)
        weight = np.array([product.weight for product in trade.products]) * (trade.level(1) == trade.loved(name))
        staple[here] = np.searchsorted(np.cumsum(weight) / weight.sum(), rng.random(len(here)), "right")
    return need.astype(np.int8), staple


def _gaps(trade: Trade, rhythm: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """True mean gap in days, the shape of its distribution, and the yearly growth (above 0) or decline of the account."""
    size = len(rhythm)
    gap = np.zeros(size)
    for kind, (median, spread) in trade.habits.gaps.items():
        here = np.flatnonzero(rhythm == RHYTHMS.index(kind))
        gap[here] = median * np.exp(spread * rng.standard_normal(len(here)))
    shape = np.where(rhythm == IRREGULAR, rng.uniform(1.7, 2.6, size), np.where(rhythm == STUDENTS, 1.6, rng.uniform(2.0, 4.0, size)))
    grows = np.isin(rhythm, (STOCK, REGULAR, OFFICES)) & (rng.random(size) < 0.32)
    trend = np.where(grows, rng.choice([0.35, -0.45], size), 0.0)
    return gap.clip(0 if size == 0 else SHORTEST_GAP, trade.habits.most_gap) * (gap > 0), shape, trend


def _leaving(
    trade: Trade,
    rhythm: np.ndarray,
    first: np.ndarray,
    price: np.ndarray,
    store: np.ndarray,
    near: np.ndarray,
    almanac: Almanac,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """The day and the reason of leaving: the earliest of competing risks, each of its own process."""
    size, days, habits = len(rhythm), np.full((len(REASONS), len(rhythm)), float(NEVER_LEAVES)), trade.habits
    days[MOVED] = first + rng.exponential(habits.moves, size)
    u = rng.random(size)
    days[FADED] = first + habits.fades * (u / (1 - u)) ** (1 / FADE_SHAPE)
    days[FADED] = np.where(rhythm == PLAN, first + habits.plan_fades * (u / (1 - u)) ** (1 / PLAN_SHAPE), days[FADED])
    opens = almanac.days * RIVAL_OPENS
    taken = (store == 1) & near & (rng.random(size) < habits.rival) & (first < opens)
    days[RIVAL] = np.where(taken, opens + rng.exponential(45, size), NEVER_LEAVES)
    for rise in almanac.rises:
        hurt = (rng.random(size) < np.array(habits.price_takes)[price]) & (first < rise)
        days[PRICE] = np.where(hurt, np.minimum(days[PRICE], rise + rng.exponential(30, size)), days[PRICE])
    june = np.flatnonzero(almanac.month == 6)
    if len(june):
        until = june[np.searchsorted(june, np.minimum(first + 365 * rng.integers(0, 4, size), june[-1])).clip(0, len(june) - 1)]
        days[GRADUATED] = np.where((rhythm == STUDENTS) & (until > first), until, NEVER_LEAVES)
    days[SHUT] = np.where(rhythm == OFFICES, first + rng.exponential(3300, size), NEVER_LEAVES)
    days[MOVED, rhythm == OFFICES] = NEVER_LEAVES
    days[FADED, rhythm == OFFICES] += 900
    days[:, rhythm == ONCE] = NEVER_LEAVES
    days[TRIAL, rhythm == ONCE] = 0
    days[TRIAL] += np.where(rhythm == ONCE, first, 0)
    days[:, rhythm == NEVER] = NEVER_LEAVES
    reason = days.argmin(0)
    leaves = np.where(days.min(0) < almanac.days, np.maximum(np.floor(days.min(0)), first), NEVER_LEAVES)
    return leaves.astype(np.int64), np.where(leaves < NEVER_LEAVES, reason, STAYED).astype(np.int8)


def newcomers(trade: Trade, almanac: Almanac, coming: np.ndarray, start: int, stop: int, total: int, rng: np.random.Generator) -> Lives:
    """The customers `start` to `stop` of `total`, in the order in which the shop came to know them; `coming` as from `arrivals`."""
    size = stop - start
    cumulative = np.cumsum(coming.sum(0))
    created = np.searchsorted(cumulative / cumulative[-1], (np.arange(start, stop) + rng.random(size)) / total, "right").clip(
        0, almanac.days - 1
    )
    kinds = np.cumsum(coming, 0)
    rhythm = (rng.random(size) * kinds[-1, created] >= kinds[:, created]).sum(0)
    year, month = almanac.year[created], almanac.month[created]
    female, birth_year = _person(rhythm, year, rng)
    place, modern, near, store = _home(trade, rhythm, year, month, rng)
    price = _price(trade, rhythm, rng)
    need, staple = _need(trade, rhythm, rng)
    gap, shape, trend = _gaps(trade, rhythm, rng)
    waits = (rng.random(size) < 0.1) & ~np.isin(rhythm, (GIFT, PROMO, STUDENTS, PLAN))
    first = almanac.open_from[np.minimum(created + np.where(waits, rng.exponential(9, size).astype(int), 0), almanac.days)]
    first = np.where((rhythm == NEVER) | (first >= almanac.days), almanac.days, first)
    leaves, reason = _leaving(trade, rhythm, first, price, store, near, almanac, rng)
    young = birth_year > year - 31
    selling = trade.selling
    local, youthful, far = (np.cumsum(part) for part in (selling.local, selling.young, selling.far))
    share = np.where(near[:, None], np.where(young[:, None], youthful, local), far)
    channel = (rng.random(size)[:, None] > share).sum(1).clip(0, len(CHANNELS) - 1).astype(np.int8)
    keenness = rng.beta(2.2, 2.0, size)
    habits = first, rhythm, price, need, staple, gap, shape, trend, leaves, reason
    return Lives(created, *habits, place, modern, store, channel, keenness, female, birth_year)
