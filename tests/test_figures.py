"""The arithmetic of figures: a missing input never becomes a number."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.errors import ContractError
from wijkkaart.figures import Figures, absent, derive, figures, ratio, require
from wijkkaart.status import INDICATOR_STATUSES, Status

CODES = pd.Index(["BU1", "BU2", "BU3", "BU4"])


def column(*values: float | None, **options) -> Figures:
    return figures(pd.Series(values, index=CODES[: len(values)], dtype="float64"), **options)


def test_ratio_divides_and_keeps_its_parts():
    result = ratio(column(60.0, 5.0), column(900.0, 50.0), 1000)
    assert result.waarde.tolist() == pytest.approx([66.6666667, 100.0])
    assert result.teller.tolist() == [60.0, 5.0]
    assert result.noemer.tolist() == [900.0, 50.0]


def test_zero_denominator_is_not_applicable_and_never_a_number():
    result = ratio(column(3.0, 0.0), column(0.0, 0.0))
    assert result.waarde.isna().all()
    assert set(result.status) == {Status.NIET_VAN_TOEPASSING}


@pytest.mark.parametrize("reason", sorted(INDICATOR_STATUSES - {Status.OK}))
def test_every_reason_travels_through_a_ratio_on_either_side(reason):
    known, missing = column(1.0, 2.0), absent(CODES[:2], reason)
    for result in (ratio(known, missing), ratio(missing, known)):
        assert result.waarde.isna().all()
        assert set(result.status) == {reason}


def test_the_first_reason_is_kept():
    result = derive(lambda a, b: a + b, absent(CODES, Status.GEHEIM), absent(CODES, Status.BRON_ONTBREEKT))
    assert set(result.status) == {Status.GEHEIM}


def test_require_marks_small_empty_and_unknown_areas():
    size = figures(pd.Series([19.0, 20.0, 0.0, None], index=CODES), missing=Status.GEHEIM)
    result = require(column(1.0, 2.0, 3.0, 4.0), size, 20)
    assert result.status.tolist() == ["te_klein", "ok", "niet_van_toepassing", "geheim"]
    assert result.waarde.tolist()[1] == 2.0
    assert result.waarde.drop("BU2").isna().all()


def test_a_value_without_ok_or_ok_without_a_value_is_refused():
    for value, status in ((1.0, "geheim"), (np.nan, "ok")):
        with pytest.raises(ContractError):
            Figures(pd.Series([value]), pd.Series([status]), pd.Series([1.0]))


def test_infinity_is_no_value():
    assert column(float("inf")).status.tolist() == [Status.NIET_VAN_TOEPASSING]


def test_a_mixed_figure_claims_the_oldest_year():
    assert ratio(column(1.0, peiljaar=2024), column(2.0, peiljaar=2022)).peiljaar == 2022


numbers = st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False))


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=8))
def test_a_missing_input_never_becomes_a_number(pairs):
    index = pd.Index([f"BU{n}" for n in range(len(pairs))])
    top = figures(pd.Series([a for a, _ in pairs], index=index, dtype="float64"), missing=Status.GEHEIM)
    bottom = figures(pd.Series([b for _, b in pairs], index=index, dtype="float64"), missing=Status.GEHEIM)
    result = ratio(top, bottom)
    gone = top.waarde.isna() | bottom.waarde.isna()
    assert result.waarde[gone].isna().all()
    assert (result.status[gone] == Status.GEHEIM).all()
