"""The wijktype of each buurt as estimated from BAG and CBS, where the Wijktypekaart is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.dna.wijktype import GEMENGD, Kenmerken, mixed, wijktype
from wijkkaart.figures import Figures, derive, figures, ratio
from wijkkaart.ingredients.bag import (
    MINIMUM_WONINGEN,
    dwellings_per_gebied,
    footprint,
    is_detached,
    is_stacked,
    share_of_dwellings,
    total_floor_area,
    use_mix,
)
from wijkkaart.ingredients.totals import first_filled

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects, StatTable

_M2_PER_HA = 10_000.0
#: Share of dwellings whose building year must be known before a wijktype is given.
_MINIMUM_KNOWN = 0.8


def estimate(
    counts: pd.DataFrame,
    gebieden: gpd.GeoDataFrame,
    kerncijfers: StatTable | None,
    verblijfsobjecten: Objects,
    panden: Objects,
) -> pd.DataFrame:
    """Return wijktype and wijktype_zekerheid (0-1) per gebied; None where too little is known.

    Parameters
    ----------
    counts
        Dwellings per gebied and building period, a column a period.
    """
    features = _features(gebieden, kerncijfers, verblijfsobjecten, panden)
    known = counts.sum(axis=1, min_count=counts.shape[1])
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
    per = {str(name): float(value) for name, value in shares.items()}
    found, sure = wijktype(Kenmerken(per=per, **known))
    return (mixed(_of_periods(per, known)) if found == GEMENGD else found), sure


def _of_periods(per: dict[str, float], known: dict[str, float]) -> list[str]:
    """Return what each period would make of the buurt if all were built in it, the commonest period first."""
    order = sorted((name for name in per if per[name] > 0), key=lambda name: -per[name])
    return [wijktype(Kenmerken(per={**dict.fromkeys(per, 0.0), name: 1.0}, **known))[0] for name in order]


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
