"""An import plan as plain data and back, so that rows mended later are read as their file was."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from regulars.intake.dates import DateFormat
from regulars.intake.made import Habits, Made, Unrolled
from regulars.intake.numbers import NumberFormat
from regulars.intake.plan import Format, FoundFile, Known, Mapped, Nested, Plan, Reading
from regulars.words import Words


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
        **_platform(file),
        "mapped": [dataclasses.asdict(dataclasses.replace(one, format=None)) | {"format": _format(one.format)} for one in file.mapped],
    }


def _platform(file: FoundFile) -> dict[str, Any]:
    """What the format of a platform adds; nothing for an ordinary file."""
    if file.format is None:
        return {}
    known = {"id": file.format.id, "vi": file.format.name.vi, "en": file.format.name.en, "certain": file.format.certain}
    return {
        "known": known,
        "unrolled": dataclasses.asdict(file.unrolled) if file.unrolled else None,
        "made": [dataclasses.asdict(one) for one in file.made],
        "habits": dataclasses.asdict(file.habits),
    }


def _platform_of(data: dict[str, Any]) -> dict[str, Any]:
    if "known" not in data:
        return {}
    known, unrolled, habits = data["known"], data["unrolled"], data["habits"]
    return {
        "format": Known(known["id"], Words(known["vi"], known["en"]), known["certain"]),
        "unrolled": Unrolled(tuple(unrolled["names"]), _pairs(unrolled["items"])) if unrolled else None,
        "made": tuple(_made(one) for one in data["made"]),
        "habits": Habits(_pairs(habits["statuses"]), habits["by_line"], habits["sparse"], _pairs(habits["lists"]), tuple(habits["nobody"])),
    }


def _made(data: dict[str, Any]) -> Made:
    return Made(data["op"], tuple(_made(one) if isinstance(one, dict) else one for one in data["of"]), tuple(data["words"]))


def _pairs(rows: list[list[Any]]) -> tuple[Any, ...]:
    return tuple(tuple(row) for row in rows)


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
    reading = _reading(data["reading"])
    return FoundFile(Path(data["name"]), data["table"], reading, tuple(data["columns"]), mapped, data["per_order"], **_platform_of(data))


def _reading(data: dict[str, Any]) -> Reading:
    nested = data.get("nested")
    shape = Nested(nested["inside"], nested["items"], tuple(tuple(path) for path in nested["paths"])) if nested else None
    return Reading(**_tuples(data) | {"nested": shape})


def _format_of(data: dict[str, Any] | None) -> Format:
    if data is None:
        return None
    kind = DateFormat if data["of"] == "dates" else NumberFormat
    return kind(**{name: value for name, value in _tuples(data).items() if name != "of"})


def _tuples(data: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
