"""What customers answered, complained of, wrote and agreed to, on one shop made by hand; and the classes that come of it."""

from __future__ import annotations

import pytest

from tests.reference import Facts, Reference
from tests.small_shops import DAY, add, open_shop, people, row

from .heard_shop import TODAY, allowed, at, bought, brought, did, said, wrote

ASKED = ("newer", "older", "worse", "odd", "rated", "told", "known", "plain")
FELT = ("complains", "calm", "reads", "beside", "agrees", "up", "even", "down", "hurt", "sour", "still")
EARLIER, BEFORE = TODAY - 5 * DAY, TODAY - 190 * DAY


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    facts = bought(**dict.fromkeys((*ASKED, *FELT), (30, "p")), host=(19, "p"), guest=(5, "p"), regular=(200, "p"))
    for tell in (_answers, _complaints, _texts, _consents, _referrals, _knowledge, _classes):
        tell(facts)
    with open_shop(tmp_path_factory.mktemp("feeling")) as opened:
        yield add(opened, facts)


@pytest.fixture(scope="module")
def found(shop):
    profiles = {day: people(shop, day) for day in (TODAY, EARLIER, BEFORE)}
    return lambda who, *names, day=TODAY: tuple(profiles[day][who][name] for name in names)


def _answers(facts: Facts) -> None:
    for ago, score in ((400, 2.0), (364, 10.0), (365, 0.0)):
        said(facts, "newer", "nps", ago, score)
    said(facts, "older", "nps", 365, 9.0)
    for ago, score in ((9, 10.0), (1, 6.0)):
        said(facts, "worse", "nps", ago, score)
    said(facts, "odd", "nps", 3, 8.5)
    said(facts, "odd", "nps", 2, 11.0)
    said(facts, "odd", "satisfaction", 2, 0.0)
    said(facts, "odd", "decision", 2, text="maybe")
    said(facts, "odd", "need", 2, text="  ")
    said(facts, "rated", "satisfaction", 9, 5.0)
    wrote(facts, "rated", "review", 8, rating=2.0)
    said(facts, "told", "decision", 179, text=" Researcher ")
    said(facts, "told", "need", 180, text="quà")


def test_the_latest_answer_of_365_days_counts(found):
    assert [found(who, "nps") for who in ("newer", "older", "worse")] == [(10,), (None,), (6,)]
    assert found("worse", "nps", day=EARLIER) == (10,)


def test_an_answer_off_the_scale_is_no_answer(found):
    assert found("odd", "nps", "satisfaction", "stated_decision", "stated_need") == (8, None, None, None)


def test_satisfaction_is_the_latest_of_answers_and_ratings(found):
    assert found("rated", "satisfaction") == (2.0,)


def test_their_own_word_counts_for_180_days(found):
    assert found("told", "stated_decision", "stated_need") == ("researcher", None)


def _complaints(facts: Facts) -> None:
    wrote(facts, "complains", "complaint", 20, status="resolved", resolved_at=at(4))
    wrote(facts, "complains", "complaint", 30, status="open")
    wrote(facts, "complains", "complaint", 40, status="resolved")
    wrote(facts, "complains", "complaint", 180)


def test_a_complaint_is_open_until_it_was_resolved(found):
    names = ("open_complaints", "complaints_180d")
    assert found("complains", *names) == (1, 3)
    assert found("complains", *names, day=EARLIER) == (3, 4)
    assert found("calm", *names) == (0, 0)


def test_what_the_shop_had_not_begun_to_record_is_not_known(found):
    names = ("open_complaints", "reviews_365d", "messages_30d", "referrals_365d", "nps", "email_allowed")
    assert found("regular", *names) == (0, 0, 0, 0, None, None)
    assert found("regular", *names, day=BEFORE) == (None,) * 6


def _texts(facts: Facts) -> None:
    wrote(facts, "reads", "review", 3, rating=5.0, text="quá tệ")
    wrote(facts, "reads", "message", 3, text="không tốt")
    wrote(facts, "reads", "marketing", 3, text="Ưu đãi tuyệt vời")
    wrote(facts, "reads", "complaint", 3)
    said(facts, "beside", "nps", 3, 3.0, text="giao chậm")


def test_what_they_wrote_is_read_and_a_rating_goes_before_the_words(found):
    assert [found(who, "sentiment_180d") for who in ("reads", "beside", "calm")] == [(0.0,), (-1.0,), (None,)]
    assert found("reads", "messages_30d", "reviews_365d") == (1, 1)


def _consents(facts: Facts) -> None:
    allowed(facts, "agrees", "email", 9, granted=True)
    allowed(facts, "agrees", "email", 3, granted=False)
    allowed(facts, "agrees", "zalo", 9, granted=False)
    allowed(facts, "agrees", "zalo", 3, granted=True, purpose="marketing")
    allowed(facts, "agrees", "sms", 3, granted=True, purpose="service")


def test_the_latest_consent_on_marketing_holds_for_each_channel(found):
    names = ("email_allowed", "zalo_allowed", "sms_allowed", "ads_allowed")
    assert found("agrees", *names) == (False, True, None, None)
    assert found("agrees", *names, day=EARLIER) == (True, False, None, None)


def _referrals(facts: Facts) -> None:
    brought(facts, "host", "guest", 5)  # who bought on that day
    brought(facts, "host", "regular", 5)  # who had bought before
    brought(facts, "host", "host", 25)


def test_a_new_buyer_is_one_whose_first_purchase_does_not_come_before_the_referral(found):
    assert found("host", "referrals_365d") == (1,)
    assert found("guest", "referrals_365d") == (0,)


def test_a_referral_or_a_consent_without_a_date_is_older_than_all_others(tmp_path):
    facts = bought(host=(300, "p"), guest=(5, "p"))
    facts.referrals.append(row("referrals", referrer_id="host", referred_id="guest"))
    facts.consents += [row("consents", customer_id="host", channel=channel, granted=True) for channel in ("email", "ads")]
    allowed(facts, "host", "ads", 9, granted=False)
    names = ("referrals_365d", "email_allowed", "ads_allowed")
    expected = {TODAY: (1, True, False), BEFORE: (0, True, True)}
    assert {day: tuple(Reference(facts, day).rows["host"][name] for name in names) for day in expected} == expected
    with open_shop(tmp_path) as opened:
        add(opened, facts)
        assert {day: tuple(people(opened, day)["host"][name] for name in names) for day in expected} == expected


def _knowledge(facts: Facts) -> None:
    said(facts, "known", "nps", 3, 8.0)
    allowed(facts, "known", "email", 9, granted=False)
    did(facts, "known", "view", 1)


def test_visits_answers_and_consent_are_things_known(found):
    assert found("known", "known_fields")[0] == found("plain", "known_fields")[0] + 3


def _classes(facts: Facts) -> None:
    for who, score in (("up", 9.0), ("even", 7.0), ("down", 6.0)):
        said(facts, who, "nps", 9, score)
    wrote(facts, "down", "complaint", 9, status="resolved")
    wrote(facts, "hurt", "complaint", 9)
    wrote(facts, "sour", "review", 9, rating=2.0)


def test_answers_and_complaints_become_classes(shop):
    classes = {row["customer_id"]: row for row in shop.classify(TODAY)}
    groups = {who: classes[who]["nps_group"] for who in ("up", "even", "down", "still")}
    assert groups == {"up": "promoter", "even": "passive", "down": "detractor", "still": "unknown"}
    influence = {who: classes[who]["influence"] for who in ("up", "down", "sour", "host", "still")}
    assert influence == {"up": "promoter", "down": "critic", "sour": "critic", "host": "advocate", "still": "silent"}
    value = {who: classes[who]["value"] for who in ("up", "down", "hurt", "sour")}
    assert value == {"up": "potential", "down": "negative", "hurt": "negative", "sour": "negative"}


@pytest.mark.parametrize(
    ("who", "scheme", "vi", "en"),
    [
        ("hurt", "value", "còn 1 khiếu nại chưa giải quyết (từ 1 trở lên)", "1 open complaint (1 or more)"),
        ("sour", "value", "lời khách viết có thái độ −0,5 trên thang −1 đến 1 (nhiều nhất −0,3)", "a tone of −0.5 on a scale of −1 to 1"),
        ("down", "nps_group", "chấm sẵn lòng giới thiệu 6/10", "willingness to recommend 6 of 10"),
        ("host", "influence", "đã giới thiệu 1 khách mới trong 365 ngày", "1 new buyer brought in 365 days"),
        ("still", "influence", "không viết đánh giá nào trong 365 ngày, ", "no public review in 365 days, "),
    ],
)
def test_the_reason_is_said_with_their_own_numbers(shop, who, scheme, vi, en):
    why = shop.because(who, scheme, TODAY)
    assert vi in why.sentence("vi")
    assert en in why.sentence("en")
