"""Which way of sorting customers is worth using: how much did each scheme say, on past days, about what followed?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from regulars.errors import InputError
from regulars.insight import spoken
from regulars.insight.spoken import figure, share
from regulars.models.scoreboard import LEAST_SKILL, MOST_ORIGINS, Horizon, Measured, Scoreboard, Shape, Verdict, by_usefulness
from regulars.models.scoring import SPEND
from regulars.scheme import Scheme
from regulars.words import Words, day, listed

MARKS = 5  # usefulness as people see it: so many marks of so many
CATEGORY, PLACE = "category", "place"
# What a scheme is for, where it is not to tell who spends: what is put in front of a customer, or where they are met.
JUDGED_BY = {"needs": CATEGORY, "age_group": CATEGORY, "region": PLACE}
OUTCOMES = {
    SPEND: Words("chi tiêu", "spend"),
    CATEGORY: Words("nhóm hàng mua tiếp", "next category bought"),
    PLACE: Words("nơi mua tiếp", "where they buy next"),
}
REASONS = {
    "waiting": Words("chờ dữ liệu", "waits for data"),
    "no_outcome": Words("chưa xét được theo {what}", "no {what} to go by"),
    "one_class": Words("lúc ấy khách còn ở cùng một nhóm", "all were in one class then"),
}
COLUMNS = {
    "scheme": "string",
    "name": "string",
    "status": "string",
    "judged_by": "string",
    "usefulness": "float64",
    "usefulness_low": "float64",
    "usefulness_high": "float64",
    "explained": "float64",
    "tree": "float64",
    "gini": "float64",
    "information": "float64",
    "lift": "float64",
    "best": "string",
    "stability": "float64",
    "smallest_share": "float64",
    "class_count": "int64",
}


def judged_by(scheme: str) -> str:
    """What a scheme is judged by: the spend that followed (`spend`), unless it is for something else (`JUDGED_BY`)."""
    return JUDGED_BY.get(scheme, SPEND)


def marks(usefulness: float | None) -> int | None:
    """Usefulness in marks, 0 to `MARKS`; null where it is not known."""
    return None if usefulness is None else round(MARKS * min(max(usefulness, 0.0), 1.0))


def horizon_of(board: Scoreboard | None, days: int | str | None) -> Horizon | None:
    """The horizon asked for, the leading one where none is; null where the shop has none at all. `InputError` with those there are."""
    if board is None or days is None or not board.horizons:
        return board.leading if board else None
    found = next((each for each in board.horizons if str(each.days) == str(days)), None)
    if found is not None:
        return found
    there = ", ".join(str(each.days) for each in board.horizons)
    raise InputError(
        Words("Lựa chọn “days” không nhận giá trị này.", "The option “days” does not take this value."),
        seen=str(days),
        todo=Words(f"Có: {there}.", f"There is: {there}."),
        code="option",
    )


def ordered(schemes: Iterable[Scheme], board: Scoreboard | None) -> list[Scheme]:
    """Schemes as a home page shows them: those that lead first, as they are given; then the others by their usefulness to this shop, those that could not be
    judged after them, and those that wait for data last. Without a scoreboard as they are given, those that lead first."""
    given = list(schemes)
    leading = board.leading if board else None
    place = {id: at for at, id in enumerate(by_usefulness(leading, (scheme.id for scheme in given)))}
    waits = {verdict.scheme for verdict in leading.verdicts if verdict.status == "waiting"} if leading else set()
    led = [scheme for scheme in given if scheme.leads]
    return led + sorted((scheme for scheme in given if not scheme.leads), key=lambda scheme: (scheme.id in waits, place[scheme.id]))


def table(board: Scoreboard | None, found: Horizon | None, schemes: Iterable[Scheme], lang: str) -> list[dict[str, object]]:
    """One row per scheme (`COLUMNS`), the most useful first, those that could not be judged at the end; none where nothing could be told.

    Shares of 1; `usefulness` with its 95 % interval. `judged_by` says in words what the scheme is judged by, or why it is not; `status` is `judged`,
    `waiting`, `no_outcome` or `one_class`. `best` is the class foretold to bring most, `lift` what one of its customers brought over the mean of all.
    """
    if board is None or found is None:
        return []
    every = {scheme.id: scheme for scheme in schemes}
    told = {verdict.scheme: verdict for verdict in found.verdicts if verdict.scheme in every}
    ids = sorted(by_usefulness(found, told), key=lambda id: told[id].status == "waiting")
    return [_row(board.shapes.get(id), told[id], every[id], lang) for id in ids]


def _row(shape: Shape | None, verdict: Verdict, scheme: Scheme, lang: str) -> dict[str, object]:
    said = OUTCOMES[verdict.judged_by] if verdict.status == "judged" else REASONS[verdict.status].filled(what=OUTCOMES[verdict.judged_by])
    kept = shape if verdict.status != "waiting" else None
    return {
        "scheme": verdict.scheme,
        "name": scheme.name.of(lang),
        "status": verdict.status,
        "judged_by": said.of(lang),
        "usefulness": _value(verdict.usefulness),
        "usefulness_low": verdict.usefulness and verdict.usefulness.low,
        "usefulness_high": verdict.usefulness and verdict.usefulness.high,
        **{name: _value(getattr(verdict, name)) for name in ("explained", "tree", "gini", "information", "lift")},
        "best": scheme.class_named(verdict.best).name.of(lang) if verdict.best in scheme.class_ids else verdict.best,
        "stability": kept and kept.stability,
        "smallest_share": kept and kept.smallest_share,
        "class_count": kept and kept.classes,
    }


def _value(measured: Measured | None) -> float | None:
    return measured.value if measured else None


def sentence(board: Scoreboard | None, found: Horizon | None, schemes: Iterable[Scheme]) -> Words:
    """The most useful scheme, how much it foretold and how near that is to the best sorting; that nothing can be told yet."""
    every = {scheme.id: scheme for scheme in schemes}
    top = found.of(by_usefulness(found, every)[0]) if found and every else None
    if board is None or found is None or top is None or top.usefulness is None:
        return NOT_YET if board is None else TOO_LITTLE
    if top.usefulness.low <= 0:
        return NOTHING.filled(days=spoken.days(found.days))
    parts = {"name": every[top.scheme].name, "days": spoken.days(found.days), "what": OUTCOMES[top.judged_by]}
    near = SHORT.filled(use=_part(top.usefulness)) if top.usefulness.value < 1 else EQUAL
    told = SAID.filled(**parts, part=_part(top.explained))
    return Words(told.vi + near.vi, told.en + near.en)


def _part(measured: Measured | None) -> Words:
    """A share of 1 in words; less than nothing is nothing."""
    return share(max(measured.value, 0.0) if measured else None)


SAID = Words(
    "“{name}” đáng dùng nhất: nói trước được {part} khác biệt về {what} trong {days} sau đó",
    "“{name}” is the most useful: it foretold {part} of the differences in {what} over the next {days}",
)
SHORT = Words(", bằng {use} cách chia tốt nhất có thể", ", {use} of what the best sorting could")
EQUAL = Words(", không kém cách chia tốt nhất có thể", ", no less than the best sorting could")
NOTHING = Words(
    "Ở những ngày đã xem, chưa cách phân loại nào nói trước được điều gì chắc chắn trong {days} sau đó",
    "On the days looked at, no scheme foretold anything for sure over the next {days}",
)
NOT_YET = Words(
    "Chưa chấm điểm các cách phân loại. Tiệm nhiều đơn thì việc này mất vài phút: regulars scoreboard",
    "The schemes have not been scored. In a shop with many orders that takes minutes: regulars scoreboard",
)
TOO_LITTLE = Words(
    "Chưa đủ lâu, hoặc chưa đủ khách mua, để biết cách phân loại nào đáng dùng.",
    "There is too little history, or too few buyers, to tell which way of sorting is worth using.",
)


def notes(board: Scoreboard | None, found: Horizon | None) -> tuple[Words, ...]:
    """From how many days it is told, how it was tried, what each number means; of which customers where not all were looked at."""
    if board is None or found is None:
        return ()
    tried = TRIED[len(found.origins) > 1].filled(origins=_days(found.origins), days=spoken.days(found.days))
    few = () if len(found.origins) >= MOST_ORIGINS else (WINDOWS[len(found.origins)],)
    some = () if board.sampled >= board.customers else (SAMPLED.filled(n=figure(board.sampled), all=figure(board.customers)),)
    return (*few, tried, MEANT.filled(floor=share(LEAST_SKILL)), MORE, *some)


def others(board: Scoreboard | None, found: Horizon | None) -> Words | None:
    """Within how many days it can be told besides; null where only within these."""
    days = [each.days for each in (board.horizons if board else ()) if each is not found]
    return OTHERS.filled(days=_listed(days), first=str(days[0])) if days else None


def _days(origins: Sequence[dt.date]) -> Words:
    return Words(*(listed([day(each, lang) for each in origins], lang) for lang in ("vi", "en")))


def _listed(numbers: Sequence[int]) -> Words:
    return Words(*(listed([str(each) for each in numbers], lang, last="or") for lang in ("vi", "en")))


WINDOWS = {
    1: Words("Chỉ mới xem được một kỳ; số này có thể đổi nhiều ở kỳ sau.", "One window only: the next may tell otherwise."),
    2: Words("Chỉ mới xem được hai kỳ; số này còn có thể đổi.", "Two windows only: more may tell otherwise."),
}
TRIED = {
    True: Words(
        "Người mua được xếp lại như vào ngày {origins}, chỉ bằng điều đã biết hôm ấy. Mức của mỗi nhóm học từ khách khác ở kỳ trước, rồi so với {days} thật "
        "sau mỗi ngày.",
        "Buyers were sorted as of {origins}, by what was known then. What each class brings was learnt from other customers of the window before, and laid "
        "to the {days} that did follow each day.",
    ),
    False: Words(
        "Người mua được xếp lại như vào ngày {origins}, chỉ bằng điều đã biết hôm ấy. Mức của mỗi nhóm học từ khách khác trong cùng {days} sau đó.",
        "Buyers were sorted as of {origins}, by what was known then. What each class brings was learnt from other customers of the same {days}.",
    ),
}
MEANT = Words(
    "Hữu ích là phần nói trước được so với một cây quyết định có cùng số nhóm, lớn lên từ mọi điều hồ sơ biết hôm ấy; cây nói được dưới {floor} thì so với "
    "{floor}. Khoảng trong ngoặc chứa 95 % số lần bốc thăm lại khách.",
    "Usefulness is what was foretold over what a decision tree with as many leaves foretold, grown on all the profile knew that day; where the tree has less "
    "than {floor}, over {floor}. The interval holds 95% of redraws of the customers.",
)
MORE = Words(
    "Chi tiêu cắt ở mức 99 %. Gini: xếp người chi nhiều lên trước khéo đến đâu (1 là không thể khéo hơn). Thông tin: phần ngờ vực về việc ai mua lại mà nhóm "
    "xoá đi. Giữ nhóm: phần người mua còn ở nhóm cũ sau 30 ngày.",
    "Spend is cut at its 99th percentile. Gini: how well it puts those first who will spend most (1 is the best there is). Information: the share of the doubt "
    "about who buys again that the class takes away. Kept: the share of buyers in the same class 30 days later.",
)
SAMPLED = Words(
    "Xem {n} trong {all} khách, chọn theo mã khách và giữ nguyên mọi ngày.",
    "{n} of {all} customers were looked at, chosen by their ids, the same on every day.",
)
OTHERS = Words("Xem trong {days} ngày: regulars scoreboard --days {first}", "Within {days} days: regulars scoreboard --days {first}")
