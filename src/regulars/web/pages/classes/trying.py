"""Trying another number in a rule: who would move, said while it slides; saving it, and going back to the default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from regulars.errors import InputError, NotFound
from regulars.insight import tried_number
from regulars.insight.tried_number import share_of_revenue
from regulars.vocabulary import nearest
from regulars.web.pages.classes import asking
from regulars.web.pages.classes.asking import Signed
from regulars.web.pages.classes.texts import W
from regulars.words import LANGUAGES, Words

if TYPE_CHECKING:
    from regulars.edition import Edition
    from regulars.insight.rule_change import RuleChange
    from regulars.scheme import Scheme
    from regulars.schemes.numbers import Number
    from regulars.web.here import Here

router = APIRouter()
PERCENT = ("share",)  # kept as a part of 1, tried in hundredths


@dataclass(frozen=True)
class Tried:
    """One number being tried. `value` and the ends are as people type them (85 for 0.85 of a share); `change` is null at the value in force."""

    number: Number
    class_name: Words
    about: str | None
    value: float
    stored: float
    low: float
    high: float
    step: float
    unit: str
    said: Words
    in_force: Words
    default: Words
    ends: tuple[Words, Words]
    change: RuleChange | None = None
    fault: Words | None = None

    @property
    def at(self) -> float:
        """Where the value stands between the ends, 0 to 100."""
        return self._place(self.value)

    @property
    def stored_at(self) -> float:
        return self._place(self.stored)

    def _place(self, value: float) -> float:
        return 100 * (value - self.low) / (self.high - self.low) if self.high > self.low else 0

    @property
    def sentences(self) -> list[Words]:
        """What would happen; nothing at the value in force."""
        if self.change is None:
            return []
        own = self.change.proposed[0]
        said = list(tried_number.said(own, self.about)) if self.about else []
        return said or [Words(*(self.change.sentence(lang) for lang in LANGUAGES))]


def number_named(edition: Edition, scheme: Scheme, id: str) -> Number:
    """One number of a scheme; `NotFound` with the nearest names."""
    there = {number.id: number for number in edition.numbers(scheme.id)}
    if id in there:
        return there[id]
    close = ", ".join(nearest(id, tuple(there)) or there) or "–"
    raise NotFound(W["no_number"].filled(scheme=scheme.name, id=id), seen=id, todo=Words(f"Có: {close}.", f"There is: {close}."))


def tried(edition: Edition, scheme: Scheme, number: Number, typed: float | None = None) -> Tried:
    """A number at the value typed, or at that in force; with what would happen."""
    factor = 100 if number.feature and number.feature.kind in PERCENT else 1
    value = number.value if typed is None else round(typed / factor, 6)
    fault = _fault(number, value, edition.currency)
    low, high = number.span(*(() if fault else (value,)))
    place = number.places[0] if number.places else None
    named = scheme.classes[place.at] if place else None
    changes = not fault and value != number.value
    return Tried(
        number,
        named.name if named else scheme.name,
        named.id if named else None,
        _plain(value * factor),
        _plain(number.value * factor),
        _plain(low * factor),
        _plain(high * factor),
        _plain(number.step * factor),
        _unit(number),
        _said(number, value, edition.currency),
        _said(number, number.value, edition.currency),
        _said(number, number.default, edition.currency),
        (_said(number, low, edition.currency), _said(number, high, edition.currency)),
        edition.preview(scheme.id, **{number.id: _plain(value)}) if changes else None,
        fault,
    )


def _plain(value: float) -> float:
    """A number without what a power of ten leaves over; whole ones as such."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _said(number: Number, value: float, currency: str) -> Words:
    return Words(*(number.said(value, lang, currency) for lang in LANGUAGES))


def _unit(number: Number) -> str:
    """What stands after the number in a field: `%`, `km`; nothing where it is a bare number."""
    return "%" if number.feature and number.feature.kind in (*PERCENT, "percentile") else ""


def _fault(number: Number, value: float, currency: str) -> Words | None:
    low, high = number.minimum, number.maximum
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    ends = [_said(number, end, currency) if end is not None else Words("–", "–") for end in (low, high)]
    return W["out_of_bounds"].filled(low=ends[0], high=ends[1])


def given(here: Here, scheme: Scheme, found: Tried | None) -> dict[str, Any]:
    """What the template is given of a number being tried."""
    edition = asking.edition_of(here)
    numbers = edition.numbers(scheme.id)
    own = found.change.proposed[0] if found and found.change else None
    names = [each[2] or each[1] for each in tried_number.examples(own)] if own else []
    part = share_of_revenue(own, found.about) if own and found and found.about else None
    return {"scheme": scheme, "tried": found, "numbers": numbers, "examples": names, "revenue_part": part, "words": W}


@router.get("/classes/{id}/try")
def try_number(here: Signed, id: str, number: str, value: str = "") -> Response:
    """The box with another number; for HTMX only its answer while it slides, else the page."""
    edition = asking.edition_of(here)
    scheme = edition.scheme(id)
    found = tried(edition, scheme, number_named(edition, scheme, number), typed(value))
    block = "answer" if here.request.headers.get("hx-target") == "answer" else "trying"
    if not here.is_htmx:
        return RedirectResponse(f"/classes/{id}?try={number}&value={value}#trying", 303)
    return here.part("scheme.html.j2", block, opened=True, **given(here, scheme, found))


def typed(text: str) -> float | None:
    """A number as typed, with a point or a comma; null for nothing, `InputError` for what is none."""
    if not text.strip():
        return None
    try:
        return float(text.strip().replace(",", "."))
    except ValueError as error:
        raise InputError(W["not_a_number"], seen=text[:40], code="number") from error


@router.post("/classes/{id}/numbers/{number}")
def save(
    here: Signed, id: str, number: str, value: Annotated[str, Form(max_length=40)] = "", default: Annotated[str, Form()] = ""
) -> Response:
    """Put the job that pins the number, or gives it back to its default, and sorts the customers again."""
    edition = asking.edition_of(here)
    scheme = edition.scheme(id)
    found = tried(edition, scheme, number_named(edition, scheme, number), None if default else typed(value))
    if found.fault:
        raise InputError(found.fault, seen=value, code="number")
    kept = _plain(found.value / 100) if found.number.feature and found.number.feature.kind in PERCENT else found.value
    what = {"unpin": {id: [number]}} if default else {"pin": {id: {number: kept}}}
    job = here.books.jobs.put("settings", what, by=here.user.name)
    here.books.audit.write("settings", by=here.user.name, about=id, data=what)
    if not here.is_htmx:
        return RedirectResponse(f"/classes/{id}?job={job.id}#trying", 303)
    return here.part(
        "scheme.html.j2", "trying", opened=True, job=job, saved=found.default if default else found.said, **given(here, scheme, None)
    )


@router.get("/classes/{id}/job/{number}")
def job(here: Signed, id: str, number: int) -> Response:
    """How far the job has come."""
    scheme = asking.edition_of(here).scheme(id)
    return here.part("scheme.html.j2", "trying", opened=True, job=here.books.jobs.get(number), saved=None, **given(here, scheme, None))
