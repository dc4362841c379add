"""Several study areas: one folder each, and one that fails does not stop the rest."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from wijkkaart import pipeline
from wijkkaart.cli import main


@pytest.fixture
def config(tmp_path: Path) -> Path:
    codes = ["BU99970000", "BU99980000"]
    gpd.GeoDataFrame(
        {
            "buurtcode": codes,
            "buurtnaam": ["Een", "Twee"],
            "wijkcode": ["WK999700", "WK999800"],
            "gemeentecode": ["GM9997", "GM9998"],
            "gemeentenaam": ["Noorddorp", "Zuiddorp"],
            "water": "NEE",
            "jaar": 2024,
        },
        geometry=[box(150_000 + 500 * n, 440_000, 150_500 + 500 * n, 440_500) for n in range(2)],
        crs="EPSG:28992",
    ).to_file(tmp_path / "buurten.gpkg", layer="buurten")
    path = tmp_path / "regio.yml"
    path.write_text(
        "naam: Regio\ngebied: {gemeenten: [GM9997, Zuiddorp]}\n"
        "bronnen:\n  cbs_buurten: {bestand: buurten.gpkg, laag: buurten}\n  overige: uit\n"
        "uitvoer: {formaten: [csv]}\n",
        encoding="utf-8",
    )
    return path


def left_with(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code)


def names(folder: Path) -> set[str]:
    areas = pd.read_csv(folder / "gebieden.csv")
    return set(areas.loc[areas["niveau"] == "gemeente", "gebiednaam"])


def test_each_gemeente_of_a_config_gets_a_folder_of_its_own(config, tmp_path):
    assert left_with("batch", str(config), "--per-gemeente", "--stil", "--uit", str(tmp_path / "uit")) == 0
    assert {path.name: names(path) for path in (tmp_path / "uit").iterdir()} == {
        "gm9997": {"Noorddorp"},
        "zuiddorp": {"Zuiddorp"},
    }


def test_one_that_fails_leaves_the_others_to_run(config, tmp_path, capsys):
    broken = tmp_path / "kapot.yml"
    broken.write_text(
        config.read_text(encoding="utf-8").replace("naam: Regio", "naam: Kapot").replace("buurten.gpkg", "weg.gpkg"),
        encoding="utf-8",
    )
    assert left_with("batch", str(broken), str(config), "--uit", str(tmp_path / "uit")) == 3
    assert names(tmp_path / "uit" / "regio") == {"Noorddorp", "Zuiddorp"}
    said = capsys.readouterr().err
    assert "Kapot: mislukt: bronnen.cbs_buurten" in said
    assert "Regio: klaar" in said


def test_a_defect_of_ours_in_one_leaves_the_others_to_run(config, tmp_path, capsys, monkeypatch):
    run = pipeline.run
    monkeypatch.setattr(pipeline, "run", lambda given, *rest: 1 / 0 if given.naam == "Stuk" else run(given, *rest))
    other = tmp_path / "stuk.yml"
    other.write_text(config.read_text(encoding="utf-8").replace("naam: Regio", "naam: Stuk"), encoding="utf-8")
    assert left_with("batch", str(other), str(config), "--uit", str(tmp_path / "uit")) == 3
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert (tmp_path / "uit" / "regio").is_dir()


def test_nothing_at_all_is_exit_4(config, tmp_path):
    text = config.read_text(encoding="utf-8").replace("buurten.gpkg", "weg.gpkg")
    config.write_text(text, encoding="utf-8")
    assert left_with("batch", str(config), "--stil", "--uit", str(tmp_path / "uit")) == 4


def test_two_areas_for_one_folder_are_refused_before_anything_runs(config, tmp_path, capsys):
    assert left_with("batch", str(config), str(config), "--uit", str(tmp_path / "uit")) == 2
    assert "dezelfde map" in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()


def test_a_defect_of_ours_is_exit_1_and_asks_to_be_reported(config, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(pipeline, "run", lambda *_: 1 / 0)
    assert left_with("run", str(config), "--stil", "--uit", str(tmp_path / "uit")) == 1
    assert "--debug" in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()
