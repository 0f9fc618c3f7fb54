"""The report as one self-contained HTML file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from regulars.charts.option import Shown
from regulars.charts.page import option
from regulars.charts.picture import static
from regulars.report.columns import NOTHING, text
from regulars.report.labels import Labels
from regulars.report.value import Cell, ClassRow, ClassTable, Column, Document
from regulars.words import day


def write(document: Document, path: Path) -> None:
    """Write the document as one HTML file, UTF-8."""
    path.write_text(to_text(document), encoding="utf-8")


def to_text(document: Document) -> str:
    """The document as one text of HTML, with its styles, its scripts and its figures inside."""
    lang, currency = document.lang, document.currency

    def say(cell: Cell) -> str:
        return text(cell, lang, currency)

    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            lang=lang,
            t=Labels(lang),
            document=document,
            say=say,
            measure_heads=measure_heads,
            measured=lambda block: measured(block, say),
            as_of=day(document.head.as_of, lang),
            tokens=Markup(static("tokens.css")),
            style=Markup(_own("report.css")),
            echarts=Markup(static("vendor/echarts.min.js")),
            drawing=Markup(static("figures.js")),
        )
    )


@dataclass(frozen=True)
class Measure:
    """What is counted of a class: as a text, its share as a text, and the length of its bar in percent of the longest."""

    text: str
    share: str
    bar: float


def _measures(block: ClassTable) -> list[tuple[int, Column]]:
    """The columns that are followed by their share, with their places."""
    columns = block.table.columns
    keys = [column.key for column in columns]
    return [(place, column) for place, column in enumerate(columns) if f"{column.key}_share" in keys]


def measure_heads(block: ClassTable) -> list[str]:
    """What is counted of the classes."""
    return [column.head for _, column in _measures(block)]


def measured(block: ClassTable, say: Callable[[Cell], str]) -> list[tuple[ClassRow, list[Measure]]]:
    """Every class with what is counted of it; the bars of one measure share one scale."""
    rows = list(block.table.cells())
    places = [place for place, _ in _measures(block)]
    longest = {place: max((_number(row[place]) for row in rows), default=0) or 1 for place in places}
    return [
        (said, [_measure(row[place], row[place + 1], longest[place], say) for place in places])
        for said, row in zip(block.rows, rows, strict=True)
    ]


def _number(cell: Cell) -> float:
    return cell.value if isinstance(cell.value, int | float) else 0


def _measure(counted: Cell, share: Cell, longest: float, say: Callable[[Cell], str]) -> Measure:
    value = _number(counted)
    known = value and share.value is not None
    return Measure(say(counted) if value else NOTHING, say(share) if known else "", 100 * max(value, 0) / longest)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("regulars.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"strong": strong, "paragraphs": paragraphs, "option": _option, "css_text": css_text}
    return made


def _option(figure: Shown) -> Markup:
    """What a figure is drawn from, as it stands in the page."""
    return Markup(option(figure))


def _own(name: str) -> str:
    return files("regulars.report").joinpath("templates", name).read_text(encoding="utf-8")


def strong(text: str) -> Markup:
    """`**bold**` as HTML; everything else escaped."""
    return Markup(re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", str(escape(text))))


def paragraphs(markdown: str) -> Markup:
    """Paragraphs of plain Markdown (`**bold**` and blank lines) as HTML."""
    return Markup("").join(Markup("<p>{}</p>").format(strong(part.strip())) for part in markdown.split("\n\n") if part.strip())


def css_text(text: str) -> Markup:
    """A text as a quoted CSS string, safe inside a style element."""
    kept = "".join(letter if letter.isalnum() or letter in " .,:·–-/%()\u00a0" else f"\\{ord(letter):x} " for letter in text)
    return Markup(f'"{kept}"')
