"""The embedded default from the command line to the last file: complete, repeatable, honest."""

import json
from pathlib import Path

import pandas as pd
import pytest

from wijkkaart.catalogue import all_indicators
from wijkkaart.cli import main

OUTPUTS = {
    *("kaart.html", "kaart_intern.html", "indicatoren.csv", "indicatoren.parquet", "scores.csv", "scores.parquet"),
    *("koppelkansen.csv", "koppelkansen.parquet", "gebieden.csv", "sterke_punten.csv", "dna.csv", "stemmen.csv"),
    *("wijkkaart.gpkg", "wijkkaart.parquet", "wijkkaart.xlsx", "codeboek.csv", "datapackage.json", "herkomst.json"),
    "LEESMIJ.txt",
}


def left_with(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("voorbeeld") / "uit"
    assert left_with(["run", "--stil", "--uit", str(target)]) == 0
    return target


@pytest.fixture(scope="module")
def tables(folder) -> dict[str, pd.DataFrame]:
    names = ("gebieden", "indicatoren", "scores", "koppelkansen", "sterke_punten", "dna", "stemmen")
    codes = {"gebiedcode": str, "wijkcode": str, "gemeentecode": str}
    return {
        name: pd.read_csv(folder / f"{name}.csv", dtype=codes, keep_default_na=False, na_values=[""]) for name in names
    }


def test_every_promised_file_is_there_and_nothing_else(folder):
    assert {path.name for path in folder.iterdir()} == OUTPUTS


def test_a_second_run_gives_the_same_bytes(folder, tmp_path):
    assert left_with(["run", "GM9999", "--stil", "--uit", str(tmp_path / "nog-eens")]) == 0
    for name in sorted(OUTPUTS - {"herkomst.json"}):
        assert (tmp_path / "nog-eens" / name).read_bytes() == (folder / name).read_bytes(), name


def test_the_run_time_stands_only_in_the_provenance(folder):
    record = json.loads((folder / "herkomst.json").read_text(encoding="utf-8"))
    assert "T" in json.dumps(record)
    year = str(record).split("'")[1]
    assert year


def test_it_is_marked_as_fictitious_wherever_people_read(folder):
    for name in ("kaart.html", "kaart_intern.html", "LEESMIJ.txt"):
        assert "verzonnen" in (folder / name).read_text(encoding="utf-8").lower(), name


def test_no_id_of_anything_internal_is_in_the_public_map_but_its_publisher_is_named(folder, tables):
    public = (folder / "kaart.html").read_text(encoding="utf-8")
    intern = (folder / "kaart_intern.html").read_text(encoding="utf-8")
    cards = tables["koppelkansen"]
    ids = {item.id for item in all_indicators().values() if item.openbaarheid == "intern"}
    ids |= set(cards.loc[cards["openbaarheid"] == "intern", "regel"])
    assert len(ids) >= 8
    assert sorted(name for name in ids if name not in intern) == []
    assert sorted(name for name in ids if name in public) == []
    assert "Monitor Energiearmoede" in public  # its figures stand behind a band: the licence asks for the name
    assert "Leefbaarometer" not in public


def test_all_six_opgaven_are_scored_for_most_inhabited_buurten(tables):
    areas = tables["gebieden"].set_index("gebiedcode")
    inhabited = areas.index[(areas["niveau"] == "buurt") & areas["bewoond"]]
    scores = tables["scores"][tables["scores"]["gebiedcode"].isin(inhabited)]
    counts = scores[scores["status"] == "ok"].groupby("opgave").size()
    assert len(counts) == 6
    assert counts.min() > 0.7 * len(inhabited)


def test_water_and_empty_buurten_stay_on_the_map_outside_the_reference(tables):
    areas = tables["gebieden"].set_index("gebiedcode")
    outside = areas.index[(areas["niveau"] == "buurt") & ~areas["bewoond"]]
    assert len(outside) >= 2
    scores = tables["scores"][tables["scores"]["gebiedcode"].isin(outside)]
    assert set(scores["status"]) == {"niet_van_toepassing"}
    cells = tables["indicatoren"][tables["indicatoren"]["gebiedcode"].isin(outside)]
    assert cells["percentiel"].isna().all()


def test_the_hard_cases_are_there_and_keep_their_reason(tables):
    cells = tables["indicatoren"]
    seen = set(cells["status"])
    assert {"ok", "geheim", "te_klein", "niet_van_toepassing", "buiten_dekking"} <= seen
    assert cells.loc[cells["status"] != "ok", "waarde"].isna().all()
    names = set(tables["gebieden"]["gebiednaam"])
    assert any('"' in name and "&" in name and "(" in name for name in names)
    assert tables["gebieden"]["gebiedcode"].str.match(r"^BU9999[A-Z]").any()


def test_an_empty_edition_year_falls_back_to_the_filled_one(tables):
    cells = tables["indicatoren"][tables["indicatoren"]["status"] == "ok"]
    years = cells.groupby("indicator")["peiljaar"].unique()
    assert set(years["aantal_inwoners"]) == {2025}
    assert set(years["autos_per_huishouden"]) == {2024}


def test_every_stand_is_known_and_some_koppelkansen_are_found(tables):
    stands = tables["koppelkansen"]["stand"].value_counts()
    assert stands.get("kansrijk", 0) + stands.get("kansrijk_mogelijk_moment", 0) > 0
    assert stands.get("nu", 0) > 0


def test_residents_and_gemeente_are_heard(tables):
    assert {"ambitie", "werk", "notitie"} <= set(tables["stemmen"]["soort"])
    assert set(tables["stemmen"]["herkomst"]) == {"bewoners", "gemeente"}


def test_explain_fills_in_the_numbers(capsys):
    assert left_with(["explain", "autos_per_huishouden", "--gebied", "GM9999"]) == 0
    text = capsys.readouterr().out
    assert "Auto's per huishouden" in text
    assert "kwb-2024.xlsx" in text
    assert "Peiljaar: 2024" in text


def test_explain_refuses_an_area_of_another_run(capsys):
    assert left_with(["explain", "autos_per_huishouden", "--gebied", "BU00000000"]) == 2
    assert "hoort niet bij deze run" in capsys.readouterr().err


def test_list_and_check_answer(capsys):
    assert left_with(["list", "indicatoren", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"id": "autos_per_huishouden", "opgave": "mobiliteit"}.items() <= next(
        row for row in rows if row["id"] == "autos_per_huishouden"
    ).items()
    assert left_with(["check"]) == 0
    assert "In orde" in capsys.readouterr().out
