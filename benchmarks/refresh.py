"""Refreshing a shop, all schemes: beside SQL written by hand for the same columns, a pandas script and openretailscience.

Sizes are `BENCH_LINES` of the environment (1 and 10 million). Filled shops are kept in `benchmarks/data/`; each way gets a copy.
The profile and the classes of the SQL by hand must equal ours in every column, or this fails: beside something else, a ratio says nothing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from benchmarks.child import ROOT, Cost, run
from benchmarks.peers import python_with

DATA = ROOT / "benchmarks" / "data"
SIZES = tuple(int(lines) for lines in os.environ.get("BENCH_LINES", "1000000 10000000").split())
FULL_SIZE = 10_000_000
FILE = "analytics.duckdb"
Row = dict[str, object]


def main() -> list[Row]:
    costs = {lines: side_by_side(lines) for lines in SIZES}
    rows = [row for lines, found in costs.items() for row in compared(lines, found)]
    rows += [growth(costs[lines]["ours"], costs[10 * lines]["ours"]) for lines in SIZES if 10 * lines in costs]
    largest = max(SIZES)
    return [*rows, peak(largest, costs[largest]["ours"]), limited(largest)]


def side_by_side(lines: int) -> dict[str, Cost]:
    """Every way on a copy of the same shop; ours and the SQL by hand must come to the same."""
    found = {}
    with copied(lines) as mine, copied(lines) as by_hand:
        found["ours"] = run("ours", mine)
        found["SQL by hand"] = run("by_hand.script", by_hand / FILE)
        equal(mine / FILE, by_hand / FILE)
        found["pandas, the core only"] = run("with_pandas", mine)
        peer = python_with("openretailscience")
        if peer:
            found["openretailscience, RFM only"] = run("with_openretailscience", mine, python=peer)
    return found


# What comes from need clusters: ours are fitted and stored, the SQL by hand has none.
CLUSTERED = ("needs_cluster", "needs_distance_pct", "needs", "familiarity")


@contextmanager
def copied(lines: int) -> Iterator[Path]:
    """A copy of the filled shop of so many lines, gone afterwards."""
    filled = DATA / str(lines)
    if not filled.exists():
        DATA.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=DATA) as fresh:
            run("filling", fresh, lines)
            shutil.copytree(fresh, filled)
    with tempfile.TemporaryDirectory(dir=DATA) as folder:
        yield Path(shutil.copytree(filled, Path(folder) / "shop"))


def equal(ours: Path, theirs: Path) -> None:
    """Raises where one row of the profile or the classes is not the same in both files, what nobody finds by hand in SQL left out."""
    with duckdb.connect() as engine:
        engine.execute(f"ATTACH '{ours}' AS ours (READ_ONLY); ATTACH '{theirs}' AS theirs (READ_ONLY)")
        for table in ("profile", "classes"):
            columns = ", ".join(f'"{row[0]}"' for row in engine.execute(f"DESCRIBE ours.{table}").fetchall() if row[0] not in CLUSTERED)
            mine, their = (f"SELECT {columns} FROM {side}.{table}" for side in ("ours", "theirs"))
            differ = f"({mine} EXCEPT ALL {their}) UNION ALL ({their} EXCEPT ALL {mine})"
            left = engine.execute(f"FROM ({differ}) LIMIT 4").fetchall()
            if left:
                raise AssertionError(f"{table}: rows that only one of the two has: {left}")


def compared(lines: int, found: dict[str, Cost]) -> list[Row]:
    ours = found["ours"]
    return [
        {
            "what": f"refresh, {lines / 1e6:g} M lines, beside {way}",
            "ours": ours.cpu,
            "theirs": theirs.cpu,
            "unit": "CPU s",
            "bar": 1.5 if way == "SQL by hand" and lines == FULL_SIZE else None,
            "note": f"wall {ours.wall:.1f} / {theirs.wall:.1f} s, peak {ours.peak_mb:,.0f} / {theirs.peak_mb:,.0f} MB",
        }
        for way, theirs in found.items()
        if way != "ours"
    ]


def growth(small: Cost, large: Cost) -> Row:
    note = f"wall {large.wall:.1f} / {small.wall:.1f} s"
    return {"what": "refresh, 10 × the data", "ours": large.cpu, "theirs": small.cpu, "unit": "CPU s", "bar": 13, "note": note}


def peak(lines: int, found: Cost) -> Row:
    what = f"refresh, {lines / 1e6:g} M lines, peak memory beside 2 GB"
    return {"what": what, "ours": found.peak_mb, "theirs": 2000.0, "unit": "MB", "bar": 1, "note": "as it comes"}


def limited(lines: int) -> Row:
    """The engine held to 2 GB, and to 1 GB: it must come to an end."""
    with copied(lines) as two, copied(lines) as one:
        two_gb, one_gb = run("ours", two, "2GB"), run("ours", one, "1GB")
    what = f"refresh, {lines / 1e6:g} M lines, engine limited to 2 GB (beside: to 1 GB)"
    note = f"wall {two_gb.wall:.1f} / {one_gb.wall:.1f} s, peak {two_gb.peak_mb:,.0f} / {one_gb.peak_mb:,.0f} MB"
    return {"what": what, "ours": two_gb.cpu, "theirs": one_gb.cpu, "unit": "CPU s", "note": note}
