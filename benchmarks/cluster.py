"""Spark: the bases by our expressions beside SQL written by hand for it, how a whole refresh on a cluster of this machine grows with the data, and a day's.

Sizes are `BENCH_LINES` of the environment (1 and 10 million). What both ways compute must be equal, or this fails.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
from benchmarks.child import Cost, run
from benchmarks.refresh import copied
from benchmarks.ways.on_spark import KEPT

SIZES = tuple(int(lines) for lines in os.environ.get("BENCH_LINES", "1000000 10000000").split())
Row = dict[str, object]


def main() -> list[Row]:
    rows = [row for lines in SIZES for row in side_by_side(lines)]
    whole = {lines: refreshed(lines) for lines in SIZES}
    rows += [grown(whole[lines], whole[10 * lines], lines) for lines in SIZES if 10 * lines in whole]
    rows += [a_day(lines, found) for lines, found in whole.items()]
    return rows + [row for lines, found in whole.items() for row in told(lines, found)]


def side_by_side(lines: int) -> list[Row]:
    with copied(lines) as shop:
        found = {how: run("on_spark", shop, how).told for how in ("ours", "by_hand")}
        equal(shop)
    what = f"bases on Spark, local[2], {lines / 1e6:g} M lines, beside Spark SQL by hand"
    note = f"wall {found['ours']['seconds']:.1f} / {found['by_hand']['seconds']:.1f} s, without the session's start"
    return [
        {"what": what, "ours": found["ours"]["jvm_cpu"], "theirs": found["by_hand"]["jvm_cpu"], "unit": "CPU s", "bar": 1.2, "note": note}
    ]


def equal(shop: Path) -> None:
    """Raises where a row of the kept relations is only in one."""
    with duckdb.connect() as engine:
        for table in KEPT:
            ours, theirs = (f"read_parquet('{shop / how / table}/*.parquet')" for how in ("ours", "by_hand"))
            both = {row[0] for row in engine.execute(f"DESCRIBE FROM {ours}").fetchall()}
            both &= {row[0] for row in engine.execute(f"DESCRIBE FROM {theirs}").fetchall()}
            columns = ", ".join(f'"{name}"' for name in sorted(both))
            mine, their = (f"SELECT {columns} FROM {side}" for side in (ours, theirs))
            left = engine.execute(f"FROM (({mine} EXCEPT ALL {their}) UNION ALL ({their} EXCEPT ALL {mine})) LIMIT 4").fetchall()
            if left or len(both) < 4:
                raise AssertionError(f"{table}: {sorted(both)}, rows that only one of the two has: {left}")


def refreshed(lines: int) -> Cost:
    with copied(lines) as shop:
        return run("cluster_refresh", shop, max(8, lines // 1_250_000))


def grown(small: Cost, large: Cost, lines: int) -> Row:
    what = f"whole refresh on a cluster, {lines / 1e6:g} to {lines / 1e5:g} M lines"
    bar = 8 if lines == min(SIZES) else 11
    figures = [round(found.told[name]) for name in ("jvm_cpu", "executor_mb") for found in (large, small)]
    note = "CPU of Java {} / {} s; an executor's peak {} / {} MB".format(*figures)
    return {"what": what, "ours": large.told["seconds"], "theirs": small.told["seconds"], "unit": "s", "bar": bar, "note": note}


def a_day(lines: int, found: Cost) -> Row:
    what = f"the next day's refresh on a cluster, {lines / 1e6:g} M lines, beside the first"
    cpu = [round(found.told[name]) for name in ("day_jvm_cpu", "jvm_cpu")]
    note = "{:,} customers read; CPU of Java {} / {} s".format(found.told["touched"], *cpu)
    return {"what": what, "ours": found.told["day_seconds"], "theirs": found.told["seconds"], "unit": "s", "note": note}


def told(lines: int, found: Cost) -> list[Row]:
    """What a sizing on paper needs, per size."""
    names = {"shuffled_mb": "MB shuffled", "read_mb": "MB read", "task_seconds": "s of tasks", "warehouse_mb": "MB of Parquet"}
    what = f"whole refresh on a cluster, {lines / 1e6:g} M lines: "
    return [{"what": what + unit, "ours": found.told[name], "theirs": lines / 1e6, "unit": "per M lines"} for name, unit in names.items()]
