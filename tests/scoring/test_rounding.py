import numpy as np
import pandas as pd
import pytest

from wijkkaart.scoring.rounding import rounded, rounding_errors

MANY = 100_000
ALL = np.arange(MANY)


def test_one_count_is_off_by_at_most_four_with_standard_deviation_two():
    errors = rounding_errors(MANY, 1, "a_inw", "BU1")
    share = np.bincount(errors + 4, minlength=9) / MANY
    assert share == pytest.approx([(5 - abs(error)) / 25 for error in range(-4, 5)], abs=0.005)
    assert errors.std() == pytest.approx(2.0, abs=0.02)


def test_a_sum_of_three_counts_is_off_by_more():
    assert rounding_errors(MANY, 3, "a", "BU1").std() == pytest.approx(2 * 3**0.5, abs=0.03)


def test_the_same_gebied_gets_the_same_errors_and_another_gets_others():
    assert rounding_errors(50, 1, "a", "BU1").tolist() == rounding_errors(50, 1, "a", "BU1").tolist()
    assert rounding_errors(50, 1, "a", "BU1").tolist() != rounding_errors(50, 1, "a", "BU2").tolist()


def made(niveaus, counts):
    rows = pd.DataFrame({"gebiedcode": niveaus.index, "waarde": 1000 * 60 / 900, "teller": 60.0, "noemer": 900.0})
    return rounded("bijstand", rows, niveaus, counts, MANY)


def test_a_ratio_moves_with_the_roundings_of_its_parts():
    ratio = made(pd.Series({"BU1": "buurt", "WK1": "wijk"}), (1, 0))
    drawn = ratio.values(np.array([0, 1]), ALL, np.array([1.0, 1.0]))
    assert sorted(set(drawn[:, 0].round(6))) == [round(1000 * (60 + error) / 900, 6) for error in range(-4, 5)]
    assert drawn[:, 0].tolist() != drawn[:, 1].tolist()


def test_gemeenten_and_own_areas_are_not_rounded():
    ratio = made(pd.Series({"GM1": "gemeente", "EG01": "eigen"}), (1, 3))
    assert ratio.values(np.array([0, 1]), ALL, np.zeros(2)) == pytest.approx(1000 * 60 / 900)


def test_without_parts_the_published_figure_stays():
    rows = pd.DataFrame({"gebiedcode": ["BU1"], "waarde": [7.0], "teller": [np.nan], "noemer": [np.nan]})
    ratio = rounded("bijstand", rows, pd.Series({"BU1": "buurt"}), (1, 1), 10)
    assert ratio.values(np.array([0]), np.arange(10), np.array([7.0])).tolist() == [[7.0]] * 10


def test_a_count_never_goes_below_zero():
    rows = pd.DataFrame(
        {"gebiedcode": ["BU1", "BU2"], "waarde": [0.0, 100.0], "teller": [0.0, 10.0], "noemer": [100.0, 100.0]}
    )
    ratio = rounded("bijstand", rows, pd.Series({"BU1": "buurt", "BU2": "buurt"}), (1, 0), 1000)
    drawn = ratio.values(np.array([0]), np.arange(1000), np.array([0.0]))
    assert sorted(set(drawn[:, 0])) == [0.0, 10.0, 20.0, 30.0, 40.0]
