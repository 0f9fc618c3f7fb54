"""Runs every benchmark of this folder, one after another on this machine, prints one table and writes results.json.

A benchmark is a module here with `main() -> list of rows`; modules without one only help the others. A row is a mapping with at least
`what`, `ours` and `theirs` (seconds, or whatever `unit` says) and, where there is one to reach, `bar`: the most that `ours / theirs`
may be. `make bench ARGS=import` runs those whose name holds that word.
"""

from __future__ import annotations

import importlib
import json
import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

FOLDER = Path(__file__).parent
COLUMNS = ("benchmark", "what", "ours", "theirs", "unit", "ratio", "bar", "note")


def main(words: list[str]) -> int:
    sys.path.insert(0, str(FOLDER.parent))
    names = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in ("run", "__init__"))
    chosen = [name for name in names if not words or any(word in name for word in words)]
    rows = [row for name in chosen for row in measured(name)]
    show(rows)
    (FOLDER / "results.json").write_text(
        json.dumps({"machine": machine(), "rows": rows}, indent=2, ensure_ascii=False, default=str) + "\n", "utf-8"
    )
    return bool([row for row in rows if missed(row)])


def measured(name: str) -> list[dict[str, object]]:
    """The rows of one benchmark, with its name and the ratio worked out."""
    module = importlib.import_module(f"benchmarks.{name}")
    if not hasattr(module, "main"):
        return []
    print(f"… {name}", file=sys.stderr, flush=True)
    rows = module.main() or []
    return [{"benchmark": name, **row, "ratio": ratio(row)} for row in rows]


def ratio(row: Mapping[str, object]) -> object:
    if "ratio" in row or not (row.get("ours") and row.get("theirs")):
        return row.get("ratio")
    return round(float(row["ours"]) / float(row["theirs"]), 2)


def missed(row: Mapping[str, object]) -> bool:
    """Whether a row has a bar, as the most that the ratio may be, and is beyond it."""
    return row.get("bar") is not None and row.get("ratio") is not None and float(row["ratio"]) > float(row["bar"])


def show(rows: list[dict[str, object]]) -> None:
    table = Table(*(name for name in COLUMNS if any(row.get(name) is not None for row in rows)))
    for row in rows:
        style = "red" if missed(row) else None
        table.add_row(*(said(row.get(column.header)) for column in table.columns), style=style)
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def said(value: object) -> str:
    if value is None:
        return ""
    return (
        f"{value:,.3g}" if isinstance(value, float) and abs(value) < 1_000 else f"{value:,.0f}" if isinstance(value, float) else str(value)
    )


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    versions = {name: importlib.import_module(name).__version__ for name in ("duckdb", "ibis", "pandas")}
    return {"python": platform.python_version(), "cores": os.cpu_count(), "system": platform.system(), **versions}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
