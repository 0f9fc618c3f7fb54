"""Passwords: hashed with argon2id, checked in the same time whether there is such a user or not."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from regulars.errors import InputError
from regulars.words import Words

SHORTEST, LONGEST = 8, 1024
_HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """The argon2id hash of a password; `InputError` where it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(
            Words(f"Mật khẩu cần từ {SHORTEST} đến {LONGEST} ký tự.", f"A password has {SHORTEST} to {LONGEST} characters."),
            seen=Words(f"{len(password)} ký tự", f"{len(password)} characters"),
            todo=Words(
                "Ba bốn từ không liên quan nhau thì dễ nhớ mà khó đoán.",
                "Three or four unrelated words are easy to remember, hard to guess.",
            ),
            code="password",
        )
    return _HASHER.hash(password)


def fits(stored: str | None, password: str) -> bool:
    """Whether a password is the one; a stored hash of null takes as long and never fits."""
    try:
        return _HASHER.verify(stored or _nobody(), password[: LONGEST + 1]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(stored: str) -> bool:
    """Whether a hash was made with weaker numbers than today's."""
    return _HASHER.check_needs_rehash(stored)


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
