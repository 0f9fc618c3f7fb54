"""Writes docs/reference/ from the code: `make docs`. With --check it writes nothing, and fails where a page is stale or a name undocumented."""

from __future__ import annotations

import importlib.util
import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

os.environ["REGULARS_LANG"] = "en"

FOLDER = Path(__file__).parent / "reference"
NOTE = "<!-- Written by `make docs` from the code. Change it there. -->"
EXITS = (
    (0, "done, warnings allowed"),
    (1, "our fault"),
    (2, "the command was written wrongly"),
    (3, "input refused"),
    (4, "not found"),
    (5, "the shop is busy"),
    (6, "partly refused, with `--strict`"),
)


def main(arguments: list[str]) -> int:
    missing = undocumented()
    for name in missing:
        print(f"undocumented: {name}", file=sys.stderr)
    late = stale()
    if "--check" not in arguments:
        FOLDER.mkdir(exist_ok=True)
        for name, text in pages().items():
            (FOLDER / name).write_text(text, "utf-8")
        print(f"docs/reference: {', '.join(late) or 'nothing'} changed")
        return bool(missing)
    for name in late:
        print(f"stale: docs/reference/{name}; run `make docs`", file=sys.stderr)
    return bool(missing or late)


def pages() -> dict[str, str]:
    """File name -> text, for every part of the package that there is."""
    writers: dict[str, tuple[str, Callable[[ModuleType], Iterable[str]]]] = {
        "schemes.md": ("regulars.schemes", schemes),
        "features.md": ("regulars.vocabulary", features),
        "tables.md": ("regulars.tables", tables),
        "formats.md": ("regulars.sources.format", formats),
        "insights.md": ("regulars.insight.questions", insights),
        "cli.md": ("regulars.cli", command_line),
        "settings.md": ("regulars.settings", settings),
        "errors.md": ("regulars.errors", errors),
        "python.md": ("regulars", words),
        "charts.md": ("regulars.charts", charts),
    }
    found = {name: (_module(module), write) for name, (module, write) in writers.items()}
    return {name: "\n".join((NOTE, *write(module))).rstrip() + "\n" for name, (module, write) in found.items() if module}


def stale() -> list[str]:
    """Pages whose file is missing or says something else than the code."""
    told = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    wanted = pages()
    return sorted(name for name in {*told, *wanted} if told.get(name) != wanted.get(name))


def undocumented() -> list[str]:
    """Public names, commands, options and settings without a word of explanation."""
    return [*_silent_names(), *_silent_commands(), *_silent_settings()]


def _module(name: str) -> ModuleType | None:
    spec = importlib.util.find_spec(name)
    return importlib.import_module(name) if spec and spec.origin else None


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _head(*names: str) -> list[str]:
    return ["", _row(*names), _row(*("---" for _ in names))]


# The law: schemes, features, tables


def schemes(module: ModuleType) -> Iterator[str]:
    from regulars.scheme import known_schemes

    every = module.all_schemes()
    known = known_schemes(every)
    yield "# Schemes\n\nThe first rule that holds names the class. Numbers in rules are parameters: a shop may pin its own.\n"
    yield from (f"- [`{one.id}`](#{one.id}) {one.name.en} · {one.name.vi}" for one in every)
    for one in every:
        yield from _scheme(one, known)


def _scheme(one: Any, known: Any) -> Iterator[str]:
    from regulars.rules import say, to_text

    yield f"\n## {one.id}\n\n**{one.name.en}** · {one.question.en}\n\n**{one.name.vi}** · {one.question.vi}"
    yield from _head("class", "name", "rule", "in words", "bằng lời", "what to do", "nên làm gì")
    for each in one.classes:
        said = (say(each.rule, lang, known=known) for lang in ("en", "vi"))
        yield _row(f"`{each.id}`", f"{each.name.en} · {each.name.vi}", f"`{to_text(each.rule)}`", *said, each.care.en, each.care.vi)
    if one.better:
        yield "\nBetter: " + "; ".join(" < ".join(f"`{name}`" for name in chain) for chain in one.better) + "."
    if one.parameters:
        yield from _head("parameter", "default", "from", "to", "what it is", "là gì")
    for name, each in one.parameters.items():
        yield _row(f"`{name}`", each.value, _known(each.minimum), _known(each.maximum), each.words.en, each.words.vi)
    if one.needs:
        yield f"\nWaits for data without {', '.join(f'`{name}`' for name in one.needs)}. {one.waiting.en}\n\n{one.waiting.vi}"
    yield f"\n{one.page.en}\n\n{one.page.vi}"


def _known(value: object) -> object:
    return "" if value is None else value


def features(module: ModuleType) -> Iterator[str]:
    yield "# Features"
    yield "\nOne row per customer, as of a day. *Clock*: `still` only facts move it · `steps` facts give the days on which it changes · `slides`"
    yield "every day in a known way · `drifts` when a bar or model is renewed. Money is integer minor units; shares are 0 to 1, percentiles 0 to 100."
    for family, title in module.FAMILIES:
        yield f"\n## {title.en} · {title.vi}"
        yield from _head("feature", "meaning", "nghĩa", "kind", "clock", "not known when")
        for one in (each for each in module.FEATURES.values() if each.family == family):
            kind = one.kind if one.values is None else f"{one.kind}: {', '.join(one.values)}"
            yield _row(f"`{one.name}`", one.meaning.en, one.meaning.vi, kind, one.clock, one.null.en if one.nullable else "always known")


def tables(module: ModuleType) -> Iterator[str]:
    yield "# Tables"
    yield "\nIds are text, money is integer minor units, times are UTC, days are the shop's. Null always means *not known*."
    yield "Every table carries, besides its own columns:"
    yield from _columns(module.EVERY_TABLE)
    for one in module.TABLES.values():
        yield f"\n## {one.name}\n\n{one.meaning.en} · {one.meaning.vi}. Key: {', '.join(f'`{name}`' for name in one.key)}."
        yield from _columns(one.columns)


def _columns(columns: Iterable[Any]) -> Iterator[str]:
    yield from _head("column", "type", "meaning", "nghĩa")
    yield from (_row(f"`{one.name}`", one.type, one.meaning.en, one.meaning.vi) for one in columns)


def formats(module: ModuleType) -> Iterator[str]:
    from regulars.intake.fields import FIELDS

    yield "# File formats of platforms"
    yield "\nA file is recognised by the columns named here, whatever their order, capitals or spaces, and whatever stands beside them. *Offered* are layouts"
    yield "that were seen on a screen, in an API or without a header: they are read as shown, and to be checked. Strangers add formats through the entry"
    yield "points `regulars.sources`. How to: [files of my platform](../how-to/platform-files.md)."
    for one in module.formats():
        told = "refused, with what to export instead" if one.refusal else "recognised" if one.certain else "offered"
        yield f"\n## {one.name.en}\n\n{one.name.vi}. `{one.id}`, {told}{f': {one.table}' if one.table else ''}."
        marks = [f"“{name.lstrip('*')}”" + (" (or another so marked)" if name.startswith("*") else "") for name in one.marks]
        yield f"\nKnown by: {', '.join(marks) or 'its cells'}."
        if one.notes:
            yield f"\n{one.notes.en}\n\n{one.notes.vi}"
        if one.fields:
            yield from _head("field", "trường", "read from")
            yield from (_row(f"`{name}`", FIELDS[name].words.vi, _read_from(cells)) for name, cells in one.fields.items())


def _read_from(cells: Any) -> str:
    """The columns of a field; what it always is where it comes from none."""
    parts = cells if isinstance(cells, tuple) else (cells,)
    named = [str(source).lstrip("!") for part in parts for source in getattr(part, "sources", (part,))]
    between = " + " if isinstance(cells, tuple) else ", else "
    return between.join(f"“{name}”" for name in dict.fromkeys(named)) or f"always “{parts[0].words[0]}”"


def insights(module: ModuleType) -> Iterator[str]:
    yield "# Insights"
    yield '\n`shop.insight("cohorts", definition="bounded")`, or `regulars insight cohorts --with definition=bounded`: a sentence and a tidy table.'
    yield "Money is integer minor units, shares are 0 to 1, null is not known; shares of fewer than 20 people are null."
    for one in module.QUESTIONS.values():
        yield f"\n## {one.id}\n\n{one.asks.en} · {one.asks.vi}"
        if one.options:
            yield "\nOptions: " + ", ".join(f"`{name}` ({value or 'as suits the shop'})" for name, value in one.options.items()) + "."
        yield from _head("column", "type")
        yield from (_row(f"`{name}`", type) for name, type in one.columns.items())


# The shells: commands, settings, errors, Python


def commands() -> Iterator[tuple[str, Any]]:
    """Every command of the command line by its full name: `regulars`, `regulars import`…"""
    cli = _module("regulars.cli")
    if cli is None:
        return
    import typer.main

    yield from _below("regulars", typer.main.get_command(cli.app))


def _below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for own, each in getattr(command, "commands", {}).items():
        if not each.hidden:
            yield from _below(f"{name} {own}", each)


def options(command: Any) -> list[Any]:
    """The arguments and options of a command, those of every program left out."""
    return [one for one in command.params if not one.hidden and one.name not in ("install_completion", "show_completion", "help")]


def command_line(_: ModuleType) -> Iterator[str]:
    yield "# Command line\n\n`regulars COMMAND --help` says the same, in the language of `--lang` or the locale."
    for name, command in commands():
        yield f"\n## {name}\n\n{inspect.cleandoc(command.help or '')}"
        if asked := options(command):
            yield from _head("argument, option", "default", "what it does")
        for one in asked:
            yield _row(_spelled(one), _default(one), one.help)
    yield "\n## Exit codes"
    yield from _head("code", "meaning")
    yield from (_row(code, meaning) for code, meaning in EXITS)


def _spelled(one: Any) -> str:
    if one.param_type_name == "argument":
        return f"`{(one.metavar or one.name).strip('[]').upper()}`"
    return ", ".join(f"`{name}`" for name in (*one.opts, *one.secondary_opts))


def _default(one: Any) -> str:
    if one.required:
        return "required"
    return "" if one.default in (None, False, [], ()) or callable(one.default) else f"`{one.default}`"


def settings(module: ModuleType) -> Iterator[str]:
    yield "# Settings\n\nThey stand in a shop's `shop.toml`; each has a default. A wrong line is refused by name."
    yield from _head("setting", "type", "default", "meaning")
    yield from (_row(f"`{name}`", _typed(one.annotation), _written(one), one.description) for name, one in _fields(module.Settings))


def _fields(model: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, one in model.model_fields.items():
        inner = getattr(one.annotation, "model_fields", None)
        yield from _fields(one.annotation, f"{before}{name}.") if inner else iter([(before + name, one)])


def _typed(annotation: Any) -> str:
    return annotation.__name__ if isinstance(annotation, type) and not getattr(annotation, "__args__", ()) else str(annotation)


def _written(field: Any) -> str:
    default = field.get_default(call_default_factory=True)
    return "unset" if default is None else f"`{default!r}`"


def errors(module: ModuleType) -> Iterator[str]:
    yield "# Errors\n\nEvery error raised on purpose says what was wrong, what was seen, what to do, and where: file, row, column."
    yield from _head("error", "code", "exit code", "HTTP", "meaning")
    kinds = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, module.Regulars)]
    yield from (_row(f"`{one.__name__}`", f"`{one.code}`", one.exit_code, one.status, inspect.getdoc(one)) for one in kinds)


def words(module: ModuleType) -> Iterator[str]:
    yield f"# Python\n\n{inspect.getdoc(module)}"
    for name in getattr(module, "__all__", ()):
        yield from _name(f"regulars.{name}", getattr(module, name), "##")


def charts(module: ModuleType) -> Iterator[str]:
    yield "# Charts\n\nA tidy table in, a `Figure` out: [how to draw a table](../how-to/charts.md)."
    for name in module.__all__:
        yield from _name(f"regulars.charts.{name}", getattr(module, name), "##")


def _name(name: str, value: object, level: str) -> Iterator[str]:
    yield f"\n{level} {name}\n"
    if inspect.isroutine(value) or inspect.isclass(value):
        yield f"```python\n{name.rpartition('.')[2]}{_signature(value)}\n```\n"
    yield inspect.getdoc(value) or ""
    for own, member in _members(value):
        yield from _name(f"{name}.{own}", member, "###")


def _signature(value: Any) -> str:
    try:
        return str(inspect.signature(value))
    except (TypeError, ValueError):
        return "(…)"


def _members(value: object) -> Iterator[tuple[str, object]]:
    """The public methods and properties that a class of ours defines itself."""
    if not inspect.isclass(value) or not value.__module__.startswith("regulars"):
        return
    for own, member in vars(value).items():
        plain = member.__func__ if isinstance(member, classmethod | staticmethod) else member
        if not own.startswith("_") and (inspect.isfunction(plain) or isinstance(plain, property) or hasattr(plain, "attrname")):
            yield own, plain


def _silent_names() -> Iterator[str]:
    import regulars

    for name in getattr(regulars, "__all__", ()):
        value = getattr(regulars, name)
        if not isinstance(value, str) and not inspect.getdoc(value):
            yield f"regulars.{name}"
        yield from (f"regulars.{name}.{own}" for own, member in _members(value) if not inspect.getdoc(member))


def _silent_commands() -> Iterator[str]:
    for name, command in commands():
        if not command.help:
            yield name
        yield from (f"{name} {_spelled(one)}" for one in options(command) if not one.help)


def _silent_settings() -> Iterator[str]:
    if module := _module("regulars.settings"):
        yield from (f"setting {name}" for name, one in _fields(module.Settings) if not one.description)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
