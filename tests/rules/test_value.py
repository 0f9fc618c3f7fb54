"""Rules as values: written in Python, joined, compared, refused."""

from __future__ import annotations

import copy
import math
import pickle

import numpy as np
import pytest

from regulars.errors import RuleError
from regulars.rules import And, Compare, Not, OneOf, Or, c, everyone, features_of, leaves


def test_a_rule_reads_like_the_python_that_made_it():
    rule = (c.orders >= 4) & ~c.age.missing() | c.province.one_of("Huế", "Hà Nội")
    assert repr(rule) == "((c.orders >= 4) & ~c.age.missing()) | c.province.one_of('Huế', 'Hà Nội')"
    assert eval(repr(rule), {"c": c}) == rule  # noqa: S307


def test_equal_rules_are_equal_hashable_and_can_be_stored():
    rule = (c.orders >= 4) & (c.age < 30)
    assert {rule, (c.orders >= 4) & (c.age < 30)} == {rule}
    assert pickle.loads(pickle.dumps(rule)) == rule == copy.deepcopy(rule)  # noqa: S301


def test_joining_thrice_makes_one_list():
    assert ((c.a > 1) & (c.b > 1)) & (c.d > 1) == And((c.a > 1, c.b > 1, c.d > 1))
    assert (c.a > 1) | ((c.b > 1) | (c.d > 1)) == Or((c.a > 1, c.b > 1, c.d > 1))


def test_comparisons_of_every_kind():
    made = [c.a == 1, c.a != 1, c.a < 1, c.a <= 1, c.a > 1, c.a >= 1, c.a >= 1]
    assert [rule.op for rule in made] == ["=", "!=", "<", "<=", ">", ">=", ">="]
    assert c.a.between(1, 5) == (c.a >= 1) & (c.a <= 5)


def test_constants_are_plain_python():
    assert repr(c.a >= np.int64(4)) == "c.a >= 4"
    assert repr(c.a >= 4.0) == "c.a >= 4"
    assert Compare("a", "=", "Hue\u0302\u0301").value == "Huế"


def test_the_leaves_stand_in_their_order():
    rule = (c.a > 1) & ~((c.b > 1) | c.d.missing())
    assert [leaf.feature for leaf in leaves(rule)] == ["a", "b", "d"]
    assert features_of(rule & everyone) == {"a", "b", "d"}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: bool(c.a > 1),
        lambda: 1 < c.a < 5,
        lambda: (c.a > 1) and (c.b > 1),
        lambda: not (c.a > 1),
        lambda: c.a > c.b,
        lambda: c.a == None,  # noqa: E711
        lambda: Compare("a", ">", math.nan),
        lambda: c.a > 1e300,
        lambda: c.a > "x",
        lambda: c.a >= True,
        lambda: c.a == "\ud800",
        lambda: c.a == "nul\0",
        lambda: c.a == [1],
        lambda: c.a.one_of(*()),
        lambda: c.a.one_of(1, "x"),
        lambda: c.a.one_of(True, False),
        lambda: c.Upper > 1,
        lambda: Compare("a; drop", "=", 1),
        lambda: Compare("null", "=", 1),
        lambda: Compare("a", "~", 1),
        lambda: (c.a > 1) & "x",
        lambda: (c.a > 1) | c.b,
        lambda: And((c.a > 1,)),
        lambda: OneOf("a", ()),
    ],
)
def test_what_is_no_rule_is_refused_with_a_sentence(wrong):
    with pytest.raises(RuleError) as refused:
        wrong()
    assert refused.value.what.vi
    assert refused.value.todo is not None


def test_no_rule_is_true_or_false_by_itself():
    with pytest.raises(RuleError, match="between"):
        bool(Not(c.a > 1))
