"""Undoing and mending that are killed leave the shop as it was, or have done all of it."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from regulars.intake.mending import Mend, Which
from regulars.sources import plan
from regulars.store.duckdb import Store
from regulars.store.intake import load
from regulars.store.mending import mend
from regulars.store.undoing import undo

from .loading_shop import NOW
from .test_intake_interrupted import HEADER, facts, lines

DEEDS = {
    "undo": "undo(store, 2, now=now, quarantine_dir=folder / 'quarantine')",
    "mend": "mend(store, Mend('as', Which(), '1'), now=now)",
}
SCRIPT = """
    import datetime as dt, sys
    from pathlib import Path
    from regulars.intake.mending import Mend, Which
    from regulars.store.duckdb import Store
    from regulars.store.mending import mend
    from regulars.store.undoing import undo
    folder, now = Path(sys.argv[1]), dt.datetime(2026, 11, 25)
    with Store(folder / "analytics.duckdb", threads=2) as store:
        print("ready", flush=True)
        {deed}
    print("done", flush=True)
"""


def filled(folder: Path) -> Path:
    """A shop of two imports that overlap, the second with a thousand refused rows."""
    first, second = folder / "first.csv", folder / "second.csv"
    first.write_text(lines(9_000, "A"))
    bad = "".join(f"B{i},2026-02-01,K{i},P1,many,5\n" for i in range(1_000))
    second.write_text(HEADER + lines(30_000, "B").removeprefix(HEADER) + bad + lines(6_000, "A").removeprefix(HEADER).replace(",1,", ",2,"))
    with Store(folder / "analytics.duckdb", threads=2) as store:
        for path in (first, second):
            load(store, plan(path), now=NOW, quarantine_dir=folder / "quarantine")
    return folder


def done(deed: str, folder: Path) -> None:
    now = dt.datetime(2026, 11, 25)
    with Store(folder / "analytics.duckdb", threads=2) as store:
        if deed == "undo":
            assert undo(store, 2, now=now, quarantine_dir=folder / "quarantine").orders == 10_000
        else:
            assert mend(store, Mend("as", Which(), "1"), now=now).mended == 1_000


@pytest.mark.parametrize("deed", list(DEEDS))
def test_killed_at_any_moment_all_of_it_is_done_or_nothing(tmp_path: Path, deed: str) -> None:
    folder = filled(tmp_path)
    before, killed = facts(folder), 0
    for wait in (0.02, 0.15, 0.35, 0.7):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(SCRIPT.format(deed=DEEDS[deed])), str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout and process.stdout.readline().strip() == "ready"
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        if process.communicate()[0].strip() == "done":
            return
        now = facts(folder)
        if now != before:
            break
        killed += 1
    assert killed, "it was never caught in the middle"
    if facts(folder) == before:
        done(deed, folder)
        assert not list(folder.glob("regulars-import-*")), "what a killed run left is cleared away by the next"
    assert facts(folder) != before
