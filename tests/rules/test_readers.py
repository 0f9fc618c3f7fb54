"""All readers of a rule hold one meaning: Python, DuckDB, text and data."""

from __future__ import annotations

import json

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.rules import Everyone, condition, facts, features_of, from_data, matches, parse, say, to_data, to_ibis, to_text

from .made import COLUMNS, rows, rules

ARROW = {"int32": pa.int32(), "int64": pa.int64(), "float64": pa.float64(), "boolean": pa.bool_(), "string": pa.string()}
SCHEMA = pa.schema([(name, ARROW[kind]) for name, kind in COLUMNS.items()])

several_rules = st.lists(rules, min_size=1, max_size=15)
several_rows = st.lists(rows, min_size=1, max_size=15)


@pytest.fixture(scope="module")
def engine():
    return ibis.duckdb.connect()


def answers_of(engine, written, customers):
    table = ibis.memtable(pa.Table.from_pylist(customers, schema=SCHEMA))
    columns = {f"r{number}": to_ibis(rule, table) for number, rule in enumerate(written)}
    columns |= {f"lean{number}": condition(rule, table).fill_null(False) for number, rule in enumerate(written)}
    return engine.to_pyarrow(table.select(**columns))


def agree(engine, written, customers):
    answers = answers_of(engine, written, customers)
    for number, rule in enumerate(written):
        expected = [matches(rule, row) for row in customers]
        assert answers[f"r{number}"].to_pylist() == expected, rule
        assert answers[f"lean{number}"].to_pylist() == expected, rule


@given(several_rules, several_rows)
def test_duckdb_answers_as_python_does_and_never_null(engine, written, customers):
    agree(engine, written, customers)


@pytest.mark.many
@pytest.mark.slow
@settings(max_examples=1000)
@given(several_rules, several_rows)
def test_duckdb_answers_as_python_does_on_very_many_rules(engine, written, customers):
    agree(engine, written, customers)


@settings(max_examples=300)
@given(rules)
def test_text_reads_back_to_an_equal_rule(rule):
    again = parse(to_text(rule))
    assert again == rule
    assert repr(again) == repr(rule)


@settings(max_examples=200)
@given(rules)
def test_data_reads_back_to_an_equal_rule_through_json(rule):
    again = from_data(json.loads(json.dumps(to_data(rule))))
    assert again == rule
    assert repr(again) == repr(rule)


@settings(max_examples=200)
@given(rules, rows)
def test_the_complement_holds_exactly_where_the_rule_does_not(rule, row):
    assert matches(~rule, row) is not matches(rule, row)


@settings(max_examples=200)
@given(rules, rows)
def test_every_rule_can_be_said_in_both_languages(rule, row):
    assert say(rule, "vi")
    assert say(rule, "en")
    assert {fact.feature for fact in facts(rule, row)} == features_of(rule)


@settings(max_examples=200)
@given(rules, rows)
def test_facts_speak_for_the_rule(rule, row):
    """Where all facts hold the rule holds, where none does it does not: `~` is already inside them."""
    holds = [fact.holds for fact in facts(rule, row)]
    if holds and all(holds) and "everyone" not in repr(rule):
        assert matches(rule, row)
    if holds and not any(holds) and "everyone" not in repr(rule):
        assert not matches(rule, row)


def test_everyone_is_everyone_on_the_engine(engine):
    answers = answers_of(engine, [Everyone(), ~Everyone()], [dict.fromkeys(COLUMNS), dict.fromkeys(COLUMNS)])
    assert answers["r0"].to_pylist() == [True, True]
    assert answers["r1"].to_pylist() == [False, False]
