import json
import zipfile

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import LineString, Point, Polygon, box

from wijkkaart.errors import InputError
from wijkkaart.fetch.reason import reason
from wijkkaart.fetch.vector import is_empty, open_layer, read_attributes, read_vector, repair

RD = "EPSG:28992"
#: Two squares of 100 m near Utrecht.
WEST, EAST = box(136000, 456000, 136100, 456100), box(136200, 456000, 136300, 456100)
GML = (
    '<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" xmlns:x="http://x.nl/x">'
    "{}</gml:FeatureCollection>"
)


def squares(crs=RD):
    return gpd.GeoDataFrame({"code": ["west", "oost"]}, geometry=[WEST, EAST], crs=RD).to_crs(crs)


def write(frame, path, layer="vlakken"):
    frame.to_file(path, layer=layer, engine="pyogrio")
    return path


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".shp", ".parquet"])
def test_every_format_gives_the_same_square(tmp_path, suffix):
    path = tmp_path / f"vlakken{suffix}"
    frame = squares("EPSG:4326" if suffix == ".geojson" else RD)
    frame.to_parquet(path) if suffix == ".parquet" else frame.to_file(path, engine="pyogrio")
    found = read_vector(open_layer(path))
    assert found.crs == RD
    assert found["code"].tolist() == ["west", "oost"]
    assert found.geometry.iloc[0].symmetric_difference(WEST).area < 1.0


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
def test_only_the_bbox_is_read(tmp_path, suffix):
    path = tmp_path / f"vlakken{suffix}"
    squares().to_parquet(path) if suffix == ".parquet" else write(squares(), path)
    assert read_vector(open_layer(path), bbox=(136190, 455990, 136310, 456110))["code"].tolist() == ["oost"]


def test_the_bbox_is_given_in_rd_also_for_a_file_in_degrees(tmp_path):
    path = write(squares("EPSG:4326"), tmp_path / "graden.geojson")
    assert read_vector(open_layer(path), bbox=(136190, 455990, 136310, 456110))["code"].tolist() == ["oost"]


def test_height_is_taken_off(tmp_path):
    high = gpd.GeoDataFrame(geometry=[shapely.force_3d(WEST, 7.0)], crs=RD)
    assert not read_vector(open_layer(write(high, tmp_path / "hoog.gpkg"))).has_z.any()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nergens\.gpkg bestaat niet"):
        open_layer(tmp_path / "nergens.gpkg")


def test_an_unknown_layer_lists_the_layers(tmp_path):
    path = write(squares(), tmp_path / "a.gpkg", "buurten")
    with pytest.raises(InputError, match=r"geen laag 'wijken'.*uit: buurten"):
        open_layer(path, "wijken")


def test_the_hint_chooses_a_layer_at_the_start_of_a_word(tmp_path):
    path = write(squares(), tmp_path / "bgt.gpkg", "onbegroeidterreindeel")
    write(squares(), path, "begroeidterreindeel")
    assert open_layer(path, hint="begroeidterreindeel").name == "begroeidterreindeel"
    with pytest.raises(InputError, match="meer lagen"):
        open_layer(path, hint="waterdeel")


def test_a_zip_is_searched_for_the_member_that_fits(tmp_path):
    for name in ("wegdeel", "ondersteunendwegdeel"):
        write(squares("EPSG:4326"), tmp_path / f"{name}.geojson")
    path = tmp_path / "levering.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(tmp_path / "ondersteunendwegdeel.geojson", "b/bgt_ondersteunendwegdeel.geojson")
        archive.write(tmp_path / "wegdeel.geojson", "b/bgt_wegdeel.geojson")
    layer = open_layer(path, hint="wegdeel")
    assert layer.dataset.endswith("/b/bgt_wegdeel.geojson")
    assert len(read_vector(layer)) == 2


@pytest.mark.parametrize("name", ["kapot.gpkg", "kapot.geojson", "kapot.parquet", "kapot.zip"])
def test_a_corrupt_file_gives_one_dutch_message(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"SQLite format 3\x00 maar niet echt")
    with pytest.raises(InputError, match=r"kapot.* is niet te lezen .*Haal het bestand opnieuw op"):
        read_vector(open_layer(path))


def test_a_zip_that_points_outside_itself_is_not_opened(tmp_path):
    path = tmp_path / "levering.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../bgt_wegdeel.gml", GML)
    with pytest.raises(InputError, match="niet veilig uit te pakken"):
        open_layer(path, hint="wegdeel")


def zipped(path, member, text):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, text)
    return path


def test_a_gml_without_objects_is_an_empty_layer(tmp_path):
    path = zipped(tmp_path / "bgt.zip", "bgt_spoor.gml", GML.format(""))
    found = read_vector(open_layer(path, hint="spoor"), (136_000, 456_000, 137_000, 457_000))
    assert (len(found), found.columns.tolist(), found.crs) == (0, ["geometry"], "EPSG:28992")


def test_a_gml_with_empty_geometries_only_is_refused(tmp_path):
    road = "<gml:featureMember><x:Wegdeel><x:g><gml:Polygon/></x:g></x:Wegdeel></gml:featureMember>"
    path = zipped(tmp_path / "bgt.zip", "bgt_wegdeel.gml", GML.format(road))
    with pytest.raises(InputError, match="heeft alleen lege geometrieën"):
        read_vector(open_layer(path, hint="wegdeel"))


def test_a_gml_without_crs_is_in_rd_and_its_arcs_are_lines(tmp_path):
    half = "<gml:Arc><gml:posList>136100 456000 136150 456050 136100 456100</gml:posList></gml:Arc>"
    road = "<x:Wegdeel><x:functie>voetpad</x:functie><x:g><gml:Curve><gml:segments>{}</gml:segments></gml:Curve></x:g>"
    text = GML.format(f"<gml:featureMember>{road.format(half)}</x:Wegdeel></gml:featureMember>")
    found = read_vector(open_layer(zipped(tmp_path / "bgt.zip", "bgt_wegdeel.gml", text), hint="wegdeel"))
    assert found.crs == "EPSG:28992"
    assert found.geometry.iloc[0].length == pytest.approx(50 * 3.14159, rel=0.001)
    degrees = text.replace("136100 456000 136150 456050 136100 456100", "5.1 52.1 5.2 52.2 5.1 52.3")
    with pytest.raises(InputError, match="lijken graden"):
        read_vector(open_layer(zipped(tmp_path / "graden.zip", "bgt_wegdeel.gml", degrees), hint="wegdeel"))


def test_a_truncated_geopackage_is_refused(tmp_path):
    path = write(squares(), tmp_path / "half.gpkg")
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(InputError, match=r"half\.gpkg"):
        read_vector(open_layer(path))


def test_a_loose_gml_asks_for_its_zip(tmp_path):
    path = tmp_path / "bgt_wegdeel.gml"
    path.write_text("<x/>", encoding="utf-8")
    with pytest.raises(InputError, match="zip"):
        open_layer(path)
    assert [item.name for item in tmp_path.iterdir()] == ["bgt_wegdeel.gml"]


def test_a_file_that_says_degrees_but_holds_rd_is_refused(tmp_path):
    path = tmp_path / "liegt.geojson"
    ring = [[90000, 435000], [90100, 435000], [90100, 435100], [90000, 435000]]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    with pytest.raises(InputError, match=r"WGS 84 \(graden\).*x 90000.*zijn RD \(EPSG:28992\)"):
        read_vector(open_layer(path))


def test_a_file_that_says_rd_but_holds_degrees_is_refused(tmp_path):
    liar = gpd.GeoDataFrame(geometry=[Point(5.1, 52.1)], crs=RD)
    with pytest.raises(InputError, match=r"meters.*lijken graden"):
        read_vector(open_layer(write(liar, tmp_path / "liegt.gpkg")))


def test_swapped_latitude_and_longitude_is_recognised(tmp_path):
    liar = gpd.GeoDataFrame(geometry=[Point(52.1, 5.1)], crs="EPSG:4326")
    with pytest.raises(InputError, match=r"buiten Nederland.*verwisseld"):
        read_vector(open_layer(write(liar, tmp_path / "om.geojson")))


def test_a_file_outside_the_netherlands_is_refused(tmp_path):
    berlin = gpd.GeoDataFrame(geometry=[Point(13.4, 52.5)], crs="EPSG:4326")
    with pytest.raises(InputError, match="buiten Nederland"):
        read_vector(open_layer(write(berlin, tmp_path / "berlijn.geojson")))


def test_a_file_without_crs_is_refused(tmp_path):
    nowhere = gpd.GeoDataFrame(geometry=[WEST])
    with pytest.warns(UserWarning, match="crs"):
        nowhere.to_file(tmp_path / "zonder.gpkg", engine="pyogrio")
    with pytest.raises(InputError, match="coördinatenstelsel"):
        read_vector(open_layer(tmp_path / "zonder.gpkg"))


def test_a_bow_tie_becomes_two_triangles_and_stays_a_polygon():
    bow = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    fixed = repair(gpd.GeoDataFrame(geometry=[bow, WEST], crs=RD), "bestand x")
    assert fixed.geometry.is_valid.all()
    assert fixed.geom_type.iloc[0] == "MultiPolygon"
    assert fixed.area.iloc[0] == pytest.approx(2.0)


def test_a_polygon_that_collapses_is_empty_and_not_a_line():
    flat = Polygon([(0, 0), (1, 0), (2, 0), (0, 0)])
    fixed = repair(gpd.GeoDataFrame(geometry=[flat], crs=RD), "bestand x")
    assert is_empty(fixed).tolist() == [True]


def test_null_and_empty_count_as_empty():
    frame = gpd.GeoDataFrame(geometry=[None, Polygon(), LineString([(0, 0), (1, 1)])], crs=RD)
    assert is_empty(frame).tolist() == [True, True, False]


def test_attributes_come_without_geometry(tmp_path):
    path = write(squares(), tmp_path / "a.gpkg")
    assert read_attributes(open_layer(path)).columns.tolist() == ["code"]


@pytest.mark.parametrize("name", ["kapot.gpkg", "kapot.geojson", "kapot.parquet", "kapot.zip"])
def test_a_message_holds_no_folder_of_the_user(tmp_path, name):
    folder = tmp_path / "Jan Jansen"
    folder.mkdir()
    path = folder / name
    path.write_bytes(b"SQLite format 3\x00 maar niet echt")
    with pytest.raises(InputError) as told:
        read_vector(open_layer(path))
    assert "Jansen" not in str(told.value)


def test_a_member_of_a_zip_and_a_file_beside_are_named_without_their_folder(tmp_path):
    path = tmp_path / "Jan Jansen" / "a.zip"
    said = f"cannot read /vsizip/{path}/b/c.gml; no {path.parent}/c.xsd"
    assert reason(RuntimeError(said), path) == "cannot read a.zip/b/c.gml; no c.xsd"
