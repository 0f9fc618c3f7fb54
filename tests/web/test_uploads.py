"""Files on their way in: names that cannot lead anywhere, bounds, and what is cleared away."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from regulars.errors import InputError, NotFound
from regulars.web import uploads


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\tiem\\đơn [1].csv", "đơn _1_.csv"),
        ("..", "tep"),
        (".hidden.csv", "hidden.csv"),
        ("đơn hàng tháng 10.xlsx", "đơn hàng tháng 10.xlsx"),
    ],
)
def test_a_name_keeps_what_people_read_and_leads_nowhere(given, kept):
    assert uploads.shown_name(given) == kept


def test_files_of_the_same_name_stand_beside_each_other(tmp_path: Path):
    upload = uploads.begin(tmp_path)
    for text in (b"a", b"b"):
        asyncio.run(upload.take("don.csv", pieces(text), 100))
    assert [file.read_bytes() for file in upload.files] == [b"a", b"b"]
    assert {file.name for file in upload.files} == {"don.csv"}


def test_more_than_may_be_sent_is_refused_and_leaves_nothing(tmp_path: Path):
    upload = uploads.begin(tmp_path)
    asyncio.run(upload.take("a.csv", pieces(b"12345"), 10))
    with pytest.raises(InputError) as caught:
        asyncio.run(upload.take("b.csv", pieces(b"123", b"456"), 10))
    assert caught.value.status == 413
    assert [file.name for file in upload.files] == ["a.csv"]


@pytest.mark.parametrize("id", ["..", "../uploads", "0" * 31, "0" * 32, "%2e%2e"])
def test_an_id_that_is_none_finds_nothing(tmp_path: Path, id):
    with pytest.raises(NotFound):
        uploads.find(tmp_path, id)


def test_what_is_imported_or_a_day_old_is_cleared_away(tmp_path: Path):
    done, kept, running, old = (uploads.begin(tmp_path) for _ in range(4))
    done.choose(job=1)
    running.choose(job=2)
    for each in (running, old):
        os.utime(each.folder, (time.time() - 2 * uploads.DAY,) * 2)
    uploads.sweep(tmp_path, {1: "done", 2: "running"}.get)
    assert {each.name for each in (tmp_path / "uploads").iterdir()} == {kept.id, running.id}


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from regulars.web import uploads

async def pieces():
    yield b"x" * uploads.PIECE
    os.kill(os.getpid(), signal.SIGKILL)
    yield b"x"

asyncio.run(uploads.begin(Path(sys.argv[1])).take("a.csv", pieces(), 10**9))
"""


def test_a_kill_in_the_middle_of_a_file_leaves_none_and_what_is_left_goes_after_a_day(tmp_path: Path):
    assert subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False).returncode == -signal.SIGKILL
    [left] = (tmp_path / "uploads").iterdir()
    assert [file.stat().st_size for file in left.glob("*.part")] == [uploads.PIECE]
    upload = uploads.find(tmp_path, left.name)
    assert (upload.files, upload.size) == ((), 0)
    os.utime(left, (time.time() - 2 * uploads.DAY,) * 2)
    uploads.sweep(tmp_path, {}.get)
    assert not left.exists()


def test_what_was_chosen_is_there_the_next_time(tmp_path: Path):
    upload = uploads.begin(tmp_path).choose(mapping={"Ngày": "ordered_at"}, currency="VND")
    assert uploads.find(tmp_path, upload.id).choices == upload.choices
