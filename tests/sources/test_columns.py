"""A plan beside the columns it reads, with some of their cells."""

from __future__ import annotations

from pathlib import Path

from regulars.sources import columns, plan

ORDERS = "Mã đơn,Ngày,SĐT,Tiền,Ghi chú\nA1,01/11/2026,0905111222,58000,\nA2,13/11/2026,0905111223,58000,giao nhanh\n"


def test_every_column_has_its_first_different_cells_and_what_it_is_read_as(tmp_path: Path):
    file = tmp_path / "don.csv"
    file.write_text(ORDERS, "utf-8")
    (found,) = columns.laid(plan(file), columns.heads([file]))
    read = {column.name: column for column in found.columns}
    assert found.tables == ("orders",)
    assert read["Tiền"].field == "amount" and read["Tiền"].samples == ("58000",)
    assert read["Ghi chú"].field is None and read["Ghi chú"].samples == ("giao nhanh",)
    assert "ordered_at" in found.fields


def test_the_columns_of_a_file_that_no_table_fits_are_there_to_be_chosen(tmp_path: Path):
    file = tmp_path / "la.csv"
    file.write_text("X1,X2\na,b\nc,d\n", "utf-8")
    (found,) = columns.heads([file])
    assert [column.name for column in found.columns] == ["X1", "X2"]
    assert found.tables == () and "amount" in found.fields
