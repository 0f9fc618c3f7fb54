"""A figure's own page in a real browser: quiet, offline, the same words as the picture, nothing cut and nothing touching, on desk and phone."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from regulars import charts

from .tables import ABROAD, TABLES

pytestmark = pytest.mark.browser

DRAWN = {name: getattr(charts, name)(rows) for name, rows in TABLES.items()} | {
    "points": charts.region_map(ABROAD, lang="en", currency="GBP"),
    "empty": charts.ladder([]),
}
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
DESK, PHONE = 800, 360
MARGINS = 32  # px of the page beside a figure
ON_MAP = {"region_map", "points"}  # names on a map may lie on one another's halo

# Texts that are cut by the edge of the chart, or lie on another text.
FAULTS = """() => {
  const chart = document.querySelector(".chart"), frame = chart.getBoundingClientRect(), found = [];
  const texts = [...chart.querySelectorAll("text")].filter(text => text.textContent.trim());
  const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect()]);
  boxes.forEach(([words, box], index) => {
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 2 || box.bottom > frame.bottom + 2) found.push(`cut: ${words}`);
    for (const [other, place] of boxes.slice(index + 1)) {
      const across = Math.min(box.right, place.right) - Math.max(box.left, place.left);
      const down = Math.min(box.bottom, place.bottom) - Math.max(box.top, place.top);
      if (across > 1 && down > 4) found.push(`touch: ${words} / ${other}`);
    }
  });
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
  return found;
}"""
TEXTS = """() => [...document.querySelectorAll(".chart text")].map(text => text.textContent)"""


@pytest.fixture(scope="module")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a figure at a width; says nothing to the console and asks nobody for anything."""
    page, said = browser.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else said.append(request.url))

    def open_at(name, width, scheme="light"):
        path = DRAWN[name].save(tmp_path / "figure.html")
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path.as_uri())
        return page

    yield open_at
    page.close()
    assert said == []


# A phone has the least room for words; `make slow` looks at every figure on a desk, too.
@pytest.mark.parametrize("width", [PHONE, pytest.param(DESK, marks=(pytest.mark.slow, pytest.mark.many))])
@pytest.mark.parametrize("name", DRAWN)
def test_the_page_shows_the_words_of_the_picture_and_none_is_cut_or_touches_another(opened, name, width):
    page = opened(name, width)
    room = page.evaluate("document.querySelector('.chart').clientWidth")
    assert room == min(width, 792) - MARGINS
    assert sorted(page.evaluate(TEXTS)) == sorted(texts(DRAWN[name].to_svg(room + 40)))
    faults = page.evaluate(FAULTS)
    assert [fault for fault in faults if name not in ON_MAP or not fault.startswith("touch")] == []


def texts(svg):
    inner = ElementTree.fromstring(svg).find("{http://www.w3.org/2000/svg}svg")
    return ["".join(node.itertext()) for node in inner.iter("{http://www.w3.org/2000/svg}text")]


def test_the_table_is_in_the_page_and_takes_the_place_of_the_chart_when_asked_for(opened):
    page = opened("ladder", DESK)
    assert page.locator("table tbody tr").count() == len(TABLES["ladder"])
    page.get_by_role("button", name="Xem bảng số").click()
    assert page.locator("table").is_visible()
    assert not page.locator(".chart").is_visible()
    page.get_by_role("button", name="Xem hình").click()
    assert page.locator(".chart svg").is_visible()


def test_the_page_follows_the_theme_of_the_reader(opened):
    page = opened("ladder", DESK, "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 20, 18)"
    assert page.locator(".chart path[fill='#D3DFFC']").count() > 0


def test_a_reader_without_eyes_is_told_what_the_chart_shows(opened):
    page = opened("pareto", DESK)
    assert page.locator(".chart[role=img]").get_attribute("aria-label") == DRAWN["pareto"].label


def test_the_pointer_is_told_the_exact_value(opened):
    page = opened("class_bars", DESK)
    page.locator(".chart path[fill='#2B50A0']").first.hover()
    page.wait_for_function("document.querySelector('.chart').innerText.includes('1.106')")
