import json

import pytest

from wijkkaart.errors import InputError
from wijkkaart.koppelkansen.own_files import ALIASES, read_rows

TEXT = "gebiedcode,opgave,toelichting\nBU01,mobiliteit,één\n"


def fields(path):
    return [dict(row.velden) for row in read_rows(path)]


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.replace(",", ";").encode("utf-8"),
        TEXT.replace("\n", "\r\n").encode("utf-8-sig"),
        TEXT.replace("gebiedcode,opgave", " Gebiedcode , OPGAVE").encode("utf-8"),
    ],
)
def test_every_dialect_of_excel_gives_the_same_rows(tmp_path, raw):
    path = tmp_path / "ambities.csv"
    path.write_bytes(raw)
    assert fields(path) == [{"gebiedcode": "BU01", "opgave": "mobiliteit", "toelichting": "één"}]


def test_quotes_blank_lines_and_short_rows(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a,b,c\n"x, ""y""\nz",2\n\n,,\n4,5,6\n', encoding="utf-8")
    rows = read_rows(path)
    assert [dict(row.velden) for row in rows] == [{"a": 'x, "y"\nz', "b": "2"}, {"a": "4", "b": "5", "c": "6"}]
    assert rows[1].nummer == 6
    assert (rows[0].get("c"), rows[0].get("c", "b")) == ("", "2")


def test_a_comma_that_splits_a_text_is_said_with_its_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n1,2,en nog meer\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.csv, regel 3: .* meer waarden dan kolommen.*aanhalingstekens"):
        read_rows(path)


def test_a_column_twice_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b,A\n1,2,3\n", encoding="utf-8")
    with pytest.raises(InputError, match="de kolom 'a' staat er twee keer"):
        read_rows(path)


def geojson(tmp_path, *features, crs=None):
    path = tmp_path / "werken.geojson"
    body = {"type": "FeatureCollection", "features": list(features)}
    if crs:
        body["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(body), encoding="utf-8")
    return path


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(*coordinates):
    return {"type": "Point", "coordinates": list(coordinates)}


def test_a_geojson_is_brought_to_rd_and_flattened(tmp_path):
    # the origin of the Dutch grid: the tower of Amersfoort
    (row,) = read_rows(geojson(tmp_path, feature(point(5.38720621, 52.15517440, 9.0), Soort="riool", jaar_van=2027)))
    assert (row.vorm.x, row.vorm.y) == pytest.approx((155_000, 463_000), abs=1.0)
    assert not row.vorm.has_z
    assert dict(row.velden) == {"soort": "riool", "jaar_van": "2027"}


def test_a_geojson_that_says_it_is_in_rd_is_believed(tmp_path):
    (row,) = read_rows(geojson(tmp_path, feature(point(155_010, 463_020), a="1"), crs="urn:ogc:def:crs:EPSG::28992"))
    assert (row.vorm.x, row.vorm.y) == pytest.approx((155_010, 463_020))


def test_a_whole_number_beside_a_missing_one_stays_whole(tmp_path):
    features = [feature(point(5, 52), jaar_van=2027, tekst=None), feature(point(5, 52), jaar_van=None, tekst="x")]
    first, second = fields(geojson(tmp_path, *features))
    assert (first["jaar_van"], first["tekst"]) == ("2027", "")
    assert (second["jaar_van"], second["tekst"]) == ("", "x")


def test_coordinates_that_are_no_degrees_are_refused(tmp_path):
    path = geojson(tmp_path, feature(point(5, 52)), feature(point(155_000, 463_000)))
    with pytest.raises(InputError, match=r"werken\.geojson, object 2: de coördinaten zijn geen graden.*EPSG:4326"):
        read_rows(path)


def test_an_object_may_be_without_a_place(tmp_path):
    rows = read_rows(geojson(tmp_path, feature(point(5, 52), a="1"), feature(None, a="2"), feature(None, a="3")))
    assert [row.vorm is None for row in rows] == [False, True, True]
    assert [row.plek for row in rows] == ["object 1", "object 2", "object 3"]
    (only,) = read_rows(geojson(tmp_path, feature(None, tekst="x")))
    assert (only.vorm, only.get("tekst")) == (None, "x")
    (drawn_away,) = read_rows(geojson(tmp_path, feature({"type": "Polygon", "coordinates": []}, tekst="x")))
    assert drawn_away.vorm is None
    assert read_rows(geojson(tmp_path)) == []


def test_a_list_in_a_property_is_text_with_semicolons(tmp_path):
    (row,) = read_rows(geojson(tmp_path, feature(point(5, 52), opgaven=["a", "b"])))
    assert row.get("opgaven") == "a; b"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Buurtcode", "gebied"),
        ("BU_code", "gebied"),
        ("Wijk naam", None),
        ("wijknaam", "gebied"),
        ("opmerking", "tekst"),
        ("Van", "jaar_van"),
        ("t/m", "jaar_tot"),
        ("eerste stap", "eerste_stap"),
        ("Voor-wie", "voor_wie"),
        ("stippen", "aantal"),
    ],
)
def test_a_column_is_found_under_the_names_that_people_use(tmp_path, head, name):
    path = tmp_path / "a.csv"
    path.write_text(f"{head};anders\nwaarde;\n", encoding="utf-8")
    (row,) = read_rows(path)
    found = [field for field in (*ALIASES, "eerste_stap", "voor_wie") if row.get(field) == "waarde"]
    assert found == [name] if name in {"gebied", "jaar_van", "jaar_tot", "aantal"} else name is None or name in found


def test_the_surest_name_comes_first(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("wijk;buurt;gebiedcode\nW;B;\nW;B;G\n", encoding="utf-8")
    assert [row.get("gebied") for row in read_rows(path)] == ["B", "G"]


def test_examples_and_signs_that_nobody_sees_are_left_out(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a;b\n(Voorbeeld) 1;2\n1;(voorbeeld)\n1;x\u202ey\x00z\n1;een (voorbeeld)\n", encoding="utf-8")
    assert [row.get("b") for row in read_rows(path)] == ["xyz", "een (voorbeeld)"]


def test_broken_missing_and_other_files_are_refused(tmp_path):
    (tmp_path / "kapot.geojson").write_text("{", encoding="utf-8")
    (tmp_path / "werken.xlsx").write_bytes(b"PK")
    with pytest.raises(InputError, match=r"kapot\.geojson: dit is geen leesbaar GeoJSON"):
        read_rows(tmp_path / "kapot.geojson")
    with pytest.raises(InputError, match=r"Het bestand weg\.csv is er niet .*onder 'eigen'"):
        read_rows(tmp_path / "weg.csv")
    with pytest.raises(InputError, match=r"werken\.xlsx: dit soort bestand kan hier niet. Geef een \.csv"):
        read_rows(tmp_path / "werken.xlsx")
