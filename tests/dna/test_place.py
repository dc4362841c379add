"""The names by which people know an area, on two squares."""

import geopandas as gpd
import pandas as pd
from shapely import Point, box

from wijkkaart.dna.place import place_names
from wijkkaart.layers import Objects

CODES = pd.Index(["A", "B"], name="gebiedcode")
GEBIEDEN = gpd.GeoDataFrame(index=CODES, geometry=[box(0, 0, 100, 100), box(5000, 0, 5100, 100)], crs=28992)


def objects(points, gebied="A", **columns):
    names = [f"o{n}" for n in range(len(points))]
    rows = gpd.GeoDataFrame(columns, names, geometry=points, crs=28992)
    return Objects(rows, pd.DataFrame({"object": names, "gebied": gebied}), pd.Series(1.0, index=CODES))


def test_the_streets_with_most_addresses_come_first():
    streets = ["Aweg"] * 2 + ["Bweg"] * 3 + ["Cweg"] * 2 + ["Dweg", "Eweg", "Fweg", None]
    found = place_names(GEBIEDEN, {"bag_verblijfsobjecten": objects([Point(1, 1)] * len(streets), straat=streets)})
    assert found["straten"].tolist() == ["Bweg; Aweg; Cweg; Dweg; Eweg", None]
    assert found["stations"].tolist() == [None, None]


def test_stations_near_the_border_the_nearest_first_each_name_once():
    places = [Point(1300, 50), Point(50, 50), Point(1301, 50), Point(60, 60), Point(150, 50)]
    names = ["Ver", "Zuid", "Te ver", "Zuid", "Bushalte"]
    stops = objects(places, naam=names, station=[True, True, True, True, False])
    assert place_names(GEBIEDEN, {"gtfs_haltes": stops})["stations"].tolist() == ["Zuid; Ver", None]


def test_without_sources_there_are_no_names():
    assert place_names(GEBIEDEN, {}).isna().all(axis=None)
