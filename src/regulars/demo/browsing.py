"""Visits to the shop's web pages: who buys at once, who leaves carts behind, who looks for days before buying, and the many who only look."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.demo.almanac import Almanac
from regulars.demo.ledger import product_codes
from regulars.demo.lives import NEVER, Lives
from regulars.demo.people import code_text
from regulars.demo.stamps import DAY, Clock, texts, waking
from regulars.demo.trade import SHOPEE, TIKTOK, WEBSITE, Trade
from regulars.demo.traits import HESITANT, IMMEDIATE, RESEARCHER, Bought, Traits

HEADERS = ("Mã lượt", "Thời gian", "Sự kiện", "Mã khách ghé", "Mã khách", "Mã phiên", "Mã hàng", "Thiết bị")
KINDS = ("Tìm kiếm", "Xem hàng", "Thêm vào giỏ", "Mua")
SEARCH, VIEW, CART, PURCHASE = range(len(KINDS))
DEVICES = ("Điện thoại", "Máy tính")

# A web log is kept for so many days; of each customer only the last orders are traced in it.
KEPT_DAYS, TRACED = 400, 4
# By decision style: how many earlier looks an order has (least, most), how many days before (least, most), views per look (least, most).
EARLIER = np.array([[0, 0], [1, 2], [2, 4]])
LEAD = np.array([[1.0, 1.0], [1.3, 8.0], [1.6, 13.0]])
VIEWS = np.array([[1, 2], [1, 3], [3, 6]])
# By style: looks without an order per 90 days, and how many of them leave a cart behind; never bought, nobody known.
IDLE, LEAVES_CART = np.array([0.35, 1.7, 1.1]), np.array([0.04, 0.70, 0.05])
MOST_IDLE, LOOKS_AFTER = 6, 120
STRANGERS, STRANGERS_CART = 0.6, 0.06
LOOKS_FIRST, NOT_LOGGED_IN, SEARCHES, PHONE = 0.40, 0.22, 0.30, 0.78
SAME_PRODUCT = 0.55


@dataclass(frozen=True)
class Looks:
    """One entry per session: who (-1: nobody known), when it began (seconds since the shop's first day), for what, what came of it.

    `bought` is the second of the purchase on the web, -1 for none; `style` how they decide.
    """

    who: np.ndarray
    start: np.ndarray
    product: np.ndarray
    style: np.ndarray
    cart: np.ndarray
    bought: np.ndarray


def _between(bounds: np.ndarray, style: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    low, high = bounds[style].T
    return rng.integers(low, high + 1)


def _traced(trade: Trade, orders: Bought, traits: Traits, almanac: Almanac, rng: np.random.Generator) -> np.ndarray:
    """The orders that have looks on the web before them: the last few of everyone who looks."""
    elsewhere = np.isin(orders.channel, () if trade.masked else (SHOPEE, TIKTOK))
    known = traits.online[orders.who] & (orders.day >= almanac.days - KEPT_DAYS) & ~elsewhere
    known &= (orders.channel == WEBSITE) | trade.masked | (rng.random(len(orders.who)) < LOOKS_FIRST)
    at = np.flatnonzero(known)
    last = np.searchsorted(orders.who[at], orders.who[at], "right")
    return at[last - np.arange(len(at)) <= TRACED]


def _before_orders(trade: Trade, orders: Bought, traits: Traits, almanac: Almanac, rng: np.random.Generator) -> list[Looks]:
    """The looks that end in an order, the last of them on its day, and those days before it."""
    at = _traced(trade, orders, traits, almanac, rng)
    who, product = orders.who[at], orders.product[at]
    style, placed = traits.decision[who], orders.day[at] * DAY + orders.second[at]
    on_web = (orders.channel[at] == WEBSITE) | trade.masked
    last = Looks(who, placed - rng.integers(480, 1800, len(at)), product, style, on_web, np.where(on_web, placed, -1))
    again = np.repeat(np.arange(len(at)), _between(EARLIER, style, rng))
    low, high = LEAD[style[again]].T
    start = placed[again] - ((low + (high - low) * rng.random(len(again))) * DAY).astype(np.int64)
    start = np.minimum(waking(start), placed[again] - DAY * 5 // 4)
    cart = (style[again] == HESITANT) & (rng.random(len(again)) < 0.85)
    return [last, Looks(who[again], start, product[again], style[again], cart, np.full(len(again), -1))]


def _idle(trade: Trade, lives: Lives, traits: Traits, almanac: Almanac, rng: np.random.Generator) -> Looks:
    """Looks of known customers that end in nothing, in some a cart left behind."""
    opens = np.maximum(lives.created, almanac.days - KEPT_DAYS)
    closes = np.where(lives.rhythm == NEVER, lives.created + LOOKS_AFTER, np.minimum(lives.leaves, almanac.days - 1))
    span = np.clip(np.minimum(closes, almanac.days - 1) - opens, 0, None) * traits.online
    times = np.minimum(rng.poisson(IDLE[traits.decision] * span / 90), MOST_IDLE)
    who = np.repeat(np.arange(len(times)), times)
    day = opens[who] + np.floor(rng.random(len(who)) * span[who]).astype(np.int64)
    style = traits.decision[who]
    cart = rng.random(len(who)) < LEAVES_CART[style]
    product = rng.integers(0, len(trade.products), len(who))
    return Looks(who, day * DAY + rng.integers(7, 23, len(who)) * 3600, product, style, cart, np.full(len(who), -1))


def _strangers(trade: Trade, size: int, almanac: Almanac, rng: np.random.Generator) -> Looks:
    """Looks of people nobody knows."""
    many = round(size * STRANGERS * trade.habits.web)
    day = almanac.days - 1 - rng.integers(0, min(KEPT_DAYS, almanac.days), many)
    start = day * DAY + rng.integers(7, 23, many) * 3600
    product = rng.integers(0, len(trade.products), many)
    none = np.full(many, -1)
    return Looks(none, start, product, np.full(many, IMMEDIATE), rng.random(many) < STRANGERS_CART, none)


def visits(
    trade: Trade, lives: Lives, traits: Traits, orders: Bought, almanac: Almanac, start: int, total: int, rng: np.random.Generator
) -> pa.Table:
    """The web log of a block: one row per view, search, cart and purchase, in order of time."""
    parts = [*_before_orders(trade, orders, traits, almanac, rng), _idle(trade, lives, traits, almanac, rng)]
    parts.append(_strangers(trade, len(lives.first), almanac, rng))
    looks = Looks(*(np.concatenate([getattr(part, name) for part in parts]) for name in Looks.__dataclass_fields__))
    opens = max(0, almanac.days - KEPT_DAYS) * DAY
    kept = np.flatnonzero((looks.start >= opens) & (looks.start < almanac.days * DAY - 1800))
    kept = kept[np.argsort(looks.start[kept], kind="stable")]
    return _rows(Looks(*(getattr(looks, name)[kept] for name in Looks.__dataclass_fields__)), trade, almanac, start, total, rng)


def _rows(looks: Looks, trade: Trade, almanac: Almanac, start: int, total: int, rng: np.random.Generator) -> pa.Table:
    session, kind, place = _steps(looks, rng)
    second = looks.start[session] + place * 45 + rng.integers(0, 30, len(session))
    second = np.where(kind == PURCHASE, looks.bought[session], second)
    other = rng.integers(0, len(trade.products), len(session))
    strays = (kind == VIEW) & (place > 1) & (rng.random(len(session)) > SAME_PRODUCT)
    product = np.where(strays, other, looks.product[session])
    by_time = np.argsort(second, kind="stable")
    session, kind, second, product = (part[by_time] for part in (session, kind, second, product))
    stranger = looks.who < 0
    visitor = np.where(stranger, total + start * 64 + np.arange(len(stranger)), start + looks.who)
    named = ~stranger & ((looks.bought >= 0) | (rng.random(len(stranger)) > NOT_LOGGED_IN))
    device = (rng.random(len(stranger)) > np.where(looks.style == RESEARCHER, PHONE - 0.2, PHONE)).astype(np.int64)
    clock = Clock(almanac)
    customer = code_text(pa.array(start + looks.who[session] + 1), "KH", total)
    columns = [
        texts("L", start * 64 + np.arange(len(session)), 9),
        clock.at(second),
        pa.array(list(KINDS)).take(pa.array(kind)),
        texts("v", visitor[session] * 7_368_787 % 99_999_989, 8),
        pc.if_else(pa.array(named[session]), customer, ""),
        texts("p", start * 64 + session, 9),
        pa.array(np.where(kind == SEARCH, "", product_codes(trade)[product]), pa.string()),
        pa.array(list(DEVICES)).take(pa.array(device[session])),
    ]
    return pa.table(columns, names=list(HEADERS))


def _steps(looks: Looks, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What happens within the sessions: for every step its session, its kind and its place."""
    size = len(looks.who)
    search = (rng.random(size) < SEARCHES).astype(np.int64)
    count = np.stack([search, _between(VIEWS, looks.style, rng), looks.cart.astype(np.int64), (looks.bought >= 0).astype(np.int64)])
    session = np.repeat(np.arange(size), count.sum(0))
    kind = np.repeat(np.tile(np.arange(len(KINDS)), size), count.T.ravel())
    place = np.arange(len(session)) - np.repeat(np.cumsum(count.sum(0)) - count.sum(0), count.sum(0))
    return session, kind, place
