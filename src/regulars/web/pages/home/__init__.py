"""Home: what changed, what to do today, how the shop stands, who it is about."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from regulars import charts
from regulars.charts import Figure
from regulars.edition import Edition
from regulars.insight.scoreboard import ordered
from regulars.web.here import Here, here
from regulars.web.pages.home import people, schemes, sentences
from regulars.web.pages.home.figures import Figures

router = APIRouter()
START = "/start"


@router.get("/")
def home(here: Annotated[Here, Depends(here)], tab: str = "slipped") -> Response:
    """The page; asked by HTMX, only the people of a tab."""
    if here.edition is None:
        return RedirectResponse(START, 303)
    figures = Figures.of(here.edition, here.lang)
    shown = people.tabs(here.edition, figures, tab, here.lang)
    if here.is_htmx:
        return here.part("home.html.j2", "people", **shown)
    return here.page("home.html.j2", section="home", title=sentences.TITLE, **_page(here.edition, figures, here.lang), **shown)


def _page(edition: Edition, figures: Figures, lang: str) -> dict[str, Any]:
    every = ordered(edition.schemes, edition.board)
    leading, others = [each for each in every if each.leads], [each for each in every if not each.leads]
    return {
        "heading": sentences.headline(figures, edition.currency),
        "sentences": sentences.lead(figures, edition),
        "todos": sentences.todos(figures, edition),
        "quiet": sentences.QUIET,
        "metrics": sentences.metrics(figures, edition.currency),
        "weekly": _weekly(edition, lang),
        "leading": [schemes.rows(edition, each, lang) for each in leading],
        "others": schemes.lines(edition, others),
        "w": sentences,
    }


def _weekly(edition: Edition, lang: str) -> Figure | None:
    told = edition.insight("weekly")
    if len(told) < sentences.FEWEST_WEEKS:
        return None
    return charts.moves(told, lang=lang, title=sentences.WEEKLY.of(lang, n=len(told)), names=(sentences.CLIMBED, sentences.BEGAN))
