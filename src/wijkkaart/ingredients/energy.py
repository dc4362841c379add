"""What published tables, grid operators and network maps say of heat and labels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.figures import Figures, absent, blank, derive, figures, first_reason, from_sources, ratio, require
from wijkkaart.ingredients.bag import MINIMUM_LABELLED, MINIMUM_WONINGEN, dwellings, share_of_dwellings
from wijkkaart.ingredients.totals import MINIMUM_KNOWN, object_total, rests_on
from wijkkaart.spatial.proximity import nearest_distance
from wijkkaart.status import Status

if TYPE_CHECKING:
    from wijkkaart.layers import Objects, StatTable

_LETTERS = "abcdefg"
#: The strategies of the Startanalyse, by their number.
STRATEGIES = {
    1: "eigen warmtepomp per woning",
    2: "warmtenet met heet of warm water",
    3: "warmtenet met lauw water of bodemwarmte",
    4: "hybride warmtepomp met groen gas",
}
NO_PREFERENCE = "geen duidelijke voorkeur"
#: Less between the best and the second (euro per dwelling or its equivalent, a year) is no preference (a proposal).
_SMALL_GAP = 50.0
#: From this share on, homes on district heating bend the mean gas use (percent, a proposal).
_MUCH_DISTRICT_HEAT = 5.0
#: How near a heat network a dwelling is at hand for it (metres, a proposal).
_NEAR_M = 100.0


def published_label_share(startanalyse: StatTable, letters: frozenset[str]) -> Figures:
    """Return the percentage of labelled dwellings with one of `letters` (capitals), as the Startanalyse counts them."""
    counts = {letter: startanalyse[f"a_label_{letter}"] for letter in _LETTERS}
    labelled = derive(lambda *parts: sum(parts), *counts.values())
    chosen = derive(lambda *parts: sum(parts), *(counts[letter.lower()] for letter in sorted(letters)))
    share = require(ratio(chosen, labelled, 100.0), labelled, MINIMUM_WONINGEN)
    share = rests_on(share, labelled, startanalyse["a_woning"], MINIMUM_LABELLED)
    return from_sources(share, "pbl_startanalyse")


def cost_gap(startanalyse: StatTable) -> Figures:
    """Return how much more the second strategy costs the country than the chosen one (euro a year).

    Per dwelling or what uses as much heat; missing where no second strategy has costs.
    """
    choice, size = startanalyse["strategie"], startanalyse["a_weq"]
    costs = pd.DataFrame({number: startanalyse[f"k_s{number}"].waarde for number in STRATEGIES})
    chosen = pd.DataFrame({number: choice.waarde == number for number in STRATEGIES})
    best = costs.where(chosen).sum(axis=1, min_count=1)
    gap = (costs.mask(chosen).min(axis=1) - best).clip(lower=0.0) / size.waarde.where(size.waarde > 0)
    status = first_reason(choice, size)
    return figures(gap, status=status, missing=Status.NIET_GEPUBLICEERD, peiljaar=choice.peiljaar)


def cheapest_strategy(startanalyse: StatTable) -> Figures:
    """Return in words the strategy that costs the country least; no preference where the second is hardly dearer."""
    gap = cost_gap(startanalyse)
    words = startanalyse["strategie"].waarde.map(STRATEGIES).astype(object)
    words = words.mask(gap.waarde < _SMALL_GAP, NO_PREFERENCE).where(gap.ok, None)
    return replace(gap, waarde=gap.waarde * np.nan, tekst=words)


def much_district_heat(kerncijfers: StatTable) -> pd.Series:
    """Return per gebied whether so many dwellings have district heating that mean gas use says little."""
    return kerncijfers["p_stadsv"].waarde.ge(_MUCH_DISTRICT_HEAT)


def installations_share(installations: Figures, homes: Figures) -> Figures:
    """Return installations per hundred dwellings; never above 100, for both are rounded."""
    share = require(ratio(installations, homes, 100.0), homes, MINIMUM_WONINGEN)
    return replace(share, waarde=share.waarde.clip(upper=100.0))


def gas_per_connection(verblijfsobjecten: Objects, kleinverbruik: Objects) -> Figures:
    """Return the mean gas use of a small connection (m3 a year), from ranges of postcodes.

    A range counts in a gebied for the part of its dwellings that stands there.

    Parameters
    ----------
    verblijfsobjecten
        Column postcode; of all the dwellings of a range, also those outside the gebieden.
    kleinverbruik
        Rows: van and tot (postcodes, both included), aansluitingen and sjv (m3 a year per connection).
    """
    homes = dwellings(verblijfsobjecten)
    ranges = _range_of(homes["postcode"], kleinverbruik.rows)
    weight = ranges.map(kleinverbruik.rows["aansluitingen"]) / ranges.map(ranges.value_counts())
    gas = (weight * ranges.map(kleinverbruik.rows["sjv"])).dropna()
    use, connections = (object_total(verblijfsobjecten, values) for values in (gas, weight[gas.index]))
    known = object_total(verblijfsobjecten, pd.Series(1.0, index=gas.index))
    everything = object_total(verblijfsobjecten, pd.Series(1.0, index=homes.index))
    result = require(ratio(use, connections), known, MINIMUM_WONINGEN)
    found = replace(rests_on(result, known, everything, MINIMUM_KNOWN), peiljaar=kleinverbruik.peiljaar)
    return from_sources(found, "bag_verblijfsobjecten", "netbeheer_kleinverbruik")


def _range_of(postcodes: pd.Series, ranges: pd.DataFrame) -> pd.Series:
    """Return the id of the range that each postcode lies in; missing where there is none."""
    if ranges.empty:
        return pd.Series(np.nan, index=postcodes.index, dtype=object)
    ordered = ranges.sort_values("van")
    place = np.searchsorted(ordered["van"].to_numpy(dtype=str), postcodes.fillna("").to_numpy(dtype=str), "right") - 1
    last = ordered["tot"].to_numpy(dtype=str)[place]
    inside = (place >= 0) & (postcodes.fillna("~").to_numpy(dtype=str) <= last)
    return pd.Series(ordered.index.to_numpy()[place], postcodes.index, dtype=object).where(inside)


def share_near_network(verblijfsobjecten: Objects, networks: Objects) -> Figures:
    """Return the percentage of dwellings in or near a network of the map.

    ``niet_gepubliceerd`` where there is none: the map does not have all networks, so none is not zero.
    """
    if networks.rows.empty:
        return absent(verblijfsobjecten.dekking.index, Status.NIET_GEPUBLICEERD)
    distance = nearest_distance(dwellings(verblijfsobjecten).geometry, networks.rows.geometry)
    share = share_of_dwellings(verblijfsobjecten, (distance <= _NEAR_M).astype(object))
    return blank(share, share.status.mask(share.ok & share.waarde.eq(0), str(Status.NIET_GEPUBLICEERD)))
