"""What a kind of job is: its name, and the one function that does it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from regulars.plain import plain
from regulars.words import LANGUAGES, Words

if TYPE_CHECKING:
    from regulars.freshness import Freshness
    from regulars.shop import Shop
    from regulars.store.books import Books
    from regulars.working.hold import Hold

Progress = Callable[[Words, float | None], None]
Follows = Literal["numbers", "edition"]


@dataclass(frozen=True)
class Work:
    """What a kind is given: its arguments, the shop, the books, whom to tell how far it is.

    `again`: it was begun before and its worker was lost, so that it may be done already. `renew` says that what was done so far may stay if the
    job is given up from here on.
    """

    arguments: Mapping[str, Any]
    hold: Hold
    books: Books
    progress: Progress
    again: bool = False
    renew: Callable[[], None] = lambda: None

    @property
    def shop(self) -> Shop:
        return self.hold.shop

    @property
    def folder(self) -> Path:
        return self.hold.folder

    def renewing(self, words: Words, share: float | None) -> None:
        """Progress of what keeps its parts as it goes: what is done so far stays, and the job may be given up here."""
        self.renew()
        self.progress(words, share)

    def path(self, text: str) -> Path:
        """A path among the arguments; a relative one is the shop's."""
        return self.folder / text


@dataclass(frozen=True)
class Result:
    """What came of a job: in sentences, and as data in each language. What the command line would have answered.

    `freshness`: of the numbers in it; else `as_of` and `versions`, where they are known.
    """

    said: Words
    data: Callable[[str], object]
    warnings: tuple[Words, ...] = ()
    freshness: Freshness | None = None
    as_of: dt.date | None = None
    versions: Mapping[str, object] = field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        """The result as a job keeps it: said, data (each by language), warnings, and the numbers' day, moment, versions, imports, failure."""
        fresh, failed = self.freshness, self.freshness.failed if self.freshness else None
        told = {
            "said": self.said,
            "data": {lang: self.data(lang) for lang in LANGUAGES},
            "warnings": list(self.warnings),
            "as_of": fresh.as_of if fresh else self.as_of,
            "computed_at": fresh.computed_at if fresh else None,
            "versions": fresh.versions() if fresh else dict(self.versions),
            "imports": [each.to_data() for each in fresh.imports] if fresh else None,
            "failed": {lang: failed.to_data(lang) for lang in LANGUAGES} if failed else None,
        }
        return plain(told)


@dataclass(frozen=True)
class Kind:
    """One kind of job.

    `follows`: what comes after it: the `numbers` are brought to date and an edition of them is printed, or the `edition` alone; null: nothing.
    `patient`: it gives way to whatever else is put.
    """

    id: str
    name: Words
    run: Callable[[Work], Result]
    follows: Follows | None = None
    patient: bool = False

    def follow(self, arguments: Mapping[str, Any]) -> Follows | None:
        """What comes after it; nothing where it was only tried."""
        return None if arguments.get("dry_run") else self.follows


def said(text: Callable[[str], str]) -> Words:
    """A text that is made for a language, in both."""
    return Words(*(text(lang) for lang in LANGUAGES))
