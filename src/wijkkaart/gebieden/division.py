"""Whether figures of one year may be drawn on the areas of another.

CBS reuses codes for other areas, so a code alone is no key: a figure belongs to a code
*and* the year of its area division. Where the years differ, the published area per code
and CBS's own mark of what changed decide. What a code cannot place goes by overlap, if the
outlines of that year are known.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.errors import InputError
from wijkkaart.gebieden.transfer import onto_buurten
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import geopandas as gpd

    from wijkkaart.layers import StatTable

#: Two drawings of the same buurt differ by less than this in area (measured on Utrecht,
#: drawings of 2016 and 2023: 0.967-1.045).
AREA_MARGIN = 0.10
#: CBS publishes areas in whole hectares: half a hectare is no difference.
ROUNDING_HA = 1.0
#: Where CBS says that the boundary changed, a smaller difference is one already.
_REDRAWN_MARGIN = 0.02
#: Source with the outlines of other years.
OTHER_YEARS = "cbs_buurten_andere_jaren"
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
            f"De tekening is van {max(drawn)}, de cijfers zijn van {years}, en {len(differing)} buurten hebben "
            f"een andere oppervlakte (bijvoorbeeld {differing[0]}). Geef de grenzen van {years} bij cbs_buurten, "
            f"of geef ze bij {OTHER_YEARS}, dan blijft de tekening van {max(drawn)}."
        )
    if "a_opp_ha" not in table.waarden and not set(other) <= set(geldig_voor):
        raise InputError(
            f"De tekening is van {max(drawn)} en de cijfers zijn van {years}. Is de indeling gelijk gebleven? "
            f"Zet dan bij cbs_buurten: geldig_voor: [{years}]. Geef anders de grenzen van dat jaar."
        )
    if set(other) <= set(geldig_voor):
        return ""
    return f"Cijfers van {years} staan op de grenzen van {max(drawn)}; de oppervlakte per buurt komt overeen."


@dataclass(frozen=True)
class Division:
    """What is known of the areas of other years.

    Parameters
    ----------
    kerncijfers
        Says per year how large each area was (``a_opp_ha``, hectares) and what changed (``ind_wbz``:
        1 nothing, 2 the code, 3 the boundary, against the year before). Of a year that it does not
        have nothing can be known by code, and then nothing is placed by code.
    geldig_voor
        Further years that the user says the drawing holds for.
    grenzen
        Per year the outlines of the buurten, index gebiedcode, EPSG:28992.
    """

    kerncijfers: StatTable | None = None
    geldig_voor: Collection[int] = ()
    grenzen: Mapping[int, gpd.GeoDataFrame] = field(default_factory=dict)

    def displaced(self, gebieden: gpd.GeoDataFrame, year: int) -> pd.Index:
        """Return the codes in `gebieden` that were another area in `year`, were not there, or may have been either."""
        evidence = None if self.kerncijfers is None else self.kerncijfers.of_year(year)
        vouched = year in self.geldig_voor
        if evidence is None or evidence.jaar != year or "a_opp_ha" not in evidence.waarden:
            return pd.Index([]) if vouched else _of_other_years(gebieden, year).index
        moved = _moved(evidence, self.kerncijfers or evidence, gebieden, year)
        return moved if vouched else moved.union(_new(evidence, gebieden, year), sort=False)

    def displaced_buurten(self, gebieden: gpd.GeoDataFrame, year: int) -> gpd.GeoDataFrame:
        """Return the buurten on land among these codes: what can be looked for on another drawing."""
        return _land(gebieden[gebieden.index.isin(self.displaced(gebieden, year))])


def fit_division(
    table: StatTable,
    division: Division,
    gebieden: gpd.GeoDataFrame,
    indeling: int = 0,
    elders: StatTable | None = None,
) -> tuple[StatTable, str]:
    """Return `table` with each figure on the ground it is about, and a Dutch remark on what that changed.

    The figures of codes that were another area in their year go; a buurt that such a code now stands
    for gets those of the buurt that covered it then, where the outlines of that year are known.

    Parameters
    ----------
    gebieden
        Areas with their ``niveau``, ``water``, ``indelingsjaar`` and ``oppervlakte_ha``; EPSG:28992.
    indeling
        Year of the division that the codes of `table` follow; 0 where it is that of the figures.
    elders
        The same table for the gemeenten that the ground belonged to then.
    """
    placed: dict[int, int] = {}
    lost: dict[int, int] = {}

    def fitted(edition: StatTable) -> StatTable:
        year = indeling or edition.jaar
        if year is None:
            return edition
        buurten = division.displaced_buurten(gebieden, year)
        outlines = division.grenzen.get(year, buurten.iloc[:0])
        moved = onto_buurten(_with_rows(edition, _of_same_year(elders, edition)), buurten, outlines)
        wrong = edition.waarden.index.intersection(division.displaced(gebieden, year))
        without = wrong.intersection(gebieden.index[gebieden["niveau"] == "buurt"]).difference(moved.waarden.index)
        placed[year], lost[year] = len(moved.waarden), len(without)
        return _with_rows(_blank_rows(edition, wrong), moved)

    result = table.map_editions(fitted)
    return result, _remark(placed, lost, division)


def years_to_draw(table: StatTable, division: Division, gebieden: gpd.GeoDataFrame, indeling: int = 0) -> set[int]:
    """Return the years of which `table` has figures that only the outlines of that year can place."""
    editions = [one for one in table.edities or (table,) if one.waarden.index.str.startswith("BU").any()]
    years = {indeling or edition.jaar for edition in editions}
    return {year for year in years if year and len(division.displaced_buurten(gebieden, year))}


def _remark(placed: Mapping[int, int], lost: Mapping[int, int], division: Division) -> str:
    def listed(counts: Mapping[int, int]) -> str:
        return ", ".join(f"{year}: {count}" for year, count in sorted(counts.items()) if count)

    remarks = []
    if any(placed.values()):
        remarks.append(
            "Buurten die in een ander jaar anders lagen of een andere code hadden, of waarvan dat niet na te gaan "
            f"is, krijgen van dat jaar het cijfer van de buurt die toen op hun grond lag ({listed(placed)}); de "
            "dekking zegt op hoeveel daarvan. Een aantal gaat alleen mee als het dezelfde grond is."
        )
    if any(lost.values()):
        undrawn = ", ".join(str(year) for year, count in sorted(lost.items()) if count and year not in division.grenzen)
        remarks.append(
            "Buurten die in een ander jaar anders lagen, of waarvan dat niet na te gaan is, krijgen geen cijfer van "
            f"dat jaar ({listed(lost)}). Weet u dat de indeling gelijk bleef, noem dat jaar dan bij cbs_buurten: "
            "geldig_voor." + (f" Of geef de grenzen van {undrawn} bij {OTHER_YEARS}." if undrawn else "")
        )
    return " ".join(remarks)


def _land(gebieden: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the buurten that are not large water."""
    return gebieden[(gebieden["niveau"] == "buurt") & ~gebieden["water"].astype(bool)]


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
    margin = pd.Series(np.where(redrawn, _REDRAWN_MARGIN, AREA_MARGIN), drawn.index)
    elsewhere = (gap > drawn * margin + ROUNDING_HA) | _changed(kerncijfers, whole, year, CODE)
    codes: pd.Index = drawn.index[elsewhere.to_numpy()]
    return codes


def _new(published: StatTable, gebieden: gpd.GeoDataFrame, year: int) -> pd.Index:
    """Return the codes that were not there in `year`, which `published` is of."""
    buurten = _land(_of_other_years(gebieden, year))
    codes: pd.Index = buurten.index.difference(published.waarden.index)
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


def _of_same_year(table: StatTable | None, edition: StatTable) -> StatTable | None:
    found = None if table is None else table.of_year(edition.jaar or 0)
    return found if found is not None and found.jaar == edition.jaar else None


def _with_rows(table: StatTable, other: StatTable | None) -> StatTable:
    """Return `table` with the rows of `other` in place of its own."""
    if other is None or other.waarden.empty:
        return table
    kept = table.waarden.index.difference(other.waarden.index)

    def joined(own: pd.DataFrame, added: pd.DataFrame, lacking: float | str) -> pd.DataFrame:
        return pd.concat([own.loc[kept], added.reindex(columns=own.columns, fill_value=lacking)]).sort_index()

    return replace(
        table,
        waarden=joined(table.waarden, other.waarden, np.nan),
        status=joined(table.status, other.status, str(Status.NIET_GEPUBLICEERD)),
        dekking=joined(table.dekking, other.dekking, 0.0),
    )


def _differing(buurten: gpd.GeoDataFrame, table: StatTable) -> list[str]:
    """Return the codes whose published area is not that of the drawing, worst first."""
    if "a_opp_ha" not in table.waarden:
        return []
    published = table.waarden["a_opp_ha"].reindex(buurten.index).dropna()
    drawn = buurten["oppervlakte_ha"].reindex(published.index)
    gap = (published - drawn).abs()
    wrong = gap[gap > drawn * AREA_MARGIN + ROUNDING_HA]
    return [str(code) for code in wrong.sort_values(ascending=False).index]
