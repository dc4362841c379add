"""Buurten elsewhere in the country to compare with: of the same stedelijkheid class, or all of them.

They stand as extra rows beside the buurten of the run while places and scores are worked out,
and are nowhere in the result. Only what is published for the whole country can be compared so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.scoring.normalise import comparable

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from wijkkaart.declarations import Indicator
    from wijkkaart.layers import StatTable

#: The source that is published for every buurt of the country, and the source with all of them.
PUBLISHED, NATIONAL_TABLE = "cbs_kerncijfers", "cbs_kerncijfers_nederland"
#: Populations that need the whole country.
NATIONAL = frozenset({"stedelijkheid", "nederland"})


def needs_peers(gebieden: gpd.GeoDataFrame, populatie: str, minimum: int) -> bool:
    """Return whether a run compares with the country: because it says so, or a gemeente has too few buurten."""
    if populatie in NATIONAL:
        return True
    return populatie == "gemeente" and bool((_own_buurten(gebieden) < minimum).any())


def _own_buurten(gebieden: gpd.GeoDataFrame) -> pd.Series:
    """Return per gebied how many buurten of its gemeente can be compared."""
    ours = comparable(gebieden) & (gebieden["niveau"] == "buurt")
    number: pd.Series = ours.groupby(gebieden["gemeentecode"]).transform("sum")
    return number


def published_everywhere(indicators: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """Return the indicators that the national table alone can give."""
    return {
        name: item
        for name, item in indicators.items()
        if PUBLISHED in item.bronnen and set(item.verplichte_bronnen) <= {PUBLISHED} and not item.categorie
    }


def name_references(gebieden: gpd.GeoDataFrame, local: StatTable, populatie: str, minimum: int) -> gpd.GeoDataFrame:
    """Return `gebieden` with column ``vergelijking``: the part of the country each is compared with; None for none.

    Parameters
    ----------
    local
        Kerncijfers of the run; ``ste_mvs`` is the stedelijkheid class (1-5).
    """
    few = _own_buurten(gebieden) < minimum
    wanted = pd.Series(populatie in NATIONAL, index=gebieden.index) | ((populatie == "gemeente") & few)
    names = _names(local["ste_mvs"].waarde.reindex(gebieden.index), populatie)
    return gebieden.assign(vergelijking=names.where(wanted & names.notna(), None))


def join_peers(
    long: pd.DataFrame, gebieden: gpd.GeoDataFrame, peers: pd.DataFrame, figures: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return `long` and `gebieden` with the buurten elsewhere and their `figures` behind them."""
    rows = pd.DataFrame(gebieden.drop(columns="geometry")).assign(elders=False)
    return pd.concat([long, figures], ignore_index=True), pd.concat([rows, peers])


def peers_of(gebieden: gpd.GeoDataFrame, national: StatTable, populatie: str) -> pd.DataFrame:
    """Return the inhabited buurten elsewhere that any of `gebieden` is compared with, as rows like `gebieden`."""
    codes = national.waarden.index
    people = national["a_inw"].waarde
    elsewhere = codes.str.startswith("BU") & ~codes.isin(gebieden.index) & people.gt(0).to_numpy()
    names = _names(national["ste_mvs"].waarde, populatie)[elsewhere]
    names = names[names.isin(set(gebieden["vergelijking"].dropna()))]
    return pd.DataFrame(
        {
            "niveau": "buurt",
            "gemeentecode": "GM" + names.index.str[2:6],
            "bewoond": True,
            "water": False,
            "vergelijking": names,
            "elders": True,
        },
        index=names.index,
    )


def _names(classes: pd.Series, populatie: str) -> pd.Series:
    if populatie == "nederland":
        return pd.Series("Nederland", index=classes.index, dtype=object)
    known = classes.astype("Int64").astype("string")
    return ("stedelijkheid " + known + " in Nederland").astype(object).where(classes.notna(), None)
