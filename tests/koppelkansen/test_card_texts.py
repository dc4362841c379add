"""What people read: the cards of every packaged rule, the strengths and the questions."""

from __future__ import annotations

import itertools
import math
import re
from string import Formatter

import numpy as np
import pytest
from tests.plain_dutch import AVERAGE_SENTENCE, LONGEST_SENTENCE, sentences, words, wrong_in

from wijkkaart.catalogue import all_indicators, all_opgaven
from wijkkaart.koppelkansen.expressions import Cells, Quantity, indicators_in, leaves
from wijkkaart.koppelkansen.rules import load_rules
from wijkkaart.koppelkansen.texts import NO_CARD, certainty, explanations, labels_of

RULES = load_rules()
NAME = "Verspreide huizen Oosterwoude"
CARD = ("waarde", "voor_wie", "aan_tafel", "eerste_stap", "let_op", "vraag")
#: Figures that somebody computed with a model or estimated, not counted or measured.
MODELLED = {
    "aandeel_versteende_erven",
    "aandeel_woningen_koelte_verder_300m",
    "energiearmoede",
    "funderingsrisico",
    "geluid_aandeel_woningen_53",
    "hitte_aandeel_pet_41",
    "hitte_pet_gem",
    "no2_gem",
    "pm25_gem",
    "schaduw_loopgebied",
    "warmtevraagdichtheid_gj_ha",
    "wateroverlast_aandeel_panden",
}
_SAYS_SO = re.compile(r"\bmodel\b|\bnaar schatting\b", re.IGNORECASE)

VARIANTS = [(rule, number) for rule in RULES for number in range(len(rule.variants))]
each_variant = pytest.mark.parametrize(
    ("rule", "number"), VARIANTS, ids=[f"{rule.id}-{number}" for rule, number in VARIANTS]
)


def each(items):
    return pytest.mark.parametrize("item", items, ids=[item.id for item in items])


def shown_in(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name not in (None, "gebied")}


def figures(rule, values):
    """Return cells of one gebied in which every indicator that the rule names has this value."""
    parts = [rule.urgent, rule.fysiek, rule.aanwijzing, *(item.als for item in rule.variants if item.als)]
    names = set().union(*(indicators_in(part.node) for part in parts))
    table = {name: np.array([values(name)]) for name in names}
    return Cells({"s": {}, "p": table, "x": table}, {"ambitie": {}, "plan": {}}, 100 * 2 / 3, (1,))


def filled(rule, number):
    """Return the sentence of this variant with numbers of the size that the indicator can have."""
    largest = {item.id: item.bovengrens or 2000.0 for item in all_indicators().values()}
    wanted = rule.variants[number].tekst
    one = type(rule)(**{**vars(rule), "variants": (type(rule.variants[number])(None, wanted),)})
    cells = figures(rule, lambda name: 0.777 * min(largest[name], 4000.0))
    return explanations(one, cells, [NAME], np.array(["kansrijk"]), labels_of(all_opgaven()))[0]


@each_variant
def test_a_number_shown_is_a_term_of_its_own_als(rule, number):
    variant = rule.variants[number]
    asked = set(re.findall(r"\b[px]\((\w+)\)", variant.als.tekst)) if variant.als else set()
    assert shown_in(variant.tekst) <= asked


@each_variant
def test_a_number_in_a_sentence_is_asked_about_by_the_rule_itself_or_explains_it(rule, number):
    """A card may show what one of its own conditions asks, and otherwise only what its `als` needs to be known."""
    own = {leaf.name for part in (rule.urgent, rule.fysiek, rule.aanwijzing) for leaf in leaves(part.node)}
    extra = shown_in(rule.variants[number].tekst) - own
    assert extra <= {"autos_per_huishouden"}


@each(RULES)
def test_a_public_rule_holds_no_internal_figure(item):
    internal = {name for name, indicator in all_indicators().items() if indicator.openbaarheid == "intern"}
    parts = [item.urgent, item.fysiek, item.plan, item.aanwijzing, *(v.als for v in item.variants if v.als)]
    named = {leaf.name for part in parts for leaf in leaves(part.node) if isinstance(leaf, Quantity)}
    named |= set().union(*(shown_in(variant.tekst) for variant in item.variants))
    assert bool(named & internal) == (item.openbaarheid == "intern")
    labels = [all_indicators()[name].label_nl for name in internal]
    if item.openbaarheid == "openbaar":
        spoken = " ".join([item.naam, item.wacht_op, *(getattr(item, key) for key in CARD)])
        assert not any(label.lower() in spoken.lower() for label in labels)


@each_variant
def test_the_card_speaks_plainly(rule, number):
    uitleg = filled(rule, number)
    parts = [uitleg, *(getattr(rule, key) for key in CARD)]
    spoken = [sentence for part in parts for sentence in sentences(part)]
    lengths = [words(sentence) for sentence in spoken]
    assert max(lengths) <= LONGEST_SENTENCE, spoken[lengths.index(max(lengths))]
    assert sum(lengths) / len(lengths) <= AVERAGE_SENTENCE
    explained = [words(sentence) for sentence in sentences(uitleg)]
    assert sum(explained) / len(explained) <= AVERAGE_SENTENCE
    assert wrong_in(" ".join([rule.naam, rule.wacht_op, *parts])) == []
    assert rule.vraag.endswith("?")
    assert uitleg.endswith(".")


@each_variant
def test_a_modelled_figure_is_called_so(rule, number):
    text = rule.variants[number].tekst
    if shown_in(text) & MODELLED:
        assert _SAYS_SO.search(text)


@each([item for item in all_indicators().values() if item.goed_einde])
def test_a_strength_speaks_plainly_and_names_a_model(item):
    said = item.goed_einde.format(gebied=NAME, waarde="1.234,5")
    assert max(words(sentence) for sentence in sentences(said)) <= LONGEST_SENTENCE
    assert wrong_in(said) == []
    if item.id in MODELLED:
        assert _SAYS_SO.search(said)


@each(list(all_indicators().values()))
def test_a_question_speaks_plainly(item):
    assert words(item.vraag) <= AVERAGE_SENTENCE
    assert wrong_in(f"{item.label_nl}. {item.vraag}") == []


def test_every_sentence_about_certainty_speaks_plainly():
    shares = (math.nan, 0.0, 0.004, 0.15, 0.917, 0.999, 1.0)
    stands = ("geen", "samenloop", "kansrijk", "kansrijk_mogelijk_moment", "nu", "onbekend")
    for stand, ground, rise, share in itertools.product(stands, ("", "bag", "bag; cbs"), (False, True), shares):
        said = sentences(certainty(stand, ground, rise, share))
        assert max(map(words, said)) <= AVERAGE_SENTENCE
        assert wrong_in(" ".join(said)) == []


@each(RULES)
def test_without_figures_it_says_which_in_plain_words(item):
    labels = labels_of(all_opgaven())
    nothing = Cells({"s": {}, "p": {}, "x": {}}, {"ambitie": {}, "plan": {}}, 100 * 2 / 3, (1,))
    (said,) = explanations(item, nothing, [NAME], np.array(["onbekend"]), labels)
    named = [leaf.name for leaf in leaves(item.urgent.node) if isinstance(leaf, Quantity)]
    assert said.startswith(NO_CARD["onbekend"])
    assert said.endswith(item.wacht_op)
    assert all(labels[name] in said for name in named)
    assert max(words(sentence) for sentence in sentences(said)) <= LONGEST_SENTENCE
    assert wrong_in(said) == []


@pytest.mark.parametrize("text", [*NO_CARD.values()])
def test_what_stands_where_there_is_no_card_speaks_plainly(text):
    assert max(words(sentence) for sentence in sentences(text)) <= AVERAGE_SENTENCE
    assert wrong_in(text) == []
