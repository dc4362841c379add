import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, box

from wijkkaart.config import Bron
from wijkkaart.errors import InputError
from wijkkaart.extent import Extent
from wijkkaart.sources._gwsw import begin_year
from wijkkaart.sources.bgt_begroeid import SOURCE as BEGROEID
from wijkkaart.sources.bgt_erven import SOURCE as ERVEN
from wijkkaart.sources.bgt_water import SOURCE as WATER
from wijkkaart.sources.bgt_wegdelen import SOURCE as WEGDELEN
from wijkkaart.sources.gwsw_leidingen import SOURCE as LEIDINGEN
from wijkkaart.sources.nwb_wegvakken import SOURCE as WEGVAKKEN

SQUARE = box(136000, 456000, 136010, 456010)
LINE = LineString([(136000, 456000), (136100, 456000)])


def surface(code, **fields):
    known = {"lokaal_id": code, "relatieve_hoogteligging": 0, "status": "bestaand", "eind_registratie": None}
    return {**known, "functie": "parkeervlak", **fields, "geometry": SQUARE}


def read(source, path, rows, layer="a"):
    gpd.GeoDataFrame(rows, crs="EPSG:28992").to_file(path, layer=layer, engine="pyogrio")
    return source.read(Bron(bestand=path), Extent())


def test_only_what_lies_there_now_at_ground_level_is_kept(tmp_path):
    rows = [
        surface("nu"),
        surface("voorbij", eind_registratie="2019/01/01 00:00:00"),
        surface("brug", relatieve_hoogteligging=1),
        surface("tunnel", relatieve_hoogteligging=-1),
        surface("plan", status="plan"),
    ]
    found = read(WEGDELEN, tmp_path / "a.gpkg", rows)
    assert found["functie"].to_dict() == {"nu": "parkeervlak"}


def test_a_real_date_in_the_end_field_ends_a_surface_too(tmp_path):
    rows = [surface("nu"), surface("voorbij")]
    rows = [
        {**row, "eind_registratie": pd.Timestamp(when)} for row, when in zip(rows, [None, "2019-01-01"], strict=True)
    ]
    assert read(WEGDELEN, tmp_path / "a.gpkg", rows).index.tolist() == ["nu"]


@pytest.mark.parametrize(
    ("source", "names", "value"),
    [
        (BEGROEID, ("class", "fysiek_voorkomen"), "groenvoorziening"),
        (WEGDELEN, ("function", "functie"), "voetpad"),
        (ERVEN, ("bgt-fysiekVoorkomen", "fysiek_voorkomen"), "erf"),
        (WATER, ("class", "type"), "waterloop"),
    ],
)
def test_gml_and_api_name_the_same_field_otherwise(tmp_path, source, names, value):
    for code, name in zip(("lokaalID", "lokaal_id"), names, strict=True):
        row = {code: "x", name: value, "geometry": SQUARE}
        assert read(source, tmp_path / f"{code}.gpkg", [row])[names[1]].tolist() == [value]


def test_yards_leave_other_bare_ground_out(tmp_path):
    kinds = ["erf", "onverhard", "open verharding"]
    rows = [{"lokaal_id": kind, "fysiek_voorkomen": kind, "geometry": SQUARE} for kind in kinds]
    assert read(ERVEN, tmp_path / "a.gpkg", rows).index.tolist() == ["erf"]


def test_the_right_layer_of_a_bgt_geopackage_is_found_by_itself(tmp_path):
    path = tmp_path / "bgt.gpkg"
    for layer in ("onbegroeidterreindeel", "ondersteunendwegdeel", "waterdeel"):
        gpd.GeoDataFrame([surface(layer)], crs="EPSG:28992").to_file(path, layer=layer, engine="pyogrio")
    assert read(WEGDELEN, path, [surface("goed")], layer="wegdeel").index.tolist() == ["goed"]


def test_road_segments_know_their_manager(tmp_path):
    rows = [{"wvk_id": 600123, "wegbehsrt": "G", "stt_naam": "Dorpsstraat", "geometry": LINE}]
    found = read(WEGVAKKEN, tmp_path / "a.gpkg", rows)
    assert found.index.tolist() == ["600123"]
    assert found[["wegbehsrt", "naam"]].iloc[0].tolist() == ["G", "Dorpsstraat"]
    rows[0]["wegbehsrt"] = "Q"
    with pytest.raises(InputError, match="'wegbehsrt' bevat de onbekende waarde 'Q'"):
        read(WEGVAKKEN, tmp_path / "b.gpkg", rows)


@pytest.mark.parametrize(
    ("written", "year"), [("2010-01-01", 2010), ("20100101", 2010), ("1965", 1965), ("", None), ("1111-01-01", None)]
)
def test_the_year_a_pipe_was_laid(written, year):
    found = begin_year(pd.Series([written])).iloc[0]
    assert pd.isna(found) if year is None else found == year


def test_the_begin_date_is_found_by_meaning_and_not_the_begin_point(tmp_path):
    row = {"uri": "lei1", "beginpunt": "250724", "Begindatum": "1970-05-01", "geometry": LINE}
    assert read(LEIDINGEN, tmp_path / "a.gpkg", [row])["beginjaar"].to_dict() == {"lei1": 1970.0}
    with pytest.raises(InputError, match="geen veld met een begindatum"):
        read(LEIDINGEN, tmp_path / "b.gpkg", [{key: row[key] for key in ("uri", "beginpunt", "geometry")}])


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        ({"status": "existing"}, "bgt_status: existing; relatieve_hoogteligging: 0"),
        ({"relatieve_hoogteligging": "maaiveld"}, "relatieve_hoogteligging: maaiveld"),
        ({"eind_registratie": "9999-12-31"}, "eind_registratie: 9999-12-31"),
    ],
)
def test_objects_of_which_none_is_left_are_no_area_without_any(tmp_path, fields, seen):
    rows = [surface("een", type="waterloop", **fields), surface("twee", type="waterloop", **fields)]
    with pytest.raises(InputError, match=f"van de 2 objecten is er geen nu aanwezig op maaiveld .*{seen}"):
        read(WATER, tmp_path / "a.gpkg", rows)
