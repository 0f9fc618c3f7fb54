"""What are today's customers expected to bring, and which class holds it? The value of the base, by class.

The equity of a class is the sum of `expected_spend_365d` of its customers. Those who never bought bring 0 as far as is known; buyers of whom nothing
is known are counted apart. Whoever is yet to come is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ibis.expr.types import Table

from regulars.insight.classes import shown
from regulars.insight.expected import Band, Expected, expected_by, left_out, tried, whole
from regulars.insight.spoken import FEWEST, ratio, share, sum_of
from regulars.scheme import Scheme
from regulars.words import Words

SAME = 0.005  # a change of less is none
COLUMNS = {
    "class": "string",
    "name": "string",
    "colour": "string",
    "customers": "int64",
    "unforeseen": "int64",
    "expected_spend": "int64",
    "expected_share": "float64",
    "expected_per_customer": "float64",
    "spend_365d": "int64",
    "change": "float64",
}


@dataclass(frozen=True)
class Equity:
    """The classes of one scheme in the order people read them, with what is expected of each."""

    rows: tuple[Expected, ...]

    @property
    def all(self) -> Expected:
        return whole(self.rows)

    def share(self, row: Expected) -> float | None:
        """Of all that is expected; null where fewer than 20 are known, or nothing is expected."""
        return ratio(row.total, self.all.expected) if self.all.known >= FEWEST else None

    @property
    def leading(self) -> Expected | None:
        """The class of which most is expected; null where nothing is."""
        top = max(self.rows, key=lambda row: row.expected, default=None)
        return top if top and top.expected > 0 else None


def equity(customers: Table, scheme: Scheme) -> Equity:
    """Read from the profile with its classes (`purchases`, `spend_365d`, `expected_spend_365d`, and the scheme's column)."""
    return Equity(expected_by(customers, scheme.id, shown(scheme)))


def sentence(found: Equity, scheme: Scheme, currency: str) -> Words:
    """What the base is expected to bring, whether that is more or less than before, and the class that holds most of it."""
    base = found.all
    said = Words(
        "365 ngày tới, khách hiện có dự kiến mang về {money}", "Today's customers are expected to bring {money} over the next 365 days"
    ).filled(money=sum_of(base.expected, currency))
    return _joined(said, _compared(base.change), _held(found, scheme))


def _compared(change: float | None) -> Words:
    if change is None:
        return Words("", "")
    if abs(change) < SAME:
        return Words(", ngang 365 ngày qua", ", as much as in the last 365")
    how = Words(", nhiều hơn 365 ngày qua {by}", ", {by} more than in the last 365")
    less = Words(", ít hơn 365 ngày qua {by}", ", {by} less than in the last 365")
    return (how if change > 0 else less).filled(by=share(abs(change)))


def _held(found: Equity, scheme: Scheme) -> Words:
    top = found.leading
    part = found.share(top) if top else None
    if top is None or part is None:
        return Words("", "")
    named = scheme.class_named(top.id).name
    return Words("; nhóm “{name}” giữ {part}", "; “{name}” holds {part} of it").filled(name=named, part=share(part))


def _joined(*parts: Words) -> Words:
    return Words("".join(part.vi for part in parts), "".join(part.en for part in parts))


def notes(found: Equity, band: Band | None, currency: str) -> tuple[Words, ...]:
    """What is added up, of whom, how sure it is, and who is counted apart."""
    return (METHOD, CHANGE, tried(band, found.all.expected, currency), *left_out(found.all))


METHOD = Words(
    "Giá trị của một nhóm là tổng chi tiêu dự kiến trong 365 ngày tới của khách trong nhóm. Người chưa mua được tính là 0; khách mới của năm tới "
    "không nằm trong đó, nên tổng số thường thấp hơn doanh thu sẽ có.",
    "The value of a class is the sum of what its customers are expected to spend over the next 365 days. Those who never bought count as 0; buyers yet "
    "to come are not in it, so the total is usually below the revenue to come.",
)


CHANGE = Words(
    "Khách đến trong năm qua mới chi được một phần của năm ấy, nên thường thấy tăng; nhóm được chọn vì đã chi nhiều thì thường thấy giảm.",
    "Customers who came during the last year have spent for a part of it only, and mostly show a rise; a class chosen for its high spend mostly shows a fall.",
)


def table(found: Equity, scheme: Scheme, lang: str) -> list[dict[str, object]]:
    """One row per class, in the order people read them (`COLUMNS`): money in minor units; spend is of those of whom it is known what to expect."""
    return [_row(found, row, scheme, lang) for row in found.rows]


def _row(found: Equity, row: Expected, scheme: Scheme, lang: str) -> dict[str, object]:
    named = scheme.class_named(row.id)
    return {
        "class": row.id,
        "name": named.name.of(lang),
        "colour": named.colour,
        "customers": row.people,
        "unforeseen": row.unforeseen,
        "expected_spend": row.total,
        "expected_share": found.share(row),
        "expected_per_customer": row.per_person,
        "spend_365d": row.spend,
        "change": row.change,
    }
