"""What customers say and are told: complaints, reviews, messages, goods sent back, and the shop's own campaigns."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from regulars.demo.almanac import Almanac
from regulars.demo.lives import Lives
from regulars.demo.people import code_text
from regulars.demo.sayings import CAMPAIGNS, COMPLAINTS, MESSAGES, REVIEWS, SENT_BACK
from regulars.demo.stamps import DAY, Clock, texts, waking
from regulars.demo.trade import Trade
from regulars.demo.traits import Bought, Traits

HEADERS = ("Mã phiếu", "Thời gian", "Mã khách", "Kênh", "Loại", "Nội dung", "Số sao", "Trạng thái", "Ngày giải quyết")
KINDS = ("Khiếu nại", "Đánh giá", "Nhắn tin", "Đổi trả", "Quảng bá")
COMPLAINT, REVIEW, MESSAGE, RETURN, MARKETING = range(len(KINDS))
CHANNELS = ("Điện thoại", "Zalo", "Facebook", "Cửa hàng", "Website", "SMS", "Email")
BY_KIND = ((0, 1, 2, 3), (2, 4), (1, 2, 4), (0, 1, 3), (1, 5, 6))
STATUSES = ("", "Đang xử lý", "Đã giải quyết")
NONE, OPEN, RESOLVED = range(len(STATUSES))

UPSET_COMPLAINS, UPSET_REVIEWS, UPSET_SOLVED = 0.80, 0.45, 0.40
COMPLAINS, COOL_COMPLAINS, SOLVED = 0.004, 0.020, 0.90
REVIEWS_OF_ORDERS, MESSAGES_OF_ORDERS, SPEAKS_OF_RETURN = 0.05, 0.025, 0.6
RATINGS = (0.18, 0.30, 0.42, 0.58)
CAMPAIGN_DAYS, REACHED = (-38, -12), 0.42


def said(
    trade: Trade, lives: Lives, traits: Traits, orders: Bought, almanac: Almanac, start: int, total: int, rng: np.random.Generator
) -> pa.Table:
    """The contacts of a block, one row each, in order of time."""
    parts = [*_about_orders(trade, traits, orders, rng), _campaigns(lives, almanac, rng)]
    kind, who, second, rating, status = (np.concatenate([part[at] for part in parts]) for at in range(5))
    kept = np.flatnonzero(second < almanac.days * DAY)
    kept = kept[np.argsort(second[kept], kind="stable")]
    kind, who, second, rating, status = (part[kept] for part in (kind, who, second, rating, status))
    solved = np.where(status == RESOLVED, waking(second + ((0.5 + rng.gamma(1.6, 1.6, len(kind))) * DAY).astype(np.int64)), -1)
    status = np.where(solved >= almanac.days * DAY, OPEN, status)
    solved = np.where(status == RESOLVED, solved, -1)
    clock = Clock(almanac)
    columns = [
        texts("PH", start * 16 + np.arange(len(kind)) + 1, 7),
        clock.at(second),
        code_text(pa.array(start + who + 1), "KH", total),
        _channels(kind, rng),
        pa.array(list(KINDS)).take(pa.array(kind)),
        _words(kind, rating, rng),
        pa.array(np.where(rating > 0, rating.astype(str), "").astype(object), pa.string()),
        pa.array(list(STATUSES)).take(pa.array(status)),
        clock.at(solved),
    ]
    return pa.table(columns, names=list(HEADERS))


def ratings(warmth: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Stars, 1 to 5, by how much they like the shop on the day."""
    return 1 + np.searchsorted(RATINGS, warmth + 0.12 * rng.standard_normal(len(warmth)))


def _about_orders(trade: Trade, traits: Traits, orders: Bought, rng: np.random.Generator) -> list[tuple[np.ndarray, ...]]:
    """Complaints, reviews, messages and goods sent back, each as kind, who, second, stars, status."""
    size, warmth = len(orders.who), traits.warmth[orders.who]
    after = orders.day * DAY + orders.second
    u = rng.random((4, size))
    talkative = 3.0 if trade.masked else 1.0
    complains = u[0] < np.where(orders.upset, UPSET_COMPLAINS, COMPLAINS + COOL_COMPLAINS * (1 - warmth) ** 2)
    reviews = u[1] < np.where(orders.upset, UPSET_REVIEWS, REVIEWS_OF_ORDERS * talkative)
    writes, returns = u[2] < MESSAGES_OF_ORDERS, orders.sent_back & (u[3] < SPEAKS_OF_RETURN)
    stars = np.where(orders.upset, 1 + (rng.random(size) < 0.3), ratings(warmth, rng))
    solved = np.where(rng.random(size) < np.where(orders.upset, UPSET_SOLVED, SOLVED), RESOLVED, OPEN)
    found: list[tuple[np.ndarray, ...]] = []
    for kind, chosen, least, most in (
        (COMPLAINT, complains, 0.1, 5),
        (REVIEW, reviews, 0.5, 9),
        (MESSAGE, writes, 0.02, 12),
        (RETURN, returns, 0.5, 4),
    ):
        at = np.flatnonzero(chosen & ~orders.cancelled)
        later = after[at] + ((least + (most - least) * rng.random(len(at))) * DAY).astype(np.int64)
        later = np.maximum(waking(later), after[at] + 300)
        nothing = np.zeros(len(at), dtype=np.int64)
        status = solved[at] if kind == COMPLAINT else np.full(len(at), RESOLVED if kind == RETURN else NONE)
        found.append((np.full(len(at), kind), orders.who[at], later, stars[at] if kind == REVIEW else nothing, status))
    return found


def _campaigns(lives: Lives, almanac: Almanac, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Marketing messages of the last weeks, to some of those who were known by then."""
    days = np.array([almanac.days + back for back in CAMPAIGN_DAYS if almanac.days + back >= 0], dtype=np.int64)
    who, which = np.nonzero((rng.random((len(lives.first), len(days))) < REACHED) & (lives.created[:, None] < days))
    nothing = np.zeros(len(who), dtype=np.int64)
    return np.full(len(who), MARKETING), who, days[which] * DAY + 9 * 3600 + rng.integers(0, 3600, len(who)), nothing, nothing


def _channels(kind: np.ndarray, rng: np.random.Generator) -> pa.Array:
    many = np.array([len(ways) for ways in BY_KIND])
    table = np.array([(*ways, *[0] * (4 - len(ways))) for ways in BY_KIND])
    return pa.array(list(CHANNELS)).take(pa.array(table[kind, rng.integers(0, many[kind])]))


def _words(kind: np.ndarray, rating: np.ndarray, rng: np.random.Generator) -> pa.Array:
    """A sentence for every contact, by its kind and its stars."""
    lists = [COMPLAINTS, MESSAGES, SENT_BACK, CAMPAIGNS, *REVIEWS]
    of = np.select([kind == COMPLAINT, kind == MESSAGE, kind == RETURN, kind == MARKETING], [0, 1, 2, 3], 3 + rating)
    opens = np.cumsum([0, *(len(one) for one in lists)])
    at = opens[of] + rng.integers(0, np.array([len(one) for one in lists])[of])
    return pa.array([text for one in lists for text in one]).take(pa.array(at))
