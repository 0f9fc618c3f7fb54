"""What kind of buyers does each thing bring: how many to the left, what each is worth to the right."""

from __future__ import annotations

from regulars.charts.figure import Figure, nothing
from regulars.charts.measures import MEASURES, Measure, measure_named
from regulars.charts.sides import Heads, Side, sides
from regulars.charts.tidy import Row, has, numbers, texts, tidy
from regulars.charts.written import Written
from regulars.words import Words

NAMES = {
    "category": Words("Nhóm hàng", "Category"),
    "first": Words("Món mua đầu tiên", "First purchase"),
    "region": Words("Vùng", "Region"),
    "province": Words("Tỉnh, thành", "Province"),
    "name": Words("Nhóm", "Class"),
}
TITLES = {
    "category": Words("Nhóm hàng nào mang về khách đáng giá", "Which categories bring buyers worth having"),
    "first": Words("Món mua đầu tiên nào dẫn đến khách cao cấp", "Which first purchases lead to premium customers"),
}
LEFT = ("buyers", "customers", "orders")
RIGHT = ("spend_per_buyer", "premium_share", "spend_per_customer", "revenue")
FAR = ("lift", "revenue_share", "premium_share")


def two_sided(
    table: object,
    *,
    lang: str = "vi",
    currency: str = "VND",
    title: str | None = None,
    name: str | None = None,
    left: str | None = None,
    right: str | None = None,
    far: str | None = None,
) -> Figure:
    """Draw one row per thing, in the order of the table: a bar to each side, and one share at the far right.

    Left out, `name`, `left`, `right` and `far` are the first columns of their kind in the table: `category` · `buyers` · `spend_per_buyer` ·
    `revenue_share`, or `first` · `buyers` · `premium_share` · `lift`. Money in minor units, shares of 1. Of a share with `low` and `high`
    beside it the table shows both.
    """
    written = Written(lang, currency)
    named = name or has(table, *NAMES) or "category"
    measures = tuple(_chosen(table, asked, among) for asked, among in ((left, LEFT), (right, RIGHT), (far, FAR)))
    between = [MEASURES[each] for each in ("low", "high") if measures[1].kind == "share" and has(table, each)]
    shown = [*measures, *between]
    rows = tidy(table, (*texts(named), *numbers(*(m.name for m in measures[:2])), *numbers(*(m.name for m in shown[2:]), needed=False)))
    head = written.said(NAMES.get(named, NAMES["name"]))
    both = written.said(
        Words("{left} và {right}", "{left} and {right}"), left=measures[0].title(written), right=_lower(measures[1], written)
    )
    said = title or (written.said(TITLES[named]) if named in TITLES and not right else both)
    columns = (head, *(measure.title(written) for measure in shown))
    if not rows:
        return nothing(said, columns, lang)
    sized = [_side(row, named, measures, written) for row in rows]
    heads = Heads(columns[1], head, columns[2], columns[3], measures[1].title(written, slim=True))
    option, height, narrow = sides(sized, heads)
    cells = tuple((side.name, *(m.exact(row[m.name], written) for m in shown)) for side, row in zip(sized, rows, strict=True))
    listed = "; ".join(f"{side.name}: {side.left_text}, {side.right_text}" for side in sized)
    return Figure(said, f"{said}. {listed}.", option, columns, cells, height, narrow, lang)


def _chosen(table: object, asked: str | None, among: tuple[str, ...]) -> Measure:
    return measure_named(asked, tuple(MEASURES)) if asked else MEASURES[has(table, *among) or among[0]]


def _lower(measure: Measure, written: Written) -> str:
    title = measure.head.of(written.lang)
    return title[:1].lower() + title[1:]


def _side(row: Row, named: str, measures: tuple[Measure, ...], written: Written) -> Side:
    left, right, far = measures
    return Side(
        name=row[named] or written.said(Words("không rõ", "not known")),
        colour="r4",
        left=row[left.name],
        right=row[right.name],
        left_text=left.short(row[left.name], written),
        right_text=right.short(row[right.name], written),
        far_text=far.short(row[far.name], written),
        left_exact=left.exact(row[left.name], written),
        right_exact=right.exact(row[right.name], written),
    )
