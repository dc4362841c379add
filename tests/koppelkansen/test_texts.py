import math

import numpy as np
import pytest

from wijkkaart.koppelkansen.rules import load_rules
from wijkkaart.koppelkansen.texts import certainty, explanations


@pytest.fixture(scope="module")
def rules(catalogue):
    return {rule.id: rule for rule in load_rules(opgaven=catalogue)}


def said(rule, cells, stand="kansrijk", name="Groenoord"):
    return explanations(rule, cells, [name], np.array([stand]))[0]


def test_the_first_true_wording_with_dutch_numbers(rules, cells):
    there = cells(x={"aandeel_stadsverwarming": 24.6, "versteningsgraad": 71.2}, p={"warmtevraagdichtheid_gj_ha": 90})
    assert said(rules["K1_straat_open"], there).startswith(
        "In Groenoord is 25% van de woningen aangesloten op stadsverwarming en is 71% van de grond zonder groen"
    )


def test_the_next_wording_where_the_first_is_not_true_or_unknown(rules, cells):
    there = cells(
        x={"aandeel_stadsverwarming": None, "versteningsgraad": 71.2, "warmtevraagdichtheid_gj_ha": 1055.1},
        p={"warmtevraagdichtheid_gj_ha": 90},
    )
    assert "de warmtevraag 1.055 GJ per hectare en is 71% van" in said(rules["K1_straat_open"], there)


def test_decimals_follow_the_rule_with_a_comma(rules, cells):
    there = cells(p={"energiearmoede": 80}, x={"energiearmoede": 6.37})
    assert "6,4% van de huishoudens" in said(rules["K5_warm_en_betaalbaar"], there)


def test_the_last_wording_fits_always_and_holds_no_number(rules, cells):
    assert said(rules["K1_straat_open"], cells()).startswith("In Groenoord komen de warmte van morgen")


@pytest.mark.parametrize(
    ("stand", "text"),
    [("geen", "Niet in de cijfers gevonden."), ("onbekend", "Nog niet te zeggen: er ontbreken cijfers.")],
)
def test_without_a_card_there_is_nothing_to_explain(rules, cells, stand, text):
    there = cells(x={"aandeel_stadsverwarming": 24.6, "versteningsgraad": 71.2})
    assert said(rules["K1_straat_open"], there, stand) == text


def test_a_name_is_never_read_as_a_field(rules, cells):
    assert "In {{7*7}} {versteningsgraad:.0f} komen" in said(
        rules["K1_straat_open"], cells(), name="{{7*7}} {versteningsgraad:.0f}"
    )


@pytest.mark.parametrize(
    ("stand", "evidence", "may_rise", "chance", "text"),
    [
        ("geen", "cbs", False, 0.1, "De cijfers zijn er, maar wijzen hier niet op."),
        ("onbekend", "", True, math.nan, "Er ontbreken cijfers om dit te zeggen."),
        ("samenloop", "cbs", False, math.nan, "Dit rust op één bron."),
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
            "Het moment is een aanwijzing uit cijfers: vraag het na. Dit rust op een ambitie, niet op cijfers.",
        ),
    ],
)
def test_certainty_in_words(stand, evidence, may_rise, chance, text):
    assert certainty(stand, evidence, may_rise, chance) == text
