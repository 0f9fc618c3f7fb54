"""The ladder: classes best first, people to the left, spend per customer to the right, the share of revenue at the far right."""

from __future__ import annotations

from regulars.charts.figure import Figure, nothing
from regulars.charts.measures import MEASURES
from regulars.charts.option import RAMP
from regulars.charts.sides import Heads, Side, sides
from regulars.charts.tidy import COLOUR, Row, numbers, texts, tidy
from regulars.charts.written import NOTHING, Written
from regulars.words import Words

COLUMNS = (*texts("name"), COLOUR, *numbers("customers", "spend_per_customer"), *numbers("revenue_share", "climbed", needed=False))


def ladder(table: object, *, lang: str = "vi", currency: str = "VND", title: str | None = None, steps: bool = False) -> Figure:
    """Draw the rungs of a ladder, best first, from a table with one row per class.

    Columns: `name`, `customers`, `spend_per_customer` (minor units; null or 0: nobody bought); if there, `colour` (a token, else a step of
    the ramp), `revenue_share` and `climbed` (shares of 1). `steps` writes the share that climbed beneath each name.
    """
    written = Written(lang, currency)
    rows = tidy(table, COLUMNS)
    said = title or written.said(Words("Số khách và chi tiêu mỗi khách, theo bậc", "Customers and spend per customer, by rung"))
    heads = _heads(written)
    columns = (heads.name, heads.left, heads.right, heads.far, MEASURES["climbed"].title(written))
    if not rows:
        return nothing(said, columns, lang)
    sized = [_side(row, at, len(rows), written, steps) for at, row in enumerate(rows)]
    option, height, narrow = sides(sized, heads)
    listed = "; ".join(f"{side.name}: {side.left_text}, {side.right_text}, {side.far_text}" for side in sized)
    cells = tuple(
        (s.name, s.left_text, s.right_exact, s.far_text, written.share(row["climbed"], 0)) for s, row in zip(sized, rows, strict=True)
    )
    return Figure(said, f"{said}. {listed}.", option, columns, cells, height, narrow, lang)


def ramp(at: int, of: int) -> str:
    """The colour of a row without one: the deep end of the ramp for the first, the pale end for the last."""
    return RAMP[round((of - 1 - at) / max(of - 1, 1) * (len(RAMP) - 1))] if of > 1 else RAMP[-1]


def _heads(written: Written) -> Heads:
    worth = MEASURES["spend_per_customer"]
    rung = written.said(Words("Bậc", "Rung"))
    customers, revenue = (MEASURES[name].title(written) for name in ("customers", "revenue_share"))
    return Heads(customers, rung, worth.title(written), revenue, worth.title(written, slim=True))


def _side(row: Row, at: int, of: int, written: Written, steps: bool) -> Side:
    worth = row["spend_per_customer"] or None
    climbed = row["climbed"]
    step = Words("↑ {share} từ bậc dưới", "↑ {share} from the rung below")
    return Side(
        name=row["name"] or written.said(Words("không rõ", "not known")),
        colour=row["colour"] or ramp(at, of),
        left=row["customers"],
        right=worth,
        left_text=written.count(row["customers"]),
        right_text=written.amount(worth),
        far_text=written.share(row["revenue_share"]) if worth is not None else NOTHING,
        left_exact=written.count(row["customers"]),
        right_exact=written.exact(worth),
        under=written.said(step, share=written.share(climbed, 0)) if steps and climbed is not None else "",
    )
