"""What are the shop's own cut points worth, in its money and its days?"""

from __future__ import annotations

from collections.abc import Iterable

from regulars.insight.spoken import days, figure, sum_of
from regulars.models.bars import Bars
from regulars.rules import Compare, Rule, leaves
from regulars.words import Words

_SPEND_365D = Words(
    "Chi tiêu cao hơn {rank} % người mua đang hoạt động: trên {worth} trong 365 ngày.",
    "Spend above {rank}% of active buyers: over {worth} in 365 days.",
)
_PURCHASES_365D = Words(
    "Mua nhiều hơn {rank} % người mua đang hoạt động: trên {worth} lần trong 365 ngày.",
    "Purchases above {rank}% of active buyers: more than {worth} in 365 days.",
)
_SPEND = Words(
    "Chi tiêu từ trước đến nay cao hơn {rank} % người mua: trên {worth}.", "Lifetime spend above {rank}% of buyers: over {worth}."
)

# feature -> (the scale it is read from, whether it is money, how its bar is said)
RANKED = {
    "spend_365d_pct": ("spend_365d", True, _SPEND_365D),
    "purchases_365d_pct": ("purchases_365d", False, _PURCHASES_365D),
    "spend_pct": ("spend", True, _SPEND),
}
RHYTHM = frozenset({"return_chance", "chance_left", "windows_silent"})


def in_force(rules: Iterable[Rule], bars: Bars, currency: str) -> list[Words]:
    """One sentence for every fitted number the rules lean on, in the order they are met; nothing for those not fitted."""
    said = [_said(leaf, bars, currency) for rule in rules for leaf in leaves(rule)]
    return list(dict.fromkeys(words for words in said if words is not None))


def _said(leaf: object, bars: Bars, currency: str) -> Words | None:
    feature = getattr(leaf, "feature", None)
    if feature == "is_frequent" and bars.frequent_from:
        return Words("Mua thường xuyên: từ {n} lần trong 365 ngày.", "Frequent: {n} purchases or more in 365 days.").filled(
            n=figure(bars.frequent_from)
        )
    if feature in RHYTHM:
        return Words(
            "Một kỳ mua lại của tiệm dài {window}; khách thường mua cách nhau {gap}.",
            "The shop's return window is {window}: the usual gap between purchases is {gap}.",
        ).filled(window=days(bars.window), gap=days(bars.base_gap))
    if feature in RANKED and isinstance(leaf, Compare) and isinstance(leaf.value, int | float):
        return _ranked(feature, leaf.value, bars, currency)
    return None


def _ranked(feature: str, rank: float, bars: Bars, currency: str) -> Words | None:
    name, is_money, words = RANKED[feature]
    scale = bars.scales.get(name)
    cut = scale.value_at(int(rank)) if scale else None
    if cut is None:
        return None
    return words.filled(rank=figure(rank), worth=sum_of(cut, currency) if is_money else figure(cut))
