"""The vocabulary says what SCHEMES.md §2 says, in both languages, and every word of it can be used."""

import re
import unicodedata

import pytest

from regulars.errors import NotFound
from regulars.schemes import all_schemes
from regulars.vocabulary import (
    CLOCKS,
    COMPARISONS,
    FAMILIES,
    FEATURES,
    KINDS,
    NUMBERS,
    feature,
    ibis_type,
    nearest,
    say_fact,
    say_value,
)
from regulars.words import Words

# SCHEMES.md §2, family by family; with the ends of an age band, and the rank by margin that `premium` by margin needs.
LAW = {
    "orders": "orders purchases purchases_365d purchases_90d days_since_first days_since_last first_is_first",
    "rhythm": "gap_days lateness return_chance chance_left windows_silent regularity",
    "spend": "spend spend_365d spend_90d spend_prev_90d average_order_value return_share margin_365d",
    "price": "promo_order_share",
    "standing": "spend_365d_pct purchases_365d_pct spend_pct expected_spend_365d_pct margin_365d_pct recency_score "
    "frequency_score monetary_score recency_tier frequency_tercile monetary_tercile is_frequent revenue_share_above",
    "basket": "lines categories top_category top_category_share first_category needs_cluster needs_distance_pct",
    "outlook": "p_alive p_order_30d p_order_60d p_order_90d p_order_next expected_orders_90d expected_orders_365d expected_spend_365d "
    "next_order_from next_order_to",
    "decision": "visits_90d views_90d searches_90d carts_90d abandoned_carts_90d decision_hours visits_per_order views_per_order "
    "stated_decision stated_need",
    "feeling": "nps satisfaction open_complaints complaints_180d sentiment_180d",
    "person": "age age_min age_max gender province district job_title company distance_km serviceable fits_persona",
    "reach": "email_allowed sms_allowed zalo_allowed ads_allowed messages_30d",
    "advocacy": "referrals_365d reviews_365d",
    "knowledge": "known_fields known_days",
}
ALL = list(FEATURES.values())
SLIDING = {"days_since_first", "days_since_last", "lateness", "return_chance", "chance_left", "windows_silent"}
NEVER_NULL = {"orders", "purchases", "purchases_365d", "purchases_90d", "spend", "spend_365d", "spend_90d", "spend_prev_90d", "lines"}
NUMERIC = [each for each in ALL if each.kind in NUMBERS]


def texts(each):
    yield from (each.words, each.fact, each.meaning, *each.labels, *each.phrases.values(), *([each.one] if each.one else []))
    if each.nullable:
        yield each.null


def test_the_vocabulary_is_the_law_and_nothing_else():
    found = {family: " ".join(each.name for each in ALL if each.family == family) for family in LAW}
    assert {family: set(names.split()) for family, names in found.items()} == {family: set(names.split()) for family, names in LAW.items()}
    assert len(ALL) == sum(len(names.split()) for names in LAW.values())


def test_families_come_in_the_order_of_the_law():
    assert [family for family, _ in FAMILIES] == list(LAW)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_a_feature_is_filed_under_its_own_name_with_a_known_kind_and_clock(each):
    assert FEATURES[each.name] is each
    assert re.fullmatch(r"[a-z][a-z0-9_]*", each.name)
    assert each.kind in KINDS
    assert each.clock in CLOCKS


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_a_feature_has_its_words_in_both_languages(each):
    for words in texts(each):
        assert words.vi.strip()
        assert words.en.strip()
        assert words.vi != words.en
        assert unicodedata.is_normalized("NFC", words.vi + words.en)
    assert each.words.vi[0] == each.words.vi[0].lower() or each.words.vi.startswith("NPS")


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_placeholders_are_the_value_and_nothing_else(each):
    assert all("{" not in text for text in (each.words.vi, each.words.en, each.meaning.vi, each.meaning.en, each.null.vi, each.null.en))
    templates = [each.fact, *each.phrases.values(), *([each.one] if each.one else [])]
    assert all(set(re.findall(r"\{(.*?)\}", text)) <= {"value"} for words in templates for text in (words.vi, words.en))
    assert "{value}" in each.fact.vi
    assert "{value}" in each.fact.en


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_a_domain_is_one_a_value_can_lie_in(each):
    if each.minimum is not None and each.maximum is not None:
        assert each.minimum < each.maximum
    if each.kind in ("flag", "text"):
        assert each.minimum is None
        assert each.maximum is None
    assert len(each.labels) == len(each.values or ())


def test_bounds_are_those_of_the_law():
    bounds = {name: (FEATURES[name].minimum, FEATURES[name].maximum) for name in FEATURES}
    assert bounds["return_chance"] == bounds["promo_order_share"] == (0, 1)
    assert bounds["spend_365d_pct"] == bounds["needs_distance_pct"] == (0, 100)
    assert bounds["recency_score"] == (1, 5)
    assert bounds["monetary_tercile"] == (1, 3)
    assert (bounds["nps"], bounds["satisfaction"], bounds["sentiment_180d"]) == ((0, 10), (1, 5), (-1, 1))
    assert bounds["known_fields"] == (0, 10)
    assert bounds["spend"] == (None, None)


def test_counts_and_money_of_those_who_never_bought_are_zero_not_null():
    assert {each.name for each in ALL if each.family in ("orders", "spend") and not each.nullable} | {"lines"} == NEVER_NULL
    assert not FEATURES["lines"].nullable
    assert FEATURES["days_since_last"].nullable


def test_clocks_are_those_of_the_law():
    assert {each.name for each in ALL if each.family in ("orders", "rhythm") and each.clock == "slides"} == SLIDING
    assert {each.clock for each in ALL if each.family == "standing"} == {"drifts"}
    assert FEATURES["purchases_365d"].clock == "steps"
    assert FEATURES["purchases"].clock == "still"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("count", "int32"), ("percentile", "int32"), ("money", "int64"), ("share", "float64"), ("flag", "boolean"), ("text", "string")],
)
def test_a_kind_has_one_column_type(kind, expected):
    assert ibis_type(kind) == expected


@pytest.mark.parametrize("each", NUMERIC, ids=lambda each: each.name)
@pytest.mark.parametrize("op", COMPARISONS)
def test_every_comparison_of_a_number_can_be_said(each, op):
    phrase = each.phrase(op, 3)
    for lang in ("vi", "en"):
        said = phrase.of(lang, value=say_value(each, 3, lang))
        assert "{" not in said
        assert "  " not in said


def test_comparisons_of_one_feature_are_said_differently():
    for each in NUMERIC:
        said = [each.phrase(op, 3).of(lang, value="3") for lang in ("vi", "en") for op in COMPARISONS]
        assert len(set(said)) == len(said), each.name


@pytest.mark.parametrize(
    ("name", "op", "value", "vi", "en"),
    [
        ("purchases_365d", ">=", 7, "đã mua ít nhất 7 lần trong 365 ngày", "at least 7 purchases in 365 days"),
        ("purchases_365d", "<", 4, "đã mua dưới 4 lần trong 365 ngày", "fewer than 4 purchases in 365 days"),
        ("purchases", "=", 1, "đã mua đúng 1 lần", "exactly 1 purchase"),
        ("purchases", "=", 0, "chưa mua lần nào", "no purchase yet"),
        (
            "spend_365d_pct",
            ">=",
            90,
            "chi tiêu 365 ngày cao hơn 90\u00a0% người mua đang hoạt động",
            "365-day spend above 90% of active buyers",
        ),
        ("is_frequent", "=", False, "chưa mua thường xuyên", "does not buy often yet"),
        ("age", "<", 16, "dưới 16 tuổi", "aged under 16"),
    ],
)
def test_comparisons_read_as_people_speak(name, op, value, vi, en):
    said = [FEATURES[name].phrase(op, value).of(lang, value=say_value(FEATURES[name], value, lang)) for lang in ("vi", "en")]
    assert said == [vi, en]


@pytest.mark.parametrize(
    ("name", "value", "vi", "en"),
    [
        ("spend", 98_412_000, "98.412.000\u00a0₫", "98,412,000\u00a0₫"),
        ("promo_order_share", 0.12, "12\u00a0%", "12%"),
        ("promo_order_share", 0.125, "12,5\u00a0%", "12.5%"),
        ("spend_365d_pct", 84, "84\u00a0%", "84%"),
        ("days_since_last", 21, "21\u00a0ngày", "21\u00a0days"),
        ("days_since_last", 1, "1\u00a0ngày", "1\u00a0day"),
        ("purchases", 1234, "1.234", "1,234"),
        ("lateness", 1.5, "1,5", "1.5"),
        ("distance_km", 3.25, "3,25\u00a0km", "3.25\u00a0km"),
        ("sentiment_180d", -0.3, "−0,3", "−0.3"),
        ("is_frequent", True, "có", "yes"),
        ("gender", "female", "nữ", "female"),
        ("province", "Huế", "Huế", "Huế"),
        ("spend", None, "–", "–"),
        ("lateness", float("nan"), "–", "–"),
    ],
)
def test_values_are_said_with_their_unit(name, value, vi, en):
    assert [say_value(FEATURES[name], value, lang) for lang in ("vi", "en")] == [vi, en]


def test_money_follows_its_currency():
    assert say_value(FEATURES["spend"], 1234567, "en", "USD") == "$12,345.67"


def test_measured_values_are_rounded_but_rule_constants_are_not():
    assert say_value(FEATURES["promo_order_share"], 1 / 3, "en", exact=False) == "33%"
    assert say_value(FEATURES["promo_order_share"], 0.333, "en") == "33.3%"


@pytest.mark.parametrize(
    ("name", "value", "vi", "en"),
    [
        ("purchases_365d", 7, "đã mua 7 lần trong 365 ngày", "7 purchases in 365 days"),
        ("purchases_365d", 1, "đã mua 1 lần trong 365 ngày", "1 purchase in 365 days"),
        ("promo_order_share", 0.12, "12\u00a0% đơn có ưu đãi", "12% of orders on a deal"),
        ("serviceable", False, "ngoài vùng phục vụ", "outside the area we serve"),
        ("age", None, "chưa biết ngày sinh", "birth date unknown"),
        ("first_category", "Trà {xanh}", "lần đầu mua Trà {xanh}", "first bought Trà {xanh}"),
    ],
)
def test_facts_are_clauses_about_one_customer(name, value, vi, en):
    assert [say_fact(FEATURES[name], value, lang) for lang in ("vi", "en")] == [vi, en]


def test_an_unknown_name_is_answered_with_the_nearest():
    assert nearest("purchase_365d")[0] == "purchases_365d"
    with pytest.raises(NotFound) as caught:
        feature("spend_365pct")
    assert "spend_365d_pct" in caught.value.todo.vi


def test_scheme_ids_and_feature_names_share_one_namespace():
    assert not {scheme.id for scheme in all_schemes()} & set(FEATURES)


def test_every_feature_is_used_in_a_scheme_or_can_be_shown():
    """A feature no rule asks about is there to be shown: it then needs a family with a name, a meaning and a fact of its own."""
    used = {name for scheme in all_schemes() for name in (*scheme.features(), *scheme.needs)}
    families = dict(FAMILIES)
    for each in ALL:
        assert each.name in used or (isinstance(families.get(each.family), Words) and each.meaning.vi and each.fact.en), each.name
