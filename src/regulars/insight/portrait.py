"""One customer in a few sentences and four numbers: what they are to the shop, how they buy, what is to be expected of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regulars.insight.spoken import days as spoken_days
from regulars.insight.spoken import figure, share, sum_of
from regulars.words import LANGUAGES, Words, day

YEAR = 365
Row = Mapping[str, object]

NEVER = Words("Chưa mua lần nào.", "No purchase yet.")
ONCE = Words("Mới mua một lần, cách đây {silent}.", "One purchase so far, {silent} ago.")
RHYTHM = Words(
    "Đã mua {n} lần trong 365 ngày, thường {gap} một lần; lần gần nhất cách đây {silent}.",
    "{n} purchases in 365 days, usually one every {gap}; the last was {silent} ago.",
)
PAST = Words(
    "Từng mua {n} lần, thường {gap} một lần; lần gần nhất cách đây {silent}.",
    "{n} purchases so far, usually one every {gap}; the last was {silent} ago.",
)
RETURN = Words(
    "Trong những khách cùng nhịp, im lâu như vậy, {part} đã mua lại trong {window}.",
    "Of customers with this rhythm and this silence, {part} bought again within {window}.",
)


def likely_days(row: Row, as_of: dt.date) -> tuple[dt.date, dt.date] | None:
    """The days between which half of those like them come back, if they do: a quarter before, a quarter after; null where no model is fitted."""
    first, last = row.get("next_order_from"), row.get("next_order_to")
    if not isinstance(first, int) or not isinstance(last, int):
        return None
    return as_of + dt.timedelta(days=first), as_of + dt.timedelta(days=last)


def sentences(row: Row, window: int) -> list[Words]:
    """How they buy, and how many like them came back; `window`: the shop's return window in days."""
    bought, gap, silent = row.get("purchases") or 0, row.get("gap_days"), row.get("days_since_last")
    if not bought or not isinstance(silent, int):
        return [NEVER]
    said = ONCE if bought == 1 or not isinstance(gap, int | float) else RHYTHM if row.get("purchases_365d") else PAST
    count = row.get("purchases_365d") if said is RHYTHM else bought
    told = said.filled(n=count, silent=spoken_days(silent), gap=spoken_days(round(gap)) if isinstance(gap, int | float) else "")
    chance = row.get("return_chance")
    return [told, RETURN.filled(part=share(chance), window=spoken_days(window))] if isinstance(chance, float) else [told]


@dataclass(frozen=True)
class Number:
    """One number of a customer: its name, what it is (null where not known), and what it is compared with."""

    label: Words
    value: Words | None
    unit: Words | None = None
    compared: Words | None = None


def bought_between(bought: Iterable[dt.date], after: dt.date, until: dt.date) -> int:
    """On how many days somebody bought after one day and up to another."""
    return len({on for on in bought if after < on <= until})


def numbers(row: Row, bought: Iterable[dt.date], as_of: dt.date, currency: str) -> tuple[Number, ...]:
    """Spend and purchases of 365 days, spend expected of the next, the chance of the next 30 days; `bought`: the days of their purchases."""
    year = dt.timedelta(days=YEAR)
    before = bought_between(bought, as_of - 2 * year, as_of - year)
    return (
        Number(Words("Chi tiêu 365 ngày", "Spend, 365 days"), _money(row.get("spend_365d"), currency), None, _ahead_of(row)),
        Number(
            Words("Số lần mua 365 ngày", "Purchases, 365 days"),
            figure(_real(row.get("purchases_365d")) or 0),
            Words("lần", "purchases") if row.get("purchases_365d") != 1 else Words("lần", "purchase"),
            Words("năm trước {n} lần", "the year before {n}").filled(n=before),
        ),
        Number(
            Words("Dự kiến 365 ngày tới", "Expected, next 365 days"),
            _money(row.get("expected_spend_365d"), currency),
            None,
            _orders(_real(row.get("expected_orders_365d"))),
        ),
        Number(Words("Mua trong 30 ngày tới", "Buys within 30 days"), _share(row.get("p_order_30d")), None, _when(row, as_of)),
    )


def _real(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _money(minor: object, currency: str) -> Words | None:
    return sum_of(_real(minor), currency) if isinstance(minor, int | float) else None


def _share(part: object) -> Words | None:
    return share(_real(part)) if isinstance(part, int | float) else None


def _ahead_of(row: Row) -> Words | None:
    rank = row.get("spend_365d_pct")
    if not row.get("purchases_365d"):
        return Words("không mua trong 365 ngày", "none in 365 days")
    return Words("cao hơn {part} người mua", "above {part} of buyers").filled(part=share(rank / 100)) if isinstance(rank, int) else None


def _orders(expected: float | None) -> Words | None:
    if expected is None:
        return None
    count = round(expected)
    if count < 1:
        return Words("chưa đến một lần mua", "less than one purchase")
    return Words("khoảng {n} lần mua", "about {n} purchases" if count > 1 else "about {n} purchase").filled(n=count)


def _when(row: Row, as_of: dt.date) -> Words | None:
    found = likely_days(row, as_of)
    return Words("nếu mua, thường {days}", "if so, mostly {days}").filled(days=spoken_span(*found)) if found else None


def spoken_span(first: dt.date, last: dt.date) -> Words:
    """`26/11–21/12`, with years only where they are far apart: two days that belong together."""
    if first == last:
        return Words(*(day(first, lang) for lang in LANGUAGES))
    if (last - first).days < 300:
        return Words(f"{first:%d/%m}–{last:%d/%m}", f"{_short(first)}–{_short(last)}")
    return Words(*(f"{day(first, lang)}–{day(last, lang)}" for lang in LANGUAGES))


def _short(on: dt.date) -> str:
    return day(on, "en")[: -len(" 2026")]
