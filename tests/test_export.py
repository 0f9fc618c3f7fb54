"""Exports: whole or not there, the same rows in every kind of file, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime as dt
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import ibis
import pandas as pd
import pyarrow.parquet
import pytest

from regulars import export
from regulars.answers import Table
from regulars.errors import InputError
from regulars.freshness import Failure, Freshness, ImportedFrom
from regulars.words import Words

AS_OF = dt.date(2026, 11, 20)
RISKY = ["=1+1", "+84935", "-5", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A1"]
HARMLESS = ["Hà Nội", "a=b", "", "'quoted", "1,5", 'he said "no"']


def table_of(**columns: list) -> Table:
    return Table(ibis.memtable(pd.DataFrame(columns)), AS_OF, "VND")


@pytest.fixture
def mixed() -> Table:
    texts = [*RISKY, *HARMLESS]
    return table_of(
        customer_id=texts,
        amount=[-(10**12), *range(len(texts) - 1)],
        share=[None, *([0.25] * (len(texts) - 1))],
        often=[True, False] * 6 + [True],
        day=[AS_OF] * len(texts),
    )


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_text_of_csv_is_never_a_formula(mixed, tmp_path):
    assert export.write(mixed, tmp_path / "out.csv") == 13
    texts = [row["customer_id"] for row in read(tmp_path / "out.csv")]
    assert texts == [f"'{text}" for text in RISKY] + HARMLESS


def test_numbers_of_csv_stay_numbers_and_the_unknown_is_empty(mixed, tmp_path):
    export.write(mixed, tmp_path / "out.csv")
    first = read(tmp_path / "out.csv")[0]
    assert (first["amount"], first["share"], first["often"], first["day"]) == ("-1000000000000", "", "true", "2026-11-20")


def test_csv_opens_in_excel_with_its_accents(mixed, tmp_path):
    export.write(mixed, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_xlsx_holds_texts_numbers_and_days_and_no_formula(mixed, tmp_path):
    export.write(mixed, tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()
    import fastexcel

    rows = fastexcel.read_excel(str(tmp_path / "out.xlsx")).load_sheet(0).to_pandas()
    assert list(rows["customer_id"])[:4] == RISKY[:4]
    assert rows["amount"][0] == -(10**12)
    assert pd.isna(rows["share"][0])
    assert str(rows["day"][0])[:10] == "2026-11-20"


def test_parquet_keeps_every_value(mixed, tmp_path):
    export.write(mixed, tmp_path / "out.parquet")
    frame = pd.read_parquet(tmp_path / "out.parquet")
    assert list(frame["customer_id"]) == [*RISKY, *HARMLESS]


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_an_empty_table_still_has_its_header(tmp_path, kind):
    empty = table_of(customer_id=["a"], n=[1])
    empty = Table(empty.ibis.filter(empty.ibis.n > 1), AS_OF, "VND")
    assert export.write(empty, tmp_path / f"out.{kind}") == 0
    assert (tmp_path / f"out.{kind}").stat().st_size > 0


def test_an_export_that_fails_leaves_what_was_there(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("the one before")
    broken = table_of(customer_id=["x"])
    broken = Table(broken.ibis.mutate(n=broken.ibis.customer_id.cast("int64")), AS_OF, "VND")
    with pytest.raises(Exception, match="x"):
        export.write(broken, path)
    assert path.read_text() == "the one before"
    assert list(tmp_path.iterdir()) == [path]


def test_another_kind_of_file_is_refused(mixed, tmp_path):
    with pytest.raises(InputError) as refused:
        export.write(mixed, tmp_path / "out.xls")
    assert refused.value.code == "kind_of_file"


def test_more_rows_than_a_sheet_holds_are_refused_at_once(tmp_path):
    many = Table(ibis.range(1_048_576).unnest().name("n").as_table(), AS_OF, "VND")
    with pytest.raises(InputError) as refused:
        export.write(many, tmp_path / "out.xlsx")
    assert refused.value.code == "sheet_rows"
    assert "1,048,575" in refused.value.text("en")
    assert list(tmp_path.iterdir()) == []


# How fresh it is


def known(table: Table, **changes: object) -> Table:
    """The same rows, from an import of the morning."""
    at = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)
    fresh = Freshness(AS_OF, at, (ImportedFrom(7, at, ("đơn.csv",)),), 3, AS_OF, "ab12")
    return replace(table, freshness=replace(fresh, **changes))


def test_beside_a_csv_stands_how_fresh_it_is_and_the_csv_stays_plain(mixed, tmp_path):
    export.write(mixed, tmp_path / "plain.csv")
    export.write(known(mixed), tmp_path / "out.csv")
    assert (tmp_path / "plain.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()
    assert not export.about_file(tmp_path / "plain.csv").exists()
    told = json.loads(export.about_file(tmp_path / "out.csv").read_text("utf-8"))
    assert (told["file"], told["rows"], told["columns"], told["currency"]) == ("out.csv", 13, list(mixed.columns), "VND")
    assert (told["as_of"], told["versions"]["bars"], told["imports"][0]["files"], told["failed"]) == ("2026-11-20", 3, ["đơn.csv"], None)


def test_a_word_about_other_rows_does_not_outlive_them(mixed, tmp_path):
    export.write(known(mixed), tmp_path / "out.csv")
    export.write(mixed, tmp_path / "out.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_neither_file_appears_where_one_cannot_be_written(mixed, tmp_path):
    broken = replace(known(mixed), ibis=mixed.ibis.mutate(day=mixed.ibis.customer_id.cast("date")))
    with pytest.raises(Exception, match="date"):
        export.write(broken, tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == []


def test_parquet_carries_how_fresh_it_is_in_its_metadata(mixed, tmp_path):
    export.write(known(mixed), tmp_path / "out.parquet")
    told = json.loads(pyarrow.parquet.read_schema(tmp_path / "out.parquet").metadata[export.KEY])
    assert (told["as_of"], told["currency"], told["versions"]["schemes"]) == ("2026-11-20", "VND", "ab12")
    assert list(pd.read_parquet(tmp_path / "out.parquet")["customer_id"]) == [*RISKY, *HARMLESS]


@pytest.mark.parametrize(("lang", "name", "said"), [("vi", "Về tệp này", "Tính đến hết 20/11/2026"), ("en", "About", "As of 20 Nov 2026")])
def test_a_workbook_has_a_second_sheet_about_itself(mixed, tmp_path, lang, name, said):
    import fastexcel

    failed = Failure(dt.datetime(2026, 11, 21, tzinfo=dt.UTC), Words("Ổ đĩa đã đầy.", "The disk is full."))
    export.write(known(mixed, failed=failed), tmp_path / "out.xlsx", lang)
    book = fastexcel.read_excel(str(tmp_path / "out.xlsx"))
    assert book.sheet_names[1:] == [name]
    lines = list(book.load_sheet(1, header_row=None).to_pandas().iloc[:, 0])
    assert failed.what.of(lang) in lines[0]
    assert lines[1] == said
    assert lines[-1].endswith("đơn.csv")
    assert len(book.load_sheet(0).to_pandas()) == 13
