"""Every point gets one zone, whatever the order of rows."""

import geopandas as gpd
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

from wijkkaart.spatial.placement import assign_points

FOUR = {"BU02": box(0, 0, 1, 1), "BU01": box(1, 0, 2, 1), "BU04": box(0, 1, 1, 2), "BU03": box(1, 1, 2, 2)}


def zones(order=None):
    names = list(order or FOUR)
    return gpd.GeoDataFrame(index=names, geometry=[FOUR[name] for name in names])


def test_inside_on_a_border_on_a_corner_and_outside():
    points = gpd.GeoSeries(
        [Point(0.5, 0.5), Point(1, 0.5), Point(1, 1), Point(0.5, 1), Point(3, 3)], index=list("abcde")
    )
    found = assign_points(points, zones())
    assert found.to_dict() | {"e": None} == {"a": "BU02", "b": "BU01", "c": "BU01", "d": "BU02", "e": None}
    assert pd.isna(found["e"])


def test_no_points_and_no_zones():
    assert assign_points(gpd.GeoSeries([]), zones()).empty
    assert assign_points(gpd.GeoSeries([Point(0, 0)]), zones().iloc[:0]).isna().all()


quarter = st.integers(-1, 9).map(lambda n: n / 4)


@given(
    st.lists(st.tuples(quarter, quarter), max_size=12), st.permutations(list(FOUR)), st.randoms(use_true_random=False)
)
def test_the_order_of_points_and_zones_does_not_matter(places, order, random):
    points = gpd.GeoSeries([Point(place) for place in places], index=[f"o{n}" for n in range(len(places))])
    straight = assign_points(points, zones())
    shuffled = list(points.index)
    random.shuffle(shuffled)
    mixed = assign_points(points.loc[shuffled], zones(order))
    assert mixed.loc[points.index].equals(straight)
    assert straight.index.is_unique
    # What lies in the square of the four is placed, and nothing else.
    assert straight.notna().tolist() == [0 <= x <= 2 and 0 <= y <= 2 for x, y in places]
