"""Figures of one year on the drawing of another: the published area decides."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from wijkkaart.errors import InputError
from wijkkaart.gebieden.division import Division, check_division, fit_division, years_to_draw
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
    fitted, remark = fit_division(table, Division(table), whole(2024))
    assert fitted.of_year(2024).waarden["a_inw"].tolist() == [20.0, 21.0]
    assert fitted.of_year(2023).waarden.loc["BU1", "a_inw"] == 10.0
    assert pd.isna(fitted.of_year(2023).waarden.loc["BU2", "a_inw"])
    assert fitted.of_year(2023).status.loc["BU2", "a_inw"] == "niet_gepubliceerd"
    assert "2023: 1" in remark


def test_another_table_follows_what_the_kerncijfers_say_of_its_year():
    kerncijfers = years(figures(2024, a_opp_ha=[20.0, 50.0]), figures(2023, a_opp_ha=[20.0, 70.0]))
    distances, _ = fit_division(figures(2023, g_afs=[1.0, 2.0]), Division(kerncijfers), whole(2024))
    assert distances.waarden["g_afs"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    "kerncijfers", [None, years(figures(2023, a_opp_ha=[20.0, 50.0])), figures(2019, a_inw=[1, 2])]
)
def test_what_cannot_be_checked_is_not_placed_unless_the_user_vouches(kerncijfers):
    table = figures(2019, g_afs=[1.0, 2.0])
    fitted, remark = fit_division(table, Division(kerncijfers), whole(2024))
    assert fitted.waarden["g_afs"].isna().all()
    assert "2019: 2" in remark
    assert "geldig_voor" in remark
    kept, remark = fit_division(table, Division(kerncijfers, (2019,)), whole(2024))
    assert kept.waarden["g_afs"].tolist() == [1.0, 2.0]
    assert remark == ""
    same, _ = fit_division(figures(2024, g_afs=[1.0, 2.0]), Division(kerncijfers), whole(2024))
    assert same.waarden["g_afs"].tolist() == [1.0, 2.0]


def test_a_table_may_follow_the_division_of_another_year_than_its_figures():
    kerncijfers = years(figures(2024, a_opp_ha=[20.0, 50.0]), figures(2023, a_opp_ha=[20.0, 70.0]))
    fitted, _ = fit_division(figures(2019, g_afs=[1.0, 2.0]), Division(kerncijfers), whole(2024), indeling=2023)
    assert fitted.waarden["g_afs"].isna().tolist() == [False, True]


def test_a_reused_code_is_another_area_however_large():
    newest = figures(2025, a_opp_ha=[20.0, 50.0], ind_wbz=[2.0, 1.0], a_inw=[1.0, 2.0])
    table = years(newest, figures(2024, a_opp_ha=[20.0, 50.0], ind_wbz=[1.0, 2.0], a_inw=[3.0, 4.0]))
    fitted, _ = fit_division(table, Division(table), whole(2024))
    assert fitted.of_year(2025).waarden["a_inw"].isna().tolist() == [True, False]
    assert fitted.of_year(2024).waarden["a_inw"].isna().tolist() == [False, False]


def test_a_redrawn_boundary_leaves_less_room_than_drawing_and_rounding():
    # 7% is within what two drawings differ; not where CBS says that the boundary moved.
    newest = figures(2025, a_opp_ha=[20.0, 53.5], ind_wbz=[1.0, 3.0], a_inw=[1.0, 2.0])
    same = figures(2025, a_opp_ha=[20.0, 53.5], ind_wbz=[1.0, 1.0], a_inw=[1.0, 2.0])
    assert fit_division(newest, Division(newest), whole(2024))[0].waarden["a_inw"].isna().tolist() == [False, True]
    assert fit_division(same, Division(same), whole(2024))[0].waarden["a_inw"].isna().tolist() == [False, False]


#: The run: a buurt of 100 x 100 m (1 ha), one of 100 x 50 m above it, and their wijk.
NOW = {"BU1": box(0, 0, 100, 100), "BU2": box(0, 100, 100, 150), "WK1": box(0, 0, 100, 150)}


def now(**shapes) -> gpd.GeoDataFrame:
    """Return areas drawn as they were in 2024."""
    shapes = shapes or NOW
    frame = gpd.GeoDataFrame(
        {"niveau": ["buurt" if code[:2] == "BU" else "wijk" for code in shapes], "indelingsjaar": 2024},
        index=list(shapes),
        geometry=list(shapes.values()),
        crs="EPSG:28992",
    )
    return frame.assign(water=False, volledig=True, oppervlakte_ha=frame.area / 10_000)


def old_outlines(**shapes) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(index=list(shapes), geometry=list(shapes.values()), crs="EPSG:28992")


def old_figures(status: str = "ok", **rows: tuple[float, float]) -> StatTable:
    """Return figures of 2022 for codes of 2022: share of owners and inhabitants; the area is never that of now."""
    values = pd.DataFrame.from_dict(rows, orient="index", columns=["p_koopw", "a_inw"]).assign(a_opp_ha=900.0)
    kept = pd.DataFrame(status, values.index, values.columns)
    if status != "ok":
        values[["p_koopw", "a_inw"]] = float("nan")
    return StatTable(values, kept, (kept == "ok").astype(float), pd.Series(2022, index=values.columns))


def placed(figures: StatTable, outlines: gpd.GeoDataFrame, gebieden: gpd.GeoDataFrame | None = None):
    """Return share, people, coverage and remark of the buurten, by overlap with what was drawn in 2022."""
    table, remark = fit_division(
        figures, Division(figures, (), {2022: outlines}), now() if gebieden is None else gebieden
    )
    assert table.jaar == 2022
    return table, remark


def cell(table: StatTable, code: str, topic: str) -> tuple[float | None, str, float]:
    value = table.waarden.loc[code, topic]
    return None if pd.isna(value) else value, table.status.loc[code, topic], table.dekking.loc[code, topic]


NONE = (None, "niet_gepubliceerd", 0.0)


def test_a_buurt_that_only_got_another_code_keeps_all_its_figures():
    outlines = old_outlines(BU8=NOW["BU1"], BU9=NOW["BU2"])
    table, remark = placed(old_figures(BU8=(40.0, 700.0), BU9=(60.0, 300.0)), outlines)
    assert [cell(table, "BU1", topic) for topic in ("p_koopw", "a_inw")] == [(40.0, "ok", 1.0), (700.0, "ok", 1.0)]
    assert [cell(table, "BU2", topic) for topic in ("p_koopw", "a_inw")] == [(60.0, "ok", 1.0), (300.0, "ok", 1.0)]
    assert "(2022: 2)" in remark
    assert "geen cijfer" not in remark


def test_two_buurten_that_changed_codes_change_figures():
    outlines = old_outlines(BU2=NOW["BU1"], BU1=NOW["BU2"])
    table, _ = placed(old_figures(BU1=(60.0, 300.0), BU2=(40.0, 700.0)), outlines)
    assert table.waarden["a_inw"].to_dict() == {"BU1": 700.0, "BU2": 300.0}


def test_a_buurt_made_of_two_gets_the_share_of_neither_unless_one_was_most_of_it():
    halves = old_outlines(BU8=box(0, 0, 60, 100), BU9=box(60, 0, 100, 100))
    table, remark = placed(old_figures(BU8=(40.0, 700.0), BU9=(60.0, 300.0), BU1=(1.0, 2.0)), halves)
    assert [cell(table, "BU1", topic) for topic in ("p_koopw", "a_inw")] == [NONE, NONE]
    assert "geen cijfer van dat jaar (2022: 1)" in remark
    most = old_outlines(BU8=box(0, 0, 90, 100), BU9=box(90, 0, 100, 100))
    table, _ = placed(old_figures(BU8=(40.0, 700.0), BU9=(60.0, 300.0)), most)
    assert cell(table, "BU1", "p_koopw") == (40.0, "ok", 0.9)
    assert cell(table, "BU1", "a_inw") == NONE


def test_both_parts_of_a_buurt_that_was_split_take_its_share_and_not_its_people():
    table, _ = placed(old_figures(BU8=(40.0, 700.0)), old_outlines(BU8=NOW["WK1"]))
    for code in ("BU1", "BU2"):
        assert cell(table, code, "p_koopw") == (40.0, "ok", 1.0)
        assert cell(table, code, "a_inw") == NONE


@pytest.mark.parametrize(("height", "found"), [(79, NONE), (81, (40.0, "ok", 0.81))])
def test_a_border_that_shifted_leaves_a_share_where_four_fifths_is_the_same(height, found):
    outlines = old_outlines(BU1=box(0, 0, 100, height), BU7=box(0, height, 100, 150))
    table, _ = placed(old_figures(BU1=(40.0, 700.0), BU7=(60.0, 300.0)), outlines)
    assert cell(table, "BU1", "p_koopw") == pytest.approx(found)
    assert cell(table, "BU1", "a_inw") == NONE


@pytest.mark.parametrize(("height", "people"), [(105, 700.0), (106, None), (95, 700.0), (94, None)])
def test_people_go_along_as_long_as_each_covers_nearly_all_of_the_other(height, people):
    # 100 of 105 m is 95.2%, of 106 m 94.3%.
    table, _ = placed(old_figures(BU8=(40.0, 700.0)), old_outlines(BU8=box(0, 0, 100, height)), now(BU1=NOW["BU1"]))
    assert cell(table, "BU1", "a_inw")[0] == people
    assert cell(table, "BU1", "p_koopw")[0] == 40.0


@pytest.mark.parametrize("shape", [NOW["BU1"], NOW["WK1"]])
def test_what_was_secret_then_stays_secret(shape):
    table, _ = placed(old_figures("geheim", BU8=(0.0, 0.0)), old_outlines(BU8=shape))
    assert cell(table, "BU1", "p_koopw") == (None, "geheim", 0.0)
    assert cell(table, "BU1", "a_inw") == (None, "geheim", 0.0)


def test_without_outlines_of_that_year_all_is_as_it_was_and_the_remark_names_the_source():
    figures = old_figures(BU1=(40.0, 700.0), WK1=(50.0, 900.0))
    for outlines in ({}, {2021: old_outlines(BU1=NOW["BU1"])}):
        table, remark = fit_division(figures, Division(figures, (), outlines), now())
        assert table.waarden[["p_koopw", "a_inw"]].isna().all(axis=None)
        assert list(table.waarden.index) == ["BU1", "WK1"]
        assert "(2022: 1)" in remark
        assert "grenzen van 2022 bij cbs_buurten_andere_jaren" in remark


def test_a_code_that_was_the_same_ground_is_left_alone():
    figures = old_figures(BU1=(40.0, 700.0), BU9=(60.0, 300.0))
    figures.waarden["a_opp_ha"] = [1.0, 900.0]
    table, remark = placed(figures, old_outlines(BU9=box(0, 0, 100, 150)))
    assert cell(table, "BU1", "a_inw") == (700.0, "ok", 1.0)
    assert cell(table, "BU2", "p_koopw") == (60.0, "ok", 1.0)
    assert "(2022: 1)" in remark


def test_what_nothing_is_known_of_by_code_is_found_by_ground():
    figures = old_figures(BU1=(40.0, 700.0), BU2=(60.0, 300.0))
    figures = StatTable(
        *(part.drop(columns="a_opp_ha") for part in (figures.waarden, figures.status, figures.dekking)),
        figures.peiljaar.drop("a_opp_ha"),
    )
    table, remark = placed(figures, old_outlines(BU1=NOW["BU1"]))
    assert cell(table, "BU1", "a_inw") == (700.0, "ok", 1.0)
    assert cell(table, "BU2", "a_inw") == NONE
    assert "geen cijfer van dat jaar (2022: 1)" in remark


def test_the_figure_may_stand_in_the_table_of_another_gemeente():
    figures, elsewhere = old_figures(BU2=(60.0, 300.0)), old_figures(BU8=(40.0, 700.0))
    division = Division(figures, (), {2022: old_outlines(BU8=NOW["BU1"], BU2=NOW["BU2"])})
    table, _ = fit_division(figures, division, now(), elders=elsewhere)
    assert table.waarden["a_inw"].to_dict() == {"BU1": 700.0, "BU2": 300.0}


def test_a_topic_that_the_table_of_another_gemeente_does_not_have_is_not_published():
    figures, elsewhere = old_figures(BU2=(60.0, 300.0)), old_figures(BU8=(40.0, 700.0))
    elsewhere = StatTable(
        *(part.drop(columns="p_koopw") for part in (elsewhere.waarden, elsewhere.status, elsewhere.dekking)),
        elsewhere.peiljaar.drop("p_koopw"),
    )
    division = Division(figures, (), {2022: old_outlines(BU8=NOW["BU1"], BU2=NOW["BU2"])})
    table, _ = fit_division(figures, division, now(), elders=elsewhere)
    assert cell(table, "BU1", "a_inw") == (700.0, "ok", 1.0)
    assert cell(table, "BU1", "p_koopw") == NONE


def test_the_year_of_the_division_may_be_another_than_that_of_the_figures():
    figures = old_figures(BU8=(40.0, 700.0))
    division = Division(None, (), {2021: old_outlines(BU8=NOW["BU1"])})
    table, _ = fit_division(figures, division, now(), indeling=2021)
    assert cell(table, "BU1", "p_koopw") == (40.0, "ok", 1.0)
    assert table.jaar == 2022


def test_outlines_are_only_wanted_of_years_in_which_a_buurt_lay_elsewhere_or_was_not_there():
    same = old_figures(BU1=(1.0, 2.0), BU2=(3.0, 4.0), WK1=(5.0, 6.0))
    same.waarden["a_opp_ha"] = [1.0, 0.5, 1.5]
    assert years_to_draw(same, Division(same), now()) == set()
    wijk = StatTable(same.waarden.replace(1.5, 9.0), same.status, same.dekking, same.peiljaar)
    assert years_to_draw(wijk, Division(wijk), now()) == set()
    moved = StatTable(same.waarden.replace(0.5, 9.0), same.status, same.dekking, same.peiljaar)
    assert years_to_draw(moved, Division(moved), now()) == {2022}
    assert years_to_draw(same, Division(same), now(BU1=NOW["BU1"], BU3=NOW["BU2"])) == {2022}
    assert years_to_draw(same, Division(same, (2022,)), now(BU1=NOW["BU1"], BU3=NOW["BU2"])) == set()
    large_water = now(BU1=NOW["BU1"], BU3=NOW["BU2"]).assign(water=[False, True])
    assert years_to_draw(same, Division(same), large_water) == set()
    no_buurten = same.of_codes(pd.Index(["WK1"]))
    assert years_to_draw(no_buurten, Division(), now()) == set()
