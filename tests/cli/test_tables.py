"""Tables in a terminal: lines break between words only."""

from __future__ import annotations

import sys

import pytest

from regulars.cli.tables import fits, table
from regulars.cli.terminal import write

HEADS = ["Mã", "Nhóm khách hàng", "Chi tiêu"]
ROWS = [("K1", "Khách hàng tiêu cực (có thể rời bỏ)", "1,36\u00a0triệu\u00a0₫"), ("Một tựa chung",), ("K2", "Chưa mua", "–")]


@pytest.mark.parametrize("width", [30, 40, 80])
def test_no_word_and_no_figure_is_broken(capsys, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    assert fits(HEADS, ROWS)
    write(sys.stdout, table(HEADS, ROWS, right=(2,)))
    out = capsys.readouterr().out
    words = {word for row in ROWS[::2] for cell in row for word in cell.split(" ")}
    assert [word for word in words if word not in out] == []
    assert max(map(len, out.splitlines())) <= width


def test_a_terminal_that_is_too_narrow_is_known(monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    assert not fits(HEADS, ROWS)


def test_what_looks_like_markup_is_text(capsys):
    write(sys.stdout, table(["[bold]", "n"], [("[red]x[/red]", "1")]), "[link=x]y[/link]")
    out = capsys.readouterr().out
    assert "[red]x[/red]" in out
    assert "[link=x]y[/link]" in out
