"""Files without a header: what each column holds is told from its cells."""

from __future__ import annotations

from collections import Counter

from regulars.intake.dates import decide_date, moment
from regulars.intake.numbers import PLAINLY, bare, decide_number, reads
from regulars.sources.mapping import Match
from regulars.sources.sheet import Sheet

MOST = 0.95


def guess_match(sheet: Sheet) -> Match:
    """Date, customer, amount and quantity of an orders file whose columns have no names; what cannot be told is left out."""
    found = Match("orders")
    width = range(len(sheet.columns))
    date = next((i for i in width if _is_date(sheet.cells(i))), None)
    if date is None:
        return found
    found.fields["ordered_at"] = ((date,), "content")
    numbers = [i for i in width if i != date and _is_number(sheet.cells(i))]
    coded = [i for i in numbers if any(len(cell) > 1 and cell[0] == "0" and cell.isdigit() for cell in sheet.cells(i))]
    amounts = [i for i in numbers if i not in coded]
    amount = max(amounts, key=lambda i: (_has_decimals(sheet.cells(i)), _mean(sheet.cells(i)), i), default=None)
    if amount is not None:
        found.fields["amount"] = ((amount,), "content")
    customer = next((i for i in width if i not in (date, amount) and _repeats(sheet.cells(i))), None)
    if customer is not None:
        found.fields["customer_id"] = ((customer,), "content")
    quantity = next((i for i in amounts if i not in (amount, customer) and _is_count(sheet.cells(i))), None)
    if quantity is not None:
        found.fields["quantity"] = ((quantity,), "content")
    return found


def _is_date(cells: list[str]) -> bool:
    decision = decide_date(cells[:500]) if cells else None
    if not decision or decision.share < MOST or decision.format.kind in ("seconds", "milliseconds", "excel"):
        return False
    years = [when.year for cell in cells[:500] if (when := moment(cell, decision.format))]
    return min(years) >= 1980 and max(years) <= 2100


def _is_number(cells: list[str]) -> bool:
    format = decide_number(cells, money=True).format if cells else PLAINLY
    return bool(cells) and sum(reads(cell, format) for cell in cells) >= MOST * len(cells)


def _has_decimals(cells: list[str]) -> bool:
    return any("." in cell or "," in cell or "₫" in cell or "$" in cell for cell in cells)


def _mean(cells: list[str]) -> float:
    return sum(float("".join(char for char in bare(cell) if char.isdigit()) or 0) for cell in cells) / len(cells)


def _repeats(cells: list[str]) -> bool:
    counts = Counter(cells)
    return len(counts) > 1 and len(counts) >= 0.02 * len(cells)


def _is_count(cells: list[str]) -> bool:
    return all(cell.isdigit() and int(cell) <= 1_000 for cell in cells if cell.lstrip("-").isdigit())
