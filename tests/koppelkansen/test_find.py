import itertools
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from wijkkaart.koppelkansen.expressions import Cells, Fact, Quantity, evaluate, indicators_in, leaves
from wijkkaart.koppelkansen.find import find_koppelkansen, may_rise_of, stand_of
from wijkkaart.koppelkansen.rules import load_rules
from wijkkaart.koppelkansen.texts import explanations, labels_of
from wijkkaart.scoring.draws import Draws

STANDEN = ["geen", "samenloop", "kansrijk", "kansrijk_mogelijk_moment", "nu"]


@pytest.fixture(scope="module")
def rules(catalogue):
    return {rule.id: rule for rule in load_rules(opgaven=catalogue)}


def answers(rule, cells):
    return [evaluate(part.node, cells) for part in (rule.urgent, rule.fysiek, rule.plan, rule.aanwijzing)]


BASE = {
    "s": {"energietransitie": 72, "klimaatadaptatie": 81},
    "p": {"warmtevraagdichtheid_gj_ha": 80, "versteningsgraad": 66},
    "x": {"aandeel_stadsverwarming": None, "riool_leeftijd_mediaan": 52},
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("kansrijk_mogelijk_moment", False)),
        ({"x": {"riool_leeftijd_mediaan": None}}, ("kansrijk", True)),
        ({"x": {"riool_leeftijd_mediaan": 20}}, ("kansrijk", False)),
        ({"p": {"warmtevraagdichtheid_gj_ha": 10}}, ("samenloop", True)),
        ({"s": {"klimaatadaptatie": None}}, ("onbekend", True)),
        ({"s": {"energietransitie": 40, "klimaatadaptatie": None}}, ("geen", False)),
        ({"plan": ["riool"]}, ("nu", False)),
        ({"plan": ["riool"], "x": {"riool_leeftijd_mediaan": None}}, ("nu", False)),
        ({"s": {"klimaatadaptatie": None}, "ambitie": ["klimaatadaptatie"]}, ("kansrijk_mogelijk_moment", False)),
    ],
)
def test_how_far_the_open_street_comes(rules, cells, changes, expected):
    figures = {kind: {**table, **changes.get(kind, {})} for kind, table in BASE.items()}
    there = cells(**figures, plan=changes.get("plan", ()), ambitie=changes.get("ambitie", ()))
    found = answers(rules["K1_straat_open"], there)
    assert (stand_of(*found)[0], may_rise_of(*found)[0]) == expected


def random_cells(rule, number, missing, seed=11):
    """Return many gebieden with values just around and far from every line of the rule, and some missing."""
    rng = np.random.default_rng(seed)
    parts = [rule.urgent, rule.fysiek, rule.plan, rule.aanwijzing, *(item.als for item in rule.variants if item.als)]
    numbers, facts = {"s": {}, "p": {}, "x": {}}, {"ambitie": {}, "plan": {}}
    for leaf in sorted({leaf for part in parts for leaf in leaves(part.node)}, key=str):
        if isinstance(leaf, Quantity):
            values = rng.choice([0.0, 30.5, 55.25, 100.0], size=number)
            numbers[leaf.kind][leaf.name] = np.where(rng.random(number) < missing, np.nan, values)
        elif isinstance(leaf, Fact):
            facts[leaf.kind][leaf.name] = rng.random(number) < 0.3
    for name in {name for part in parts for name in indicators_in(part.node)}:
        known = numbers["p"].get(name, numbers["x"].get(name))
        numbers["x"].setdefault(name, np.where(np.isnan(known), np.nan, 7.125))
        numbers["p"].setdefault(name, np.where(np.isnan(known), np.nan, 50.0))
        both = np.isnan(numbers["x"][name]) | np.isnan(numbers["p"][name])
        for kind in ("x", "p"):
            numbers[kind][name] = np.where(both, np.nan, numbers[kind][name])
    return Cells(numbers, facts, 100 * 2 / 3, (number,))


def filled(cells, value):
    numbers = {
        kind: {name: np.nan_to_num(column, nan=value) for name, column in table.items()}
        for kind, table in cells.getallen.items()
    }
    return Cells(numbers, cells.feiten, cells.hoog, cells.vorm)


def test_every_rule_reaches_every_stand_it_can(rules):
    for rule in rules.values():
        reached = set(stand_of(*answers(rule, random_cells(rule, 4000, 0.25))))
        only_ambitions = not any(isinstance(leaf, Quantity) for leaf in leaves(rule.urgent.node))
        assert reached == {*STANDEN, *(() if only_ambitions else ("onbekend",))}, rule.id


def test_a_missing_figure_never_gives_geen_and_kan_hoger_says_when_it_can_rise(rules):
    for rule in rules.values():
        there = random_cells(rule, 2000, 0.4)
        stand, may_rise = stand_of(*answers(rule, there)), may_rise_of(*answers(rule, there))
        level = np.array([STANDEN.index(name) if name in STANDEN else -1 for name in stand])
        for value in (0.0, 30.5, 55.25, 100.0):
            later = stand_of(*answers(rule, filled(there, value)))
            risen = np.array([STANDEN.index(name) for name in later])
            assert (later[stand == "geen"] == "geen").all(), rule.id
            assert not (risen > level)[~may_rise].any(), rule.id
            assert not (risen < level).any(), rule.id


def test_a_sentence_shows_only_numbers_that_its_own_condition_used(rules, catalogue):
    for rule in rules.values():
        there = random_cells(rule, 1500, 0.4)
        # every indicator its own number, recognisable in the text
        names = sorted(there.getallen["x"])
        marks = {name: 1000.0 + 11 * place for place, name in enumerate(names)}
        shown = {name: np.where(np.isnan(column), np.nan, marks[name]) for name, column in there.getallen["x"].items()}
        marked = Cells({**there.getallen, "x": shown}, there.feiten, there.hoog, there.vorm)
        sentences = explanations(rule, marked, ["Buurt"] * 1500, np.array(["kansrijk"] * 1500), labels_of(catalogue))
        for row, variant in itertools.product(range(0, 1500, 7), rule.variants):
            if variant.als is None or evaluate(variant.als.node, marked)[row] != 1:
                continue
            allowed = indicators_in(variant.als.node)
            others = [f"{marks[name]:,.0f}".replace(",", ".") for name in names if name not in allowed]
            assert not any(number in sentences[row] for number in others)
            break
        assert not any("nan" in sentence for sentence in sentences)


def tables(codes, indicators, scores):
    """Return long and scores for the same cells in every gebied; None is missing."""
    cells = [(code, name, value, bron) for code in codes for name, (value, bron) in indicators.items()]
    long = pd.DataFrame(cells, columns=["gebiedcode", "indicator", "waarde", "bron"]).astype({"waarde": "float64"})
    long["status"] = np.where(long["waarde"].isna(), "geheim", "ok")
    long["percentiel"] = np.where(long["waarde"].isna(), np.nan, 90.0)
    made = pd.DataFrame(
        [(code, name, np.nan if value is None else value) for code in codes for name, value in scores.items()],
        columns=["gebiedcode", "opgave", "score"],
    )
    return long, made


FIGURES = {
    "versteningsgraad": (71.0, "rivm_gras; rivm_bomen"),
    "warmtevraagdichtheid_gj_ha": (1055.1, "cbs_kerncijfers"),
    "aandeel_stadsverwarming": (None, "cbs_kerncijfers"),
    "riool_leeftijd_mediaan": (52.0, "gwsw_riolering"),
    "gas_m2": (9.0, "cbs_gas"),
}
SCORES = {"energietransitie": 72.0, "klimaatadaptatie": 81.0}


@pytest.fixture
def found(catalogue, gebieden):
    def find(stemmen, *, figures=FIGURES, scores=SCORES, rule="K1_straat_open", draws=None):
        long, made = tables(gebieden.index, figures, scores)
        rules = [item for item in load_rules(opgaven=catalogue) if item.id == rule]
        return find_koppelkansen(
            rules, long, made, stemmen, gebieden, Fraction(2, 3), 2026, 5, catalogue, draws
        ).set_index("gebiedcode")

    return find


def test_a_card_for_every_gebied(found, voices, gebieden):
    cards = found(voices())
    assert cards.index.tolist() == gebieden.index.tolist()
    card = cards.loc["BU03"]
    assert card["stand"] == "kansrijk_mogelijk_moment"
    assert card["uitleg"].startswith("De woningen in Naam BU03 staan dicht bij elkaar")
    assert "naar schatting 1.055 GJ per hectare per jaar. Van de grond is 71% zonder groen" in card["uitleg"]
    assert card["opgaven"] == "energietransitie; klimaatadaptatie"
    assert (card["herkomst"], card["openbaarheid"], card["kan_hoger"]) == ("cijfers", "openbaar", False)
    assert np.isnan(card["p_urgent"])


def test_evidence_is_what_lies_behind_the_conditions_that_hold(found, voices):
    whole = found(voices()).loc["BU01", "bewijs"]
    assert whole == "cbs_gas; cbs_kerncijfers; gwsw_riolering; rivm_bomen; rivm_gras"
    no_hint = found(voices(), figures={**FIGURES, "riool_leeftijd_mediaan": (20.0, "gwsw_riolering")})
    assert no_hint.loc["BU01", "bewijs"] == "cbs_gas; cbs_kerncijfers; rivm_bomen; rivm_gras"
    not_physical = found(voices(), figures={**FIGURES, "versteningsgraad": (None, "rivm_gras; rivm_bomen")})
    assert not_physical.loc["BU01", ["stand", "bewijs"]].tolist() == ["samenloop", "cbs_gas"]
    assert not_physical.loc["BU01", "zekerheid"].startswith("Dit rust op één bron:")


def test_without_a_score_its_figures_are_no_evidence(found, voices):
    rows = voices(
        ("ambitie", "GM1", "gemeente", "energietransitie"), ("ambitie", "GM1", "gemeente", "klimaatadaptatie")
    )
    nothing = dict.fromkeys(SCORES)
    figures = {**FIGURES, "versteningsgraad": (None, "rivm_gras")}
    card = found(rows, figures=figures, scores=nothing).loc["BU01"]
    assert (card["stand"], card["bewijs"], card["herkomst"]) == ("samenloop", "", "gemeente")
    assert card["zekerheid"].startswith("Dit rust op een wens, niet op cijfers.")


def test_a_score_is_evidence_only_where_it_is(catalogue, gebieden, voices):
    long, made = tables(gebieden.index, FIGURES, SCORES)
    made.loc[made["gebiedcode"] == "BU02", "score"] = np.nan
    rows = voices(
        ("ambitie", "GM1", "gemeente", "energietransitie"), ("ambitie", "GM1", "gemeente", "klimaatadaptatie")
    )
    rules = [item for item in load_rules(opgaven=catalogue) if item.id == "K1_straat_open"]
    cards = find_koppelkansen(rules, long, made, rows, gebieden, Fraction(2, 3), 2026, 5, catalogue)
    used = cards.set_index("gebiedcode")["bewijs"]
    assert "cbs_gas" in used["BU01"]
    assert used["BU02"] == "cbs_kerncijfers; gwsw_riolering; rivm_bomen; rivm_gras"


def test_an_ambition_opens_it_and_keeps_its_voice(found, voices):
    rows = voices(
        ("ambitie", "BU01", "bewoners", "klimaatadaptatie"),
        ("ambitie", "BU02", "gemeente", "klimaatadaptatie"),
        ("ambitie", "BU03", "gemeente", "mobiliteit"),
    )
    cards = found(rows, scores={"energietransitie": 72.0, "klimaatadaptatie": 10.0})
    assert cards.loc[["BU01", "BU02", "BU03"], "herkomst"].tolist() == ["bewoners", "gemeente", "cijfers"]
    assert cards.loc[["BU01", "BU02", "BU03"], "stand"].tolist() == ["kansrijk_mogelijk_moment"] * 2 + ["geen"]
    assert cards.loc["BU03", "uitleg"] == "Niet in de cijfers gevonden."
    already = found(rows)
    assert already.loc[["BU01", "BU02"], "herkomst"].tolist() == ["cijfers", "cijfers"]


def test_a_low_score_is_no_evidence_for_a_card_that_an_ambition_opened(found, voices):
    rows = voices(("ambitie", "BU01", "bewoners", "energietransitie"))
    low = {"energietransitie": 10.0, "klimaatadaptatie": 81.0}
    card = found(rows, scores=low).loc["BU01"]
    assert (card["herkomst"], card["bewijs"]) == ("bewoners", "cbs_kerncijfers; gwsw_riolering; rivm_bomen; rivm_gras")


def test_a_number_that_only_explains_names_its_source_too(found, voices):
    """The rule on parking asks nothing about cars, but its card tells how many there are."""
    figures = {
        "parkeervlak_per_woning_m2": (21.0, "bgt_wegdelen"),
        "autos_per_huishouden": (1.1, "cbs_auto"),
        "riool_leeftijd_mediaan": (20.0, "gwsw_riolering"),
    }
    scores = {"klimaatadaptatie": 81.0, "mobiliteit": 60.0}
    card = found(voices(), figures=figures, scores=scores, rule="K4_parkeren_en_groen").loc["BU01"]
    assert (card["stand"], card["bewijs"]) == ("kansrijk", "bgt_wegdelen; cbs_auto")
    assert "er zijn 1,1 auto's per huishouden" in card["uitleg"]
    without = found(
        voices(),
        figures={**figures, "autos_per_huishouden": (None, "cbs_auto")},
        scores=scores,
        rule="K4_parkeren_en_groen",
    )
    assert without.loc["BU01", "bewijs"] == "bgt_wegdelen"
    assert "auto" not in without.loc["BU01", "uitleg"]


def test_weights_are_not_spoken_of_where_they_make_no_difference(found, voices, gebieden):
    rows = voices(
        ("ambitie", "GM1", "gemeente", "energietransitie"), ("ambitie", "GM1", "gemeente", "klimaatadaptatie")
    )
    places = np.tile(np.array([1, 1], dtype="uint16"), (len(gebieden), 1))
    draws = Draws(dict.fromkeys(SCORES, places), dict.fromkeys(SCORES, np.full(len(gebieden), 2)))
    card = found(rows, scores=dict.fromkeys(SCORES, 10.0), draws=draws).loc["BU01"]
    assert card["p_urgent"] == 1.0
    assert "weegwijzen" not in card["zekerheid"]
    assert "weegwijzen" in found(voices(), draws=draws).loc["BU01", "zekerheid"]


def test_where_a_score_is_missing_the_card_says_which(found, voices):
    card = found(voices(), scores={"energietransitie": 72.0, "klimaatadaptatie": None}).loc["BU01"]
    assert (card["stand"], card["bewijs"]) == ("onbekend", "")
    assert card["uitleg"] == "Nog niet te zeggen: er ontbreken cijfers. Nodig: score Klimaatadaptatie."


def test_a_planned_work_makes_it_now(found, voices):
    cards = found(voices(("werk", "BU01", "gemeente", None, "riool", 2027, 2028)))
    assert cards.loc[["BU01", "BU02", "WK1"], "stand"].tolist() == ["nu", "kansrijk_mogelijk_moment", "nu"]


def test_the_line_of_hoog_follows_the_config(catalogue, gebieden, voices):
    long, made = tables(gebieden.index, FIGURES, SCORES)
    rules = [item for item in load_rules(opgaven=catalogue) if item.id == "K1_straat_open"]
    cards = find_koppelkansen(rules, long, made, voices(), gebieden, Fraction(3, 4), 2026, 5, catalogue)
    assert set(cards["stand"]) == {"geen"}


def test_a_rule_that_is_off_gives_no_rows(found, voices):
    assert found(voices(), rule="K6_wonen_bij_ov").empty


def test_rows_stand_per_gebied_and_then_per_rule(catalogue, gebieden, voices):
    long, made = tables(gebieden.index, FIGURES, SCORES)
    cards = find_koppelkansen(
        load_rules(opgaven=catalogue), long, made, voices(), gebieden, Fraction(2, 3), 2026, 5, catalogue
    )
    assert len(cards) == 11 * len(gebieden)
    assert cards["gebiedcode"].drop_duplicates().tolist() == gebieden.index.tolist()
    assert cards["regel"].head(2).tolist() == ["K1_straat_open", "K2_dak"]


def test_the_draws_give_the_chance_of_urgent(found, voices, gebieden):
    number = len(gebieden)
    places = np.tile(np.array([3, 3, 3, 1], dtype="uint16"), (number, 1))
    draws = Draws(dict.fromkeys(SCORES, places), dict.fromkeys(SCORES, np.full(number, 2)))
    card = found(voices(), draws=draws).loc["BU01"]
    assert card["p_urgent"] == 0.75
    assert "in 75 van de 100 weegwijzen" in card["zekerheid"]
