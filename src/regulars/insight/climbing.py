"""How many climb each step of an ordered scheme, how sure is that, and how long did it take those who climbed?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import days_from
from regulars.insight.first_purchases import wilson
from regulars.insight.moves import name_of
from regulars.insight.spoken import FEWEST, days, ratio, share
from regulars.scheme import Scheme
from regulars.words import Words

COLUMNS = {
    "class": "string",
    "name": "string",
    "colour": "string",
    "other_class": "string",
    "other_name": "string",
    "reached": "int64",
    "climbers": "int64",
    "share": "float64",
    "low": "float64",
    "high": "float64",
    "median_days": "float64",
    "timed": "int64",
}


@dataclass(frozen=True)
class Step:
    """One step from a rung to the next: of those who reached the lower rung or beyond, how many ever reached the next or beyond.

    `median_days` is that of the `timed` climbers, whose whole climb was seen; null where there are none.
    """

    lower: str
    upper: str
    reached: int
    climbed: int
    timed: int
    median_days: float | None

    @property
    def share(self) -> float | None:
        """The share that climbed; null below 20 who could."""
        return ratio(self.climbed, self.reached) if self.reached >= FEWEST else None


def climbing(stays: ir.Table, scheme: Scheme, told: Sequence[dt.date]) -> list[Step]:
    """The steps of the first chain that a scheme declares as `better`, lowest first, from its stays (`moves.stays_in`).

    Reached: seen on the rung or a higher one before the last told day, so that climbing on could have been seen. Climbed: ever seen on the next
    rung or a higher one, wherever they stand now. Timed: from the first told day on which they were seen on the lower rung itself to the first
    on which they were seen above it; not where they stood on either on the first told day of all, where they were never seen on the lower rung,
    or where they had been above it before.
    """
    rungs = scheme.better[0] if scheme.better else ()
    if len(told) < 2 or not rungs:
        return []
    ranked = stays.filter(stays["class"].isin(rungs)).mutate(rank=stays["class"].cases(*((id, at) for at, id in enumerate(rungs))))
    firsts = ranked.group_by("customer_id").agg(
        **{f"on{at}": ranked.valid_from.min(where=ranked["rank"] == at) for at in range(len(rungs))},
        **{f"by{at}": ranked.valid_from.min(where=ranked["rank"] >= at) for at in range(len(rungs))},
    )
    counted = {name: value for at in range(len(rungs) - 1) for name, value in _step(firsts, at, told).items()}
    row = firsts.agg(**counted).to_pyarrow().to_pylist()[0]
    return [_read(row, at, lower, upper) for at, (lower, upper) in enumerate(pairwise(rungs))]


def _step(firsts: ir.Table, at: int, told: Sequence[dt.date]) -> dict[str, ir.Value]:
    here, by, above = firsts[f"on{at}"], firsts[f"by{at}"], firsts[f"by{at + 1}"]
    reached = by < ibis.literal(told[-1])
    timed = reached & (here > ibis.literal(told[0])) & (here < above)
    return {
        f"reached{at}": reached.sum(),
        f"climbed{at}": (reached & above.notnull()).sum(),
        f"timed{at}": timed.sum(),
        f"median{at}": days_from(here, above).cast("float64").median(where=timed),
    }


def _read(row: Mapping[str, float | None], at: int, lower: str, upper: str) -> Step:
    reached, climbed, timed = (int(row[f"{name}{at}"] or 0) for name in ("reached", "climbed", "timed"))
    return Step(lower, upper, reached, climbed, timed, row[f"median{at}"])


def table(scheme: Scheme, found: Sequence[Step], lang: str) -> list[dict[str, object]]:
    """One row per step, lowest first (`COLUMNS`): `low` and `high` are Wilson's 95 % interval; shares null below 20 who reached the lower rung."""
    return [_row(scheme, step, lang) for step in found]


def _row(scheme: Scheme, step: Step, lang: str) -> dict[str, object]:
    ends = wilson(step.climbed, step.reached) if step.share is not None else None
    low, high = ends or (None, None)
    return {
        "class": step.lower,
        "name": name_of(scheme, step.lower).of(lang),
        "colour": scheme.class_named(step.lower).colour,
        "other_class": step.upper,
        "other_name": name_of(scheme, step.upper).of(lang),
        "reached": step.reached,
        "climbers": step.climbed,
        "share": step.share,
        "low": low,
        "high": high,
        "median_days": step.median_days,
        "timed": step.timed,
    }


def sentence(scheme: Scheme, found: Sequence[Step]) -> Words:
    """The step that the smallest share climbs, and how long those who climbed it took."""
    told = [step for step in found if step.share is not None]
    if not scheme.better:
        return Words("Cách phân loại này không có bậc cao thấp.", "This scheme has no order.")
    if not told:
        return Words("Chưa đủ khách và ngày để biết ai leo lên được.", "Too few customers and days to tell how many climb.")
    hardest = min(told, key=lambda step: step.share or 0)
    names = {"lower": name_of(scheme, hardest.lower), "upper": name_of(scheme, hardest.upper), "part": share(hardest.share)}
    if hardest.median_days is None or hardest.timed < FEWEST:
        return Words(
            "Bước khó nhất: {part} khách từng đến “{lower}” đã lên “{upper}”",
            "The hardest step: {part} of those who ever reached “{lower}” went on to “{upper}”",
        ).filled(**names)
    return Words(
        "Bước khó nhất: {part} khách từng đến “{lower}” đã lên “{upper}”, thường sau {days}",
        "The hardest step: {part} of those who ever reached “{lower}” went on to “{upper}”, usually after {days}",
    ).filled(**names, days=days(hardest.median_days))


NOTES = (
    Words(
        "Đã đến bậc: từng đứng ở bậc ấy hoặc cao hơn, trước ngày xếp nhóm cuối. Đã leo tiếp: từng đứng ở bậc kế hoặc cao hơn, dù nay ở đâu. "
        "Khoảng là khoảng tin cậy Wilson 95 %.",
        "Reached: ever on the rung or above, before the last told day. Climbed on: ever on the next rung or above, wherever they are now. "
        "The interval is Wilson's, at 95%.",
    ),
    Words(
        "Số ngày là trung vị của những người đã leo, từ ngày đầu tiên thấy ở bậc dưới đến ngày đầu tiên thấy ở bậc cao hơn; không gồm ai đã có mặt "
        "ngay ngày xếp nhóm đầu tiên, ai chưa từng thấy ở bậc dưới, và ai còn đang leo. Chỉ biết chính xác đến ngày có xếp nhóm.",
        "Days are the median of those who climbed, from the first day seen on the lower rung to the first seen above it; left out are those there "
        "on the first told day of all, those never seen on the lower rung, and those still climbing. Days are exact to the told days only.",
    ),
)
