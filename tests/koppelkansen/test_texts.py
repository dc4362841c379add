import math

import numpy as np
import pytest

from wijkkaart.koppelkansen.rules import load_rules
from wijkkaart.koppelkansen.texts import certainty, explanations, labels_of


@pytest.fixture(scope="module")
def rules(catalogue):
    return {rule.id: rule for rule in load_rules(opgaven=catalogue)}


@pytest.fixture(scope="module")
def said(catalogue):
    labels = labels_of(catalogue)

    def tell(rule, cells, stand="kansrijk", name="Groenoord"):
        return explanations(rule, cells, [name], np.array([stand]), labels)[0]

    return tell


STREET = {"versteningsgraad": 60, "warmtevraagdichtheid_gj_ha": 90}


def test_the_first_true_wording_with_dutch_numbers(said, rules, cells):
    there = cells(x={"aandeel_stadsverwarming": 24.6, "versteningsgraad": 71.2}, p=STREET)
    assert said(rules["K1_straat_open"], there).startswith(
        "In Groenoord heeft 25% van de woningen stadsverwarming. Van de grond is 71% zonder groen of water."
    )


def test_the_next_wording_where_the_first_is_not_true_or_unknown(said, rules, cells):
    for heating in (None, 19.9):
        there = cells(
            x={"aandeel_stadsverwarming": heating, "versteningsgraad": 71.2, "warmtevraagdichtheid_gj_ha": 1055.1},
            p=STREET,
        )
        assert "naar schatting 1.055 GJ per hectare per jaar. Van de grond is 71%" in said(
            rules["K1_straat_open"], there
        )


def test_numbers_that_do_not_speak_for_it_are_not_shown(said, rules, cells):
    """A card of a samenloop does not bring up that hardly any home is of a corporatie."""
    few = cells(x={"aandeel_corporatie": 21.0})
    assert "21" not in said(rules["K9_complexaanpak"], few, "samenloop")
    assert "40% van de woningen" in said(rules["K9_complexaanpak"], cells(x={"aandeel_corporatie": 40.0}))


def test_decimals_follow_the_rule_with_a_comma(said, rules, cells):
    there = cells(p={"energiearmoede": 80}, x={"energiearmoede": 6.37})
    assert said(rules["K5_warm_en_betaalbaar"], there).startswith("Naar schatting 6,4% van de huishoudens in Groenoord")


def test_the_last_wording_fits_always_and_holds_no_number(said, rules, cells):
    assert said(rules["K1_straat_open"], cells()).startswith("In Groenoord komen de warmte van morgen")


def test_without_a_card_there_is_nothing_to_explain(said, rules, cells):
    there = cells(x={"aandeel_stadsverwarming": 24.6, "versteningsgraad": 71.2}, p=STREET)
    assert said(rules["K1_straat_open"], there, "geen") == "Niet in de cijfers gevonden."


def test_where_figures_are_missing_it_says_which_ones_stand_in_the_way(said, rules, cells):
    rule = rules["K1_straat_open"]
    both = "Nog niet te zeggen: er ontbreken cijfers. Nodig: score Energietransitie; score Klimaatadaptatie."
    assert said(rule, cells(), "onbekend") == both
    # one task is known, the other said out as an ambition: neither stands in the way
    assert said(rule, cells(s={"energietransitie": 80}), "onbekend").endswith("Nodig: score Klimaatadaptatie.")
    assert said(rule, cells(ambitie=["energietransitie"]), "onbekend").endswith("Nodig: score Klimaatadaptatie.")


def test_a_rule_says_which_file_it_waits_for_only_where_figures_are_missing(said, rules, cells):
    rule = rules["K10_groenblauw"]
    assert said(rule, cells(), "onbekend").endswith(rule.wacht_op)
    assert "kea_waterdiepte" in rule.wacht_op
    assert "bestand" not in said(rule, cells(), "samenloop") + rule.let_op


def test_a_name_is_never_read_as_a_field(said, rules, cells):
    assert "In {{7*7}} {versteningsgraad:.0f} komen" in said(
        rules["K1_straat_open"], cells(), name="{{7*7}} {versteningsgraad:.0f}"
    )


@pytest.mark.parametrize(
    ("stand", "evidence", "may_rise", "chance", "text"),
    [
        ("geen", "cbs", False, 0.1, "De cijfers zijn er, maar wijzen hier niet op."),
        ("onbekend", "", True, math.nan, "Er ontbreken cijfers om dit te zeggen."),
        ("samenloop", "cbs", False, math.nan, "Dit rust op één bron: kijk extra goed of het klopt."),
        ("nu", "bag; cbs", False, math.nan, "Het moment komt uit een eigen planning. Dit rust op meer dan één bron."),
        (
            "kansrijk",
            "bag; cbs",
            True,
            0.917,
            (
                "Dit rust op meer dan één bron. In 92 van de 100 weegwijzen vragen de opgaven hier om actie. "
                "Een ontbrekend cijfer kan dit nog sterker maken."
            ),
        ),
        (
            "kansrijk_mogelijk_moment",
            "",
            False,
            math.nan,
            "Het moment is een aanwijzing uit cijfers: vraag het na. Dit rust op een wens, niet op cijfers.",
        ),
    ],
)
def test_certainty_in_words(stand, evidence, may_rise, chance, text):
    assert certainty(stand, evidence, may_rise, chance) == text


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (1.0, "In alle weegwijzen vragen de opgaven hier om actie."),
        (0.9995, "In meer dan 99 van de 100 weegwijzen vragen de opgaven hier om actie."),
        (0.8, "In 80 van de 100 weegwijzen vragen de opgaven hier om actie."),
        (0.797, "In 80 van de 100 weegwijzen vragen de opgaven hier om actie."),
        (0.79, "Dit is onzeker: in 79 van de 100 weegwijzen vragen de opgaven hier om actie."),
        (0.0, "Dit is onzeker: in minder dan 1 van de 100 weegwijzen vragen de opgaven hier om actie."),
    ],
)
def test_the_share_of_the_draws_in_words(share, words):
    assert certainty("samenloop", "bag; cbs", False, share).endswith(words)
