"""What the files are taken for before anything is imported: format, columns, doubts; corrected until it is right, then put as a job."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from regulars import sources
from regulars.errors import InputError, Regulars
from regulars.intake.fields import FIELDS, TABLE_WORDS
from regulars.sources import columns
from regulars.sources.columns import Column, Laid
from regulars.sources.mapping import IGNORED
from regulars.web import uploads
from regulars.web.asking import begun
from regulars.web.here import Here, here
from regulars.web.pages.imports.words import CURRENCIES, PLAN, SECTION
from regulars.web.uploads import Choices, Upload
from regulars.words import LANGUAGES, NBSP, Words, listed, number

router = APIRouter()
Signed = Annotated[Here, Depends(here)]
MEANT = "column"  # how the names of the form's column fields begin


@dataclass(frozen=True)
class Plan:
    """How the files would be read, for a page: their tables, what was doubtful, and why they cannot be read where they cannot."""

    tables: tuple[Laid, ...] = ()
    doubts: tuple[Words, ...] = ()
    fault: Regulars | None = None
    whole: bool = False

    @property
    def read(self) -> tuple[Laid, ...]:
        """The tables that will be read."""
        return tuple(one for one in self.tables if one.tables)

    def heading(self) -> Words:
        """What it is, in one sentence."""
        if self.fault or not self.read:
            return PLAN["unread"]
        if len(self.read) > 1:
            tables = list(dict.fromkeys(TABLE_WORDS[table] for one in self.read for table in one.tables))
            return _both(
                lambda lang: PLAN["several"].of(lang, n=number(len(self.read), lang), tables=listed([t.of(lang) for t in tables], lang))
            )
        first = self.read[0]
        if first.known:
            return PLAN["known" if first.known.certain else "looks"].filled(name=first.known.name)
        return _both(
            lambda lang: PLAN["read_as"].of(lang, file=first.file, tables=listed([TABLE_WORDS[t].of(lang) for t in first.tables], lang))
        )


def _both(text: Any) -> Words:
    return Words(*(text(lang) for lang in LANGUAGES))


def planned(upload: Upload, remembered: Mapping[str, Mapping[str, str]], currency: str | None, timezone: str) -> Plan:
    """How the files of an upload would be read by what was chosen for them, and by what the shop remembers."""
    chosen = asdict(upload.choices) | {"currency": upload.choices.currency or currency, "job": None}
    files = tuple((file, file.stat().st_mtime_ns) for file in upload.files)
    return _planned(files, json.dumps(chosen), json.dumps({name: dict(columns) for name, columns in remembered.items()}), timezone)


@lru_cache(maxsize=8)  # a correction asks for the plan before and after it
def _planned(files: tuple[tuple[Path, int], ...], chosen: str, remembered: str, timezone: str) -> Plan:
    choices = Choices(**json.loads(chosen))
    try:
        heads = _heads(files)
    except Regulars as fault:
        return Plan(fault=fault)
    given = {"source": choices.source, "currency": choices.currency, "drop_duplicates": choices.drop_duplicates, "timezone": timezone}
    try:
        plan = sources.plan([file for file, _ in files], mapping=choices.mapping or None, remembered=json.loads(remembered), **given)
    except Regulars as fault:
        return Plan(tuple(_as_chosen(one, choices) for one in heads), fault=fault)
    return Plan(columns.laid(plan, heads), (*plan.guesses, *plan.warnings), whole=plan.whole)


@lru_cache(maxsize=8)
def _heads(files: tuple[tuple[Path, int], ...]) -> tuple[Laid, ...]:
    """The columns of the files; of several, those that are no table are passed over, as the plan passes them over."""
    found: list[Laid] = []
    for file, _ in files:
        try:
            found += columns.heads([file])
        except InputError:
            if len(files) == 1:
                raise
    return tuple(found)


def _as_chosen(one: Laid, chosen: Choices) -> Laid:
    """A table that cannot be read yet, with what was chosen for its columns."""
    said = {column: field for column, field in chosen.mapping.items() if field in FIELDS}
    shown = (Column(each.name, each.samples, said.get(each.name), "asked" if each.name in said else None) for each in one.columns)
    return Laid(one.file, one.sheet, tuple(shown), one.tables, one.known)


def plan_of(here: Here, upload: Upload) -> Plan:
    """The plan by the shop's own settings."""
    chosen = here.settings
    return planned(upload, chosen.mappings, chosen.currency, chosen.timezone)


@router.get("/imports/plan/{id}")
def show(here: Signed, id: str) -> Response:
    """The plan."""
    upload = uploads.find(here.folder, id)
    if not upload.files:
        return RedirectResponse("/imports", 303)
    return here.page("plan.html.j2", **_context(here, upload, plan_of(here, upload)))


@router.post("/imports/plan/{id}")
async def correct(request: Request, here: Signed, id: str) -> Response:
    """What is chosen is kept, and the files are planned anew; with `do`, the import is put as a job."""
    from starlette.concurrency import run_in_threadpool

    form = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_corrected, here, id, form)


def _corrected(here: Here, id: str, form: Mapping[str, str]) -> Response:
    upload = uploads.find(here.folder, id)
    upload = upload.choose(**_chosen(upload, plan_of(here, upload), form))
    plan = plan_of(here, upload)
    if form.get("do") and not plan.fault and here.edition is None:
        return RedirectResponse(f"/start/shop/{id}", 303)
    if form.get("do") and not plan.fault:
        return RedirectResponse(f"/imports/jobs/{put(here, upload)}", 303)
    context = _context(here, upload, plan)
    return here.part("plan.html.j2", "plan", **context) if here.is_htmx else here.page("plan.html.j2", **context)


def put(here: Here, upload: Upload) -> int:
    """The import as a job, once: its number."""
    chosen = upload.choices
    if chosen.job is not None and here.books.jobs.get(chosen.job).state in ("waiting", "running"):
        return chosen.job
    arguments: dict[str, Any] = {"paths": [str(file.relative_to(here.folder)) for file in upload.files]}
    given = {
        "mapping": dict(chosen.mapping),
        "currency": chosen.currency,
        "source": chosen.source,
        "drop_duplicates": chosen.drop_duplicates,
    }
    arguments |= {name: value for name, value in given.items() if value}
    job = begun(here, "import", arguments)
    upload.choose(job=job.id)
    return job.id


def _chosen(upload: Upload, plan: Plan, form: Mapping[str, str]) -> dict[str, Any]:
    """What the form says, as choices."""
    currency = form.get("currency", "")
    return {
        "mapping": _mapping(upload.choices.mapping, plan.tables, form),
        "currency": currency if currency in CURRENCIES else None,
        "source": form.get("source", "").strip()[:80] or None,
        "drop_duplicates": form.get("drop_duplicates") == "1",
    }


def _mapping(former: Mapping[str, str], tables: Sequence[Laid], form: Mapping[str, str]) -> dict[str, str]:
    """The corrections so far, and those of the form; a field that only one column can hold leaves the column that had it."""
    mapping = dict(former)
    for name, column in _named(tables):
        meant = form.get(name)
        if meant is None or meant == (column.field or ""):
            continue
        if meant in FIELDS and not FIELDS[meant].several:
            mapping = {other: field for other, field in mapping.items() if field != meant}
        mapping[column.name] = meant if meant in FIELDS else IGNORED
    return mapping


def _named(tables: Iterable[Laid]) -> list[tuple[str, Column]]:
    """Every column with the name of its field in the form."""
    return [(f"{MEANT}-{at}-{place}", column) for at, one in enumerate(tables) for place, column in enumerate(one.columns)]


def _context(here: Here, upload: Upload, plan: Plan) -> dict[str, Any]:
    return {
        "section": "imports",
        "crumbs": ((SECTION, "/imports"),),
        "title": PLAN["title"],
        "words": PLAN,
        "upload": upload,
        "plan": plan,
        "tables": [_table(one, at) for at, one in enumerate(plan.tables)],
        "currencies": [("", PLAN["currency_data"]), *((code, code) for code in CURRENCIES)],
        "chosen": upload.choices,
        "tables_said": TABLE_WORDS,
        "names": {name: field.words for name, field in FIELDS.items()},
        "shop_currency": here.settings.currency,
        "sizes": [(file.name, _size(file.stat().st_size)) for file in upload.files],
    }


def _table(one: Laid, at: int) -> dict[str, Any]:
    """A table for the page: columns that are read or may be asked for first, those of a known format that are not used apart."""
    rows = [{"id": f"{MEANT}-{at}-{place}", "column": column} for place, column in enumerate(one.columns)]
    used = [row for row in rows if row["column"].field]
    unused = [row for row in rows if not row["column"].field]
    return {"laid": one, "used": used if one.tables else rows, "unused": unused if one.tables else [], "fields": _fields(one)}


def _fields(one: Laid) -> list[tuple[str, Words]]:
    return [("", PLAN["unused"]), *((name, FIELDS[name].words) for name in one.fields)]


def _size(many: int) -> Words:
    mega = many / uploads.MEGA
    if mega < 1:
        return _both(lambda lang: f"{number(max(1, round(many / 1024)), lang)}{NBSP}KB")
    return _both(lambda lang: f"{number(mega, lang, 1)}{NBSP}MB")
