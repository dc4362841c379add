"""Whether figures of one year may be drawn on the areas of another.

CBS reuses codes for other areas, so a code alone is no key: a figure belongs to a code
*and* the year of its area division. Where the years differ, the published area per code
decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection

    import geopandas as gpd

    from wijkkaart.layers import StatTable

#: Two drawings of the same buurt differ by less than this in area (measured on Utrecht,
#: drawings of 2016 and 2023: 0.967-1.045).
_AREA_MARGIN = 0.10
#: CBS publishes areas in whole hectares: half a hectare is no difference.
_ROUNDING_HA = 1.0


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


def _differing(buurten: gpd.GeoDataFrame, table: StatTable) -> list[str]:
    """Return the codes whose published area is not that of the drawing, worst first."""
    if "a_opp_ha" not in table.waarden:
        return []
    published = table.waarden["a_opp_ha"].reindex(buurten.index).dropna()
    drawn = buurten["oppervlakte_ha"].reindex(published.index)
    gap = (published - drawn).abs()
    wrong = gap[gap > drawn * _AREA_MARGIN + _ROUNDING_HA]
    return [str(code) for code in wrong.sort_values(ascending=False).index]
