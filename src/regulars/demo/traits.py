"""What is true of customers beside what they buy: how they decide, how much they like the shop, whether they look at it on the web."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regulars.demo import lives as life
from regulars.demo.baskets import SALE, UNKNOWN
from regulars.demo.lives import Lives
from regulars.demo.trade import Trade
from regulars.demo.visits import Visits

DECISIONS = ("immediate", "hesitant", "researcher")
IMMEDIATE, HESITANT, RESEARCHER = range(len(DECISIONS))
# How many of the customers of a channel also look at the shop's web pages, times the trade's own readiness.
LOOKS = np.array([0.55, 1.60, 0.60, 1.00, 0.50, 0.60])
NEVER_BOUGHT_LOOKS, MOST_LOOK = 1.1, 0.97
# How leaving for a reason shows in what people say: taken off how much they like the shop.
COOLED = {life.BAD: 0.50, life.TRIAL: 0.14, life.RIVAL: 0.16, life.PRICE: 0.20, life.FADED: 0.10}


@dataclass(frozen=True)
class Traits:
    """One entry per customer of a block: `warmth` 0 to 1, `online` whether they have an account on the web pages."""

    decision: np.ndarray
    warmth: np.ndarray
    online: np.ndarray


@dataclass(frozen=True)
class Bought:
    """One entry per order of a known customer, in the order of `Visits`: when, where, its first product, and whether some went back."""

    who: np.ndarray
    day: np.ndarray
    second: np.ndarray
    channel: np.ndarray
    product: np.ndarray
    upset: np.ndarray
    cancelled: np.ndarray
    sent_back: np.ndarray


def traits(trade: Trade, lives: Lives, rng: np.random.Generator) -> Traits:
    """Draw them for a block."""
    size = len(lives.first)
    decision = np.searchsorted(np.cumsum(trade.habits.decides), rng.random(size)).clip(0, len(DECISIONS) - 1)
    warmth = rng.beta(6.0, 2.2, size)
    for reason, less in COOLED.items():
        warmth -= less * (lives.reason == reason)
    warmth += 0.06 * (np.isin(lives.rhythm, (life.STOCK, life.REGULAR, life.OFFICES, life.PLAN)) & (lives.reason == life.STAYED))
    looks = np.where(lives.rhythm == life.NEVER, NEVER_BOUGHT_LOOKS, LOOKS[lives.channel]) * trade.habits.web
    return Traits(decision, warmth.clip(0.02, 0.98), rng.random(size) < np.minimum(looks, MOST_LOOK))


def bought(visits: Visits, columns: dict[str, np.ndarray]) -> Bought:
    """The orders of known customers out of a block's lines, as from `baskets.block`."""
    size = len(visits.who)
    sold = np.flatnonzero((columns["origin"] == SALE) & (columns["who"] != UNKNOWN))
    _, first = np.unique(columns["order"][sold], return_index=True)
    heads = sold[first]
    sent_back = np.zeros(size, dtype=bool)
    origin = columns["origin"]
    sent_back[origin[(origin >= 0) & (origin < size)]] = True
    second, channel, product, cancelled = (columns[name][heads] for name in ("second", "channel", "product", "cancelled"))
    return Bought(visits.who, visits.day, second, channel, product, visits.upset, cancelled, sent_back)
