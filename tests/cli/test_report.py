"""`regulars report`."""

from __future__ import annotations


def test_the_report_lies_in_the_shop_unless_a_file_is_named(ask, shop, tmp_path):
    reply = ask("report", "--shop", shop, "--json", "--lang", "vi")
    assert reply.data["path"].endswith("reports/2026-11-20-vi.html")
    assert '<html lang="vi"' in (shop / "reports" / "2026-11-20-vi.html").read_text("utf-8")
    assert ask("report", "--shop", shop, "--out", tmp_path / "r" / "report.html").code == 0
    assert '<html lang="en"' in (tmp_path / "r" / "report.html").read_text("utf-8")


def test_it_says_where_to_look(ask, shop):
    assert (shop / "reports" / "2026-11-20-en.html").resolve().as_uri() in ask("report", "--shop", shop).out
