"""`regulars report`: everything that was found, as one file to open, print or reckon with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regulars.cli.answer import Answer
from regulars.cli.asking import AsOf
from regulars.cli.session import answered, session
from regulars.cli.speech import option, told
from regulars.cli.waiting import progress
from regulars.words import Words

NAME = "report"
HELP = told(
    "Viết báo cáo: một tệp HTML mở được ngay, không cần mạng; hoặc PDF, XLSX, Markdown, JSON.",
    "Write the report: one HTML file that opens offline; or PDF, XLSX, Markdown, JSON.",
)
WRITING = Words("Đang viết báo cáo", "Writing the report")
WRITTEN = Words("Đã viết báo cáo: {path}", "The report is written: {path}")
LOOK = Words("Mở xem: {uri}", "Open it: {uri}")


def command(
    context: typer.Context,
    out: Annotated[
        Path | None,
        option(
            "--out",
            vi="Ghi vào tệp này; không ghi thì vào thư mục reports/ của tiệm.",
            en="Write it to this file; left out, into the shop's folder reports/.",
            metavar="FILE",
        ),
    ] = None,
    form: Annotated[
        str | None,
        option(
            "--format",
            vi="html, pdf, xlsx, md hoặc json; không ghi thì theo đuôi tệp của --out, hoặc html.",
            en="html, pdf, xlsx, md or json; left out, by the suffix of --out, else html.",
            metavar="FORM",
        ),
    ] = None,
    as_of: AsOf = None,
    launch: Annotated[bool, option("--open", vi="Mở ngay trong trình duyệt.", en="Open it in the browser at once.")] = False,
) -> Answer:
    from regulars.report import format_of

    asked = session(context)
    with asked.shop() as shop, progress(asked.lang, WRITING):
        path = shop.report(out, as_of, asked.lang, form).resolve()
        day = shop.profile(as_of).as_of
        data = {"path": str(path), "uri": path.as_uri(), "lang": asked.lang, "format": format_of(out, form)}
        if launch:
            typer.launch(path.as_uri())
        return answered(shop, day, data, lambda lang: (WRITTEN.of(lang, path=str(path)), LOOK.of(lang, uri=path.as_uri())))
