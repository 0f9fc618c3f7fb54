"""What does one lost elite customer cost? How many average customers they equal, and how many new first-time buyers it takes to make up.

What is lost is what was expected: the mean `expected_spend_365d` of the elite of the premium scheme, over the mean of all who bought in the last 365 days,
among whom the elite are ranked; and over the mean of new first-time buyers, who bought once, within half a return window. What newcomers pay for their
first purchase is not counted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ibis.expr.types import Table

from regulars.insight.expected import Expected, expected_of, newcomers, of_newcomers
from regulars.insight.spoken import FEWEST, figure, ratio
from regulars.scheme import Scheme
from regulars.words import Words

PREMIUM, ELITE = "premium", "elite"
COLUMNS = {
    "class": "string",
    "name": "string",
    "colour": "string",
    "customers": "int64",
    "expected_per_customer": "float64",
    "makes_up": "float64",
}
BUYER = Words("Khách trung bình", "Average buyer")
NEWCOMER = Words("Khách mới mua lần đầu", "New first-time buyer")


@dataclass(frozen=True)
class LostElite:
    """The elite, all who bought in the last 365 days, and the new first-time buyers, with what is expected of each group."""

    elite: Expected
    buyers: Expected
    newcomers: Expected

    @property
    def told(self) -> bool:
        """Whether there are elite customers, and 20 buyers of whom it is known what to expect."""
        return bool(self.elite.known) and self.buyers.known >= FEWEST

    @property
    def equals(self) -> float | None:
        """So many average buyers are expected to bring what one of the elite does; null where that cannot be told."""
        return self._makes_up(self.buyers)

    @property
    def replaced_by(self) -> float | None:
        """So many new first-time buyers make up for one of the elite; null also below 20 of them."""
        return self._makes_up(self.newcomers)

    def _makes_up(self, others: Expected) -> float | None:
        return ratio(self.elite.per_person, others.per_person) if self.told and others.known >= FEWEST else None


def lost_elite(customers: Table, window: int) -> LostElite:
    """Read from the profile with its classes (`purchases`, `purchases_365d`, `days_since_first`, `spend_365d`, `expected_spend_365d`, `premium`)."""
    elite = customers.filter(customers[PREMIUM] == ELITE)
    buyers = customers.filter(customers.purchases_365d > 0)
    return LostElite(expected_of(ELITE, elite), expected_of("buyer", buyers), expected_of("newcomer", newcomers(customers, window)))


def sentence(found: LostElite, scheme: Scheme) -> Words:
    """How many average customers one of the elite equals, and how many newcomers make up for one."""
    if found.equals is None:
        return Words(
            "Chưa đủ khách để biết mất một khách dẫn đầu bằng mất bao nhiêu khách.",
            "Too few customers to tell what one lost elite customer equals.",
        )
    said = Words(
        "Mất một khách “{name}” bằng mất {n} khách trung bình", "Losing one “{name}” customer costs as much as losing {n} average customers"
    )
    makes_up = found.replaced_by
    more = (
        Words("; muốn bù cần {m} khách mới mua lần đầu", "; it takes {m} new first-time buyers to make up") if makes_up else Words("", "")
    )
    filled = {"name": scheme.class_named(ELITE).name, "n": _figure(found.equals), "m": figure(math.ceil(makes_up or 0))}
    return Words(said.vi + more.vi, said.en + more.en).filled(**filled)


def _figure(value: float) -> Words:
    return figure(value, 0 if value == round(value) or value >= FEWEST else 1)


def notes(window: int) -> tuple[Words, ...]:
    """What is compared, and with whom."""
    return (METHOD, of_newcomers(window))


METHOD = Words(
    "So theo chi tiêu dự kiến trong 365 ngày tới của mỗi khách, lấy trung bình từng nhóm; khách trung bình là của mọi người có mua trong 365 ngày qua. Tiền "
    "khách mới trả cho lần mua đầu không tính vào.",
    "Compared by what each customer is expected to spend over the next 365 days, on average in each group; the average customer is of all who bought in the "
    "last 365. What newcomers paid for their first purchase is not counted.",
)


def table(found: LostElite, scheme: Scheme, lang: str) -> list[dict[str, object]]:
    """One row per group (`COLUMNS`): how many they are, what is expected of one in minor units, how many of them make up for one of the elite."""
    named = scheme.class_named(ELITE)
    rows = (
        (found.elite, named.name, named.colour, 1.0 if found.told else None),
        (found.buyers, BUYER, "slight", found.equals),
        (found.newcomers, NEWCOMER, "fresh", found.replaced_by),
    )
    return [_row(group, name, colour, makes_up, lang) for group, name, colour, makes_up in rows]


def _row(group: Expected, name: Words, colour: str, makes_up: float | None, lang: str) -> dict[str, object]:
    return {
        "class": group.id,
        "name": name.of(lang),
        "colour": colour,
        "customers": group.people,
        "expected_per_customer": group.per_person,
        "makes_up": makes_up,
    }
