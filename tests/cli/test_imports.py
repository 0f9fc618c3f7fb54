"""`regulars imports`: the history, one import in full, and taking one back."""

from __future__ import annotations

import pytest

from .made import orders, write_orders


@pytest.fixture
def twice(ask, tmp_path, monkeypatch):
    """A shop with two imports, the second of which changes an order, forgets one and has one refused row."""
    monkeypatch.chdir(tmp_path)
    rows = orders()
    assert ask("import", write_orders(tmp_path / "a.csv", rows)).code == 0
    later = [(*rows[0][:5], "99000000", *rows[0][6:]), *rows[2:30], ("M1", "K00", "Mới", "", "31/02/2026", "1000", "")]
    reply = ask("import", write_orders(tmp_path / "b.csv", later))
    assert reply.code == 0
    return reply


def test_an_import_that_overlaps_says_what_it_changed(ask, twice):
    assert "1 orders known before were replaced; they differ in amounts (1)" in twice.out
    assert "50,000 ₫ → 99,000,000 ₫" in twice.out.replace("\u00a0", " ")
    assert "91 orders from 2 May 2026" in twice.out and "no longer in this one: D02-8" in " ".join(twice.out.split())


def test_the_history_says_what_each_import_brought(ask, twice):
    latest, first = ask("imports", "--json").data
    assert (latest["batch_id"], latest["orders_replaced"], latest["waiting"], latest["revenue_added"]) == (2, 1, 1, 98_950_000)
    assert (first["orders_added"], first["files"], first["undone_at"]) == (len(orders()), ["a.csv"], None)
    shown = ask("imports").out
    assert "a.csv" in shown and "99 million ₫" in shown.replace("\u00a0", " ")


def test_one_import_is_shown_with_its_mapping_and_changes(ask, twice):
    shown = ask("imports", "show", "2").out
    assert "amount paid ← “Thành tiền”" in " ".join(shown.split()) and "1 rows refused: 1 wait" in shown
    data = ask("imports", "show", "2", "--json").data
    assert data["mapping"]["b.csv"]["Mã khách"] == "customer_id"
    assert data["changes"]["biggest"] == [{"order_id": "D00-0", "before": 50_000, "after": 99_000_000}]
    assert ask("imports", "show", "9").code == 4


def test_an_import_is_undone_after_a_look_at_what_goes(ask, twice):
    before = ask("customers", "--json", "--limit", "0").data
    tried = ask("imports", "undo", "2", "--dry-run")
    assert "Nothing is done yet" in tried.out and "revenue falls by 99 million ₫" in tried.out.replace("\u00a0", " ")
    done = ask("imports", "undo", "2", "--json").data
    assert (done["orders"], done["orders_restored"], done["refused"], done["dry"]) == (0, 1, 1, False)
    assert [one["undone_at"] is None for one in ask("imports", "--json").data] == [False, True]
    assert ask("imports", "undo", "2").code == 3
    assert ask("customers", "--json", "--limit", "0").data["total"] == before["total"]


def test_a_shop_whose_only_import_is_undone_is_empty_and_takes_the_next_file_as_its_first(ask, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = write_orders(tmp_path / "a.csv", orders())
    ask("import", file)
    assert ask("imports", "undo", "1").code == 0
    assert "currency" not in (tmp_path / "shop.toml").read_text("utf-8")
    assert ask("customers").code == 3
    again = ask("import", file, "--json").data
    assert (again["orders_added"], again["currency_decided"]) == (len(orders()), True)
