"""Departures near dwellings and crashes per road length: the longer sums of mobiliteit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.extent import STATION_M
from wijkkaart.figures import Figures, blank, figures, ratio, require
from wijkkaart.ingredients.bag import MINIMUM_WONINGEN, dwelling_count, dwellings
from wijkkaart.ingredients.totals import object_total
from wijkkaart.spatial.overlay import line_length
from wijkkaart.spatial.proximity import nearest_distance, within
from wijkkaart.status import Status

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects

#: Crashes are counted over this many years, the newest in the file.
_YEARS = 5
#: AP3_CODE of a crash with a death or an injury.
_HARM = frozenset({"DOD", "LET"})
#: wegbehsrt of a road of the municipality.
_MUNICIPAL = "G"
_M_PER_KM = 1000.0
#: What lies this near a border counts on both sides (m, a proposal): borders run along main roads, where crashes are.
_BORDER_M = 10.0
_MINIMUM_KM = 2.0
_MINIMUM_CRASHES = 5


def departures_nearby(verblijfsobjecten: Objects, haltes: Objects, distance: float) -> Figures:
    """Return the mean over dwellings of departures an hour at stops within `distance` (m).

    A line and direction that calls at several stops nearby counts once, with its busiest stop.

    Parameters
    ----------
    verblijfsobjecten
        Verblijfsobjecten in use.
    haltes
        Stops with a column ``lijnen``: ``id=departures an hour`` per line and direction,
        separated by semicolons; empty for a stop without service.
    distance
        Straight line, metres.
    """
    homes = dwellings(verblijfsobjecten)
    pairs = within(homes.geometry, haltes.rows.geometry, distance)
    calls = pairs.merge(_calls(haltes.rows), left_on="feature", right_index=True)
    per_line = calls.groupby(["point", "line"])["departures"].max()
    per_home = per_line.groupby(level="point").sum().reindex(homes.index, fill_value=0.0)
    number = dwelling_count(verblijfsobjecten)
    return require(ratio(object_total(verblijfsobjecten, per_home), number), number, MINIMUM_WONINGEN)


def _calls(haltes: pd.DataFrame) -> pd.DataFrame:
    """Return one row per stop, line and direction: index stop, columns line and departures."""
    calls = haltes["lijnen"].fillna("").str.split(";").explode().str.strip()
    parts = calls[calls != ""].str.rsplit("=", n=1)
    return pd.DataFrame({"line": parts.str[0], "departures": parts.str[1].astype("float64")})


def near_rapid_transit(homes: gpd.GeoDataFrame, haltes: Objects | None, listed: Objects | None) -> pd.Series:
    """Return which homes are within reach of a railway or metro station, or of a listed stop (straight line).

    Parameters
    ----------
    haltes
        Stops of the timetable, column ``station`` (bool).
    listed
        Stops that the gemeente calls rapid, column ``straal`` (metres).
    """
    near = pd.Series(data=False, index=homes.index)
    if haltes is not None:
        stations = haltes.rows[haltes.rows["station"].astype(bool)]
        near |= nearest_distance(homes.geometry, stations.geometry) <= STATION_M
    for reach, stops in () if listed is None else listed.rows.groupby("straal"):
        near |= nearest_distance(homes.geometry, stops.geometry) <= reach
    return near


def charge_points(locations: Objects) -> Figures:
    """Return the number of charge points; ``niet_gepubliceerd`` where a location does not say how many it has."""
    counted = object_total(locations, locations.rows["laadpunten"].fillna(0.0))
    unknown = locations.total(locations.rows["laadpunten"].isna().astype("float64")) > 0
    return blank(counted, counted.status.mask(counted.ok & unknown, str(Status.NIET_GEPUBLICEERD)))


def crash_rate(gebieden: gpd.GeoDataFrame, ongevallen: Objects, wegvakken: Objects) -> Figures:
    """Return harmful crashes per km of municipal road a year, smoothed over the buurten.

    A crash and a road on the border count in the gebieden on both sides.

    Parameters
    ----------
    gebieden
        All areas, column niveau.
    ongevallen
        Crashes with columns ``ernst`` (DOD, LET, UMS), ``jaar`` and ``wvk_id``.
    wegvakken
        Roads, index wvk_id, column ``wegbehsrt``.
    """
    municipal = wegvakken.rows[wegvakken.rows["wegbehsrt"] == _MUNICIPAL]
    counted, years = _harmful(ongevallen.rows, municipal.index)
    around = gebieden.set_geometry(gebieden.buffer(_BORDER_M))
    crashes = _where_reached(_number_near(gebieden, ongevallen.rows.geometry[counted]), ongevallen)
    km = _where_reached(line_length(around, municipal.geometry) / _M_PER_KM, wegvakken)
    raw = require(ratio(crashes, km, 1.0 / years), km, _MINIMUM_KM)
    few = crashes.waarde < _MINIMUM_CRASHES
    enough = blank(raw, raw.status.mask(raw.ok & few, str(Status.TE_KLEIN)))
    smooth = smoothed_rate(crashes.waarde, km.waarde, gebieden["niveau"] == "buurt") / years
    return replace(enough, waarde=smooth.where(enough.ok))


def _number_near(gebieden: gpd.GeoDataFrame, points: gpd.GeoSeries) -> pd.Series:
    """Return how many points lie in each gebied or just across its border."""
    pairs = within(points, gebieden.geometry, _BORDER_M)
    return pairs["feature"].value_counts().reindex(gebieden.index, fill_value=0)


def _where_reached(values: pd.Series, objects: Objects) -> Figures:
    """Return `values` per gebied, ``buiten_dekking`` where the register does not reach."""
    reached = object_total(objects, pd.Series(dtype="float64"))
    return figures(values, status=reached.status, dekking=reached.dekking, peiljaar=reached.peiljaar)


def _harmful(crashes: pd.DataFrame, roads: pd.Index) -> tuple[pd.Series, int]:
    """Return which crashes count, and over how many years (at least one)."""
    newest = crashes["jaar"].max()
    recent = crashes["jaar"] > newest - _YEARS
    harmful = recent & crashes["ernst"].isin(_HARM) & crashes["wvk_id"].isin(roads)
    return harmful, max(1, crashes.loc[recent, "jaar"].nunique())


def smoothed_rate(events: pd.Series, exposure: pd.Series, reference: pd.Series) -> pd.Series:
    """Return events / exposure, drawn to the mean of the reference areas (if any) where exposure is small.

    Global empirical Bayes with the moment estimator of Marshall (1991): weight a / (a + m / exposure),
    where m is the overall rate and a the variance between areas, at least 0.

    Parameters
    ----------
    events, exposure
        Per area; NaN where not known.
    reference
        True for the areas that give the mean and the variance.
    """
    used = reference & events.notna() & exposure.gt(0)
    if not used.any():
        return events / exposure
    count, base = events[used], exposure[used]
    mean = count.sum() / base.sum()
    spread = (base * (count / base - mean) ** 2).sum() / base.sum()
    between = max(spread - mean / base.mean(), 0.0)
    weight = between / (between + mean / exposure) if mean > 0 else 0.0
    return weight * events / exposure + (1.0 - weight) * mean
