import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.maps.classes import class_bounds, class_of, number_of_classes, quantile_breaks, round_to

VALUES = st.lists(st.integers(0, 20).map(float), min_size=1, max_size=60)


def test_ten_different_values_in_five_classes_of_two():
    assert quantile_breaks(range(1, 11), 5) == [2, 4, 6, 8]


def test_ties_share_a_class_and_leave_fewer():
    # Seven zeros of ten: the first three breaks all fall on zero.
    assert quantile_breaks([0, 0, 0, 0, 0, 0, 0, 3, 5, 9], 5) == [0, 3]


def test_equal_values_are_one_class():
    assert quantile_breaks([4, 4, 4], 5) == []


def test_ties_at_the_top_leave_no_empty_class():
    assert quantile_breaks([1, 2, 9, 9, 9, 9, 9, 9, 9, 9], 5) == [2]


def test_no_values_no_breaks():
    assert quantile_breaks([], 5) == []


def test_a_value_on_a_break_is_in_the_lower_class():
    assert [class_of(value, [2, 4]) for value in (1, 2, 2.5, 4, 5)] == [0, 0, 1, 1, 2]


def test_bounds_follow_on_each_other_in_the_last_decimal():
    assert class_bounds([12, 18], 0) == [[None, 12], [13, 18], [19, None]]
    assert class_bounds([0.5], 1) == [[None, 0.5], [0.6, None]]
    assert class_bounds([], 0) == [[None, None]]


@pytest.mark.parametrize(("count", "expected"), [(0, 3), (14, 3), (15, 5), (400, 5)])
def test_few_areas_get_three_classes(count, expected):
    assert number_of_classes([1.0] * count) == expected


def test_rounding_gives_whole_numbers_without_decimals_and_no_minus_zero():
    assert repr(round_to(3.6, 0)) == "4"
    assert repr(round_to(-0.04, 1)) == "0.0"
    assert repr(round_to(2.345678, 2)) == "2.35"


@given(VALUES, st.integers(1, 5))
def test_every_class_holds_a_value_and_order_is_kept(values, classes):
    breaks = quantile_breaks(values, classes)
    found = [class_of(value, breaks) for value in sorted(values)]
    assert found == sorted(found)
    assert set(found) == set(range(len(breaks) + 1))
    assert len(breaks) < classes


@given(VALUES)
def test_order_of_the_areas_does_not_matter(values):
    assert quantile_breaks(values, 5) == quantile_breaks(values[::-1], 5)
