"""The DNA table: from which time the dwellings of an area come, and what kind of wijk that makes.

The wijktype of a buurt is that of the Wijktypekaart where it knows the buurt, else it is estimated
from BAG and CBS; a larger area gets the type of most of its dwellings. The columns wijktype_bron and
wijktype_uitleg say which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.dna.agreement import KAART, Agreement, compare
from wijkkaart.dna.estimate import estimate
from wijkkaart.dna.mix import of_dwellings
from wijkkaart.dna.wijktype import TYPES
from wijkkaart.dna.words import SCHATTING, explanation
from wijkkaart.ingredients.bag import building_year
from wijkkaart.ingredients.totals import object_total

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects, StatTable

#: Building periods and their first and last year.
PERIODEN: dict[str, tuple[float, float]] = {
    "tot1909": (0, 1909),
    "1910_1945": (1910, 1945),
    "1946_1969": (1946, 1969),
    "1970_1990": (1970, 1990),
    "1991_2010": (1991, 2010),
    "na2010": (2011, 9999),
}
_WORDS = ["wijktype", "wijktype_zekerheid", "wijktype_bron", "wijktype_tweede", "wijktype_tweede_zekerheid"]
_SHARES = ["wijktype_zekerheid", "wijktype_tweede_zekerheid"]


def build_dna(
    gebieden: gpd.GeoDataFrame,
    cbs_kerncijfers: StatTable | None,
    bag_verblijfsobjecten: Objects | None,
    bag_panden: Objects | None,
    kea_wijktypen: StatTable | None = None,
) -> pd.DataFrame:
    """Return one row per gebied: its wijktype with certainty and origin, and dwellings per building period.

    Parameters
    ----------
    gebieden
        All areas, index gebiedcode; columns gemeentecode and niveau.
    cbs_kerncijfers, bag_verblijfsobjecten, bag_panden, kea_wijktypen
        Layers placed in the areas; None where the source is not there.

    Returns
    -------
    DataFrame
        Index gebiedcode; gemeentecode, niveau; wijktype, wijktype_zekerheid (0-1), wijktype_bron; the type that comes
        second with its share; wijktype_geschat (of buurten); wijktype_uitleg (Dutch); ``woningen_<periode>`` and
        ``woningen_onbekend`` (counts, NaN where not known).
    """
    counts = pd.DataFrame(np.nan, gebieden.index, [f"woningen_{name}" for name in (*PERIODEN, "onbekend")])
    estimated = pd.DataFrame(None, gebieden.index, _WORDS[:2], dtype=object)
    if bag_verblijfsobjecten is not None and bag_panden is not None:
        periods = dwellings_per_period(bag_verblijfsobjecten, bag_panden)
        known = periods[list(PERIODEN)]
        estimated = estimate(known, gebieden, cbs_kerncijfers, bag_verblijfsobjecten, bag_panden)
        counts = periods.add_prefix("woningen_")
    types = _types(gebieden, _on_map(gebieden.index, kea_wijktypen), estimated, bag_verblijfsobjecten)
    return pd.DataFrame(gebieden[["gemeentecode", "niveau"]]).join(types).join(counts)


def dwellings_per_period(verblijfsobjecten: Objects, panden: Objects) -> pd.DataFrame:
    """Return dwellings per gebied and building period, and ``onbekend``; NaN where the file does not reach."""
    years = building_year(verblijfsobjecten, panden)
    groups = {name: years.between(*span) for name, span in PERIODEN.items()} | {"onbekend": years.isna()}
    return pd.DataFrame(
        {name: object_total(verblijfsobjecten, inside.astype("float64")).waarde for name, inside in groups.items()}
    )


def _types(
    gebieden: gpd.GeoDataFrame,
    on_map: pd.DataFrame,
    estimated: pd.DataFrame,
    verblijfsobjecten: Objects | None,
) -> pd.DataFrame:
    """Return every column about the wijktype, per gebied."""
    small = gebieden.index[gebieden["niveau"] == "buurt"]
    on_map, guess = on_map.loc[small], estimated.loc[small]
    found = compare(on_map["wijktype"], on_map["wijktype_zekerheid"].astype("float64"), guess["wijktype"])
    types = _of_buurten(on_map, guess if found.bruikbaar else guess.iloc[:0].reindex(small), found)
    if verblijfsobjecten is not None:
        types = pd.concat([types, of_dwellings(types, verblijfsobjecten, gebieden.index.difference(small, sort=False))])
    types = types.reindex(index=gebieden.index, columns=_WORDS).astype(object)
    types = types.where(types.notna(), None)
    told = [explanation(row, found) for _, row in types.iterrows()]
    return types.assign(
        **types[_SHARES].astype("float64"),
        wijktype_geschat=guess["wijktype"].reindex(types.index).where(guess["wijktype"].notna(), None),
        wijktype_uitleg=pd.Series(told, types.index, dtype=object),
    )


def _on_map(codes: pd.Index, wijktypen: StatTable | None) -> pd.DataFrame:
    """Return the wijktype that the Wijktypekaart gives, and its other candidate; None where it gives none."""
    if wijktypen is None:
        return pd.DataFrame(None, index=codes, columns=_WORDS, dtype=object)
    # One type is spelled one way, estimated or not.
    own = {part.casefold(): part for name in TYPES for part in (name, *name.split(" / "))}

    def named(column: str) -> pd.Series | None:
        words = wijktypen[column].tekst
        return None if words is None else words.map(lambda word: own.get(word.casefold(), word), na_action="ignore")

    columns = {
        "wijktype": named("wijktype"),
        "wijktype_zekerheid": wijktypen["zekerheid"].waarde,
        "wijktype_tweede": named("tweede"),
        "wijktype_tweede_zekerheid": wijktypen["tweede_zekerheid"].waarde,
    }
    return pd.DataFrame(columns, index=codes, columns=_WORDS, dtype=object)


def _of_buurten(on_map: pd.DataFrame, estimated: pd.DataFrame, found: Agreement) -> pd.DataFrame:
    """Return the wijktype on the map, else the estimated one, with wijktype_bron."""
    mapped, known = on_map["wijktype"].notna(), estimated["wijktype"].notna()
    check = "vergeleken met" if found.gemeten else "niet geijkt op"
    origin = np.select([mapped, known], [KAART, f"{SCHATTING}, {check} de Wijktypekaart"], default="")
    types = on_map.where(mapped, estimated.reindex(columns=_WORDS))
    return types.assign(wijktype_bron=pd.Series(origin, types.index, dtype=object).where(mapped | known, None))
