"""Names from a data file come out as plain text in every output."""

from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from shapely.geometry import box
from tests.unpacked import unpacked

from wijkkaart.cli import main
from wijkkaart.outputs.csv_files import unguarded

HOSTILE = [
    "{{7*7}}",
    "{% oops",
    "{# c",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '=cmd()|"/c calc"!A1',
    "+31 6",
    "-1+1",
    "@SUM(A1)",
    "a,b;c",
    'De "Oude" Haven (Noord) & \'t Zand',
    "${alert(1)}`",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("vreemd")
    rows = gpd.GeoDataFrame(
        {
            "buurtcode": [f"BU9998{n:04d}" for n in range(len(HOSTILE))],
            "buurtnaam": HOSTILE,
            "wijkcode": "WK999800",
            "gemeentecode": "GM9998",
            "gemeentenaam": HOSTILE[4],
            "water": "NEE",
            "aantal_inwoners": range(100, 100 + len(HOSTILE)),
            "personenautos_per_huishouden": [0.5 + n / 10 for n in range(len(HOSTILE))],
            "personenautos_per_km2": [500 + 10 * n for n in range(len(HOSTILE))],
            "jaar": 2024,
        },
        geometry=[box(150_000 + 500 * n, 440_000, 150_500 + 500 * n, 440_500) for n in range(len(HOSTILE))],
        crs="EPSG:28992",
    )
    rows.to_file(place / "buurten.gpkg", layer="buurten")
    _write_voices(place)
    (place / "gebied.yml").write_text(
        'naam: "{{7*7}}</title><script>alert(1)</script>"\n'
        "gebied: {gemeenten: [GM9998]}\n"
        "bronnen:\n"
        "  cbs_buurten: {bestand: buurten.gpkg, laag: buurten}\n"
        "  cbs_kerncijfers: {bestand: buurten.gpkg, laag: buurten}\n"
        "  overige: uit\n"
        "eigen: {koppelkansen: k.csv, ontmoetingsplekken: o.csv, oordelen: j.csv, werken: w.csv, verhalen: v.csv}\n",
        encoding="utf-8",
    )
    with pytest.raises(SystemExit) as left:
        main(["run", str(place / "gebied.yml"), "--stil", "--uit", str(place / "uit")])
    assert left.value.code == 0
    return place / "uit"


def _write_voices(place: Path) -> None:
    """Write what people may say about one buurt, with every hostile text in every field that takes text."""

    def table(name, head, rows):
        frame = pd.DataFrame(rows, columns=["gebiedcode", *head])
        frame.to_csv(place / name, sep=";", index=False, encoding="utf-8-sig")

    here = "BU99980000"
    texts = ["naam", "uitleg", "waarde", "voor_wie", "aan_tafel", "eerste_stap", "let_op", "vraag"]
    two = "mobiliteit, klimaatadaptatie"
    table("k.csv", [*texts, "opgaven", "herkomst"], [[here, *[text] * len(texts), two, "bewoners"] for text in HOSTILE])
    spots = [[here, text, text, 150_100 + number, 440_100] for number, text in enumerate(HOSTILE)]
    table("o.csv", ["naam", "toelichting", "x", "y"], spots)
    said = [[here, "autos_per_huishouden", "herkennen", text, text, 1] for text in HOSTILE]
    table("j.csv", ["regel", "oordeel", "toelichting", "tafel", "aantal"], said)
    table("w.csv", ["soort", "jaar_van", "omschrijving"], [[here, "weg", 2027, text] for text in HOSTILE])
    table("v.csv", ["soort", "tekst"], [[here, "behouden", text] for text in HOSTILE])


def test_what_people_said_is_kept_to_the_letter_and_stays_text(folder):
    told = pd.read_csv(folder / "stemmen.csv", dtype=str, keep_default_na=False)
    assert [unguarded(text) for text in told.loc[told["soort"] == "behouden", "tekst"]] == HOSTILE
    cards = pd.read_csv(folder / "koppelkansen.csv", dtype=str, keep_default_na=False)
    own = cards[cards["regel"].str.startswith("eigen_")]
    assert [unguarded(text) for text in own["waarde"]] == HOSTILE
    assert own["regel"].str.fullmatch("eigen_[a-z0-9_]+").all()
    assert own["regel"].is_unique
    works = pd.read_csv(folder / "tijdlijn.csv", dtype=str, keep_default_na=False)
    assert HOSTILE[3] in works["omschrijvingen"][0]
    assert set(own["regel"]) <= set(gpd.read_file(folder / "wijkkaart.gpkg", layer="buurten").columns)


def test_no_name_becomes_markup_or_template_code(folder):
    for path in (*folder.glob("*.html"),):
        text = unpacked(path.read_text(encoding="utf-8"))
        assert "<img src=x" not in text
        assert "<script>alert" not in text
        assert "<title>49" not in text
        assert "{{7*7}}" in text


def test_names_are_kept_to_the_letter_in_the_geopackage_and_parquet(folder):
    assert gpd.read_file(folder / "wijkkaart.gpkg", layer="buurten")["gebiednaam"].tolist() == HOSTILE
    assert gpd.read_parquet(folder / "wijkkaart.parquet")["gebiednaam"].tolist() == HOSTILE


def test_no_cell_of_the_workbook_is_a_formula(folder):
    book = openpyxl.load_workbook(folder / "wijkkaart.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert HOSTILE[5] in {cell.value for cell in book["Buurten"]["B"]} | {cell.value for cell in book["Buurten"]["A"]}


def test_no_cell_of_a_csv_starts_a_formula_and_columns_stay_apart(folder):
    for path in folder.glob("*.csv"):
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        texts = [value for column in table for value in table[column] if not _is_number(value)]
        assert not [value for value in texts if value[:1] in set("=+-@\t\r")], path.name
    areas = pd.read_csv(folder / "gebieden.csv", dtype=str)
    assert len(areas) == len(HOSTILE) + 2
    assert "a,b;c" in set(areas["gebiednaam"])


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
