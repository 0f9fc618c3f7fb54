"""The list of customers: found by a search, chosen by rules, moves and days, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from regulars.edition import Edition, Page
from regulars.edition.exporting import consent
from regulars.insight.classes import shown
from regulars.insight.due import DAYS
from regulars.insight.spoken import days, figure, people, share, sum_of
from regulars.rules import And
from regulars.scheme import Scheme
from regulars.store.books import Audience
from regulars.web import doors
from regulars.web.pages.customers import said
from regulars.web.pages.customers.asked import Asked, class_in, in_words, rule_of, with_class
from regulars.words import Words, day, masked_phone

MOST_FOUND = 20
CHIPS = ("ladder", "lifecycle")
COLUMNS = ("ladder", "lifecycle", "last_day", "gap_days", "spend_365d", "p_order_30d")
MOVES = ("moved_from", "moved_to", "moved_on")


@dataclass(frozen=True)
class Listing:
    """One page of a list as one language shows it. `phrases`: what its people have in common; `counted`: how many they are."""

    asked: Asked
    rows: list[dict[str, Any]]
    columns: list[dict[str, Any]]
    phrases: list[Words]
    counted: Words
    paging: dict[str, Any] | None
    nobody: Words

    @classmethod
    def of(cls, asked: Asked, edition: Edition, lang: str) -> Listing:
        """Raises what the filters raise."""
        return _found(asked, edition, lang) if asked.q else _chosen(asked, edition, lang)


def _found(asked: Asked, edition: Edition, lang: str) -> Listing:
    columns = [name for name in COLUMNS if name in edition.columns]
    rows = edition.search(asked.q, MOST_FOUND, columns)
    words = said.FOUND_MORE if len(rows) == MOST_FOUND else said.FOUND
    counted = words.filled(n=figure(len(rows)), text=asked.q)
    return Listing(
        asked, _rows(rows, edition, lang), _columns(edition, None, moved=False), [], counted, None, said.NOT_FOUND.filled(text=asked.q)
    )


def _chosen(asked: Asked, edition: Edition, lang: str) -> Listing:
    phrases = in_words(asked, edition)
    columns = [name for name in COLUMNS if name in edition.columns]
    place = {"after": asked.after or None, "before": asked.before or None}
    page = edition.people(**asked.filters, **place, sort=asked.column, descending=asked.descending, columns=columns)
    counted = said.COUNTED.filled(people=people(page.total), money=sum_of(page.spend_365d, edition.currency))
    heads = _columns(edition, asked, moved=bool(asked.moved))
    return Listing(asked, _rows(page.rows, edition, lang), heads, phrases, counted, _paging(asked, page), said.NOBODY)


def _paging(asked: Asked, page: Page) -> dict[str, Any] | None:
    if not page.rows:
        return None
    span = said.SPAN.filled(first=figure(page.first), last=figure(page.last), total=figure(page.total))
    previous = asked.href(before=page.previous) if page.previous else None
    return {"previous": previous, "next": asked.href(after=page.next) if page.next else None, "said": span}


def _columns(edition: Edition, asked: Asked | None, *, moved: bool) -> list[dict[str, Any]]:
    """The heads of the table; those that can be sorted by where there is something to sort."""
    schemes = {scheme.id: scheme for scheme in edition.schemes}
    heads = [("name", said.NAME, "text", "name"), *((id, schemes[id].name, "text", "chip" if id == CHIPS[0] else "none") for id in CHIPS)]
    heads += [("moved", said.MOVED_HEAD, "text", "none")] if moved else []
    heads += [
        ("last_day", said.LAST, "number", "fact"),
        ("gap_days", said.GAP, "number", "none"),
        ("spend_365d", said.SPEND, "number", "value"),
    ]
    heads += [("p_order_30d", said.CHANCE, "number", "none")] if "p_order_30d" in edition.columns else []
    return [_head(asked, *head) for head in heads]


def _head(asked: Asked | None, key: str, head: Words, kind: str, phone: str) -> dict[str, Any]:
    column = {"key": key, "head": head, "kind": kind, "phone": phone}
    if asked is None or key in (*CHIPS, "moved"):
        return column
    first = "" if key in ("name", "gap_days") else "-"
    way = "descending" if asked.descending else "ascending"
    return column | {"href": asked.sorted_by(key, first=first), "sorted": way if asked.column == key else None}


def _rows(found: list[dict[str, Any]], edition: Edition, lang: str) -> list[dict[str, Any]]:
    return [_row(row, edition, lang) for row in found]


def _row(row: dict[str, Any], edition: Edition, lang: str) -> dict[str, Any]:
    gap = row.get("gap_days")
    cells: dict[str, Any] = {
        "name": row["name"] or said.UNNAMED.filled(id=row["customer_id"]),
        "last_day": day(row.get("last_day"), lang),
        "gap_days": "–" if gap is None else days(round(gap)),
        "spend_365d": sum_of(row.get("spend_365d") or 0, edition.currency),
        "p_order_30d": share(row.get("p_order_30d")),
    }
    chips = {id: _chip(edition.scheme(id), row.get(id)) for id in CHIPS}
    moved = _moved(row, edition) if "moved_from" in row else None
    return {"href": doors.customer(row["customer_id"]), "aside": masked_phone(row["phone"]), "cells": cells, "chips": chips, "moved": moved}


def _chip(scheme: Scheme, id: str | None) -> dict[str, Any] | None:
    """A class in a table of customers: by its short name, where it has one."""
    if id is None:
        return None
    named = scheme.class_named(id)
    return {"colour": named.colour, "name": named.short or named.name, "outside": named.aside}


def _moved(row: dict[str, Any], edition: Edition) -> Words | None:
    for scheme in edition.schemes:
        if {row["moved_from"], row["moved_to"]} <= set(scheme.class_ids):
            named = (scheme.class_named(row[name]) for name in ("moved_from", "moved_to"))
            before, after = (each.short or each.name for each in named)
            return said.MOVE.filled(before=before, after=after)
    return None


def words_row(asked: Asked, edition: Edition, saved: list[Audience]) -> list[dict[str, Any]]:
    """Lists that are asked for often, and those that the shop saved, as a row of words."""
    usual = [(said.ALL, Asked()), (said.DUE, Asked(due=DAYS)), (said.SLIPPING, Asked(rule="lifecycle = 'slipping'"))]
    usual += [(said.CLIMBED, Asked(moved="ladder:7:up"))] if len(edition.told_days) > 1 else []
    usual += [(said.TO_ASK, Asked(rule="open_complaints >= 1"))]
    every = [*usual, *((each.name, Asked(rule=each.text)) for each in saved)]
    return [{"name": name, "href": one.href(), "selected": not asked.q and one.filters == asked.filters} for name, one in every]


def chips(asked: Asked, edition: Edition) -> list[dict[str, Any]]:
    """The classes that the list can be narrowed to, scheme by scheme; pressing one that is chosen lets it go."""
    rule, found = rule_of(asked, edition), []
    for scheme in (edition.scheme(id) for id in CHIPS):
        chosen = class_in(rule, scheme)
        items = [_choice(asked, scheme, id, chosen, rule) for id in shown(scheme)]
        found.append({"name": scheme.name, "items": items})
    return found


def _choice(asked: Asked, scheme: Scheme, id: str, chosen: str | None, rule: Any) -> dict[str, Any]:
    named, here = scheme.class_named(id), id == chosen
    return {
        "name": named.name,
        "colour": named.colour,
        "outside": named.aside,
        "selected": here,
        "href": asked.href(q="", rule=with_class(rule, scheme, None if here else id)),
    }


def agreeing(asked: Asked, edition: Edition) -> dict[str, tuple[int, int]]:
    """For each channel how many of a list agreed to it, and how many did not."""
    total = edition.count(**asked.filters).people
    found = {}
    for channel in said.CHANNELS:
        agreed = edition.count(**asked.filters | {"rule": agreed_to(asked, edition, channel)}).people
        found[channel] = agreed, total - agreed
    return found


def agreed_to(asked: Asked, edition: Edition, channel: str) -> Any:
    """The rule of a list, narrowed to those who agreed to a channel."""
    agreed = consent(channel)
    return And((edition.rule(asked.rule), agreed)) if asked.rule else agreed
