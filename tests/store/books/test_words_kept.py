"""Audiences, notes and the audit."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from regulars.errors import InputError, NotFound
from regulars.rules import c, parse, to_text

RULE = (c.purchases_365d >= 4) & c.age.missing()


def test_an_audience_keeps_its_rule_as_a_value_and_as_text(books):
    kept = books.audiences.get(books.audiences.add("Khách quen", RULE, "Lan").id)
    assert (kept.name, kept.rule, kept.created_by) == ("Khách quen", RULE, "Lan")
    assert kept.text == to_text(RULE)
    assert parse(kept.text) == RULE


def test_an_audience_changes_and_goes(books, clock):
    id = books.audiences.add("Khách quen", RULE, "Lan").id
    clock.pass_by(hours=1)
    changed = books.audiences.change(id, name="Khách thân", by="Minh")
    assert (changed.name, changed.rule, changed.created_by, changed.changed_by) == ("Khách thân", RULE, "Lan", "Minh")
    assert changed.changed_at > changed.created_at
    assert books.audiences.change(id, rule=c.orders >= 2).rule == (c.orders >= 2)
    books.audiences.remove(id)
    assert books.audiences.all() == []
    with pytest.raises(NotFound):
        books.audiences.remove(id)


def test_two_audiences_do_not_have_one_name(books):
    books.audiences.add("Khách quen", RULE)
    with pytest.raises(InputError) as caught:
        books.audiences.add("khách  QUEN", RULE)
    assert caught.value.code == "name_taken"


def test_notes_on_a_customer_are_listed_latest_first(books):
    first, second = (books.notes.add("K1", words, "Lan") for words in ("thích ít đường", " ngồi cửa sổ "))
    books.notes.add("K2", "người khác")
    assert [note.text for note in books.notes.of("K1")] == ["ngồi cửa sổ", "thích ít đường"]
    assert books.notes.change(first.id, "không đường").text == "không đường"
    books.notes.remove(second.id)
    assert [note.text for note in books.notes.of("K1")] == ["không đường"]


@pytest.mark.parametrize("words", ["", "   ", "x" * 4001])
def test_a_note_says_something_and_not_too_much(books, words):
    with pytest.raises(InputError):
        books.notes.add("K1", words)


def test_the_audit_is_read_backwards(books):
    for number in range(5):
        books.audit.write("login" if number % 2 else "export", "Lan", f"lần {number}", {"rows": number})
    latest = books.audit.recent(2)
    assert [entry.data["rows"] for entry in latest] == [4, 3]
    assert [entry.data["rows"] for entry in books.audit.recent(2, before=latest[-1].id)] == [2, 1]
    assert [entry.about for entry in books.audit.recent(what="login")] == ["lần 3", "lần 1"]


@pytest.mark.parametrize("statement", ["UPDATE audit SET by_name = 'x'", "DELETE FROM audit"])
def test_the_audit_only_grows(books, statement):
    books.audit.write("login", "Lan")
    with pytest.raises(DatabaseError, match="append-only"), books.database.writing() as connection:
        connection.execute(text(statement))
    assert [entry.by for entry in books.audit.recent()] == ["Lan"]
