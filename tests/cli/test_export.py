"""`regulars export`."""

from __future__ import annotations

import csv

import pytest

PRIVATE = {"name", "phone", "email"}


def read(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_classes_and_features_of_everybody_without_names(ask, shop, tmp_path):
    reply = ask("export", tmp_path / "out.csv", "--shop", shop)
    assert reply.code == 0
    rows = read(tmp_path / "out.csv")
    assert len(rows) == 40
    assert {"customer_id", "ladder", "spend_365d"} <= rows[0].keys()
    assert not PRIVATE & rows[0].keys()
    assert "Khách Số" not in (tmp_path / "out.csv").read_text("utf-8")


def test_only_whom_and_what_was_asked_for(ask, shop, tmp_path):
    words = ["--class", "ladder=key_account", "--rule", "purchases > 3", "--columns", "ladder, spend", "--as-of", "2026-11-01"]
    data = ask("export", tmp_path / "out.csv", *words, "--shop", shop, "--json")
    rows = read(tmp_path / "out.csv")
    assert data.data["customers"] == len(rows) > 0
    assert data.answer["as_of"] == "2026-11-01"
    assert rows[0].keys() == {"customer_id", "ladder", "spend"}


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_without_a_name_it_goes_into_the_shop(ask, shop, kind):
    reply = ask("export", "--format", kind, "--shop", shop, "--json")
    assert reply.data["path"].endswith(f"/exports/2026-11-20.{kind}")
    beside = {"2026-11-20.csv.about.json"} if kind == "csv" else set()
    assert {path.name for path in (shop / "exports").iterdir()} == {f"2026-11-20.{kind}", *beside}


@pytest.mark.parametrize("column", sorted(PRIVATE))
def test_contact_details_do_not_leave(ask, shop, tmp_path, column):
    reply = ask("export", tmp_path / "out.csv", "--columns", f"ladder,{column}", "--shop", shop)
    assert (reply.code, (tmp_path / "out.csv").exists()) == (3, False)


def test_another_kind_of_file_is_refused_before_anything_is_computed(ask, shop, tmp_path):
    assert ask("export", tmp_path / "out.doc", "--shop", shop).code == 3
