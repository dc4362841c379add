"""Every figure of natuurinclusiviteit against a sum by hand, on grids of 10 m."""

import numpy as np
import pandas as pd
import pytest
from shapely import Point, box

from wijkkaart.measure import measure
from wijkkaart.opgaven import natuurinclusiviteit as opgave
from wijkkaart.status import Status


def _flat(percent, columns=40):
    return np.full((20, columns), percent, dtype=float)


def test_boomkroonbedekking(toy):
    # Strips of 10, 20, 60 and half of 40 percent: (10 + 20 + 60 + 20) / 3.5
    values = np.repeat(np.array([[10.0, 20.0, 60.0, 40.0]]), 40, axis=0)
    gebieden = toy.gebieden().assign(geometry=[box(0, 0, 35, 400), box(400, 0, 435, 400), box(0, 0, 20, 400)])
    result = opgave.boomkroonbedekking(gebieden, toy.raster(values, top=400.0))
    assert result.waarde["A"] == pytest.approx(31.428571428571427, abs=1e-9)
    assert result.status["B"] == Status.BUITEN_DEKKING
    assert result.status["W"] == Status.TE_KLEIN  # 80 cells, 100 needed


def test_tree_cover_per_buurt_is_for_when_the_map_is_not_there(toy):
    published = toy.table(boom=[12.5, Status.BUITEN_DEKKING, 11.0])
    result = opgave.boomkroonbedekking(toy.gebieden(), None, published)
    assert result.waarde.tolist()[::2] == [12.5, 11.0]
    assert result.status["B"] == Status.BUITEN_DEKKING
    # Never mixed: B is not on the map of trees, and stays without a figure.
    halved = toy.raster(_flat(30.0, 20))
    mapped = opgave.boomkroonbedekking(toy.gebieden(), halved, toy.table(boom=[12.5, 40.0, 11.0]))
    assert mapped.waarde["A"] == pytest.approx(30.0)
    assert mapped.status["B"] == Status.BUITEN_DEKKING
    assert set(opgave.boomkroonbedekking(toy.gebieden()).status) == {Status.BRON_ONTBREEKT}


def test_aandeel_woningen_groen_verder_300m(toy):
    # Grass of exactly 1 ha (10 x 10 cells) in the west; homes at 300 m (near) and 301 m (far) from its edge.
    grass = _flat(0.0, 50)
    grass[:10, :10] = 50.0
    layers = [toy.raster(_flat(0.0, 50)), toy.raster(_flat(0.0, 50)), toy.raster(grass)]
    homes = toy.homes(20, at=[Point(400, 150)] * 15 + [Point(401, 150)] * 5)
    gebieden = toy.gebieden().assign(geometry=[box(0, 0, 500, 200)] * 3)
    result = opgave.aandeel_woningen_groen_verder_300m(gebieden, *layers, homes)
    assert result.waarde["A"] == 25.0


def test_less_than_a_hectare_or_less_than_half_green_is_no_green(toy):
    grass = _flat(49.0, 50)
    grass[:9, :11] = 60.0  # 99 cells
    layers = [toy.raster(_flat(0.0, 50)), toy.raster(_flat(0.0, 50)), toy.raster(grass)]
    gebieden = toy.gebieden().assign(geometry=[box(0, 0, 500, 200)] * 3)
    result = opgave.aandeel_woningen_groen_verder_300m(gebieden, *layers, toy.homes(20))
    assert result.waarde["A"] == 100.0


def test_groen_per_woning_m2(toy):
    # A of 4 ha: trees 25 %, shrubs 20 %, grass 30 % = 75 % = 3 ha of green over 500 homes = 60 m2
    layers = [toy.raster(_flat(percent)) for percent in (25.0, 20.0, 30.0)]
    table = toy.table(a_woning=[500, 49, "geheim"])
    result = opgave.groen_per_woning_m2(toy.gebieden(), *layers, table)
    assert result.waarde["A"] == pytest.approx(60.0, abs=1e-9)
    assert result.status.tolist() == [Status.OK, Status.TE_KLEIN, Status.GEHEIM]


def test_a_sum_of_green_over_a_part_of_the_area_is_no_figure(toy):
    trees = _flat(25.0)
    trees[:, :2] = np.nan  # a tenth of A is not on the map
    layers = [toy.raster(trees), toy.raster(_flat(0.0)), toy.raster(_flat(0.0))]
    result = opgave.groen_per_woning_m2(toy.gebieden(), *layers, toy.table(a_woning=[100, 100, 200]))
    assert result.status.tolist() == [Status.BUITEN_DEKKING, Status.OK, Status.OK]
    assert result.waarde["B"] == pytest.approx(100.0)  # a quarter of 4 ha over 100 homes


def test_green_of_a_cell_is_never_more_than_the_cell(toy):
    layers = [toy.raster(_flat(80.0)) for _ in range(3)]
    result = opgave.groen_per_woning_m2(toy.gebieden(), *layers, toy.table(a_woning=[400, 400, 800]))
    assert result.waarde["A"] == pytest.approx(100.0)  # 4 ha over 400 homes, not 9.6 ha


def test_green_per_dwelling_from_the_percentage_per_buurt_when_a_map_is_not_there(toy):
    # A: 40 % of 10 ha of land = 4 ha over 500 homes = 80 m2; B has no percentage; W: 25 % of 30 ha over 1000 = 75 m2
    green = toy.table(groen=[40.0, Status.BUITEN_DEKKING, 25.0], year=2022)
    counts = toy.table(a_woning=[500, 500, 1000], a_lan_ha=[10, 20, 30], year=2024)
    two_maps = [toy.raster(_flat(25.0)), None, toy.raster(_flat(30.0))]
    result = opgave.groen_per_woning_m2(toy.gebieden(), *two_maps, counts, None, green)
    assert result.waarde.tolist()[::2] == pytest.approx([80.0, 75.0])
    assert result.status["B"] == Status.BUITEN_DEKKING
    assert result.peiljaar == 2022
    no_land = opgave.groen_per_woning_m2(toy.gebieden(), rivm_groen_buurt=green)
    assert set(no_land.status) == {Status.BRON_ONTBREEKT}


def test_openbaar_groen_per_woning_m2(toy):
    # Two overlapping lawns together cover 100 x 50 m of A; a meadow does not count: 5000 / 50 = 100 m2
    shapes = [box(0, 0, 80, 50), box(40, 0, 100, 50), box(0, 100, 200, 200)]
    kinds = ["gras- en kruidachtigen", "groenvoorziening", "grasland agrarisch"]
    green = toy.objects(shapes, fysiek_voorkomen=kinds)
    result = opgave.openbaar_groen_per_woning_m2(toy.gebieden(), green, toy.table(a_woning=[50, 50, 100]))
    assert result.waarde.tolist() == pytest.approx([100.0, 0.0, 50.0])


def test_aandeel_versteende_erven(toy):
    # Yard on the west half of A (200 cells); a building takes its south half. What is left is 30 % green.
    grass = _flat(90.0)
    grass[:10, :10] = 30.0
    grass[10:, :10] = 0.0
    layers = [toy.raster(_flat(0.0)), toy.raster(_flat(0.0)), toy.raster(grass)]
    yards = toy.objects([box(0, 0, 100, 200)], fysiek_voorkomen="erf")
    building = toy.panden(shapes=[box(0, 0, 100, 100)])
    result = opgave.aandeel_versteende_erven(toy.gebieden(), *layers, yards, building)
    assert result.waarde["A"] == pytest.approx(70.0)
    assert result.status["B"] == Status.TE_KLEIN  # no yard of 1 ha


def _kinds(types, shares):
    """Return the wijktypen of A, B and W."""
    return pd.DataFrame({"wijktype": types, "wijktype_zekerheid": shares}, index=["A", "B", "W"])


def _green_maps(toy, percent):
    return [toy.raster(_flat(0.0)), toy.raster(_flat(0.0)), toy.raster(_flat(percent))]


def test_groen_tov_wijktype(toy):
    # Half of the land is green: 50 - 27 for a volkswijk; 50 - 48 for a bloemkoolwijk; halfway 39 and 43 is 41.
    kinds = _kinds(["volkswijk", "Bloemkoolwijk", "tuindorp / vooroorlogse woonwijk"], [0.6, 0.9, 1.0])
    result = opgave.groen_tov_wijktype(toy.gebieden(), kinds, *_green_maps(toy, 50.0))
    assert result.waarde.tolist() == pytest.approx([23.0, 2.0, 9.0])
    assert result.dekking.tolist() == pytest.approx([0.6, 0.9, 1.0])
    less = opgave.groen_tov_wijktype(toy.gebieden(), kinds, *_green_maps(toy, 20.0))
    assert less.waarde["B"] == pytest.approx(-28.0)


@pytest.mark.parametrize(
    ("kind", "mean"),
    [
        ("historische binnenstad", 20),
        ("Stedelijk bouwblok", 27),
        ("stadsvernieuwing", 29),
        ("hoogbouw", 39),
        ("Tuinstad laagbouw", 43),
        ("Vooroorlogse woonwijk", 43),
        ("Sub-urbane uitbreiding", 44),
        ("Vinex / suburbane uitbreiding", 44),
        ("tuinstad laagbouw / naoorlogse woonwijk", 44),
        ("Tuinstad hoogbouw", 47),
        ("bloemkoolwijk / suburbane uitbreiding", 46),
    ],
)
def test_each_wijktype_has_its_own_mean(toy, kind, mean):
    result = opgave.groen_tov_wijktype(toy.gebieden(), _kinds([kind] * 3, 1.0), *_green_maps(toy, 60.0))
    assert result.waarde["A"] == pytest.approx(60 - mean)


def test_without_a_mean_or_with_too_little_of_the_wijktype_there_is_no_comparison(toy):
    maps = _green_maps(toy, 50.0)
    kinds = _kinds(["villawijk", "volkswijk", "volkswijk"], [1.0, 0.59, np.nan])
    result = opgave.groen_tov_wijktype(toy.gebieden(), kinds, *maps)
    assert result.status.tolist() == [Status.NIET_VAN_TOEPASSING, Status.TE_KLEIN, Status.NIET_GEPUBLICEERD]
    some = opgave.groen_tov_wijktype(toy.gebieden(), _kinds(["gemengd", None, "tuindorp"], [0.9, np.nan, 1.0]), *maps)
    assert some.status.tolist() == [Status.NIET_VAN_TOEPASSING, Status.NIET_VAN_TOEPASSING, Status.OK]
    for nothing in (None, _kinds([None] * 3, np.nan)):
        absent = opgave.groen_tov_wijktype(toy.gebieden(), nothing, *maps)
        assert set(absent.status) == {Status.BRON_ONTBREEKT}


def test_the_comparison_names_the_sources_of_the_wijktype_too(toy):
    item = next(item for item in opgave.OPGAVE.indicatoren if item.id == "groen_tov_wijktype")
    layers = {"kea_groen_buurt": toy.table(grijs=[30] * 3, water=[40] * 3), "kea_wijktypen": toy.table()}
    rows = measure({item.id: item}, layers, toy.gebieden(), 2025, _kinds(["volkswijk"] * 3, 1.0))
    assert rows["waarde"].tolist() == pytest.approx([23.0] * 3)  # 30 grey of 60 land leaves 50
    assert set(rows["bron"]) == {"kea_groen_buurt; kea_wijktypen"}


def test_afstand_natuurgebied_km(toy):
    # 3-4-5: 10 homes at 5 km from the corner (3000, 4000), 10 homes inside: (10 x 5 + 10 x 0) / 20
    area = box(3000, 4000, 9000, 9000).difference(box(5000, 6000, 7000, 8000))
    nature = toy.objects([area], naam="Duin")
    homes = toy.homes(20, at=[Point(0, 0)] * 10 + [Point(4000, 5000)] * 10)
    result = opgave.afstand_natuurgebied_km(homes, nature)
    assert result.waarde["A"] == pytest.approx(2.5)
    assert result.status["B"] == Status.NIET_VAN_TOEPASSING
    # In the hole of the area, 500 m from its edge, is not in it.
    hole = opgave.afstand_natuurgebied_km(toy.homes(20, at=[Point(6500, 7000)] * 20), nature)
    assert hole.waarde["A"] == pytest.approx(0.5)


def test_nature_farther_than_was_searched_gives_no_figure(toy):
    # 19 homes at 20 km, one at 20.001 km: for that one a nearer area may lie outside the box.
    nature = toy.objects([box(0, 0, 100, 100)], naam="Duin")
    near = toy.homes(20, at=[Point(20_100, 50)] * 20)
    assert opgave.afstand_natuurgebied_km(near, nature).waarde["A"] == pytest.approx(20.0)
    far = toy.homes(20, at=[Point(20_100, 50)] * 19 + [Point(20_101, 50)])
    assert opgave.afstand_natuurgebied_km(far, nature).status["A"] == Status.BUITEN_DEKKING
    nothing = toy.objects([], naam=[])
    assert opgave.afstand_natuurgebied_km(near, nothing).status["A"] == Status.BUITEN_DEKKING


def test_potentie_gebouwbewoners(toy):
    # 1919 and 1991 fall outside, 1920 and 1990 inside: (6 + 10) / 20
    homes = toy.homes(20, pand=["p0"] * 2 + ["p1"] * 6 + ["p2"] * 10 + ["p3"] * 2)
    panden = toy.panden([1919.0, 1920.0, 1990.0, 1991.0])
    assert opgave.potentie_gebouwbewoners(homes, panden).waarde["A"] == pytest.approx(80.0)
