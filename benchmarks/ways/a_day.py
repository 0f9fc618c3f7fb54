"""A day: what it brings comes in as a batch, and the shop is refreshed by what that changes; or whole, with the same bars."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

from benchmarks.ways.day_before import BROUGHT

from regulars.shop import open as open_shop


def main(folder: str, way: str) -> dict[str, object]:
    """Refresh the shop in `folder` to its last day: `increment`, or `whole`."""
    with open_shop(folder, create=False) as shop:
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        for table in BROUGHT:
            shop.store.execute(
                f"INSERT INTO {table} BY NAME SELECT * REPLACE (2 AS batch_id, TIMESTAMP '{now}' AS recorded_at) FROM "
                f"'{Path(folder)}/last_{table}.parquet'"
            )
        if way == "whole":
            shop.store.execute('UPDATE standing SET data = json_merge_patch(data, \'{"ground": {"release": "another"}}\')')
        began = time.process_time()
        report = shop.refresh(recut=False)
        return {"refresh_cpu": time.process_time() - began, "touched": report.touched, "whole": report.kind != "increment"}
