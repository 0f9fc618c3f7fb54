"""A figure leaves the page as SVG, PNG and a page of its own: whole, readable in Vietnamese, alike everywhere."""

from __future__ import annotations

import asyncio
import io
import re
import struct
import sys
import zlib
from dataclasses import replace
from html import unescape
from xml.etree import ElementTree  # of pictures of our own

import pytest

from regulars import charts
from regulars.charts import picture
from regulars.errors import InputError

from .tables import TABLES

FIGURES = {name: getattr(charts, name)(rows) for name, rows in TABLES.items()}
NUL = "{http://www.w3.org/2000/svg}"


def words(svg):
    """Every text of a picture, its spaces plain."""
    return " ".join("".join(node.itertext()) for node in ElementTree.fromstring(svg).iter(f"{NUL}text")).replace("\u00a0", " ")


@pytest.mark.parametrize("width", [360, 760])
@pytest.mark.parametrize("name", FIGURES)
def test_a_picture_is_well_formed_and_names_what_it_shows(name, width):
    figure = FIGURES[name]
    root = ElementTree.fromstring(figure.to_svg(width))
    assert (root.get("width"), root.get("aria-label"), root.get("role")) == (str(width), figure.label, "img")
    assert root.find(f"{NUL}title").text == figure.title
    assert "var(--" not in figure.to_svg(width)
    assert "NaN" not in figure.to_svg(width)


@pytest.mark.parametrize("name", ["ladder", "class_bars", "two_sided", "ages"])
@pytest.mark.parametrize("width", [360, 760])
def test_every_row_of_the_table_is_named_in_the_picture(name, width):
    said = words(FIGURES[name].to_svg(width))
    for row in FIGURES[name].rows:
        assert row[0].replace("\u00a0", " ") in said


def test_the_numbers_of_the_ladder_stand_beside_its_bars():
    said = words(FIGURES["ladder"].to_svg())
    for text in ("326", "3.402", "5,2 triệu", "460 nghìn", "34,9 %", "Số khách", "Chi tiêu mỗi khách, 365 ngày, ₫"):
        assert text in said


def test_squares_and_cells_carry_their_numbers():
    assert {"500", "20", "Vô", "địch"} <= set(words(FIGURES["rfm_map"].to_svg()).split())
    assert {"100", "20", "%", "01/2026"} <= set(words(FIGURES["cohorts"].to_svg()).split())


def test_the_themes_differ_in_colour_alone():
    light, dark = FIGURES["ladder"].to_svg(theme="light"), FIGURES["ladder"].to_svg(theme="dark")
    assert "#FBF9F5" in light
    assert "#151412" in dark
    without = re.compile(r"#[0-9A-Fa-f]{6}|c[0-9a-f]{10}-")
    assert without.sub("", light) == without.sub("", dark)


def test_the_same_figure_gives_the_same_text_and_two_figures_share_no_name():
    assert FIGURES["ladder"].to_svg() == charts.ladder(TABLES["ladder"]).to_svg()
    ids = [set(re.findall(r'\bid="([^"]+)"', FIGURES[name].to_svg())) for name in ("ladder", "months")]
    assert ids[0] & ids[1] == set()
    assert "zr" not in FIGURES["ladder"].to_svg()


def test_a_long_title_is_broken_into_lines_and_never_cut():
    title = "Càng lên cao càng ít người, mỗi người càng đáng giá, và 326 khách hàng chủ chốt mang về 34,9 % doanh thu của tiệm"
    assert title in words(replace(FIGURES["ladder"], title=title).to_svg(360))


def test_what_could_break_a_picture_is_written_as_it_is():
    figure = charts.ladder([{**TABLES["ladder"][0], "name": 'Trà & bánh <3 "đặc biệt"'}], title='A < B & "C"')
    assert 'Trà & bánh <3 "đặc biệt"' in words(figure.to_svg())
    assert "<3" not in figure.to_html().split("<script type")[1].split("</script>")[0]


@pytest.mark.parametrize("name", ["ladder", "rfm_map", "region_map"])
def test_a_png_holds_the_picture(name):
    width, height, colours = dots(FIGURES[name].to_png(scale=1))
    assert (width, height) == (760, int(ElementTree.fromstring(FIGURES[name].to_svg()).get("height")))
    assert colours > 12


def test_a_scale_makes_more_dots_of_the_same_picture():
    assert dots(FIGURES["ladder"].to_png(scale=2))[0] == 2 * 760


def test_vietnamese_letters_are_drawn_and_not_left_out():
    """A font without them would draw the same box, or nothing, for both."""
    with_marks, without = (replace(FIGURES["pareto"], title=title).to_png(1) for title in ("Ễ Ự Ổ Ỡ Ặ", "E U O O A"))
    other = replace(FIGURES["pareto"], title="Ể Ữ Ồ Ở Ằ").to_png(1)
    assert len({with_marks, without, other}) == 3


def dots(png):
    """Width, height and number of colours of a PNG of 8 bits a channel."""
    stream = io.BytesIO(png)
    assert stream.read(8) == b"\x89PNG\r\n\x1a\n"
    packed, size = b"", (0, 0)
    while head := stream.read(8):
        length, kind = struct.unpack(">I4s", head)
        body = stream.read(length + 4)[:-4]
        size = struct.unpack(">II", body[:8]) if kind == b"IHDR" else size
        packed += body if kind == b"IDAT" else b""
    raw = zlib.decompress(packed)
    return *size, len({raw[at : at + 4] for at in range(0, len(raw) - 4, 4)})


@pytest.mark.parametrize("suffix", [".svg", ".png", ".html", ".PNG"])
def test_saving_writes_by_the_suffix_and_leaves_nothing_else(tmp_path, suffix):
    path = FIGURES["ladder"].save(tmp_path / "new" / f"bậc{suffix}")
    assert path.stat().st_size > 5_000
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_another_suffix_is_refused_with_those_that_can_be_and_nothing_is_written(tmp_path):
    with pytest.raises(InputError) as raised:
        FIGURES["ladder"].save(tmp_path / "bậc.pdf")
    assert ".html, .svg or .png" in raised.value.todo.en
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_fails_leaves_the_file_that_was_there(tmp_path):
    path = tmp_path / "bậc.svg"
    path.write_text("trước đó")
    with pytest.raises(Exception, match=r"could not be drawn|Không vẽ được"):
        replace(FIGURES["ladder"], option={"series": [{"type": "custom", "renderItem": "draw:absent", "data": [1]}]}).save(path)
    assert path.read_text() == "trước đó"


@pytest.mark.parametrize(("width", "theme"), [(100, "light"), (760, "sepia")])
def test_a_picture_too_narrow_or_of_no_theme_is_refused(width, theme):
    with pytest.raises(InputError):
        FIGURES["ladder"].to_svg(width, theme)


@pytest.mark.parametrize("name", ["py_mini_racer", "vl_convert"])
def test_without_the_extra_the_error_says_what_to_install(monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    picture._engine.cache_clear()
    with pytest.raises(InputError) as raised:
        FIGURES["ladder"].to_png()
    assert raised.value.todo.en == "Run: pip install regulars[reports]"


def test_a_notebook_shows_the_picture_and_its_table():
    shown = FIGURES["ladder"]._repr_html_()
    assert shown.count("<svg") == 2
    assert "<script" not in shown
    assert "Khách hàng chủ chốt" in unescape(shown.split("<details>")[1])


def test_a_notebook_without_the_extra_shows_a_frame_that_draws_itself(monkeypatch):
    monkeypatch.setitem(sys.modules, "py_mini_racer", None)
    picture._engine.cache_clear()
    shown = FIGURES["ladder"]._repr_html_()
    assert "<iframe srcdoc=" in shown
    assert "<details>" in shown


def test_pictures_are_drawn_inside_a_running_loop_and_after_it_is_gone():
    async def drawn():
        return FIGURES["ladder"].to_svg()

    picture._engine.cache_clear()
    assert asyncio.run(drawn()) == FIGURES["ladder"].to_svg()
