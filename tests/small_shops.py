"""Small shops made row by row, put straight into the canonical tables: what tests of profiles stand on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from regulars.shop import Shop
from regulars.tables import TABLES

from .reference import TONES, Facts

ARROW = {
    "string": pa.string(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}
DAY = dt.timedelta(days=1)
RECORDED = dt.datetime(2026, 1, 1)
FILLED = (
    *("customers", "orders", "order_lines", "products", "stores", "costs"),
    *("events", "contacts", "answers", "referrals", "consents"),
)
# A portable engine: small shops need no second thread.
SETTINGS = 'timezone = "Asia/Ho_Chi_Minh"\ncurrency = "VND"\nthreads = 1\nreplay_months = 0\ntry_on_past = false\n'


def row(table: str, **values: object) -> dict:
    """A row of a canonical table: what is not given is null."""
    empty = dict.fromkeys(TABLES[table].schema())
    assert values.keys() <= empty.keys(), values.keys() - empty.keys()
    return empty | {"batch_id": 1, "recorded_at": RECORDED} | values


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(5))


def order(order_id: str, customer_id: str | None, day: dt.date, **values: object) -> dict:
    return row("orders", order_id=order_id, customer_id=customer_id, ordered_at=noon(day), ordered_on=day, **values)


def line(order_id: str, net: int, line_no: int = 1, **values: object) -> dict:
    """One line without a list price, unless one is given: an order of a file with one amount per order."""
    quantity = -1.0 if net < 0 else 1.0
    return row("order_lines", **({"order_id": order_id, "line_no": line_no, "quantity": quantity, "net_amount": net} | values))


def history(buys: dict[str, Sequence[tuple[dt.date, int]]]) -> Facts:
    """A shop told by customer: the days and amounts of their orders."""
    facts = Facts(customers=[row("customers", customer_id=name) for name in buys])
    for name, bought in buys.items():
        for place, (day, net) in enumerate(bought):
            facts.orders.append(order(f"{name}/{place}", name, day))
            facts.order_lines.append(line(f"{name}/{place}", net))
    return facts


def open_shop(folder: Path, settings: str = SETTINGS) -> Shop:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "shop.toml").write_text(settings, encoding="utf-8")
    return Shop(folder)


def add(shop: Shop, facts: Facts) -> Shop:
    """Put rows in; whatever was computed before is forgotten, as an import does."""
    for name in FILLED:
        rows = getattr(facts, name)
        if rows:
            schema = pa.schema([(column, ARROW[kind]) for column, kind in TABLES[name].schema().items()])
            shop.store.connection.register("given", pa.Table.from_pylist(rows, schema))
            shop.store.execute(f"INSERT INTO {name} BY NAME SELECT * FROM given")
            shop.store.connection.unregister("given")
    shop._days.clear()
    return shop


def refill(shop: Shop, facts: Facts) -> Shop:
    """The same shop with other facts."""
    for name in FILLED:
        shop.store.execute(f"DELETE FROM {name}")
    shop.store.execute("DELETE FROM refreshes")  # what was published of the facts before
    return add(shop, facts)


def people(shop: Shop, as_of: dt.date | None = None) -> dict[str, dict]:
    """The profile as rows by customer."""
    return {each["customer_id"]: each for each in shop.profile(as_of)}


def classes(shop: Shop, as_of: dt.date | None = None) -> dict[str, dict]:
    return {each["customer_id"]: each for each in shop.classify(as_of)}


class Chance:
    """A seeded chance with the few questions that making a shop asks."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def __call__(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return int(self.rng.integers(low, high + 1))

    def one_of(self, *values: object) -> object:
        return values[self.whole(0, len(values) - 1)]


KINDS = ("order", "priced", "mixed")
CATEGORIES = (None, "Cà phê", "Trà", "Bánh", "Ly")


def random_shop(seed: int, *, customers: int = 90, days: int = 900, end: dt.date = dt.date(2024, 3, 1)) -> Facts:
    """A shop with everything that can go wrong in one: returns of every sort, cancellations, gifts, replaced and future rows, ties."""
    chance = Chance(seed)
    facts = Facts()
    start = end - days * DAY
    grain = KINDS[seed % 3]
    coupons, costs, places = seed % 4 < 3, seed % 3 > 0, seed % 5 < 4
    _goods(facts, chance, costs, start)
    _places(facts, chance, places)
    for number in range(customers):
        facts.customers.append(_person(chance, f"c{number:02d}", start, end, places))
    names = [None, *(person["customer_id"] for person in facts.customers[: int(customers * 0.9)])]
    pace = {name: chance.one_of(3, 8, 20, 45, 120) for name in names}
    for name in names:
        day = start + chance.whole(0, days) * DAY
        while day <= end + 60 * DAY and not chance(0.07):
            for _ in range(1 + chance(0.15)):
                _document(facts, chance, name, day, grain, coupons)
            day += chance.whole(0, 2 * pace[name]) * DAY
    _heard(facts, chance, seed, end)
    return facts


def _heard(facts: Facts, chance: Chance, seed: int, end: dt.date) -> None:
    """What customers did and said besides buying; by the seed some kinds are missing, and some begin only late."""
    for number, person in enumerate(facts.customers):
        who = person["customer_id"]
        if seed % 4 != 3 and chance(0.6):
            _browsing(facts, chance, who, number, end)
        if seed % 5:
            _talking(facts, chance, who, end)
        if seed % 3 != 2 and chance(0.4):
            other = chance.one_of(*facts.customers)["customer_id"]
            if all((each["referrer_id"], each["referred_id"]) != (who, other) for each in facts.referrals):
                facts.referrals.append(row("referrals", referrer_id=who, referred_id=other, occurred_at=_moment(chance, end, 1000)))


def _moment(chance: Chance, end: dt.date, back: int) -> dt.datetime:
    """Some hour of some day, a few of them after the end."""
    return dt.datetime.combine(end + 20 * DAY, dt.time()) - dt.timedelta(hours=chance.whole(0, 24 * back))


def _browsing(facts: Facts, chance: Chance, who: str, number: int, end: dt.date) -> None:
    """Visits before some of their orders, and others that lead to nothing."""
    bought = [each for each in facts.orders if each["customer_id"] == who and each["replaced_at"] is None][-12:]
    moments = [each["ordered_at"] - dt.timedelta(hours=chance.whole(0, 60)) for each in bought if chance(0.7)]
    moments += [_moment(chance, end, 300) for _ in range(chance.whole(0, 5))]
    for place, begun in enumerate(moments):
        session = f"{who}/{place}" if chance(0.7) else None
        for step in range(chance.whole(1, 6)):
            kind = chance.one_of("view", "view", "view", "cart", "search", "uncart", "purchase", "visit")
            product = None if kind in ("search", "visit") or chance(0.1) else f"p{chance.whole(1, 7)}"
            facts.events.append(
                row(
                    "events",
                    event_id=f"e{len(facts.events)}",
                    occurred_at=begun + dt.timedelta(minutes=7 * step),
                    visitor_id=chance.one_of(None, f"v{number}", f"v{number}", "v0"),
                    customer_id=who if chance(0.6) else None,
                    session_id=session,
                    kind=kind,
                    product_id=product,
                    replaced_at=RECORDED if chance(0.03) else None,
                )
            )


def _talking(facts: Facts, chance: Chance, who: str, end: dt.date) -> None:
    for _ in range(chance.whole(0, 4)):
        at = _moment(chance, end, 700)
        kind = chance.one_of("complaint", "review", "message", "marketing", "call")
        told = {"text": chance.one_of(None, *TONES), "rating": chance.one_of(None, None, 1.0, 3.0, 5.0)}
        settled = {"status": chance.one_of(None, "open", "resolved"), "resolved_at": at + 9 * DAY if chance(0.3) else None}
        id = f"k{len(facts.contacts)}"
        facts.contacts.append(row("contacts", contact_id=id, customer_id=who, occurred_at=at, kind=kind, **told, **settled))
    for question in ("nps", "satisfaction", "decision", "need", "why"):
        for _ in range(chance.whole(0, 2)):
            score = float(chance.one_of(0, 1, 5, 6, 7, 9, 10)) if question in ("nps", "satisfaction") else None
            texts = {"decision": ("immediate", "hesitant", "maybe"), "need": ("Trà", "quà tặng")}.get(question, (None, *TONES))
            said = {"question": question, "score": score, "text": chance.one_of(*texts)}
            facts.answers.append(row("answers", survey="s", customer_id=who, occurred_at=_moment(chance, end, 600), **said))
    for channel in ("email", "sms", "zalo", "ads", "phone"):
        for _ in range(chance.whole(0, 2)):
            said = {"channel": channel, "granted": chance(0.6), "purpose": chance.one_of(None, "marketing", "marketing", "service")}
            facts.consents.append(row("consents", customer_id=who, occurred_at=_moment(chance, end, 600), **said))


def _goods(facts: Facts, chance: Chance, costs: bool, start: dt.date) -> None:
    for number in range(8):
        cost = chance.whole(100, 900) if costs and number else None
        kinds = {f"category_{level}": chance.one_of(*CATEGORIES) for level in (1, 2, 3)}
        facts.products.append(row("products", product_id=f"p{number}", unit_cost=cost, **kinds))
        for _ in range(chance.whole(0, 3) if costs else 0):
            day = start + chance.whole(0, 800) * DAY
            if all(each["product_id"] != f"p{number}" or each["valid_from"] != day for each in facts.costs):
                facts.costs.append(row("costs", product_id=f"p{number}", valid_from=day, unit_cost=chance.whole(100, 900)))
    facts.products.append(row("products", product_id="p0", category_1="Cũ", unit_cost=1, replaced_at=RECORDED))


def _places(facts: Facts, chance: Chance, places: bool) -> None:
    for number in range(chance.whole(1, 3) if places else 0):
        radius = chance.one_of(None, 3.0, 25.0)
        where = {"latitude": 10.7 + number / 20, "longitude": 106.7} if not chance(0.2) else {}
        facts.stores.append(row("stores", store_id=f"s{number}", radius_km=radius, **where))


def _person(chance: Chance, name: str, start: dt.date, end: dt.date, places: bool) -> dict:
    person = row("customers", customer_id=name)
    if chance(0.3):
        person["birth_date"] = chance.one_of(dt.date(2000, 2, 29), dt.date(1990, 3, 1), dt.date(1958, 12, 31), dt.date(2031, 1, 1))
    elif chance(0.3):
        person["birth_year"] = chance.one_of(1970, 2008, 2024, 2030)
    elif chance(0.3):
        person["age_min"], person["age_max"] = chance.one_of((25, 34), (65, None), (None, 15))
    if chance(0.5):
        moment = dt.datetime.combine(start - 30 * DAY, dt.time()) + dt.timedelta(hours=chance.whole(0, 24 * ((end - start).days + 120)))
        person["created_at"] = moment
    for field, value in (
        ("name", "Lan"),
        ("phone", "+84901234567"),
        ("email", "lan@example.com"),
        ("gender", "female"),
        ("district", "Quận 3"),
    ):
        person[field] = value if chance(0.5) else None
    person["province"] = chance.one_of(None, "Huế", "Hà Nội")
    if places and chance(0.7):
        person["latitude"], person["longitude"] = 10.7 + chance.whole(0, 30) / 100, 106.7 + chance.whole(0, 20) / 100
    return person


def _document(facts: Facts, chance: Chance, name: str | None, day: dt.date, grain: str, coupons: bool) -> None:
    id = f"o{len(facts.orders):04d}"
    coupon = chance.one_of("", "", "TET", None) if coupons else None
    made = order(id, name, day, coupon_code=coupon, channel=chance.one_of(None, "web"), status=chance.one_of(None, "completed"))
    if chance(0.08):
        made["status"] = "cancelled"
        made["cancelled_on"] = chance.one_of(None, day, day + 30 * DAY, day + 200 * DAY)
    facts.orders.append(made)
    if chance(0.05):
        facts.orders.append(made | {"ordered_on": day - 7 * DAY, "replaced_at": RECORDED})
    if chance(0.06):
        facts.order_lines.append(line(id, -chance.whole(0, 3) * 100, product_id=f"p{chance.whole(1, 7)}", quantity=-1.0))
        return
    by_order = grain == "order" or (grain == "mixed" and chance(0.5))
    lines = (
        [line(id, chance.whole(0, 4) * 250)] if by_order else [_priced(chance, id, number) for number in range(1, chance.whole(1, 4) + 1)]
    )
    facts.order_lines.extend(lines)
    if chance(0.05):
        facts.order_lines.append(lines[0] | {"net_amount": 999_999, "replaced_at": RECORDED})
    if chance(0.12):
        _returned(facts, chance, lines, day)


def _priced(chance: Chance, id: str, number: int) -> dict:
    quantity = float(chance.one_of(1, 1, 2, 3, 0.5))
    amount = 0 if chance(0.05) else round(quantity * chance.whole(2, 6) * 500)
    share = chance.one_of(None, 0, 0, 0.05, 0.1, 0.125, 0.3)
    discount = None if share is None else round(amount * share)
    product = f"p{chance.whole(0, 8) if chance(0.05) else chance.whole(1, 7)}"  # p0 has no cost, p8 is in no table of products
    return line(id, amount - (discount or 0), number, quantity=quantity, list_amount=amount, discount=discount, product_id=product)


def _returned(facts: Facts, chance: Chance, lines: list[dict], day: dt.date) -> None:
    on = day + chance.whole(0, 60) * DAY
    paid = sum(each["net_amount"] for each in lines)
    if chance(0.4):
        lines[0]["returned_amount"] = chance.one_of(lines[0]["net_amount"], lines[0]["net_amount"] // 2)
        lines[0]["returned_on"] = chance.one_of(on, None)
        return
    amount = chance.one_of(paid, paid, paid // 3)
    back = {"quantity": -1.0, "list_amount": 0, "returned_amount": amount, "returned_on": on, "product_id": lines[0]["product_id"]}
    facts.order_lines.append(line(lines[0]["order_id"], 0, len(lines) + 1, **back))
