"""`regulars because`."""

from __future__ import annotations


def test_one_scheme_as_the_contract_says(ask, shop):
    data = ask("because", "K00", "ladder", "--shop", shop, "--json").data
    assert {"customer_id", "scheme", "class", "sentence", "facts", "failed_above", "since", "cause", "next_up", "slips"} <= data.keys()
    assert (data["customer_id"], data["scheme"]) == ("K00", "ladder")
    assert all({"feature", "value", "op", "bar"} <= fact.keys() for fact in data["facts"])
    assert all(rule.keys() == {"class", "facts"} for rule in data["failed_above"])
    assert data["sentence"].startswith("Khách Số 0 is ")


def test_the_sentence_stands_first_and_what_failed_below_it(ask, shop):
    reply = ask("because", "K20", "ladder", "--shop", shop)
    assert reply.out.startswith("Khách Số 20 is ")
    assert "Not in:" in reply.out
    assert "Key account:" in reply.out
    assert "What to do:" in reply.out


def test_without_a_scheme_the_leading_ones_come_first(ask, shop):
    data = ask("because", "K05", "--shop", shop, "--json").data
    assert [one["scheme"] for one in data["because"]][:3] == ["ladder", "lifecycle", "value"]
    assert "churn" in data["waiting"]
    text = ask("because", "K05", "--shop", shop).out
    assert text.index("The customer ladder") < text.index("Lifecycle") < text.index("Other schemes")


def test_in_vietnamese_too(ask, shop):
    assert "Khách Số 5 là" in ask("because", "K05", "--shop", shop, "--lang", "vi").out


def test_nobody_of_that_name_comes_with_the_nearest(ask, shop):
    reply = ask("because", "K4", "ladder", "--shop", shop)
    assert reply.code == 4
    assert "K0" in reply.err


def test_no_such_scheme(ask, shop):
    assert ask("because", "K05", "nothing", "--shop", shop).code == 4


def test_an_earlier_day(ask, shop):
    reply = ask("because", "K00", "ladder", "--as-of", "2026-01-01", "--shop", shop, "--json")
    assert reply.answer["as_of"] == "2026-01-01"
