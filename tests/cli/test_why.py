"""`regulars because`."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from regulars.cli.reasons import in_full
from regulars.cli.terminal import write
from regulars.cli.why import in_brief
from regulars.insight.ahead import Ahead
from regulars.insight.because import because
from regulars.insight.stays import Stay
from regulars.insight.trials import Today, Trial
from regulars.schemes import all_schemes, scheme_named
from regulars.vocabulary import FEATURES


def test_one_scheme_as_the_contract_says(ask, shop):
    data = ask("because", "K00", "ladder", "--shop", shop, "--json").data
    assert {"customer_id", "scheme", "class", "sentence", "facts", "failed_above", "since", "cause", "next_up", "slips"} <= data.keys()
    assert (data["customer_id"], data["scheme"]) == ("K00", "ladder")
    assert all({"feature", "value", "op", "bar"} <= fact.keys() for fact in data["facts"])
    assert all(rule.keys() == {"class", "facts"} for rule in data["failed_above"])
    assert data["sentence"].startswith("Khách Số 0 is ")


def test_the_sentence_stands_first_and_what_failed_below_it(ask, shop):
    reply = ask("because", "K20", "ladder", "--shop", shop)
    assert reply.out.startswith("Khách Số 20 is ")
    assert "Not in:" in reply.out
    assert "Key account:" in reply.out
    assert "What to do:" in reply.out


def test_without_a_scheme_the_leading_ones_come_first(ask, shop):
    data = ask("because", "K05", "--shop", shop, "--json").data
    assert [one["scheme"] for one in data["because"]][:3] == ["ladder", "lifecycle", "value"]
    assert "nps_group" in data["waiting"] and "churn" not in data["waiting"]
    text = ask("because", "K05", "--shop", shop).out
    assert text.index("The customer ladder") < text.index("Lifecycle") < text.index("Other schemes")


@pytest.mark.many
@pytest.mark.slow
def test_in_vietnamese_too(ask, shop):
    assert "Khách Số 5 là" in ask("because", "K05", "--shop", shop, "--lang", "vi").out


def test_nobody_of_that_name_comes_with_the_nearest(ask, shop):
    reply = ask("because", "K4", "ladder", "--shop", shop)
    assert reply.code == 4
    assert "K0" in reply.err


def test_no_such_scheme(ask, shop):
    assert ask("because", "K05", "nothing", "--shop", shop).code == 4


def test_an_earlier_day(ask, shop):
    reply = ask("because", "K00", "ladder", "--as-of", "2026-01-01", "--shop", shop, "--json")
    assert reply.answer["as_of"] == "2026-01-01"


AS_OF = dt.date(2026, 11, 20)
LADDER = scheme_named("ladder", all_schemes())
RANKED = {"purchases": 4, "orders": 4, "purchases_365d": 2, "is_frequent": False, "spend_365d_pct": 40, "average_order_value": 200_000}
STAYS = (
    Stay("first_buy", dt.date(2026, 1, 31), dt.date(2026, 9, 12), "data"),
    Stay("rebuy", dt.date(2026, 9, 12), None, "behaviour", (("behaviour", "rebuy"),)),
)


def by_counting(_, trials):
    """What a customer of the ladder comes to, where 5 purchases in 365 days are many and each is of one day more."""
    rows = []
    for trial in trials:
        bought = RANKED["purchases_365d"] + len(trial.purchases) - 2 * ((trial.day - AS_OF).days > 200)
        row = dict.fromkeys(FEATURES) | RANKED | {"purchases_365d": bought, "is_frequent": bought >= 5, "purchases": 4 if bought else 1}
        rows.append(row | {"ladder": LADDER.class_of(row)})
    return rows


def told():
    (row,) = by_counting("K01", [Trial(AS_OF)])
    ahead = Ahead("K01", Today(AS_OF, row, 90, "VND", {"ladder": LADDER}), by_counting)
    named = {"customer_id": "K01", "name": "Lan", "as_of": AS_OF, "currency": "VND", "classes": {"ladder": LADDER}}
    return because(row, LADDER, **named, log=lambda: STAYS, ahead=ahead)


def shown(parts) -> str:
    out = io.StringIO()
    write(out, *parts)
    return out.getvalue()


def test_in_full_it_says_since_when_what_came_before_and_what_lies_ahead():
    vi, en = (shown(in_full(told(), lang)) for lang in ("vi", "en"))
    wanted = (
        "Lan là",
        "Từ 12/09/2026, vì việc khách làm.",
        "Đã qua:",
        "31/01/2026",
        "11/09/2026",
        "Chưa vào được:",
        "Lên bậc khi:",
        "Trượt khi:",
    )
    assert [part for part in wanted if part not in vi] == []
    assert [vi.index(part) for part in wanted] == sorted(vi.index(part) for part in wanted)
    assert "Mua thêm 3 lần: thành Mua thường xuyên." in vi
    assert "Nếu không mua gì, ngày 09/06/2027 sang Mua lần đầu." in vi
    assert "3 more purchases would make them Frequent buyer." in en
    assert "With no purchase, First-time buyer from 9 Jun 2027." in en
    assert "→ 50 points short" in en


@pytest.mark.parametrize("columns", ["70", "160"])
def test_in_brief_the_three_reasons_stand_side_by_side_where_there_is_room(monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    text = shown(in_brief("K01", [told()], [], "vi"))
    assert "Lên bậc khi" in text and "Trượt khi" in text
    heads = next(line for line in text.splitlines() if "Lên bậc khi" in line)
    assert ("Trượt khi" in heads) == (columns == "160")
