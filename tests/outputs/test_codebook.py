import pandas as pd
import pyogrio
import pytest

from wijkkaart.outputs import write_tables

WIDE_FILES = ("buurten", "wijken", "eigen_gebieden")


@pytest.fixture
def folder(result, tmp_path):
    write_tables(result, tmp_path, ("csv", "gpkg", "parquet"))
    return tmp_path


@pytest.fixture
def book(folder):
    return pd.read_csv(folder / "codeboek.csv", dtype=str, keep_default_na=False).set_index(["tabel", "id"])


def test_every_column_of_every_csv_has_a_row(folder, book):
    for path in folder.glob("*.csv"):
        head = list(pd.read_csv(path, nrows=0).columns)
        assert list(book.loc[path.stem].index) == head


def test_every_column_of_every_layer_and_of_the_geoparquet_has_a_row(folder, book):
    described = set(book.loc["wijkkaart"].index)
    for layer in WIDE_FILES:
        assert set(pyogrio.read_info(folder / "wijkkaart.gpkg", layer=layer)["fields"]) | {"geometry"} == described
    assert set(pd.read_parquet(folder / "wijkkaart.parquet").columns) == described


def test_no_column_is_described_twice(book):
    assert book.index.is_unique


def test_an_indicator_is_described_by_its_declaration(book):
    gas = book.loc[("wijkkaart", "gasverbruik")]
    assert gas["label_nl"] == "Gasverbruik"
    assert gas["opgave"] == "energietransitie"
    assert gas["kern"] == "true"
    assert gas["norm"] == "800 m3 (Klimaatakkoord); zekerheid: nagelezen in de bron"
    assert gas["licentie"] == "CC BY 4.0"
    assert book.loc[("wijkkaart", "strategie"), "bron"] == "cbs_kerncijfers; pbl_startanalyse"
    assert book.loc[("wijkkaart", "strategie"), "norm"] == "geen norm bekend"
    assert book.loc[("wijkkaart", "bijstand"), "openbaarheid"] == "intern"


def test_the_weight_is_the_one_that_this_run_used(book):
    assert book.loc[("wijkkaart", "gasverbruik"), "gewicht"] == "2"
    assert book.loc[("wijkkaart", "bijstand"), "gewicht"] == "1"
    assert book.loc[("scores", "score"), "gewicht"] == ""
