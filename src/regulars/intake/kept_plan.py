"""An import plan as plain data and back, so that rows mended later are read as their file was."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from regulars.intake.dates import DateFormat
from regulars.intake.numbers import NumberFormat
from regulars.intake.plan import Format, FoundFile, Mapped, Plan, Reading


def to_data(plan: Plan) -> dict[str, Any]:
    """Everything of a plan that reading depends on; files by name only."""
    settings = {"timezone": plan.timezone, "source": plan.source, "drop_duplicates": plan.drop_duplicates, "whole": plan.whole}
    return settings | {"files": [_file(file) for file in plan.files]}


def _file(file: FoundFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "table": file.table,
        "columns": list(file.columns),
        "per_order": file.per_order,
        "reading": dataclasses.asdict(file.reading),
        "mapped": [dataclasses.asdict(dataclasses.replace(one, format=None)) | {"format": _format(one.format)} for one in file.mapped],
    }


def _format(format: Format) -> dict[str, Any] | None:
    if format is None:
        return None
    return {"of": "dates" if isinstance(format, DateFormat) else "numbers"} | dataclasses.asdict(format)


def from_data(data: dict[str, Any], currency: str | None) -> Plan:
    """The plan again; its files stand nowhere until they are given a path."""
    files = tuple(_found(file) for file in data["files"])
    return Plan(files, data["timezone"], currency, data["source"], data["drop_duplicates"], whole=data["whole"])


def _found(data: dict[str, Any]) -> FoundFile:
    mapped = tuple(Mapped(**_tuples(one) | {"format": _format_of(one["format"])}) for one in data["mapped"])
    reading = Reading(**_tuples(data["reading"]))
    return FoundFile(Path(data["name"]), data["table"], reading, tuple(data["columns"]), mapped, data["per_order"])


def _format_of(data: dict[str, Any] | None) -> Format:
    if data is None:
        return None
    kind = DateFormat if data["of"] == "dates" else NumberFormat
    return kind(**{name: value for name, value in _tuples(data).items() if name != "of"})


def _tuples(data: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
