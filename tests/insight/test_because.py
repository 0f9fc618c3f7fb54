"""Why: sentences with the customer's own numbers, for each way of coming to a class."""

from __future__ import annotations

import datetime as dt

import pytest

from regulars.insight.because import because
from regulars.rules import Compare
from regulars.schemes import all_schemes
from regulars.vocabulary import FEATURES

SCHEMES = {scheme.id: scheme for scheme in all_schemes()}
NUMBERS = {
    "orders": 9,
    "purchases": 8,
    "purchases_365d": 7,
    "spend_365d": 98_412_000,
    "spend_365d_pct": 94,
    "spend_pct": 97,
    "is_frequent": True,
    "return_chance": 0.81,
    "chance_left": 0.96,
    "windows_silent": 0.2,
    "days_since_last": 6,
    "lines": 30,
    "known_fields": 5,
    "known_days": 300,
}


def row(**changes: object) -> dict[str, object]:
    """A regular's profile and classes, with some things changed."""
    found = dict.fromkeys(FEATURES) | NUMBERS | changes
    for id in ("lifecycle", "needs"):
        found[id] = found.get(id) or SCHEMES[id].class_of(found)
    return found


def why(scheme: str, **changes: object):
    name = changes.pop("name", "Cô Lan")
    return because(
        row(**changes), SCHEMES[scheme], customer_id="KH01", name=name, as_of=dt.date(2026, 11, 20), currency="VND", classes=SCHEMES
    )


def test_a_class_by_numbers_says_the_numbers_and_the_bars():
    said = why("ladder")
    assert said.class_id == "key_account"
    assert said.sentence("vi") == (
        "Cô Lan là Khách hàng chủ chốt vì mua thường xuyên hơn hẳn phần đông khách quay lại và chi tiêu 365 ngày cao hơn 94\u00a0% "
        "người mua đang hoạt động (từ 90\u00a0% trở lên)."
    )
    assert said.sentence("en") == (
        "Cô Lan is Key account: buys as often as the top fifth of repeat buyers and 365-day spend above 94% of active buyers (90% or more)."
    )


def test_a_customer_without_a_name_is_called_by_their_id():
    assert why("ladder", name=None).sentence("vi").startswith("Khách KH01 là ")
    assert why("ladder", name=None).sentence("en").startswith("Customer KH01 is ")


def test_those_who_never_bought_are_told_in_words_not_as_nought():
    said = why("lifecycle", purchases=0, orders=0)
    assert said.sentence("vi") == "Cô Lan là Chưa mua vì chưa mua lần nào."
    assert said.sentence("en") == "Cô Lan is Not yet a buyer: no purchase yet."


def test_of_alternatives_the_one_that_held_is_told():
    by_chance = why("lifecycle", return_chance=0.05, chance_left=0.1, windows_silent=5.0)
    assert by_chance.class_id == "lost"
    assert {fact.feature for fact in by_chance.facts} == {"return_chance", "chance_left"}
    by_silence = why("lifecycle", return_chance=None, chance_left=None, windows_silent=5.0)
    assert by_silence.class_id == "lost"
    assert {fact.feature for fact in by_silence.facts} == {"return_chance", "windows_silent"}
    assert "5 kỳ mua lại" in by_silence.sentence("vi")


def test_a_class_that_depends_on_another_says_its_name():
    said = why("frequency")
    assert said.class_id == "super"
    assert "vòng đời khách hàng là Đang mua" in said.sentence("vi")
    assert "lifecycle is Active" in said.sentence("en")


def test_the_class_of_everyone_else_says_what_kept_them_from_those_above():
    said = why("ladder", is_frequent=False, spend_365d_pct=40)
    assert said.class_id == "rebuy"
    assert said.facts == ()
    assert [rule.class_id for rule in said.failed_above] == ["outside", "suspect", "prospect", "first_buy", "key_account", "frequent"]
    assert "chưa mua thường xuyên" in said.sentence("vi")
    assert "does not buy often yet" in said.sentence("en")


@pytest.mark.parametrize(("scheme", "class_id"), [("age_group", "unknown"), ("price", "unknown"), ("nps_group", "unknown")])
def test_the_class_of_those_not_known_says_what_is_not_known(scheme, class_id):
    said = why(scheme)
    assert said.class_id == class_id
    for lang in ("vi", "en"):
        assert any(fact.value is None and FEATURES[fact.feature].null.of(lang) in said.sentence(lang) for fact in said.facts)


CHANGED = (
    {},
    {"purchases": 0, "orders": 0, "is_frequent": False, "windows_silent": None, "return_chance": None, "chance_left": None},
    {"purchases": 1, "orders": 1, "is_frequent": False, "windows_silent": 0.1, "known_days": 3},
    {"return_chance": None, "chance_left": None, "is_frequent": None, "spend_365d_pct": None, "spend_pct": None},
    {"return_chance": 0.2, "chance_left": 0.3, "promo_order_share": 0.9, "age": 15, "nps": 3, "complaints_180d": 2, "open_complaints": 1},
    {
        "promo_order_share": 0.1,
        "age_min": 25,
        "age_max": 40,
        "recency_score": 5,
        "frequency_score": 5,
        "monetary_score": 4,
        "province": "Huế",
    },
    {"purchases_365d": 0, "spend_365d_pct": 0, "return_chance": 0.01, "chance_left": 0.02, "expected_spend_365d_pct": 80},
)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("changes", CHANGED, ids=range(len(CHANGED)))
def test_every_sentence_is_whole_in_both_languages_and_agrees_with_the_class(scheme, changes):
    said = why(scheme, **changes)
    assert said.class_id == SCHEMES[scheme].class_of(row(**changes))
    assert all(fact.holds for fact in said.facts)
    for lang in ("vi", "en"):
        text = said.sentence(lang)
        assert said.class_.name.of(lang) in text
        assert text.endswith(".")
        assert not any(wrong in text for wrong in ("None", "nan", "{", "}", "  ", "..", "luôn biết", "always known"))
    above = [entry.id for entry in SCHEMES[scheme].classes]
    assert [rule.class_id for rule in said.failed_above] == above[: len(said.failed_above)]
    assert all(not fact.holds for rule in said.failed_above for fact in rule.facts)


def test_the_answer_as_data_has_the_contracts_keys():
    data = why("ladder").to_data("vi")
    contract = ("customer_id", "scheme", "class", "sentence", "facts", "failed_above", "since", "cause", "next_up", "slips")
    assert set(contract) <= data.keys()
    assert data["class"] == "key_account"
    assert {"feature": "spend_365d_pct", "value": 94, "op": ">=", "bar": 90, "holds": True} in data["facts"]
    assert data["failed_above"][0]["class"] == "outside"
    assert Compare("spend_365d_pct", ">=", 90) in SCHEMES["ladder"].classes[4].rule.rules


def test_money_is_said_in_the_shops_currency_with_its_bar():
    from regulars import c, everyone
    from regulars.insight.because import Because  # the sentence of a scheme that a shop might write
    from regulars.scheme import Class, Scheme
    from regulars.words import Words

    nothing = Words("", "")
    big = Class("big", Words("Lớn", "Big"), c.spend_365d >= 50_000_000, nothing, nothing, "fresh")
    own = Scheme(
        "own", Words("Của tiệm", "Own"), nothing, (big, Class("rest", Words("Còn lại", "Rest"), everyone, nothing, nothing, "slight"))
    )
    said = because(row(), own, customer_id="KH01", name="Cô Lan", as_of=dt.date(2026, 11, 20), currency="VND", classes=SCHEMES)
    assert isinstance(said, Because)
    assert said.sentence("vi") == "Cô Lan là Lớn vì đã chi 98,4\u00a0triệu\u00a0₫ trong 365 ngày (từ 50.000.000\u00a0₫ trở lên)."
