"""Saved audiences: saved, renamed, changed, removed and brought back; each with how many are in it now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse

from regulars.edition import Count, Edition
from regulars.errors import InputError, Regulars
from regulars.insight.spoken import people
from regulars.rules import Rule, everyone
from regulars.store.books import Audience
from regulars.web.here import Here, here
from regulars.web.pages.builder.showing import address, given, of_rule, sentence
from regulars.web.pages.builder.words import TITLE, WORDS
from regulars.words import Words

router = APIRouter(prefix="/builder/audiences")
Signed = Annotated[Here, Depends(here)]
Text = Annotated[str, Form(max_length=30_000)]


@dataclass(frozen=True)
class Saved:
    """One saved audience as it is listed; `count` is null, and `said` says why, where its rule can no longer be read."""

    audience: Audience
    said: str
    count: Count | None
    href: str


@router.get("")
def listed(here: Signed) -> Response:
    """The list by itself."""
    return _list(here)


@router.post("")
def save(here: Signed, name: Text = "", rule: Text = "", audience: Annotated[int | None, Form()] = None, new: Text = "") -> Response:
    """Save a rule under a name: as a new audience, or in place of the one that is open."""
    edition = _edition(here)
    try:
        read = edition.rule(rule) if rule.strip() else everyone
        by = here.user.name
        if audience is not None and not new:
            kept = here.books.audiences.change(audience, name=name, rule=read, by=by)
        else:
            kept = here.books.audiences.add(name, read, by=by)
    except Regulars as problem:
        return _again(here, edition, rule, audience, name, problem)
    here.books.audit.write("audience_saved", by=by, about=kept.name, data={"id": kept.id})
    said = WORDS["saved"].filled(name=kept.name, people=people(edition.count(read).people))
    return _done(here, edition, kept, said)


@router.post("/{id}/name")
def rename(here: Signed, id: int, name: Text = "") -> Response:
    """Another name."""
    before = here.books.audiences.get(id)
    kept = here.books.audiences.change(id, name=name, by=here.user.name)
    here.books.audit.write("audience_renamed", by=here.user.name, about=kept.name, data={"id": id, "before": before.name})
    return _list(here, WORDS["renamed"].filled(before=before.name, name=kept.name))


@router.post("/{id}/remove")
def remove(here: Signed, id: int) -> Response:
    """Forget one; the toast can bring it back."""
    gone = here.books.audiences.get(id)
    here.books.audiences.remove(id)
    here.books.audit.write("audience_removed", by=here.user.name, about=gone.name, data={"id": id, "rule": gone.text})
    undo = "/builder/audiences/back?" + urlencode({"name": gone.name, "rule": gone.text})
    return _list(here, WORDS["removed"].filled(name=gone.name), undo)


@router.post("/back")
def bring_back(here: Signed, name: str, rule: str) -> Response:
    """Save again what was just removed."""
    kept = here.books.audiences.add(name, _edition(here).rule(rule), by=here.user.name)
    here.books.audit.write("audience_saved", by=here.user.name, about=kept.name, data={"id": kept.id})
    return RedirectResponse(address(kept.text, audience=kept.id), 303)


def saved(here: Here, edition: Edition) -> list[Saved]:
    """Every saved audience with how many are in it now: counted in one scan."""
    every = here.books.audiences.all()
    read = {each.id: _read(each, edition) for each in every}
    rules = {id: rule for id, rule in read.items() if isinstance(rule, Rule)}
    counts = dict(zip(rules, edition.counts(list(rules.values())), strict=True))
    return [_saved(each, read[each.id], counts.get(each.id), edition, here.lang) for each in every]


def _saved(audience: Audience, rule: Rule | Regulars, count: Count | None, edition: Edition, lang: str) -> Saved:
    if isinstance(rule, Regulars):
        said = WORDS["unreadable"].filled(why=rule.what).of(lang)
    else:
        said = sentence(None if rule == everyone else rule, edition, lang)
    return Saved(audience, said, count, address(audience.text, audience=audience.id))


def _read(audience: Audience, edition: Edition) -> Rule | Regulars:
    """Its rule, read anew: a scheme that it asks about may be gone."""
    try:
        return edition.rule(audience.text)
    except Regulars as fault:
        return fault


def _edition(here: Here) -> Edition:
    if here.edition is None:
        raise InputError(WORDS["no_edition"], code="no_edition")
    return here.edition


def _done(here: Here, edition: Edition, kept: Audience, said: Words) -> Response:
    way = address(kept.text, audience=kept.id)
    if not here.is_htmx:
        return RedirectResponse(way, 303)
    context = _context(here, edition, open=kept, rule=kept.text, said=said, saved=saved(here, edition))
    return here.part("builder.html.j2", "after_saving", headers={"HX-Push-Url": way}, **context)


def _again(here: Here, edition: Edition, rule: str, audience: int | None, name: str, problem: Regulars) -> Response:
    """The box again with what is wrong, and everything kept."""
    context = _context(here, edition, rule=rule, problem=problem, name=name, audience=audience)
    if here.is_htmx:
        return here.part("builder.html.j2", "saving", status=problem.status, **context)
    return here.page("builder.html.j2", status=problem.status, saved=saved(here, edition), **context)


def _context(
    here: Here, edition: Edition, *, rule: str, audience: int | None = None, open: Audience | None = None, **more: Any
) -> dict[str, Any]:
    shown = of_rule(rule, edition, here.lang, audience=open.id if open else audience)
    return given(here, edition, shown) | more


def _list(here: Here, said: Words | None = None, undo: str | None = None) -> Response:
    edition = _edition(here)
    context = {"words": WORDS, "saved": saved(here, edition), "said": said, "undo": undo, "people": people}
    if here.is_htmx:
        return here.part("builder_saved.html.j2", "answer", **context)
    if said:
        return RedirectResponse("/builder", 303)
    return here.page("builder_saved.html.j2", title=WORDS["saved_groups"], section="builder", crumbs=[(TITLE, "/builder")], **context)
