"""`regulars demo`."""

from __future__ import annotations

import json
import shutil

import pytest

from regulars.demo import TRADES
from regulars.demo.exports import PLATFORMS


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def earlier(here, made_shop):
    """A demo shop that was made there otherwise."""
    folder = shutil.copytree(made_shop, here / "demo-shop")
    (folder / "demo.json").write_text(json.dumps({"customers": 60, "lines": None, "seed": 7, "trade": "coffee"}), "utf-8")


@pytest.mark.many
@pytest.mark.slow
def test_a_whole_shop_is_made_in_place_of_another_sorted_and_reported_on(ask, here, earlier):
    other = ask("demo", "--customers", "80")
    assert (other.code, "--replace" in other.err) == (3, True)
    reply = ask("demo", "--customers", "80", "--export", "shopee", "--replace")
    assert reply.code == 0, reply.err
    for lang in ("vi", "en"):
        uri = (here / "demo-shop" / "reports" / f"2026-11-20-{lang}.html").resolve().as_uri()
        assert uri in reply.out
    assert "Key account" in reply.out
    assert "because KH" in reply.out
    assert reply.out.index("serve --shop demo-shop") < reply.out.index("because KH")
    assert "Left: " in reply.out
    assert (here / "demo-shop" / "files" / "shopee" / "Order.all.xlsx").exists()
    assert (here / "demo-shop" / "files" / "truth" / "recovered.csv").exists()
    again = ask("demo", "--customers", "80", "--json").data
    assert again["import"]["already_loaded"] is True
    assert {"left", "deals", "best"} <= {each["id"] for each in again["recovered"]}
    assert again["classes"]["customers"] == 80

    other = ask("demo", "--customers", "60")
    assert (other.code, "--replace" in other.err) == (3, True)


def test_a_folder_that_holds_something_else_is_left_alone(ask, here, shop):
    reply = ask("demo", shop)
    assert reply.code == 3
    assert (shop / "analytics.duckdb").exists()


def test_a_shop_that_does_not_sell_there_exports_nothing(ask, here):
    reply = ask("demo", "--trade", "tiny", "--only-orders", "--export", "tiktok")
    assert (reply.code, "TikTok Shop" in reply.err) == (3, True)


def test_help_names_every_trade_and_every_platform(ask):
    said = ask("demo", "--help").out
    assert [name for name in (*TRADES, *PLATFORMS) if name not in said] == []


def test_a_trade_that_does_not_exist_is_not_found(ask, here):
    assert ask("demo", "x", "--trade", "rockets").code == 4
