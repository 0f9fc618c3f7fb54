"""Importing a CSV file of ten columns into a fresh shop, beside what one would use instead.

Every way runs in a process of its own. The bars: 400,000 lines/s on two cores, 1.5 GB. `BENCH_LINES` chooses the sizes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.child import ROOT

GENERATE = """
    COPY (SELECT 'HD' || lpad((i // 3)::VARCHAR, 8, '0') AS "Mã đơn hàng",
        strftime(TIMESTAMP '2023-01-01' + to_seconds((hash(i // 3) % 94608000)::BIGINT), '%d/%m/%Y %H:%M:%S') AS "Ngày tạo",
        'KH' || lpad((hash(i // 3 + 7) % {customers})::VARCHAR, 7, '0') AS "Mã khách hàng",
        'SP' || lpad((hash(i) % 5000)::VARCHAR, 5, '0') AS "Mã hàng", 1 + hash(i + 3) % 5 AS "Số lượng", (10 + hash(i + 5) % 500) * 1000 AS "Đơn giá",
        CASE WHEN hash(i + 9) % 4 = 0 THEN (hash(i + 9) % 10) * 1000 ELSE 0 END AS "Giảm giá",
        CASE WHEN hash(i // 3 + 11) % 10 = 0 THEN 'TET2024' ELSE '' END AS "Mã giảm giá",
        CASE hash(i // 3 + 13) % 3 WHEN 0 THEN 'Cửa hàng' WHEN 1 THEN 'Website' ELSE 'Facebook' END AS "Kênh bán",
        'CN' || (hash(i // 3 + 15) % 20) AS "Chi nhánh" FROM range({lines}) t(i)) TO '{path}' (HEADER)
"""
MEMORY = "1100MB"


def generate(path: Path, lines: int) -> None:
    """Orders of three lines each, the columns of an ordinary Vietnamese export."""
    import duckdb

    duckdb.connect().execute(GENERATE.format(lines=lines, customers=max(1, lines // 10), path=path))


def regulars(source: Path, folder: Path) -> None:
    """This import: recognised, typed, checked, assembled into canonical tables."""
    import datetime as dt

    from regulars.sources import plan
    from regulars.store.duckdb import Store
    from regulars.store.intake import load

    with Store(folder / "analytics.duckdb", threads=2, memory_limit=MEMORY) as store:
        load(store, plan(source), now=dt.datetime.now(dt.UTC), quarantine_dir=folder / "quarantine")


def duckdb_plain(source: Path, folder: Path) -> None:
    """DuckDB's own reader into one table, types guessed by it; nothing checked, nothing assembled."""
    import duckdb

    connection = duckdb.connect(str(folder / "plain.duckdb"), config={"threads": 2, "memory_limit": MEMORY})
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(f"CREATE TABLE lines AS SELECT * FROM read_csv('{source}', dateformat = '%d/%m/%Y %H:%M:%S')")
    connection.close()


def pandas_parquet(source: Path, folder: Path) -> None:
    """pandas: read_csv, dates parsed, amounts computed, to_parquet."""
    import pandas as pd

    frame = pd.read_csv(source)
    frame["Ngày tạo"] = pd.to_datetime(frame["Ngày tạo"], format="%d/%m/%Y %H:%M:%S")
    frame["net"] = frame["Số lượng"] * frame["Đơn giá"] - frame["Giảm giá"]
    frame.to_parquet(folder / "lines.parquet")


Ways = Mapping[str, Callable[[Path, Path], None]]
WAYS: Ways = {"regulars": regulars, "duckdb_plain": duckdb_plain, "pandas_parquet": pandas_parquet}


def measured(way: str, source: Path, module: str = "import_csv") -> dict[str, float]:
    """Run one way of a module in a process of its own."""
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        command = [sys.executable, "-m", f"benchmarks.{module}", "--way", way, "--source", str(source), "--folder", folder]
        found = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    return json.loads(found.stdout.splitlines()[-1])


def run_one(ways: Ways) -> None:
    """In that process: run the way asked for, and print what it cost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--way", choices=ways, required=True)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    asked = parser.parse_args()
    began = time.monotonic()
    ways[asked.way](asked.source, asked.folder)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"seconds": time.monotonic() - began, "cpu": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}))


def main() -> list[dict[str, object]]:
    """Rows for the table of all benchmarks, at each size of `BENCH_LINES`."""
    return [row for lines in sizes() for row in rows(lines)]


def sizes() -> list[int]:
    return [int(size) for size in os.environ.get("BENCH_LINES", "1000000 10000000").split()]


def rows(lines: int) -> list[dict[str, object]]:
    """This import beside its bars and beside the other ways, on one file of so many lines."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "orders.csv"
        generate(source, lines)
        found = {way: measured(way, source) for way in WAYS}
    ours, what = found["regulars"], f"import CSV, {lines / 1e6:g} M lines"
    note = f"{lines / ours['seconds']:,.0f} lines/s, {ours['cpu']:.1f} CPU s"
    beside = [
        {
            "what": f"{what}, beside {way}",
            "ours": ours["seconds"],
            "theirs": theirs["seconds"],
            "unit": "s",
            "note": f"{theirs['peak_mb']:,.0f} MB",
        }
        for way, theirs in found.items()
        if way != "regulars"
    ]
    return [
        {
            "what": f"{what}, beside 400,000 lines/s",
            "ours": ours["seconds"],
            "theirs": lines / 400_000,
            "unit": "s",
            "bar": 1,
            "note": note,
        },
        {"what": f"{what}, peak memory beside 1.5 GB", "ours": ours["peak_mb"], "theirs": 1500.0, "unit": "MB", "bar": 1},
        *beside,
    ]


if __name__ == "__main__":
    run_one(WAYS)
