"""The first customers of a group, as the builder lists them."""

from __future__ import annotations

from typing import Any

from regulars.edition import Edition
from regulars.insight.spoken import days
from regulars.rules import Rule
from regulars.scheme import Scheme
from regulars.web import doors
from regulars.web.pages.builder.words import WORDS
from regulars.words import masked_phone, minor_digits, short

LISTED = 8
COLUMNS = ("ladder", "days_since_last", "gap_days")


def columns() -> list[dict[str, Any]]:
    """The heads of the table."""
    return [
        {"key": "name", "head": WORDS["customer"], "phone": "name"},
        {"key": "rung", "head": WORDS["rung"], "phone": "chip"},
        {"key": "silent", "head": WORDS["silent"], "kind": "number", "phone": "fact"},
        {"key": "usual", "head": WORDS["usual"], "kind": "number quiet", "phone": "none"},
        {"key": "spend", "head": WORDS["spend"], "kind": "number", "phone": "value", "sorted": "descending"},
    ]


def first(edition: Edition, rule: Rule | None, lang: str) -> list[dict[str, Any]]:
    """The customers of a group who spend most; `chip`: the colour and name of their rung, null where none is known."""
    ladder = edition.scheme("ladder")
    return [_row(row, ladder, edition, lang) for row in edition.people(rule, limit=LISTED, columns=COLUMNS).rows]


def _row(row: dict[str, Any], ladder: Scheme, edition: Edition, lang: str) -> dict[str, Any]:
    rung = ladder.class_named(row["ladder"]) if row["ladder"] else None
    cells = {
        "name": row["name"] or WORDS["no_name"].of(lang, id=row["customer_id"]),
        "silent": _days(row["days_since_last"], lang),
        "usual": _days(row["gap_days"], lang),
        "spend": short(round((row["spend_365d"] or 0) / 10 ** minor_digits(edition.currency)), lang),
    }
    chip = {"colour": rung.colour, "name": rung.short or rung.name} if rung else None
    return {
        "href": doors.customer(row["customer_id"]),
        "aside": masked_phone(row["phone"]),
        "cells": cells,
        "chip": chip,
    }


def _days(value: float | None, lang: str) -> str:
    return "–" if value is None else days(round(value)).of(lang)
