"""The analytics file: who may open it, what survives, and what the engine is brought back to."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys

import ibis
import pytest

from regulars.errors import Busy, InputError
from regulars.store.duckdb import SQL_TYPES, Store
from regulars.tables import TABLES


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "analytics.duckdb", threads=1) as opened:
        yield opened


def test_a_new_file_has_every_canonical_table_with_its_columns_and_types(store):
    for name, table in TABLES.items():
        assert store.table(name).schema() == ibis.schema(
            {column: "timestamp(6)" if kind == "timestamp" else kind for column, kind in table.schema().items()}
        )
        assert store.has(name)
    assert set(store.tables()) == set(TABLES)
    assert {kind for table in TABLES.values() for kind in table.schema().values()} <= SQL_TYPES.keys()


def test_facts_are_there_when_the_file_is_opened_again_and_stages_are_not(tmp_path):
    path = tmp_path / "analytics.duckdb"
    with Store(path) as store:
        store.insert("stores", {"store_id": "string", "latitude": "float64"}, [{"store_id": "s", "latitude": None}])
        store.materialise("stage", store.table("stores"))
        assert not store.has("stage")
    with Store(path) as store:
        assert store.sql("SELECT store_id, latitude FROM stores") == [("s", None)]
        assert not store.has("stage")


def test_a_stage_may_have_the_name_of_a_table_without_touching_it(store):
    store.insert("stores", {"store_id": "string"}, [{"store_id": "kept"}])
    stores = store.table("stores")
    stage = store.materialise("stores", stores.mutate(store_id=ibis.literal("staged")))
    assert stage.to_pyarrow()["store_id"].to_pylist() == ["staged"]
    assert stores.to_pyarrow()["store_id"].to_pylist() == ["kept"]
    store.drop("stores")
    assert store.table("stores").count().to_pyarrow().as_py() == 1


def test_a_sum_stays_an_integer_of_64_bits(store):
    rows = [{"order_id": "a", "net_amount": 2**62 - 1}, {"order_id": "b", "net_amount": 2**61}]
    store.insert("order_lines", {"order_id": "string", "net_amount": "int64"}, rows)
    lines = store.table("order_lines")
    summed = store.materialise("summed", lines.aggregate(total=lines.net_amount.sum()))
    assert store.sql("DESCRIBE temp.summed")[0][:2] == ("total", "BIGINT")
    assert summed.to_pyarrow()["total"].to_pylist() == [2**62 - 1 + 2**61]


def test_what_is_published_replaces_what_was(store):
    one = store.keep("one", {"n": "int64"}, [{"n": 1}])
    store.publish("found", one)
    assert store.publish("found", one.mutate(n=one.n + 1, m=one.n)).to_pyarrow().to_pylist() == [{"n": 2, "m": 1}]


def test_a_view_and_a_table_of_the_file_take_each_others_place(store):
    one = store.publish("one", store.keep("given", {"n": "int64"}, [{"n": 1}]))
    for publish, n in ((store.publish_view, 2), (store.publish_view, 3), (store.publish, 4), (store.publish, 5), (store.publish_view, 6)):
        assert publish("found", one.mutate(n=one.n + n)).to_pyarrow()["n"].to_pylist() == [1 + n]
        assert store.has("found")
    store.create({"found": {"m": "string"}})
    assert store.table("found").to_pyarrow()["n"].to_pylist() == [7]


@pytest.mark.parametrize("publish", ["publish", "publish_view"])
def test_a_table_of_another_name_takes_the_place_of_what_has_it(store, publish):
    one = store.publish("one", store.keep("given", {"n": "int64"}, [{"n": 1}]))
    getattr(store, publish)("found", one)
    for n in (2, 3):
        store.publish("found_next", one.mutate(m=ibis.literal(n)))
        store.rename("found_next", "found")
        assert store.table("found").to_pyarrow().to_pylist() == [{"n": 1, "m": n}]
        assert not store.has("found_next")


def test_what_is_newer_came_later_or_was_recorded_or_replaced_later_and_is_told_once(store):
    then, later = dt.datetime(2026, 1, 1, 12, 0, 0, 123456), dt.datetime(2026, 1, 1, 12, 0, 0, 123457)
    schema = {"store_id": "string", "batch_id": "int64", "recorded_at": "timestamp", "replaced_at": "timestamp"}
    every = [(batch, came, gone) for batch in (None, 1, 2) for came in (None, then, later) for gone in (None, then, later)]
    rows = [dict(zip(schema, (str(place), *row), strict=True)) for place, row in enumerate(every)]
    store.insert("stores", schema, rows)
    found = store.newer("stores", 1, then)
    assert found.schema() == store.table("stores").schema()
    new = [str(place) for place, row in enumerate(every) if row[0] == 2 or later in row[1:]]
    assert sorted(found.to_pyarrow()["store_id"].to_pylist()) == sorted(new)


def test_a_table_is_counted_with_its_last_batch_and_what_was_replaced(store):
    assert store.counted("stores") == (0, 0, 0)
    schema = {"batch_id": "int64", "replaced_at": "timestamp"}
    store.insert(
        "stores", schema, [{"batch_id": batch, "replaced_at": gone} for batch, gone in ((None, None), (3, dt.datetime(2026, 1, 1)))]
    )
    assert store.counted("stores") == (3, 2, 1)


def test_kept_values_have_the_types_asked_for_even_where_there_are_none(store):
    schema = {"a": "int32", "b": "float64", "c": "string"}
    assert store.keep("few", schema, []).schema() == ibis.schema(schema)
    assert store.keep("few", schema, [{"a": 1, "b": None, "c": "x"}]).to_pyarrow().to_pylist() == [{"a": 1, "b": None, "c": "x"}]


def test_a_transaction_is_all_or_nothing(store):
    def stumble() -> None:
        with store.transaction():
            store.execute("INSERT INTO stores (store_id) VALUES ('half')")
            store.publish("half", store.table("stores"))
            raise KeyError

    with pytest.raises(KeyError):
        stumble()
    assert store.sql("SELECT count(*) FROM stores") == [(0,)]
    assert not store.has("half")
    with store.transaction():
        store.execute("INSERT INTO stores (store_id) VALUES ('whole')")
    assert store.sql("SELECT store_id FROM stores") == [("whole",)]


def test_a_file_that_is_none_of_ours_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "analytics.duckdb"
    path.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(InputError) as caught:
        Store(path)
    assert caught.value.where.file == "analytics.duckdb"
    assert caught.value.todo.vi
    assert path.read_bytes().startswith(b"not a database")


def test_a_file_held_by_another_process_is_busy_and_names_it(tmp_path):
    path = tmp_path / "analytics.duckdb"
    hold = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('held', flush=True); time.sleep(60)"
    owner = subprocess.Popen([sys.executable, "-c", hold, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        owner.stdout.readline()
        with pytest.raises(Busy) as caught:
            Store(path)
    finally:
        owner.kill()
        owner.wait()
        owner.stdout.close()
    assert str(owner.pid) in caught.value.text("en")
    assert str(os.getpid()) not in caught.value.seen.en


def test_a_sum_too_large_to_count_is_said_plainly(tmp_path):
    with Store(tmp_path / "analytics.duckdb") as store:
        store.execute("INSERT INTO order_lines (net_amount) SELECT 9000000000000000000 FROM range(3)")
        lines = store.table("order_lines")
        with pytest.raises(InputError) as caught:
            store.materialise("sums", lines.aggregate(net=lines.net_amount.sum()))
    assert caught.value.code == "too_large"
    assert caught.value.seen == "27000000000000000000"
    assert "nhập lại" in caught.value.todo.vi


def test_a_relation_computed_anew_does_not_lean_on_what_its_table_held_when_it_was_planned(store):
    def fill(*numbers: int | None) -> None:
        store.refill("numbers", {"number": "int64"}, [{"number": each} for each in numbers])

    fill(10, 11)
    numbers = store.temporary("numbers")
    small = store.repeated("small", numbers.filter((numbers.number < 5).fill_null(True)))
    for found in ((1, None), (), (12, 13), (2, 3, 4)):
        fill(*found)
        with store.repeating():
            small()
        kept = [each for each in found if each is None or each < 5]
        assert sorted(store.columns("small")["number"].to_pylist(), key=str) == sorted(kept, key=str)
