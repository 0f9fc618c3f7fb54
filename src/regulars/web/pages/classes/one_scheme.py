"""One scheme: its finding, its classes, who moved and why, its rules and numbers, how useful it is, how its rules changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from regulars.insight.spoken import TOO_FEW, figure, people
from regulars.web.pages.classes import asking, figures, moving, ruling, trying
from regulars.web.pages.classes.asking import Signed
from regulars.web.pages.classes.texts import MEASURES, PERIODS, W
from regulars.web.rendering import speech
from regulars.words import Words, said

if TYPE_CHECKING:
    from regulars.edition import Edition
    from regulars.scheme import Scheme
    from regulars.web.here import Here

router = APIRouter()
SPEAKING = ("ladder", "lifecycle", "price", "frequency")  # their question has a sentence of its own beside that of the weightiest class
AT_ONCE = 5000  # rows of an export that are read at a time
RISKY = ("=", "+", "-", "@", "\t", "\r")


@router.get("/classes/{id}")
def one_scheme(
    here: Signed,
    id: str,
    by: str = "people",
    days: int = moving.USUAL,
    number: Annotated[str, Query(alias="try")] = "",
    value: str = "",
    job: int | None = None,
) -> Response:
    """The page; for HTMX, its classes by another measure."""
    edition = asking.edition_of(here)
    scheme = edition.scheme(id)
    if id in asking.waiting_ids(edition):
        return _waiting(here, edition, scheme)
    numbers = edition.numbers(id)
    found = None
    if numbers:
        chosen = trying.number_named(edition, scheme, number) if number else numbers[0]
        found = trying.tried(edition, scheme, chosen, trying.typed(value))
    context = _classes(here, edition, scheme, by) | _moving(here, edition, scheme, days) | _rest(here, edition, scheme)
    context |= trying.given(here, scheme, found)
    if here.is_htmx and here.request.headers.get("hx-target") == "figure":
        return here.part("scheme.html.j2", "figure", **context)
    running = here.books.jobs.get(job) if job is not None else None
    return here.page("scheme.html.j2", opened=bool(number or running), job=running, saved=None, draws=True, **context)


@router.get("/classes/{id}/movement")
def movement(here: Signed, id: str, days: int = moving.USUAL) -> Response:
    """The moves of a period, counted where they are not ready."""
    edition = asking.edition_of(here)
    scheme = edition.scheme(id)
    return here.part("scheme.html.j2", "movement", scheme=scheme, words=W, **_moving(here, edition, scheme, days, wait=True))


def _classes(here: Here, edition: Edition, scheme: Scheme, by: str) -> dict[str, Any]:
    told = edition.insight("classes", scheme=scheme.id)
    rows = told.table(here.lang)
    offered = figures.measures(rows)
    by = by if by in offered else "people"
    segments = [{"name": MEASURES[each].name, "href": f"/classes/{scheme.id}?by={each}", "selected": each == by} for each in offered]
    heads = (MEASURES[by].name, W["rung" if scheme.better else "class"], W["each"], MEASURES[by].share_head)
    return {
        "title": scheme.name,
        "section": "classes",
        "crumbs": [(W["classes"], "/classes")],
        "sentences": _sentences(here, edition, scheme, rows),
        "rungs": figures.rungs(edition, scheme, by, here.lang),
        "heads": heads,
        "measures": segments,
        "margin_note": told.notes[1] if len(told.notes) > 1 else None,
        "market": _market(here, edition) if scheme.id == "ladder" else None,
    }


def _sentences(here: Here, edition: Edition, scheme: Scheme, rows: list[dict[str, Any]]) -> list[object]:
    """At most two: the class that matters most, and what the scheme has to say besides."""
    say = speech(here.lang, edition.currency, here.settings.zone)["say"]
    if figures.too_few(rows):
        return [TOO_FEW]
    first = figures.lead(scheme, rows, here.lang, say)
    more = asking.ended(asking.finding(edition, scheme)) if scheme.id in SPEAKING else None
    return [each for each in (first, more) if each]


def _market(here: Here, edition: Edition) -> dict[str, object]:
    """The market above the ladder, as the shop wrote it down."""
    market = here.settings.market
    known = people(edition.count().people)
    if market.people is None:
        return {"text": W["market_unset"].filled(known=known)}
    words = W["market_people"] if market.reachable is None else W["market_said"]
    return {"text": words.filled(people=figure(market.people), reachable=figure(market.reachable), known=known)}


def _moving(here: Here, edition: Edition, scheme: Scheme, days: int, *, wait: bool = False) -> dict[str, Any]:
    found = moving.moving(edition, scheme, moving.period(days), here.lang, wait=wait)
    periods = [
        {
            "name": name,
            "href": f"/classes/{scheme.id}?days={each}#movement",
            "piece": f"/classes/{scheme.id}/movement?days={each}",
            "selected": each == found.days,
        }
        for each, name in PERIODS.items()
    ]
    return {"moving": found, "periods": periods, "ordered": bool(scheme.better), "not_own": _not_own(found.causes, here.lang)}


def _not_own(causes: tuple[dict[str, Any], ...], lang: str) -> str | None:
    names = [cause["name"] for cause in causes if cause["colour"] == "gone"]
    return str(said(W["why_not_own"].filled(names=", ".join(names)), lang)) if names else None


def _rest(here: Here, edition: Edition, scheme: Scheme) -> dict[str, Any]:
    scores = asking.scored(edition)
    return {
        "rules": ruling.rules(edition, scheme, here.lang),
        "bars": ruling.bars(edition, scheme),
        "useful": asking.usefulness(scores.get(scheme.id)),
        "judged": scores.get(scheme.id),
        "followed": ruling.followed(edition, scheme, here.lang),
        "sure": ruling.sureness(edition, scheme, here.lang),
        "history": ruling.history(edition, scheme, here.lang, here.settings.zone),
        "explained": _explained(scheme, here.lang),
        "own": not edition.numbers(scheme.id) and not scheme.page.vi,
    }


def _explained(scheme: Scheme, lang: str) -> list[tuple[str, str]]:
    """The page of a scheme: its headings with their paragraphs."""
    parts = [each.strip().partition("\n") for each in scheme.page.of(lang).split("## ") if each.strip()]
    return [(head.strip("# "), " ".join(text.split())) for head, _, text in parts]


def _waiting(here: Here, edition: Edition, scheme: Scheme) -> Response:
    """What a scheme without data would tell, what is there and what is not, and how to get it."""
    rows = [row for row in edition.insight("readiness").table(here.lang) if row["scheme"] == scheme.id]
    needs = [{"name": _capital(row["feature_name"] or row["feature"]), "count": _known(row["known"])} for row in rows if row["feature"]]
    ways = [{"name": W["bring_data"], "href": "/imports"}]
    return here.page(
        "waiting.html.j2",
        title=scheme.name,
        section="classes",
        crumbs=[(W["classes"], "/classes")],
        scheme=scheme,
        needs=needs,
        ways=ways,
        words=W,
        rules=ruling.rules(edition, scheme, here.lang),
        explained=_explained(scheme, here.lang),
    )


def _known(count: int) -> Words | None:
    return W["known_of"].filled(n=figure(count)) if count else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@router.get("/classes/{id}/export")
def export(here: Signed, id: str) -> Response:
    """Every customer with their class, as CSV for a spreadsheet."""
    edition = asking.edition_of(here)
    scheme = edition.scheme(id)
    headers = {"Content-Disposition": f'attachment; filename="{scheme.id}-{edition.as_of.isoformat()}.csv"'}
    return StreamingResponse(_lines(edition, scheme, here.lang), media_type="text/csv; charset=utf-8", headers=headers)


def _lines(edition: Edition, scheme: Scheme, lang: str) -> Iterator[str]:
    names = {id: scheme.class_named(id).name.of(lang) for id in scheme.class_ids}
    key: str | None = None
    yield "\ufeff" + _line(["customer_id", "name", scheme.id, W["class"].of(lang), "purchases_365d", "spend_365d"])
    while True:
        page = edition.people(columns=(scheme.id, "purchases_365d", "spend_365d"), after=key, limit=AT_ONCE)
        for row in page.rows:
            own = row[scheme.id]
            yield _line([row["customer_id"], row["name"], own, names.get(own, own), row["purchases_365d"], row["spend_365d"]])
        key = page.next
        if key is None:
            return


def _line(cells: list[object]) -> str:
    """A line of CSV; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    kept = io.StringIO()
    csv.writer(kept).writerow([f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell for cell in cells])
    return kept.getvalue()
