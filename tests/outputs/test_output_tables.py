import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.outputs.column import Column
from wijkkaart.outputs.tables import result_tables, rounded, typed

NUMBER = Column("n", "getal", "n", "n")
WHOLE = Column("n", "geheel", "n", "n")
TEXT = Column("n", "tekst", "n", "n")
FLAG = Column("n", "ja_nee", "n", "n")


def test_a_sum_of_tenths_loses_its_noise():
    assert rounded(0.1 + 0.2) == 0.3


def test_minus_zero_is_zero():
    assert str(rounded(-0.0)) == "0.0"


@given(st.floats(min_value=1e-9, max_value=1e9))
def test_rounding_changes_no_figure_that_a_source_could_give(value):
    assert abs(rounded(value) - value) <= 5.1e-12 * value
    assert rounded(rounded(value)) == rounded(value)


def test_a_year_with_gaps_stays_a_whole_number():
    years = typed(pd.DataFrame({"n": [2023.0, None]}), [WHOLE])["n"]
    assert years[0] == 2023
    assert str(years[0]) == "2023"
    assert years[1] is pd.NA


def test_empty_text_is_missing_and_a_code_keeps_its_zeros():
    words = typed(pd.DataFrame({"n": ["", "0014", None]}), [TEXT])["n"]
    assert words[1] == "0014"
    assert words.isna().tolist() == [True, False, True]


def test_an_unknown_flag_is_neither_true_nor_false():
    flags = typed(pd.DataFrame({"n": [True, None, False]}, dtype=object), [FLAG])["n"]
    assert flags.isna().tolist() == [False, True, False]
    assert flags.sum() == 1


def test_a_missing_number_is_not_zero():
    numbers = typed(pd.DataFrame({"n": [None, 0]}, dtype=object), [NUMBER])["n"]
    assert numbers.isna().tolist() == [True, False]


def test_a_missing_column_is_an_error_and_not_an_empty_one():
    with pytest.raises(KeyError, match="n"):
        typed(pd.DataFrame({"m": [1]}), [NUMBER])


def test_the_areas_get_their_code_as_a_column(result):
    gebieden = result_tables(result)["gebieden"]
    assert gebieden["gebiedcode"].tolist() == ["BU99990001", "BU999900A2", "WK999900", "EIGEN01"]
    assert gebieden["oppervlakte_ha"].tolist() == [0.3, 1.0, 1.3, 0.5]
