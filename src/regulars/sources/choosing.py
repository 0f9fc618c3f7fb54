"""Which canonical table a file holds, and what it lacks to be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from regulars.intake.fields import CONSENTS, FIELDS, HAPPENINGS, WHO
from regulars.intake.numbers import bare
from regulars.sources import telling
from regulars.sources.headless import guess_match
from regulars.sources.mapping import Match, match
from regulars.sources.sheet import Sheet
from regulars.words import Words

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


def needs(sheet: Sheet, found: Match) -> dict[str, bool]:
    """What a file of visits, contacts, answers… cannot be without: the field that stands for each need, and whether it is met."""
    who = found.has(*WHO)
    if found.table == "events":
        known = found.has("event_kind") or (found.has("session_id", "visitor_id") and found.has("product_id"))
        return {"occurred_at": found.has("occurred_at"), "event_kind": known, "customer_id": who or found.has("visitor_id", "session_id")}
    if found.table == "contacts":
        told = telling.gives_an_opinion(sheet, found) or telling.speaks_of_contacts(sheet, found)
        return {"text": told, "customer_id": who or found.has("order_id"), "occurred_at": found.has("occurred_at")}
    if found.table == "answers":
        return {"nps": telling.asks(sheet, found), "customer_id": who}
    if found.table == "consents":
        return {"granted": found.has("granted", *CONSENTS), "customer_id": who}
    if found.table == "stores":
        told = found.has("radius_km", "served_provinces") or (found.has("latitude") and telling.names_a_store(sheet, found))
        return {"store_name": found.has("store_id", "store_name"), "latitude": told and found.has("latitude", "served_provinces")}
    names = {"referrals": ("referrer_id", "referred_id"), "costs": ("product_id", "valid_from", "unit_cost")}[found.table]
    return {name: name in found.fields for name in names}


def fits(found: Match, sheet: Sheet) -> bool:
    """Whether what was found is enough for the table."""
    if found.table in HAPPENINGS:
        return all(needs(sheet, found).values())
    if found.table == "orders":
        return not lacking(found)
    if found.table == "customers":
        return found.has(*WHO) and (found.has(*PERSON) and (found.has("customer_id") or sum(found.has(name) for name in PERSON) > 1))
    if found.table == "products":
        return found.has("product_id") and found.has("product_name", "category_1", "unit_cost")
    return found.has("rate_currency") and found.has("rate")


def choose(sheet: Sheet, asked: Mapping[str, str], remembered: Mapping[str, str]) -> tuple[Match | None, Match]:
    """The table that fits, if any, and what was found for an orders table anyway; orders first, then by how much was found.

    Only a file whose cells speak of visits or complaints is none of orders although it has a customer, a day and a number."""
    if not sheet.named and not asked and not remembered:
        found = guess_match(sheet)
        return (found if fits(found, sheet) else None), found
    found = {table: match(sheet.columns, table, asked, remembered) for table in ("orders", "rates", "customers", "products", *HAPPENINGS)}
    found["orders"] = without_totals(sheet, found["orders"])
    found |= {table: telling.settled(sheet, found[table]) for table in HAPPENINGS}
    fitting = [other for other in found.values() if fits(other, sheet)]
    told = _told(sheet, fitting)
    if told or fits(found["orders"], sheet):
        return told or found["orders"], found["orders"]
    return max(fitting, key=lambda other: _weight(other, found), default=None), found["orders"]


def further(sheet: Sheet, chosen: Match, asked: Mapping[str, str], remembered: Mapping[str, str]) -> Match | None:
    """The consents that a list of customers holds in columns of its own; when they were given such a list does not say."""
    if chosen.table != "customers" or not sheet.named:
        return None
    found = telling.settled(sheet, match(sheet.columns, "consents", asked, remembered))
    kept = {name: value for name, value in found.fields.items() if name in (*WHO, "granted", *CONSENTS)}
    again = Match("consents", kept, found.left_out)
    return again if fits(again, sheet) else None


def _told(sheet: Sheet, fitting: list[Match]) -> Match | None:
    """The table that the words in the file's own cells speak of."""
    for other in fitting:
        if other.table == "events" and telling.speaks_of_events(sheet, other):
            return other
        if other.table == "contacts" and telling.speaks_of_contacts(sheet, other, telling.SPEAKING):
            return other
    return None


def _weight(found: Match, every: Mapping[str, Match]) -> tuple[int, int]:
    """What says most of a file comes first: a list of people or goods that says something else besides is still such a list."""
    much = len(found.used())
    if found.table in ("contacts", "events"):
        return 2, much
    if found.table == "referrals":
        return (2 if much >= len(every["customers"].used()) else 0), much
    if found.table == "stores":
        return (0 if every["orders"].has("customer_id") else 2), much
    if found.table == "answers":
        return (2 if found.has("question") or much >= len(every["customers"].used()) else 0), much
    if found.table == "costs":
        return (0 if found.has("unit_cost") and every["products"].has("product_name", "list_price") else 2), much
    if found.table == "consents":
        return (2 if found.has("consent_channel") or not _lists_people(found, every["customers"]) else 0), much
    return 1, much


def _lists_people(consents: Match, customers: Match) -> bool:
    """Whether a file with consents is a list of customers first: it tells more of them than who they are, or bears no date."""
    answers = {place for name in CONSENTS for place in consents.fields.get(name, ((), ""))[0]}
    told = {name for name, (places, _) in customers.fields.items() if not answers & set(places)}
    return len(told) >= 3 and not (consents.has("occurred_at") and told <= set(WHO))


def nearest_table(sheet: Sheet, orders: Match) -> tuple[str, list[str]]:
    """The table that a file comes nearest to being, and what it lacks for that; orders where nothing is nearer."""
    near: list[tuple[float, int, str, list[str]]] = []
    for table in HAPPENINGS:
        found = telling.settled(sheet, match(sheet.columns, table, {}, {}))
        met = needs(sheet, found)
        first = next(iter(met))
        if met[first] and table not in ("stores", "costs"):
            near.append((sum(met.values()) / len(met), len(found.used()), table, [name for name, is_met in met.items() if not is_met]))
    lacks = lacking(orders)
    best = max(near, default=None)
    return (best[2], best[3]) if best and best[0] > (3 - len(lacks)) / 3 else ("orders", lacks)


def without_totals(sheet: Sheet, found: Match) -> Match:
    """An amount that is the order's total repeated on each of its lines gives way to price times quantity; where the items stand
    within the order it is the order's for sure, and what they come to is made to agree with it."""
    if found.fields.get("amount", ((), "asked"))[1] == "asked" or not found.has("unit_price", "list_amount"):
        return found
    nested = sheet.reading.nested
    outside = nested is not None and nested.items is not None and "[]." not in sheet.columns[found.fields["amount"][0][0]]
    if not outside and not is_per_order(sheet, found):
        return found
    fields = {name: value for name, value in found.fields.items() if name != "amount"}
    if outside and found.has("order_id"):
        fields["order_total"] = found.fields["amount"]
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
