"""Renders a subject to one self-contained HTML file."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from regulars.charts import Figure
from regulars.report.labels import Labels, foot
from regulars.report.sections import page
from regulars.report.study import study
from regulars.report.subject import Subject
from regulars.words import day


def write(subject: Subject, path: str | Path, lang: str = "vi") -> Path:
    """Write the report to a path, under another name until it is whole; returns the path."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        unfinished.write_text(html(subject, lang), encoding="utf-8")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def html(subject: Subject, lang: str = "vi") -> str:
    """The report as one text of HTML."""
    answers = study(subject)
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            lang=lang,
            t=Labels(lang),
            subject=subject,
            page=page(answers, lang),
            as_of=day(subject.as_of, lang),
            foot=foot(answers, lang),
            tokens=Markup(_static("tokens.css")),
            style=Markup(_own("report.css")),
            echarts=Markup(_static("vendor/echarts.min.js")),
            drawing=Markup(_static("figures.js")),
        )
    )


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("regulars.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"strong": strong, "paragraphs": paragraphs, "option": option, "css_text": css_text}
    return made


def _static(name: str) -> str:
    return files("regulars").joinpath("static", name).read_text(encoding="utf-8")


def _own(name: str) -> str:
    return files("regulars.report").joinpath("templates", name).read_text(encoding="utf-8")


def strong(text: str) -> Markup:
    """`**bold**` as HTML; everything else escaped."""
    return Markup(re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", str(escape(text))))


def paragraphs(markdown: str) -> Markup:
    """Paragraphs of plain Markdown (`**bold**` and blank lines) as HTML."""
    return Markup("").join(Markup("<p>{}</p>").format(strong(part.strip())) for part in markdown.split("\n\n") if part.strip())


def option(figure: Figure) -> Markup:
    """A chart's option as JSON that may stand inside a script element."""
    text = json.dumps(figure.option, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def css_text(text: str) -> Markup:
    """A text as a quoted CSS string, safe inside a style element."""
    kept = "".join(letter if letter.isalnum() or letter in " .,:·–-/%()\u00a0" else f"\\{ord(letter):x} " for letter in text)
    return Markup(f'"{kept}"')
