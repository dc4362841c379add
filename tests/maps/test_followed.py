"""Dit zei u, dit doen we ermee: worked out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from wijkkaart.maps.areas import ordered_areas
from wijkkaart.maps.followed import followed_payload

LABELS = {"mobiliteit": "mobiliteit", "energietransitie": "energie", "K1": "De straat open", "eigen_tuin": "Tuin"}


@pytest.fixture
def areas(result):
    return ordered_areas(result.gebieden)


def voices(areas, *rows) -> pd.DataFrame:
    empty = dict.fromkeys(("opgave", "tekst", "regel", "oordeel", "tafel"))
    filled = [{**empty, "x": np.nan, "aantal": np.nan, "gebiedcode": areas.codes[0], **row} for row in rows]
    return pd.DataFrame(filled)


def cards(areas, *rows) -> pd.DataFrame:
    return pd.DataFrame([{"gebiedcode": areas.codes[0], **row} for row in rows], columns=["gebiedcode", *rows[0]])


CARDS = (
    {"regel": "K1", "naam": "De straat open", "opgaven": "mobiliteit; klimaatadaptatie", "stand": "kansrijk"},
    {"regel": "K2", "naam": "Het dak", "opgaven": "energietransitie; natuurinclusiviteit", "stand": "geen"},
)


def followed(areas, *rows) -> list[tuple[str, str]]:
    made = followed_payload(voices(areas, *rows), cards(areas, *CARDS), LABELS, areas)
    assert all(item["g"] == 0 for item in made)
    return [(item["zei"], item["doet"]) for item in made]


def test_a_wish_names_the_koppelkans_that_it_counts_for(areas):
    told = followed(areas, {"soort": "ambitie", "opgave": "mobiliteit", "tekst": "Minder auto's"})
    assert told == [("Minder auto's", "Deze wens telt mee bij: De straat open.")]


def test_a_wish_without_a_koppelkans_is_told_so(areas):
    told = followed(areas, {"soort": "ambitie", "opgave": "energietransitie", "tekst": None})
    assert told == [("Een wens bij energie", "Er is hier nog geen koppelkans met energie. De wens blijft staan.")]


def test_a_card_that_is_not_recognised_stays(areas):
    no = {"soort": "oordeel", "regel": "K1", "oordeel": "herkennen_niet"}
    yes = {"soort": "oordeel", "regel": "K1", "oordeel": "herkennen"}
    assert followed(areas, no) == [
        ("De straat open: herkennen wij niet", "Het blijft op de kaart, en er staat bij dat u het niet herkent.")
    ]
    both = "Dit staat erbij, en ook dat niet iedereen het zo ziet."
    assert followed(areas, no, yes, no) == [
        ("De straat open: herkennen wij niet", both),
        ("De straat open: herkennen wij", both),
    ]


def test_dots_of_all_tables_are_added_and_told_once(areas):
    dots = [{"soort": "stip", "regel": "eigen_tuin", "aantal": n} for n in (2, 3)]
    own = {"soort": "koppelkans", "regel": "eigen_tuin", "tekst": "Tuin\nSamen tuinieren"}
    assert followed(areas, own, *dots) == [
        ("Tuin", "Dit is een eigen kaartje op de kaart. Het heeft er 5."),
        ("Stippen voor: Tuin", "Het kaartje laat zien hoeveel het er zijn. Het heeft er 5."),
    ]


def test_places_notes_and_what_must_stay(areas):
    told = followed(
        areas,
        {"soort": "ontmoetingsplek", "tekst": "Buurthuis\nkoffie", "x": 84_000.0},
        {"soort": "behouden", "tekst": "De linde"},
        {"soort": "notitie", "tekst": "Druk"},
        {"soort": "werk", "tekst": "Riool"},
    )
    assert [said for said, _ in told] == ["Buurthuis", "De linde", "Druk"]
    assert told[0][1] == "Deze plek staat op de kaart."
    assert told[1][1] == "Dit staat op de kaart bij wat moet blijven."
    assert told[2][1].startswith("Dit staat bij")


def test_nothing_said_is_nothing_followed(areas):
    nothing = voices(areas, {"soort": "notitie"}).iloc[:0]
    assert followed_payload(nothing, cards(areas, *CARDS), LABELS, areas) == []
