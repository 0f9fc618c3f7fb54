"""JSON as programs write it: records within an answer, objects within records, the items of an order within the order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from regulars.intake.plan import Nested
from regulars.intake.words import plainly
from regulars.sources.aliases import ORDERS

# Under what name an answer of a program holds its records.
WRAPPERS = (
    "data", "orders", "invoices", "items", "results", "records", "rows", "customers", "products", "events", "value", "list", "content",
)  # fmt: skip
DEEPEST = 3
_ITEMS = {name for field in ("product_id", "product_name", "quantity", "unit_price", "amount") for name in ORDERS[field]}


def wrapped(text: str) -> tuple[str, int] | None:
    """The name under which an object holds a list of records, and where in the text that list begins; null where it holds none."""
    for found in re.finditer(r'"(\w+)"\s*:\s*\[\s*\{', text[:65_536]):
        before = text[: found.start()]
        if found[1] in WRAPPERS and before.count("{") - before.count("}") == 1:
            return found[1], text.index("[", found.start())
    return None


def shape_of(records: list[dict[str, Any]], inside: str | None) -> Nested | None:
    """How records are laid flat: which list holds an order's items, and the path of each column; null where nothing is nested."""
    items = _items(records)
    paths = dict.fromkeys(path for record in records for path in _paths(record, items))
    if items is None and inside is None and all(len(path) == 1 for path in paths):
        return None
    return Nested(inside, items, tuple(paths))


def flat(records: list[dict[str, Any]], shape: Nested) -> Iterator[tuple[str | None, ...]]:
    """The rows of nested records: one per item, or one per record without items."""
    for record in records:
        held = record.get(shape.items) if shape.items else None
        for item in held if isinstance(held, list) and held else [held if isinstance(held, dict) else None]:
            yield tuple(_at({**record, shape.items: item} if shape.items else record, path) for path in shape.paths)


def _items(records: list[dict[str, Any]]) -> str | None:
    """The list whose entries look like the lines of an order."""
    lists = {key for record in records for key, value in record.items() if isinstance(value, list) and value and isinstance(value[0], dict)}
    known = {key: len({plainly(name) for record in records for entry in record.get(key) or () for name in entry} & _ITEMS) for key in lists}
    best = max(known, key=lambda key: known[key], default=None)
    return best if best is not None and known[best] >= 2 else None


def _paths(value: Mapping[str, Any], items: str | None, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, inner in value.items():
        path = (*before, str(key))
        if not before and key == items:
            yield from (
                found for entry in (inner if isinstance(inner, list) else [inner] if inner else []) for found in _paths(entry, None, path)
            )
        elif isinstance(inner, dict) and len(path) < DEEPEST:
            yield from _paths(inner, None, path)
        else:
            yield path


def _at(record: Any, path: tuple[str, ...]) -> str | None:
    for key in path:
        record = record.get(key) if isinstance(record, dict) else None
    return record if record is None or isinstance(record, str) else json.dumps(record, ensure_ascii=False)
