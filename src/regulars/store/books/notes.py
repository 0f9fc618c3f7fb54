"""Notes that the shop's people write about a customer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, update

from regulars.errors import InputError, NotFound
from regulars.store.books.repository import Repository, added, within
from regulars.store.books.tables import notes
from regulars.words import Words

LONGEST = 4000


@dataclass(frozen=True)
class Note:
    """One note on a customer: its text, who wrote it, when, and when it was changed last."""

    id: int
    customer_id: str
    text: str
    written_at: dt.datetime
    written_by: str | None
    changed_at: dt.datetime


class Notes(Repository):
    """Every note."""

    def add(self, customer_id: str, text: str, by: str | None = None) -> Note:
        """Write one; `InputError` where it is empty or too long."""
        now = self._now()
        row = {"customer_id": customer_id, "text": _text(text), "written_at": now, "written_by": by, "changed_at": now}
        with self._database.writing() as connection:
            return _get(connection, added(connection, notes, row))

    def change(self, id: int, text: str) -> Note:
        """Another text."""
        with self._database.writing() as connection:
            connection.execute(update(notes).where(notes.c.id == id).values(text=_text(text), changed_at=self._now()))
            return _get(connection, id)

    def remove(self, id: int) -> None:
        """Forget one; `NotFound`."""
        with self._database.writing() as connection:
            _get(connection, id)
            connection.execute(delete(notes).where(notes.c.id == id))

    def get(self, id: int) -> Note:
        """One note; `NotFound`."""
        with self._database.reading() as connection:
            return _get(connection, id)

    def of(self, customer_id: str) -> list[Note]:
        """The notes on a customer, the latest first."""
        with self._database.reading() as connection:
            asked = select(notes).where(notes.c.customer_id == customer_id).order_by(notes.c.id.desc())
            return [Note(*row) for row in connection.execute(asked)]


def _text(text: str) -> str:
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise InputError(
            Words(f"Ghi chú cần từ 1 đến {LONGEST} ký tự.", f"A note has 1 to {LONGEST} characters."),
            seen=Words(f"{len(said)} ký tự", f"{len(said)} characters"),
            code="note",
        )
    return said


def _get(connection: Connection, id: int) -> Note:
    row: Any = connection.execute(select(notes).where(notes.c.id == within(id))).first()
    if row is None:
        raise NotFound(Words("Không có ghi chú này.", "There is no such note."), seen=str(id), code="no_note")
    return Note(*row)
