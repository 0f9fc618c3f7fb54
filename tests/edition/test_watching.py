"""A new edition is opened and warmed beside the one in use, once, and what is in use stays whole when its folder is gone."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest

from regulars.edition import Edition, Watch
from regulars.edition.watching import warmed
from regulars.store import editions


@pytest.fixture
def home(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "shop"))


def issued_again(home: Path) -> None:
    """The newest edition once more, under the next number."""
    newest = editions.newest(home)
    place, number = editions.new_folder(home)
    shutil.copytree(newest, place, dirs_exist_ok=True)
    editions.issue(place, number)


def test_the_former_edition_is_at_hand_until_the_new_one_is_ready(home: Path):
    former = Edition.at_hand(home)
    issued_again(home)
    slow, go_on, seen = threading.Event(), threading.Event(), []

    def ready(edition: Edition) -> None:
        seen.append(edition.number)
        slow.set()
        assert go_on.wait(60)

    openers = [threading.Thread(target=Edition.latest, args=(home, ready)) for _ in range(3)]
    for each in openers:
        each.start()
    assert slow.wait(60)
    assert Edition.at_hand(home) is former
    go_on.set()
    for each in openers:
        each.join()
    assert seen == [2] and Edition.at_hand(home).number == 2


def test_a_watch_opens_what_comes_and_ends(home: Path):
    watch = Watch(home)
    watch.start()
    issued_again(home)
    until = time.monotonic() + 60
    while Edition.at_hand(home).number != 2 and time.monotonic() < until:
        time.sleep(0.05)
    watch.end()
    assert Edition.at_hand(home).number == 2


def test_an_edition_in_use_outlives_its_folder(home: Path):
    edition = Edition.latest(home)
    warmed(edition)
    before, own = edition.count("purchases >= 2"), [scheme.id for scheme in edition.schemes]
    while (home / "editions" / "000001").exists():
        issued_again(home)
    assert edition.count("purchases >= 3").people <= before.people
    with edition.quiet() as shop:
        assert [scheme.id for scheme in shop.schemes()] == own
        assert shop.insight("today").table()


def test_an_edition_that_is_withdrawn_is_nobodys(home: Path):
    assert Edition.latest(home) is not None
    editions.withdraw(home)
    assert Edition.latest(home) is None is Edition.at_hand(home)
    issued = editions.new_folder(home)
    assert issued[1] == 2
