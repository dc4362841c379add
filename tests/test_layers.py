"""Tables of figures: a row or column that is not there is not published, and never 0."""

import pandas as pd
import pytest

from wijkkaart.layers import StatTable
from wijkkaart.status import Status


def edition(year, **rows):
    """Return a table of one column, a row per gebied; None is secret."""
    values = pd.DataFrame({"g_gas": rows}, dtype="float64")
    status = pd.DataFrame(str(Status.OK), values.index, values.columns).mask(values.isna(), str(Status.GEHEIM))
    return StatTable(values, status, values.notna().astype("float64"), pd.Series(year, index=values.columns))


def test_a_gebied_that_the_chosen_edition_does_not_have_is_not_published():
    table = StatTable.of_editions([edition(2025, BU1=None), edition(2024, BU1=900.0, BU2=None), edition(2023, BU3=5.0)])
    gas = table["g_gas"]
    assert gas.peiljaar == 2024
    assert gas.status.to_dict() == {"BU1": "ok", "BU2": "geheim", "BU3": "niet_gepubliceerd"}
    assert gas.waarde.dropna().to_dict() == {"BU1": 900.0}
    assert gas.dekking["BU3"] == 0.0


@pytest.mark.parametrize(
    "table", [edition(2024, BU1=900.0), StatTable.of_editions([edition(2025, BU1=None), edition(2024, BU1=900.0)])]
)
def test_a_row_that_is_asked_for_and_not_there_is_not_published(table):
    gas = table.of_codes(pd.Index(["BU2", "BU1"]))["g_gas"]
    assert gas.status.to_dict() == {"BU2": "niet_gepubliceerd", "BU1": "ok"}
    assert pd.isna(gas.waarde["BU2"])
    assert gas.dekking.to_dict() == {"BU2": 0.0, "BU1": 1.0}


def test_a_column_that_is_not_there_is_not_published_anywhere():
    power = edition(2024, BU1=900.0, BU2=None)["g_ele"]
    assert power.waarde.isna().all()
    assert set(power.status) == {Status.NIET_GEPUBLICEERD}
