"""Sessions, one-time keys, and those who keep guessing."""

from __future__ import annotations

import pytest
from sqlalchemy import text


@pytest.fixture
def lan(books):
    return books.users.add("Lan", "cà phê sữa đá", "owner")


def test_a_token_is_its_user_until_it_ends(books, lan):
    token = books.sessions.begin(lan, "Firefox")
    assert books.sessions.user(token) == lan
    books.sessions.end(token)
    assert books.sessions.user(token) is None
    assert books.sessions.user("anything") is None


def test_only_the_hash_of_a_token_is_kept(books, lan):
    token = books.sessions.begin(lan)
    with books.database.reading() as connection:
        kept = connection.execute(text("SELECT token_hash FROM sessions")).scalar()
    assert token not in kept


def test_a_session_that_is_not_used_expires_and_one_in_use_does_not_for_long(books, lan, clock):
    used, left = books.sessions.begin(lan), books.sessions.begin(lan)
    for _ in range(8):
        clock.pass_by(days=10)
        assert books.sessions.user(used) == lan
    assert books.sessions.user(left) is None
    clock.pass_by(days=11)
    assert books.sessions.user(used) is None


def test_a_user_is_logged_out_everywhere_but_here(books, lan):
    here, *elsewhere = (books.sessions.begin(lan, agent) for agent in ("a", "b", "c"))
    assert books.sessions.end_all(lan.id, but=here) == 2
    assert [login.agent for login in books.sessions.of(lan.id)] == ["a"]
    assert [books.sessions.user(token) for token in elsewhere] == [None, None]


def test_who_guesses_on_waits_ever_longer(books, clock):
    waits = []
    for _ in range(8):
        books.throttle.failed("Lan", "10.0.0.9")
        waits.append(books.throttle.wait("lan", "10.0.0.1"))
    assert waits[:4] == [0, 0, 0, 0]
    assert waits[4:] == sorted(waits[4:]) and waits[4] > 0
    clock.pass_by(seconds=waits[-1])
    assert books.throttle.wait("Lan", "10.0.0.1") == 0


def test_an_address_that_guesses_many_names_waits_too(books):
    for number in range(20):
        books.throttle.failed(f"name {number}", "10.0.0.9")
    assert books.throttle.wait("somebody else", "10.0.0.9") > 0
    assert books.throttle.wait("somebody else", "10.0.0.1") == 0


def test_failures_are_forgotten_when_the_right_one_comes_and_after_an_hour(books, clock):
    for _ in range(9):
        books.throttle.failed("Lan", "10.0.0.9")
    books.throttle.passed("Lan")
    assert books.throttle.wait("Lan", "10.0.0.1") == 0
    clock.pass_by(hours=1)
    assert books.throttle.wait("Lan", "10.0.0.9") == 0


def test_a_key_opens_once_and_not_for_long(books, clock):
    former, key = books.keys.make(), books.keys.make()
    assert not books.keys.good(former)
    assert books.keys.good(key) and not books.keys.good(key, "another purpose")
    assert [books.keys.spend(key), books.keys.spend(key)] == [True, False]
    late = books.keys.make()
    clock.pass_by(hours=25)
    assert not books.keys.spend(late)
