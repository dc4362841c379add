"""Across the border of the gemeente: what lies there is near enough to walk to, but who lives there is not counted."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from affine import Affine
from shapely import Point, box

from wijkkaart.catalogue import all_indicators
from wijkkaart.inputs import place_objects
from wijkkaart.layers import Raster
from wijkkaart.measure import compute

#: Ten dwellings in the middle of the buurt and ten 50 m from its border at x = 1000; thirty stand across it.
MIDDLE, EDGE, ACROSS = Point(100, 500), Point(950, 500), Point(1400, 500)
CORNERS = [Point(-900, -900), Point(1900, 1900)]


def gebieden():
    columns = {"niveau": ["buurt", "wijk"], "wijkcode": "WK1", "gemeentecode": "GM1"}
    return gpd.GeoDataFrame(columns, index=["BU1", "WK1"], geometry=[box(0, 0, 1000, 1000)] * 2, crs=28992)


def placed(geometry, *, dense=False, **columns):
    index = [f"o{n}" for n in range(len(geometry))]
    rows = gpd.GeoDataFrame(columns, index=index, geometry=list(geometry), crs=28992)
    return place_objects(rows, gebieden(), dense=dense)


def homes(gebruiksdoel="woonfunctie"):
    places = [MIDDLE] * 10 + [EDGE] * 10 + [ACROSS] * 30 + CORNERS
    return placed(places, dense=True, gebruiksdoel=gebruiksdoel)


def cells(usual, west, east, value):
    """Return cells of 10 m, 1 km around the buurt: `value` from `west` to `east` and y = 400 to 600, else `usual`."""
    grid = np.full((300, 300), usual, dtype="float32")
    grid[140:160, (west + 1000) // 10 : (east + 1000) // 10] = value
    return Raster(grid, Affine(10, 0, -1000, 0, -10, 2000), 2022)


def stops(x, **columns):
    given = {"vertrekken_per_uur": [4.0], "lijnen": ["1/0=4"], "station": [True]}
    return {"gtfs_haltes": placed([Point(x, 500)], **(given | columns))}


def green(west, east):
    return {"rivm_bomen": cells(0, west, east, 100), "rivm_struiken": cells(0, 0, 0, 0), "rivm_gras": cells(0, 0, 0, 0)}


def cool(west, east):
    # The panden stand at the corners of the rim, so that their file reaches over the buurt.
    return {"kea_pet": cells(45, west, east, 30), "bag_panden": placed([p.buffer(1) for p in CORNERS], dense=True)}


@pytest.mark.parametrize(
    ("name", "layers", "expected"),
    [
        # 450 m across the border from the edge, 1300 m from the middle: 10 of 20 are far. With the thirty: 10 of 50.
        ("aandeel_woningen_halte_verder_500m", stops(1400), 50.0),
        ("aandeel_woningen_halte_verder_500m", stops(1500), 100.0),  # 550 m; the thirty stand at 100 m
        ("ov_vertrekken_per_uur", stops(1400), 2.0),  # 10 x 4 / 20
        ("aandeel_woningen_hov", stops(2150), 50.0),  # 1200 m
        ("aandeel_woningen_hov", stops(2151), 0.0),
        ("aandeel_woningen_bij_warmtenet", {"rvo_warmtenetten": placed([box(1050, 400, 1060, 600)])}, 50.0),  # 100 m
        ("aandeel_woningen_groen_verder_300m", green(1250, 1350), 50.0),  # 300 m
        ("aandeel_woningen_groen_verder_300m", green(1260, 1360), 100.0),
        ("aandeel_woningen_koelte_verder_300m", cool(1180, 1200), 50.0),  # 1.3 x 230 = 299 m
        ("aandeel_woningen_koelte_verder_300m", cool(1190, 1210), 100.0),  # 1.3 x 240 = 312 m
        ("afstand_natuurgebied_km", {"rvo_natura2000": placed([box(1950, 0, 1990, 900)])}, 1.425),  # (1 + 1.85) / 2
    ],
)
def test_what_lies_across_the_border_counts_and_who_lives_there_does_not(name, layers, expected):
    given = {"bag_verblijfsobjecten": homes(), "gebieden": gebieden(), "planjaar": 2025, **layers}
    found = compute(all_indicators()[name], given, gebieden().index)
    assert found.status.tolist() == ["ok", "ok"]
    assert found.waarde.tolist() == pytest.approx([expected] * 2)


def test_a_dwelling_across_the_border_is_no_dwelling_of_the_buurt():
    counted = homes().total(pd.Series(1.0, index=homes().rows.index))
    assert counted.to_dict() == {"BU1": 20, "WK1": 20}
