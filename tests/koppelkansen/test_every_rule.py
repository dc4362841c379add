"""Every packaged rule reaches every stand; judged from the published text alone, not by the code under test.

The judge here knows nothing of Kleene: it fills every unknown with something very low and very high, asks
Python itself whether the text holds, and says unknown where the answers differ. That is the same thing as
long as a condition names each figure once, which the first test checks.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from fractions import Fraction
from importlib.resources import files

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from wijkkaart.catalogue import all_opgaven
from wijkkaart.koppelkansen.find import find_koppelkansen
from wijkkaart.koppelkansen.rules import load_rules

RULES = YAML(typ="safe").load((files("wijkkaart.koppelkansen") / "regels.yaml").read_text(encoding="utf-8"))["regels"]
PACKAGED = {rule.id: rule for rule in load_rules()}
PARTS = ("urgent", "fysiek", "plan", "aanwijzing")
LADDER = ("geen", "samenloop", "kansrijk", "kansrijk_mogelijk_moment", "nu")
HOOG = 100 * 2 / 3
PLANJAAR, HORIZON = 2026, 5
_TERM = re.compile(r"\b(s|p|x|ambitie|plan)\((\w+)\)")
_LINE = re.compile(r"(\w)\((\w+)\)\s*(?:>=|<=)\s*(hoog|[\d.]+)")
#: What a missing figure may turn out to be: below and above every line in the rules.
_EXTREMES = (-1e9, 1e9)


def each(items):
    return pytest.mark.parametrize("rule", items, ids=[item["id"] for item in items])


def terms(text):
    return list(dict.fromkeys(_TERM.findall(text)))


def holds(text, there):
    """Return whether the text is true (True), false (False) or unknown (None) for these terms."""
    unknown = [term for term in terms(text) if there.get(term, None) is None and term[0] in "spx"]
    answers = set()
    for filling in itertools.product(_EXTREMES, repeat=len(unknown)):
        known = {**dict.fromkeys(terms(text), False), **there, **dict(zip(unknown, filling, strict=True))}
        names = {"hoog": HOOG, **{f"{kind}_{name}": value for (kind, name), value in known.items()}}
        answers.add(eval(_TERM.sub(r"\1_\2", text), {"__builtins__": {}}, names))  # noqa: S307 - our own rules
    return answers.pop() if len(answers) == 1 else None


def stand_by_hand(rule, there):
    urgent, fysiek, plan, hint = (holds(rule[part], there) for part in PARTS)
    if urgent is None:
        return "onbekend"
    if not urgent:
        return "geen"
    if not fysiek:
        return "samenloop"
    return "nu" if plan else "kansrijk_mogelijk_moment" if hint else "kansrijk"


def may_rise_by_hand(rule, there):
    """Return whether some outcome of what is missing brings it further than it is now."""
    everything = [term for part in PARTS for term in terms(rule[part])]
    missing = [term for term in dict.fromkeys(everything) if term[0] in "spx" and there.get(term) is None]
    now = stand_by_hand(rule, there)
    later = [
        stand_by_hand(rule, {**there, **dict(zip(missing, filling, strict=True))})
        for filling in itertools.product(_EXTREMES, repeat=len(missing))
    ]
    return now == "onbekend" or max(map(LADDER.index, later)) > LADDER.index(now)


def choices(rule):
    """Return per term of the rule what it can be: below, on and above its line, missing; or true and false."""
    found = {}
    for part in PARTS:
        for kind, name, line in _LINE.findall(rule[part]):
            value = HOOG if line == "hoog" else float(line)
            found.setdefault((kind, name), [None]).extend([value - 0.25, value, value + 0.25])
        found.update({term: [False, True] for term in terms(rule[part]) if term[0] in ("ambitie", "plan")})
    return found


def solved(rule, part):
    """Return for every answer that a condition can have one filling of its terms that gives it."""
    options = choices(rule)
    named = terms(rule[part])
    fillings = {}
    for values in itertools.product(*(options[term] for term in named)):
        there = dict(zip(named, values, strict=True))
        fillings.setdefault(holds(rule[part], there), there)
    return fillings


def combinations(rule):
    """Return fillings for every combination of answers of the four conditions."""
    per_part = [solved(rule, part) for part in PARTS]
    found = []
    for answers in itertools.product(*per_part):
        parts = [fillings[answer] for fillings, answer in zip(per_part, answers, strict=True)]
        there = {term: value for part in parts for term, value in part.items()}
        if all(there[term] == value for part in parts for term, value in part.items()):
            found.append(there)
    return found


def frame(cases):
    codes = [f"BU{number:04d}" for number in range(len(cases))]
    made = pd.DataFrame({"gebiednaam": "Groenoord", "wijkcode": "", "gemeentecode": "GM1"}, index=codes)
    return made.rename_axis("gebiedcode")


def long_of(cases, codes):
    rows = []
    for code, there in zip(codes, cases, strict=True):
        for name in {name for kind, name in there if kind in "px"}:
            place, value = there.get(("p", name), 50.0), there.get(("x", name), 7.0)
            known = place is not None and value is not None
            status = "ok" if known else "geheim"
            rows.append((code, name, value if known else np.nan, place if known else np.nan, status, f"bron_{name}"))
    columns = ["gebiedcode", "indicator", "waarde", "percentiel", "status", "bron"]
    return pd.DataFrame(rows, columns=columns).astype({"waarde": "float64", "percentiel": "float64"})


def scores_of(cases, codes):
    rows = [
        (code, name, value)
        for code, there in zip(codes, cases, strict=True)
        for (kind, name), value in there.items()
        if kind == "s"
    ]
    return pd.DataFrame(rows, columns=["gebiedcode", "opgave", "score"]).astype({"score": "float64"})


def voices_of(cases, codes, years):
    rows = [
        (code, "ambitie" if kind == "ambitie" else "werk", "bewoners", name, name, *years)
        for code, there in zip(codes, cases, strict=True)
        for (kind, name), value in there.items()
        if kind in ("ambitie", "plan") and value
    ]
    columns = ["gebiedcode", "soort", "herkomst", "opgave", "werksoort", "jaar_van", "jaar_tot"]
    return pd.DataFrame(rows, columns=columns).astype({"jaar_van": "Int64", "jaar_tot": "Int64"})


def cards(rule, cases, years=(2027, 2028)):
    """Return the cards that the program gives, one gebied per case."""
    gebieden = frame(cases)
    return find_koppelkansen(
        [replace(PACKAGED[rule["id"]], standaard=True)],
        long_of(cases, gebieden.index),
        scores_of(cases, gebieden.index),
        voices_of(cases, gebieden.index, years),
        gebieden,
        Fraction(2, 3),
        PLANJAAR,
        HORIZON,
    )


@each(RULES)
def test_a_condition_names_each_figure_once_so_that_this_judge_is_fair(rule):
    for part in PARTS:
        assert len(_TERM.findall(rule[part])) == len(terms(rule[part]))
        assert "!=" not in rule[part]


@each(RULES)
def test_it_reaches_every_stand_and_the_program_agrees_with_the_text(rule):
    cases = combinations(rule)
    expected = [stand_by_hand(rule, there) for there in cases]
    found = cards(rule, cases)
    assert found["stand"].tolist() == expected
    only_ambitions = all(kind == "ambitie" for kind, _ in terms(rule["urgent"]))
    assert set(expected) == {*LADDER, *(() if only_ambitions else ("onbekend",))}


@each(RULES)
def test_it_may_rise_exactly_where_something_missing_could_bring_it_further(rule):
    cases = combinations(rule)
    assert cards(rule, cases)["kan_hoger"].tolist() == [may_rise_by_hand(rule, there) for there in cases]


@each(RULES)
def test_on_the_line_counts_and_just_under_or_over_it_does_not(rule):
    """Each comparison alone: move one figure over its line and the program must follow the text."""
    options = choices(rule)
    starts = [there for there in combinations(rule) if None not in there.values()]
    cases = [
        {**there, term: value}
        for there in starts[:8]
        for term, values in options.items()
        if term[0] in "spx"
        for value in values
    ]
    expected = [stand_by_hand(rule, there) for there in cases]
    assert cards(rule, cases)["stand"].tolist() == expected


@each([rule for rule in RULES if "ambitie(" in rule["urgent"]])
def test_an_ambition_opens_it_as_an_urgency_does(rule):
    """From geen to a card by one ambition alone, with the herkomst of who said it."""
    named = terms(rule["urgent"])
    closed = [
        dict(zip(named, values, strict=True))
        for values in itertools.product(
            *([False] if kind == "ambitie" else [0.0, 100.0] for kind, _ in named),
        )
    ]
    closed = [there for there in closed if stand_by_hand(rule, there) == "geen"]
    opened = {
        term: [new for there in closed if stand_by_hand(rule, new := {**there, term: True}) != "geen"]
        for term in named
        if term[0] == "ambitie"
    }
    for term, cases in opened.items():
        assert cases, term
        found = cards(rule, cases)
        assert set(found["stand"]) <= {"samenloop", "kansrijk", "kansrijk_mogelijk_moment"}
        assert set(found["herkomst"]) == {"bewoners"}


@each(RULES)
@pytest.mark.parametrize(
    ("years", "soon"),
    [
        ((PLANJAAR + HORIZON, PLANJAAR + HORIZON + 2), True),
        ((PLANJAAR - 2, PLANJAAR), True),
        ((PLANJAAR + HORIZON + 1, PLANJAAR + HORIZON + 2), False),
        ((PLANJAAR - 2, PLANJAAR - 1), False),
    ],
)
def test_a_plan_makes_it_now_only_within_the_horizon(rule, years, soon):
    ready = [there for there in combinations(rule) if stand_by_hand(rule, there) == "nu"]
    per_kind = [{**ready[0], **dict.fromkeys(terms(rule["plan"]), False), kind: True} for kind in terms(rule["plan"])]
    # an ambition has no years: only the works fall outside the horizon
    stands = cards(rule, per_kind, years)["stand"].tolist()
    assert all((stand == "nu") == soon for stand in stands)
    assert "geen" not in stands


@st.composite
def some_cells(draw, rule):
    options = choices(rule)
    return {
        term: draw(st.sampled_from(values) if isinstance(values[0], bool) else st.one_of(st.none(), st.floats(0, 100)))
        for term, values in options.items()
    }


@each(RULES)
@settings(max_examples=15)
@given(data=st.data())
def test_with_an_unknown_in_its_way_it_never_says_geen(rule, data):
    cases = data.draw(st.lists(some_cells(rule), min_size=5, max_size=20))
    found = cards(rule, cases)
    for there, stand in zip(cases, found["stand"], strict=True):
        assert stand == stand_by_hand(rule, there)
        named = terms(rule["urgent"])
        missing = [term for term in named if term[0] in "spx" and there[term] is None]
        if stand == "geen" and missing:
            for filling in itertools.product((0.0, 100.0), repeat=len(missing)):
                assert stand_by_hand(rule, {**there, **dict(zip(missing, filling, strict=True))}) == "geen"


def test_the_rules_of_the_text_are_the_rules_of_the_program():
    assert list(PACKAGED) == [rule["id"] for rule in RULES]
    assert {name for rule in RULES for name in rule["opgaven"]} <= set(all_opgaven())
    for published, rule in zip(RULES, PACKAGED.values(), strict=True):
        assert [published[part] for part in PARTS] == [getattr(rule, part).tekst for part in PARTS]
