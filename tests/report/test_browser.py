"""The report in a real browser: quiet, offline, readable on a desk and on a phone, by day and by night, and on paper."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

DESK, PHONE, SMALL_PHONE = (1440, 900), (390, 844), (360, 740)
# The same page in the other language, or on one more screen.
FURTHER = (pytest.mark.slow, pytest.mark.many)

# What does not fit: the page itself, or an element whose own text is wider than it. What is only for screen readers may be of any size.
OVERFLOW = """() => {
  const root = document.documentElement, wide = root.clientWidth, found = [];
  if (root.scrollWidth > wide) found.push(`page: ${root.scrollWidth} > ${wide}`);
  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    if (element.closest("svg") || style.position === "absolute" || element.closest(".drawn .numbers, .skip, thead, .frame table, .unseen")) continue;
    const box = element.getBoundingClientRect();
    if (!box.width) continue;
    if (box.right > wide + 0.5 || box.left < -0.5) found.push(`${element.className || element.tagName}: ${box.left}..${box.right}`);
    if (element.scrollWidth > element.clientWidth + 1 && style.display !== "inline" && !element.matches(".frame"))
      found.push(`text of ${element.className || element.tagName}: ${element.textContent.slice(0, 40)}`);
  }
  return found;
}"""

# Texts of charts that are cut by their chart's edge, or lie on another text of the same chart.
CHART_TEXT = """() => {
  const found = [];
  for (const chart of document.querySelectorAll(".chart")) {
    const frame = chart.getBoundingClientRect();
    const texts = [...chart.querySelectorAll("text")].filter(text => text.textContent.trim());
    const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect()]);
    boxes.forEach(([words, box], index) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1) found.push(`cut: ${words}`);
      for (const [other, place] of boxes.slice(index + 1)) {
        const across = Math.min(box.right, place.right) - Math.max(box.left, place.left);
        const down = Math.min(box.bottom, place.bottom) - Math.max(box.top, place.top);
        if (across > 1 && down > 4) found.push(`touch: ${words} / ${other}`);
      }
    });
  }
  return found;
}"""


@pytest.fixture
def opened(browser):
    """Opens a file in a window of its own; whatever the page complains about, or asks for, fails the test."""
    contexts, complaints = [], []

    def open_page(path, size=DESK, scheme="light"):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
        page.on(
            "request", lambda request: None if request.url.startswith(("file:", "data:")) else complaints.append(f"outside: {request.url}")
        )
        page.goto(path.as_uri())
        page.wait_for_function("document.querySelectorAll('.figure').length === document.querySelectorAll('.figure.drawn').length")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize(
    ("which", "lang", "size"),
    [
        ("whole", "vi", DESK),
        ("whole", "vi", SMALL_PHONE),
        ("whole", "en", DESK),
        ("tiny", "en", SMALL_PHONE),
        ("empty", "vi", DESK),
        pytest.param("whole", "vi", PHONE, marks=FURTHER),
        pytest.param("whole", "en", SMALL_PHONE, marks=FURTHER),
        pytest.param("tiny", "en", DESK, marks=FURTHER),
        pytest.param("tiny", "vi", SMALL_PHONE, marks=FURTHER),
        pytest.param("empty", "en", SMALL_PHONE, marks=FURTHER),
    ],
)
def test_the_report_opens_quietly_and_everything_fits(opened, written, which, size, lang):
    page = opened(written[which, lang], size)
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.evaluate(OVERFLOW) == []
    assert page.evaluate(CHART_TEXT) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_chart_is_drawn_in_the_colours_of_the_page(opened, written, scheme):
    page = opened(written["whole", "vi"], scheme=scheme)
    assert page.locator(".chart svg").count() == page.locator(".chart").count() >= 5
    ink = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()")
    assert ink == {"light": "#1C1A17", "dark": "#F1EDE6"}[scheme]
    assert page.locator(f".chart text[fill='{ink}'], .chart text[style*='{ink}']").count() > 0


def test_the_table_takes_the_place_of_the_chart_and_gives_it_back(opened, written):
    page = opened(written["whole", "vi"])
    figure = page.locator(".figure").first
    button = figure.locator(".swap")
    assert button.inner_text() == "Xem bảng số"
    button.press("Enter")
    assert not figure.locator(".chart").is_visible()
    assert "Khách hàng chủ chốt" in figure.locator("table").inner_text()
    assert button.get_attribute("aria-pressed") == "true"
    button.press("Enter")
    assert figure.locator(".chart svg").is_visible()


def test_charts_follow_the_width_of_the_window(opened, written):
    page = opened(written["whole", "vi"])
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.wait_for_timeout(200)
    assert page.evaluate(OVERFLOW) == []


def test_without_a_script_the_tables_stand_in_place_of_the_charts(browser, written):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(written["whole", "vi"].as_uri())
    assert all(table.is_visible() for table in page.locator(".figure table").all())
    context.close()


def test_paper_is_light_and_charts_fit_the_sheet_even_at_night(opened, written):
    page = opened(written["whole", "vi"], scheme="dark")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()") == "#1C1A17"
    assert page.evaluate("Math.max(...[...document.querySelectorAll('.chart svg')].map(svg => svg.getBoundingClientRect().width))") <= 688
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()") == "#F1EDE6"
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
