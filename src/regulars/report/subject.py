"""What a report is about: the facts of a shop as of a day, and what is said of where they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from regulars.freshness import Freshness
from regulars.insight.facts import Facts


@dataclass(frozen=True, eq=False)
class Subject:
    """A shop as of a day: its name, its `facts`, when they were computed (with its time zone), the sources as people know them, and the
    versions in force (`bars`, `schemes`). `freshness` says the same and more; null where nobody told."""

    name: str
    facts: Facts
    computed_at: dt.datetime
    sources: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    freshness: Freshness | None = None
