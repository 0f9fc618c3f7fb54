"""`regulars backtest`."""

from __future__ import annotations

import shutil

import pytest

from regulars.models.backtest import Backtest


@pytest.fixture(scope="module")
def tried(made_shop, tmp_path_factory):
    """The shop, in a copy that keeps what it was once asked."""
    return shutil.copytree(made_shop, tmp_path_factory.mktemp("tried") / "tiệm")


def test_the_backtest_is_told_in_a_sentence_with_its_tables_and_whole_as_json(ask, tried):
    reply = ask("backtest", "--shop", tried)
    assert (reply.code, reply.err) == (0, "")
    data = ask("backtest", "--shop", tried, "--json")
    assert data.code == 0
    assert data.data["sentence"] in reply.out
    told = {name: value for name, value in data.data.items() if name not in ("sentence", "notes")}
    found = Backtest.from_data(told)
    assert found.to_data() == told
    assert (found.reason is None) == bool(found.trials)
    assert ("in force" in reply.out) == bool(found.trials)


@pytest.mark.many
@pytest.mark.slow
def test_it_is_said_in_vietnamese_without_ids(ask, tried):
    reply = ask("backtest", "--shop", tried, "--lang", "vi")
    assert (reply.code, reply.err) == (0, "")
    assert "_" not in reply.out
