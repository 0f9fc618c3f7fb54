"""Which canonical table a file holds, and what it lacks to be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from regulars.intake.fields import FIELDS
from regulars.intake.numbers import bare
from regulars.sources.headless import guess_match
from regulars.sources.mapping import Match, match
from regulars.sources.sheet import Sheet
from regulars.words import Words

WHO = ("customer_id", "phone", "email", "name")
PERSON = (
    "name", "first_name", "email", "phone", "birth_date", "birth_year", "age", "gender", "address", "district", "province", "job_title",
    "company", "source",
    "created_at", "latitude",
)  # fmt: skip
LINE = ("product_id", "product_name", "unit_price", "list_price", "list_amount")


def lacking(found: Match) -> list[str]:
    """The fields without which an orders file is none."""
    lacks = [] if found.has(*WHO, "order_id") and found.has(*WHO) else ["customer_id"]
    lacks += [] if found.has("ordered_at") else ["ordered_at"]
    return lacks + ([] if found.has("amount", "list_amount", "order_total") or found.has("unit_price", "list_price") else ["amount"])


def fits(found: Match) -> bool:
    """Whether what was found is enough for the table."""
    if found.table == "orders":
        return not lacking(found)
    if found.table == "customers":
        return found.has(*WHO) and (found.has(*PERSON) and (found.has("customer_id") or sum(found.has(name) for name in PERSON) > 1))
    if found.table == "products":
        return found.has("product_id") and found.has("product_name", "category_1", "unit_cost")
    return found.has("rate_currency") and found.has("rate")


def choose(sheet: Sheet, asked: Mapping[str, str], remembered: Mapping[str, str]) -> tuple[Match | None, Match]:
    """The table that fits, if any, and what was found for an orders table anyway; orders first, then by how much was found."""
    if not sheet.named and not asked and not remembered:
        found = guess_match(sheet)
        return (found if fits(found) else None), found
    found = {table: match(sheet.columns, table, asked, remembered) for table in ("orders", "rates", "customers", "products")}
    found["orders"] = without_totals(sheet, found["orders"])
    if fits(found["orders"]):
        return found["orders"], found["orders"]
    fitting = [other for other in found.values() if fits(other)]
    return max(fitting, key=lambda other: len(other.used()), default=None), found["orders"]


def without_totals(sheet: Sheet, found: Match) -> Match:
    """An amount that is the order's total repeated on each of its lines gives way to price times quantity."""
    if (
        found.fields.get("amount", ((), "asked"))[1] == "asked"
        or not found.has("unit_price", "list_amount")
        or not is_per_order(sheet, found)
    ):
        return found
    fields = {name: value for name, value in found.fields.items() if name != "amount"}
    return Match(found.table, fields, found.left_out)


def is_per_order(sheet: Sheet, found: Match) -> bool:
    """Whether the amount is the same (or given once) on all lines of an order while the lines differ."""
    if not found.has("order_id") or not found.has("amount"):
        return False
    order, amount = found.fields["order_id"][0][0], found.fields["amount"][0][0]
    orders: dict[str, list[tuple[str | None, ...]]] = defaultdict(list)
    for row in sheet.rows:
        if max(order, amount) < len(row) and (number := row[order]):
            orders[number].append(row)
    several = [rows for rows in orders.values() if len(rows) > 1 and len(set(rows)) > 1]
    if not several or not found.has(*LINE):
        return False
    same = sum(len({bare(cell) for row in rows if (cell := row[amount])}) == 1 for rows in several)
    return same == len(several) and not _are_products(several, found, amount)


def _are_products(several: list[list[tuple[str | None, ...]]], found: Match, amount: int) -> bool:
    """Whether the equal amounts are simply those of equal lines."""
    if len(several) < 5 and not found.has("unit_price"):
        return len(several) < 2
    if not found.has("unit_price"):
        return False
    price = found.fields["unit_price"][0][0]
    return all(len({row[price] for row in rows}) == 1 and all(row[amount] for row in rows) for rows in several)


def words_for(names: list[str]) -> list[Words]:
    """The fields as people call them."""
    return [FIELDS[name].words for name in names]
