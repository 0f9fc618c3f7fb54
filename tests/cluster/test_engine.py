"""The verbs of a refresh over the warehouse: what is published at once or not at all, what is shipped, switched, followed and reached elsewhere."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import ibis
import pandas as pd
import pytest

from regulars.errors import InputError, NotFound, Regulars
from regulars.store import cluster as clusters
from regulars.store.duckdb import Store
from regulars.store.failing import is_stopped
from regulars.store.places import Folder
from regulars.store.spark import opened
from regulars.store.standing_in import RESULTS, own, shown
from regulars.store.warehouse import CURRENT, MOST_LAYERS
from regulars.tables import TABLES

from ..refreshing.lived import lived, put
from ..refreshing.test_increment import DAYS
from ..small_shops import SETTINGS, open_shop
from .machines import QUICK, local, needed
from .test_refresh import differing, left_over

pytestmark = pytest.mark.slow
TOLD = {name: str(value).lower() for name, value in QUICK.items()}


@pytest.fixture(autouse=True)
def _machine():
    needed()


@pytest.fixture
def ledger(tmp_path: Path):
    with Store(tmp_path / "analytics.duckdb") as store:
        store.create(clusters.LEDGER | {"notes": {"text": "string"}})
        yield store


def engine(ledger: Store, address: str = "warehouse", **more: str):
    return opened(ledger, "local[2]", address, {**TOLD, **more}, ledger.path.parent)


def put_classes(store, **of: str) -> None:
    schema = {"customer_id": "string", "ladder": "string"}
    store.keep("given", schema, [{"customer_id": who, "ladder": name} for who, name in of.items()])


def said(store: Store) -> dict[str, str]:
    return dict(store.sql("SELECT customer_id, ladder FROM classes"))


def test_what_is_published_is_seen_all_at_once_or_not_at_all(ledger):
    with engine(ledger) as store:
        with store.transaction():
            put_classes(store, a="regular", b="new")
            store.publish("classes", store.temporary("given"))
            store.insert("notes", {"text": "string"}, [{"text": "first"}])
        assert said(ledger) == {"a": "regular", "b": "new"} and store.warehouse.place.read(CURRENT) == "1"
        with pytest.raises(ZeroDivisionError):
            _published_in_vain(store)
        assert said(ledger) == {"a": "regular", "b": "new"} and ledger.sql("FROM notes") == [("first",)]
        assert store.table("classes").to_pyarrow().num_rows == 2 and store.warehouse.place.read(CURRENT) == "1"


def _published_in_vain(store) -> None:
    with store.transaction():
        put_classes(store, a="key")
        store.publish("classes", store.temporary("given"))
        store.insert("notes", {"text": "string"}, [{"text": "second"}])
        raise ZeroDivisionError


def test_nothing_of_a_refresh_that_was_killed_gets_into_the_next(ledger):
    left = ledger.path.parent / "warehouse" / "orders" / "00000001-2"
    for name in ("orders", "classes"):
        for place in range(1, 40):
            (ledger.path.parent / "warehouse" / name / f"00000001-{place}").mkdir(parents=True)
    (left / "rows.parquet").write_bytes(b"half of a file")
    with engine(ledger) as store:
        with store.transaction():
            put_classes(store, a="new")
            store.publish("classes", store.temporary("given"))
        folders = {path.name for path in (ledger.path.parent / "warehouse" / "orders").iterdir()}
        assert folders == {Path(layer.path).name for layer in store.warehouse.version.tables["orders"].layers}
        assert store.table("orders").to_pyarrow().num_rows == 0
    assert said(ledger) == {"a": "new"}


def test_rows_replaced_again_and_again_are_written_anew_as_one_layer_in_time(ledger):
    with engine(ledger) as store:
        with store.transaction():
            put_classes(store, **{f"c{number}": "new" for number in range(100)})
            store.publish("classes", store.temporary("given"))
        for turn in range(MOST_LAYERS + 2):
            with store.scratch(), store.transaction():
                put_classes(store, **{f"c{turn}": "key", f"d{turn}": "new"})
                store.replace_rows("classes", "given", "customer_id", "given")
        layers = store.warehouse.version.tables["classes"].layers
    assert 1 <= len(layers) <= 3 and len(said(ledger)) == 100 + MOST_LAYERS + 2
    assert sorted(who for who, name in said(ledger).items() if name == "key") == sorted(f"c{turn}" for turn in range(MOST_LAYERS + 2))
    assert left_over(ledger.path.parent) == []


def test_facts_arrive_whether_they_are_new_late_mended_or_gone(tmp_path):
    told = lived(1, DAYS[:3], customers=30)
    with open_shop(tmp_path / "shop", local(SETTINGS)) as shop:
        for batch in range(4):
            if batch < 3:
                put(shop, told, batch)
            else:
                shop.store.execute("DELETE FROM orders WHERE batch_id = 2")
            with shop._engine() as store, store.scratch(), store.transaction():
                for name in TABLES:
                    assert facts(store.table(name)) == facts(shop.store.table(name)), (batch, name)
                layers = {name: len(kept.layers) for name, kept in store._tables.items()}
        assert layers["order_lines"] > 1 and layers["orders"] == 1


def facts(table: ibis.Table) -> list[str]:
    rows = table.select(sorted(table.columns)).to_pyarrow().to_pylist()
    return sorted(repr([None if pd.isna(value) else str(value) for value in row.values()]) for row in rows)


@pytest.mark.many
def test_a_shop_moves_to_a_cluster_and_back_and_keeps_its_history(tmp_path):
    told, first = lived(1, DAYS[:3], customers=40), SETTINGS.replace("replay_months = 0", 'replay_months = 0\nrecut = "never"')
    with open_shop(tmp_path / "alone", first) as alone:
        for batch, settings in enumerate((first, local(first), first)):
            put(alone, told, batch)
            with open_shop(tmp_path / "moving", settings) as shop:
                put(shop, told, batch)
                here, there = alone.refresh(DAYS[batch]), shop.refresh(DAYS[batch])
                assert (here.kind, here.moved) == (there.kind, there.moved)
                assert {name: differing(alone, shop, name) for name in RESULTS} == dict.fromkeys(RESULTS)
                assert (shown(shop.store) == []) is (batch != 1)


def test_numbers_that_are_right_already_are_brought_to_the_cluster_as_they_are(tmp_path):
    with open_shop(tmp_path / "shop", SETTINGS) as alone:
        put(alone, lived(1, DAYS[:1], customers=10), 0)
        alone.refresh(DAYS[0])
        said = {name: sorted(map(repr, alone.store.rows(f'FROM main."{name}"'))) for name in own(alone.store)}
    with open_shop(tmp_path / "shop", local(SETTINGS)) as shop:
        assert shop.refresh(DAYS[0]).kind == "nothing"
        assert set(shown(shop.store)) == said.keys() >= {"profile", "classes"}
        assert {name: sorted(map(repr, shop.store.rows(f'FROM main."{name}"'))) for name in said} == said
        assert (shop.path / "warehouse" / CURRENT).exists()


@pytest.mark.many
def test_a_refresh_killed_at_any_moment_leaves_the_former_numbers(tmp_path):
    told = lived(1, DAYS[:2], customers=30)
    with open_shop(tmp_path, local(SETTINGS)) as shop:
        put(shop, told, 0)
        shop.refresh(DAYS[0])
        former = {name: shop.store.rows(f'FROM main."{name}"') for name in ("classes", "profile", "membership_log")}
        put(shop, told, 1)
    code = f"import regulars; shop = regulars.open({str(tmp_path)!r}); shop.refresh({str(DAYS[1])!r})"
    process = subprocess.Popen([sys.executable, "-c", code], start_new_session=True, stderr=subprocess.DEVNULL)
    work, until = tmp_path / "warehouse" / "_work", time.monotonic() + 200
    while len(list(work.glob("*"))) < 15:
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    with open_shop(tmp_path, local(SETTINGS)) as shop:
        assert {name: shop.store.rows(f'FROM main."{name}"') for name in former} == former
        shop.refresh(DAYS[1])
        assert left_over(tmp_path) == [] and shop.store.sql("SELECT as_of FROM standing JOIN refreshes USING (computed_at)") == [(DAYS[1],)]


def test_a_warehouse_may_lie_where_only_the_cluster_reads(tmp_path, ledger):
    there = tmp_path / "far"
    there.mkdir()
    with engine(ledger, "viewfs://far/shop", **{"spark.hadoop.fs.viewfs.mounttable.far.link./shop": there.as_uri()}) as store:
        for name in ("regular", "key"):
            with store.scratch(), store.transaction():
                put_classes(store, a=name)
                store.publish("classes", store.temporary("given"))
        assert store.warehouse.place.here is None
    assert said(ledger) == {"a": "key"} and (there / CURRENT).read_text() == "2"
    assert len(list((tmp_path / "analytics.warehouse" / "classes").iterdir())) == 1


def test_another_shops_warehouse_is_refused_and_so_is_one_that_is_gone(tmp_path, ledger):
    with engine(ledger) as store, store.transaction():
        put_classes(store, a="new")
        store.publish("classes", store.temporary("given"))
    (tmp_path / "other").mkdir()
    with Store(tmp_path / "other" / "analytics.duckdb") as other:
        other.create(clusters.LEDGER)
        with pytest.raises(InputError) as refused, engine(other, str(tmp_path / "warehouse")):
            pass
        assert refused.value.code == "warehouse_taken"
    Folder(tmp_path).remove("warehouse")
    with pytest.raises(InputError) as refused, engine(ledger):
        pass
    assert refused.value.code == "no_warehouse" and "warehouse" in str(refused.value)


def test_a_master_that_does_not_answer_is_told_at_once(ledger):
    began = time.monotonic()
    with pytest.raises(NotFound) as told, opened(ledger, "spark://127.0.0.1:1", "warehouse", TOLD, ledger.path.parent):
        pass
    assert told.value.code == "no_master" and "127.0.0.1:1" in str(told.value.seen) and time.monotonic() - began < 10


def test_what_the_cluster_fails_with_is_told_in_words(ledger):
    with pytest.raises(Regulars) as told, engine(ledger) as store:
        store.session.sql("SELECT * FROM nowhere").collect()
    assert told.value.code == "cluster" and "nowhere" in str(told.value.seen)


def test_who_stops_the_file_stops_the_cluster_too(ledger):
    over, began = threading.Event(), ledger.commits

    def ask() -> None:
        while not over.wait(1):
            ledger.interrupt(began)

    threading.Thread(target=ask, daemon=True).start()
    try:
        with pytest.raises(duckdb.InterruptException) as stopped, engine(ledger) as store:
            store.session.range(10**13).selectExpr("sum(id % 7)").collect()
    finally:
        over.set()
    assert is_stopped(stopped.value) and ledger.elsewhere is None


def test_a_sum_too_large_is_an_error_and_never_another_number(ledger):
    with pytest.raises(Regulars):
        _summed(ledger, 2**62, 2**62, 2**62)


def _summed(ledger: Store, *amounts: int) -> None:
    with engine(ledger) as store, store.transaction():
        table = store.keep("given", {"amount": "int64"}, [{"amount": amount} for amount in amounts])
        store.materialise("sum", table.aggregate(all=table.amount.sum()))


def test_the_manifest_tells_anybody_what_to_read(ledger):
    with engine(ledger) as store, store.transaction():
        put_classes(store, a="new")
        store.publish("classes", store.temporary("given"))
    place = Folder(ledger.path.parent / "warehouse")
    data = json.loads(place.read(f"versions/{int(place.read(CURRENT)):08d}.json"))
    (layer,) = data["tables"]["classes"]["layers"]
    assert data["tables"]["classes"]["schema"] == {"customer_id": "string", "ladder": "string"} and layer["rows"] == 1
    assert list((place.here / layer["path"]).glob("*.parquet"))
