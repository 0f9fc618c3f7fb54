"""Products: which categories bring the customers worth having, which first purchases lead to them, and how finely to group products."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Response

from regulars.edition import Edition
from regulars.errors import NotFound
from regulars.insight.questions import question
from regulars.insight.value import Row
from regulars.web import asking
from regulars.web.here import Here, here
from regulars.web.pages.products import rows
from regulars.web.pages.products.words import W
from regulars.words import Words

router = APIRouter()
Signed = Annotated[Here, Depends(here)]
Level = Annotated[int | None, Query(ge=1, le=3)]
SHOWN, SHOWN_FIRST = 20, 12
SECTION = "products"


@router.get("/products")
def products(
    here: Signed, level: Level = None, sort: str = "revenue", by: str = "category", goal: str = "premium", every: bool = False
) -> Response:
    """The categories of a level, the first purchases, the level itself, and what the next weeks should bring."""
    if here.edition is None:
        return here.page("products_waiting.html.j2", title=W["products"], section=SECTION, words=W)
    chosen = level or here.edition.settings.category_level
    asked = rows.Asked(chosen, sort if sort in rows.SORTS else "revenue", by, goal, every)
    context: dict[str, Any] = {
        "asked": asked,
        "words": W,
        "category_href": lambda name: rows.door(name, here.edition.settings.category_level),
    }
    context |= rows.choices(asked)
    context |= _categories(here, here.edition, asked) | _first(here, here.edition, asked)
    context |= {"levels": here.edition.insight("category_levels")} | _demand(here, here.edition)
    context["question"] = question("categories").asks
    context["leads"] = _leads(here, here.edition)
    for block in ("categories", "firsts"):
        if here.is_htmx and here.request.headers.get("hx-target") == block:
            return here.part("products.html.j2", block, **context)
    return here.page("products.html.j2", title=W["products"], section=SECTION, **context)


def _categories(here: Here, edition: Edition, asked: rows.Asked) -> dict[str, Any]:
    found = edition.insight("categories", level=asked.level)
    listed = sorted(found.table(here.lang), key=rows.SORTS[asked.sort])
    shown = listed if asked.every else listed[:SHOWN]
    return {
        "found": found,
        "rungs": [rows.rung(here.lang, edition.currency, row, listed, asked.level) for row in shown],
        "more": len(listed) - len(shown),
        "few": any(row["buyers"] < rows.FEWEST for row in shown),
    }


def _first(here: Here, edition: Edition, asked: rows.Asked) -> dict[str, Any]:
    options = {name: value for name, value in (("by", asked.by), ("goal", asked.goal)) if value not in ("category", "premium")}
    first = edition.insight("first_purchases", **options)
    table = first.table(here.lang)
    whole = next((row["premium_share"] / row["lift"] for row in table if row["lift"]), None)
    most = max((row["high"] for row in table), default=1.0)
    shown = [rows.interval(here.lang, row, most, whole, asked, edition.settings.category_level) for row in table[:SHOWN_FIRST]]
    return {"first": first, "intervals": shown, "whole": None if whole is None else 100 * whole / most}


def _leads(here: Here, edition: Edition) -> list[object]:
    """What else the page found, in two sentences."""
    in_use = edition.settings.category_level
    names = {row["category"] for row in edition.insight("categories", level=in_use).table(here.lang)}
    first = edition.insight("first_purchases").sentence
    return [rows.led(first, here.lang, names, in_use), edition.insight("category_levels").sentence]


def _demand(here: Here, edition: Edition) -> dict[str, Any]:
    """What each category should bring in the next weeks, where that is prepared: it takes too long to wait for."""
    ready = edition.is_prepared("demand_groups")
    found = edition.insight("demand_groups") if ready else None
    table = [row for row in found.table(here.lang) if row["expected_revenue"] is not None] if found else []
    return {"demand": found, "expected": table}


@router.post("/products/level")
def choose_level(here: Signed, level: Annotated[int, Form(ge=1, le=3)]) -> Response:
    """Use a level of category for the whole shop, which changes numbers."""
    asking.owner(here)
    return asking.put(
        here, "settings", {"choose": {"category_level": level}}, W["choosing"].filled(level=level), f"/products?level={level}"
    )


@router.get("/products/{name:path}")
def category(here: Signed, name: str, level: Level = None) -> Response:
    """One category: its buyers, what they are worth, its products, where its first buyers went."""
    edition = here.edition
    if edition is None:
        raise _nothing(name)
    chosen = level or edition.settings.category_level
    found = edition.insight("products", category=name, level=chosen)
    own = next((row for row in edition.insight("categories", level=chosen).table(here.lang) if row["category"] == name), None)
    if own is None:
        raise _nothing(name)
    context: dict[str, Any] = {"name": name, "level": chosen, "found": found, "words": W} | _of_category(here, edition, name, own, chosen)
    crumbs = [(W["products"], "/products" + (f"?level={chosen}" if level else ""))]
    return here.page("category.html.j2", title=name, section=SECTION, crumbs=crumbs, **context)


def _of_category(here: Here, edition: Edition, name: str, own: Row, level: int) -> dict[str, Any]:
    listed = edition.insight("products", category=name, level=level)
    return {
        "sentences": [listed.sentence.of(here.lang) + ".", *_who(here, edition, name, level)],
        "metrics": rows.metrics(here.lang, edition.currency, own, edition.count(rows.ACTIVE).each),
        "products": [rows.product(here.lang, edition.currency, row) for row in listed.table(here.lang)],
        "columns": rows.columns(),
    }


def _who(here: Here, edition: Edition, name: str, level: int) -> list[str]:
    """Whom the category is most to, and whom it came first for; known on the level in use alone."""
    in_use, lang = edition.settings.category_level, here.lang
    if level != in_use:
        return [W["other_level"].of(lang, level=level, in_use=in_use)]
    said = rows.mostly_said(lang, edition.currency, name, edition.count(rows.mostly(name)))
    firsts = edition.insight("first_purchases").table(lang)
    began = next((row for row in firsts if row["first"] == name), None)
    first = rows.began_said(lang, name, edition.count(rows.began(name)))
    return [said, first] if began is None else [said, first, rows.became_said(lang, began)]


def _nothing(name: str) -> NotFound:
    return NotFound(
        Words("Không có nhóm hàng này trong 365 ngày qua.", "There is no such category in the last 365 days."),
        seen=name,
        todo=Words("Xem mọi nhóm hàng ở trang Sản phẩm.", "See every category on the page of products."),
        code="category",
    )
