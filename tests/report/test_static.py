"""What stands in `static`: vendored files are what their page says, tokens are whole, the page's numbers read like Python's."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

import regulars
from regulars.scheme import COLOURS
from regulars.words import LANGUAGES, percent, short, significant

STATIC = Path(regulars.__file__).parent / "static"


def test_vendored_files_are_as_their_page_says():
    page = (STATIC / "vendor" / "README.md").read_text("utf-8")
    said = dict(re.findall(r"^\| `([\w.-]+\.js)` .*`([0-9a-f]{64})` \|$", page, re.MULTILINE))
    assert said == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (STATIC / "vendor").glob("*.js")}


def test_every_vendored_library_comes_with_its_licence():
    assert {path.name for path in (STATIC / "vendor").glob("*LICENSE*")} == {
        *("echarts.LICENSE", "echarts.LICENSE-d3", "zrender.LICENSE", "htmx.LICENSE")
    }
    assert "Apache Software Foundation" in (STATIC / "vendor" / "echarts.NOTICE").read_text("utf-8")


def test_the_vendored_script_can_stand_inside_a_page_that_forbids_eval():
    script = (STATIC / "vendor" / "echarts.min.js").read_text("utf-8")
    without_json = '"undefined"!=typeof JSON&&JSON.parse?JSON.parse(i):new Function("return ("+i+");")()'  # no browser of ours
    assert not re.search(r"</script|\beval\(|new Function|sourceMappingURL", script.replace(without_json, ""))


def test_every_colour_of_a_class_is_a_token_and_a_style_by_day_and_by_night():
    light, dark = (STATIC / "tokens.css").read_text("utf-8").split("@media", 1)
    style = (STATIC.parent / "report" / "templates" / "report.css").read_text("utf-8")
    for colour in COLOURS:
        assert f"--{colour}:" in light
        assert f"--{colour}:" in dark
        assert f".{colour} {{ background-color: var(--{colour}); }}" in style


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_writes_numbers_as_python_does(browser, lang):
    values = [0, 1, 12.5, 950, 9_999, 10_000, 950_000, 1_360_000, 98_400_000, 4_860_000_000, -2_500_000]
    shares = [0, 0.061, 0.2, 1]
    page = browser.new_page()
    page.set_content(f"<html lang='{lang}'><body></body></html>")
    page.add_script_tag(content=(STATIC / "figures.js").read_text("utf-8"))
    written = page.evaluate("([values, lang]) => values.map(value => regulars.formats(lang).short(value))", [values, lang])
    parts = page.evaluate("([values, lang]) => values.map(value => regulars.formats(lang).percent(value))", [shares, lang])
    page.close()
    assert parts == [percent(share, lang) for share in shares]
    assert written == [axis(value, lang) for value in values]


def axis(value, lang):
    """An amount on an axis: as in sentences in vi, K, M and B in en; a small one with three digits at most, as a tick may be a fraction."""
    if lang == "vi":
        return short(value, lang) if abs(value) >= 9_995 else significant(value, lang)
    least, word = next(((least, word) for least, word in ((1e9, "B"), (1e6, "M"), (1e3, "K")) if abs(value) >= least * 0.9995), (1, ""))
    return significant(value / least, lang) + word
