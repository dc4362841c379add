"""The whole reasoning of a koppelkans in one gebied, on tables made by hand."""

import dataclasses
from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest

from wijkkaart.commands.explain import explain_cell
from wijkkaart.config import Drempels
from wijkkaart.errors import ConfigError
from wijkkaart.koppelkansen.expressions import parse
from wijkkaart.koppelkansen.rule import Condition
from wijkkaart.koppelkansen.rules import load_rules

RULES = {rule.id: rule for rule in load_rules(None)}
AREAS = pd.DataFrame(
    {"gebiednaam": ["Noord", "Wijk Noord"], "wijkcode": ["WK1", "WK1"], "gemeentecode": "GM1"}, index=["BU1", "WK1"]
)
SAID = ["soort", "herkomst", "gebiedcode", "opgave", "werksoort", "tekst", "jaar_van", "jaar_tot", "regel", "oordeel"]


def figure(indicator, waarde, percentiel, status="ok", bron="cbs_kerncijfers"):
    known = {"indicator": indicator, "waarde": waarde, "percentiel": percentiel, "status": status, "bron": bron}
    return {"gebiedcode": "BU1", "eenheid": "%", "referentie": "gemeente GM1, 52 buurten", "peiljaar": 2023, **known}


def score(opgave, value, status="ok"):
    return {"gebiedcode": "BU1", "opgave": opgave, "score": value, "status": status, "referentie": "gemeente GM1"}


def voice(soort, gebied="BU1", **rest):
    return {"soort": soort, "gebiedcode": gebied, "herkomst": "bewoners", **rest}


@pytest.fixture
def result():
    """Return what the reasoning about K1 in BU1 reads; the energy score is just below the line."""
    card = {
        "gebiedcode": "BU1",
        "regel": "K1_straat_open",
        "stand": "kansrijk",
        "kan_hoger": True,
        "herkomst": "bewoners",
    }
    texts = {"zekerheid": "Dit rust op één bron.", "uitleg": "In Noord kan de straat open."}
    figures = [
        figure("versteningsgraad", 61.25, 72.5, bron="rivm_bomen; bgt_water"),
        figure("warmtevraagdichtheid_gj_ha", 1055.14, 70.0),
        figure("aandeel_stadsverwarming", None, None, status="geheim"),
        figure("riool_leeftijd_mediaan", None, None, status="bron_ontbreekt", bron="gwsw_leidingen"),
        figure("gasverbruik_per_m2", 14.0, 66.0),
        figure("aandeel_woningen_zonnestroom", 30.0, 40.0),
        figure("energiearmoede", None, None, status="niet_gepubliceerd"),
    ]
    stemmen = [
        voice("ambitie", "WK1", opgave="energietransitie", tekst="Van het gas af"),
        voice("ambitie", "BU1", opgave="mobiliteit", tekst="Minder auto's"),
        voice("werk", herkomst="gemeente", werksoort="riool", tekst="Oud werk", jaar_van=2019, jaar_tot=2020),
        voice("oordeel", regel="K1_straat_open", oordeel="herkennen", tekst="Graag met bomen."),
        voice("stip", regel="K1_straat_open", aantal=3),
        voice("oordeel", "WK1", regel="K1_straat_open", oordeel="herkennen", tekst="Over de hele wijk."),
        voice("oordeel", regel="K2_dak", oordeel="herkennen_niet"),
    ]
    said = pd.DataFrame(stemmen).reindex(columns=[*SAID, "aantal"])
    return SimpleNamespace(
        gebieden=AREAS,
        indicatoren=pd.DataFrame(figures),
        scores=pd.DataFrame([score("energietransitie", 65.0), score("klimaatadaptatie", 80.5)]),
        koppelkansen=pd.DataFrame([card | texts | {"naam": "De straat"}]),
        stemmen=said.astype({"jaar_van": "Int64", "jaar_tot": "Int64"}),
        regels=tuple(RULES.values()),
        config=SimpleNamespace(drempels=Drempels(hoog=Fraction(2, 3), planhorizon_jaren=5)),
        planjaar=2025,
    )


def told(result, name="K1_straat_open", gebied="BU1"):
    return [line.strip() for line in explain_cell(name, gebied, result)]


def test_every_number_stands_beside_its_threshold_and_answer(result):
    lines = told(result)
    assert "[nee] score Energietransitie: 65 van de 100; moet zijn: minstens 66,67 (hoog)" in lines
    assert "[ja] score Klimaatadaptatie: 80,5 van de 100; moet zijn: minstens 66,67 (hoog)" in lines
    assert "[ja] plek van Grond zonder groen of water: 72,5 van de 100; moet zijn: minstens 50" in lines
    assert (
        "[onbekend] Woningen op stadsverwarming: geen cijfer (te weinig huishoudens, privacy); moet zijn: minstens 20"
        in lines
    )


def test_every_number_says_where_it_comes_from(result):
    text = "\n".join(told(result))
    assert (
        "Tabel indicatoren, rij versteningsgraad, kolom percentiel. Waarde: 61,25 %; vergeleken met "
        "gemeente GM1, 52 buurten. Bron: RIVM: bomen hoger dan 2,5 m (rivm_bomen), BGT: water (bgt_water), peiljaar"
    ) in text
    assert "Tabel scores, rij energietransitie, kolom score. Vergeleken met gemeente GM1. Rust op:" in text
    assert "Aardgas per m² woonoppervlak: plek 66. Bron: CBS Kerncijfers wijken en buurten (cbs_kerncijfers)" in text
    assert "Woningen met zonnestroom: plek 40 (omgekeerd)." in text
    assert "Nodig: GWSW" in text


def test_what_people_brought_is_told_in_their_words_where_it_holds(result):
    lines = told(result)
    assert "[ja] ambitie van bewoners of gemeente voor Energietransitie" in lines
    assert "bewoners (WK1): Van het gas af" in lines
    assert "[nee] ambitie van bewoners of gemeente voor Klimaatadaptatie" in lines
    assert "[nee] gepland werk van de soort riool, van 2025 tot en met 2030" in lines
    assert not [line for line in lines if "Oud werk" in line or "Minder auto's" in line]


def test_a_plan_within_the_horizon_is_told_with_its_years(result):
    result.stemmen.loc[2, ["jaar_van", "jaar_tot"]] = [2030, 2031]
    result.stemmen.loc[9] = result.stemmen.loc[2]
    result.stemmen.loc[9, ["tekst", "jaar_van", "jaar_tot"]] = ["Later werk", 2031, 2032]
    lines = told(result)
    assert "Plan: is er werk gepland? Ja." in lines
    assert "gemeente (BU1): Oud werk (2030 tot en met 2031)" in lines
    assert not [line for line in lines if "Later werk" in line]


def test_of_two_figures_that_are_compared_only_the_missing_one_is_called_missing(result):
    text = "x(riool_leeftijd_mediaan) >= x(versteningsgraad)"
    rule = dataclasses.replace(RULES["K1_straat_open"], aanwijzing=Condition(text, parse(text)))
    result.regels = (rule,)
    assert "Kan hoger: ja. Dit ontbreekt: Middelste leeftijd van het riool (bron niet beschikbaar)" in told(result)


def test_each_condition_has_its_answer_and_the_parts_stand_below_it(result):
    lines = explain_cell("K1_straat_open", "BU1", result)
    assert "Urgent: vragen de opgaven hier iets? Ja." in lines
    assert "Fysiek: kan één plek of maatregel beide dienen? Ja." in lines
    assert "Plan: is er werk gepland? Nee." in lines
    assert "Aanwijzing: wijzen cijfers op een moment? Onbekend." in lines
    urgent = lines.index("Urgent: vragen de opgaven hier iets? Ja.")
    assert lines[urgent + 1 : urgent + 3] == ["  alles van: ja", "    een van: ja"]
    assert lines[urgent + 3].startswith("      [nee] score Energietransitie")


def test_it_ends_with_stand_what_is_missing_voices_and_certainty(result):
    lines = told(result)
    assert "Stand: kansrijk (urgent en fysiek mogelijk)" in lines
    assert "Kan hoger: ja. Dit ontbreekt: Middelste leeftijd van het riool (bron niet beschikbaar)" in lines
    assert "Opgekomen door: bewoners" in lines
    assert "Zekerheid: Dit rust op één bron." in lines
    assert "Gezegd door bewoners: herkennen: Graag met bomen." in lines
    assert "Gezegd door bewoners: 3 stippen" in lines
    assert not [line for line in lines if "herkennen_niet" in line or "hele wijk" in line]


def test_a_score_that_is_not_there_says_which_figures_it_lacks(result):
    result.scores.loc[0, ["score", "status"]] = [None, "onbekend"]
    lines = told(result)
    (line,) = [line for line in lines if line.startswith("[onbekend] score Energietransitie")]
    assert line.endswith("geen cijfer (te weinig cijfers voor een score); moet zijn: minstens 66,67 (hoog)")
    assert "plek van Huishoudens met energiearmoede [intern] (niet gepubliceerd in deze uitgave)" in lines


def test_a_rule_that_is_switched_off_is_reasoned_through_too(result):
    lines = told(result, "K6_wonen_bij_ov")
    assert "[nee] ambitie van bewoners of gemeente voor Verstedelijking" in lines
    assert lines[-1] == "Deze regel staat uit: er is geen kaartje van gemaakt."


def test_an_own_koppelkans_is_told_as_it_was_brought(result):
    result.koppelkansen.loc[0, ["regel", "naam"]] = ["eigen_tuin", "Een tuin"]
    assert told(result, "eigen_tuin") == [
        "Noord (BU1)",
        "Een tuin (eigen_tuin)",
        "Stand: kansrijk",
        "In Noord kan de straat open.",
        "Dit rust op één bron.",
    ]


def test_what_is_not_there_is_refused(result):
    with pytest.raises(ConfigError, match="geen indicator of koppelkans met de naam 'K99'"):
        told(result, "K99")
