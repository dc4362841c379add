import numpy as np
import pytest

from wijkkaart.koppelkansen.expressions import Cells, parse
from wijkkaart.koppelkansen.urgent import chance_urgent
from wijkkaart.scoring.draws import Draws

# two gebieden, four draws, reference of two: 1 is a score of 25, 3 a score of 75
DRAWS = Draws(
    {
        "warmte": np.array([[3, 3, 3, 1], [1, 1, 1, 3]], dtype="uint16"),
        "water": np.array([[3, 1, 3, 3], [1, 3, 3, 1]], dtype="uint16"),
    },
    {"warmte": np.array([2, 2]), "water": np.array([2, 0])},
)


def chance(text, ambitie=(False, False), x=(1.0, 1.0)):
    made = Cells(
        {"s": {}, "p": {}, "x": {"a": np.array(x)}}, {"ambitie": {"water": np.array(ambitie)}, "plan": {}}, 60, (2,)
    )
    return chance_urgent(parse(text), made, DRAWS)


def test_share_of_the_draws():
    assert chance("s(warmte) >= hoog").tolist() == [0.75, 0.25]


def test_two_opgaven_count_together_not_as_a_product():
    assert chance("s(warmte) >= hoog and s(water) >= hoog")[0] == 0.5


def test_unknown_in_any_draw_says_nothing_but_an_answer_that_stands_does():
    both = chance("s(warmte) >= hoog and s(water) >= hoog")
    assert np.isnan(both[1])
    assert chance("s(water) >= hoog or x(a) >= 1").tolist() == [1.0, 1.0]
    assert chance("s(water) >= hoog and x(a) >= 2").tolist() == [0.0, 0.0]


def test_an_ambition_opens_it_in_every_draw():
    assert chance("s(water) >= hoog or ambitie(water)", ambitie=(False, True)).tolist() == [0.75, 1.0]


def test_many_gebieden_go_in_blocks():
    many = 1203
    twice = np.tile(np.array([1, 3], dtype="uint16"), (many, 1))
    made = Cells({"s": {}, "p": {}, "x": {}}, {"ambitie": {}, "plan": {}}, 60, (many,))
    found = chance_urgent(parse("s(a) >= hoog"), made, Draws({"a": twice}, {"a": np.full(many, 2)}))
    assert found == pytest.approx(np.full(many, 0.5))
