"""The three ways to bring figures together, by hand and by what they must hold to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.scoring.aggregate import BY_PLACE, MEANS, arithmetic, geometric, ordered, orness, owa

NONE = float("nan")

shares = st.lists(st.tuples(st.integers(1, 100), st.integers(1, 9)), min_size=1, max_size=6)


def one(mean, scores, weights=None):
    weights = weights or [1.0] * len(scores)
    return float(mean([np.array([float(score)]) for score in scores], [np.array(float(w)) for w in weights])[0])


def test_weights_and_missing_figures_by_hand():
    assert one(arithmetic, [50, NONE, 80], [0.4, 0.3, 0.3]) == pytest.approx(44 / 0.7)
    # 10 to the power (2 * 1 + 1 * 2) / 3
    assert one(geometric, [10, 100, NONE], [2, 1, 5]) == pytest.approx(10 ** (4 / 3))
    assert one(geometric, [0, 100]) == pytest.approx(10.0)  # nothing counts as 1
    assert one(owa, [NONE, 30, 90, 60]) == pytest.approx(69.0)
    # 90 has a third of the weight, and so 0.5; 30 has two thirds, and the other 0.5
    assert one(owa, [90, 30], [1, 2]) == pytest.approx(60.0)


@pytest.mark.parametrize("kind", MEANS)
def test_nothing_has_no_mean(kind):
    assert np.isnan(one(MEANS[kind], [NONE, NONE]))
    assert np.isnan(one(MEANS[kind], [NONE, 50], [1, 0]))


@pytest.mark.parametrize("kind", MEANS)
@given(parts=shares, place=st.integers(0, 5), more=st.integers(0, 40))
def test_a_mean_lies_between_and_never_falls_when_a_figure_rises(kind, parts, place, more):
    scores, weights = (list(values) for values in zip(*parts, strict=True))
    found = one(MEANS[kind], scores, weights)
    assert min(scores) - 1e-9 <= found <= max(scores) + 1e-9
    scores[place % len(scores)] += more
    assert one(MEANS[kind], scores, weights) >= found - 1e-9


@given(shares)
def test_two_halves_of_a_figure_weigh_as_much_as_the_whole(parts):
    scores, weights = zip(*parts, strict=True)
    halves = one(owa, [score for score in scores for _ in "ab"], [weight / 2 for weight in weights for _ in "ab"])
    assert halves == pytest.approx(one(owa, scores, weights))


def test_even_places_give_the_plain_mean_and_orness_says_how_far_the_rest_leans():
    assert one(lambda s, w: ordered(s, w, [0.25] * 4), [10, 80, 30], [1, 2, 3]) == pytest.approx(260 / 6)
    assert [orness(weights) for weights in ([1, 0, 0], [0.5, 0.5], [0, 1])] == [1.0, 0.5, 0.0]
    assert orness(BY_PLACE) == pytest.approx(0.65)
