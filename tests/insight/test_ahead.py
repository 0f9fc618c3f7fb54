"""What would bring a customer up, and when they slip: checked by doing it, on a real engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

import pytest

from regulars import c, everyone
from regulars.insight.ahead import Ahead
from regulars.insight.because import Because, because
from regulars.insight.deeds import Deed, asked_about, step, ways
from regulars.insight.slipping import horizon, is_worse
from regulars.insight.trials import Row, Today, Trial, Tried, Try
from regulars.scheme import Class, Scheme
from regulars.schemes import all_schemes
from regulars.words import Words

from .doing import AS_OF, DAY, Done, lively_shop, make

SCHEMES = {scheme.id: scheme for scheme in all_schemes()}
ORDERED = [scheme.id for scheme in SCHEMES.values() if scheme.better]
LEAST = step("VND")
NOTHING = Words("", "")


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    made = make(tmp_path_factory.mktemp("ahead"), lively_shop())
    with made.shop, made.elsewhere:
        yield made


@pytest.fixture(scope="module")
def aheads(done) -> dict[str, Ahead]:
    """Of some customers of every sort."""
    some = sorted(done.rows)[1::12]
    return {who: Ahead(who, done.today(who), done) for who in some}


def why(done: Done, ahead: Ahead, who: str, scheme: str) -> Because:
    named = {"customer_id": who, "name": None, "as_of": done.as_of, "currency": done.currency}
    return because(done.rows[who], done.schemes[scheme], **named, classes=done.schemes, bars=done.bars, ahead=ahead)


@pytest.fixture(scope="module")
def told(done, aheads) -> list[Because]:
    return [why(done, ahead, who, scheme) for who, ahead in aheads.items() for scheme in ORDERED]


def climbs(told: list[Because]) -> list[Because]:
    return [one for one in told if one.next_up and one.next_up.deed != Deed()]


def test_the_deed_that_is_told_really_brings_them_up(done, told):
    up = climbs(told)
    assert len(up) >= 8 and {one.scheme.id for one in up} >= {"ladder", "value", "premium", "frequency"}
    soon = [one for one in up if one.next_up.deed.purchases < 3]
    rows = done.really((one.customer_id, one.next_up.deed.trial(one.next_up.deed.first_day(AS_OF), LEAST)) for one in soon)
    for one, row in zip(soon, rows, strict=True):
        assert row[one.scheme.id] == one.next_up.into
        assert one.next_up.into in one.scheme.above(one.class_id)


def test_a_little_less_money_or_one_part_less_would_not_do(done, told):
    tried = []
    for one in climbs(told)[::2]:
        deed = one.next_up.deed
        less = [Deed(deed.purchases, deed.amount, False, deed.answers)] if deed.resolved else []
        less += [Deed(deed.purchases, deed.amount, deed.resolved)] if deed.answers else []
        less += [Deed(deed.purchases, deed.amount - LEAST, deed.resolved, deed.answers)] if deed.amount and deed.amount > LEAST else []
        less += [Deed(deed.purchases - 1, deed.amount, deed.resolved, deed.answers)] if deed.purchases else []
        tried += [(one, each.trial(each.first_day(AS_OF), LEAST)) for each in less]
    rows = done.together((one.customer_id, trial) for one, trial in tried)
    assert not [row for (one, _), row in zip(tried, rows, strict=True) if row[one.scheme.id] in one.scheme.above(one.class_id)]


def test_until_the_last_day_it_works_and_on_the_next_it_does_not(done, told):
    assert [one for one in climbs(told) if one.next_up.by]
    tried = []
    for one in climbs(told):
        deed, by = one.next_up.deed, one.next_up.by
        last = by or AS_OF + done.bars.window * DAY
        days = [deed.first_day(AS_OF) + n * DAY for n in range((last - deed.first_day(AS_OF)).days + 1)]
        tried += [(one, deed.trial(day, LEAST), True) for day in days]
        tried += [(one, deed.trial(by + DAY, LEAST), False)] if by else []
    rows = done.together((one.customer_id, trial) for one, trial, _ in tried)
    for (one, trial, works), row in zip(tried, rows, strict=True):
        assert (row[one.scheme.id] == one.next_up.into) == works, (one.customer_id, one.scheme.id, trial.day)


def test_the_last_day_is_that_of_the_calendar_too(done, told):
    one = next(one for one in climbs(told) if one.next_up.by)
    trials = [(one.customer_id, one.next_up.deed.trial(day, LEAST)) for day in (one.next_up.by, one.next_up.by + DAY)]
    assert [row[one.scheme.id] == one.next_up.into for row in done.really(trials)] == [True, False]


def test_purchases_may_as_well_be_spread_over_the_days_until_then(done, told):
    many = [one for one in climbs(told) if one.next_up.deed.purchases > 1]
    spread = []
    for one in many:
        deed = one.next_up.deed
        last = one.next_up.by or AS_OF + done.bars.window * DAY
        apart = ((last - AS_OF).days - 1) // (deed.purchases - 1)
        days = [last - n * apart * DAY for n in reversed(range(deed.purchases))]
        spread.append(Trial(last, tuple((day, deed.amount or LEAST) for day in days), deed.resolved, deed.answers))
    rows = done.together((one.customer_id, trial) for one, trial in zip(many, spread, strict=True))
    assert [row[one.scheme.id] for one, row in zip(many, rows, strict=True)] == [one.next_up.into for one in many]


def test_on_the_day_of_the_slip_and_not_before_the_class_is_worse(done, told):
    slipping = [one for one in told if one.slips]
    assert len(slipping) >= 8
    tried = [(one, AS_OF + n * DAY) for one in slipping[::3] for n in range(1, (one.slips.on - AS_OF).days + 1)]
    rows = done.together((one.customer_id, Trial(day)) for one, day in tried)
    for (one, day), row in zip(tried, rows, strict=True):
        assert is_worse(one.scheme, row[one.scheme.id], one.class_id) == (day == one.slips.on)
        assert day < one.slips.on or row[one.scheme.id] == one.slips.into


def test_who_does_not_slip_keeps_their_class_or_a_better_one(done, told):
    one = next(one for one in told if one.slips is None and one.class_id != "none")
    days = [AS_OF + n * DAY for n in range(1, horizon(done.bars.window) + 1)]
    assert not any(
        is_worse(one.scheme, str(row[one.scheme.id]), one.class_id) for row in done(one.customer_id, [Trial(day) for day in days])
    )


def test_few_calls_try_many_things(done):
    calls = []

    def counted(who, trials):
        calls.append(len(trials))
        return done(who, trials)

    who = next(who for who, row in done.rows.items() if row["ladder"] == "rebuy" and row["value"] == "potential")
    ahead = Ahead(who, done.today(who), counted)
    assert calls == []
    for scheme in ORDERED:
        assert ahead.next_up(scheme) == ahead.next_up(scheme)
    assert len(calls) <= 5 * len(ORDERED) and sum(calls) < 4_000
    before = len(calls)
    assert before <= 8, "schemes try together"
    assert [ahead.slips(scheme) for scheme in SCHEMES] and len(calls) == before


def test_what_is_told_is_whole_in_both_languages(told):
    for one in told:
        data = {lang: one.to_data(lang) for lang in ("vi", "en")}
        for lang, each in data.items():
            for part in filter(None, (each["next_up"], each["slips"])):
                assert part["sentence"].endswith(".") and not part["sentence"][0].islower()
                assert not any(wrong in part["sentence"] for wrong in ("None", "{", "}", "  ", "..", ",,", ", ,"))
            if each["next_up"]:
                assert each["next_up"].keys() == {"into", "deeds", "purchases", "amount", "total", "by", "sentence"}
                assert all(deed["words"] for deed in each["next_up"]["deeds"]), lang
        assert (data["vi"]["slips"] or {}).get("on") == (data["en"]["slips"] or {}).get("on")


def test_two_purchases_of_an_amount_are_told_as_the_shop_speaks():
    from regulars.insight.deeds_said import joined, parts
    from regulars.insight.next_up import UP_BEFORE

    said = parts(Deed(2, 387_000), "VND", buyer=True, full_price=False)
    filled = {"deed": joined(said), "name": SCHEMES["ladder"].class_named("key_account").name, "day": Words("05/12/2026", "5 Dec 2026")}
    sentence = UP_BEFORE.filled(**filled)
    assert sentence.vi == "Mua thêm 2 lần, khoảng 387.000\u00a0₫ mỗi lần, trước 05/12/2026: thành Khách hàng chủ chốt."
    assert sentence.en == "2 more purchases of about 387,000\u00a0₫ before 5 Dec 2026 would make them Key account."


def test_a_complaint_comes_before_a_question_and_both_before_money():
    costs = [Deed(1), Deed(2, 1_000, resolved=True), Deed(1, 3_000), Deed(answers=(("nps", 7.0),)), Deed(1, 2_000), Deed(resolved=True)]
    assert [costs.index(deed) for deed in sorted(costs, key=lambda deed: deed.cost(40_000))] == [5, 3, 4, 1, 2, 0]


def test_only_what_the_rules_can_see_is_tried(done):
    value, ladder = (asked_about(done.schemes[id], done.schemes) for id in ("value", "ladder"))
    unhappy = {"open_complaints": 1, "nps": 3}
    assert ways(value, unhappy) == [
        Deed(),
        Deed(resolved=True),
        Deed(answers=(("nps", 7.0),)),
        Deed(resolved=True, answers=(("nps", 7.0),)),
    ]
    assert Deed(resolved=True) not in ways(value, {"open_complaints": 0})
    assert ways(ladder, unhappy) == [Deed()]
    assert {leaf.feature for leaf in value} >= {"lifecycle", "return_chance"}, "what other schemes ask is asked, too"


@pytest.mark.parametrize(
    ("scheme", "own", "says"),
    [
        ("ladder", "key_account", "Already at the top."),
        ("nps_group", "unknown", "Not judged: not asked, or no answer in 365 days."),
        ("age_group", "unknown", "Not judged: "),
        ("price", "full_price", "This scheme has no order of better and worse."),
        ("frequency", "none", None),
        ("value", "former", None),
    ],
)
def test_where_there_is_no_way_up_it_is_said_why(scheme, own, says):
    def never(who, trials):
        raise AssertionError("nothing is to be tried")

    row = dict.fromkeys(SCHEMES) | {"purchases": 3, "promo_order_share": 0.1, scheme: own}
    up = Ahead("c", Today(AS_OF, row, 90, "VND", SCHEMES), never).next_up(scheme)
    assert up is None if says is None else up.sentence.en.startswith(says[:12]) and up.into is None


def test_going_down_means_into_a_lower_class_or_out_of_the_order():
    value, lifecycle, nps = SCHEMES["value"], SCHEMES["lifecycle"], SCHEMES["nps_group"]
    assert is_worse(value, "potential", "loyal") and not is_worse(value, "loyal", "potential")
    assert is_worse(value, "negative", "potential"), "no chain compares them; the one shown first is the worse"
    assert not is_worse(value, "potential", "negative"), "a complaint that grows old is no slip"
    assert is_worse(value, "former", "small") and not is_worse(value, "small", "small")
    assert is_worse(lifecycle, "slipping", "new") and not is_worse(lifecycle, "active", "new")
    assert is_worse(nps, "unknown", "promoter"), "where no order is declared every change is told"


def own_scheme(rule) -> Scheme:
    better = Class("near", Words("Gần", "Near"), rule, NOTHING, NOTHING, "fresh")
    rest = Class("far", Words("Xa", "Far"), everyone, NOTHING, NOTHING, "slight")
    return Scheme("own", Words("Của tiệm", "Own"), NOTHING, (better, rest), (("far", "near"),))


def ask(done: Done, who: str, scheme: Scheme):
    """What brings them up in a scheme of the shop's own."""
    row = {**done.rows[who], "own": scheme.class_of(done.rows[who])}
    today = Today(AS_OF, row, done.bars.window, "VND", {**done.schemes, "own": scheme})
    return Ahead(who, today, lambda who, trials: [{**row, "own": scheme.class_of(row)} for row in done(who, trials)]).next_up("own")


def test_a_field_of_the_record_that_is_not_known_is_asked_for(done):
    who = next(who for who, row in done.rows.items() if row["purchases"] > 1)
    up = ask(done, who, own_scheme(c.known_fields >= done.rows[who]["known_fields"] + 2))
    assert len(up.deed.known) == 2 and up.deed.purchases == 0
    assert up.sentence.en == "Their phone number known and their name known would make them Near."


def test_an_answer_is_asked_for_where_the_order_asks_for_it(done):
    who = next(who for who, row in done.rows.items() if row["purchases"] > 1)
    assert ask(done, who, own_scheme(c.stated_decision == "immediate")).deed == Deed(answers=(("decision", "immediate"),))
    assert ask(done, who, own_scheme(c.satisfaction >= 4)).deed == Deed(answers=(("satisfaction", 4.0),))


def test_what_time_alone_will_do_is_no_deed(done):
    who = next(who for who, row in done.rows.items() if row["purchases"] > 1)
    last = done.rows[who]["days_since_last"]
    up = ask(done, who, own_scheme(c.days_since_last >= last + 1))
    assert (up.into, up.deed, up.by) == ("near", Deed(), None)
    assert up.sentence.vi == f"Không cần làm gì, ngày {AS_OF + DAY:%d/%m/%Y} thành Gần."


def test_what_is_out_of_reach_is_said_to_be(done):
    who = next(who for who, row in done.rows.items() if row["purchases"] > 1)
    up = ask(done, who, own_scheme(c.purchases >= done.rows[who]["purchases"] + 7))
    assert up.into is None and "6 purchases" in up.sentence.en


def test_money_is_asked_for_up_to_the_next_readable_amount(done):
    who = next(who for who, row in done.rows.items() if row["purchases"] > 1)
    spent = done.rows[who]["spend"]
    up = ask(done, who, own_scheme(c.spend >= spent + 387_250))
    assert (up.deed.purchases, up.deed.amount) == (1, 388_000)
    both = ask(done, who, own_scheme((c.spend >= spent + 387_250) & (c.purchases >= done.rows[who]["purchases"] + 2)))
    assert (both.deed.purchases, both.deed.amount, both.deed.total) == (2, 194_000, 388_000)


def test_a_day_later_is_the_same_past_a_day_earlier(done):
    """What the evaluator of these tests stands on."""
    day = AS_OF + 130 * DAY
    trial = Trial(day, ((day - 9 * DAY, 250_000), (day, 90_000)), resolved=True)
    asked = [(who, trial) for who in sorted(done.rows)[1:40:6]]
    for earlier, row in zip(done.together(asked), done.really(asked), strict=True):
        assert {id: earlier[id] for id in ORDERED} == {id: row[id] for id in ORDERED}


@pytest.fixture(scope="module")
def big_shop(tmp_path_factory):
    made = make(tmp_path_factory.mktemp("big"), lively_shop(seed=9, customers=200))
    with made.shop, made.elsewhere:
        yield made


@pytest.mark.many
@pytest.mark.slow
def test_of_some_customers_each_told_deed_done_in_the_shop_brings_the_class_foretold(big_shop):
    told = [big_shop.shop.because(who, scheme, AS_OF) for who in list(big_shop.rows)[::17] for scheme in ORDERED]
    up = climbs(told)
    assert len(up) >= 8
    rows = big_shop.really((one.customer_id, one.next_up.deed.trial(one.next_up.deed.first_day(AS_OF), LEAST)) for one in up)
    assert [row[one.scheme.id] for one, row in zip(up, rows, strict=True)] == [one.next_up.into for one in up]


@pytest.mark.slow
@pytest.mark.many
def test_of_hundreds_of_customers_each_told_deed_done_in_the_shop_brings_the_class_foretold(big_shop):
    """By the shop's own answer: what it tells is done to the data, and everybody is classified anew by the same bars."""
    told = [big_shop.shop.because(who, scheme, AS_OF) for who in big_shop.rows for scheme in ORDERED]
    up = climbs(told)
    assert len(up) >= 200
    rows = big_shop.really((one.customer_id, one.next_up.deed.trial(one.next_up.deed.first_day(AS_OF), LEAST)) for one in up)
    wrong = [
        (one.customer_id, one.scheme.id, one.next_up) for one, row in zip(up, rows, strict=True) if row[one.scheme.id] != one.next_up.into
    ]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.many
def test_of_hundreds_of_customers_each_slips_on_the_day_told(big_shop):
    slipping = [one for who in list(big_shop.rows)[::3] for scheme in SCHEMES if (one := big_shop.shop.because(who, scheme, AS_OF)).slips]
    assert len(slipping) >= 100
    days: dict[dt.date, list[Because]] = {}
    for one in slipping:
        days.setdefault(one.slips.on, []).append(one)
    for on in sorted(days, key=lambda day: -len(days[day]))[:12]:
        rows = big_shop.really((one.customer_id, Trial(on)) for one in days[on])
        assert [row[one.scheme.id] for one, row in zip(days[on], rows, strict=True)] == [one.slips.into for one in days[on]]


def test_searches_that_wait_for_trials_are_tried_in_one_call():
    calls: list[list[Trial]] = []

    def evaluate(_: str, trials: Sequence[Trial]) -> list[Row]:
        calls.append(list(trials))
        return [{"day": trial.day} for trial in trials]

    def search(first: int, tried: Try) -> list[object]:
        (one,) = tried([Trial(AS_OF + first * DAY)])
        (two,) = tried([Trial(AS_OF + (first + 1) * DAY)])
        return [one["day"], two["day"]]

    found = Tried("KH01", evaluate).together([partial(search, n) for n in (1, 2, 4)])
    assert found == [[AS_OF + n * DAY, AS_OF + (n + 1) * DAY] for n in (1, 2, 4)]
    assert [len(call) for call in calls] == [3, 2]
