"""`regulars recut`: the bars cut anew, a step of its own, seen before it is taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from regulars.cli.answer import Answer
from regulars.cli.session import CLASSIFYING, Session, answered, session
from regulars.cli.speech import option, told
from regulars.cli.waiting import progress
from regulars.words import Words, number

if TYPE_CHECKING:
    from regulars.answers import Recut
    from regulars.scheme import Scheme

NAME = "recut"
HELP = told(
    "Cắt lại ngưỡng của tiệm, và cho biết ai đổi nhóm chỉ vì ngưỡng.",
    "Cut the shop's bars anew, and say who moves only because a bar did.",
)
HEADS = (Words("Từ", "From"), Words("Sang", "To"), Words("Vì", "Because"), Words("Khách", "Customers"))
SHOWN = 5
KEPT = {
    "monthly": Words("Từ nay ngưỡng được cắt lại mỗi tháng một lần.", "From now on bars are cut anew once a month."),
    "never": Words(
        "Từ nay ngưỡng đứng yên; chỉ cắt lại khi gọi lệnh này.", "From now on bars stay; they are cut anew only by this command."
    ),
}


def command(
    context: typer.Context,
    dry_run: Annotated[
        bool, option("--dry-run", vi="Chỉ cho biết ai sẽ đổi nhóm, không lưu gì.", en="Only say who would move; save nothing.")
    ] = False,
    every: Annotated[
        Literal["monthly", "never"] | None,
        option(
            "--every",
            vi="Không cắt bây giờ, chỉ chọn khi nào tự cắt lại: monthly (mỗi tháng) hoặc never (đứng yên).",
            en="Cut nothing now, only choose when bars are cut by themselves: monthly, or never (frozen).",
        ),
    ] = None,
) -> Answer:
    asked = session(context)
    if every is not None:
        return _chosen(asked, every)

    def here() -> Answer:
        with asked.shop(to_change=True) as shop, progress(asked.lang, CLASSIFYING):
            found = shop.recut(dry_run=dry_run)
            return answered(shop, found.as_of, found.to_data(), lambda lang: shown(found, lang))

    return asked.changing("recut", {"dry_run": dry_run}, here)


def _chosen(asked: Session, every: str) -> Answer:
    """When bars are cut by themselves from now on."""

    def here() -> Answer:
        with asked.shop(to_change=True) as shop, progress(asked.lang, CLASSIFYING):
            shop.choose(recut=every)
            return answered(shop, shop.last_day(), None, lambda _: ())

    answer = asked.changing("settings", {"choose": {"recut": every}}, here)
    return replace(answer, data={"recut": every}, show=lambda lang: _kept(every, lang))


def _kept(every: str, lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain

    yield plain(KEPT[every].of(lang))


def shown(found: Recut, lang: str) -> Iterator[Any]:
    """Who moves because a bar did, scheme by scheme, the largest moves first."""
    from regulars.cli.tables import plain, table

    yield plain(found.text(lang))
    rows: list[tuple[str, ...]] = []
    for scheme in found.schemes.values():
        moves = [_row(scheme, row, lang) for row in found.moves if row["scheme"] == scheme.id]
        rows += [(f"{scheme.name.of(lang)} · {scheme.id}",), *moves[:SHOWN]] if moves else []
    if rows:
        yield from ("", table([head.of(lang) for head in HEADS], rows, right=(3,)))


def _row(scheme: Scheme, row: Any, lang: str) -> tuple[str, ...]:
    from regulars.history import CAUSES

    names = ["–" if row[name] is None else scheme.class_named(row[name]).name.of(lang) for name in ("before", "after")]
    return f"  {names[0]}", names[1], CAUSES[row["cause"]].name.of(lang), number(row["customers"], lang)
