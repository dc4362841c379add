"""Whether figures of one year may be drawn on the areas of another.

CBS reuses codes for other areas, so a code alone is no key: a figure belongs to a code
*and* the year of its area division. Where the years differ, the published area per code
and CBS's own mark of what changed decide.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.errors import InputError
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Collection

    import geopandas as gpd

    from wijkkaart.layers import StatTable

#: Two drawings of the same buurt differ by less than this in area (measured on Utrecht,
#: drawings of 2016 and 2023: 0.967-1.045).
_AREA_MARGIN = 0.10
#: CBS publishes areas in whole hectares: half a hectare is no difference.
_ROUNDING_HA = 1.0
#: Where CBS says that the boundary changed, a smaller difference is one already.
_REDRAWN_MARGIN = 0.02
#: CBS's marks of what changed against the year before.
CODE, BOUNDARY = 2, 3


def check_division(
    gebieden: gpd.GeoDataFrame,
    table: StatTable,
    geldig_voor: Collection[int],
) -> str:
    """Return a Dutch remark on the years of drawing and figures; empty when they match or the user vouches.

    Parameters
    ----------
    gebieden
        Areas with their ``indelingsjaar`` and ``oppervlakte_ha``.
    table
        Published figures; ``a_opp_ha`` holds the published area.
    geldig_voor
        Further years that the user says the drawing holds for.

    Raises
    ------
    InputError
        When the years differ, the user does not vouch for them, or the areas contradict it.
    """
    buurten = gebieden[(gebieden["niveau"] == "buurt") & ~gebieden["water"]]
    drawn = {int(year) for year in buurten["indelingsjaar"].dropna()}
    other = sorted({int(year) for year in table.peiljaar.dropna()} - drawn)
    if not other or not drawn:
        return ""
    years = ", ".join(str(year) for year in other)
    differing = _differing(buurten, table)
    if differing:
        raise InputError(
            f"De tekening is van {max(drawn)}, de cijfers zijn van {years}, en {len(differing)} buurten "
            f"hebben een andere oppervlakte (bijvoorbeeld {differing[0]}). Geef de grenzen van {years} bij cbs_buurten."
        )
    if "a_opp_ha" not in table.waarden and not set(other) <= set(geldig_voor):
        raise InputError(
            f"De tekening is van {max(drawn)} en de cijfers zijn van {years}. Is de indeling gelijk gebleven? "
            f"Zet dan bij cbs_buurten: geldig_voor: [{years}]. Geef anders de grenzen van dat jaar."
        )
    if set(other) <= set(geldig_voor):
        return ""
    return f"Cijfers van {years} staan op de grenzen van {max(drawn)}; de oppervlakte per buurt komt overeen."


def fit_division(
    table: StatTable,
    kerncijfers: StatTable | None,
    gebieden: gpd.GeoDataFrame,
    indeling: int = 0,
    geldig_voor: Collection[int] = (),
) -> tuple[StatTable, str]:
    """Return `table` without the figures of codes that were another area in their year, and a Dutch remark.

    Parameters
    ----------
    kerncijfers
        Says per year how large each area was (``a_opp_ha``, hectares) and what changed (``ind_wbz``:
        1 nothing, 2 the code, 3 the boundary, against the year before). Of a year that it does not
        have nothing can be known, and then nothing is placed.
    gebieden
        Areas with their ``indelingsjaar`` and ``oppervlakte_ha``.
    indeling
        Year of the division that the codes of `table` follow; 0 where it is that of the figures.
    geldig_voor
        Further years that the user says the drawing holds for.
    """
    moved: dict[int, int] = {}

    def fitted(edition: StatTable) -> StatTable:
        year = indeling or edition.jaar
        if year is None:
            return edition
        evidence = None if kerncijfers is None else kerncijfers.of_year(year)
        if evidence is None or evidence.jaar != year or "a_opp_ha" not in evidence.waarden:
            other = pd.Index([]) if year in geldig_voor else _of_other_years(gebieden, year).index
        else:
            other = _moved(evidence, kerncijfers or evidence, gebieden, year)
        other = edition.waarden.index.intersection(other)
        moved[year] = len(other)
        return _blank_rows(edition, other)

    result = table.map_editions(fitted)
    years = ", ".join(f"{year}: {count}" for year, count in sorted(moved.items()) if count)
    remark = (
        f"Gebieden die in een ander jaar anders lagen, of waarvan dat niet na te gaan is, krijgen geen cijfer van dat "
        f"jaar ({years}). Weet u dat de indeling gelijk bleef, noem dat jaar dan bij cbs_buurten: geldig_voor."
        if years
        else ""
    )
    return result, remark


def _of_other_years(gebieden: gpd.GeoDataFrame, year: int) -> gpd.GeoDataFrame:
    """Return the areas that are drawn as they were in another year than `year`."""
    return gebieden[gebieden["indelingsjaar"].ne(year).fillna(value=False)]


def _moved(published: StatTable, kerncijfers: StatTable, gebieden: gpd.GeoDataFrame, year: int) -> pd.Index:
    """Return the codes that were another area in `year` (which `published` is of) than they are drawn."""
    other = _of_other_years(gebieden, year)
    whole = other[other["volledig"]]
    drawn = whole["oppervlakte_ha"]
    gap = (published.waarden["a_opp_ha"].reindex(drawn.index) - drawn).abs()
    redrawn = _changed(kerncijfers, whole, year, BOUNDARY)
    margin = pd.Series(np.where(redrawn, _REDRAWN_MARGIN, _AREA_MARGIN), drawn.index)
    elsewhere = (gap > drawn * margin + _ROUNDING_HA) | _changed(kerncijfers, whole, year, CODE)
    codes: pd.Index = drawn.index[elsewhere.to_numpy()]
    return codes


def _changed(kerncijfers: StatTable, gebieden: gpd.GeoDataFrame, year: int, mark: int) -> pd.Series:
    """Return which areas carry `mark` in any year after the older and up to the newer of `year` and their drawing."""
    result = pd.Series(data=False, index=gebieden.index)
    for edition in kerncijfers.edities or (kerncijfers,):
        if edition.jaar is None or "ind_wbz" not in edition.waarden:
            continue
        older, newer = (gebieden["indelingsjaar"].clip(**{side: year}) for side in ("upper", "lower"))
        between = older.lt(edition.jaar) & newer.ge(edition.jaar)
        result |= between & edition.waarden["ind_wbz"].reindex(gebieden.index).eq(mark)
    return result


def _blank_rows(table: StatTable, codes: pd.Index) -> StatTable:
    values, status, cover = table.waarden.copy(), table.status.copy(), table.dekking.copy()
    values.loc[codes], status.loc[codes], cover.loc[codes] = np.nan, str(Status.NIET_GEPUBLICEERD), 0.0
    return replace(table, waarden=values, status=status, dekking=cover)


def _differing(buurten: gpd.GeoDataFrame, table: StatTable) -> list[str]:
    """Return the codes whose published area is not that of the drawing, worst first."""
    if "a_opp_ha" not in table.waarden:
        return []
    published = table.waarden["a_opp_ha"].reindex(buurten.index).dropna()
    drawn = buurten["oppervlakte_ha"].reindex(published.index)
    gap = (published - drawn).abs()
    wrong = gap[gap > drawn * _AREA_MARGIN + _ROUNDING_HA]
    return [str(code) for code in wrong.sort_values(ascending=False).index]
