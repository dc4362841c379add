"""Registered crimes per inhabitant over several years."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from wijkkaart.figures import Figures, absent, derive, ratio, require
from wijkkaart.ingredients.mobility import smoothed_rate
from wijkkaart.status import Status

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import StatTable

#: One year of a small area says little.
_YEARS = 3
_MINIMUM_INWONERS = 200


def crime_rate(gebieden: gpd.GeoDataFrame, crimes: StatTable, people: Figures) -> Figures:
    """Return crimes a year per 1000 inhabitants over the newest years, smoothed over the buurten.

    Parameters
    ----------
    gebieden
        All areas, column niveau.
    crimes
        A column a year, ``a_misdrijven_2024``.
    people
        Inhabitants.
    """
    columns = [crimes[name] for name in sorted(str(column) for column in crimes.waarden)]
    years = [column for column in columns if column.ok.any()][-_YEARS:]
    if not years:
        return absent(people.waarde.index, Status.NIET_GEPUBLICEERD)
    total = derive(lambda *counts: reduce(lambda one, other: one + other, counts), *years)
    raw = require(ratio(total, people, 1000.0 / len(years)), people, _MINIMUM_INWONERS)
    exposure = people.waarde * len(years)
    smooth = 1000.0 * smoothed_rate(total.waarde, exposure, gebieden["niveau"] == "buurt")
    return replace(raw, waarde=smooth.where(raw.ok), peiljaar=years[-1].peiljaar)
