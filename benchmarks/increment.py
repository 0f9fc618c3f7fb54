"""A day's increment beside a full refresh with the same bars: the same profile as read, the same classes, the same log.

Sizes are `BENCH_LINES` of the environment (1 and 10 million). This fails where one row of the profile, the days or the classes differs.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import duckdb
from benchmarks.child import Cost, run
from benchmarks.refresh import DATA, FILE, SIZES, Row, copied

TABLES = ("profile_as_read", "classes", "customer_days", "order_base", "membership_log")
UNTOLD = ("recorded_at",)


def main() -> list[Row]:
    return [row for lines in SIZES for row in side_by_side(lines)]


def side_by_side(lines: int) -> list[Row]:
    with copied(lines) as before, tempfile.TemporaryDirectory(dir=DATA) as other:
        first = run("day_before", before)
        again = Path(shutil.copytree(before, Path(other) / "shop"))
        part, whole = run("a_day", before, "increment"), run("a_day", again, "whole")
        if part.told["whole"] or not whole.told["whole"]:
            raise AssertionError("one of the two went the other's way")
        equal(before / FILE, again / FILE)
    return [
        row(lines, part, whole),
        {**row(lines, part, first), "what": f"a day of {lines / 1e6:g} M lines beside the first refresh", "bar": None},
    ]


def row(lines: int, part: Cost, other: Cost) -> Row:
    note = f"{part.told['touched']:,} customers read; wall {part.wall:.1f} / {other.wall:.1f} s, peak {part.peak_mb:,.0f} / {other.peak_mb:,.0f} MB"
    what = f"a day of {lines / 1e6:g} M lines beside the full refresh"
    bar = 0.1 if lines >= 10_000_000 else None
    return {"what": what, "ours": part.cpu, "theirs": other.cpu, "unit": "CPU s", "bar": bar, "note": note}


def equal(one: Path, other: Path) -> None:
    """Raises where a row is not the same in both files."""
    with tempfile.TemporaryDirectory(dir=DATA) as scratch, duckdb.connect() as engine:
        for table in TABLES:
            mine, theirs = (read(path, table, Path(scratch) / f"{side}.parquet") for side, path in (("one", one), ("other", other)))
            left = engine.execute(f"FROM (({mine} EXCEPT ALL {theirs}) UNION ALL ({theirs} EXCEPT ALL {mine})) LIMIT 4").fetchall()
            if left:
                raise AssertionError(f"{table}: rows that only one of the two has: {left}")


def read(file: Path, table: str, written: Path) -> str:
    """A table of a shop's file as a query on Parquet: what a view reads, it names by the file's own catalogue."""
    with duckdb.connect(str(file), read_only=True) as engine:
        names = [found[0] for found in engine.execute(f"DESCRIBE {table}").fetchall()]
        columns = ", ".join(f'"{name}"' for name in names if name not in UNTOLD)
        engine.execute(f"COPY (SELECT {columns} FROM {table}) TO '{written}'")
    return f"FROM '{written}'"
