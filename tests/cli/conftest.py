"""A small shop made once from a small file, and the command line asked in this process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import regulars
from regulars.cli.program import run

from ..made_once import made_once
from .made import Reply, orders, write_orders


@pytest.fixture(scope="session")
def orders_file(tmp_path_factory) -> Path:
    return write_orders(tmp_path_factory.mktemp("files") / "đơn hàng.csv", orders())


@pytest.fixture(scope="session")
def made_shop(tmp_path_factory, orders_file) -> Path:
    """A shop sorted and closed, made once for all workers."""

    def make(folder: Path) -> None:
        with regulars.open(folder / "tiệm") as shop:
            shop.choose(replay_months=0, try_on_past=False)
            shop.load(orders_file)
            shop.classify()

    return made_once(tmp_path_factory, "small-shop", make) / "tiệm"


@pytest.fixture
def shop(made_shop, tmp_path) -> Path:
    """The shop, in a copy of its own."""
    return Path(shutil.copytree(made_shop, tmp_path / "tiệm"))


@pytest.fixture
def ask(capsys, monkeypatch) -> Callable[..., Reply]:
    """Run one command line in English, with no shop but the one it names."""
    for name in ("REGULARS_SHOP", "REGULARS_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REGULARS_LANG", "en")

    def asked(*words: object) -> Reply:
        capsys.readouterr()
        code = run([os.fspath(word) if isinstance(word, Path) else str(word) for word in words])
        return Reply(code, *capsys.readouterr())

    return asked
