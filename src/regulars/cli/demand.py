"""`regulars demand`: what the next weeks should bring, in all, by category or by class."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regulars.cli.answer import Answer
from regulars.cli.asking import AsOf
from regulars.cli.insight import shown, wrote
from regulars.cli.session import CLASSIFYING, answered, session
from regulars.cli.speech import option, told
from regulars.cli.waiting import progress

NAME = "demand"
HELP = told(
    "Những tuần tới dự kiến có bao nhiêu đơn, bao nhiêu doanh thu, và đoán như thế thì lệch bao nhiêu khi thử trên quá khứ.",
    "What orders and revenue the next weeks should bring, and how far that missed when it was tried on the past.",
)

# Of the weeks of the whole shop, for people; a file has all.
WEEKLY = ("week", "orders", "revenue", "expected_orders", "expected_revenue", "revenue_low", "revenue_high", "same_week_before")


def command(
    context: typer.Context,
    by: Annotated[
        str | None,
        option(
            "--by",
            vi="Chia theo category (nhóm hàng) hoặc mã của một cách phân loại, ví dụ lifecycle; không ghi thì cả tiệm.",
            en="Divide by category, or by the id of a scheme such as lifecycle; left out, the whole shop.",
            metavar="WHAT",
        ),
    ] = None,
    weeks: Annotated[
        int, option("--weeks", vi="Bao nhiêu tuần tới, 1 đến 26.", en="How many weeks ahead, 1 to 26.", min=1, max=26, metavar="N")
    ] = 8,
    out: Annotated[
        Path | None,
        option(
            "--out",
            vi="Ghi từng tuần của từng phần vào tệp này: .csv, .parquet hay .xlsx.",
            en="Write every week of every part to this file: .csv, .parquet or .xlsx.",
            metavar="FILE",
        ),
    ] = None,
    as_of: AsOf = None,
) -> Answer:
    asked = session(context)
    with asked.shop() as shop, progress(asked.lang, CLASSIFYING):
        found = shop.demand(by, weeks, as_of)
        said = wrote(found, out, asked.lang) if out else None
        seen = found if by is None else shop.insight("demand_groups", as_of, by=by, weeks=weeks)
        columns = WEEKLY if by is None else ()
        return answered(shop, found.as_of, found.to_data(asked.lang), lambda lang: shown(seen, len(seen), said, lang, columns))
