"""A job of imports while it runs, followed by itself, and what came of it: three sentences with their doors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from regulars.errors import Regulars
from regulars.web import uploads
from regulars.web.here import Here, here
from regulars.web.pages.imports.front import state_of
from regulars.web.pages.imports.words import JOB, SECTION
from regulars.web.rendering import door
from regulars.web.running import named, running
from regulars.words import Words, day, money, number

if TYPE_CHECKING:
    from regulars.store.books import Job

router = APIRouter()
Signed = Annotated[Here, Depends(here)]


@router.get("/imports/jobs/{id:int}")
def follow(here: Signed, id: int) -> Response:
    """The job as it is now; HTMX asks for it every second until it is over."""
    job = here.books.jobs.get(id)
    if job.ended:
        here.catch_up()
    if job.state == "done":
        uploads.sweep(here.folder, lambda other: state_of(here, other))
    context: dict[str, Any] = {"section": "imports", "crumbs": ((SECTION, "/imports"),), **told(here, job)}
    context["title"] = context["heading"] if job.ended else named(job)
    return here.part("job.html.j2", "job", **context) if here.is_htmx else here.page("job.html.j2", **context)


@router.post("/imports/jobs/{id:int}/cancel")
def cancel(here: Signed, id: int) -> Response:
    """Ask that it be given up; all of it or nothing, so the shop is as it was."""
    here.books.jobs.cancel(id)
    return RedirectResponse(f"/imports/jobs/{id}", 303)


def told(here: Here, job: Job) -> dict[str, Any]:
    """What a page says of a job: while it runs, and after it."""
    shown = {"words": JOB, "job": job, "running": running(job, here.books), "heading": JOB["going"], "lead": [], "doors": []}
    if job.state == "running" and job.kind == "import" and job.result:
        return shown | {"heading": _done(job, here)["heading"]}
    if job.state == "done":
        return shown | _done(job, here)
    if job.state == "cancelled":
        return shown | {"heading": JOB["cancelled"], "doors": _again(here, job)}
    if job.state == "failed":
        return shown | {"heading": JOB["failed"], "doors": _again(here, job), "fault": job.error or _unknown()}
    return shown


def _unknown() -> Regulars:
    return Regulars(JOB["failed"])


def _again(here: Here, job: Job) -> list[tuple[Words, str]]:
    """The way back: to the columns while the files are there, else to the first page."""
    ways = [(JOB["back"], "/imports")]
    if job.kind == "import" and (id := upload_of(job)) and (here.folder / uploads.FOLDER / id).is_dir():
        return [(JOB["back_plan"], f"/imports/plan/{id}"), *ways]
    return ways


def upload_of(job: Job) -> str | None:
    """The upload whose files a job imports."""
    parts = [path.split("/") for path in job.arguments.get("paths", ())]
    return next((each[1] for each in parts if len(each) > 2 and each[0] == uploads.FOLDER), None)


def _done(job: Job, here: Here) -> dict[str, Any]:
    lang, result = here.lang, job.result or {}
    data = (result.get("data") or {}).get(lang) or {}
    if job.kind in ("import", "demo"):
        return report(data.get("import", data), lang)
    said = (result.get("said") or {}).get(lang, "")
    if job.kind == "undo":
        heading = JOB["undone"].filled(n=data.get("batch_id", job.arguments.get("batch")))
        return {"heading": heading, "lead": _sentences(said)[1:], "doors": [(JOB["again"], "/imports"), (JOB["home"], "/")]}
    if job.kind == "mend" and "mended" in data:
        return _mended(data, lang)
    return {"heading": JOB["other_done"], "lead": _sentences(said), "doors": [(JOB["back"], "/imports")]}


def _mended(data: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """What mending brought."""
    dropped, mended = data["dropped"], data["mended"] + data["known"]
    heading = (
        JOB["dropped_rows"].filled(n=_count(dropped))
        if dropped
        else JOB["mended_rows"].filled(n=_count(mended))
        if mended
        else JOB["mended_none"]
    )
    counts = {"added": data["orders_added"], "replaced": data["orders_replaced"], "customers": data["customers_added"]}
    values = {name: number(many, lang) for name, many in counts.items()} | {"money": money(data["revenue_added"], data["currency"], lang)}
    lead = [{"text": JOB["mend_brought"], "values": values}] if data["mended"] else []
    lead += [{"text": JOB["still"], "values": {"n": door(number(data["waiting"], lang), "/imports/quarantine")}}] if data["waiting"] else []
    return {"heading": heading, "lead": lead, "doors": [(JOB["back"], "/imports"), (JOB["home"], "/")]}


def _sentences(text: str) -> list[dict[str, Any]]:
    """The lines of a result; what it says of commands is for terminals."""
    return [{"text": Words(line, line), "values": {}} for line in map(str.strip, text.splitlines()) if line and "regulars " not in line]


def report(data: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """An import in three sentences: what was in it, what is new, what was refused."""
    orders, refused = data.get("orders") or 0, data.get("refused_rows") or 0
    heading = JOB["found"].filled(orders=_count(orders), customers=_count(data.get("customers"))) if orders else None
    lead = [_in_it(data, lang)] if orders else []
    lead += [_new(data, lang), _refused(data, lang)]
    doors = [(JOB["home"], "/"), (JOB["more"], "/imports")]
    doors = [(JOB["quarantine"].filled(n=_count(refused)), quarantine_of(data)), *doors] if refused else doors
    return {
        "heading": heading or JOB["found_other"].filled(rows=_count(data.get("rows_read"))),
        "lead": [one for one in lead if one],
        "doors": doors,
    }


def quarantine_of(data: Mapping[str, Any]) -> str:
    return f"/imports/quarantine?batch={data['batch_id']}"


def _count(many: int | None) -> Words:
    return Words(number(many or 0, "vi"), number(many or 0, "en"))


def _in_it(data: Mapping[str, Any], lang: str) -> dict[str, Any]:
    values = {
        "orders": JOB["n_orders"].of(lang, n=number(data["orders"], lang)),
        "customers": JOB["n_customers"].of(lang, n=number(data["customers"], lang)),  # no list has just these
        "first": day(as_day(data["first_day"]), lang),
        "last": day(as_day(data["last_day"]), lang),
        "money": money(data["revenue"], data["currency"], lang),
    }
    return {"text": JOB["orders" if data["first_day"] != data["last_day"] else "orders_day"], "values": values}


def _new(data: Mapping[str, Any], lang: str) -> dict[str, Any] | None:
    if data.get("already_loaded"):
        return {"text": JOB["nothing"], "values": {}}
    if data.get("orders_replaced") and not data.get("orders_added"):
        return {"text": JOB["mended"].filled(n=_count(data["orders_replaced"])), "values": {}}
    if not data.get("orders_added") and not data.get("customers_added"):
        return None
    values: dict[str, str | Markup] = {
        "orders": door(number(data["orders_added"], lang), f"/imports/{data['batch_id']}"),
        "customers": number(data["customers_added"], lang),
    }
    return {"text": JOB["new" if data.get("customers_added") else "new_known"], "values": values}


def _refused(data: Mapping[str, Any], lang: str) -> dict[str, Any]:
    if not data.get("refused_rows"):
        return {"text": JOB["clean"], "values": {}}
    told = door(JOB["rows"].of(lang, n=number(data["refused_rows"], lang)), quarantine_of(data))
    return {"text": JOB["refused"], "values": {"rows": told}}


def as_day(text: str | None) -> dt.date | None:
    """A day of a result."""
    return dt.date.fromisoformat(text) if text else None
