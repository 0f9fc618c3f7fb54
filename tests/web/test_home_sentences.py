"""What Home says of figures: one, none and many; more, fewer and as many; in both languages."""

from __future__ import annotations

import pytest

from regulars.insight.today import NAMES
from regulars.web.pages.home import sentences
from regulars.web.pages.home.figures import Figures
from regulars.words import LANGUAGES, NBSP, Words

TOP = Words("Khách hàng chủ chốt", "Key account")
MOVED = Words("74 leo bậc", "74 climbed")
BASE = {"days": 7, "climbed": 74, "climbed_to_top": 8, "began_leaving": 71, "top_began_leaving": 3, "top_began_leaving_spend": 48_000_000}


class Named:
    """What the sentences ask of an edition: its currency, and the ids of the ladder."""

    currency = "VND"
    better = (("first_buy", "key_account"),)

    def scheme(self, _: str) -> Named:
        return self


def figures(before: dict[str, float] | None = None, **values: float | None) -> Figures:
    """The figures of a day: not known but for what is given."""
    known, was = BASE | values, before or {}
    rows = [
        {"figure": id, "name": name.vi, "unit": unit, "rising": rising, "value": known.get(id), "before": was.get(id)}
        for id, (unit, rising, name) in NAMES.items()
    ]
    return Figures(MOVED, tuple(rows), TOP)


def said(found: Figures, lang: str) -> list[str]:
    """The sentences under the headline, without their doors."""
    spoken = []
    for words, values in sentences.lead(found, Named()):
        plain = {name: value[0] if isinstance(value, tuple) else value for name, value in values.items()}
        spoken.append(words.filled(**plain).of(lang).replace(NBSP, " "))
    return spoken


def headline(found: Figures, lang: str) -> str:
    return sentences.headline(found, "VND").of(lang).replace(NBSP, " ")


def test_the_headline_is_who_moved():
    assert headline(figures(), "vi") == "74 leo bậc"


@pytest.mark.parametrize(("climbed", "english"), [(0, "nobody"), (1, "1 customer"), (7, "7 customers")])
def test_few_moves_make_a_quiet_week(climbed, english):
    found = figures(climbed=climbed, began_leaving=0, top_began_leaving=0)
    assert headline(found, "en") == f"A quiet week: {english} changed class, no key account left."
    assert headline(found, "vi").startswith(f"Một tuần yên: {f'{climbed} khách' if climbed else 'không khách nào'} đổi bậc")


@pytest.mark.parametrize(
    "more", [{"top_began_leaving": 1}, {"days": 20}, {"climbed": 8}], ids=["a key account left", "no week", "many moved"]
)
def test_it_is_no_quiet_week(more):
    assert headline(figures(**{"climbed": 2, "began_leaving": 0, "top_began_leaving": 0} | more), "vi") == "74 leo bậc"


def test_before_anything_can_be_compared_the_headline_is_what_there_is():
    found = figures(days=None, buying=1, revenue=1_200_000)
    assert headline(found, "en") == "The shop has 1 customer buying now; the last 7 days brought 1.2 million ₫."
    assert headline(figures(days=None), "en") == "74 climbed"


@pytest.mark.parametrize(
    ("before", "vi", "en"),
    [
        (
            68,
            "Số khách leo bậc nhiều hơn kỳ trước 6 khách; trong đó 8 khách trở thành",
            "6 customers more climbed than before, and 8 customers reached",
        ),
        (
            75,
            "Số khách leo bậc ít hơn kỳ trước 1 khách; trong đó 8 khách trở thành",
            "1 customer fewer climbed than before; 8 customers reached",
        ),
        (74, "Số khách leo bậc bằng kỳ trước; trong đó 8 khách trở thành", "As many climbed as before; 8 customers reached"),
    ],
    ids=["more", "fewer", "as many"],
)
def test_climbs_are_compared_with_as_many_days_before(before, vi, en):
    found = figures({"climbed": before})
    assert said(found, "vi")[0] == f"{vi} Khách hàng chủ chốt." and said(found, "en")[0] == f"{en} Key account."


def test_nobody_and_one_are_said_as_such():
    found = figures(climbed=1, climbed_to_top=0, top_began_leaving=1, top_began_leaving_spend=900_000, due=1, due_spend=65_000)
    assert said(found, "en") == [
        "1 customer climbed; nobody reached Key account.",
        "Of those who began to leave, 1 customer had reached Key account; in the past year they spent 900 thousand ₫.",
        "1 regular is due within 7 days and usually brings about 65 thousand ₫.",
    ]
    assert said(found, "vi")[0] == "1 khách leo bậc; trong đó không khách nào trở thành Khách hàng chủ chốt."


def test_no_key_account_left():
    assert said(figures(top_began_leaving=0), "vi")[1] == "Không khách hàng chủ chốt nào bắt đầu rời."
    assert said(figures(top_began_leaving=0), "en")[1] == "No Key account customer began to leave."


def test_nothing_is_said_of_what_is_not_known():
    assert said(figures(days=None, climbed=None, began_leaving=None), "vi") == []


def todo(found: Figures, lang: str) -> list[tuple[str, str]]:
    return [tuple(row[part].of(lang).replace(NBSP, " ") for part in ("what", "worth")) for row in sentences.todos(found, Named())]


def test_what_to_do_comes_by_the_money_at_stake():
    slipping = {"top_slipping": 7, "top_slipping_spend": 74_400_000, "top_silent_from": 45, "top_silent_to": 88}
    found = figures(**slipping, due=78, due_spend=90_000_000, due_zalo=38, complaints=15, complaints_top=5)
    assert todo(found, "en") == [
        ("Write to the 78 who are due", "90 million ₫ expected · 38 agreed to Zalo"),
        ("Call the 7 Key account customers who are slipping", "74.4 million ₫ last year · silent 45–88 days"),
        ("Resolve the open complaints of 15 customers", "of them at Key account: 5"),
    ]


def test_one_to_call_one_to_write_to_one_to_answer():
    slipping = {"top_slipping": 1, "top_slipping_spend": 9_000_000, "top_silent_from": 45, "top_silent_to": 45}
    found = figures(**slipping, due=1, due_spend=65_000, due_zalo=0, complaints=1, complaints_top=0)
    assert [what for what, _ in todo(found, "en")] == [
        "Call the Key account customer who is slipping",
        "Write to the customer who is due",
        "Resolve the open complaints of 1 customer",
    ]
    assert todo(found, "vi")[0] == ("Gọi 1 khách hàng chủ chốt đang rời", "9 triệu ₫ năm qua · đã im 45 ngày")


def test_nothing_is_urgent():
    assert sentences.todos(figures(), Named()) == []


def metric(found: Figures, place: int, lang: str, currency: str = "VND") -> dict[str, object]:
    told = sentences.metrics(found, currency)[place]
    return {name: value.of(lang).replace(NBSP, " ") if isinstance(value, Words) else value for name, value in told.items()}


def test_a_number_is_compared_with_the_week_before():
    told = metric(figures({"revenue": 100_000_000}, revenue=113_000_000), 0, "vi")
    assert (told["figure"], told["unit"], told["change"], told["before"]) == ("113", "triệu ₫", "13,0 %", "tuần trước 100 triệu")
    assert (told["direction"], told["tone"]) == ("up", "good")


def test_more_at_risk_is_no_good_news():
    told = metric(figures({"at_risk": 50_000_000}, at_risk=55_000_000), 3, "vi")
    assert (told["direction"], told["tone"]) == ("up", "bad")


def test_a_day_further_back_than_a_week_is_named_by_its_days():
    assert metric(figures({"buying": 1_037}, buying=1_038, days=20), 1, "en")["before"] == "20 days ago 1,037"
    assert metric(figures({"buying": 1_037}, buying=1_038, days=20), 1, "en")["change"] == "1 customer"


def test_shares_are_compared_in_points_and_dollars_are_written_as_such():
    assert metric(figures({"repeat_share": 0.936}, repeat_share=0.925), 2, "vi")["change"] == "1,1 điểm"
    told = metric(figures({"revenue": 54_825}, revenue=40_446), 0, "en", "USD")
    assert (told["figure"], told["before"]) == ("$404", "last week $548")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_without_a_week_before_is_not_compared(lang):
    told = metric(figures(revenue=113_000_000), 0, lang)
    assert "before" not in told and "change" not in told and metric(figures(), 0, lang)["figure"] == "–"


def test_where_nobody_was_asked_about_zalo_nothing_is_said_of_it():
    assert todo(figures(due=4, due_spend=165_000), "vi") == [("Nhắn 4 khách đến kỳ mua", "165 nghìn ₫ dự kiến")]
