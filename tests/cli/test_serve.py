"""The server as it is started: pages and worker come and go together, and commands join its queue."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from regulars.store.books import Books

LONG = 400


@dataclass(frozen=True)
class Served:
    """A server that runs: its process, its folder, what it said of itself."""

    process: subprocess.Popen[str]
    folder: Path
    said: dict[str, Any]


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Served]:
    command = [sys.executable, "-c", "from regulars.cli import main; main()", "serve", "--shop", str(folder), "--port", "0", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"REGULARS_LANG": "en"})
    try:
        assert process.stdout
        yield Served(process, folder, json.loads(process.stdout.readline())["data"])
    finally:
        process.terminate()
        process.wait(LONG)


def until(what: Any) -> Any:
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("waited too long")


def status(address: str) -> tuple[int, str]:
    """The status and the address of a page, redirections followed."""

    def ask() -> tuple[int, str] | None:
        try:
            with urllib.request.urlopen(address, timeout=LONG) as answer:  # noqa: S310
                return answer.status, answer.url
        except urllib.error.HTTPError as error:
            return error.code, error.url
        except urllib.error.URLError:
            return None

    return until(ask)


def test_it_makes_a_shop_says_where_it_is_and_ends_with_its_worker(tmp_path):
    with serving(tmp_path / "quán mới") as served, Books.open(served.folder) as books:
        assert (served.folder / "shop.toml").exists()
        assert status(served.said["address"])[1].startswith(served.said["address"] + "login")
        assert status(served.said["first"])[0] == 200
        worker = until(books.workers.live)
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(LONG) == 0
        assert books.workers.live() is None
        with pytest.raises(ProcessLookupError):
            os.kill(worker.pid, 0)


@pytest.mark.slow
def test_commands_join_the_queue_of_a_running_server(shop, ask, orders_file, tmp_path):
    more = tmp_path / "more.csv"
    more.write_text("order id,date,customer,amount\nN1,2026-11-19,M1,50000\nN2,never,M2,5\n", "utf-8")
    with serving(shop) as served, Books.open(shop) as books:
        until(books.workers.live)
        until(lambda: (last := books.jobs.last("refresh")) and last.ended)
        refreshed = ask("refresh", "--shop", shop, "--json")
        assert (refreshed.code, refreshed.answer["ok"], refreshed.data["kind"]) == (0, True, "nothing")
        assert set(refreshed.answer) == {"ok", "as_of", "computed_at", "versions", "imports", "failed", "data", "warnings"}
        imported = ask("import", more, "--shop", shop, "--strict", "--json")
        assert (imported.code, imported.answer["error"]["code"], imported.data["orders_added"]) == (6, "partly_refused", 1)
        assert ask("import", tmp_path / "none.csv", "--shop", shop, "--json").answer["error"]["where"]["file"] == "none.csv"
        assert ask("imports", "--shop", shop, "--json").data[0]["orders_added"] == 1
        assert "M1" in ask("customers", "spend_365d = 50000", "--shop", shop, "--json").out
        assert ask("schemes", "set", "ladder", "key_from=85", "--yes", "--shop", shop, "--json").data["saved"] is True
        assert "key_from = 85" in (shop / "shop.toml").read_text("utf-8")
        assert ask("imports", "undo", "2", "--shop", shop).code == 0
        assert [job["kind"] for job in ask("jobs", "--shop", shop, "--json").data if job["by"]] == [
            "undo",
            "settings",
            "import",
            "import",
            "refresh",
        ]
        second = ask("serve", "--shop", shop, "--port", "0", "--json")
        assert (second.code, second.answer["error"]["code"]) == (5, "busy")
        killed = books.workers.live().pid
        os.kill(killed, signal.SIGKILL)
        assert ask("refresh", "--shop", shop).code == 0 or until(lambda: (live := books.workers.live()) and live.pid != killed)
        assert served.process.poll() is None


def test_a_port_that_is_taken_is_refused(tmp_path, ask):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        reply = ask("serve", "--shop", tmp_path, "--port", str(taken.getsockname()[1]), "--json")
    assert (reply.code, reply.answer["error"]["code"]) == (3, "port")


def test_without_what_the_pages_need_it_says_what_to_install(tmp_path, ask, monkeypatch):
    from regulars.cli import serve

    monkeypatch.setattr(serve, "NEEDED", ("no_such_module",))
    reply = ask("serve", "--shop", tmp_path, "--json")
    assert (reply.code, reply.answer["error"]["code"]) == (3, "no_web")
    assert "regulars[web]" in reply.answer["error"]["todo"]


@pytest.fixture
def typed(monkeypatch):
    """What is typed into standard input."""

    def given(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return given


def test_users_are_added_listed_and_removed_and_passwords_are_no_arguments(shop, ask, typed):
    typed("cà phê sữa đá\n")
    assert ask("users", "add", "Lan", "--role", "owner", "--shop", shop).code == 0
    typed("trà đá vỉa hè\n")
    assert ask("users", "password", "lan", "--shop", shop).code == 0
    with Books.open(shop) as books:
        assert books.users.check("Lan", "cà phê sữa đá") is None
        assert books.users.check("Lan", "trà đá vỉa hè").is_owner
        assert [entry.what for entry in books.audit.recent()] == ["password", "user_added"]
    assert [user["name"] for user in ask("users", "--shop", shop, "--json").data] == ["Lan"]
    assert ask("users", "remove", "Lan", "--shop", shop, "--json").answer["error"]["code"] == "last_owner"
    typed("short\n")
    assert ask("users", "add", "Minh", "--shop", shop, "--json").answer["error"]["code"] == "password"


def test_a_job_that_waits_is_cancelled_by_its_number(shop, ask):
    with Books.open(shop) as books:
        id = books.jobs.put("refresh").id
    assert ask("jobs", "cancel", id, "--shop", shop, "--json").data["state"] == "cancelled"
    assert ask("jobs", "cancel", 99, "--shop", shop, "--json").answer["error"]["code"] == "no_job"
    assert ask("jobs", "--shop", shop, "--json").data[0]["id"] == id


def test_a_shop_that_another_command_has_is_busy_as_ever(shop, ask):
    import regulars

    with regulars.open(shop):
        script = "from regulars.cli import main; main()"
        done = subprocess.run([sys.executable, "-c", script, "refresh", "--shop", str(shop)], capture_output=True, text=True, check=False)
    assert done.returncode == 5
