"""`regulars classify`."""

from __future__ import annotations

import json

import pytest

from .made import write_orders


def test_every_scheme_is_counted(ask, shop):
    reply = ask("classify", "--shop", shop)
    assert reply.code == 0
    assert "The customer ladder · ladder" in reply.out
    assert "RFM, 11 groups · rfm" in reply.out
    assert "Waiting for data:" in reply.out
    assert "Key account" in reply.out


def test_counts_as_data_add_up_to_everyone(ask, shop):
    reply = ask("classify", "--shop", shop, "--json")
    assert reply.answer["as_of"] == "2026-11-20"
    for scheme in reply.data["schemes"]:
        assert sum(one["customers"] for one in scheme["classes"]) == reply.data["customers"] == 40
    assert reply.data["currency"] == "VND"


def test_only_the_schemes_asked_for_are_counted(ask, shop):
    reply = ask("classify", "--shop", shop, "--scheme", "ladder", "--scheme", "rfm", "--json")
    assert [scheme["id"] for scheme in reply.data["schemes"]] == ["ladder", "rfm"]
    wrong = ask("classify", "--shop", shop, "--scheme", "lader")
    assert (wrong.code, "ladder" in wrong.err) == (4, True)


def test_an_earlier_day_sees_only_what_was_known_by_then(ask, shop):
    reply = ask("classify", "--shop", shop, "--as-of", "2025-06-30", "--scheme", "ladder", "--json")
    assert reply.answer["as_of"] == "2025-06-30"
    assert reply.answer["versions"]["bars"] is None
    assert reply.data["customers"] < 40


def test_a_day_that_is_none_is_refused(ask, shop):
    reply = ask("classify", "--shop", shop, "--as-of", "30/06/2025")
    assert reply.code == 3
    assert "2026-11-20" in reply.err


def test_no_percentages_of_fewer_than_twenty_people(ask, tmp_path):
    rows = [(f"D{i}", f"K{i % 9}", "", "", f"{1 + i % 28:02}/10/2026", "50000", "") for i in range(30)]
    ask("import", write_orders(tmp_path / "few.csv", rows), "--shop", tmp_path / "few")
    reply = ask("classify", "--shop", tmp_path / "few", "--scheme", "ladder", "--json")
    assert {one["share"] for one in reply.data["schemes"][0]["classes"]} == {None}
    assert "%" not in ask("classify", "--shop", tmp_path / "few", "--scheme", "ladder").out


def test_a_shop_without_orders_says_what_to_do(ask, tmp_path):
    ask("init", tmp_path / "x")
    reply = ask("classify", "--shop", tmp_path / "x")
    assert reply.code == 3
    assert "regulars import" in reply.err


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_class_names_are_never_cut_off(ask, shop, monkeypatch, width, lang):
    monkeypatch.setenv("COLUMNS", str(width))
    found = ask("classify", "--shop", shop, "--json", "--lang", lang).data["schemes"]
    text = ask("classify", "--shop", shop, "--lang", lang).out
    assert [one["name"] for scheme in found if not scheme["waiting"] for one in scheme["classes"] if one["name"] not in text] == []
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= width


def test_the_same_question_twice_has_the_same_answer(ask, shop):
    first, second = (ask("classify", "--shop", shop, "--json").out for _ in range(2))
    assert json.loads(first) == json.loads(second)


def test_the_classes_of_real_data_are_those_of_the_independent_check(ask, data, tmp_path):
    assert ask("import", data / "online_retail" / "online_retail.parquet", "--shop", tmp_path / "uk").code == 0
    found = ask("classify", "--shop", tmp_path / "uk", "--scheme", "ladder", "--scheme", "value", "--json").data["schemes"]
    ladder = {one["id"]: one for one in found[0]["classes"]}
    assert 0.06 < ladder["key_account"]["share"] < 0.09
    because = ask("because", "17850", "ladder", "--shop", tmp_path / "uk", "--json").data
    assert because["class"] == "rebuy"
