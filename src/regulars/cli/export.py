"""`regulars export`: classes and features of customers as a file for other programs, without names, phones and e-mails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from regulars.cli.answer import Answer
from regulars.cli.asking import AsOf, ClassNames, RuleOption, asked_rule, split
from regulars.cli.customers import known_column
from regulars.cli.session import CLASSIFYING, answered, session
from regulars.cli.speech import argument, option, told
from regulars.cli.waiting import progress
from regulars.errors import InputError
from regulars.words import Words

if TYPE_CHECKING:
    from regulars.answers import Table

NAME = "export"
HELP = told(
    "Ghi nhóm và đặc điểm của khách ra CSV, Parquet hay Excel.",
    "Write customers' classes and features as CSV, Parquet or Excel.",
)
CONTACT = ("name", "phone", "email")
WRITING = Words("Đang ghi tệp", "Writing the file")
WRITTEN = Words("Đã ghi {people}, {columns} cột: {path}", "Wrote {people}, columns: {columns}, to {path}")
WITHOUT = Words("Không kèm tên, số điện thoại, e-mail.", "Without names, phones and e-mails.")


def command(
    context: typer.Context,
    file: Annotated[
        Path | None,
        argument(
            "FILE",
            vi="Tệp .csv, .parquet hay .xlsx; không ghi thì vào thư mục exports/ của tiệm.",
            en="A .csv, .parquet or .xlsx file; left out, one in the shop's folder exports/.",
        ),
    ] = None,
    form: Annotated[
        Literal["csv", "parquet", "xlsx"],
        option("--format", vi="Loại tệp, khi không ghi tên tệp.", en="The kind of file, where no file is named."),
    ] = "csv",
    rule: RuleOption = None,
    classes: ClassNames = None,
    columns: Annotated[
        str | None,
        option(
            "--columns",
            vi="Các cột cần ghi, cách nhau bằng dấu phẩy; không ghi thì mọi nhóm và đặc điểm.",
            en="Columns to write, parted by commas; left out, every class and feature.",
            metavar="NAMES",
        ),
    ] = None,
    as_of: AsOf = None,
) -> Answer:
    asked = session(context)
    with asked.shop() as shop, progress(asked.lang, CLASSIFYING) as tell:
        from regulars import export
        from regulars.insight.spoken import people

        if file is not None:
            export.kind_of(file)
        whole = shop.customers(asked_rule(shop, (rule,), classes, as_of), as_of)
        table = _without_contacts(whole, split(columns))
        target = file or shop.home / "exports" / f"{whole.as_of.isoformat()}.{form}"
        tell(WRITING, None)
        rows = export.write(table, target, asked.lang)
        data = {"path": str(target.resolve()), "customers": rows, "columns": list(table.columns)}
        said = {"columns": len(table.columns), "path": str(target)}
        return answered(shop, whole.as_of, data, lambda lang: (WRITTEN.of(lang, people=people(rows).of(lang), **said), WITHOUT.of(lang)))


def _without_contacts(table: Table, columns: Sequence[str]) -> Table:
    from dataclasses import replace

    chosen = ["customer_id", *(known_column(name, table.columns) for name in columns if name != "customer_id")]
    named = [name for name in chosen if name in CONTACT]
    if named:
        raise InputError(
            Words("Tên, số điện thoại, e-mail không được ghi ra tệp.", "Names, phones and e-mails are not written to a file."),
            seen=", ".join(named),
            todo=Words(
                "Bỏ các cột ấy; nối lại bằng mã khách ở nơi giữ chúng.", "Leave them out; join them by customer id where they are kept."
            ),
            code="contact_details",
        )
    kept = chosen if columns else [name for name in table.columns if name not in CONTACT]
    return replace(table, ibis=table.ibis.select(*dict.fromkeys(kept)).order_by("customer_id"))
