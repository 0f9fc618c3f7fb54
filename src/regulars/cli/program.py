"""The program: its commands, the options they share, and what becomes of every error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from regulars.cli import (
    backtest,
    check,
    classify,
    customers,
    demand,
    demo,
    export,
    imports,
    init,
    insight,
    jobs,
    load,
    quarantine,
    recut,
    refresh,
    replay,
    report,
    schemes,
    scoreboard,
    serve,
    users,
    version,
    why,
)
from regulars.cli.answer import Answer, refused, show, to_json
from regulars.cli.session import Session
from regulars.cli.speech import SpokenCommand, SpokenGroup, option, told, translate
from regulars.cli.terminal import complain
from regulars.errors import InputError, Regulars, Where
from regulars.words import LANGUAGES, Words, language

NAME = "regulars"
INTERRUPTED = 130
# Options of every command: they may stand anywhere before `--`, and are read first. Name -> whether a value follows.
SHARED = {"--shop": True, "--lang": True, "--json": False}
ABOUT = told(
    "Khách Quen: mỗi khách của tiệm thuộc nhóm nào, vì sao, và nên làm gì.",
    "Regulars: which classes each of a shop's customers belongs to, why, and what to do about it.",
)
COMMANDS = (
    init,
    load,
    refresh,
    classify,
    why,
    customers,
    insight,
    demand,
    check,
    report,
    export,
    backtest,
    recut,
    replay,
    scoreboard,
    demo,
    serve,
    version,
)
GROUPS = (schemes, imports, quarantine, jobs, users)  # commands with commands of their own


class Usage(Regulars):
    """The command was written wrongly."""

    code, status, exit_code = "usage", 400, 2


class Stopped(Regulars):
    """The person at the keyboard stopped it."""

    code, exit_code = "interrupted", INTERRUPTED


def build() -> typer.Typer:
    """The program as a typer app, its help in English."""
    app = typer.Typer(name=NAME, help=ABOUT, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(cls=SpokenGroup, invoke_without_command=True, help=ABOUT)(everywhere)
    for module in COMMANDS:
        app.command(module.NAME, cls=SpokenCommand, help=module.HELP)(module.command)
    for group in GROUPS:
        app.add_typer(group.group(), name=group.NAME)
    return app


def everywhere(
    context: typer.Context,
    shop: Annotated[
        Path | None,
        option(
            "--shop",
            vi="Thư mục của tiệm; không ghi thì theo REGULARS_SHOP, hoặc thư mục gần nhất có shop.toml.",
            en="The shop's folder; left out, REGULARS_SHOP, else the nearest parent folder with a shop.toml.",
            metavar="FOLDER",
        ),
    ] = None,
    lang: Annotated[
        Literal["vi", "en"] | None,
        option(
            "--lang",
            vi="Ngôn ngữ: vi hoặc en; không ghi thì theo REGULARS_LANG, hoặc theo máy.",
            en="Language: vi or en; left out, REGULARS_LANG, else the locale.",
        ),
    ] = None,
    as_json: Annotated[
        bool, option("--json", vi="Trả lời bằng đúng một đối tượng JSON.", en="Answer with exactly one JSON object on stdout.")
    ] = False,
    versioned: Annotated[bool, option("--version", vi="Cho biết phiên bản.", en="Say the version.")] = False,
) -> object:
    context.obj = Session(lang or language(), as_json, shop)
    if context.invoked_subcommand is None:
        if versioned:
            return version.command()
        typer.echo(context.get_help())
    return None


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns the exit code. Whatever goes wrong ends in a sentence, or an object with `--json`."""
    given = shared_first(arguments)
    lang, as_json = _language(given), "--json" in given[: _count_shared(given)]
    try:
        return _said(_invoke(given, lang), lang, as_json)
    except BrokenPipeError:
        _leave_quietly()
        return 0
    except Regulars as error:
        return _failed(error, lang, as_json)
    except KeyboardInterrupt:
        return _failed(_stopped(), lang, as_json)
    except Exception as error:
        if os.environ.get("REGULARS_DEBUG"):
            raise
        return _failed(_translated(error), lang, as_json)


def shared_first(arguments: Sequence[str]) -> list[str]:
    """The same command line with the options of every command in front.

    >>> shared_first(["because", "17850", "--json", "--lang", "en"])
    ['--json', '--lang', 'en', 'because', '17850']
    """
    first: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word.split("=")[0] in SHARED:
            first.append(word)
            first += [value for value in [next(words, None)] if value is not None] if SHARED.get(word) else []
        else:
            rest.append(word)
    return first + rest


def _count_shared(given: Sequence[str]) -> int:
    """How many words at the front belong to the options of every command."""
    count = 0
    while count < len(given) and given[count].split("=")[0] in SHARED:
        count += 2 if SHARED.get(given[count]) else 1
    return count


def _language(given: Sequence[str]) -> str:
    front = given[: _count_shared(given)]
    named = [value for name, value in pairwise(front) if name == "--lang"]
    named += [word.partition("=")[2] for word in front if word.startswith("--lang=")]
    return named[-1] if named and named[-1] in LANGUAGES else language()


def _invoke(given: Sequence[str], lang: str) -> object:
    made = typer.main.get_command(build())
    translate(made, lang)
    page = help_page(made, given)
    if page is not None:
        sys.stdout.write(page + "\n")
        sys.stdout.flush()
        return 0
    try:
        return made.main(list(given), prog_name=NAME, standalone_mode=False)
    except typer.Abort as error:
        raise _stopped() from error
    except typer.TyperException as error:
        raise _misused(error) from error


def help_page(made: Any, given: Sequence[str]) -> str | None:
    """The help page that is asked for, null where none is; typer would import pydantic first, and take twice as long."""
    asked = list(given[: list(given).index("--")] if "--" in given else given)
    if "--help" not in asked:
        return None
    context = typer.Context(made, info_name=NAME)
    command = made
    for name in (word for word in asked[_count_shared(given) :] if not word.startswith("-")):
        if not hasattr(command, "commands"):
            break
        if name not in command.commands:
            return None
        command = command.commands[name]
        context = typer.Context(command, info_name=name, parent=context)
    return command.get_help(context)


def _said(result: object, lang: str, as_json: bool) -> int:
    if isinstance(result, Answer):
        if as_json:
            sys.stdout.write(to_json(result.to_data(lang)) + "\n")
            sys.stdout.flush()
        else:
            show(result, lang)
        return result.exit_code
    if result == INTERRUPTED:
        raise _stopped()
    return result if isinstance(result, int) else 0


def _failed(error: Regulars, lang: str, as_json: bool) -> int:
    try:
        if as_json:
            sys.stdout.write(to_json(refused(error, lang)) + "\n")
            sys.stdout.flush()
        else:
            complain(error.text(lang))
    except BrokenPipeError:
        _leave_quietly()
    return error.exit_code


def _misused(error: typer.TyperException) -> Usage:
    at = getattr(error, "ctx", None)
    path = at.command_path if at else NAME
    return Usage(
        Words("Lệnh này viết chưa đúng.", "This command is not written as it should be."),
        seen=error.format_message(),
        todo=Words(f"Xem cách viết: {path} --help", f"See how it is written: {path} --help"),
    )


def _stopped() -> Stopped:
    return Stopped(
        Words("Đã dừng theo yêu cầu. Dữ liệu của tiệm không bị ghi dở.", "Stopped as asked. The shop's data is not left half written.")
    )


def _translated(error: Exception) -> Regulars:
    """An error that nobody raised on purpose: the machine's, or our fault."""
    if type(error).__name__ == "InterruptException":
        return _stopped()
    if isinstance(error, OSError):
        return InputError(
            Words("Máy không đọc hay ghi được tệp này.", "The machine cannot read or write this file."),
            seen=error.strerror or str(error),
            todo=Words(
                "Xem lại đường dẫn, quyền ghi và chỗ trống trên đĩa.", "Check the path, the permissions and the space left on the disk."
            ),
            where=Where(file=str(error.filename) if error.filename else None),
            code="file",
        )
    return Regulars(
        Words("Lỗi này là của Khách Quen, không phải của dữ liệu.", "This is a fault of Regulars, not of the data."),
        seen=f"{type(error).__name__}: {error}"[:500],
        todo=Words(
            "Chạy lại với REGULARS_DEBUG=1 để thấy chỗ hỏng, rồi gửi cho người làm ra nó.",
            "Run it again with REGULARS_DEBUG=1 to see where, and send that to its makers.",
        ),
    )


def _leave_quietly() -> None:
    """The reader has gone: whatever is still buffered goes nowhere."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
