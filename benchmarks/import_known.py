"""Importing a platform's file beside an ordinary file of the same rows and as many columns.

The bar: a known format costs no more than 1.2 times the general import. The two files of a pair differ in the names of their columns; what the platform's
format says of whole orders stands in both. Processor seconds, the best of several runs, each in a process of its own. `BENCH_KNOWN` chooses the number of lines.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks import import_csv

# Each pair: the columns as the platform names them, as an ordinary file does, and what stands in them.
SHOPIFY = (
    ("Name", "Order id", "'#' || k"),
    ("Email", "Email", "CASE WHEN head THEN 'buyer' || (hash(k) % {customers}) || '@example.com' END"),
    ("Financial Status", "Status", "CASE WHEN head THEN 'paid' END"),
    ("Currency", "Currency", "CASE WHEN head THEN 'USD' END"),
    ("Subtotal", "Note 1", "CASE WHEN head THEN 30 + k % 7 END::DECIMAL(12, 2)"),
    ("Discount Code", "Coupon code", "CASE WHEN head AND k % 10 = 0 THEN 'TET' END"),
    (
        "Created at",
        "Order date",
        "CASE WHEN head THEN strftime(TIMESTAMP '2023-01-01' + to_seconds((hash(k) % 94608000)::BIGINT), '%Y-%m-%d %H:%M:%S +0000') END",
    ),
    ("Lineitem quantity", "Quantity", "1"),
    ("Lineitem name", "Product name", "'Product ' || hash(i) % 5000"),
    ("Lineitem price", "Unit price", "CASE i % 3 WHEN 0 THEN 10 + k % 7 ELSE 10 END::DECIMAL(12, 2)"),
    ("Lineitem sku", "Product id", "'SKU' || hash(i) % 5000"),
    ("Billing Name", "Customer name", "CASE WHEN head THEN 'Buyer ' || (hash(k) % {customers}) END"),
    ("Billing City", "City", "CASE WHEN head THEN 'Hà Nội' END"),
    ("Billing Country", "Country", "CASE WHEN head THEN 'VN' END"),
    ("Cancelled at", "Cancelled time", "NULL::VARCHAR"),
    ("Refunded Amount", "Refund amount", "CASE WHEN head THEN 0 END::DECIMAL(12, 2)"),
    ("Source", "Channel", "CASE WHEN head THEN 'web' END"),
    ("Vendor", "Note 2", "'Acme'"),
)
SHOPEE = (
    ("Mã đơn hàng", "Mã đơn", "'2403' || k"),
    ("Ngày đặt hàng", "Ngày tạo", "strftime(TIMESTAMP '2023-01-01' + to_seconds((hash(k) % 94608000)::BIGINT), '%Y-%m-%d %H:%M')"),
    ("Trạng Thái Đơn Hàng", "Trạng thái", "CASE k % 12 WHEN 0 THEN 'Đã hủy' ELSE 'Hoàn thành' END"),
    ("Người Mua", "Mã khách hàng", "'buyer' || (hash(k) % {customers})"),
    ("Số điện thoại", "Điện thoại", "'******78'"),
    ("Tỉnh/Thành phố", "Tỉnh", "'Hà Nội'"),
    ("SKU phân loại hàng", "Mã hàng", "'SKU' || hash(i) % 5000"),
    ("Tên sản phẩm", "Tên hàng", "'Hàng ' || hash(i) % 5000"),
    ("Giá gốc", "Giá niêm yết", "((10 + hash(i) % 500) * 1000)::DECIMAL(12, 2)"),
    ("Giá ưu đãi", "Đơn giá", "((9 + hash(i) % 500) * 1000)::DECIMAL(12, 2)"),
    ("Số lượng", "Số lượng", "1 + i % 2"),
    ("Tổng giá bán (sản phẩm)", "Thành tiền", "((9 + hash(i) % 500) * 1000 * (1 + i % 2))::DECIMAL(12, 2)"),
    ("Mã giảm giá của Shop", "Ghi chú 1", "(k % 5 = 0)::INTEGER * 5000"),
    ("Mã giảm giá của Shopee", "Ghi chú 2", "0"),
    ("Quốc gia", "Nước", "'VN'"),
)
PAIRS = {"Shopify": SHOPIFY, "Shopee": SHOPEE}
RUNS = 3


def generate(path: Path, columns: tuple[tuple[str, str, str], ...], lines: int, *, known: bool) -> None:
    """Orders of three lines each under one kind of names."""
    import duckdb

    named = ", ".join(
        f'{sql.format(customers=max(1, lines // 10))} AS "{platform if known else plain}"' for platform, plain, sql in columns
    )
    rows = f"SELECT i, i // 3 AS k, i % 3 = 0 AS head FROM range({lines}) t(i)"
    duckdb.connect().execute(f"COPY (SELECT {named} FROM ({rows})) TO '{path}' (HEADER)")


def main() -> list[dict[str, object]]:
    """A row per platform: processor seconds of its format beside those of the general import."""
    lines = int(os.environ.get("BENCH_KNOWN", "1000000"))
    return [row(platform, columns, lines) for platform, columns in PAIRS.items()]


def row(platform: str, columns: tuple[tuple[str, str, str], ...], lines: int) -> dict[str, object]:
    best: dict[bool, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for known in (True, False):
            generate(Path(folder) / f"{known}.csv", columns, lines, known=known)
        for _ in range(RUNS):
            for known in (True, False):
                seconds = import_csv.measured("regulars", Path(folder) / f"{known}.csv")["cpu"]
                best[known] = min(seconds, best.get(known, seconds))
    what = f"a {platform} file beside an ordinary one, {lines / 1e6:g} M lines of {len(columns)} columns"
    return {"what": what, "ours": best[True], "theirs": best[False], "unit": "CPU s", "bar": 1.2}
