"""The embedded default from the command line to the last file: complete, repeatable, honest."""

import json
from pathlib import Path

import pandas as pd
import pytest
from tests.unpacked import unpacked

from wijkkaart.catalogue import all_indicators
from wijkkaart.cli import main

OUTPUTS = {
    *("kaart.html", "kaart_intern.html", "indicatoren.csv", "indicatoren.parquet", "scores.csv", "scores.parquet"),
    *("koppelkansen.csv", "koppelkansen.parquet", "gebieden.csv", "sterke_punten.csv", "dna.csv", "stemmen.csv"),
    "tijdlijn.csv",
    *("samenhang.csv", "samenhang_indicatoren.csv", "keuzes.csv"),
    *("wijkkaart.gpkg", "wijkkaart.parquet", "wijkkaart.xlsx", "codeboek.csv", "datapackage.json", "herkomst.json"),
    "LEESMIJ.txt",
}


def left_with(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code)


@pytest.fixture(scope="module")
def folder(voorbeeldstad_run) -> Path:
    return voorbeeldstad_run


@pytest.fixture(scope="module")
def tables(folder) -> dict[str, pd.DataFrame]:
    names = ("gebieden", "indicatoren", "scores", "koppelkansen", "sterke_punten", "dna", "stemmen", "tijdlijn")
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
        assert "verzonnen" in unpacked((folder / name).read_text(encoding="utf-8")).lower(), name


def test_no_id_of_anything_internal_is_in_the_public_map_but_its_publisher_is_named(folder, tables):
    public = unpacked((folder / "kaart.html").read_text(encoding="utf-8"))
    intern = unpacked((folder / "kaart_intern.html").read_text(encoding="utf-8"))
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


def test_the_three_choices_that_matter_most_are_told_per_opgave(folder):
    choices = pd.read_csv(folder / "keuzes.csv")
    told = choices.groupby("opgave")
    assert told["plek"].agg(list).tolist() == [[1, 2, 3]] * 6
    assert told["gemiddelde_rangverschuiving"].agg(lambda shifts: shifts.is_monotonic_decreasing).all()
    assert choices["zin"].str.contains(r"gemiddeld \d+,\d plaatsen").any()


def test_two_figures_from_one_map_of_heat_say_so(folder):
    rows = pd.read_csv(folder / "samenhang_indicatoren.csv").set_index("indicator")
    assert "hitte_pet_gem (kea_pet)" in rows.loc["hitte_aandeel_pet_41", "gedeelde_bron"]
    assert rows.loc["energiearmoede", "openbaarheid"] == "intern"


def test_every_stand_is_known_and_some_koppelkansen_are_found(tables):
    stands = tables["koppelkansen"]["stand"].value_counts()
    assert stands.get("kansrijk", 0) + stands.get("kansrijk_mogelijk_moment", 0) > 0
    assert stands.get("nu", 0) > 0


def test_residents_and_gemeente_are_heard(tables):
    assert set(tables["stemmen"]["soort"]) == {
        *("ambitie", "werk", "notitie", "behouden", "koppelkans", "ontmoetingsplek", "oordeel", "stip"),
    }
    assert set(tables["stemmen"]["herkomst"]) == {"bewoners", "gemeente"}


def test_own_koppelkansen_stand_among_the_cards_and_a_rejected_card_stays(tables):
    cards = tables["koppelkansen"].set_index(["gebiedcode", "regel"])
    own = cards[cards.index.get_level_values("regel").str.startswith("eigen_")]
    assert own["herkomst"].to_dict() == {
        ("BU99990101", "eigen_deelauto_s_op_het_gracht_eind"): "gemeente",
        ("BU99990303", "eigen_koele_moestuin_achter_de_flats"): "bewoners",
    }
    assert own["stand"].tolist() == ["nu", "kansrijk"]
    rejected = cards.loc[("BU99990101", "K3_isoleren_met_natuur")]
    assert (rejected["herkenning"], rejected["stand"]) == ("herkennen_niet", "kansrijk")
    assert cards.loc[("BU99990101", "K1_straat_open"), "stippen"] == 6 + 3
    assert cards.loc[("BU99990101", "K12_ontmoeten"), "herkenning"] == "verdeeld"


def test_the_timeline_says_when_works_meet(tables):
    works = tables["tijdlijn"].set_index(["gebiedcode", "jaar"])
    assert works.loc[("BU99990101", 2027), "soorten"] == "riool; weg"
    assert works.loc["BU99990101", "samen"].tolist() == [False, True, False]
    # BU99990101 is not the only buurt of its wijk, but the only one with works in 2028
    assert works.loc[("WK999901", 2028), "n_werken"] == 1


def test_the_gemeente_as_a_whole_is_told_in_the_tables_and_not_on_the_maps(folder):
    rows = pd.read_csv(folder / "samenhang.csv")
    assert (rows["soort"] == "paar").sum() == 15
    assert set(rows["oordeel"]) >= {"vaker", "niet_vaker"}
    assert rows["zin"].notna().all()
    assert (rows["p_fdr"].dropna() >= rows["p"].dropna()).all()
    shared = rows.set_index("onderwerp").loc["klimaatadaptatie; natuurinclusiviteit"]
    assert "rivm_bomen" in shared["deels_mechanisch"]
    assert shared["zonder_gedeeld"] == "herrekend"
    for name in ("kaart.html", "kaart_intern.html"):
        assert "dan bij toeval" not in unpacked((folder / name).read_text(encoding="utf-8"))


def test_explain_fills_in_the_numbers(capsys):
    assert left_with(["explain", "autos_per_huishouden", "--gebied", "GM9999"]) == 0
    text = capsys.readouterr().out
    assert "Auto's per huishouden" in text
    assert "kwb-2024.xlsx" in text
    assert "Peiljaar: 2024" in text


def test_explain_of_a_koppelkans_gives_every_number_and_where_it_comes_from(capsys):
    assert left_with(["explain", "K1_straat_open", "--gebied", "BU99990101"]) == 0
    text = capsys.readouterr().out
    assert "] score Energietransitie: " in text
    assert "moet zijn: minstens 66,67 (hoog)" in text
    assert "gemeente (BU99990101): Vervangen riool Schildersbuurt (2026 tot en met 2027)" in text
    assert "Stand: nu" in text
    assert "Gezegd door bewoners: herkennen" in text


def test_explain_says_what_the_norm_is_how_sure_and_how_far(capsys):
    assert left_with(["explain", "openbaar_groen_per_woning_m2", "--gebied", "GM9999"]) == 0
    assert "zekerheid: nagelezen in de bron); afstand " in capsys.readouterr().out
    assert left_with(["explain", "schaduw_loopgebied", "--gebied", "GM9999"]) == 0
    assert "uit de tweede hand, daarom zonder afstand)\n" in capsys.readouterr().out


def test_a_saturated_norm_is_a_line_and_no_distance(tables):
    cells = tables["indicatoren"].query("status == 'ok'").groupby("indicator")[["norm", "afstand_tot_norm"]]
    norms, distances = cells.count()["norm"], cells.count()["afstand_tot_norm"]
    for name in ("hitte_aandeel_pet_41", "boomkroonbedekking", "schaduw_loopgebied"):
        assert norms[name] > 0 == distances[name]
    assert distances["aandeel_woningen_koelte_verder_300m"] > 0


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


def test_each_score_is_held_against_the_leefbaarometer_outside_the_maps(folder, tables):
    figures, scores = tables["indicatoren"], tables["scores"]
    outside = figures[figures["indicator"] == "leefbaarometer_score"].set_index("gebiedcode")["waarde"]
    buurten = scores[(scores["niveau"] == "buurt") & (scores["opgave"] == "sociaaleconomisch")]
    both = pd.DataFrame({"score": buurten.set_index("gebiedcode")["score"], "buiten": outside}).dropna()
    measured = f"{both.rank().corr().iloc[0, 1]:.2f}".replace(".", ",")
    told = f"Sociaaleconomisch: Spearman {measured} over {len(both)} buurten, zoals verwacht."
    assert told in json.loads((folder / "herkomst.json").read_text(encoding="utf-8"))["toetsen"]
    assert f"* {told}" in (folder / "LEESMIJ.txt").read_text(encoding="utf-8").splitlines()
