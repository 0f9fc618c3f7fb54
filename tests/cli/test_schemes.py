"""`regulars schemes`."""

from __future__ import annotations

import pytest

from regulars.schemes import all_schemes

IDS = [scheme.id for scheme in all_schemes()]


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_every_scheme_is_listed_without_any_shop(ask):
    assert [one["id"] for one in ask("schemes", "--json").data] == IDS
    assert all(f"\n{id} " in ask("schemes").out for id in IDS[1:2])


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_scheme_is_explained_in_full(ask, id, lang):
    reply = ask("schemes", id, "--lang", lang)
    scheme = next(one for one in all_schemes() if one.id == id)
    assert reply.code == 0
    for each in scheme.classes:
        assert f"{each.name.of(lang)} · {each.id}" in reply.out
    assert scheme.question.of(lang) in reply.out


def test_a_class_that_may_hold_nearly_nobody_says_why(ask):
    assert "Why at times so few or so many: Children seldom buy in their own name." in ask("schemes", "age_group").out
    data = {each["id"]: each["uneven"] for each in ask("schemes", "age_group", "--json").data["classes"]}
    assert data["child"] == "Children seldom buy in their own name."
    assert data["middle"] is None


def test_a_scheme_as_data_has_its_rules_as_text_and_in_words(ask):
    data = ask("schemes", "ladder", "--json").data
    key = next(one for one in data["classes"] if one["id"] == "key_account")
    assert key["rule"] == "is_frequent = true and spend_365d_pct >= 90"
    assert "90%" in key["rule_in_words"]
    assert data["parameters"]["key_from"]["value"] == 90
    assert data["in_force"] == []


def test_a_shop_adds_its_own_numbers(ask, shop):
    (shop / "shop.toml").write_text((shop / "shop.toml").read_text("utf-8") + "\n[schemes.ladder]\nkey_from = 75\n", "utf-8")
    data = ask("schemes", "ladder", "--json", "--shop", shop).data
    assert data["parameters"]["key_from"]["value"] == 75
    assert any("75%" in text for text in data["in_force"])


def test_a_scheme_that_does_not_exist_comes_with_the_nearest(ask):
    reply = ask("schemes", "lader")
    assert (reply.code, "ladder" in reply.err) == (4, True)
