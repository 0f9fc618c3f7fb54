"""What published numbers stand on: the facts as counted, what the shop chose; plain values, stored beside the numbers and their rules."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

from regulars.features.moments import Until
from regulars.profile import Choices, Holdings
from regulars.refreshing.noticing import Counted
from regulars.rules import from_data, to_data
from regulars.scheme import Scheme
from regulars.vocabulary import FEATURES


@dataclass(frozen=True)
class Standing:
    """One publication: as of which day, when, with which bars, and what its numbers depend on.

    `ground`: what a day's increment may not change: the version of Regulars, kinds of facts, choices. `facts`: every table as counted.
    `cut_from`: how many documents the bars were cut from.
    """

    as_of: dt.date
    computed_at: dt.datetime
    bars_version: int
    facts: Mapping[str, Counted]
    ground: Mapping[str, object]
    choices: Choices
    cut_from: int
    schemes: tuple[Scheme, ...]

    def to_data(self) -> dict[str, object]:
        return {
            "as_of": self.as_of.isoformat(),
            "computed_at": self.computed_at.isoformat(),
            "bars_version": self.bars_version,
            "facts": {name: vars(counted) for name, counted in self.facts.items()},
            "ground": dict(self.ground),
            "choices": choices_to_data(self.choices),
            "cut_from": self.cut_from,
        }

    @classmethod
    def from_data(cls, data: Mapping, schemes: tuple[Scheme, ...]) -> Standing:
        return cls(
            dt.date.fromisoformat(data["as_of"]),
            dt.datetime.fromisoformat(data["computed_at"]),
            data["bars_version"],
            {name: Counted(**counted) for name, counted in data["facts"].items()},
            data["ground"],
            choices_from_data(data["choices"]),
            data["cut_from"],
            schemes,
        )


def ground_of(held: Holdings, choices: Choices, as_of: dt.date) -> dict[str, object]:
    """What must be the same for one day's numbers to be carried on to the next: a change of it may concern every customer."""
    flags = ("discounts", "costs", "dated_costs", "categories", "places", "returns", "strangers")
    return {
        "release": version("regulars"),
        "features": hashlib.sha256(repr(tuple(FEATURES)).encode()).hexdigest()[:12],
        "held": {name: getattr(held, name) for name in flags},
        "told": sorted(held.told(Until(as_of, choices.utc_offset))),
        "provinces": list(held.served_provinces),
        "category_level": choices.category_level,
        "choices": choices_to_data(choices),
    }


def choices_to_data(choices: Choices) -> dict[str, object]:
    """What the shop chose, as plain data."""
    return {
        "category_level": choices.category_level,
        "served_provinces": list(choices.served_provinces),
        "portrait": None if choices.portrait is None else to_data(choices.portrait),
        "utc_offset": int(choices.utc_offset.total_seconds()),
    }


def choices_from_data(data: Mapping) -> Choices:
    """What `choices_to_data` wrote."""
    portrait = None if data["portrait"] is None else from_data(data["portrait"])
    return Choices(data["category_level"], tuple(data["served_provinces"]), portrait, dt.timedelta(seconds=data["utc_offset"]))
