"""`regulars classify`: how many customers each class of each scheme holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.asking import AsOf, waiting
from regulars.cli.session import CLASSIFYING, answered, session
from regulars.cli.speech import option, told
from regulars.cli.waiting import progress
from regulars.words import Words, day, number, percent

if TYPE_CHECKING:
    from regulars.answers import Classes
    from regulars.insight.classes import Sizes
    from regulars.scheme import Scheme
    from regulars.shop import Shop

NAME = "classify"
HELP = told("Xếp mọi khách vào các nhóm, và đếm từng nhóm.", "Sort every customer into classes, and count each class.")
HEADS = (Words("Nhóm", "Class"), Words("Khách", "Customers"), Words("Phần khách", "Of customers"), Words("Phần doanh thu", "Of revenue"))
COUNTED = Words("{customers} khách, tính đến hết {day}.", "{customers} customers, as of {day}.")
WAITING = Words("Còn chờ dữ liệu: {schemes}.", "Waiting for data: {schemes}.")
REVENUE = Words("Doanh thu: 365 ngày, của khách biết tên.", "Revenue: of 365 days, from customers known by name.")
TOO_FEW = Words("Chưa đến 20 khách: chưa tính phần trăm.", "Fewer than 20 customers: no percentages.")
NEXT = Words(
    "Vì sao một khách ở nhóm ấy: regulars because MÃ_KHÁCH. Báo cáo: regulars report",
    "Why a customer is where they are: regulars because CUSTOMER. The report: regulars report",
)


@dataclass(frozen=True)
class Sorted:
    """What was counted: the sizes of every scheme asked for, and which of them wait for data."""

    classes: Classes
    sizes: Mapping[str, Sizes]
    without_data: frozenset[str]
    customers: int

    @property
    def schemes(self) -> Sequence[Scheme]:
        return tuple(self.classes.schemes.values())


def command(
    context: typer.Context,
    as_of: AsOf = None,
    scheme: Annotated[
        list[str] | None,
        option(
            "--scheme",
            vi="Chỉ cách phân loại này, ví dụ ladder; ghi được nhiều lần.",
            en="Only this scheme, such as ladder; may be given several times.",
            metavar="SCHEME",
        ),
    ] = None,
) -> Answer:
    asked = session(context)
    with asked.shop() as shop, progress(asked.lang, CLASSIFYING):
        found = counted(shop, as_of, scheme or None)
        return answered(shop, found.classes.as_of, data(found, asked.lang), lambda lang: shown(found, lang))


def counted(shop: Shop, as_of: str | None, schemes: Sequence[str] | None) -> Sorted:
    """Classify as of a day and count."""
    from regulars.insight.classes import class_sizes

    classes = shop.classify(as_of, schemes)
    profile, asked = shop.profile(classes.as_of).ibis, list(classes.schemes.values())
    return Sorted(classes, class_sizes(profile, classes.table.ibis, asked), waiting(profile, asked), len(classes.table))


def data(found: Sorted, lang: str) -> dict[str, object]:
    """The counts as plain data; shares are null below 20 people."""
    return {
        "customers": found.customers,
        "currency": found.classes.table.currency,
        "schemes": [_scheme(scheme, found.sizes[scheme.id], scheme.id in found.without_data, lang) for scheme in found.schemes],
    }


def _scheme(scheme: Scheme, sizes: Sizes, waiting: bool, lang: str) -> dict[str, Any]:
    classes = [
        {
            "id": row.id,
            "name": scheme.class_named(row.id).name.of(lang),
            "customers": row.people,
            "share": sizes.share_of_people(row),
            "revenue_365d": row.spend,
            "revenue_share": sizes.share_of_spend(row),
        }
        for row in sizes.rows
    ]
    return {"id": scheme.id, "name": scheme.name.of(lang), "waiting": waiting, "classes": classes}


def shown(found: Sorted, lang: str) -> Iterator[Any]:
    """The counts as one table with a part for every scheme, those that wait for data named below it."""
    from regulars.cli.tables import plain, quiet, table

    yield plain(COUNTED.of(lang, customers=number(found.customers, lang), day=day(found.classes.as_of, lang)))
    ready = [scheme for scheme in found.schemes if scheme.id not in found.without_data]
    if ready:
        yield from (
            "",
            table([head.of(lang) for head in HEADS], _all_rows(found, ready, lang), right=(1, 2, 3)),
            "",
            quiet(REVENUE.of(lang)),
        )
    if found.without_data:
        names = [scheme.name.of(lang) for scheme in found.schemes if scheme.id in found.without_data]
        yield quiet(WAITING.of(lang, schemes=", ".join(names)))
    yield quiet((TOO_FEW if found.customers < 20 else NEXT).of(lang))


def _all_rows(found: Sorted, schemes: Sequence[Scheme], lang: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for scheme in schemes:
        rows += [("",)] if rows else []
        rows += [(f"{scheme.name.of(lang)} · {scheme.id}",), *_rows(scheme, found.sizes[scheme.id], lang)]
    return rows


def _rows(scheme: Scheme, sizes: Sizes, lang: str) -> Iterator[tuple[str, ...]]:
    for row in sizes.rows:
        shares = (percent(share, lang) for share in (sizes.share_of_people(row), sizes.share_of_spend(row)))
        yield "  " + scheme.class_named(row.id).name.of(lang), number(row.people, lang), *shares
