"""`regulars report`."""

from __future__ import annotations


def test_the_report_lies_in_the_shop_unless_a_file_is_named_and_it_says_where_to_look(ask, shop, tmp_path):
    reply = ask("report", "--shop", shop, "--lang", "vi")
    assert (shop / "reports" / "2026-11-20-vi.html").resolve().as_uri() in reply.out
    assert '<html lang="vi"' in (shop / "reports" / "2026-11-20-vi.html").read_text("utf-8")
    assert ask("report", "--shop", shop, "--out", tmp_path / "r" / "report.html").code == 0
    assert '<html lang="en"' in (tmp_path / "r" / "report.html").read_text("utf-8")


def test_it_comes_in_the_form_asked_for_or_in_that_of_the_suffix(ask, shop, tmp_path):
    reply = ask("report", "--shop", shop, "--format", "md", "--json")
    assert reply.data["format"] == "md"
    assert reply.data["path"].endswith("reports/2026-11-20-en.md")
    assert ask("report", "--shop", shop, "--out", tmp_path / "report.xlsx").code == 0
    assert (tmp_path / "report.xlsx").read_bytes().startswith(b"PK")


def test_a_form_that_there_is_not_is_refused_before_anything_is_computed(ask, shop, tmp_path):
    reply = ask("report", "--shop", shop, "--format", "docx", "--json")
    assert (reply.code, reply.answer["error"]["code"]) == (3, "kind_of_file")
    assert "xlsx" in reply.answer["error"]["todo"]
