"""Every feature: what can be known about a customer, its kind, clock, domain, when it is null, and its words in vi and en."""

from __future__ import annotations

import difflib

from regulars.errors import NotFound
from regulars.vocabulary.buying import BUYING
from regulars.vocabulary.knowing import KNOWING
from regulars.vocabulary.standing import STANDING
from regulars.vocabulary.value import CLOCKS, COMPARISONS, KINDS, NUMBERS, Feature, define, ibis_type, literal, say_fact, say_value
from regulars.words import Words

FAMILIES: tuple[tuple[str, Words], ...] = (
    ("orders", Words("Đơn hàng", "Orders")),
    ("rhythm", Words("Nhịp mua", "Rhythm")),
    ("spend", Words("Chi tiêu", "Spend")),
    ("price", Words("Giá và ưu đãi", "Price and deals")),
    ("standing", Words("Thứ hạng", "Standing")),
    ("basket", Words("Giỏ hàng", "Basket")),
    ("outlook", Words("Triển vọng", "Outlook")),
    ("decision", Words("Cách quyết định", "Decision")),
    ("feeling", Words("Cảm nhận", "Feeling")),
    ("person", Words("Con người", "Person")),
    ("reach", Words("Liên lạc được", "Reach")),
    ("advocacy", Words("Giới thiệu", "Advocacy")),
    ("knowledge", Words("Hiểu biết về khách", "Knowledge")),
)
FEATURES: dict[str, Feature] = {feature.name: feature for feature in (*BUYING, *STANDING, *KNOWING)}


def nearest(name: str, names: tuple[str, ...] | None = None, count: int = 3) -> list[str]:
    """Up to `count` names most like this one, best first: features unless other `names` are given."""
    return difflib.get_close_matches(name.lower(), names if names is not None else tuple(FEATURES), count, 0.5)


def feature(name: str) -> Feature:
    """The feature of that name; `NotFound` with the nearest names where there is none."""
    if name in FEATURES:
        return FEATURES[name]
    close = ", ".join(nearest(name))
    did_you_mean = Words(f"Có phải là: {close}?", f"Did you mean: {close}?")
    todo = did_you_mean if close else Words("Xem danh sách đặc điểm.", "See the list of features.")
    raise NotFound(Words(f"Không có đặc điểm nào tên “{name}”.", f"There is no feature called “{name}”."), seen=name, todo=todo)


__all__ = [
    "CLOCKS",
    "COMPARISONS",
    "FAMILIES",
    "FEATURES",
    "KINDS",
    "NUMBERS",
    "Feature",
    "define",
    "feature",
    "ibis_type",
    "literal",
    "nearest",
    "say_fact",
    "say_value",
]
