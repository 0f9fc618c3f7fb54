"""An error kept in the books, in both languages, and read back as what it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regulars import errors
from regulars.errors import Regulars, Where
from regulars.words import Words

_KINDS = {kind.__name__: kind for kind in (Regulars, *Regulars.__subclasses__(), errors.RuleError)}


def words_data(words: Words | None) -> dict[str, str] | None:
    """Both languages as plain data."""
    return None if words is None else {"vi": words.vi, "en": words.en}


def words_from(data: Mapping[str, str] | None) -> Words | None:
    return None if data is None else Words(data["vi"], data["en"])


def to_data(error: Regulars) -> dict[str, Any]:
    """An error as plain data: code, what, seen, todo (texts as {vi, en}), where, its kind and exit code."""
    seen = words_data(error.seen) if isinstance(error.seen, Words) else error.seen
    kind = next((kind.__name__ for kind in type(error).__mro__ if kind.__name__ in _KINDS), "Regulars")
    texts = {"code": error.code, "what": words_data(error.what), "seen": seen, "todo": words_data(error.todo)}
    return texts | {"where": error.where.to_data(), "kind": kind, "exit_code": error.exit_code}


def from_data(data: Mapping[str, Any]) -> Regulars:
    """The error that `to_data` wrote."""
    seen = data["seen"]
    made = _KINDS[data["kind"]](
        Words(**data["what"]),
        seen=Words(**seen) if isinstance(seen, Mapping) else seen,
        todo=words_from(data["todo"]),
        where=Where(**data["where"]),
        code=data["code"],
    )
    made.exit_code = data["exit_code"]
    return made
