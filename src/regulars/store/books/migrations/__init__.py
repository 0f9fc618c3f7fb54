"""How the books came to be: one file a change in versions/, applied by Alembic when the books are opened."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from regulars.errors import InputError
from regulars.store.books.database import FILE, Connections
from regulars.words import Words

HEAD = "0001"
FOLDER = Path(__file__).parent
TURN = 7_255_461  # of PostgreSQL's advisory locks, the one that parts processes that open the books at once


def upgrade(database: Connections) -> None:
    """Bring the books to `HEAD`, in one transaction; who comes meanwhile waits and then finds them ready."""
    with database.reading() as connection:
        if version(connection) == HEAD:
            return
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
        found = version(connection)
        if found is not None and found > HEAD:
            raise _newer(found)
        _run(connection)


def version(connection: Connection) -> str | None:
    """The version the books are at; null where they are empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _newer(found: str) -> InputError:
    return InputError(
        Words("Sổ của tiệm do một bản Khách Quen mới hơn ghi.", "The shop's books were written by a newer Regulars."),
        seen=f"{FILE}: {found} > {HEAD}",
        todo=Words("Cập nhật Khách Quen rồi mở lại.", "Update Regulars and open them again."),
        code="newer_books",
    )
