"""`regulars users`: who may log in to the shop's pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from regulars.cli.answer import Answer
from regulars.cli.jobs import books_of
from regulars.cli.session import session
from regulars.cli.speech import SpokenCommand, SpokenGroup, argument, option, told
from regulars.errors import InputError
from regulars.words import Words, day

if TYPE_CHECKING:
    from regulars.store.books import User

NAME = "users"
HELP = told("Những người được đăng nhập vào trang của tiệm.", "Who may log in to the shop's pages.")
LIST = told("Kể ra những người được đăng nhập.", "List who may log in.")
ADD = told(
    "Thêm một người; mật khẩu được hỏi, hoặc đọc từ đầu vào chuẩn.", "Add somebody; the password is asked for, or read from standard input."
)
PASSWORD = told(
    "Đổi mật khẩu của một người; các phiên đang mở của họ kết thúc.", "Change somebody's password; where they are logged in, that ends."
)
REMOVE = told("Bỏ một người; họ không đăng nhập được nữa.", "Remove somebody; they can log in no more.")
HEADS = (Words("Tên", "Name"), Words("Vai trò", "Role"), Words("Từ ngày", "Since"))
NOBODY = Words(
    "Chưa có ai. Thêm chủ tiệm: regulars users add TÊN --role owner", "Nobody yet. Add the owner: regulars users add NAME --role owner"
)
ADDED = Words("Đã thêm {name} ({role}).", "Added {name} ({role}).")
CHANGED = Words("Đã đổi mật khẩu của {name}.", "The password of {name} is changed.")
REMOVED = Words("Đã bỏ {name}.", "Removed {name}.")
ASK, AGAIN = Words("Mật khẩu: ", "Password: "), Words("Gõ lại: ", "Once more: ")
Name = Annotated[str, argument("NAME", vi="Tên đăng nhập.", en="The name to log in with.")]


def group() -> typer.Typer:
    """The commands below `regulars users`."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.callback(cls=SpokenGroup, invoke_without_command=True, help=HELP)(everybody)
    commands = (("list", LIST, listed), ("add", ADD, add), ("password", PASSWORD, password), ("remove", REMOVE, remove))
    for name, help_text, command in commands:
        app.command(name, cls=SpokenCommand, help=help_text)(command)
    return app


def everybody(context: typer.Context) -> Answer | None:
    return None if context.invoked_subcommand else listed(context)


def listed(context: typer.Context) -> Answer:
    with books_of(session(context)) as books:
        found = books.users.all()
    return Answer([as_data(user) for user in found], lambda lang: _table(found, lang))


def as_data(user: User) -> dict[str, object]:
    return {"id": user.id, "name": user.name, "role": user.role, "created_at": user.created_at}


def _table(found: Sequence[User], lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, table
    from regulars.store.books.users import ROLES

    if not found:
        yield plain(NOBODY.of(lang))
        return
    rows = [(user.name, ROLES[user.role].of(lang), day(user.created_at.astimezone().date(), lang)) for user in found]
    yield table([head.of(lang) for head in HEADS], rows)


def add(
    context: typer.Context,
    name: Name,
    role: Annotated[
        Literal["owner", "staff"],
        option("--role", vi="owner (chủ tiệm, làm được mọi việc) hoặc staff (nhân viên).", en="owner, who may do everything, or staff."),
    ] = "staff",
) -> Answer:
    from regulars.cli.queue import who

    asked = session(context)
    with books_of(asked) as books:
        user = books.users.add(name, _typed(asked.lang), role)
        books.audit.write("user_added", who(), user.name, {"role": role})
    return Answer(as_data(user), lambda lang: [ADDED.of(lang, name=user.name, role=role)])


def password(context: typer.Context, name: Name) -> Answer:
    from regulars.cli.queue import who

    asked = session(context)
    with books_of(asked) as books:
        user = books.users.named(name)
        books.users.set_password(user.id, _typed(asked.lang))
        books.sessions.end_all(user.id)
        books.audit.write("password", who(), user.name)
    return Answer(as_data(user), lambda lang: [CHANGED.of(lang, name=user.name)])


def remove(context: typer.Context, name: Name) -> Answer:
    from regulars.cli.queue import who

    with books_of(session(context)) as books:
        user = books.users.named(name)
        books.users.remove(user.id)
        books.audit.write("user_removed", who(), user.name)
    return Answer(as_data(user), lambda lang: [REMOVED.of(lang, name=user.name)])


def _typed(lang: str) -> str:
    """A password: typed twice and unseen by whoever sits at the terminal, else one line of standard input. Never an argument: those are seen by all."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    first, second = (getpass(words.of(lang), sys.stderr) for words in (ASK, AGAIN))
    if first != second:
        raise InputError(Words("Hai lần gõ không giống nhau.", "The two are not the same."), code="password")
    return first
