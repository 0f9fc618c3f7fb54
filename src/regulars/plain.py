"""A value as JSON knows it."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from regulars.words import Words


def to_json(data: object) -> str:
    """An object as JSON: days and times in ISO, what is not a number as null."""
    return json.dumps(plain(data), ensure_ascii=False, allow_nan=False)


def plain(value: Any) -> Any:
    """A value as JSON knows it; not known, not a number and not a time are null."""
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.date | dt.time):
        return value.isoformat() if value == value else None
    if isinstance(value, Words):
        return {"vi": value.vi, "en": value.en}
    return str(value) if isinstance(value, Path) else value
