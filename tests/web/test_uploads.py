"""Files on their way in: names that cannot lead anywhere, bounds, and what is cleared away."""

from __future__ import annotations

import asyncio
import os
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


def test_what_was_chosen_is_there_the_next_time(tmp_path: Path):
    upload = uploads.begin(tmp_path).choose(mapping={"Ngày": "ordered_at"}, currency="VND")
    assert uploads.find(tmp_path, upload.id).choices == upload.choices
