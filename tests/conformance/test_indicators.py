"""What must hold for every declared indicator, whoever adds one."""

import ast
import re
from pathlib import Path

import pytest
from tests.plain_dutch import JUDGING, PROMISING

from wijkkaart.catalogue import all_indicators, all_opgaven, all_sources, opgave_of
from wijkkaart.declarations import RESERVED_INPUTS

ROOT = Path(__file__).resolve().parents[2]
INDICATORS = list(all_indicators().values())
SCORED = [item for item in INDICATORS if item.rol == "opgave"]
#: The indicators that the rules of the package ask about.
_ASKED_BY_RULES = {
    "aandeel_65plus",
    "aandeel_corporatie",
    "aandeel_hh_laag_inkomen",
    "aandeel_label_efg",
    "aandeel_renovatievenster",
    "aandeel_stadsverwarming",
    "aandeel_versteende_erven",
    "aandeel_woningen_hov",
    "aandeel_woningen_koelte_verder_300m",
    "aandeel_woningen_zonnestroom",
    "afstand_dagelijkse_voorzieningen",
    "autos_per_huishouden",
    "energiearmoede",
    "geschikt_dak_m2_woning",
    "groen_per_woning_m2",
    "hitte_pet_gem",
    "leegstand",
    "ongevallen_per_km_jaar",
    "parkeervlak_per_woning_m2",
    "potentie_gebouwbewoners",
    "riool_leeftijd_mediaan",
    "versteningsgraad",
    "warmtevraagdichtheid_gj_ha",
    "wateroverlast_aandeel_panden",
    "woningdichtheid_ha",
}


def each(items):
    return pytest.mark.parametrize("item", items, ids=[item.id for item in items])


@each(INDICATORS)
def test_every_text_is_there_and_ends_as_a_sentence_should(item):
    for text in (item.label_nl, item.label_en, item.eenheid, item.formule, item.minimum, item.valkuil, item.afwezig):
        assert text.strip() == text
        assert text
    assert item.vraag.endswith("?")
    assert item.vraag.count("?") == 1
    assert item.valkuil.endswith(".")
    assert item.norm_tekst


@each(INDICATORS)
def test_texts_pass_no_judgement_on_people(item):
    for spoken in (item.label_nl, item.vraag, item.goed_einde, item.formule):
        assert not JUDGING.search(spoken)
        assert not PROMISING.search(spoken)


@each(INDICATORS)
def test_its_inputs_are_declared_sources(item):
    assert item.bronnen
    assert set(item.bronnen) <= set(all_sources())
    assert not RESERVED_INPUTS & set(item.bronnen)


@each(INDICATORS)
def test_id_and_opgave_agree(item):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", item.id)
    module = item.bereken.__module__.split(".")[2]  # below wijkkaart.opgaven; an opgave may be a package
    assert module == {"tijd": "natuurlijke_momenten"}.get(opgave_of(item.id), opgave_of(item.id))
    assert item.bereken.__doc__


@each(INDICATORS)
def test_bounds_are_a_range(item):
    low, high = item.ondergrens, item.bovengrens
    assert low is None or high is None or low < high
    assert item.decimalen in {0, 1, 2, 3}
    if item.eenheid.startswith("%"):
        assert (low, high) == (0.0, 100.0)


@each(INDICATORS)
def test_only_scored_indicators_weigh(item):
    assert item.gewicht > 0
    assert item.rol == "opgave" or item.gewicht == 1.0


@each(SCORED)
def test_a_scored_indicator_has_a_direction_and_a_good_end(item):
    assert item.richting in {"hoog", "laag"}
    assert item.goed_einde.endswith(".")
    assert "{gebied}" in item.goed_einde
    assert "{waarde}" in item.goed_einde
    shown = item.goed_einde.format(gebied="Lindehout", waarde="12")
    assert "{" not in shown


@each(INDICATORS)
def test_a_norm_lies_within_the_bounds_and_names_its_source(item):
    if item.norm is None:
        return
    assert item.norm.bron
    assert item.norm.waarde != item.norm.slechtst
    assert (item.norm.slechtst > item.norm.waarde) == (item.richting == "hoog")
    assert item.bovengrens is None or item.norm.waarde <= item.bovengrens


@each(INDICATORS)
def test_its_function_fits_on_a_glance(item):
    source = ast.parse(Path(item.bereken.__code__.co_filename).read_text(encoding="utf-8"))
    function = next(node for node in source.body if isinstance(node, ast.FunctionDef) and node.name == item.id)
    body = function.body[1:]
    assert body[-1].end_lineno - body[0].lineno + 1 <= 15


def _tested() -> set[str]:
    """Return the ids of indicators that a test under tests/opgaven names or calls."""
    found: set[str] = set()
    for path in sorted((ROOT / "tests" / "opgaven").glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "opgave":
                found.add(node.attr)
    return found


@each(INDICATORS)
def test_it_has_a_hand_checked_test(item):
    assert item.id in _tested()


def test_what_the_rules_ask_about_exists():
    assert set(all_indicators()) >= _ASKED_BY_RULES


def test_ids_are_unique_and_opgaven_complete():
    ids = [item.id for opgave in all_opgaven().values() for item in opgave.indicatoren]
    assert len(ids) == len(set(ids))
    scored = [opgave.id for opgave in all_opgaven().values() if opgave.scoort]
    assert scored == [
        "energietransitie",
        "klimaatadaptatie",
        "natuurinclusiviteit",
        "mobiliteit",
        "verstedelijking",
        "sociaaleconomisch",
    ]
    for opgave in all_opgaven().values():
        assert all(item.rol != "opgave" for item in opgave.indicatoren) or opgave.scoort


def test_no_score_counts_what_is_only_explained():
    # Means that rise with house size, straight counts of people and the Leefbaarometer describe; they do not score.
    roles = {name: item.rol for name, item in all_indicators().items()}
    assert roles["gasverbruik_gem"] == "context"
    assert roles["nettoarbeidsparticipatie"] == "context"
    assert roles["leefbaarometer_score"] == "toets"


def test_what_may_point_at_people_stays_internal():
    internal = {name for name, item in all_indicators().items() if item.openbaarheid == "intern"}
    assert internal == {
        "energiearmoede",
        "ses_woa_score",
        "aandeel_hh_laag_inkomen",
        "bijstand_per_1000_15_64",
        "nettoarbeidsparticipatie",
        "armoede_aandeel",
        "leefbaarometer_score",
        "misdrijven_per_1000",
        "eenzaamheid_smap",
        "funderingsrisico",
    }
