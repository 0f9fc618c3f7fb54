"""An import that is killed, or that runs out of disk, leaves the shop as it was."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from regulars.sources import plan
from regulars.store.duckdb import Store
from regulars.store.intake import load

from .loading_shop import NOW, LoadingShop

HEADER = "order id,date,customer,product id,quantity,unit price\n"
SCRIPT = """
    import datetime as dt, sys
    from pathlib import Path
    from regulars.sources import plan
    from regulars.store.duckdb import Store
    from regulars.store.intake import load
    folder = Path(sys.argv[1])
    store = Store(folder / "analytics.duckdb", threads=2)
    def say(step, share):
        print(share, flush=True)
    load(store, plan(sys.argv[2]), now=dt.datetime(2026, 11, 21), quarantine_dir=folder / "quarantine", progress=say)
    print("done", flush=True)
"""


def lines(count: int, tag: str) -> str:
    return HEADER + "".join(
        f"{tag}{i // 3},2026-01-{1 + i // 3 % 28:02d},K{i // 3 % 5000},P{i % 50},1,{10 + i % 90}\n" for i in range(count)
    )


def facts(folder: Path) -> list[list[tuple]]:
    with Store(folder / "analytics.duckdb") as store:
        return [
            store.sql(f"SELECT count(*), sum(hash(t)) FROM {table} AS t")
            for table in ("orders", "order_lines", "customers", "products", "quarantine", "imports")
        ]


@pytest.mark.parametrize(("after", "wait"), [("0.0", 0.0), ("0.3", 0.0), ("0.5", 0.0), ("0.5", 0.1)])
def test_a_killed_import_leaves_the_former_state(tmp_path: Path, after: str, wait: float) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text(lines(3_000, "A"))
    second.write_text(lines(60_000, "B") + "X1,never,K1,P1,1,5\n" + lines(3_000, "A").removeprefix(HEADER).replace(",1,", ",2,"))
    with Store(tmp_path / "analytics.duckdb") as store:
        load(store, plan(first), now=NOW, quarantine_dir=tmp_path / "quarantine")
    before = facts(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SCRIPT), str(tmp_path), str(second)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    for line in process.stdout:
        if line.strip() == after:
            break
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert facts(tmp_path) == before
    with Store(tmp_path / "analytics.duckdb") as store:
        outcome = load(store, plan(second), now=NOW + dt.timedelta(days=1), quarantine_dir=tmp_path / "quarantine")
    assert (outcome.orders_added, outcome.orders_replaced, outcome.refused_rows) == (20_000, 1_000, 1)
    assert not list(tmp_path.glob("regulars-import-*"))


def test_a_full_disk_leaves_the_former_state_and_says_so(shop: LoadingShop) -> None:
    folder = shop.folder / "small"
    folder.mkdir()
    mounted = (
        os.geteuid() == 0
        and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)], capture_output=True, check=False).returncode
        == 0
    )
    if not mounted:
        pytest.skip("only root may mount a small disk")
    try:
        small, big = shop.file(lines(300, "A"), "small.csv"), shop.file(_incompressible(400_000), "big.csv")
        with Store(folder / "analytics.duckdb", memory_limit="200MB") as store:
            load(store, plan(small), now=NOW, quarantine_dir=folder / "quarantine")
        before = facts(folder)
        with Store(folder / "analytics.duckdb", memory_limit="200MB") as store:
            tight = LoadingShop(folder, store)
            with pytest.raises(Exception) as caught:
                load(store, plan(big), now=NOW, quarantine_dir=folder / "quarantine")
        assert getattr(caught.value, "code", None) == "disk_full", caught.value
        assert facts(folder) == before
        assert tight.folder == folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def _incompressible(count: int) -> str:
    import hashlib

    return HEADER + "".join(
        f"{(h := hashlib.md5(str(i).encode(), usedforsecurity=False).hexdigest())},2026-01-05,{h[:12]},{h[5:]},1,{i}\n"
        for i in range(count)
    )
