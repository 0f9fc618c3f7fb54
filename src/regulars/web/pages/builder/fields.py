"""The controls of a condition: which comparisons a feature has, how they are said, and what stands in its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from regulars.edition import Edition
from regulars.rules import Known, lookup
from regulars.scheme import Scheme
from regulars.vocabulary import FAMILIES, FEATURES, Feature
from regulars.words import LANGUAGES, Words

MISSING, KNOWN, ONE_OF = "missing", "known", "in"
UNVALUED = (MISSING, KNOWN)

SCHEMES = Words("Phân loại", "Classes")
YES, NO = Words("Có", "Yes"), Words("Không", "No")
AGREED, REFUSED = Words("Đồng ý", "Agreed"), Words("Không đồng ý", "Refused")
CHOOSE = Words("Chọn điều kiện", "Choose a condition")

# Names for the narrow list of conditions, where the words of the vocabulary are a whole clause.
SHORT = {
    "first_is_first": Words("Đúng là lần mua đầu", "First purchase known"),
    "lateness": Words("Im lặng so với nhịp mua", "Silence in usual gaps"),
    "return_chance": Words("Cơ hội mua lại", "Chance to return"),
    "chance_left": Words("Phần cơ hội còn lại", "Chance to return left"),
    "windows_silent": Words("Im lặng tính bằng kỳ mua lại", "Silence in return windows"),
    "spend_365d_pct": Words("Hạng chi tiêu 365 ngày", "365-day spend rank"),
    "purchases_365d_pct": Words("Hạng số lần mua 365 ngày", "365-day purchases rank"),
    "margin_365d_pct": Words("Hạng lãi gộp 365 ngày", "365-day margin rank"),
    "spend_pct": Words("Hạng tổng chi tiêu", "Lifetime spend rank"),
    "expected_spend_365d_pct": Words("Hạng chi tiêu dự kiến", "Expected spend rank"),
    "revenue_share_above": Words("Doanh thu của người chi hơn", "Revenue from bigger buyers"),
    "top_category_share": Words("Phần chi cho nhóm hàng nhất", "Spend share of top category"),
    "p_alive": Words("Xác suất vẫn còn là khách", "Probability of being a customer"),
    "p_order_30d": Words("Xác suất mua trong 30 ngày", "Probability to buy in 30 days"),
    "p_order_60d": Words("Xác suất mua trong 60 ngày", "Probability to buy in 60 days"),
    "p_order_90d": Words("Xác suất mua trong 90 ngày", "Probability to buy in 90 days"),
    "p_order_next": Words("Xác suất mua kỳ tới", "Probability to buy next window"),
    "fits_persona": Words("Hợp chân dung khách", "Fits the shop's portrait"),
    "referrals_365d": Words("Khách mới đã giới thiệu", "New buyers brought"),
    "email_allowed": Words("Nhận e-mail", "E-mail"),
    "sms_allowed": Words("Nhận tin SMS", "Text messages"),
    "zalo_allowed": Words("Nhận tin Zalo", "Zalo messages"),
    "ads_allowed": Words("Nhận quảng cáo riêng", "Targeted ads"),
    "top_category": Words("Mua nhiều nhất", "Mostly buys"),
    "first_category": Words("Lần đầu mua", "First bought"),
}

# How a comparison is said before its field, and behind it.
_IS_KNOWN = {MISSING: Words("chưa biết", "is not known"), KNOWN: Words("đã biết", "is known")}
_EQUAL = {"=": Words("là", "is"), "!=": Words("không phải", "is not")}
_NUMBER = {
    ">=": Words("từ", "at least"),
    ">": Words("trên", "more than"),
    "<=": Words("nhiều nhất", "at most"),
    "<": Words("dưới", "under"),
    "=": Words("đúng", "exactly"),
    "!=": Words("khác", "other than"),
}
# Among buyers one stands above so many per cent of them.
_STANDING = {
    ">=": Words("cao hơn", "above"),
    ">": Words("cao hơn quá", "above more than"),
    "<=": Words("cao hơn nhiều nhất", "above at most"),
    "<": Words("cao hơn chưa đến", "above fewer than"),
    "=": Words("cao hơn đúng", "above exactly"),
    "!=": Words("cao hơn, khác", "above, other than"),
}
OPERATORS: Mapping[str, Mapping[str, Words]] = {
    "number": {**_NUMBER, **_IS_KNOWN},
    "standing": {**_STANDING, **_IS_KNOWN},
    "flag": {**_EQUAL, **_IS_KNOWN},
    "text": {**_EQUAL, ONE_OF: Words("là một trong", "is one of"), **_IS_KNOWN},
}
BEHIND = {("number", ">="): Words("trở lên", "")}


def sort(feature: Feature) -> str:
    """Which comparisons a feature has: those of a `number`, a `flag`, a `text`, or of a `standing` among buyers."""
    if feature.kind in ("flag", "text"):
        return feature.kind
    return "standing" if feature.kind == "percentile" and feature.family == "standing" else "number"


def operators(feature: Feature, chosen: str) -> list[tuple[str, Words]]:
    """The comparisons to choose from. What is always known is not asked for; that a flag is not what it is, only where a rule says so already."""
    left_out = set() if feature.nullable else set(UNVALUED)
    left_out |= {"!="} if feature.kind == "flag" else set()
    return [(op, words) for op, words in OPERATORS[sort(feature)].items() if op not in left_out or op == chosen]


def first_operator(feature: Feature) -> str:
    """The comparison that a feature begins with."""
    return "=" if sort(feature) in ("flag", "text") else ">="


def labels(feature: Feature, lang: str) -> dict[str, str]:
    """The values of a feature whose values are known, by what a rule calls them; empty for open texts and numbers."""
    if feature.kind == "flag":
        yes, no = (AGREED, REFUSED) if feature.name.endswith("_allowed") else (YES, NO)
        return {"true": yes.of(lang), "false": no.of(lang)}
    return {value: capital(label.of(lang)) for value, label in zip(feature.values or (), feature.labels, strict=True)}


def capital(text: str) -> str:
    """A text with a capital first letter, for it stands alone."""
    return text[:1].upper() + text[1:]


def name(feature: Feature, lang: str) -> str:
    """A feature by its words, as an entry of a list."""
    return SHORT.get(feature.name, Words(*(capital(feature.words.of(each)) for each in LANGUAGES))).of(lang)


@dataclass(frozen=True)
class Choices:
    """What conditions may ask about in a shop: its schemes, then every feature by family."""

    known: Known
    schemes: tuple[Scheme, ...]

    def feature(self, name: str) -> Feature | None:
        return lookup(name, self.known) if name else None

    def groups(self, lang: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Families with the names of what is in them."""
        yield SCHEMES.of(lang), [(scheme.id, capital(scheme.name.of(lang))) for scheme in self.schemes]
        for family, words in FAMILIES:
            yield words.of(lang), [(each.name, name(each, lang)) for each in FEATURES.values() if each.family == family]


@lru_cache(maxsize=16)
def options(choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...], empty: str) -> Markup:
    """The entries of the list of features as HTML: the same for every condition of a shop, so written once."""
    entry, group = Markup('<option value="{}">{}</option>'), Markup('<optgroup label="{}">{}</optgroup>')
    groups = (group.format(family, Markup("").join(entry.format(*each) for each in within)) for family, within in choices)
    return entry.format("", empty) + Markup("").join(groups)


def chosen_among(entries: Markup, value: str) -> Markup:
    """The same entries with one chosen."""
    mark = Markup('value="{}"').format(value)
    return Markup(entries.replace(mark, mark + " selected", 1))  # both are Markup already


def choices_of(edition: Edition) -> Choices:
    """What conditions may ask about in the shop of an edition."""
    return Choices(edition.known, edition.schemes)


def entries(choices: Choices, lang: str) -> Markup:
    """The list of features of a shop in one language."""
    return options(tuple((family, tuple(within)) for family, within in choices.groups(lang)), CHOOSE.of(lang))


def suggestions(edition: Edition, feature: Feature, lang: str, chosen: Sequence[str]) -> list[tuple[str, str]]:
    """The values to choose from: those of a closed feature, the most frequent of an open text; what a rule says already is always among them."""
    found = labels(feature, lang) or {value: value for value in edition.values_of(feature.name)}
    return list({**found, **{value: value for value in chosen if value and value not in found}}.items())
