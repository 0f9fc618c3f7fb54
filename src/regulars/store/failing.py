"""What the engine or the machine complains of while it computes, in words."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from regulars.errors import InputError, Regulars
from regulars.words import Words

# What a computation may fail with: an error told on purpose, the engine's, the machine's.
FAILING = (Regulars, duckdb.Error, OSError)
FULL = (
    *("No space left", "disk is full", "File too large", "failed to offload", "Could not write"),
    *("max_temp_directory_size", "Quota exceeded"),
)


def is_full(error: Exception) -> bool:
    """Whether there is no room left on the disk."""
    return getattr(error, "errno", None) in (27, 28, 122) or any(sign in str(error) for sign in FULL)


def is_stopped(error: Exception) -> bool:
    """Whether the person at the keyboard stopped the engine."""
    return isinstance(error, duckdb.InterruptException)


def told(error: Exception) -> Regulars:
    """A complaint as an error of ours."""
    if isinstance(error, Regulars):
        return error
    if is_full(error):
        return InputError(
            Words("Ổ đĩa đã đầy.", "The disk is full."),
            todo=Words("Dọn bớt ổ đĩa rồi tính lại: regulars classify", "Free some space and compute anew: regulars classify"),
            code="disk_full",
        )
    if isinstance(error, duckdb.OutOfMemoryException):
        return InputError(
            Words("Máy không đủ bộ nhớ để tính.", "There is not enough memory to compute it."),
            seen=_first_line(error),
            todo=Words(
                'Cho phép dùng nhiều bộ nhớ hơn trong shop.toml, ví dụ memory_limit = "4GB", rồi tính lại: regulars classify',
                'Allow more memory in shop.toml, such as memory_limit = "4GB", and compute anew: regulars classify',
            ),
            code="out_of_memory",
        )
    return Regulars(
        Words("Máy tính toán gặp lỗi.", "The engine failed."),
        seen=_first_line(error),
        todo=Words("Tính lại: regulars classify", "Compute anew: regulars classify"),
    )


def if_readable(ask: Callable[[], str]) -> str | None:
    """What depends on the shop's rules; null where these cannot be read."""
    try:
        return ask()
    except Regulars:
        return None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:300]
