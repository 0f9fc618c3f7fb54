"""What is not known of a customer, and the question that would tell: those first of which schemes could make most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regulars.rules import leaves
from regulars.scheme import Scheme
from regulars.words import Words

# Feature -> the question, and what in a row answers it too.
ASKED: dict[str, tuple[Words, tuple[str, ...]]] = {
    "age": (Words("Sinh năm nào?", "In which year were you born?"), ("age_min", "age_max")),
    "province": (Words("Đang sống ở tỉnh, thành nào?", "Which province do you live in?"), ("distance_km",)),
    "nps": (Words("Từ 0 đến 10, có giới thiệu tiệm với người quen không?", "From 0 to 10, would you recommend us?"), ()),
    "satisfaction": (Words("Từ 1 đến 5, hài lòng đến đâu?", "From 1 to 5, how satisfied are you?"), ()),
    "stated_need": (Words("Mua cho nhu cầu nào?", "What do you buy it for?"), ("needs_cluster",)),
    "stated_decision": (Words("Thường quyết ngay hay cân nhắc lâu?", "Do you decide at once, or weigh it up?"), ("decision_hours",)),
    "gender": (Words("Xưng hô thế nào cho đúng?", "How should we address you?"), ()),
    "zalo_allowed": (Words("Có đồng ý nhận tin Zalo không?", "May we write to you on Zalo?"), ()),
    "email_allowed": (Words("Có đồng ý nhận e-mail không?", "May we send you e-mail?"), ()),
}


@dataclass(frozen=True)
class Asking:
    """One thing that is not known: its feature, the question, and the schemes that wait for it."""

    feature: str
    question: Words
    schemes: tuple[Scheme, ...]


def asking(row: Mapping[str, object], schemes: Iterable[Scheme], most: int = 5) -> list[Asking]:
    """What would be worth asking this customer, so many things at most; those for which more schemes wait come first."""
    judged = [scheme for scheme in schemes if row.get(scheme.id) in (None, "unknown", "thin")]
    missing = [name for name, (_, also) in ASKED.items() if all(row.get(each) is None for each in (name, *also))]
    found = [Asking(name, ASKED[name][0], tuple(scheme for scheme in judged if _reads(scheme, name))) for name in missing]
    return sorted(found, key=lambda each: -len(each.schemes))[:most]


def _reads(scheme: Scheme, name: str) -> bool:
    also = {name, *ASKED[name][1]}
    return any(leaf.feature in also for each in scheme.classes for leaf in leaves(each.rule))
