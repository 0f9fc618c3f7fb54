"""Books in a folder of their own, with a clock that is turned by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from regulars.store.books import Books, passwords


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    at: dt.datetime = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.at

    def pass_by(self, **much: float) -> None:
        self.at += dt.timedelta(**much)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch) -> None:
    """Real argon2, with less work."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=1024))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def books(tmp_path: Path, clock: Clock):
    with Books.open(tmp_path, clock) as opened:
        yield opened
