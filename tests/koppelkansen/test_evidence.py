"""Evidence names the sources of the figures that made the answer, as each figure says where it comes from."""

import numpy as np
import pandas as pd
import pytest

from wijkkaart.declarations import Opgave
from wijkkaart.koppelkansen.evidence import Evidence
from wijkkaart.koppelkansen.expressions import Cells, bearing, parse

CODES = pd.Index(["BU01", "BU02"])


@pytest.fixture
def behind(catalogue):
    """Return a function: behind(text, x={name: (one, two)}, s=..., ambitie=[...]) gives the sources per gebied."""
    scored = catalogue["energietransitie"].indicatoren[-1]  # gas_m2, the only one with a role in the score

    def sources(text, *, x=None, s=None, ambitie=(), bron=None):
        values = {name: np.array(pair, dtype="float64") for name, pair in {**(x or {}), scored.id: (9.0, 9.0)}.items()}
        long = pd.DataFrame(
            [
                (code, name, "ok" if known else "geheim", (bron or {}).get((code, name), f"bron_{name}"))
                for name, column in values.items()
                for code, known in zip(CODES, ~np.isnan(column), strict=True)
            ],
            columns=["gebiedcode", "indicator", "status", "bron"],
        )
        places = {name: np.array(pair, dtype="float64") for name, pair in (s or {}).items()}
        scores = pd.DataFrame(
            [(code, name, place) for name, pair in places.items() for code, place in zip(CODES, pair, strict=True)],
            columns=["gebiedcode", "opgave", "score"],
        )
        facts = {"ambitie": {name: np.array([True, True]) for name in ambitie}, "plan": {}}
        cells = Cells({"s": places, "p": {}, "x": values}, facts, 60.0, (2,))
        evidence = Evidence(long, scores, catalogue, CODES)
        return evidence.names(evidence.behind(parse(text), cells))

    return sources


def test_of_two_ways_only_the_one_that_holds(behind):
    found = behind("x(a) >= 1 or x(b) >= 1", x={"a": (2, 2), "b": (0, 2)})
    assert found == ["bron_a", "bron_a; bron_b"]


def test_of_two_demands_both_where_they_hold_and_only_the_failing_one_where_not(behind):
    found = behind("x(a) >= 1 and x(b) >= 1", x={"a": (2, 2), "b": (2, 0)})
    assert found == ["bron_a; bron_b", "bron_b"]


def test_not_turns_the_answer_and_keeps_the_source(behind):
    assert behind("not (x(a) >= 1 or x(b) >= 1)", x={"a": (0, 0), "b": (0, 2)}) == ["bron_a; bron_b", "bron_b"]


def test_an_ambition_needs_no_figures_and_a_low_score_is_no_evidence_for_it(behind):
    text = "s(energietransitie) >= hoog or ambitie(energietransitie)"
    assert behind(text, s={"energietransitie": (80, 10)}, ambitie=["energietransitie"]) == ["bron_gas_m2", ""]


def test_what_is_missing_is_no_evidence(behind):
    assert behind("x(a) >= 1 or x(b) >= 1", x={"a": (np.nan, np.nan), "b": (2, 0)}) == ["bron_b", ""]


def test_each_gebied_names_the_source_its_own_figure_used(behind):
    """One indicator, two ways to it: a figure says itself where it comes from, not its declaration."""
    own = {("BU01", "a"): "eerste; derde", ("BU02", "a"): "tweede"}
    assert behind("x(a) >= 1", x={"a": (2, 2)}, bron=own) == ["derde; eerste", "tweede"]


def test_a_score_rests_on_its_figures_that_are_there(catalogue):
    """Two figures in the score, of which one was kept secret in BU02."""
    first, second = (item for item in catalogue["energietransitie"].indicatoren[-1:] for _ in range(2))
    one = Opgave("energietransitie", "E", "E", "", (first,))
    long = pd.DataFrame(
        [("BU01", first.id, "ok", "gas; bag"), ("BU02", second.id, "geheim", "gas; bag")],
        columns=["gebiedcode", "indicator", "status", "bron"],
    )
    scores = pd.DataFrame(
        [("BU01", "energietransitie", 80.0), ("BU02", "energietransitie", 80.0)],
        columns=["gebiedcode", "opgave", "score"],
    )
    cells = Cells(
        {"s": {"energietransitie": np.array([80.0, 80.0])}, "p": {}, "x": {}}, {"ambitie": {}, "plan": {}}, 60.0, (2,)
    )
    evidence = Evidence(long, scores, {"energietransitie": one}, CODES)
    assert evidence.names(evidence.behind(parse("s(energietransitie) >= hoog"), cells)) == ["bag; gas", ""]


def test_where_each_name_bears_on_the_answer():
    cells = Cells(
        {"s": {}, "p": {}, "x": {"a": np.array([2.0, 0.0]), "b": np.array([np.nan, np.nan])}},
        {"ambitie": {}, "plan": {"riool": np.array([False, True])}},
        60.0,
        (2,),
    )
    text = "x(a) >= 1 and (x(b) >= 1 or plan(riool))"
    found = {leaf.name: here.tolist() for leaf, here in bearing(parse(text), cells)}
    # BU01: true and (unknown or false) is unknown through b; BU02: false through a alone
    assert found == {"a": [False, True], "b": [True, False], "riool": [False, False]}
