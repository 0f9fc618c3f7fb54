"""Saved audiences: a name and a rule. Who is in one is asked anew each time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, update

from regulars.errors import InputError, NotFound
from regulars.rules import Rule, from_data, to_data, to_text
from regulars.store.books.repository import Repository, added, name_key, within
from regulars.store.books.tables import audiences
from regulars.words import Words

LONGEST_NAME = 200


@dataclass(frozen=True)
class Audience:
    """One saved audience: its rule as data and as text, who made and changed it and when."""

    id: int
    name: str
    data: Any
    text: str
    created_at: dt.datetime
    created_by: str | None
    changed_at: dt.datetime
    changed_by: str | None

    @property
    def rule(self) -> Rule:
        """Its rule; `RuleError` where the language of rules has moved on."""
        return from_data(self.data)


class Audiences(Repository):
    """The audiences that a shop has saved."""

    def add(self, name: str, rule: Rule, by: str | None = None) -> Audience:
        """Save a new one; `InputError` where the name is taken."""
        now = self._now()
        row = _named(name) | _ruled(rule) | {"created_at": now, "created_by": by, "changed_at": now, "changed_by": by}
        with self._database.writing() as connection:
            _refuse_taken(connection, name)
            return _get(connection, added(connection, audiences, row))

    def change(self, id: int, name: str | None = None, rule: Rule | None = None, by: str | None = None) -> Audience:
        """Another name, another rule, or both."""
        row: dict[str, Any] = {"changed_at": self._now(), "changed_by": by}
        row |= (_named(name) if name is not None else {}) | (_ruled(rule) if rule is not None else {})
        with self._database.writing() as connection:
            _get(connection, id)
            if name is not None:
                _refuse_taken(connection, name, but=id)
            connection.execute(update(audiences).where(audiences.c.id == id).values(row))
            return _get(connection, id)

    def remove(self, id: int) -> None:
        """Forget one; `NotFound`."""
        with self._database.writing() as connection:
            _get(connection, id)
            connection.execute(delete(audiences).where(audiences.c.id == id))

    def get(self, id: int) -> Audience:
        """One audience; `NotFound`."""
        with self._database.reading() as connection:
            return _get(connection, id)

    def all(self) -> list[Audience]:
        """Every audience, by name."""
        with self._database.reading() as connection:
            return [_audience(row) for row in connection.execute(select(audiences).order_by(audiences.c.name_key))]


def _named(name: str) -> dict[str, str]:
    said = " ".join(name.split())
    if not said or len(said) > LONGEST_NAME:
        raise InputError(
            Words(f"Tên nhóm cần từ 1 đến {LONGEST_NAME} ký tự.", f"A name has 1 to {LONGEST_NAME} characters."),
            seen=said[:220],
            code="audience_name",
        )
    return {"name": said, "name_key": name_key(said)}


def _ruled(rule: Rule) -> dict[str, Any]:
    return {"rule": to_data(rule), "text": to_text(rule)}


def _refuse_taken(connection: Connection, name: str, but: int | None = None) -> None:
    found = connection.execute(select(audiences.c.id).where(audiences.c.name_key == name_key(name))).scalar_one_or_none()
    if found is not None and found != but:
        raise InputError(
            Words("Đã có một nhóm mang tên này.", "Another audience has this name."),
            seen=name,
            todo=Words("Chọn tên khác, hoặc sửa nhóm ấy.", "Choose another name, or change that one."),
            code="name_taken",
        )


def _get(connection: Connection, id: int) -> Audience:
    row = connection.execute(select(audiences).where(audiences.c.id == within(id))).first()
    if row is None:
        raise NotFound(Words("Không có nhóm này.", "There is no such audience."), seen=str(id), code="no_audience")
    return _audience(row)


def _audience(row: Any) -> Audience:
    told: Mapping[str, Any] = row._mapping
    return Audience(**{("data" if name == "rule" else name): value for name, value in told.items() if name != "name_key"})
