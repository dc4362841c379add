import json

import geopandas as gpd
import pandas as pd
import pytest
from shapely import affinity
from shapely.geometry import LineString, Point, mapping

from wijkkaart.errors import InputError
from wijkkaart.koppelkansen.eigen import read_voices

AMBITIES = "gebiedcode,opgave,ambitie,herkomst,toelichting\n"


@pytest.fixture
def read(tmp_path, gebieden, catalogue):
    """Return a function that reads texts (CSV) or lists of features (GeoJSON) as own files."""

    def write(name, content):
        if content is None:
            return None
        as_map = not isinstance(content, str)
        path = tmp_path / f"{name}.{'geojson' if as_map else 'csv'}"
        text = json.dumps({"type": "FeatureCollection", "features": content}) if as_map else content
        path.write_text(text, encoding="utf-8")
        return path

    def make(ambities=None, werken=None, verhalen=None):
        paths = [write("ambities", ambities), write("werken", werken), write("verhalen", verhalen)]
        return read_voices(*paths, gebieden, catalogue)

    return make


def feature(shape, **properties):
    """Return a feature at `shape`, given in metres from the corner of the square of buurten."""
    moved = gpd.GeoSeries([affinity.translate(shape, 155_000, 463_000)], crs="EPSG:28992").to_crs("EPSG:4326")
    return {"type": "Feature", "properties": properties, "geometry": mapping(moved.iloc[0])}


def lines(frame, *columns):
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in frame[list(columns)].to_numpy()]


def test_nothing_brought_is_an_empty_table(read):
    found = read()
    assert found.empty
    assert found.columns.tolist() == [
        *("gebiedcode", "soort", "herkomst", "opgave", "werksoort", "tekst", "jaar_van", "jaar_tot", "x", "y"),
    ]


def test_ambitions_keep_their_place_voice_and_words(read):
    found = read(
        AMBITIES + "BU01,mobiliteit,Minder auto's,bewoners,De straat is vol\n"
        "WK2, Klimaatadaptatie ,,Gemeente,\nGM1,mobiliteit,nee,gemeente,\n"
    )
    assert lines(found, "gebiedcode", "soort", "herkomst", "opgave", "tekst", "jaar_van", "x") == [
        ("BU01", "ambitie", "bewoners", "mobiliteit", "Minder auto's: De straat is vol", None, None),
        ("WK2", "ambitie", "gemeente", "klimaatadaptatie", None, None, None),
    ]


def test_columns_may_stand_in_any_order_with_others_beside_them(read):
    found = read("herkomst;opmerking;opgave;gebiedcode\ngemeente;x;energietransitie;BU02\n")
    assert lines(found, "gebiedcode", "opgave", "herkomst") == [("BU02", "energietransitie", "gemeente")]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("BU01,warmte,,bewoners,", "regel 3: onbekende opgave 'warmte'; kies uit: energietransitie, klimaatadaptatie"),
        ("BU01,,,bewoners,", "regel 3: opgave is niet ingevuld"),
        ("BU01,mobiliteit,,buurman,", "regel 3: onbekende herkomst 'buurman'; kies uit: bewoners, gemeente"),
        ("BU01,mobiliteit,,,", "regel 3: herkomst is niet ingevuld"),
        ("BU99,mobiliteit,,bewoners,", "regel 3: de gebiedcode 'BU99' hoort niet bij .*; schrijf bijvoorbeeld BU01"),
        (",mobiliteit,,bewoners,", "regel 3: de gebiedcode '' hoort niet"),
    ],
)  # fmt: skip
def test_an_ambition_without_meaning_is_refused_with_its_line(read, row, message):
    with pytest.raises(InputError, match=message) as caught:
        read(AMBITIES + "BU01,mobiliteit,,bewoners,\n" + row + "\n")
    assert str(caught.value).startswith("ambities.csv is niet te gebruiken. Verbeter in het bestand:")


def test_a_missing_column_is_named_with_those_that_are_there(read):
    with pytest.raises(
        InputError, match=r"ambities\.csv: de kolom 'herkomst' ontbreekt \(er staan: gebiedcode, opgave\)"
    ):
        read("gebiedcode,opgave\nBU01,mobiliteit\n")


def test_many_problems_are_counted(read):
    with pytest.raises(InputError, match=r"regel 11: [^\n]*\n  en nog 2") as caught:
        read(AMBITIES + "BU99,mobiliteit,,bewoners,\n" * 12)
    assert str(caught.value).count("regel") == 10


def test_works_on_the_map_stand_in_every_buurt_they_touch(read):
    street = LineString([(10, 10), (10, 190)])
    found = read(werken=[feature(street, soort="Riool", jaar_van=2027, jaar_tot=2029, omschrijving="Nieuw riool")])
    assert lines(found, "gebiedcode", "soort", "herkomst", "werksoort", "tekst", "jaar_van", "jaar_tot") == [
        ("BU01", "werk", "gemeente", "riool", "Nieuw riool", 2027, 2029),
        ("BU03", "werk", "gemeente", "riool", "Nieuw riool", 2027, 2029),
    ]
    assert found["x"].tolist() == pytest.approx([155_010] * 2, abs=0.1)


def test_works_in_a_csv_have_a_code_and_may_last_one_year(read):
    found = read(werken="soort,gebiedcode,jaar_van,jaar_tot,herkomst\ngroen,WK1,2030,,bewoners\n")
    assert lines(found, "gebiedcode", "werksoort", "herkomst", "jaar_van", "jaar_tot", "x") == [
        ("WK1", "groen", "bewoners", 2030, 2030, None)
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("sloop,BU01,2027,2028", "regel 2: onbekende soort 'sloop'; kies uit: gas, groen"),
        ("riool,BU01,2029,2028", r"regel 2: jaar_tot \(2028\) ligt voor jaar_van \(2029\); draai ze om"),
        ("riool,BU01,27,", "regel 2: jaar_van is '27'; schrijf een jaartal zoals 2027"),
        ("riool,BU01,,2028", "regel 2: jaar_van is ''; schrijf"),
        ("riool,BU99,2027,2028", "regel 2: de gebiedcode 'BU99' hoort niet"),
    ],
)
def test_a_work_without_meaning_is_refused(read, row, message):
    with pytest.raises(InputError, match=message):
        read(werken="soort,gebiedcode,jaar_van,jaar_tot\n" + row + "\n")


def test_a_work_on_the_map_is_named_by_its_number(read):
    good = feature(Point(10, 10), soort="riool", jaar_van=2027)
    with pytest.raises(InputError, match="object 2: onbekende soort 'dak'"):
        read(werken=[good, feature(Point(10, 10), soort="dak", jaar_van=2027)])


def test_notes_are_points_of_residents(read):
    found = read(
        verhalen=[
            feature(Point(30, 30), tekst="Hier is het heet", opgave="klimaatadaptatie"),
            feature(Point(130, 130), tekst="{{7*7}}", herkomst="gemeente"),
        ]
    )
    assert lines(found, "gebiedcode", "soort", "herkomst", "opgave", "tekst") == [
        ("BU01", "notitie", "bewoners", "klimaatadaptatie", "Hier is het heet"),
        ("BU04", "notitie", "gemeente", None, "{{7*7}}"),
    ]
    assert found["y"].tolist() == pytest.approx([463_030, 463_130], abs=0.1)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (feature(LineString([(0, 0), (9, 9)]), tekst="x"), "object 1: een notitie hoort op een punt"),
        (feature(Point(30, 30), tekst=""), "object 1: tekst is niet ingevuld"),
        (feature(Point(30, 30), tekst="x", opgave="heet"), "object 1: onbekende opgave 'heet'"),
    ],
)
def test_a_note_without_meaning_is_refused(read, bad, message):
    with pytest.raises(InputError, match=message):
        read(verhalen=[bad])


def test_the_three_files_come_together(read):
    found = read(
        AMBITIES + "BU01,mobiliteit,,bewoners,\n",
        "soort,gebiedcode,jaar_van\ngroen,BU02,2030\n",
        [feature(Point(30, 30), tekst="x")],
    )
    assert found["soort"].tolist() == ["ambitie", "werk", "notitie"]
    assert str(found["jaar_van"].dtype) == "Int64"
