"""Undoing an import: the shop is as though that batch had never come."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest

from regulars.errors import InputError, NotFound
from regulars.intake.undone import Undone
from regulars.store.duckdb import Store
from regulars.store.history_of_imports import imports
from regulars.store.loading.folding import FOLDED
from regulars.store.loading.repeating import note_standing
from regulars.store.undoing import undo
from regulars.tables import EVERY_TABLE, TABLES

from .loading_shop import NOW, LoadingShop

LINES = "order id,date,customer,product id,product name,quantity,unit price,status\n"
PEOPLE = "customer id,name,phone,email,favourite colour,shoe size\n"
GOODS = "product id,product name,category,unit cost\n"
MARKS = {column.name for column in EVERY_TABLE}


def contents(shop: LoadingShop) -> dict[str, list[tuple]]:
    """What every canonical table says, by rows in force."""
    shown = {name: ", ".join(column.name for column in table.columns if column.name not in MARKS) for name, table in TABLES.items()}
    return {name: shop.sql(f"SELECT {columns} FROM {name} WHERE replaced_at IS NULL ORDER BY ALL") for name, columns in shown.items()}


def take_back(shop: LoadingShop, number: int, *, dry: bool = False) -> Undone:
    return undo(shop.store, number, now=NOW + dt.timedelta(days=90), quarantine_dir=shop.folder / "quarantine", dry=dry)


def another(shop: LoadingShop, name: str) -> LoadingShop:
    folder = shop.folder / name
    folder.mkdir()
    return LoadingShop(folder, Store(folder / "analytics.duckdb", threads=2))


def order_rows(rng: random.Random) -> str:
    """Some of twelve orders, each in one of a few versions."""
    rows = []
    for order in rng.sample(range(12), rng.randrange(3, 10)):
        version = rng.choice((0, 0, 0, 1, 2))
        for line in range(1 + (order + version) % 3):
            status = "cancelled" if version == 2 and order % 2 else "completed"
            rows.append(f"A{order},2026-01-{1 + order:02d},K{(order + version // 2) % 5},P{line},Tên {version},{1 + version},10,{status}\n")
    return LINES + "".join(rows)


def people_rows(rng: random.Random) -> str:
    cells = (lambda k: rng.choice(("", f"Khách {k}", f"Khách {k} mới")), lambda k: rng.choice(("", f"09351236{k:02d}")),
             lambda k: rng.choice(("", f"k{k}@example.com")), lambda _: rng.choice(("", "xanh", "đỏ")), lambda _: rng.choice(("", "38", "40")))  # fmt: skip
    return PEOPLE + "".join(f"K{k},{','.join(cell(k) for cell in cells)}\n" for k in rng.sample(range(7), rng.randrange(2, 6)))


def goods_rows(rng: random.Random) -> str:
    return GOODS + "".join(
        f"P{p},{rng.choice(('', f'Món {p}'))},{rng.choice(('', 'Trà', 'Bánh'))},{rng.choice(('', '5', '7'))}\n"
        for p in rng.sample(range(5), rng.randrange(2, 4))
    )


def batch_of(shop: LoadingShop, rng: random.Random, tag: str) -> list[Path]:
    makers = {"orders": order_rows, "people": people_rows, "goods": goods_rows}
    chosen = rng.sample(list(makers), rng.choice((1, 1, 2, 3)))
    return [shop.file(makers[name](rng), f"{tag}-{name}.csv") for name in chosen]


SLOW, MANY = pytest.mark.slow, (pytest.mark.slow, pytest.mark.many)


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=SLOW if seed < 4 else MANY) for seed in range(2, 20))])
def test_whatever_is_undone_the_rest_is_what_the_other_batches_make(shop: LoadingShop, seed: int) -> None:
    rng = random.Random(seed)
    batches: dict[int, list[Path]] = {}
    for at in range(6):
        paths = batch_of(shop, rng, str(at))
        outcome = shop.load(*paths, now=NOW + dt.timedelta(days=at), currency="USD")
        if not outcome.already_loaded:
            batches[outcome.batch_id] = paths
    for step, number in enumerate(rng.sample(sorted(batches), min(3, len(batches)))):
        take_back(shop, number)
        del batches[number]
        other = another(shop, f"without-{step}")
        for at, paths in enumerate(batches.values()):
            other.load(*paths, now=NOW + dt.timedelta(days=at), currency="USD")
        assert contents(shop) == contents(other), f"seed {seed}, batch {number}"
        other.store.close()


def test_undoing_says_what_goes_and_the_history_keeps_it(shop: LoadingShop) -> None:
    shop.text("order id,date,customer,amount\nA1,2026-01-05,K1,100\nA2,2026-01-06,K2,50\n", currency="VND")
    shop.text("order id,date,customer,amount\nA2,2026-01-06,K2,70\nA3,2026-01-07,K3,30\nA4,never,K4,1\n", "b.csv", currency="VND")
    tried = take_back(shop, 2, dry=True)
    assert contents(shop)["orders"][-1][0] == "A3"
    done = take_back(shop, 2)
    assert (done.orders, done.lines, done.customers, done.revenue, done.orders_restored, done.refused) == (1, 1, 1, 50, 1, 1)
    assert tried == Undone(**{**vars(done), "dry": True})
    assert "50 ₫" in done.text("vi").replace("\u00a0", " ") and "regulars imports undo 2" in tried.text("en")
    assert shop.one("SELECT sum(net_amount) FROM order_lines WHERE replaced_at IS NULL") == 150
    assert shop.one("SELECT count(*) FROM quarantine") == 0
    assert not (shop.folder / "quarantine" / "batch-0002.csv").exists()
    assert [(one.batch_id, one.undone_at is not None) for one in imports(shop.store)] == [(2, True), (1, False)]


def test_an_undone_file_can_be_imported_again(shop: LoadingShop) -> None:
    path = shop.file(order_rows(random.Random(1)))
    shop.load(path)
    before = contents(shop)
    take_back(shop, 1)
    assert not any(contents(shop).values())
    again = shop.load(path)
    assert (again.batch_id, again.already_loaded) == (2, False)
    assert contents(shop) == before


def test_an_import_is_undone_once_and_must_exist(shop: LoadingShop) -> None:
    shop.text("order id,date,customer,amount\nA1,2026-01-05,K1,100\n")
    take_back(shop, 1)
    with pytest.raises(InputError, match=r"hoàn tác rồi|undone already"):
        take_back(shop, 1)
    with pytest.raises(NotFound):
        take_back(shop, 7)


def test_what_two_files_said_stays_while_one_of_them_does(shop: LoadingShop) -> None:
    shop.text("order id,date,customer,amount\nA1,2026-01-05,K1,100\n")
    shop.text("order id,date,customer,amount\nA1,2026-01-05,K1,100\nA2,2026-01-06,K1,5\n", "b.csv")
    shop.text("order id,date,customer,amount\nA1,2026-01-05,K1,100\nA3,2026-01-07,K1,5\n", "c.csv")
    assert take_back(shop, 1).orders == 0
    assert shop.sql("SELECT order_id, batch_id FROM orders ORDER BY 1") == [("A1", 2), ("A2", 2), ("A3", 3)]
    assert take_back(shop, 2).orders == 1
    assert shop.sql("SELECT order_id, batch_id FROM orders ORDER BY 1") == [("A1", 3), ("A3", 3)]


def test_a_return_waits_for_its_order_to_come_back(shop: LoadingShop) -> None:
    head = "order id,date,customer,product id,quantity,unit price,original order\n"
    orders, returns = shop.file(head + "A1,2026-01-05,K1,P1,2,10,\n"), shop.file(head + "R1,2026-01-09,K1,P1,-1,10,A1\n", "r.csv")
    shop.load(orders)
    shop.load(returns)
    whole = contents(shop)
    take_back(shop, 1)
    assert contents(shop)["order_lines"] == []
    shop.load(orders)
    assert contents(shop) == whole
    take_back(shop, 2)
    assert len(contents(shop)["order_lines"]) == 1


def test_rates_are_taken_back_too(shop: LoadingShop) -> None:
    shop.text("currency,date,rate\nUSD,2026-01-01,25000\nEUR,2026-01-01,27000\n", "rates.csv", currency="VND")
    shop.text("currency,date,rate\nUSD,2026-01-01,26000\nEUR,2026-01-01,27000\n", "more.csv", currency="VND")
    take_back(shop, 1)
    assert shop.sql("SELECT currency, rate FROM rates WHERE replaced_at IS NULL ORDER BY 1") == [("EUR", 27000.0), ("USD", 26000.0)]
    take_back(shop, 2)
    assert shop.one("SELECT count(*) FROM rates") == 0


def test_every_table_of_whole_rows_is_taken_back_by_its_definition(shop: LoadingShop) -> None:
    """Whatever enters such a table with its batch, and notes what it repeats, can be undone."""
    shop.text("order id,date,customer,amount\nA1,2026-01-05,K1,100\n")
    shop.text("order id,date,customer,amount\nA2,2026-01-05,K1,100\n", "b.csv")
    whole = [name for name in TABLES if name not in (*FOLDED, "orders", "order_lines", "rates")]
    for name in whole:
        key = TABLES[name].key
        values = {column.name: VALUES[column.type] for column in TABLES[name].columns if column.name in key}
        names, cells = ", ".join(values), ", ".join(values.values())
        shop.store.execute(f"INSERT INTO {name} ({names}, batch_id, recorded_at) SELECT {cells}, 1, TIMESTAMP '{NOW}'")
        shop.store.execute(f"CREATE OR REPLACE TEMP TABLE incoming AS SELECT {names} FROM {name}")
        note_standing(shop.store, name, 2, "incoming")
    take_back(shop, 1)
    assert {shop.sql(f"SELECT batch_id FROM {name} WHERE replaced_at IS NULL")[0][0] for name in whole} == {2}
    assert take_back(shop, 2).others == len(whole)
    assert sum(shop.one(f"SELECT count(*) FROM {name}") for name in whole) == 0


VALUES = {"string": "'x'", "timestamp": "TIMESTAMP '2026-01-05'", "date": "DATE '2026-01-05'"}


def test_a_guest_who_was_told_to_be_a_customer_stays_one_when_another_file_is_undone(shop: LoadingShop) -> None:
    head = "Mã đơn hàng,Ngày mua,Điện thoại,Tên khách hàng,Địa chỉ,Thành tiền\n"
    shop.text(head + "A1,2026-01-05,0901234567,Lan,,100\nA2,2026-01-05,0901234500,Bình,,100\n")
    shop.text(head + "A3,2026-02-05,0901234567,Lan,12 Hàng Bông,100\n", "b.csv")
    shop.text(
        "Mã khách hàng,Tên khách hàng,Điện thoại,Ngày sinh\nK1,Lan,0901234567,1990-01-01\n", "people.csv", now=NOW + dt.timedelta(days=1)
    )
    people = "SELECT customer_id FROM customers WHERE replaced_at IS NULL ORDER BY 1"
    take_back(shop, 2)
    assert shop.sql(people) == [("+84901234500",), ("K1",)]
    take_back(shop, 3)
    assert shop.sql(people) == [("+84901234500",), ("+84901234567",)]
    assert shop.sql("SELECT order_id, customer_id FROM orders WHERE replaced_at IS NULL ORDER BY 1") == [
        ("A1", "+84901234567"), ("A2", "+84901234500"),
    ]  # fmt: skip
