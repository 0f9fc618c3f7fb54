"""On paper: A4, no blank page, every letter on its sheet and beside its neighbours, and every figure whole."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from typing import NamedTuple

import pytest

from regulars.report import write_document
from regulars.report.value import Chart, Pair
from regulars.words import NBSP

pytestmark = pytest.mark.browser

A4 = (595, 842)  # points
SIDE = 14 / 25.4 * 72  # points of margin left and right


class Word(NamedTuple):
    """A word on a sheet: what it says and where it stands, in points from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@pytest.fixture(scope="module")
def printed(documents, chromium, tmp_path_factory):
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext here: apt-get install poppler-utils")
    return write_document(documents["whole", "vi"], tmp_path_factory.mktemp("print") / "report.pdf")


@pytest.fixture(scope="module")
def sheets(printed):
    """Every sheet as its words."""
    found = subprocess.run(["pdftotext", "-bbox", str(printed), "-"], check=True, capture_output=True, text=True).stdout
    word = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
    return [[Word(each[4], *map(float, each[:4])) for each in word.findall(page)] for page in found.split("<page ")[1:]]


def text(sheet):
    return " ".join(word.text for word in sheet)


def test_every_sheet_is_a4_and_there_are_as_many_as_pages_call_for(printed, sheets, documents):
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed.read_bytes())
    assert {(round(float(wide)), round(float(high))) for wide, high in boxes} == {A4}
    pages = len(documents["whole", "vi"].pages)
    assert pages - 6 <= len(sheets) <= pages + 6


def test_every_sheet_says_its_number_the_shop_and_the_day(sheets):
    for number, sheet in enumerate(sheets, 1):
        said = text(sheet)
        assert f"{number} / {len(sheets)}" in said
        assert "20/11/2026" in said
        assert "Cà phê Hạt Mộc" in said


def test_no_sheet_is_nearly_blank(sheets):
    assert min(len(sheet) for sheet in sheets) > 70


def test_vietnamese_letters_come_out_as_letters(sheets):
    whole = " ".join(map(text, sheets))
    for words in ("Khách hàng chủ chốt", "Người có khả năng mua", "doanh thu", "đã trừ chiết khấu", "Dữ liệu còn thiếu gì"):
        assert words in whole


def test_no_word_leaves_the_margins_nor_lies_on_another(sheets):
    for sheet in sheets:
        assert [word for word in sheet if word.left < SIDE - 2 or word.right > A4[0] - SIDE + 2 or word.bottom > A4[1]] == []
        level = [word for word in sheet if len(word.text) > 1]  # a text that stands upright is read letter by letter
        rows = sorted(level, key=lambda word: (round(word.top), word.left))
        assert [(one.text, other.text) for one, other in pairwise(rows) if lies_on(one, other)] == []


def lies_on(one, other):
    """Whether the letters of two words touch; their boxes are as high as their lines, of which letters take the middle."""
    across = min(one.right, other.right) - max(one.left, other.left)
    air = 0.3 * min(one.bottom - one.top, other.bottom - other.top)
    down = min(one.bottom, other.bottom) - max(one.top, other.top) - 2 * air
    return across > 2 and down > 0


def test_no_figure_is_cut_across_sheets(sheets, documents):
    said = [text(sheet) for sheet in sheets]
    for page in documents["whole", "vi"].pages:
        for block in page.blocks:
            chart = block.left if isinstance(block, Pair) else block
            if isinstance(chart, Chart):
                names = [words.replace(NBSP, " ") for words in labels(chart)]
                assert any(all(name in sheet for name in names) for sheet in said), (page.id, names)


def labels(chart):
    """Texts that the drawn figure shows, of its first and of its last row."""
    option = chart.figure.option.get("baseOption", chart.figure.option)
    axes = [axis for axis in (option.get("yAxis"), option.get("xAxis")) if isinstance(axis, dict)]
    named = [axis["data"] for axis in axes if axis.get("data") and axis.get("show", True) and "{" not in str(axis["data"][0])]
    return [str(data[0]) for data in named] or [chart.figure.rows[0][0].split(" ")[0]]
