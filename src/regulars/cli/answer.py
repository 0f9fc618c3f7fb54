"""What a command answers with, and how it is printed: one JSON object, or tables and sentences."""

from __future__ import annotations

import datetime as dt
import json
import math
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regulars.cli.terminal import complain, write
from regulars.errors import Regulars
from regulars.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType

NOTHING: Mapping[str, object] = {"bars": None, "models": None, "schemes": None}
WARNED = Words("Lưu ý: {text}", "Note: {text}")


@dataclass(frozen=True)
class Answer:
    """One answer: `data` for machines, `show` for people (sentences and tables of rich, in the language asked for).

    `fault`: the answer stands, yet something was refused; its exit code and its `error` object go out with the data.
    """

    data: object
    show: Callable[[str], Iterable[RenderableType]]
    as_of: dt.date | None = None
    computed_at: dt.datetime | None = None
    versions: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    warnings: tuple[Words, ...] = ()
    fault: Regulars | None = None

    @property
    def exit_code(self) -> int:
        return self.fault.exit_code if self.fault else 0

    def to_data(self, lang: str) -> dict[str, object]:
        """The one object of `--json`."""
        told = {
            "as_of": self.as_of,
            "computed_at": self.computed_at,
            "versions": dict(self.versions),
            "data": self.data,
            "warnings": [words.of(lang) for words in self.warnings],
        }
        return {"ok": False, "error": self.fault.to_data(lang), **told} if self.fault else {"ok": True, **told}


def refused(error: Regulars, lang: str) -> dict[str, object]:
    """The one object of `--json` where there is no answer."""
    return {"ok": False, "error": error.to_data(lang)}


def to_json(data: object) -> str:
    """An object as JSON: days and times in ISO, what is not a number as null."""
    return json.dumps(plain(data), ensure_ascii=False, allow_nan=False)


def plain(value: Any) -> Any:
    """A value as JSON knows it; not known, not a number and not a time are null."""
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.date | dt.time):
        return value.isoformat() if value == value else None
    if isinstance(value, Words):
        return {"vi": value.vi, "en": value.en}
    return str(value) if isinstance(value, Path) else value


def show(answer: Answer, lang: str) -> None:
    """Print an answer for people: itself on stdout, its warnings and what was refused on stderr."""
    write(sys.stdout, *answer.show(lang))
    for words in answer.warnings:
        complain(WARNED.of(lang, text=words.of(lang)), style="yellow")
    if answer.fault:
        complain(answer.fault.text(lang), style="red")
