"""Who may log in, and what of them is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from regulars.errors import Forbidden, InputError, NotFound

PASSWORD = "cà phê sữa đá"  # noqa: S105


@pytest.fixture
def lan(books):
    return books.users.add("Lan", PASSWORD, "owner")


def test_a_name_and_its_password_are_known_however_the_name_is_written(books, lan):
    assert books.users.check("  lan ", PASSWORD) == lan
    assert books.users.check("LAN", PASSWORD) == lan


@pytest.mark.parametrize(("name", "password"), [("Lan", "cà phê đen"), ("Lan", ""), ("Minh", PASSWORD), ("", "")])
def test_anything_else_is_nobody(books, lan, name, password):
    assert books.users.check(name, password) is None


def test_only_an_argon2_hash_is_kept(books, lan):
    with books.database.reading() as connection:
        (kept,) = connection.execute(text("SELECT password FROM users")).scalars()
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


def test_two_do_not_have_one_name(books, lan):
    for name in ("Lan", "lan", "LAN"):
        with pytest.raises(InputError) as caught:
            books.users.add(name, PASSWORD)
        assert caught.value.code == "name_taken"


@pytest.mark.parametrize(
    ("name", "password", "code"), [("Lan", "short", "password"), ("  ", PASSWORD, "user_name"), ("a\nb\x07", PASSWORD, "user_name")]
)
def test_what_cannot_be_is_refused(books, name, password, code):
    with pytest.raises(InputError) as caught:
        books.users.add(name, password)
    assert caught.value.code == code
    assert books.users.all() == []


def test_a_role_that_is_none_is_refused(books):
    with pytest.raises(InputError):
        books.users.add("Lan", PASSWORD, "god")


def test_the_last_owner_stays(books, lan):
    minh = books.users.add("Minh", PASSWORD)
    for deed in (lambda: books.users.remove(lan.id), lambda: books.users.set_role(lan.id, "staff")):
        with pytest.raises(Forbidden) as caught:
            deed()
        assert caught.value.code == "last_owner"
    books.users.set_role(minh.id, "owner")
    books.users.remove(lan.id)
    assert [user.name for user in books.users.all()] == ["Minh"]


def test_the_first_account_is_made_once(books):
    assert books.users.add_first("Lan", PASSWORD).is_owner
    with pytest.raises(Forbidden):
        books.users.add_first("Minh", PASSWORD)


def test_a_name_and_a_password_may_change(books, lan):
    books.users.set_password(lan.id, "trà đá vỉa hè")
    assert books.users.rename(lan.id, "Hoàng Lan").name == "Hoàng Lan"
    assert books.users.check("hoàng lan", PASSWORD) is None
    assert books.users.check("hoàng lan", "trà đá vỉa hè")


def test_what_a_user_chose_is_kept_one_by_one(books, lan):
    books.users.change(lan.id, lang="en")
    user = books.users.change(lan.id, theme="dark")
    assert (user.lang, user.theme) == ("en", "dark")
    with pytest.raises(InputError):
        books.users.change(lan.id, theme="pink")
    with pytest.raises(InputError):
        books.users.change(lan.id, role="owner")


def test_a_user_who_is_not_there_is_not_found(books, lan):
    with pytest.raises(NotFound) as caught:
        books.users.named("Mai")
    assert "Lan" in caught.value.todo.en
    with pytest.raises(NotFound):
        books.users.get(99)
