"""Another engine is one file away: every stage of the core compiles for it, and reads back as its SQL.

Nothing is run there; `test_engines` does that for two of them. What Ibis cannot say in an engine's SQL shows here, before anybody has such a shop.
"""

from __future__ import annotations

import ibis
import ibis.common.exceptions as gone_wrong
import pytest
import sqlglot

from regulars.vocabulary import FEATURES

from .core_stages import Core, core

DIALECTS = ("duckdb", "pyspark", "postgres", "clickhouse", "bigquery", "snowflake", "trino")
MD5 = ("notimpl", "Ibis has no MD5 for it; only shops with more than a million repeaters or judged customers ask")
# Stage and dialect -> whether Ibis does not say it (notimpl), we do not yet (notyet), or the engine cannot (never), and why.
GAPS = {("share", dialect): MD5 for dialect in ("postgres", "clickhouse", "bigquery", "snowflake", "trino")}


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Core:
    return core(tmp_path_factory.mktemp("shop"))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_stage_compiles_and_reads_back_but_for_the_known_gaps(whole, dialect):
    if dialect == "pyspark":
        pytest.importorskip("pyspark", reason="its dialect comes with pyspark")
        assert ibis.pyspark  # asked for once, it brings the options that its compiler reads
    refused = {name for name, expression in whole.stages.items() if not _says(expression, dialect)}
    assert refused == {stage for stage, where in GAPS if where == dialect}


def _says(expression: ibis.Table, dialect: str) -> bool:
    """Whether a dialect has words for an expression, which its parser then takes for one query."""
    try:
        text = str(ibis.to_sql(expression, dialect=dialect))
    except (gone_wrong.OperationNotDefinedError, gone_wrong.UnsupportedOperationError):
        return False
    (read,) = sqlglot.parse(text, dialect=dialect)
    return isinstance(read, sqlglot.exp.Query)


def test_the_stages_reach_from_the_orders_to_the_change_log(whole):
    assert {"order_base", "customer_days", "customer_totals", "customer_categories", "profile", "read", "classes"} <= set(whole.stages)
    assert {"event_visits", "decision_hours", "abandoned", "latest_answers", "sentiments", "consented", "brought"} <= set(whole.stages)
    assert {"cuts_whole", "cuts_fraction", "silences", "histories", "spends", "followed", "baskets", "nearest"} <= set(whole.stages)
    assert {"moved_people", "changed", "first", "spells", "cell_base", "cell_customers", "cell_events"} <= set(whole.stages)
    assert set(FEATURES) <= set(whole.stages["read"].columns)


def test_every_stage_says_something_of_somebody(whole):
    assert [name for name, rows in whole.said.items() if not len(rows)] == []


def test_every_gap_is_of_a_stage_and_has_its_reason(whole):
    for (stage, dialect), (kind, reason) in GAPS.items():
        assert stage in whole.stages and dialect in DIALECTS and kind in ("notimpl", "notyet", "never") and reason
