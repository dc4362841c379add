"""Which figures lead a score, say nothing, or say the same twice: correlations by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from wijkkaart.scoring.coherence import coherence
from wijkkaart.scoring.normalise import add_percentiles

CODES = [f"BU{number:02d}" for number in range(10)]
RISING = list(range(1, 11))
FALLING = RISING[::-1]
#: Against 1..10 the differences squared are 16 and 16, and 0 for the rest: 1 - 6 * 32 / 990 = 0.806.
NEARLY = [5, 2, 3, 4, 1, 6, 7, 8, 9, 10]
#: Differences 9, 0, 0, ... 9: 1 - 6 * 162 / 990 = 0.018.
ELSEWHERE = [10, 2, 3, 4, 5, 6, 7, 8, 9, 1]


@pytest.fixture
def report(indicator, opgave, gebieden, long):
    """Return a function that gives the report by indicator, for scores that rise from buurt to buurt."""

    def find(columns, sources=None, richting=None, teller=None, scores=RISING):
        items = [indicator(name, richting=(richting or {}).get(name, "hoog")) for name in columns]
        table = long({name: dict(zip(CODES, values, strict=True)) for name, values in columns.items()})
        table["bron"] = table["indicator"].map(lambda name: (sources or {}).get(name, f"bron_{name}"))
        for name, values in (teller or {}).items():
            table.loc[table["indicator"] == name, "teller"] = values
        areas, catalogue = gebieden(dict.fromkeys(CODES, "GM1")), opgave("warmte", *items)
        placed = add_percentiles(table, areas, catalogue, "gemeente", 2)
        given = pd.DataFrame({"gebiedcode": CODES, "opgave": "warmte", "score": scores})
        return coherence(placed, given, areas, catalogue, {}).set_index("indicator")

    return find


def test_what_leads_what_follows_and_what_says_nothing(report):
    found = report({"a": RISING, "b": NEARLY, "c": ELSEWHERE, "d": FALLING}, richting={"d": "laag"})
    # Falling is rising once it is turned round.
    assert found["spearman_met_score"].tolist() == pytest.approx([1, 1 - 192 / 990, 1 - 972 / 990, 1])
    assert found["oordeel"].tolist() == ["dominant", "gewoon", "stil", "dominant"]
    assert found["hangt_samen_met"].tolist() == ["d", "", "", "a"]
    assert set(found["referentie"]) == {"gemeente GM1"}
    assert set(found["gemeentecode"]) == {"GM1"}
    assert set(found["n_buurten"]) == {10}


def test_a_figure_that_runs_the_other_way_is_silent_but_no_second_voice_is_missed(report):
    found = report({"a": RISING, "b": FALLING})
    assert found["spearman_met_score"].tolist() == pytest.approx([1, -1])
    assert found["oordeel"].tolist() == ["dominant", "stil"]
    assert found["hangt_samen_met"].tolist() == ["b", "a"]


def test_the_correlation_is_that_of_scipy_with_ties(report):
    uneven = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]
    found = report({"a": uneven, "b": RISING}, scores=[2, 7, 1, 8, 2, 8, 1, 8, 2, 8])
    assert found.loc["a", "spearman_met_score"] == pytest.approx(spearmanr(uneven, [2, 7, 1, 8, 2, 8, 1, 8, 2, 8])[0])


def test_a_shared_map_is_told_and_a_broad_register_is_not(report):
    sources = {"a": "rivm_bomen; rivm_gras", "b": "rivm_gras; cbs_kerncijfers", "c": "cbs_kerncijfers"}
    found = report({"a": RISING, "b": NEARLY, "c": ELSEWHERE}, sources)
    assert found["gedeelde_bron"].tolist() == ["b (rivm_gras)", "a (rivm_gras)", ""]


def test_the_same_number_above_the_line_is_told(report):
    # gas per home, and gas per home divided by floor area
    found = report({"gas": RISING, "gas_m2": NEARLY, "c": ELSEWHERE}, teller={"gas_m2": RISING})
    assert found.loc["gas", "gedeelde_bron"] == "gas_m2 (dezelfde teller)"
    assert found.loc["gas_m2", "gedeelde_bron"] == "gas (dezelfde teller)"
    assert found.loc["c", "gedeelde_bron"] == ""


def test_over_few_buurten_or_without_spread_nothing_is_said(report):
    found = report({"a": RISING, "b": [None, *NEARLY[1:]], "c": [4] * 10})
    assert found.loc["b", "n_buurten"] == 9
    assert np.isnan(found.loc[["b", "c"], "spearman_met_score"]).all()
    assert found.loc[["b", "c"], "oordeel"].tolist() == ["onbekend", "onbekend"]
    assert report({"a": RISING, "b": NEARLY}, scores=[np.nan] * 10)["oordeel"].tolist() == ["onbekend", "onbekend"]
