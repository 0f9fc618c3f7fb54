"""Survey answers: would they recommend the shop, were they content, how do they decide, what do they come for."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from regulars.demo.almanac import Almanac
from regulars.demo.lives import Lives
from regulars.demo.people import code_text
from regulars.demo.sayings import DETRACTORS, PASSIVES, PROMOTERS
from regulars.demo.speaking import ratings
from regulars.demo.stamps import DAY, Clock, waking
from regulars.demo.trade import Trade
from regulars.demo.traits import DECISIONS, Bought, Traits

HEADERS = ("Khảo sát", "Thời gian", "Mã khách", "Câu hỏi", "Trả lời", "Nhận xét")
QUESTIONS = (
    "Anh chị có sẵn lòng giới thiệu tiệm cho bạn bè không (0–10)?",
    "Anh chị hài lòng về lần mua vừa rồi đến mức nào (1–5)?",
    "Anh chị thường quyết định mua thế nào?",
    "Nhu cầu chính của anh chị khi tới tiệm là gì?",
)
RECOMMEND, CONTENT, DECIDE, NEED = range(len(QUESTIONS))
SURVEYS = ("Thăm hỏi định kỳ", "Sau mua hàng")
WORDS = {"immediate": "Mua ngay", "hesitant": "Chần chừ", "researcher": "Tìm hiểu kỹ"}

# Two rounds, so many days before the last; buyers of the half year before are asked.
ROUNDS, ASKED_WITHIN, ANSWERS = (-150, -24), 180, 0.26
AFTER_ORDER, KEPT_DAYS, COMMENTS = 0.07, 400, 0.4
TELLS_STYLE, TELLS_NEED, HONEST = 0.45, 0.40, 0.88


def answered(
    trade: Trade, lives: Lives, traits: Traits, orders: Bought, almanac: Almanac, start: int, total: int, rng: np.random.Generator
) -> pa.Table:
    """The answers of a block, one row each, in order of time."""
    parts = [*_rounds(trade, lives, traits, orders, almanac, rng), _after_orders(traits, orders, almanac, rng)]
    survey, question, who, second, answer = (np.concatenate([part[at] for part in parts]) for at in range(5))
    kept = np.flatnonzero(second < almanac.days * DAY)
    kept = kept[np.argsort(second[kept], kind="stable")]
    survey, question, who, second, answer = (part[kept] for part in (survey, question, who, second, answer))
    columns = [
        pa.array(list(SURVEYS)).take(pa.array(survey)),
        Clock(almanac).at(second),
        code_text(pa.array(start + who + 1), "KH", total),
        pa.array(list(QUESTIONS)).take(pa.array(question)),
        pa.array(answer, pa.string()),
        _comments(question, answer, rng),
    ]
    return pa.table(columns, names=list(HEADERS))


def _rounds(
    trade: Trade, lives: Lives, traits: Traits, orders: Bought, almanac: Almanac, rng: np.random.Generator
) -> list[tuple[np.ndarray, ...]]:
    """Both rounds: a score from everyone who answers, and from some how they decide and what they come for."""
    found: list[tuple[np.ndarray, ...]] = []
    for back in ROUNDS:
        day = almanac.days + back
        lately = (orders.day < day) & (orders.day >= day - ASKED_WITHIN)
        asked = np.unique(orders.who[lately])
        who = asked[rng.random(len(asked)) < ANSWERS]
        second = (day + rng.integers(0, 5, len(who))) * DAY + rng.integers(8, 21, len(who)) * 3600 + rng.integers(0, 3600, len(who))
        score = np.clip(np.round(traits.warmth[who] * 11.5 - 0.2 + 0.9 * rng.standard_normal(len(who))), 0, 10).astype(np.int64)
        found.append(_part(RECOMMEND, who, second, score.astype(str)))
        told = rng.random(len(who)) < TELLS_STYLE
        style = np.where(rng.random(len(who)) < HONEST, traits.decision[who], rng.integers(0, len(DECISIONS), len(who)))
        found.append(_part(DECIDE, who[told], second[told] + 40, np.array([WORDS[name] for name in DECISIONS], dtype=object)[style[told]]))
        told = rng.random(len(who)) < TELLS_NEED
        need = np.where(rng.random(len(who)) < HONEST, lives.need[who], rng.integers(0, len(trade.needs), len(who)))
        loved = np.array([trade.loved(name) for name in trade.needs], dtype=object)
        found.append(_part(NEED, who[told], second[told] + 70, loved[need[told]]))
    return found


def _part(question: int, who: np.ndarray, second: np.ndarray, answer: np.ndarray, survey: int = 0) -> tuple[np.ndarray, ...]:
    return np.full(len(who), survey), np.full(len(who), question), who, np.maximum(second, 0), answer.astype(object)


def _after_orders(traits: Traits, orders: Bought, almanac: Almanac, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """A word on the purchase, a day or two later."""
    at = np.flatnonzero((orders.day >= almanac.days - KEPT_DAYS) & ~orders.cancelled & (rng.random(len(orders.who)) < AFTER_ORDER))
    stars = np.where(orders.upset[at], 1, ratings(traits.warmth[orders.who[at]], rng))
    second = waking(orders.day[at] * DAY + orders.second[at] + rng.integers(DAY // 2, 2 * DAY, len(at)))
    return _part(CONTENT, orders.who[at], second, stars.astype(str), survey=1)


def _comments(question: np.ndarray, answer: np.ndarray, rng: np.random.Generator) -> pa.Array:
    """A short remark on some of the scores."""
    score = np.array([int(text) if text.isdigit() else -1 for text in answer], dtype=np.int64)
    lists = (PROMOTERS, PASSIVES, DETRACTORS)
    of = np.select([score >= 9, score >= 7], [0, 1], 2)
    opens, sizes = np.cumsum([0, *(len(one) for one in lists)]), np.array([len(one) for one in lists])
    words = np.array([text for one in lists for text in one], dtype=object)[opens[of] + rng.integers(0, sizes[of])]
    speaks = (question == RECOMMEND) & (rng.random(len(score)) < COMMENTS)
    return pa.array(np.where(speaks, words, ""), pa.string())
