"""A config says what is wrong with file, line and key, and never half."""

from fractions import Fraction
from pathlib import Path

import pytest

from wijkkaart.config import slug
from wijkkaart.config_file import load_config
from wijkkaart.errors import ConfigError
from wijkkaart.outputs.provenance import settings

SOURCES = ["cbs_buurten", "bag_panden"]
WEIGHTS = {"mobiliteit": ["autos_per_huishouden"]}


def load(tmp_path: Path, text: str):
    path = tmp_path / "gebied.yml"
    path.write_text(text, encoding="utf-8")
    return load_config(path, SOURCES, WEIGHTS)


def problem(tmp_path: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    return str(caught.value)


def test_defaults_and_paths_seen_from_the_file(tmp_path):
    config = load(
        tmp_path,
        "gebied: {gemeenten: GM0518}\n"
        "bronnen: {cbs_buurten: {bestand: data/a.gpkg, laag: buurten}, bag_panden: uit}\n"
        "uitvoer: {map: outputs/x}\n",
    )
    assert config.gebied.gemeenten == ("GM0518",)
    assert config.bronnen["cbs_buurten"].bestand == (tmp_path / "data/a.gpkg",)
    assert config.uitvoer.map == Path("outputs/x")
    assert not config.wants("bag_panden")
    assert config.drempels.hoog == Fraction(2, 3)


def test_overige_uit_switches_off_what_is_not_named(tmp_path):
    config = load(tmp_path, "gebied: {gemeenten: A}\nbronnen: {cbs_buurten: {bestand: a.gpkg}, overige: uit}\n")
    assert config.wants("cbs_buurten")
    assert not config.wants("bag_panden")


def test_all_problems_come_at_once_with_line_and_hint(tmp_path):
    text = problem(
        tmp_path,
        "gebied:\n  gemeenten: [0518]\n  niveau: [buurt]\nbronnen:\n  cbs_burten: uit\nreferentie: {populatie: stad}\n",
    )
    assert "regel 2, gebied.gemeenten.0" in text
    assert "GM0518" in text
    assert "regel 3, gebied.niveau: onbekende sleutel. Bedoelt u niveaus?" in text
    assert "regel 5, bronnen.cbs_burten: onbekende bron. Bedoelt u cbs_buurten?" in text
    assert "regel 6, referentie.populatie: kies uit" in text


@pytest.mark.parametrize("value", ["2/0", "0", "1.5", "veel"])
def test_a_threshold_outside_its_range_is_refused(tmp_path, value):
    assert "drempels.hoog" in problem(tmp_path, f"gebied: {{gemeenten: A}}\ndrempels: {{hoog: {value}}}\n")


def test_how_a_score_is_made_is_a_choice_of_known_ways(tmp_path):
    config = load(tmp_path, "gebied: {gemeenten: A}\nscores: {normalisatie: z, samenvoegen: owa}\n")
    assert (config.scores.normalisatie, config.scores.samenvoegen) == ("z", "owa")
    usual = load(tmp_path, "gebied: {gemeenten: A}\n").scores
    assert (usual.normalisatie, usual.samenvoegen) == ("percentiel", "rekenkundig")
    text = problem(tmp_path, "gebied: {gemeenten: A}\nscores:\n  normalisatie: rang\n  samenvoeg: owa\n")
    assert "regel 3, scores.normalisatie: kies uit 'percentiel', 'minmax', 'z' of 'exponentieel'" in text
    assert "regel 4, scores.samenvoeg: onbekende sleutel. Bedoelt u samenvoegen?" in text


def test_a_double_key_is_refused_with_its_line(tmp_path):
    assert "regel 2" in problem(tmp_path, "gebied: {gemeenten: A}\ngebied: {gemeenten: B}\n")


def test_no_area_named(tmp_path):
    assert "noem minstens één gemeente" in problem(tmp_path, "gebied: {niveaus: [buurt]}\n")


def test_a_weight_for_an_unknown_indicator_is_refused(tmp_path):
    text = problem(tmp_path, "gebied: {gemeenten: A}\ngewichten: {mobiliteit: {autos_per_huishoude: 2}}\n")
    assert "Bedoelt u autos_per_huishouden?" in text


def test_a_missing_file_and_an_empty_file(tmp_path):
    with pytest.raises(ConfigError, match="bestaat niet"):
        load_config(tmp_path / "weg.yml", SOURCES, WEIGHTS)
    assert "leeg" in problem(tmp_path, "# niets\n")


def test_a_buurtcode_with_letters_is_a_code_and_a_short_one_is_not(tmp_path):
    assert load(tmp_path, "gebied: {buurten: [BU0363AF08]}\n").gebied.buurten == ("BU0363AF08",)
    assert "geen geldige code" in problem(tmp_path, "gebied: {buurten: [BU0363AF]}\n")


@pytest.mark.parametrize(
    ("title", "folder"),
    [
        ("Den Haag - Voorburg", "den-haag-voorburg"),
        ("'s-Gravenhage", "s-gravenhage"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("../../weg", "weg"),
        ("<>:", "gebied"),
    ],
)
def test_a_title_becomes_a_safe_folder_name(title, folder):
    assert slug(title) == folder


@pytest.mark.parametrize(
    "address", ["https://jan:GEHEIM@proxy.voorbeeld.nl/wfs", "service.pdok.nl/wfs", "file:///etc/x"]
)
def test_an_address_is_of_a_service_and_holds_no_password(tmp_path, address):
    text = problem(tmp_path, f"gebied: {{gemeenten: A}}\nbronnen: {{bag_panden: {{url: '{address}'}}}}\n")
    assert "bronnen.bag_panden" in text
    assert "adres" in text
    assert "GEHEIM" not in text


def test_the_query_of_an_address_stays_out_of_the_outputs(tmp_path):
    address = "https://voorbeeld.nl/mapserv?map=/etc/bag.map&key=GEHEIM"
    config = load(tmp_path, f"gebied: {{gemeenten: A}}\nbronnen: {{bag_panden: {{url: '{address}'}}}}\n")
    assert config.bronnen["bag_panden"].url == address
    assert settings(config)["bronnen"]["bag_panden"]["url"] == "https://voorbeeld.nl/mapserv"


def test_own_files_may_be_one_several_or_left_empty(tmp_path):
    text = "gebied: {gemeenten: GM0518}\neigen:\n  werken: w.csv\n  verhalen: [t1.geojson, t2.geojson]\n  oordelen:\n"
    own = load(tmp_path, text).eigen
    assert own.verhalen == (tmp_path / "t1.geojson", tmp_path / "t2.geojson")
    assert (own.ambities, own.oordelen) == ((), ())
    assert own.bestanden == (tmp_path / "w.csv", tmp_path / "t1.geojson", tmp_path / "t2.geojson")
    assert "oordelen" in problem(tmp_path, text.replace("oordelen:", "oordeel:"))
