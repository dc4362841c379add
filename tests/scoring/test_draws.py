from fractions import Fraction

import numpy as np
import pytest

from wijkkaart.scoring.draws import Draws, choose
from wijkkaart.scoring.recipe import Recipe

MEANS = ("rekenkundig", "meetkundig")


def recipe(names, opgave="warmte"):
    return Recipe(opgave, tuple(names), (False,) * len(names), (Fraction(2),) * len(names))


def test_scales_and_means_are_chosen_evenly():
    choices = choose(6000, ("percentiel", "minmax", "z"), MEANS)
    for scale in ("percentiel", "minmax", "z"):
        assert (choices.schaal == scale).mean() == pytest.approx(1 / 3, abs=0.02)
    assert (choices.samenvoegen == "meetkundig").mean() == pytest.approx(0.5, abs=0.02)


def test_weights_move_a_quarter_at_most_and_each_draw_leaves_one_out():
    weights = choose(3000, ("z",), MEANS).weights(recipe("abc"))
    assert ((weights == 0).sum(axis=1) == 1).all()
    assert (weights == 0).mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.03)
    kept = weights[weights > 0]
    assert 1.5 <= kept.min() < 1.51
    assert 2.49 < kept.max() <= 2.5


def test_with_two_indicators_none_is_left_out():
    assert (choose(100, ("z",), MEANS).weights(recipe("ab")) > 0).all()


def test_the_weight_of_an_indicator_does_not_depend_on_its_company():
    choices = choose(50, ("z",), MEANS)
    assert choices.weights(recipe("ab"))[:, 1].tolist() == choices.weights(recipe("b", "water"))[:, 0].tolist()


def test_blocks_hold_every_draw_once_and_share_their_choices():
    choices = choose(101, ("percentiel", "z"), MEANS)
    blocks = choices.blocks(10)
    assert sorted(np.concatenate(blocks).tolist()) == list(range(101))
    assert max(len(block) for block in blocks) == 10
    for block in blocks:
        assert len({(choices.schaal[draw], choices.samenvoegen[draw]) for draw in block}) == 1


def test_places_become_scores_and_no_reference_no_score():
    draws = Draws({"warmte": np.array([[1, 3], [0, 0]], dtype="uint16")}, {"warmte": np.array([2, 0])})
    assert draws.scores("warmte", slice(0, 1)).tolist() == [[25.0, 75.0]]
    assert np.isnan(draws.scores("warmte", slice(1, 2))).all()
