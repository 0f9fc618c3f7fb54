"""The report says how fresh its figures are in its foot; where they are old, first of all, whatever its form."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from dataclasses import replace
from shutil import which

import fastexcel
import pytest

from regulars.errors import NotFound
from regulars.freshness import Failure, Freshness, ImportedFrom
from regulars.report import FORMATS, document, study, write_document
from regulars.report.readers import html, pdf
from regulars.words import LANGUAGES, Words

AT = dt.datetime(2026, 11, 20, 17, 14, tzinfo=dt.UTC)
FRESH = Freshness(dt.date(2026, 11, 20), AT, (ImportedFrom(1, AT - dt.timedelta(hours=1), ("đơn.csv",)),), 1, dt.date(2026, 11, 20), "2f9c")
FAILURE = Failure(AT, Words("Ổ đĩa đã đầy.", "The disk is full."), "<9 MB>", Words("Dọn bớt ổ đĩa.", "Free some space."))
LINE = {
    "vi": "Tính đến hết 20/11/2026 · tính lúc 21/11/2026 00:14 · từ 1 lần nhập, 20/11/2026 23:14 · ngưỡng bản 1, cắt ngày 20/11/2026",
    "en": "As of 20 Nov 2026 · computed 21 Nov 2026 00:14 · from 1 import, 20 Nov 2026 23:14 · bars version 1, cut as of 20 Nov 2026",
}
# A browser prints for seconds: in one language; `make slow` prints the other.
FORMED = [
    pytest.param(form, lang, marks=(pytest.mark.slow, pytest.mark.many) if (form, lang) == ("pdf", "en") else ())
    for form in FORMATS
    for lang in LANGUAGES
]


@pytest.fixture(scope="module")
def told(tiny_shop):
    """Documents by (fresh or old, language)."""
    subjects = {
        "fresh": replace(tiny_shop, freshness=FRESH),
        "old": replace(tiny_shop, freshness=replace(FRESH, failed=FAILURE, changed_since=True)),
    }
    return {(name, lang): document(study(each), lang) for name, each in subjects.items() for lang in LANGUAGES}


def read(path) -> str:
    """Everything that a reader of the file reads, spaces made one."""
    if path.suffix == ".xlsx":
        text = " ".join(
            str(cell) for row in fastexcel.read_excel(path).load_sheet(0, header_row=None).to_pandas().to_numpy() for cell in row
        )
    elif path.suffix == ".pdf":
        text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    else:
        text = path.read_text("utf-8")
    return " ".join(text.replace("\\<", "<").replace("\\>", ">").replace("&lt;", "<").replace("&gt;", ">").split())


def _written(document, folder, form):
    if form == "pdf":
        try:
            pdf.find()
        except NotFound:
            pytest.skip("no browser to print with")
        if not which("pdftotext"):
            pytest.skip("no pdftotext to read with")
    return read(write_document(document, folder / f"report.{form}"))


@pytest.mark.parametrize(("form", "lang"), FORMED)
def test_in_every_form_the_foot_says_how_fresh_it_is(told, tmp_path, form, lang):
    text = _written(told["fresh", lang], tmp_path, form)
    assert LINE[lang].partition(" · ")[0] in text
    assert (LINE[lang] if form != "pdf" else LINE[lang].split(" · ")[2]) in text
    assert FAILURE.what.of(lang) not in text


@pytest.mark.parametrize(("form", "lang"), FORMED)
def test_in_every_form_old_figures_say_so_before_the_first_finding(told, tmp_path, form, lang):
    made = told["old", lang]
    text = _written(made, tmp_path, form)
    for part in (made.caution.what[:40], FAILURE.what.of(lang), "<9 MB>", FAILURE.todo.of(lang)):
        assert part in text, part
    assert text.index(made.caution.what[:40]) < text.rindex(made.pages[0].heading[:12])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_old_figures_say_so_at_the_foot_of_every_sheet(told, lang):
    assert told["old", lang].foot.line.startswith(told["old", lang].caution.what)
    assert told["fresh", lang].caution is None


def test_as_data_the_document_carries_the_whole_freshness(told, tmp_path):
    data = json.loads(write_document(told["old", "en"], tmp_path / "a.json").read_text("utf-8"))
    assert data["freshness"]["failed"]["what"] == "The disk is full."
    assert data["freshness"]["versions"] == {"bars": 1, "models": None, "schemes": "2f9c"}


def test_a_document_that_nobody_told_has_neither_line_nor_caution(documents):
    made = documents["tiny", "en"]
    assert (made.freshness, made.caution) == (None, None)
    assert 'class="caution"' not in html.to_text(made)
