"""What people know the place by: cut off at the border, streets without house numbers."""

import geopandas as gpd
import pandas as pd
from shapely.geometry import LineString, Point, box

from wijkkaart.gebieden.context import build_context, build_straten
from wijkkaart.layers import Objects

RD = "EPSG:28992"


def areas() -> gpd.GeoDataFrame:
    shapes = [box(0, 0, 100, 100), box(100, 0, 200, 100), box(0, 0, 200, 100)]
    return gpd.GeoDataFrame(
        {"niveau": ["buurt", "buurt", "wijk"]}, index=["BU1", "BU2", "WK1"], geometry=shapes, crs=RD
    )


def objects(geometry, links=(), **columns) -> Objects:
    rows = gpd.GeoDataFrame(columns, index=[f"o{n}" for n in range(len(geometry))], geometry=geometry, crs=RD)
    return Objects(rows, pd.DataFrame(list(links), columns=["object", "gebied"]), pd.Series(dtype=float))


def test_layers_are_cut_at_the_border_and_named():
    water = objects([box(150, 0, 400, 100), box(500, 0, 600, 100)])
    roads = objects([LineString([(-50, 50), (50, 50)])], naam=["Dorpsstraat"])
    drawn = build_context({"bgt_water": water, "nwb_wegvakken": roads}, areas())
    assert set(drawn) == {"water", "wegen"}
    assert drawn["water"].area.tolist() == [5000.0]
    assert drawn["wegen"].length.tolist() == [50.0]
    assert drawn["wegen"]["naam"].tolist() == ["Dorpsstraat"]


def test_blocks_of_panden_stand_in_for_streets():
    """A row of three houses is one block, a shed is left out, and the gap of a street stays."""
    row = [box(10, 10, 18, 20), box(18, 10, 26, 20), box(26.5, 10, 34, 20)]
    panden = objects([*row, box(10, 40, 34, 50), box(60, 60, 63, 63)])
    drawn = build_context({"bag_panden": panden}, areas())
    assert sorted(round(block.area) for block in drawn["gebouwen"].geometry) == [240, 240]
    assert drawn["gebouwen"]["naam"].tolist() == ["", ""]
    roads = objects([LineString([(0, 50), (50, 50)])], naam=["Dorpsstraat"])
    assert set(build_context({"bag_panden": panden, "nwb_wegvakken": roads}, areas())) == {"wegen"}


def test_only_stations_are_drawn_of_all_stops():
    stops = objects([Point(10, 10), Point(20, 20)], naam=["Halte", "Station"], station=[False, True])
    assert build_context({"gtfs_haltes": stops}, areas())["stations"]["naam"].tolist() == ["Station"]


def test_a_street_stands_once_per_postcode_and_buurt():
    homes = objects(
        [Point(1, 1)] * 4,
        [("o0", "BU1"), ("o1", "BU1"), ("o2", "BU2"), ("o3", "BU1"), ("o0", "WK1")],
        straat=["Kerkstraat", "Kerkstraat", "Kerkstraat", None],
        postcode=["1234AB", "1234AB", None, "1234AB"],
        huisnummer=[1, 2, 3, 4],
    )
    index = build_straten({"bag_verblijfsobjecten": homes}, areas())
    assert index.to_numpy().tolist() == [["Kerkstraat", "", "BU2"], ["Kerkstraat", "1234AB", "BU1"]]


def test_without_addresses_there_is_no_index():
    assert build_straten({}, areas()).empty
    assert build_straten({"bag_verblijfsobjecten": objects([Point(1, 1)])}, areas()).empty
