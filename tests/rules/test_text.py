"""Rules in text: what reads, what is refused, and that nothing else ever escapes."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from regulars.errors import RuleError
from regulars.rules import c, everyone, parse, read, to_text
from regulars.vocabulary import FEATURES

READS = {
    "purchases_365d >= 4 and age is missing and province in ('Hà Nội', 'Huế')": (c.purchases_365d >= 4)
    & c.age.missing()
    & c.province.one_of("Hà Nội", "Huế"),
    "everyone": everyone,
    "Orders >= 4 AND age < 30": (c.orders >= 4) & (c.age < 30),
    "orders == 4": c.orders == 4,
    "orders <> 4": c.orders != 4,
    "4 <= orders": c.orders >= 4,
    "spend >= 1_000_000": c.spend >= 1_000_000,
    "spend >= 1e6": c.spend >= 1_000_000,
    "sentiment_180d <= -0.3": c.sentiment_180d <= -0.3,
    "return_chance < .5": c.return_chance < 0.5,
    "age between 16 and 30": c.age.between(16, 30),
    "age not between 16 and 30": (c.age < 16) | (c.age > 30),
    "not (age between 16 and 30)": ~c.age.between(16, 30),
    "province not in ('Huế')": c.province != "Huế",
    "province not in ('Huế', 'Hà Nội')": (c.province != "Huế") & (c.province != "Hà Nội"),
    "not province in ('Huế', 'Hà Nội')": ~c.province.one_of("Huế", "Hà Nội"),
    "age is null": c.age.missing(),
    "age is not missing": ~c.age.missing(),
    "age.missing()": c.age.missing(),
    "is_frequent is true": c.is_frequent == True,  # noqa: E712
    "is_frequent = true": c.is_frequent == True,  # noqa: E712
    "~(age < 16)": ~(c.age < 16),
    "not age < 16": ~(c.age < 16),
    "(orders >= 4) & (age < 30) | ~(nps <= 6)": ((c.orders >= 4) & (c.age < 30)) | ~(c.nps <= 6),
    "orders = 1 or orders = 2 and age < 3": (c.orders == 1) | ((c.orders == 2) & (c.age < 3)),
    'province = "Hà Nội"': c.province == "Hà Nội",
    "company = 'it''s; -- x'": c.company == "it's; -- x",
    "((orders = 1))": c.orders == 1,
}

REFUSED = {
    "": "empty",
    "   ": "empty",
    "orders + 1 >= 4": "arithmetic",
    "orders - 1 >= 4": "arithmetic",
    "orders * 2 >= 4": "arithmetic",
    "orders >= 4 - 1": "arithmetic",
    "abs(orders) >= 4": "Functions",
    "orders >= round(3)": "Functions",
    "orders in (select 1)": "query",
    "select orders from profile": "query",
    "exists(orders)": "query",
    "orders = ?": "placeholders",
    "orders = :x": "placeholders",
    "orders = {{ x }}": "placeholders",
    "province like 'H%'": "pattern",
    "case when orders > 1 then 2 end": "Functions",
    "orders > purchases": "another feature",
    "province = Huế": "another feature",
    "1 < orders < 4": "chained",
    "orders > 1 & age < 30": "chained",
    "~orders = 1": "cannot be read",
    "orders = null": "null",
    "is_frequent": "alone",
    "true": "alone",
    "orders": "alone",
    "'x'": "alone",
    "orders >= 4; drop table x": "cannot be read",
    "orders >= 4 -- and more": "comments",
    "orders >= /* x */ 4": "comments",
    "orders >= 4 and": "cannot be read",
    "(orders >= 4": "cannot be read",
    "orders >= 4)": "cannot be read",
    "orders = 'x": "cannot be read",
    "province = “Huế”": "cannot be read",
    "orders >= 1.000.000": "cannot be read",
    "orders >= 5tr": "cannot be read",
    "orders >= 1,5": "cannot be read",
    "orders::int = 3": "cannot be read",
    "orders[1] = 3": "cannot be read",
    "customers.orders = 3": "cannot be read",
    "orders in ()": "cannot be read",
    "orders in (1, 'x')": "all texts or all numbers",
    "tuổi >= 30": "name of a feature",
    "province >= 'Huế'": "= and != only",
    "ordres >= 4": "no feature",
    "orders = '4'": "compared with",
    "province = 4": "compared with",
    "is_frequent = 1": "compared with",
    "gender = 'femal'": "no value",
    "orders = 1" + " or orders = 1" * 3000: "longer",
    "(" * 500 + "orders = 1" + ")" * 500: "nested",
    "not " * 500 + "orders = 1": "nested",
}


@pytest.mark.parametrize("text", READS)
def test_text_reads_as_the_rule_written_in_python(text):
    assert repr(parse(text)) == repr(READS[text])
    assert parse(to_text(parse(text))) == parse(text)


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:40])
def test_everything_else_is_refused_with_a_sentence(text):
    with pytest.raises(RuleError) as refused:
        parse(text)
    assert REFUSED[text] in refused.value.what.en
    assert refused.value.what.vi != refused.value.what.en
    assert refused.value.todo is not None


def test_an_unknown_name_comes_with_the_nearest():
    with pytest.raises(RuleError) as refused:
        parse("purchase_365d >= 4")
    assert "purchases_365d" in refused.value.todo.en


def test_schemes_are_known_when_they_are_said_to_be():
    assert parse("lifecycle = 'active'", {"lifecycle": "text"}) == (c.lifecycle == "active")
    with pytest.raises(RuleError, match="lifecycle"):
        parse("lifecycle = 'active'")
    assert read("lifecycle = 'active'") == (c.lifecycle == "active")


@pytest.mark.parametrize("name", [*FEATURES, "value", "order", "end", "date", "table", "left", "any", "values"])
def test_any_feature_can_be_named_whatever_sql_thinks_of_the_word(name):
    assert read(f"{name} is missing and ({name} is missing or {name} = 3)") == getattr(c, name).missing() & (
        getattr(c, name).missing() | (getattr(c, name) == 3)
    )


def test_a_rule_of_many_parts_reads():
    parts = [f"orders = {number}" for number in range(1200)]
    assert len(parse(" or ".join(parts)).rules) == 1200


words = [
    "orders",
    "age",
    "province",
    "and",
    "or",
    "not",
    "in",
    "is",
    "missing",
    "null",
    "between",
    "everyone",
    "(",
    ")",
    "~",
    "-",
    ",",
    ".",
]
words += [
    ">=",
    "=",
    "!=",
    "4",
    "0.5",
    "'x'",
    "true",
    "''",
    '"',
    "select",
    "case",
    "cast",
    "interval",
    "date",
    "map",
    "any",
    "::",
    "[",
    "{",
    "@",
    "$$",
]


@settings(max_examples=300)
@example("\x00")
@example("\ud800")
@example("orders = '\ud800'")
@example("everyone.missing()")
@example("a.b.c.missing()")
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(words), max_size=14).map(" ".join)
    | st.binary(max_size=40).map(lambda raw: raw.decode("latin-1"))
)
def test_garbage_gives_a_rule_or_a_rule_error(text):
    try:
        rule = read(text)
    except RuleError as refused:
        rule = refused
    again = rule.text("vi") if isinstance(rule, RuleError) else read(to_text(rule)) == rule
    assert again
