"""`regulars scoreboard`."""

from __future__ import annotations

import datetime as dt

from regulars.models.scoreboard import Horizon, Measured, Scoreboard, Shape, Verdict
from regulars.refreshing import scoring
from regulars.shop import Shop

DAY = dt.date(2026, 11, 20)


def given(folder, *days: int) -> Scoreboard:
    """A scoreboard put into the shop, as one computed before."""
    told = Measured(0.3, 0.2, 0.4)
    verdicts = (Verdict("ladder", "judged", "spend", *(told,) * 7, best="key_account"), Verdict("churn", "waiting", "spend"))
    horizons = tuple(Horizon(each, tuple(DAY - dt.timedelta(days=each * step) for step in (3, 2, 1)), 40, verdicts) for each in days)
    found = Scoreboard(DAY, 90, 40, 40, horizons, {"ladder": Shape(4, "frequent", 0.05, None), "churn": Shape(1, "unknown", 1.0, None)})
    with Shop(folder) as shop:
        shop.classify()
        shop.store.create(scoring.TABLES)
        scoring.keep(shop.store, found, shop.state(), dt.datetime.now(dt.UTC))
    return found


def test_a_shop_of_forty_customers_is_too_small_to_tell(ask, shop):
    reply = ask("scoreboard", "--shop", shop)
    assert reply.code == 0
    assert "too little history, or too few buyers" in reply.out
    assert ask("scoreboard", "--shop", shop, "--json").data["board"]["horizons"] == []


def test_schemes_are_shown_in_a_table_with_how_it_was_told(ask, shop):
    given(shop, 90)
    reply = ask("scoreboard", "--shop", shop)
    assert (reply.code, reply.err) == (0, "")
    assert "“The customer ladder” is the most useful" in reply.out
    assert "waits for data" in reply.out
    assert "Usefulness is what was foretold" in reply.out
    assert "--days" not in reply.out


def test_it_answers_with_every_number_and_its_interval(ask, shop):
    found = given(shop, 30, 90)
    data = ask("scoreboard", "--shop", shop, "--json", "--days", "30").data
    assert Scoreboard.from_data(data["board"]) == found
    assert data["rows"][0]["usefulness_high"] == 0.4
    assert "within" not in data["sentence"]
    assert "30" in data["sentence"]


def test_another_span_of_days_is_offered_and_one_that_is_not_there_refused(ask, shop):
    given(shop, 30, 90)
    assert "Within 30 days: regulars scoreboard --days 30" in ask("scoreboard", "--shop", shop).out
    refused = ask("scoreboard", "--shop", shop, "--days", "365", "--json").answer
    assert refused["error"]["code"] == "option"
    assert "30, 90" in refused["error"]["todo"]


def test_it_is_told_in_vietnamese(ask, shop):
    given(shop, 90)
    reply = ask("scoreboard", "--shop", shop, "--lang", "vi")
    assert "“6 cấp độ khách hàng” đáng dùng nhất" in reply.out
    assert "chờ dữ liệu" in reply.out
    assert "_" not in reply.out
