"""Figures of one year on the drawing of another: the published area decides."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from wijkkaart.errors import InputError
from wijkkaart.gebieden.division import check_division, fit_division
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


def whole(year: int) -> gpd.GeoDataFrame:
    return drawn(year).assign(volledig=True)


def years(*tables: StatTable) -> StatTable:
    return StatTable.of_editions(tables)


def test_an_area_that_lay_elsewhere_in_that_year_gets_no_figure_of_it():
    old = figures(2023, a_opp_ha=[20.0, 70.0], a_inw=[10.0, 11.0])
    table = years(figures(2024, a_opp_ha=[20.0, 50.0], a_inw=[20.0, 21.0]), old)
    fitted, remark = fit_division(table, table, whole(2024))
    assert fitted.of_year(2024).waarden["a_inw"].tolist() == [20.0, 21.0]
    assert fitted.of_year(2023).waarden.loc["BU1", "a_inw"] == 10.0
    assert pd.isna(fitted.of_year(2023).waarden.loc["BU2", "a_inw"])
    assert fitted.of_year(2023).status.loc["BU2", "a_inw"] == "niet_gepubliceerd"
    assert "2023: 1" in remark


def test_another_table_follows_what_the_kerncijfers_say_of_its_year():
    kerncijfers = years(figures(2024, a_opp_ha=[20.0, 50.0]), figures(2023, a_opp_ha=[20.0, 70.0]))
    distances, _ = fit_division(figures(2023, g_afs=[1.0, 2.0]), kerncijfers, whole(2024))
    assert distances.waarden["g_afs"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    "kerncijfers", [None, years(figures(2023, a_opp_ha=[20.0, 50.0])), figures(2019, a_inw=[1, 2])]
)
def test_what_cannot_be_checked_is_not_placed_unless_the_user_vouches(kerncijfers):
    table = figures(2019, g_afs=[1.0, 2.0])
    fitted, remark = fit_division(table, kerncijfers, whole(2024))
    assert fitted.waarden["g_afs"].isna().all()
    assert "2019: 2" in remark
    assert "geldig_voor" in remark
    kept, remark = fit_division(table, kerncijfers, whole(2024), geldig_voor=(2019,))
    assert kept.waarden["g_afs"].tolist() == [1.0, 2.0]
    assert remark == ""
    same, _ = fit_division(figures(2024, g_afs=[1.0, 2.0]), kerncijfers, whole(2024))
    assert same.waarden["g_afs"].tolist() == [1.0, 2.0]


def test_a_table_may_follow_the_division_of_another_year_than_its_figures():
    kerncijfers = years(figures(2024, a_opp_ha=[20.0, 50.0]), figures(2023, a_opp_ha=[20.0, 70.0]))
    fitted, _ = fit_division(figures(2019, g_afs=[1.0, 2.0]), kerncijfers, whole(2024), indeling=2023)
    assert fitted.waarden["g_afs"].isna().tolist() == [False, True]


def test_a_reused_code_is_another_area_however_large():
    newest = figures(2025, a_opp_ha=[20.0, 50.0], ind_wbz=[2.0, 1.0], a_inw=[1.0, 2.0])
    table = years(newest, figures(2024, a_opp_ha=[20.0, 50.0], ind_wbz=[1.0, 2.0], a_inw=[3.0, 4.0]))
    fitted, _ = fit_division(table, table, whole(2024))
    assert fitted.of_year(2025).waarden["a_inw"].isna().tolist() == [True, False]
    assert fitted.of_year(2024).waarden["a_inw"].isna().tolist() == [False, False]


def test_a_redrawn_boundary_leaves_less_room_than_drawing_and_rounding():
    # 7% is within what two drawings differ; not where CBS says that the boundary moved.
    newest = figures(2025, a_opp_ha=[20.0, 53.5], ind_wbz=[1.0, 3.0], a_inw=[1.0, 2.0])
    same = figures(2025, a_opp_ha=[20.0, 53.5], ind_wbz=[1.0, 1.0], a_inw=[1.0, 2.0])
    assert fit_division(newest, newest, whole(2024))[0].waarden["a_inw"].isna().tolist() == [False, True]
    assert fit_division(same, same, whole(2024))[0].waarden["a_inw"].isna().tolist() == [False, False]
