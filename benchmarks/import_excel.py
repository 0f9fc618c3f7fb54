"""Importing an Excel sheet of ten columns into a fresh shop, from the file to the canonical tables.

The bar: 100,000 rows/s. Beside it openpyxl, which is what one would use instead, only reading. `BENCH_ROWS` chooses the sizes; a sheet ends at
1,048,576 rows. Every way runs in a process of its own.
"""

from __future__ import annotations

import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

from benchmarks.import_csv import measured, regulars, run_one

COLUMNS = (
    "Mã đơn hàng", "Ngày tạo", "Mã khách hàng", "Mã hàng", "Số lượng", "Đơn giá", "Giảm giá", "Mã giảm giá", "Kênh bán", "Chi nhánh",
)  # fmt: skip


def generate(path: Path, rows: int) -> None:
    """Orders of three lines each, as an ordinary Vietnamese export, with shared strings as spreadsheets write them."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Đơn hàng")
    sheet.write_row(0, 0, COLUMNS)
    for i in range(rows):
        k = i // 3
        day = f"{1 + k % 28:02d}/{1 + k // 28 % 12:02d}/{2023 + k // 336 % 3} 10:{k % 60:02d}:00"
        line = (f"HD{k:08d}", day, f"KH{k * 7919 % max(1, rows // 10):07d}", f"SP{i * 31 % 5000:05d}", 1 + i % 5, (10 + i % 500) * 1000)
        sheet.write_row(i + 1, 0, (*line, i % 4 * 1000, "TET2024" if k % 10 == 0 else "", ("Cửa hàng", "Website")[k % 2], f"CN{k % 20}"))
    book.close()


def openpyxl(source: Path, _folder: Path) -> None:
    """openpyxl, read-only: every cell of the sheet looked at once; nothing checked, nothing kept."""
    from openpyxl import load_workbook

    for row in load_workbook(source, read_only=True).active.iter_rows(values_only=True):
        len(row)


WAYS = {"regulars": regulars, "openpyxl": openpyxl}


def main() -> list[dict[str, object]]:
    """Rows for the table of all benchmarks, at each size of `BENCH_ROWS`."""
    return [row for size in os.environ.get("BENCH_ROWS", "300000 1048575").split() for row in rows(int(size))]


def rows(size: int) -> list[dict[str, object]]:
    """This import beside its bar and beside openpyxl, on one sheet of so many rows."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "orders.xlsx"
        generate(source, size)
        found = {way: measured(way, source, "import_excel") for way in WAYS if find_spec(way)}
    ours, what = found["regulars"], f"import Excel, {size:,} rows"
    note = f"{size / ours['seconds']:,.0f} rows/s, {ours['cpu']:.1f} CPU s, {ours['peak_mb']:,.0f} MB"
    beside = {
        "what": f"{what}, beside 100,000 rows/s",
        "ours": ours["seconds"],
        "theirs": size / 100_000,
        "unit": "s",
        "bar": 1,
        "note": note,
    }
    others = [(way, seen["seconds"]) for way, seen in found.items() if way != "regulars"]
    return [
        beside,
        *(
            {"what": f"{what}, beside {way}, reading only", "ours": ours["seconds"], "theirs": theirs, "unit": "s"}
            for way, theirs in others
        ),
    ]


if __name__ == "__main__":
    run_one(WAYS)
