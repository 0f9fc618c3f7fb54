"""`regulars customers`: the customers a rule or a class describes, a few columns of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.asking import AsOf, ClassNames, RuleOption, RuleText, asked_rule, split
from regulars.cli.session import CLASSIFYING, answered, session
from regulars.cli.speech import option, told
from regulars.cli.waiting import progress
from regulars.errors import NotFound
from regulars.words import NBSP, Words, day, listed, masked_email, masked_phone, number

if TYPE_CHECKING:
    from regulars.answers import Table
    from regulars.scheme import Scheme
    from regulars.shop import Shop

NAME = "customers"
HELP = told("Những khách mà một quy tắc hay một nhóm nói tới.", "The customers whom a rule or a class describes.")
USUAL = ("customer_id", "name", "phone", "ladder", "lifecycle", "purchases_365d", "days_since_last", "spend_365d")
SPARED = ("phone", "days_since_last", "purchases_365d", "lifecycle")
PEOPLE = {
    "customer_id": Words("Mã khách", "Customer"),
    "name": Words("Tên", "Name"),
    "phone": Words("Điện thoại", "Phone"),
    "email": Words("E-mail", "E-mail"),
}
HEADS = PEOPLE | {
    "ladder": Words("Cấp độ", "Ladder"),
    "lifecycle": Words("Vòng đời", "Lifecycle"),
    "purchases_365d": Words("Lần mua 365 ngày", "Purchases, 365 days"),
    "days_since_last": Words("Từ lần mua cuối", "Since the last purchase"),
    "spend_365d": Words("Chi tiêu 365 ngày", "Spend, 365 days"),
}
FOUND = Words("{total} khách, tính đến hết {day}.", "{total} customers, as of {day}.")
ONE = Words("1 khách, tính đến hết {day}.", "1 customer, as of {day}.")
NOBODY = Words("Không có khách nào như vậy, tính đến hết {day}.", "There is no such customer as of {day}.")
FIRST = Words("Đây là {shown} khách đầu. Xem thêm: --limit {more}", "These are the first {shown}. To see more: --limit {more}")


@dataclass(frozen=True)
class Found:
    """The customers found: how many there are in all, and the rows to show."""

    total: int
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    table: Table
    schemes: Mapping[str, Scheme]
    usual: bool


def command(
    context: typer.Context,
    rule: RuleText = None,
    also: RuleOption = None,
    classes: ClassNames = None,
    limit: Annotated[
        int, option("--limit", vi="Hiện nhiều nhất bấy nhiêu khách.", en="Show so many customers at most.", min=0, metavar="N")
    ] = 20,
    sort: Annotated[
        str,
        option(
            "--sort",
            vi="Xếp theo cột này; có dấu trừ ở trước là từ lớn đến nhỏ.",
            en="Sort by this column; with a minus in front, largest first.",
            metavar="COLUMN",
        ),
    ] = "-spend_365d",
    columns: Annotated[
        str | None,
        option(
            "--columns",
            vi="Các cột cần xem, cách nhau bằng dấu phẩy: đặc điểm, cách phân loại, name, phone, email.",
            en="Columns to show, parted by commas: features, schemes, name, phone, email.",
            metavar="NAMES",
        ),
    ] = None,
    as_of: AsOf = None,
) -> Answer:
    asked = session(context)
    with asked.shop() as shop, progress(asked.lang, CLASSIFYING):
        table = shop.customers(asked_rule(shop, (rule, also), classes, as_of), as_of)
        found = _found(shop, table, split(columns), sort, limit)
        data = {"total": found.total, "shown": len(found.rows), "currency": table.currency, "customers": list(found.rows)}
        return answered(shop, table.as_of, data, lambda lang: _shown(found, lang))


def _found(shop: Shop, table: Table, columns: Sequence[str], sort: str, limit: int) -> Found:
    chosen = tuple(columns) or tuple(name for name in USUAL if name in table.columns)
    by = sort.removeprefix("-")
    for name in (*chosen, by):
        known_column(name, table.columns)
    order = table.ibis[by].desc(nulls_first=False) if sort.startswith("-") else table.ibis[by].asc(nulls_first=False)
    first = table.ibis.order_by(order, "customer_id").limit(limit)
    rows = tuple(_masked(row) for row in first.select(*dict.fromkeys(chosen)).to_pyarrow().to_pylist())
    shown = chosen if columns else tuple(name for name in chosen if name not in ("name", "phone") or any(row[name] for row in rows))
    return Found(len(table), shown, rows, table, shop.classify(table.as_of).schemes, not columns)


def known_column(name: str, columns: Sequence[str]) -> str:
    """The name of a column that there is; `NotFound` with the nearest names."""
    from regulars.vocabulary import nearest

    if name in columns:
        return name
    near = nearest(name, tuple(columns))
    close = Words(
        f"Có phải là {listed(near, 'vi', last='or')}?" if near else "Xem các cột ở docs/reference/features.md.",
        f"Did you mean {listed(near, 'en', last='or')}?" if near else "The columns are listed in docs/reference/features.md.",
    )
    raise NotFound(
        Words(f"Không có cột nào tên “{name}”.", f"There is no column called “{name}”."), seen=name, todo=close, code="no_column"
    )


def _masked(row: Mapping[str, Any]) -> dict[str, Any]:
    hidden = {"phone": masked_phone, "email": masked_email}
    return {name: hidden[name](value) if name in hidden else value for name, value in row.items()}


def _shown(found: Found, lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, quiet

    at = day(found.table.as_of, lang)
    words = {0: NOBODY, 1: ONE}.get(found.total, FOUND)
    yield plain(words.of(lang, total=number(found.total, lang), day=at))
    if not found.rows:
        return
    yield from ("", _table(found, lang))
    if len(found.rows) < found.total:
        yield from ("", quiet(FIRST.of(lang, shown=number(len(found.rows), lang), more=min(found.total, 10 * len(found.rows)))))


def _table(found: Found, lang: str) -> Any:
    """The rows as a table; where nobody asked for certain columns, those that the terminal has no room for are left out."""
    from regulars.cli.tables import fits, table

    columns = list(found.columns)
    for name in ("", *(SPARED if found.usual else ())):
        columns = [each for each in columns if each != name]
        heads = [_head(each, found, lang) for each in columns]
        rows = [[_cell(each, row[each], found, lang) for each in columns] for row in found.rows]
        if fits(heads, rows):
            break
    return table(heads, rows, right=[at for at, name in enumerate(columns) if _is_figure(name)])


def _is_figure(name: str) -> bool:
    from regulars.vocabulary import FEATURES
    from regulars.vocabulary.value import NUMBERS

    return name in FEATURES and FEATURES[name].kind in NUMBERS


def _head(name: str, found: Found, lang: str) -> str:
    from regulars.vocabulary import FEATURES

    if name in HEADS:
        return HEADS[name].of(lang)
    words = found.schemes[name].name if name in found.schemes else FEATURES[name].words if name in FEATURES else Words(name, name)
    text = words.of(lang)
    return text[:1].upper() + text[1:]


def _cell(name: str, value: Any, found: Found, lang: str) -> str:
    from regulars.vocabulary import FEATURES, say_value

    if value is None or name in PEOPLE:
        return "–" if value is None else str(value).replace(" ", NBSP) if name == "phone" else str(value)
    if name in found.schemes:
        return found.schemes[name].class_named(value).name.of(lang)
    return say_value(FEATURES[name], value, lang, found.table.currency, exact=False) if name in FEATURES else str(value)
