"""When bars are cut anew and what that moves; days that are told again, replayed and compared; how a day was known."""

from __future__ import annotations

import datetime as dt

import pytest

import regulars
from regulars import refreshing

from ..reference import Facts
from ..small_shops import DAY, SETTINGS, Chance, add, history, line, open_shop, order, people
from .lived import insert, lived, refreshed
from .test_increment import classes_by_log, differences

FIRST = dt.date(2024, 5, 3)


def steady(customers: int = 60, seed: int = 3, until: dt.date = FIRST) -> Facts:
    """A shop whose customers come back at their own pace, up to a day."""
    chance, bought = Chance(seed), {}
    for number in range(customers):
        pace, day = chance.one_of(5, 9, 20, 45), until - (300 + chance.whole(0, 60)) * DAY
        days = []
        while day <= until and not chance(0.05):
            days.append((day, 1_000 * chance.whole(1, 40)))
            day += chance.whole(1, 2 * pace) * DAY
        bought[f"k{number:02d}"] = days
    return history(bought)


@pytest.fixture
def shop(tmp_path):
    with open_shop(tmp_path / "shop", SETTINGS) as opened:
        yield add(opened, steady())


def buy(shop, number: int, who: str, day: dt.date, amount: int = 5_000) -> None:
    """An order as an import brings it: in a batch of its own, recorded now."""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    rows = {"orders": order(f"new{number}", who, day), "order_lines": line(f"new{number}", amount)}
    for table, row in rows.items():
        insert(shop.store, table, [row | {"batch_id": 10 + number, "recorded_at": now}])
    shop._forget()


def test_bars_stay_within_a_month_and_are_cut_anew_in_the_next(shop):
    kinds = [(report.bars_version, report.recut) for report in (shop.refresh(FIRST + back * DAY) for back in (0, 3, 27, 28, 30))]
    assert kinds == [(1, True), (1, False), (1, False), (1, False), (2, True)]


@pytest.mark.many
@pytest.mark.slow
def test_bars_that_are_frozen_stay_until_somebody_asks(shop):
    shop.choose(recut="never")
    assert [shop.refresh(FIRST + back * DAY).bars_version for back in (0, 40, 90)] == [1, 1, 1]
    assert shop.refresh(FIRST + 91 * DAY, recut=True).bars_version == 2
    assert regulars.open(shop.path.parent / "other").settings.recut == "monthly"


def test_what_the_shop_chose_of_places_cuts_no_bars_and_is_a_rule(shop):
    shop.refresh(FIRST)
    shop.choose(served_provinces=["Huế"], portrait="spend >= 0")
    report = shop.refresh(FIRST + DAY)
    assert (report.kind, report.recut) == ("whole", False)
    assert set(report.moved) <= {"time", "rule"}


@pytest.mark.many
@pytest.mark.slow
def test_a_few_late_orders_cut_no_bars_many_do(shop):
    shop.refresh(FIRST)
    buy(shop, 1, "k01", FIRST - 9 * DAY)
    assert shop.refresh(FIRST + DAY).recut is False
    for number in range(2, 12):
        buy(shop, number, f"k{number:02d}", FIRST - number * DAY)
    assert shop.refresh(FIRST + 2 * DAY).recut is True


@pytest.mark.many
@pytest.mark.slow
def test_a_shop_that_grows_is_measured_anew(tmp_path):
    with open_shop(tmp_path, SETTINGS) as shop:
        add(shop, steady(customers=12))
        assert shop.refresh(FIRST).too_few
        for number in range(200):
            buy(shop, number, f"n{number % 40:02d}", FIRST + DAY)
        insert(shop.store, "customers", [{**row, "batch_id": 900} for row in history({f"n{i:02d}": [] for i in range(40)}).customers])
        report = shop.refresh(FIRST + DAY)
        assert (report.too_few, report.recut) == (False, True)


def test_a_cut_is_seen_before_it_is_taken_and_moves_for_no_other_cause(shop):
    shop.refresh(FIRST)
    for number in range(8):
        buy(shop, number, "k00", shop.last_day() + DAY, 90_000)
    shop.refresh(recut=False)
    before = (shop.classify().to_pandas(), shop.store.sql("SELECT count(*) FROM membership_log"), shop.versions()["bars"])
    told = shop.recut(dry_run=True)
    after = (shop.classify().to_pandas(), shop.store.sql("SELECT count(*) FROM membership_log"), shop.versions()["bars"])
    assert before[0].equals(after[0]) and before[1:] == after[1:]
    done = shop.recut()
    assert done.moves == told.moves and done.moved == told.moved
    assert set(done.moved) <= {"bar", "model"}
    assert shop.versions()["bars"] == before[2] + 1
    moved = sum(row["customers"] for row in done.moves)
    assert moved == shop.store.sql("SELECT count(*) FROM membership_log WHERE cause IN ('bar', 'model')")[0][0] > 0
    assert all(text.startswith(start) for text, start in ((done.text("vi"), "Đã cắt lại"), (told.text("en"), "Cutting the bars")))


@pytest.mark.many
@pytest.mark.slow
def test_a_day_is_told_again_as_it_was_known_then(tmp_path):
    days = tuple(FIRST + DAY * back for back in (0, 1, 4))
    told = lived(2, days, end=FIRST + 3 * DAY, customers=50)
    moments, said = {}, {}
    with open_shop(tmp_path, SETTINGS) as shop:
        for _, day in refreshed(shop, told, days):
            moments[day] = shop.refresh(day).computed_at
            said[day] = {row["customer_id"]: row for row in shop.classify(day)}
        for day in days:
            again = {row["customer_id"]: row for row in shop.classify(day, recorded=moments[day])}
            assert differences(again, said[day], said[day][next(iter(again))].keys()) == []
            assert differences(classes_by_log(shop, day), again, again[next(iter(again))].keys() - {"customer_id"}) == []


@pytest.mark.many
@pytest.mark.slow
def test_month_ends_in_one_pass_are_what_each_is_by_itself(shop):
    shop.refresh(FIRST)
    days = [dt.date(2023, 12, 31), dt.date(2024, 2, 29), dt.date(2024, 4, 30)]
    found = {day: table.to_pyarrow().to_pylist() for day, _, table in refreshing.series(shop._given, days, current=True)}
    for day in days:
        assert sorted(found[day], key=str) == sorted(shop.classify(day).table.to_pyarrow().to_pylist(), key=str)


@pytest.mark.slow
def test_replayed_months_lead_to_the_first_day_and_say_what_moved_whom(shop):
    shop.refresh(FIRST)
    replay = shop.replay(4)
    assert replay.days == (dt.date(2024, 1, 31), dt.date(2024, 2, 29), dt.date(2024, 3, 31), dt.date(2024, 4, 30), FIRST)
    assert set(replay.moved) <= {"time", "behaviour", "bar", "model"} and {"time", "behaviour"} <= set(replay.moved)
    for day in replay.days:
        told = {}
        for row in shop.memberships(scheme="lifecycle"):
            if row["valid_from"] <= day and (row["valid_to"] is None or row["valid_to"] > day):
                told[row["customer_id"]] = row["class"]
        assert told == {row["customer_id"]: row["lifecycle"] for row in shop.classify(day)}
    assert told_by_an_older_file(shop) == list(shop.memberships(scheme="lifecycle"))


def told_by_an_older_file(shop) -> list[dict]:
    """The stays in lifecycle where the steps of the log are of the engine's type for JSON, as files of older versions have them."""
    execute, before = shop.store.execute, shop.store.sql("SELECT sql FROM duckdb_views() WHERE view_name = 'membership_log'")[0][0]
    execute("CREATE VIEW main.log_of_now AS " + before.split(" AS ", 1)[1])
    shop.store.stand_in("membership_log", "SELECT * REPLACE (steps::JSON AS steps) FROM main.log_of_now")
    execute("ALTER TABLE main.replayed ALTER steps TYPE JSON")
    shop._forget()
    try:
        return list(shop.memberships(scheme="lifecycle"))
    finally:
        shop.store.stand_in("membership_log", "FROM main.log_of_now")
        shop._forget()


@pytest.mark.many
@pytest.mark.slow
def test_two_days_are_compared_as_each_is_told(shop):
    found = {row["customer_id"]: (row["before"], row["after"]) for row in shop.compare(FIRST - 100 * DAY, FIRST, "ladder")}
    old, new = ({row["customer_id"]: row["ladder"] for row in shop.classify(day)} for day in (FIRST - 100 * DAY, FIRST))
    assert found == {who: (old.get(who), new.get(who)) for who in old.keys() | new.keys()}


def test_who_is_gone_has_a_last_row_without_a_class(shop):
    shop.refresh(FIRST)
    shop.store.execute("DELETE FROM customers WHERE customer_id = 'k05'")
    shop._forget()
    shop.refresh(FIRST + DAY)
    rows = shop.store.sql("SELECT DISTINCT class, cause FROM membership_log WHERE customer_id = 'k05' AND valid_from = ?", [FIRST + DAY])
    assert rows == [(None, "data")]
    assert "k05" not in people(shop, FIRST + DAY)
    assert all(row["valid_to"] == FIRST + DAY for row in shop.memberships("k05"))
