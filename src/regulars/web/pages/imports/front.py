"""The first page of imports: where files are dropped, what waits to be mended, and the history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Response

from regulars.web import uploads
from regulars.web.here import Here, here
from regulars.web.pages.imports.words import FRONT, QUARANTINE, SECTION
from regulars.web.rendering import door
from regulars.web.running import running
from regulars.words import Words, day, money, number

if TYPE_CHECKING:
    from regulars.store.history_of_imports import Import
    from regulars.store.quarantine import Held

router = APIRouter()
Signed = Annotated[Here, Depends(here)]
HELD_SHOWN = 3


@router.get("/imports")
def imports(here: Signed) -> Response:
    """Everything about imports on one page."""
    uploads.sweep(here.folder, lambda id: state_of(here, id))
    found, held = known(here)
    job = here.books.jobs.running()
    return here.page(
        "imports.html.j2",
        section="imports",
        title=SECTION,
        words=FRONT,
        heading=_heading(here, found),
        lead=_lead(here, found, held),
        most=here.settings.upload_mb,
        job=job and running(job, here.books),
        job_id=job and job.id,
        held=[_held(one) for one in held[:HELD_SHOWN]],
        held_rows=sum(one.rows for one in held),
        rows=[_row(one, here) for one in found],
        columns=_columns(),
    )


def known(here: Here) -> tuple[list[Import], list[Held]]:
    """The imports and the rows that wait, as of the edition; nothing where there is none."""
    if here.edition is None:
        return [], []
    with here.edition.quiet() as shop:
        return shop.imports(), shop.waiting()


def state_of(here: Here, id: int) -> str | None:
    """The state of a job; null where there is none of this number."""
    from regulars.errors import NotFound

    try:
        return here.books.jobs.get(id).state
    except NotFound:
        return None


def _heading(here: Here, found: Sequence[Import]) -> str:
    if here.edition is None or not found:
        return FRONT["first"].of(here.lang)
    fresh = here.edition.freshness
    behind = fresh.behind(dt.datetime.now(here.settings.zone).date(), here.lang)
    return behind or FRONT["until"].of(here.lang, day=day(fresh.as_of, here.lang))


def _lead(here: Here, found: Sequence[Import], held: Sequence[Held]) -> list[dict[str, Any]]:
    """Sentences with their values: the latest import, and what waits."""
    said = []
    last = next((one for one in found if not one.undone_at and one.mends is None), None)
    if last and last.orders_added:
        values = {
            "day": door(day(local(last.loaded_at, here), here.lang), f"/imports/{last.batch_id}"),
            "orders": FRONT["new_orders"].of(here.lang, n=number(last.orders_added, here.lang)),
            "customers": FRONT["new_customers"].of(here.lang, n=number(last.customers_added, here.lang)),
        }
        said.append({"text": FRONT["last" if last.customers_added else "last_known"], "values": values})
    elif last:
        told = door(day(local(last.loaded_at, here), here.lang), f"/imports/{last.batch_id}")
        said.append({"text": FRONT["last_other"], "values": {"day": told, "files": files_said(last.files, here.lang)}})
    if rows := sum(one.rows for one in held):
        told = door(FRONT["rows"].of(here.lang, n=number(rows, here.lang)), "/imports/quarantine")
        said.append({"text": FRONT["waiting"], "values": {"rows": told}})
    return said


def local(moment: dt.datetime, here: Here) -> dt.date:
    """The day of a moment (UTC) where the shop is."""
    return moment.replace(tzinfo=dt.UTC).astimezone(here.settings.zone).date()


def files_said(files: Sequence[str], lang: str) -> str:
    """The files of an import, in few words."""
    return files[0] if len(files) == 1 else FRONT["more_files"].of(lang, file=files[0], n=number(len(files) - 1, lang)) if files else "–"


def _held(one: Held) -> dict[str, Any]:
    from regulars.web.pages.imports.quarantine import address

    count = Words(*(number(one.rows, lang) for lang in ("vi", "en")))
    return {
        "what": one.sentence(),
        "worth": QUARANTINE["of"].filled(batch=one.batch, file=one.file),
        "see": QUARANTINE["mend"].filled(n=count),
        "href": address(one),
    }


def _columns() -> list[dict[str, Any]]:
    heads = (
        ("imported", "text", "name"), ("files", "text", "chip"), ("span", "text", "none"), ("orders", "number", "value"), ("customers", "number", "none"),
        ("revenue", "number", "fact"), ("held", "number", "none"),
    )  # fmt: skip
    return [{"key": key, "head": FRONT[key], "kind": kind, "phone": phone} for key, kind, phone in heads]


def _row(one: Import, here: Here) -> dict[str, Any]:
    lang = here.lang
    notes = [FRONT["mends"].of(lang, n=one.mends)] if one.mends else []
    notes += [FRONT["undone"].of(lang, day=day(local(one.undone_at, here), lang))] if one.undone_at else []
    days = [day(each, lang) for each in dict.fromkeys((one.first_day, one.last_day)) if each]
    cells = {
        "imported": day(local(one.loaded_at, here), lang),
        "files": " · ".join([files_said(one.files, lang), *notes]),
        "span": " – ".join(days) or "–",
        "orders": number(one.orders_added, lang),
        "customers": number(one.customers_added, lang),
        "revenue": money(one.revenue_added, one.currency, lang),
        "held": number(one.waiting, lang) if one.waiting else "–",
    }
    return {"href": f"/imports/{one.batch_id}", "cells": cells}
