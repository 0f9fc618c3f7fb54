"""The figures of a scheme: class rows, the ladder where there is an order, by people, revenue or margin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from regulars import words
from regulars.insight.spoken import FEWEST, share
from regulars.web.pages.classes import asking
from regulars.web.pages.classes.texts import MEASURES, W
from regulars.web.rendering import door

if TYPE_CHECKING:
    from regulars.edition import Edition
    from regulars.scheme import Scheme

Row = dict[str, Any]


def class_rows(edition: Edition, scheme: Scheme, lang: str) -> list[Row]:
    """The classes with their people and by how many they grew in a week, for `parts.class_rows`."""
    told = edition.insight("classes", scheme=scheme.id).table(lang)
    changes = {row["class"]: row["change"] for row in edition.insight("changes", scheme=scheme.id).table(lang)}
    most = max((row["customers"] for row in told), default=0) or 1
    return [_class_row(scheme, row, changes.get(row["class"]), most, lang) for row in told if _is_shown(scheme, row)]


def _is_shown(scheme: Scheme, row: Row) -> bool:
    return bool(row["customers"]) or not scheme.class_named(row["class"]).aside


def _class_row(scheme: Scheme, row: Row, change: int | None, most: int, lang: str) -> Row:
    return {
        "name": scheme.class_named(row["class"]).name,
        "colour": row["colour"],
        "people": words.number(row["customers"], lang),
        "bar": 100 * row["customers"] / most,
        "change": "" if change is None else signed(change, lang),
        "href": asking.class_page(scheme.id, row["class"]),
        "outside": scheme.class_named(row["class"]).aside,
    }


def signed(value: int, lang: str) -> str:
    """A change with its sign; 0 as it is."""
    return ("+" if value > 0 else "") + words.number(value, lang)


def measures(told: list[Row]) -> list[str]:
    """By what the classes can be drawn: margin only where it is known."""
    return [name for name in MEASURES if name != "margin" or any(row["margin_share"] is not None for row in told)]


def is_ordered(scheme: Scheme) -> bool:
    """Whether the classes stand on top of each other, three at least."""
    return any(len(chain) > 2 for chain in scheme.better)


def rungs(edition: Edition, scheme: Scheme, by: str, lang: str) -> list[Row]:
    """The classes for `parts.ladder`, best first: what is asked for to the left, the spend of each customer to the right."""
    told = [row for row in edition.insight("classes", scheme=scheme.id).table(lang) if _is_shown(scheme, row)]
    most = max((row[MEASURES[by].column] or 0 for row in told), default=0) or 1
    dearest = max((row["spend_per_customer"] or 0 for row in told), default=0) or 1
    climbed = steps(edition, scheme, lang)
    return [_rung(edition, scheme, row, by, (most, dearest), climbed.get(row["class"]), lang) for row in told]


def _rung(edition: Edition, scheme: Scheme, row: Row, by: str, most: tuple[float, float], climbed: float | None, lang: str) -> Row:
    measure = MEASURES[by]
    value = row[measure.column]
    figure = words.number(value, lang) if by == "people" else words.money(value, edition.currency, lang)
    each = row["spend_per_customer"]
    return {
        "name": scheme.class_named(row["class"]).name,
        "colour": row["colour"],
        "people": count_door(figure, asking.members(scheme.id, row["class"])),
        "people_bar": 100 * max(value or 0, 0) / most[0],
        "value": words.money(each, edition.currency, lang) if each else None,
        "value_bar": 100 * max(each or 0, 0) / most[1],
        "share": words.percent(row[measure.share], lang, 1) if row[measure.share] is not None and each else None,
        "step": W["step"].filled(share=share(climbed)) if climbed is not None else None,
        "href": asking.class_page(scheme.id, row["class"]),
        "outside": scheme.class_named(row["class"]).aside,
    }


def count_door(figure: str, href: str) -> Markup:
    """A number in a figure, quiet until it is pointed at."""
    return Markup('<a class="quietly" href="{}">{}</a>').format(href, figure)


def steps(edition: Edition, scheme: Scheme, lang: str) -> dict[str, float]:
    """Of all who ever reached the class below, the share that went on, by the class they climbed to: where every class stands in one order."""
    inside = {id for id in scheme.class_ids if not scheme.class_named(id).aside}
    if not scheme.better or inside - set(scheme.better[0]):
        return {}
    found = asking.ready(edition, "climbing", scheme=scheme.id)
    if found and any(row["share"] is not None for row in found.table(lang)):
        return {row["other_class"]: row["share"] for row in found.table(lang) if row["share"] is not None}
    told = edition.insight("ladder", scheme=scheme.id).table(lang)
    return {row["class"]: row["climbed"] for row in told if row["climbed"] is not None}


def too_few(told: list[Row]) -> bool:
    """Whether fewer than 20 bought in 365 days, so that nothing is said in shares."""
    return all(row["revenue_share"] is None for row in told) or sum(row["customers"] for row in told) < FEWEST


def lead(scheme: Scheme, told: list[Row], lang: str, say: Any) -> Markup | str | None:
    """The finding: the best class where there is an order, else the one that brings most, its people and its revenue against each other."""
    rows = [row for row in told if row["customers"] and row["revenue_share"] is not None and not scheme.class_named(row["class"]).aside]
    best = [row for row in rows if scheme.in_order(row["class"])] if is_ordered(scheme) else []
    row = best[0] if best else max(rows, key=lambda row: row["revenue"], default=None)
    if row is None or row["customers_share"] is None:
        return None
    counted = W["customers_n"].filled(n=words.number(row["customers"], lang)) if lang == "vi" else words.number(row["customers"], lang)
    people = door(words.said(counted, lang), asking.members(scheme.id, row["class"]))
    parts = {"part": words.percent(row["customers_share"], lang, 1), "share": words.percent(row["revenue_share"], lang, 1)}
    more = row["revenue_share"] > row["customers_share"]
    return say(W["lead_but" if more else "lead_and"], people=people, name=scheme.class_named(row["class"]).name, **parts)
