import geopandas as gpd
import numpy as np
import pytest
import shapely

from wijkkaart.maps.areas import ordered_areas
from wijkkaart.maps.backdrop import MAX_VERTICES, MOST_VERTICES, backdrop_payload
from wijkkaart.maps.degrees import degrees_for

WEST, SOUTH = 84000.0, 446000.0


@pytest.fixture
def areas(result):
    return ordered_areas(result.gebieden)


#: Half a step of the stored coordinates to either side.
STEP_M = 1.5


def layer(shapes, names=None):
    return gpd.GeoDataFrame({"naam": names or ["x"] * len(shapes)}, geometry=shapes, crs="EPSG:28992")


def payload(areas, **layers):
    return backdrop_payload(layers, areas, degrees_for(areas.frame))


def test_a_line_comes_back_where_it_was(areas):
    made = payload(areas, wegen=layer([shapely.LineString([(WEST, SOUTH), (WEST + 300, SOUTH + 400)])], ["Laan"]))
    (road,) = made["lagen"]
    points = np.cumsum(np.reshape(road["vormen"][0][0], (-1, 2)), axis=0) * made["stap"] + made["oorsprong"]
    back = gpd.GeoSeries(gpd.points_from_xy(*points.T), crs="EPSG:4326").to_crs("EPSG:28992")
    assert back.iloc[0].distance(shapely.Point(WEST, SOUTH)) < STEP_M
    assert back.iloc[1].distance(shapely.Point(WEST + 300, SOUTH + 400)) < STEP_M
    assert road["namen"][road["naam"][0]] == "Laan"


def test_what_lies_far_away_is_left_out(areas):
    far = shapely.LineString([(WEST + 90_000, SOUTH), (WEST + 91_000, SOUTH)])
    assert payload(areas, wegen=layer([far]))["lagen"] == []


def test_ditches_and_lakes_in_one_layer_are_two_kinds(areas):
    ditch = shapely.LineString([(WEST, SOUTH), (WEST + 100, SOUTH)])
    lake = shapely.Point(WEST + 200, SOUTH + 200).buffer(50)
    made = payload(areas, water=layer([ditch, lake]))
    assert sorted((item["laag"], item["soort"]) for item in made["lagen"]) == [("water", "lijn"), ("water", "vlak")]


def test_a_hole_in_a_lake_stays(areas):
    lake = shapely.Point(WEST + 400, SOUTH + 400).buffer(200)
    made = payload(areas, water=layer([lake.difference(shapely.Point(WEST + 400, SOUTH + 400).buffer(80))]))
    assert len(made["lagen"][0]["vormen"][0]) == 2


def test_a_very_fine_layer_is_made_coarser(areas):
    angle = np.linspace(0, 300, 4 * MAX_VERTICES)
    spiral = np.column_stack([WEST + 600 + angle * np.cos(angle), SOUTH + 600 + angle * np.sin(angle)])
    made = payload(areas, wegen=layer([shapely.LineString(spiral)]))
    assert sum(len(line) // 2 for shape in made["lagen"][0]["vormen"] for line in shape) <= MAX_VERTICES


def test_layers_are_drawn_in_a_fixed_order(areas):
    line = layer([shapely.LineString([(WEST, SOUTH), (WEST + 100, SOUTH)])])
    made = payload(areas, spoor=line, wegen=line, water=line)
    assert [item["laag"] for item in made["lagen"]] == ["water", "wegen", "spoor"]


def test_of_too_many_small_shapes_the_largest_stay_in_their_order(areas):
    # A square keeps four of its five points. One in seven is large: all of those fit, and some of the small ones.
    number = MOST_VERTICES // 4 + 700
    sides = [9 if place % 7 == 0 else 3 for place in range(number)]
    corners = [(WEST + 10 * (place % 150), SOUTH + 10 * (place // 150)) for place in range(number)]
    squares = [shapely.box(x, y, x + side, y + side) for (x, y), side in zip(corners, sides, strict=True)]
    made = payload(areas, groen=layer(squares, [f"{place:05d}" for place in range(number)]))
    (green,) = made["lagen"]
    names = [green["namen"][place] for place in green["naam"]]
    assert len(green["vormen"]) == len(names) == MOST_VERTICES // 4
    assert names == sorted(names)
    assert {f"{place:05d}" for place in range(0, number, 7)} < set(names)
