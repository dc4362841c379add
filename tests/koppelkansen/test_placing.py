import pytest
from shapely import affinity
from shapely.geometry import LineString, MultiLineString, Point, box

from wijkkaart.errors import InputError
from wijkkaart.koppelkansen.own_files import Row
from wijkkaart.koppelkansen.placing import place


def placed(gebieden, *shapes):
    rows = [Row(number, {}, affinity.translate(shape, 155_000, 463_000)) for number, shape in enumerate(shapes, 1)]
    voices = [{"tekst": str(number)} for number in range(1, len(shapes) + 1)]
    return place("werken.geojson", rows, voices, gebieden)


def codes(gebieden, shape):
    return [voice["gebiedcode"] for voice in placed(gebieden, shape)]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (Point(30, 30), ["BU01"]),
        (Point(120, 30), ["BU02", "EG01"]),
        (Point(100, 150), ["BU03"]),
        (LineString([(10, 10), (10, 190)]), ["BU01", "BU03"]),
        # the line only touches BU04 in its corner
        (LineString([(20, 180), (180, 20)]), ["BU02", "BU03", "EG01"]),
        # along the border: it lies in both
        (LineString([(100, 110), (100, 190)]), ["BU03", "BU04"]),
        # ends on the border of BU02
        (LineString([(10, 50), (100, 50)]), ["BU01", "EG01"]),
        (LineString([(10, 10), (10.4, 10)]), ["BU01"]),
        (MultiLineString([[(10, 150), (20, 150)], [(110, 150), (120, 150)]]), ["BU03", "BU04"]),
        (box(10, 110, 190, 120), ["BU03", "BU04"]),
        # exactly one buurt, and drawn 20 cm too large
        (box(0, 100, 100, 200), ["BU03"]),
        (box(-0.2, 99.8, 100.2, 200.2), ["BU03"]),
        (box(10, 110, 11, 111), ["BU03"]),
    ],
)
def test_what_a_work_touches_in_more_than_a_point(gebieden, shape, expected):
    assert sorted(codes(gebieden, shape)) == expected


def test_every_row_keeps_its_words_and_gets_a_point_inside(gebieden):
    first, second = placed(gebieden, Point(30, 30), box(10, 110, 30, 130))
    assert first == {"tekst": "1", "gebiedcode": "BU01", "x": 155_030, "y": 463_030}
    assert (second["tekst"], second["gebiedcode"]) == ("2", "BU03")
    assert (second["x"], second["y"]) == pytest.approx((155_020, 463_120))


def test_what_lies_outside_is_left_out_unless_it_is_everything(gebieden):
    assert [voice["tekst"] for voice in placed(gebieden, Point(900, 900), Point(30, 30))] == ["2"]
    with pytest.raises(InputError, match=r"werken\.geojson: geen van de 2 objecten ligt in dit gebied.*EPSG:4326"):
        placed(gebieden, Point(900, 900), Point(-1, 0))


def test_an_empty_file_places_nothing(gebieden):
    assert placed(gebieden) == []
