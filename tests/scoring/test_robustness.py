from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkkaart.scoring.combine import score_opgaven
from wijkkaart.scoring.normalise import add_percentiles
from wijkkaart.scoring.recipe import Recipe
from wijkkaart.scoring.robustness import _quantiles, simulate
from wijkkaart.scoring.weighing import Group, RunFigures, places_among

TWO_THIRDS = Fraction(2, 3)
INTERVAL = ["rang_p5", "rang_p50", "rang_p95"]
RESULT = [*INTERVAL, "p_bovenste_derde"]


@pytest.fixture(scope="module")
def catalogue(indicator, opgave):
    return opgave("warmte", indicator("a"), indicator("b", richting="laag"), indicator("c"), indicator("d"))


def simulated(table, areas, catalogue, **choices):
    placed = add_percentiles(table, areas, catalogue, "gemeente", 3)
    scores = score_opgaven(placed, areas, catalogue, TWO_THIRDS, 3, {})
    found, draws = simulate(
        placed, scores, areas, catalogue, weights={}, hoog=TWO_THIRDS, **{"trekkingen": 200, **choices}
    )
    return found.set_index("gebiedcode"), draws


def random_cells(codes, seed=3):
    rng = np.random.default_rng(seed)
    return {name: dict(zip(codes, rng.gamma(2, size=len(codes)), strict=True)) for name in "abcd"}


def test_worst_on_everything_is_first_in_every_draw_and_best_last(catalogue, gebieden, long):
    codes = [f"BU{number:02d}" for number in range(12)]
    cells = random_cells(codes)
    for name, worst, best in (("a", 99, -1), ("b", -1, 99), ("c", 99, -1), ("d", 99, -1)):
        cells[name] |= {"BU03": worst, "BU07": best}
    found, draws = simulated(long(cells), gebieden(dict.fromkeys(codes, "GM1")), catalogue, schalen=("percentiel",))
    assert found.loc["BU03", INTERVAL].tolist() == [1, 1, 1]
    assert found.loc["BU07", INTERVAL].tolist() == [12, 12, 12]
    assert found.loc[["BU03", "BU07"], "p_bovenste_derde"].tolist() == [1.0, 0.0]
    assert found.loc[["BU03", "BU07"], "oordeel"].tolist() == ["robuust_hoog", "robuust_niet_hoog"]
    assert draws.scores("warmte", slice(3, 4)).min() == pytest.approx(100 * 11.5 / 12)


@settings(max_examples=8, deadline=None)
@given(st.data())
def test_order_scale_and_other_gemeenten_change_nothing(catalogue, gebieden, long, data):
    codes = [f"BU{number:02d}" for number in range(9)]
    cells = random_cells(codes, data.draw(st.integers(0, 99)))
    found, _ = simulated(long(cells), gebieden(dict.fromkeys(codes, "GM1")), catalogue)
    order = data.draw(st.permutations(codes))
    factor = data.draw(st.sampled_from([0.25, 7.0, 1e4]))
    more = {
        name: {code: column[code] * (factor if name == "c" else 1) for code in order} | {"BUX": 1, "BUY": 2, "BUZ": 4}
        for name, column in cells.items()
    }
    areas = gebieden(dict.fromkeys(["BUX", *order, "BUY", "BUZ"], "GM1") | dict.fromkeys(["BUX", "BUY", "BUZ"], "GM2"))
    again, _ = simulated(long(more), areas, catalogue)
    pd.testing.assert_frame_equal(again.loc[codes, [*RESULT, "oordeel"]], found.loc[codes, [*RESULT, "oordeel"]])


def test_a_wijk_gets_a_chance_but_no_rank_and_nobody_without_score_gets_either(catalogue, gebieden, long):
    codes = [f"BU{number:02d}" for number in range(6)]
    cells = random_cells([*codes, "WK1", "BU99"])
    for name, highest in zip("abcd", (9, -9, 9, 9), strict=True):
        cells[name] |= {"WK1": highest, "BU99": None}
    areas = gebieden(dict.fromkeys([*codes, "BU99"], "GM1"), {"WK1": "GM1"})
    found, draws = simulated(long(cells), areas, catalogue)
    assert found.loc["WK1", "p_bovenste_derde"] == 1.0
    assert found.loc[["WK1", "BU99"], INTERVAL].isna().all(axis=None)
    assert found.loc["BU99", ["p_bovenste_derde", "oordeel"]].isna().all()
    assert draws.omvang["warmte"].tolist() == [6, 6, 6, 6, 6, 6, 0, 6]


def test_the_highest_third_is_the_line_of_the_config(catalogue, gebieden, long):
    codes = [f"BU{number:02d}" for number in range(3)]
    cells = {name: dict(zip(codes, (1, 2, 3), strict=True)) for name in "acd"} | {
        "b": dict(zip(codes, (3, 2, 1), strict=True))
    }
    found, _ = simulated(long(cells), gebieden(dict.fromkeys(codes, "GM1")), catalogue)
    assert found["p_bovenste_derde"].tolist() == [0.0, 0.0, 1.0]
    placed = add_percentiles(long(cells), gebieden(dict.fromkeys(codes, "GM1")), catalogue, "gemeente", 3)
    scores = score_opgaven(placed, gebieden(dict.fromkeys(codes, "GM1")), catalogue, TWO_THIRDS, 3, {})
    half, _ = simulate(
        placed,
        scores,
        gebieden(dict.fromkeys(codes, "GM1")),
        catalogue,
        weights={},
        hoog=Fraction(1, 2),
        trekkingen=20,
    )
    assert half["p_bovenste_derde"].tolist() == [0.0, 1.0, 1.0]


def test_places_among_members_by_hand():
    values = np.array([[10.0, 20, 20, 50, 5], [1, 1, 1, 1, 99]])
    members = np.array([True, True, True, True, False])
    assert places_among(values, members).tolist() == [[1, 4, 4, 7, 0], [4, 4, 4, 4, 8]]


def test_the_interval_holds_the_middle_90_of_the_draws():
    # twenty draws with places 1 to 20 of 10 buurten: a high place is a low rank
    places = np.arange(20, 0, -1, dtype="uint16")[None, :]
    assert _quantiles(places).tolist() == [[20, 11, 2]]


def test_a_wijk_changes_nothing_for_the_buurten_with_rounding_noise_either(catalogue, gebieden, long):
    codes = [f"BU{number:02d}" for number in range(8)]
    cells = random_cells([*codes, "WK1"])
    table = long(cells)
    table["teller"] = 20.0
    table["noemer"] = 20.0 / table["waarde"]

    def intervals(rows, wijken):
        areas = gebieden(dict.fromkeys(codes, "GM1"), wijken)
        found, _ = simulated(rows, areas, catalogue, afgerond={"a": (1, 1)}, schalen=("percentiel",))
        return found.loc[codes, RESULT]

    alone = intervals(table[table["gebiedcode"] != "WK1"], {})
    pd.testing.assert_frame_equal(intervals(table, {"WK1": "GM1"}), alone)


def group_of(long, gebieden):
    codes = ["BU1", "BU2", "BU3"]
    cells = {"a": dict(zip(codes, (0, 80, 100), strict=True)), "b": dict(zip(codes, (0, 20, 100), strict=True))}
    placed = long(cells).assign(percentiel=50.0, referentie="gemeente GM1, 3 buurten")
    figures = RunFigures(placed, gebieden(dict.fromkeys(codes, "GM1")), ("minmax",), 4, {})
    recipe = Recipe("warmte", ("a", "b"), (False, False), (Fraction(1), Fraction(1)))
    return Group(figures, recipe, np.arange(3))


@pytest.mark.parametrize(("kind", "expected"), [("rekenkundig", 50), ("meetkundig", 40), ("owa", 59)])
def test_the_means_of_80_and_20(long, gebieden, kind, expected):
    # (80 + 20) / 2; the root of 1600; half of the figures reach 0.5 + 0.3 / 2 = 0.65, so 0.65 * 80 + 0.35 * 20
    assert group_of(long, gebieden).means("minmax", kind, np.ones((4, 2)))[0, 1] == pytest.approx(expected)


@pytest.mark.parametrize("scale", ["minmax", "z", "percentiel", "exponentieel"])
def test_rounding_noise_moves_places_that_rest_on_small_counts(catalogue, gebieden, long, scale):
    codes = [f"BU{number:02d}" for number in range(8)]
    people = dict(zip(codes, (100, 105, 110, 115, 5000, 6000, 7000, 8000), strict=True))
    cells = random_cells(codes)
    cells["a"] = {code: 1000 / number for code, number in people.items()}
    table = long(cells)
    rows = table["indicator"] == "a"
    table.loc[rows, "teller"] = 1000.0
    table.loc[rows, "noemer"] = table.loc[rows, "gebiedcode"].map(people)
    only_a = Recipe("warmte", ("a",), (False,), (Fraction(1),))
    placed = add_percentiles(table, gebieden(dict.fromkeys(codes, "GM1")), catalogue, "gemeente", 3)
    figures = RunFigures(placed, gebieden(dict.fromkeys(codes, "GM1")), (scale,), 4000, {"a": (0, 1)})
    group = Group(figures, only_a, np.arange(8))
    means = group.means(scale, "rekenkundig", np.ones((4000, 1)), np.arange(4000))
    # 105 people are fewer than 100 when the errors differ by 6 or more: 15 of 625 ways
    assert (means[:, 1] > means[:, 0]).mean() == pytest.approx(15 / 625, abs=0.008)
    assert (means[:, :4].min(axis=1) > means[:, 4:].max(axis=1)).all()
