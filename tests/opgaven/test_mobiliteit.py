"""Every figure of mobiliteit against a sum by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from shapely import LineString, Point, box

from wijkkaart.ingredients.mobility import smoothed_rate
from wijkkaart.opgaven import mobiliteit as opgave
from wijkkaart.status import Status


def test_autos_per_huishouden(toy):
    result = opgave.autos_per_huishouden(toy.table(g_pau_hh=[0.6, "geheim", 0.8]))
    assert result.waarde["A"] == 0.6
    assert result.status["B"] == Status.GEHEIM


def test_autodichtheid_km2(toy):
    result = opgave.autodichtheid_km2(toy.table(g_pau_km=[3120, "geheim", 2800]))
    assert result.waarde["A"] == 3120
    assert np.isnan(result.waarde["B"])


def test_afstand_dagelijkse_voorzieningen(toy):
    # (0.9 + 0.6 + 0.6) / 3 = 0.7; all three are needed
    table = toy.table(g_afs_hp=[0.9, 0.9, 1.0], g_afs_gs=[0.6, "geheim", 1.0], g_afs_sc=[0.6, 0.6, 1.0])
    result = opgave.afstand_dagelijkse_voorzieningen(toy.gebieden(), table)
    assert result.waarde["A"] == pytest.approx(0.7, abs=1e-12)
    assert result.status["B"] == Status.GEHEIM


def test_distances_come_from_the_table_that_has_them(toy):
    empty = toy.table(a_inw=[1, 1, 1])
    filled = toy.table(g_afs_hp=[0.3] * 3, g_afs_gs=[0.3] * 3, g_afs_sc=[0.6] * 3, year=2021)
    result = opgave.afstand_dagelijkse_voorzieningen(toy.gebieden(), empty, filled)
    assert result.waarde["A"] == pytest.approx(0.4)
    assert result.peiljaar == 2021
    none = opgave.afstand_dagelijkse_voorzieningen(toy.gebieden())
    assert set(none.status) == {Status.BRON_ONTBREEKT}


def test_afstand_treinstation_km(toy):
    result = opgave.afstand_treinstation_km(toy.table(g_afs_trein=[2.1, "geheim", 2.4]))
    assert result.waarde["A"] == 2.1
    assert np.isnan(result.waarde["B"])


def _stops(toy, **columns):
    return toy.objects([Point(0, 0), Point(900, 0), Point(1000, 0)], **columns)


def test_aandeel_woningen_halte_verder_500m(toy):
    # The stop at x = 900 has 1 departure an hour: not served. From x = 500 the stop at 0 is 500 m off (near),
    # from x = 500.5 both served stops (0 and 1000) are closer than 500.5 m: 499.5 to the last one.
    stops = toy.objects([Point(0, 0), Point(900, 0)], vertrekken_per_uur=[2.0, 1.0])
    homes = toy.homes(20, at=[Point(500, 0)] * 12 + [Point(501, 0)] * 8)
    result = opgave.aandeel_woningen_halte_verder_500m(homes, stops)
    assert result.waarde["A"] == pytest.approx(40.0)


def test_ov_vertrekken_per_uur(toy):
    # Line 1 calls at both stops near the home (4 and 6 an hour: once, so 6), line 2 at one (2): 6 + 2 = 8.
    # Half the homes are near, half near nothing: (8 + 0) / 2 = 4.
    stops = toy.objects([Point(0, 0), Point(100, 0), Point(50, 0)], lijnen=["1/0=4;2/0=2.0", "1/0=6", ""])
    homes = toy.homes(20, at=[Point(50, 0)] * 10 + [Point(5000, 0)] * 10)
    result = opgave.ov_vertrekken_per_uur(homes, stops)
    assert result.waarde["A"] == pytest.approx(4.0)
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING


def _crashes(toy, number, road="o0", years=5, **columns):
    given = {"ernst": "LET", "jaar": [2018 + n % years for n in range(number)], "wvk_id": road}
    return toy.objects([Point(1, 1)] * number, **(given | columns))


def _road(toy, km, manager="G"):
    """Return roads of together `km` through A, each 200 m and not near B; the name o0 is the first."""
    lines = [LineString([(-10, y), (190, y)]) for y in np.linspace(1, 199, round(km * 5))]
    return toy.objects(lines, wegbehsrt=manager)


def test_ongevallen_per_km_jaar(toy):
    # 18 crashes in 5 years on 12 km: 18 / 5 / 12 = 0.3. The one buurt with roads is the mean it is drawn to.
    result = opgave.ongevallen_per_km_jaar(toy.gebieden(), _crashes(toy, 18), _road(toy, 12))
    assert result.waarde["A"] == pytest.approx(0.3, abs=1e-12)
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING


def test_only_harm_on_municipal_roads_in_five_years_counts(toy):
    # Four of nine count: one is damage only, one on another road, three are older than five years.
    crashes = _crashes(
        toy,
        9,
        ernst=["LET", "DOD", "LET", "LET", "UMS", "LET", "LET", "LET", "LET"],
        jaar=[2022, 2022, 2022, 2022, 2022, 2022, 2017, 2016, 2015],
        wvk_id=["o0"] * 5 + ["elsewhere"] + ["o0"] * 3,
    )
    result = opgave.ongevallen_per_km_jaar(toy.gebieden(), crashes, _road(toy, 12))
    assert result.status["A"] == Status.TE_KLEIN  # four, five needed


def test_no_crash_rate_on_a_short_road_or_a_rijksweg(toy):
    short = opgave.ongevallen_per_km_jaar(toy.gebieden(), _crashes(toy, 18), _road(toy, 1))
    assert short.status["A"] == Status.TE_KLEIN
    rijk = opgave.ongevallen_per_km_jaar(toy.gebieden(), _crashes(toy, 18), _road(toy, 12, "R"))
    assert rijk.status["A"] == Status.NIET_VAN_TOEPASSING


def test_a_crash_and_a_road_on_the_border_count_on_both_sides(toy):
    # 20 roads of 200 m along the border of A and B, 4 km. Seven crashes at most 10 m from it count in both; one
    # 11 m into A and two 30 m into B count there alone: 8 and 9, and W has all ten once on the same 4 km.
    roads = toy.objects([LineString([(200, 0), (200, 200)])] * 20, wegbehsrt="G")
    places = [Point(x, 50) for x in (190, 195, 200, 200, 203, 207, 210, 189, 230, 230)]
    crashes = toy.objects(places, ernst="LET", jaar=[2018, 2019, 2020, 2021, 2022] * 2, wvk_id="o0")
    result = opgave.ongevallen_per_km_jaar(toy.gebieden(), crashes, roads)
    assert result.teller.tolist() == [8, 9, 10]
    assert result.noemer.tolist() == pytest.approx([4.0, 4.0, 4.0])


def test_roads_that_the_file_does_not_reach_are_no_short_roads(toy):
    cut = replace(_road(toy, 12), dekking=pd.Series([0.9, 1.0, 0.95], index=toy.gebieden().index))
    result = opgave.ongevallen_per_km_jaar(toy.gebieden(), _crashes(toy, 18), cut)
    assert result.status.tolist() == [Status.BUITEN_DEKKING, Status.NIET_VAN_TOEPASSING, Status.OK]
    # No buurt has a rate that W could be drawn to, so it keeps its own.
    assert result.waarde["W"] == pytest.approx(0.3)


def test_smoothed_rate_draws_to_the_mean():
    # Events 10 and 0 on exposure 10 and 10: rates 1 and 0, mean 0.5, spread 0.25, between 0.25 - 0.5/10 = 0.2.
    # Weight 0.2 / (0.2 + 0.5/10) = 0.8: 0.8 * 1 + 0.2 * 0.5 = 0.9 and 0.8 * 0 + 0.1 = 0.1.
    areas = pd.Series([True, True])
    smooth = smoothed_rate(pd.Series([10.0, 0.0]), pd.Series([10.0, 10.0]), areas)
    assert smooth.tolist() == pytest.approx([0.9, 0.1])


def test_smoothed_rate_is_the_mean_when_areas_do_not_differ_more_than_chance():
    # Rates 0.5 and 0.5: no variance between areas, so both are the mean.
    smooth = smoothed_rate(pd.Series([5.0, 1.0]), pd.Series([10.0, 2.0]), pd.Series([True, True]))
    assert smooth.tolist() == pytest.approx([0.5, 0.5])


def test_parkeervlak_per_woning_m2(toy):
    # 100 x 10 m of bays in A, 50 m2 of it drawn twice; carriageway does not count: 1000 / 50 = 20 m2
    shapes = [box(0, 0, 100, 10), box(0, 0, 5, 10), box(0, 50, 200, 60)]
    roads = toy.objects(shapes, functie=["parkeervlak", "parkeervlak", "rijbaan lokale weg"])
    result = opgave.parkeervlak_per_woning_m2(toy.gebieden(), roads, toy.table(a_woning=[50, 49, 100]))
    assert result.waarde["A"] == pytest.approx(20.0)
    assert result.status["B"] == Status.TE_KLEIN


def test_a_gemeente_that_draws_no_bays_has_no_figure(toy):
    roads = toy.objects([box(0, 50, 200, 60)], functie="rijbaan lokale weg")
    result = opgave.parkeervlak_per_woning_m2(toy.gebieden(), roads, toy.table(a_woning=[50, 50, 100]))
    assert set(result.status) == {Status.NIET_GEPUBLICEERD}


def test_laadpunten_per_1000_autos(toy):
    # 1000 * 12 / 480 = 25; 99 cars are too few
    table = toy.table(a_lp_pub=[12, 3, 15], a_pau=[480, 99, 579])
    result = opgave.laadpunten_per_1000_autos(table)
    assert result.waarde["A"] == pytest.approx(25.0)
    assert result.status["B"] == Status.TE_KLEIN


def _cells(toy, left, right):
    """Return a map of 40 x 20 m: `left` in the west half, `right` in the east half."""
    return toy.raster([[left, left, right, right]] * 2, top=20.0)


def _homes_left_and_right(toy, left, right):
    return toy.homes(left + right, at=[Point(5, 5)] * left + [Point(35, 5)] * right)


def test_geluid_aandeel_woningen_53(toy):
    # Exactly 53 dB is not more than 53: 5 of 20.
    homes = _homes_left_and_right(toy, 15, 5)
    result = opgave.geluid_aandeel_woningen_53(homes, _cells(toy, 53.0, 53.5))
    assert result.waarde["A"] == pytest.approx(25.0)
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING  # no homes
    assert result.peiljaar == 2022
    # 4 of 20 without a value: 16 / 20 is just enough, and the share is of those 16.
    quiet = opgave.geluid_aandeel_woningen_53(_homes_left_and_right(toy, 16, 4), _cells(toy, 60.0, np.nan))
    assert quiet.waarde["A"] == pytest.approx(100.0)
    assert quiet.dekking["A"] == pytest.approx(0.8)
    assert quiet.noemer["A"] == 16


def test_homes_off_the_map_are_not_quiet(toy):
    homes = _homes_left_and_right(toy, 15, 5)
    result = opgave.geluid_aandeel_woningen_53(homes, _cells(toy, 0.0, np.nan))
    assert result.status["A"] == Status.BUITEN_DEKKING  # 15 / 20
    nowhere = opgave.geluid_aandeel_woningen_53(homes, _cells(toy, np.nan, np.nan))
    assert nowhere.status["A"] == Status.BUITEN_DEKKING


def test_no2_gem(toy):
    # 15 homes at 16 and 5 at 24: (15 x 16 + 5 x 24) / 20 = 18, where the ground has (16 + 24) / 2 = 20
    result = opgave.no2_gem(_homes_left_and_right(toy, 15, 5), _cells(toy, 16.0, 24.0))
    assert result.waarde["A"] == pytest.approx(18.0)
    assert (result.p10["A"], result.p90["A"]) == (16.0, 24.0)
    few = opgave.no2_gem(_homes_left_and_right(toy, 15, 4), _cells(toy, 16.0, 24.0))
    assert few.status["A"] == Status.TE_KLEIN


def test_pm25_gem(toy):
    result = opgave.pm25_gem(_homes_left_and_right(toy, 10, 10), _cells(toy, 9.0, 10.0))
    assert result.waarde["A"] == pytest.approx(9.5)
    assert opgave.pm25_gem(_homes_left_and_right(toy, 10, 10), _cells(toy, 9.0, np.nan)).status["A"] == "buiten_dekking"


def test_charge_points_of_ndw_count_only_where_cbs_has_none_at_all(toy):
    # 2 + 4 points at two locations in A: 1000 * 6 / 480 = 12.5; none in B is a true zero.
    listed = toy.objects([Point(1, 1), Point(2, 2)], laadpunten=[2.0, 4.0])
    cars = {"a_pau": [480, 200, 680]}
    result = opgave.laadpunten_per_1000_autos(toy.table(**cars, a_lp_pub=["niet_gepubliceerd"] * 3), listed)
    assert result.waarde.tolist() == pytest.approx([12.5, 0.0, 6000 / 680])
    result = opgave.laadpunten_per_1000_autos(toy.table(**cars, a_lp_pub=[12, "niet_gepubliceerd", 12]), listed)
    assert result.waarde["A"] == pytest.approx(25.0)
    assert result.status["B"] == Status.NIET_GEPUBLICEERD


def test_a_location_that_does_not_say_its_number_gives_no_count(toy):
    listed = toy.objects([Point(1, 1), Point(2, 2)], laadpunten=[2.0, np.nan])
    result = opgave.laadpunten_per_1000_autos(toy.table(a_pau=[480, 200, 680]), listed)
    assert result.status.tolist() == [Status.NIET_GEPUBLICEERD, Status.OK, Status.NIET_GEPUBLICEERD]
