"""Rules in words."""

from __future__ import annotations

import pytest

from regulars.errors import RuleError
from regulars.rules import c, everyone, parse, said_in_parts, say

SAID = {
    "everyone": ("mọi khách còn lại", "everyone else"),
    "purchases = 0": ("chưa mua lần nào", "no purchase yet"),
    "purchases >= 3": ("đã mua ít nhất 3 lần", "at least 3 purchases"),
    "spend >= 5_000_000": ("đã chi ít nhất 5.000.000\u00a0₫", "at least 5,000,000\u00a0₫ spent in all"),
    "purchases between 3 and 5": ("đã mua từ 3 đến 5 lần", "3 to 5 purchases"),
    "purchases >= 3 and purchases < 8": ("đã mua từ 3 đến dưới 8 lần", "3 to under 8 purchases"),
    "age is missing": ("chưa rõ tuổi", "age not known"),
    "age is not missing": ("đã biết tuổi", "age known"),
    "gender in ('male', 'other')": ("giới tính nam / khác", "gender male / other"),
    "company not in ('A', 'B')": ("nơi làm việc không phải A / B", "company is not A / B"),
    "serviceable = true": ("phục vụ được", "can be served"),
    "serviceable != true": ("ngoài vùng phục vụ", "outside the area we serve"),
    "~(serviceable = true)": ("ngoài vùng phục vụ hoặc chưa rõ", "outside the area we serve or is not known"),
    "not (not (purchases >= 3))": ("đã mua ít nhất 3 lần", "at least 3 purchases"),
    "~(purchases >= 3)": ("đã mua dưới 3 lần", "fewer than 3 purchases"),
    "purchases >= 3 and age < 30 and serviceable = true": (
        "đã mua ít nhất 3 lần, dưới 30 tuổi và phục vụ được",
        "at least 3 purchases, aged under 30 and can be served",
    ),
    "purchases >= 3 or age < 30": ("đã mua ít nhất 3 lần hoặc dưới 30 tuổi", "at least 3 purchases or aged under 30"),
    "purchases >= 3 or (age < 30 and serviceable = true)": (
        "đã mua ít nhất 3 lần; hoặc dưới 30 tuổi và phục vụ được",
        "at least 3 purchases; or aged under 30 and can be served",
    ),
    "(purchases >= 3 or age < 30) and serviceable = true": (
        "đã mua ít nhất 3 lần hoặc dưới 30 tuổi; và phục vụ được",
        "at least 3 purchases or aged under 30; and can be served",
    ),
    "~(purchases >= 3 and age < 30)": (
        "đã mua dưới 3 lần; hoặc từ 30 tuổi trở lên hoặc chưa rõ",
        "fewer than 3 purchases; or aged 30 or over or is not known",
    ),
    "purchases = 0 or (serviceable = true and (purchases >= 3 or age < 30))": (
        "chưa mua lần nào hoặc (phục vụ được; và đã mua ít nhất 3 lần hoặc dưới 30 tuổi)",
        "no purchase yet or (can be served; and at least 3 purchases or aged under 30)",
    ),
}


@pytest.mark.parametrize("text", SAID)
def test_rules_are_said_as_a_shop_owner_says_them(text):
    assert (say(parse(text), "vi"), say(parse(text), "en")) == SAID[text]


def test_money_is_said_in_the_shops_currency():
    assert say(c.spend >= 12345, "en", currency="USD") == "at least $123.45 spent in all"


def test_nobody_is_said_plainly():
    assert say(~everyone, "vi") == "không ai"


def test_a_rule_with_an_unknown_name_cannot_be_said():
    with pytest.raises(RuleError, match="ordrs"):
        say(c.ordrs > 3, "en")


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("text", [*SAID, "purchases >= 3 and spend >= 5_000_000 and purchases < 8", "age = 1 or serviceable = true"])
def test_the_parts_of_a_rule_in_words_are_the_rule_in_words(text, lang):
    rule = parse(text)
    marks = [("purchases", 3), ("spend", 5_000_000), ("purchases", 8), ("age", 1), ("age", 30)]
    parts = said_in_parts(rule, lang, marks)
    assert "".join(piece for piece, _ in parts) == say(rule, lang)
    assert all(piece for piece, _ in parts)


def test_a_number_is_its_own_part_wherever_the_sentence_puts_it():
    parts = said_in_parts(parse("purchases >= 3 and purchases < 8"), "vi", [("purchases", 8), ("purchases", 3)])
    assert [(piece, mark) for piece, mark in parts if mark] == [("3", ("purchases", 3)), ("8", ("purchases", 8))]


def test_a_yes_is_not_the_number_one():
    assert [mark for _, mark in said_in_parts(parse("serviceable = true"), "vi", [("serviceable", 1)]) if mark] == []
