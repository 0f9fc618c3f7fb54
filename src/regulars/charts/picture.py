"""A figure as a picture: the page's own script, run in a JavaScript engine, gives the SVG; a renderer of SVG gives the PNG."""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from html import escape
from importlib.resources import files
from threading import Lock
from typing import Any

from regulars.charts.option import Shown
from regulars.errors import InputError, Regulars
from regulars.words import Words

MARGIN = 20  # px around the picture
TITLE, AFTER = 24, 10  # px of a line of the title, and below it
NARROWEST = 320  # px: the drawing has no form for less
_ONE_AT_A_TIME = Lock()


def svg(figure: Shown, width: int, theme: str) -> str:
    """The figure with its title, on paper of the theme. The same figure gives the same text."""
    tokens = _tokens(theme)
    if width < NARROWEST:
        raise InputError(
            Words("Hình hẹp nhất là {least} px", "A picture is at least {least} px wide").filled(least=NARROWEST), seen=f"{width} px"
        )
    drawn = _drawn(figure, width - 2 * MARGIN, tokens)
    top = MARGIN + len(drawn["title"]) * TITLE + AFTER
    height = round(top + drawn["height"] + MARGIN)
    lines = "".join(
        f'<text x="{MARGIN}" y="{MARGIN + 17 + at * TITLE}" fill="{tokens["--ink"]}" font-size="17" font-weight="600" '
        f'font-family="{tokens["--font"]}">{escape(line)}</text>'
        for at, line in enumerate(drawn["title"])
    )
    inner = _still(drawn["svg"]).replace("<svg ", f'<svg x="{MARGIN}" y="{top}" ', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(figure.label)}" lang="{figure.lang}"><title>{escape(figure.title)}</title>'
        f'<rect width="{width}" height="{height}" fill="{tokens["--paper"]}"/>{lines}{inner}</svg>'
    )


def png(figure: Shown, scale: float, width: int, theme: str) -> bytes:
    """The same picture in dots, `scale` to a px; in the first font of the page's list that this machine has."""
    drawn = svg(figure, width, theme)
    try:
        import vl_convert
    except ImportError as problem:
        raise absent() from problem
    return vl_convert.svg_to_png(drawn, scale=scale)


def absent() -> InputError:
    """The error of an installation without the extra `reports`."""
    return InputError(
        Words("Chưa cài phần vẽ hình ra SVG và PNG", "What draws SVG and PNG is not installed"),
        todo=Words("Chạy: pip install regulars[reports]", "Run: pip install regulars[reports]"),
        code="not_installed",
    )


def _drawn(figure: Shown, width: int, tokens: dict[str, str]) -> dict[str, Any]:
    """What the script answers: the SVG, its height, the title in lines."""
    said = {name: getattr(figure, name) for name in ("option", "title", "height", "narrow", "lang")}
    call = f"JSON.stringify(regulars.picture({json.dumps(said)}, {width}, {json.dumps(tokens)}))"
    with _ONE_AT_A_TIME:
        engine = _engine()
        try:
            return json.loads(str(engine.eval(call)))
        except Exception as problem:  # its text would hold the whole script
            said = str(problem).splitlines()[0]
            raise Regulars(Words("Không vẽ được hình này", "This figure could not be drawn"), seen=said) from None


@cache
def _engine() -> Any:
    try:
        from py_mini_racer import MiniRacer
    except ImportError as problem:
        raise absent() from problem
    with ThreadPoolExecutor(1) as apart:  # away from a loop that may be running here, which the engine would take for its own
        engine = apart.submit(MiniRacer).result()
    atexit.register(engine.close)  # left to the end of the interpreter, closing it may wait for a thread that is gone
    for name in ("vendor/echarts.min.js", "figures.js"):
        engine.eval(static(name) + "\n;0")
    return engine


if hasattr(os, "register_at_fork"):  # a forked process has the engine's memory and none of its threads
    os.register_at_fork(after_in_child=_engine.cache_clear)


def static(name: str) -> str:
    """A file of the page."""
    return files("regulars").joinpath("static", name).read_text(encoding="utf-8")


@cache
def _themes() -> dict[str, dict[str, str]]:
    """The tokens of the page by day and by night, its fonts in single quotes: they stand inside an attribute."""
    light, dark = (
        {name: value.strip().replace('"', "'") for name, value in _named(part)} for part in static("tokens.css").split("@media", 1)
    )
    return {"light": light, "dark": light | dark}


def _named(css: str) -> list[tuple[str, str]]:
    return re.findall(r"(--[a-z0-9-]+):\s*([^;]+);", css)


def _tokens(theme: str) -> dict[str, str]:
    themes = _themes()
    if theme not in themes:
        raise InputError(
            Words("Không có nền “{theme}”", "There is no theme “{theme}”").filled(theme=theme),
            seen=theme,
            todo=Words("Chọn light hoặc dark", "Choose light or dark"),
        )
    return themes[theme]


def _still(drawn: str) -> str:
    """The drawing without what only answers a pointer, its clips named by what it shows: several pictures may stand in one page."""
    still = re.sub(r"<style\b.*?</style>", "", drawn, flags=re.DOTALL)
    still = re.sub(r' (?:class="[^"]*-cls-\d+"|ecmeta_\w+="[^"]*"|pointer-events="[^"]*")', "", still)
    names = {name: str(at) for at, name in enumerate(dict.fromkeys(re.findall(r"\bzr\d+-\w+", still)))}
    still = re.sub(r"\bzr\d+-\w+", lambda found: f"clip-{names[found[0]]}", still)
    return still.replace("clip-", f"c{hashlib.sha256(still.encode()).hexdigest()[:10]}-") if names else still
