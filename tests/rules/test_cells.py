"""What the study of cells says equals what trying every customer says."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.rules import And, Compare, Missing, Not, OneOf, Or, c, everyone, matches, study
from regulars.rules.cells import cells, connected
from regulars.vocabulary import FEATURES

SCORE = replace(FEATURES["nps"], name="score", minimum=1, maximum=4)
SHARE = replace(FEATURES["return_chance"], name="share", nullable=True)
FLAG = replace(FEATURES["is_frequent"], name="flag", nullable=False)
KIND = replace(FEATURES["gender"], name="kind", values=("x", "y", "z"), labels=(FLAG.words,) * 3)
WORD = replace(FEATURES["province"], name="word", nullable=False)
FEW = {feature.name: feature for feature in (SCORE, SHARE, FLAG, KIND, WORD)}
EVERY = {
    "score": [1, 2, 3, 4, None],
    "share": [0.0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 1.0, None],
    "flag": [True, False],
    "kind": ["x", "y", "z", None],
    "word": ["a", "b", "other"],
}

_ops = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
_equal = st.sampled_from(["=", "!="])
_leaf = st.one_of(
    st.builds(Compare, st.just("score"), _ops, st.sampled_from([0, 1, 2, 3, 4, 2.5, 9])),
    st.builds(Compare, st.just("share"), _ops, st.sampled_from([0, 0.25, 0.5, 0.75, 1])),
    st.builds(Compare, st.just("flag"), _equal, st.booleans()),
    st.builds(Compare, st.just("kind"), _equal, st.sampled_from("xyz")),
    st.builds(OneOf, st.just("word"), st.lists(st.sampled_from("ab"), min_size=1).map(tuple)),
    st.builds(Missing, st.sampled_from(["score", "share", "kind"])),
)
_pair = st.tuples(_leaf, _leaf)
_rules = st.one_of(_leaf, st.builds(And, _pair), st.builds(Or, _pair), st.builds(Not, _leaf), st.builds(Not, st.builds(Or, _pair)))
_lists = st.lists(_rules, min_size=1, max_size=6)


def first_match(rules, row):
    return next((index for index, rule in enumerate(rules) if matches(rule, row)), None)


CUSTOMERS = [dict(zip(EVERY, values, strict=True)) for values in product(*EVERY.values())]


def agree(rules):
    seen, found = study(rules, FEW), {first_match(rules, row) for row in CUSTOMERS}
    assert seen.proven
    assert seen.reached == tuple(index in found for index in range(len(rules)))
    assert seen.complete is (None not in found)
    if seen.gap is not None:
        assert first_match(rules, seen.gap) is None


@settings(max_examples=60)
@given(_lists)
def test_the_proof_equals_trying_every_customer(rules):
    agree(rules)


@settings(max_examples=40)
@given(_lists)
def test_the_proof_equals_trying_every_customer_with_everyone_last(rules):
    agree([*rules, everyone])


@settings(max_examples=60)
@given(_lists)
def test_sampling_never_claims_what_is_not_so(rules):
    found = {first_match(rules, row) for row in CUSTOMERS}
    sampled = study(rules, FEW, limit=1)
    for index, reached in enumerate(sampled.reached):
        assert reached is None or reached is (index in found)
    assert sampled.complete in (None, None not in found)


def test_features_that_meet_in_no_rule_are_studied_apart():
    groups = connected([c.a > 1, (c.b > 1) & (c.d > 1), c.d.missing() | (c.e > 1), everyone])
    assert sorted(map(sorted, groups)) == [[], ["a"], ["b", "d", "e"]]


def test_cells_lie_between_the_constants_inside_the_domain():
    assert cells(SCORE, [c.score >= 3, c.score == 3]) == (1, 3, 4)
    assert cells(SCORE, [c.score >= 3, c.score.missing()]) == (1, 3, None)
    assert cells(SCORE, [c.score > 9]) == (1,)
    assert cells(FLAG, [c.flag == True]) == (True, False)  # noqa: E712
    assert cells(KIND, [c.kind == "x"]) == ("x", "y")
    assert len(cells(SHARE, [c.share < 0.1, c.share > 0.1, c.share.missing()])) == 4
    assert cells(WORD, [c.word == "…"]) == ("…", "……")


def test_many_features_in_one_rule_are_sampled():
    rule = And(tuple(Compare(f"f{number}", ">=", 2) for number in range(22)))
    features = {f"f{number}": replace(SCORE, name=f"f{number}") for number in range(22)}
    seen = study([Missing("f0") | rule, everyone], features)
    assert not seen.proven
    assert seen.reached == (True, True)
    assert seen.closed_at == 1
