"""By how little did a comparison fail? In purchases, money or points, as far as that can be told."""

from __future__ import annotations

from collections.abc import Callable

from regulars.insight.bars import RANKED
from regulars.insight.deeds import step
from regulars.insight.spoken import days, figure
from regulars.insight.trials import Row
from regulars.models.bars import Bars
from regulars.rules import Fact
from regulars.vocabulary import FEATURES
from regulars.vocabulary.value import decimals
from regulars.words import LANGUAGES, Words, money

SHORT = Words("thiếu {much}", "{much} short")
OVER = Words("dư {much}", "{much} over")
WITH_MONEY = Words("{points} ({money})", "{points} ({money})")
UP, DOWN = (">=", ">"), ("<=", "<")


def distance(fact: Fact, row: Row, bars: Bars | None, currency: str) -> Words | None:
    """`thiếu 1 lần mua`, `thiếu 12 điểm phần trăm (320.000 ₫)`; null where the comparison holds, asks for no amount, or the value is not known."""
    if fact.holds or fact.value is None or fact.feature not in FEATURES:
        return None
    if fact.feature == "is_frequent":
        return _frequent(fact, row, bars)
    if fact.op not in (*UP, *DOWN) or isinstance(fact.value, bool | str) or isinstance(fact.bar, bool | str | tuple) or fact.bar is None:
        return None
    off = abs(fact.bar - fact.value)
    whole = FEATURES[fact.feature].kind in ("count", "percentile", "score", "days", "money")
    much = _much(fact, off + (1 if whole and fact.op in (">", "<") else 0), row, bars, currency)
    return (SHORT if fact.op in UP else OVER).filled(much=much)


def _frequent(fact: Fact, row: Row, bars: Bars | None) -> Words | None:
    """Buying often is a number of purchases in 365 days, by the shop's own bar."""
    bought = row.get("purchases_365d")
    if fact.value or bars is None or bars.frequent_from is None or not isinstance(bought, int):
        return None
    return SHORT.filled(much=_purchases(bars.frequent_from - bought))


def _much(fact: Fact, off: float, row: Row, bars: Bars | None, currency: str) -> Words:
    feature = FEATURES[fact.feature]
    if feature.kind == "percentile":
        lacking, least = _money_to(fact, row, bars), step(currency)
        points = _points(off)
        return WITH_MONEY.filled(points=points, money=_money(-(-lacking // least) * least, currency)) if lacking else points
    if feature.name in ("purchases", "purchases_365d", "purchases_90d"):
        return _purchases(off)
    return _KINDS.get(feature.kind, _number)(off) if feature.kind != "money" else _money(off, currency)


def _money_to(fact: Fact, row: Row, bars: Bars | None) -> int | None:
    """Money from the customer's own sum to above the cut point; null where the rank is not one of money, or of those inactive."""
    name, is_money, _ = RANKED.get(fact.feature, ("", False, None))
    scale = bars.scales.get(name) if bars and is_money else None
    cut = scale.value_at(int(fact.bar) + (fact.op == ">")) if scale and isinstance(fact.bar, int | float) else None
    own = row.get(name)
    if cut is None or not isinstance(own, int) or fact.op not in UP or not row.get("purchases_365d"):
        return None
    return int(cut) + 1 - own if cut >= own else None


def _money(minor: float, currency: str) -> Words:
    return Words(*(money(minor, currency, lang, exact=True) for lang in LANGUAGES))


def _purchases(count: float) -> Words:
    return Words(f"{figure(count).vi} lần mua", f"{figure(count).en} purchase{'' if count == 1 else 's'}")


def _points(points: float) -> Words:
    said = figure(points, decimals(points, 1))
    return Words(f"{said.vi} điểm phần trăm", f"{said.en} point{'' if points == 1 else 's'}")


def _number(value: float) -> Words:
    return figure(value, decimals(value, 2))


_KINDS: dict[str, Callable[[float], Words]] = {"share": lambda off: _points(100 * off), "days": days}
