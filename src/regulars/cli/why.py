"""`regulars because`: why a customer is where they are, in their own numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.asking import AsOf, SchemeName, waiting
from regulars.cli.session import CLASSIFYING, answered, session
from regulars.cli.speech import argument, told
from regulars.cli.waiting import progress
from regulars.words import Words, listed

if TYPE_CHECKING:
    from regulars.insight.because import Because, FailedRule
    from regulars.scheme import Scheme
    from regulars.shop import Shop

NAME = "because"
HELP = told("Vì sao một khách ở nhóm ấy, bằng chính con số của họ.", "Why a customer is in their classes, in their numbers.")
CARE = Words("Nên làm: {care}", "What to do: {care}")
FAILED = Words("Chưa vào được:", "Not in:")
SINCE = Words("Từ ngày {day}.", "Since {day}.")
WAITING = Words("Còn chờ dữ liệu: {schemes}.", "Waiting for data: {schemes}.")
OTHERS = Words("Những cách phân loại khác", "Other schemes")
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
            return answered(shop, one.as_of, one.to_data(asked.lang), lambda lang: _in_full(one, lang))
        return _of_every_scheme(shop, customer, as_of, asked.lang)


def _of_every_scheme(shop: Shop, customer: str, as_of: str | None, lang: str) -> Answer:
    ready, late = _ready(shop, as_of)
    found = [shop.because(customer, scheme.id, as_of) for scheme in sorted(ready, key=lambda one: not one.leads)]
    day = found[0].as_of
    data = {
        "customer_id": customer,
        "because": [one.to_data(lang) for one in found],
        "waiting": [scheme.id for scheme in late],
    }
    return answered(shop, day, data, lambda lang: _in_brief(customer, found, late, lang))


def _ready(shop: Shop, as_of: str | None) -> tuple[list[Scheme], list[Scheme]]:
    """The schemes that have what they need, and those that wait for data."""
    every = list(shop.classify(as_of).schemes.values())
    late = waiting(shop.profile(as_of).ibis, every)
    return [one for one in every if one.id not in late], [one for one in every if one.id in late]


def _in_brief(customer: str, found: Sequence[Because], late: Sequence[Scheme], lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, quiet, table, title

    for one in found:
        if one.scheme.leads:
            yield from (title(one.scheme.name.of(lang)), plain(one.sentence(lang)), "")
    others = [(one.scheme.name.of(lang), one.class_.name.of(lang), one.scheme.id) for one in found if not one.scheme.leads]
    if others:
        heads = Words("Cách phân loại", "Scheme"), Words("Nhóm", "Class"), Words("Mã", "Id")
        yield from (title(OTHERS.of(lang)), table([head.of(lang) for head in heads], others), "")
    if late:
        yield quiet(WAITING.of(lang, schemes=", ".join(one.name.of(lang) for one in late)))
    yield quiet(NEXT.of(lang, customer=customer))


def _in_full(one: Because, lang: str) -> Iterator[Any]:
    from rich.padding import Padding

    from regulars.cli.tables import plain, title
    from regulars.words import day

    yield plain(one.sentence(lang))
    if one.since:
        yield plain(SINCE.of(lang, day=day(one.since, lang)))
    if one.failed_above:
        yield from ("", title(FAILED.of(lang)))
        yield from (Padding(plain(_failed(one, rule, lang)), (0, 0, 0, 2), expand=False) for rule in one.failed_above)
    care = one.class_.care.of(lang)
    if care:
        yield from ("", plain(CARE.of(lang, care=care)))


def _failed(one: Because, rule: FailedRule, lang: str) -> str:
    """A class that was tested before, and what kept the customer out of it."""
    return f"{one.scheme.class_named(rule.class_id).name.of(lang)}: {listed(list(dict.fromkeys(_reasons(one, rule, lang))), lang)}"


def _reasons(one: Because, rule: FailedRule, lang: str) -> Iterator[str]:
    """What kept the customer out, feature by feature."""
    from regulars.insight.because import spoken
    from regulars.vocabulary import FEATURES

    for name in dict.fromkeys(fact.feature for fact in rule.facts):
        own = [fact for fact in rule.facts if fact.feature == name]
        if name in one.classes:
            other = one.classes[name]
            yield f"{other.name.of(lang)}: {other.class_named(str(own[0].value)).name.of(lang)}"
        else:
            yield spoken(FEATURES[name], own, lang, one.currency)
