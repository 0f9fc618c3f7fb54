"""The HTML is one file that says what the shop's figures say, in its own language, and needs nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from regulars.report import write
from regulars.report.readers.html import css_text, strong
from regulars.schemes import all_schemes
from regulars.words import LANGUAGES

WHOLE = [("whole", lang) for lang in LANGUAGES]
EVERY = [(name, lang) for name in ("whole", "tiny", "empty") for lang in LANGUAGES]


class Reader(HTMLParser):
    """Collects the texts a person reads, the tags, and the JSON of the figures."""

    def __init__(self) -> None:
        super().__init__()
        self.texts, self.tags, self.options, self._inside = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._inside.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if self._inside and self._inside[-1][0] == tag:
            self._inside.pop()

    def handle_data(self, data):
        if not self._inside:
            self.texts.append(data)
        elif self._inside[-1][1].get("type") == "application/json":
            self.options.append(json.loads(data))


def read(path):
    reader = Reader()
    reader.feed(path.read_text("utf-8"))
    return reader


def text(path):
    return re.sub(r"\s+", " ", " ".join(read(path).texts).replace("\u00a0", " "))


@pytest.mark.parametrize("which", EVERY)
def test_the_report_is_one_small_file_that_asks_for_nothing(written, which):
    content = written[which].read_text("utf-8")
    assert written[which].stat().st_size < 3_000_000
    fetched = [attrs[name] for _, attrs in read(written[which]).tags for name in ("src", "href") if name in attrs]
    assert [address for address in fetched if not address.startswith(("#", "data:"))] == []
    assert "@import" not in content
    assert "default-src 'none'" in content


@pytest.mark.parametrize("which", EVERY)
def test_the_page_says_its_language_and_has_one_heading_of_the_first_rank(written, which):
    tags = read(written[which]).tags
    assert next(attrs["lang"] for tag, attrs in tags if tag == "html") == which[1]
    assert sum(tag == "h1" for tag, _ in tags) == 1


@pytest.mark.parametrize("which", WHOLE)
def test_every_chart_has_its_table_its_sentence_and_no_animation(written, which):
    page = read(written[which])
    charts = [attrs for _, attrs in page.tags if attrs.get("class") == "chart"]
    assert len(charts) == len(page.options) >= 5
    assert all(chart["role"] == "img" and chart["aria-label"] for chart in charts)
    assert sum(attrs.get("class") == "numbers" for _, attrs in page.tags) == len(charts)
    assert all(option.get("baseOption", option)["animation"] is False for option in page.options)


@pytest.mark.parametrize("which", EVERY)
def test_nothing_of_python_or_of_the_code_shows_through(written, which):
    said = text(written[which])
    assert not re.search(r"\bNone\b|\bnan\b|\{|\}|Words\(|[a-z]+_[a-z_]+", said), re.search(
        r".{40}(\bNone\b|\bnan\b|\{|\}|[a-z]+_[a-z_]+).{40}", said
    )


def test_a_name_with_angle_brackets_stays_a_name(written):
    content = written["whole", "vi"].read_text("utf-8")
    assert "<Đà Nẵng>" not in content
    assert "Cà phê Hạt Mộc <Đà Nẵng>" in text(written["whole", "vi"])


@pytest.mark.parametrize("which", WHOLE)
def test_every_class_of_every_scheme_that_has_data_is_there_with_what_to_do(written, which):
    said = text(written[which])
    plain = re.sub(r"\s+", " ", said)
    for scheme in all_schemes():
        assert scheme.name.of(which[1]) in plain
    ladder = next(scheme for scheme in all_schemes() if scheme.id == "ladder")
    for each in ladder.classes:
        assert each.name.of(which[1]) in plain
        assert each.care.of(which[1]) in plain


def test_schemes_without_data_say_what_would_help(written):
    said = text(written["whole", "vi"])
    nps = next(scheme for scheme in all_schemes() if scheme.id == "nps_group")
    assert nps.waiting.vi in said
    assert "○" in said


def test_no_report_mixes_the_languages(written):
    vi, en = text(written["whole", "vi"]), text(written["whole", "en"])
    assert not re.search(r"\b(customers?|revenue|buyers?|of the|class|scheme|churn|email|report)\b", vi, re.IGNORECASE)
    assert not re.search(r"\b(khách|doanh thu|người|ngày|tiệm|đang|chưa)\b", en.replace("Cà phê Hạt Mộc", ""), re.IGNORECASE)


def test_ten_customers_are_too_few_to_rank_and_no_percentage_is_taken_of_them(written):
    said = text(written["tiny", "vi"])
    assert "Chưa đến 20 khách mua, chưa xếp hạng được." in said
    assert "chưa có kỳ trước" in said


def test_a_shop_without_sales_still_has_a_report(written):
    assert "365 ngày qua chưa có ai mua." in text(written["empty", "vi"])


def test_the_figures_of_the_year_before_stand_beside_this_year(written):
    assert re.search(r"[▲▼] [\d,]+ % *năm trước", text(written["whole", "vi"]))


def test_the_file_appears_only_when_it_is_whole(tiny_shop, tmp_path):
    with pytest.raises(AttributeError):
        write(replace(tiny_shop, facts=replace(tiny_shop.facts, sales=tiny_shop.facts.classes)), tmp_path / "report.html")
    assert list(tmp_path.iterdir()) == []


def test_bold_is_the_only_markup_a_sentence_can_carry():
    assert strong("**<b>5</b>** & <i>") == "<b>&lt;b&gt;5&lt;/b&gt;</b> &amp; &lt;i&gt;"


def test_a_text_cannot_leave_its_css_string():
    assert css_text('a"}</style>\n') == '"a\\22 \\7d \\3c /style\\3e \\a "'
