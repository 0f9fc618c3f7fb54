"""`regulars refresh`: the shop's numbers brought to a day, and who moved for which cause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.asking import AsOf
from regulars.cli.session import CLASSIFYING, answered, session
from regulars.cli.speech import told
from regulars.cli.waiting import progress
from regulars.words import Words, number

if TYPE_CHECKING:
    from regulars.answers import RefreshReport

NAME = "refresh"
HELP = told(
    "Đưa hồ sơ, nhóm và lịch sử của mọi khách đến một ngày: chỉ tính lại những gì ngày ấy thay đổi.",
    "Bring profiles, classes and their history to a day: only what the day changed is computed again.",
)
NOTHING = Words("Không có gì mới: số liệu đã tính đến ngày này rồi.", "Nothing is new: the numbers are of this day already.")
KINDS = {
    "first": Words("Tính lần đầu.", "Computed for the first time."),
    "whole": Words("Tính lại cho mọi khách.", "Computed anew for everybody."),
    "increment": Words("Chỉ tính lại {touched} khách có thay đổi.", "Only {touched} customers with changes were computed again."),
}
RECUT = Words("Ngưỡng được cắt lại.", "The bars were cut anew.")
HEADS = (Words("Vì sao đổi nhóm", "Why they changed class"), Words("Khách", "Customers"))


def command(context: typer.Context, as_of: AsOf = None) -> Answer:
    asked = session(context)

    def here() -> Answer:
        with asked.shop(to_change=True) as shop, progress(asked.lang, CLASSIFYING) as tell:
            report = shop.refresh(as_of, tell)
            return answered(shop, report.as_of, report.to_data(), lambda lang: shown(report, lang))

    return asked.changing("refresh", {"as_of": as_of}, here)


def shown(report: RefreshReport, lang: str) -> Iterator[Any]:
    """What the refresh did, in sentences, and who moved by which cause."""
    from regulars.cli.tables import plain, quiet, table
    from regulars.history import CAUSES

    yield plain(report.text(lang))
    if report.kind == "nothing":
        yield quiet(NOTHING.of(lang))
        return
    yield quiet(
        " ".join(words.of(lang, touched=number(report.touched, lang)) for words in (KINDS[report.kind], *([RECUT] if report.recut else [])))
    )
    if report.moved and report.kind != "first":
        rows = [(CAUSES[cause].name.of(lang), number(report.moved[cause], lang)) for cause in CAUSES if cause in report.moved]
        yield from ("", table([head.of(lang) for head in HEADS], rows, right=(1,)))
