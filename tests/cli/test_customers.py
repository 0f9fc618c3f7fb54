"""`regulars customers`."""

from __future__ import annotations

import pytest

from regulars.words import masked_email, masked_phone


def test_everybody_is_counted_and_the_first_are_shown(ask, shop):
    data = ask("customers", "--shop", shop, "--json").data
    assert (data["total"], data["shown"], len(data["customers"])) == (40, 20, 20)
    assert "40 customers" in ask("customers", "--shop", shop).out


def test_a_rule_may_ask_about_features_and_classes(ask, shop):
    rule = "purchases_365d >= 4 and ladder = 'key_account'"
    by_argument = ask("customers", rule, "--shop", shop, "--json").data
    by_options = ask("customers", "--rule", "purchases_365d >= 4", "--class", "ladder=key_account", "--shop", shop, "--json").data
    assert by_argument["customers"] == by_options["customers"]
    assert {row["ladder"] for row in by_argument["customers"]} == {"key_account"}


@pytest.mark.parametrize("words", [["purchsaes > 3"], ["--rule", "1 = 1; drop table x"], ["--class", "ladder"]])
def test_what_cannot_be_read_is_refused_with_3(ask, shop, words):
    assert ask("customers", *words, "--shop", shop).code == 3


@pytest.mark.parametrize(
    "words", [["--class", "ladder=key"], ["--class", "lader=key_account"], ["--columns", "nothing_like_it"], ["--sort", "spend_356d"]]
)
def test_what_does_not_exist_is_not_found_with_4(ask, shop, words):
    assert ask("customers", *words, "--shop", shop).code == 4


def test_they_are_sorted_as_asked(ask, shop):
    def values(*words):
        rows = ask("customers", *words, "--columns", "spend_365d", "--limit", "40", "--shop", shop, "--json").data["customers"]
        return [row["spend_365d"] for row in rows]

    assert values() == sorted(values(), reverse=True)
    assert values("--sort", "spend_365d") == sorted(values())


def test_phones_are_masked_everywhere(ask, shop):
    reply = ask("customers", "--shop", shop)
    assert "0935\u00a0•••\u00a0600" in reply.out
    rows = ask("customers", "--shop", shop, "--columns", "phone", "--json").data["customers"]
    assert all("•••" in row["phone"] for row in rows)


def test_a_number_or_address_never_shows_its_middle():
    assert [masked_phone(phone) for phone in ("+84935123604", "+442079460018", "604", None)] == ["0935 ••• 604", "+44 ••• 018", "•••", None]
    assert [masked_email(email) for email in ("lan@example.com", "", None)] == ["l•••@example.com", None, None]


def test_columns_are_shown_as_asked_in_words(ask, shop):
    reply = ask("customers", "--columns", "customer_id,province,ladder,return_chance", "--limit", "3", "--shop", shop, "--lang", "vi")
    assert "Mã khách" in reply.out
    assert "Hà Nội" in reply.out
    assert "Khách hàng chủ chốt" in reply.out


def test_names_are_shown_as_they_are_written(ask, shop):
    rows = ask("customers", "--shop", shop, "--limit", "40", "--json").data["customers"]
    assert "=cmd|' /C calc'!A1" in {row["name"] for row in rows}


def test_nobody_is_an_answer(ask, shop):
    reply = ask("customers", "purchases > 9000", "--shop", shop)
    assert (reply.code, "no such customer" in reply.out) == (0, True)
    assert ask("customers", "purchases > 9000", "--shop", shop, "--json").data["total"] == 0


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_cut_off(ask, shop, monkeypatch, width, lang):
    monkeypatch.setenv("COLUMNS", str(width))
    text = ask("customers", "--shop", shop, "--lang", lang).out
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= width
