"""What the form shows and what the text says are one rule, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from starlette.datastructures import QueryParams

from regulars.errors import InputError
from regulars.rules import And, Compare, Missing, Not, OneOf, Or, Rule, leaves, parse, to_text
from regulars.scheme import known_schemes
from regulars.schemes import all_schemes, scheme_named
from regulars.vocabulary import FEATURES, Feature, feature
from regulars.web.pages.builder import amounts, form
from regulars.web.pages.builder.conditions import TEXT, Condition, Tongue, conditions, joined, read, row_rule, rows
from regulars.web.pages.builder.fields import OPERATORS, Choices, first_operator, labels, name, operators, sort
from regulars.words import LANGUAGES

SCHEMES = tuple(all_schemes())
CHOICES = Choices(known_schemes(SCHEMES), SCHEMES)
VI, EN = (Tongue(lang, "VND", CHOICES) for lang in LANGUAGES)


def back(found: list[Condition], tongue: Tongue) -> Rule | None:
    """The rule that a form with these conditions says."""
    told = [read(each, tongue) for each in found]
    assert all(each.rule is not None for each in told), told
    return joined([row_rule([told[place] for place in row]) for row in rows(found)])


def values_of(one: Feature) -> some.SearchStrategy:
    if one.kind == "flag":
        return some.booleans()
    if one.kind == "text":
        return some.sampled_from(one.values) if one.values else some.text("abcĐà Nẵng',;", min_size=1).filter(str.strip)
    if one.kind == "share":
        return some.integers(0, 1000).map(lambda n: n / 1000)
    least, most = one.minimum if one.minimum is not None else -9_000_000, one.maximum if one.maximum is not None else 9_000_000
    whole = some.integers(int(least), int(most))
    return whole if one.kind == "money" else whole | some.integers(int(least) * 8, int(most) * 8).map(lambda n: n / 8)


@some.composite
def leaf(draw) -> Rule:
    one = draw(some.sampled_from([*FEATURES.values(), *(CHOICES.known[each.id] for each in SCHEMES)]))
    if draw(some.integers(0, 5)) == 0:
        return Missing(one.name)
    if one.kind == "text" and draw(some.booleans()):
        return OneOf(one.name, tuple(draw(some.lists(values_of(one), min_size=1, max_size=4, unique=True))))
    ops = ("=", "!=") if one.kind in ("flag", "text") else ("=", "!=", "<", "<=", ">", ">=")
    return Compare(one.name, draw(some.sampled_from(ops)), draw(values_of(one)))


any_rule = some.recursive(
    leaf(),
    lambda inner: some.one_of(
        inner.map(Not), some.lists(inner, min_size=2, max_size=4).map(lambda all_of: And(tuple(all_of))),
        some.lists(inner, min_size=2, max_size=3).map(lambda any_of: Or(tuple(any_of))),
    ),
    max_leaves=8,
)  # fmt: skip


@given(any_rule, some.sampled_from([VI, EN]), some.sampled_from(["VND", "USD"]))
def test_a_rule_becomes_rows_and_the_rows_become_the_rule(rule: Rule, tongue: Tongue, currency: str):
    speaking = Tongue(tongue.lang, currency, CHOICES)
    assert to_text(back(conditions(rule, speaking), speaking)) == to_text(rule)


@given(any_rule)
def test_what_the_form_sends_is_what_it_showed(rule: Rule):
    shown = conditions(rule, VI)
    fields = [("c", str(len(shown)))]
    for place, each in enumerate(shown):
        fields += [(f"j{place}", each.joint), (f"f{place}", each.feature), (f"was{place}", each.feature), (f"o{place}", each.op)]
        fields += [(f"v{place}", text) for text in each.texts]
    sent = form.sent(QueryParams(fields), VI)
    assert sent is not None
    if len(shown) <= form.MOST:
        assert list(sent.conditions) == shown


def test_what_lies_deeper_than_rows_of_alternatives_stays_one_row_of_text():
    rule = parse("purchases >= 2 and (age < 30 or (spend > 5 and province = 'Huế'))")
    first, second = conditions(rule, VI)
    assert (first.feature, second.op) == ("purchases", TEXT)
    assert second.texts == ("age < 30 or (spend > 5 and province = 'Huế')",)
    assert back([first, second], VI) == rule


def test_a_row_of_alternatives_is_joined_by_or_and_may_be_denied():
    rule = parse("zalo_allowed = true or not sms_allowed = false")
    assert [(each.joint, each.feature) for each in conditions(rule, VI)] == [("and", "zalo_allowed"), ("or_not", "sms_allowed")]


@pytest.mark.parametrize(
    ("name", "currency", "lang", "text", "value"),
    [
        ("spend_365d", "VND", "vi", "1.000.000", 1_000_000),
        ("spend_365d", "VND", "vi", "1000000", 1_000_000),
        ("spend_365d", "USD", "en", "1,234.50", 123_450),
        ("spend_365d", "USD", "vi", "1.234,5", 123_450),
        ("promo_order_share", "VND", "vi", "12,5", 0.125),
        ("promo_order_share", "VND", "en", "70", 0.7),
        ("spend_365d_pct", "VND", "vi", "70", 70),
        ("lateness", "VND", "vi", "1,5", 1.5),
        ("lateness", "VND", "vi", "1.5", 1.5),
        ("sentiment_180d", "VND", "vi", "−0,25", -0.25),
        ("purchases", "VND", "en", " 4 ", 4),
    ],
)
def test_amounts_are_read_as_people_type_them(name: str, currency: str, lang: str, text: str, value: float):
    assert amounts.read(feature(name), text, lang, currency) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [("purchases", "hai"), ("purchases", "-1"), ("promo_order_share", "140"), ("spend", "1,5"), ("spend", "9" * 30), ("age", "NaN")],
)
def test_what_is_no_amount_is_refused_with_what_fits(name: str, text: str):
    with pytest.raises(InputError):
        amounts.read(feature(name), text, "vi", "VND")


def test_a_condition_that_is_only_begun_has_no_rule_and_no_fault():
    for begun in (Condition(), Condition("and", "purchases", ">="), Condition("and", "province", "in", ("", " "))):
        told = read(begun, VI)
        assert told.rule is None and told.fault is None


def test_a_wrong_value_says_why_and_keeps_the_rest():
    assert "số" in read(Condition("and", "purchases", ">=", ("x",)), VI).fault.vi


def test_another_feature_lets_go_of_the_values_of_the_former():
    query = QueryParams([("c", "1"), ("j0", "and"), ("was0", "purchases"), ("f0", "lifecycle"), ("o0", ">="), ("v0", "4")])
    assert form.sent(query, VI).conditions == (Condition("and", "lifecycle", "=", ()),)


def test_dropping_the_first_of_a_row_lets_the_next_begin_it():
    query = [
        ("c", "2"),
        ("j0", "and"),
        ("f0", "age"),
        ("o0", "<"),
        ("v0", "30"),
        ("j1", "or_not"),
        ("f1", "orders"),
        ("o1", "="),
        ("v1", "1"),
    ]
    assert form.sent(QueryParams([*query, ("do", "drop0")]), VI).conditions == (Condition("and_not", "orders", "=", ("1",)),)
    added = form.sent(QueryParams([*query, ("do", "or1")]), VI)
    assert (added.fresh, added.conditions[2]) == (2, Condition("or"))
    assert form.sent(QueryParams([*query, ("do", "or")]), VI).conditions[2:] == (Condition(), Condition("or"))


def test_an_address_that_holds_a_rule_is_no_form():
    assert form.sent(QueryParams("rule=age+<+30"), VI) is None
    for odd in ("c=x", "c=-1", "c="):
        assert form.sent(QueryParams(odd), VI) is None
    assert form.sent(QueryParams("c=2&j0=xor&f0=nobody&o0=~&do=drop9"), VI).conditions == (Condition(), Condition())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_feature_has_a_name_a_first_comparison_and_words_for_each(lang: str):
    for each in FEATURES.values():
        assert name(each, lang)[:1] == name(each, lang)[:1].upper() and len(name(each, lang)) <= 42
        assert first_operator(each) in dict(operators(each, ""))
        assert set(dict(operators(each, "!="))) <= set(OPERATORS[sort(each)])
        assert ("missing" in dict(operators(each, ""))) == each.nullable


def test_values_are_named_as_the_schemes_name_them():
    assert labels(scheme_named("lifecycle", SCHEMES).as_feature(), "vi")["slipping"] == "Đang rời"
    assert labels(feature("zalo_allowed"), "en") == {"true": "Agreed", "false": "Refused"}


def test_every_leaf_of_a_shown_rule_stands_in_one_condition():
    rule = parse("age < 30 and (orders = 1 or orders = 2) and gender = 'female'")
    assert len(conditions(rule, EN)) == len(list(leaves(rule)))
