"""What the library answers of products, as the rows that the pages show: texts, lengths of bars, doors."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from regulars.edition import Count
from regulars.insight.spoken import FEWEST
from regulars.rules import c, to_text
from regulars.web.pages.products.words import W
from regulars.web.rendering import door as door_to
from regulars.web.rendering import parted, speech
from regulars.words import UNSTATED, Words, money, number, percent

ACTIVE = "purchases_365d > 0"
SORTS: dict[str, Callable[[Mapping[str, Any]], tuple]] = {
    "revenue": lambda row: (-row["revenue"], row["category"]),
    "buyers": lambda row: (-row["buyers"], row["category"]),
    "spend": lambda row: (row["buyers"] < FEWEST, -(row["spend_per_buyer"] or 0), row["category"]),
}


@dataclass(frozen=True)
class Asked:
    """What the address of the page asks for."""

    level: int
    sort: str
    by: str
    goal: str
    every: bool = False

    def href(self, **changed: object) -> str:
        """The address with something changed; what is left at its default is left out."""
        asked = replace(self, **changed)  # type: ignore[arg-type]
        said = {"level": asked.level, "sort": asked.sort, "by": asked.by, "goal": asked.goal, "every": asked.every}
        default = {"sort": "revenue", "by": "category", "goal": "premium", "every": False}
        return "/products?" + urlencode({name: str(value).lower() for name, value in said.items() if default.get(name) != value})


def choices(asked: Asked) -> dict[str, list[dict[str, Any]]]:
    """What can be chosen on the page, as segments."""
    return {
        "level_choices": [_choice(asked, W["level_n"].filled(n=level), level=level) for level in (1, 2, 3)],
        "sort_choices": [_choice(asked, W[f"by_{sort}"], sort=sort) for sort in SORTS],
        "by_choices": [_choice(asked, W[f"by_{by}"], by=by) for by in ("category", "product")],
        "goal_choices": [_choice(asked, W[f"goal_{goal}"], goal=goal) for goal in ("premium", "again")],
    }


def _choice(asked: Asked, name: Words, **changed: object) -> dict[str, Any]:
    selected = all(getattr(asked, key) == value for key, value in changed.items())
    return {"name": name, "href": asked.href(**changed), "selected": selected}


def people(rule: str) -> str:
    """The address of the people for whom a rule holds."""
    return "/customers?" + urlencode({"rule": rule})


def mostly(category: str) -> str:
    """The rule of those who buy one category most."""
    return to_text(c.top_category == category)


def began(category: str) -> str:
    """The rule of those whose first purchase was of one category more than of any other."""
    return to_text(c.first_category == category)


def door(category: str, level: int) -> str:
    """The address of one category."""
    return f"/products/{quote(category, safe='')}?level={level}"


def rung(lang: str, currency: str, row: Mapping[str, Any], every: Sequence[Mapping[str, Any]], level: int) -> dict[str, Any]:
    """One category of the two-sided figure; pale where it has too few buyers to be told by."""
    most = max((each["buyers"] for each in every), default=0) or 1
    enough = [each["spend_per_buyer"] or 0 for each in every if each["buyers"] >= FEWEST]
    dear = max(enough, default=max((each["spend_per_buyer"] or 0 for each in every), default=0)) or 1
    return {
        "name": row["category"],
        "colour": "r4" if row["buyers"] >= FEWEST else "slight",
        "people": number(row["buyers"], lang),
        "people_bar": 100 * row["buyers"] / most,
        "value": money(_whole(row["spend_per_buyer"]), currency, lang) if row["spend_per_buyer"] else None,
        "value_bar": min(100, 100 * max(row["spend_per_buyer"] or 0, 0) / dear),
        "share": percent(row["revenue_share"], lang, 1),
        "href": door(row["category"], level),
    }


def interval(lang: str, row: Mapping[str, Any], most: float, whole: float | None, asked: Asked, in_use: int) -> dict[str, Any]:
    """One first purchase: its share as a point, its interval as a band, both on one scale up to `most`; a category leads to its page."""
    sure = whole is not None and row["low"] > whole
    goal = "premium" if asked.goal == "premium" else "again"
    return {
        "name": row["first"],
        "href": door(row["first"], in_use) if asked.by == "category" else None,
        "of": W["of_buyers"].of(lang, n=number(row["buyers"], lang)),
        "share": percent(row["premium_share"], lang),
        "lift": W["times"].of(lang, n=number(row["lift"], lang, 1)) if row["lift"] is not None else "–",
        "at": 100 * row["premium_share"] / most,
        "low": 100 * row["low"] / most,
        "high": 100 * row["high"] / most,
        "sure": sure,
        "label": W[f"interval_{goal}"].of(
            lang,
            share=percent(row["premium_share"], lang),
            low=percent(row["low"], lang),
            high=percent(row["high"], lang),
            reached=number(row["premium"], lang),
            n=number(row["buyers"], lang),
        ),
    }


def led(sentence: Words, lang: str, names: Collection[str], level: int) -> Markup:
    """A sentence of the library, in which the categories it names lead to their pages."""
    parts = re.split("“(.+?)”", sentence.of(lang) + ("" if sentence.of(lang).endswith(".") else "."))
    pieces = [_named(part, names, level) if place % 2 else escape(part) for place, part in enumerate(parts)]
    return Markup("").join(pieces)


def _named(name: str, names: Collection[str], level: int) -> Markup:
    return Markup("“{}”").format(door_to(name, door(name, level)) if name in names else name)


def mostly_said(lang: str, currency: str, category: str, found: Count) -> Markup:
    """Those who buy the category most, with the door to them."""
    way = door_to(W["people"].of(lang, n=number(found.people, lang)), people(mostly(category)))
    return said(W["mostly"], lang, people=way, spend=money(found.spend_365d, currency, lang))


def began_said(lang: str, category: str, found: Count) -> Markup:
    """Those who spent most on the category in their first purchase, with the door to them."""
    way = door_to(W["people"].of(lang, n=number(found.people, lang)), people(began(category)))
    return said(W["began"], lang, people=way)


def became_said(lang: str, row: Mapping[str, Any]) -> Markup:
    """How many of those who can be compared, and whose first purchase included the category, became premium."""
    shares = {name: percent(row[key], lang) for name, key in (("share", "premium_share"), ("low", "low"), ("high", "high"))}
    return said(W["became"], lang, n=number(row["buyers"], lang), **shares)


def metrics(lang: str, currency: str, own: Mapping[str, Any], each: float | None) -> list[dict[str, Any]]:
    """The four numbers of a category beside those of the shop."""
    spend = money(_whole(own["spend_per_buyer"]), currency, lang)
    amount = money(own["revenue"], currency, lang)
    return [
        {"label": W["buyers"], "figure": number(own["buyers"], lang), "before": W["in_year"]},
        {"label": W["each"], **_parted(spend), "before": W["each_buyer"].filled(money=money(_whole(each), currency, lang))},
        {"label": W["revenue"], **_parted(amount), "before": W["of_all"].filled(share=percent(own["revenue_share"], lang, 1))},
        {"label": W["premium"], **_parted(percent(own["premium_share"], lang)), "before": W["premium_is"]},
    ]


def said(text: Words, lang: str, **values: object) -> Markup:
    """A text with doors in it."""
    return speech(lang, UNSTATED, dt.UTC)["say"](text, **values)


def _parted(text: str) -> dict[str, str]:
    figure, unit = parted(text) if text != "–" else (text, "")
    return {"figure": figure, "unit": unit}


def columns() -> list[dict[str, Any]]:
    """The columns of the products of a category."""
    return [
        {"key": "name", "head": W["product"], "phone": "name"},
        {"key": "buyers", "head": W["buyers"], "kind": "number", "phone": "fact"},
        {"key": "units", "head": W["units"], "kind": "number", "phone": "none"},
        {"key": "each", "head": W["each_short"], "kind": "number", "phone": "none"},
        {"key": "premium", "head": W["premium_short"], "kind": "number", "phone": "chip"},
        {"key": "revenue", "head": W["revenue"], "kind": "number", "phone": "value", "sorted": "descending"},
    ]


def product(lang: str, currency: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """One product of a category."""
    decimals = 0 if row["units"] == round(row["units"]) else 1
    return {
        "cells": {
            "name": row["name"],
            "buyers": number(row["buyers"], lang),
            "units": number(row["units"], lang, decimals),
            "each": money(_whole(row["spend_per_buyer"]), currency, lang),
            "premium": percent(row["premium_share"], lang),
            "revenue": money(row["revenue"], currency, lang),
        }
    }


def _whole(minor: float | None) -> float | None:
    """An average without parts of the smallest unit."""
    return None if minor is None else round(minor)
