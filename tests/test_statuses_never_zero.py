"""A cell without a figure stays one to the last file, whatever the reason: never 0, and it counts nowhere.

Each status is put in a buurt of Voorbeeldstad of which the figure is known, after the indicators and before
all else. What follows from it is read where people read it: scores, tables, map, explanation, koppelkansen.
``tools/mutate_statuses.py`` turns every status into 0 where it is given, and shows which test notices.
"""

import csv
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from wijkkaart import catalogue, pipeline
from wijkkaart.commands.explain import explain_cell
from wijkkaart.config import VOORBEELDSTAD, for_gemeente
from wijkkaart.contracts import check_indicators, check_scores
from wijkkaart.errors import ContractError
from wijkkaart.gebieden.aggregation import complete
from wijkkaart.koppelkansen.expressions import parse
from wijkkaart.koppelkansen.rule import Condition
from wijkkaart.layers import StatTable
from wijkkaart.maps.areas import ordered_areas
from wijkkaart.maps.columns import STATUS_CODES, indicator_payload, opgave_payload
from wijkkaart.maps.visible import visible
from wijkkaart.outputs.columns import TABLES
from wijkkaart.outputs.csv_files import write_csv
from wijkkaart.outputs.tables import result_tables
from wijkkaart.outputs.wide import wide_columns, wide_table
from wijkkaart.status import INDICATOR_STATUSES, STATUS_TEKST, Status

REASONS = sorted(INDICATOR_STATUSES - {Status.OK})
INDICATOR, OPGAVE = "versteningsgraad", "klimaatadaptatie"
#: An opgave of which one buurt has no figure at all, and one of which only three buurten have any.
BARE, RARE = "mobiliteit", "verstedelijking"
#: True of every number there is, and of none: a figure that became 0 would answer both.
RULES = {"ALTIJD": f"x({INDICATOR}) <= 1000", "NOOIT": f"x({INDICATOR}) >= 1000"}
SCORE_RULES = {"HOOG": f"s({BARE}) >= 0", "ZELDEN": f"s({RARE}) >= 0"}
_NUMBERS = ["waarde", "teller", "noemer", "dekking", "p10", "p50", "p90"]


def _parts(opgave):
    return [item.id for item in catalogue.all_opgaven()[opgave].indicatoren if item.rol == "opgave"]


@pytest.fixture(scope="module")
def run():
    """Return the result of Voorbeeldstad with each status in one buurt, and those buurten by status."""
    places, measured, loaded = {}, pipeline.measure, pipeline.load_rules

    def measure(indicators, layers, gebieden, *others):
        long = measured(indicators, layers, gebieden, *others)
        known = long[(long["indicator"] == INDICATOR) & (long["status"] == Status.OK)]["gebiedcode"]
        inhabited = gebieden.index[(gebieden["niveau"] == "buurt") & gebieden["bewoond"] & ~gebieden["water"]]
        free = [code for code in inhabited if code in set(known)]
        for reason in REASONS:
            places[reason] = free.pop(0)
            long = _blank(long, [places[reason]], [INDICATOR], reason)
        places["bare"], places["rare"] = free.pop(0), free[:3]
        long = _blank(long, [places["bare"]], _parts(BARE), Status.NIET_GEPUBLICEERD)
        others = [code for code in gebieden.index if code not in places["rare"]]
        return _blank(long, others, _parts(RARE), Status.NIET_GEPUBLICEERD)

    def rules(*given):
        first, *rest = loaded(*given)
        own = [
            replace(first, id=name, urgent=Condition(text, parse(text)), standaard=True)
            for name, text in {**RULES, **SCORE_RULES}.items()
        ]
        return (*own, first, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "measure", measure)
        patch.setattr(pipeline, "load_rules", rules)
        return pipeline.run(for_gemeente(VOORBEELDSTAD), lambda _: None), places


def _blank(long, codes, indicators, reason):
    cells = long["gebiedcode"].isin(codes) & long["indicator"].isin(indicators)
    changed = long.copy()
    changed.loc[cells, _NUMBERS] = np.nan
    changed.loc[cells, "waarde_tekst"] = None
    changed.loc[cells, "status"] = str(reason)
    return changed


@pytest.fixture(scope="module")
def result(run):
    return run[0]


@pytest.fixture(params=REASONS)
def reason(request):
    return request.param


@pytest.fixture
def code(run, reason):
    return run[1][reason]


def cell_of(result, code, indicator=INDICATOR):
    cells = result.indicatoren
    return cells[(cells["gebiedcode"] == code) & (cells["indicator"] == indicator)].squeeze()


def score_of(result, code, opgave=OPGAVE):
    return result.scores[(result.scores["gebiedcode"] == code) & (result.scores["opgave"] == opgave)].squeeze()


def stand_of(result, code, rule):
    cards = result.koppelkansen
    return cards.loc[(cards["gebiedcode"] == code) & (cards["regel"] == rule), "stand"].item()


def test_the_cell_keeps_its_reason_and_has_no_number_no_place_and_no_distance(result, code, reason):
    cell = cell_of(result, code)
    assert cell["status"] == reason
    assert cell[[*_NUMBERS, "percentiel", "afstand_tot_norm"]].isna().all()


def test_others_are_not_compared_with_it(result, code):
    cells = result.indicatoren[result.indicatoren["indicator"] == INDICATOR].set_index("gebiedcode")
    buurten = result.gebieden[(result.gebieden["niveau"] == "buurt") & result.gebieden["bewoond"]]
    known = cells.loc[buurten.index].query("status == 'ok'")
    assert code not in known.index
    assert known["referentie"].str.endswith(f", {len(known)} buurten").all()
    # The lowest figure that is known has the lowest place: nothing stands below it.
    assert known["percentiel"].min() == pytest.approx(
        50 / len(known) * (known["waarde"] == known["waarde"].min()).sum()
    )


def test_it_counts_in_no_score(result, code):
    parts = [cell_of(result, code, name) for name in _parts(OPGAVE)]
    score = score_of(result, code)
    counted = [cell for cell in parts if cell["status"] == Status.OK]
    assert INDICATOR not in [cell["indicator"] for cell in counted]
    assert score["n_indicatoren"] == len(counted)
    assert score["dekking"] < 1


def test_it_is_no_strength(result, code):
    strengths = result.sterke_punten
    assert strengths[(strengths["gebiedcode"] == code) & (strengths["indicator"] == INDICATOR)].empty


def test_no_koppelkans_reads_it_as_a_number(result, code):
    assert {stand_of(result, code, name) for name in RULES} == {"onbekend"}


def test_in_the_tables_its_cell_is_empty_and_the_reason_stands_beside_it(result, code, reason, tmp_path):
    tables = result_tables(result)
    path = write_csv(tables["indicatoren"], TABLES["indicatoren"], tmp_path / "indicatoren.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["gebiedcode"], row["indicator"]) == (code, INDICATOR)]
    assert len(rows) == 1
    assert {name: rows[0][name] for name in [*_NUMBERS, "percentiel"]} == dict.fromkeys([*_NUMBERS, "percentiel"], "")
    assert rows[0]["status"] == reason
    wide = wide_table(result, wide_columns(result)).set_index("gebiedcode").loc[code]
    assert pd.isna(wide[INDICATOR])
    assert wide[f"{INDICATOR}_status"] == reason


def test_on_the_map_it_is_null_with_the_sign_of_its_reason(result, code, reason):
    areas = ordered_areas(result.gebieden)
    rows = result.indicatoren[result.indicatoren["indicator"] == INDICATOR]
    column = indicator_payload(catalogue.all_indicators()[INDICATOR], OPGAVE, rows, areas)
    place = areas.codes.index(code)
    assert column["v"][place] is None
    assert column["p"][place] is None
    assert column["s"][place] == STATUS_CODES[reason]


def test_explained_it_is_no_figure_with_the_reason_in_words(result, code, reason):
    lines = explain_cell(INDICATOR, code, result)
    label = catalogue.all_indicators()[INDICATOR].label_nl
    assert f"{label}: geen cijfer" in lines
    assert f"Status: {STATUS_TEKST[reason]}" in lines
    assert not any(line.startswith(("Ingevuld", "Plek")) for line in lines)


@pytest.mark.parametrize("column", ["a_inw", "g_gas"])
def test_a_wijk_of_buurten_without_a_figure_has_none_for_their_reason(column, reason):
    # 900 of 1000 people live where it is not known: neither a sum of 100 nor a mean over a tenth is given.
    codes, gaps = ["BU1", "BU2", "BU3"], ["BU2", "BU3"]
    counts = {"a_inw": [100.0, 800.0, 100.0], "a_woning": [10.0, 80.0, 10.0], "g_gas": [1000.0, 500.0, 700.0]}
    values = pd.DataFrame(counts, index=codes)
    weights = StatTable(values, values.notna().replace(to_replace=True, value="ok"), values * 0 + 1, _years(values))
    gone, status = values.copy(), weights.status.copy()
    gone.loc[gaps, column], status.loc[gaps, column] = np.nan, reason
    links = pd.DataFrame({"buurt": codes, "gebied": "WK1", "aandeel": 1.0, "aandeel_vlak": 1.0})
    table = StatTable(gone, status.astype(str), gone.notna().astype("float64"), _years(values))
    made = complete(table, weights, pd.Index([*codes, "WK1"]), links)[column]
    assert pd.isna(made.waarde["WK1"])
    assert made.status["WK1"] == reason
    assert made.status["BU2"] == reason


def _years(values):
    return pd.Series(2024, index=values.columns)


def test_an_opgave_with_too_few_figures_is_unknown_and_never_low(run, result):
    score = score_of(result, run[1]["bare"], BARE)
    assert score["status"] == Status.ONBEKEND
    _no_score(result, run[1]["bare"], BARE, "HOOG")


def test_an_opgave_that_few_buurten_have_is_not_compared(run, result):
    for code in run[1]["rare"]:
        assert score_of(result, code, RARE)["status"] == Status.TE_WEINIG_GEBIEDEN
        _no_score(result, code, RARE, "ZELDEN")


def _no_score(result, code, opgave, rule):
    score = score_of(result, code, opgave)
    assert score[["score", "rang", "rang_p5", "rang_p50", "rang_p95", "p_bovenste_derde"]].isna().all()
    assert stand_of(result, code, rule) == "onbekend"
    areas, place = ordered_areas(result.gebieden), ordered_areas(result.gebieden).codes.index(code)
    shown = visible(result, catalogue.all_opgaven(), "intern")
    column = opgave_payload(catalogue.all_opgaven()[opgave], shown, areas)
    assert column["v"] is None or column["v"][place] is None
    assert (column["s"] * len(areas.codes))[place] == STATUS_CODES[score["status"]]
    wide = wide_table(result, wide_columns(result)).set_index("gebiedcode").loc[code]
    assert pd.isna(wide[f"score_{opgave}"])
    assert wide[f"score_{opgave}_status"] == score["status"]


def test_a_zero_beside_a_reason_is_refused(result, code):
    cells, scores = result.indicatoren.copy(), result.scores.copy()
    cells.loc[(cells["gebiedcode"] == code) & (cells["indicator"] == INDICATOR), "waarde"] = 0.0
    with pytest.raises(ContractError, match="tegenspraak"):
        check_indicators(cells, catalogue.all_indicators(), result.gebieden.index)
    scores.loc[scores["status"] == Status.TE_WEINIG_GEBIEDEN, "score"] = 0.0
    with pytest.raises(ContractError, match="spreken elkaar tegen"):
        check_scores(scores)
