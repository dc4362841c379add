"""The end-to-end run on official files of Den Haag and Voorburg."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from wijkkaart.cli import main

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2] / "shared" / "data" / "denhaag_voorburg"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="de echte bestanden staan niet naast dit project")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("denhaag") / "uit"
    with pytest.raises(SystemExit) as left:
        main(["run", str(HERE / "denhaag-voorburg.yml"), "--stil", "--uit", str(target)])
    assert left.value.code == 0
    return target


def table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(
        folder / f"{name}.csv", dtype={"gebiedcode": str, "status": str}, keep_default_na=False, na_values=[""]
    )


def indicator(folder: Path, name: str) -> pd.DataFrame:
    rows = table(folder, "indicatoren")
    return rows[rows["indicator"] == name].set_index("gebiedcode")


def test_14_buurten_6_wijken_and_2_gemeenten_not_shown_to_be_complete(folder):
    areas = table(folder, "gebieden")
    assert areas["niveau"].value_counts().to_dict() == {"buurt": 14, "wijk": 6, "gemeente": 2}
    assert not areas.loc[areas["niveau"] == "gemeente", "volledig"].any()


def test_dwellings_in_use_per_wijk(folder):
    homes = indicator(folder, "aantal_woningen")["waarde"]
    assert homes[["WK191609", "WK191610", "WK191613"]].tolist() == [4437, 4092, 3205]


def test_dwellings_of_buurten_add_up_to_their_wijk(folder):
    homes = indicator(folder, "aantal_woningen")["waarde"]
    assert homes[homes.index.str.startswith("BU191609")].sum() == 4437


def test_flood_depth_is_the_maximum_of_two_breaches_and_never_a_dry_mark(folder):
    depth = indicator(folder, "overstromingsdiepte_max_m")
    assert (depth["status"] == "ok").all()
    assert depth["waarde"].min() >= 0
    buurten = depth[depth["niveau"] == "buurt"]["waarde"]
    assert (buurten > 0).sum() >= 9  # scenario 5025 alone wets nine of the fourteen


def test_scores_only_where_the_files_allow_and_the_rest_says_why(folder):
    scores = table(folder, "scores")
    assert set(scores["status"]) <= {"ok", "onbekend", "te_weinig_gebieden", "niet_van_toepassing"}
    # Living space and mixed use are two of the three core figures of verstedelijking: exactly two thirds.
    scored = scores[scores["status"] == "ok"]
    assert set(scored["opgave"]) == {"verstedelijking"}
    assert scored["niveau"].value_counts().to_dict() == {"buurt": 14, "wijk": 6, "gemeente": 2}
    others = scores[scores["opgave"] != "verstedelijking"]
    assert set(others["status"]) == {"onbekend"}
    assert others["score"].isna().all()


def test_the_wide_layers_open_in_another_reader(folder):
    buurten = gpd.read_file(folder / "wijkkaart.gpkg", layer="buurten")
    assert len(buurten) == 14
    assert buurten.crs.to_epsg() == 28992


def test_a_part_of_two_gemeenten_is_only_held_against_its_own_ground(capsys):
    with pytest.raises(SystemExit) as left:
        main(["check", "--cijfers", str(HERE / "denhaag-voorburg.yml")])
    assert left.value.code == 0
    text = capsys.readouterr().out
    # No wijk or gemeente is whole, and this edition of the map gives no dwellings.
    assert text.count("Niets te vergelijken") == 3
    assert "  buurt         14       0" in text
