"""The shop as one object: its days, its errors, what it keeps between openings, and what survives a kill."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import regulars
from regulars import c, everyone, refreshing
from regulars.errors import Busy, InputError, NotFitted, NotFound, RuleError
from regulars.rules import matches
from regulars.scheme import Class, Scheme
from regulars.schemes.ladder import ladder
from regulars.tables import TABLES
from regulars.words import Words

from .reference import Facts
from .small_shops import DAY, RECORDED, SETTINGS, add, classes, history, line, noon, open_shop, order, people, random_shop, row

LAST = dt.date(2024, 3, 1)


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> tuple[Path, dict, dict]:
    """A shop refreshed once and closed: its folder, profile and classes. Tests work on copies."""
    folder = tmp_path_factory.mktemp("published") / "quán"
    facts = random_shop(4)
    facts.orders = [each for each in facts.orders if each["ordered_on"] < LAST]
    facts.orders.append(order("last", "c00", LAST))
    facts.order_lines.append(line("last", 900))
    with open_shop(folder) as shop:
        add(shop, facts)
        return folder, people(shop), classes(shop)


@pytest.fixture
def folder(published, tmp_path) -> Path:
    return Path(shutil.copytree(published[0], tmp_path / "quán"))


@pytest.fixture
def shop(folder):
    with regulars.open(folder) as opened:
        yield opened


def runs(shop) -> int:
    return shop.store.sql("SELECT count(*) FROM refreshes")[0][0]


# Opening


def test_a_new_folder_becomes_a_shop_with_its_name(tmp_path):
    with regulars.open(tmp_path / "Quán Mới") as shop:
        assert (shop.name, shop.currency) == ("Quán Mới", "XXX")
        assert (tmp_path / "Quán Mới" / "shop.toml").exists()


def test_a_folder_that_is_no_shop_is_not_made_one_unasked(tmp_path):
    with pytest.raises(NotFound) as caught:
        regulars.open(tmp_path / "nothing", create=False)
    assert (caught.value.code, caught.value.exit_code) == ("no_shop", 4)
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("asked", ["profile", "classify", "refresh", "customers", "calibration", "report", "last_day"])
def test_a_shop_without_orders_says_so_in_a_sentence(tmp_path, asked):
    with open_shop(tmp_path) as shop, pytest.raises(NotFitted) as caught:
        getattr(shop, asked)()
    assert caught.value.code == "no_orders"
    assert caught.value.text("vi").startswith("Tiệm chưa có đơn hàng nào.")
    assert caught.value.text("en").startswith("This shop has no orders yet.")


def test_customers_alone_are_not_orders(tmp_path):
    with open_shop(tmp_path) as shop:
        add(shop, Facts(customers=history({"a": []}).customers))
        with pytest.raises(NotFitted):
            shop.because("a", "ladder")


HOLD = "import sys, time, regulars; shop = regulars.open(sys.argv[1]); print('held', flush=True); time.sleep(60)"


def test_a_second_process_is_told_which_one_has_the_shop(folder):
    owner = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        assert owner.stdout.readline() == "held\n"
        with pytest.raises(Busy) as caught:
            regulars.open(folder)
    finally:
        owner.kill()
        owner.wait()
        owner.stdout.close()
    assert (caught.value.code, caught.value.exit_code, caught.value.status) == ("busy", 5, 409)
    assert all(str(owner.pid) in caught.value.text(lang) for lang in ("vi", "en"))
    regulars.open(folder).close()


# Days


def test_a_day_is_a_date_a_moment_or_iso_text_and_by_default_the_last_with_data(shop):
    assert shop.last_day() == LAST
    assert {shop.profile(day).as_of for day in (None, LAST, "2024-03-01", "20240301", dt.datetime(2024, 3, 1, 23, 59))} == {LAST}
    assert shop.classify("2024-03-01").as_of == LAST


@pytest.mark.parametrize("wrong", ["01/03/2024", "yesterday", "", "2024-02-30"])
def test_a_day_written_otherwise_is_refused_with_an_example(shop, wrong):
    with pytest.raises(InputError) as caught:
        shop.profile(wrong)
    assert (caught.value.code, caught.value.seen) == ("date", wrong)
    assert "2024-03-01" in caught.value.text("vi")


def test_a_row_in_force_no_longer_does_not_set_the_last_day(shop):
    add(shop, Facts(orders=[order("gone", "c00", LAST + 50 * DAY, replaced_at=noon(LAST))]))
    assert shop.last_day() == LAST


# Asking


def test_an_unknown_customer_is_answered_with_the_nearest_ids(shop):
    with pytest.raises(NotFound) as caught:
        shop.because("c001", "ladder")
    assert caught.value.seen == "c001"
    assert "c00" in caught.value.text("en")


def test_an_unknown_scheme_is_answered_with_the_nearest_ids(shop):
    for ask in (lambda: shop.because("c00", "lader"), lambda: shop.scheme("lader"), lambda: shop.classify(schemes=["lader"])):
        with pytest.raises(NotFound) as caught:
            ask()
        assert "ladder" in caught.value.text("vi")


@pytest.mark.parametrize("wrong", ["purchase >= 2", "purchases >=", "ladder = 'key'", "purchases = 'two'", "drop table orders"])
def test_a_rule_that_cannot_be_read_is_refused(shop, wrong):
    with pytest.raises(RuleError):
        shop.customers(wrong)


def test_customers_are_those_for_whom_the_rule_holds_classes_included(shop, published):
    _, profile, said = published
    for text in ("purchases >= 5 and lifecycle = 'active'", "age is missing or spend > 5000", "~(first_is_first = true)"):
        rule = shop.rule(text)
        expected = {who for who in profile if matches(rule, profile[who] | said[who])}
        found = shop.customers(text)
        assert {each["customer_id"] for each in found} == expected
        assert {each["customer_id"] for each in shop.customers(rule)} == expected
    assert found.columns[:4] == ("customer_id", "name", "phone", "email")
    assert len(shop.customers()) == len(profile)


def test_every_customer_has_one_class_in_every_scheme_that_plain_python_gives_too(shop, published):
    _, profile, said = published
    assert said.keys() == profile.keys()
    for who in profile:
        row = profile[who] | said[who]
        assert {scheme.id: scheme.class_of(row) for scheme in shop.schemes()} == {
            scheme.id: said[who][scheme.id] for scheme in shop.schemes()
        }


def test_a_scheme_of_ones_own_is_classified_beside_the_others(shop, published):
    big = Class("big", Words("Lớn", "Big"), c.spend >= 4000, Words("", ""), Words("", ""), "fresh")
    rest = Class("rest", Words("Còn lại", "Rest"), everyone, Words("", ""), Words("", ""), "slight")
    own = Scheme("own", Words("Của tiệm", "Own"), Words("", ""), (big, rest), (), Words("", ""), {}, (), Words("", ""), False)
    found = shop.classify(schemes=[own, ladder(key_from=0), "value"])
    assert found.table.columns == ("customer_id", "own", "ladder", "value")
    assert found.counts("own")["big"] == sum(each["spend"] >= 4000 for each in published[1].values())
    assert found.counts("ladder")["frequent"] == 0 < found.counts("ladder")["key_account"]
    with pytest.raises(NotFound):
        found.counts("region")


# Keeping


def test_what_was_published_is_read_again_not_computed_again(shop, published):
    _, profile, said = published
    assert people(shop) == profile
    assert classes(shop) == said
    assert runs(shop) == 1
    assert shop.versions()["bars"] == 1


def test_looking_back_publishes_nothing(shop, published):
    past = shop.profile(LAST - 200 * DAY)
    assert len(past) <= len(published[1])
    assert runs(shop) == 1
    assert people(shop) == published[1]


OWN = """
id: own
name: {vi: Của tiệm, en: Our own}
classes:
  - {id: big, name: {vi: Lớn, en: Big}, rule: "spend >= 4000"}
  - {id: rest, name: {vi: Còn lại, en: Rest}, rule: everyone}
"""


def write_scheme(folder: Path, text: str) -> None:
    (folder / "schemes").mkdir(exist_ok=True)
    file = folder / "schemes" / "own.yaml"
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(time.time_ns(), time.time_ns()))


def test_a_scheme_that_the_shop_writes_is_in_force_at_once(shop, published):
    version = shop.schemes_version()
    shop.classify()
    write_scheme(shop.path, OWN)
    found = shop.classify()
    assert shop.schemes()[-1].id == "own"
    assert shop.schemes_version() != version
    assert found.counts("own")["big"] == sum(each["spend"] >= 4000 for each in published[1].values())
    assert runs(shop) == 2


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (OWN.replace("id: own", "id: ladder"), "ladder"),
        (OWN.replace("id: own", "id: spend"), "spend"),
        (OWN.replace("spend >=", "spent >="), "spent"),
        (OWN.replace("everyone", '"spend < 10"'), "everyone"),
        ("id: own\nclasses: 3\n", "classes"),
        ("id: [", "yaml"),
    ],
    ids=["the id of another scheme", "the id of a feature", "an unknown feature", "incomplete", "no list", "no yaml"],
)
def test_a_scheme_of_the_shop_that_cannot_be_used_is_refused_by_its_file(shop, text, about):
    write_scheme(shop.path, text)
    with pytest.raises(RuleError) as caught:
        shop.schemes()
    assert caught.value.where.file == "own.yaml"
    assert about in caught.value.text("en")


@pytest.mark.many
@pytest.mark.slow
def test_a_changed_parameter_changes_the_classes(folder):
    settings = (folder / "shop.toml").read_text(encoding="utf-8")
    (folder / "shop.toml").write_text(settings + "[schemes.ladder]\nkey_from = 0\n", encoding="utf-8")
    with regulars.open(folder) as shop:
        counts = shop.classify().counts("ladder")
        assert counts["frequent"] == 0 < counts["key_account"]
        assert runs(shop) == 2


@pytest.mark.many
@pytest.mark.slow
def test_new_facts_are_seen_by_the_next_answer_in_this_process_and_the_next(folder):
    with regulars.open(folder) as shop:
        add(shop, history({"new": [(LAST, 100)]}))
        assert people(shop)["new"]["purchases"] == 1
    with regulars.open(folder) as shop:
        assert runs(shop) == 2
        add(shop, Facts(orders=[order("more", "new", LAST - DAY)], order_lines=[line("more", 50)]))
    with regulars.open(folder) as shop:
        assert people(shop)["new"]["spend"] == 150
        assert runs(shop) == 3


@pytest.mark.parametrize("table", TABLES)
def test_a_row_in_any_table_makes_what_was_published_stale(shop, table):
    assert refreshing.last_told(shop.store) == (LAST, shop.state())
    shop.store.execute(f'INSERT INTO "{table}" (batch_id, recorded_at) VALUES (99, ?)', [RECORDED])
    assert refreshing.last_told(shop.store) != (LAST, shop.state())


@pytest.mark.many
@pytest.mark.slow
def test_a_consent_alone_is_seen_by_the_next_opening(folder):
    with regulars.open(folder) as shop:
        add(
            shop,
            Facts(consents=[row("consents", customer_id="c00", channel="ads", granted=False, occurred_at=noon(LAST), purpose="marketing")]),
        )
    with regulars.open(folder) as shop:
        assert people(shop)["c00"]["ads_allowed"] is False
        assert runs(shop) == 2


@pytest.mark.slow
def test_a_refresh_twice_changes_nothing(shop, published):
    log = shop.store.sql("SELECT count(*) FROM membership_log")
    report = shop.refresh()
    assert (report.kind, report.moved, report.bars_version) == ("nothing", {}, 1)
    assert (people(shop), classes(shop), runs(shop)) == (*published[1:], 1)
    assert shop.store.sql("SELECT count(*) FROM membership_log") == log


@pytest.mark.many
@pytest.mark.slow
def test_cutting_the_bars_again_on_the_same_facts_gives_the_same_under_a_new_version(shop, published):
    before = shop._seen(LAST).bars.to_data()
    report = shop.refresh(recut=True)
    assert (people(shop), classes(shop)) == published[1:]
    assert shop._seen(LAST).bars.to_data() == before | {"version": 2}
    assert report.bars_version == shop.versions()["bars"] == 2
    assert (report.to_data()["as_of"], report.moved) == ("2024-03-01", {})


@pytest.mark.slow
def test_a_day_before_the_published_one_is_looked_back_at_and_moves_nothing(shop, published):
    report = shop.refresh(LAST - 100 * DAY)
    assert (report.kind, report.as_of) == ("nothing", LAST - 100 * DAY)
    assert (people(shop), classes(shop), runs(shop)) == (*published[1:], 1)


@pytest.mark.slow
def test_a_refresh_that_fails_leaves_the_last_good_state(folder, published):
    def stumble(words: Words, share: float | None) -> None:
        if share and share > 0.6:
            raise RuntimeError(words.en)

    with regulars.open(folder) as shop:
        with pytest.raises(RuntimeError):
            shop.refresh(progress=stumble, recut=True)
        assert (people(shop), classes(shop), runs(shop)) == (*published[1:], 1)
    with regulars.open(folder) as shop:
        assert (people(shop), classes(shop), runs(shop)) == (*published[1:], 1)


REFRESH = """
import datetime, itertools, sys, regulars
with regulars.open(sys.argv[1]) as shop:
    day = datetime.date.fromisoformat(sys.argv[2])
    for step in itertools.count():
        print(day + datetime.timedelta(days=step), flush=True)
        shop.refresh(day + datetime.timedelta(days=step), recut=step % 3 == 2)
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.many) for seed in range(1, 6))])
def test_a_kill_in_the_middle_of_a_refresh_leaves_one_day_whole(folder, seed):
    wait, told = random.Random(seed), LAST
    for _ in range(3):
        child = subprocess.Popen([sys.executable, "-c", REFRESH, str(folder), str(told)], stdout=subprocess.PIPE, text=True)
        child.stdout.readline()
        time.sleep(wait.uniform(0, 12))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        with regulars.open(folder) as shop:
            told, version = shop.store.sql("SELECT as_of, bars_version FROM refreshes ORDER BY computed_at DESC LIMIT 1")[0]
            seen = shop._seen(told)
            afresh = refreshing.look_back(shop._given, told, seen.computed_at, current=False)
            assert (afresh.bars.version, seen.bars.version) == (version, version)
            assert rows_of(seen.profile) == rows_of(afresh.profile)
            assert rows_of(seen.classes) == rows_of(afresh.classes) == rows_of(in_the_log(shop, told))
            assert shop.store.sql("SELECT max(version) FROM bars") == shop.store.sql("SELECT max(bars_version) FROM refreshes")


def rows_of(table) -> dict[str, dict]:
    return {row["customer_id"]: row for row in table.to_pyarrow().to_pylist()}


def in_the_log(shop, day: dt.date):
    """The classes on a day, wide, by the log alone."""
    stays = refreshing.told(shop.store, day).spells
    stays = stays.filter(stays.valid_to.isnull() | (stays.valid_to > day))
    names = [scheme.id for scheme in shop.schemes()]
    wide = stays.pivot_wider(id_cols="customer_id", names_from="scheme", values_from="class", names=names)
    return wide.select(*shop._seen(day).classes.columns)


@pytest.mark.many
@pytest.mark.slow
def test_days_are_told_apart_in_a_zone_with_summer_time_whenever_one_asks(tmp_path):
    facts = history({"a": [(dt.date(2024, 7, 10), 500)]})
    facts.customers[0]["created_at"] = dt.datetime(2024, 6, 30, 23, 30)
    with open_shop(tmp_path, SETTINGS.replace("Asia/Ho_Chi_Minh", "Europe/London")) as shop:
        add(shop, facts)
        assert people(shop)["a"]["known_days"] == 9
