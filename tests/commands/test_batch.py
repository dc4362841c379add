"""Several study areas: one folder each, and one that fails does not stop the rest."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box, mapping
from tests.servers.ogcapi import OgcServer

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


# --- going on where it was


@pytest.fixture
def fetched(tmp_path):
    """A config whose areas come from a service, and that service."""
    with OgcServer({"buurten": [BUURT]}, filters=("gemeentecode",), published=True) as server:
        path = tmp_path / "dorp.yml"
        path.write_text(
            "naam: Dorp\ngebied: {gemeenten: [GM9998]}\n"
            f"bronnen: {{cbs_buurten: {{url: '{server.url}'}}, overige: uit}}\nuitvoer: {{formaten: [csv]}}\n",
            encoding="utf-8",
        )
        yield path, server


AREA = {"water": "NEE", "jaar": 2024, "gemeentenaam": "Dorp", "gemeentecode": "GM9998", "wijkcode": "WK999800"}
BUURT = {
    "type": "Feature",
    "id": "1",
    "properties": {**AREA, "buurtcode": "BU99980000", "buurtnaam": "Een"},
    "geometry": mapping(box(150_000, 440_000, 150_500, 440_500)),
}


def again(path: Path, place: Path, capsys, *options: str) -> tuple[bool, int]:
    """Run the batch; return whether the run was made (again), and the exit status."""
    made = place / "uit" / "dorp" / "herkomst.json"
    made.parent.mkdir(parents=True, exist_ok=True)
    before = made.stat().st_ino if made.exists() else None
    code = left_with("batch", str(path), "--uit", str(place / "uit"), "--cache", str(place / "cache"), *options)
    skipped = "Dorp: stond er al" in capsys.readouterr().err
    assert skipped == (made.stat().st_ino == before)
    return not skipped, code


def test_what_is_there_and_still_holds_is_not_made_again(fetched, tmp_path, capsys):
    path, server = fetched
    assert again(path, tmp_path, capsys) == (True, 0)
    asked = len(server.asked)
    assert again(path, tmp_path, capsys) == (False, 0)
    assert len(server.asked) == asked
    assert again(path, tmp_path, capsys, "--vernieuw") == (True, 0)


def change(place: Path, **values: object) -> None:
    path = place / "uit" / "dorp" / "herkomst.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record |= {name: value for name, value in values.items() if name in record}
    (source,) = [item for item in record["bronnen"] if item["bron"] == "cbs_buurten"]
    source |= {name: value for name, value in values.items() if name in source}
    path.write_text(json.dumps(record), encoding="utf-8")


@pytest.mark.parametrize(
    "values",
    [{"versies": {"wijkkaart": "0.0.1"}}, {"opgehaald": "2020-01-01T00:00:00+00:00"}, {"status": "mislukt"}],
    ids=["other version", "past its term", "a source failed"],
)
def test_what_would_come_out_otherwise_is_made_again(fetched, tmp_path, capsys, values):
    path, _ = fetched
    again(path, tmp_path, capsys)
    change(tmp_path, **values)
    assert again(path, tmp_path, capsys) == (True, 0)


def test_another_config_is_made_again(fetched, tmp_path, capsys):
    path, _ = fetched
    again(path, tmp_path, capsys)
    text = path.read_text(encoding="utf-8") + "referentie: {minimum: 5}\n"
    path.write_text(text, encoding="utf-8")
    assert again(path, tmp_path, capsys) == (True, 0)
    assert again(path, tmp_path, capsys) == (False, 0)


def test_a_source_that_only_comes_as_a_file_is_optional(fetched, tmp_path, capsys):
    path, _ = fetched
    text = path.read_text(encoding="utf-8").replace("overige", "liwo_overstromingsdiepte: {}, overige")
    path.write_text(text, encoding="utf-8")
    assert again(path, tmp_path, capsys) == (True, 0)
    assert again(path, tmp_path, capsys) == (False, 0)


def test_own_files_may_have_changed_so_that_run_is_made_again(config, tmp_path, capsys):
    for _ in range(2):
        assert left_with("batch", str(config), "--uit", str(tmp_path / "uit")) == 0
        assert "Regio: klaar" in capsys.readouterr().err
