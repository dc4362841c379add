import pandas as pd
import pytest

from wijkkaart.maps.visible import visible, with_bands


@pytest.fixture
def shown(toy, result):
    return visible(result, toy.toy_opgaven(), "openbaar")


def scores(*values):
    return pd.DataFrame({"score": values})


def test_bands_take_the_top_and_bottom_third_with_their_limits():
    banded = with_bands(scores(0, 100 / 3, 33.34, 66.66, 200 / 3, 100, None), 2 / 3)
    assert banded["band"].tolist()[:6] == [1, 1, 2, 2, 3, 3]
    assert pd.isna(banded["band"].iloc[6])


def test_a_stricter_limit_widens_the_middle():
    assert with_bands(scores(15, 25, 75, 85), 0.8)["band"].tolist() == [1, 2, 2, 3]


def test_public_has_no_internal_indicator_in_tables_or_declarations(shown):
    assert "laag_inkomen_geheim" not in set(shown.indicatoren["indicator"])
    assert "laag_inkomen_geheim" not in set(shown.sterke_punten["indicator"])
    declared = {item.id for opgave in shown.opgaven for item in opgave.indicatoren}
    assert "bijstand_geheim" not in declared
    assert "aandeel_65plus" in declared


def test_public_has_no_internal_rule(shown):
    assert set(shown.koppelkansen["regel"]) == {"K1_straat_open", "K2_dak", "K7_koel"}


def test_the_social_task_keeps_its_band_and_nothing_else(shown):
    social = shown.scores[shown.scores["opgave"] == "sociaaleconomisch"]
    hidden = [
        "score",
        "dekking",
        "n_indicatoren",
        "rang",
        "rang_p5",
        "rang_p50",
        "rang_p95",
        "p_bovenste_derde",
        "oordeel",
    ]
    assert social[hidden].isna().all(axis=None)
    assert social["band"].notna().sum() == (social["status"] == "ok").sum() > 0
    other = shown.scores[shown.scores["opgave"] == "klimaatadaptatie"]
    assert other["score"].notna().any()


def test_a_row_marked_internal_stays_out_even_when_its_indicator_is_declared_public(toy, result):
    rows = result.indicatoren
    rows.loc[rows["indicator"] == "boomkroon", "openbaarheid"] = "intern"
    shown = visible(result, toy.toy_opgaven(), "openbaar")
    assert "boomkroon" not in set(shown.indicatoren["indicator"])


def test_a_task_scored_on_an_internal_figure_shows_bands_only(toy, result):
    opgaven = toy.toy_opgaven()
    secret = toy.indicator("gas_per_m2", openbaarheid="intern")
    opgaven["energietransitie"] = type(opgaven["energietransitie"])(
        "energietransitie", "Energie", "energy", "?", (secret,), scoort=True, volgorde=0
    )
    shown = visible(result, opgaven, "openbaar")
    assert "energietransitie" in shown.in_banden
    assert shown.scores.loc[shown.scores["opgave"] == "energietransitie", "score"].isna().all()


def test_messages_that_name_something_internal_are_not_told(shown):
    assert not shown.may_say("Geen bron voor laag_inkomen_geheim.")
    assert not shown.may_say("Huishoudens met laag inkomen: geen cijfer.")
    assert shown.may_say("Er zijn geen werken gegeven.")


def test_internal_map_holds_everything(toy, result):
    shown = visible(result, toy.toy_opgaven(), "intern")
    assert "bijstand_geheim" in set(shown.indicatoren["indicator"])
    assert shown.in_banden == frozenset()
    assert shown.may_say("Geen bron voor laag_inkomen_geheim.")


def test_a_hidden_figure_is_counted_when_the_score_needs_or_has_it(toy, result, shown):
    assert shown.verborgen["sociaaleconomisch"] == 2
    assert shown.verborgen["klimaatadaptatie"] == 0
    absent = result.indicatoren["indicator"].isin(["laag_inkomen_geheim", "bijstand_geheim"])
    result.indicatoren.loc[absent, "status"] = "bron_ontbreekt"
    opgaven = toy.toy_opgaven()
    extra = toy.indicator("bijstand_geheim", openbaarheid="intern", kern=False)
    core = toy.indicator("laag_inkomen_geheim", openbaarheid="intern")
    opgaven["sociaaleconomisch"] = type(opgaven["dna"])("sociaaleconomisch", "S", "S", "?", (core, extra))
    assert visible(result, opgaven, "openbaar").verborgen["sociaaleconomisch"] == 1
