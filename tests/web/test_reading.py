"""Numbers as people type them."""

from __future__ import annotations

import pytest

from regulars.web.pages.settings import reading


@pytest.mark.parametrize(("text", "value"), [("10.000", 10000), ("10,000", 10000), ("10 000", 10000), ("0", 0), ("1.234.567", 1234567)])
def test_a_whole_number_may_be_grouped_in_any_way(text, value):
    assert reading.whole(text) == value


@pytest.mark.parametrize("text", ["", "mười", "-5", "1.5", "12.34", "1e9"])
def test_what_is_no_whole_number_is_none(text):
    assert reading.whole(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("0,6", 0.6), ("0.6", 0.6), ("\u22120,3", -0.3), (" 90 ", 90), ("1e5", None), ("", None), ("nan", None)]
)
def test_a_decimal_number_takes_a_comma_or_a_point(text, value):
    assert reading.decimal(text) == value


def test_a_number_beyond_its_bounds_is_refused_with_the_one_in_force():
    assert reading.within("105", 0, 100) is None
    assert reading.within("100", 0, 100) == 100
    assert reading.refused(0, 100, 90).vi == "Nhập một số từ 0 đến 100. Đang dùng 90."
    assert reading.refused(0, None, None).en == "Enter a number of 0 or more."
    assert reading.refused(-1, 1, -0.3).en == "Enter a number from \u22121 to 1. In force: \u22120.3."
