import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from wijkkaart.gebieden.agreement import (
    added_up,
    averaged,
    hold_counted,
    hold_published,
    is_outside,
    outcomes,
    whole_areas,
)
from wijkkaart.layers import StatTable

#: Three buurten of one wijk, which is the whole gemeente.
CODES = ["BU99990000", "BU99990001", "BU99990002", "WK999900", "GM9999"]
LINKS = pd.DataFrame({"buurt": CODES[:3] * 2, "gebied": ["WK999900"] * 3 + ["GM9999"] * 3})


def counts(*values) -> pd.Series:
    return pd.Series(values, index=CODES, dtype="float64")


def table(**columns) -> StatTable:
    values = pd.DataFrame({name: counts(*cells) for name, cells in columns.items()})
    status = values.notna().replace({True: "ok", False: "geheim"})
    return StatTable(values, status, values.notna() * 1.0, pd.Series(2023, index=values.columns))


def areas(**changes) -> gpd.GeoDataFrame:
    squares = [box(0, 0, 100, 100), box(100, 0, 200, 100), box(200, 0, 300, 100)]
    frame = {
        "niveau": ["buurt"] * 3 + ["wijk", "gemeente"],
        "n_buurten": [1, 1, 1, 3, 3],
        "volledig": [True, True, True, False, False],
        "oppervlakte_ha": [1.0, 1.0, 1.0, 3.0, 3.0],
        **changes,
    }
    shapes = [*squares, box(0, 0, 300, 100), box(0, 0, 300, 100)]
    return gpd.GeoDataFrame(frame, index=pd.Index(CODES, name="gebiedcode"), geometry=shapes, crs=28992)


# Three buurten of 100 and one wijk: four numbers, each at most 4 off, so 16 in all.
@pytest.mark.parametrize(("wijk", "outside"), [(300, False), (316, False), (284, False), (317, True), (283, True)])
def test_people_may_differ_four_per_area(wijk, outside):
    sums = added_up(counts(100, 100, 100, wijk, wijk), LINKS)
    assert sums.loc["WK999900", ["opgeteld", "gepubliceerd", "buurten", "ruimte"]].tolist() == [300, wijk, 3, 16]
    assert is_outside(sums).tolist() == [outside, outside]


# Dwellings are not rounded; benefits to the nearest ten (5 x 4 areas), ground to whole hectares (0.5 x 4).
@pytest.mark.parametrize(
    ("column", "fits", "too_much"),
    [("a_woning", 300, 301), ("a_soz_wb", 320, 330), ("a_opp_ha", 302, 303), ("a_bedv", 315, 320)],
)
def test_each_figure_has_the_room_that_its_own_rounding_leaves(column, fits, too_much):
    for wijk, outside in ((fits, False), (too_much, True)):
        sums = added_up(counts(100, 100, 100, wijk, wijk), LINKS, column)
        assert is_outside(sums).tolist() == [outside, outside]


def test_a_wijk_with_a_secret_buurt_is_not_compared():
    assert added_up(counts(100, None, 100, 300, 300), LINKS).empty
    assert added_up(counts(100, 100, 100, None, 300), LINKS).index.tolist() == ["GM9999"]


def test_a_share_is_weighted_and_an_empty_buurt_needs_none():
    # (20 x 10 + 50 x 30) / 40 = 42.5
    shares, homes = counts(20, 50, None, 42, 44), counts(10, 30, 0, 40, 40)
    means = averaged(shares, homes, LINKS)
    assert means["opgeteld"].tolist() == [42.5, 42.5]
    # each number is at most half a percent off, so together one: 42 fits, 44 does not
    assert is_outside(means).to_dict() == {"GM9999": True, "WK999900": False}


def test_a_share_of_a_buurt_with_homes_but_without_figure_is_not_compared():
    assert averaged(counts(20, None, 30, 25, 25), counts(10, 30, 5, 45, 45), LINKS).empty
    assert averaged(counts(20, 50, 30, 25, 25), counts(10, None, 5, 45, 45), LINKS).empty
    assert averaged(counts(20, 50, 30, 25, 25), counts(0, 0, 0, 0, 0), LINKS).empty


def test_one_proof_makes_an_area_whole_so_that_the_other_figures_can_fail():
    ground = (1, 1, 1, 3, 3)
    wrong_people = table(a_inw=(100, 100, 100, 500, 500), a_opp_ha=ground)
    assert whole_areas(wrong_people, areas(), LINKS).tolist() == ["WK999900", "GM9999"]
    rows = hold_published(wrong_people, areas(), LINKS)
    assert rows[is_outside(rows)]["cijfer"].tolist() == ["a_inw", "a_inw"]


def test_without_any_proof_an_area_is_not_whole():
    part = table(a_inw=(100, 100, 100, 500, 500), a_opp_ha=(10, 10, 10, 90, 90))
    assert whole_areas(part, areas(), LINKS).empty
    outline = areas(volledig=[True, True, True, True, False])
    assert whole_areas(part, outline, LINKS).tolist() == ["WK999900"]


def test_a_buurt_that_the_table_names_and_the_run_does_not_makes_its_areas_partial():
    # an empty buurt: people and ground add up without it
    full = table(a_inw=(100, 200, 0, 300, 300), a_opp_ha=(5, 5, 0, 10, 10))
    assert whole_areas(full, areas(), LINKS).size == 2
    two = LINKS[LINKS["buurt"] != "BU99990002"]
    assert whole_areas(full, areas(), two).empty


def test_what_is_compared_says_its_year_niveau_and_weight_of_that_year():
    older = table(a_woning=(10, 30, 0, 40, 40), p_koopw=(20, 50, None, 42, 42))
    newer = StatTable(
        table(a_woning=(99, 1, 0, 100, 100)).waarden,
        table(a_woning=(99, 1, 0, 100, 100)).status,
        table(a_woning=(99, 1, 0, 100, 100)).dekking,
        pd.Series({"a_woning": 2024}),
    )
    rows = hold_published(StatTable.of_editions([newer, older]), areas(), LINKS).set_index(["cijfer", "gebiedcode"])
    assert rows.loc[("a_woning", "WK999900"), ["jaar", "niveau", "opgeteld"]].tolist() == [2024, "wijk", 100]
    # weighted with the dwellings of 2023: (20 x 10 + 50 x 30) / 40
    assert rows.loc[("p_koopw", "WK999900"), ["jaar", "opgeteld"]].tolist() == [2023, 42.5]


def test_an_own_count_may_be_ten_percent_off():
    ours, theirs = counts(109, 111, 0, 220, None), counts(100, 100, None, 200, 200)
    rows = hold_counted(ours, theirs.rename("a_woning"), areas(), 0.10)
    assert rows["gebiedcode"].tolist() == ["BU99990000", "BU99990001", "WK999900"]
    assert is_outside(rows).tolist() == [False, True, False]
    spared = hold_counted(ours, theirs.rename("a_woning"), areas(), 0.10, 1.0)
    assert not is_outside(spared).any()


def test_an_outcome_tells_the_largest_of_those_outside_first():
    rows = hold_counted(counts(100, 150, 130, 380, 1000), counts(100, 100, 100, 300, 1000).rename("x"), areas(), 0.2)
    buurt, wijk, gemeente = outcomes(rows, "niveau")
    assert (buurt.vergeleken, [gap.gebiedcode for gap in buurt.buiten]) == (3, ["BU99990001", "BU99990002"])
    assert (buurt.grootste.opgeteld, buurt.grootste.gepubliceerd, buurt.grootste.ruimte) == (150, 100, 20)
    assert buurt.verhouding == pytest.approx(380 / 300)
    assert (wijk.niveau, len(wijk.buiten)) == ("wijk", 1)
    assert (gemeente.buiten, gemeente.jaar) == ((), None)


def test_a_large_gap_that_is_allowed_does_not_hide_a_small_one_that_is_not():
    rows = hold_counted(counts(1050, 15, 10, None, None), counts(1000, 10, 10, None, None).rename("x"), areas(), 0.10)
    (buurt,) = outcomes(rows, "niveau")
    assert buurt.grootste.gebiedcode == "BU99990001"


def test_nothing_in_common_gives_no_outcome():
    assert outcomes(hold_published(table(x=(1, 1, 1, 3, 3)), areas(), LINKS), "cijfer") == []


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(-4, 4)), min_size=1, max_size=30), st.integers(-4, 4))
def test_rounding_at_random_never_makes_a_wijk_fall_outside(buurten, error):
    codes = [f"BU9999{place:04d}" for place in range(len(buurten))]
    total = sum(true for true, _ in buurten)
    values = pd.Series([*(true + off for true, off in buurten), total + error], index=[*codes, "WK999900"])
    sums = added_up(values.astype(float), pd.DataFrame({"buurt": codes, "gebied": "WK999900"}))
    assert is_outside(sums).tolist() == [False]
