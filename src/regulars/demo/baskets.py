"""What is in an order: products, quantities, prices of the day, discounts and coupons, channel and branch, cancellations and returns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from regulars.demo.almanac import Almanac
from regulars.demo.lives import DEAL, GIFT, IRREGULAR, OFFICES, PROMO, STOCK, Lives
from regulars.demo.trade import CHANNELS, GRAB, OTHER_NEED, SHOPEE, STORE, TIKTOK, WEBSITE, Trade
from regulars.demo.trade import ZALO as CHAT
from regulars.demo.visits import Visits

COUPONS = (("", 0), ("CHAOBAN10", 10), ("TRIAN12", 12), ("ZALO15", 15), ("SINHNHAT15", 15), ("FREESHIP8", 8))
WELCOME, THANKS, ZALO, BIRTHDAY, FREIGHT = range(1, len(COUPONS))
OFFICE_OFF = 7
NAMES_ORDER, UPSET_RETURNS = 0.8, 0.4
WARM_MONTHS = range(5, 11)
UNKNOWN = -1
SALE, UNSAID = -1, -2
# Where orders come from without a branch.
FROM_AFAR = (WEBSITE, SHOPEE, TIKTOK)
# Spreads the sizes that people wear over their numbers.
SIZE_STRIDE = 7

# Opening hours by channel (hour, weight); branches close at 21:30, online orders come until late.
HOURS = {
    "Cửa hàng": [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21],
    "Website": list(range(6, 24)),
    "Shopee": list(range(6, 24)),
    "Zalo": list(range(7, 23)),
    "GrabMart": list(range(8, 21)),
    "TikTok Shop": list(range(7, 24)),
}
BUSY = dict(zip(range(6, 24), (1, 4, 6, 6, 6, 5, 4, 3, 4, 5, 6, 8, 9, 9, 8, 5, 3, 1), strict=True))


@dataclass(frozen=True)
class Orders:
    """One entry per order; `who` is UNKNOWN for walk-in sales; `rank` counts the buyer's orders from 0."""

    who: np.ndarray
    day: np.ndarray
    second: np.ndarray
    packs: np.ndarray
    upset: np.ndarray
    rhythm: np.ndarray
    price: np.ndarray
    need: np.ndarray
    staple: np.ndarray
    channel: np.ndarray
    store: np.ndarray
    first: np.ndarray


@dataclass(frozen=True)
class Shelf:
    """The trade as tables: prices (3, products), percent off (days, products), cumulative choice (needs × moods, products): three moods, or
    six where the trade has seasons. `start`, `sizes`: the first size of a product's model, and in how many it comes."""

    prices: np.ndarray
    off: np.ndarray
    choice: np.ndarray
    moods: int
    most: np.ndarray
    wholesale: np.ndarray
    start: np.ndarray
    sizes: np.ndarray


def _choice(trade: Trade) -> np.ndarray:
    """How likely each product is, by need, season and mood (an ordinary day, before Tết, before another day of gifts), as running sums."""
    weight, middle = np.array([each.weight for each in trade.products]), trade.level(1)
    rows = []
    seasons = [np.array([trade.seasonal.get(name, (1.0, 1.0))[at] for name in middle]) for at in range(2 if trade.seasonal else 1)]
    for favours, season in product(trade.needs.values(), seasons):
        liking = np.array([favours.get(category, OTHER_NEED) for category in middle]) * weight * season
        for tet, gifts in ((0.0, 1.0), (14.0, 1.5), (0.0, 3.0)):
            rows.append(np.where(middle == trade.tet, liking * tet, np.where(middle == trade.gifts, liking * gifts, liking)))
    return np.stack([np.cumsum(row) / row.sum() for row in rows])


@lru_cache(maxsize=4)
def _hour_table(channel: str) -> tuple[np.ndarray, np.ndarray]:
    hours = np.array(HOURS[channel])
    weight = np.array([BUSY[hour] * (0.5 if hour == 21 and channel == "Cửa hàng" else 1.0) for hour in hours], dtype=float)
    return hours, np.cumsum(weight) / weight.sum()


def shelf(trade: Trade, almanac: Almanac) -> Shelf:
    """The tables of a trade over the days of an almanac."""
    off = np.zeros((almanac.days, len(trade.products)), dtype=np.int64)
    for sale in almanac.sales:
        covered = np.isin(trade.level(0), sale.categories) | np.isin(trade.level(1), sale.categories) | (not sale.categories)
        off[sale.first : sale.last + 1, covered] = np.maximum(off[sale.first : sale.last + 1, covered], sale.percent)
    cheap = np.array([each.name in trade.constantly_cheaper for each in trade.products])
    off[:, cheap] = np.maximum(off[:, cheap], trade.selling.always_off)
    wholesale = np.isin(trade.level(1), trade.selling.wholesale)
    most = np.array([each.most for each in trade.products])
    return Shelf(trade.prices(), off, _choice(trade), 6 if trade.seasonal else 3, most, wholesale, *_models(trade))


def _models(trade: Trade) -> tuple[np.ndarray, np.ndarray]:
    """For every product the first size of its model, and the number of its sizes."""
    names = [each.model or each.name for each in trade.products]
    return np.array([names.index(name) for name in names]), np.array([names.count(name) for name in names])


def _seconds(channel: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The second of the day at which an order is placed, within the hours of its channel."""
    second = np.zeros(len(channel), dtype=np.int64)
    for at, name in enumerate(CHANNELS):
        here = np.flatnonzero(channel == at)
        hours, share = _hour_table(name)
        hour = hours[np.searchsorted(share, rng.random(len(here)), "right").clip(0, len(hours) - 1)]
        minutes = np.where((hour == 21) & (name == "Cửa hàng"), 30, 60)
        second[here] = hour * 3600 + np.floor(rng.random(len(here)) * minutes * 60).astype(np.int64)
    return second


def orders(lives: Lives, visits: Visits, walk_ins: int, almanac: Almanac, trade: Trade, rng: np.random.Generator) -> Orders:
    """The orders of the block's customers, and so many more of people nobody asked for a name."""
    who, size = visits.who, len(visits.who)
    day = np.searchsorted(almanac.clock[0] / almanac.clock[0, -1], rng.random(walk_ins)).clip(0, almanac.days - 1)
    strangers = rng.integers(0, len(trade.needs), walk_ins), rng.random(walk_ins)
    channel = np.where(
        rng.random(size) < 0.8,
        lives.channel[who],
        np.searchsorted(np.cumsum(trade.selling.local), rng.random(size)).clip(0, len(CHANNELS) - 1),
    )
    channel = np.where(places_far(lives)[who] & (channel != WEBSITE) & (channel != CHAT), lives.channel[who], channel)
    store = np.where(np.isin(channel, FROM_AFAR), 0, np.where(rng.random(size) < 0.9, lives.store[who], 1 - lives.store[who]))
    first = np.concatenate([[True], who[1:] != who[:-1]]) if size else np.zeros(0, dtype=bool)
    none = np.zeros(walk_ins, dtype=np.int64)
    channel = np.concatenate([channel, np.where((strangers[1] < 0.92) | (trade.selling.local[GRAB] == 0), STORE, GRAB)])
    return Orders(
        np.concatenate([who, none + UNKNOWN]),
        np.concatenate([visits.day, day]),
        _seconds(channel, rng),
        np.concatenate([visits.packs, none + 1]),
        np.concatenate([visits.upset, none > 0]),
        np.concatenate([lives.rhythm[who], none + IRREGULAR]),
        np.concatenate([lives.price[who], none]),
        np.concatenate([lives.need[who], strangers[0]]),
        np.concatenate([lives.staple[who], none]),
        channel,
        np.concatenate([store, (rng.random(walk_ins) < 0.42).astype(np.int64)]),
        np.concatenate([first, none > 0]),
    )


def places_far(lives: Lives) -> np.ndarray:
    """Whether a customer only buys from afar: their own channel is an online one without a branch."""
    return np.isin(lives.channel, FROM_AFAR)


def _coupons(trade: Trade, orders: Orders, almanac: Almanac, rng: np.random.Generator) -> np.ndarray:
    """The coupon of every order, 0 = none. Who buys for discounts only never comes without one, unless there is a sale."""
    u, size = rng.random(len(orders.who)), len(orders.who)
    kind = np.array([THANKS, ZALO, BIRTHDAY, FREIGHT])[rng.integers(0, 4, size)]
    kind = np.where(orders.channel == CHAT, ZALO, np.where(np.isin(orders.channel, (SHOPEE, TIKTOK)), FREIGHT, kind))
    general = almanac.on_sale[orders.day]
    chance = np.where((orders.price == DEAL) & ~general, 1.0, np.array(trade.selling.coupons)[orders.price])
    coupon = np.where(u < chance, kind, 0)
    welcome = orders.first & (rng.random(size) < trade.selling.welcome)
    coupon = np.where(welcome & (orders.rhythm != OFFICES), WELCOME, coupon)
    return np.where((orders.who == UNKNOWN) | ((orders.rhythm == OFFICES) & (u > 0.01)), 0, coupon)


def _lines(trade: Trade, orders: Orders, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """For every line its order, and its number within the order."""
    u = rng.random(len(orders.who))
    count = 1 + np.searchsorted(trade.selling.lines, u)
    count = np.where(orders.rhythm == OFFICES, 1 + np.searchsorted(trade.selling.office_lines, u), count)
    order = np.repeat(np.arange(len(count)), count)
    return order, np.arange(len(order)) - np.repeat(np.cumsum(count) - count, count)


def _products(
    trade: Trade, orders: Orders, order: np.ndarray, number: np.ndarray, almanac: Almanac, shelf: Shelf, rng: np.random.Generator
) -> np.ndarray:
    """The product of every line: the staple first, then by need and season."""
    table = shelf.choice + np.arange(len(shelf.choice))[:, None]
    mood = almanac.festive[orders.day[order]]
    if shelf.moods > 3:
        mood = mood + 3 * ~np.isin(almanac.month[orders.day[order]], WARM_MONTHS)
    wander = rng.random(len(order)) < 0.12
    need = np.where(wander, rng.integers(0, len(table) // shelf.moods, len(order)), orders.need[order])
    row = need * shelf.moods + mood
    product = np.searchsorted(table.ravel(), row + rng.random(len(order)), "right") - row * table.shape[1]
    habit = (orders.who[order] != UNKNOWN) & (orders.rhythm[order] != GIFT) & (number == 0)
    steady = (orders.rhythm[order] == STOCK) | (rng.random(len(order)) < trade.selling.staple_first)
    chosen = np.where(habit & steady, orders.staple[order], product.clip(0, table.shape[1] - 1))
    if shelf.sizes.max() == 1:
        return chosen
    own_size = shelf.start[chosen] + orders.who[order] * SIZE_STRIDE % 10 * shelf.sizes[chosen] // 10
    return np.where((shelf.sizes[chosen] > 1) & (orders.who[order] != UNKNOWN) & (order % 9 > 0), own_size, chosen)


def _quantities(
    trade: Trade,
    orders: Orders,
    order: np.ndarray,
    number: np.ndarray,
    product: np.ndarray,
    almanac: Almanac,
    shelf: Shelf,
    rng: np.random.Generator,
) -> np.ndarray:
    """How many of each: packs of the staple, mostly one of the rest, cartons for offices, many gifts before Tết."""
    size, rhythm = len(order), orders.rhythm[order]
    quantity = 1 + (rng.random(size) < trade.selling.more[0]) + (rng.random(size) < trade.selling.more[1])
    quantity = np.where((rhythm == STOCK) & (number == 0), orders.packs[order], np.minimum(quantity, shelf.most[product]))
    quantity = np.where((rhythm == PROMO) & (shelf.most[product] > 1), quantity + (rng.random(size) < 0.4), quantity)
    cartons = 1 + rng.poisson(np.where(shelf.wholesale[product], 1.7, 0.3), size)
    tet = almanac.festive[orders.day[order]] == 1
    cartons = cartons + np.where(tet & (shelf.most[product] > 1) & (rng.random(size) < 0.2), rng.poisson(4, size), 0)
    return np.where(rhythm == OFFICES, cartons, quantity)


def block(
    lives: Lives, visits: Visits, walk_ins: int, almanac: Almanac, trade: Trade, shelf: Shelf, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """All invoice lines of a block as columns: sales first, then returns. `order` counts documents from 0; `origin` is the order a
    return belongs to, SALE for a sale, UNSAID for a return that names none; `who` is the customer's index within the block, UNKNOWN for
    walk-in sales; amounts in đồng."""
    sold = orders(lives, visits, walk_ins, almanac, trade, rng)
    order, number = _lines(trade, sold, rng)
    product = _products(trade, sold, order, number, almanac, shelf, rng)
    _, kept = np.unique(order * len(trade.products) + product, return_index=True)
    order, number, product = (part[np.sort(kept)] for part in (order, number, product))
    quantity = _quantities(trade, sold, order, number, product, almanac, shelf, rng)
    day = sold.day[order]
    unit = shelf.prices[np.searchsorted(almanac.rises, day, "right"), product]
    coupon = _coupons(trade, sold, almanac, rng)
    percent = np.maximum(shelf.off[day, product], np.where(sold.rhythm[order] == OFFICES, OFFICE_OFF, 0))
    rate = np.array([share for _, share in COUPONS])[coupon[order]]
    cheaper = np.round(unit * (1 - (1 - percent / 100) * (1 - rate / 100)) / 100).astype(np.int64) * 100
    cancelled = rng.random(len(sold.who)) < np.array(trade.selling.cancelled)[sold.channel]
    columns = {
        "order": order, "who": sold.who[order], "day": day, "second": sold.second[order], "product": product, "quantity": quantity,
        "unit": unit, "discount": cheaper * quantity, "coupon": coupon[order], "channel": sold.channel[order], "store": sold.store[order],
        "cancelled": cancelled[order], "origin": np.full(len(order), SALE),
    }  # fmt: skip
    back = _returns(trade, columns, sold, cancelled, cheaper, almanac, rng)
    return {name: np.concatenate([columns[name], back[name]]) for name in columns}


def _returns(
    trade: Trade,
    columns: dict[str, np.ndarray],
    sold: Orders,
    cancelled: np.ndarray,
    cheaper: np.ndarray,
    almanac: Almanac,
    rng: np.random.Generator,
) -> dict[str, np.ndarray]:
    """Documents of goods given back, one to fourteen days later, at the price that was paid; the last is of the shop's last day."""
    size, order = len(sold.who), columns["order"]
    given_back = (rng.random(size) < np.where(sold.upset, UPSET_RETURNS, np.array(trade.selling.returned)[sold.channel])) & ~cancelled
    later = almanac.open_from[np.minimum(sold.day + rng.integers(1, 15, size), almanac.days)]
    given_back &= later < almanac.days
    whole = rng.random(size) < 0.25
    first_line = np.concatenate([[True], order[1:] != order[:-1]]) if len(order) else np.zeros(0, dtype=bool)
    at = np.flatnonzero(given_back[order] & (whole[order] | first_line))
    document = size + np.cumsum(given_back) - 1
    back = {name: column[at] for name, column in columns.items()}
    named = rng.random(size) < NAMES_ORDER
    back |= {
        "origin": np.where(named[order[at]], order[at], UNSAID), "order": document[order[at]], "day": later[order[at]],
        "second": 9 * 3600 + rng.integers(0, 9 * 3600, size)[order[at]], "quantity": -columns["quantity"][at],
        "unit": (columns["unit"] - cheaper)[at], "discount": np.zeros(len(at), dtype=np.int64),
        "coupon": np.zeros(len(at), dtype=np.int64),
    }  # fmt: skip
    return back
