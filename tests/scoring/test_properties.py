"""What must hold of scores and intervals whatever the figures are, under Hypothesis."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkkaart.config import Scores
from wijkkaart.scoring.combine import score_opgaven
from wijkkaart.scoring.normalise import add_percentiles
from wijkkaart.scoring.recipe import USUAL
from wijkkaart.scoring.robustness import KINDS, SCALES, simulate

TWO_THIRDS = Fraction(2, 3)
INTERVAL = ["rang_p5", "rang_p50", "rang_p95"]
RESULT = ["score", "rang", *INTERVAL, "p_bovenste_derde", "oordeel"]
DIRECTIONS = {"a": "hoog", "b": "laag", "c": "hoog", "d": "laag"}
#: CBS counts in teller and noemer of one of them.
ROUNDED = {"d": (1, 3)}

tables = st.integers(4, 9).flatmap(
    lambda number: st.fixed_dictionaries(
        {name: st.lists(st.integers(1, 8), min_size=number, max_size=number) for name in DIRECTIONS}
    )
)


methods = st.builds(
    Scores,
    normalisatie=st.sampled_from([*SCALES, "exponentieel"]),
    samenvoegen=st.sampled_from([*KINDS, "owa"]),
)


@pytest.fixture(scope="module")
def scored(indicator, opgave, gebieden, long):
    """Return a function that gives the scores with their intervals by gebiedcode."""
    catalogue = opgave("warmte", *(indicator(name, richting=way) for name, way in DIRECTIONS.items()))

    def find(cells, buurten, method=USUAL, **choices):
        areas, table = gebieden(buurten), long(cells)
        parts = table.assign(teller=table["waarde"] * 20.0, noemer=20_000.0)
        placed = add_percentiles(parts, areas, catalogue, "gemeente", 2)
        scores = score_opgaven(placed, areas, catalogue, TWO_THIRDS, 2, {}, method)
        given = {"trekkingen": 60, "afgerond": ROUNDED, **choices}
        found, _ = simulate(placed, scores, areas, catalogue, weights={}, hoog=TWO_THIRDS, **given)
        return found.set_index("gebiedcode")

    return find


def cells_of(columns, codes):
    return {name: dict(zip(codes, values, strict=True)) for name, values in columns.items()}


@settings(max_examples=40)
@given(columns=tables)
def test_worst_and_best_on_everything_keep_their_place_in_every_draw(scored, columns):
    codes = [f"BU{number}" for number in range(len(columns["a"]))]
    cells = cells_of(columns, codes)
    for name, way in DIRECTIONS.items():
        cells[name] |= {"BUW": 9, "BUB": 0} if way == "hoog" else {"BUW": 0, "BUB": 9}
    buurten = dict.fromkeys([*codes, "BUW", "BUB"], "GM1")
    found = scored(cells, buurten, schalen=("percentiel",), gemiddelden=(*KINDS, "owa"), afgerond={})
    assert found.loc["BUW", INTERVAL].tolist() == [1, 1, 1]
    assert found.loc["BUB", INTERVAL].tolist() == [len(buurten)] * 3
    assert found.loc[["BUW", "BUB"], "oordeel"].tolist() == ["robuust_hoog", "robuust_niet_hoog"]


@settings(max_examples=25)
@given(columns=tables, data=st.data(), method=methods)
def test_the_order_of_the_areas_a_unit_and_another_gemeente_change_nothing(scored, columns, data, method):
    codes = [f"BU{number}" for number in range(len(columns["a"]))]
    cells = cells_of(columns, codes)
    choices = {"schalen": (*SCALES, "exponentieel"), "gemiddelden": (*KINDS, "owa")}
    found = scored(cells, dict.fromkeys(codes, "GM1"), method, **choices)

    order = data.draw(st.permutations(codes))
    factors = {name: data.draw(st.sampled_from([1, 0.5, 4.0, 1024.0])) for name in "abc"} | {"d": 1}
    others = {code: data.draw(st.integers(1, 99)) for code in ("BUX", "BUY", "BUZ")}
    changed = {name: {code: values[code] * factors[name] for code in order} | others for name, values in cells.items()}
    mixed = data.draw(st.permutations([*order, *others]))
    again = scored(changed, {code: "GM2" if code in others else "GM1" for code in mixed}, method, **choices)
    pd.testing.assert_frame_equal(again.loc[codes, RESULT], found.loc[codes, RESULT], check_exact=True)


@settings(max_examples=25)
@given(columns=tables, method=methods)
def test_whatever_the_method_a_score_is_a_place_among_the_buurten(scored, columns, method):
    codes = [f"BU{number}" for number in range(len(columns["a"]))]
    found = scored(cells_of(columns, codes), dict.fromkeys(codes, "GM1"), method, trekkingen=2)
    assert found["score"].mean() == pytest.approx(50)
    twice = found["score"].to_numpy() * 2 * len(codes) / 100
    assert np.round(twice).tolist() == pytest.approx(twice.tolist())
    assert (found["rang"] + twice / 2).tolist() == pytest.approx([len(codes) + 0.5] * len(codes))
