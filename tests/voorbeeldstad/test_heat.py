"""What the Startanalyse, the grid operator and the heat atlas say agrees with the other files of Voorbeeldstad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wijkkaart.catalogue import all_sources
from wijkkaart.config import Bron
from wijkkaart.extent import Extent

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from wijkkaart.voorbeeldstad import Example
    from wijkkaart.voorbeeldstad.plan import Plan


def read(example: Example, source: str) -> gpd.GeoDataFrame:
    return all_sources()[source].read(Bron.model_validate(example.bronnen[source]), Extent(gemeenten=("GM9999",)))


@pytest.fixture(scope="module")
def homes(example: Example, plan: Plan) -> gpd.GeoDataFrame:
    objects = read(example, "bag_verblijfsobjecten")
    dwellings = objects[objects["gebruiksdoel"].str.contains("woonfunctie")]
    return dwellings.sjoin(plan.buurten[["buurtcode", "geometry"]], predicate="within")


def per_buurt(rows: pd.DataFrame) -> dict[str, int]:
    return rows.groupby("buurtcode").size().to_dict()


def test_the_startanalyse_counts_the_labels_of_ep_online(example: Example, homes: gpd.GeoDataFrame) -> None:
    table = read(example, "pbl_startanalyse").waarden
    letter = homes.index.to_series().map(read(example, "rvo_energielabels")["energieklasse"]).str[0]
    assert table["a_woning"][table["a_woning"] > 0].to_dict() == per_buurt(homes)
    for name in ("A", "D", "G"):
        counted = table[f"a_label_{name.lower()}"].dropna()
        assert counted[counted > 0].to_dict() == per_buurt(homes[letter == name])


def test_every_buurt_with_homes_has_a_strategy_and_what_it_costs(example: Example) -> None:
    table = read(example, "pbl_startanalyse").waarden
    lived_in = table[table["a_woning"] > 0]
    costs = lived_in[["k_s1", "k_s2", "k_s3", "k_s4"]]
    assert (costs.to_numpy().argmin(axis=1) + 1 == lived_in["strategie"]).all()
    assert table.loc[table["a_woning"] == 0, "strategie"].isna().all()
    assert lived_in["strategie"].nunique() >= 3


def test_gas_per_connection_lies_around_what_cbs_says_of_a_home(example: Example) -> None:
    ranges = read(example, "netbeheer_kleinverbruik")
    assert (ranges["aansluitingen"] >= 10).all()
    assert ranges["sjv"].between(300, 4000).all()
    assert (ranges["van"] <= ranges["tot"]).all()
    assert (ranges["van"].to_numpy()[1:] > ranges["tot"].to_numpy()[:-1]).all()


def test_heat_networks_lie_where_cbs_has_district_heating(example: Example, plan: Plan) -> None:
    nets = read(example, "rvo_warmtenetten")
    hit = plan.buurten.sjoin(nets[["geometry"]], predicate="intersects")["buurtcode"]
    share = read(example, "cbs_kerncijfers").waarden["p_stadsv"].reindex(hit.unique())
    assert len(hit) == len(nets) > 0
    assert share.dropna().mean() > 30
