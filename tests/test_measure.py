"""Running indicators: every gebied once, and the reason where there is no figure."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from wijkkaart.declarations import Indicator
from wijkkaart.errors import ContractError
from wijkkaart.figures import Figures, figures, ratio
from wijkkaart.layers import Raster, StatTable
from wijkkaart.measure import compute, measure

CODES = pd.Index(["BU1", "BU2"], name="gebiedcode")


def areas() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(index=CODES, geometry=[box(0, 0, 1, 1)] * 2, crs="EPSG:28992")


def autos(cbs_kerncijfers: StatTable) -> Figures:
    return cbs_kerncijfers["a_pau"]


def leeftijd(cbs_kerncijfers: StatTable | None = None, *, planjaar: int) -> Figures:
    del cbs_kerncijfers
    return figures(pd.Series(planjaar - 2000.0, index=CODES))


def half(gebieden: gpd.GeoDataFrame) -> Figures:
    return figures(pd.Series(1.0, index=gebieden.index[:1]))


def declared(function) -> Indicator:
    texts = dict.fromkeys(("label_nl", "label_en", "eenheid", "vraag", "formule", "minimum", "valkuil"), "x")
    return Indicator(function, rol="context", **texts)


def table() -> StatTable:
    values = pd.DataFrame({"a_pau": [7.0, None]}, index=CODES)
    status = pd.DataFrame({"a_pau": ["ok", "geheim"]}, index=CODES)
    return StatTable(values, status, values.notna().astype(float), pd.Series({"a_pau": 2023}))


def test_each_gebied_once_with_value_reason_year_and_source():
    long = measure({"autos": declared(autos)}, {"cbs_kerncijfers": table()}, areas(), 2025)
    assert long["gebiedcode"].tolist() == ["BU1", "BU2"]
    assert long["status"].tolist() == ["ok", "geheim"]
    assert long["waarde"].tolist()[0] == 7.0
    assert set(long["peiljaar"]) == {2023}
    assert set(long["bron"]) == {"cbs_kerncijfers"}


def test_without_its_source_every_cell_says_so():
    result = compute(declared(autos), {"gebieden": areas(), "planjaar": 2025}, CODES)
    assert set(result.status) == {"bron_ontbreekt"}
    assert result.waarde.isna().all()


def test_an_optional_source_and_the_plan_year_are_handed_over():
    result = compute(declared(leeftijd), {"gebieden": areas(), "planjaar": 2025}, CODES)
    assert result.waarde.tolist() == [25.0, 25.0]


def test_an_indicator_that_loses_an_area_is_refused():
    with pytest.raises(ContractError, match="half"):
        compute(declared(half), {"gebieden": areas(), "planjaar": 2025}, CODES)


def test_a_layer_with_one_year_lends_it_to_its_figures():
    def warmte(kea_pet: Raster) -> Figures:
        del kea_pet
        return figures(pd.Series(1.0, index=CODES))

    layers = {"kea_pet": Raster(pd.DataFrame([[1.0]]).to_numpy(), None, 2022)}
    assert set(measure({"warmte": declared(warmte)}, layers, areas(), 2025)["peiljaar"]) == {2022}


def edition(year: int, **columns: list[float | None]) -> StatTable:
    codes = pd.Index(["BU1", "BU2", "BU3", "BU4"], name="gebiedcode")
    values = pd.DataFrame(columns, index=codes, dtype="float64")
    status = values.notna().replace({True: "ok", False: "niet_gepubliceerd"})
    return StatTable(values, status, values.notna().astype(float), pd.Series(year, index=values.columns))


def auto_per_inwoner(cbs_kerncijfers: StatTable) -> Figures:
    return ratio(cbs_kerncijfers["a_pau"], cbs_kerncijfers["a_inw"])


def inwoners(cbs_kerncijfers: StatTable) -> Figures:
    return cbs_kerncijfers["a_inw"]


def test_a_figure_is_of_the_newest_filled_year_and_never_mixes_years():
    newest = edition(2025, a_inw=[200.0] * 4, a_pau=[None] * 4)
    older = edition(2024, a_inw=[100.0] * 4, a_pau=[50.0] * 4)
    table = StatTable.of_editions([newest, older])
    found = compute(declared(auto_per_inwoner), {"cbs_kerncijfers": table}, newest.waarden.index)
    assert found.waarde.tolist() == [0.5] * 4
    assert found.peiljaar == 2024
    people = compute(declared(inwoners), {"cbs_kerncijfers": table}, newest.waarden.index)
    assert people.waarde.tolist() == [200.0] * 4
    assert people.peiljaar == 2025


def test_a_year_that_is_nearly_as_full_as_any_is_not_passed_over_for_an_older_one():
    newest = edition(2025, a_inw=[200.0, None, None, None])
    older = edition(2024, a_inw=[100.0, None, None, None])
    table = StatTable.of_editions([newest, older])
    assert compute(declared(inwoners), {"cbs_kerncijfers": table}, newest.waarden.index).peiljaar == 2025
    fuller = edition(2023, a_inw=[100.0, 100.0, None, None])
    table = StatTable.of_editions([newest, older, fuller])
    assert compute(declared(inwoners), {"cbs_kerncijfers": table}, newest.waarden.index).peiljaar == 2023


def test_put_together_each_column_is_of_the_newest_year_that_has_it():
    table = StatTable.of_editions([edition(2025, a_inw=[9.0] * 4, a_pau=[None] * 4), edition(2024, a_pau=[5.0] * 4)])
    assert table["a_inw"].peiljaar == 2025
    assert table["a_pau"].peiljaar == 2024
    assert table["a_pau"].waarde.tolist() == [5.0] * 4
    assert [part.jaar for part in table.edities] == [2025, 2024]
