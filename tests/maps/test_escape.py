import json

import numpy as np
import pandas as pd
import pytest

from wijkkaart.maps.escape import flag, number, page_json, parts, text


def test_no_character_that_could_be_markup_survives_and_the_text_is_the_same():
    hostile = ["</script>", "<!--", "&lt;", "{{7*7}}", "\u2028", "é"]
    made = page_json(hostile)
    assert not set("<>&\u2028é") & set(made)
    assert json.loads(made) == hostile


def test_nan_is_refused_because_a_browser_cannot_read_it():
    with pytest.raises(ValueError, match="not JSON compliant"):
        page_json([float("nan")])


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, float("inf")])
def test_a_missing_number_is_none_and_never_zero(missing):
    assert number(missing, 1) is None


def test_numbers_are_rounded_once():
    assert [number(2.25001, 1), number(2.0, 0), number(np.float64(7.6), 0)] == [2.3, 2, 8]


def test_text_of_cells():
    assert [text(value) for value in (None, np.nan, 2025.0, 0.5, "a")] == ["", "", "2025", "0.5", "a"]


def test_missing_is_not_yes():
    assert [flag(value) for value in (True, np.bool_(True), False, pd.NA, np.nan)] == [True, True, False, False, False]


def test_parts_of_a_joined_cell():
    assert parts("cbs_kerncijfers; bag_panden") == ["cbs_kerncijfers", "bag_panden"]
    assert parts(np.nan) == []
