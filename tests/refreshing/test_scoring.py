"""The schemes of small shops put to the test: what followed is counted as by hand, nothing that came later is known, and what is useless says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from regulars.refreshing import looking, sampling, scoring

from ..reference import Facts, Reference, most
from ..small_shops import DAY, SETTINGS, add, line, open_shop, order, random_shop, row

LAST = dt.date(2026, 11, 20)
PLACES = ("Huế", "Hà Nội")
LUCK = """
id: luck
name: {vi: "Ngày sinh", en: "Birthday"}
question: {vi: "Sinh năm chẵn hay lẻ?", en: "Born early or late?"}
classes:
  - {id: one, name: {vi: "Một", en: "One"}, rule: "gender = 'female'"}
  - {id: two, name: {vi: "Hai", en: "Two"}, rule: "gender = 'male'"}
  - {id: rest, name: {vi: "Khác", en: "Other"}, rule: "everyone"}
"""


def made(people: int = 500, years: float = 2.1, *, places: bool = True, until: dt.date = LAST) -> Facts:
    """A shop that has sold for so long by its last day: customers who buy at a pace and a price of their own, whatever their gender is said to be; at the
    store of their province, and what they have a taste for. Orders until a day."""
    rng, facts = np.random.default_rng(5), Facts()
    facts.products = [row("products", product_id=name, category_1=name) for name in ("Trà", "Bánh", "Ly")]
    begun = LAST - dt.timedelta(days=int(365 * years))
    for number in range(people):
        who, place = f"c{number:03d}", PLACES[number % 2]
        pace, worth, taste = 8 * 2 ** rng.integers(0, 5), 10_000 * 2 ** rng.integers(0, 6), ("Trà", "Bánh", "Ly")[rng.integers(0, 3)]
        facts.customers.append(row("customers", customer_id=who, province=place, gender=("female", "male", None)[rng.integers(0, 3)]))
        day = begun + dt.timedelta(days=int(rng.integers(0, max(int(365 * years) - 60, 1))))
        stays = rng.random() < 0.7
        while day <= LAST + 200 * DAY and (stays or rng.random() < 0.7):
            id, bought = f"{who}/{day}", taste if rng.random() < 0.8 else "Trà"
            store, paid = place if rng.random() < 0.9 else PLACES[1 - number % 2], int(worth * (0.5 + rng.random()))
            if day <= until:
                facts.orders.append(order(id, who, day, store_id=store if places else None))
                facts.order_lines.append(line(id, paid, product_id=bought))
            day += dt.timedelta(days=1 + int(rng.exponential(pace)))
    return facts


def verdicts(board, days: int | None = None) -> dict:
    horizon = board.leading if days is None else next(each for each in board.horizons if each.days == days)
    return {each.scheme: each for each in horizon.verdicts}


@pytest.mark.slow
@pytest.mark.parametrize("days", [30, pytest.param(365, marks=pytest.mark.many)])
def test_what_followed_is_counted_as_by_hand(tmp_path, days):
    """On a shop full of traps: returns of every sort, cancellations, gifts, documents replaced and dated ahead."""
    facts, origin = random_shop(1, customers=120), dt.date(2023, 1, 15)
    law = Reference(facts, origin + days * DAY)
    after = [each for each in law.documents if each["customer_id"] is not None and each["day"] > origin]
    with add(open_shop(tmp_path), facts) as shop:
        shop.refresh()
        panel = sampling.panel_of(shop._given, shop.last_day())
        reading = next(looking.readings(shop._given, [origin], current=True, whose=panel.people))
        frame = panel.frame(reading)
        found = panel.followed(reading, days, frame.people)
        names = {each["number"]: each["customer_id"] for each in panel.people.to_pyarrow().to_pylist()}
        labels = panel.names()
    buyers = {who for who, told in Reference(facts, origin).rows.items() if told["purchases"]}
    assert {names[number] for number in frame.people} == buyers
    for place, number in enumerate(frame.people):
        own = [each for each in after if each["customer_id"] == names[number]]
        counted = [each for each in own if each["counts"]]
        assert found.spend[place] == sum(each["net"] for each in own)
        assert found.bought[place] == bool(counted)
        first = [each for each in counted if each["day"] == min(each["day"] for each in counted)]
        spend: dict[str, int] = {}
        for sold in (bought for each in first for bought in law.lines[each["order_id"]] if bought["quantity"] > 0):
            if law.category(sold) is not None:
                spend[law.category(sold)] = spend.get(law.category(sold), 0) + sold["net_amount"]
        code = found.labels["category"][place]
        assert (labels["category"][code] if code >= 0 else None) == most(spend)


@pytest.mark.parametrize("years", [0.3, 0.0])
def test_a_young_shop_is_told_that_nothing_can_be_told(tmp_path, years):
    facts = made(300 if years else 40, years)
    with add(open_shop(tmp_path), facts) as shop:
        found = shop.scoreboard()
        assert found.horizons == ()
        assert "too little history" in shop.insight("scoreboard").sentence.en
        assert len(shop.insight("scoreboard")) == 0


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """A shop of two years with a sorting by luck of its own."""
    folder = tmp_path_factory.mktemp("scored")
    (folder / "schemes").mkdir()
    (folder / "schemes" / "luck.yaml").write_text(LUCK, "utf-8")
    with add(open_shop(folder), made()) as made_shop:
        yield made_shop


@pytest.fixture(scope="module")
def board(shop):
    return shop.scoreboard()


@pytest.mark.slow
def test_each_horizon_is_asked_from_days_that_do_not_overlap(board):
    last = board.as_of
    assert {each.days for each in board.horizons} >= {board.window, 90, 365}
    for each in board.horizons:
        assert each.origins == tuple(last - dt.timedelta(days=each.days * steps) for steps in range(len(each.origins), 0, -1))
    assert len(board.leading.origins) == 3
    assert board.leading.days == board.window


@pytest.mark.slow
def test_a_sorting_by_luck_foretells_nothing_and_stands_last(board):
    found = verdicts(board)
    assert found["luck"].status == "judged"
    assert found["luck"].usefulness.low <= 0 <= found["luck"].usefulness.high
    by_spend = [each for each in found.values() if each.judged_by == "spend" and each.usefulness]
    assert min(by_spend, key=lambda each: each.usefulness.value).scheme == "luck"
    assert found["rfm"].usefulness.low > 0.1


@pytest.mark.slow
def test_no_scheme_is_better_than_the_tree_by_more_than_noise(board):
    for each in board.horizons:
        assert [found.scheme for found in each.verdicts if found.usefulness and found.usefulness.low > 1.05] == []


@pytest.mark.slow
def test_regions_are_judged_by_where_they_buy_next_and_needs_by_what(board):
    found = verdicts(board)
    assert (found["region"].judged_by, found["needs"].judged_by) == ("place", "category")
    assert found["region"].explained.low > 0.3
    assert found["needs"].explained.low > 0.1
    assert found["age_group"].status == "waiting"


@pytest.mark.slow
def test_the_shapes_are_those_of_the_classes_of_the_day(shop, board):
    for scheme in ("ladder", "premium", "rfm"):
        buyers = shop.customers("purchases > 0").to_pandas()[scheme].value_counts()
        told = board.shapes[scheme]
        assert (told.classes, told.smallest_share) == (len(buyers), pytest.approx(buyers.min() / buyers.sum()))
        assert buyers[told.smallest] == buyers.min()
        assert 0.3 < told.stability <= 1


@pytest.mark.slow
def test_it_is_kept_until_facts_or_rules_change(shop, board):
    kept = shop.store.sql("SELECT computed_at FROM scoreboards")
    assert shop.scoreboard() == board
    assert shop.store.sql("SELECT computed_at FROM scoreboards") == kept
    assert scoring.last_scoreboard(shop.store) == board
    found = shop.insight("scoreboard")
    assert found.to_data("en")["freshness"]["as_of"] == LAST.isoformat()
    assert next(row["usefulness"] for row in found if row["status"] == "judged") == max(
        each.usefulness.value for each in board.leading.verdicts if each.usefulness
    )


@pytest.mark.slow
def test_it_is_not_computed_without_being_asked_where_that_takes_long(shop, board, monkeypatch):
    monkeypatch.setattr(scoring, "SOON", 0)
    day = LAST - dt.timedelta(days=7)
    assert "regulars scoreboard" in shop.insight("scoreboard", day).sentence.en
    assert len(shop.insight("scoreboard")) == len(board.leading.verdicts)


@pytest.mark.many
@pytest.mark.slow
def test_what_came_after_the_day_changes_nothing(tmp_path, board):
    """A shop that lives 200 days longer, asked about the same day."""
    (tmp_path / "schemes").mkdir()
    (tmp_path / "schemes" / "luck.yaml").write_text(LUCK, "utf-8")
    with add(open_shop(tmp_path), made(until=LAST + 200 * DAY)) as later:
        later.refresh()
        assert later.last_day() > LAST + 180 * DAY
        found = later.scoreboard(LAST)
    for one, other in zip(found.horizons, board.horizons, strict=True):
        assert one.origins == other.origins
        for told, same in zip(one.verdicts, other.verdicts, strict=True):
            assert replace(told, best=None) == replace(same, best=None), told.scheme


@pytest.mark.many
@pytest.mark.slow
def test_a_shop_that_sells_in_one_place_cannot_judge_regions_and_one_window_is_said_to_be_one(tmp_path):
    with add(open_shop(tmp_path), made(400, 0.55, places=False)) as young:
        found = young.scoreboard()
        assert len(found.leading.origins) < 3
        said = young.insight("scoreboard", days=90)
        assert said.notes[0].en.startswith("One window only")
        assert verdicts(found, 90)["region"].status == "no_outcome"
        row = next(each for each in said.table("en") if each["scheme"] == "region")
        assert row["judged_by"] == "no where they buy next to go by"


@pytest.mark.many
@pytest.mark.slow
def test_of_many_customers_a_sample_is_looked_at_the_same_on_every_day(tmp_path, monkeypatch):
    monkeypatch.setattr(sampling, "MOST", 400)
    with add(open_shop(tmp_path, SETTINGS), made(600)) as many:
        found = many.scoreboard()
        notes = " ".join(each.en for each in many.insight("scoreboard").notes)
    assert (found.customers, found.sampled) == (600, 400)
    assert "400 of 600" in notes
    assert all(each.buyers <= 400 for each in found.horizons)
    assert verdicts(found)["value"].explained.value > 0
