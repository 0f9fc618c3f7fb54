"""Since when, by which cause, and by how little not: told of one customer."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from regulars.insight.because import because
from regulars.insight.distance import distance
from regulars.insight.stays import Stay, moved, since, stays
from regulars.models.bars import Bars
from regulars.models.rhythm import Rhythm
from regulars.models.scales import Scale
from regulars.rules import Fact
from regulars.schemes import all_schemes

from .test_because import row

SCHEMES = {scheme.id: scheme for scheme in all_schemes()}
LADDER = SCHEMES["ladder"]
AS_OF = dt.date(2026, 11, 20)
BEGUN, CLIMBED, RECUT = dt.date(2026, 1, 31), dt.date(2026, 9, 12), dt.date(2026, 11, 1)


def bars(key_from: int, frequent_from: int = 5) -> Bars:
    """Bars of a shop where those who spend more than this are ahead of 90 per cent."""
    rhythm = Rhythm(30.0, 90, 40, 60, (), ())
    scales = {"spend_365d": Scale((1_000_000, key_from), (0, 40, 90), (0.9, 0.4, 0.0))}
    return Bars(1, RECUT, dt.date(2023, 2, 3), 60, 50, rhythm, frequent_from, scales)


OLD, NEW = bars(4_020_000), bars(4_150_000)
STAYS = (
    Stay("rebuy", BEGUN, CLIMBED, "data"),
    Stay("key_account", CLIMBED, RECUT, "behaviour", (("behaviour", "key_account"),)),
    Stay("frequent", RECUT, None, "bar", (("bar", "frequent"),), (OLD, NEW)),
)


def told(log=STAYS, as_of=AS_OF, **changes):
    found = row(**{"spend_365d_pct": 89, "spend_365d": 4_100_000} | changes)
    named = {"customer_id": "KH01", "name": "Cô Lan", "as_of": as_of, "currency": "VND", "classes": SCHEMES}
    return because(found, LADDER, **named, bars=NEW, log=lambda: log)


def test_the_day_and_the_cause_of_a_class_are_those_of_the_stay_that_lasts():
    one = told()
    assert (one.class_id, one.since, one.cause, one.stay) == ("frequent", RECUT, "bar", STAYS[2])
    assert one.history == STAYS


def test_what_came_after_the_day_asked_about_is_not_told():
    one = told(as_of=dt.date(2026, 10, 1), spend_365d_pct=94)
    assert (one.class_id, one.since, one.cause) == ("key_account", CLIMBED, "behaviour")
    assert one.history == STAYS[:2]


def test_a_class_of_which_the_log_knows_nothing_has_no_since():
    assert (told(spend_365d_pct=94).since, told(spend_365d_pct=94).cause) == (None, None)
    assert (told(log=()).since, told(log=()).to_data("vi")["history"]) == (None, [])


def test_the_day_and_the_cause_are_said():
    assert since(STAYS[1], or_before=False).vi == "Từ 12/09/2026, vì việc khách làm."
    assert since(STAYS[1], or_before=False).en == "Since 12 Sep 2026: what they did."
    assert since(STAYS[0], or_before=True).vi == "Từ 31/01/2026 hoặc trước đó; tiệm bắt đầu ghi lại từ ngày ấy."


def test_the_first_stay_of_one_who_was_known_before_may_have_begun_before():
    first = (Stay("frequent", CLIMBED, None, "behaviour"),)
    assert told(log=first, days_since_first=70, known_days=70).notes("vi") == [
        "Từ 12/09/2026 hoặc trước đó; tiệm bắt đầu ghi lại từ ngày ấy."
    ]
    assert told(log=first, days_since_first=69, known_days=69).notes("vi") == ["Từ 12/09/2026, vì việc khách làm."]


def test_who_was_moved_by_a_bar_is_told_from_where_to_where_it_went():
    vi, en = (told().notes(lang) for lang in ("vi", "en"))
    assert vi == [
        "Từ 01/11/2026, vì ngưỡng tính lại.",
        "Ngưỡng chủ chốt tính lại ngày 01/11/2026, từ 4,02\u00a0triệu\u00a0₫ lên 4,15\u00a0triệu\u00a0₫. Khách không mua ít đi.",
    ]
    assert en[1] == (
        "The key account bar was re-cut on 1 Nov 2026, from 4.02\u00a0million\u00a0₫ to 4.15\u00a0million\u00a0₫. The customer did not buy less."
    )


def test_who_was_lifted_by_a_bar_did_not_buy_more():
    lifted = replace(STAYS[2], class_id="key_account", bars=(NEW, OLD))
    assert moved(LADDER, "frequent", lifted, "VND").vi.endswith("xuống 4,02\u00a0triệu\u00a0₫. Khách không mua nhiều lên.")
    often = replace(STAYS[2], class_id="rebuy", bars=(OLD, bars(4_020_000, frequent_from=6)))
    assert moved(LADDER, "frequent", often, "VND").vi.startswith(
        "Ngưỡng mua thường xuyên tính lại ngày 01/11/2026, từ 5 lần mua lên 6 lần mua."
    )


@pytest.mark.parametrize("cause", ["data", "time", "model", "rule", "bar"])
def test_a_move_for_which_they_did_nothing_is_explained(cause):
    from regulars.history import CAUSES

    assert moved(LADDER, "key_account", replace(STAYS[2], cause=cause, bars=None), "VND") == CAUSES[cause].meaning


def test_what_they_did_themselves_needs_no_explanation():
    assert moved(LADDER, "rebuy", STAYS[1], "VND") is None


def test_a_first_purchase_near_the_start_of_the_history_may_be_none():
    said = told(log=(), purchases=1, first_is_first=False)
    assert said.notes("vi") == ["Mua lần đầu theo dữ liệu của tiệm; có thể đã mua trước 02/2023."]
    assert said.notes("en") == ["First purchase on record; may have bought before Feb 2023."]
    assert told(log=(), purchases=1, first_is_first=True).notes("vi") == []
    assert told(log=(), first_is_first=False).notes("vi") == []


def test_the_history_as_data():
    data = told().to_data("vi")
    assert (data["since"], data["cause"], data["steps"]) == ("2026-11-01", "bar", [["bar", "frequent"]])
    assert data["history"][1] == {
        "class": "key_account",
        "valid_from": "2026-09-12",
        "valid_to": "2026-11-01",
        "cause": "behaviour",
        "steps": [["behaviour", "key_account"]],
    }
    assert (data["next_up"], data["slips"]) == (None, None)


def test_stays_are_read_from_the_change_log_on_the_engine():
    import ibis

    from regulars.history.spells import LOG, spells

    def logged(of, day, cause, *steps):
        at = dt.datetime.combine(day, dt.time(9))
        told = {"recorded_at": at, "cause": cause, "steps": json.dumps([[cause, step] for step in steps])}
        return {"customer_id": "KH01", "scheme": "ladder", "class": of, "valid_from": day, **told}

    rows = [
        logged("rebuy", BEGUN, "data"),
        logged("key_account", CLIMBED, "behaviour", "key_account"),
        logged("frequent", RECUT, "bar", "frequent"),
    ]
    table = ibis.memtable(rows, schema=LOG | {"steps": "string"})
    found = spells(table).order_by("valid_from").to_pyarrow().to_pylist()
    assert tuple(stays(found)) == STAYS
    assert list(stays(found, lambda day: (OLD, NEW) if day == RECUT else None))[2].bars == (OLD, NEW)


def test_the_log_is_not_read_for_the_sentence():
    def never():
        raise AssertionError("not asked for")

    one = replace(told(), log=never)
    assert one.sentence("vi").startswith("Cô Lan là ")


CUSTOMER = {"purchases": 4, "purchases_365d": 3, "spend_365d": 3_830_000, "spend_365d_pct": 78}


@pytest.mark.parametrize(
    ("fact", "vi", "en"),
    [
        (("purchases", 4, ">=", 5), "thiếu 1 lần mua", "1 purchase short"),
        (("purchases", 4, ">", 5), "thiếu 2 lần mua", "2 purchases short"),
        (("is_frequent", False, "=", True), "thiếu 2 lần mua", "2 purchases short"),
        (("spend_365d", 3_830_000, ">=", 4_150_000), "thiếu 320.000\u00a0₫", "320,000\u00a0₫ short"),
        (("spend_365d_pct", 78, ">=", 90), "thiếu 12 điểm phần trăm (321.000\u00a0₫)", "12 points (321,000\u00a0₫) short"),
        (("return_chance", 0.81, "<", 0.6), "dư 21 điểm phần trăm", "21 points over"),
        (("promo_order_share", 0.75, ">=", 0.8), "thiếu 5 điểm phần trăm", "5 points short"),
        (("known_days", 28, ">=", 30), "thiếu 2\u00a0ngày", "2\u00a0days short"),
        (("windows_silent", 0.25, ">", 1), "thiếu 0,75", "0.75 short"),
    ],
)
def test_by_how_little_a_comparison_failed(fact, vi, en):
    said = distance(Fact(*fact, False), CUSTOMER, NEW, "VND")
    assert (said.vi, said.en) == (vi, en)


@pytest.mark.parametrize(
    "fact",
    [
        Fact("purchases", 5, ">=", 5, True),
        Fact("purchases", 4, "=", 0, False),
        Fact("nps", None, ">=", 9, False),
        Fact("gender", "female", "=", "male", False),
        Fact("fits_persona", True, "=", False, False),
        Fact("lifecycle", "active", "=", "lost", False),
    ],
)
def test_where_there_is_nothing_to_measure_nothing_is_said(fact):
    assert distance(fact, CUSTOMER, NEW, "VND") is None


def test_without_bars_a_rank_is_told_in_points_alone():
    assert distance(Fact("spend_365d_pct", 78, ">=", 90, False), CUSTOMER, None, "VND").vi == "thiếu 12 điểm phần trăm"
    assert distance(Fact("is_frequent", False, "=", True, False), CUSTOMER, None, "VND") is None
