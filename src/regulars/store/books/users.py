"""Who may log in: owners, who may do everything, and staff."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from regulars.errors import Forbidden, InputError, NotFound
from regulars.store.books import passwords
from regulars.store.books.repository import Repository, added, name_key, within
from regulars.store.books.tables import users
from regulars.words import LANGUAGES, Words

OWNER, STAFF = "owner", "staff"
ROLES = {OWNER: Words("Chủ tiệm", "Owner"), STAFF: Words("Nhân viên", "Staff")}
THEMES = ("auto", "light", "dark")
LONGEST_NAME = 100
_CHOICES = {"lang": LANGUAGES, "theme": THEMES}


@dataclass(frozen=True)
class User:
    """One person who may log in. `lang` (vi, en) and `theme` (auto, light, dark) are null while they have chosen none."""

    id: int
    name: str
    role: str
    lang: str | None
    theme: str | None
    created_at: dt.datetime

    @property
    def is_owner(self) -> bool:
        return self.role == OWNER


_COLUMNS = (users.c.id, users.c.name, users.c.role, users.c.lang, users.c.theme, users.c.created_at)


class Users(Repository):
    """The people who may log in."""

    def add(self, name: str, password: str, role: str = STAFF, lang: str | None = None) -> User:
        """A new user; `InputError` where the name is taken or the password cannot be."""
        row = {"role": _role(role), "lang": _one_of(lang, LANGUAGES), "password": passwords.hashed(password), "created_at": self._now()}
        with self._database.writing() as connection:
            _refuse_taken(connection, name)
            return _get(connection, added(connection, users, row | _named(name)))

    def add_first(self, name: str, password: str, lang: str | None = None) -> User:
        """The owner's account of a shop that has none; `Forbidden` where there is somebody already."""
        row = {"role": OWNER, "lang": _one_of(lang, LANGUAGES), "password": passwords.hashed(password), "created_at": self._now()}
        with self._database.writing() as connection:
            if connection.execute(select(func.count()).select_from(users)).scalar_one():
                raise Forbidden(Words("Tiệm đã có tài khoản.", "The shop has an account already."), code="not_first")
            return _get(connection, added(connection, users, row | _named(name)))

    def check(self, name: str, password: str) -> User | None:
        """The user whose name and password these are; null where they do not match, after the same time."""
        with self._database.reading() as connection:
            found = connection.execute(select(users.c.id, users.c.password).where(users.c.name_key == name_key(name))).first()
        if not passwords.fits(found.password if found else None, password) or found is None:
            return None
        if passwords.outdated(found.password):
            self._store(found.id, password=passwords.hashed(password))
        return self.get(found.id)

    def get(self, id: int) -> User:
        """One user; `NotFound`."""
        with self._database.reading() as connection:
            return _get(connection, id)

    def named(self, name: str) -> User:
        """The user of a name, however it is written; `NotFound` names those there are."""
        every = self.all()
        found = next((user for user in every if name_key(user.name) == name_key(name)), None)
        return found or _raise(_nobody(name, [user.name for user in every]))

    def all(self) -> list[User]:
        """Everybody, owners first, then by name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(*_COLUMNS).order_by(users.c.role != OWNER, users.c.name_key))
            return [User(*row) for row in rows]

    def any(self) -> bool:
        """Whether anybody may log in yet."""
        with self._database.reading() as connection:
            return connection.execute(select(users.c.id).limit(1)).first() is not None

    def rename(self, id: int, name: str) -> User:
        """Another name; `InputError` where it is taken."""
        with self._database.writing() as connection:
            _get(connection, id)
            _refuse_taken(connection, name, but=id)
            connection.execute(update(users).where(users.c.id == id).values(_named(name)))
            return _get(connection, id)

    def set_password(self, id: int, password: str) -> None:
        """Another password. End the user's sessions besides, where it was not themselves who changed it."""
        self._store(id, password=passwords.hashed(password))

    def set_role(self, id: int, role: str) -> User:
        """Owner or staff; `Forbidden` where it would leave the shop without an owner."""
        with self._database.writing() as connection:
            if role != OWNER:
                _keep_an_owner(connection, id)
            connection.execute(update(users).where(users.c.id == id).values(role=_role(role)))
            return _get(connection, id)

    def change(self, id: int, **chosen: str | None) -> User:
        """The language (`lang`: vi, en) and the `theme` (auto, light, dark) in which a user sees the pages; null: as the browser asks."""
        unknown = set(chosen) - set(_CHOICES)
        if unknown:
            raise _unknown(min(unknown), tuple(_CHOICES))
        return self._store(id, **{name: _one_of(value, _CHOICES[name]) for name, value in chosen.items()})

    def remove(self, id: int) -> None:
        """Take a user and their sessions away; `Forbidden` for the last owner, `NotFound`."""
        with self._database.writing() as connection:
            _keep_an_owner(connection, id)
            connection.execute(delete(users).where(users.c.id == id))

    def _store(self, id: int, **values: Any) -> User:
        with self._database.writing() as connection:
            connection.execute(update(users).where(users.c.id == id).values(**values))
            return _get(connection, id)


def _get(connection: Connection, id: int) -> User:
    row = connection.execute(select(*_COLUMNS).where(users.c.id == within(id))).first()
    return User(*row) if row else _raise(_nobody(str(id), []))


def _named(name: str) -> dict[str, str]:
    said = " ".join(name.split())
    if not said or len(said) > LONGEST_NAME or not said.isprintable():
        raise InputError(
            Words(f"Tên cần từ 1 đến {LONGEST_NAME} ký tự.", f"A name has 1 to {LONGEST_NAME} characters."),
            seen=said[:120],
            code="user_name",
        )
    return {"name": said, "name_key": name_key(said)}


def _refuse_taken(connection: Connection, name: str, but: int | None = None) -> None:
    found = connection.execute(select(users.c.id).where(users.c.name_key == name_key(name))).scalar_one_or_none()
    if found is not None and found != but:
        raise InputError(
            Words("Tên này đã có người dùng.", "Somebody has this name already."),
            seen=name,
            todo=Words("Chọn tên khác.", "Choose another name."),
            code="name_taken",
        )


def _keep_an_owner(connection: Connection, id: int) -> None:
    """Refuse what would leave the shop without an owner."""
    _get(connection, id)
    others = select(users.c.id).where(users.c.role == OWNER, users.c.id != id).limit(1)
    if connection.execute(others).first() is None and _get(connection, id).is_owner:
        raise Forbidden(
            Words("Đây là chủ tiệm cuối cùng.", "This is the last owner."),
            todo=Words("Thêm một chủ tiệm khác trước.", "Add another owner first."),
            code="last_owner",
        )


def _role(role: str) -> str:
    return role if role in ROLES else _raise(_unknown(role, tuple(ROLES)))


def _one_of(value: str | None, known: tuple[str, ...]) -> str | None:
    return value if value is None or value in known else _raise(_unknown(value, known))


def _unknown(value: str, known: tuple[str, ...]) -> InputError:
    return InputError(
        Words("Giá trị này không có trong các lựa chọn.", "This is not one of the choices."),
        seen=value,
        todo=Words(f"Chọn một trong: {', '.join(known)}", f"Choose one of: {', '.join(known)}"),
        code="choice",
    )


def _nobody(name: str, names: list[str]) -> NotFound:
    there = ", ".join(names)
    return NotFound(
        Words("Không có người dùng này.", "There is no such user."),
        seen=name,
        todo=Words(f"Đang có: {there}", f"There are: {there}") if names else None,
        code="no_user",
    )


def _raise(error: Exception) -> Any:
    raise error
