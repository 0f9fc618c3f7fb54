"""Whether a level of category is too fine or too coarse, by its figures."""

from __future__ import annotations

import statistics

import pytest

from regulars.insight.categories import Categories, Category
from regulars.insight.category_levels import Level, advice, between, level_figures, recommended, sentence, table, verdict

COARSE = Level(1, 2, 0.9, 1.0)
FITTING = Level(2, 12, 0.3, 0.98)
FINE = Level(3, 300, 0.02, 0.4)


@pytest.mark.parametrize(("chosen", "says"), [(1, "Too coarse: use level 2."), (2, "Keep this level."), (3, "Too fine: use level 2.")])
def test_the_level_that_fits_is_advised(chosen, says):
    assert recommended([COARSE, FITTING, FINE], chosen) == 2
    assert advice([COARSE, FITTING, FINE], chosen).en.endswith(says)


def test_a_level_that_fits_is_kept_though_a_finer_one_fits_too():
    finer = Level(3, 30, 0.1, 0.95)
    assert recommended([COARSE, FITTING, finer], 2) == 2
    assert recommended([COARSE, FITTING, finer], 1) == 2
    assert advice([COARSE, FITTING, finer], 3).vi.endswith("Giữ cấp này.")


def test_where_no_level_fits_the_one_nearest_to_a_dozen_is_named():
    assert recommended([COARSE, FINE], 3) == 1
    assert recommended([Level(1, 0, None, None)], 1) is None
    assert advice([Level(1, 0, None, None)], 1) is None


def test_a_level_says_by_which_figure_it_is_right_or_wrong():
    assert verdict(Level(1, 2, 0.5, 1.0)).en == "Too coarse: 2 categories leave nothing to compare."
    assert verdict(Level(1, 9, 0.7, 1.0)).vi == "Quá thô: một nhóm giữ 70\u00a0% doanh thu và che mọi khác biệt bên trong."
    assert verdict(Level(3, 60, 0.1, 0.9, 3, 0.25)).en == "Too fine: 60 categories, 25% of them under 20 buyers."
    assert verdict(Level(3, 30, 0.1, 0.5)).en == "Too fine: only 50% of revenue lies in categories of 20 buyers."
    assert verdict(FITTING).en.startswith("Right: 12 categories")
    assert verdict(Level(2, 0, None, None)).en == "No product has a category on this level."


def test_one_level_is_recommended_and_the_sentence_names_it():
    rows = table([COARSE, FITTING, FINE], 3, "en")
    assert [row["recommended"] for row in rows] == [False, True, False]
    assert [row["chosen"] for row in rows] == [False, False, True]
    assert sentence([COARSE, FITTING, FINE], 3).en.startswith("Use level 2; in use is 3. Right: 12")
    assert sentence([COARSE, FITTING, FINE], 2).vi.startswith("Nên giữ cấp 2. Vừa: 12")
    assert sentence([Level(1, 0, None, None)], 1).en == "No product has a known category."


def sums(*groups):
    return [(len(group), sum(group), sum(value * value for value in group)) for group in groups]


def test_epsilon_squared_is_that_of_an_analysis_of_variance():
    groups = [[1.0, 2.0, 3.0] * 4, [4.0, 5.0, 6.0] * 4, [5.0, 5.5, 9.0] * 4]
    every = [value for group in groups for value in group]
    within = sum(statistics.pvariance(group) * len(group) for group in groups) / (len(every) - 3)
    assert between(sums(*groups)) == pytest.approx(1 - within / statistics.variance(every))


def test_groups_that_differ_no_more_than_by_chance_tell_nothing_apart():
    assert between(sums([1.0, 2.0, 3.0] * 4, [1.0, 2.0, 3.0] * 4)) == 0
    assert between(sums([5.0] * 12, [5.0] * 12)) is None
    assert between(sums([1.0, 2.0, 3.0] * 10)) is None
    assert between(sums([1.0] * 5, [2.0] * 5)) is None


def found(*rows: Category) -> Categories:
    return Categories(1, rows, 100, 10_000, 20)


def test_the_figures_of_a_level_count_only_categories_that_sell():
    level = level_figures(found(Category("Cà phê", 60, 6_000, 900, 15), Category("Ly", 5, 400, 100, 1), Category("Cũ", 0, 0, -10, 0)))
    assert (level.categories, level.largest, level.in_enough) == (2, 0.9, 0.9)
    assert (level.smallest, level.small_share) == (5, 0.5)
    assert not level.fits
