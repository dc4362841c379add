"""How much of one area is the ground of another; squares by hand."""

from itertools import pairwise

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from wijkkaart.spatial.overlap import overlaps


def areas(**shapes):
    return gpd.GeoDataFrame(index=list(shapes), geometry=list(shapes.values()), crs=28992)


def test_each_pair_says_which_part_of_both_is_shared():
    found = overlaps(areas(B=box(0, 0, 100, 100)), areas(X=box(0, 0, 100, 400), Y=box(90, 0, 110, 100)))
    rows = found.set_index("code")[["gebied", "plaats", "deel", "deel_vlak"]]
    assert rows.loc["X"].tolist() == ["B", 0, 1.0, 0.25]
    assert rows.loc["Y"].tolist() == ["B", 1, 0.1, 0.5]


def test_what_does_not_meet_is_no_pair():
    assert overlaps(areas(B=box(0, 0, 1, 1)), areas(X=box(5, 5, 6, 6))).empty
    assert overlaps(areas(B=box(0, 0, 1, 1)), areas()).empty


@given(st.lists(st.integers(1, 99), unique=True, max_size=5), st.permutations(range(3)))
def test_parts_of_a_whole_add_up_in_any_order(cuts, order):
    edges = [0, *sorted(cuts), 100]
    parts = {f"P{n}": box(left, 0, right, 10) for n, (left, right) in enumerate(pairwise(edges))}
    towns = {f"T{n}": box(0, 0, 100, 10) for n in order}
    found = overlaps(areas(**towns), areas(**parts))
    assert found.groupby("gebied")["deel"].sum().tolist() == pytest.approx([1, 1, 1])
    assert found["deel_vlak"].tolist() == pytest.approx([1] * len(found))
