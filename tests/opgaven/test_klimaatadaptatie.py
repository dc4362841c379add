"""Every figure of klimaatadaptatie against a sum by hand, on grids of 10 m."""

import numpy as np
import pytest
from shapely import Point, box

from wijkkaart.opgaven import klimaatadaptatie as opgave
from wijkkaart.status import Status


def _halves(west, east):
    """Return 20 x 40 cells: 400 x 200 m, `west` on buurt A and `east` on B."""
    return np.hstack([np.full((20, 20), west, dtype=float), np.full((20, 20), east, dtype=float)])


def test_hitte_pet_gem(toy):
    values = _halves(30.0, 40.0)
    values[:, :10] = 36.0  # west half of A: 36, east half: 30
    building = toy.panden(shapes=[box(0, 0, 100, 100)])  # covers a quarter of A, all of it at 36
    result = opgave.hitte_pet_gem(toy.gebieden(), toy.raster(values), building)
    # Outdoors in A lie 100 cells of 36 and 200 of 30: 9600 over 300 cells is 32.
    assert result.waarde["A"] == pytest.approx(32.0)
    assert result.waarde["B"] == pytest.approx(40.0)
    # In W 400 cells of 40 come to them: 25,600 over 700 cells.
    assert result.waarde["W"] == pytest.approx(25_600 / 700)


def test_hitte_pet_gem_leaves_water_out(toy):
    values = _halves(30.0, 40.0)
    values[:, :10] = 26.0
    water = toy.objects([box(0, 0, 100, 200)], type="watervlakte")
    nothing = toy.panden(shapes=[box(900, 900, 901, 901)])
    assert opgave.hitte_pet_gem(toy.gebieden(), toy.raster(values), nothing, water).waarde["A"] == pytest.approx(30.0)


def test_hitte_pet_gem_with_little_outdoor_space_or_no_map(toy):
    values = _halves(30.0, np.nan)
    building = toy.panden(shapes=[box(0, 0, 200, 110)])  # leaves 200 x 90 m = 1.8 ha, 2 ha needed
    result = opgave.hitte_pet_gem(toy.gebieden(), toy.raster(values), building)
    assert result.status.tolist() == [Status.TE_KLEIN, Status.BUITEN_DEKKING, Status.BUITEN_DEKKING]


def test_hitte_pet_gem_as_published_only_where_there_is_no_map(toy):
    published = toy.table(pet=[38.5, "buiten_dekking", 39.0])
    alone = opgave.hitte_pet_gem(toy.gebieden(), kea_pet_buurt=published)
    assert alone.waarde["A"] == 38.5
    assert alone.status["B"] == Status.BUITEN_DEKKING
    # With the map, also where it does not reach: the two are never mixed.
    nothing = toy.panden(shapes=[box(900, 900, 901, 901)])
    mapped = opgave.hitte_pet_gem(toy.gebieden(), toy.raster(_halves(30.0, np.nan)), nothing, None, published)
    assert mapped.waarde["A"] == pytest.approx(30.0)
    assert mapped.status["W"] == Status.BUITEN_DEKKING
    assert set(opgave.hitte_pet_gem(toy.gebieden()).status) == {Status.BRON_ONTBREEKT}


def test_hitte_aandeel_pet_41(toy):
    # Eight equal strips count: 41, 42 and 43 are hot (41 itself too), so 3 of 8. The strip of 45 is a building.
    strips = [34, 36, 39, 41, 42, 43, 40.9, 38, 45]
    values = np.repeat(np.array(strips, dtype=float)[None, :], 30, axis=0)
    gebieden = toy.gebieden().assign(geometry=[box(0, 0, 90, 300), box(90, 0, 180, 300), box(0, 0, 180, 300)])
    building = toy.panden(shapes=[box(80, 0, 90, 300)])
    result = opgave.hitte_aandeel_pet_41(gebieden, toy.raster(values, top=300.0), building)
    assert result.waarde["A"] == pytest.approx(37.5, abs=1e-9)
    assert result.status["B"] == Status.BUITEN_DEKKING


def _paths(toy, *shapes, functie="voetpad"):
    return toy.objects(list(shapes), functie=functie)


def test_schaduw_loopgebied(toy):
    values = _halves(0.0, 0.0)
    values[:, 0], values[:, 2], values[:, 19] = 100.0, 40.0, 50.0
    values[:, 20], values[:, 21] = 20.0, 80.0
    # A: 25 x 100 m (10 m fully, 10 m not, 5 m for 40 % in shade), once; 10 x 100 m of a path over the border, 50 %.
    # B: 15 x 100 m of that path, 10 m for 20 % and 5 m for 80 %. Parked cars do not count.
    shapes = [box(0, 0, 25, 100), box(0, 0, 10, 100), box(190, 100, 215, 200), box(0, 0, 400, 200)]
    paths = _paths(toy, *shapes, functie=["voetpad", "fietspad", "voetgangersgebied", "parkeervlak"])
    result = opgave.schaduw_loopgebied(toy.gebieden(), toy.raster(values), paths)
    assert result.waarde.tolist() == pytest.approx([100 * 1700 / 3500, 100 * 600 / 1500, 100 * 2300 / 5000])
    assert result.teller.tolist() == pytest.approx([1700, 600, 2300])
    assert result.noemer.tolist() == pytest.approx([3500, 1500, 5000])
    assert result.dekking.tolist() == pytest.approx([1.0, 1.0, 1.0])


def test_shade_needs_a_thousand_square_metres_of_path(toy):
    enough, little = box(0, 0, 10, 100), box(300, 0, 310, 99)
    result = opgave.schaduw_loopgebied(toy.gebieden(), toy.raster(_halves(50.0, 50.0)), _paths(toy, enough, little))
    assert result.status.tolist() == [Status.OK, Status.TE_KLEIN, Status.OK]
    only_west = opgave.schaduw_loopgebied(toy.gebieden(), toy.raster(_halves(50.0, 50.0)), _paths(toy, enough))
    assert only_west.status["B"] == Status.NIET_VAN_TOEPASSING


def test_shade_is_not_known_where_map_or_register_ends(toy):
    values = _halves(50.0, 50.0)
    values[:, 8:10] = np.nan  # of a path of 100 m 20 m: 80 % is known
    values[:, 20:23] = np.nan  # of a path of 100 m 30 m: 70 % is known
    paths = _paths(toy, box(0, 0, 100, 20), box(200, 0, 300, 20))
    result = opgave.schaduw_loopgebied(toy.gebieden(), toy.raster(values), paths)
    assert result.status.tolist() == [Status.OK, Status.BUITEN_DEKKING, Status.BUITEN_DEKKING]
    assert result.noemer["A"] == pytest.approx(1600.0)
    half = toy.objects([box(0, 0, 100, 20)], functie="voetpad", dekking=0.5)
    assert set(opgave.schaduw_loopgebied(toy.gebieden(), toy.raster(values), half).status) == {Status.BUITEN_DEKKING}
    roads = _paths(toy, box(0, 0, 100, 20), functie="rijbaan lokale weg")
    nothing = opgave.schaduw_loopgebied(toy.gebieden(), toy.raster(values), roads)
    assert set(nothing.status) == {Status.NIET_GEPUBLICEERD}


def test_hitte_eiland_gem(toy):
    values = _halves(1.0, 2.5)
    values[:10, :20] = 2.0  # north half of A
    result = opgave.hitte_eiland_gem(toy.gebieden(), toy.raster(values))
    assert result.waarde.tolist() == pytest.approx([1.5, 2.5, 2.0])


def test_aandeel_woningen_koelte_verder_300m(toy):
    # A cool place of 2 cells (200 m2) in the far west; walks of 120, 250, 300, 301 and 640 m: two of five are too far.
    values = np.full((20, 70), 42.0)
    values[0, :2] = 35.0
    walks = [120, 250, 300, 301, 640]
    homes = toy.homes(20, at=[Point(20 + walk / 1.3, 195) for walk in walks for _ in range(4)])
    gebieden = toy.gebieden().assign(geometry=[box(0, 0, 700, 200)] * 3)
    nothing = toy.panden(shapes=[box(0, 900, 1, 901)])
    result = opgave.aandeel_woningen_koelte_verder_300m(gebieden, homes, toy.raster(values), nothing)
    assert result.waarde["A"] == pytest.approx(40.0, abs=1e-9)


def zones(toy, *rows):
    """Return published outlines: (metres or NaN, shape)."""
    return toy.objects([shape for _, shape in rows], afstand=[float(metres) for metres, _ in rows])


def test_without_a_map_the_published_distance_to_coolness_counts(toy):
    # Four homes each in outlines of 0, 300, 301 and more metres, and in nested ones of 500 and 100: 8 of 20 are far.
    places = [
        (0, box(0, 0, 10, 10)),
        (300, box(20, 0, 30, 10)),
        (301, box(40, 0, 50, 10)),
        (np.inf, box(60, 0, 70, 10)),
    ]
    nested = [(500, box(75, 0, 95, 20)), (100, box(80, 0, 90, 10))]
    homes = toy.homes(20, at=[Point(5 + 20 * n, 5) for n in range(5) for _ in range(4)])
    published = zones(toy, *places, *nested)
    result = opgave.aandeel_woningen_koelte_verder_300m(toy.gebieden(), homes, kea_afstand_koelte=published)
    assert result.waarde["A"] == pytest.approx(40.0)
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING


def test_homes_in_no_outline_or_in_a_class_on_both_sides_are_not_known(toy):
    # 20 far, 2 outside every outline and 3 in 200-400 m (NaN), which also lies in a far one: 20 of 25 known is enough.
    homes = toy.homes(25, at=[Point(5, 5)] * 20 + [Point(500, 500)] * 2 + [Point(25, 5)] * 3)
    published = zones(toy, (400, box(0, 0, 30, 10)), (np.nan, box(20, 0, 30, 10)))
    result = opgave.aandeel_woningen_koelte_verder_300m(toy.gebieden(), homes, kea_afstand_koelte=published)
    assert result.waarde["A"] == 100.0
    assert result.noemer["A"] == 20.0
    fewer = zones(toy, (400, box(0, 0, 10, 10)), (np.nan, box(0, 0, 4, 4)))
    homes = toy.homes(25, at=[Point(5, 5)] * 19 + [Point(25, 5)] * 6)
    result = opgave.aandeel_woningen_koelte_verder_300m(toy.gebieden(), homes, kea_afstand_koelte=fewer)
    assert result.status["A"] == Status.TE_KLEIN


def test_koelte_without_any_source_is_absent(toy):
    result = opgave.aandeel_woningen_koelte_verder_300m(toy.gebieden(), toy.homes(20))
    assert set(result.status) == {Status.BRON_ONTBREEKT}


def test_one_cool_cell_is_not_a_cool_place(toy):
    values = _halves(42.0, 42.0)
    values[0, 0] = 30.0  # 100 m2, 200 m2 needed
    nothing = toy.panden(shapes=[box(0, 900, 1, 901)])
    result = opgave.aandeel_woningen_koelte_verder_300m(toy.gebieden(), toy.homes(20), toy.raster(values), nothing)
    assert result.waarde["A"] == 100.0


def test_koelte_is_not_known_where_the_map_ends(toy):
    values = _halves(42.0, np.nan)
    nothing = toy.panden(shapes=[box(0, 900, 1, 901)])
    homes = toy.homes(40, gebied=["A"] * 20 + ["B"] * 20)
    result = opgave.aandeel_woningen_koelte_verder_300m(toy.gebieden(), homes, toy.raster(values), nothing)
    assert result.status.tolist() == [Status.OK, Status.BUITEN_DEKKING, Status.BUITEN_DEKKING]


def _wet_street(toy, depths):
    """Return 24 panden of 10 m in a row, 30 m apart, each with its own depth all around it; cells of 2 m."""
    around = [depth for depth in depths for _ in range(3)]
    values = np.repeat(np.repeat(np.array(around, dtype="float32"), 15)[None, :], 15, axis=0)
    shapes = [box(30 * n + 10, 10, 30 * n + 20, 20) for n in range(24)]
    gebieden = toy.gebieden().assign(geometry=[box(0, 0, 720, 30)] * 3)
    return gebieden, toy.raster(values, size=2.0, top=30.0), toy.panden(shapes=shapes)


def test_wateroverlast_aandeel_panden(toy):
    # 0.15 and 0.31 m count, 0.149 m does not: 2 of 8.
    result = opgave.wateroverlast_aandeel_panden(*_wet_street(toy, [0, 0.04, 0.1, 0.149, 0.15, 0.31, 0.08, 0]))
    assert result.waarde["A"] == pytest.approx(25.0, abs=1e-9)


def test_water_under_the_pand_itself_does_not_count(toy):
    gebieden, raster, panden = _wet_street(toy, [0.0] * 8)
    inside = np.zeros((15, 360), dtype=bool)
    inside[5:10, 5:10] = True  # x 10-20, y 10-20: exactly the first pand
    raster.values[inside] = 1.0
    assert opgave.wateroverlast_aandeel_panden(gebieden, raster, panden).waarde["A"] == 0.0


def test_wateroverlast_needs_twenty_buildings(toy):
    gebieden, raster, panden = _wet_street(toy, [0.3] * 8)
    few = toy.panden(shapes=list(panden.rows.geometry[:19]))
    assert opgave.wateroverlast_aandeel_panden(gebieden, raster, few).status["A"] == Status.TE_KLEIN


def test_versteningsgraad(toy):
    trees, shrubs, grass = _halves(20.0, 70.0), _halves(5.0, 20.0), _halves(15.0, 30.0)
    layers = [toy.raster(values) for values in (trees, shrubs, grass)]
    result = opgave.versteningsgraad(toy.gebieden(), *layers)
    # A: 100 - (20 + 5 + 15) = 60. B: green 120, at most 100, so 0 paved. W: the mean of two equal halves.
    assert result.waarde.tolist() == pytest.approx([60.0, 0.0, 30.0])


def test_versteningsgraad_leaves_water_and_farmland_out(toy):
    bare, grass = _halves(0.0, 0.0), _halves(40.0, 40.0)
    grass[:, :5] = np.nan  # the map of low plants leaves farmland out
    grass[:, 5:10] = 0.0  # water
    grass[:, 10:15] = 0.0  # farmland that the map does not leave out
    water = toy.objects([box(50, 0, 100, 200)], type="waterloop")
    fields = toy.objects([box(100, 0, 150, 200)], fysiek_voorkomen="bouwland")
    layers = [toy.raster(values) for values in (bare, bare, grass)]
    result = opgave.versteningsgraad(toy.gebieden(), *layers, water, fields)
    assert result.waarde["A"] == pytest.approx(60.0)  # the last quarter of A: 100 - 40
    assert result.dekking["A"] == pytest.approx(1.0)


def test_versteningsgraad_as_published_is_of_the_land(toy):
    # A: 30 grey of 100 with 40 water is 30 of 60; B: grey and water round to 101; W without water figure.
    published = toy.table(grijs=[30, 51, 20], water=[40, 50, "niet_gepubliceerd"])
    result = opgave.versteningsgraad(toy.gebieden(), kea_groen_buurt=published)
    assert result.waarde["A"] == pytest.approx(50.0)
    assert result.waarde["B"] == 100.0
    assert result.status["W"] == Status.NIET_GEPUBLICEERD
    # One of the three maps missing is none at all.
    trees = toy.raster(_halves(20.0, 20.0))
    assert opgave.versteningsgraad(toy.gebieden(), trees, trees, None, kea_groen_buurt=published).waarde["A"] == 50.0
    assert set(opgave.versteningsgraad(toy.gebieden()).status) == {Status.BRON_ONTBREEKT}


def test_funderingsrisico(toy):
    risk = toy.table(risico=[12.5, 4.0, "niet_gepubliceerd"])
    homes = toy.table(a_woning=[20, 19, 39])
    result = opgave.funderingsrisico(toy.gebieden(), risk, homes)
    assert result.waarde["A"] == 12.5
    assert result.status.tolist() == [Status.OK, Status.TE_KLEIN, Status.NIET_GEPUBLICEERD]


def test_versteningsgraad_outside_the_map(toy):
    trees = _halves(20.0, np.nan)
    layers = [toy.raster(values) for values in (trees, trees, trees)]
    result = opgave.versteningsgraad(toy.gebieden(), *layers)
    assert result.status["B"] == Status.BUITEN_DEKKING


def test_overstromingsdiepte_gem_m(toy):
    # Four cells of 100 m on A: 0, 0, 1.0 and 3.0 m deep; the wet ones are 2.0 m deep on average. B is dry.
    raster = toy.raster([[0.0, 1.0, 0.0, 0.0], [0.0, 3.0, 0.0, 0.0]], size=100.0)
    result = opgave.overstromingsdiepte_gem_m(toy.gebieden(), raster)
    assert result.waarde.tolist() == [2.0, 0.0, 2.0]


def test_overstromingsdiepte_outside_the_scenario_is_not_dry(toy):
    raster = toy.raster([[0.0, 1.0, np.nan, 0.0], [0.0, 3.0, 0.0, 0.0]], size=100.0)
    result = opgave.overstromingsdiepte_gem_m(toy.gebieden(), raster)
    assert result.status.tolist() == [Status.OK, Status.BUITEN_DEKKING, Status.BUITEN_DEKKING]


def test_overstromingsdiepte_max_m(toy):
    raster = toy.raster([[0.0, 1.0, 0.0, 0.2], [0.0, 3.0, 0.0, 0.0]], size=100.0)
    assert opgave.overstromingsdiepte_max_m(toy.gebieden(), raster).waarde.tolist() == pytest.approx([3.0, 0.2, 3.0])


def test_aandeel_woningen_overstroombaar(toy):
    # 15 of 20 homes of A stand on the wet cell in the north-east (x 100-200, y 100-200).
    raster = toy.raster([[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]], size=100.0)
    at = [Point(150, 150)] * 15 + [Point(50, 50)] * 5
    result = opgave.aandeel_woningen_overstroombaar(toy.gebieden(), raster, toy.homes(20, at=at))
    assert result.waarde["A"] == 75.0
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING
