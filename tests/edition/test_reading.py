"""An edition says what its shop says, to many at once, while another one is printed."""

from __future__ import annotations

import csv
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from regulars.edition import Edition, Moved, printed
from regulars.edition.exporting import CONTACTS, consented, exported
from regulars.rules import parse
from regulars.shop import Shop
from regulars.store import editions

RULES = (
    "purchases >= 2",
    "not (province = 'Hà Nội')",
    "lifecycle in ('active', 'slipping', 'lapsed', 'new')",
    "age is missing or age >= 30",
    "spend_365d_pct < 90",
)


# The funnel


def by_shop(folder: Path, rule: str | None) -> tuple[int, int]:
    """People and money of a rule, as the shop itself filters its customers."""
    with Shop(folder / "editions" / "000001", create=False, read_only=True) as shop:
        found = shop.customers(rule).to_pyarrow()
        return found.num_rows, sum(value or 0 for value in found["spend_365d"].to_pylist())


def test_narrowing_equals_filtering_by_the_shop(edition: Edition, folder: Path):
    found = edition.narrowing(RULES)
    texts = [None, *(" and ".join(f"({rule})" for rule in RULES[:upto]) for upto in range(1, len(RULES) + 1))]
    assert [(count.people, count.spend_365d) for count in found] == [by_shop(folder, text) for text in texts]
    assert found[0].people > found[1].people > 0
    assert edition.narrowing(RULES) == found


def test_what_the_funnel_counted_is_what_a_list_holds(edition: Edition):
    rule = parse(" and ".join(f"({rule})" for rule in RULES), edition.known)
    last, page = edition.narrowing(RULES)[-1], edition.people(rule, limit=500)
    assert (
        (page.total, page.spend_365d)
        == (last.people, last.spend_365d)
        == (len(page.rows), sum(row["spend_365d"] or 0 for row in page.rows))
    )


def test_several_rules_are_counted_each_by_itself_in_one_scan(edition: Edition):
    assert edition.counts(RULES) == [edition.count(rule) for rule in RULES]
    assert edition.counts(()) == []


def test_a_rule_without_conditions_leaves_everybody(edition: Edition):
    assert edition.narrowing(()) == [edition.count()] and edition.count("everyone") == edition.count()


def test_nobody_spends_nothing_and_has_no_average(edition: Edition):
    empty = edition.count("purchases >= 9_000")
    assert (empty.people, empty.spend_365d, empty.each) == (0, 0, None)


# Search


@pytest.mark.parametrize(
    ("text", "name"),
    [("dang thuy", "Đặng Thuỳ Dương"), ("Thuỳ", "Đặng Thuỳ Dương"), ("DUONG dang", "Đặng Thuỳ Dương"), ("van duc", "Trần Văn Đức")],
)
def test_names_are_found_without_marks_capitals_or_order(edition: Edition, text: str, name: str):
    found = edition.search(text, limit=200)
    everybody = edition.people(limit=1000).rows
    assert {row["customer_id"] for row in found} == {row["customer_id"] for row in everybody if name in (row["name"] or "")} != set()


def test_phones_are_found_as_people_write_them(edition: Edition):
    assert (
        [row["phone"] for row in edition.search("0935000013")]
        == ["+84935000013"]
        == [row["phone"] for row in edition.search("+84935000013")]
    )


def test_an_id_is_found_and_nothing_is_found_for_nothing(edition: Edition):
    some = edition.people(limit=1).rows[0]["customer_id"]
    assert some in {row["customer_id"] for row in edition.search(some, limit=200)}
    assert edition.search("  ") == [] == edition.search("khong co ai ten nay")


# Those who moved


@pytest.mark.parametrize("scheme", ["lifecycle", "ladder", "value"])
def test_those_who_moved_are_those_whose_classes_of_two_days_differ(edition: Edition, folder: Path, scheme: str):
    with Shop(folder / "editions" / "000001", create=False, read_only=True) as shop:
        days = (edition.moved_since(Moved(scheme, 30)), edition.as_of)
        before, after = ({row["customer_id"]: row[scheme] for row in shop.classify(day)} for day in days)
    differing = {name: (before[name], after[name]) for name in after if name in before and before[name] != after[name]}
    page = edition.people(moved=Moved(scheme, 30), limit=10_000)
    assert {row["customer_id"]: (row["moved_from"], row["moved_to"]) for row in page.rows} == differing
    ways = [edition.count(moved=Moved(scheme, 30, way)).people for way in ("up", "down")]
    assert sum(ways) <= len(differing) == page.total
    for source, target in set(differing.values()):
        both = {name for name, pair in differing.items() if pair == (source, target)}
        asked = edition.people(moved=str(Moved(scheme, 30, None, source, target)), limit=10_000)
        assert {row["customer_id"] for row in asked.rows} == both


# Many at once


def test_two_threads_read_while_another_edition_is_printed(folder: Path, tmp_path: Path):
    home = tmp_path / "shop"
    shutil.copytree(folder, home)
    first = Edition.latest(home)
    assert first is not None
    expected, wrong, done = first.narrowing(RULES), [], threading.Event()

    def read(place: int) -> None:
        turn = 0
        while not done.is_set() or turn < 5:
            edition = Edition.latest(home)
            turn += 1
            rule = f"purchases >= {turn % 5 + place}"
            if edition.narrowing(RULES) != expected or edition.people(rule, limit=3).total != edition.counts([rule])[0].people:
                wrong.append((place, turn))

    readers = [threading.Thread(target=read, args=(place,)) for place in range(2)]
    for reader in readers:
        reader.start()
    with Shop(home) as shop:
        printed(shop)
    done.set()
    for reader in readers:
        reader.join()
    assert not wrong
    second = Edition.latest(home)
    assert (second.number, first.number) == (2, 1) and second.narrowing(RULES) == expected == first.narrowing(RULES)


KILLED = """
import os, signal, sys
from regulars.edition import printed
from regulars.shop import Shop
from regulars.store import editions
setattr(editions, sys.argv[2], lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
with Shop(sys.argv[1]) as shop:
    printed(shop)
"""


@pytest.mark.parametrize("at", ["issue", pytest.param("copy", marks=(pytest.mark.slow, pytest.mark.many))])
def test_a_kill_in_the_middle_of_printing_leaves_the_former_edition(folder: Path, tmp_path: Path, at: str):
    home = tmp_path / "shop"
    shutil.copytree(folder, home)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(home), at], check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL
    assert list((home / "editions").glob(".new-*"))
    former = Edition.latest(home)
    assert former is not None and former.number == 1 and former.count().people > 100
    with Shop(home) as shop:
        printed(shop)
    assert Edition.latest(home).number == 2 and not list((home / "editions").glob(".new-*"))


def test_only_the_last_two_editions_are_kept_and_a_folder_without_any_has_none(folder: Path, tmp_path: Path):
    assert Edition.latest(tmp_path) is None
    home = tmp_path / "shop"
    shutil.copytree(folder, home)
    shutil.copytree(home / "editions" / "000001", home / "editions" / "000002")
    with Shop(home) as shop:
        printed(shop)
    assert editions.newest(home).name == "000003"
    assert sorted(each.name for each in (home / "editions").iterdir() if each.is_dir()) == ["000002", "000003"]


# What the builder asks


def test_the_values_of_a_text_come_by_how_often_they_are_met(edition: Edition):
    rows = [row["lifecycle"] for row in edition.people(limit=1000, columns=("lifecycle",)).rows]
    assert edition.values_of("lifecycle") == sorted(set(rows), key=lambda name: (-rows.count(name), name))
    assert edition.values_of("lifecycle", 1) == edition.values_of("lifecycle")[:1]


@pytest.mark.parametrize("channel", [*CONTACTS, None])
def test_those_who_agreed_and_those_left_out_are_the_whole_group(edition: Edition, channel: str | None):
    rule = parse("purchases >= 1", edition.known)
    found = consented(edition, rule, channel)
    assert found.agreed + found.left_out == edition.count(rule).people
    assert found.left_out == (0 if channel is None else edition.count(f"purchases >= 1 and not ({channel}_allowed = true)").people)
    assert consented(edition, None, channel).agreed >= found.agreed


@pytest.mark.parametrize("channel", [*CONTACTS, None])
def test_a_file_holds_only_those_who_agreed_with_only_the_contact_it_needs(edition: Edition, channel: str | None, tmp_path: Path):
    rows = exported(edition, tmp_path / "file.csv", "purchases >= 1", channel=channel)
    told = list(csv.DictReader((tmp_path / "file.csv").read_text("utf-8-sig").splitlines()))
    assert len(told) == rows == consented(edition, parse("purchases >= 1", edition.known), channel).agreed
    for row in told:
        assert {name for name in ("name", "phone", "email") if name in row} == ({"name", *CONTACTS[channel]} if channel else set())
        assert channel is None or row[f"{channel}_allowed"] == "true"
        assert not row.get("name", "").startswith("=")
