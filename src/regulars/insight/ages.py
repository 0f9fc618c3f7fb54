"""How old are customers, and what does each age bring?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import ibis.expr.types as ir

from regulars.insight.baskets import counts
from regulars.insight.spoken import FEWEST, people, ratio, share
from regulars.words import Words

BOUNDS = (16, 25, 35, 45, 55, 65)  # the lowest age of each band after the youngest
COLUMNS = {"from": "int64", "to": "int64", "name": "string", "customers": "int64", "revenue": "int64"}


@dataclass(frozen=True)
class Band:
    """Ages from `low` to `high`, both included and either open: its people and their spend of 365 days in minor units."""

    low: int | None
    high: int | None
    people: int
    spend: int

    @property
    def name(self) -> Words:
        if self.low is None:
            return Words(f"Dưới {(self.high or 0) + 1}", f"Under {(self.high or 0) + 1}")
        if self.high is None:
            return Words(f"Từ {self.low}", f"{self.low} and over")
        return Words(f"{self.low}–{self.high}", f"{self.low}–{self.high}")


@dataclass(frozen=True)
class Ages:
    """The bands, youngest first; `straddling` stated a band that reaches across two of these, of `unknown` no age is known."""

    bands: tuple[Band, ...]
    straddling: Band
    unknown: Band


def ages(customers: ir.Table, bounds: Sequence[int] = BOUNDS) -> Ages:
    """Read from customers (`age`, `age_min`, `age_max`, `spend_365d`): an exact age, else a stated band wholly within one of these."""
    counted = customers.group_by("age", "age_min", "age_max").agg(
        people=customers.count(), spend=customers.spend_365d.sum().cast("float64")
    )
    ends = [(low, high - 1 if high is not None else None) for low, high in pairwise((None, *sorted(bounds), None))]
    sums: dict[int | None, list[int]] = {place: [0, 0] for place in (*range(len(ends)), None, -1)}
    for row in counted.to_pyarrow().to_pylist():
        at = sums[_place(row["age"], row["age_min"], row["age_max"], ends)]
        more = counts(row, "people", "spend")
        at[0], at[1] = at[0] + more[0], at[1] + more[1]
    bands = tuple(Band(*ends[place], *sums[place]) for place in range(len(ends)))
    return Ages(bands, Band(None, None, *sums[-1]), Band(None, None, *sums[None]))


def _place(age: int | None, low: int | None, high: int | None, ends: Sequence[tuple[int | None, int | None]]) -> int | None:
    """The band that holds the age or the whole of the stated band; −1 where it straddles, null where nothing is known."""
    if age is not None:
        low = high = age
    if low is None and high is None:
        return None
    held = (place for place, end in enumerate(ends) if _above(low, end[0]) and _below(high, end[1]))
    return next(held, -1)


def _above(low: int | None, end: int | None) -> bool:
    return end is None or (low is not None and low >= end)


def _below(high: int | None, end: int | None) -> bool:
    return end is None or (high is not None and high <= end)


STRADDLING = Words("Nhóm tuổi vắt qua hai khoảng", "A stated band across two of these")
UNKNOWN = Words("Chưa rõ", "Not known")


def table(found: Ages, lang: str) -> list[dict[str, object]]:
    """One row per band, youngest first (`COLUMNS`), open ends null; then those straddling and those unknown, without ends, where there are any."""
    rest = [(STRADDLING, found.straddling), (UNKNOWN, found.unknown)]
    rows = [(band.name, band) for band in found.bands] + [(name, band) for name, band in rest if band.people]
    return [
        {"from": band.low, "to": band.high, "name": name.of(lang), "customers": band.people, "revenue": band.spend} for name, band in rows
    ]


def sentence(found: Ages) -> Words:
    """The band that brings most revenue, and of how many customers no age is known."""
    known, spend = sum(band.people for band in found.bands), sum(band.spend for band in found.bands)
    if not known:
        return Words("Chưa biết tuổi của khách nào.", "Nobody's age is known.")
    top = max(found.bands, key=lambda band: (band.spend, band.people))
    part = ratio(top.spend, spend) if known >= FEWEST else None
    said = Words("Nhóm tuổi {name}: {people}", "Ages {name}: {people}").filled(name=_inside(top.name), people=people(top.people))
    if part is not None:
        more = Words(", {part} doanh thu của những khách biết tuổi", ", {part} of the revenue whose age is known").filled(part=share(part))
        said = Words(said.vi + more.vi, said.en + more.en)
    if not found.unknown.people:
        return said
    rest = Words("; {people} chưa rõ tuổi", "; the age of {people} is not known").filled(people=people(found.unknown.people))
    return Words(said.vi + rest.vi, said.en + rest.en)


def _inside(name: Words) -> Words:
    return Words(name.vi[:1].lower() + name.vi[1:], name.en[:1].lower() + name.en[1:])


NOTE = Words(
    "Tuổi tròn vào ngày chốt; chỉ có năm sinh thì lấy tuổi thấp hơn. Doanh thu trong 365 ngày.",
    "Whole years on the day; from a birth year the younger age. Revenue of 365 days.",
)
