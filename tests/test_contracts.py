"""The contract of each table: every problem is found and named once."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Polygon, box

from wijkkaart import contracts
from wijkkaart.declarations import Indicator
from wijkkaart.errors import ContractError
from wijkkaart.outputs.columns import TABLES


def share(**changes):
    texts = dict.fromkeys(("label_nl", "label_en", "eenheid", "vraag", "formule", "minimum", "valkuil"), "x")

    def aandeel():
        """Do nothing: only the declaration matters."""

    return Indicator(aandeel, rol="context", **texts, **{"bovengrens": 100.0, **changes})


def long(**changes) -> pd.DataFrame:
    rows = {"gebiedcode": ["BU1", "BU2"], "indicator": "aandeel", "waarde": [50.0, None], "waarde_tekst": None}
    return pd.DataFrame({**rows, "status": ["ok", "geheim"], **changes})


def check(frame):
    contracts.check_indicators(frame, {"aandeel": share()}, ["BU1", "BU2"])


def test_a_good_table_passes():
    check(long())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": ["ok", "ok"]}, "in tegenspraak"),
        ({"status": ["geheim", "geheim"]}, "in tegenspraak"),
        ({"waarde": [101.0, None]}, "buiten de grenzen"),
        ({"waarde": [-1.0, None]}, "buiten de grenzen"),
        ({"status": ["ok", "weg"]}, "onbekende waarde in status"),
        ({"gebiedcode": ["BU1", "BU1"]}, "dubbele rijen"),
    ],
)
def test_each_breach_is_named(changes, words):
    with pytest.raises(ContractError, match=words):
        check(long(**changes))


def test_a_missing_row_is_a_breach():
    with pytest.raises(ContractError, match="1 rijen"):
        check(long().iloc[:1])


def test_a_score_outside_its_scale_or_without_reason_is_a_breach():
    rows = pd.DataFrame({"gebiedcode": ["A", "B"], "opgave": "x", "score": [101.0, None], "status": ["ok", "ok"]})
    with pytest.raises(ContractError, match=r"buiten 0-100.*tegen"):
        contracts.check_scores(rows)


def test_an_empty_or_crossed_shape_is_a_breach():
    shapes = [box(0, 0, 1, 1), Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])]
    areas = gpd.GeoDataFrame({"niveau": "buurt"}, index=["BU1", "BU2"], geometry=shapes, crs="EPSG:28992")
    with pytest.raises(ContractError, match="BU2"):
        contracts.check_gebieden(areas)


def test_shape_gives_the_columns_in_order_and_sorts_by_area():
    areas = gpd.GeoDataFrame(
        {"gemeentecode": "GM1", "gebiednaam": ["A", "B"], "niveau": "buurt", "indelingsjaar": 2024},
        index=["BU1", "BU2"],
        geometry=[box(0, 0, 1, 1)] * 2,
        crs="EPSG:28992",
    )
    rows = contracts.shape("dna", pd.DataFrame({"gebiedcode": ["BU2", "BU1"], "wijktype": ["x", "y"]}), "r1", areas)
    assert tuple(rows.columns) == contracts.COLUMNS["dna"]
    assert rows["gebiedcode"].tolist() == ["BU1", "BU2"]
    assert rows["wijktype"].tolist() == ["y", "x"]
    assert set(rows["run_id"]) == {"r1"}


def test_a_table_about_the_method_keeps_its_order_and_knows_no_areas():
    rows = pd.DataFrame({"keuze": ["weglaten", "afronding"], "plek": [1, 2]}, index=[5, 3])
    shaped = contracts.shape("keuzes", rows, "r1", gpd.GeoDataFrame())
    assert tuple(shaped.columns) == contracts.COLUMNS["keuzes"]
    assert shaped["keuze"].tolist() == ["weglaten", "afronding"]
    assert shaped.index.tolist() == [0, 1]
    assert set(shaped["run_id"]) == {"r1"}
    assert list(contracts.empty("keuzes")) == list(shaped)


@pytest.mark.parametrize("table", sorted(contracts.COLUMNS))
def test_the_tables_are_written_with_the_columns_that_were_checked(table):
    assert tuple(column.id for column in TABLES[table]) == contracts.COLUMNS[table]
