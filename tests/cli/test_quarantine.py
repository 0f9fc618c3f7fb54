"""`regulars quarantine`: refused rows seen, given out, mended."""

from __future__ import annotations

import csv

import pytest

from .made import orders, write_orders

BAD = [("D98", "K98", "Ai", "", "31/02/2026", "50000", ""), ("D99", "K99", "Nào", "", "01/03/2026", "năm nghìn", "")]


@pytest.fixture
def spoilt(ask, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert ask("import", write_orders(tmp_path / "spoilt.csv", [*orders(), *BAD])).code == 0
    return len(orders())


def test_the_summary_speaks_plainly_and_has_an_example(ask, spoilt):
    told = ask("quarantine", "--lang", "vi").out
    assert f"Cột “Ngày mua” có 1 dòng không phải ngày. Ví dụ dòng {spoilt + 2}: “31/02/2026”." in told
    assert {one["reason"] for one in ask("quarantine", "--json").data} == {"not_a_date", "not_a_number"}
    assert ask("quarantine", "--batch", "7").out.strip() == "No row waits to be mended."


def test_rows_are_shown_with_their_cells(ask, spoilt):
    reply = ask("quarantine", "show", "--reason", "not_a_number")
    assert f"row {spoilt + 3}" in reply.out and "Mã khách: K99" in reply.out
    data = ask("quarantine", "show", "--limit", "1", "--json").data
    assert (data["total"], len(data["rows"]), data["rows"][0]["cells"]["Mã đơn"]) == (2, 1, "D98")
    assert ask("quarantine", "show", "--reason", "not_a_nmber").code == 4


@pytest.mark.parametrize("name", ["mend.csv", "mend.xlsx"])
def test_rows_go_out_are_corrected_and_come_back(ask, spoilt, tmp_path, name):
    assert ask("quarantine", "export", tmp_path / name, "--json").data["rows"] == 2
    if name.endswith(".csv"):
        rows = list(csv.reader((tmp_path / name).open(encoding="utf-8-sig")))
        at = rows[0].index("Ngày mua")
        corrected = [rows[0], *([*row[:at], "28/02/2026", *row[at + 1 :]] for row in rows[1:] if "31/02/2026" in row)]
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(corrected)
        done = ask("quarantine", "mend", tmp_path / name, "--json").data
        assert (done["mended"], done["orders_added"], done["waiting"]) == (1, 1, 0)
    else:
        done = ask("quarantine", "mend", tmp_path / name, "--json").data
        assert (done["mended"], done["waiting"], len(done["still"])) == (0, 2, 2)


def test_a_rule_is_tried_first_and_then_done(ask, spoilt):
    words = ["quarantine", "mend", "--reason", "not_a_number", "--as", "0"]
    tried = ask(*words, "--dry-run")
    assert "nothing is mended yet" in tried.out and "“năm nghìn” → “0”" in tried.out and "1 of 1 rows come in" in tried.out
    assert len(ask("quarantine", "--json").data) == 2
    assert ask(*words).code == 0
    assert ask("quarantine", "mend", "--replace", "31/02/2026=28/02/2026", "--json").data["mended"] == 1
    assert ask("quarantine", "--json").data == []
    assert ask("customers", "--json", "--limit", "0").data["total"] == 42


def test_rows_are_dropped_for_good(ask, spoilt):
    assert ask("quarantine", "mend", "--drop", "--batch", "1").code == 0
    assert ask("imports", "--json").data[0]["dropped"] == 2
    assert ask("quarantine", "mend", "--drop").code == 4


def test_exactly_one_way_of_mending_is_asked_for(ask, spoilt):
    assert ask("quarantine", "mend").code == 3
    assert ask("quarantine", "mend", "--drop", "--retry").code == 3
    assert ask("quarantine", "mend", "--replace", "nonsense").code == 3
    assert ask("quarantine", "mend", "nowhere.csv").code == 3
    assert ask("quarantine", "export", "mend.pdf").code == 3
