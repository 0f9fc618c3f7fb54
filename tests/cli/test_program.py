"""The program: where its options may stand, its exit codes, its one object, its languages, its help."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import regulars
from regulars.cli.program import COMMANDS, GROUPS, shared_first
from regulars.words import LANGUAGES

NAMES = [module.NAME for module in COMMANDS]
OF_GROUPS = [
    *("schemes", "schemes show", "schemes set", "schemes save"),
    *("imports", "imports show", "imports undo"),
    *("quarantine", "quarantine show", "quarantine export", "quarantine mend"),
]
HEAVY = {"pandas", "numpy", "ibis", "duckdb", "pyarrow", "sqlglot", "scipy", "babel", "regulars.shop", "regulars.schemes"}


def process(*words: object, **more) -> subprocess.Popen:
    command = [sys.executable, "-c", "from regulars.cli import main; main()", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", **more)


def finished(*words: object, **more) -> tuple[int, str, str]:
    started = process(*words, **more)
    out, err = started.communicate(timeout=300)
    return started.returncode, out, err


def test_options_of_every_command_may_stand_before_or_after_its_name():
    assert shared_first(["because", "1", "--json", "--lang", "en", "ladder"]) == ["--json", "--lang", "en", "because", "1", "ladder"]
    assert shared_first(["--shop=x", "classify", "--as-of", "2026-01-01"]) == ["--shop=x", "classify", "--as-of", "2026-01-01"]


def test_what_follows_two_dashes_is_left_where_it_stands():
    assert shared_first(["because", "--", "--json"]) == ["because", "--", "--json"]


@pytest.mark.parametrize("command", ["", *NAMES, *OF_GROUPS])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_explains_itself_in_both_languages(ask, command, lang):
    reply = ask(*command.split(), "--help", "--lang", lang)
    assert reply.code == 0
    assert {"vi": "Cách viết:", "en": "Usage:"}[lang] in reply.out
    assert {"vi": "Xem hướng dẫn này.", "en": "Show this help."}[lang] in reply.out


def test_without_a_command_it_explains_itself(ask):
    assert ask().out == ask("--help").out


HELPED = """
import sys
from regulars.cli.program import run
for command in sys.argv[2:]:
    run([*command.split(), "--help"])
    found = set(sys.argv[1].split()) & set(sys.modules)
    assert not found, (command, found)
"""


def test_help_imports_nothing_heavy():
    commands = ["", *NAMES, "schemes", "schemes save", "quarantine mend"]
    done = subprocess.run(
        [sys.executable, "-c", HELPED, " ".join(HEAVY), *commands], capture_output=True, text=True, check=False, timeout=300
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("Cách viết:") + done.stdout.count("Usage:") >= len(commands)


def test_the_version_is_said(ask):
    assert ask("--version").out == ask("version").out == "regulars 0.1.0\n"
    assert ask("version", "--json").data["version"] == "0.1.0"


@pytest.mark.parametrize(
    "words", [["no-such"], ["because"], ["classify", "--no-such"], ["--lang", "fr", "classify"], ["customers", "--limit", "x"]]
)
def test_a_command_written_wrongly_leaves_with_2(ask, words):
    reply = ask(*words)
    assert (reply.code, reply.out) == (2, "")
    assert "--help" in reply.err
    as_data = ask(*words, "--json")
    assert as_data.code == 2
    assert as_data.answer["error"]["code"] == "usage"
    assert as_data.err == ""


@pytest.mark.parametrize(
    "words", [["classify"], ["because", "K01"], ["customers"], ["report"], ["export"], ["imports"], ["quarantine", "mend", "--drop"]]
)
def test_without_a_shop_it_says_what_to_do_and_leaves_with_4(ask, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    reply = ask(*words)
    assert (reply.code, reply.out) == (4, "")
    assert "regulars import" in reply.err
    error = ask(*words, "--json").answer
    assert error["ok"] is False
    assert error["error"].keys() == {"code", "what", "seen", "todo", "where"}
    assert error["error"]["where"].keys() == {"file", "row", "column"}


def test_a_named_shop_that_is_none_is_not_replaced_by_another(ask, shop, tmp_path, monkeypatch):
    monkeypatch.chdir(shop)
    assert ask("schemes", "--shop", tmp_path / "nowhere").code == 4


def test_the_shop_is_named_or_in_the_environment_or_above(ask, shop, tmp_path, monkeypatch):
    words = ["customers", "--limit", "0", "--json"]
    assert ask(*words, "--shop", shop).data["total"] == 40
    monkeypatch.chdir(shop / "quarantine" if (shop / "quarantine").is_dir() else shop)
    assert ask(*words).data["total"] == 40
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REGULARS_SHOP", str(shop))
    assert ask(*words).data["total"] == 40


def test_a_shop_in_use_is_busy_and_leaves_with_5(shop):
    with regulars.open(shop):
        code, out, err = finished("classify", "--shop", shop, "--lang", "en")
        assert (code, out) == (5, "")
        assert str(os.getpid()) in err
        code, out, _ = finished("classify", "--shop", shop, "--json")
        assert (code, json.loads(out)["error"]["code"]) == (5, "busy")


def test_a_fault_of_ours_is_a_sentence_and_leaves_with_1(ask, shop, monkeypatch):
    with regulars.open(shop) as opened:
        opened.store.execute("DROP TABLE refreshes")
        opened.store.execute("CREATE TABLE refreshes (nothing INTEGER)")
    reply = ask("classify", "--shop", shop)
    assert reply.code == 1
    assert "REGULARS_DEBUG=1" in reply.err
    assert "Traceback" not in reply.out + reply.err
    assert ask("classify", "--shop", shop, "--json").answer["error"]["code"] == "fault"
    monkeypatch.setenv("REGULARS_DEBUG", "1")
    with pytest.raises(Exception, match="computed_at"):
        ask("classify", "--shop", shop)


def test_a_shop_file_that_is_damaged_is_refused_with_3(ask, shop):
    (shop / "analytics.duckdb").write_bytes(b"not a database, whatever its name says" * 200)
    assert ask("classify", "--shop", shop).code == 3


def test_a_wrong_line_of_settings_is_refused_with_3(ask, shop):
    (shop / "shop.toml").write_text('timezone = "Mars"\n', "utf-8")
    reply = ask("classify", "--shop", shop)
    assert reply.code == 3
    assert "timezone" in reply.err


@pytest.mark.parametrize(
    "words",
    [["export", "taken/all.csv"], pytest.param(["report", "--out", "taken/report.html"], marks=(pytest.mark.slow, pytest.mark.many))],
)
def test_a_file_that_cannot_be_written_is_refused_with_3(ask, shop, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").write_text("a file, not a folder")
    reply = ask(*words, "--shop", shop)
    assert (reply.code, reply.out) == (3, "")


def test_ctrl_c_stops_it_with_a_sentence(tmp_path):
    started = process("demo", tmp_path / "big", "--lines", "4000000", "--lang", "en", env={**os.environ, "COLUMNS": "80"})
    for _ in range(600):
        if (tmp_path / "big" / "files").is_dir():
            break
        time.sleep(0.1)
    started.send_signal(signal.SIGINT)
    _, err = started.communicate(timeout=120)
    assert started.returncode == 130
    assert err.startswith("Stopped as asked.")
    assert "Traceback" not in err


def test_a_reader_who_leaves_early_is_no_error(shop):
    read, written = os.pipe()
    os.close(read)
    command = [sys.executable, "-c", "from regulars.cli import main; main()", "customers", "--shop", str(shop)]
    done = subprocess.run(command, stdout=written, stderr=subprocess.PIPE, text=True, check=False, timeout=300)
    os.close(written)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_language_is_the_machines_unless_it_is_named(ask, monkeypatch):
    monkeypatch.setenv("REGULARS_LANG", "vi")
    assert "Giải thích trọn" in ask("schemes").out
    assert "One of them in full" in ask("schemes", "--lang", "en").out
    assert "One of them in full" in ask("--lang=en", "schemes").out


def test_the_typer_app_is_there_for_the_docs():
    from regulars import cli

    assert [command.name for command in cli.app.registered_commands] == NAMES
    assert [group.name for group in cli.app.registered_groups] == [module.NAME for module in GROUPS]
    with pytest.raises(AttributeError):
        _ = cli.nothing


def test_every_answer_of_a_shop_is_one_object_of_one_form(ask, shop):
    for words in (
        ["classify"],
        ["because", "K01"],
        ["because", "K01", "ladder"],
        ["customers"],
        ["schemes"],
        ["schemes", "rfm"],
        ["export"],
        ["imports"],
        ["imports", "show", "1"],
        ["imports", "undo", "1", "--dry-run"],
        ["quarantine"],
        ["quarantine", "show"],
    ):
        reply = ask(*words, "--json", "--shop", shop)
        assert reply.code == 0, reply.out + reply.err
        assert reply.answer.keys() == {"ok", "as_of", "computed_at", "versions", "imports", "failed", "data", "warnings"}
        assert reply.answer["versions"].keys() == {"bars", "models", "schemes"}
        assert (reply.answer["ok"], reply.answer["warnings"], reply.err) == (True, [], "")
        assert Path(shop).exists()
