"""What every scheme must be: complete, exclusive, explained in both languages, and the law of SCHEMES.md §3 to the letter."""

import inspect
import itertools
import random
import re
import unicodedata

import ibis
import pytest

from regulars.rules import features_of, leaves, matches, say
from regulars.scheme import COLOURS, known_schemes, order, scheme_from_data
from regulars.schemes import DISPLAYED, all_schemes, makers
from regulars.schemes.needs import needs
from regulars.schemes.premium import premium
from regulars.schemes.region import region
from regulars.vocabulary import FEATURES, ibis_type

SCHEMES = all_schemes()
BY_ID = {scheme.id: scheme for scheme in SCHEMES}
KNOWN = known_schemes(SCHEMES)
FITTED = (
    needs(clusters=(("coffee", "Cà phê"), ("tea", "Trà"))),
    premium(by="margin"),
    region(groups=(("north", "Miền Bắc", ("Hà Nội", "Hải Phòng")), ("rest", "Còn lại", ("Huế",)))),
)

every_scheme = pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.id)
every_shape = pytest.mark.parametrize("scheme", [*SCHEMES, *FITTED], ids=lambda scheme: scheme.id)

# SCHEMES.md §3: name, classes in order of test.
LAW = {
    "ladder": ("6 cấp độ khách hàng", "The customer ladder", "outside suspect prospect first_buy key_account frequent rebuy"),
    "lifecycle": ("Vòng đời khách hàng", "Lifecycle", "prospect new lost lapsed slipping active"),
    "value": ("4 nhóm giá trị", "Four value groups", "none former negative loyal small potential"),
    "frequency": ("Tần suất mua", "Purchase frequency", "none super low middle"),
    "premium": ("Khách hàng cao cấp", "Premium customers", "none elite premium lost_premium standard"),
    "benefit": ("Lợi ích mang lại", "Benefit to the business", "none star keep grow basic"),
    "decision": ("Tâm lý mua hàng", "How they decide", "immediate hesitant researcher hesitant researcher immediate unknown browsing"),
    "age_group": ("Độ tuổi", "Age group", "unknown child youth middle elderly unknown"),
    "needs": ("Nhu cầu thực tế", "Actual needs", "unknown mixed unknown"),
    "region": (
        "Khu vực",
        "Region",
        "unknown nearby northern_midlands red_river_delta central_coast central_highlands southeast mekong_delta other",
    ),
    "familiarity": ("Nhóm ngẫu nhiên", "How well we know them", "new thin diverse known"),
    "rfm": (
        "RFM, 11 nhóm",
        "RFM, 11 groups",
        "none champions loyal potential_loyalist new_customers promising need_attention about_to_sleep at_risk cannot_lose hibernating "
        "lost",
    ),
    "rfm6": ("RFM, 6 nhóm", "RFM, 6 groups", "none champions loyal recent needs_attention at_risk inactive"),
    "churn": ("Nguy cơ rời bỏ", "Churn risk", "none unknown high medium low"),
    "nps_group": ("Người giới thiệu", "Promoters", "unknown promoter passive detractor"),
    "price": ("Độ nhạy giá", "Price sensitivity", "none unknown deal_seeker mixed full_price"),
    "influence": ("Người ảnh hưởng", "Influence", "critic advocate promoter silent"),
}
CLASS_NAMES = {
    ("lifecycle", "prospect"): ("Chưa mua", "Not yet a buyer"),
    ("lifecycle", "new"): ("Mới mua", "New"),
    ("lifecycle", "lost"): ("Đã mất", "Lost"),
    ("lifecycle", "lapsed"): ("Đã rời", "Lapsed"),
    ("lifecycle", "slipping"): ("Đang rời", "Slipping"),
    ("lifecycle", "active"): ("Đang mua", "Active"),
    ("frequency", "none"): ("Chưa mua", "Not yet a buyer"),
    ("frequency", "super"): ("Siêu rút", "Super-rush"),
    ("frequency", "low"): ("Thấp rút", "Low-rush"),
    ("frequency", "middle"): ("Vừa rút", "In between"),
    ("value", "former"): ("Đã mất", "Former"),
    ("value", "negative"): ("Khách hàng tiêu cực (có thể rời bỏ)", "At risk of leaving"),
    ("value", "loyal"): ("Khách hàng trung thành", "Loyal"),
    ("value", "small"): ("Giá trị nhỏ", "Small value"),
    ("value", "potential"): ("Tiềm năng lớn", "High potential"),
    ("ladder", "outside"): ("Ngoài chân dung", "Outside the portrait"),
    ("ladder", "suspect"): ("Người có khả năng mua", "Suspect"),
    ("ladder", "prospect"): ("Khách hàng mục tiêu", "Prospect"),
    ("ladder", "first_buy"): ("Mua lần đầu", "First-time buyer"),
    ("ladder", "key_account"): ("Khách hàng chủ chốt", "Key account"),
    ("ladder", "frequent"): ("Mua thường xuyên", "Frequent buyer"),
    ("ladder", "rebuy"): ("Mua lặp lại", "Repeat buyer"),
    ("premium", "elite"): ("Nhóm dẫn đầu", "Elite"),
    ("premium", "premium"): ("Cao cấp", "Premium"),
    ("premium", "lost_premium"): ("Cao cấp đã mất", "Lost premium"),
    ("premium", "standard"): ("Thông thường", "Standard"),
    ("decision", "hesitant"): ("Chần chừ", "Hesitant"),
    ("decision", "researcher"): ("Tìm hiểu kỹ", "Researcher"),
    ("decision", "immediate"): ("Mua tức thì", "Immediate"),
    ("decision", "unknown"): ("Chưa rõ", "Not yet known"),
    ("decision", "browsing"): ("Đang xem", "Browsing"),
    ("familiarity", "new"): ("Mới", "New"),
    ("familiarity", "thin"): ("Thiếu thông tin", "Too little known"),
    ("familiarity", "diverse"): ("Đa dạng", "Diverse"),
    ("familiarity", "known"): ("Đã rõ", "Known"),
}
BETTER = {
    "lifecycle": {("lost", "lapsed", "slipping", "active")},
    "frequency": {("low", "middle", "super")},
    "value": {("small", "potential", "loyal"), ("negative", "loyal")},
    "ladder": {("suspect", "prospect", "first_buy", "rebuy", "frequent", "key_account")},
    "premium": {("standard", "premium", "elite")},
}
# The numbers in square brackets.
BRACKETS = {
    "lifecycle": {
        "new_within": 0.5,
        "lost_below": 0.1,
        "lost_left": 0.4,
        "lost_windows": 4,
        "lapsed_below": 0.3,
        "lapsed_left": 0.6,
        "lapsed_windows": 2,
        "slipping_below": 0.6,
        "slipping_left": 0.8,
        "slipping_windows": 1,
    },
    "frequency": {"low_below": 4},
    "value": {"sentiment_below": -0.3, "loyal_from": 60, "deals_from": 0.8, "small_below": 80},
    "ladder": {"key_from": 90},
    "premium": {"elite_from": 90, "premium_from": 80, "lost_from": 80},
    "benefit": {"value_from": 70, "potential_from": 70},
    "decision": {"abandoned_from": 2, "slow_hours": 24, "views_from": 12, "visits_from": 2},
    "age_group": {"youth_from": 16, "middle_from": 31, "elderly_from": 60},
    "needs": {"lines_from": 3, "unusual_above": 95},
    "region": {"near_km": 10},
    "familiarity": {"new_days": 30, "known_from": 4},
    "churn": {"high_below": 0.33, "medium_below": 0.67},
    "price": {"deals_from": 0.8, "mixed_from": 0.2},
}
# LOOK.md §3.
COLOUR_TABLE = {
    "ladder": {
        "r1": "suspect",
        "r2": "prospect",
        "r3": "first_buy",
        "r4": "rebuy",
        "r5": "frequent",
        "r6": "key_account",
        "slight": "outside",
    },
    "lifecycle": {"slight": "prospect", "fresh": "new", "well": "active", "slipping": "slipping", "leaving": "lapsed", "gone": "lost"},
    "value": {"well": "loyal", "fresh": "potential", "slight": "small none", "leaving": "negative", "gone": "former"},
    "frequency": {"slight": "none", "r2": "low", "r4": "middle", "r6": "super"},
    "premium": {"slight": "none", "r2": "standard", "r4": "premium", "r6": "elite", "leaving": "lost_premium"},
    "benefit": {"slight": "none", "r1": "basic", "r3": "grow", "r4": "keep", "r6": "star"},
    "churn": {"well": "low", "slipping": "medium", "leaving": "high", "slight": "unknown none"},
    "rfm": {
        "slight": "none",
        "r6": "champions",
        "r5": "loyal",
        "r4": "potential_loyalist",
        "fresh": "new_customers promising",
        "slipping": "need_attention about_to_sleep",
        "leaving": "at_risk cannot_lose",
        "gone": "hibernating lost",
    },
    "rfm6": {
        "slight": "none",
        "r6": "champions",
        "r5": "loyal",
        "fresh": "recent",
        "slipping": "needs_attention",
        "leaving": "at_risk",
        "gone": "inactive",
    },
    "nps_group": {"well": "promoter", "slight": "passive unknown", "leaving": "detractor"},
    "influence": {"well": "promoter advocate", "slight": "silent", "leaving": "critic"},
    "price": {"r6": "full_price", "r4": "mixed", "r2": "deal_seeker", "slight": "unknown none"},
}
NOBODY = dict.fromkeys(FEATURES) | {name: 0 for name in FEATURES if not FEATURES[name].nullable}


def buyer(**known):
    """A customer with five purchases of whom nothing else is known, with these features."""
    return {**NOBODY, "orders": 5, "purchases": 5, "purchases_365d": 5, "lines": 5, **known}


def stands(scheme, row):
    """The class of a row once the schemes its rules name have been asked."""
    for other in order(SCHEMES):
        if other.id in scheme.features():
            row = {other.id: other.class_of(row), **row}
    return scheme.class_of(row)


def random_row(draw):
    return {name: random_value(draw, each) for name, each in FEATURES.items()}


def random_value(draw, each):
    constants = CONSTANTS.get(each.name, [])
    if each.nullable and draw.random() < 0.3:
        return None
    if each.kind == "flag":
        return draw.random() < 0.5
    if each.kind == "text":
        return draw.choice(each.values or [*constants, "khác"])
    value = draw.choice([*constants, 0, 1, 3]) + draw.choice((-1, 0, 0, 1)) * (1 if ibis_type(each.kind).startswith("int") else 0.05)
    low, high = each.minimum, each.maximum
    bounded = min(max(value, value if low is None else low), value if high is None else high)
    return int(bounded) if ibis_type(each.kind).startswith("int") else float(bounded)


def constants_by_feature():
    found = {}
    for scheme in SCHEMES:
        for leaf in (leaf for each in scheme.classes for leaf in leaves(each.rule)):
            values = getattr(leaf, "values", None) or ([leaf.value] if hasattr(leaf, "value") else [])
            found.setdefault(leaf.feature, []).extend(value for value in values if not isinstance(value, bool))
    return found


CONSTANTS = constants_by_feature()


def everything_said(scheme):
    yield from (scheme.name, scheme.question, scheme.page)
    yield from (parameter.words for parameter in scheme.parameters.values())
    for each in scheme.classes:
        yield from (each.name, each.meaning, each.care, *(words for words in (each.short, each.uneven) if words))
    if scheme.needs:
        yield scheme.waiting


def test_there_are_the_seventeen_of_the_law_in_display_order():
    assert [scheme.id for scheme in SCHEMES] == list(DISPLAYED)
    assert set(DISPLAYED) == set(LAW)
    assert [scheme.id for scheme in SCHEMES if scheme.leads] == ["ladder", "lifecycle", "value"]


@every_scheme
def test_name_and_classes_are_those_of_the_law(scheme):
    vi, en, classes = LAW[scheme.id]
    assert (scheme.name.vi, scheme.name.en) == (vi, en)
    assert " ".join(each.id for each in scheme.classes) == classes


@pytest.mark.parametrize(("scheme", "name"), CLASS_NAMES)
def test_classes_are_named_as_in_the_law(scheme, name):
    words = BY_ID[scheme].class_named(name).name
    assert (words.vi, words.en) == CLASS_NAMES[scheme, name]


@every_scheme
def test_parameters_have_the_defaults_in_the_brackets(scheme):
    assert {name: parameter.value for name, parameter in scheme.parameters.items()} == BRACKETS.get(scheme.id, {})


@every_scheme
def test_every_parameter_is_an_argument_and_lies_within_its_bounds(scheme):
    arguments = inspect.signature(makers()[scheme.id]).parameters
    assert all(each.kind is inspect.Parameter.KEYWORD_ONLY for each in arguments.values())
    assert {name for name, each in arguments.items() if isinstance(each.default, int | float)} == set(scheme.parameters)
    for name, parameter in scheme.parameters.items():
        assert parameter.minimum <= parameter.value <= parameter.maximum, name


@every_scheme
def test_every_parameter_moves_a_rule(scheme):
    for name, parameter in scheme.parameters.items():
        other = makers()[scheme.id](**{name: (parameter.value + parameter.maximum) / 2})
        assert [each.rule for each in other.classes] != [each.rule for each in scheme.classes], name


@every_shape
def test_it_is_proven_complete_and_exclusive_with_no_class_out_of_reach(scheme):
    report = scheme.check([other for other in SCHEMES if other.id != scheme.id])
    assert report.errors == ()
    assert report.warnings == ()
    assert report.proven


@every_shape
def test_somebody_of_whom_nothing_is_known_has_a_class(scheme):
    assert stands(scheme, NOBODY) in scheme.class_ids
    assert stands(scheme, {}) in scheme.class_ids


@every_shape
def test_colours_are_tokens_and_the_uncertain_are_slight(scheme):
    assert {each.colour for each in scheme.classes} <= set(COLOURS)
    assert {each.colour for each in scheme.classes if each.id in ("none", "unknown", "mixed", "other") and scheme.id != "price"} <= {
        "slight"
    }


@every_scheme
def test_colours_are_those_of_the_look(scheme):
    table = {name: colour for colour, names in COLOUR_TABLE.get(scheme.id, {}).items() for name in names.split()}
    assert table == {name: scheme.class_named(name).colour for name in table}
    assert not table or set(table) == set(scheme.class_ids)


@every_shape
def test_classes_of_one_scheme_can_be_told_apart(scheme):
    names = [scheme.class_named(name).name for name in scheme.class_ids]
    assert len({name.vi for name in names}) == len(names)
    assert len({name.en for name in names}) == len(names)


@every_scheme
def test_everything_is_said_in_both_languages(scheme):
    for words in everything_said(scheme):
        assert words.vi.strip()
        assert words.en.strip()
        assert words.vi != words.en
        assert unicodedata.is_normalized("NFC", words.vi)
        assert "{" not in words.vi + words.en


@every_scheme
def test_the_shop_speaks_plainly(scheme):
    for words in everything_said(scheme):
        assert "!" not in words.vi + words.en
        assert not re.search(r"\bbạn\b(?! bè)|vui lòng|thành công", words.vi.lower()), words.vi
        assert not re.search(r"\b[a-z0-9]+_[a-z0-9_]+\b", words.vi + words.en), words.en


@every_scheme
def test_names_begin_with_a_capital_and_sentences_end(scheme):
    for each in scheme.classes:
        assert each.name.vi[0] == each.name.vi[0].upper()
        assert all(text.endswith(".") for text in (each.meaning.vi, each.meaning.en, each.care.vi, each.care.en)), each.id
    assert all(text.endswith("?") for text in (scheme.question.vi, scheme.question.en))


@every_scheme
def test_the_page_explains_under_four_headings(scheme):
    assert scheme.page.vi.count("\n\n") == scheme.page.en.count("\n\n") == 3
    assert scheme.page.en.startswith("**What it tells.**")
    assert scheme.page.vi.startswith("**Cho biết gì.**")


@every_shape
def test_its_rules_ask_only_for_what_exists(scheme):
    assert scheme.features() <= FEATURES.keys() | BY_ID.keys()
    assert set(scheme.needs) <= FEATURES.keys()


@every_shape
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_its_rules_can_be_said(scheme, lang):
    for each in scheme.classes:
        said = say(each.rule, lang, known=KNOWN)
        assert said
        assert not [name for name in features_of(each.rule) if "_" in name and name in said]


@every_shape
def test_it_comes_back_from_its_data(scheme):
    assert scheme_from_data(scheme.to_data()) == scheme


@every_scheme
def test_better_is_the_order_of_the_law(scheme):
    assert set(scheme.better) == BETTER.get(scheme.id, set())
    assert {name for chain in scheme.better for name in chain} <= set(scheme.class_ids)


@every_scheme
def test_those_who_stand_aside_are_not_in_the_order(scheme):
    aside = {each.id for each in scheme.classes if each.aside}
    assert not aside & {name for chain in scheme.better for name in chain}


def test_a_scheme_comes_after_those_its_rules_name():
    ids = [scheme.id for scheme in order(SCHEMES)]
    for scheme in SCHEMES:
        assert all(ids.index(name) < ids.index(scheme.id) for name in scheme.features() & BY_ID.keys())


def test_every_way_to_run_the_schemes_gives_the_same_classes():
    draw = random.Random(17)
    rows = [random_row(draw) for _ in range(400)]
    for scheme in order(SCHEMES):
        rows = [{**row, scheme.id: scheme.class_of(row)} for row in rows]
    schema = {name: ibis_type(each.kind) for name, each in FEATURES.items()} | dict.fromkeys(BY_ID, "string")
    table = ibis.memtable({name: [row[name] for row in rows] for name in schema}, schema=schema)
    run = table.select(**{scheme.id: scheme.class_expr(table) for scheme in SCHEMES}).execute()
    for scheme in SCHEMES:
        assert run[scheme.id].tolist() == [row[scheme.id] for row in rows], scheme.id


EXAMPLES = [
    ("lifecycle", {"purchases": 0}, "prospect"),
    ("lifecycle", {"purchases": 1, "windows_silent": 0.5, "return_chance": 0.05, "chance_left": 0.1}, "new"),
    ("lifecycle", {"purchases": 1, "windows_silent": 0.51, "return_chance": 0.05, "chance_left": 0.1}, "lost"),
    ("lifecycle", {"purchases": 2, "windows_silent": 0.2, "return_chance": 0.9, "chance_left": 1.0}, "active"),
    ("lifecycle", {"return_chance": 0.0999, "chance_left": 0.3999}, "lost"),
    ("lifecycle", {"return_chance": 0.10, "chance_left": 0.3}, "lapsed"),
    ("lifecycle", {"return_chance": 0.05, "chance_left": 0.40}, "lapsed"),
    ("lifecycle", {"return_chance": 0.30, "chance_left": 0.5}, "slipping"),
    ("lifecycle", {"return_chance": 0.29, "chance_left": 0.60}, "slipping"),
    ("lifecycle", {"return_chance": 0.60, "chance_left": 0.5}, "active"),
    ("lifecycle", {"return_chance": 0.59, "chance_left": 0.80}, "active"),
    ("lifecycle", {"return_chance": 0.59, "chance_left": 0.79}, "slipping"),
    ("lifecycle", {"windows_silent": 1.0}, "active"),
    ("lifecycle", {"windows_silent": 1.01}, "slipping"),
    ("lifecycle", {"windows_silent": 2.0}, "slipping"),
    ("lifecycle", {"windows_silent": 2.01}, "lapsed"),
    ("lifecycle", {"windows_silent": 4.0}, "lapsed"),
    ("lifecycle", {"windows_silent": 4.01}, "lost"),
    ("lifecycle", {"return_chance": 0.9, "chance_left": 1.0, "windows_silent": 9.0}, "active"),
    ("frequency", {"purchases": 0}, "none"),
    ("frequency", {"is_frequent": True, "lifecycle": "active"}, "super"),
    ("frequency", {"is_frequent": True, "lifecycle": "slipping"}, "middle"),
    ("frequency", {"is_frequent": True, "lifecycle": "slipping", "purchases_365d": 3}, "low"),
    ("frequency", {"is_frequent": None, "purchases_365d": 3}, "low"),
    ("frequency", {"is_frequent": False, "purchases_365d": 4}, "middle"),
    ("value", {"purchases": 0}, "none"),
    ("value", {"lifecycle": "lost", "open_complaints": 1}, "former"),
    ("value", {"lifecycle": "active", "open_complaints": 1}, "negative"),
    ("value", {"lifecycle": "active", "nps": 6, "spend_365d_pct": 99}, "negative"),
    ("value", {"lifecycle": "active", "nps": 7, "spend_365d_pct": 99}, "loyal"),
    ("value", {"lifecycle": "active", "sentiment_180d": -0.3}, "negative"),
    ("value", {"lifecycle": "active", "sentiment_180d": -0.29}, "potential"),
    ("value", {"lifecycle": "slipping", "purchases": 3}, "negative"),
    ("value", {"lifecycle": "lapsed", "purchases": 3}, "negative"),
    ("value", {"lifecycle": "slipping", "purchases": 2}, "potential"),
    ("value", {"lifecycle": "active", "spend_365d_pct": 60}, "loyal"),
    ("value", {"lifecycle": "active", "spend_365d_pct": 59}, "potential"),
    ("value", {"lifecycle": "active", "spend_365d_pct": 60, "purchases": 2}, "potential"),
    ("value", {"lifecycle": "active", "spend_365d_pct": 60, "promo_order_share": 0.79}, "loyal"),
    ("value", {"lifecycle": "active", "spend_365d_pct": 60, "promo_order_share": 0.8}, "small"),
    ("value", {"lifecycle": "active", "spend_365d_pct": 79, "promo_order_share": 0.8, "orders": 2}, "small"),
    ("value", {"lifecycle": "active", "spend_365d_pct": 79, "promo_order_share": 0.8, "orders": 1}, "potential"),
    ("value", {"lifecycle": "active", "spend_365d_pct": 80, "promo_order_share": 0.8}, "potential"),
    ("ladder", {"purchases": 0, "fits_persona": False, "serviceable": True}, "outside"),
    ("ladder", {"purchases": 0, "serviceable": True}, "prospect"),
    ("ladder", {"purchases": 0, "fits_persona": True, "serviceable": False}, "suspect"),
    ("ladder", {"purchases": 0}, "suspect"),
    ("ladder", {"purchases": 1, "fits_persona": False, "is_frequent": False}, "first_buy"),
    ("ladder", {"is_frequent": True, "spend_365d_pct": 90}, "key_account"),
    ("ladder", {"is_frequent": True, "spend_365d_pct": 89}, "frequent"),
    ("ladder", {"is_frequent": False, "spend_365d_pct": 99}, "rebuy"),
    ("ladder", {"is_frequent": None}, "rebuy"),
    ("premium", {"purchases": 0}, "none"),
    ("premium", {"spend_365d_pct": 90}, "elite"),
    ("premium", {"spend_365d_pct": 89}, "premium"),
    ("premium", {"spend_365d_pct": 80}, "premium"),
    ("premium", {"spend_365d_pct": 79, "spend_pct": 99}, "standard"),
    ("premium", {"spend_365d_pct": 0, "spend_pct": 80, "purchases_365d": 0}, "lost_premium"),
    ("premium", {"spend_365d_pct": 0, "spend_pct": 79, "purchases_365d": 0}, "standard"),
    ("benefit", {"purchases": 0}, "none"),
    ("benefit", {"spend_365d_pct": 70, "expected_spend_365d_pct": 70}, "star"),
    ("benefit", {"spend_365d_pct": 70, "expected_spend_365d_pct": 69}, "keep"),
    ("benefit", {"spend_365d_pct": 69, "expected_spend_365d_pct": 70}, "grow"),
    ("benefit", {"spend_365d_pct": 69, "expected_spend_365d_pct": 69}, "basic"),
    ("decision", {"stated_decision": "researcher", "abandoned_carts_90d": 9}, "researcher"),
    ("decision", {"stated_decision": "hesitant"}, "hesitant"),
    ("decision", {"stated_decision": "immediate"}, "immediate"),
    ("decision", {"abandoned_carts_90d": 2, "decision_hours": 1.0}, "hesitant"),
    ("decision", {"carts_90d": 1, "purchases_90d": 0}, "hesitant"),
    ("decision", {"carts_90d": 1, "purchases_90d": 1, "abandoned_carts_90d": 1, "visits_90d": 5}, "browsing"),
    ("decision", {"decision_hours": 24.1}, "researcher"),
    ("decision", {"decision_hours": 24.0}, "immediate"),
    ("decision", {"decision_hours": 2.0, "views_per_order": 12.0}, "researcher"),
    ("decision", {}, "unknown"),
    ("decision", {"visits_90d": 1}, "unknown"),
    ("decision", {"visits_90d": 2}, "browsing"),
    ("age_group", {}, "unknown"),
    ("age_group", {"age": 15}, "child"),
    ("age_group", {"age": 16}, "youth"),
    ("age_group", {"age": 30}, "youth"),
    ("age_group", {"age": 31}, "middle"),
    ("age_group", {"age": 59}, "middle"),
    ("age_group", {"age": 60}, "elderly"),
    ("age_group", {"age_max": 15}, "child"),
    ("age_group", {"age_min": 0, "age_max": 17}, "unknown"),
    ("age_group", {"age_min": 19, "age_max": 24}, "youth"),
    ("age_group", {"age_min": 25, "age_max": 34}, "unknown"),
    ("age_group", {"age_min": 45, "age_max": 54}, "middle"),
    ("age_group", {"age_min": 55, "age_max": 64}, "unknown"),
    ("age_group", {"age_min": 65}, "elderly"),
    ("age_group", {"age_min": 16}, "unknown"),
    ("age_group", {"age": 40, "age_min": 19, "age_max": 24}, "middle"),
    ("needs", {"lines": 2, "needs_distance_pct": 99}, "unknown"),
    ("needs", {"lines": 3, "needs_distance_pct": 96}, "mixed"),
    ("needs", {"lines": 3, "needs_distance_pct": 95}, "unknown"),
    ("region", {}, "unknown"),
    ("region", {"province": "Hà Nội", "distance_km": 10.0}, "nearby"),
    ("region", {"province": "Hà Nội", "distance_km": 10.1}, "red_river_delta"),
    ("region", {"distance_km": 25.0}, "other"),
    ("region", {"province": "Thừa Thiên Huế"}, "central_coast"),
    ("region", {"province": "Gia Lai"}, "central_highlands"),
    ("region", {"province": "Bình Định"}, "central_coast"),
    ("region", {"province": "Ohio"}, "other"),
    ("familiarity", {"purchases": 1, "known_days": 29}, "new"),
    ("familiarity", {"purchases": 1, "known_days": 30, "known_fields": 3}, "thin"),
    ("familiarity", {"purchases": 2, "known_days": 5, "known_fields": 3}, "thin"),
    ("familiarity", {"purchases": 2, "known_days": 5, "known_fields": 4}, "known"),
    ("familiarity", {"purchases": 3, "known_fields": 0}, "known"),
    ("familiarity", {"purchases": 5, "needs": "mixed"}, "diverse"),
    ("familiarity", {"purchases": 4, "needs": "mixed"}, "known"),
    ("churn", {"purchases": 0, "p_order_next": 0.9}, "none"),
    ("churn", {}, "unknown"),
    ("churn", {"p_order_next": 0.32}, "high"),
    ("churn", {"p_order_next": 0.33}, "medium"),
    ("churn", {"p_order_next": 0.67}, "low"),
    ("nps_group", {}, "unknown"),
    ("nps_group", {"nps": 6}, "detractor"),
    ("nps_group", {"nps": 7}, "passive"),
    ("nps_group", {"nps": 8}, "passive"),
    ("nps_group", {"nps": 9}, "promoter"),
    ("price", {"purchases": 0}, "none"),
    ("price", {}, "unknown"),
    ("price", {"promo_order_share": 0.8}, "deal_seeker"),
    ("price", {"promo_order_share": 0.79}, "mixed"),
    ("price", {"promo_order_share": 0.2}, "mixed"),
    ("price", {"promo_order_share": 0.19}, "full_price"),
    ("influence", {"nps": 6, "reviews_365d": 1}, "critic"),
    ("influence", {"nps": 6, "complaints_180d": 1}, "critic"),
    ("influence", {"nps": 6}, "silent"),
    ("influence", {"satisfaction": 2.0, "reviews_365d": 1, "referrals_365d": 1}, "critic"),
    ("influence", {"satisfaction": 2.5, "reviews_365d": 1}, "silent"),
    ("influence", {"referrals_365d": 1}, "advocate"),
    ("influence", {"nps": 9, "reviews_365d": 1}, "advocate"),
    ("influence", {"nps": 9, "reviews_365d": 0}, "promoter"),
    ("influence", {}, "silent"),
]


@pytest.mark.parametrize(("scheme", "known", "expected"), EXAMPLES)
def test_examples_on_the_lines_of_the_law(scheme, known, expected):
    assert stands(BY_ID[scheme], buyer(**known)) == expected


RFM = {
    "champions": "555 554 544 545 454 455 445",
    "loyal": "543 444 435 355 354 345 344 335",
    "potential_loyalist": "553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 353 352 351 342 341 333 323",
    "new_customers": "512 511 422 421 412 411 311",
    "promising": "525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313",
    "need_attention": "535 534 443 434 343 334 325 324",
    "about_to_sleep": "331 321 312 221 213 231 241 251",
    "at_risk": "255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 125 124",
    "cannot_lose": "155 154 144 214 215 115 114 113",
    "hibernating": "332 322 233 232 223 222 132 123 122 212 211",
    "lost": "111 112 121 131 141 151",
}
RFM6 = {
    "champions": "333 332 323",
    "loyal": "321 322 331 232 233",
    "recent": "311 312 313 222 223",
    "needs_attention": "213 221 123 132 133",
    "at_risk": "231 212 122 131 211",
    "inactive": "111 112 113 121",
}
MAPS = [
    ("rfm", RFM, 5, ("recency_score", "frequency_score", "monetary_score")),
    ("rfm6", RFM6, 3, ("recency_tier", "frequency_tercile", "monetary_tercile")),
]


@pytest.mark.parametrize(("scheme", "table", "highest", "scores"), MAPS, ids=["rfm", "rfm6"])
def test_every_cell_of_the_map_is_covered_exactly_once_and_as_in_the_law(scheme, table, highest, scores):
    written = [(cell, name) for name, cells in table.items() for cell in cells.split()]
    assert len(written) == len(dict(written)) == highest**3
    for cell in itertools.product(range(1, highest + 1), repeat=3):
        row = buyer(**dict(zip(scores, cell, strict=True)))
        assert BY_ID[scheme].class_of(row) == dict(written)["".join(map(str, cell))], cell


@pytest.mark.parametrize(("scheme", "table", "highest", "scores"), MAPS, ids=["rfm", "rfm6"])
def test_rules_of_different_groups_never_hold_together(scheme, table, highest, scores):
    groups = BY_ID[scheme].classes[1:-1]
    for cell in itertools.product(range(1, highest + 1), repeat=3):
        row = buyer(**dict(zip(scores, cell, strict=True)))
        assert sum(matches(each.rule, row) for each in groups) <= 1, cell


@pytest.mark.parametrize(("scheme", "table", "highest", "scores"), MAPS, ids=["rfm", "rfm6"])
def test_without_any_one_score_there_is_no_group(scheme, table, highest, scores):
    for missing in scores:
        assert BY_ID[scheme].class_of(buyer(**{**dict.fromkeys(scores, 2), missing: None})) == "none"


def test_clusters_of_needs_become_classes():
    fitted = FITTED[0]
    assert fitted.class_ids == ("unknown", "mixed", "coffee", "tea")
    assert fitted.class_of(buyer(needs_cluster="tea", needs_distance_pct=10)) == "tea"
    assert fitted.class_of(buyer(needs_cluster="tea", needs_distance_pct=96)) == "mixed"
    assert fitted.class_of(buyer(needs_cluster=None)) == "unknown"


def test_premium_by_margin_ranks_by_margin():
    assert FITTED[1].class_of(buyer(margin_365d_pct=90, spend_365d_pct=10)) == "elite"
    assert FITTED[1].class_of(buyer(spend_365d_pct=99)) == "standard"


def test_a_shop_may_group_provinces_its_own_way():
    assert FITTED[2].class_of(buyer(province="Hải Phòng")) == "north"
    assert FITTED[2].class_of(buyer(province="Cà Mau")) == "other"
