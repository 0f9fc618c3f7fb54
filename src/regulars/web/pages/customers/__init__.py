"""Customers: the list, found or filtered, and one customer."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import FileResponse, RedirectResponse
from starlette.background import BackgroundTask

from regulars.edition import Edition
from regulars.edition.exporting import exported
from regulars.errors import NotFound, Regulars
from regulars.insight.spoken import people
from regulars.rules import matches
from regulars.web import doors
from regulars.web.here import Here, here
from regulars.web.pages.customers import listing, said
from regulars.web.pages.customers.asked import PATH, Address, Asked
from regulars.web.pages.customers.listing import Listing
from regulars.web.pages.customers.person import Person, called, like, turns_of, whole
from regulars.words import Words

router = APIRouter()
Signed = Annotated[Here, Depends(here)]
START = "/start"


@router.get(PATH)
def customers(here: Signed, asked: Address) -> Response:
    """The list; asked by HTMX, only what the search and the filters change."""
    edition = here.edition
    if edition is None:
        return RedirectResponse(START, 303)
    told = _listed(here, edition, asked)
    if here.is_htmx:
        return here.part("customers.html.j2", "people", **told)
    return here.page("customers.html.j2", section="customers", title=said.TITLE, heading=_heading(edition), **told)


def _listed(here: Here, edition: Edition, asked: Asked) -> dict[str, Any]:
    """The list; where a filter cannot be read, what is wrong with it, and everybody."""
    problem = None
    try:
        found = Listing.of(asked, edition, here.lang)
    except Regulars as error:
        problem, found = error, Listing.of(Asked(), edition, here.lang)
    shown = found.asked
    return {
        "w": said,
        "asked": asked,
        "list": found,
        "problem": problem,
        "words_row": listing.words_row(asked, edition, here.books.audiences.all()),
        "chips": listing.chips(shown, edition),
        "agreeing": None if shown.q else listing.agreeing(shown, edition),
        "everybody": None if shown.q else edition.count(**shown.filters).people,
    }


def _heading(edition: Edition) -> Words:
    every, buying = edition.count().people, edition.count("purchases_365d >= 1").people
    words = said.HEADING if buying else said.NO_BUYERS
    return words.filled(people=people(every), buying=people(buying))


@router.get(f"{PATH}/export")
def export(
    here: Signed, asked: Address, form: Literal["csv", "xlsx"] = "csv", channel: Literal["none", "zalo", "sms", "email"] = "none"
) -> Response:
    """The list as a file."""
    edition = _edition(here)
    to = None if channel == "none" else channel
    folder = tempfile.TemporaryDirectory(prefix="regulars-export-")
    path = Path(folder.name) / f"{edition.as_of.isoformat()}{f'-{to}' if to else ''}.{form}"
    rows = exported(edition, path, **asked.filters, channel=to, lang=here.lang)
    here.books.audit.write("export", here.user.name, about=asked.href(), data={"customers": rows, "channel": to, "form": form})
    return FileResponse(path, filename=path.name, background=BackgroundTask(folder.cleanup))


@router.get(f"{PATH}/{{customer_id:path}}/ahead")
def ahead(here: Signed, customer_id: str) -> Response:
    """What lies ahead of one customer, which takes about a second: the timeline with its turns, and the grid in full."""
    edition = _edition(here)
    person = Person(edition, edition.customer(customer_id), here.lang)
    with edition.ahead(customer_id) as reasons:
        grid = {id: (one.outlook(here.lang), one.slips, one.notes(here.lang)) for id, one in reasons.items()}
        figure = person.timeline(turns_of(reasons["lifecycle"]))
    return here.part(
        "customer.html.j2", "ahead", w=said, one=person, row=person.row, grid=grid, figure=figure, href=doors.customer(customer_id)
    )


# After the other addresses of a customer, whose id may have any sign in it.
@router.get(f"{PATH}/{{customer_id:path}}")
def customer(here: Signed, customer_id: str, log: str = "") -> Response:
    """One customer; asked by HTMX, only their log."""
    edition = _edition(here)
    person = Person(edition, edition.customer(customer_id), here.lang)
    every = log == "all"
    told = {
        "w": said,
        "one": person,
        "row": person.row,
        "log": person.log(every=every),
        "every": every,
        "href": doors.customer(customer_id),
    }
    if here.is_htmx:
        return here.part("customer.html.j2", "log", **told)
    audiences = [(each, _inside(edition, each.text, person)) for each in here.books.audiences.all()]
    more = {"notes": here.books.notes.of(customer_id), "audiences": audiences, "like": like(person.row, edition.schemes), "grid": None}
    named = called(person.row)
    return here.page(
        "customer.html.j2", section="customers", crumbs=((said.TITLE, PATH),), title=named, figure=person.timeline(), **told, **more
    )


def _inside(edition: Edition, rule: str, person: Person) -> bool | None:
    """Whether a customer is in a saved audience; null where its rule can no longer be read."""
    try:
        return matches(edition.rule(rule), person.row)
    except Regulars:
        return None


@router.post(f"{PATH}/{{customer_id:path}}/phone")
def phone(here: Signed, customer_id: str) -> Response:
    """The whole number; that it was looked at is written down."""
    row = _edition(here).customer(customer_id)
    here.books.audit.write("phone_shown", here.user.name, about=customer_id)
    return here.part("customer.html.j2", "phone", shown=whole(row["phone"] or ""))


@router.post(f"{PATH}/{{customer_id:path}}/notes")
def write_note(here: Signed, customer_id: str, text: Annotated[str, Form(max_length=8000)] = "") -> Response:
    """Add a note."""
    _edition(here).customer(customer_id)
    problem = None
    try:
        here.books.notes.add(customer_id, text, here.user.name)
    except Regulars as error:
        problem = error
    return _notes(here, customer_id, None if problem else said.NOTE_SAVED, problem, text if problem else "")


@router.post(f"{PATH}/{{customer_id:path}}/notes/{{note}}/remove")
def remove_note(here: Signed, customer_id: str, note: int) -> Response:
    """Forget a note."""
    if here.books.notes.get(note).customer_id != customer_id:
        raise NotFound(Words("Không có ghi chú này.", "There is no such note."), code="no_note")
    here.books.notes.remove(note)
    return _notes(here, customer_id, said.NOTE_GONE)


def _notes(here: Here, customer_id: str, toast: Words | None, problem: Regulars | None = None, text: str = "") -> Response:
    if not here.is_htmx and problem is None:
        return RedirectResponse(f"{doors.customer(customer_id)}#notes", 303)
    told = {
        "notes": here.books.notes.of(customer_id),
        "toast": toast,
        "problem": problem,
        "text": text,
        "href": doors.customer(customer_id),
    }
    return here.part("customer.html.j2", "notes", w=said, **told)


def _edition(here: Here) -> Edition:
    if here.edition is None:
        raise NotFound(
            Words("Tiệm chưa có số liệu nào.", "The shop has no numbers yet."),
            todo=Words("Nhập một tệp đơn hàng trước.", "Import an orders file first."),
        )
    return here.edition
