import dataclasses
import json
from pathlib import Path

from wijkkaart.config import Bron, Config, Gebied
from wijkkaart.outputs import write_provenance

NOW = "2026-11-23T20:00:00+01:00"


def _read(result, folder):
    return json.loads(write_provenance(result, folder, NOW).read_text(encoding="utf-8"))


def test_it_holds_the_time_the_sources_and_their_checksums(result, tmp_path):
    content = _read(result, tmp_path)
    assert content["geschreven_op"] == NOW
    used, off = content["bronnen"]
    assert used["sha256"] == ["ab" * 32]
    assert used["opgehaald"] == "2024-05-01T10:00:00Z"
    assert off["status"] == "uit"
    assert content["fictief"] is True


def test_the_settings_are_whole_with_exact_fractions(result, tmp_path):
    settings = _read(result, tmp_path)["instellingen"]
    assert settings["drempels"]["hoog"] == "2/3"
    assert settings["gebied"]["gemeenten"] == ["GM9999"]
    assert settings["gewichten"] == {"energietransitie": {"gasverbruik": 2.0}}


def test_a_personal_folder_is_not_published(result, tmp_path):
    config = Config(
        gebied=Gebied(gemeenten=("GM9999",)), bronnen={"cbs_buurten": Bron(bestand=(Path("/home/jan/geheim/b.gpkg"),))}
    )
    object.__setattr__(result, "config", config)
    settings = _read(result, tmp_path)["instellingen"]
    assert settings["bronnen"]["cbs_buurten"]["bestand"] == ["b.gpkg"]
    assert "jan" not in (tmp_path / "herkomst.json").read_text(encoding="utf-8")


def test_the_versions_that_can_change_a_figure_are_there(result, tmp_path):
    versions = _read(result, tmp_path)["versies"]
    assert {"wijkkaart", "python", "gdal", "exactextract", "shapely"} <= set(versions)


def test_a_look_from_outside_is_kept_with_the_run(result, tmp_path):
    assert _read(result, tmp_path)["toetsen"] == []
    told = dataclasses.replace(result, toetsen=("Energie: Spearman -0,61.",))
    assert _read(told, tmp_path)["toetsen"] == ["Energie: Spearman -0,61."]
