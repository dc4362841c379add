"""Figures of one year on the drawing of another: the published area decides."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from wijkkaart.errors import InputError
from wijkkaart.gebieden.division import check_division
from wijkkaart.layers import StatTable


def drawn(year: int) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"niveau": "buurt", "water": False, "indelingsjaar": [year, year], "oppervlakte_ha": [20.0, 50.0]},
        index=["BU1", "BU2"],
        geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)],
        crs="EPSG:28992",
    )


def figures(year: int, **columns: list[float]) -> StatTable:
    values = pd.DataFrame(columns, index=["BU1", "BU2"])
    return StatTable(values, values.astype(str), values, pd.Series(year, index=values.columns))


def test_same_year_needs_no_remark():
    assert check_division(drawn(2023), figures(2023, a_opp_ha=[99.0, 99.0]), ()) == ""


def test_other_year_with_the_same_areas_is_remarked():
    assert "2023" in check_division(drawn(2016), figures(2023, a_opp_ha=[21.0, 48.0]), ())


def test_a_user_who_vouches_needs_no_remark_when_the_areas_agree():
    assert check_division(drawn(2016), figures(2023, a_opp_ha=[21.0, 48.0]), (2023,)) == ""


def test_other_year_with_another_area_is_refused_even_if_the_user_vouches():
    with pytest.raises(InputError, match="BU2"):
        check_division(drawn(2016), figures(2023, a_opp_ha=[20.0, 60.0]), (2023,))


def test_other_year_without_published_areas_needs_the_users_word():
    with pytest.raises(InputError, match=r"geldig_voor: \[2023\]"):
        check_division(drawn(2016), figures(2023, a_inw=[1.0, 2.0]), ())
    assert check_division(drawn(2016), figures(2023, a_inw=[1.0, 2.0]), (2023,)) == ""


def test_half_a_hectare_of_rounding_is_no_difference():
    small = drawn(2016)
    small["oppervlakte_ha"] = [1.4, 2.0]
    assert check_division(small, figures(2023, a_opp_ha=[2.0, 2.0]), ())
