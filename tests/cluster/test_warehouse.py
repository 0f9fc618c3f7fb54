"""The warehouse by itself: versions that are read whole or not at all, layers that take the place of earlier ones, nothing left lying about."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regulars.store import standing_in
from regulars.store.duckdb import Store
from regulars.store.places import Folder
from regulars.store.standing_in import Standing
from regulars.store.warehouse import CURRENT, KEPT, VERSIONS, WORK, Kept, Layer, Version, Warehouse

SCHEMA = {"customer_id": "string", "orders": "int64"}


def write(place: Folder, folder: str, rows: list[dict], columns: tuple[str, ...] = tuple(SCHEMA)) -> None:
    target = place.here / folder
    target.mkdir(parents=True)
    kinds = {"customer_id": pa.string(), "orders": pa.int64()}
    pq.write_table(pa.Table.from_pylist(rows, pa.schema([(name, kinds[name]) for name in columns])), target / "part.parquet")


def layered(place: Folder, warehouse: Warehouse, number: int, *parts: dict[str, int | None], key: str | None = "customer_id") -> Kept:
    """A table of layers: customers and their orders each; of all but the first, the keys are theirs."""
    layers = []
    for part in parts:
        folder = warehouse.folder("profile", number)
        rows = [{"customer_id": who, "orders": many} for who, many in part.items()]
        write(place, folder, [row for row in rows if row["orders"] is not None])
        if layers:
            write(place, f"{folder}-keys", [{"customer_id": row["customer_id"]} for row in rows], ("customer_id",))
        layers.append(Layer(folder, len(rows), f"{folder}-keys" if layers else None))
    return Kept(SCHEMA, key, tuple(layers))


@pytest.fixture
def place(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "warehouse")


@pytest.fixture
def ledger(tmp_path: Path):
    with Store(tmp_path / "analytics.duckdb") as store:
        store.create(standing_in.LEDGER)
        yield store


def published(place: Folder, number: int, kept: Kept) -> Warehouse:
    warehouse = Warehouse.of(place, 0, "shop")
    version = Version(number, {"profile": kept}, "shop")
    warehouse.write(version)
    warehouse.point(version)
    return warehouse


def test_a_later_layer_speaks_for_its_keys_and_a_key_without_rows_is_gone(place, ledger):
    warehouse = Warehouse.of(place, 0, "shop")
    kept = layered(place, warehouse, 1, {"a": 1, "b": 2, "c": 3}, {"b": 20, "d": 4}, {"c": None, "d": 40})
    with ledger.transaction():
        Standing(place.here).show(ledger, Version(1, {"profile": kept}, "shop"), place, {})
    assert sorted(ledger.sql("FROM profile")) == [("a", 1), ("b", 20), ("d", 40)]


def test_a_version_is_read_as_it_was_written(place):
    warehouse = Warehouse.of(place, 0, "shop")
    kept = layered(place, warehouse, 1, {"a": 1}, {"b": 2})
    published(place, 1, kept)
    assert Warehouse.of(place, 1, "shop").version == Version(1, {"profile": kept}, "shop")
    assert Warehouse.of(place, 1, "shop").whose() == "shop" and place.read(CURRENT) == "1"
    assert Warehouse.of(place, 2, "shop") is None and Warehouse.of(place, 0, "shop").next_number() == 2


def test_a_pointer_that_was_left_behind_catches_up(place):
    warehouse = published(place, 1, layered(place, Warehouse.of(place, 0, "shop"), 1, {"a": 1}))
    warehouse.write(Version(2, warehouse.version.tables, "shop"))
    Warehouse.of(place, 2, "shop").catch_up()
    assert place.read(CURRENT) == "2"


def test_a_table_of_many_layers_is_to_be_written_anew():
    first, small, large = Layer("a", 100), Layer("b", 1), Layer("c", 26)
    assert not Kept(SCHEMA, None, (first, *[small] * 11)).scattered and Kept(SCHEMA, None, (first, *[small] * 12)).scattered
    assert Kept(SCHEMA, None, (first, large)).scattered and not Kept(SCHEMA, None, (first,)).scattered


def test_old_versions_and_what_was_never_finished_are_removed_and_what_is_not_ours_stays(place):
    warehouse = Warehouse.of(place, 0, "shop")
    for number in range(1, KEPT + 3):
        version = Version(number, {"profile": layered(place, warehouse, number, {"a": number})}, "shop")
        warehouse.write(version)
        warehouse.point(version)
    write(place, "profile/00000099-1", [{"customer_id": "half", "orders": 1}])
    (place.here / WORK / "x").mkdir(parents=True)
    (place.here / "holiday.txt").write_text("ảnh")
    (place.here / "profile" / "mine").mkdir()
    warehouse.tidy()
    kept = {f"{number:08d}" for number in range(3, KEPT + 3)}
    assert {name.removesuffix(".json") for name in place.names(VERSIONS)} == kept
    assert {name.partition("-")[0] for name in place.names("profile")} == {*kept, "mine"}
    assert (place.here / "holiday.txt").exists() and not (place.here / WORK).exists()


def test_without_a_cluster_what_stood_for_the_warehouse_is_brought_into_the_file(place, ledger):
    kept = layered(place, Warehouse.of(place, 0, "shop"), 1, {"a": 1, "b": 2}, {"b": 20})
    ledger.create(standing_in.LEDGER | {"shipped": {"name": "string"}})
    with ledger.transaction():
        Standing(place.here).show(ledger, Version(1, {"profile": kept}, "shop"), place, {})
    assert standing_in.shown(ledger) == ["profile"]
    standing_in.settle(ledger)
    place.remove("profile")
    assert sorted(ledger.sql("FROM profile")) == [("a", 1), ("b", 20)] and standing_in.shown(ledger) == []
    assert ledger.sql("SELECT shop, version FROM warehouse") == [("shop", 0)]


def test_a_warehouse_that_was_moved_is_followed(place, ledger, tmp_path):
    kept = layered(place, Warehouse.of(place, 0, "shop"), 1, {"a": 1})
    warehouse = published(place, 1, kept)
    with ledger.transaction():
        Standing(place.here).show(ledger, warehouse.version, place, {})
    place.here.rename(tmp_path / "elsewhere")
    standing_in.follow(ledger, "elsewhere", tmp_path)
    assert ledger.sql("FROM profile") == [("a", 1)]
