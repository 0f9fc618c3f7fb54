"""What a command answers with, and how it is printed: one JSON object, or tables and sentences."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regulars.cli.terminal import complain, write
from regulars.errors import Regulars
from regulars.plain import plain, to_json
from regulars.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from regulars.freshness import Freshness

__all__ = ["NOTHING", "Answer", "plain", "refused", "show", "to_json"]

NOTHING: Mapping[str, object] = {"bars": None, "models": None, "schemes": None}
WARNED = Words("Lưu ý: {text}", "Note: {text}")


@dataclass(frozen=True)
class Answer:
    """One answer: `data` for machines, `show` for people (sentences and tables of rich, in the language asked for).

    `freshness` tells of the numbers in it: their day, moment, versions and imports, and what failed since; null where there are none, and where
    the other fields tell. `kept`: what a job kept of the same, where it was done elsewhere.
    `fault`: the answer stands, yet something was refused; its exit code and its `error` object go out with the data.
    """

    data: object
    show: Callable[[str], Iterable[RenderableType]]
    as_of: dt.date | None = None
    computed_at: dt.datetime | None = None
    versions: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    warnings: tuple[Words, ...] = ()
    fault: Regulars | None = None
    freshness: Freshness | None = None
    kept: Mapping[str, object] | None = None

    @property
    def exit_code(self) -> int:
        return self.fault.exit_code if self.fault else 0

    def to_data(self, lang: str) -> dict[str, object]:
        """The one object of `--json`."""
        fresh = self.freshness
        told = {
            "as_of": fresh.as_of if fresh else self.as_of,
            "computed_at": fresh.computed_at if fresh else self.computed_at,
            "versions": fresh.versions() if fresh else dict(self.versions),
            "imports": [each.to_data() for each in fresh.imports] if fresh else None,
            "failed": fresh.failed.to_data(lang) if fresh and fresh.failed else None,
            **(self.kept or {}),
            "data": self.data,
            "warnings": self.warned(lang),
        }
        return {"ok": False, "error": self.fault.to_data(lang), **told} if self.fault else {"ok": True, **told}

    def warned(self, lang: str) -> list[str]:
        """Every warning, that the numbers are old first."""
        old = self.freshness.warning(lang) if self.freshness else None
        return [*([old] if old else []), *(words.of(lang) for words in self.warnings)]


def refused(error: Regulars, lang: str) -> dict[str, object]:
    """The one object of `--json` where there is no answer."""
    return {"ok": False, "error": error.to_data(lang)}


def show(answer: Answer, lang: str) -> None:
    """Print an answer for people: itself on stdout, how fresh it is beneath it; its warnings and what was refused on stderr."""
    shown = list(answer.show(lang))
    write(sys.stdout, *shown, *_freshness(answer, lang, parted=shown[-1:] == [""]))
    for text in answer.warned(lang):
        complain(WARNED.of(lang, text=text), style="yellow")
    if answer.fault:
        complain(answer.fault.text(lang), style="red")


def _freshness(answer: Answer, lang: str, *, parted: bool) -> Iterable[RenderableType]:
    """The line of freshness, parted from what stands above it."""
    from regulars.cli.tables import quiet

    return ("",) * (not parted) + (quiet(answer.freshness.line(lang)),) if answer.freshness else ()
