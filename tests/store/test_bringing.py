"""Files that the cluster reads: the same shop comes of them as of files that the shop's own engine reads."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import regulars
from regulars import settings
from regulars.errors import InputError, Regulars
from regulars.store import bringing
from regulars.tables import TABLES

pytest.importorskip("pyspark", reason="the cluster engine comes with the package pyspark")
if not shutil.which("java"):
    pytest.skip("Spark needs Java", allow_module_level=True)

HEADER = "Mã đơn hàng,Ngày tạo,Mã khách hàng,Tên khách,Tên sản phẩm,Số lượng,Tổng tiền\n"
LONG = HEADER + (
    'D1,2026-01-05 10:00,K1,Nguyễn Thị Ánh,"Trà ""ngon"" nhất",2,150000\n'
    'D2,2026-01-06 11:30,K2,Trần Đức,"Cà phê\nhai dòng, có phẩy",1,90000\n'
    "D3,2026-02-01 09:00,K1,,Trà,1,75000\n"
    'D4,2026-02-03 09:00,"",,Bánh,1,55000\n'
    "D5,không có ngày,K3,Lê Văn Ổn,Bánh,1,60000\n"
    "\n"
    'D6,2026-03-01 08:15,K3,"Lê Văn Ổn",5" đĩa,1,60000\n'
)
PLAIN = HEADER + "".join(
    f"D{i},{'?' if i % 13 == 5 else f'2026-0{1 + i % 6}-11 10:00'},K{i % 7},Khách {i % 7},Trà,1,{10_000 + i}\n" for i in range(60)
)
PLAIN = PLAIN.replace("\n", "\r\n")
MOMENTS = {"batch_id", "recorded_at", "replaced_at"}


@pytest.fixture(scope="module")
def lake(tmp_path_factory) -> Path:
    """A folder that the cluster, and nobody else, knows as viewfs://lake/w."""
    return tmp_path_factory.mktemp("lake")


@pytest.fixture
def shops(tmp_path, lake):
    """Opens shops: of a cluster, or without one."""

    def opened(name: str, **changes: object) -> regulars.Shop:
        folder = tmp_path / name
        with regulars.open(folder):
            pass
        settings.write(folder, **changes)
        return regulars.open(folder)

    spark = {
        "spark.sql.shuffle.partitions": 2,
        "spark.sql.codegen.wholeStage": False,
        "spark.sql.files.maxPartitionBytes": 1_000,  # several tasks for a file
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
        "spark.hadoop.fs.viewfs.mounttable.lake.link./w": lake.as_uri(),
    }
    shutil.rmtree(lake)
    lake.mkdir()
    return SimpleNamespace(far=lambda: opened("far", engine="spark", master="local[1]", spark=spark), near=lambda: opened("near"))


def facts(shop: regulars.Shop) -> dict[str, list[str]]:
    return {
        name: sorted(map(repr, shop.store.table(name).drop(*MOMENTS & set(TABLES[name].schema())).to_pyarrow().to_pylist()))
        for name in TABLES
    }


def held(shop: regulars.Shop, row: str) -> list[tuple]:
    """The refused rows; `row`: how they are numbered."""
    return shop.store.sql(f"SELECT {row}, column_name, value, reason, raw FROM quarantine ORDER BY ALL") if shop.waiting() else []


def left(shop: regulars.Shop) -> list[str]:
    """What is on its way beside the shop's file and in its warehouse."""
    return [
        path.name for path in [*shop.path.glob(".shipping-*"), *shop.path.glob("regulars-import-*"), *shop.path.glob("warehouse/_work/*")]
    ]


def alike(shops, address: str, *files: Path, row: str = "row_number") -> None:
    """The shop made of an address is the one made of the files."""
    with shops.near() as near, shops.far() as far:
        near.load(*files)
        far.load(address)
        assert facts(far) == facts(near)
        assert held(far, row) == held(near, row)
        assert left(far) == []


def by_spark(monkeypatch) -> None:
    """Nothing is copied as it lies."""

    def copied(*_):
        raise AssertionError("copied as it lies")

    for name in ("_copied", "_united"):
        monkeypatch.setattr(bringing._Bringing, name, copied)


@pytest.mark.parametrize(
    "text", [LONG, PLAIN, unicodedata.normalize("NFD", PLAIN)], ids=["cells of several lines", "lines", "accents apart from their letters"]
)
def test_csv_is_the_same_shop_through_spark(shops, lake, tmp_path, monkeypatch, text):
    by_spark(monkeypatch)
    for place in (lake / "orders.csv", tmp_path / "orders.csv"):
        place.write_bytes(text.encode())
    alike(shops, "viewfs://lake/w/orders.csv", tmp_path / "orders.csv")


def test_a_folder_of_csv_is_one_file(shops, lake, tmp_path, monkeypatch):
    by_spark(monkeypatch)
    (tmp_path / "orders.csv").write_text(PLAIN)
    lines = PLAIN.replace("\r\n", "\n").splitlines(keepends=True)[1:]
    (lake / "orders").mkdir()
    for place in range(3):
        (lake / "orders" / f"part-{place}.csv").write_text(HEADER + "".join(lines[place * 20 : place * 20 + 20]))
    (lake / "orders" / "_SUCCESS").touch()
    alike(shops, "viewfs://lake/w/orders", tmp_path / "orders.csv", row="NULL")  # Spark reads larger files first


@pytest.mark.parametrize(
    "text",
    [
        LONG.replace("D3,2026-02-01 09:00,K1,,Trà,1,75000", "D3,2026-02-01 09:00,K1,,Trà,1,75000,thừa"),
        "Báo cáo đơn hàng,,,,,,\n" + LONG,
        PLAIN.replace("Trà", '"Trà\r\nxanh"'),
        PLAIN.encode("cp1258", "ignore"),
    ],
    ids=["a row too wide", "a title above", "Windows lines in cells", "old letters"],
)
def test_what_spark_parts_otherwise_is_left_to_the_shops_own_engine(shops, lake, tmp_path, text):
    for place in (lake / "orders.csv", tmp_path / "orders.csv"):
        place.write_bytes(text if isinstance(text, bytes) else text.encode())
    alike(shops, "viewfs://lake/w/orders.csv", tmp_path / "orders.csv")


def orders(first: int, many: int) -> pa.Table:
    ids = range(first, first + many)
    return pa.table(
        {
            "Mã đơn hàng": [f"D{i}" for i in ids],
            "Ngày tạo": pa.array([f"2026-0{1 + i % 6}-11T10:00:00" for i in ids]).cast(pa.timestamp("us")),
            "Mã khách hàng": [f"K{i % 7}" for i in ids],
            "Tên khách": [None if i % 5 else f"Khách {i % 7}" for i in ids],
            "Tổng tiền": pa.array([10_000 + i for i in ids], pa.int64()),
        }
    )


@pytest.mark.parametrize("unit", ["us", "ns", "int96"])
def test_a_folder_of_parquet_is_one_file_whose_import_is_known_by_its_address(shops, lake, tmp_path, unit, monkeypatch):
    if unit == "us":
        by_spark(monkeypatch)
    (lake / "orders").mkdir()
    for place in range(3):
        rows = orders(place * 20, 20)
        rows = rows.set_column(1, "Ngày tạo", rows.column(1).cast(pa.timestamp("us" if unit == "us" else "ns")))
        pq.write_table(rows, lake / "orders" / f"part-{place}.parquet", use_deprecated_int96_timestamps=unit == "int96")
    pq.write_table(orders(0, 60), tmp_path / "orders.parquet")
    alike(shops, "viewfs://lake/w/orders/*.parquet", tmp_path / "orders.parquet")
    with regulars.open(tmp_path / "far") as far:
        assert far.imports()[0].files == ("viewfs://lake/w/orders/*.parquet",)
        assert far.load("viewfs://lake/w/orders").outcome.already_loaded
        far.undo(1)
        assert far.store.sql("SELECT count(*) FROM orders")[0][0] == 0


def test_folders_that_name_a_column_give_it(shops, lake, tmp_path):
    rows = orders(0, 40)
    for month, first in (("2026-01", 0), ("2026-02", 20)):
        (lake / "orders" / f"Kênh=shop {month}").mkdir(parents=True)
        pq.write_table(rows.slice(first, 20), lake / "orders" / f"Kênh=shop {month}" / "part-0.parquet")
    pq.write_table(rows.append_column("Kênh", pa.array(["shop 2026-01"] * 20 + ["shop 2026-02"] * 20)), tmp_path / "orders.parquet")
    alike(shops, "viewfs://lake/w/orders", tmp_path / "orders.parquet")


@pytest.mark.parametrize("nested", [False, True], ids=["flat", "nested"])
def test_json_lines_are_the_same_shop(shops, lake, tmp_path, nested, monkeypatch):
    if not nested:
        by_spark(monkeypatch)
    records = [
        {"order_id": f"D{i}", "created_at": f"2026-03-{i:02d}", "customer_id": f"K{i % 3}", "total": 1000.5 * i, "note": 'a "b"\nc'}
        for i in range(1, 20)
    ]
    records = [record | {"customer": {"name": "Ánh", "id": record.pop("customer_id")}} for record in records] if nested else records
    for place in (lake / "orders.jsonl", tmp_path / "orders.jsonl"):
        place.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records))
    alike(shops, "viewfs://lake/w/orders.jsonl", tmp_path / "orders.jsonl")


def test_large_files_of_this_machine_are_read_by_the_cluster_where_it_sees_them(shops, tmp_path, monkeypatch):
    path = tmp_path / "orders.csv"
    path.write_text(PLAIN)
    monkeypatch.setattr(bringing, "LARGE", 100)
    asked = settings.Settings(engine="spark", master="local[1]")
    assert bringing._far(path, asked) == path.as_uri()
    assert bringing._far(path.as_uri(), asked.model_copy(update={"master": "yarn"})) == path.as_uri()
    assert bringing._far(path, asked.model_copy(update={"master": "yarn"})) is None
    with shops.near() as near, shops.far() as far:
        near.load(path.as_uri())
        far.load(path)
        assert facts(far) == facts(near)
        assert far.imports()[0].files == ("orders.csv",)
    monkeypatch.setattr(bringing, "LARGE", 1 << 30)
    assert bringing._far(path, asked) is None


def test_addresses_that_cannot_be_read_are_refused_with_what_to_do(shops, lake):
    (lake / "mixed").mkdir()
    (lake / "mixed" / "a.csv").write_text(PLAIN)
    pq.write_table(orders(0, 3), lake / "mixed" / "b.parquet")
    (lake / "a.orc").write_bytes(b"ORC" + bytes(100))
    (lake / "a.csv").write_bytes(b"%PDF-1.4 and so on")
    refused = {
        "viewfs://lake/w/none/*.csv": "no_file",
        "viewfs://lake/w/mixed": "several_kinds",
        "viewfs://lake/w/a.orc": "not_read_far",
        "viewfs://lake/w/a.csv": "not_a_table",
        "zzz://bucket/orders": "no_file_system",
    }
    with shops.far() as far:
        for address, code in refused.items():
            with pytest.raises(InputError) as caught:
                far.load(address)
            assert (caught.value.code, bool(caught.value.todo)) == (code, True)
            assert left(far) == []
    with shops.near() as near, pytest.raises(InputError, match="spark") as caught:
        near.load("s3a://bucket/orders/*.parquet")
    assert caught.value.code == "no_cluster"


def test_nothing_is_left_behind_by_a_failure_or_a_kill(shops, lake, monkeypatch):
    (lake / "orders.csv").write_text(PLAIN)
    with shops.far() as far:
        (far.path / ".shipping-killed" / "0").mkdir(parents=True)
        (far.path / "warehouse" / "_work" / "brought").mkdir(parents=True)
        monkeypatch.setattr(bringing._Bringing, "_merged", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            far.load("viewfs://lake/w/orders.csv")
        assert left(far) == []


def test_a_refresh_clears_what_a_killed_one_left(shops):
    with shops.far() as far:
        (far.path / ".shipping-killed").mkdir()
        with far._engine() as engine, engine.transaction():
            assert left(far) == []


def test_how_an_address_would_be_read_can_be_seen_before(shops, lake, capsys):
    from regulars.cli.program import run

    (lake / "orders.csv").write_text(PLAIN)
    with shops.far() as far:
        folder = far.path
    assert run(["import", "viewfs://lake/w/orders.csv", "--dry-run", "--json", "--shop", str(folder)]) == 0
    file = json.loads(capsys.readouterr().out)["data"]["files"][0]
    assert (file["name"], file["mapping"]["Ngày tạo"]) == ("viewfs://lake/w/orders.csv", "ordered_at")
    with regulars.open(folder) as far:
        assert (far.imports(), left(far)) == ([], [])


def test_a_cluster_that_fails_says_so(shops, lake, monkeypatch):
    from pyspark.errors import PySparkException

    (lake / "orders.csv").write_text(PLAIN)

    def failing(*_):
        raise PySparkException("lost")

    with shops.far() as far:
        monkeypatch.setattr(bringing._Bringing, "_read", failing)
        with pytest.raises(Regulars) as caught:
            far.load("viewfs://lake/w/orders.csv")
        assert caught.value.code == "cluster"
        assert left(far) == []
