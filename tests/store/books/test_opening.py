"""Books are made and brought to date when they are opened, whoever opens them, however many at once."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from regulars.errors import InputError
from regulars.settings import write
from regulars.store.books import FILE, Books
from regulars.store.books.migrations import FOLDER, HEAD, version
from regulars.store.books.tables import metadata


def _open(folder: str, gate) -> None:
    gate.wait()
    with Books.open(folder) as books:
        books.jobs.put("refresh")


def test_what_the_migrations_make_is_what_the_tables_say(books):
    with books.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_the_last_migration_is_the_head(books):
    assert ScriptDirectory(str(FOLDER)).get_current_head() == HEAD
    with books.database.reading() as connection:
        assert version(connection) == HEAD


def test_many_processes_may_open_new_books_at_once(tmp_path: Path):
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(4)
    openers = [context.Process(target=_open, args=(str(tmp_path), gate)) for _ in range(4)]
    for each in openers:
        each.start()
    for each in openers:
        each.join(60)
    assert [each.exitcode for each in openers] == [0, 0, 0, 0]
    with Books.open(tmp_path) as books:
        assert len(books.jobs.recent()) == 4


def test_who_reads_is_not_held_up_by_who_writes(books):
    with books.database.writing() as connection:
        connection.execute(text("DELETE FROM notes"))
        assert books.jobs.recent() == []


def test_foreign_keys_hold(books):
    user = books.users.add("Lan", "một câu dễ nhớ", "staff")
    books.sessions.begin(user)
    books.users.remove(user.id)
    with books.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM sessions")).scalar() == 0


def test_books_of_a_newer_version_are_refused(books, tmp_path):
    with books.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(InputError) as caught:
        Books.open(tmp_path)
    assert caught.value.code == "newer_books"


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / FILE).write_bytes(b"nothing of ours, and long enough to be looked at" * 40)
    with pytest.raises(InputError) as caught:
        Books.open(tmp_path)
    assert (caught.value.code, caught.value.where.file) == ("books", FILE)


def test_books_may_stand_elsewhere_by_their_address(tmp_path):
    write(tmp_path, database=f"sqlite:///{tmp_path / 'elsewhere.sqlite'}")
    with Books.open(tmp_path) as books:
        assert books.users.all() == []
    assert (tmp_path / "elsewhere.sqlite").exists()
    assert not (tmp_path / FILE).exists()


def test_a_database_without_its_driver_is_refused(tmp_path):
    write(tmp_path, database="postgresql+no_such_driver://localhost/shop")
    with pytest.raises(InputError) as caught:
        Books.open(tmp_path)
    assert caught.value.code == "database"


def test_a_copy_is_whole_while_others_write(books, tmp_path):
    books.notes.add("K1", "thích ngồi cửa sổ", "Lan")
    with books.database.writing() as connection:
        connection.execute(text("DELETE FROM notes"))
        assert books.database.copy_to(tmp_path / "copy.sqlite")
    with Books.copied(tmp_path / "copy.sqlite") as copy:
        assert [note.text for note in copy.notes.of("K1")] == ["thích ngồi cửa sổ"]
