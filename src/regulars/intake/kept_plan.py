"""An import plan as plain data and back, so that rows mended later are read as their file was."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from regulars.intake.dates import DateFormat
from regulars.intake.made import Habits, Made, Unrolled
from regulars.intake.numbers import NumberFormat
from regulars.intake.plan import FoundFile, Known, Mapped, Nested, Plan, Reading
from regulars.words import Words

_KINDS = {
    kind.__name__: kind
    for kind in (DateFormat, FoundFile, Habits, Known, Made, Mapped, Nested, NumberFormat, Plan, Reading, Unrolled, Words)
}
# What a plan said, and rows that were held in memory, are not needed to read it again.
_LEFT_OUT = {"guesses", "warnings", "skipped", "rows", "currency"}


def to_data(plan: Plan) -> dict[str, Any]:
    """Everything of a plan that reading depends on; files by name only, the currency apart."""
    return _data(plan)


def _data(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        fields = (field.name for field in dataclasses.fields(value) if field.name not in _LEFT_OUT)
        return {"@": type(value).__name__} | {name: _data(getattr(value, name)) for name in fields}
    if isinstance(value, tuple | list):
        return [_data(one) for one in value]
    return value.name if isinstance(value, Path) else value


def from_data(data: dict[str, Any], currency: str | None) -> Plan:
    """The plan again; its files stand nowhere until they are given a path."""
    return dataclasses.replace(_value(data), currency=currency)


def _value(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_value(one) for one in data)
    if not isinstance(data, dict):
        return data
    kind = _KINDS[data["@"]]
    given = {name: _value(one) for name, one in data.items() if name != "@"}
    return kind(**given | {"path": Path(given["path"])} if kind is FoundFile else given)
