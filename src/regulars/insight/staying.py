"""How long do customers stay in a class? The product-limit estimate over stays whose beginning was seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np

from regulars.arithmetic import days_from
from regulars.insight.classes import shown
from regulars.insight.moves import colour_of, name_of
from regulars.insight.spoken import FEWEST, days, share
from regulars.models.survival import survival
from regulars.scheme import Scheme
from regulars.words import Words

COLUMNS = {
    "class": "string",
    "name": "string",
    "colour": "string",
    "days": "int64",
    "staying": "float64",
    "observed": "int64",
    "half_days": "int64",
}


@dataclass(frozen=True)
class Point:
    """On one day of a stay: the share that stays longer (null below 20 under observation), and how many were under observation on it."""

    days: int
    staying: float | None
    observed: int


@dataclass(frozen=True)
class Known:
    """The share that stays longer than so many days, where it is told."""

    days: int
    staying: float


@dataclass(frozen=True)
class Curve:
    """How long people stay in one class: a point at day 0, at every day on which somebody left, and at the last day observed."""

    id: str
    points: tuple[Point, ...]

    @property
    def median(self) -> int | None:
        """The first day by which half have left; null while it is not known."""
        return next((point.days for point in self.points if point.staying is not None and point.staying <= 0.5), None)

    @property
    def last(self) -> Known | None:
        """The last day after the first of which a share is told; null where there is none."""
        return next((Known(point.days, point.staying) for point in reversed(self.points) if point.days and point.staying is not None), None)


def staying(stays: ir.Table, scheme: Scheme, told: Sequence[dt.date]) -> list[Curve]:
    """One curve per class with such stays, as people read the classes, from the stays of a scheme (`moves.stays_in`).

    Counted are stays that began after the first told day, since of the others the beginning is not known. A stay ends on the first told day on
    which the customer was in another class; one that lasts is open on the last told day, one whose customer is gone from the record on the
    day they went.
    """
    if len(told) < 2:
        return []
    begun = stays.filter(stays.valid_from > told[0])
    length = days_from(begun.valid_from, begun.valid_to.fill_null(told[-1]))
    ends = begun.group_by("class", length=length, ended=begun.followed).agg(n=begun.count()).to_pyarrow().to_pylist()
    by_class: dict[str, list[dict]] = {}
    for row in ends:
        by_class.setdefault(row["class"], []).append(row)
    ids = [*(id for id in shown(scheme) if id in by_class), *sorted(set(by_class) - set(scheme.class_ids))]
    return [Curve(id, _points(by_class[id])) for id in ids]


def _points(rows: Sequence[dict]) -> tuple[Point, ...]:
    ends = {name: np.array([row[name] for row in rows], dtype=kind) for name, kind in (("length", int), ("ended", bool), ("n", int))}
    lasting, at_risk = survival(ends, int(ends["length"].max()) + 1)
    marked = sorted({0, len(lasting) - 1, *ends["length"][ends["ended"]].tolist()})
    return tuple(Point(at, float(lasting[at]) if at_risk[at] >= FEWEST else None, int(at_risk[at])) for at in marked)


def table(scheme: Scheme, found: Sequence[Curve], lang: str) -> list[dict[str, object]]:
    """One row per class and day (`COLUMNS`): `staying` is the share that stays longer than so many days, null below 20 under observation.

    `observed`: how many were under observation on that day; `half_days`: the day by which half of the class have left, null while not known.
    """
    return [_row(scheme, curve, point, lang) for curve in found for point in curve.points]


def _row(scheme: Scheme, curve: Curve, point: Point, lang: str) -> dict[str, object]:
    return {
        "class": curve.id,
        "name": name_of(scheme, curve.id).of(lang),
        "colour": colour_of(scheme, curve.id),
        "days": point.days,
        "staying": point.staying,
        "observed": point.observed,
        "half_days": curve.median,
    }


def sentence(scheme: Scheme, found: Sequence[Curve]) -> Words:
    """The class that half leave soonest; where half have left none, the one that most have left, as far as it is known."""
    known = [(curve.median, at) for at, curve in enumerate(found) if curve.median is not None]
    if known:
        median, at = min(known)
        said = _ALONE if len(found) == 1 else _SOONEST
        return said.filled(name=name_of(scheme, found[at].id), days=days(median))
    ends = [(end.staying, end.days, curve.id) for curve in found if (end := curve.last) is not None]
    if not ends:
        return Words(
            "Chưa đủ khách và ngày để biết khách ở lại mỗi nhóm bao lâu.", "Too few customers and days to tell how long they stay."
        )
    part, after, id = min(ends)
    return _KEPT.filled(name=name_of(scheme, id), days=days(after), part=share(part))


_ALONE = Words("Ở “{name}”, sau {days} còn lại nhiều nhất một nửa.", "In “{name}”, half at most are still there after {days}.")
_SOONEST = Words(
    "Khách ở “{name}” ngắn nhất: sau {days} còn lại nhiều nhất một nửa.",
    "“{name}” is left soonest: half at most are still there after {days}.",
)
_KEPT = Words("Ở “{name}”, sau {days} vẫn còn {part}.", "In “{name}”, {part} are still there after {days}.")
NOTES = (
    Words(
        "Ước lượng Kaplan–Meier. Chỉ tính những lần ở bắt đầu sau ngày xếp nhóm đầu tiên, vì chỉ những lần ấy biết bắt đầu từ khi nào; lần còn kéo dài "
        "được tính đến ngày xếp nhóm cuối.",
        "The estimate of Kaplan and Meier. Only stays that began after the first told day count, since only of these the beginning is known; "
        "those that last are followed to the last told day.",
    ),
    Words(
        "Một lần ở kết thúc vào ngày xếp nhóm đầu tiên thấy khách ở nhóm khác. Dưới 20 khách còn theo dõi thì không nói phần trăm.",
        "A stay ends on the first told day on which the customer is seen in another class. Below 20 under observation no share is told.",
    ),
)
