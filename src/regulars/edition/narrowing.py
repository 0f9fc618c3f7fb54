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
    """The query that tells how far people come, in one scan: how many conditions hold before the first that does not, people, money.

    A CASE asks the further conditions only of those who are left.
    """
    stops = "".join(f" WHEN ({text}) IS NOT TRUE THEN {place}" for place, text in enumerate(conditions))
    depth = f"CASE{stops} ELSE {len(conditions)} END" if stops else "0"
    return f"SELECT far, count(*), coalesce(sum(spend_365d), 0) FROM (SELECT {depth} AS far, spend_365d FROM people) GROUP BY far"


def counts(rows: Sequence[Sequence[int]], conditions: int) -> list[Count]:
    """From the rows of `statement`: everybody, then those for whom the first condition holds, the first two, and so on."""
    people, spend = [0] * (conditions + 1), [0] * (conditions + 1)
    for far, some, spent in rows:
        people[far], spend[far] = int(some), int(spent)
    return [Count(sum(people[upto:]), sum(spend[upto:])) for upto in range(conditions + 1)]


def apart(conditions: Sequence[str]) -> str:
    """The query that counts, for each condition by itself, those for whom it holds, in one scan."""
    sums = [f"count(*) FILTER ({text}), coalesce(sum(spend_365d) FILTER ({text}), 0)" for text in conditions]
    return f"SELECT {', '.join(sums)} FROM people"


def pairs(row: Sequence[int]) -> list[Count]:
    """The counts of the one row of `apart`."""
    return [Count(int(row[at]), int(row[at + 1])) for at in range(0, len(row), 2)]
