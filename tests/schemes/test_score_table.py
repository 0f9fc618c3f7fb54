"""A table over scores compiles to a rule that holds for its cells and no other."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules import Or, c, matches, to_text
from regulars.schemes.score_table import compile_cells

SCORES = (c.recency_tier, c.frequency_tercile, c.monetary_tercile)
NAMES = ("recency_tier", "frequency_tercile", "monetary_tercile")
ALL = list(product((1, 2, 3), repeat=3))


def written(cells):
    return " ".join("".join(map(str, cell)) for cell in cells)


def holding(rule):
    return [cell for cell in ALL if matches(rule, dict(zip(NAMES, cell, strict=True)))]


@given(st.sets(st.sampled_from(ALL), min_size=1, max_size=26))
def test_the_rule_holds_for_the_cells_and_no_other(cells):
    assert set(holding(compile_cells(SCORES, 3, written(cells)))) == cells


@given(st.sets(st.sampled_from(ALL), min_size=2, max_size=26))
def test_its_parts_never_hold_together(cells):
    rule = compile_cells(SCORES, 3, written(cells))
    parts = rule.rules if isinstance(rule, Or) else (rule,)
    assert sum(len(holding(part)) for part in parts) == len(cells)


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ("321 322 323", "recency_tier = 3 and frequency_tercile = 2"),
        ("222 223 232 233", "recency_tier = 2 and frequency_tercile >= 2 and monetary_tercile >= 2"),
        ("111", "recency_tier = 1 and frequency_tercile = 1 and monetary_tercile = 1"),
    ],
)
def test_neighbouring_cells_become_one_sentence(cells, text):
    assert to_text(compile_cells(SCORES, 3, cells)) == text
