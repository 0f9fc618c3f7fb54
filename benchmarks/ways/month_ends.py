"""Twelve month ends of a refreshed shop: in one pass, or each looked back at by itself."""

from __future__ import annotations

import datetime as dt
import time

from regulars import refreshing
from regulars.shop import open as open_shop

MONTHS = 12


def main(folder: str, way: str) -> dict[str, object]:
    """`series` or `separate`; a fingerprint of every day's classes."""
    with open_shop(folder, create=False) as shop:
        last = shop.store.sql("SELECT max(as_of) FROM refreshes")[0][0]
        days = month_ends(last)
        began, told = time.process_time(), {}
        if way == "series":
            for day, _, classes in refreshing.series(shop._given, days, current=True):
                told[day.isoformat()] = fingerprint(shop.store, classes)
        else:
            for day in days:
                with shop.store.scratch():
                    seen = refreshing.look_back(shop._given, day, dt.datetime.now(dt.UTC), current=False)
                    told[day.isoformat()] = fingerprint(shop.store, seen.classes)
        return {"told": told, "cpu_inside": time.process_time() - began}


def month_ends(last: dt.date) -> list[dt.date]:
    """The last days of the twelve months before the month of a day."""
    found, day = [], last
    for _ in range(MONTHS):
        day = day.replace(day=1) - dt.timedelta(days=1)
        found.append(day)
    return found[::-1]


def fingerprint(store, classes) -> str:
    """The same for the same classes of the same customers, in whatever order."""
    text = store.compiled(classes)
    return str(store.sql(f"SELECT sum(hash(t)) FROM ({text}) AS t")[0][0])
