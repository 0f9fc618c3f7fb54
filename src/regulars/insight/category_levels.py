"""Is a level of category too fine, with groups too small to say anything, or too coarse to act on? Judged by the shop's own figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from regulars.insight.baskets import labelled, level_of
from regulars.insight.categories import Categories, members
from regulars.insight.spoken import FEWEST, figure, ratio, share
from regulars.words import Words

FEW, MANY = 4, 40  # below so many categories the level is coarse, above so many it is fine
TOO_BIG = 0.6  # one category with so much of the revenue hides what is inside it
SPREAD = 0.8  # so much of the revenue must lie in categories of 20 buyers or more
COLUMNS = {
    "level": "int64",
    "categories": "int64",
    "smallest": "int64",
    "small_share": "float64",
    "largest": "float64",
    "in_enough": "float64",
    "told_apart": "float64",
    "fits": "boolean",
    "chosen": "boolean",
    "recommended": "boolean",
    "verdict": "string",
}


@dataclass(frozen=True)
class Level:
    """How one level divides the shop. `largest`: the largest category's share of revenue; `in_enough`: the revenue in those of 20 buyers or more.

    `smallest`: the buyers of the category with fewest; `small_share`: of the categories, those under 20 buyers. `told_apart`: how much of the
    differences in spend between buyers is between categories rather than within them (`told_apart`), 0 to 1. Null where nothing is known.
    """

    level: int
    categories: int
    largest: float | None
    in_enough: float | None
    smallest: int | None = None
    small_share: float | None = None
    told_apart: float | None = None

    @property
    def coarse(self) -> bool:
        """Too few categories, or one that hides the rest."""
        return self.categories < FEW or (self.largest or 0) > TOO_BIG

    @property
    def fits(self) -> bool:
        """Neither so coarse that one category hides the rest, nor so fine that most are too small to say anything."""
        return not self.coarse and self.categories <= MANY and (self.in_enough or 0) >= SPREAD


def level_figures(found: Categories, told_apart: float | None = None) -> Level:
    """The figures by which a level is judged."""
    bought = [row for row in found.known if row.buyers]
    revenue = sum(max(row.revenue, 0) for row in bought)
    in_enough = sum(max(row.revenue, 0) for row in bought if row.buyers >= FEWEST)
    largest = max((row.revenue for row in bought), default=0)
    smallest = min((row.buyers for row in bought), default=None)
    under = ratio(sum(row.buyers < FEWEST for row in bought), len(bought))
    return Level(found.level, len(bought), ratio(largest, revenue), ratio(in_enough, revenue), smallest, under, told_apart)


def told_apart(year: ir.Table, products: ir.Table, people: ir.Table, level: int) -> float | None:
    """The share of the differences in spend that lies between categories: buyers by the one they spent most on, the logarithm of what they spent
    in the shop in 365 days, and epsilon squared (Kelley 1935), which many small groups cannot raise by chance. Null below 20 buyers, or where
    all spent the same."""
    kinds = labelled(products, level_of(level))
    own = year.join(kinds.filter(kinds.label.notnull()), "product_id")
    own = own.group_by("customer_id", "label").agg(revenue=own.revenue.sum(), bought=own.bought.any())
    own = own.filter(own.bought)
    most = own.mutate(most=own.revenue.max().over(ibis.window(group_by=own.customer_id)))
    tops = most.group_by("customer_id").agg(label=most.label.min(where=most.revenue == most.most))
    everybody = members(people)
    spent = tops.join(everybody.filter(everybody.spend_365d > 0), "customer_id")
    spent = spent.select("label", log=spent.spend_365d.ln())
    rows = spent.group_by("label").agg(n=spent.count(), total=spent.log.sum(), squares=(spent.log * spent.log).sum())
    return between([(row["n"], row["total"], row["squares"]) for row in rows.order_by("label").to_pyarrow().to_pylist()])


def between(groups: Sequence[tuple[int, float, float]]) -> float | None:
    """Epsilon squared of groups given as (members, sum, sum of squares), not below 0; null below 20 members, without two groups or any difference."""
    n, k = sum(size for size, _, _ in groups), len(groups)
    if n < FEWEST or k < 2 or n <= k:
        return None
    total, squares = math.fsum(total for _, total, _ in groups), math.fsum(square for _, _, square in groups)
    within = math.fsum(square - total * total / size for size, total, square in groups)
    whole = squares - total * total / n
    return max(0.0, 1 - (within / (n - k)) / (whole / (n - 1))) if whole > 1e-9 * max(squares, 1) else None


def recommended(levels: Sequence[Level], chosen: int) -> int | None:
    """The fitting level nearest to the chosen one; where none fits, that with nearest to a dozen categories; null where none has any."""
    there = [level for level in levels if level.categories]
    fitting = [level.level for level in there if level.fits]
    dozen = min(there, key=lambda level: abs(level.categories - 12), default=None)
    return min(fitting, key=lambda level: abs(level - chosen), default=dozen.level if dozen else None)


def table(levels: Sequence[Level], chosen: int, lang: str) -> list[dict[str, object]]:
    """One row per level (`COLUMNS`): `fits` by its figures, `chosen` the one in use, `recommended` the one to use, `verdict` why in a sentence."""
    best = recommended(levels, chosen)
    names = ("level", "categories", "smallest", "small_share", "largest", "in_enough", "told_apart", "fits")
    return [
        {name: getattr(each, name) for name in names}
        | {"chosen": each.level == chosen, "recommended": each.level == best, "verdict": verdict(each).of(lang)}
        for each in levels
    ]


def verdict(level: Level) -> Words:
    """Whether one level is too fine, too coarse or right, and the figure that says so."""
    said = {
        "n": figure(level.categories),
        "largest": share(level.largest),
        "enough": share(level.in_enough),
        "few": share(level.small_share),
    }
    return _verdict(level).filled(**said)


def _verdict(level: Level) -> Words:
    if not level.categories:
        return Words("Không sản phẩm nào có nhóm hàng ở cấp này.", "No product has a category on this level.")
    if level.categories < FEW:
        return Words("Quá thô: chỉ có {n} nhóm hàng, không có gì để so.", "Too coarse: {n} categories leave nothing to compare.")
    if level.coarse:
        return Words(
            "Quá thô: một nhóm giữ {largest} doanh thu và che mọi khác biệt bên trong.",
            "Too coarse: one category holds {largest} of revenue and hides all that is inside it.",
        )
    if level.categories > MANY:
        return Words(
            "Quá nhỏ: {n} nhóm hàng, {few} trong đó chưa đến 20 người mua.", "Too fine: {n} categories, {few} of them under 20 buyers."
        )
    if not level.fits:
        return Words(
            "Quá nhỏ: chỉ {enough} doanh thu nằm ở nhóm có từ 20 người mua.",
            "Too fine: only {enough} of revenue lies in categories of 20 buyers.",
        )
    return Words(
        "Vừa: {n} nhóm hàng, nhóm lớn nhất giữ {largest}, {enough} doanh thu ở nhóm có từ 20 người mua.",
        "Right: {n} categories, the largest holds {largest}, and {enough} of revenue lies in those of 20 buyers or more.",
    )


def advice(levels: Sequence[Level], chosen: int) -> Words | None:
    """Whether the level in use is too fine or too coarse, by its figures, and which to choose; null where nothing is known of it."""
    here = next((level for level in levels if level.level == chosen and level.categories), None)
    best = recommended(levels, chosen)
    if here is None or best is None:
        return None
    figures = Words(
        "Cấp {level} có {n} nhóm hàng có người mua; nhóm lớn nhất giữ {largest} doanh thu, {enough} doanh thu nằm ở nhóm có từ 20 người mua.",
        "Level {level} has {n} categories with buyers; the largest holds {largest} of revenue, and {enough} lies in those of 20 buyers or more.",
    ).filled(level=figure(chosen), n=figure(here.categories), largest=share(here.largest), enough=share(here.in_enough))
    rest = _step(best, chosen).filled(best=figure(best))
    return Words(f"{figures.vi} {rest.vi}", f"{figures.en} {rest.en}")


def _step(best: int, chosen: int) -> Words:
    if best == chosen:
        return Words("Giữ cấp này.", "Keep this level.")
    if best > chosen:
        return Words("Quá thô: nên dùng cấp {best}.", "Too coarse: use level {best}.")
    return Words("Quá nhỏ: nên dùng cấp {best}.", "Too fine: use level {best}.")


def sentence(levels: Sequence[Level], chosen: int) -> Words:
    """Which level to use, and why."""
    best = next((level for level in levels if level.level == recommended(levels, chosen)), None)
    if best is None:
        return Words("Chưa biết nhóm hàng của sản phẩm nào.", "No product has a known category.")
    keep = Words("Nên giữ cấp {level}. {why}", "Keep level {level}. {why}")
    change = Words("Nên dùng cấp {level}, đang dùng cấp {chosen}. {why}", "Use level {level}; in use is {chosen}. {why}")
    return (keep if best.level == chosen else change).filled(level=best.level, chosen=chosen, why=verdict(best))


METHOD = Words(
    "Phân biệt được: phần khác biệt về chi tiêu giữa những người mua mà nhóm hàng họ mua nhiều nhất nói trước được (epsilon bình phương, theo "
    "lôgarit chi tiêu 365 ngày). Vừa là từ {few} đến {many} nhóm, không nhóm nào quá {big} doanh thu, và ít nhất {spread} doanh thu ở nhóm có từ 20 người mua.",
    "Told apart: how much of the differences in spend the category that buyers buy most foretells (epsilon squared, of the logarithm of spend in "
    "365 days). Right are {few} to {many} categories, none with over {big} of revenue, and at least {spread} of revenue in those of 20 buyers or more.",
).filled(few=FEW, many=MANY, big=share(TOO_BIG), spread=share(SPREAD))
