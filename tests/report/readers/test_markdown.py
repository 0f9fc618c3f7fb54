"""The Markdown says all the report says, in tables that other programs read."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest

from regulars.report.readers.markdown import to_text
from regulars.report.value import Column, Table
from regulars.words import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_and_every_table_is_there(documents, lang):
    made = documents["whole", lang]
    said = to_text(made)
    assert said.count("\n# ") + said.startswith("# ") == 1
    assert len(re.findall(r"^## ", said, re.MULTILINE)) == len(made.pages)
    assert len(re.findall(r"^\| -|^\| --", said, re.MULTILINE)) >= len(list(made.tables()))


@pytest.mark.parametrize("which", ["whole", "tiny", "empty"])
def test_every_row_has_as_many_cells_as_its_head(documents, which):
    lines = to_text(documents[which, "vi"]).splitlines()
    bars = [len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0 for line in lines]
    assert all(here == below for here, below in itertools.pairwise(bars) if here and below)


def test_a_name_cannot_be_markup_nor_break_its_table(documents):
    made = documents["whole", "vi"]
    table = Table("t", "t", (Column("a", "A"), Column("b", "B")), (("x|y\nz", "<script>*_`"),))
    page = replace(made.pages[1], blocks=(table,))
    said = to_text(replace(made, pages=(made.pages[0], page)))
    assert "| x\\|y z | \\<script\\>\\*\\_\\` |" in said
    assert "<Đà Nẵng>" not in said.replace("\\<", "")
