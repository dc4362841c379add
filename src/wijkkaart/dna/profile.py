"""The DNA table: from which time the dwellings of an area come, and what kind of wijk that makes.

The wijktype is that of the Wijktypekaart where it knows the buurt, else it is estimated from
BAG and CBS; the column wijktype_bron says which, and that the estimate is not calibrated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.dna.wijktype import TYPES, Kenmerken, wijktype
from wijkkaart.figures import Figures, derive, figures, ratio
from wijkkaart.ingredients.bag import (
    MINIMUM_WONINGEN,
    building_year,
    dwellings_per_gebied,
    footprint,
    is_detached,
    is_stacked,
    share_of_dwellings,
    total_floor_area,
    use_mix,
)
from wijkkaart.ingredients.totals import first_filled, object_total

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
KAART = "Wijktypekaart van de Klimaateffectatlas"
BRON = "schatting uit BAG en CBS, niet geijkt op de Wijktypekaart"
_TYPE = ["wijktype", "wijktype_zekerheid"]
_M2_PER_HA = 10_000.0
#: Share of dwellings whose building year must be known before a wijktype is given.
_MINIMUM_KNOWN = 0.8


def build_dna(
    gebieden: gpd.GeoDataFrame,
    cbs_kerncijfers: StatTable | None,
    bag_verblijfsobjecten: Objects | None,
    bag_panden: Objects | None,
    kea_wijktypen: StatTable | None = None,
) -> pd.DataFrame:
    """Return one row per gebied: wijktype with its certainty and origin, and dwellings per building period.

    Parameters
    ----------
    gebieden
        All areas, index gebiedcode; columns gemeentecode and niveau.
    cbs_kerncijfers, bag_verblijfsobjecten, bag_panden, kea_wijktypen
        Layers placed in the areas; None where the source is not there.

    Returns
    -------
    DataFrame
        Index gebiedcode; gemeentecode, niveau, wijktype, wijktype_zekerheid (0-1), wijktype_bron, and
        ``woningen_<periode>`` (counts, NaN where not known).
    """
    table = pd.DataFrame(gebieden[["gemeentecode", "niveau"]])
    counts = pd.DataFrame(np.nan, index=gebieden.index, columns=[f"woningen_{name}" for name in PERIODEN])
    types = pd.DataFrame(None, index=gebieden.index, columns=_TYPE, dtype=object)
    if bag_verblijfsobjecten is not None and bag_panden is not None:
        counts = dwellings_per_period(bag_verblijfsobjecten, bag_panden).add_prefix("woningen_")
        types = _types(counts, _features(gebieden, cbs_kerncijfers, bag_verblijfsobjecten, bag_panden))
    table = table.join(_first_known(_on_map(gebieden.index, kea_wijktypen), types))
    table["wijktype_zekerheid"] = table["wijktype_zekerheid"].astype("float64")
    return table.join(counts)


def _on_map(codes: pd.Index, wijktypen: StatTable | None) -> pd.DataFrame:
    """Return wijktype and wijktype_zekerheid as the Wijktypekaart gives them; None where it does not."""
    if wijktypen is None:
        return pd.DataFrame(None, index=codes, columns=_TYPE, dtype=object)
    words = wijktypen["wijktype"].tekst
    own = {name.casefold(): name for name in TYPES}  # so that one type has one name, estimated or not
    named = None if words is None else words.map(lambda word: own.get(word.casefold(), word), na_action="ignore")
    return pd.DataFrame({"wijktype": named, "wijktype_zekerheid": wijktypen["zekerheid"].waarde}, index=codes)


def _first_known(on_map: pd.DataFrame, estimated: pd.DataFrame) -> pd.DataFrame:
    """Return the wijktype on the map, else the estimated one, with wijktype_bron."""
    mapped, known = on_map["wijktype"].notna(), estimated["wijktype"].notna()
    types = pd.DataFrame({name: on_map[name].astype(object).where(mapped, estimated[name]) for name in _TYPE})
    origin = np.select([mapped, known], [KAART, BRON], default="")
    return types.assign(wijktype_bron=pd.Series(origin, types.index, dtype=object).where(mapped | known, None))


def dwellings_per_period(verblijfsobjecten: Objects, panden: Objects) -> pd.DataFrame:
    """Return dwellings with a known building year per gebied and period; NaN where the file does not reach."""
    years = building_year(verblijfsobjecten, panden)
    return pd.DataFrame(
        {
            name: object_total(verblijfsobjecten, years.between(*span).astype("float64")).waarde
            for name, span in PERIODEN.items()
        }
    )


def _features(
    gebieden: gpd.GeoDataFrame,
    kerncijfers: StatTable | None,
    verblijfsobjecten: Objects,
    panden: Objects,
) -> pd.DataFrame:
    """Return what the decision tree asks besides the periods, per gebied; NaN where not known."""
    homes = dwellings_per_gebied(gebieden.index, kerncijfers, verblijfsobjecten)
    built, land = footprint(panden), _land_m2(gebieden, kerncijfers)
    shares = {"gestapeld": is_stacked(verblijfsobjecten, panden), "vrijstaand": is_detached(verblijfsobjecten, panden)}
    features = {
        "woningen": homes,
        "dichtheid": ratio(homes, land, _M2_PER_HA),
        "bouwlagen": ratio(total_floor_area(verblijfsobjecten), built),
        "gsi": ratio(built, land),
        "mxi": use_mix(verblijfsobjecten, MINIMUM_WONINGEN),
        **{name: share_of_dwellings(verblijfsobjecten, answer) for name, answer in shares.items()},
    }
    table = pd.DataFrame({name: item.waarde for name, item in features.items()})
    oad = np.nan if kerncijfers is None else kerncijfers["ste_oad"].waarde
    return table.assign(oad=oad, gestapeld=table["gestapeld"] / 100.0, vrijstaand=table["vrijstaand"] / 100.0)


def _land_m2(gebieden: gpd.GeoDataFrame, kerncijfers: StatTable | None) -> Figures:
    """Return the land of each gebied in m2: from CBS, else the whole area."""
    land = None if kerncijfers is None else derive(lambda hectares: hectares * _M2_PER_HA, kerncijfers["a_lan_ha"])
    return first_filled(gebieden.index, land, figures(gebieden.area))


def _types(counts: pd.DataFrame, features: pd.DataFrame) -> pd.DataFrame:
    """Return wijktype and wijktype_zekerheid per gebied; None where too little is known."""
    counts = counts.rename(columns=lambda name: name.removeprefix("woningen_"))
    known = counts.sum(axis=1, min_count=len(PERIODEN))
    shares = counts.div(known.where(known > 0), axis=0)
    enough = known.ge(MINIMUM_WONINGEN) & known.ge(_MINIMUM_KNOWN * features["woningen"])
    found = [
        _type(shares.loc[code], features.loc[code].dropna()) if enough[code] else (None, None) for code in counts.index
    ]
    return pd.DataFrame(found, index=counts.index, columns=["wijktype", "wijktype_zekerheid"], dtype=object)


def _type(shares: pd.Series, features: pd.Series) -> tuple[str | None, float | None]:
    """Return the wijktype of one gebied; None where its kind of building is not known."""
    if not {"dichtheid", "gestapeld", "vrijstaand"} <= set(features.index):
        return None, None
    known = {str(name): float(value) for name, value in features.drop("woningen").items()}
    return wijktype(Kenmerken(per={str(name): float(value) for name, value in shares.items()}, **known))
