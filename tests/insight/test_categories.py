"""What is said of categories."""

from __future__ import annotations

from regulars.insight.categories import Categories, Category, notes, sentence


def found(*rows: Category) -> Categories:
    return Categories(1, rows, 100, 10_000, 20)


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
