import time

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest

from wijkkaart.outputs import write_provenance, write_tables

ALL = ("kaart", "csv", "xlsx", "gpkg", "parquet")
ALWAYS = {"codeboek.csv", "LEESMIJ.txt"}
PER_FORMAT = {
    "kaart": set(),
    "xlsx": {"wijkkaart.xlsx"},
    "gpkg": {"wijkkaart.gpkg"},
    "parquet": {"indicatoren.parquet", "scores.parquet", "koppelkansen.parquet", "wijkkaart.parquet"},
    "csv": {
        *("indicatoren.csv", "scores.csv", "koppelkansen.csv", "gebieden.csv", "sterke_punten.csv", "dna.csv"),
        *("stemmen.csv", "tijdlijn.csv", "samenhang.csv", "samenhang_indicatoren.csv", "keuzes.csv"),
        "datapackage.json",
    },
}


@pytest.mark.parametrize("formaat", ALL)
def test_a_format_brings_its_own_files_and_all_are_told(result, tmp_path, formaat):
    written = write_tables(result, tmp_path, (formaat,))
    assert {path.name for path in written} == ALWAYS | PER_FORMAT[formaat]
    assert set(tmp_path.iterdir()) == set(written)


def test_a_second_writing_gives_the_same_bytes(result, tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
        write_tables(result, folder, ALL)
        time.sleep(1.1)  # the formats stamp whole seconds
    differing = [path.name for path in first.iterdir() if path.read_bytes() != (second / path.name).read_bytes()]
    assert differing == []


def test_the_time_of_the_run_stands_in_one_file_only(result, tmp_path):
    write_tables(result, tmp_path, ALL)
    write_provenance(result, tmp_path, "2031-07-09T08:07:06Z")
    assert [path.name for path in tmp_path.iterdir() if b"2031-07-09" in path.read_bytes()] == ["herkomst.json"]


def test_parquet_keeps_types_missing_cells_and_exact_text(result, tmp_path):
    write_tables(result, tmp_path, ("parquet",))
    cells = pq.read_table(tmp_path / "indicatoren.parquet")
    kinds = {name: str(cells.schema.field(name).type) for name in ("gebiedcode", "waarde", "peiljaar")}
    assert kinds == {"gebiedcode": "large_string", "waarde": "double", "peiljaar": "int64"}
    assert cells["waarde"].null_count == 1 + 4 + 3  # gasverbruik, strategie (in words), bijstand
    assert cells["gebiednaam"][0].as_py() == "=cmd()"
    assert pd.read_parquet(tmp_path / "scores.parquet")["score"].round(10).tolist()[2] == 66.6666666667


def test_geoparquet_holds_the_buurten_with_their_borders(result, tmp_path):
    write_tables(result, tmp_path, ("parquet",))
    buurten = gpd.read_parquet(tmp_path / "wijkkaart.parquet")
    assert buurten["gebiedcode"].tolist() == ["BU99990001", "BU999900A2"]
    assert buurten.crs.to_epsg() == 28992
    assert buurten.area.tolist() == [3000, 10000]
