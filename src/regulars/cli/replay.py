"""`regulars replay`: the month ends before the shop was first computed, told as they would have been."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.session import answered, session
from regulars.cli.speech import option, told
from regulars.cli.waiting import progress
from regulars.words import Words, day, number

if TYPE_CHECKING:
    from regulars.refreshing import Replay

NAME = "replay"
HELP = told(
    "Xếp nhóm lại cho các cuối tháng trước ngày tiệm bắt đầu dùng, để thấy khách đã đi từ đâu đến đâu.",
    "Sort customers at the month ends before the shop was first computed, to see where they came from.",
)
REPLAYING = Words("Đang xếp lại các tháng trước", "Sorting the months before again")
DONE = Words("Đã xếp lại {count} mốc, từ {first} đến {last}.", "Told {count} days again, from {first} to {last}.")
NONE = Words("Trước ngày tính đầu tiên chưa có cuối tháng nào.", "There is no month end before the first day computed.")
NEXT = Words("Xem ai đã đi đâu: regulars insight moves_by_month", "See who went where: regulars insight moves_by_month")


def command(
    context: typer.Context,
    months: Annotated[
        int, option("--months", vi="Nhiều nhất bao nhiêu cuối tháng.", en="How many month ends at most.", metavar="N", min=1, max=240)
    ] = 13,
) -> Answer:
    asked = session(context)

    def here() -> Answer:
        with asked.shop(to_change=True) as shop, progress(asked.lang, REPLAYING) as tell:
            found = shop.replay(months, tell)
            data = {"days": [each.isoformat() for each in found.days], "moved": found.moved}
            return answered(shop, shop.last_day(), data, lambda lang: _shown(found, lang))

    return asked.changing("replay", {"months": months}, here)


def _shown(found: Replay, lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, quiet

    if not found.days:
        yield plain(NONE.of(lang))
        return
    ends = {"first": day(found.days[0], lang), "last": day(found.days[-1], lang)}
    yield from (plain(DONE.of(lang, count=number(len(found.days), lang), **ends)), quiet(NEXT.of(lang)))
