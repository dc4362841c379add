"""Weighing in the map: the script makes the same sums as a run, and what it needs stands in the page."""

from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from wijkkaart.config import Scores, for_gemeente
from wijkkaart.declarations import Opgave
from wijkkaart.maps.areas import Areas
from wijkkaart.maps.classes import round_to
from wijkkaart.maps.columns import STATUS_CODES, status_column
from wijkkaart.maps.weights import weighing_payload
from wijkkaart.scoring.combine import score_opgaven
from wijkkaart.scoring.normalise import add_percentiles, midrank
from wijkkaart.scoring.recipe import Recipe
from wijkkaart.status import Status

TWO_THIRDS = Fraction(2, 3)
FLOATS = {"dtype": "float64"}


def numbers(values):
    return np.array([np.nan if value is None else value for value in values], **FLOATS)


def none_for_nan(values):
    return [None if np.isnan(value) else value for value in values]


def recipe_of(weights):
    exact = tuple(Fraction(str(weight)) for weight in weights)
    return Recipe("een", tuple(f"i{place}" for place in range(len(weights))), (False,) * len(weights), exact)


def covered_mean(places, weights):
    recipe, row = recipe_of(weights), numbers(places)[None, :]
    covers = recipe.covers(~np.isnan(row), TWO_THIRDS)[0]
    return recipe.mean(row)[0] if covers else np.nan


def test_a_weighed_mean_is_the_same_here_and_there(script, cases):
    known = cases("weights")["mean"]
    wanted = [case["mean"] for case in known]
    assert none_for_nan([covered_mean(case["places"], case["weights"]) for case in known]) == wanted
    there = [
        ("(places, weights) => coveredMeans([places], weights, [2, 3])[0]", [c["places"], c["weights"]]) for c in known
    ]
    assert script(["weights"], there) == wanted


def test_a_place_is_the_same_here_and_there(script, cases):
    known = cases("weights")["place"]
    wanted = [case["places"] for case in known]

    def here(case):
        values = numbers(case["values"])
        members = values[np.array(case["member"]) & ~np.isnan(values)]
        return none_for_nan(midrank(values, members if len(members) >= case["minimum"] else np.array([], **FLOATS)))

    assert [here(case) for case in known] == wanted
    there = [("placesAmong", [case["values"], case["member"], case["minimum"]]) for case in known]
    assert script(["weights"], there) == wanted


def test_contributions_add_up_to_the_mean(script, cases):
    known = cases("weights")["contribution"]
    pick = "(places, weights) => contributions(places, weights).map((item) => item && item.adds)"
    found = script(["weights"], [(pick, [case["places"], case["weights"]]) for case in known])
    for case, adds in zip(known, found, strict=True):
        assert [item is None for item in adds] == [item is None for item in case["adds"]]
        assert [item for item in adds if item is not None] == pytest.approx([a for a in case["adds"] if a is not None])
        mean = recipe_of(case["weights"]).mean(numbers(case["places"])[None, :])[0]
        assert 50 + sum(item for item in adds if item is not None) == pytest.approx(mean)


def test_numbers_are_rounded_the_same(script, cases):
    known = cases("weights")["rounded"]
    wanted = [whole for _, whole in known]
    assert [round_to(value, 0) for value, _ in known] == wanted
    assert script(["weights"], [("rint", [value]) for value, _ in known]) == wanted


def test_the_top_third_begins_at_exactly_two_thirds(script):
    # Places among 1..9 are 100 * (2k - 1) / 18; that of 7 is 72.2, that of 6 is 61.1. Among 1, 2, 2, 3, 3, 3 the
    # place of 3 is 75; among 1, 2, 3 a wijk of 2.5 stands at exactly 2/3.
    ask = "(values, member) => topPart(values, member, 2 / 3, 3)"
    nine = list(range(1, 10))
    assert script(["weights"], [(ask, [nine, [True] * 9])]) == [[False] * 6 + [True] * 3]
    assert script(["weights"], [(ask, [[1, 2, 3, 2.5, None], [True] * 3 + [False] * 2])]) == [
        [False, False, True, True, None]
    ]
    assert script(["weights"], [(ask, [[1, 2], [True, True]])]) == [[None, None]]


HOSTILE_WEIGHTS = (
    "9,9",
    "NaN",
    "1,1",
    "1,1,1,1",
    "1,,1",
    "-1,1,1",
    "1e1,1,1",
    "4.5,1,1",
    "1,1,__proto__",
    " 1,1,1",
    "",
    None,
)


def test_weights_from_an_address_are_exactly_so_many_from_0_to_4(script):
    asked = [*HOSTILE_WEIGHTS, "0,4,2.5", "1,1,1"]
    found = script(["groups"], [("weightsFrom", [text, 3]) for text in asked])
    assert found == [*[None] * len(HOSTILE_WEIGHTS), [0, 4, 2.5], [1, 1, 1]]


def test_a_name_is_one_short_line(script):
    names = {
        "  Tafel   1 ": "Tafel 1",
        "<b>Tafel</b>": "<b>Tafel</b>",
        "een|twee\nd\u202erie\u0000": "een twee d rie",
        "x" * 100: "x" * 40,
        "🏡" * 50: "🏡" * 40,
        "\u200b\u200f": "",
    }
    assert script(["groups"], [("cleanName", [name]) for name in names]) == list(names.values())
    assert script(["groups"], [("cleanName", [None])]) == [""]


def test_groups_as_text_come_back_and_what_is_no_group_is_left_out(script):
    groups = [{"naam": "Tafel 1", "w": [1, 2.5, 0]}, {"naam": "<img src=x>", "w": [4, 4, 4]}]
    [text] = script(["groups"], [("groupsText", [groups])])
    hostile = "9,9,9 Groot|NaN Niets|1,1,1|1,1,1 |__proto__|1,2,3 Tafel 1"
    assert script(["groups"], [("groupsFrom", [text, 3]), ("groupsFrom", [hostile, 3]), ("groupsFrom", [None, 3])]) == [
        groups,
        [{"naam": "Tafel 1", "w": [1, 2, 3]}],
        [],
    ]
    many = "|".join(f"1,1,1 Groep {number}" for number in range(50))
    assert len(script(["groups"], [("groupsFrom", [many, 3])])[0]) == 12


def test_groups_of_somebody_else_come_beside_ours(script):
    own = [{"naam": "Tafel 1", "w": [1, 1]}]
    others = [{"naam": "Tafel 1", "w": [2, 2]}, {"naam": "Tafel 1", "w": [1, 1]}, {"naam": "Tafel 2", "w": [0, 4]}]
    [both] = script(["groups"], [("withGroups", [own, others])])
    assert both == [own[0], {"naam": "Tafel 1 (2)", "w": [2, 2]}, others[2]]
    assert script(["groups"], [("withGroups", [both, others])]) == [both]


# --- a whole opgave: two gemeenten, missing figures, an extra in one of them ---------------------------------------

GEMEENTEN, BUURTEN = ("GM0001", "GM0002"), 14
CONFIG = for_gemeente("GM0001")


@pytest.fixture
def opgave(toy):
    parts = (
        toy.indicator("hoog_een"),
        toy.indicator("laag_een", richting="laag"),
        toy.indicator("half", gewicht=0.5),
        toy.indicator("extra", kern=False),
        toy.indicator("nergens"),
        toy.indicator("uitleg", rol="context"),
    )
    return Opgave("mobiliteit", "Mobiliteit", "Mobility", "Hoe?", parts)


@pytest.fixture
def gebieden():
    rows = []
    for gemeente in GEMEENTEN:
        rows += [(f"BU{gemeente[2:]}{number:04d}", "buurt", gemeente) for number in range(BUURTEN)]
        rows += [(f"WK{gemeente[2:]}00", "wijk", gemeente), (gemeente, "gemeente", gemeente)]
    frame = pd.DataFrame(rows, columns=["gebiedcode", "niveau", "gemeentecode"]).set_index("gebiedcode")
    frame = frame.assign(bewoond=True, water=False)
    frame.loc["BU00010003", "water"] = True
    return frame.sample(frac=1, random_state=1)


@pytest.fixture
def long(opgave, gebieden):
    rng = np.random.default_rng(3)
    tables = []
    for item in opgave.indicatoren:
        values = pd.Series(rng.integers(0, 9, len(gebieden)).astype(float), index=gebieden.index)
        missing = rng.random(len(gebieden)) < 0.25
        if item.id == "nergens":
            missing[:] = True
        if item.id == "extra":
            missing |= (gebieden["gemeentecode"] == "GM0001").to_numpy()
        table = pd.DataFrame(
            {"gebiedcode": gebieden.index, "indicator": item.id, "waarde": values.mask(missing).to_numpy()}
        )
        tables.append(table.assign(status=np.where(missing, Status.GEHEIM, Status.OK)))
    return pd.concat(tables, ignore_index=True)


def placed(long, gebieden, opgave, populatie="gemeente", minimum=6):
    return add_percentiles(long, gebieden, {opgave.id: opgave}, populatie, minimum)


def shown_of(long, opgave, **changes):
    facts = {"indicatoren": long, "opgaven": (opgave,), "in_banden": frozenset(), "verborgen": {}}
    return SimpleNamespace(**{**facts, **changes})


def page_of(long, gebieden, opgave, config, minimum):
    areas = Areas(gebieden, ("buurt", "wijk", "gemeente"))
    status = dict(iter(long.groupby("indicator")))
    return {
        "weging": weighing_payload(config, shown_of(long, opgave), areas),
        "gebieden": {
            "code": areas.codes,
            "niveau": [areas.niveaus.index(niveau) for niveau in gebieden["niveau"]],
            "bewoond": gebieden["bewoond"].astype(int).tolist(),
            "water": gebieden["water"].astype(int).tolist(),
        },
        "niveaus": [{"id": niveau} for niveau in areas.niveaus],
        "indicatoren": [
            {
                "id": i.id,
                "richting": i.richting,
                "s": status_column(areas.column(status[i.id], "status"), Status.ONBEKEND),
            }
            for i in opgave.indicatoren
        ],
        "statussen": {code: {"id": name} for name, code in STATUS_CODES.items()},
        "minimum": minimum,
    }


WEIGHTS = (
    {},
    {"hoog_een": 4.0},
    {"nergens": 0.0, "laag_een": 2.5},
    {"extra": 3.0, "half": 0.0},
    {"hoog_een": 0.0, "half": 0.3},
)


@pytest.mark.parametrize("reference", [("gemeente", 6), ("gebied", 6), ("gebied", 12)])
def test_the_page_makes_the_scores_that_a_run_with_other_weights_makes(script, long, gebieden, opgave, reference):
    populatie, minimum = reference
    rows = placed(long, gebieden, opgave, populatie, minimum)
    data = page_of(rows, gebieden, opgave, CONFIG, minimum)
    parts = data["weging"]["opgaven"][opgave.id]["delen"]
    seen = set()
    for own in WEIGHTS:
        weights = [own.get(part["id"], part["gewicht"]) for part in parts]
        [there] = script(["weights"], [("scoresWith", [data, opgave.id, weights])])
        here = score_opgaven(rows, gebieden, {opgave.id: opgave}, TWO_THIRDS, minimum, {opgave.id: own})
        here = here.set_index("gebiedcode").loc[list(gebieden.index)]
        assert there["status"] == list(here["status"])
        assert there["score"] == none_for_nan(here["score"])
        seen |= set(there["status"])
    assert seen == {"ok", "onbekend", "niet_van_toepassing", "te_weinig_gebieden"}


def test_what_the_page_gets_can_be_checked_by_hand(opgave, gebieden):
    # Four buurten of one gemeente: 1, 2, 2 and nothing; so three are compared. Twice the places: 1, 2 + 2 = 4 and 4.
    codes = [code for code in sorted(gebieden.index) if code.startswith("BU0002")][:4]
    frame = gebieden.loc[codes]
    rows = pd.DataFrame({"gebiedcode": codes, "indicator": "hoog_een", "waarde": [1.0, 2.0, 2.0, np.nan]})
    rows["status"] = [Status.OK] * 3 + [Status.GEHEIM]
    data = weighing_payload(CONFIG, shown_of(placed(rows, frame, opgave, minimum=1), opgave), Areas(frame, ("buurt",)))
    part = {"gewicht": 1.0, "groepen": [0], "n": [3], "t": [1, 4, 4, None]}
    assert {"id": "hoog_een", **part} in data["opgaven"]["mobiliteit"]["delen"]
    assert [item["id"] for item in data["opgaven"]["mobiliteit"]["delen"]] == [
        "half",
        "hoog_een",
        "laag_een",
        "nergens",
    ]
    assert (data["dekking"], data["groep"]) == ([2, 3], [])


def reason(long, gebieden, opgave, config=CONFIG, **changes):
    shown = shown_of(long, opgave, **changes)
    entry = weighing_payload(config, shown, Areas(gebieden, ("buurt",)))["opgaven"][opgave.id]
    return entry["reden"], bool(entry["delen"]), [part for part in entry["delen"] if part["t"]]


def test_the_page_says_why_an_opgave_cannot_be_weighed(long, gebieden, opgave):
    rows = placed(long, gebieden, opgave)
    assert reason(rows, gebieden, opgave)[:2] == ("", True)
    assert reason(rows, gebieden, opgave, in_banden=frozenset({opgave.id})) == ("banden", False, [])
    assert reason(rows, gebieden, opgave, verborgen={opgave.id: 1}) == ("verborgen", False, [])
    other = CONFIG.model_copy(update={"scores": Scores(samenvoegen="owa")})
    assert reason(rows, gebieden, opgave, other) == ("methode", False, [])
    national = rows.assign(referentie=rows["referentie"].str.replace("gemeente", "stedelijkheid"))
    assert reason(national, gebieden, opgave) == ("elders", True, [])


def test_the_weights_of_the_run_are_those_of_its_configuration(long, gebieden, opgave):
    rows = placed(long, gebieden, opgave)
    own = CONFIG.model_copy(update={"gewichten": {opgave.id: {"half": 2.0, "niet_openbaar": 1.0}}})
    parts = weighing_payload(own, shown_of(rows, opgave), Areas(gebieden, ("buurt",)))["opgaven"][opgave.id]["delen"]
    assert {part["id"]: part["gewicht"] for part in parts} == {
        "hoog_een": 1.0,
        "laag_een": 1.0,
        "half": 2.0,
        "extra": 1.0,
        "nergens": 1.0,
    }
    group = weighing_payload(own, shown_of(rows, opgave), Areas(gebieden, ("buurt",)))["groep"]
    assert sorted(set(group)) == [0, 1]
    [extra] = [part for part in parts if part["id"] == "extra"]
    number = group[list(gebieden.index).index("GM0002")]
    assert extra["groepen"] == [number]


def test_internal_parts_stay_out_of_the_public_map(long, gebieden, opgave):
    hidden = replace(opgave, indicatoren=tuple(i for i in opgave.indicatoren if i.id != "extra"))
    rows = placed(long, gebieden, opgave)
    public = weighing_payload(CONFIG, shown_of(rows[rows["indicator"] != "extra"], hidden), Areas(gebieden, ("buurt",)))
    assert "extra" not in str(public)
