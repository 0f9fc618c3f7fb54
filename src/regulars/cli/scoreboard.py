"""`regulars scoreboard`: how much each scheme said, on past days, about what followed."""

from __future__ import annotations

from typing import Annotated

import typer

from regulars.cli.answer import Answer
from regulars.cli.asking import AsOf
from regulars.cli.insight import shown
from regulars.cli.session import answered, session
from regulars.cli.speech import option, told
from regulars.cli.waiting import progress
from regulars.words import Words

NAME = "scoreboard"
HELP = told(
    "Chấm điểm các cách phân loại: ở những ngày đã qua, nhóm nói trước được bao nhiêu về điều xảy ra sau đó.",
    "Score the schemes: how much their classes said, on past days, about what followed.",
)
SCORING = Words("Đang chấm điểm các cách phân loại", "Scoring the schemes")
MOST = 1000


def command(
    context: typer.Context,
    days: Annotated[
        int | None,
        option(
            "--days",
            vi="Xét điều xảy ra trong bấy nhiêu ngày sau đó; không ghi thì theo kỳ xem được nhiều lần nhất.",
            en="Judge by what followed within so many days; left out, those that were seen most often.",
            metavar="N",
            min=1,
        ),
    ] = None,
    as_of: AsOf = None,
) -> Answer:
    from regulars.insight.scoreboard import horizon_of, others

    asked = session(context)
    with asked.shop() as shop, progress(asked.lang, SCORING) as tell:
        board = shop.scoreboard(as_of, tell)
        found = shop.insight("scoreboard", as_of, days=days)
        data = found.to_data(asked.lang) | {"board": board and board.to_data()}
        also = others(board, horizon_of(board, days))
        return answered(shop, found.as_of, data, lambda lang: shown(found, MOST, also, lang))
