"""Rules as plain data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.errors import RuleError
from regulars.rules import c, everyone, from_data, to_data


def test_the_shapes_of_the_data():
    rule = ((c.orders >= 4) | c.age.missing()) & ~c.province.one_of("Huế")
    assert to_data(rule) == {
        "all": [
            {"any": [{"feature": "orders", "op": ">=", "value": 4}, {"feature": "age", "missing": True}]},
            {"not": {"feature": "province", "one_of": ["Huế"]}},
        ]
    }
    assert to_data(everyone) == "everyone"


@pytest.mark.parametrize(
    "data",
    [
        None,
        7,
        "orders >= 4",
        [],
        {},
        {"all": []},
        {"all": ["everyone"]},
        {"any": "everyone"},
        {"not": None},
        {"feature": "orders"},
        {"feature": "orders", "op": ">=", "value": None},
        {"feature": "orders", "op": "like", "value": "x"},
        {"feature": "orders", "op": ">=", "value": 4, "more": 1},
        {"feature": "orders", "missing": False},
        {"feature": "orders", "one_of": []},
        {"feature": "x y", "missing": True},
        {"feature": 3, "missing": True},
        {"all": ["everyone", "everyone"], "any": []},
    ],
)
def test_malformed_data_are_refused(data):
    with pytest.raises(RuleError):
        from_data(data)


def test_data_nested_too_deeply_or_too_large_are_refused():
    deep = "everyone"
    for _ in range(5000):
        deep = {"not": deep}
    with pytest.raises(RuleError):
        from_data(deep)
    bomb = {"any": ["everyone", "everyone"]}
    for _ in range(30):
        bomb = {"any": [bomb, bomb]}
    with pytest.raises(RuleError):
        from_data(bomb)


_plain = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["everyone", "orders", ">="]) | st.text(max_size=4)
_keys = st.sampled_from(["all", "any", "not", "feature", "op", "value", "one_of", "missing"])


@given(st.recursive(_plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=3), max_leaves=10))
def test_any_data_give_a_rule_or_a_rule_error(data):
    try:
        rule = from_data(data)
    except RuleError:
        return
    assert from_data(to_data(rule)) == rule
