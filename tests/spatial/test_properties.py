"""What must hold for any zones, cover, grid and points: order, splits and doubles change nothing; other sums agree."""

from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from affine import Affine
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from shapely import LineString, Point, Polygon, box

from wijkkaart.spatial.overlay import covered_area, line_length, line_pieces
from wijkkaart.spatial.placement import assign_points
from wijkkaart.spatial.proximity import nearest_distance, within
from wijkkaart.spatial.rings import ring_max
from wijkkaart.spatial.zonal import at_least, zonal

SIDE = 60
GRID = Affine(10, 0, 0, 0, -10, SIDE)  # 6 x 6 cells of 10 m


def zones(shapes, index=None):
    return gpd.GeoDataFrame(index=index, geometry=list(shapes), crs=28992)


def parts_of_town(columns, rows):
    """Return rectangles that together are the town of 60 x 60 m, cut at these places."""
    xs, ys = (list(pairwise([0, *sorted(set(cuts)), SIDE])) for cuts in (columns, rows))
    return zones(box(left, low, right, high) for left, right in xs for low, high in ys)


TOWN = zones([box(0, 0, SIDE, SIDE)])
cuts = st.lists(st.integers(1, SIDE - 1), max_size=3)
towns = st.builds(parts_of_town, cuts, cuts)
place = st.tuples(st.integers(-20, 80), st.integers(-20, 80))
triangles = st.lists(place, min_size=3, max_size=3, unique=True).map(Polygon).filter(lambda shape: shape.area > 1)
covers = st.lists(triangles, min_size=1, max_size=6)
walks = st.lists(place, min_size=2, max_size=5, unique=True).map(LineString)
cells = st.floats(0, 100, width=32) | st.just(np.nan)
grids = arrays("float32", (6, 6), elements=cells)
shuffles = st.randoms(use_true_random=False)


def shuffled(items, random):
    order = list(range(len(items)))
    random.shuffle(order)
    return items.iloc[order]


# --- cover


@given(towns, covers)
def test_cover_is_the_area_of_the_union_inside_each_zone(town, shapes):
    expected = [zone.intersection(shapely.union_all(shapes)).area for zone in town.geometry]
    assert covered_area(town, gpd.GeoSeries(shapes)).tolist() == pytest.approx(expected, abs=1e-6)


@given(towns, covers, st.integers(1, SIDE - 1))
def test_cutting_the_cover_in_pieces_changes_nothing(town, shapes, cut):
    halves = [box(-100, -100, cut, 200), box(cut, -100, 200, 200)]
    pieces = [part for shape in shapes for half in halves if (part := shape.intersection(half)).area > 0]
    whole, cut_up = (covered_area(town, gpd.GeoSeries(cover)) for cover in (shapes, pieces))
    assert cut_up.tolist() == pytest.approx(whole.tolist(), abs=1e-6)


@given(towns, covers, shuffles)
def test_neither_order_nor_doubles_of_cover_matter_nor_the_order_of_zones(town, shapes, random):
    cover = gpd.GeoSeries(shapes + shapes[:2])
    straight = covered_area(town, gpd.GeoSeries(shapes))
    mixed = covered_area(shuffled(town, random), shuffled(cover, random))
    assert mixed[town.index].tolist() == pytest.approx(straight.tolist(), abs=1e-6)


@given(towns, covers)
def test_cover_of_the_parts_adds_up_to_that_of_the_town(town, shapes):
    cover = gpd.GeoSeries(shapes)
    area = covered_area(town, cover)
    assert (area <= town.area + 1e-6).all()
    assert area.sum() == pytest.approx(covered_area(TOWN, cover)[0], abs=1e-6)


# --- lines


@given(towns, st.lists(walks, min_size=1, max_size=4))
def test_length_is_that_of_each_line_inside_each_zone(town, lines):
    expected = [sum(zone.intersection(line).length for line in lines) for zone in town.geometry]
    assert line_length(town, gpd.GeoSeries(lines)).tolist() == pytest.approx(expected, abs=1e-6)


@given(st.lists(walks, min_size=1, max_size=4), st.floats(0.1, 0.9), shuffles)
def test_cutting_lines_and_zones_keeps_the_length(lines, share, random):
    # Cut at odd places: what runs along a border would lie in both zones.
    town = parts_of_town([20.123], [40.377])
    pieces = [
        shapely.ops.substring(line, *span, normalized=True) for line in lines for span in ((0, share), (share, 1))
    ]
    length = line_length(shuffled(town, random), shuffled(gpd.GeoSeries(pieces), random))
    assert length.sum() == pytest.approx(line_length(TOWN, gpd.GeoSeries(lines))[0], abs=1e-6)
    assert line_pieces(town, gpd.GeoSeries(lines))["length"].gt(0).all()


# --- grids


def exact(values, zone, mask):
    """Return the shares of the cells inside a zone that count, and their values: by intersecting every cell."""
    rows, columns = np.indices(values.shape)
    inside = shapely.area(
        shapely.intersection(shapely.box(columns * 10, 50 - rows * 10, columns * 10 + 10, 60 - rows * 10), zone)
    )
    counts = mask & ~np.isnan(values) & (inside > 0)
    return inside[counts] / 100, values[counts].astype("float64")


@given(grids, triangles, arrays(bool, (6, 6)))
def test_zonal_statistics_are_those_of_the_exact_parts_of_cells(values, shape, mask):
    assume(shape.intersection(box(0, 0, SIDE, SIDE)).area > 1)
    table = zonal(values, GRID, zones([shape]), ["mean", "sum", "min", "max"], mask=mask).iloc[0]
    share, value = exact(values, shape, mask)
    assert table["cells"] == pytest.approx(share.sum(), abs=1e-4)
    if share.sum() < 0.01:  # a sliver of a cell: rounding decides
        return
    assert table["sum"] == pytest.approx((share * value).sum(), abs=0.05)
    assert table["mean"] == pytest.approx((share * value).sum() / share.sum(), abs=0.05)
    large = share > 1e-4
    assert table["min"] <= value[large].min(initial=np.inf)
    assert table["max"] >= value[large].max(initial=-np.inf)


@given(grids, towns, st.floats(0, 100), shuffles)
def test_means_and_shares_of_the_parts_weighted_with_cells_are_those_of_the_town(values, town, limit, random):
    for grid in (values, at_least(values, limit)):
        whole = zonal(grid, GRID, TOWN, ["mean", "sum"]).iloc[0]
        parts = zonal(grid, GRID, shuffled(town, random), ["mean", "sum"])
        weighed = (parts["mean"] * parts["cells"]).sum()
        assert parts["cells"].sum() == pytest.approx(whole["cells"], abs=1e-4)
        assert parts["sum"].sum() == pytest.approx(np.nan_to_num(whole["sum"]), abs=1e-2)
        if whole["cells"] > 0:
            assert weighed / whole["cells"] == pytest.approx(whole["mean"], abs=1e-3)


@given(grids, towns)
def test_percentiles_lie_in_order_between_the_extremes_and_follow_no_order_of_rows(values, town):
    names = ["min", "p10", "p50", "p90", "max"]
    table = zonal(values, GRID, town, names)
    steps = table[names].dropna().diff(axis=1).iloc[:, 1:]
    assert (steps >= -1e-6).all(axis=None)
    assert zonal(values, GRID, town.iloc[::-1], names).loc[town.index].equals(table)


#: Few different values, as maps in whole percents have, and many.
coarse = arrays("float32", (6, 6), elements=st.sampled_from([0.0, 1.0, 2.0, 7.0, 100.0]) | st.just(np.nan))


@given(coarse | grids, st.integers(1, 9).map(lambda tenth: f"p{tenth}0"))
def test_a_percentile_is_the_lowest_value_that_part_of_the_cells_does_not_exceed(values, name):
    known = np.sort(values[~np.isnan(values)])
    found = zonal(values, GRID, TOWN, [name])[name].item()
    if not len(known):
        assert np.isnan(found)
    else:
        assert found == np.quantile(known, int(name[1:]) / 100, method="inverted_cdf")


@given(coarse | grids, triangles)
def test_the_median_has_half_of_the_weight_on_either_side(values, shape):
    assume(shape.intersection(box(0, 0, SIDE, SIDE)).area > 1)
    median = zonal(values, GRID, zones([shape]), ["p50"])["p50"].item()
    share, value = exact(values, shape, np.ones_like(values, dtype=bool))
    if share.sum() > 0.01:
        assert share[value <= median + 1e-6].sum() >= 0.5 * share.sum() - 1e-3
        assert share[value >= median - 1e-6].sum() >= 0.5 * share.sum() - 1e-3


@given(grids, arrays(bool, (6, 6)))
def test_without_a_cell_that_counts_there_is_no_statistic_not_even_a_sum(values, mask):
    names = ["mean", "sum", "min", "max", "p50"]
    blank = np.where(mask, np.nan, values)
    table = zonal(blank, GRID, TOWN, names, mask=mask).iloc[0]
    assert table[names].isna().all()
    assert table["cells"] == 0
    assert zonal(np.full((6, 6), np.nan), GRID, TOWN, names)[names].isna().all(axis=None)


# --- points


@given(towns, st.lists(place, min_size=1, max_size=10), shuffles)
def test_each_point_in_the_town_lies_in_exactly_one_zone_that_holds_it(town, places, random):
    points = gpd.GeoSeries([Point(xy) for xy in places], crs=28992)
    found = assign_points(points, shuffled(town, random))
    for point, label in zip(points, found, strict=True):
        if pd.isna(label):
            assert not TOWN.geometry[0].intersects(point)
        else:
            assert town.geometry[label].intersects(point)
            assert label == min(town.index[town.intersects(point)])
    assert found.notna().sum() == points.intersects(TOWN.geometry[0]).sum()


many = st.lists(place, min_size=1, max_size=6)


@given(many, st.lists(triangles, min_size=1, max_size=5), shuffles)
def test_the_nearest_distance_is_the_smallest_of_all(places, shapes, random):
    points = gpd.GeoSeries([Point(xy) for xy in places])
    expected = [min(point.distance(shape) for shape in shapes) for point in points]
    features = shuffled(gpd.GeoSeries(shapes + shapes[:1]), random)
    assert nearest_distance(points, features).tolist() == pytest.approx(expected, abs=1e-9)


@given(many, many, st.integers(0, 50), shuffles)
def test_pairs_within_a_distance_are_those_of_a_plain_loop(ours, theirs, reach, random):
    one, other = (gpd.GeoSeries([Point(xy) for xy in places]) for places in (ours, theirs))
    expected = {(a, b) for a, p in one.items() for b, q in other.items() if p.distance(q) <= reach}
    pairs = within(shuffled(one, random), shuffled(other, random), reach)
    assert set(pairs.itertuples(index=False, name=None)) == expected
    assert len(pairs) == len(expected)


def test_what_lies_outside_every_zone_is_near_all_the_same():
    # A park 250 m across the border: the home is not 10 km from green because its own town has none.
    home, park = gpd.GeoSeries([Point(SIDE - 1, 30)]), gpd.GeoSeries([box(SIDE + 250, 0, SIDE + 900, 60)])
    assert not park.intersects(TOWN.geometry[0]).any()
    assert nearest_distance(home, park).item() == 251.0


@given(grids, shuffles)
def test_a_ring_does_not_depend_on_its_neighbours(values, random):
    shapes = gpd.GeoSeries([box(12, 12, 28, 28), box(30, 30, 44, 51), box(-5, 0, 8, 6)], crs=28992)
    alone = pd.concat([ring_max(values, GRID, shapes.iloc[[n]], 4.0) for n in range(3)])
    assert ring_max(values, GRID, shuffled(shapes, random), 4.0)[shapes.index].equals(alone)
