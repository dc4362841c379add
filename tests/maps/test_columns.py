from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from wijkkaart.declarations import Norm
from wijkkaart.maps.areas import ordered_areas
from wijkkaart.maps.columns import (
    STATUS_CODES,
    indicator_payload,
    indicators_payload,
    norm_payload,
    opgave_payload,
    status_column,
)
from wijkkaart.maps.visible import visible
from wijkkaart.status import Status


@pytest.fixture
def areas(result):
    return ordered_areas(result.gebieden)


@pytest.fixture
def shown(toy, result):
    return visible(result, toy.toy_opgaven(), "openbaar")


def test_areas_are_in_order_of_niveau_and_code(result):
    shuffled = result.gebieden.sample(frac=1, random_state=3)
    areas = ordered_areas(shuffled)
    assert areas.niveaus == ("buurt", "wijk", "eigen", "gemeente")
    assert areas.codes[0] == "BU99980000"
    assert areas.codes[-1] == "GM9998"
    assert areas.codes == ordered_areas(result.gebieden).codes


def test_one_status_for_all_is_one_character():
    assert status_column(pd.Series(["ok", "ok"]), Status.ONBEKEND) == STATUS_CODES["ok"]
    assert status_column(pd.Series(["ok", "geheim"]), Status.ONBEKEND) == STATUS_CODES["ok"] + STATUS_CODES["geheim"]


def test_an_area_without_a_row_has_a_reason_and_no_value():
    assert status_column(pd.Series([np.nan, "ok"]), Status.BRON_ONTBREEKT)[0] == STATUS_CODES["bron_ontbreekt"]


def rows_of(areas, values, **more):
    codes = areas.codes[: len(values)]
    frame = pd.DataFrame({"gebiedcode": codes, "waarde": values})
    facts = {"status": frame["waarde"].notna().map({True: "ok", False: "geheim"}), "bron": "cbs_kerncijfers"}
    empty = dict.fromkeys(("percentiel", "p10", "p90", "afstand_tot_norm", "waarde_tekst", "teller", "noemer"), np.nan)
    return frame.assign(**facts, **empty, dekking=1.0, peiljaar=2023, referentie="gemeente", **more)


def test_values_are_rounded_by_the_declared_decimals_and_missing_is_null(toy, areas):
    made = indicator_payload(toy.indicator("x", decimalen=1), "o", rows_of(areas, [1.26, np.nan, 3.0]), areas)
    assert made["v"][:4] == [1.3, None, 3.0, None]
    assert made["s"][1] == STATUS_CODES["geheim"]
    assert made["s"][3] == STATUS_CODES["bron_ontbreekt"]


def test_a_distance_to_the_norm_that_is_not_met_never_rounds_to_met(toy, areas):
    rows = rows_of(areas, [1.0, 2.0, 3.0]).assign(afstand_tot_norm=[0.0, 0.2, 40.6])
    made = indicator_payload(toy.indicator("x", norm=toy.TREE_NORM), "o", rows, areas)
    assert made["afstand"][:4] == [0, 1, 41, None]


@pytest.mark.parametrize(
    ("certainty", "saturated", "words"),
    [
        ("A", False, "zekerheid: nagelezen in de bron"),
        ("B", False, "zekerheid: uit de tweede hand, daarom zonder afstand"),
        ("M", False, "zekerheid: uit het hoofd, daarom zonder afstand"),
        ("V", False, "zekerheid: een voorstel, daarom zonder afstand"),
        ("A", True, "een lijn en geen maat, want bijna alle buurten zitten aan dezelfde kant"),
    ],
)
def test_the_norm_says_how_sure_it_is(certainty, saturated, words):
    shown = norm_payload(Norm(30.0, 0.0, "vuistregel", certainty, verzadigd=saturated))
    assert (shown["waarde"], shown["bron"]) == (30.0, "vuistregel")
    assert shown["toelichting"].endswith(words)


def test_breaks_come_from_the_buurten_only(toy, areas):
    # Twelve buurten with 1..12; wijken and gemeente hold 1000 and must not stretch the classes.
    values = [*range(1, 13), *([1000.0] * (len(areas.codes) - 12))]
    made = indicator_payload(toy.indicator("x", decimalen=0), "o", rows_of(areas, values), areas)
    assert made["grenzen"] == [4, 8]
    assert made["klassen"] == [[None, 4], [5, 8], [9, None]]


def test_a_column_without_any_value_is_left_out(toy, areas):
    made = indicator_payload(toy.indicator("x"), "o", rows_of(areas, [np.nan] * len(areas.codes)), areas)
    assert made["v"] is None
    assert made["grenzen"] == []
    assert made["p"] is None


def test_a_category_is_stored_as_its_place_in_the_list_of_kinds(toy, areas):
    kinds = ["warmtenet", "elektrisch", "warmtenet"]
    rows = rows_of(areas, [np.nan] * 3).assign(waarde_tekst=kinds, status="ok")
    made = indicator_payload(toy.indicator("x", categorie=True), "o", rows, areas)
    assert made["soorten"] == ["elektrisch", "warmtenet"]
    assert made["v"][:4] == [1, 0, 1, None]


def test_years_of_a_mixed_figure_are_a_span(toy, areas):
    rows = rows_of(areas, [1.0, 2.0]).assign(peiljaar=[2021, 2023])
    assert indicator_payload(toy.indicator("x"), "o", rows, areas)["jaar"] == "2021 t/m 2023"


def test_a_declared_indicator_without_rows_is_not_on_the_map(shown, areas):
    without = shown.indicatoren[shown.indicatoren["indicator"] != "hitte"]
    ids = [item["id"] for item in indicators_payload(type(shown)(**{**vars(shown), "indicatoren": without}), areas)]
    assert "hitte" not in ids
    assert "versteningsgraad" in ids


def test_a_task_in_bands_has_bands_and_no_scores(toy, shown, areas):
    made = opgave_payload(toy.toy_opgaven()["sociaaleconomisch"], shown, areas)
    assert made["v"] is None
    assert made["n"] is None
    assert set(made["band"]) <= {1, 2, 3, None}
    assert made["verborgen"] == 2
    assert made["banden"] is True


def test_a_task_without_scores_says_why(toy, shown, areas):
    made = opgave_payload(toy.toy_opgaven()["mobiliteit"], shown, areas)
    assert made["v"] is None
    assert made["band"] is None
    assert made["s"] == STATUS_CODES["onbekend"]


def test_how_often_an_area_is_in_the_highest_third_is_a_count_of_a_hundred(toy, result, areas):
    rows = result.scores["opgave"].isin(["mobiliteit", "sociaaleconomisch"])
    scores = result.scores.assign(p_bovenste_derde=result.scores["p_bovenste_derde"].mask(rows, 0.916))
    shown = visible(replace(result, scores=scores), toy.toy_opgaven(), "openbaar")
    assert set(opgave_payload(toy.toy_opgaven()["mobiliteit"], shown, areas)["weegwijzen"]) == {92}
    # An opgave that is shown in three bands only says no more than that.
    assert opgave_payload(toy.toy_opgaven()["sociaaleconomisch"], shown, areas)["weegwijzen"] is None


def test_what_was_divided_by_what_makes_the_value_again(toy, areas, shown):
    rows = shown.indicatoren[shown.indicatoren["indicator"] == "versteningsgraad"]
    item = next(i for opgave in toy.toy_opgaven().values() for i in opgave.indicatoren if i.id == "versteningsgraad")
    made = indicator_payload(item, "klimaatadaptatie", rows, areas)
    parts = made["deling"]
    assert parts["keer"] == 100
    for value, above, below in zip(made["v"], parts["t"], parts["n"], strict=True):
        assert (value is None) == (above is None)
        if value is not None:
            assert value == pytest.approx(100 * above / below, abs=0.5 * 10**-item.decimalen + 0.2)


@pytest.mark.parametrize(
    ("values", "times"), [([24.8, 50.0], 100), ([0.248, 0.5], 1), ([248.0, 500.0], 1000), ([31.47, 60.0], 0)]
)
def test_a_value_that_is_no_plain_quotient_gets_no_sum(toy, areas, values, times):
    item = next(i for opgave in toy.toy_opgaven().values() for i in opgave.indicatoren)
    rows = pd.DataFrame({"gebiedcode": areas.codes[:2], "waarde": values, "teller": [62.0, 2.0]})
    rows = rows.assign(
        noemer=[250.0, 4.0],
        status="ok",
        percentiel=np.nan,
        p10=np.nan,
        p90=np.nan,
        afstand_tot_norm=np.nan,
        dekking=1.0,
    )
    rows = rows.assign(peiljaar=2023, bron="cbs_kerncijfers", referentie="gemeente", waarde_tekst=None)
    made = indicator_payload(item, "energietransitie", rows, areas)
    assert made["deling"]["keer"] == times
    assert made["deling"]["t"][:3] == [62.0, 2.0, None]
