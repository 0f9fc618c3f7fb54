"""The same profile and classes as SQL written by hand for this engine.

Staged temporary tables, bars as variables, the chances to return in numpy; `profile`, `classes` and `order_base` stay in the file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pyarrow

FOLDER = Path(__file__).parent
LEAST_SILENCES = 20
Stage = Callable[[duckdb.DuckDBPyConnection], object]


SILENCES = """
SELECT
  CASE WHEN nth = 1 THEN 0 ELSE rhythm_place((span + 2 * getvariable('base_gap')) / (gaps + 2)) END AS rhythm_group,
  gap IS NOT NULL AS ended,
  coalesce(gap, getvariable('as_of') - day) AS length,
  least(length - (gap IS NOT NULL)::INTEGER, getvariable('as_of') - day - getvariable('return_window')) AS told_until, count(*) AS n
FROM customer_days WHERE bought GROUP BY ALL
"""


def main(path: str, memory_limit: str | None = None) -> None:
    """Compute into the analytics file at `path`."""
    settings = {"preserve_insertion_order": False} | ({"memory_limit": memory_limit} if memory_limit else {})
    with duckdb.connect(path, config=settings) as engine:
        engine.execute("BEGIN")
        for stage in STAGES:
            stage(engine)
        engine.execute("COMMIT")


def script(name: str) -> Stage:
    return lambda engine: engine.execute((FOLDER / name).read_text("utf-8"))


def place_macros(engine: duckdb.DuckDBPyConnection) -> None:
    """A macro per measure that tells how many of its bars lie below a value: conditions as a balanced tree."""
    bars = engine.execute("SELECT measure, list((bar, place) ORDER BY bar) FROM bars GROUP BY measure").fetchall()
    for measure, found in bars:
        lowest = 1 if measure == "rhythm" else 0
        tree = condition([bar for bar, _ in found], [lowest, *(place for _, place in found)])
        engine.execute(f"CREATE TEMP MACRO {measure}_place(x) AS {tree}")


def condition(bars: list[float], places: list[int]) -> str:
    if not bars:
        return str(places[0])
    middle = len(bars) // 2
    lower, upper = condition(bars[:middle], places[: middle + 1]), condition(bars[middle + 1 :], places[middle + 1 :])
    return f"CASE WHEN x > {bars[middle]!r} THEN {upper} ELSE {lower} END"


def chances(engine: duckdb.DuckDBPyConnection) -> None:
    engine.register("given", chance_table(engine))
    engine.execute("CREATE TEMP TABLE chances AS FROM given")


def chance_table(engine: duckdb.DuckDBPyConnection) -> pyarrow.Table:
    """One row per rhythm group and day of silence: the Kaplan–Meier chance to return within the window, and that on the first day."""
    silences = engine.execute(SILENCES).fetchnumpy()
    window = engine.execute("SELECT getvariable('return_window')").fetchone()[0]
    groups = [chances_of(silences, silences["rhythm_group"] == group, window) for group in np.unique(silences["rhythm_group"])]
    return pyarrow.table(
        {
            "rhythm_group": np.concatenate([np.full(len(values), group) for group, values in enumerate(groups)]),
            "silent_days": np.concatenate([np.arange(len(values)) for values in groups]),
            "chance": np.concatenate(groups),
            "at_first": np.concatenate([np.full(len(values), values[0]) for values in groups]),
        }
    )


def chances_of(silences: dict[str, np.ndarray], mine: np.ndarray, window: int) -> np.ndarray:
    length, ended, told_until, n = (silences[name][mine] for name in ("length", "ended", "told_until", "n"))
    size = int(length.max()) + window + 2
    ends = np.bincount(length[ended], n[ended], size)
    open_still = np.bincount(length, n, size)[::-1].cumsum()[::-1]
    survival = np.cumprod(1 - ends / np.maximum(open_still, 1))
    told = np.bincount(told_until[told_until >= 0], n[told_until >= 0], size)[::-1].cumsum()[::-1]
    days = np.arange(np.flatnonzero(told >= LEAST_SILENCES)[-1] + 1)
    return 1 - survival[days + window] / survival[days]


STAGES: tuple[Stage, ...] = (
    *(script("1_bases.sql"), script("2_rhythm.sql"), place_macros, chances),
    *(script("3_bars.sql"), place_macros, script("4_profile.sql"), script("5_classes.sql")),
)
