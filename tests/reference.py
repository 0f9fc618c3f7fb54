"""The law on features, once more in plain Python: slow, without an engine, and written from its text alone.

Rows are dicts with every canonical column. Nothing of `regulars` is imported here, on purpose.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median, stdev

WINDOWS = (30, 90, 180, 365, 730)
CHANNELS = ("email", "sms", "zalo", "ads")
NOT_BUILT = """
    p_alive p_order_30d p_order_60d p_order_90d p_order_next expected_orders_90d expected_orders_365d expected_spend_365d
    next_order_from next_order_to expected_spend_365d_pct fits_persona
"""
ABSENT = NOT_BUILT.split()
# What some texts say, by reading them.
TONES = {
    "Hàng tốt, rất hài lòng": 1.0,
    "không tốt": -1.0,
    "giao chậm nhưng hàng đẹp": 0.0,
    "dep lam shop oi": 1.0,
    "Đã nhận": 0.0,
    "not bad at all. The box was damaged.": 0.0,
    "Quá tệ": -1.0,
}


@dataclass
class Facts:
    """The canonical tables of a shop as lists of rows."""

    customers: list[dict] = field(default_factory=list)
    orders: list[dict] = field(default_factory=list)
    order_lines: list[dict] = field(default_factory=list)
    products: list[dict] = field(default_factory=list)
    stores: list[dict] = field(default_factory=list)
    costs: list[dict] = field(default_factory=list)
    events: list[dict] = field(default_factory=list)
    contacts: list[dict] = field(default_factory=list)
    answers: list[dict] = field(default_factory=list)
    referrals: list[dict] = field(default_factory=list)
    consents: list[dict] = field(default_factory=list)


def half_away(value: float) -> int:
    return int(math.copysign(math.floor(abs(value) + 0.5), value))


def in_force(rows: list[dict]) -> list[dict]:
    return [row for row in rows if row["replaced_at"] is None]


def percent_behind(values: list, mine) -> int:
    """Whole per cent of the values strictly below mine."""
    return 100 * sum(value < mine for value in values) // len(values)


def bars(values: list, parts: int) -> list:
    """`q_i`, i = 1 … parts: the smallest value v with parts · #{≤ v} ≥ i · N."""
    ordered = sorted(values)
    return [ordered[-(-i * len(ordered) // parts) - 1] for i in range(1, parts + 1)]


class Reference:
    """Every built feature of every customer known on a day: `.rows[customer_id][feature]`; the shop's own bars as attributes."""

    def __init__(
        self, facts: Facts, as_of: dt.date, *, level: int = 1, served: tuple[str, ...] = (), offset_hours: float = 7, needs=None
    ) -> None:
        """`needs`: the fitted clusters, as data; how they are found is no part of this reading."""
        self.needs = needs
        self.facts, self.as_of, self.level, self.served, self.offset = facts, as_of, level, served, dt.timedelta(hours=offset_hours)
        self.products = {row["product_id"]: row for row in in_force(facts.products)}
        self.lines = defaultdict(list)
        for line in in_force(facts.order_lines):
            self.lines[line["order_id"]].append(line)
        self.written = in_force(facts.orders)
        self.documents = [self.document(order) for order in self.written if self.stands(order)]
        self.of_customer = defaultdict(list)
        for document in self.documents:
            self.of_customer[document["customer_id"]].append(document)
        people = [row for row in in_force(facts.customers) if self.is_known(row)]
        self.rows = {row["customer_id"]: {} for row in people}
        for person in people:
            self.rows[person["customer_id"]] = self.bought(person["customer_id"]) | self.basket(person["customer_id"])
        self.rhythm()
        self.end = dt.datetime.combine(as_of, dt.time()) + dt.timedelta(days=1) - self.offset
        self.journeys = self.seen_events()
        for person in people:
            row = self.rows[person["customer_id"]]
            who = person["customer_id"]
            row |= self.decided(who) | self.felt(who) | self.reached(who) | {"referrals_365d": self.brought(who)}
            row |= self.rhythm_of(row) | self.person(person)
            row |= {"known_fields": self.known_fields(person, row), "known_days": self.days_known(person)}
        self.standing()
        self.need_clusters()
        for row in self.rows.values():
            row |= dict.fromkeys(ABSENT)

    # What is an order

    def stands(self, order: dict) -> bool:
        cancelled = order["cancelled_on"] <= self.as_of if order["cancelled_on"] else order["status"] == "cancelled"
        return order["ordered_on"] <= self.as_of and not cancelled and bool(self.lines[order["order_id"]])

    @staticmethod
    def is_sold(line: dict) -> bool:
        return line["quantity"] > 0 and (line["list_amount"] is None or line["list_amount"] > 0)

    def document(self, order: dict) -> dict:
        lines = self.lines[order["order_id"]]
        back = [line for line in lines if line["returned_on"] is None or line["returned_on"] <= self.as_of]
        returned = sum(line["returned_amount"] or 0 for line in back)
        paid = sum(line["net_amount"] for line in lines if line["quantity"] > 0)
        return {
            **order,
            "day": order["ordered_on"],
            "counts": any(map(self.is_sold, lines)) and not (returned > 0 and returned >= paid),
            "net": sum(line["net_amount"] for line in lines) - returned,
            "paid": paid,
            "given_back": returned - sum(line["net_amount"] for line in lines if line["quantity"] < 0),
            "sold": [line for line in lines if self.is_sold(line)],
            "kept": [line for line in lines if line in back or line["quantity"] > 0],
        }

    # Orders, spend, price

    def bought(self, customer_id: str) -> dict:
        documents = self.of_customer[customer_id]
        counted = [document for document in documents if document["counts"]]
        days = sorted({document["day"] for document in counted})
        spend = sum(document["net"] for document in documents)
        paid = sum(document["paid"] for document in documents)
        given_back = sum(document["given_back"] for document in documents)
        gaps = [(later - day).days for day, later in pairwise(days)]
        return {
            "days": days,
            "gaps": gaps,
            "orders": len(counted),
            "purchases": len(days),
            "purchases_365d": sum(self.within(day, 365) for day in days),
            "purchases_90d": sum(self.within(day, 90) for day in days),
            "days_since_first": (self.as_of - days[0]).days if days else None,
            "days_since_last": (self.as_of - days[-1]).days if days else None,
            "regularity": 1 / (1 + stdev(gaps) / (sum(gaps) / len(gaps))) if len(gaps) >= 4 else None,
            "spend": spend,
            "spend_365d": self.spent(documents, 365),
            "spend_90d": self.spent(documents, 90),
            "spend_prev_90d": self.spent(documents, 180) - self.spent(documents, 90),
            "average_order_value": half_away(spend / len(counted)) if counted else None,
            "return_share": min(1.0, max(0.0, given_back / paid)) if paid else None,
            "margin_365d": self.margin(documents),
            "promo_order_share": self.promo_share(counted),
        }

    def within(self, day: dt.date, days: int) -> bool:
        return 0 <= (self.as_of - day).days < days

    def spent(self, documents: list[dict], days: int) -> int:
        return sum(document["net"] for document in documents if self.within(document["day"], days))

    def margin(self, documents: list[dict]) -> int | None:
        if not any(row["unit_cost"] is not None for row in [*self.facts.products, *self.facts.costs]):
            return None
        recent = [document for document in documents if self.within(document["day"], 365)]
        costs = [self.cost(line, document["day"]) for document in recent for line in document["kept"]]
        return None if None in costs else sum(document["net"] for document in recent) - sum(costs)

    def cost(self, line: dict, day: dt.date) -> int | None:
        dated = [row for row in in_force(self.facts.costs) if row["product_id"] == line["product_id"] and row["valid_from"] <= day]
        unit = max(dated, key=lambda row: row["valid_from"])["unit_cost"] if dated else None
        if unit is None:
            unit = self.products.get(line["product_id"], {}).get("unit_cost")
        return None if unit is None else half_away(line["quantity"] * unit)

    def promo_share(self, counted: list[dict]) -> float | None:
        told = [said for document in counted if (said := self.on_promotion(document)) is not None]
        return sum(told) / len(told) if told else None

    def on_promotion(self, document: dict) -> bool | None:
        rated = [line for line in document["sold"] if line["discount"] is not None and line["list_amount"]]
        if document["coupon_code"]:
            return True
        if not rated:
            return None if document["coupon_code"] is None else False
        # The whole discount reaches ten points, and what is sold of products with a past is ten points deeper than usual for them.
        usual = {line["line_no"]: self.usual_rate(line["product_id"], document["day"]) for line in rated}
        known = [line for line in rated if usual[line["line_no"]] is not None]
        whole = sum(line["discount"] for line in rated) * 10 >= sum(line["list_amount"] for line in rated)
        expected = sum(usual[line["line_no"]] * line["list_amount"] for line in known)
        deeper = sum(line["discount"] for line in known) * 10_000 - expected >= 1_000 * sum(line["list_amount"] for line in known)
        return bool(known) and whole and deeper

    def usual_rate(self, product_id: str | None, day: dt.date) -> int | None:
        """The median discount of a product's lines over the 90 days before, in hundredths of a per cent; the lower of two middles."""
        if product_id is None:
            return None
        if not hasattr(self, "_rates"):
            self._rates = defaultdict(list)
            for order in self.written:
                for line in self.lines[order["order_id"]]:
                    if order["ordered_on"] <= self.as_of and self.is_sold(line) and line["discount"] is not None and line["list_amount"]:
                        self._rates[line["product_id"]].append(
                            (order["ordered_on"], half_away(line["discount"] * 10_000 / line["list_amount"]))
                        )
        rates = sorted(rate for on, rate in self._rates[product_id] if 1 <= (day - on).days <= 90)
        return rates[(len(rates) - 1) // 2] if rates else None

    # Rhythm

    def rhythm(self) -> None:
        histories = [row["days"] for row in self.rows.values() if row["days"]]
        means = [(days[-1] - days[0]).days / (len(days) - 1) for days in histories if len(days) >= 2]
        self.base_gap = median(means) if len(means) >= 30 else 90.0
        self.window = next((days for days in WINDOWS if days >= 2 * self.base_gap), 730)
        counted = [document["day"] for document in self.documents if document["counts"]]
        self.start = min(counted) if counted else None
        silences = [silence for days in histories for silence in self.silences(days)]
        self.cuts = self.group_cuts([silence["rhythm"] for silence in silences if silence["nth"] >= 2])
        self.silent_too_few = len(silences) < 20
        groups = defaultdict(list)
        for silence in silences:
            groups[self.group(silence["nth"], silence["rhythm"])].append(silence)
        self.pooled = self.kaplan_meier(silences)
        self.groups = {group: self.kaplan_meier(members) or self.pooled for group, members in groups.items()}

    def usual_gap(self, gaps: list[int]) -> float:
        last = gaps[-10:]
        return (sum(last) + 2 * self.base_gap) / (len(last) + 2)

    def silences(self, days: list[dt.date]) -> list[dict]:
        gaps = [(later - day).days for day, later in pairwise(days)]
        found = []
        for place, day in enumerate(days):
            ended = place < len(gaps)
            age = (self.as_of - day).days
            rhythm = self.usual_gap(gaps[:place])
            found.append({"nth": place + 1, "ended": ended, "length": gaps[place] if ended else age, "age": age, "rhythm": rhythm})
        return found

    @staticmethod
    def group_cuts(rhythms: list[float]) -> list[float]:
        parts = min(10, len(rhythms) // 200)
        return sorted(set(bars(rhythms, parts)[:-1])) if parts >= 2 else []

    def group(self, nth: int, rhythm: float) -> int:
        return 0 if nth == 1 else 1 + sum(rhythm > cut for cut in self.cuts)

    def kaplan_meier(self, silences: list[dict]) -> tuple[list[float], int] | None:
        """Survival by day, and the last day on which 20 silences go on whose following window lies in the past; none where nobody returns."""
        longest = max((silence["length"] for silence in silences), default=0)
        ends = Counter(silence["length"] for silence in silences if silence["ended"])
        leaves = Counter(silence["length"] for silence in silences)
        survival, at_risk = [1.0], len(silences) - leaves[0]
        for day in range(1, longest + self.window + 2):
            survival.append(survival[-1] * (1 - ends[day] / at_risk if at_risk else 1.0))
            at_risk -= leaves[day]
        followed = [min(s["length"] - 1 if s["ended"] else s["length"], s["age"] - self.window) for s in silences]
        seen = sorted((last for last in followed if last >= 0), reverse=True)
        if len(silences) < 20 or len(seen) < 20 or survival[self.window] == 1.0:
            return None
        return survival, seen[19]

    def chance(self, group: int, silent: int) -> float | None:
        table = self.groups.get(group, self.pooled)
        if table is None or self.silent_too_few:
            return None
        survival, last = table
        at = min(silent, last)
        return (1 - survival[at + self.window] / survival[at]) * 0.5 ** (max(0, silent - last) / self.window)

    def rhythm_of(self, row: dict) -> dict:
        names = ("gap_days", "lateness", "return_chance", "chance_left", "windows_silent", "first_is_first")
        if not row["days"]:
            return dict.fromkeys(names)
        gap, silent = self.usual_gap(row["gaps"]), row["days_since_last"]
        group = self.group(row["purchases"], gap)
        now, fresh = self.chance(group, silent), self.chance(group, 0)
        early = (row["days"][0] - self.start).days <= 2 * self.base_gap
        left = None if now is None else min(1.0, now / fresh)
        return dict(zip(names, (gap, silent / gap, now, left, silent / self.window, not early), strict=True))

    # Standing

    def standing(self) -> None:
        buyers = [row for row in self.rows.values() if row["purchases"]]
        active = [row for row in buyers if row["purchases_365d"]]
        self.buyers, self.active, self.too_few = len(buyers), len(active), len(active) < 20
        repeaters = [row["purchases_365d"] for row in active if row["purchases"] >= 2]
        self.frequent_from = None if self.too_few else max(3, bars(repeaters, 100)[79] if repeaters else 0)
        for row in self.rows.values():
            row |= self.standing_of(row, buyers, active)

    def standing_of(self, row: dict, buyers: list[dict], active: list[dict]) -> dict:
        names = (
            "spend_365d_pct",
            "purchases_365d_pct",
            "margin_365d_pct",
            "spend_pct",
            "recency_score",
            "frequency_score",
            "monetary_score",
        )
        names += ("recency_tier", "frequency_tercile", "monetary_tercile", "revenue_share_above")
        ranks = dict.fromkeys(names)
        ranks["is_frequent"] = None if self.too_few else row["purchases_365d"] >= self.frequent_from
        if self.too_few or not row["purchases"]:
            return ranks
        costs_known = any(r["unit_cost"] is not None for r in [*self.facts.products, *self.facts.costs])
        for name in ("spend_365d", "purchases_365d", "margin_365d"):
            ranks[f"{name}_pct"] = self.among(active, name, row) if name != "margin_365d" or costs_known else None
        ranks["spend_pct"] = percent_behind([r["spend"] for r in buyers], row["spend"])
        return ranks | self.rfm(row, buyers) | {"revenue_share_above": self.above(row, active)}

    @staticmethod
    def among(active: list[dict], name: str, row: dict) -> int | None:
        if not row["purchases_365d"]:
            return 0
        known = [other[name] for other in active if other[name] is not None]
        return None if row[name] is None else percent_behind(known, row[name])

    def rfm(self, row: dict, buyers: list[dict]) -> dict:
        recent = [other for other in buyers if other["days_since_last"] < 730]
        pct = {
            "recency": percent_behind([-other["days_since_last"] for other in recent], -row["days_since_last"]),
            "frequency": percent_behind([other["purchases"] for other in recent], row["purchases"]),
            "monetary": percent_behind([other["spend"] for other in recent], row["spend"]),
        }
        scores = {f"{name}_score": min(5, 1 + behind // 20) for name, behind in pct.items()}
        if row["days_since_last"] >= 730:
            scores["recency_score"] = 1
        tier = 3 if row["days_since_last"] < 180 else 2 if row["days_since_last"] < 365 else 1
        thirds = {f"{name}_tercile": 1 + (pct[name] >= 33) + (pct[name] >= 66) for name in ("frequency", "monetary")}
        return scores | thirds | {"recency_tier": tier}

    @staticmethod
    def above(row: dict, active: list[dict]) -> float | None:
        if not row["purchases_365d"]:
            return None
        values = [other["spend_365d"] for other in active]
        bar = next(cut for cut in bars(values, 100) if cut >= row["spend_365d"])
        total = sum(values)
        return min(1.0, max(0.0, sum(value for value in values if value > bar) / total)) if total else 0.0

    # Basket

    def category(self, line: dict) -> str | None:
        return self.products.get(line["product_id"], {}).get(f"category_{self.level}")

    def basket(self, customer_id: str) -> dict:
        counted = [document for document in self.of_customer[customer_id] if document["counts"]]
        first = min((document["day"] for document in counted), default=None)
        spend, early = defaultdict(int), defaultdict(int)
        for document in counted:
            for line in (line for line in self.lines[document["order_id"]] if line["quantity"] > 0 and self.category(line) is not None):
                spend[self.category(line)] += line["net_amount"]
                if document["day"] == first:
                    early[self.category(line)] += line["net_amount"]
        positive = [max(0, amount) for amount in spend.values()]
        return {
            "lines": sum(len(document["sold"]) for document in counted),
            "categories": len(spend) or None,
            "top_category": most(spend),
            "top_category_share": max(positive) / sum(positive) if sum(positive) else None,
            "first_category": most(early),
        }

    # Person, knowledge

    def is_known(self, person: dict) -> bool:
        written = [order["ordered_on"] for order in self.written if order["customer_id"] == person["customer_id"]]
        dates = [*written, *([self.registered(person)] if person["created_at"] else [])]
        return not dates or min(dates) <= self.as_of

    def registered(self, person: dict) -> dt.date:
        return (person["created_at"] + self.offset).date()

    def days_known(self, person: dict) -> int | None:
        written = [order["ordered_on"] for order in self.written if order["customer_id"] == person["customer_id"]]
        dates = [*written, *([self.registered(person)] if person["created_at"] else [])]
        return (self.as_of - min(dates)).days if dates else None

    def age(self, person: dict) -> int | None:
        birth, year = person["birth_date"], person["birth_year"]
        if birth:
            passed = (self.as_of.month, self.as_of.day) >= (birth.month, birth.day)
            return self.as_of.year - birth.year - (not passed) if birth <= self.as_of else None
        if year is None or year > self.as_of.year:
            return None
        last_day = (self.as_of.month, self.as_of.day) == (12, 31)
        return max(0, self.as_of.year - year - (not last_day))

    def person(self, person: dict) -> dict:
        age = self.age(person)
        near = self.nearest(person)
        return {
            "age": age,
            "age_min": person["age_min"] if age is None else None,
            "age_max": person["age_max"] if age is None else None,
            **{name: person[name] for name in ("gender", "province", "district", "job_title", "company")},
            "distance_km": near[0] if near else None,
            "serviceable": self.serviceable(person, near),
        }

    def nearest(self, person: dict) -> tuple[float, bool] | None:
        """Distance to the nearest store by the chord of two points on the sphere, and whether it is within that store's radius."""
        if person["latitude"] is None or person["longitude"] is None:
            return None
        found = []
        for store in in_force(self.facts.stores):
            if store["latitude"] is not None and store["longitude"] is not None:
                chord = math.dist(on_sphere(person["latitude"], person["longitude"]), on_sphere(store["latitude"], store["longitude"]))
                km = 2 * 6371.0088 * math.asin(min(1.0, chord / 2))
                found.append((km, km <= (10.0 if store["radius_km"] is None else store["radius_km"])))
        return min(found, default=None)

    def serviceable(self, person: dict, near: tuple[float, bool] | None) -> bool | None:
        by_radius = near[1] if near else None
        by_province = person["province"] in self.served if self.served and person["province"] is not None else None
        known = [said for said in (by_radius, by_province) if said is not None]
        return any(known) if known else (False if self.served and person["province"] is not None else None)

    def known_fields(self, person: dict, row: dict) -> int:
        told = [
            person["name"] is not None,
            person["phone"] is not None or person["email"] is not None,
            any(person[name] is not None for name in ("birth_date", "birth_year", "age_min", "age_max")),
            person["gender"] is not None,
            person["province"] is not None or row["distance_km"] is not None,
            any(document["channel"] is not None for document in self.of_customer[person["customer_id"]]),
            row["top_category"] is not None,
            row["visits_90d"] is not None,
            any(row[name] is not None for name in ("nps", "satisfaction", "stated_decision", "stated_need")),
            any(row[f"{channel}_allowed"] is not None for channel in CHANNELS),
        ]
        return sum(told)

    # Decision

    def happened(self, moment: dt.datetime | None) -> bool:
        return moment is not None and moment < self.end

    def lately(self, moment: dt.datetime | None, days: int) -> bool:
        return self.happened(moment) and moment >= self.end - days * dt.timedelta(days=1)

    def seen_events(self) -> dict[str, list[dict]]:
        """Events by customer; a visitor's events are those of the one customer seen under it."""
        events = [event for event in in_force(self.facts.events) if self.happened(event["occurred_at"])]
        owners = defaultdict(set)
        for event in events:
            if event["customer_id"] and event["visitor_id"]:
                owners[event["visitor_id"]].add(event["customer_id"])
        found = defaultdict(list)
        for event in events:
            behind = owners[event["visitor_id"]] if event["visitor_id"] else set()
            who = event["customer_id"] or (next(iter(behind)) if len(behind) == 1 else None)
            if who:
                found[who].append(event)
        return found

    def visit_of(self, event: dict) -> object:
        return event["session_id"] or (event["occurred_at"] + self.offset).date()

    def bought_when(self, who: str) -> list[tuple[dt.datetime, dt.datetime, str | None]]:
        """(earliest, latest, product) of everything they bought; a day without an hour is any time of it."""
        found = []
        for document in (document for document in self.of_customer[who] if document["counts"]):
            begin = dt.datetime.combine(document["day"], dt.time()) - self.offset
            at = document["ordered_at"]
            span = (at, at) if at != begin else (begin, begin + dt.timedelta(seconds=86_399))
            found += [(*span, line["product_id"]) for line in self.lines[document["order_id"]] if line["quantity"] > 0]
        done = [event for event in self.journeys[who] if event["kind"] == "purchase"]
        return found + [(event["occurred_at"], event["occurred_at"], event["product_id"]) for event in done]

    def decided(self, who: str) -> dict:
        names = ("visits_90d", "views_90d", "searches_90d", "carts_90d", "abandoned_carts_90d")
        names += ("decision_hours", "visits_per_order", "views_per_order")
        if who not in self.journeys:
            return dict.fromkeys(names)
        events, month = self.journeys[who], dt.timedelta(days=30)
        recent = [event for event in events if self.lately(event["occurred_at"], 90)]
        kinds = Counter(event["kind"] for event in recent)
        buys = self.bought_when(who)
        visits = defaultdict(list)
        for event in events:
            visits[self.visit_of(event)].append(event)
        led = []
        for members in visits.values():
            begun = min(event["occurred_at"] for event in members)
            following = min((at for _, at, _ in buys if at >= begun), default=None)
            if following and following <= begun + month:
                led.append((following, sum(event["kind"] == "view" for event in members)))
        orders = len({following for following, _ in led})
        counts = (len({self.visit_of(event) for event in recent}), kinds["view"], kinds["search"], kinds["cart"], self.left(recent, buys))
        per_order = (len(led) / orders, sum(views for _, views in led) / orders) if orders else (None, None)
        return dict(zip(names, (*counts, self.hours(events, buys), *per_order), strict=True))

    @staticmethod
    def hours(events: list[dict], buys: list[tuple]) -> float | None:
        first: dict[tuple, dt.datetime] = {}
        for event in events:
            product, at = event["product_id"], event["occurred_at"]
            following = min((last for _, last, bought in buys if bought == product and last >= at), default=None)
            if event["kind"] == "view" and product and following and following <= at + dt.timedelta(days=30):
                first[product, following] = min(at, first.get((product, following), at))
        spans = [(following - at).total_seconds() for (_, following), at in first.items()]
        return median(spans) / 3600 if spans else None

    def left(self, recent: list[dict], buys: list[tuple]) -> int:
        """Products put in a cart, once a visit, that a day later were neither bought nor taken out."""
        put: dict[tuple, dt.datetime] = {}
        for event in recent:
            if event["kind"] == "cart":
                key = (self.visit_of(event), event["product_id"])
                put[key] = max(event["occurred_at"], put.get(key, event["occurred_at"]))
        day = dt.timedelta(hours=24)
        outs = [(event["occurred_at"], event["product_id"]) for event in recent if event["kind"] == "uncart" and event["product_id"]]
        return sum(
            not any(last >= at and early <= at + day and (product in (None, bought) or bought is None) for early, last, bought in buys)
            and not any(at <= out <= at + day and product == gone for out, gone in outs)
            for (_, product), at in put.items()
            if self.happened(at + day)
        )

    # Feeling, reach, advocacy

    def felt(self, who: str) -> dict:
        contacts = [row for row in in_force(self.facts.contacts) if self.happened(row["occurred_at"])]
        own = [row for row in contacts if row["customer_id"] == who]
        complaints = [row for row in own if row["kind"] == "complaint" and self.lately(row["occurred_at"], 180)]
        unresolved = [row for row in complaints if not self.resolved(row)]
        reviews = [row for row in own if row["kind"] == "review" and self.lately(row["occurred_at"], 365)]
        messages = [row for row in own if row["kind"] == "marketing" and self.lately(row["occurred_at"], 30)]
        heard = any(row["kind"] in ("complaint", "review") for row in contacts)
        tones = self.tones(own, who)
        return {
            "nps": None if (score := self.latest(who, "nps", 0, 10)) is None else math.floor(score),
            "satisfaction": self.latest(who, "satisfaction", 1, 5, own),
            "stated_decision": self.stated(who, "decision", ("immediate", "hesitant", "researcher")),
            "stated_need": self.stated(who, "need"),
            "open_complaints": len(unresolved) if heard else None,
            "complaints_180d": len(complaints) if heard else None,
            "reviews_365d": len(reviews) if heard else None,
            "messages_30d": len(messages) if any(row["kind"] == "marketing" for row in contacts) else None,
            "sentiment_180d": sum(tones) / len(tones) if tones else None,
        }

    def resolved(self, complaint: dict) -> bool:
        if complaint["resolved_at"] is not None:
            return self.happened(complaint["resolved_at"])
        return complaint["status"] == "resolved"

    def answered(self, who: str) -> list[dict]:
        return [row for row in in_force(self.facts.answers) if row["customer_id"] == who and self.happened(row["occurred_at"])]

    def latest(self, who: str, question: str, low: float, high: float, rated: list[dict] = ()) -> float | None:
        found = [(row["occurred_at"], row["score"]) for row in self.answered(who) if row["question"] == question]
        found += [(row["occurred_at"], row["rating"]) for row in rated]
        found = [(at, -score) for at, score in found if score is not None and low <= score <= high and self.lately(at, 365)]
        return -max(found)[1] if found else None

    def stated(self, who: str, question: str, among: tuple[str, ...] | None = None) -> str | None:
        found = [row for row in self.answered(who) if row["question"] == question and self.lately(row["occurred_at"], 180)]
        found = [row for row in found if row["text"] and (among is None or row["text"] in among)]
        newest = max((row["occurred_at"] for row in found), default=None)
        return min((row["text"] for row in found if row["occurred_at"] == newest), default=None)

    def tones(self, own: list[dict], who: str) -> list[float]:
        wrote = [row for row in own if row["kind"] in ("complaint", "review", "message") and self.lately(row["occurred_at"], 180)]
        said = [(row["rating"] - 3) / 2 if row["rating"] is not None else TONES.get(row["text"]) for row in wrote]
        beside = [row for row in self.answered(who) if row["question"] not in ("decision", "need") and self.lately(row["occurred_at"], 180)]
        return [tone for tone in [*said, *(TONES.get(row["text"]) for row in beside)] if tone is not None]

    def reached(self, who: str) -> dict:
        found = {}
        for channel in CHANNELS:
            said = [row for row in in_force(self.facts.consents) if (row["customer_id"], row["channel"]) == (who, channel)]
            said = [row for row in said if row["purpose"] in (None, "marketing")]
            dated = [(row["occurred_at"] or dt.datetime(1, 1, 1), row["granted"]) for row in said]
            dated = [(at, granted) for at, granted in dated if self.happened(at)]
            newest = max((at for at, _ in dated), default=None)
            found[f"{channel}_allowed"] = all(granted for at, granted in dated if at == newest) if dated else None
        return found

    def brought(self, who: str) -> int | None:
        named = [row for row in in_force(self.facts.referrals) if row["occurred_at"] is None or self.happened(row["occurred_at"])]
        if not named:
            return None
        new = set()
        for row in named:
            days = self.rows.get(row["referred_id"], {}).get("days")
            on = (row["occurred_at"] + self.offset).date() if row["occurred_at"] else dt.date.min
            if row["referrer_id"] == who != row["referred_id"] and days and days[0] >= on and self.within(days[0], 365):
                new.add(row["referred_id"])
        return len(new)

    # Needs

    def parts(self, who: str) -> dict[str, int]:
        """Twentieths of spend by category; a stated need is a third of the whole."""
        spend: dict[str, float] = defaultdict(float)
        for document in (document for document in self.of_customer[who] if document["counts"]):
            for line in self.lines[document["order_id"]]:
                if line["quantity"] > 0 and self.category(line) is not None:
                    spend[self.category(line)] += line["net_amount"]
        spend = defaultdict(float, {name: amount for name, amount in spend.items() if amount > 0})
        if spend and self.rows[who]["stated_need"]:
            spend[self.rows[who]["stated_need"]] += sum(spend.values()) / 2
        total = sum(spend.values())
        return {name: part for name, amount in spend.items() if (part := math.floor(amount * 20 / total + 0.5))}

    def judged(self, who: str) -> bool:
        """Three lines of categories on which they spent something."""
        lines = defaultdict(list)
        for document in (document for document in self.of_customer[who] if document["counts"]):
            for line in self.lines[document["order_id"]]:
                if line["quantity"] > 0 and self.category(line) is not None:
                    lines[self.category(line)].append(line["net_amount"])
        return sum(len(amounts) for amounts in lines.values() if sum(amounts) > 0) >= 3

    def need_clusters(self) -> None:
        """The nearest centre and the per cent of the judged who are nearer to theirs, where clusters were found."""
        near = {}
        for who in self.rows if self.needs else ():
            parts = self.parts(who)
            if parts:
                names = {*parts, *(name for each in self.needs.clusters for name in each.centre)}
                away = [sum((100 * parts.get(n, 0) - each.centre.get(n, 0)) ** 2 for n in names) for each in self.needs.clusters]
                near[who] = (min(away), self.needs.clusters[away.index(min(away))].id)
        judged = [distance for who, (distance, _) in near.items() if self.judged(who)]
        for who, row in self.rows.items():
            distance, cluster = near.get(who, (None, None))
            row |= {"needs_cluster": cluster, "needs_distance_pct": percent_behind(judged, distance) if who in near else None}


def most(amounts: dict[str, int]) -> str | None:
    """The name with the highest amount; the first by name among equals."""
    return min(amounts, key=lambda name: (-amounts[name], name), default=None)


def on_sphere(latitude: float, longitude: float) -> tuple[float, float, float]:
    north, east = math.radians(latitude), math.radians(longitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)
