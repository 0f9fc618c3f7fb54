"""Regulars on a standalone cluster of this machine: a master, two workers with one core each and executors of fixed memory; a whole refresh, then a day's."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from benchmarks.child import ROOT

from regulars import settings
from regulars.shop import Shop

MEMORY = "1500m"


def main(folder: str, partitions: str) -> dict[str, float]:
    """Refresh the shop, then once more after another day's orders; tells seconds and CPU seconds of Java of both, the executors' peak memory in MB,
    bytes shuffled, and the size of the warehouse in MB after the first."""
    import sys

    sys.path.insert(0, str(ROOT))
    from tests.cluster import machines

    with machines.cluster(Path(folder), memory="1800m") as found:
        chosen = {"spark.executor.memory": MEMORY, "spark.sql.shuffle.partitions": int(partitions), "spark.driver.memory": "2g"}
        chosen |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.ui.enabled": True,
            "spark.ui.port": 4321,
        }
        settings.write(Path(folder), engine="spark", master=found.master, spark=chosen)
        began = time.perf_counter()
        with Shop(folder) as shop:
            shop.refresh()
            told = {"seconds": time.perf_counter() - began, "jvm_cpu": _java_cpu(), **_stages(), "warehouse_mb": _warehouse_mb(folder)}
            next_day(shop)
            began = time.perf_counter()
            report = shop.refresh(recut=False)
            told |= {"day_seconds": time.perf_counter() - began, "day_jvm_cpu": _java_cpu() - told["jvm_cpu"], "touched": report.touched}
        if report.kind != "increment":
            raise AssertionError("the day was refreshed whole")
        return told | {"executor_mb": max(_peak(pid) for pid in _executors())}


def next_day(shop: Shop) -> None:
    """The orders of the last day once more, a day later, as a batch of their own."""
    sql, last = shop.store.execute, shop.last_day()
    new = (
        "SELECT * REPLACE ('N' || order_id AS order_id, 2 AS batch_id, now() AT TIME ZONE 'UTC' AS recorded_at{more}) FROM {table} {where}"
    )
    sql(f"CREATE TEMP TABLE newest AS SELECT order_id FROM orders WHERE ordered_on = DATE '{last}'")
    dated = ", ordered_on + 1 AS ordered_on, ordered_at + INTERVAL 1 DAY AS ordered_at"
    for table, more in (("order_lines", ""), ("orders", dated)):
        sql(f"INSERT INTO {table} BY NAME {new.format(more=more, table=table, where='SEMI JOIN newest USING (order_id)')}")


def _stages() -> dict[str, float]:
    import json
    from urllib.request import urlopen

    base = "http://127.0.0.1:4321/api/v1/applications"
    id = json.load(urlopen(base))[0]["id"]
    found = json.load(urlopen(f"{base}/{id}/executors"))  # noqa: S310
    return {
        "shuffled_mb": sum(each["totalShuffleWrite"] for each in found) / 1e6,
        "read_mb": sum(each["totalInputBytes"] for each in found) / 1e6,
        "task_seconds": sum(each["totalDuration"] for each in found) / 1e3,
    }


def _executors() -> list[int]:
    return _pids("CoarseGrainedExecutorBackend")


def _java_cpu() -> float:
    return sum(_cpu(pid) for pid in (*_executors(), *_pids("org.apache.spark.deploy.SparkSubmit")))


def _warehouse_mb(folder: str) -> float:
    return sum(path.stat().st_size for path in (Path(folder) / "warehouse").rglob("*.parquet")) / 1e6


def _pids(name: str) -> list[int]:
    return [int(pid) for pid in subprocess.run(["pgrep", "-f", name], capture_output=True, text=True, check=False).stdout.split()]


def _peak(pid: int) -> float:
    lines = (Path("/proc") / str(pid) / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024 / 1e6


def _cpu(pid: int) -> float:
    fields = (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100
