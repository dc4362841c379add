"""The worked examples of the method: each input by hand through the real code, against the sum on paper."""

import importlib.util
import json
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any
from unittest.mock import patch

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from scipy import stats
from shapely import LineString, Point, box

from wijkkaart.declarations import Norm
from wijkkaart.dna.wijktype import Kenmerken, wijktype
from wijkkaart.gebieden.aggregation import complete
from wijkkaart.ingredients.bag import use_mix
from wijkkaart.koppelkansen.chance import (
    Overlap,
    at_least,
    at_least_known,
    hypergeometric,
    moran,
    odds_ratio_within,
)
from wijkkaart.koppelkansen.expressions import FALSE, TRUE, UNKNOWN, Cells, evaluate, parse
from wijkkaart.koppelkansen.find import may_rise_of, stand_of
from wijkkaart.koppelkansen.rules import load_rules
from wijkkaart.layers import StatTable
from wijkkaart.opgaven import (
    energietransitie,
    klimaatadaptatie,
    mobiliteit,
    natuurinclusiviteit,
    natuurlijke_momenten,
    sociaaleconomisch,
    verstedelijking,
)
from wijkkaart.scoring import rounding
from wijkkaart.scoring.aggregate import MEANS, ordered, orness
from wijkkaart.scoring.normalise import midrank, policy_distance
from wijkkaart.scoring.recipe import Recipe
from wijkkaart.scoring.scales import exponential, on_scale, winsorise
from wijkkaart.scoring.shifts import mean_rank_shift
from wijkkaart.spatial.overlay import covered_area

HERE = Path(__file__).resolve().parent
PAPER = HERE.parents[1] / "shared" / "docs" / "oracles.json"

_spec = importlib.util.spec_from_file_location("toy_town", HERE / "opgaven" / "conftest.py")
_toy_town = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_toy_town)
toy = _toy_town.Toy()

TRUTH = {TRUE: True, UNKNOWN: None, FALSE: False}


@dataclass(frozen=True)
class Example:
    """What goes in, what must come out, how nearly, and the code that does it."""

    given: dict[str, Any]
    expected: Any
    near: float
    find: Callable[[dict[str, Any]], Any]


def of_a(figures):
    return figures.waarde["A"]


def thrice(value):
    return [value] * 3


def table(**columns):
    return toy.table(**{name: thrice(value) for name, value in columns.items()})


def gas_of_wijk(values, dwellings):
    codes = [f"BU{n}" for n in range(len(values))]
    rows = pd.DataFrame({"g_gas": values, "a_woning": dwellings, "a_inw": 1}, index=codes, dtype="float64")
    published = StatTable(rows, rows.map(lambda _: "ok"), rows.notna() * 1.0, pd.Series(2023, index=rows.columns))
    links = pd.DataFrame({"buurt": codes, "gebied": "WK1", "aandeel": 1.0, "aandeel_vlak": 1.0})
    return complete(published, published, pd.Index([*codes, "WK1"]), links)["g_gas"].waarde["WK1"]


def homes_by_year(years, numbers):
    panden = [f"p{n}" for n, number in enumerate(numbers) for _ in range(number)]
    return toy.homes(len(panden), pand=panden), toy.panden([np.nan if y is None else float(y) for y in years])


def built_before_1975(given):
    return energietransitie.aandeel_woningen_voor_1975(*homes_by_year(given["bouwjaar"], given["woningen"]))


def labels_of(given):
    letters = [letter for letter, number in given["labels"].items() for _ in range(number)]
    labels = toy.objects([Point(0, 0)] * len(letters), energieklasse=letters)
    return energietransitie.aandeel_label_efg(toy.homes(given["a_woning"]), labels)


def tree_cover(given):
    # Strips of 10 m beside each other; a cell that counts for half is half inside the buurt.
    values = np.repeat(np.array([given["celwaarde_pct"]], dtype=float), 40, axis=0)
    width = 10 * sum(given["celdekking"])
    gebieden = toy.gebieden().assign(geometry=[box(0, 0, width, 400)] * 3)
    return of_a(natuurinclusiviteit.boomkroonbedekking(gebieden, toy.raster(values, top=400.0)))


def extreme_heat(given):
    # Strips of 30 m beside each other; 10 m for one without a value, so that the map covers the buurt.
    strips, roofs = [], []
    for value, counts in zip(given["pet"], given["masker"], strict=True):
        left = 10 * len(strips)
        strips += [np.nan] if value is None else [value] * 3
        roofs += [] if counts else [box(left, 0, 10 * len(strips), 300)]
    raster = toy.raster(np.repeat(np.array([strips], dtype=float), 30, axis=0), top=300.0)
    gebieden = toy.gebieden().assign(geometry=[box(0, 0, 10 * len(strips), 300)] * 3)
    return of_a(klimaatadaptatie.hitte_aandeel_pet_41(gebieden, raster, toy.panden(shapes=roofs)))


def far_from_cool(given):
    # A cool place of 200 m2 in the far west; a walk is 1.3 times the straight line.
    values = np.full((20, 70), 42.0)
    values[0, :2] = 35.0
    homes = toy.homes(20, at=[Point(20 + walk / 1.3, 195) for walk in given["afstand_m"] for _ in range(4)])
    gebieden = toy.gebieden().assign(geometry=[box(0, 0, 700, 200)] * 3)
    nothing = toy.panden(shapes=[box(0, 900, 1, 901)])
    return of_a(klimaatadaptatie.aandeel_woningen_koelte_verder_300m(gebieden, homes, toy.raster(values), nothing))


def wet_homes(given):
    # Three panden of 10 m for each depth, each with 10 m of that depth all around it.
    around = np.repeat(np.array(given["maxdiepte_m"], dtype="float32"), 45)
    shapes = [box(30 * n + 10, 10, 30 * n + 20, 20) for n in range(3 * len(given["maxdiepte_m"]))]
    gebieden = toy.gebieden().assign(geometry=[box(0, 0, 2 * len(around), 30)] * 3)
    raster = toy.raster(np.repeat(around[None, :], 15, axis=0), size=2.0, top=30.0)
    return of_a(klimaatadaptatie.wateroverlast_aandeel_panden(gebieden, raster, toy.panden(shapes=shapes)))


def green_per_home(given):
    # Buurt A is 4 ha, so 3 ha of green is 75 percent of every cell.
    layers = [toy.raster(np.full((20, 40), part * given["groen_ha"] / 4)) for part in (50.0, 20.0, 30.0)]
    return of_a(natuurinclusiviteit.groen_per_woning_m2(toy.gebieden(), *layers, table(a_woning=given["a_woning"])))


def floors(living, other=0):
    """Return homes of 100 m2 with so much living area together, and one office with the rest."""
    number = living // 100
    kinds = ["woonfunctie"] * number + ["kantoorfunctie"] * bool(other)
    areas = [100.0] * number + [float(other)] * bool(other)
    return toy.homes(len(kinds), oppervlakte=areas, gebruiksdoel=kinds)


def use_mix_of(given):
    return of_a(use_mix(floors(given["go_wonen"], given["go_totaal"] - given["go_wonen"]), 20))


def crashes(given):
    years = [2018 + n % given["jaren"] for n in range(given["n"])]
    found = toy.objects([Point(1, 1)] * given["n"], ernst="LET", jaar=years, wvk_id="o0")
    lines = [LineString([(-10, y), (190, y)]) for y in np.linspace(1, 199, 5 * given["weglengte_km"])]
    return of_a(mobiliteit.ongevallen_per_km_jaar(toy.gebieden(), found, toy.objects(lines, wegbehsrt="G")))


def renovation(given):
    homes, panden = homes_by_year(given["bouwjaar"], [4] * len(given["bouwjaar"]))
    return of_a(natuurlijke_momenten.aandeel_renovatievenster(given["T"], homes, panden))


def placed(scale):
    def find(given):
        values = np.array(given["x"], dtype=float)
        return on_scale(scale, values, values).tolist()

    return find


def z_scores(given):
    # 50 is the mean and 20 a standard deviation.
    return [(place - 50) / 20 for place in placed("z")(given)]


def distance(given):
    norm = Norm(waarde=given["doel"], slechtst=given["slechtst"], bron="", zekerheid="A")
    return policy_distance(np.array(given["x"], dtype=float), norm).tolist()


def drawn_in(given):
    x = np.array(given["x"], dtype=float)
    treated = winsorise(x)
    return {
        "x": treated.tolist(),
        "n": int((treated != x).sum()),
        "skew_voor": stats.skew(x, bias=False),
        "kurt_voor": stats.kurtosis(x, bias=False),
        "skew_na": stats.skew(treated, bias=False),
        "kurt_na": stats.kurtosis(treated, bias=False),
    }


def mean(kind):
    def find(given):
        scores = [np.array([float(score)]) for score in given["s"]]
        return MEANS[kind](scores, [np.ones(1)] * len(scores))[0]

    return find


def by_place(given):
    scores = [np.array([float(score)]) for score in given["s"]]
    return ordered(scores, [np.ones(1)] * len(scores), given["gewicht_op_rang"])[0]


def weighed(given):
    names = tuple(given["w"])
    made = Recipe("x", names, (False,) * len(names), tuple(Fraction(str(weight)) for weight in given["w"].values()))
    return made, np.array([[np.nan if value is None else value for value in given["val"].values()]], dtype=float)


def coverage(given):
    made, values = weighed(given)
    return made.share(~np.isnan(values))[0]


def score(given):
    made, values = weighed(given)
    return made.mean(values)[0]


def moran_of_line(given):
    number = len(given["y"])
    beside = np.eye(number, k=1) + np.eye(number, k=-1)
    return moran(np.array(given["y"], dtype=float), beside)


def overlap_of(given):
    return Overlap(given["N"], given["A"], given["B"], given["AB"])


def so_many_of_six(given):
    return at_least(given["minstens"], given["n"], float(Fraction(given["p"])))


def within_strata(given):
    kinds = [(True, True), (True, False), (False, True), (False, False)]
    rows = [
        (*kind, str(stratum))
        for stratum, counts in enumerate(given["strata_abcd"])
        for kind, number in zip(kinds, counts, strict=True)
        for _ in range(number)
    ]
    one, other, strata = zip(*rows, strict=True)
    return odds_ratio_within(np.array(one), np.array(other), strata)


def cells_of(given, facts=None):
    numbers = {
        kind: {name: np.array([np.nan if value is None else value], dtype=float) for name, value in values.items()}
        for kind, values in given.items()
    }
    known = {kind: {name: np.array([True]) for name in names} for kind, names in (facts or {}).items()}
    return Cells({"s": {}, "p": {}, "x": {}} | numbers, {"ambitie": {}, "plan": {}} | known, 100 * 2 / 3, (1,))


def kleene(given):
    number = {True: 1.0, False: 0.0, None: None}

    def answer(word, pair):
        node = parse(f"x(a) >= 1 {word} x(b) >= 1")
        return TRUTH[int(evaluate(node, cells_of({"x": {"a": number[pair[0]], "b": number[pair[1]]}}))[0])]

    words = {"en": "and", "of": "or"}
    return {name: [answer(words[name], pair) for pair in pairs] for name, pairs in given.items()}


def street_open(given):
    rule = next(rule for rule in load_rules() if rule.id == "K1_straat_open")
    found = []
    for case in given["gevallen"]:
        there = cells_of(
            {kind: case[kind] for kind in ("s", "p", "x")}, {kind: case[kind] for kind in ("plan", "ambitie")}
        )
        parts = [evaluate(part.node, there) for part in (rule.urgent, rule.fysiek, rule.plan, rule.aanwijzing)]
        found.append([str(stand_of(*parts)[0]), bool(may_rise_of(*parts)[0])])
    return found


def types(given):
    periods = ("tot1909", "1910_1945", "1946_1969", "1970_1990", "1991_2010", "na2010")
    cases = [dict(case) for case in given["gevallen"]]
    return [wijktype(Kenmerken({name: case.pop(name) for name in periods}, **case))[0] for case in cases]


def covered(given):
    x0, y0, x1, y1 = given["buurt"]
    square = gpd.GeoDataFrame(geometry=[box(x0, y0, x1, y1)])
    return 100 * (covered_area(square, gpd.GeoSeries([box(*given["groen"])])) / square.area)[0]


def mean_of_places_above(given):
    """Return which part of all buurten passes the line when k unrelated places are averaged and not ranked again.

    All but one of the places run through the middles of 100 equal classes. What the last must be
    follows from the mean with 100 in its place, because the mean is a straight line in it.
    """
    k, fine = given["k"], 100
    middles = (np.arange(fine) + 0.5) * 100 / fine
    places = np.stack([grid.ravel() for grid in np.meshgrid(*[middles] * (k - 1))] + [np.full(fine ** (k - 1), 100.0)])
    made = Recipe("x", tuple("abcdefgh"[:k]), (False,) * k, (Fraction(1),) * k)
    room = made.mean(places.T) - given["drempel"]
    return np.clip(k * room / 100, 0, 1).mean()


class _EveryPair:
    """In the place of chance: each pair of the numbers below `base` exactly once."""

    @staticmethod
    def integers(base, size):
        pairs = np.array(np.meshgrid(range(base), range(base))).reshape(2, -1)
        assert size == (2, 1, base**2)
        return pairs[:, None, :]


def rounding_error(given):
    with patch.object(rounding, "stream", lambda *_: _EveryPair):
        return rounding.rounding_errors(given["basis"] ** 2, 1, "a").std()


YEARS = {"bouwjaar": [1930, 1958, 1974, 1975, 1999, 2021, 9999, None], "woningen": [10, 20, 30, 25, 10, 5, 3, 2]}
LABELS = {"labels": {"A": 20, "B": 12, "C": 16, "D": 8, "E": 10, "F": 8, "G": 6}, "a_woning": 100}
FIVE = {"x": [2, 4, 4, 8, 10]}
TWO = {"s": [80, 20]}
HALF_KNOWN = {"w": {"a": 0.4, "b": 0.3, "c": 0.3}, "val": {"a": 50, "b": None, "c": 80}}
TWENTY = {"N": 20, "A": 5, "B": 4, "AB": 3}
PAIRS = [[True, True], [True, None], [True, False], [None, None], [None, False], [False, False]]


def _case(  # noqa: PLR0913, PLR0917 - what the rule asks about
    energie=72, klimaat=81, warmte=80, riool=52, plan=(), ambitie=()
):
    return {
        "s": {"energietransitie": energie, "klimaatadaptatie": klimaat},
        "p": {"warmtevraagdichtheid_gj_ha": warmte, "versteningsgraad": 66},
        "x": {"aandeel_stadsverwarming": None, "riool_leeftijd_mediaan": riool},
        "plan": list(plan),
        "ambitie": list(ambitie),
    }


STREETS = [
    (_case(), ["kansrijk_mogelijk_moment", False]),
    (_case(riool=None), ["kansrijk", True]),
    (_case(riool=20), ["kansrijk", False]),
    (_case(warmte=10), ["samenloop", True]),
    (_case(klimaat=None), ["onbekend", True]),
    (_case(energie=40, klimaat=None), ["geen", False]),
    (_case(plan=["riool"]), ["nu", False]),
    (_case(klimaat=None, ambitie=["klimaatadaptatie"]), ["kansrijk_mogelijk_moment", False]),
]


def _type(*shares, **more):
    periods = ("tot1909", "1910_1945", "1946_1969", "1970_1990", "1991_2010", "na2010")
    return dict(zip(periods, shares, strict=True)) | more


TYPES = {
    "historische binnenstad": _type(
        *(0.55, 0.15, 0.1, 0.1, 0.05, 0.05), gsi=0.42, dichtheid=70, gestapeld=0.6, vrijstaand=0
    ),
    "tuinstad hoogbouw": _type(*(0, 0.1, 0.8, 0.1, 0, 0), bouwlagen=4, dichtheid=45, gestapeld=0.75, vrijstaand=0),
    "bloemkoolwijk / suburbane uitbreiding": _type(
        *(0, 0, 0.1, 0.7, 0.2, 0), dichtheid=32, gestapeld=0.1, vrijstaand=0.1
    ),
    "gemengd": _type(*(0, 0.3, 0.3, 0, 0.4, 0), dichtheid=30, gestapeld=0.3, vrijstaand=0.1),
}

EXAMPLES = {
    "gasverbruik_wijk_gewogen": Example(
        {"g_gas": [1000, 1600], "a_woning": [200, 100]},
        1200.0,
        1e-9,
        lambda given: gas_of_wijk(given["g_gas"], given["a_woning"]),
    ),
    "warmtevraagdichtheid_gj_ha": Example(
        {"g_gas": 1200, "a_woning": 500, "a_lan_ha": 20, "gj_per_m3": 0.03517},
        1055.1,
        1e-9,
        lambda given: of_a(
            energietransitie.warmtevraagdichtheid_gj_ha(
                table(**{name: given[name] for name in ("g_gas", "a_woning", "a_lan_ha")}, p_stadsv=0)
            )
        ),
    ),
    "aandeel_woningen_voor_1975": Example(
        YEARS | {"peiljaar": 2026},
        60.0,
        1e-9,
        lambda given: of_a(built_before_1975(given)),
    ),
    "dekking_bouwjaar": Example(
        YEARS,
        95.23809523809524,
        1e-9,
        lambda given: (
            100
            * energietransitie.aandeel_woningen_voor_1975(*homes_by_year(given["bouwjaar"], given["woningen"])).dekking[
                "A"
            ]
        ),
    ),
    "aandeel_label_efg": Example(LABELS, 30.0, 1e-9, lambda given: of_a(labels_of(given))),
    "label_dekking": Example(LABELS, 80.0, 1e-9, lambda given: 100 * labels_of(given).dekking["A"]),
    "boomkroonbedekking": Example(
        {"celwaarde_pct": [10, 20, 60, 40], "celdekking": [1, 1, 1, 0.5]}, 31.428571428571427, 1e-9, tree_cover
    ),
    "hitte_aandeel_pet_41": Example(
        {"pet": [34, 36, 39, 41, 42, 43, 40.9, None, 45, 38], "masker": [1, 1, 1, 1, 1, 1, 1, 1, 0, 1]},
        37.5,
        1e-9,
        extreme_heat,
    ),
    "aandeel_woningen_koelte_verder_300m": Example({"afstand_m": [120, 250, 300, 301, 640]}, 40.0, 1e-9, far_from_cool),
    "wateroverlast_aandeel_panden": Example(
        {"maxdiepte_m": [0, 0.04, 0.1, 0.149, 0.15, 0.31, 0.08, 0], "drempel_m": 0.15}, 25.0, 1e-9, wet_homes
    ),
    "groen_per_woning_m2": Example({"groen_ha": 3.0, "a_woning": 500}, 60.0, 1e-9, green_per_home),
    "bijstand_per_1000_15_64": Example(
        {"a_soz_wb": 60, "a_15_24": 150, "a_25_44": 400, "a_45_64": 350},
        66.66666666666667,
        1e-9,
        lambda given: of_a(sociaaleconomisch.bijstand_per_1000_15_64(table(**given))),
    ),
    "eenzijdigheid_woningvoorraad": Example(
        {"aandelen": [0.7, 0.2, 0.1], "k": 3},
        31.0,
        1e-9,
        lambda given: of_a(
            verstedelijking.eenzijdigheid_woningvoorraad(
                table(
                    **dict(
                        zip(("p_koopw", "p_wcorpw", "p_ov_hw"), (100 * part for part in given["aandelen"]), strict=True)
                    )
                )
            )
        ),
    ),
    "mxi": Example({"go_wonen": 60000, "go_totaal": 80000}, 75.0, 1e-9, use_mix_of),
    "functiemenging": Example(
        {"mxi": 75},
        50.0,
        1e-9,
        lambda given: of_a(verstedelijking.functiemenging(floors(100 * given["mxi"], 100 * (100 - given["mxi"])))),
    ),
    "woonoppervlak_per_inwoner": Example(
        {"go_wonen": 60000, "a_inw": 1500},
        40.0,
        1e-9,
        lambda given: of_a(
            verstedelijking.woonoppervlak_per_inwoner(table(a_inw=given["a_inw"]), floors(given["go_wonen"]))
        ),
    ),
    "tekort_sociale_huur_30": Example(
        {"p_wcorpw": [12, 30, 55]},
        [18, 0, 0],
        1e-9,
        lambda given: verstedelijking.tekort_sociale_huur_30(toy.table(**given)).waarde.tolist(),
    ),
    "ongevallen_per_km_jaar_ruw": Example({"n": 18, "jaren": 5, "weglengte_km": 12}, 0.3, 1e-12, crashes),
    "aandeel_renovatievenster": Example(
        {"bouwjaar": [1960, 1970, 1975, 1988, 1995, 2010], "T": 2025, "vensters": [[30, 40], [50, 60]]},
        66.66666666666667,
        1e-9,
        renovation,
    ),
    "afstand_dagelijkse_voorzieningen": Example(
        {"g_afs_hp": 0.9, "g_afs_gs": 0.6, "g_afs_sc": 0.6},
        0.7,
        1e-12,
        lambda given: of_a(mobiliteit.afstand_dagelijkse_voorzieningen(toy.gebieden(), table(**given))),
    ),
    "percentielrang_midrank": Example(
        FIVE,
        [10.0, 40.0, 40.0, 70.0, 90.0],
        1e-9,
        lambda given: midrank(np.array(given["x"], dtype=float), np.array(given["x"], dtype=float)).tolist(),
    ),
    "minmax": Example(FIVE, [0.0, 25.0, 25.0, 75.0, 100.0], 1e-9, placed("minmax")),
    "zscore_pop": Example(
        FIVE,
        [-1.224744871391589, -0.5443310539518172, -0.5443310539518172, 0.8164965809277261, 1.4969103983674978],
        1e-9,
        z_scores,
    ),
    "beleidsafstand_hoger_is_beter": Example(
        {"x": [10, 30, 45, 0], "doel": 30, "slechtst": 0}, [66.66666666666667, 0.0, 0.0, 100.0], 1e-9, distance
    ),
    "beleidsafstand_lager_is_beter": Example(
        {"x": [20, 10, 5], "doel": 5, "slechtst": 20}, [100.0, 33.333333333333336, 0.0], 1e-9, distance
    ),
    "exponentieel_simd_R1": Example({"R": 1}, 100.0, 1e-9, lambda given: exponential(np.array([float(given["R"])]))[0]),
    "exponentieel_simd_R09": Example({"R": 0.9}, 50.43, 0.005, lambda given: exponential(np.array([given["R"]]))[0]),
    "winsor_jrc": Example(
        {"x": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100]},
        {
            "x": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 30.0, 30.0],
            "n": 1,
            "skew_voor": 3.063,
            "kurt_voor": 9.741,
            "skew_na": 1.712,
            "kurt_na": 1.816,
        },
        0.001,
        drawn_in,
    ),
    "aggregatie_rekenkundig": Example(TWO, 50.0, 1e-9, mean("rekenkundig")),
    "aggregatie_meetkundig": Example(TWO, 40.0, 1e-9, mean("meetkundig")),
    "owa": Example({"s": [90, 60, 30], "gewicht_op_rang": [0.5, 0.3, 0.2]}, 69.0, 1e-9, by_place),
    "owa_orness": Example({"v": [0.5, 0.3, 0.2]}, 0.65, 1e-12, lambda given: orness(given["v"])),
    "dekking": Example(HALF_KNOWN, 0.7, 1e-12, coverage),
    "score_bij_dekking": Example(HALF_KNOWN, 62.85714285714286, 1e-9, score),
    "gemiddelde_rangverschuiving": Example(
        {"ref": [1, 2, 3, 4, 5], "alt": [2, 1, 3, 5, 4]},
        0.8,
        1e-12,
        lambda given: mean_rank_shift(np.array(given["ref"], dtype=float), np.array(given["alt"], dtype=float)),
    ),
    "moran_I_lijn4_rijgestandaardiseerd": Example({"y": [1, 2, 3, 4]}, 0.4, 1e-12, moran_of_line),
    "lift": Example(TWENTY, 3.0, 1e-12, lambda given: overlap_of(given).lift),
    "lift_p_hypergeometrisch": Example(
        TWENTY, 0.03199174406604747, 1e-12, lambda given: hypergeometric(overlap_of(given))
    ),
    "n_van_6_toeval": Example({"p": 0.25, "n": 6, "minstens": 3}, 0.16943359375, 1e-9, so_many_of_six),
    "mantel_haenszel_or": Example(
        {"strata_abcd": [[4, 2, 2, 4], [3, 3, 1, 5]]}, 4.428571428571429, 1e-12, within_strata
    ),
    "kleene": Example(
        {"en": PAIRS, "of": PAIRS},
        {"en": [True, None, False, None, False, False], "of": [True, True, True, None, None, False]},
        1e-9,
        kleene,
    ),
    "n_van_6_met_onbekend": Example(
        {"gevallen": [[1, 1, 1, 0, None, 0], [1, 1, None, 0, 0, 0], [1, 0, None, 0, 0, 0]], "m": 3},
        [True, None, False],
        1e-9,
        lambda given: [
            at_least_known([None if flag is None else bool(flag) for flag in case], given["m"])
            for case in given["gevallen"]
        ],
    ),
    "overlay_aandeel": Example({"buurt": [0, 0, 100, 100], "groen": [75, 0, 175, 100]}, 25.0, 1e-9, covered),
    "woninggewogen_overdracht": Example(
        {"bronwaarden": [10, 20], "woningen_in_buurt": [60, 40]},
        14.0,
        1e-9,
        lambda given: gas_of_wijk(given["bronwaarden"], given["woningen_in_buurt"]),
    ),
    "koppelregel_K1_stand": Example(
        {"gevallen": [case for case, _ in STREETS]}, [stand for _, stand in STREETS], 1e-9, street_open
    ),
    "wijktype": Example({"gevallen": list(TYPES.values())}, list(TYPES), 1e-9, types),
    "n_van_6_toeval_derde": Example({"p": "1/3", "n": 6, "minstens": 3}, 0.3196159122085048, 1e-9, so_many_of_six),
    "gemiddelde_van_4_rangen_boven_67": Example({"k": 4, "drempel": 67}, 0.12475, 1e-5, mean_of_places_above),
    "cbs_aselecte_afronding_sd": Example({"basis": 5}, 2.0, 1e-12, rounding_error),
}


def _is_near(found, expected, near):
    """Return whether found is expected: numbers nearly, everything else exactly."""
    if isinstance(expected, dict):
        return set(found) == set(expected) and all(_is_near(found[key], expected[key], near) for key in expected)
    if isinstance(expected, list):
        pairs = zip(found, expected, strict=False)
        return len(found) == len(expected) and all(_is_near(one, other, near) for one, other in pairs)
    if expected is None or isinstance(expected, bool | str):
        return found is expected or (isinstance(expected, str) and found == expected)
    return found == pytest.approx(expected, abs=near, rel=0)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_code_gives_what_was_worked_out_by_hand(name):
    example = EXAMPLES[name]
    found = example.find(example.given)
    assert _is_near(found, example.expected, example.near), f"{found} is not {example.expected}"


@pytest.mark.skipif(not PAPER.is_file(), reason="de uitgewerkte voorbeelden staan niet naast dit project")
def test_every_example_on_paper_is_here_as_it_stands_there():
    on_paper = {item["id"]: item for item in json.loads(PAPER.read_text(encoding="utf-8"))}
    assert sorted(EXAMPLES) == sorted(on_paper)
    for name, example in EXAMPLES.items():
        assert example.given == on_paper[name]["inputs"], name
        assert example.expected == on_paper[name]["expected"], name
        assert example.near == on_paper[name]["tol"], name
