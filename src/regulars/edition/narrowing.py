"""How many customers a rule leaves, and what they bring: one condition after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    """So many people, and what they spent in 365 days (minor units)."""

    people: int
    spend_365d: int

    @property
    def each(self) -> float | None:
        """What each spent in 365 days; null where there is nobody."""
        return self.spend_365d / self.people if self.people else None


def statement(conditions: Sequence[str]) -> str:
    """The query that counts everybody, then those for whom the first condition holds, the first two, and so on, in one scan."""
    flags = ", ".join(f"({text}) AS c{place}" for place, text in enumerate(conditions))
    kept = f"SELECT spend_365d, {flags} FROM people" if flags else "SELECT spend_365d FROM people"
    sums = ["count(*)", "coalesce(sum(spend_365d), 0)"]
    for upto in range(1, len(conditions) + 1):
        where = " AND ".join(f"c{place}" for place in range(upto))
        sums += [f"count(*) FILTER ({where})", f"coalesce(sum(spend_365d) FILTER ({where}), 0)"]
    return f"SELECT {', '.join(sums)} FROM ({kept})"


def counts(row: Sequence[int]) -> list[Count]:
    """The counts of one row of `statement`."""
    return [Count(int(row[at]), int(row[at + 1])) for at in range(0, len(row), 2)]
