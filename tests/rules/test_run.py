"""Rules run on one customer and on tables: not known never matches."""

from __future__ import annotations

import math

import ibis
import numpy as np
import pandas as pd
import pytest

from regulars.errors import RuleError
from regulars.rules import Compare, Fact, c, everyone, facts, matches, parse, to_ibis

NOTHING_KNOWN = (None, math.nan, pd.NA, pd.NaT, np.float64("nan"))


@pytest.mark.parametrize("unknown", NOTHING_KNOWN)
@pytest.mark.parametrize("rule", [c.age < 30, c.age != 30, c.age == 30, c.age.one_of(1, 2), c.age.between(1, 99)], ids=repr)
def test_not_known_never_matches_a_comparison(rule, unknown):
    assert not matches(rule, {"age": unknown})
    assert matches(~rule, {"age": unknown})
    assert matches(c.age.missing(), {"age": unknown})


def test_a_feature_the_row_does_not_have_is_not_known():
    assert not matches(c.age < 30, {})
    assert matches(c.age.missing() & everyone, {})


def test_not_in_is_a_comparison_and_not_of_in_is_the_complement():
    assert not matches(parse("province not in ('Huế')"), {"province": None})
    assert matches(parse("not (province in ('Huế'))"), {"province": None})


def test_values_of_another_kind_are_refused():
    with pytest.raises(RuleError):
        matches(c.age < 30, {"age": "young"})
    with pytest.raises(RuleError):
        matches(c.is_frequent == 1, {"is_frequent": True})


def test_facts_tell_this_customers_own_numbers():
    rule = (c.purchases >= 3) & ~(c.promo_order_share >= 0.8) & c.province.one_of("Huế")
    assert facts(rule, {"purchases": np.int64(4), "promo_order_share": 0.3, "province": "Vinh"}) == (
        Fact("purchases", 4, ">=", 3, True),
        Fact("promo_order_share", 0.3, "<", 0.8, True),
        Fact("province", "Vinh", "in", ("Huế",), False),
    )


def test_facts_say_that_something_is_not_known_where_that_is_why():
    assert facts(~(c.age < 16), {}) == (Fact("age", None, "missing", None, True),)
    assert facts(~c.age.missing(), {"age": 20}) == (Fact("age", 20, "known", None, True),)
    assert facts(c.age < 16, {}) == (Fact("age", None, "<", 16, False),)


TABLE = ibis.table({"age": "int32", "return_chance": "float64", "province": "string", "is_frequent": "boolean"}, name="profile")


@pytest.mark.parametrize(
    "rule", [c.agee < 3, c.age == "x", c.province == 3, c.is_frequent == 1, Compare("age", "=", True), c.age.one_of("a")], ids=repr
)
def test_a_table_that_does_not_fit_is_refused(rule):
    with pytest.raises(RuleError):
        to_ibis(rule, TABLE)


def test_plain_comparisons_stay_plain_sql():
    sql = ibis.to_sql(TABLE.select(x=to_ibis((c.age < 3) & (c.province == "Huế"), TABLE)), dialect="duckdb")
    assert sql.count("COALESCE") == 1
    assert "ISNAN" not in sql


def test_a_rule_of_a_thousand_parts_runs():
    rule = parse(" or ".join(f"(age = {number} and province = 'p{number}')" for number in range(400)))
    table = ibis.memtable({"age": [7, 7, None], "province": ["p7", "p8", "p7"]})
    found = ibis.duckdb.connect().to_pyarrow(table.select(x=to_ibis(rule, table)))
    assert found["x"].to_pylist() == [True, False, False]
