"""Which scheme is worth using: said of scoreboards made by hand, in both languages, and the order that a home page goes by."""

from __future__ import annotations

import datetime as dt

import pytest

from regulars.errors import InputError
from regulars.insight.scoreboard import COLUMNS, JUDGED_BY, horizon_of, judged_by, notes, ordered, others, sentence, table
from regulars.models.scoreboard import Horizon, Measured, Scoreboard, Shape, Verdict
from regulars.schemes import all_schemes
from regulars.words import LANGUAGES

DAY = dt.date(2026, 11, 20)
SCHEMES = all_schemes()


def measured(value: float, spread: float = 0.05) -> Measured:
    return Measured(value, value - spread, value + spread)


def verdict(
    scheme: str, explained: float, tree: float = 0.5, *, status: str = "judged", by: str = "spend", spread: float = 0.05
) -> Verdict:
    use = measured(explained / tree, spread)
    told = (measured(explained), measured(tree), use, measured(0.4), measured(0.1), measured(0.05), measured(2.5))
    return Verdict(scheme, status, by, *(told if status == "judged" else ()), best="key_account" if scheme == "ladder" else None)


def board(*told: Verdict, origins: int = 3, sampled: int = 900, more: tuple[Horizon, ...] = ()) -> Scoreboard:
    days = tuple(DAY - dt.timedelta(days=90 * step) for step in range(origins, 0, -1))
    shapes = {each.scheme: Shape(4, "x", 0.02, 0.9) for each in told}
    return Scoreboard(DAY, 90, 900, sampled, (*more, Horizon(90, days, 800, told)), shapes)


FOUND = board(
    verdict("price", 0.02),
    verdict("ladder", 0.3),
    verdict("premium", 0.4),
    verdict("benefit", 0, status="waiting"),
    verdict("region", 0, status="no_outcome", by="place"),
    verdict("needs", 0.2, 0.25, by="category"),
)


def told(found: Scoreboard | None = FOUND, lang: str = "en") -> list[dict]:
    return table(found, horizon_of(found, None), SCHEMES, lang)


def said(found: Scoreboard | None) -> str:
    return sentence(found, horizon_of(found, None), SCHEMES).en


def test_the_most_useful_stands_first_those_not_judged_after_them_and_those_that_wait_last():
    rows = told()
    assert [row["scheme"] for row in rows] == ["needs", "premium", "ladder", "price", "region", "benefit"]
    assert all(list(row) == list(COLUMNS) for row in rows)
    assert [row["judged_by"] for row in rows][::3] == ["next category bought", "spend"]
    assert [row["judged_by"] for row in rows[4:]] == ["no where they buy next to go by", "waits for data"]
    assert (rows[2]["best"], rows[2]["lift"], rows[2]["stability"], rows[2]["class_count"]) == ("Key account", 2.5, 0.9, 4)
    assert rows[5]["usefulness"] is rows[5]["stability"] is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_is_said_in_a_language(lang):
    for row in told(lang=lang):
        assert row["name"] == next(scheme.name.of(lang) for scheme in SCHEMES if scheme.id == row["scheme"])
        assert not {"{", "}"} & set(row["judged_by"])


def test_the_sentence_names_the_most_useful_and_what_it_foretold():
    assert said(FOUND) == (
        "“Actual needs” is the most useful: it foretold 20% of the differences in next category bought over the next 90\u00a0days, "
        "80% of what the best sorting could"
    )


def test_a_scheme_as_good_as_the_tree_is_not_said_to_be_better_than_the_best():
    assert said(board(verdict("premium", 0.4, 0.35))).endswith(", no less than the best sorting could")


def test_where_the_best_may_be_worth_nothing_no_scheme_is_named():
    assert said(board(verdict("price", 0.02, spread=0.1))).startswith("On the days looked at, no scheme foretold anything for sure")


def test_a_shop_that_is_too_young_and_one_not_scored_yet_are_told_apart():
    young = Scoreboard(DAY, 90, 40, 40, (), {})
    assert said(young).startswith("There is too little history")
    assert "regulars scoreboard" in said(None)
    assert told(young) == told(None) == []
    assert notes(None, None) == notes(young, horizon_of(young, None)) == ()
    assert said(board(verdict("price", 0, status="waiting"))).startswith("There is too little history")


@pytest.mark.parametrize(
    ("origins", "begins"), [(1, "One window only"), (2, "Two windows only"), (3, "Buyers were sorted as of 23 Feb 2026")]
)
def test_fewer_than_three_windows_are_said_first(origins, begins):
    found = board(verdict("price", 0.1), origins=origins)
    assert notes(found, found.leading)[0].en.startswith(begins)
    same = "of the same 90\u00a0days" in " ".join(each.en for each in notes(found, found.leading))
    assert same == (origins == 1)


def test_a_sample_is_said_to_be_one():
    found = board(verdict("price", 0.1), sampled=500)
    assert notes(found, found.leading)[-1].en.startswith("500 of 900 customers")
    assert len(notes(FOUND, FOUND.leading)) == len(notes(found, found.leading)) - 1


def test_another_span_of_days_may_be_asked_about_and_one_that_is_not_there_is_refused():
    year = Horizon(365, (DAY - dt.timedelta(days=365),), 400, (verdict("price", 0.3),))
    found = board(verdict("price", 0.1), more=(year,))
    assert horizon_of(found, "365") is horizon_of(found, 365) is year
    assert others(found, found.leading).en == "Within 365 days: regulars scoreboard --days 365"
    assert others(FOUND, FOUND.leading) is None
    for days in (30, "thirty"):
        with pytest.raises(InputError) as caught:
            horizon_of(found, days)
        assert "365, 90" in caught.value.todo.en


def test_a_home_page_shows_those_that_lead_then_the_useful_then_those_that_wait():
    ids = [scheme.id for scheme in ordered(SCHEMES, FOUND)]
    assert ids[:6] == ["ladder", "lifecycle", "value", "needs", "premium", "price"]
    assert ids[-1] == "benefit"
    assert sorted(ids) == sorted(scheme.id for scheme in SCHEMES)
    assert [scheme.id for scheme in ordered(SCHEMES, None)] == [scheme.id for scheme in SCHEMES]


def test_every_scheme_with_an_outcome_of_its_own_is_there():
    assert set(JUDGED_BY) <= {scheme.id for scheme in SCHEMES}
    assert (judged_by("ladder"), judged_by("region"), judged_by("my_own")) == ("spend", "place", "spend")
