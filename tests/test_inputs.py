"""Objects are placed once, and know where their register ends."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Point, box

from wijkkaart.inputs import place_objects

RD = "EPSG:28992"


def areas() -> gpd.GeoDataFrame:
    rows = {
        "BU1": ("buurt", "WK1", box(0, 0, 1000, 1000)),
        "BU2": ("buurt", "WK1", box(1000, 0, 2000, 1000)),
        "WK1": ("wijk", "WK1", box(0, 0, 2000, 1000)),
        "GM1": ("gemeente", "", box(0, 0, 2000, 1000)),
        "EG01": ("eigen", "", box(900, 0, 1100, 1000)),
        "EG02": ("eigen", "", box(950, 0, 1050, 1000)),
    }
    frame = {"niveau": [row[0] for row in rows.values()], "wijkcode": [row[1] for row in rows.values()]}
    shapes = [row[2] for row in rows.values()]
    return gpd.GeoDataFrame({**frame, "gemeentecode": "GM1"}, index=list(rows), geometry=shapes, crs=RD)


def points(*coordinates: tuple[float, float]) -> gpd.GeoDataFrame:
    index = [f"o{n}" for n in range(len(coordinates))]
    return gpd.GeoDataFrame(index=index, geometry=[Point(*pair) for pair in coordinates], crs=RD)


def test_each_object_counts_once_per_niveau_also_on_a_border():
    placed = place_objects(points((10, 10), (1000, 500), (1990, 990)), areas(), dense=True)
    total = placed.total(pd.Series(1.0, index=placed.rows.index))
    assert total.to_dict() == {"BU1": 2.0, "BU2": 1.0, "WK1": 3.0, "GM1": 3.0, "EG01": 1.0, "EG02": 1.0}


def test_an_object_outside_every_buurt_counts_nowhere():
    placed = place_objects(points((10, 10), (5000, 5000)), areas(), dense=True)
    assert placed.total(pd.Series(1.0, index=placed.rows.index))["GM1"] == 1.0


def test_a_line_counts_at_a_point_on_it():
    rows = gpd.GeoDataFrame(index=["pijp"], geometry=[LineString([(1900, 10), (1990, 10)])], crs=RD)
    assert place_objects(rows, areas(), dense=False).total(pd.Series({"pijp": 5.0}))["BU2"] == 5.0


def test_a_dense_register_that_ends_covers_part_of_an_area():
    # The outermost objects lie at x = 0 and x = 400; the margin is 100 m.
    rows = points((0, 0), (400, 1000))
    assert place_objects(rows, areas(), dense=True).dekking.to_dict() == pytest.approx(
        {"BU1": 0.5, "BU2": 0.0, "WK1": 0.25, "GM1": 0.25, "EG01": 0.0, "EG02": 0.0}
    )
    assert set(place_objects(rows, areas(), dense=False).dekking) == {1.0}
