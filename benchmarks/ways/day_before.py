"""The day before: a filled shop without its last day, refreshed; what that day brings lies beside it as Parquet."""

from __future__ import annotations

from pathlib import Path

from regulars.shop import open as open_shop

BROUGHT = ("orders", "order_lines")


def main(folder: str) -> None:
    """Refresh the shop in `folder` as of the day before its last."""
    with open_shop(folder, create=False) as shop:
        last, sql = shop.last_day(), shop.store.execute
        sql(f"CREATE TEMP TABLE last AS SELECT order_id FROM orders WHERE ordered_on = DATE '{last}'")
        for table in BROUGHT:
            sql(f"COPY (FROM {table} SEMI JOIN last USING (order_id)) TO '{Path(folder)}/last_{table}.parquet'")
            sql(f"DELETE FROM {table} WHERE order_id IN (FROM last)")
        shop.refresh()
