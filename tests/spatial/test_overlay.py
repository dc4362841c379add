"""Cover and length inside zones, by hand and under Hypothesis."""

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, box

from wijkkaart.spatial.overlay import cover_inside, covered_area, line_length, line_pieces


def zones(*shapes, index=None):
    return gpd.GeoDataFrame(index=index, geometry=list(shapes))


def test_share_of_a_square_under_green_that_reaches_outside():
    # 25 x 100 m of 100 x 100 m; the rest of the green lies outside.
    square = zones(box(0, 0, 100, 100))
    share = covered_area(square, gpd.GeoSeries([box(75, 0, 175, 100)])) / square.area
    assert 100 * share[0] == pytest.approx(25.0, abs=1e-9)


def test_overlapping_cover_counts_once():
    cover = gpd.GeoSeries([box(0, 0, 60, 100), box(40, 0, 80, 100), box(0, 0, 10, 10)])
    areas = covered_area(zones(box(0, 0, 100, 100), box(100, 0, 200, 100), index=["x", "y"]), cover)
    assert areas.to_dict() == {"x": 8000.0, "y": 0.0}


def test_cover_inside_a_zone_is_cut_at_its_border_and_holds_nothing_twice():
    two = zones(box(0, 0, 100, 100), box(100, 0, 200, 100), box(500, 0, 600, 100), index=["x", "y", "z"])
    cover = gpd.GeoSeries([box(0, 0, 60, 10), box(40, 0, 130, 10), box(190, 0, 200, 10), box(200, 0, 300, 10)])
    ground = cover_inside(two, cover)
    assert ground.index.tolist() == ["x", "y"]
    assert ground.area.tolist() == [1000.0, 400.0]
    assert ground.bounds.loc["y"].tolist() == [100.0, 0.0, 200.0, 10.0]
    assert cover_inside(two, gpd.GeoSeries([])).empty


def test_length_of_lines_inside_each_zone():
    # A line of 100 m crosses the border at 60 m; one lies outside; one only touches a corner.
    lines = gpd.GeoSeries(
        [LineString([(40, 5), (140, 5)]), LineString([(0, 300), (9, 300)]), LineString([(100, 100), (90, 200)])],
        index=["p", "q", "r"],
    )
    two = zones(box(0, 0, 100, 100), box(100, 0, 200, 100), index=["west", "east"])
    assert line_length(two, lines).to_dict() == {"west": 60.0, "east": 40.0}
    assert line_pieces(two, lines)["line"].tolist() == ["p", "p"]


spans = st.tuples(st.integers(0, 90), st.integers(1, 60), st.integers(0, 90), st.integers(1, 60))
covers = st.lists(spans.map(lambda t: box(t[0], t[2], t[0] + t[1], t[2] + t[3])), min_size=1, max_size=8)


@given(covers, st.integers(1, 99))
def test_shares_are_sound_and_the_parts_of_a_split_zone_add_up(shapes, cut):
    cover = gpd.GeoSeries(shapes)
    split = zones(box(0, 0, 100, 100), box(0, 0, cut, 100), box(cut, 0, 100, 100))
    area = covered_area(split, cover)
    assert area[1] + area[2] == pytest.approx(area[0], abs=1e-6)
    assert (area / split.area).between(0, 1 + 1e-12).all()


@given(covers, st.randoms(use_true_random=False))
def test_duplicated_cover_and_its_order_do_not_matter(shapes, random):
    twice = shapes + shapes
    random.shuffle(twice)
    zone = zones(box(10, 10, 90, 90))
    assert covered_area(zone, gpd.GeoSeries(twice))[0] == pytest.approx(covered_area(zone, gpd.GeoSeries(shapes))[0])
