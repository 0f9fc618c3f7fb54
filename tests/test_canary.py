"""The Ibis calls that we stand on, one by one on DuckDB: when a release of either breaks one, this says which.

Ibis 12 breaks with DuckDB 2.0 and with sqlglot from 30.18, and no resolver says so.
"""

from __future__ import annotations

import datetime as dt

import duckdb
import ibis
import pandas as pd
import pyarrow as pa
import pytest


@pytest.fixture(scope="module")
def con():
    return ibis.duckdb.connect()


@pytest.fixture(scope="module")
def orders(con):
    rows = pa.table(
        {
            "customer_id": ["an", "an", "an", "bình", "bình", "chi"],
            "order_id": ["1", "2", "3", "4", "5", "6"],
            "ordered_on": [dt.date(2026, 1, 5), dt.date(2026, 1, 15), dt.date(2026, 3, 1), dt.date(2026, 2, 1), dt.date(2026, 2, 1), None],
            "amount": pa.array([100_000, 250_000, 90_000, 40_000, None, 70_000], pa.int64()),
            "category": ["trà", "trà", "cà phê", "bánh", "trà", None],
        }
    )
    return con.create_table("orders", rows)


@pytest.fixture(scope="module")
def customers(con):
    return con.create_table(
        "customers", pa.table({"customer_id": ["an", "bình", "chi", "dũng"], "age": pa.array([30, None, 17, 64], pa.int32())})
    )


def by_customer(expression, name: str = "it") -> dict[str, object]:
    return {row["customer_id"]: row[name] for row in expression.to_pyarrow().to_pylist()}


def test_group_by_and_aggregate(orders):
    spend = orders.group_by("customer_id").aggregate(it=orders.amount.sum())
    assert by_customer(spend) == {"an": 440_000, "bình": 40_000, "chi": 70_000}
    assert spend.schema()["it"].is_int64()


def test_an_aggregate_takes_a_condition(orders):
    recent = orders.group_by("customer_id").aggregate(it=orders.amount.sum(where=orders.ordered_on >= dt.date(2026, 1, 10)))
    assert by_customer(recent) == {"an": 340_000, "bình": 40_000, "chi": None}


def test_count_distinct_and_count_with_a_condition(orders):
    days = orders.group_by("customer_id").aggregate(it=orders.ordered_on.nunique(), teas=orders.count(where=orders.category == "trà"))
    assert by_customer(days) == {"an": 3, "bình": 1, "chi": 0}
    assert by_customer(days, "teas") == {"an": 2, "bình": 1, "chi": 0}


def test_lag_over_a_window_and_the_difference_of_days(orders):
    window = ibis.window(group_by="customer_id", order_by="ordered_on")
    gaps = orders.filter(orders.customer_id == "an").mutate(gap=orders.ordered_on.delta(orders.ordered_on.lag().over(window), unit="day"))
    assert gaps.order_by("ordered_on").gap.to_pyarrow().to_pylist() == [None, 10, 45]


def test_row_number_keeps_the_latest(orders):
    ranked = orders.mutate(
        place=ibis.row_number().over(group_by="customer_id", order_by=[orders.ordered_on.desc(), orders.order_id.desc()])
    )
    assert by_customer(ranked.filter(ranked.place == 0), "order_id") == {"an": "3", "bình": "5", "chi": "6"}


def test_a_running_window_of_rows(orders):
    window = ibis.window(group_by="customer_id", order_by=["ordered_on", "order_id"], preceding=1, following=0)
    sums = orders.mutate(both=orders.amount.sum().over(window)).order_by("order_id")
    assert sums.both.to_pyarrow().to_pylist() == [100_000, 350_000, 340_000, 40_000, 40_000, 70_000]


def test_ifelse_cases_and_coalesce(customers):
    age = customers.age
    named = customers.mutate(
        grown=(age >= 18).ifelse("yes", "no"),
        group=ibis.cases((age.isnull(), "unknown"), (age < 18, "child"), else_="grown"),
        known=ibis.coalesce(age, 0),
    )
    assert by_customer(named, "grown") == {"an": "yes", "bình": "no", "chi": "no", "dũng": "yes"}
    assert by_customer(named, "group") == {"an": "grown", "bình": "unknown", "chi": "child", "dũng": "grown"}
    assert by_customer(named, "known") == {"an": 30, "bình": 0, "chi": 17, "dũng": 64}


def test_two_valued_logic_by_coalesce(customers):
    young = ibis.coalesce(customers.age < 18, False)
    assert by_customer(customers.mutate(it=~young | customers.age.isin([64]))) == {"an": True, "bình": True, "chi": False, "dũng": True}


def test_left_semi_and_anti_joins(orders, customers):
    spend = orders.group_by("customer_id").aggregate(spend=orders.amount.sum())
    joined = customers.left_join(spend, "customer_id").select(customers.customer_id, it=spend.spend.fill_null(0))
    assert by_customer(joined) == {"an": 440_000, "bình": 40_000, "chi": 70_000, "dũng": 0}
    assert customers.semi_join(orders, "customer_id").count().execute() == 3
    assert customers.anti_join(orders, "customer_id").customer_id.to_pyarrow().to_pylist() == ["dũng"]


def test_quantiles_and_medians(orders):
    row = (
        orders.aggregate(median=orders.amount.median(), upper=orders.amount.quantile(0.8), mean=orders.amount.mean())
        .to_pyarrow()
        .to_pylist()[0]
    )
    assert (row["median"], row["upper"], row["mean"]) == (90_000, pytest.approx(130_000), 110_000)


def test_the_value_of_the_largest_row(orders):
    favourite = orders.group_by("customer_id").aggregate(
        it=orders.category.argmax(orders.amount), first=orders.category.argmin(orders.ordered_on)
    )
    assert by_customer(favourite) == {"an": "trà", "bình": "bánh", "chi": None}
    assert by_customer(favourite, "first")["an"] == "trà"


def test_collecting_values_into_a_list(orders):
    lists = orders.group_by("customer_id").aggregate(it=orders.amount.collect())
    assert sorted(by_customer(lists)["an"]) == [90_000, 100_000, 250_000]


def test_arithmetic_and_casts(orders):
    row = (
        orders.filter(orders.order_id == "2")
        .select(
            whole=(orders.amount // 100_000).cast("int64"),
            share=orders.amount / 1_000_000,
            text=orders.amount.cast("string"),
            rounded=(orders.amount * 0.333).round().cast("int64"),
            capped=ibis.least(orders.amount, 200_000),
            raised=ibis.greatest(orders.amount, 300_000),
            halved=ibis.literal(0.5).pow(orders.amount / 125_000),
        )
        .to_pyarrow()
        .to_pylist()[0]
    )
    assert row == {"whole": 2, "share": 0.25, "text": "250000", "rounded": 83_250, "capped": 200_000, "raised": 300_000, "halved": 0.25}


def test_parts_and_differences_of_days(orders):
    row = orders.filter(orders.order_id == "1").select(
        year=orders.ordered_on.year(),
        month=orders.ordered_on.truncate("M"),
        later=(orders.ordered_on + ibis.interval(days=30)).cast("date"),
        silent=ibis.date(2026, 2, 1).delta(orders.ordered_on, unit="day"),
    )
    assert row.to_pyarrow().to_pylist() == [{"year": 2026, "month": dt.date(2026, 1, 1), "later": dt.date(2026, 2, 4), "silent": 27}]


def test_a_null_column_of_a_type(customers):
    column = customers.mutate(it=ibis.null("float64"))
    assert column.schema()["it"].is_float64()
    assert set(by_customer(column).values()) == {None}


def test_a_set_of_values_and_a_table_of_values(con, orders):
    bars = ibis.memtable(pd.DataFrame({"category": ["trà", "bánh"], "level": [2, 1]}))
    levels = orders.join(bars, "category").group_by("category").aggregate(n=ibis._.count()).order_by("category")
    assert levels.to_pyarrow().to_pylist() == [{"category": "bánh", "n": 1}, {"category": "trà", "n": 3}]
    assert orders.filter(orders.category.isin(["bánh", "cà phê"])).count().execute() == 2


def test_union_distinct_and_a_stack_of_columns(orders):
    names = ibis.union(orders.select(name=orders.customer_id), orders.select(name=orders.category), distinct=True)
    assert names.count().execute() == 7
    long = orders.select("order_id", "customer_id", "category").pivot_longer(["customer_id", "category"], names_to="of", values_to="value")
    assert long.count().execute() == 12


def test_an_expression_becomes_a_table_and_is_replaced(con, orders):
    spend = orders.group_by("customer_id").aggregate(spend=orders.amount.sum())
    kept = con.create_table("kept", spend, overwrite=True)
    assert by_customer(kept, "spend")["an"] == 440_000
    again = con.create_table("kept", kept.filter(kept.spend > 50_000).select("customer_id"), overwrite=True)
    assert sorted(again.customer_id.to_pyarrow().to_pylist()) == ["an", "chi"]
    con.drop_table("kept")


def test_tables_go_to_pandas_arrow_and_polars(customers):
    assert len(customers.to_pandas()) == customers.to_pyarrow().num_rows == customers.to_polars().height == 4


def test_a_balanced_tree_of_comparisons(customers):
    """Percentile bars are applied by a tree of `ifelse`: its depth is the logarithm of the number of bars."""

    def tree(bars: list[int], low: int = 0):
        if not bars:
            return ibis.literal(low, "int32")
        middle = len(bars) // 2
        return (customers.age > bars[middle]).ifelse(tree(bars[middle + 1 :], low + middle + 1), tree(bars[:middle], low))

    percentiles = customers.filter(customers.age.notnull()).mutate(it=tree(list(range(0, 100, 2))))
    assert by_customer(percentiles) == {"an": 15, "chi": 9, "dũng": 32}


def test_the_text_of_the_sql_names_the_engine(orders):
    assert "FROM" in ibis.to_sql(orders.filter(orders.amount > 1), dialect="duckdb")


def test_the_next_row_and_the_first_of_a_group(orders):
    own = ibis.window(group_by=orders.customer_id, order_by=[orders.ordered_on, orders.order_id])
    whole = ibis.window(group_by=orders.customer_id)
    seen = orders.mutate(
        next=orders.order_id.lead().over(own), back=orders.order_id.lag(2).over(own), first=orders.ordered_on.min().over(whole)
    )
    row = next(row for row in seen.to_pyarrow().to_pylist() if row["order_id"] == "1")
    assert (row["next"], row["back"], row["first"]) == ("2", None, dt.date(2026, 1, 5))


def test_a_window_over_a_range_of_values(orders):
    numbered = orders.filter(orders.amount.notnull()).mutate(thousand=orders.amount // 1_000)
    below = ibis.range_window(group_by=numbered.customer_id, order_by=numbered.thousand, preceding=(60, 1))
    sums = numbered.mutate(near=numbered.amount.sum().over(below))
    assert {row["order_id"]: row["near"] for row in sums.to_pyarrow().to_pylist()}["1"] == 90_000


def test_a_sum_up_to_here_and_over_everybody(orders):
    rising = ibis.window(order_by=orders.order_id, preceding=None, following=0)
    sums = orders.select(here=orders.amount.sum().over(rising), all=orders.amount.sum().over(ibis.window()))
    assert sorted(row["here"] for row in sums.to_pyarrow().to_pylist()) == [100_000, 350_000, 440_000, 480_000, 480_000, 550_000]
    assert {row["all"] for row in sums.to_pyarrow().to_pylist()} == {550_000}


def test_clipping_keeps_what_is_not_known(orders):
    """`greatest` and `least` skip nulls on some engines and not on others; `clip` is used where a null may come."""
    kept = orders.order_by("order_id").select(it=orders.amount.clip(lower=80_000, upper=200_000))
    assert kept.it.to_pyarrow().to_pylist() == [100_000, 200_000, 90_000, 80_000, None, 80_000]


def test_every_pair_and_distances_on_a_sphere(customers):
    pairs = customers.cross_join(customers.select(other="age"))
    assert pairs.count().execute() == 16
    angle = customers.limit(1).select(it=(ibis.literal(0.25).sqrt().asin().sin() + ibis.literal(0.0).cos()))
    assert angle.it.to_pyarrow().to_pylist() == [pytest.approx(1.5)]


def test_parts_of_a_day_and_conditions_within_counts(orders):
    row = orders.aggregate(
        latest=orders.ordered_on.max(where=orders.amount > 95_000),
        people=orders.customer_id.nunique(where=orders.amount.notnull()),
        january=((orders.ordered_on.month() == 1) & (orders.ordered_on.day() > 1)).cast("int64").sum(),
    )
    assert row.to_pyarrow().to_pylist() == [{"latest": dt.date(2026, 1, 15), "people": 3, "january": 2}]


def test_a_series_of_numbers_as_a_table(con):
    assert con.to_pyarrow(ibis.range(1, 4).unnest().name("i").as_table())["i"].to_pylist() == [1, 2, 3]


def test_columns_are_renamed_dropped_and_read_in_batches(customers):
    table = customers.rename(years="age").drop("customer_id")
    assert [row["years"] for batch in table.to_pyarrow_batches() for row in batch.to_pylist()] == [30, None, 17, 64]


def test_a_connection_of_duckdb_itself_can_be_taken_over():
    connection = duckdb.connect()
    connection.execute("CREATE TEMP TABLE kept AS SELECT 1 AS one")
    taken = ibis.duckdb.from_connection(connection)
    assert taken.table("kept", database=("temp", "main")).one.to_pyarrow().to_pylist() == [1]
