"""Filling: a fresh shop of so many lines, and the same facts as Parquet for those who do not read DuckDB files."""

from __future__ import annotations

from pathlib import Path

from benchmarks.canonical import fill

from regulars.shop import open as open_shop

EXPORTED = {
    "orders": "order_id, customer_id, ordered_on, coupon_code",
    "order_lines": "order_id, product_id, quantity, list_amount, discount, net_amount",
}


def main(folder: str, lines: str) -> None:
    """Make a shop in `folder`, with `orders.parquet`, `order_lines.parquet` and `transactions.parquet` beside its file."""
    with open_shop(folder) as shop:
        fill(shop.store, int(lines))
        for table, columns in EXPORTED.items():
            shop.store.execute(f"COPY (SELECT {columns} FROM {table}) TO '{Path(folder) / table}.parquet'")
        shop.store.execute(
            "COPY (SELECT o.customer_id, o.ordered_on AS transaction_date, o.order_id AS transaction_id, l.net_amount AS unit_spend "
            f"FROM order_lines l JOIN orders o USING (order_id)) TO '{Path(folder)}/transactions.parquet'"
        )
