"""The numbers that a shop may pin: where they stand, how they are said, what a slider spans."""

from __future__ import annotations

import pytest

from regulars.rules import Compare, leaves
from regulars.schemes import all_schemes, makers
from regulars.schemes.numbers import numbers

EVERY = [(scheme, number) for scheme in all_schemes() for number in numbers(scheme.id)]
named = pytest.mark.parametrize(("scheme", "number"), EVERY, ids=[f"{scheme.id}-{number.id}" for scheme, number in EVERY])


def test_every_parameter_of_every_scheme_is_one_of_its_numbers():
    for scheme in all_schemes():
        assert [number.id for number in numbers(scheme.id)] == list(scheme.parameters)


@named
def test_a_number_stands_in_a_rule_where_its_value_is_the_constant(scheme, number):
    assert number.places
    for place in number.places:
        told = [leaf for leaf in leaves(scheme.classes[place.at].rule) if isinstance(leaf, Compare) and leaf.feature == place.feature]
        assert place.value in [leaf.value for leaf in told]
        assert place.value == number.value


@named
def test_a_slider_holds_the_value_within_the_bounds(scheme, number):
    low, high = number.span()
    assert low <= number.value <= high
    assert low < high
    assert number.minimum is None or low >= number.minimum
    assert number.maximum is None or high <= number.maximum


@named
def test_a_slider_reaches_what_was_typed(scheme, number):
    for typed in (number.minimum, number.maximum):
        low, high = number.span(typed)
        assert low <= typed <= high


@named
def test_nothing_is_pinned_by_default(scheme, number):
    assert not number.is_pinned
    assert number.value == number.default


def test_a_pinned_number_knows_its_default_and_its_place():
    (number,) = numbers("ladder", {"ladder": {"key_from": 85}})
    assert (number.value, number.default, number.is_pinned) == (85, 90, True)
    assert [(place.feature, place.value) for place in number.places] == [("spend_365d_pct", 85)]


def test_a_number_is_said_with_the_unit_of_what_it_is_compared_with():
    (ladder,), near = numbers("ladder"), numbers("region")[0]
    assert ladder.said(85, "vi", "VND") == "85\u00a0%"
    assert near.said(12, "en", "VND") == "12\u00a0km"
    below = next(number for number in numbers("lifecycle") if number.id == "slipping_below")
    assert below.said(0.55, "vi", "VND") == "55\u00a0%"


def test_a_scheme_of_the_shops_own_has_no_numbers_to_pin():
    assert "ours" not in makers()
    assert numbers("ours") == ()
