"""The figures of the day, as `today` tells them, by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from regulars.edition import Edition
from regulars.words import Words


@dataclass(frozen=True)
class Figures:
    """What `today` tells, and where the people behind a figure are listed."""

    sentence: Words
    rows: tuple[dict[str, Any], ...]
    top: Words | None

    @classmethod
    def of(cls, edition: Edition, lang: str) -> Figures:
        told = edition.insight("today")
        ladder = next((each for each in edition.schemes if each.id == "ladder"), None)
        top = ladder.class_named(ladder.better[0][-1]).name if ladder and ladder.better else None
        return cls(told.sentence, tuple(told.table(lang)), top)

    @cached_property
    def _by_name(self) -> dict[str, dict[str, Any]]:
        return {row["figure"]: row for row in self.rows}

    def row(self, name: str) -> dict[str, Any]:
        return self._by_name[name]

    def value(self, name: str) -> float | None:
        return self._by_name[name]["value"]

    def before(self, name: str) -> float | None:
        return self._by_name[name]["before"]

    def count(self, name: str) -> int:
        """A number of people; 0 where it is not known."""
        return int(self.value(name) or 0)

    @property
    def days(self) -> int:
        """How many days are compared; a week where none are."""
        return self.count("days") or 7


def listed(**query: object) -> str:
    """The address of a list of customers."""
    return "/customers?" + urlencode({name: str(value) for name, value in query.items()})


def climbed(days: int) -> str:
    return listed(moved=f"ladder:{days}:up")


def began(days: int, rule: str | None = None) -> str:
    return listed(moved=f"lifecycle:{days}:::slipping", **({"rule": rule} if rule else {}))


def due() -> str:
    return listed(due=7)


TOP = "ladder = '{top}'"
