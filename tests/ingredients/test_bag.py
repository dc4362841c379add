"""The BAG logic on a handful of objects, and on the real files of Voorburg where they are."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import Point, box

from wijkkaart.ingredients import bag
from wijkkaart.inputs import place_objects
from wijkkaart.layers import Objects
from wijkkaart.spatial.placement import assign_points
from wijkkaart.status import Status

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "denhaag_voorburg"


def objects(rows, geometry, dekking=1.0):
    """Return objects that all lie in the one gebied A."""
    frame = gpd.GeoDataFrame(rows, geometry=geometry, crs=28992)
    links = pd.DataFrame({"object": frame.index, "gebied": "A"})
    return Objects(frame, links, pd.Series({"A": dekking}))


def vbos(**columns):
    rows = pd.DataFrame(columns)
    rows.index = [f"v{n}" for n in range(len(rows))]
    return objects(rows, [Point(0, 0)] * len(rows))


def panden(years, shapes=None, purposes="woonfunctie"):
    rows = pd.DataFrame({"bouwjaar": years, "gebruiksdoel": purposes})
    rows.index = [f"p{n}" for n in range(len(rows))]
    return objects(rows, shapes or [box(10 * n, 0, 10 * n + 5, 5) for n in range(len(rows))])


def test_a_dwelling_has_the_woonfunctie_among_its_purposes():
    purposes = ["woonfunctie", "winkelfunctie, woonfunctie", "winkelfunctie", "woonfunctieloos", None]
    assert bag.is_home(vbos(gebruiksdoel=purposes).rows).tolist() == [True, True, False, False, False]


def test_purposes_are_a_set_without_spaces():
    rows = vbos(gebruiksdoel=["woonfunctie, kantoorfunctie", None]).rows
    assert bag.purposes(rows).tolist() == [{"woonfunctie", "kantoorfunctie"}, set()]


def test_dwellings_are_counted_and_not_panden():
    homes = vbos(gebruiksdoel=["woonfunctie"] * 3 + ["kantoorfunctie"])
    assert bag.dwelling_count(homes).waarde["A"] == 3


def test_a_file_that_misses_part_of_the_gebied_counts_nothing():
    homes = vbos(gebruiksdoel=["woonfunctie"])
    part = Objects(homes.rows, homes.membership, pd.Series({"A": 0.94}))
    result = bag.dwelling_count(part)
    assert result.status["A"] == Status.BUITEN_DEKKING
    assert np.isnan(result.waarde["A"])


def test_building_year_is_that_of_the_oldest_pand_with_a_year():
    homes = vbos(
        gebruiksdoel="woonfunctie",
        pand_identificatie=["p0", "p0,p1", "p1, p2", "p3", "elsewhere", None],
    )
    years = bag.building_year(homes, panden([1960.0, 1930.0, np.nan, 9999.0]))
    assert years.tolist()[:3] == [1960, 1930, 1930]
    assert years[3:].isna().all()


def test_a_dwelling_in_two_panden_is_one_dwelling():
    # 20 homes, 5 of them in both panden: those five are old, and there are still twenty.
    homes = vbos(gebruiksdoel="woonfunctie", pand_identificatie=["p0,p1"] * 5 + ["p0"] * 15)
    result = bag.share_built(homes, panden([2000.0, 1930.0]), (0, 1974))
    assert (result.teller["A"], result.noemer["A"], result.waarde["A"]) == (5, 20, 25)


def test_a_dwelling_on_the_border_of_two_buurten_counts_in_one():
    shapes = {"BU1": box(0, 0, 10, 10), "BU2": box(10, 0, 20, 10), "WK1": box(0, 0, 20, 10)}
    levels = {"niveau": ["buurt", "buurt", "wijk"], "wijkcode": "WK1", "gemeentecode": "GM1"}
    gebieden = gpd.GeoDataFrame(levels, index=list(shapes), geometry=list(shapes.values()), crs=28992)
    rows = gpd.GeoDataFrame(
        {"gebruiksdoel": "woonfunctie"},
        index=["v0", "v1", "v2"],
        geometry=[Point(x, 5) for x in (5, 10, 15)],
        crs=28992,
    )
    found = bag.dwelling_count(place_objects(rows, gebieden, dense=False)).waarde
    assert found.to_dict() == {"BU1": 2, "BU2": 1, "WK1": 3}


def test_a_year_of_1005_is_a_dummy():
    homes = vbos(gebruiksdoel="woonfunctie", pand_identificatie=["p0", "p1"])
    assert bag.building_year(homes, panden([1005.0, 1006.0])).fillna(0).tolist() == [0, 1006]


def test_floor_area_without_dummies():
    homes = vbos(gebruiksdoel=["woonfunctie"] * 5 + ["kantoorfunctie"], oppervlakte=[1, 2, 500, 501, 9999, 40_000])
    assert bag.floor_area(homes).fillna(-1).tolist() == [-1, 2, 500, 501, -1, 40_000]
    assert bag.living_area(homes).fillna(-1).tolist() == [-1, 2, 500, -1, -1]


def test_the_floor_area_of_a_gebied_needs_that_of_four_in_five_dwellings():
    # 80, 90, 100 and 130 m2 and one dummy: 4 of 5 known. With a house of 600 m2 more it is 4 of 6.
    area = [80, 90, 100, 130, 9999, 600]
    total, known = bag.total_living_area(vbos(gebruiksdoel="woonfunctie", oppervlakte=area[:5]))
    assert (total.waarde["A"], known.waarde["A"], total.dekking["A"]) == (400, 4, 0.8)
    total, known = bag.total_living_area(vbos(gebruiksdoel="woonfunctie", oppervlakte=area))
    assert (total.status["A"], known.waarde["A"]) == (Status.TE_KLEIN, 4)


def test_stacked_and_detached_dwellings():
    # p0 stands alone with one home, p1 and p2 against each other, p3 holds two homes, p4 has no home beside p0.
    shapes = [box(0, 0, 5, 5), box(20, 0, 25, 5), box(25, 0, 30, 5), box(50, 0, 55, 5), box(5, 0, 8, 5)]
    purposes = ["woonfunctie"] * 4 + [None]
    buildings = panden([1980.0] * 5, shapes, purposes)
    homes = vbos(gebruiksdoel="woonfunctie", pand_identificatie=["p0", "p1", "p2", "p3", "p3", "elsewhere"])
    assert bag.is_stacked(homes, buildings).tolist()[:5] == [False, False, False, True, True]
    assert bag.is_detached(homes, buildings).tolist()[:5] == [True, False, False, False, False]
    assert pd.isna(bag.is_stacked(homes, buildings)["v5"])
    assert pd.isna(bag.is_detached(homes, buildings)["v5"])


def test_mxi_is_the_share_of_floor_area_for_living():
    homes = vbos(gebruiksdoel=["woonfunctie", "kantoorfunctie"], oppervlakte=[60_000, 20_000])
    assert bag.use_mix(homes, 2).waarde["A"] == pytest.approx(75.0, abs=1e-9)


@pytest.mark.skipif(not DATA.exists(), reason="the real BAG files are not on this machine")
def test_dwellings_in_use_per_complete_wijk_of_voorburg():
    buurten = gpd.read_file(DATA / "wijkenbuurten_2022.gpkg").set_index("buurtcode")
    rows = gpd.read_file(DATA / "bag-light.gpkg", layer="verblijfsobject").set_index("identificatie")
    used = ["Verblijfsobject in gebruik", "Verblijfsobject in gebruik (niet ingemeten)", "Verbouwing verblijfsobject"]
    rows = rows[rows["status"].isin(used)]
    wijk = assign_points(rows.geometry, buurten).dropna().map(buurten["wijkcode"])
    links = pd.DataFrame({"object": wijk.index, "gebied": wijk.to_numpy()})
    codes = ["WK191609", "WK191610", "WK191613"]
    found = bag.dwelling_count(Objects(rows, links, pd.Series(1.0, index=codes)))
    assert found.waarde.tolist() == [4437, 4092, 3205]
