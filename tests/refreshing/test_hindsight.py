"""The backtest of a shop: past days as the law in plain Python knew them, whatever came after; windows as the history allows."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pytest

from regulars.models.backtest import Backtest
from regulars.models.hindsight import Past
from regulars.refreshing.hindsight import pasts

from ..reference import Reference
from ..small_shops import DAY, add, history, open_shop, random_shop

AS_OF = dt.date(2024, 3, 1)
SLOW, MANY = pytest.mark.slow, (pytest.mark.slow, pytest.mark.many)


def silent(*_) -> None:
    return None


@pytest.fixture(scope="module", params=[1, pytest.param(2, marks=SLOW), pytest.param(7, marks=MANY)])
def traps(request, tmp_path_factory):
    """A random shop full of traps, looked at from its last day."""
    facts = random_shop(request.param, customers=120)
    with add(open_shop(tmp_path_factory.mktemp("traps")), facts) as shop:
        shop.refresh(AS_OF)
        yield shop, facts


def looked_at(shop, *ago: int, say=silent, buyers: int | None = None) -> list[Past]:
    """Past days of a shop, 180 days hidden after each; as if it had so many buyers."""
    seen = shop._seen(AS_OF)
    asked = replace(seen, bars=replace(seen.bars, buyers=buyers or seen.bars.buyers))
    return list(pasts(shop._given, asked, 180, [AS_OF - days * DAY for days in ago], say, current=True))


@pytest.fixture(scope="module")
def known(traps):
    """Two past days of it."""
    shop, _ = traps
    before = shop.store.sql("SELECT table_name FROM information_schema.tables ORDER BY 1")
    told: list[float | None] = []
    found = looked_at(shop, 180, 360, say=lambda _, share: told.append(share))
    assert told == [0.0, 0.5, 1.0]
    assert shop.store.sql("SELECT table_name FROM information_schema.tables ORDER BY 1") == before, "something was left behind"
    return found


def test_a_past_day_is_as_the_law_knew_it_and_what_followed_is_what_is_known_now(traps, known):
    _, facts = traps
    now = Reference(facts, AS_OF)
    for found in known:
        then = Reference(facts, found.origin)
        buyers = sorted(who for who, row in then.rows.items() if row["purchases"] > 0)
        assert len(found) == len(buyers) > 40
        assert found.window == then.window
        for place, who in enumerate(buyers):
            expected = by_law(then.rows[who], [each for each in now.documents if each["customer_id"] == who], found.origin)
            told = {name: float(getattr(found, name)[place]) for name in expected}
            assert told == pytest.approx(expected, nan_ok=True), who


def by_law(row: dict, documents: list[dict], origin: dt.date) -> dict[str, float]:
    """One buyer: what was known on the day, and what their documents say of the days after."""
    later = [each for each in documents if each["day"] > origin]
    bought = sorted({each["day"] for each in later if each["counts"]})
    return {
        "repeats": row["purchases"] - 1,
        "silent_days": row["days_since_last"],
        "age_days": row["days_since_first"],
        "spend": row["spend"],
        "return_chance": math.nan if row["return_chance"] is None else row["return_chance"],
        "orders": sum((day - origin).days <= 180 for day in bought),
        "spent": sum(each["net"] for each in later if (each["day"] - origin).days <= 180),
        "next_day": (bought[0] - origin).days if bought else math.nan,
    }


def test_classes_are_those_of_the_past_day(traps, known):
    shop, _ = traps
    told = {row["customer_id"]: row for row in shop.classify(known[0].origin, ["ladder", "lifecycle"])}
    buyers = sorted(row["customer_id"] for row in shop.profile(known[0].origin) if row["purchases"] > 0)
    for scheme in ("ladder", "lifecycle"):
        assert known[0].classes[scheme].tolist() == [told[who][scheme] for who in buyers]


def test_of_a_very_large_shop_a_share_is_tried_always_the_same(traps, known):
    shop, _ = traps
    some, same = (looked_at(shop, 180, buyers=300_000)[0] for _ in range(2))
    assert 10 < len(some) < 0.6 * len(known[0])
    assert some.repeats.tolist() == same.repeats.tolist()


def buyers(people: int, days: int, seed: int = 5) -> dict[str, list[tuple[dt.date, int]]]:
    """Customers who come over `days` up to the last one, at paces of their own; some stay away after a while."""
    random = np.random.default_rng(seed)
    bought: dict[str, list[tuple[dt.date, int]]] = {"first": [(AS_OF - days * DAY, 100_000)], "last": [(AS_OF, 100_000)]}
    for number in range(people):
        pace, at = random.gamma(2.0, 25.0), float(random.uniform(0, days))
        ends = at + random.exponential(300.0)
        own = []
        while at < min(days, ends):
            own.append((AS_OF - (days - int(at)) * DAY, int(random.gamma(5, 40_000)) + 1))
            at += max(1.0, random.exponential(pace))
        if own:
            bought[f"c{number:04}"] = own
    return bought


@pytest.fixture
def shop_of(tmp_path):
    def made(days: int, people: int = 400):
        shop = open_shop(tmp_path / f"{days}")
        return add(shop, history(buyers(people, days)))

    return made


@pytest.mark.parametrize(
    ("history_days", "hidden", "windows"),
    [(725, 180, 3), pytest.param(545, 180, 2, marks=MANY), pytest.param(200, 90, 1, marks=pytest.mark.slow)],
)
def test_as_many_windows_are_tried_as_the_history_holds(shop_of, history_days, hidden, windows):
    with shop_of(history_days) as shop:
        found = shop.backtest()
        assert (found.as_of, found.days, len(found.trials)) == (AS_OF, hidden, windows)
        assert [trial.origin for trial in found.trials] == [AS_OF - hidden * place * DAY for place in range(1, windows + 1)]
        assert found.band.windows == windows
        assert found.chosen == shop._seen(AS_OF).bars.outlook.purchase_model.name
        assert {"ladder", "lifecycle"} == set(found.pooled.classes)
        assert sum(each.customers for each in found.pooled.classes["ladder"]) == found.pooled.customers
        assert Backtest.from_data(found.to_data()) == found
        assert shop.backtest() is found
        said = shop.insight("backtest")
        assert ("One window only" in said.notes[0].en) == (windows == 1)
        assert len(said) == (3 if windows == 1 else 3 + 3 * windows)


def test_a_shop_with_too_little_history_says_so(shop_of):
    with shop_of(150) as shop:
        found = shop.backtest()
        assert (found.days, found.trials, found.pooled) == (None, (), None)
        assert found.reason.vi.startswith("Tiệm cần ít nhất 180 ngày")
        assert shop.insight("backtest").sentence == found.reason
        assert len(shop.insight("backtest_groups", by="ladder")) == 0


@pytest.mark.slow
def test_a_shop_in_which_hardly_anybody_returns_says_so(shop_of):
    with shop_of(400, people=12) as shop:
        found = shop.backtest()
        assert found.trials == ()
        assert found.reason is not None
        assert "customers have bought again" in found.reason.en or "Nobody has come back" in found.reason.en


@pytest.mark.many
@pytest.mark.slow
def test_when_facts_come_it_is_tried_anew(shop_of):
    with shop_of(200) as shop:
        first = shop.backtest()
        add(shop, history({"late": [(AS_OF - 20 * DAY, 1), (AS_OF - 10 * DAY, 1)]}))
        shop._forget()
        again = shop.backtest()
        assert again is not first
        assert again.days == first.days
