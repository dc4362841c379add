"""Figures of another division reach the gebieden of the run only where the ground agrees; squares by hand."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from wijkkaart.gebieden.transfer import onto_buurten, onto_gebieden
from wijkkaart.inputs import tie_areas
from wijkkaart.layers import Areas, StatTable
from wijkkaart.status import Status

RD = "EPSG:28992"


def gebieden(**squares):
    """Return buurten BU.., and wijken, gemeenten and own areas under any other code."""
    levels = {"BU": "buurt", "WK": "wijk", "GM": "gemeente", "EG": "eigen"}
    niveau = [levels[code[:2]] for code in squares]
    return gpd.GeoDataFrame({"niveau": niveau}, index=list(squares), geometry=list(squares.values()), crs=RD)


def areas(*rows, mean=("groen",), year=2022):
    """Return areas of (code, groen, shape)."""
    codes, values, shapes = zip(*rows, strict=True)
    frame = gpd.GeoDataFrame({"groen": np.array(values, dtype=float)}, index=codes, geometry=list(shapes), crs=RD)
    return Areas(frame, frozenset(mean), year)


#: Two buurten of 100 x 100 m side by side, and their wijk.
TOWN = {"BU1": box(0, 0, 100, 100), "BU2": box(100, 0, 200, 100), "WK1": box(0, 0, 200, 100)}


def test_the_same_buurten_keep_their_figure_and_a_wijk_gets_the_mean_over_its_ground():
    uneven = {"BU1": box(0, 0, 150, 100), "BU2": box(150, 0, 200, 100), "WK1": box(0, 0, 200, 100)}
    table = onto_gebieden(areas(("BU1", 40, uneven["BU1"]), ("BU2", 80, uneven["BU2"])), gebieden(**uneven))
    # 150 m of 40 and 50 m of 80: (6000 + 4000) / 200 = 50.
    assert table["groen"].waarde.to_dict() == {"BU1": 40.0, "BU2": 80.0, "WK1": 50.0}
    assert table["groen"].dekking.tolist() == [1.0, 1.0, 1.0]
    assert table["groen"].peiljaar == 2022


def test_the_same_code_speaks_for_a_buurt_that_was_drawn_a_little_otherwise():
    # BU1 was 91 m wide, so the other area has 9 % of the buurt; with 89 % the code no longer says it is the same.
    drawn = areas(("BU1", 40, box(0, 0, 91, 100)), ("BU9", 80, box(91, 0, 200, 100)))
    table = onto_gebieden(drawn, gebieden(**TOWN))
    assert table["groen"].waarde["BU1"] == 40.0
    assert table["groen"].dekking["BU1"] == pytest.approx(0.91)


@pytest.mark.parametrize(("width", "found"), [(90, 40.0), (89, 80.0)])
def test_where_areas_lie_on_top_of_each_other_the_same_code_goes_before_the_largest(width, found):
    drawn = areas(("BU1", 40, box(0, 0, width, 100)), ("BU9", 80, box(0, 0, 100, 100)))
    assert onto_gebieden(drawn, gebieden(**TOWN))["groen"].waarde["BU1"] == found


def test_a_code_that_moved_elsewhere_says_nothing():
    moved = areas(("BU2", 40, box(0, 0, 100, 100)), ("BU1", 80, box(100, 0, 200, 100)))
    assert onto_gebieden(moved, gebieden(**TOWN))["groen"].waarde.to_dict() == {"BU1": 40.0, "BU2": 80.0, "WK1": 60.0}


def test_a_buurt_under_another_code_takes_what_covers_four_fifths_of_it():
    # Area X covers 80 m of BU1 exactly; Y covers 79 m of BU2.
    drawn = areas(("X", 40, box(0, 0, 80, 100)), ("Y", 80, box(121, 0, 200, 100)))
    table = onto_gebieden(drawn, gebieden(**TOWN))
    assert table["groen"].status.to_dict() == {
        "BU1": Status.OK,
        "BU2": Status.BUITEN_DEKKING,
        "WK1": Status.BUITEN_DEKKING,  # 159 of 200 m
    }
    assert table["groen"].waarde["BU1"] == 40.0


def test_both_halves_of_a_buurt_that_was_split_take_its_figure():
    table = onto_gebieden(areas(("BU0", 40, box(0, 0, 200, 100))), gebieden(**TOWN))
    assert table["groen"].waarde.tolist() == [40.0, 40.0, 40.0]


def test_a_buurt_made_of_two_gets_the_figure_of_neither():
    drawn = areas(("BU1", 40, box(0, 0, 60, 100)), ("BU8", 80, box(60, 0, 100, 100)))
    table = onto_gebieden(drawn, gebieden(BU1=box(0, 0, 100, 100)))
    assert table["groen"].status["BU1"] == Status.BUITEN_DEKKING


def test_an_own_area_takes_the_mean_of_the_parts_that_lie_in_it():
    drawn = areas(("BU1", 40, TOWN["BU1"]), ("BU2", 80, TOWN["BU2"]))
    # 30 m of BU1 and 90 m of BU2: (30 x 40 + 90 x 80) / 120 = 70. A fifth of EG02 lies outside every area.
    own = {"EG01": box(70, 0, 190, 100), "EG02": box(120, 0, 220, 100), "EG03": box(121, 0, 221, 100)}
    table = onto_gebieden(drawn, gebieden(**TOWN, **own))
    assert table["groen"].waarde["EG01"] == pytest.approx(70.0)
    assert table["groen"].waarde["EG02"] == pytest.approx(80.0)
    assert table["groen"].dekking["EG02"] == pytest.approx(0.8)
    assert table["groen"].status["EG03"] == Status.BUITEN_DEKKING


def test_what_is_no_mean_is_not_averaged():
    table = onto_gebieden(areas(("BU1", 4, TOWN["BU1"]), ("BU2", 8, TOWN["BU2"]), mean=()), gebieden(**TOWN))
    assert table["groen"].status.to_dict() == {"BU1": "ok", "BU2": "ok", "WK1": Status.NIET_GEPUBLICEERD}


def test_an_area_without_a_figure_is_not_published_and_never_zero():
    drawn = areas(("BU1", np.nan, TOWN["BU1"]), ("BU2", 80, TOWN["BU2"]))
    table = onto_gebieden(drawn, gebieden(**TOWN))
    assert table["groen"].status.to_dict() == {
        "BU1": Status.NIET_GEPUBLICEERD,
        "BU2": Status.OK,
        "WK1": Status.NIET_GEPUBLICEERD,
    }
    assert table["groen"].waarde.isna().tolist() == [True, False, True]


def test_words_move_with_a_buurt_and_are_never_averaged():
    rows = gpd.GeoDataFrame(
        {"wijktype": ["Tuindorp", None]}, index=["BU1", "BU2"], geometry=[TOWN["BU1"], TOWN["BU2"]], crs=RD
    )
    found = onto_gebieden(Areas(rows), gebieden(**TOWN))["wijktype"]
    assert found.tekst.tolist() == ["Tuindorp", None, None]
    assert found.status.tolist() == [Status.OK, Status.NIET_GEPUBLICEERD, Status.NIET_GEPUBLICEERD]
    assert found.peiljaar is None


def test_no_areas_at_all_cover_nothing():
    empty = areas(("BU1", 40.0, TOWN["BU1"]))
    table = onto_gebieden(Areas(empty.rows.iloc[:0], empty.gemiddeld), gebieden(**TOWN))
    assert set(table["groen"].status) == {Status.BUITEN_DEKKING}


def test_only_areas_of_another_division_are_moved():
    layers = {"groen": areas(("BU1", 40, TOWN["BU1"])), "rest": "as it was"}
    tied = tie_areas(layers, gebieden(**TOWN))
    assert tied["rest"] == "as it was"
    assert tied["groen"]["groen"].waarde["BU1"] == 40.0


@given(st.lists(st.floats(0, 100), min_size=4, max_size=4), st.permutations(range(4)))
def test_a_mean_lies_between_its_parts_in_any_order(values, order):
    rows = [(f"A{n}", values[n], box(50 * n, 0, 50 * (n + 1), 100)) for n in order]
    mean = onto_gebieden(areas(*rows), gebieden(**TOWN))["groen"].waarde["WK1"]
    assert mean == pytest.approx(sum(values) / 4)


#: Totals, and what is about the area itself; and what holds of every part of it.
WHOLE, PART = ("a_inw", "k_s1", "ind_wbz"), ("p_koopw", "g_gas", "bev_dich", "ses_woa_score", "strategie")


def published(code):
    values = pd.DataFrame(3.0, index=[code], columns=[*WHOLE, *PART])
    status = pd.DataFrame("ok", values.index, values.columns)
    return StatTable(values, status, values / 3, pd.Series(2022, values.columns))


def test_what_holds_of_a_whole_area_only_moves_to_the_same_ground():
    buurten = gebieden(BU1=TOWN["BU1"])
    same = onto_buurten(published("BU9"), buurten, areas(("BU9", 0, box(0, 0, 101, 100))).rows)
    assert same.waarden.loc["BU1"].tolist() == [3.0] * 8
    part = onto_buurten(published("BU9"), buurten, areas(("BU9", 0, TOWN["WK1"])).rows)
    assert part.waarden.loc["BU1", list(PART)].tolist() == [3.0] * 5
    assert part.waarden.loc["BU1", list(WHOLE)].isna().all()
    assert part.status.loc["BU1", list(WHOLE)].tolist() == [Status.NIET_GEPUBLICEERD] * 3
    assert part.dekking.loc["BU1"].tolist() == [0.0] * 3 + [1.0] * 5
    assert part.peiljaar["p_koopw"] == 2022


def test_a_code_that_the_table_does_not_have_gives_no_row():
    found = onto_buurten(published("BU8"), gebieden(BU1=TOWN["BU1"]), areas(("BU9", 0, TOWN["BU1"])).rows)
    assert found.waarden.empty
