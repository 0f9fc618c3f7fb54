"""`regulars backtest`: the outlook put to the test on the shop's own past."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.asking import AsOf
from regulars.cli.session import answered, session
from regulars.cli.speech import told
from regulars.cli.waiting import progress
from regulars.words import Words

if TYPE_CHECKING:
    from regulars.insight.value import Insight

NAME = "backtest"
HELP = told(
    "Thử lại dự báo trên chính quá khứ của tiệm: đã đoán gì, thực tế ra sao.",
    "Put the outlook to the test on the shop's own past: what was foreseen, what happened.",
)
TRYING = Words("Đang thử lại dự báo trên quá khứ của tiệm", "Putting the outlook to the test on the shop's past")
TITLES = (
    ("backtest", {}, Words("Các cách đoán", "Ways of foreseeing")),
    ("backtest_groups", {}, Words("Từng phần mười khách, đoán ít đơn nhất đứng đầu", "By decile, the fewest orders foreseen first")),
    ("backtest_groups", {"by": "ladder"}, Words("Từng bậc thang, theo nhóm của hôm ấy", "By rung of the ladder, as of that day")),
    (
        "backtest_groups",
        {"by": "lifecycle"},
        Words("Từng nhóm vòng đời, theo nhóm của hôm ấy", "By class of the lifecycle, as of that day"),
    ),
    ("backtest_chances", {"days": 30}, Words("Xác suất mua trong 30 ngày", "Probability of an order within 30 days")),
    ("backtest_chances", {"days": 60}, Words("Xác suất mua trong 60 ngày", "Probability of an order within 60 days")),
    ("backtest_chances", {"days": 90}, Words("Xác suất mua trong 90 ngày", "Probability of an order within 90 days")),
    ("backtest_churn", {}, Words("Ai sẽ không mua trong kỳ mua lại", "Who will not order within the return window")),
)


def command(context: typer.Context, as_of: AsOf = None) -> Answer:
    asked = session(context)
    with asked.shop() as shop, progress(asked.lang, TRYING) as tell:
        found = shop.backtest(as_of, tell)
        parts = [(title, shop.insight(id, as_of, **options)) for id, options, title in TITLES]
        whole = parts[0][1]
        said = {"sentence": whole.sentence.of(asked.lang), "notes": [note.of(asked.lang) for note in whole.notes]}
        return answered(shop, found.as_of, said | found.to_data(), lambda lang: shown(parts, lang))


def shown(parts: list[tuple[Words, Insight]], lang: str) -> Iterator[Any]:
    """The sentence, how it was tried, and a table for every side of it."""
    from regulars.cli.insight import listing
    from regulars.cli.tables import plain, quiet, title

    whole = parts[0][1]
    yield title(whole.sentence.of(lang))
    yield from (quiet(note.of(lang)) for note in whole.notes)
    for head, found in parts:
        if len(found):
            own = () if found.sentence == whole.sentence else (quiet(found.sentence.of(lang)),)
            yield from ("", plain(head.of(lang)), *own, listing(found, found.table(lang), lang))
