import csv
import re

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wijkkaart.outputs import write_tables
from wijkkaart.outputs.csv_files import guarded, unguarded

TRICKY = st.text(alphabet="=+-@'; \t\r\nab＝")  # noqa: RUF001 - the full-width sign is a formula too
STARTS_FORMULA = re.compile(r"(?:\A|[;\r\n])[^\S\r\n]*[=+\-@]")


@pytest.fixture
def folder(result, tmp_path):
    write_tables(result, tmp_path, ("csv",))
    return tmp_path


@given(TRICKY)
@example("' =1")
@example(";'=1")
@example("\n\n=1")
def test_guarding_leaves_no_formula_and_loses_nothing(text):
    assert not STARTS_FORMULA.search(guarded(text))
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "text", ["'s-Gravenhage", "Buurt 12 (Noord)", "Wijk, 00", "a-b", "1+1=2", "", "Oud-Zuid; west"]
)
def test_ordinary_names_stay_as_they_are(text):
    assert guarded(text) == text


def test_the_file_is_utf8_without_bom_with_crlf(folder):
    content = (folder / "gebieden.csv").read_bytes()
    assert content.startswith(b"gebiedcode,gebiednaam,")
    assert content.count(b"\r\n") == 5
    assert content.replace(b"\r\n", b"").count(b"\n") == 0


def test_codes_names_and_numbers_come_back(folder, result):
    gebieden = pd.read_csv(folder / "gebieden.csv", dtype=str, keep_default_na=False)
    assert gebieden["gebiedcode"].tolist() == list(result.gebieden.index)
    assert [unguarded(name) for name in gebieden["gebiednaam"]] == result.gebieden["gebiednaam"].tolist()
    assert gebieden["oppervlakte_ha"].tolist() == ["0.3", "1", "1.3", "0.5"]
    assert gebieden["volledig"].tolist() == ["true", "true", "false", "false"]
    assert gebieden["indelingsjaar"].tolist() == ["2023", "2023", "2023", ""]
    assert gebieden["wijkcode"].tolist() == ["WK999900", "WK999900", "WK999900", ""]


def test_a_cell_without_value_is_empty_and_never_zero(folder):
    cells = pd.read_csv(folder / "indicatoren.csv", dtype=str, keep_default_na=False)
    missing = cells[cells["status"] != "ok"]
    assert len(missing) == 5
    assert set(missing["waarde"]) == {""}
    assert set(missing["waarde_tekst"]) == {""}


def test_internal_rows_are_there_and_marked(folder):
    cells = pd.read_csv(folder / "indicatoren.csv", dtype=str)
    assert set(cells.loc[cells["indicator"] == "bijstand", "openbaarheid"]) == {"intern"}
    assert set(cells.loc[cells["indicator"] != "bijstand", "openbaarheid"]) == {"openbaar"}


def test_no_cell_of_any_file_starts_a_formula(folder):
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                assert not [cell for cell in row if STARTS_FORMULA.search(cell) and not _is_number(cell)]


def _is_number(cell):
    return re.fullmatch(r"-?[\d.]+(e[+-]\d+)?", cell) is not None


def test_a_note_of_several_lines_keeps_its_lines(folder):
    notes = pd.read_csv(folder / "stemmen.csv", dtype=str, keep_default_na=False)
    assert notes["tekst"][0] == "Meer groen;'=1+1\r\n'@allen"
    assert notes["x"].tolist() == ["84000.123", ""]
    assert notes["jaar_van"].tolist() == ["", "2025"]
