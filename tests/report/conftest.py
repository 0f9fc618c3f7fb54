"""A small invented shop on the real engine: 600 people over three years, a fifth of the revenue from nobody in particular."""

from __future__ import annotations

import datetime as dt
import pickle
from dataclasses import replace
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from regulars import profile as profiles
from regulars.features.orders import order_base
from regulars.history.spells import LOG, History, spells
from regulars.insight.facts import Facts
from regulars.insight.market import Market
from regulars.models.backtest import Backtest
from regulars.refreshing import Given, Seen, backtest
from regulars.refreshing.given import scored
from regulars.refreshing.publishing import TABLES
from regulars.report import Subject, document, study, write_document
from regulars.schemes import all_schemes
from regulars.store.duckdb import Store
from regulars.words import LANGUAGES

from ..made_once import made_once

AS_OF = dt.date(2026, 11, 20)
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
CHANCES = {"rhythm_group": "int64", "silent_days": "int64", "chance": "float64", "at_first": "float64"}


def orders_of(people: int, years: int, seed: int = 3) -> list[tuple[str, str | None, dt.date, int, int]]:
    """(order, customer or None, day, list amount, discount), by rhythms of a week to a year; some people stop."""
    random = np.random.default_rng(seed)
    rows: list[tuple[str, str | None, dt.date, int, int]] = []
    for number in range(people):
        usual = float(random.choice([9, 25, 60, 150, 400]))
        worth = int(random.choice([90_000, 180_000, 400_000, 1_200_000]))
        stays = random.random() < 0.6
        since = AS_OF - dt.timedelta(days=float(random.uniform(0, 365 * years)))
        day = since
        while day <= AS_OF and (stays or random.random() < 0.8):
            amount = int(worth * random.uniform(0.5, 1.5)) // 1000 * 1000
            discount = amount // 5 if random.random() < (0.9 if number % 9 == 0 else 0.1) else 0
            owner = None if random.random() < 0.15 else f"C{number:04}"
            rows.append((f"O{len(rows):06}", owner, day, amount, discount))
            day += dt.timedelta(days=max(1.0, float(random.exponential(usual))))
    return rows


def fill(store: Store, people: int, years: int) -> None:
    """Orders with a coupon column and costs, customers of whom some have a birth year and a province, some never bought."""
    rows = orders_of(people, years)
    store.execute("CREATE TEMP TABLE given (o VARCHAR, c VARCHAR, d DATE, amount BIGINT, discount BIGINT)")
    for start in range(0, len(rows), 2000):
        part = rows[start : start + 2000]
        marks = ", ".join(["(?, ?, ?, ?, ?)"] * len(part))
        store.execute(f"INSERT INTO given VALUES {marks}", [value for row in part for value in row])
    store.execute("""
        INSERT INTO orders (order_id, customer_id, ordered_at, ordered_on, status, coupon_code, currency, source, batch_id, recorded_at)
        SELECT o, c, d::TIMESTAMP, d, 'completed', CASE WHEN discount > 0 THEN 'SALE' ELSE '' END, 'VND', 'KiotViet', 1, d FROM given""")
    store.execute("""
        INSERT INTO order_lines (order_id, line_no, product_id, quantity, list_amount, discount, net_amount, returned_amount, batch_id, recorded_at)
        SELECT o, 1, 'P', 1, amount, discount, amount - discount, 0, 1, d FROM given""")
    store.execute("INSERT INTO products (product_id, name, category_1, unit_cost, batch_id) VALUES ('P', 'Cà phê', 'Cà phê', 40000, 1)")
    store.execute(f"""
        INSERT INTO customers (customer_id, name, birth_year, province, created_at, batch_id)
        SELECT 'C' || lpad(i::VARCHAR, 4, '0'), 'Khách ' || i, CASE WHEN i % 3 = 0 THEN 1990 - i % 40 END,
               CASE WHEN i % 2 = 0 THEN 'Đà Nẵng' END, TIMESTAMP '2023-11-21' + i * INTERVAL 1 HOUR, 1 FROM range({people + people // 3}) t(i)""")


def study_of(store: Store, name: str, currency: str, market: Market | None = None) -> Subject:
    """What the shop hands to the report, computed as the shop computes it."""
    tables = store.tables()
    held = profiles.holdings(tables)
    base = store.materialise("order_base", order_base(profiles.documents(tables, store.materialise, held), AS_OF))
    staged = profiles.bases(tables, base, AS_OF, store.materialise, held)
    bars = profiles.fit(staged, AS_OF, score=lambda bars, buyers: scored(store, bars, buyers, AS_OF, "_fit"))
    schemes = all_schemes()
    stored = store.publish("profile", profiles.profile(tables, staged, bars, AS_OF, held, profiles.Choices()))
    chances, scores = store.keep("chances", CHANCES, bars.rhythm.rows()), scored(store, bars, stored, AS_OF)
    read = profiles.read(stored, bars, chances, AS_OF, scores=scores)
    facts = Facts(
        as_of=AS_OF,
        currency=currency,
        profile=read,
        classes=store.publish("classes", profiles.classified(read, schemes)),
        sales=staged.orders,
        days=staged.days,
        tables=tables,
        schemes=tuple(schemes),
        bars=bars,
        market=market or Market(),
        keep=store.materialise,
        calibrate=lambda: profiles.calibrate(staged.days, AS_OF, bars.window, lambda fitted: store.keep("hidden", CHANCES, fitted.rows())),
    )
    facts = replace(facts, hindsight=cache(lambda: tried(store, facts)))
    computed_at = dt.datetime(2026, 11, 21, 0, 14, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    return Subject(name, facts, computed_at, ("KiotViet",), {"bars": "1", "schemes": "2f9c"})


def tried(store: Store, facts: Facts) -> Backtest:
    """The outlook put to the test as the shop does it."""
    store.create(TABLES)
    given = Given(store, lambda _: profiles.Choices(), lambda _: facts.schemes, ZoneInfo("Asia/Ho_Chi_Minh"))
    moment = dt.datetime(2026, 11, 21)
    stored = store.table("profile")
    seen = Seen(AS_OF, facts.bars, facts.profile, facts.classes, facts.sales, facts.days, moment, facts.schemes, stored)
    return backtest(given, seen, lambda: "", lambda _, __: None)


TOLD = (*(dt.date(2026, month, 1) - dt.timedelta(days=1) for month in range(2, 12)), AS_OF)
WALKS = {
    "ladder": ("suspect", "prospect", "first_buy", "rebuy", "frequent", "key_account"),
    "lifecycle": ("lost", "lapsed", "slipping", "active"),
}


def moves_of(people: int, seed: int = 5) -> list[dict[str, object]]:
    """A change log of two schemes: some come later, many move a step, up by what they did and down by time, a few are gone."""
    random = np.random.default_rng(seed)
    rows: list[dict[str, object]] = []
    for scheme, classes in WALKS.items():
        for number in range(people):
            at, name = int(random.integers(0, len(classes))), None
            for day in TOLD[int(random.choice([0, 0, 0, 1, 2, 4])) :]:
                step = int(random.choice([-1, 0, 0, 0, 0, 1])) if name else 0
                at = min(max(at + step, 0), len(classes) - 1)
                if classes[at] != name:
                    name = classes[at]
                    cause = str(random.choice(["time", "time", "bar"])) if step < 0 else "behaviour"
                    row = {
                        "customer_id": f"C{number:04}",
                        "scheme": scheme,
                        "class": name,
                        "valid_from": day,
                        "recorded_at": dt.datetime(2026, 11, 21),
                    }
                    rows.append(row | {"cause": cause, "steps": "[]"})
            if random.random() < 0.02:
                rows.append({**rows[-1], "class": None, "valid_from": AS_OF, "cause": "data"})
    return rows


@pytest.fixture(scope="session")
def shop(tmp_path_factory):
    """A shop with three years of orders, whose classes were told at ten month ends and today."""
    with Store(tmp_path_factory.mktemp("shop") / "analytics.duckdb") as store:
        fill(store, 600, 3)
        store.create({"membership_log": LOG})
        store.insert("membership_log", LOG, moves_of(600))
        found = study_of(store, "Cà phê Hạt Mộc <Đà Nẵng>", "VND", market=Market(people=10_000))
        yield replace(found, facts=replace(found.facts, tell=lambda: History(spells(store.table("membership_log")), TOLD)))


@pytest.fixture(scope="session")
def tiny_shop(tmp_path_factory):
    """A shop with ten customers, four months of orders and no stated currency."""
    with Store(tmp_path_factory.mktemp("tiny") / "analytics.duckdb") as store:
        fill(store, 10, 1)
        yield study_of(store, "Tiệm nhỏ", "XXX")


@pytest.fixture(scope="session")
def empty_shop(tmp_path_factory):
    """A shop that knows two people and has sold nothing."""
    with Store(tmp_path_factory.mktemp("empty") / "analytics.duckdb") as store:
        fill(store, 0, 1)
        store.execute("INSERT INTO customers (customer_id, name, batch_id) VALUES ('a', 'An', 1), ('b', 'Bình', 1)")
        yield study_of(store, "Tiệm mới", "VND")


@pytest.fixture(scope="session")
def documents(request, tmp_path_factory):
    """Documents by (shop, language), made once for all workers."""

    def make(folder: Path) -> None:
        shops = {"whole": "shop", "tiny": "tiny_shop", "empty": "empty_shop"}
        studies = {name: study(request.getfixturevalue(fixture)) for name, fixture in shops.items()}
        made = {(name, lang): document(each, lang) for name, each in studies.items() for lang in LANGUAGES}
        (folder / "documents.pickle").write_bytes(pickle.dumps(made))

    return pickle.loads((made_once(tmp_path_factory, "documents", make) / "documents.pickle").read_bytes())  # noqa: S301


@pytest.fixture(scope="session")
def written(documents, tmp_path_factory):
    """Reports in HTML by (shop, language)."""
    folder = tmp_path_factory.mktemp("reports")
    return {which: write_document(made, folder / f"{'-'.join(which)}.html") for which, made in documents.items()}


@pytest.fixture(scope="module")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield running
        running.close()
