"""`regulars because`: why a customer is where they are, in their own numbers."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.asking import AsOf, SchemeName, waiting
from regulars.cli.reasons import SLIP, UP, in_full
from regulars.cli.session import CLASSIFYING, answered, session
from regulars.cli.speech import argument, told
from regulars.cli.waiting import progress
from regulars.words import Words

if TYPE_CHECKING:
    from regulars.insight.because import Because
    from regulars.scheme import Scheme
    from regulars.shop import Shop

NAME = "because"
HELP = told("Vì sao một khách ở nhóm ấy, bằng chính con số của họ.", "Why a customer is in their classes, in their numbers.")
WAITING = Words("Còn chờ dữ liệu: {schemes}.", "Waiting for data: {schemes}.")
OTHERS = Words("Những cách phân loại khác", "Other schemes")
SCHEME, CLASS, ID = Words("Cách phân loại", "Scheme"), Words("Nhóm", "Class"), Words("Mã", "Id")
WHY = Words("Vì sao", "Why")
GRID = 120  # columns of a terminal from which the three reasons stand side by side
NEXT = Words(
    "Kỹ hơn một cách phân loại: regulars because {customer} ladder", "One scheme in more detail: regulars because {customer} ladder"
)


def command(
    context: typer.Context,
    customer: Annotated[str, argument("CUSTOMER", vi="Mã khách.", en="The customer's id.")],
    scheme: SchemeName = None,
    as_of: AsOf = None,
) -> Answer:
    asked = session(context)
    with asked.shop() as shop, progress(asked.lang, CLASSIFYING):
        if scheme is not None:
            one = shop.because(customer, scheme, as_of)
            return answered(shop, one.as_of, one.to_data(asked.lang), lambda lang: in_full(one, lang))
        return _of_every_scheme(shop, customer, as_of, asked.lang)


def _of_every_scheme(shop: Shop, customer: str, as_of: str | None, lang: str) -> Answer:
    ready, late = _ready(shop, as_of)
    reasons = shop.reasons(customer, as_of)
    found = [reasons[scheme.id] for scheme in sorted(ready, key=lambda one: not one.leads)]
    day = found[0].as_of
    data = {
        "customer_id": customer,
        "because": [one.to_data(lang) for one in found],
        "waiting": [scheme.id for scheme in late],
    }
    return answered(shop, day, data, lambda lang: in_brief(customer, found, late, lang))


def _ready(shop: Shop, as_of: str | None) -> tuple[list[Scheme], list[Scheme]]:
    """The schemes that have what they need, and those that wait for data."""
    every = list(shop.classify(as_of).schemes.values())
    late = waiting(shop.profile(as_of).ibis, every)
    return [one for one in every if one.id not in late], [one for one in every if one.id in late]


def in_brief(customer: str, found: Sequence[Because], late: Sequence[Scheme], lang: str) -> Iterator[Any]:
    """The leading schemes with why, next and slip, then one line for each of the others."""
    from regulars.cli.tables import quiet, table, title

    yield from _leading([one for one in found if one.scheme.leads], lang)
    others = [_line(one, lang) for one in found if not one.scheme.leads]
    if others:
        heads = [head.of(lang) for head in (SCHEME, CLASS, SLIP, ID)]
        yield from (title(OTHERS.of(lang)), table(heads, others), "")
    if late:
        yield quiet(WAITING.of(lang, schemes=", ".join(one.name.of(lang) for one in late)))
    yield quiet(NEXT.of(lang, customer=customer))


def _leading(found: Sequence[Because], lang: str) -> Iterator[Any]:
    """Why, what would bring them up, when they slip: a row for each of the leading schemes; beneath each other where there is no room."""
    from regulars.cli.tables import plain, table, title
    from regulars.cli.terminal import console

    rows = [(one.scheme.name.of(lang), one.sentence(lang), *(said or "–" for said in one.outlook(lang))) for one in found]
    heads = [head.of(lang) for head in (SCHEME, WHY, UP, SLIP)]
    if console(sys.stdout).width >= GRID and any(one.ahead for one in found):
        yield from (table(heads, rows, shares=(3, 6, 4, 4)), "")
        return
    for name, why, *ahead in rows:
        yield from (title(name), plain(why))
        yield from (plain(f"{head}: {said}") for head, said in zip(heads[2:], ahead, strict=True) if said != "–")
        yield ""


def _line(one: Because, lang: str) -> tuple[str, ...]:
    from regulars.words import day

    slips = one.slips
    into = f"{day(slips.on, lang)}: {one.scheme.class_named(slips.into).name.of(lang)}" if slips else "–"
    return one.scheme.name.of(lang), one.class_.name.of(lang), into, one.scheme.id
