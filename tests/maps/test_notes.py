"""Notes of the workshop map: what is taken from a file, and that the next run reads what the map writes."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest
import shapely

from wijkkaart.catalogue import all_opgaven
from wijkkaart.config import Eigen
from wijkkaart.koppelkansen.eigen import read_voices
from wijkkaart.koppelkansen.kinds import HERKOMSTEN, OORDELEN, SOORTEN
from wijkkaart.koppelkansen.rules import load_rules

PARTS = ["groups", "notes"]
OPGAVEN = ["energietransitie", "klimaatadaptatie", "natuurinclusiviteit", "mobiliteit", "verstedelijking"]
#: The note of case 1 lies here, in degrees.
SPOT = gpd.GeoSeries([shapely.Point(5.1, 52.1)], crs="EPSG:4326").to_crs("EPSG:28992").iloc[0]


@pytest.fixture(scope="module")
def gebieden() -> gpd.GeoDataFrame:
    """Two buurten of 1 km; the spot lies in BU01."""
    squares = [shapely.box(SPOT.x + x - 500, SPOT.y - 500, SPOT.x + x + 500, SPOT.y + 500) for x in (0, 1000)]
    facts = {"gebiednaam": ["Oost", "West"], "niveau": "buurt", "wijkcode": "WK01", "gemeentecode": "GM01"}
    return gpd.GeoDataFrame(facts, index=["BU01", "BU02"], geometry=squares, crs="EPSG:28992")


def test_what_a_file_holds_is_looked_over_field_by_field(script, cases):
    known = cases("notes")
    found = script(PARTS, [("noteFrom", [case["feature"], OPGAVEN]) for case in known])
    assert {case["why"]: note for case, note in zip(known, found, strict=True)} == {
        case["why"]: case["note"] for case in known
    }


def test_a_file_tells_how_much_of_it_is_no_note(script, cases):
    features = [case["feature"] for case in cases("notes")]
    [read, *others] = script(
        PARTS,
        [
            ("notesFrom", [{"type": "FeatureCollection", "features": features}, OPGAVEN]),
            ("notesFrom", [{"type": "FeatureCollection", "features": "veel"}, OPGAVEN]),
            ("notesFrom", [None, OPGAVEN]),
            ("notesFrom", [[], OPGAVEN]),
        ],
    )
    assert [note["id"] for note in read["notes"]] == ["a-1", "b", "c", "d", "e"]
    assert read["refused"] == 11
    assert others == [None, None, None]


def test_an_id_that_could_do_harm_is_made_anew(script, cases):
    feature = cases("notes")[0]["feature"]
    for bad in ("<b>", "", "a" * 41, None, {"a": 1}):
        given = {**feature, "properties": {**feature["properties"], "id": bad}}
        [note] = script(PARTS, [("noteFrom", [given, OPGAVEN])])
        assert len(note["id"]) == 16
        assert int(note["id"], 16) >= 0


def note(**facts) -> dict:
    moment = "2026-11-24T10:00:00.000Z"
    empty = {"tafel": "Tafel 1", "soort": "notitie", "gebiedcode": "BU01", "herkomst": "bewoners", "opgaven": []}
    rest = {"naam": "", "tekst": "x", "regel": "", "oordeel": "", "aantal": 0, "punt": None, "gewijzigd": moment}
    return {**empty, **rest, **facts}


def test_files_of_several_tables_become_one_list(script):
    later = "2026-11-24T11:00:00.000Z"
    own = [note(id="1", tekst="eerst"), note(id="2")]
    others = [
        note(id="1", tekst="later", gewijzigd=later),
        note(id="2", tekst="ouder", gewijzigd="2026-11-24T09:00:00.000Z"),
        note(id="1", tafel="Tafel 2", tekst="een andere tafel"),
        note(id="3"),
    ]
    [merged, again] = script(PARTS, [("mergedNotes", [own, others]), ("mergedNotes", [others, others])])
    assert [(item["id"], item["tafel"], item["tekst"]) for item in merged["notes"]] == [
        ("1", "Tafel 1", "later"),
        ("2", "Tafel 1", "x"),
        ("1", "Tafel 2", "een andere tafel"),
        ("3", "Tafel 1", "x"),
    ]
    assert (merged["added"], merged["changed"]) == (2, 1)
    assert (again["added"], again["changed"], len(again["notes"])) == (0, 0, 4)


def test_the_words_of_the_map_are_those_of_the_reader(script):
    source = "const readBack = () => [NOTE_KINDS, JUDGEMENTS, SPEAKERS];"
    [[kinds, judgements, speakers]] = script(PARTS, [("readBack", [])], source)
    assert set(kinds) == set(SOORTEN) - {"werk"}
    assert judgements == list(OORDELEN)
    assert speakers == list(HERKOMSTEN)


def test_the_next_run_reads_what_the_map_writes(script, cases, gebieden, tmp_path):
    notes = [case["note"] for case in cases("notes") if case["note"]]
    extra = [
        note(id="p", soort="ontmoetingsplek", naam="Buurthuis", tekst="koffie", punt=[5.1, 52.1]),
        note(id="q", soort="behouden", tekst="De platanen", gebiedcode="BU02"),
        note(id="r", soort="stip", regel="Groen plein", aantal=2, tekst="", gebiedcode="BU02"),
    ]
    [collection] = script(PARTS, [("collectionOf", [[*notes, *extra]])])
    path = tmp_path / "inbreng.geojson"
    path.write_text(json.dumps(collection), encoding="utf-8")
    # The same file twice, as when two tables hand in what they merged: every note counts once.
    stemmen = read_voices(Eigen(verhalen=(path, path)), gebieden, load_rules(), all_opgaven()).stemmen
    found = {
        (row.soort, row.gebiedcode, row.herkomst, row.opgave or "", row.tekst or "", row.regel or "", row.tafel or "")
        for row in stemmen.astype(object).fillna("").itertuples()
    }
    assert found == {
        ("ambitie", "BU01", "bewoners", "mobiliteit", "Minder auto's \nin de straat", "", ""),
        ("koppelkans", "BU02", "gemeente", "", "Groen plein", "eigen_groen_plein", ""),
        ("oordeel", "BU02", "bewoners", "", "", "K1_straat_open", "3"),
        ("stip", "BU02", "bewoners", "", "", "K1_straat_open", "Tafel 1"),
        ("notitie", "BU01", "bewoners", "", "<img src=x onerror=alert(1)>  !", "", ""),
        ("ontmoetingsplek", "BU01", "bewoners", "", "Buurthuis\nkoffie", "", ""),
        ("behouden", "BU02", "bewoners", "", "De platanen", "", ""),
        ("stip", "BU02", "bewoners", "", "", "eigen_groen_plein", "Tafel 1"),
    }
    assert stemmen["aantal"].sum() == 6
    assert len(stemmen) == 8


def test_a_file_with_notes_about_areas_alone_is_read_too(script, gebieden, tmp_path):
    [collection] = script(PARTS, [("collectionOf", [[note(id="a"), note(id="b", gebiedcode="BU02")]])])
    path = tmp_path / "inbreng.geojson"
    path.write_text(json.dumps(collection), encoding="utf-8")
    stemmen = read_voices(Eigen(verhalen=(path,)), gebieden, (), all_opgaven()).stemmen
    assert stemmen["gebiedcode"].tolist() == ["BU01", "BU02"]


def test_a_spot_lies_in_a_polygon_or_in_its_hole(script):
    square = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
    hole = [[1, 1], [1, 3], [3, 3], [3, 1], [1, 1]]
    calls = [("isInside", [spot, [square, hole]]) for spot in ([0.5, 2], [2, 2], [3.5, 3.5], [5, 2], [2, -1])]
    page = "const L = {point: () => null, layerGroup: () => null};"
    assert script(["notes_spot"], calls, page) == [True, False, True, False, False]
