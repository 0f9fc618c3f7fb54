"""What the command line says of itself: help texts in both languages, looked up when the program is built."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from regulars.words import Words

_TOLD: dict[str, Words] = {}
SHOW_HELP = Words("Xem hướng dẫn này.", "Show this help.")
EVERYWHERE = Words(
    "Dùng được với mọi lệnh, đặt trước hay sau đều được: --shop, --lang, --json.",
    "With every command, before or after its name: --shop, --lang, --json.",
)
HEADINGS = {
    "Usage:": Words("Cách viết:", "Usage:"),
    "Arguments:": Words("Tham số:", "Arguments:"),
    "Options:": Words("Tuỳ chọn:", "Options:"),
    "Commands:": Words("Lệnh:", "Commands:"),
}
MARKS = {"[required]": Words("(bắt buộc)", "(required)"), "[default: ": Words("[mặc định: ", "[default: ")}
# What typer writes after an argument: its Python type, which is nothing to whoever reads the page.
TYPE = re.compile(r"(?<=[A-Z]) <(str|path|list\[[^\]]*\])>")
BRACES = re.compile(r"\{([A-Z]+)\}")


def told(vi: str, en: str) -> str:
    """A help text: the English one, by which `translate` finds the Vietnamese."""
    _TOLD[en] = Words(vi, en)
    return en


def option(*names: str, vi: str, en: str, **more: Any) -> Any:
    """A typer option with its help in both languages."""
    return typer.Option(*names, help=told(vi, en), **more)


def argument(metavar: str, *, vi: str, en: str, **more: Any) -> Any:
    """A typer argument with its help in both languages."""
    return typer.Argument(metavar=metavar, help=told(vi, en), **more)


class SpokenCommand(TyperCommand):
    """A command whose help page is wholly in one language."""

    lang = "en"

    def get_help(self, ctx: Any) -> str:
        return _headed(super().get_help(ctx), self.lang)


class SpokenGroup(TyperGroup):
    """The program, its help page wholly in one language."""

    lang = "en"

    def get_help(self, ctx: Any) -> str:
        return _headed(super().get_help(ctx), self.lang)


def translate(command: Any, lang: str) -> None:
    """Put every help text of a made command into a language, those of its own commands included."""
    command.lang = lang
    command.help = _in(lang, command.help)
    for parameter in command.params:
        parameter.help = _in(lang, parameter.help)
    command.get_help_option(typer.Context(command)).help = SHOW_HELP.of(lang)
    inner = getattr(command, "commands", {})
    command.epilog = None if inner else EVERYWHERE.of(lang)
    for each in inner.values():
        translate(each, lang)


def _headed(page: str, lang: str) -> str:
    """A help page with its own headings in a language."""
    for heading, words in HEADINGS.items():
        page = re.sub(f"^{heading}", words.of(lang), page, count=1, flags=re.MULTILINE)
    for mark, words in MARKS.items():
        page = page.replace(mark, words.of(lang))
    return BRACES.sub(r"\1", TYPE.sub("", page))


def _in(lang: str, text: str | None) -> str | None:
    return _TOLD[text].of(lang) if text in _TOLD else text
