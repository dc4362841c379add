import dataclasses

import pandas as pd
import pytest

from wijkkaart.maps.areas import ordered_areas
from wijkkaart.maps.degrees import degrees_for
from wijkkaart.maps.stories import koppelkansen_payload
from wijkkaart.maps.visible import visible
from wijkkaart.maps.voices import dots_payload, meeting_payload, timeline_payload, voices_payload


@pytest.fixture
def areas(result):
    return ordered_areas(result.gebieden)


@pytest.fixture
def first(areas):
    return areas.codes[0]


@pytest.fixture
def public(toy, result):
    return visible(result, toy.toy_opgaven(), "openbaar")


def said(result, *rows):
    """Return rows (as dicts) in the columns of the voices."""
    return pd.DataFrame(list(rows)).reindex(columns=result.stemmen.columns)


def test_a_voice_about_an_area_that_is_not_here_is_left_out(result, areas, public):
    elsewhere = result.stemmen.assign(gebiedcode="BU00000000")
    assert voices_payload(elsewhere, areas, public) == []
    assert [voice["van"] for voice in voices_payload(result.stemmen, areas, public)] == [None, 2027, None]


def test_only_judgements_and_dots_say_what_they_are_about(result, areas, public, first):
    base = {"gebiedcode": first, "herkomst": "bewoners"}
    rows = said(
        result,
        {**base, "soort": "notitie", "tekst": "x"},
        {**base, "soort": "oordeel", "regel": "K2_dak", "oordeel": "herkennen_niet", "tafel": "2"},
        {**base, "soort": "stip", "regel": "K2_dak", "aantal": 4},
    )
    found = voices_payload(rows, areas, public)
    assert [sorted(set(voice) & {"regel", "oordeel", "aantal", "tafel"}) for voice in found] == [
        [],
        ["oordeel", "regel", "tafel"],
        ["aantal", "regel"],
    ]
    assert (found[1]["regel"], found[1]["oordeel"], found[2]["aantal"]) == ("K2_dak", "herkennen_niet", 4)


def test_a_judgement_of_something_internal_is_not_in_public(toy, result, areas, public, first):
    base = {"gebiedcode": first, "herkomst": "bewoners", "soort": "oordeel", "oordeel": "herkennen"}
    names = ("K5_geheime_regel", "laag_inkomen_geheim", "boomkroon", "K7_koel")
    rows = said(result, *({**base, "regel": name} for name in names))
    assert [voice["regel"] for voice in voices_payload(rows, areas, public)] == ["boomkroon", "K7_koel"]
    intern = visible(result, toy.toy_opgaven(), "intern")
    assert [voice["regel"] for voice in voices_payload(rows, areas, intern)] == list(names)


def test_the_timeline_has_its_kinds_apart(areas, first):
    row = {"gebiedcode": first, "jaar": 2027, "soorten": "riool; weg", "n_werken": 2, "samen": True}
    frame = pd.DataFrame([{**row, "omschrijvingen": "A; B"}, {**row, "gebiedcode": "BU0", "omschrijvingen": None}])
    assert timeline_payload(frame, areas) == [
        {"g": 0, "jaar": 2027, "soorten": ["riool", "weg"], "n": 2, "samen": 1, "wat": "A; B"}
    ]


def test_a_meeting_place_is_one_point_with_its_name(result, areas, first):
    # the origin of the Dutch grid: 5.387206 east, 52.155174 north
    spot = {"soort": "ontmoetingsplek", "tekst": "Bankje <b>\nKoel", "x": 155_000.0, "y": 463_000.0}
    rows = said(
        result,
        {**spot, "gebiedcode": "BU00000000"},
        {**spot, "gebiedcode": first},
        {**spot, "gebiedcode": areas.codes[-1]},  # the same place, in its own area
        {**spot, "gebiedcode": first, "x": None, "y": None},
        {**spot, "gebiedcode": first, "soort": "notitie"},
    )
    (place,) = meeting_payload(rows, areas, degrees_for(areas.frame))
    assert (place["g"], place["naam"]) == (0, "Bankje <b>")
    assert place["punt"] == pytest.approx([5.387206, 52.155174], abs=1e-5)
    assert meeting_payload(result.stemmen, areas, degrees_for(areas.frame)) == []


def test_only_cards_with_dots_are_told(result, areas):
    cards = result.koppelkansen.iloc[:2].assign(stippen=pd.array([None, 5], dtype="Int64"))
    assert dots_payload(cards, areas) == [{"g": 1, "regel": cards["regel"].iloc[1], "n": 5}]


def test_an_own_koppelkans_is_public_keeps_its_certainty_and_is_marked_as_own(toy, result, areas):
    own = result.koppelkansen.iloc[:1].assign(
        regel="eigen_tuin", naam="Tuin", opgaven="klimaatadaptatie; sociaaleconomisch", herkomst="bewoners",
        bewijs="", zekerheid="Ingebracht door bewoners. Dit rust niet op cijfers.",
    )  # fmt: skip
    both = dataclasses.replace(result, koppelkansen=pd.concat([result.koppelkansen, own]))
    shown = visible(both, toy.toy_opgaven(), "openbaar").koppelkansen
    assert shown.loc[shown["regel"] == "eigen_tuin", "zekerheid"].tolist() == [own["zekerheid"].iloc[0]]
    made = koppelkansen_payload(shown, areas)
    assert {rule["id"]: rule["eigen"] for rule in made["regels"]}["eigen_tuin"] is True
    assert {face["regel"] for face in made["kaarten"] if face["eigen"]} == {"eigen_tuin"}
