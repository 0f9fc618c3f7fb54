"""One import: what it brought and how it was read; and taking it back, after being told what would leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from regulars.errors import NotFound
from regulars.intake.fields import FIELDS
from regulars.web.asking import begun
from regulars.web.here import Here, here
from regulars.web.pages.imports.front import local
from regulars.web.pages.imports.words import ONE, PARTS, SECTION
from regulars.web.rendering import door
from regulars.words import LANGUAGES, Words, day, listed, money, number

if TYPE_CHECKING:
    from regulars.intake.undone import Undone
    from regulars.store.history_of_imports import Import

router = APIRouter()
Signed = Annotated[Here, Depends(here)]


@router.get("/imports/{batch:int}")
def one(here: Signed, batch: int) -> Response:
    """The import in full."""
    found, mapping = _found(here, batch)
    title = ONE["title"].filled(n=batch)
    return here.page(
        "import.html.j2",
        section="imports",
        crumbs=((SECTION, "/imports"),),
        title=title,
        words=ONE,
        heading=_heading(found, here),
        lead=_lead(found, here),
        mapping=[
            (file, [(column, FIELDS[field].words) for column, field in columns.items() if field in FIELDS])
            for file, columns in mapping.items()
        ],
        found=found,
    )


@router.get("/imports/{batch:int}/undo")
def ask(here: Signed, batch: int) -> Response:
    """The question, with what would leave."""
    from regulars.edition import rehearsal

    found, _ = _found(here, batch)
    if here.edition is None:
        raise _gone(batch)
    with rehearsal(here.edition) as shop:
        done = shop.undo(batch, dry_run=True)
    context = {
        "section": "imports",
        "crumbs": ((SECTION, "/imports"), (ONE["title"].filled(n=batch), f"/imports/{batch}")),
        "title": ONE["undo"],
        "words": ONE,
        "batch": batch,
        "question": ONE["question"].filled(day=_both_days(local(found.loaded_at, here))),
        "means": means(done, here.lang),
        "deed": ONE["deed"].filled(n=_count(done.orders)) if done.orders else ONE["deed_other"],
    }
    return here.part("undo.html.j2", "undo", **context) if here.is_htmx else here.page("undo.html.j2", **context)


@router.post("/imports/{batch:int}/undo")
def undo(here: Signed, batch: int) -> Response:
    """The job that takes it back."""
    _found(here, batch)
    job = begun(here, "undo", {"batch": batch})
    return RedirectResponse(f"/imports/jobs/{job.id}", 303)


def means(done: Undone, lang: str) -> list[str]:
    """What undoing means, in sentences."""
    counts = (("orders", done.orders), ("customers", done.customers), ("products", done.products))
    words = {name: said for name, _, said in PARTS}
    parts = [words[name].of(lang, n=number(many, lang)) for name, many in counts if many]
    said = ONE["leave"].of(lang, parts=listed(parts, lang)) if parts else ""
    less = ONE["less"].of(lang, money=money(done.revenue, done.currency, lang)) if done.revenue else ""
    lines = ["; ".join(each for each in (said, less) if each) + "."] if said or less else []
    lines += [ONE["restored"].of(lang, n=number(done.orders_restored, lang))] if done.orders_restored else []
    lines += [ONE["left"].of(lang, n=number(done.orders_left, lang))]
    lines += [ONE["with_it"].of(lang, batches=listed([str(each) for each in done.with_it], lang))] if done.with_it else []
    lines += [ONE["refused"].of(lang, n=number(done.refused, lang))] if done.refused else []
    return [*lines, ONE["return"].of(lang)]


def _found(here: Here, batch: int) -> tuple[Import, Mapping[str, Mapping[str, str]]]:
    from regulars.store import history_of_imports as history

    if here.edition is None:
        raise _gone(batch)
    with here.edition.quiet() as shop:
        return history.one(shop.store, batch), history.mapping_of(shop.store, batch)


def _gone(batch: int) -> NotFound:
    return NotFound(
        Words(f"Không có lần nhập số {batch}.", f"There is no import number {batch}."),
        todo=Words("Xem các lần nhập ở trang Nhập dữ liệu.", "See the imports on the Imports page."),
        code="no_import",
    )


def _both_days(value: dt.date) -> Words:
    return Words(*(day(value, lang) for lang in LANGUAGES))


def _count(many: int) -> Words:
    return Words(*(number(many, lang) for lang in LANGUAGES))


def _heading(found: Import, here: Here) -> Words:
    when = _both_days(local(found.loaded_at, here))
    texts = []
    for lang in LANGUAGES:
        parts = [words.of(lang, n=number(many, lang)) for _, name, words in PARTS if (many := getattr(found, name))]
        texts.append(ONE["brought" if parts else "nothing"].of(lang, day=when.of(lang), parts=listed(parts, lang)))
    return Words(*texts)


def _lead(found: Import, here: Here) -> list[dict[str, Any]]:
    lang, said = here.lang, []
    if found.undone_at:
        said.append({"text": ONE["undone"], "values": {"day": day(local(found.undone_at, here), lang)}})
    if found.mends:
        said.append({"text": ONE["mends"], "values": {"n": door(number(found.mends, lang), f"/imports/{found.mends}")}})
    if found.first_day:
        values = {
            "money": money(found.revenue_added, found.currency, lang),
            "first": day(found.first_day, lang),
            "last": day(found.last_day, lang),
        }
        said.append({"text": ONE["money_day" if found.first_day == found.last_day else "money"], "values": values})
    names = listed([f"“{name}”" for name in found.files], lang)
    said.append({"text": ONE["read"], "values": {"rows": number(found.rows_read, lang), "files": names}})
    if found.refused:
        waits = door(Words("{n} dòng", "{n} rows").of(lang, n=number(found.waiting, lang)), f"/imports/quarantine?batch={found.batch_id}")
        said.append(
            {"text": ONE["held"], "values": {"rows": waits, "mended": number(found.mended, lang), "dropped": number(found.dropped, lang)}}
        )
    return said
