"""Whether a level of category is too fine or too coarse, by its figures; and what is said of categories."""

from __future__ import annotations

import pytest

from regulars.insight.categories import Categories, Category, Level, advice, level_figures, notes, recommended, sentence

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


def found(*rows: Category) -> Categories:
    return Categories(1, rows, 100, 10_000, 20)


def test_the_figures_of_a_level_count_only_categories_that_sell():
    level = level_figures(found(Category("Cà phê", 60, 6_000, 900, 15), Category("Ly", 5, 400, 100, 1), Category("Cũ", 0, 0, -10, 0)))
    assert (level.categories, level.largest, level.in_enough) == (2, 0.9, 0.9)
    assert not level.fits


def test_the_sentence_sets_the_greatest_revenue_beside_the_dearest_buyers():
    rows = (
        Category("Cà phê", 60, 6_000_000, 900_000, 15),
        Category("Quà", 20, 9_000_000, 100_000, 9),
        Category("Ly", 5, 5_000_000, 50_000, 4),
    )
    said = sentence(found(*rows), "VND")
    assert said.vi == "“Cà phê” mang về 86\u00a0% doanh thu; người mua “Quà” chi nhiều nhất, 450\u00a0nghìn\u00a0₫ mỗi người"
    assert sentence(found(Category("Cà phê", 60, 6_000_000, 900_000, 15)), "VND").en == (
        "“Cà phê” brings 100% of revenue, and its buyers spend most: 100\u00a0thousand\u00a0₫ each"
    )
    assert sentence(found(Category(None, 60, 1, 1, 0)), "VND").en == "No product has a known category."
    assert sentence(found(Category("Ly", 5, 1, 1, 0)), "VND").en == "No category has 20 buyers yet."


def test_revenue_of_products_without_a_category_is_said_to_be_missing():
    said = notes(found(Category("Cà phê", 60, 6_000, 900, 15), Category(None, 30, 100, 100, 0)))
    assert said[-1].en == "10.0% of revenue is of products without a category and not in the table."
