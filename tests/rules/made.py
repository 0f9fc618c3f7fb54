"""Random rules and random customers over a few real features, nulls and NaN included."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

from regulars.rules import And, Compare, Missing, Not, OneOf, Or, everyone
from regulars.vocabulary import FEATURES, ibis_type

WHOLE = ("orders", "spend", "nps", "spend_365d_pct")
FLOATING = ("return_chance", "lateness", "sentiment_180d")
FLAGS = ("is_frequent", "serviceable")
TEXTS = ("province", "gender")
COLUMNS = {name: ibis_type(FEATURES[name].kind) for name in (*WHOLE, *FLOATING, *FLAGS, *TEXTS)}

_letters = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=6)
_texts = st.sampled_from(["Hà Nội", "Huế", "it's", "-- x", "female", "", "a, b"]) | _letters
_whole = st.integers(-3, 12) | st.integers(-(2**31), 2**31 - 1)
_fractions = st.sampled_from([0.0, 0.1, 0.3, 0.5, 1.0, -0.5, 0.30000000000000004]) | st.floats(-1e15, 1e15)
_numbers = st.one_of(_whole, _fractions)
_ops = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
_equal = st.sampled_from(["=", "!="])
_numeric = st.sampled_from([*WHOLE, *FLOATING])

leaf = st.one_of(
    st.builds(Compare, _numeric, _ops, _numbers),
    st.builds(Compare, st.sampled_from(FLAGS), _equal, st.booleans()),
    st.builds(Compare, st.just("province"), _equal, _texts),
    st.builds(Compare, st.just("gender"), _equal, st.sampled_from(["female", "male", "other"])),
    st.builds(OneOf, _numeric, st.lists(_numbers, min_size=1, max_size=4).map(tuple)),
    st.builds(OneOf, st.just("province"), st.lists(_texts, min_size=1, max_size=3).map(tuple)),
    st.builds(Missing, st.sampled_from(list(COLUMNS))),
    st.just(everyone),
)


def _joined(inner):
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(And, several), st.builds(Or, several), st.builds(Not, inner))


rules = st.recursive(leaf, _joined, max_leaves=8)

_values = {
    **dict.fromkeys(WHOLE, _whole),
    **dict.fromkeys(FLOATING, _fractions | st.just(float("nan"))),
    **dict.fromkeys(FLAGS, st.booleans()),
    "province": _texts.map(lambda text: unicodedata.normalize("NFC", text)),
    "gender": st.sampled_from(["female", "male", "other"]),
}
rows = st.fixed_dictionaries({name: st.none() | values for name, values in _values.items()})
