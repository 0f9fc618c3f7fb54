"""Mending refused rows: the shop is as though the file had been clean from the start."""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

import pytest

from regulars.errors import InputError, NotFound
from regulars.intake.mending import Mend, Mended, Which
from regulars.sources import corrected
from regulars.store import mending, quarantine
from regulars.store.duckdb import Store
from regulars.store.history_of_imports import imports
from regulars.store.mending import mend
from regulars.store.quarantine import ID, given_out, summary, write

from .loading_shop import NOW, LoadingShop
from .test_undoing import contents, take_back

HEAD = "Mã đơn hàng,Ngày tạo,Mã khách hàng,Tên khách hàng,Mã hàng,Số lượng,Đơn giá,Trạng thái\n"
LATER = NOW + dt.timedelta(days=2)


def mended(shop: LoadingShop, kind: str, new: str | None = None, *, dry: bool = False, old: str | None = None, **which: object) -> Mended:
    return mend(shop.store, Mend(kind, Which(**which), new, old), now=LATER, dry=dry)  # type: ignore[arg-type]


def clean(shop: LoadingShop, text: str, **options: object) -> LoadingShop:
    """Another shop, into which the text comes as it should have been."""
    folder = shop.folder / f"clean-{len(list(shop.folder.glob('clean-*')))}"
    folder.mkdir()
    other = LoadingShop(folder, Store(folder / "analytics.duckdb", threads=2))
    other.text(text, **options)
    return other


def good(count: int = 20) -> str:
    return HEAD + "".join(
        f"A{i // 2},{1 + i // 2 % 28:02d}/01/2026,K{i // 2 % 5},Lan,P{i},1,{10 + i}000,Hoàn thành\n" for i in range(count)
    )


def test_the_summary_says_how_many_why_and_where(shop: LoadingShop) -> None:
    shop.text(good() + "A0,31/02/2026,K0,Lan,P77,1,5000,Hoàn thành\nA1,32/02/2026,K1,Lan,P78,1,5000,Hoàn thành\n")
    (held,) = summary(shop.store)
    assert (held.rows, held.row, held.column) == (2, 22, "Ngày tạo")
    assert held.sentence().vi == "Cột “Ngày tạo” có 2 dòng không phải ngày. Ví dụ dòng 22: “31/02/2026”."
    assert "For example row 22: “31/02/2026”" in held.sentence().en
    (first, _) = quarantine.rows(shop.store)
    assert (first["state"], first["cells"]["Mã hàng"], first["reason"]) == ("open", "P77", "not_a_date")


@pytest.mark.parametrize(
    ("spoilt", "whole", "way"),
    [
        ("A0,01/01/2026,K0,Lan,P77,hai,5000,Hoàn thành", "A0,01/01/2026,K0,Lan,P77,2,5000,Hoàn thành", ("replace", "2", "hai")),
        ("A0,01/01/2026,K0,Lan,P77,hai,5000,Hoàn thành", "A0,01/01/2026,K0,Lan,P77,0,5000,Hoàn thành", ("as", "0", None)),
        ("A0,01/01/2026,K0,Lan,P77,hai,5000,Hoàn thành", "A0,01/01/2026,K0,Lan,P77,,5000,Hoàn thành", ("as", "", None)),
        ("B9,05-Th2-26,K9,Mai,P77,2,5000,Đã huỷ", "B9,05/02/2026,K9,Mai,P77,2,5000,Đã huỷ", ("replace", "05/02/2026", "05-Th2-26")),
        ("B9,2026.02.05,K9,Mai,P77,2,5000,Đã huỷ", "B9,05/02/2026,K9,Mai,P77,2,5000,Đã huỷ", ("dates", "Y.m.d", None)),
    ],
)
def test_a_mended_row_makes_what_a_clean_file_would_have_made(shop: LoadingShop, spoilt: str, whole: str, way: tuple) -> None:
    outcome = shop.text(good() + spoilt + "\n")
    assert outcome.refused_rows == 1
    kind, new, old = way
    before = contents(shop)
    tried = mended(shop, kind, new, old=old, dry=True)
    assert contents(shop) == before and shop.one("SELECT state FROM quarantine") == "open"
    done = mended(shop, kind, new, old=old)
    assert (done.rows, done.mended, done.still, tried.mended, tried.dry) == (1, 1, (), 1, True)
    assert contents(shop) == contents(clean(shop, good() + whole + "\n"))
    assert shop.sql("SELECT state, settled_in FROM quarantine") == [("mended", 2)]
    assert [(one.batch_id, one.mends, one.mended) for one in imports(shop.store)] == [(2, 1, 0), (1, None, 1)]


def spoil(rng: random.Random, rows: list[str]) -> dict[int, tuple[str, str]]:
    """Some rows made bad in one cell: place to (bad cell, good cell)."""
    spoilt = {}
    for place in rng.sample(range(len(rows)), 8):
        cells = rows[place].split(",")
        column = rng.choice((1, 5, 6))
        spoilt[place] = (f"hỏng {place}", cells[column])
        cells[column] = f"hỏng {place}"
        rows[place] = ",".join(cells)
    return spoilt


SLOW, MANY = pytest.mark.slow, (pytest.mark.slow, pytest.mark.many)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=SLOW if seed < 3 else MANY) for seed in range(1, 12))])
def test_whatever_was_spoilt_a_corrected_file_makes_it_whole(shop: LoadingShop, seed: int) -> None:
    rng = random.Random(seed)
    odd = bool(seed % 2)
    rows = [order_line(rng, order, odd=odd) for order in range(20) for _ in range(3)]
    whole = HEAD + "".join(rows)
    spoilt = spoil(rng, rows)
    shop.text(HEAD + "".join(rows))
    done = [give_back(shop, dict(part), shuffle=rng) for part in parts(rng, list(spoilt.values()))]
    assert sum(one.mended for one in done) == 8
    mine, theirs = contents(shop), contents(clean(shop, whole))
    # Where lines of one order name different customers, who was called what on that day is anybody's guess.
    compared = ("orders", "order_lines") if odd else tuple(mine)
    assert [mine[name] for name in compared] == [theirs[name] for name in compared]


def order_line(rng: random.Random, order: int, *, odd: bool) -> str:
    """A line of an order of customers who change their names; `odd`: now and then lines of one order name different customers."""
    who = rng.randrange(9) if odd and rng.random() < 0.1 else order % 9
    status = rng.choice(("Hoàn thành", "Hoàn thành", "Đã huỷ"))
    goods = f"P{rng.randrange(6)},{rng.randrange(1, 4)},{rng.randrange(1, 9)}000"
    return f"A{order},{1 + order:02d}/01/2026,K{who},Tên {who} {order // 10},{goods},{status}\n"


def parts(rng: random.Random, pairs: list) -> list[list]:
    cut = rng.randrange(1, len(pairs))
    return [pairs[:cut], pairs[cut:]]


def give_back(shop: LoadingShop, words: dict[str, str], *, shuffle: random.Random | None = None, suffix: str = ".csv") -> Mended:
    """Export, put some cells right, leave the other rows out, give back in another order."""
    path = shop.folder / f"out{suffix}"
    header, rows = given_out(shop.store, Which(), "vi")
    kept = [[words.get(cell or "", cell) for cell in row] for row in rows if not words or any(cell in words for cell in row)]
    if shuffle:
        shuffle.shuffle(kept)
    write(path, header, iter(kept))
    return mend(shop.store, from_file(shop, path), now=LATER)


def from_file(shop: LoadingShop, path: Path) -> Mend:
    return mending.from_file(shop.store, corrected(path))


def test_a_corrected_workbook_may_write_its_dates_in_its_own_way(shop: LoadingShop) -> None:
    shop.text(good() + "B9,31/02/2026,K9,=Mai,P77,2,5000,Hoàn thành\n")
    done = give_back(shop, {"31/02/2026": "2026-02-28 00:00:00"}, suffix=".xlsx")
    assert done.mended == 1
    assert contents(shop) == contents(clean(shop, good() + "B9,28/02/2026,K9,=Mai,P77,2,5000,Hoàn thành\n"))


def test_a_file_that_does_not_say_which_rows_it_mends_is_refused(shop: LoadingShop) -> None:
    shop.text(good() + "B9,31/02/2026,K9,Mai,P77,2,5000,Hoàn thành\n")
    with pytest.raises(InputError) as caught:
        from_file(shop, shop.file(good(), "other.csv"))
    assert caught.value.code == "no_ids" and ID in caught.value.what.vi


def test_what_is_still_bad_stays_with_its_new_reason_and_its_better_cells(shop: LoadingShop) -> None:
    shop.text(good() + "B9,31/02/2026,K9,Mai,P77,hai,5000,Hoàn thành\n")
    done = mended(shop, "replace", "28/02/2026", old="31/02/2026")
    assert (done.mended, done.waiting, done.batches) == (0, 1, ())
    assert [(one.reason, one.column, one.row) for one in done.still] == [("not_a_number", "Số lượng", 22)]
    assert [(one.reason, one.column, one.row) for one in summary(shop.store)] == [("not_a_number", "Số lượng", 22)]
    assert mended(shop, "as", "2", column="Số lượng", reason="not_a_number").mended == 1
    assert contents(shop) == contents(clean(shop, good() + "B9,28/02/2026,K9,Mai,P77,2,5000,Hoàn thành\n"))


def test_rows_the_engine_could_not_part_come_back_corrected(shop: LoadingShop) -> None:
    shop.text(good() + "B9,05/02/2026,K9,Mai, Lan,P77,2,5000,Hoàn thành\n")
    assert mended(shop, "retry").untouched == 1
    path = shop.folder / "out.csv"
    header, rows = given_out(shop.store, Which(), "vi")
    (row,) = rows
    cells = dict(zip(header, row, strict=True)) | {
        "Tên khách hàng": "Mai, Lan",
        "Mã hàng": "P77",
        "Số lượng": "2",
        "Đơn giá": "5000",
        "Trạng thái": "Hoàn thành",
    }
    write(path, header, iter([list(cells.values())]))
    assert mend(shop.store, from_file(shop, path), now=LATER).mended == 1
    assert contents(shop) == contents(clean(shop, good() + 'B9,05/02/2026,K9,"Mai, Lan",P77,2,5000,Hoàn thành\n'))


@pytest.mark.parametrize(("head", "row", "table", "broken"), [
    ("Mã khách hàng,Tên khách hàng,Điện thoại,Ngày sinh", "K1,Lan,0901234567,1990-01-01", "customers", "K2,Bình,0901234568,1990-02-02,thừa"),
    ("Mã hàng,Tên hàng,Giá vốn", "P1,Trà,100", "products", "P2,Cà phê"),
    ("Tiền tệ,Ngày,Tỷ giá", "USD,2026-01-01,25000", "rates", "EUR,2026-01-01,28000,thừa"),
])  # fmt: skip
def test_a_broken_row_of_people_goods_or_rates_waits_and_comes_back(
    shop: LoadingShop, head: str, row: str, table: str, broken: str
) -> None:
    outcome = shop.text(f"{head}\n{row}\n{broken}\n{row}\n", "list.csv", currency="VND")
    assert (outcome.rows_read, outcome.refused_rows, outcome.files[0].refused) == (3, 1, 1)
    whole = (broken.removesuffix(",thừa") + ",200").split(",")[: head.count(",") + 1]
    path = shop.folder / "out.csv"
    header, rows = given_out(shop.store, Which(), "vi")
    (given,) = rows
    write(path, header, iter([[*given[:4], *whole]]))
    assert mend(shop.store, from_file(shop, path), now=LATER).mended == 1
    assert shop.one(f"SELECT count(*) FROM {table} WHERE replaced_at IS NULL") == 2


def test_a_row_refused_in_a_file_that_brings_nothing_else_waits_once(shop: LoadingShop) -> None:
    shop.text(good())
    spoilt = good() + "B9,31/02/2026,K9,Mai,P77,2,5000,Hoàn thành\n"
    assert not shop.text(spoilt, "later.csv", now=LATER).already_loaded
    assert shop.text(spoilt, "later.csv", now=LATER).already_loaded
    assert [(one.batch, one.row) for one in summary(shop.store)] == [(2, 22)]
    assert mended(shop, "as", "28/02/2026").mended == 1
    assert shop.text(spoilt, "later.csv", now=LATER).already_loaded


def test_dropped_rows_wait_no_more(shop: LoadingShop) -> None:
    shop.text(good() + "B9,31/02/2026,K9,Mai,P77,2,5000,Hoàn thành\n")
    assert mended(shop, "drop").dropped == 1
    assert summary(shop.store) == [] and shop.one("SELECT state FROM quarantine") == "dropped"
    with pytest.raises(NotFound):
        mended(shop, "drop")


def test_an_order_that_a_later_file_has_anew_stays_as_that_file_has_it(shop: LoadingShop) -> None:
    shop.text(good() + "A0,01/01/2026,K0,Lan,P77,hai,5000,Hoàn thành\n")
    shop.text(HEAD + "A0,01/01/2026,K0,Lan,P1,9,1000,Hoàn thành\n", "later.csv", now=LATER)
    before = contents(shop)
    done = mended(shop, "as", "2")
    assert (done.mended, done.known, done.known_from) == (0, 1, (2,))
    assert contents(shop) == before and summary(shop.store) == []
    take_back(shop, 2)
    assert mended(shop, "as", "2").mended == 1
    assert contents(shop) == contents(clean(shop, good() + "A0,01/01/2026,K0,Lan,P77,2,5000,Hoàn thành\n"))


def test_undoing_an_import_undoes_its_mended_rows_and_undoing_those_opens_them_again(shop: LoadingShop) -> None:
    shop.text(good())
    shop.text(
        HEAD + "B1,05/02/2026,K1,Mai,P1,1,9000,\nB1,05/02/2026,K1,Mai,P2,hai,9000,\n" + good(4).removeprefix(HEAD), "b.csv", now=LATER
    )
    mended(shop, "as", "2")
    assert take_back(shop, 3).reopened == 1
    assert len(summary(shop.store)) == 1
    mended(shop, "as", "3")
    done = take_back(shop, 2)
    assert (done.with_it, done.orders, done.refused) == ((4,), 1, 1)
    assert contents(shop) == contents(clean(shop, good()))


def test_a_mended_row_does_not_unsay_what_was_learnt_later(shop: LoadingShop) -> None:
    shop.text(good() + "B1,05/01/2026,K1,Tên cũ,P1,hai,9000,\n")
    shop.text("customer id,name\nK1,Tên mới\n", "people.csv", now=LATER)
    mended(shop, "as", "2")
    assert shop.one("SELECT name FROM customers WHERE customer_id = 'K1' AND replaced_at IS NULL") == "Tên mới"


def test_rows_without_order_ids_are_counted_beside_those_alike(shop: LoadingShop) -> None:
    head = "date,customer,product id,amount,quantity\n"
    rows = "".join(f"2026-01-{1 + i:02d},K{i},P{i},10,1\n" for i in range(9))
    shop.text(head + rows + "2026-01-01,K0,P5,10,x\n2026-01-02,K1,P1,10,x\n")
    assert mended(shop, "as", "1").mended == 2
    assert contents(shop) == contents(clean(shop, head + rows + "2026-01-01,K0,P5,10,1\n2026-01-02,K1,P1,10,1\n"))


def test_an_order_total_repeated_on_each_line_still_counts_once(shop: LoadingShop) -> None:
    head = "order id,date,customer,product id,order amount\n"
    lines = [f"A{i},2026-01-05,K{i},P{j},{50 + i}\n" for i in range(9) for j in range(2 + i % 2)]
    spoilt = [line.replace("2026-01-05", "never") if at in (0, 7) else line for at, line in enumerate(lines)]
    shop.text(head + "".join(spoilt))
    assert mended(shop, "replace", "2026-01-05", old="never").mended == 2
    assert contents(shop) == contents(clean(shop, head + "".join(lines)))


def test_a_missing_rate_is_mended_by_importing_it_and_reading_the_rows_again(shop: LoadingShop) -> None:
    head = "order id,date,customer,amount,currency\n"
    text = head + "".join(f"A{i},2026-01-05,K{i},100,VND\n" for i in range(5)) + "B1,2026-01-06,K1,2,USD\n"
    shop.text(text, currency="VND")
    assert [held.reason for held in summary(shop.store)] == ["no_rate"]
    shop.text("currency,date,rate\nUSD,2026-01-01,25000\n", "rates.csv", currency="VND", now=LATER)
    assert mended(shop, "retry").mended == 1
    assert shop.one("SELECT net_amount FROM order_lines WHERE order_id = 'B1'") == 50_000


def test_an_unknown_currency_may_be_taken_for_one(shop: LoadingShop) -> None:
    head = "order id,date,customer,amount,currency\n"
    shop.text(head + "".join(f"A{i},2026-01-05,K{i},100,VND\n" for i in range(5)) + "B1,2026-01-06,K1,2,đồng bạc\n", currency="VND")
    assert mended(shop, "currency", "VND", reason="no_currency").mended == 1
    assert shop.one("SELECT net_amount FROM order_lines WHERE order_id = 'B1'") == 2


def test_a_file_given_out_says_the_reason_in_words(shop: LoadingShop) -> None:
    shop.text(good() + "B9,31/02/2026,K9,=cmd(),P77,2,5000,Hoàn thành\n")
    path = shop.folder / "out.csv"
    assert write(path, *given_out(shop.store, Which(), "vi")) == 1
    header, row = list(csv.reader(path.open(encoding="utf-8-sig")))
    shown = dict(zip(header, row, strict=True))
    assert (shown["quarantine_row"], shown["quarantine_reason"], shown["Ngày tạo"]) == ("22", "Ngày tạo · không phải ngày", "31/02/2026")
    assert shown["Tên khách hàng"] == "'=cmd()"


def test_a_mended_complaint_comes_in_by_the_way_of_its_batch(shop: LoadingShop) -> None:
    head = "Mã phiếu,Ngày,Mã khách hàng,Khiếu nại,Tình trạng\nT1,05/01/2026,KH1,Giao trễ,Xong\nT3,06/01/2026,KH3,Hỏng,Mới\n"
    first = shop.text(head + "T2,hôm qua,KH2,Vỡ,Mới\n", "complaints.csv")
    assert first.refused_rows == 1
    done = mended(shop, "as", "04/01/2026", column="Ngày")
    assert (done.mended, len(done.still)) == (1, 0)
    other = clean(shop, head + "T2,04/01/2026,KH2,Vỡ,Mới\n")
    columns = "contact_id, customer_id, occurred_at, kind, text, status"
    assert shop.sql(f"SELECT {columns} FROM contacts ORDER BY 1") == other.sql(f"SELECT {columns} FROM contacts ORDER BY 1")
    assert shop.one("SELECT count(*) FROM customers WHERE replaced_at IS NULL") == 3


def test_a_mended_cell_of_a_customer_fills_what_was_left_empty(shop: LoadingShop) -> None:
    head = "Mã khách hàng,Tên khách hàng,Ngày sinh,Hạng\nKH1,Lan,15/03/1990,Vàng\n"
    assert shop.text(head + "KH2,Nam,31/02/1991,Bạc\n", "people.csv").emptied_cells == 1
    assert mended(shop, "as", "28/02/1991", column="Ngày sinh").mended == 1
    assert shop.sql("SELECT birth_date::VARCHAR, name, attributes FROM customers WHERE customer_id = 'KH2' AND replaced_at IS NULL") == [
        ("1991-02-28", "Nam", '{"Hạng":"Bạc"}')
    ]
    assert shop.one("SELECT count(*) FROM quarantine WHERE state = 'open'") == 0


def test_a_cell_mended_badly_waits_on(shop: LoadingShop) -> None:
    good = "".join(f"K{i},2026-11-01,5,Good\n" for i in range(3, 9))
    shop.text(f"customer id,date,stars,review\n{good}K2,2026-11-01,great,Fine\n", "reviews.csv")
    assert [one.reason for one in mended(shop, "as", "wow", column="stars").still] == ["unread_number"]
    assert mended(shop, "as", "4", column="stars").mended == 1
    assert shop.sql("SELECT rating, replaced_at IS NULL FROM contacts WHERE customer_id = 'K2' ORDER BY 2") == [(None, False), (4.0, True)]
    assert shop.one("SELECT count(*) FROM contacts WHERE replaced_at IS NULL") == 7
