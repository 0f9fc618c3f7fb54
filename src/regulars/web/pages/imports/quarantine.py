"""What the imports refused: by reason, and row by row, each mended in its place; or taken away as a file and brought back."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import RedirectResponse

from regulars.errors import InputError, NotFound
from regulars.intake.mending import Which
from regulars.web.here import Here, here
from regulars.web.pages.imports.words import CURRENCIES, DATES, EMPTY, QUARANTINE, SECTION, WAYS
from regulars.words import Words, number

if TYPE_CHECKING:
    from regulars.store.quarantine import Held

router = APIRouter()
Signed = Annotated[Here, Depends(here)]
SIZE = 50
KINDS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
DATED = ("not_a_date", "no_date", "too_early", "in_the_future", "unread_date")
MONEY = ("no_currency", "no_rate")


def asked(batch: int | None = None, file: str | None = None, column: str | None = None, reason: str | None = None) -> Which:
    """Which rows an address means."""
    return Which(batch, file or None, reason or None, column or None)


Asked = Annotated[Which, Depends(asked)]


def address(which: Held | Which, past: int = 0) -> str:
    """Where the rows of a group are."""
    return f"/imports/quarantine/rows?{query(which)}" + (f"&past={past}" if past else "")


def query(which: Held | Which) -> str:
    given = {name: getattr(which, name) for name in ("batch", "file", "column", "reason")}
    return urlencode({name: value for name, value in given.items() if value is not None})


@router.get("/imports/quarantine")
def groups(here: Signed, which: Asked) -> Response:
    """The reasons, the most rows first."""
    held = waiting(here, which)
    total = sum(one.rows for one in held)
    return here.page(
        "quarantine.html.j2",
        section="imports",
        crumbs=((SECTION, "/imports"),),
        title=QUARANTINE["title"],
        words=QUARANTINE,
        heading=_heading(held, total),
        total=total,
        rows=[_group(one) for one in held],
        which=which,
        address=query(which),
    )


def _heading(held: Sequence[Held], total: int) -> Words:
    if not held:
        return QUARANTINE["none"]
    words = QUARANTINE["total_one"] if len(held) == 1 else QUARANTINE["total"]
    return words.filled(n=_said(total), groups=len(held))


def _group(one: Held) -> dict[str, Any]:
    return {
        "what": one.sentence(),
        "worth": QUARANTINE["of"].filled(batch=one.batch, file=one.file),
        "see": QUARANTINE["mend"].filled(n=_said(one.rows)),
        "href": address(one),
    }


def _said(many: int) -> Words:
    return Words(number(many, "vi"), number(many, "en"))


def waiting(here: Here, which: Which) -> list[Held]:
    """The rows that wait, by reason."""
    if here.edition is None:
        return []
    with here.edition.quiet() as shop:
        return shop.waiting(which)


@router.get("/imports/quarantine/rows")
def rows(here: Signed, which: Asked, past: Annotated[int, Query(ge=0)] = 0) -> Response:
    """The rows of one group, with their cells to correct."""
    held = waiting(here, which)
    if not held:
        return RedirectResponse("/imports/quarantine", 303)
    return here.page("rows.html.j2", **context(here, which, held, past))


def context(here: Here, which: Which, held: Sequence[Held], past: int) -> dict[str, Any]:
    """What the page of one group is given."""
    total, found = sum(one.rows for one in held), cells_of(here, which, past)
    said = QUARANTINE["range"].filled(first=past + 1, last=past + len(found), n=_said(total))
    return {
        "section": "imports",
        "crumbs": ((SECTION, "/imports"), (QUARANTINE["title"], "/imports/quarantine")),
        "title": QUARANTINE["mend"].filled(n=_said(total)),
        "words": QUARANTINE,
        "held": held,
        "which": which,
        "address": query(which),
        "total": _said(total),
        "rows": found,
        "ways": ways(held),
        "dates": DATES,
        "empty": EMPTY,
        "currencies": CURRENCIES,
        "past": past,
        "previous": address(which, max(0, past - SIZE)) if past else None,
        "next": address(which, past + SIZE) if past + len(found) < total else None,
        "paged": said,
        "tried": None,
        "cells": False,
    }


def ways(held: Sequence[Held]) -> list[tuple[str, Words]]:
    """The ways of mending that make sense for why these rows were refused, the likeliest first."""
    reasons, columns = {one.reason for one in held}, {one.column for one in held}
    order = ["dates"] * bool(reasons & set(DATED)) + ["currency"] * bool(reasons & set(MONEY))
    order += ["as", "replace"] if columns != {None} else ["replace"]
    return [(way, WAYS[way]) for way in (*order, "retry", "drop")]


def cells_of(here: Here, which: Which, past: int) -> list[dict[str, Any]]:
    """A page of rows: each with its cells in the order of the file's columns, those it was refused for apart."""
    from regulars.store import quarantine

    if here.edition is None:
        return []
    with here.edition.quiet() as shop:
        found = quarantine.rows(shop.store, which, limit=SIZE, past=past)
    return [_cells(row) for row in found]


def _cells(row: Mapping[str, Any]) -> dict[str, Any]:
    cells = row["cells"]
    if not isinstance(cells, Mapping):
        return dict(row) | {"wrong": [], "others": [], "raw": str(cells[0]) if cells else ""}
    every = [{"id": f"cell-{row['id']}-{place}", "name": name, "value": value or ""} for place, (name, value) in enumerate(cells.items())]
    refused = {row["column"], *(row["column"] or "").split(", ")}
    wrong = [cell for cell in every if cell["name"] in refused or (row["value"] and cell["value"] == row["value"])]
    return dict(row) | {"wrong": wrong, "others": [cell for cell in every if cell not in wrong], "raw": None}


@router.get("/imports/quarantine/file.{kind}")
def file(here: Signed, which: Asked, kind: str) -> Response:
    """The rows as a file to be corrected."""
    if kind not in KINDS:
        raise InputError(Words("Chỉ có tệp xlsx và csv.", "There are xlsx and csv files only."), seen=kind, code="export_kind")
    if here.edition is None:
        raise NotFound(QUARANTINE["none"], code="no_rows")
    with tempfile.TemporaryDirectory() as folder, here.edition.quiet() as shop:
        target = Path(folder) / f"can-sua.{kind}"
        shop.export_quarantine(target, which, here.lang)
        content = target.read_bytes()
    name = Words("can-sua", "to-mend").of(here.lang)
    return Response(content, media_type=KINDS[kind], headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'})
