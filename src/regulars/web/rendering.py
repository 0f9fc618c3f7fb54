"""Templates, and what every template is given: the words, the formatters, the parts."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from regulars import words
from regulars.charts.option import Shown
from regulars.charts.page import option
from regulars.freshness import moment
from regulars.web import assets
from regulars.words import NBSP, Words


@dataclass
class Uses:
    """What a page turned out to need while it was written: the drawing of figures."""

    drawing: bool = False

    def draw(self) -> str:
        self.drawing = True
        return ""


class Unsaid(StrictUndefined):
    """What a page did not say: may be asked about, never shown."""

    def __bool__(self, *_: Any, **__: Any) -> bool:  # pyrefly: ignore[bad-override]
        return False


@cache
def environment() -> Environment:
    """The templates of the app; every value is escaped unless it is Markup."""
    made = Environment(loader=PackageLoader("regulars.web"), autoescape=True, undefined=Unsaid, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {
        "strong": strong,
        "option": drawn_from,
        "json": in_script,
        "parted": parted,
        "first_up": first_up,
        "dated": dated,
        "said_in": words.said,
        "attributes": attributes,
    }
    return made


def make_all() -> None:
    """Make every template ready, which takes about a second."""
    for name in environment().list_templates(extensions=["j2"]):
        environment().get_template(name)


def first_up(text: str) -> str:
    """A text with a capital first letter."""
    return text[:1].upper() + text[1:]


def page(name: str, context: Mapping[str, Any]) -> str:
    """A whole template."""
    return environment().get_template(name).render(_given(context))


def part(name: str, block: str, context: Mapping[str, Any]) -> str:
    """One block of a template, as it stands in the whole."""
    template = environment().get_template(name)
    return "".join(template.blocks[block](template.new_context(_given(context))))


def _given(context: Mapping[str, Any]) -> dict[str, Any]:
    """The context with the parts (macros) made in it, which blocks need as much as whole pages."""
    given = {"asset": assets.address, "door": door} | dict(context)
    return given | {"parts": environment().get_template("parts.html.j2").make_module(given)}


def speech(lang: str, currency: str, zone: dt.tzinfo) -> dict[str, Any]:
    """How a page says things in one language: texts, numbers, shares, money (minor units), days, moments."""

    def say(text: Words | str | None, **values: object) -> str | Markup:
        """A text with its placeholders filled; a door among the values stays a door, everything else is escaped."""
        said = text.filled(**_plain(values)).of(lang) if isinstance(text, Words) and values else words.said(text or "", lang)
        doors = {name: value for name, value in values.items() if isinstance(value, Markup)}
        return _with_doors(str(said), doors) if doors else said  # type: ignore[return-value]

    return {
        "lang": lang,
        "say": say,
        "number": lambda value, decimals=0: words.number(value, lang, decimals),
        "short": lambda value: words.short(value, lang),
        "signed": lambda value, decimals=0: ("+" if value > 0 else "") + words.number(value, lang, decimals),
        "percent": lambda share, decimals=0: words.percent(share, lang, decimals),
        "money": lambda minor, exact=False: words.money(minor, currency, lang, exact=exact),
        "day": lambda value: words.day(value, lang),
        "moment": lambda at: moment(at, lang, zone),
        "listed": lambda items, last="and": words.listed(list(items), lang, last=last),
    }


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    """Every value as it stands in a sentence; a door as a mark of its place."""
    return {name: f"\x00{name}\x00" if isinstance(value, Markup) else value for name, value in values.items()}


def _with_doors(text: str, doors: Mapping[str, Markup]) -> Markup:
    pieces = re.split("\x00(\\w+)\x00", text)
    return Markup("").join(doors[piece] if place % 2 else escape(piece) for place, piece in enumerate(pieces))


def door(text: object, href: str, lang: str | None = None) -> Markup:
    """A number that leads to the people behind it: put it among the values of `say`."""
    said = words.said(text, lang) if lang else text
    return Markup('<a class="door" href="{}">{}</a>').format(href, said)


def strong(text: str) -> Markup:
    """`**bold**` as HTML; everything else escaped."""
    return Markup(re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", str(escape(text))))


def drawn_from(figure: Shown) -> Markup:
    """What a figure is drawn from, as it stands inside a script element."""
    return Markup(option(figure))


def in_script(value: object) -> Markup:
    """A value as JSON that may stand inside a script element."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def attributes(given: Mapping[str, object]) -> Markup:
    """Attributes of an element: true stands alone, false and null are left out; `_` in a name is `-`."""
    said = [(name.replace("_", "-"), value) for name, value in given.items() if value is not None and value is not False]
    return Markup("").join(Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value) for name, value in said)


def dated(sentence: str, day: str) -> Markup:
    """A sentence with the day in it that is to be watched."""
    before, on, after = str(sentence).partition(day)
    return Markup('{}<b class="watch">{}</b>{}').format(before, on, after) if on else escape(sentence)


def parted(text: str) -> tuple[str, str]:
    """An amount as its number and its unit, which stands smaller: `98,4` and `triệu ₫`."""
    figure, _, unit = str(text).partition(NBSP)
    return (figure, unit) if unit else (figure[:-1], "%") if figure.endswith("%") else (figure, "")
