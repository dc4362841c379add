import geopandas as gpd
import numpy as np
import pytest
import shapely

from wijkkaart.maps.areas import ordered_areas
from wijkkaart.maps.degrees import WGS84, degrees_for
from wijkkaart.maps.topology import topology


@pytest.fixture
def areas(result):
    return ordered_areas(result.gebieden)


@pytest.fixture
def made(areas):
    return topology(areas, degrees_for(areas.frame))


def drawn(made: dict, arcs: list) -> shapely.Polygon:
    """The outer ring of a shape, in RD metres again."""
    ring: list = []
    for arc in arcs[0]:
        steps = np.cumsum(made["arcs"][arc if arc >= 0 else ~arc], axis=0)
        points = steps * made["transform"]["scale"] + made["transform"]["translate"]
        ring.extend(points[:: 1 if arc >= 0 else -1].tolist())
    return gpd.GeoSeries([shapely.Polygon(ring)], crs=WGS84).to_crs("EPSG:28992").iloc[0]


def shapes_of(made: dict, niveau: str) -> dict[int, shapely.Geometry]:
    found = {}
    for shape in made["objects"][niveau]["geometries"]:
        parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        found[shape["id"]] = shapely.union_all([drawn(made, part) for part in parts])
    return found


def test_each_niveau_is_an_object_and_ids_are_places_in_page_order(made, areas):
    ids = [shape["id"] for niveau in areas.niveaus for shape in made["objects"][niveau]["geometries"]]
    assert ids == list(range(len(areas.codes)))


def test_squares_come_back_within_the_tolerance(made, areas):
    for niveau in ("buurt", "wijk"):
        for place, shape in shapes_of(made, niveau).items():
            assert shape.symmetric_difference(areas.frame.geometry.iloc[place]).area < 400 * 4 * 0.2


def test_neighbours_share_the_same_arc(made):
    used = [
        abs(arc) if arc >= 0 else ~arc
        for s in made["objects"]["buurt"]["geometries"]
        for ring in s["arcs"]
        for arc in np.ravel(ring)
    ]
    assert len(used) > len(set(used))


def wavy(west: float, east: float, wave: shapely.LineString) -> tuple[shapely.Polygon, shapely.Polygon]:
    """Two polygons on either side of one wavy border."""
    points = list(wave.coords)
    low, high = points[0][1], points[-1][1]
    left = shapely.Polygon([(west, low), *points, (west, high)])
    right = shapely.Polygon([*points, (east, high), (east, low)])
    return left, right


def test_a_simplified_border_leaves_no_gap_and_no_overlap(result):
    y = np.arange(446000.0, 446401.0, 5.0)
    wave = shapely.LineString(np.column_stack([84200 + 1.5 * np.sin(y), y]))
    left, right = wavy(84000.0, 84400.0, wave)
    frame = result.gebieden.iloc[:2].set_geometry([left, right], crs="EPSG:28992")
    areas = ordered_areas(frame)
    made = topology(areas, degrees_for(frame))
    first, second = shapes_of(made, "buurt").values()
    assert sum(len(arc) for arc in made["arcs"]) < len(y)
    assert first.intersection(second).area < 1
    assert shapely.union_all([first, second]).area == pytest.approx(400 * 400, rel=2e-3)


def test_same_areas_same_topology(areas, made):
    assert topology(areas, degrees_for(areas.frame)) == made


def test_a_bend_larger_than_the_tolerance_stays_in_the_border(result):
    y = np.arange(446000.0, 446401.0, 5.0)
    wave = shapely.LineString(np.column_stack([84200 + 20 * np.sin((y - 446000) / 40), y]))
    left, right = wavy(84000.0, 84400.0, wave)
    frame = result.gebieden.iloc[:2].set_geometry([left, right], crs="EPSG:28992")
    made = topology(ordered_areas(frame), degrees_for(frame))
    first, second = shapes_of(made, "buurt").values()
    assert shapely.hausdorff_distance(first.boundary, left.boundary, densify=0.01) < 2.2
    assert shapely.hausdorff_distance(second.boundary, right.boundary, densify=0.01) < 2.2
