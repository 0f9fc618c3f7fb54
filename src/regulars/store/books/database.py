"""The connections to the books: SQLite in the shop's folder, or another database by its address."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from regulars.errors import InputError, Where
from regulars.words import Words

FILE = "shop.sqlite"
PATIENCE = 20_000  # ms that one writer waits for another
PRAGMAS = (f"busy_timeout = {PATIENCE}", "synchronous = NORMAL", "foreign_keys = ON")
PAUSE = 0.02  # seconds between two tries of what SQLite does not wait for


def address(folder: Path, chosen: str | None) -> str:
    """The address of a shop's books as SQLAlchemy writes it."""
    return chosen or f"sqlite:///{(folder / FILE).resolve()}"


class Connections:
    """One database, read and written in transactions."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._writing = self.engine.execution_options(writing=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads: one moment's state, and nobody waits for it."""
        with _told(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: all of it or nothing. On SQLite one at a time, from its first statement on."""
        with _told(), self._writing.begin() as connection:
            yield connection

    def copy_to(self, target: Path) -> bool:
        """Write a consistent copy of the whole into a new SQLite file; false where the database is another one, with back-ups of its own."""
        if self.engine.dialect.name != "sqlite":
            return False
        connection = self.engine.raw_connection()
        try:
            connection.cursor().execute("VACUUM INTO ?", (str(target),))
        finally:
            connection.close()
        return True

    def close(self) -> None:
        self.engine.dispose()


def _engine(url: str) -> Engine:
    try:
        made = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise InputError(
            Words("Địa chỉ cơ sở dữ liệu này không dùng được.", "This database address cannot be used."),
            seen=str(error).splitlines()[0],
            todo=Words(
                "Sửa dòng database trong shop.toml, hoặc cài trình nối của cơ sở dữ liệu ấy.",
                "Mend the line database in shop.toml, or install the driver of that database.",
            ),
            where=Where(file="shop.toml", column="database"),
            code="database",
        ) from error
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _prepare)
        event.listen(made, "begin", _begin)
    return made


def _prepare(connection: Any, _: object) -> None:
    """Transactions are begun by us: Python's own way begins them late, when another writer may have come between."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    _let_readers_in(connection)


def _let_readers_in(connection: Any) -> None:
    """Write ahead, so that nobody who reads waits. For others who open new books at once SQLite does not wait here, whatever its patience."""
    end = time.monotonic() + PATIENCE / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(PAUSE)


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def _told() -> Iterator[None]:
    """A file that is no database of ours is named; what the statements themselves meet is left as it is."""
    try:
        yield
    except DatabaseError as error:
        if "not a database" not in str(error.orig) and "malformed" not in str(error.orig) and "unable to open" not in str(error.orig):
            raise
        raise InputError(
            Words("Không mở được sổ của tiệm.", "The shop's books cannot be opened."),
            seen=str(error.orig),
            todo=Words("Khôi phục tệp này từ bản sao lưu.", "Restore this file from a back-up."),
            where=Where(file=FILE),
            code="books",
        ) from error
