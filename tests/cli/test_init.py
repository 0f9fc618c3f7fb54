"""`regulars init`."""

from __future__ import annotations

import tomllib

import regulars


def chosen(folder) -> dict[str, object]:
    return tomllib.loads((folder / "shop.toml").read_text("utf-8"))


def test_a_shop_is_made_where_one_stands(ask, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    reply = ask("init", "--name", "Hạt Mộc", "--currency", "vnd", "--timezone", "Europe/London")
    assert reply.code == 0
    assert "Hạt Mộc" in reply.out
    assert chosen(tmp_path) == {"name": "Hạt Mộc", "currency": "VND", "timezone": "Europe/London"}
    assert (tmp_path / "analytics.duckdb").is_file()


def test_a_shop_is_made_in_the_folder_named(ask, tmp_path):
    assert ask("init", tmp_path / "a" / "b", "--json").data["created"] is True
    assert ask("init", "--shop", tmp_path / "c", "--json").data["name"] == "c"


def test_a_shop_that_is_there_keeps_what_is_not_named(ask, tmp_path):
    ask("init", tmp_path / "x", "--name", "Một", "--currency", "USD")
    reply = ask("init", tmp_path / "x", "--currency", "EUR", "--json")
    assert (reply.data["created"], reply.data["name"], reply.data["currency"]) == (False, "Một", "EUR")


def test_a_currency_or_time_zone_that_does_not_exist_leaves_no_shop(ask, tmp_path):
    assert ask("init", tmp_path / "x", "--currency", "QQQ").code == 3
    reply = ask("init", tmp_path / "x", "--timezone", "Mars/Base")
    assert reply.code == 3
    assert "Asia/Ho_Chi_Minh" in reply.err
    assert not (tmp_path / "x" / "shop.toml").exists()


def test_the_unit_of_money_stays_once_there_are_amounts(ask, shop):
    with regulars.open(shop) as opened:
        assert opened.currency == "VND"
    reply = ask("init", shop, "--currency", "USD")
    assert reply.code == 3
    assert "VND → USD" in reply.err
    assert ask("init", shop, "--currency", "JPY").code == 0
