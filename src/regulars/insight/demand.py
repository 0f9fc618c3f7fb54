"""What will the next weeks bring?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from regulars.insight.moves import on
from regulars.insight.spoken import figure, share, sum_of
from regulars.insight.weeks import WEEK, Span, Sums
from regulars.models.demand import CALENDAR, LUNAR, MEAN, MODEL, Expected, expected
from regulars.models.festivals import year_before
from regulars.models.parts import SHARE
from regulars.models.seasons import LEAST, YEARLY, Past
from regulars.words import LANGUAGES, Words, listed

CATEGORY = "category"
AFTER = "after_class"  # the way of classes: what their people brought after an earlier day on which classes were told
WHOLE = Words("Cả tiệm", "The whole shop")
WAYS = {
    MODEL: Words("mô hình", "the model"),
    SHARE: Words("phần của cả tiệm", "its share of the whole"),
    LUNAR: Words("cùng tuần năm trước tính theo Tết", "the same weeks a year before by Tết"),
    CALENDAR: Words("cùng tuần năm trước", "the same weeks a year before"),
    MEAN: Words("trung bình 4 tuần gần nhất", "the mean of the last 4 weeks"),
    AFTER: Words("nhóm đã mua sau lần xếp trước", "what the class bought after it was told before"),
}
COLUMNS = {
    "group": "string",
    "name": "string",
    "colour": "string",
    "week": "date",
    "orders": "int64",
    "revenue": "int64",
    "expected_orders": "float64",
    "orders_low": "float64",
    "orders_high": "float64",
    "expected_revenue": "int64",
    "revenue_low": "int64",
    "revenue_high": "int64",
    "same_week_before": "int64",
}


@dataclass(frozen=True)
class Part:
    """The whole shop, a category or a class: what its weeks brought (null for those who are no customers yet) and what is expected of the next.

    `id` is null for the whole shop, for products of no known category and for unknown buyers.
    """

    id: str | None
    name: Words
    past: Sums | None
    orders: Expected
    revenue: Expected
    colour: str | None = None

    def measured(self) -> Iterator[tuple[str, Expected]]:
        yield from (("revenue", self.revenue), ("orders", self.orders))


@dataclass(frozen=True)
class Demand:
    """What is expected of so many weeks `ahead`: of the `whole`, and of its `parts` where they were asked for.

    `by`: null, `category`, or the id of a scheme. `festive`: the shop keeps Vietnam's feasts. `told`: the day on which the classes were told that
    the parts are taken from; null where there is none.
    """

    by: str | None
    ahead: int
    weeks: Span
    festive: bool
    whole: Part
    parts: tuple[Part, ...] = ()
    told: dt.date | None = None

    @property
    def shown(self) -> tuple[Part, ...]:
        """The parts; the whole where no parts were asked for."""
        return self.parts if self.by else (self.whole,)

    def past(self, values: np.ndarray) -> Past:
        """Weekly values of this shop as the models read them: what refunds took below 0 counts as nothing."""
        return Past(self.weeks.mondays, np.maximum(values, 0), self.festive)

    def a_year_before(self, part: Part, first: int) -> list[int | None]:
        """The revenue a year before each week, from the place `first` to the last one ahead; null where it is not known, and of classes: theirs
        were other people then."""
        places = range(first, self.weeks.count + self.ahead)
        if part.past is None or self.by not in (None, CATEGORY) or not places:
            return [None for _ in places]
        mondays = np.datetime64(self.weeks.first) + 7 * np.array(places)
        back = (year_before(mondays, lunar=self.festive) - np.datetime64(self.weeks.first)).astype(int) // 7
        return [int(part.past.revenue[at]) if 0 <= at < self.weeks.count else None for at in back]


def total(found: Expected) -> int | None:
    """What is expected of all weeks together; null where nothing could be told."""
    return None if found.values is None else int(np.rint(found.values).sum())


def of_whole(sums: Sums, weeks: Span, ahead: int, *, festive: bool) -> Demand:
    """The whole shop, from what each whole week brought."""
    nothing = Part(None, WHOLE, sums, Expected(None), Expected(None))
    empty = Demand(None, ahead, weeks, festive, nothing)
    orders, revenue = (expected(empty.past(each), ahead) for each in (sums.orders, sums.revenue))
    return replace(empty, whole=replace(nothing, orders=orders, revenue=revenue))


def table(found: Demand, lang: str, past: int) -> list[dict[str, object]]:
    """One row per part and week (`COLUMNS`): the last so many whole weeks with what they brought, then the weeks ahead with what is expected of each.

    `…_low` and `…_high` are the ends between which 8 in 10 of the past misses lie, null where too little could be tried. `same_week_before` is the
    revenue of the same week a year before, near Tết that as far from it; null where the data does not reach there, and of classes.
    """
    return [row for part in found.shown for row in _rows(found, part, lang, past)]


def _rows(found: Demand, part: Part, lang: str, past: int) -> Iterator[dict[str, object]]:
    first = max(found.weeks.count - past, 0)
    for at, before in enumerate(found.a_year_before(part, first), start=first):
        seen = part.past if at < found.weeks.count else None
        yield {
            "group": part.id,
            "name": part.name.of(lang),
            "colour": part.colour,
            "week": found.weeks.first + at * WEEK,
            "orders": int(seen.orders[at]) if seen else None,
            "revenue": int(seen.revenue[at]) if seen else None,
            **_ends("orders", part.orders, at - found.weeks.count, 2),
            **_ends("revenue", part.revenue, at - found.weeks.count),
            "same_week_before": before,
        }


def _ends(measure: str, told: Expected, at: int, decimals: int | None = None) -> dict[str, float | None]:
    """What is expected of a week ahead, and its two ends: whole minor units of money, orders with two decimals; null of a week that is over."""
    names = (f"expected_{measure}", f"{measure}_low", f"{measure}_high")
    ends = [None if each is None or at < 0 else round(float(each[at]), decimals) for each in (told.values, told.low, told.high)]
    return dict(zip(names, ends, strict=True))


def sentence(found: Demand, currency: str) -> Words:
    """What the weeks ahead should bring together, and how far such a sum missed when it was tried, beside the same weeks a year before."""
    told = found.whole.revenue
    if told.values is None:
        return _SHORT.filled(n=found.weeks.count, least=LEAST)
    if told.ended:
        return _ENDED
    orders = found.whole.orders.values
    said = {
        "n": found.ahead,
        "revenue": sum_of(total(told), currency),
        "orders": figure(None if orders is None else float(orders.sum())),
    }
    lead = Words(
        "{n} tuần tới dự kiến thu {revenue} từ {orders} đơn", "The next {n} weeks should bring {revenue} from {orders} orders"
    ).filled(**said)
    tail = _tried(told)
    return Words(lead.vi + tail.vi, lead.en + tail.en)


_SHORT = Words(
    "Mới có {n} tuần trọn vẹn; cần ít nhất {least} tuần mới đoán được.",
    "There are only {n} whole weeks so far; it takes {least} to look ahead.",
)
_ENDED = Words(
    "Nửa năm nay không bán được gì, nên không dự kiến có đơn nào.", "Nothing has been sold for half a year, and so nothing is expected."
)


def _tried(told: Expected) -> Words:
    """The end of the sentence: the error of the way that was chosen, beside the best plain way, or the model where a plain way won."""
    own = told.missed(told.way or "")
    if own is None:
        return Words("; lịch sử còn ngắn, chưa thử được", "; there is too little history to try it")
    other = beside(told)
    if other is None:
        return Words("; thử trên quá khứ lệch {own}", "; tried on the past it missed by {own}").filled(own=share(own))
    words = Words("; thử trên quá khứ lệch {own}, {other} lệch {missed}", "; tried on the past it missed by {own}, {other} by {missed}")
    if told.way != MODEL:
        words = Words(
            "; lấy theo {way}, thử lệch {own}, {other} lệch {missed}", "; by {way}, which missed by {own} when tried, {other} by {missed}"
        )
    return words.filled(way=WAYS[told.way or MODEL], own=share(own), other=WAYS[other], missed=share(told.missed(other)))


def beside(told: Expected) -> str | None:
    """What the chosen way is compared with: the better of the two years before, else the recent mean; the model where a plain way was chosen."""
    if told.way != MODEL and told.missed(MODEL) is not None:
        return MODEL
    years = [way for way in (LUNAR, CALENDAR) if told.missed(way) is not None and way != told.way]
    best = min(years, key=lambda way: told.missed(way) or 0.0, default=MEAN)
    return best if told.missed(best) is not None and best != told.way else None


def notes(found: Demand) -> tuple[Words, ...]:
    """Which weeks are counted, what the model is made of or is still without, how it was tried, and what the band is."""
    told = found.whole.revenue
    weeks = [_WEEKS, *([_UNFINISHED.filled(day=on(found.weeks.unfinished))] if found.weeks.unfinished else [])]
    said = [Words(*(" ".join(words.of(lang) for words in weeks) for lang in LANGUAGES))]
    if told.way == MODEL:
        said.append(_PARTS.filled(parts=_listed([PARTS[part] for part in told.parts])))
    said += [_YOUNG.filled(n=found.weeks.count)] if told.way and found.weeks.count < YEARLY else []
    said += [_NO_TET] if told.way == MODEL and found.festive and "tet" not in told.parts else []
    if told.origins:
        tried = [_MISSED.filled(way=WAYS[each.way], error=share(each.error)) for each in told.tried if each.error is not None]
        said.append(_TRIED.filled(k=len(told.origins), n=found.ahead, ways=_listed(tried)))
    return (*said, *([_BAND] if told.low is not None else []))


def _listed(each: list[Words]) -> Words:
    return Words(*(listed([words.of(lang) for words in each], lang) for lang in LANGUAGES))


PARTS = {
    "level": Words("mức bán hiện nay", "the level of sales"),
    "trend": Words("xu hướng dịu dần", "a trend that dies down"),
    "month": Words("nhịp trong tháng", "the turn of the month"),
    "year": Words("mùa trong năm", "the season of the year"),
    "tet": Words("Tết theo âm lịch", "Tết by the lunar calendar"),
    "feasts": Words("ngày lễ, ngày tặng quà và ngày hội mua sắm", "public holidays, days of giving and days of sales"),
}
_WEEKS = Words("Tuần tính từ thứ hai đến chủ nhật, chỉ lấy tuần trọn vẹn.", "Weeks run from Monday to Sunday; only whole ones are read.")
_UNFINISHED = Words(
    "Tuần từ {day} chưa hết nên không tính, và là tuần đầu được đoán.",
    "The week from {day} is not over: it is left out, and is the first that is looked ahead to.",
)
_PARTS = Words("Mô hình của doanh thu gồm {parts}.", "The model of revenue is made of {parts}.")
_YOUNG = Words(
    "Có {n} tuần trọn vẹn, chưa đủ hai năm, nên chưa biết mùa trong năm.",
    "With {n} whole weeks there are not yet two years, and so no season of the year is known.",
)
_NO_TET = Words(
    "Dữ liệu chưa có Tết nào đã qua, nên mô hình chưa biết Tết làm doanh thu đổi thế nào.",
    "The data holds no Tết that is past, and so the model does not know what Tết does to this shop.",
)
_MISSED = Words("{way} {error}", "{way} {error}")
_TRIED = Words(
    "Thử {k} lần trên quá khứ, mỗi lần đoán {n} tuần; độ lệch là tổng chênh chia cho tổng doanh thu đã về: {ways}. Cách lệch ít nhất được chọn.",
    "Tried {k} times on the past, {n} weeks each; the error is all misses over all revenue that came: {ways}. The way that missed least was chosen.",
)
_BAND = Words(
    "Giữa thấp và cao là 8 trong 10 lần lệch đã thấy khi thử, không phải lời hứa của mô hình.",
    "Between low and high lie 8 in 10 of the misses seen when it was tried, not what the model promises of itself.",
)
