"""After every answer: how fresh its numbers are; where they are old, a warning, for people and programs, in both languages."""

from __future__ import annotations

import json

import pytest

from regulars.words import LANGUAGES

from ..stale_shops import TROUBLES

COMMANDS = (
    ["classify"],
    ["because", "K01"],
    ["because", "K01", "ladder"],
    ["customers", "purchases >= 2", "--class", "ladder=key_account"],
    ["insight", "findings"],
    ["export"],
    ["report", "--format", "md"],
)
LATE = {"because", "report"}  # they take seconds: in one language; `make slow` asks them in the other
FURTHER = (pytest.mark.slow, pytest.mark.many)


def asked(*alike: str):
    """Every command in every language; `alike` are those that `make slow` alone asks here: another one answers in the same way."""
    return [
        pytest.param(words, lang, marks=FURTHER if name in alike or (words[0] in LATE and lang == "en") else (), id=f"{name}-{lang}")
        for words in COMMANDS
        for name in (" ".join(words),)
        for lang in LANGUAGES
    ]


SAID = {"vi": ("Tính đến hết 20/11/2026 · tính lúc", "từ 1 lần nhập"), "en": ("As of 20 Nov 2026 · computed", "from 1 import")}
WARNED = {"vi": ("Lưu ý: Lần tính lại lúc", "own.yaml"), "en": ("Note: The refresh of", "own.yaml")}


@pytest.fixture
def stale(shop):
    TROUBLES["a scheme that is no YAML"].breaks(shop)
    return shop


@pytest.mark.parametrize(("words", "lang"), asked())
def test_beneath_every_answer_stands_how_fresh_it_is(ask, shop, words, lang):
    reply = ask(*words, "--shop", shop, "--lang", lang)
    assert reply.code == 0
    assert all(part in reply.out for part in SAID[lang])
    assert reply.out.count(SAID[lang][0]) == 1
    assert WARNED[lang][0] not in reply.err


@pytest.mark.parametrize(("words", "lang"), asked("because K01"))
def test_old_numbers_come_with_a_warning(ask, stale, words, lang):
    reply = ask(*words, "--shop", stale, "--lang", lang)
    assert reply.code == 0
    assert all(part in reply.err for part in WARNED[lang])
    assert SAID[lang][0] in reply.out


@pytest.mark.parametrize(("words", "lang"), asked("because K01")[:: len(LANGUAGES)])
def test_the_one_object_tells_of_the_numbers_in_it(ask, shop, words, lang):
    answer = ask(*words, "--shop", shop, "--json", "--lang", lang).answer
    assert (answer["as_of"], answer["versions"]["bars"], answer["failed"], answer["warnings"]) == ("2026-11-20", 1, None, [])
    assert [(each["batch_id"], each["files"]) for each in answer["imports"]] == [(1, ["đơn hàng.csv"])]
    assert answer["computed_at"] > answer["imports"][0]["loaded_at"]


@pytest.mark.parametrize(("words", "lang"), asked("because K01", "report --format md"))
def test_the_one_object_tells_what_failed(ask, stale, words, lang):
    reply = ask(*words, "--shop", stale, "--json", "--lang", lang)
    answer = reply.answer
    assert (answer["ok"], answer["as_of"], answer["versions"]["bars"], reply.err) == (True, "2026-11-20", 1, "")
    assert (answer["failed"]["code"], answer["failed"]["where"]["file"]) == ("rule", "own.yaml")
    assert answer["failed"].keys() == {"at", "code", "what", "seen", "todo", "where"}
    assert "own.yaml" in answer["warnings"][0]


def test_a_look_back_tells_of_bars_without_a_version(ask, shop):
    answer = ask("classify", "--as-of", "2026-10-01", "--shop", shop, "--json").answer
    assert (answer["as_of"], answer["versions"]["bars"]) == ("2026-10-01", None)


def test_what_is_asked_about_schemes_themselves_is_refused_by_the_file(ask, stale):
    reply = ask("schemes", "--shop", stale, "--json")
    assert (reply.code, reply.answer["error"]["where"]["file"]) == (3, "own.yaml")


def test_an_import_goes_on_while_a_scheme_cannot_be_read(ask, stale, orders_file):
    assert ask("import", orders_file, "--shop", stale, "--json").answer["ok"] is True


def test_an_exported_file_says_that_its_numbers_are_old(ask, stale, tmp_path):
    ask("export", tmp_path / "all.csv", "--shop", stale, "--lang", "en")
    told = json.loads((tmp_path / "all.csv.about.json").read_text("utf-8"))
    assert "own.yaml" in told["warning"]["vi"]
    assert told["failed"]["where"]["file"] == "own.yaml"
    ask("insight", "findings", "--out", tmp_path / "found.csv", "--shop", stale)
    assert "own.yaml" in (tmp_path / "found.csv.about.json").read_text("utf-8")
