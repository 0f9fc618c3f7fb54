"""Movement between told days, counted by the engine and again in plain Python from what was told on each day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise
from statistics import median

import pytest

from regulars.errors import InputError, NotFound
from regulars.history import CAUSES
from regulars.insight.first_purchases import wilson
from regulars.insight.movement import by_cause
from regulars.insight.moves import UNTOLD, directions
from regulars.insight.moves_by_month import month_ends
from regulars.insight.questions import ask
from regulars.schemes import scheme_named

from ..small_shops import add, open_shop
from ..small_shops import history as orders
from .histories import Told, answer, facts_with, lives, month_days, random_lives

THREE = month_days(3)  # 31 January, 28 February, 31 March 2025
FOUR = month_days(4)
RUNGS = scheme_named("ladder").better[0]
CLASSES = {id: scheme_named(id).class_ids for id in ("ladder", "lifecycle", "value", "age_group")}
QUESTIONS = ("movement", "moves_by_month", "climbing", "staying")


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    end = dt.date(2025, 8, 31)
    with add(open_shop(tmp_path_factory.mktemp("moving")), orders({name: [(end, 50_000)] for name in "abc"})) as made:
        yield made


@pytest.fixture(scope="module")
def facts(shop):
    return shop._facts(shop._seen(dt.date(2025, 8, 31)))


@pytest.fixture
def told(shop, facts):
    """The answer to a question about a made history."""

    def asked(history: Told, question: str, **options):
        return answer(shop, facts, history, question, **options)

    return asked


def rows(found, *keys):
    return {tuple(row[key] for key in keys): row for row in found.table("en")}


# Causes


def test_the_causes_of_a_movement_add_up_to_everybody_who_changed_class(told):
    history = random_lives(3, "ladder", CLASSES["ladder"])
    found = told(history, "movement", scheme="ladder", start=history.days[0])
    moved = [row for row in found.table("en") if row["class"] and row["other_class"] and row["cause"]]
    causes = by_cause(found.table("en"), "en")
    assert sum(row["customers"] for row in causes) == sum(row["customers"] for row in moved)
    assert [row["customers"] for row in causes] == sorted((row["customers"] for row in causes), reverse=True)
    for row in causes:
        own = [each for each in moved if each["cause"] == row["cause"]]
        for way in ("up", "down"):
            assert row[way] == sum(each["customers"] for each in own if each["direction"] == way)
        assert (row["name"], row["own"]) == (CAUSES[row["cause"]].name.en, CAUSES[row["cause"]].own)


# Movement


def test_each_move_is_a_row_by_where_from_where_to_and_why_and_those_who_stayed_have_no_cause(told):
    made = lives(
        "ladder", THREE, "first_buy first_buy first_buy", "first_buy first_buy rebuy:behaviour", "key_account key_account frequent:bar"
    )
    found = rows(told(made, "movement"), "class", "other_class", "cause")
    assert {key: row["customers"] for key, row in found.items()} == {
        ("first_buy", "first_buy", None): 1,
        ("first_buy", "rebuy", "behaviour"): 1,
        ("key_account", "frequent", "bar"): 1,
    }
    assert [row["direction"] for row in found.values()] == ["down", "up", None]
    assert found["first_buy", "rebuy", "behaviour"]["cause_name"] == CAUSES["behaviour"].name.en


def test_who_came_has_no_class_before_and_who_is_gone_none_after(told):
    found = rows(told(lives("ladder", THREE, "- - rebuy:behaviour", "rebuy rebuy -:data"), "movement"), "class", "other_class", "cause")
    assert set(found) == {(None, "rebuy", "behaviour"), ("rebuy", None, "data")}
    assert found[None, "rebuy", "behaviour"]["name"] == "Not known before"
    assert found["rebuy", None, "data"]["other_name"] == "No longer on record"


def test_of_who_moved_several_times_the_last_step_is_the_cause(told):
    made = lives("ladder", THREE, "first_buy rebuy:behaviour frequent:bar")
    assert set(rows(told(made, "movement", start=THREE[0]), "class", "other_class", "cause")) == {("first_buy", "frequent", "bar")}


def test_who_left_and_was_back_by_the_later_day_stayed(told):
    made = lives("ladder", THREE, "rebuy frequent:behaviour rebuy:time")
    found = told(made, "movement", start=THREE[0])
    assert set(rows(found, "class", "other_class", "cause")) == {("rebuy", "rebuy", None)}
    assert "0 customers changed class" in found.sentence.en.replace("\u00a0", " ")


def test_who_stayed_came_or_is_gone_is_said_first_of_the_notes(told):
    found = told(
        lives("ladder", THREE[:2], "rebuy rebuy", "rebuy frequent:behaviour", "- rebuy:behaviour", "rebuy -:data", people=3), "movement"
    )
    said = found.notes[0].en.replace("\u00a0", " ")
    assert said == "Besides those who changed class, 3 customers stayed, 3 customers came on record, 3 customers went off it."


def test_a_share_is_of_the_class_on_the_earlier_day_and_not_said_of_fewer_than_twenty(told):
    paths = ["first_buy first_buy", "first_buy rebuy:behaviour", "rebuy rebuy"]
    many = rows(told(lives("ladder", THREE[:2], *paths, people=10), "movement"), "class", "other_class")
    assert many["first_buy", "rebuy"]["share"] == 0.5
    assert many["rebuy", "rebuy"]["share"] is None


def test_the_sentence_says_who_climbed_who_slipped_and_how_many_of_these_by_time_alone(told):
    paths = ["active slipping:time", "slipping active:behaviour", "active lapsed:bar"]
    found = told(lives("lifecycle", THREE[:2], *paths, people=12), "movement")
    said = found.sentence.vi.replace("\u00a0", " ")
    assert said == "Từ 31/01/2025 đến 28/02/2025, 12 khách leo bậc và 24 khách tụt bậc, trong đó 12 chỉ vì thời gian trôi."
    assert found.sentence.en.replace("\u00a0", " ") == (
        "From 31 Jan 2025 to 28 Feb 2025, 12 customers climbed, and 24 slipped, 12 of them by time alone."
    )


def test_few_moves_are_a_quiet_time(told):
    said = told(lives("lifecycle", THREE[:2], "active slipping:time", "new active:behaviour"), "movement").sentence
    assert said.vi.replace("\u00a0", " ") == (
        "Từ 31/01/2025 đến 28/02/2025 khá yên: 2 khách đổi nhóm, 0 lên và 1 xuống, chỉ vì thời gian trôi."
    )


def test_a_scheme_without_an_order_says_how_many_changed_class(told):
    found = told(lives("age_group", THREE[:2], "youth middle:time", people=25), "movement")
    assert found.sentence.en.replace("\u00a0", " ") == "From 31 Jan 2025 to 28 Feb 2025, 25 customers changed class."
    assert found.table("en")[0]["direction"] is None


def test_left_out_the_days_are_the_last_and_the_last_a_month_before_it(told):
    days = (*FOUR, FOUR[-1] + dt.timedelta(days=20))
    found = told(lives("ladder", days, "rebuy rebuy rebuy rebuy frequent:behaviour"), "movement")
    assert found.notes[1].en == "Each customer's class on 31 Mar 2025 is compared with that on 20 May 2025."
    near = (FOUR[0], FOUR[0] + dt.timedelta(days=3))
    assert "31 Jan 2025" in told(lives("ladder", near, "rebuy frequent:behaviour"), "movement").notes[1].en


def test_a_day_not_told_stands_for_the_told_day_before_it_and_the_notes_say_so(told):
    made = lives("ladder", THREE, "first_buy rebuy:behaviour frequent:behaviour")
    found = told(made, "movement", start="2025-02-10", end="2025-03-05")
    assert set(rows(found, "class", "other_class")) == {("first_buy", "rebuy")}
    notes = " ".join(note.en for note in found.notes)
    assert "not told on 10 Feb 2025; the latest told day before it, 31 Jan 2025" in notes
    assert "not told on 5 Mar 2025; the latest told day before it, 28 Feb 2025" in notes


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"start": "2024-12-31"}, "2025-01-31"),
        ({"end": "2025-01-30"}, "2025-01-31"),
        ({"start": "2025-03-31"}, "2025-02-28"),
        ({"start": "2025-03-01", "end": "2025-02-28"}, "2025-01-31"),
        ({"start": "31/01/2025"}, "2026-10-31"),
    ],
)
def test_days_that_cannot_be_compared_are_refused_with_those_that_can(told, options, said):
    with pytest.raises(InputError) as raised:
        told(lives("ladder", THREE, "rebuy rebuy rebuy"), "movement", **options)
    assert said in raised.value.todo.en


@pytest.mark.parametrize("question", QUESTIONS)
def test_with_fewer_than_two_told_days_nothing_can_be_seen_yet(facts, told, question):
    assert ask(question, facts, {}).sentence == UNTOLD
    found = told(lives("ladder", THREE[:1], "rebuy"), question)
    assert (found.sentence, len(found)) == (UNTOLD, 0)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_scheme_that_is_not_there_is_refused(facts, question):
    with pytest.raises(NotFound):
        ask(question, facts, {"scheme": "laddr"})


def test_a_class_that_the_scheme_has_no_more_is_told_by_its_id(told):
    made = lives("ladder", THREE[:2], "vip rebuy:rule", people=20)
    assert rows(told(made, "movement"), "name", "other_name")["vip", "Repeat buyer"]["share"] == 1.0
    assert "vip" in {row["name"] for row in told(made, "moves_by_month").table("en")}


def test_up_and_down_hold_through_classes_in_between():
    ways = directions(scheme_named("value"))
    assert (ways["small", "loyal"], ways["loyal", "negative"]) == ("up", "down")
    assert ("small", "negative") not in ways


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("scheme", CLASSES)
def test_movement_of_random_histories_is_that_counted_person_by_person(told, seed, scheme):
    made = random_lives(seed, scheme, CLASSES[scheme])
    since, until = (made.days[-4], made.days[-1]) if seed % 2 else (made.days[1], made.days[-2])
    expected: Counter = Counter()
    for who in made.states:
        before, after = made.class_on(who, since), made.class_on(who, until)
        if before == after and after is not None:
            expected[before, after, None] += 1
        elif before != after:
            expected[before, after, "data" if after is None else made.last_step(who, since, until)] += 1
    found = told(made, "movement", start=since, end=until)
    assert {key: row["customers"] for key, row in rows(found, "class", "other_class", "cause").items()} == expected
    started = Counter(made.class_on(who, since) for who in made.states)
    for row in found.table("en"):
        whole = started[row["class"]] if row["class"] else 0
        assert row["share"] == (row["customers"] / whole if whole >= 20 else None)


# By month


def test_months_run_from_the_last_told_day_of_one_to_that_of_the_next():
    days = [dt.date(2025, 1, 20), dt.date(2025, 1, 31), dt.date(2025, 2, 27), dt.date(2025, 3, 1), dt.date(2025, 3, 9)]
    assert month_ends(days) == (days[0], days[1], days[2], days[4])


def test_who_comes_back_to_a_class_has_returned(told):
    found = rows(told(lives("ladder", THREE, "rebuy frequent:behaviour rebuy:time"), "moves_by_month"), "until", "class")
    assert [found[day, "rebuy"]["returned"] for day in THREE[1:]] == [0, 1]
    assert (found[THREE[2], "rebuy"]["down"], found[THREE[2], "rebuy"]["entered_time"], found[THREE[2], "frequent"]["left_time"]) == (
        1,
        1,
        1,
    )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("scheme", ["ladder", "lifecycle"])
def test_months_of_random_histories_add_up_and_are_those_counted_person_by_person(told, seed, scheme):
    made = random_lives(seed, scheme, CLASSES[scheme])
    ways = directions(scheme_named(scheme))
    found = rows(told(made, "moves_by_month"), "since", "until", "class")
    periods = list(pairwise(month_ends(made.days)))
    assert set(found) == {(since, until, id) for since, until in periods for id in CLASSES[scheme]}
    for (since, until, id), row in found.items():
        pairs = [(who, made.class_on(who, since), made.class_on(who, until)) for who in made.states]
        came = [(who, before) for who, before, after in pairs if after == id != before]
        went = [(who, after) for who, before, after in pairs if before == id != after]
        assert row["start"] + row["entered"] - row["left"] == row["end"]
        assert (row["start"], row["end"]) == (sum(b == id for _, b, _ in pairs), sum(a == id for _, _, a in pairs))
        assert (row["entered"], row["left"], row["stayed"]) == (len(came), len(went), sum(b == a == id for _, b, a in pairs))
        assert row["returned"] == sum(had_been(made, who, id, until) for who, _ in came)
        assert (row["up"], row["down"]) == tuple(sum(ways.get((b, id)) == way for _, b in came) for way in ("up", "down"))
        entered = Counter(made.last_step(who, since, until) for who, _ in came)
        left = Counter("data" if after is None else made.last_step(who, since, until) for who, after in went)
        assert {cause: row[f"entered_{cause}"] for cause in CAUSES} == {cause: entered[cause] for cause in CAUSES}
        assert {cause: row[f"left_{cause}"] for cause in CAUSES} == {cause: left[cause] for cause in CAUSES}


def test_only_whole_months_are_set_against_each_other(told):
    days = (*FOUR, FOUR[-1] + dt.timedelta(days=12))
    path = "active slipping:time active:behaviour slipping:time active:behaviour"
    said = told(lives("lifecycle", days, path), "moves_by_month").sentence.en.replace("\u00a0", " ")
    assert said == "From 31 Mar 2025 to 30 Apr 2025, 0 customers climbed, and 1 slipped; the month before, 1 climbed and 0 slipped."
    short = told(lives("lifecycle", days[3:], "active slipping:time"), "moves_by_month").sentence.vi.replace("\u00a0", " ")
    assert short == "Từ 30/04/2025 đến 12/05/2025, 0 khách leo bậc và 1 khách tụt bậc."


def had_been(made: Told, who: str, id: str, until: dt.date) -> bool:
    """Whether they had an earlier stay in the class than the one in which they are on the day."""
    told = [name for name, _ in made.states[who][: made.days.index(until) + 1]]
    while told and told[-1] == id:
        told.pop()
    return id in told


# Climbing


def test_who_stood_higher_on_the_first_day_has_reached_the_step_and_is_never_in_its_time(told):
    made = lives("ladder", FOUR, "rebuy rebuy rebuy rebuy", "- first_buy:behaviour first_buy rebuy:behaviour")
    step = rows(told(made, "climbing"), "class")["first_buy",]
    assert (step["reached"], step["climbers"], step["timed"], step["median_days"]) == (2, 2, 1, (FOUR[3] - FOUR[1]).days)


def test_a_climb_from_where_one_stood_on_the_first_day_has_no_beginning_and_so_no_time(told):
    step = rows(told(lives("ladder", FOUR, "first_buy rebuy:behaviour rebuy rebuy"), "climbing"), "class")["first_buy",]
    assert (step["climbers"], step["timed"], step["median_days"]) == (1, 0, None)


def test_who_came_on_the_last_day_could_not_be_seen_to_climb(told):
    step = rows(told(lives("ladder", THREE, "- - first_buy:behaviour", "first_buy first_buy first_buy"), "climbing"), "class")["first_buy",]
    assert (step["reached"], step["climbers"]) == (1, 0)


def test_who_fell_and_climbed_again_is_not_timed_by_the_second_climb(told):
    step = rows(told(lives("ladder", FOUR, "- rebuy:behaviour first_buy:data rebuy:behaviour"), "climbing"), "class")["first_buy",]
    assert (step["climbers"], step["timed"]) == (1, 0)


def test_steps_stand_lowest_first_with_an_honest_interval(told):
    paths = ["- first_buy:behaviour first_buy first_buy", "- first_buy:behaviour rebuy:behaviour rebuy"]
    found = told(lives("ladder", FOUR, *paths, people=15), "climbing")
    assert [row["class"] for row in found.table("en")] == list(RUNGS[:-1])
    step = rows(found, "class")["first_buy",]
    assert (step["share"], (step["low"], step["high"])) == (0.5, wilson(15, 30))
    assert found.sentence.en.replace("\u00a0", " ") == CLIMB  # a median of fifteen climbs is not spoken of


CLIMB = "The hardest step: 50% of those who ever reached “First-time buyer” went on to “Repeat buyer”"


def test_a_scheme_without_an_order_has_nothing_to_climb(told):
    found = told(lives("age_group", THREE[:2], "youth middle:time"), "climbing")
    assert (len(found), found.sentence.en) == (0, "This scheme has no order.")


@pytest.mark.parametrize("seed", range(6))
def test_climbing_in_random_histories_is_that_counted_person_by_person(told, seed):
    made = random_lives(seed, "ladder", CLASSES["ladder"])
    found = rows(told(made, "climbing"), "class")
    for at, (lower, _) in enumerate(pairwise(RUNGS)):
        reached = climbed = 0
        times = []
        for told_of in made.states.values():
            ranks = [RUNGS.index(name) if name in RUNGS else -1 for name, _ in told_of]
            by, above = (first(made.days, [rank >= least for rank in ranks]) for least in (at, at + 1))
            here = first(made.days, [rank == at for rank in ranks])
            if by is None or by == made.days[-1]:
                continue
            reached += 1
            climbed += above is not None
            if above is not None and here is not None and made.days[0] < here < above:
                times.append((above - here).days)
        row = found[lower,]
        assert (row["reached"], row["climbers"], row["timed"]) == (reached, climbed, len(times))
        assert row["median_days"] == (median(times) if times else None)
        assert row["share"] == (climbed / reached if reached >= 20 else None)


def first(days, holds):
    return next((day for day, true in zip(days, holds, strict=True) if true), None)


# Staying


def test_only_stays_whose_beginning_was_seen_count_and_those_that_last_are_open(told):
    paths = ["- rebuy:behaviour frequent:behaviour frequent", "- rebuy:behaviour rebuy rebuy"]
    made = lives("ladder", FOUR, "rebuy frequent:behaviour frequent frequent", people=50)
    made.states.update({f"n{who}": state for who, state in lives("ladder", FOUR, *paths, people=15).states.items()})
    found = told(made, "staying", only="rebuy").table("en")
    gone_after, last = (FOUR[2] - FOUR[1]).days, (FOUR[3] - FOUR[1]).days
    assert [(row["days"], row["staying"], row["observed"]) for row in found] == [(0, 1.0, 30), (gone_after, 0.5, 30), (last, None, 15)]
    assert {row["half_days"] for row in found} == {gone_after}
    said = told(made, "staying", only="rebuy").sentence.en.replace("\u00a0", " ")
    assert said == f"In “Repeat buyer”, half at most are still there after {gone_after} days."


def test_who_went_off_the_record_has_not_left_the_class(told):
    made = lives("ladder", FOUR, "- rebuy:behaviour -:data -", "- rebuy:behaviour rebuy rebuy", people=20)
    shares = [row["staying"] for row in told(made, "staying").table("en")]
    assert shares == [1.0, 1.0]


def test_where_half_have_not_left_the_sentence_says_how_many_are_still_there(told):
    paths = ["- rebuy:behaviour rebuy rebuy", "- rebuy:behaviour rebuy frequent:behaviour"]
    made = lives("ladder", FOUR, paths[0], people=45)
    made.states.update({f"n{who}": state for who, state in lives("ladder", FOUR, paths[1], people=15).states.items()})
    assert told(made, "staying").sentence.en.replace("\u00a0", " ") == "In “Repeat buyer”, 75% are still there after 61 days."


def test_one_class_can_be_asked_about_and_another_word_is_refused(told):
    made = lives("ladder", FOUR, "- rebuy:behaviour frequent:behaviour frequent", people=20)
    assert {row["class"] for row in told(made, "staying", only="frequent").table("en")} == {"frequent"}
    with pytest.raises(InputError):
        told(made, "staying", only="frequently")


@pytest.mark.parametrize("seed", range(6))
def test_staying_in_random_histories_is_the_product_limit_worked_out_stay_by_stay(told, seed):
    made = random_lives(seed, "ladder", CLASSES["ladder"])
    stays = [stay for told_of in made.states.values() for stay in stays_of(made, told_of)]
    found = told(made, "staying").table("en")
    assert {row["class"] for row in found} == {id for id, _, _ in stays}
    for row in found:
        own = [(length, ended) for id, length, ended in stays if id == row["class"]]
        share = 1.0
        for day in sorted({length for length, ended in own if ended and length <= row["days"]}):
            share *= 1 - sum(length == day and ended for length, ended in own) / sum(length >= day for length, _ in own)
        watched = sum(length >= row["days"] for length, _ in own)
        assert row["observed"] == watched
        assert row["staying"] == (pytest.approx(share) if watched >= 20 else None)


def stays_of(made: Told, told_of) -> list[tuple[str, int, bool]]:
    """(class, days, whether another class followed) of each stay that began after the first told day."""
    found = []
    names = [name for name, _ in told_of]
    begun = 0
    for at in range(1, len(names) + 1):
        if at < len(names) and names[at] == names[begun]:
            continue
        if begun and names[begun] is not None:
            until = made.days[at] if at < len(names) else made.days[-1]
            found.append((names[begun], (until - made.days[begun]).days, at < len(names) and names[at] is not None))
        begun = at
    return found


def test_the_stays_of_a_scheme_are_computed_once(shop, facts):
    asked = facts_with(shop, facts, lives("ladder", THREE, "rebuy frequent:behaviour rebuy:time"))
    assert asked.stays("ladder") is asked.stays("ladder")
