import sqlite3
import xml.etree.ElementTree as ET
from contextlib import closing

import geopandas as gpd
import pyogrio
import pytest

from wijkkaart.outputs import write_tables


@pytest.fixture
def path(result, tmp_path):
    write_tables(result, tmp_path, ("gpkg",))
    return tmp_path / "wijkkaart.gpkg"


def _ask(path, query):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_there_is_a_layer_for_each_niveau_that_has_areas(path):
    assert [name for name, kind in pyogrio.list_layers(path) if kind] == ["buurten", "wijken", "eigen_gebieden"]


def test_values_names_and_borders_come_back(path, result):
    buurten = gpd.read_file(path, layer="buurten").set_index("gebiedcode")
    assert buurten.crs.to_epsg() == 28992
    assert buurten["gebiednaam"].tolist() == result.gebieden["gebiednaam"].tolist()[:2]
    assert buurten.loc["BU99990001", "gasverbruik"] == 1234.5
    assert buurten.geometry.area.tolist() == [3000, 10000]
    assert buurten["bewoond"].tolist() == [True, False]


def test_a_missing_value_is_null_beside_its_reason(path):
    rows = _ask(path, "SELECT gebiedcode, gasverbruik_status FROM buurten WHERE gasverbruik IS NULL")
    assert rows == [("BU999900A2", "niet_van_toepassing")]
    assert _ask(path, "SELECT aantal_koppelkansen FROM buurten") == [(2,), (None,)]


def test_each_layer_has_one_style_that_qgis_opens_by_itself(path):
    # The conditions of QGIS's own query: an empty schema (not null) and the name of the geometry column.
    query = (
        "SELECT f_table_name, styleName FROM layer_styles "
        "WHERE useAsDefault = 1 AND f_table_schema = '' AND f_geometry_column = 'geom'"
    )
    style = "Aantal koppelkansen gevonden"
    assert _ask(path, query) == [("buurten", style), ("wijken", style), ("eigen_gebieden", style)]


def test_there_is_a_style_for_each_opgave_and_each_koppelkans(path):
    names = [name for (name,) in _ask(path, "SELECT styleName FROM layer_styles WHERE f_table_name = 'wijken'")]
    assert names[1:] == [
        "Score Energie",
        "Score Sociaal",
        "K1_straat: De straat open",
        "K2_dak: Het dak",
    ]


def test_styles_use_only_columns_that_exist(path):
    fields = set(pyogrio.read_info(path, layer="buurten")["fields"])
    for (style,) in _ask(path, "SELECT styleQML FROM layer_styles"):
        for rule in ET.fromstring(style).iter("rule"):  # noqa: S314 - our own file
            assert rule.get("filter") == "ELSE" or rule.get("filter").split('"')[1] in fields


def test_no_time_of_writing_is_in_the_file(path):
    assert {stamp[:10] for (stamp,) in _ask(path, "SELECT last_change FROM gpkg_contents")} == {"2000-01-01"}
    stamps = [stamp for (stamp,) in _ask(path, "SELECT update_time FROM layer_styles")]
    assert {stamp[:10] for stamp in stamps} == {"2000-01-01"}
    assert len(set(stamps)) == len(stamps)  # QGIS lists styles of one time over and over


def test_the_setting_for_the_time_does_not_outlive_the_writing(path):
    assert path.exists()
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_the_layers_say_that_they_are_made_up_and_internal(path):
    notes = [note for (note,) in _ask(path, "SELECT description FROM gpkg_contents WHERE data_type = 'features'")]
    assert all(note.startswith("Verzonnen gemeente") and "interne cijfers" in note for note in notes)
    assert len(notes) == 3
