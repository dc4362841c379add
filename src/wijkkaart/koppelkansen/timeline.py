"""When the street opens: the planned works per gebied and year, and the years in which several meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.koppelkansen.evidence import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from wijkkaart.koppelkansen.eigen import Voices

_COLUMNS = ["gebiedcode", "jaar", "soorten", "n_werken", "samen", "omschrijvingen"]
#: More descriptions than these nobody reads, and they would not fit in a cell.
_MOST = 10


def timeline(voices: Voices, gebieden: gpd.GeoDataFrame, planjaar: int) -> pd.DataFrame:
    """Return one row per gebied and year from `planjaar` on in which a work is planned.

    A work counts once in each gebied: one of a buurt also in its wijk and gemeente, one of a wijk or
    gemeente in all it contains.

    Parameters
    ----------
    gebieden
        Index gebiedcode; columns wijkcode, gemeentecode.

    Returns
    -------
    DataFrame
        gebiedcode, jaar, soorten (kinds of work), n_werken, samen (whether works of several kinds meet),
        omschrijvingen; lists have ``; `` in between.
    """
    stemmen = voices.stemmen
    works = stemmen[stemmen["soort"] == "werk"].assign(werk=voices.werk)
    spread = works.merge(_reach(gebieden), left_on="gebiedcode", right_on="van", suffixes=("_genoemd", ""))
    once = spread.drop_duplicates(["werk", "gebiedcode"])
    rows = [
        (code, year, *_met(group[(group["jaar_van"] <= year) & (group["jaar_tot"] >= year)]))
        for code, group in once.groupby("gebiedcode", sort=True)
        for year in _years(group, planjaar)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _years(works: pd.DataFrame, planjaar: int) -> list[int]:
    """Return the years from `planjaar` on in which at least one of the works is planned."""
    spans = zip(works["jaar_van"].astype(int), works["jaar_tot"].astype(int), strict=True)
    return sorted({year for first, last in spans for year in range(max(first, planjaar), last + 1)})


def _reach(gebieden: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return where a work counts (``gebiedcode``) that is said to be in ``van``."""
    codes = gebieden.index.to_series()
    parts = [pd.DataFrame({"van": codes, "gebiedcode": codes})]
    for above in ("wijkcode", "gemeentecode"):
        parts.append(pd.DataFrame({"van": gebieden[above], "gebiedcode": codes}))
        parts.append(pd.DataFrame({"van": codes, "gebiedcode": gebieden[above]}))
    reach = pd.concat(parts).drop_duplicates()
    return reach[reach["gebiedcode"].isin(gebieden.index) & reach["van"].astype(bool)].reset_index(drop=True)


def _met(works: pd.DataFrame) -> tuple[str, int, bool, str | None]:
    kinds = sorted(set(works["werksoort"]))
    texts = list(dict.fromkeys(works["tekst"].dropna()))
    return SEPARATOR.join(kinds), len(works), len(kinds) > 1, _listed(texts)


def _listed(texts: Sequence[str]) -> str | None:
    rest = [f"en nog {len(texts) - _MOST}"] if len(texts) > _MOST else []
    return SEPARATOR.join([*texts[:_MOST], *rest]) or None
