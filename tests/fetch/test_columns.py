import pandas as pd
import pytest

from wijkkaart.errors import InputError
from wijkkaart.fetch.columns import as_text, find, one_of, plain, segments, select, unit


def test_one_field_is_recognised_in_all_three_spellings():
    assert plain("aantal_inwoners") == plain("aantalInwoners") == plain("AANTAL_INWONERS") == "aantalinwoners"


def test_a_statline_heading_falls_apart_in_path_and_unit():
    header = "Wonen en vastgoed/Woningen naar type/Percentage vrijstaande woning (eengezins (%)"
    assert segments(header)[-1] == "percentagevrijstaandewoningeengezins"
    assert unit(header) == "%"
    assert unit("aantal_inwoners") is None


def test_the_tail_of_a_path_tells_two_topics_with_one_name_apart():
    headers = ["Onderwijs/Basisonderwijs/Afstand tot school (km)", "Onderwijs/Vmbo/Afstand tot school (km)"]
    assert find(headers, ["Basisonderwijs/Afstand tot school"], "bestand x") == headers[0]
    with pytest.raises(InputError, match="kunnen allebei"):
        find(headers, ["Afstand tot school"], "bestand x")


def test_the_first_alias_wins_over_later_ones():
    assert find(["wijkcode", "buurtcode"], ["buurtcode", "wijkcode"], "x") == "buurtcode"
    assert find(["iets"], ["buurtcode"], "x") is None


def test_a_missing_field_is_named_with_what_is_there():
    frame = pd.DataFrame({"Naam": ["a"]})
    with pytest.raises(InputError, match="bestand x: het veld 'buurtcode' ontbreekt; aanwezig zijn: Naam"):
        select(frame, {"gebiedcode": ("buurtcode", "bu_code")}, ("gebiedcode",), "bestand x")


def test_select_keeps_known_fields_under_their_own_name():
    frame = pd.DataFrame({"BU_CODE": ["BU00010001"], "OAD": [5]})
    assert select(frame, {"gebiedcode": ("bu_code",)}, ("gebiedcode",), "x").columns.tolist() == ["gebiedcode"]


def test_text_loses_padding_and_keeps_missing_apart():
    assert as_text(pd.Series(["GM0363    ", "", None])).tolist()[:1] == ["GM0363"]
    assert as_text(pd.Series(["GM0363    ", "", None])).isna().tolist() == [False, True, True]
    assert as_text(pd.Series([3744.0, None])).iloc[0] == "3744"


def test_an_unknown_category_names_field_and_value():
    with pytest.raises(InputError, match="'water' bevat de onbekende waarde 'MISSCHIEN'"):
        one_of(pd.Series(["NEE", "MISSCHIEN", None]), {"NEE", "JA"}, "bestand x", "water")


def test_numbers_that_are_not_whole_keep_their_decimals():
    assert as_text(pd.Series([12.5, 3.0, None])).tolist()[:2] == ["12.5", "3"]
    assert as_text(pd.Series([12.5, None])).isna().tolist() == [False, True]
    assert as_text(pd.Series([344010000000001.0])).tolist() == ["344010000000001"]
