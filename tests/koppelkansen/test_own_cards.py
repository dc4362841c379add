import pandas as pd
import pytest

from wijkkaart.contracts import COLUMNS
from wijkkaart.koppelkansen.eigen import Voices
from wijkkaart.koppelkansen.kinds import CARD_TEXTS
from wijkkaart.koppelkansen.own_cards import with_voices

COLUMNS_OF_CARD = [name for name in COLUMNS["koppelkansen"] if name not in {"run_id", "gemeentecode", "niveau"}][:-2]


def voices(*rows, kaarten=()):
    """Return voices from (soort, gebiedcode, regel, oordeel, aantal, herkomst, jaar_van, jaar_tot)."""
    columns = ["soort", "gebiedcode", "regel", "oordeel", "aantal", "herkomst", "jaar_van", "jaar_tot"]
    frame = pd.DataFrame([(*row, *[None] * (8 - len(row))) for row in rows], columns=columns)
    frame = frame.astype({"aantal": "Int64", "jaar_van": "Int64", "jaar_tot": "Int64"})
    return Voices(frame, dict(kaarten), pd.Series(range(len(frame))))


def card(naam="Koele tuin", opgaven=("mobiliteit", "klimaatadaptatie"), uitleg="Het is heet.", **texts):
    return {"naam": naam, "opgaven": list(opgaven), "uitleg": uitleg, **dict.fromkeys(CARD_TEXTS), **texts}


def own(code, herkomst="bewoners", first=None, last=None):
    return ("koppelkans", code, "eigen_koele_tuin", None, None, herkomst, first, last)


@pytest.fixture
def found():
    """Return two cards of a rule, as the figures found them."""
    row = dict.fromkeys(COLUMNS_OF_CARD, "x")
    rows = [{**row, "gebiedcode": code, "regel": "K2_dak", "stand": "geen", "kan_hoger": True, "p_urgent": 0.5}
            for code in ("BU01", "BU02")]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.fixture
def put(found, gebieden):
    return lambda said: with_voices(found, said, gebieden, 2026, 5).set_index(["gebiedcode", "regel"])


def test_without_voices_the_cards_stay_and_say_nothing_of_people(put, found):
    cards = put(voices())
    assert cards["herkenning"].isna().all()
    assert cards["stippen"].isna().all()
    assert cards.reset_index()[found.columns].equals(found)


def test_an_own_koppelkans_is_a_card_of_its_own_and_changes_no_other(put, found):
    said = voices(own("BU02"), kaarten={0: card(waarde="Koelte", vraag="Wie doet mee?")}.items())
    cards = put(said)
    made = cards.loc[("BU02", "eigen_koele_tuin")]
    assert made[["naam", "opgaven", "herkomst", "stand", "uitleg", "waarde", "vraag", "openbaarheid"]].tolist() == [
        *("Koele tuin", "mobiliteit; klimaatadaptatie", "bewoners", "kansrijk"),
        *("Het is heet.", "Koelte", "Wie doet mee?", "openbaar"),
    ]
    assert made["zekerheid"] == "Ingebracht door bewoners. Dit rust niet op cijfers."
    assert made["bewijs"] == ""
    assert pd.isna(made["p_urgent"])
    assert pd.isna(made["let_op"])
    assert not made["kan_hoger"]
    pd.testing.assert_frame_equal(cards.iloc[:2].reset_index()[found.columns], found, check_dtype=False)


@pytest.mark.parametrize(
    ("first", "last", "stand", "sentence"),
    [
        (2026, 2026, "nu", "Er is een planning: 2026."),
        (2031, 2033, "nu", "Er is een planning: 2031 tot en met 2033."),
        (2020, 2026, "nu", "Er is een planning: 2020 tot en met 2026."),
        (2032, 2033, "kansrijk", "cijfers."),
        (2024, 2025, "kansrijk", "cijfers."),
    ],
)
def test_a_planned_year_within_the_horizon_makes_it_nu(put, first, last, stand, sentence):
    made = put(voices(own("BU01", "gemeente", first, last), kaarten={0: card()}.items())).iloc[-1]
    assert made["stand"] == stand
    assert made["zekerheid"].startswith("Ingebracht door de gemeente. Dit rust niet op cijfers.")
    assert made["zekerheid"].endswith(sentence)


def test_what_two_tables_write_about_the_same_koppelkans_is_one_card(put):
    said = voices(
        own("BU01"),
        own("BU01", "gemeente", 2027, 2027),
        own("WK1"),
        kaarten={
            0: card(waarde="Koelte"),
            1: card(opgaven=("klimaatadaptatie", "energietransitie"), waarde="Contact"),
            2: card(uitleg=None),
        }.items(),
    )
    cards = put(said)
    made = cards.loc[("BU01", "eigen_koele_tuin")]
    assert made["waarde"] == "Koelte / Contact"
    assert made["uitleg"] == "Het is heet."
    assert made["opgaven"] == "mobiliteit; klimaatadaptatie; energietransitie"
    assert (made["stand"], made["herkomst"]) == ("nu", "bewoners")
    assert cards.loc[("WK1", "eigen_koele_tuin"), "uitleg"] == "Koele tuin"
    assert len(cards) == 2 + 2


def test_a_card_of_a_gebied_that_is_not_in_the_run_is_left_out(put):
    assert len(put(voices(own("WK9"), kaarten={0: card()}.items()))) == 2


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (["herkennen"], "herkennen"),
        (["herkennen_niet", "herkennen_niet"], "herkennen_niet"),
        (["herkennen", "herkennen_niet"], "verdeeld"),
        (["weten_niet"], "weten_niet"),
        (["weten_niet", "herkennen_niet"], "herkennen_niet"),
        (["herkennen", "weten_niet", "herkennen_niet"], "verdeeld"),
    ],
)
def test_a_judged_card_stays_with_its_judgement(put, said, word):
    cards = put(voices(*(("oordeel", "BU01", "K2_dak", each) for each in said)))
    assert cards["herkenning"].tolist()[0] == word
    assert pd.isna(cards["herkenning"].iloc[1])
    assert cards["stand"].tolist() == ["geen", "geen"]


def test_dots_of_all_tables_are_added_up_per_card(put):
    dots = [("stip", "BU01", "K2_dak", None, 3), ("stip", "BU01", "K2_dak", None, 4)]
    elsewhere = [("stip", "WK1", "K2_dak", None, 9), ("stip", "BU01", "K3_x", None, 1)]
    cards = put(voices(*dots, *elsewhere))
    assert cards["stippen"].tolist() == [7, pd.NA]
    assert str(cards["stippen"].dtype) == "Int64"
