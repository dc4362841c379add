import json

import geopandas as gpd
import pandas as pd
import pytest
from shapely import affinity
from shapely.geometry import LineString, Point, box, mapping

from wijkkaart.config import Eigen
from wijkkaart.errors import InputError
from wijkkaart.koppelkansen.eigen import FILES, own_ids, read_voices
from wijkkaart.koppelkansen.rules import load_rules

AMBITIES = "gebiedcode,opgave,ambitie,herkomst,toelichting\n"
KANSEN = "gebiedcode;naam;opgaven;herkomst;uitleg;waarde;jaar_van;jaar_tot\n"
OORDELEN = "gebiedcode;regel;oordeel;aantal;toelichting;tafel\n"


@pytest.fixture(scope="module")
def rules(catalogue):
    return load_rules(None, catalogue)


@pytest.fixture
def read_all(tmp_path, gebieden, catalogue, rules):
    """Return a function that reads texts (CSV) or lists of features (GeoJSON), or several of them, as own files."""

    def write(name, content):
        as_map = not isinstance(content, str)
        path = tmp_path / f"{name}.{'geojson' if as_map else 'csv'}"
        text = json.dumps({"type": "FeatureCollection", "features": content}) if as_map else content
        path.write_text(text, encoding="utf-8")
        return path

    def make(**contents):
        paths = {}
        for name, content in contents.items():
            several = content if isinstance(content, tuple) else (content,)
            paths[name] = [write(name + (f"_{number}" if number else ""), item) for number, item in enumerate(several)]
        return read_voices(Eigen.model_validate(paths), gebieden, rules, catalogue)

    return make


@pytest.fixture
def read(read_all):
    return lambda *values, **contents: read_all(**dict(zip(FILES, values, strict=False)), **contents).stemmen


def feature(shape, **properties):
    """Return a feature at `shape`, given in metres from the corner of the square of buurten; None for no place."""
    if shape is None:
        return {"type": "Feature", "properties": properties, "geometry": None}
    moved = gpd.GeoSeries([affinity.translate(shape, 155_000, 463_000)], crs="EPSG:28992").to_crs("EPSG:4326")
    return {"type": "Feature", "properties": properties, "geometry": mapping(moved.iloc[0])}


def lines(frame, *columns):
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in frame[list(columns)].to_numpy()]


def test_nothing_brought_is_an_empty_table(read):
    found = read()
    assert found.empty
    assert found.columns.tolist() == [
        *("gebiedcode", "soort", "herkomst", "opgave", "werksoort", "tekst", "jaar_van", "jaar_tot", "x", "y"),
        *("regel", "oordeel", "aantal", "tafel"),
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
    found = read("herkomst;datum;opgave;gebiedcode\ngemeente;x;energietransitie;BU02\n")
    assert lines(found, "gebiedcode", "opgave", "herkomst") == [("BU02", "energietransitie", "gemeente")]


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("Buurtcode", "BU02"),
        ("CODE", "bu02"),
        ("buurt naam", ""),
        ("Buurt", "naam  BU02"),
        ("gebied", "Naam BU02"),
        ("gebiedsnaam", "NAAM BU02"),
    ],
)
def test_a_gebied_is_found_by_code_or_name_under_the_names_people_use(read, head, cell):
    text = f"{head};Thema;Herkomst;Opmerking\n{cell};Mobiliteit;bewoners;ja\n"
    if not cell:
        with pytest.raises(InputError, match="de kolom 'gebiedcode' ontbreekt"):
            read(text)
        return
    assert lines(read(text), "gebiedcode", "opgave", "tekst") == [("BU02", "mobiliteit", "ja")]


def test_a_name_that_two_gebieden_have_is_asked_for_its_code_unless_the_column_says_which(
    tmp_path, gebieden, catalogue
):
    twice = gebieden.assign(gebiednaam=gebieden["gebiednaam"].replace("Naam WK1", "Naam BU01"))
    path = tmp_path / "a.csv"

    def found(head):
        path.write_text(f"{head},opgave,herkomst\nNaam BU01,mobiliteit,bewoners\n", encoding="utf-8")
        return read_voices(Eigen(ambities=(path,)), twice, (), catalogue).stemmen["gebiedcode"].tolist()

    assert found("wijk") == ["WK1"]
    assert found("buurt") == ["BU01"]
    with pytest.raises(InputError, match="regel 2: 'Naam BU01' kan BU01 en WK1 zijn; schrijf de gebiedcode"):
        found("gebied")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("BU01,warmte,,bewoners,", "regel 3: onbekende opgave 'warmte'; kies uit: energietransitie, klimaatadaptatie"),
        ("BU01,,,bewoners,", "regel 3: opgave is niet ingevuld"),
        ("BU01,mobiliteit,,buurman,", "regel 3: onbekende herkomst 'buurman'; kies uit: bewoners, gemeente"),
        ("BU01,mobiliteit,,,", "regel 3: herkomst is niet ingevuld"),
        ("BU99,mobiliteit,,bewoners,", "regel 3: de gebiedcode 'BU99' hoort niet bij .*; schrijf bijvoorbeeld BU01"),
        (",mobiliteit,,bewoners,", "regel 3: er is geen gebiedcode; schrijf"),
        (f"BU01,mobiliteit,{'x' * 2001},bewoners,", "regel 3: ambitie is 2001 tekens lang; houd het op hoogstens 2000"),
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
        ("sloop,BU01,2027,2028", "regel 2: onbekende werksoort 'sloop'; kies uit: gas, groen"),
        ("riool,BU01,2029,2028", r"regel 2: jaar_tot \(2028\) ligt voor jaar_van \(2029\); draai ze om"),
        ("riool,BU01,2027,2107", "regel 2: van 2027 tot 2107 is meer dan 50 jaar"),
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
    with pytest.raises(InputError, match="object 2: onbekende werksoort 'dak'"):
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
        (feature(None, tekst="x"), "object 1: er is geen gebiedcode; schrijf bijvoorbeeld BU01"),
        (feature(Point(30, 30), tekst="x", soort="klacht"), "object 1: onbekende soort 'klacht'; kies uit: ambitie, b"),
        (feature(None, soort="stip", regel="K2_dak", aantal="veel", gebiedcode="BU01"), "aantal is 'veel'"),
        (feature(None, soort="stip", regel="K2_dak", aantal="-3", gebiedcode="BU01"), "aantal is '-3'"),
        (feature(None, soort="oordeel", regel="K2_dak", gebiedcode="BU01"), "oordeel is niet ingevuld"),
    ],
)  # fmt: skip
def test_a_note_without_meaning_is_refused(read, bad, message):
    with pytest.raises(InputError, match=message):
        read(verhalen=[bad])


def test_a_file_of_the_map_may_hold_every_kind(read):
    spot = Point(30, 30)
    found = read(
        verhalen=[
            feature(spot, tekst="Water op straat"),
            feature(spot, soort="behouden", tekst="Deze boom"),
            feature(None, soort="Ambitie", opgave="mobiliteit", herkomst="bewoners", buurtcode="BU02"),
            feature(box(10, 110, 30, 130), soort="werk", werksoort="groen", jaar_van=2030, omschrijving="Park"),
            feature(spot, soort="ontmoetingsplek", naam="Bankje", toelichting="Elke dag"),
            feature(None, soort="oordeel", regel="K2_dak", oordeel="herkennen wij niet", gebiedcode="BU03", tafel=2),
            feature(spot, soort="stip", regel="k2 dak", aantal=4, gebiedcode="WK1"),
            feature(None, soort="koppelkans", naam="Groen dak", opgaven=["mobiliteit", "Energietransitie"],
                    herkomst="bewoners", gebiedcode="BU04"),
        ]
    )  # fmt: skip
    told = {soort: row for soort, *row in lines(found, "soort", "gebiedcode", "tekst", "regel", "oordeel", "aantal")}
    assert told == {
        "notitie": ["BU01", "Water op straat", None, None, None],
        "behouden": ["BU01", "Deze boom", None, None, None],
        "ambitie": ["BU02", None, None, None, None],
        "werk": ["BU03", "Park", None, None, None],
        "ontmoetingsplek": ["BU01", "Bankje\nElke dag", None, None, None],
        "oordeel": ["BU03", None, "K2_dak", "herkennen_niet", None],
        "stip": ["WK1", None, "K2_dak", None, 4],
        "koppelkans": ["BU04", "Groen dak", "eigen_groen_dak", None, None],
    }
    dots = found[found["soort"] == "stip"].iloc[0]
    assert (dots["x"], dots["y"]) == pytest.approx((155_030, 463_030), abs=0.1)
    assert found.loc[found["soort"] == "oordeel", "tafel"].tolist() == ["2"]


def test_the_tables_of_a_workshop_are_merged_and_a_feature_counts_once(read):
    def note(text, **more):
        return feature(Point(30, 30), tekst=text, **more)

    first = [note("a", id="n1", tafel=1), note("b", id="n2", tafel=1), note("zonder id"), note("zonder id")]
    later = [note("a, verbeterd", id="n1", tafel=1), note("c", id="n1", tafel=2)]
    found = read(verhalen=(first, later))
    assert sorted(found["tekst"]) == ["a, verbeterd", "b", "c", "zonder id", "zonder id"]


def test_meeting_places_take_coordinates_from_a_spreadsheet(read):
    head = "naam;buurt;toelichting;x;y\n"
    found = read(
        ontmoetingsplekken=head + "Bankje;;Koel;155030,5;463.130E3\nBuurtkamer;Naam BU02;;;\n",
    )
    assert lines(found, "soort", "gebiedcode", "herkomst", "tekst", "x") == [
        ("ontmoetingsplek", "BU02", "bewoners", "Buurtkamer", None),
        ("ontmoetingsplek", "BU03", "bewoners", "Bankje\nKoel", 155_030.5),
    ]


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ("hier", "463000", "x en y zijn 'hier' en '463000'; schrijf twee getallen"),
        ("155000", "", "x en y zijn '155000' en ''; schrijf twee getallen"),
        ("5,38", "52,15", r"x en y liggen niet in Nederland; schrijf ze in meters \(Rijksdriehoek\)"),
    ],
)
def test_coordinates_without_meaning_are_refused(read, x, y, message):
    with pytest.raises(InputError, match=f"regel 2: {message}"):
        read(ontmoetingsplekken=f"naam;gebiedcode;x;y\nBankje;BU01;{x};{y}\n")


def test_degrees_in_a_spreadsheet_are_understood(read):
    # the origin of the Dutch grid, (155000, 463000), a few metres to the north-east
    found = read(ontmoetingsplekken="naam;lat;lon\nBankje;52,15526;5,38735\n")
    assert lines(found, "gebiedcode") == [("BU01",)]
    assert found["x"].tolist() == pytest.approx([155_010], abs=1)


def test_an_own_koppelkans_keeps_its_texts_and_its_years(read_all):
    voices = read_all(
        koppelkansen=KANSEN + 'BU01;Koele  tuin;"Klimaatadaptatie, mobiliteit";bewoners;Het is heet;Koelte;2027;2029\n'
    )
    assert lines(voices.stemmen, "soort", "herkomst", "tekst", "regel", "jaar_van", "jaar_tot", "opgave") == [
        ("koppelkans", "bewoners", "Koele tuin\nHet is heet", "eigen_koele_tuin", 2027, 2029, None)
    ]
    (card,) = voices.kaarten.values()
    assert card["opgaven"] == ["klimaatadaptatie", "mobiliteit"]
    assert (card["naam"], card["uitleg"], card["waarde"], card["vraag"]) == (
        "Koele tuin",
        "Het is heet",
        "Koelte",
        None,
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("BU01;Tuin;mobiliteit;bewoners;;;;", "minstens twee opgaven"),
        ("BU01;Tuin;mobiliteit, Mobiliteit;bewoners;;;;", "minstens twee opgaven"),
        ("BU01;Tuin;mobiliteit, warmte;bewoners;;;;", "onbekende opgave 'warmte'; kies uit: energie"),
        ("BU01;;mobiliteit, klimaatadaptatie;bewoners;;;;", "naam is niet ingevuld"),
        ("BU01;Tuin;mobiliteit, klimaatadaptatie;;;;;", "herkomst is niet ingevuld"),
        ("BU01;Tuin;mobiliteit, klimaatadaptatie;bewoners;;;straks;", "jaar_van is 'straks'"),
        ("BU99;Tuin;mobiliteit, klimaatadaptatie;bewoners;;;;", "de gebiedcode 'BU99' hoort niet"),
    ],
)
def test_an_own_koppelkans_without_meaning_is_refused(read, row, message):
    with pytest.raises(InputError, match=f"regel 2: .*{message}"):
        read(koppelkansen=KANSEN + row + "\n")


def test_ids_come_from_the_name_and_never_clash():
    ids = own_ids(["Groen plein", "groen-plein", "Groen/plein", "Één & al", "春"])
    assert ids["één & al"] == "eigen_een_al"
    assert ids["groen plein"].startswith("eigen_groen_plein_")
    assert ids["春"].startswith("eigen_")
    assert len(set(ids.values())) == len(ids) == 4
    assert own_ids(["Een & al"]) == {"een & al": "eigen_een_al"}


def test_judgements_and_dots_are_about_a_card_a_figure_or_an_own_koppelkans(read, rules, catalogue):
    figure = next(item for opgave in catalogue.values() for item in opgave.indicatoren)
    found = read(
        koppelkansen=KANSEN + "BU01;Koele tuin;klimaatadaptatie+mobiliteit;bewoners;;;;\n",
        oordelen=OORDELEN
        + f"BU01;{rules[0].naam.upper()};Herkennen;3;Ja graag;1\n"
        + "BU01;koele tuin;;2,0;;2\nBU01;eigen_koele_tuin;weten we niet;;;\n"
        + f"WK1;{figure.id};herkennen_niet;;Te laag;\n",
    )
    said = found[found["soort"].isin(["oordeel", "stip"])]
    assert lines(said, "gebiedcode", "soort", "regel", "oordeel", "aantal", "tekst", "tafel", "herkomst") == [
        ("BU01", "oordeel", rules[0].id, "herkennen", None, "Ja graag", "1", "bewoners"),
        ("BU01", "stip", rules[0].id, None, 3, None, "1", "bewoners"),
        ("BU01", "stip", "eigen_koele_tuin", None, 2, None, "2", "bewoners"),
        ("BU01", "oordeel", "eigen_koele_tuin", "weten_niet", None, None, None, "bewoners"),
        ("WK1", "oordeel", figure.id, "herkennen_niet", None, "Te laag", None, "bewoners"),
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("BU01;K2_dka;herkennen;;;", "onbekende koppelkans of onbekend cijfer 'K2_dka'; bedoelt u K2_dak?"),
        ("BU01;xyz;herkennen;;;", "onbekend cijfer 'xyz'; kies een id of naam uit 'wijkkaart list koppelkansen'"),
        ("BU01;;herkennen;;;", "regel is niet ingevuld: over welke koppelkans of welk cijfer gaat het?"),
        ("BU01;K2_dak;;;;", "oordeel en aantal zijn allebei leeg"),
        ("BU01;K2_dak;mooi;;;", "onbekend oordeel 'mooi'; kies uit: herkennen, herkennen_niet, weten_niet"),
        ("BU01;K2_dak;;2,5;;", "aantal is '2,5'; schrijf een heel getal"),
    ],
)
def test_a_judgement_without_meaning_is_refused(read, row, message):
    with pytest.raises(InputError, match=message):
        read(oordelen=OORDELEN + row + "\n")


def test_examples_of_a_template_are_skipped(read):
    found = read(AMBITIES + "(voorbeeld) BU0363,mobiliteit,x,bewoners,\nBU01,mobiliteit,,bewoners,\n")
    assert lines(found, "gebiedcode") == [("BU01",)]


def test_text_is_kept_to_the_letter_but_for_signs_that_nobody_can_see(read):
    hostile = "</script><script>alert(1)</script> {{7*7}} =1+1 \u202egnp"
    found = read(verhalen=[feature(Point(30, 30), tekst=hostile + "\x07")])
    assert found["tekst"].tolist() == ["</script><script>alert(1)</script> {{7*7}} =1+1 gnp"]


def test_all_files_come_in_one_table(read):
    found = read(
        AMBITIES + "BU01,mobiliteit,,bewoners,\n",
        "soort,gebiedcode,jaar_van\ngroen,BU02,2030\n",
        [feature(Point(30, 30), tekst="x")],
    )
    assert found["soort"].tolist() == ["ambitie", "werk", "notitie"]
    assert str(found["jaar_van"].dtype) == "Int64"


def test_a_work_keeps_which_it_is_in_all_its_buurten(read_all):
    street = LineString([(10, 10), (10, 190)])
    voices = read_all(
        werken=[feature(street, soort="riool", jaar_van=2027), feature(street, soort="weg", jaar_van=2027)]
    )
    first, second = voices.werk.groupby(voices.stemmen["werksoort"].to_numpy()).unique()
    assert len(first) == len(second) == 1
    assert first != second
