"""One customer in a few sentences and numbers, and what would be worth asking them."""

from __future__ import annotations

import datetime as dt

from regulars.insight.asking import asking
from regulars.insight.portrait import bought_between, likely_days, numbers, sentences, spoken_span
from regulars.schemes import all_schemes

AS_OF = dt.date(2026, 11, 20)
REGULAR = {
    "purchases": 17,
    "purchases_365d": 9,
    "gap_days": 40.6,
    "days_since_last": 21,
    "return_chance": 0.93,
    "spend_365d": 3_480_000,
    "spend_365d_pct": 84,
    "expected_spend_365d": 3_600_000,
    "expected_orders_365d": 8.7,
    "p_order_30d": 0.64,
    "next_order_from": 6,
    "next_order_to": 31,
}


def said(lang: str = "vi", **changes: object) -> list[str]:
    return [words.of(lang).replace("\u00a0", " ") for words in sentences(REGULAR | changes, 90)]


def test_a_regular_is_told_by_their_rhythm_and_those_like_them():
    assert said() == [
        "Đã mua 9 lần trong 365 ngày, thường 41 ngày một lần; lần gần nhất cách đây 21 ngày.",
        "Trong những khách cùng nhịp, im lâu như vậy, 93 % đã mua lại trong 90 ngày.",
    ]
    assert said("en")[0] == "9 purchases in 365 days, usually one every 41 days; the last was 21 days ago."


def test_who_bought_once_or_never_is_told_so():
    assert said(purchases=1, gap_days=None, return_chance=None) == ["Mới mua một lần, cách đây 21 ngày."]
    assert said(purchases=0, days_since_last=None) == ["Chưa mua lần nào."]
    assert said(purchases_365d=0, days_since_last=400)[0].startswith("Từng mua 17 lần, thường 41 ngày một lần")


def test_the_four_numbers_say_what_they_are_compared_with():
    bought = [AS_OF - dt.timedelta(days=back) for back in (30, 400, 400, 500, 729, 731)]
    vi = [(n.value.vi.replace("\u00a0", " "), n.compared.vi.replace("\u00a0", " ")) for n in numbers(REGULAR, bought, AS_OF, "VND")]
    assert vi == [
        ("3,48 triệu ₫", "cao hơn 84 % người mua"),
        ("9", "năm trước 3 lần"),
        ("3,6 triệu ₫", "khoảng 9 lần mua"),
        ("64 %", "nếu mua, thường 26/11–21/12"),
    ]


def test_what_no_model_tells_is_not_known():
    bare = dict.fromkeys(REGULAR) | {"purchases_365d": 0, "spend_365d": 0}
    told = numbers(bare, [], AS_OF, "VND")
    assert [each.value is None for each in told] == [False, False, True, True]
    assert told[0].compared.en == "none in 365 days" and likely_days(bare, AS_OF) is None


def test_days_that_belong_together_need_no_year():
    assert spoken_span(dt.date(2026, 11, 26), dt.date(2026, 12, 21)).en == "26 Nov–21 Dec"
    assert spoken_span(dt.date(2026, 12, 26), dt.date(2027, 1, 9)).vi == "26/12–09/01"
    assert spoken_span(dt.date(2026, 12, 26), dt.date(2027, 12, 9)).vi == "26/12/2026–09/12/2027"
    assert spoken_span(AS_OF, AS_OF).vi == "20/11/2026"


def test_a_day_of_many_orders_is_one_purchase():
    assert bought_between([AS_OF, AS_OF, AS_OF - dt.timedelta(days=9)], AS_OF - dt.timedelta(days=9), AS_OF) == 1


def test_what_more_schemes_wait_for_is_asked_first():
    row = {"age_group": "unknown", "region": "unknown", "nps_group": "promoter", "nps": 9, "satisfaction": 5.0, "gender": "female"}
    found = asking(row, all_schemes())
    assert {each.feature for each in found[:2]} >= {"age"} and all(
        found[at].schemes or not found[at + 1].schemes for at in range(len(found) - 1)
    )
    assert "nps" not in [each.feature for each in found]
