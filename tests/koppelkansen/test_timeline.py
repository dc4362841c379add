import pandas as pd
import pytest

from wijkkaart.koppelkansen.eigen import Voices
from wijkkaart.koppelkansen.timeline import timeline


def voices(*rows):
    """Return works from (which, gebiedcode, werksoort, jaar_van, jaar_tot, tekst)."""
    columns = ["werk", "gebiedcode", "werksoort", "jaar_van", "jaar_tot", "tekst"]
    frame = pd.DataFrame(rows, columns=columns).astype({"jaar_van": "Int64", "jaar_tot": "Int64"})
    return Voices(frame.drop(columns="werk").assign(soort="werk"), {}, frame["werk"])


@pytest.fixture
def lines(gebieden):
    def make(*rows, year=2026):
        found = timeline(voices(*rows), gebieden, year)
        return {(row.gebiedcode, row.jaar): tuple(row)[3:] for row in found.itertuples()}

    return make


def test_a_work_stands_in_each_of_its_years_in_its_buurt_wijk_and_gemeente(lines):
    found = lines((0, "BU01", "riool", 2027, 2028, "Nieuw riool"))
    told = ("riool", 1, False, "Nieuw riool")
    assert found == {(code, year): told for code in ("BU01", "WK1", "GM1") for year in (2027, 2028)}


def test_a_work_that_lies_in_two_buurten_counts_once_above_them(lines):
    found = lines((7, "BU01", "riool", 2027, 2027, "R"), (7, "BU03", "riool", 2027, 2027, "R"))
    assert {code: found[code, 2027][1] for code in ("BU01", "BU03", "WK1", "WK2", "GM1")} == dict.fromkeys(
        ("BU01", "BU03", "WK1", "WK2", "GM1"), 1
    )


def test_a_work_of_a_wijk_is_planned_in_all_its_buurten_and_no_other(lines):
    assert {code for code, _ in lines((0, "WK2", "weg", 2027, 2027, None))} == {"BU03", "BU04", "WK2", "GM1"}


def test_a_work_of_the_gemeente_is_planned_everywhere(lines):
    found = {code for code, _ in lines((0, "GM1", "weg", 2027, 2027, None))}
    assert found == {"BU01", "BU02", "BU03", "BU04", "WK1", "WK2", "GM1", "EG01"}


def test_years_in_which_works_of_several_kinds_meet_are_marked(lines):
    found = lines(
        (0, "BU01", "weg", 2027, 2028, "Bestrating"),
        (1, "BU01", "riool", 2028, 2029, "Riool"),
        (2, "BU01", "riool", 2029, 2029, "Ook riool"),
    )
    assert found["BU01", 2027] == ("weg", 1, False, "Bestrating")
    assert found["BU01", 2028] == ("riool; weg", 2, True, "Bestrating; Riool")
    # two works, but of one kind: nothing meets
    assert found["BU01", 2029] == ("riool", 2, False, "Riool; Ook riool")


def test_works_that_meet_only_in_the_wijk_meet_there(lines):
    found = lines((0, "BU01", "weg", 2027, 2027, None), (1, "BU02", "gas", 2027, 2027, None))
    assert found["BU01", 2027] == ("weg", 1, False, None)
    assert found["WK1", 2027] == ("gas; weg", 2, True, None)


def test_what_is_done_is_not_planned(lines):
    found = lines((0, "BU01", "weg", 2019, 2025, None), (1, "BU02", "gas", 2024, 2027, None))
    assert {key for key in found if key[0].startswith("BU")} == {("BU02", 2026), ("BU02", 2027)}


def test_at_most_ten_descriptions_are_listed(lines):
    found = lines(*((number, "BU01", "weg", 2027, 2027, f"w{number}") for number in range(12)))
    assert found["BU01", 2027] == ("weg", 12, False, "w0; w1; w2; w3; w4; w5; w6; w7; w8; w9; en nog 2")


def test_without_works_there_is_no_row_but_there_are_columns(gebieden):
    found = timeline(voices(), gebieden, 2026)
    assert found.empty
    assert found.columns.tolist() == ["gebiedcode", "jaar", "soorten", "n_werken", "samen", "omschrijvingen"]
