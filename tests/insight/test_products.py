"""What is said of products, and categories that are not there."""

from __future__ import annotations

import pytest

from regulars.errors import NotFound
from regulars.insight.products import Product, sentence, table, within

BEANS = Product("p1", "Hạt rang", ("Cà phê", "Hạt", None), 40, 90.0, 900, 8_000, 10)
CUP = Product("p2", "Ly sứ", ("Đồ dùng", None, None), 5, 6.0, 100, 1_000, 1)


def test_products_are_those_of_the_category_on_its_level():
    assert within([BEANS, CUP], "Cà phê", 1) == [BEANS]
    assert within([BEANS, CUP], "Hạt", 2) == [BEANS]
    assert within([BEANS, CUP], None, 1) == [BEANS, CUP]
    with pytest.raises(NotFound) as wrong:
        within([BEANS, CUP], "Ca phe", 1)
    assert "Cà phê" in wrong.value.text("vi")


def test_shares_of_few_buyers_are_not_told():
    first, second = table([BEANS, CUP], 20)
    assert (first["premium_share"], first["spend_per_buyer"], first["revenue_share"]) == (0.25, 200, 0.9)
    assert second["premium_share"] is None
    assert len(table([BEANS, CUP], 1)) == 1


def test_the_sentence_names_the_product_that_brings_most():
    assert sentence([BEANS, CUP], None).en == "“Hạt rang” brings 90% of revenue, from 40\u00a0customers"
    assert sentence([BEANS], "Cà phê").vi == "“Hạt rang” mang về 100\u00a0% doanh thu của “Cà phê”, từ 40\u00a0khách"
    assert sentence([], None).en == "No product was sold in 365 days."
