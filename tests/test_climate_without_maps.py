"""Without a key and without maps that one has to ask for, klimaatadaptatie still has its core."""

import pandas as pd
import pytest

from wijkkaart.config import Bron, Config, Gebied
from wijkkaart.pipeline import run
from wijkkaart.voorbeeldstad import write_sources

SOURCES = (
    *("cbs_buurten", "cbs_wijken", "cbs_gemeenten", "cbs_kerncijfers", "bag_panden", "bag_verblijfsobjecten"),
    *("kea_pet_buurt", "kea_afstand_koelte", "kea_groen_buurt", "kea_paalrot", "kea_wijktypen"),
)
NO_PET = "BU99991002"


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    example = write_sources(tmp_path_factory.mktemp("voorbeeldstad"))
    bronnen = {name: Bron.model_validate(example.bronnen[name]) for name in SOURCES}
    config = Config(gebied=Gebied(gemeenten=("Voorbeeldstad",)), bronnen=bronnen, overige="uit")
    return run(config, lambda _: None)


@pytest.fixture(scope="module")
def buurten(result):
    areas = result.gebieden
    return areas.index[(areas["niveau"] == "buurt") & areas["bewoond"]]


@pytest.fixture(scope="module")
def figures(result):
    return result.indicatoren.set_index(["indicator", "gebiedcode"])


def test_the_published_figures_reach_every_level(figures, result):
    for name in ("hitte_pet_gem", "versteningsgraad"):
        assert (figures.loc[name, "status"] == "ok").sum() >= len(result.gebieden) - 3, name
    assert figures.loc[("hitte_pet_gem", NO_PET), "status"] == "niet_gepubliceerd"
    assert set(figures.loc["hitte_pet_gem", "peiljaar"]) == {2022}
    assert set(figures.loc["hitte_aandeel_pet_41", "status"]) == {"bron_ontbreekt"}


def test_a_buurt_that_got_another_code_keeps_its_figures(figures, result):
    later = result.gebieden.index[result.gebieden.index.str.match(r"^BU9999[A-Z]")]
    assert len(later) >= 1
    for name in ("hitte_pet_gem", "versteningsgraad", "funderingsrisico"):
        assert set(figures.loc[(name, later), "status"]) <= {"ok", "te_klein"}, name
    assert set(figures.loc[("hitte_pet_gem", later), "status"]) == {"ok"}


def test_pile_rot_is_only_known_per_buurt_and_stays_internal(figures, result):
    levels = result.gebieden["niveau"]
    known = figures.loc["funderingsrisico"]
    assert set(levels[known.index[known["status"] == "ok"]]) == {"buurt"}
    assert set(known["openbaarheid"]) == {"intern"}


def test_the_score_rests_on_its_core(result, buurten):
    scores = result.scores[result.scores["opgave"] == "klimaatadaptatie"].set_index("gebiedcode").loc[buurten]
    assert (scores["status"] == "ok").sum() >= 50
    # Three of the four core figures are there (the fourth needs the map of rain water), and pile rot besides: 4 of 5.
    assert set(scores.loc[scores["status"] == "ok", "dekking"].round(6)) == {0.8}


def test_the_wijktype_says_where_it_comes_from(result):
    dna = result.dna.set_index("gebiedcode")
    levels = pd.Series(result.gebieden["niveau"]).reindex(dna.index)
    known = dna[dna["wijktype"].notna()]
    mapped = known["wijktype_bron"].str.startswith("Wijktypekaart")
    assert mapped[levels[known.index] == "buurt"].mean() > 0.9
    assert not mapped[levels[known.index] != "buurt"].any()
    newest = dna["wijktype"] == "recente nieuwbouw"  # built after the map was made
    assert dna.loc[newest, "wijktype_bron"].str.startswith("schatting").all()
