"""What the BAG says of dwellings: which they are, how old, how large.

Dwellings are counted, not panden: a flat of sixty homes weighs sixty. Registers come with
only the objects in use; dummy years and areas arrive as missing and stay missing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.figures import Figures, blank, figures, from_sources, ratio, require
from wijkkaart.ingredients.totals import (
    MINIMUM_KNOWN,
    first_filled,
    object_total,
    rests_on,
    share_of_objects,
    spread_of,
    with_spread,
)
from wijkkaart.spatial.proximity import within
from wijkkaart.status import Status

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Objects, StatTable

WOONFUNCTIE = "woonfunctie"
#: Under this number of dwellings a share says little and could point at one home (a proposal).
MINIMUM_WONINGEN = 20
#: Building years outside this range are dummies (1005, 9999), not years.
_YEARS = (1006, 2100)
#: Share of dwellings that must have a building year.
_MINIMUM_YEARS_KNOWN = 0.9
#: Share of dwellings that must have an energy label (a proposal).
MINIMUM_LABELLED = 0.4
#: Share of residential panden whose roof must be known (a proposal).
_MINIMUM_ROOFS_KNOWN = 0.9
#: Panden closer than this stand against each other (m).
_TOUCH_M = 0.1
#: Floor areas of a dwelling outside this range are dummies or institutions (m2).
_DWELLING_M2 = (2.0, 500.0)
#: Registered floor areas that stand for "not known" (m2).
_DUMMY_M2 = (0.0, 1.0, 9999.0, 99999.0, 999999.0)


def purposes(rows: pd.DataFrame) -> pd.Series:
    """Return the set of gebruiksdoelen of each object; empty where the register gives none."""
    text = rows["gebruiksdoel"].fillna("").astype(str)
    sets = {value: frozenset(part.strip() for part in value.split(",") if part.strip()) for value in text.unique()}
    return text.map(sets)


def is_home(rows: pd.DataFrame) -> pd.Series:
    """Return whether each object has the woonfunctie, be it one of several purposes."""
    text = rows["gebruiksdoel"].fillna("").astype(str)
    homes = [value for value in text.unique() if WOONFUNCTIE in (part.strip() for part in value.split(","))]
    return text.isin(homes)


def dwellings(verblijfsobjecten: Objects) -> gpd.GeoDataFrame:
    """Return the verblijfsobjecten in use with a woonfunctie."""
    return verblijfsobjecten.rows[is_home(verblijfsobjecten.rows)]


def dwelling_count(verblijfsobjecten: Objects) -> Figures:
    """Return the number of dwellings in use per gebied; 0 where there is none.

    ``niet_gepubliceerd`` where too many objects do not say what they are for.
    """
    counted = object_total(verblijfsobjecten, is_home(verblijfsobjecten.rows).astype("float64"))
    told = verblijfsobjecten.rows["gebruiksdoel"].notna()
    if told.all():
        return counted
    everything = verblijfsobjecten.total(pd.Series(1.0, index=told.index))
    unknown = verblijfsobjecten.total(told) < MINIMUM_KNOWN * everything
    return blank(counted, counted.status.mask(counted.ok & unknown, str(Status.NIET_GEPUBLICEERD)))


def homes(verblijfsobjecten: Objects) -> Objects:
    """Return only the dwellings, placed as they were."""
    rows = dwellings(verblijfsobjecten)
    links = verblijfsobjecten.membership
    return replace(verblijfsobjecten, rows=rows, membership=links[links["object"].isin(rows.index)])


def dwellings_per_gebied(
    index: pd.Index,
    kerncijfers: StatTable | None,
    verblijfsobjecten: Objects | None,
) -> Figures:
    """Return dwellings per gebied: CBS where its edition has them, else counted in the BAG."""
    options = []
    if kerncijfers is not None:
        options.append(from_sources(kerncijfers["a_woning"], "cbs_kerncijfers"))
    if verblijfsobjecten is not None:
        options.append(from_sources(dwelling_count(verblijfsobjecten), "bag_verblijfsobjecten"))
    return first_filled(index, *options)


def pand_links(verblijfsobjecten: Objects) -> pd.Series:
    """Return the pand of each dwelling (index: dwelling); one row per pand where it lies in several."""
    ids: pd.Series = dwellings(verblijfsobjecten)["pand_identificatie"].fillna("").astype(str)
    return ids.str.split(",").explode().str.strip()


def _known_links(verblijfsobjecten: Objects, panden: Objects) -> pd.Series:
    """Return the links of `pand_links` to a pand that is in the register's extract."""
    links = pand_links(verblijfsobjecten)
    known: pd.Series = links[panden.rows.index.get_indexer(links) >= 0]
    return known


def is_stacked(verblijfsobjecten: Objects, panden: Objects) -> pd.Series:
    """Return whether each dwelling shares a pand with another dwelling; missing where its pand is unknown."""
    links = _known_links(verblijfsobjecten, panden)
    shared = links.map(links.value_counts()) > 1
    return _per_dwelling(shared, verblijfsobjecten)


def is_detached(verblijfsobjecten: Objects, panden: Objects) -> pd.Series:
    """Return whether each dwelling has a pand for itself that stands against no other residential pand.

    Missing where no residential pand of the extract is its own.
    """
    links = pand_links(verblijfsobjecten)
    shapes = panden.rows.geometry[is_home(panden.rows)]
    links = links[shapes.index.get_indexer(links) >= 0]
    touching = within(shapes, shapes, _TOUCH_M).groupby("point").size() > 1
    joined = links.isin(touching.index[touching]) | (links.map(links.value_counts()) > 1)
    against = _per_dwelling(joined, verblijfsobjecten)
    alone: pd.Series = against.map({True: False, False: True})
    return alone


def _per_dwelling(answer: pd.Series, verblijfsobjecten: Objects) -> pd.Series:
    """Return per dwelling whether `answer` holds for any of its panden; missing where it has none."""
    homes = dwellings(verblijfsobjecten).index
    return answer.groupby(level=0).any().astype(object).reindex(homes)


def building_year(verblijfsobjecten: Objects, panden: Objects) -> pd.Series:
    """Return the building year of each dwelling: of its oldest pand; NaN where no pand has one."""
    links = pand_links(verblijfsobjecten)
    years: pd.Series = links.map(panden.rows["bouwjaar"]).astype("float64")
    return years.where(years.between(*_YEARS)).groupby(level=0).min().reindex(dwellings(verblijfsobjecten).index)


def share_of_dwellings(verblijfsobjecten: Objects, answer: pd.Series) -> Figures:
    """Return the percentage of dwellings with `answer` true (index: dwelling; missing left out)."""
    return share_of_objects(verblijfsobjecten, answer, MINIMUM_WONINGEN)


def share_built(verblijfsobjecten: Objects, panden: Objects, *spans: tuple[float, float]) -> Figures:
    """Return the percentage of dwellings built in one of `spans` (first and last year included)."""
    years = building_year(verblijfsobjecten, panden)
    inside = pd.concat([years.between(*span) for span in spans], axis=1).any(axis=1)
    answer = inside.astype(object).where(years.notna())
    return share_of_objects(verblijfsobjecten, answer, MINIMUM_WONINGEN, _MINIMUM_YEARS_KNOWN)


def median_building_year(verblijfsobjecten: Objects, panden: Objects) -> Figures:
    """Return the median building year of the dwellings, with p10 and p90."""
    return median_of_dwellings(verblijfsobjecten, building_year(verblijfsobjecten, panden), _MINIMUM_YEARS_KNOWN)


def median_of_dwellings(verblijfsobjecten: Objects, values: pd.Series, minimum_known: float) -> Figures:
    """Return the median of `values` (index: dwelling; NaN left out) per gebied, with p10 and p90."""
    table = spread_of(verblijfsobjecten, values)
    known = object_total(verblijfsobjecten, values.notna().astype("float64"))
    everything = dwelling_count(verblijfsobjecten)
    result = figures(table["p50"], status=known.status, peiljaar=known.peiljaar)
    enough = require(with_spread(result, table), known, MINIMUM_WONINGEN)
    return rests_on(enough, known, everything, minimum_known)


def floor_area(verblijfsobjecten: Objects) -> pd.Series:
    """Return the gebruiksoppervlakte of every object in m2; NaN where the register has a dummy."""
    area: pd.Series = verblijfsobjecten.rows["oppervlakte"].astype("float64")
    return area.mask(area.isin(_DUMMY_M2))


def living_area(verblijfsobjecten: Objects) -> pd.Series:
    """Return the gebruiksoppervlakte of every dwelling in m2; NaN for a dummy or more than 500 m2."""
    area: pd.Series = floor_area(verblijfsobjecten)[is_home(verblijfsobjecten.rows)]
    return area.where(area.between(*_DWELLING_M2))


def total_living_area(verblijfsobjecten: Objects) -> tuple[Figures, Figures]:
    """Return the m2 of all dwellings with a valid area per gebied, and how many dwellings those are.

    ``te_klein`` where too few have one: what the others measure would be missing from the sum.
    """
    area = living_area(verblijfsobjecten)
    known = object_total(verblijfsobjecten, area.notna().astype("float64"))
    total = object_total(verblijfsobjecten, area.fillna(0.0))
    everything = dwelling_count(verblijfsobjecten)
    return rests_on(require(total, everything, 1), known, everything, MINIMUM_KNOWN), known


def label_share(verblijfsobjecten: Objects, labels: Objects, classes: frozenset[str]) -> Figures:
    """Return the percentage of labelled dwellings whose label is one of `classes`.

    Parameters
    ----------
    verblijfsobjecten
        Verblijfsobjecten in use.
    labels
        Rows by identificatie of the verblijfsobject, column ``energieklasse`` (A+++ to G);
        only the valid label of each.
    classes
        Letters of the classes to count.
    """
    homes = dwellings(verblijfsobjecten)
    letter = homes.index.to_series().map(labels.rows["energieklasse"]).astype("string").str.strip().str[0]
    valid = letter.isin(list("ABCDEFG"))
    answer = letter.isin(list(classes)).astype(object).where(valid)
    share = share_of_objects(verblijfsobjecten, answer, MINIMUM_WONINGEN, MINIMUM_LABELLED)
    return from_sources(share, "bag_verblijfsobjecten", "rvo_energielabels")


def roof_area(panden: Objects, roofs: Objects, *columns: str) -> Figures:
    """Return the m2 of roof of residential panden per gebied: the sum of `columns` of `roofs`.

    ``te_klein`` where `roofs` (rows by identificatie of the pand) knows too few of those panden.
    """
    residential = panden.rows[is_home(panden.rows)].index.to_series()
    area = roofs.rows[list(columns)].astype("float64").sum(axis=1, skipna=False)
    found = residential.map(area)
    known = object_total(panden, found.notna().astype("float64"))
    everything = object_total(panden, pd.Series(1.0, index=found.index))
    total = require(object_total(panden, found.fillna(0.0)), everything, 1)
    return rests_on(total, known, everything, _MINIMUM_ROOFS_KNOWN)


def use_mix(verblijfsobjecten: Objects, minimum: int) -> Figures:
    """Return which percentage of all floor area is for living (MXI); several purposes share equally.

    Parameters
    ----------
    verblijfsobjecten
        Verblijfsobjecten in use, whatever their purpose.
    minimum
        Smallest number of objects with a known area and purpose.
    """
    found = purposes(verblijfsobjecten.rows)
    area = floor_area(verblijfsobjecten).where(found.map(len) > 0)
    living = area * found.map(lambda names: (WOONFUNCTIE in names) / max(len(names), 1)).astype("float64")
    known = object_total(verblijfsobjecten, area.notna().astype("float64"))
    everything = object_total(verblijfsobjecten, pd.Series(1.0, index=area.index))
    homes, total = (object_total(verblijfsobjecten, values.fillna(0.0)) for values in (living, area))
    return rests_on(require(ratio(homes, total, 100.0), known, minimum), known, everything, MINIMUM_KNOWN)


def total_floor_area(verblijfsobjecten: Objects) -> Figures:
    """Return the m2 of all verblijfsobjecten per gebied, where enough of them have a known area."""
    area = floor_area(verblijfsobjecten)
    known = object_total(verblijfsobjecten, area.notna().astype("float64"))
    everything = object_total(verblijfsobjecten, pd.Series(1.0, index=area.index))
    total = object_total(verblijfsobjecten, area.fillna(0.0))
    return rests_on(total, known, everything, MINIMUM_KNOWN)


def footprint(panden: Objects) -> Figures:
    """Return the m2 under all panden per gebied, each pand counted where its middle lies."""
    return object_total(panden, panden.rows.area)
