"""Packed files are measured, not believed."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from regulars.errors import InputError
from regulars.sources import unpacked

MEGA = 1 << 20


def test_a_gzip_file_may_hold_so_much_and_no_more(tmp_path: Path):
    file = tmp_path / "orders.csv.gz"
    file.write_bytes(gzip.compress(bytes(MEGA)) + gzip.compress(bytes(MEGA)))
    unpacked.check(file, 2 * MEGA)
    with pytest.raises(InputError) as caught:
        unpacked.check(file, 2 * MEGA - 1)
    assert caught.value.code == "unpacks_too_large"


def test_a_workbook_that_lies_about_its_size_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(unpacked, "WORKBOOK", MEGA)
    file = tmp_path / "orders.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(2 * MEGA))
    stated = (2 * MEGA).to_bytes(4, "little")
    file.write_bytes(file.read_bytes().replace(stated, (10).to_bytes(4, "little")))
    with pytest.raises(InputError) as caught:
        unpacked.check(file, 4 * MEGA)
    assert caught.value.code == "unpacks_too_large"


def test_a_packed_file_that_is_cut_off_is_no_fault_of_the_program(tmp_path: Path):
    file = tmp_path / "orders.xlsx"
    file.write_bytes(b"PK\x03\x04" + bytes(50))
    with pytest.raises(InputError):
        unpacked.check(file, MEGA)


def test_a_plain_file_is_as_large_as_it_looks(tmp_path: Path):
    file = tmp_path / "orders.csv"
    file.write_text("a,b\n1,2\n")
    unpacked.check(file, 1)
