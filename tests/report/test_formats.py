"""A report is written in the form asked for, whole or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regulars.errors import InputError, NotFound
from regulars.report import FORMATS, format_of, write, write_document
from regulars.report.readers import pdf


def test_the_form_is_the_one_asked_for_else_that_of_the_suffix_else_html():
    assert format_of("a.xlsx", "md") == "md"
    assert format_of("a.XLSX") == "xlsx"
    assert format_of("a.htm") == "html"
    assert format_of(None) == format_of("a") == "html"


def test_a_form_that_there_is_not_is_refused_with_those_there_are(shop, tmp_path):
    with pytest.raises(InputError) as refused:
        write(shop, tmp_path / "report.docx")
    assert all(form in refused.value.todo.en for form in FORMATS)
    assert list(tmp_path.iterdir()) == []


def test_the_file_appears_only_when_it_is_whole(documents, tmp_path):
    broken = replace(documents["whole", "vi"], foot=None)
    (tmp_path / "report.md").write_text("before")
    with pytest.raises(AttributeError):
        write_document(broken, tmp_path / "report.md")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["before"]


def test_without_a_browser_pdf_says_what_to_install(documents, tmp_path, monkeypatch):
    monkeypatch.setenv(pdf.CHOSEN, str(tmp_path / "no-such-browser"))
    with pytest.raises(NotFound) as refused:
        write_document(documents["empty", "vi"], tmp_path / "report.pdf")
    assert refused.value.code == "no_browser"
    assert "Chromium" in refused.value.todo.vi
    assert list(tmp_path.iterdir()) == []
