"""How the areas of CBS Wijken en Buurten are read, under every name they were published with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.errors import InputError
from wijkkaart.fetch.columns import as_text, one_of, select
from wijkkaart.fetch.vector import open_layer, read_vector, repair
from wijkkaart.sources._contract import check_codes, check_geometry, check_unique

if TYPE_CHECKING:
    from pathlib import Path

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

UITGEVER = "CBS en Kadaster"
LICENTIE = "CC BY 4.0"
WEBPAGINA = "https://www.pdok.nl/introductie/-/article/cbs-wijken-en-buurten"
GEMEENTECODE = re.compile(r"GM\d{4}")

#: land, large water, Belgian ground around Baarle
_WATER = frozenset({"NEE", "JA", "B"})
ABROAD = "0998"
_SHARED = {
    "water": ("water", "h2o"),
    "gemeentecode": ("gemeentecode", "gm_code"),
    "gemeentenaam": ("gemeentenaam", "gm_naam"),
    "jaar": ("jaar",),
    "jrstatcode": ("jrstatcode",),
}
_POLYGONS = frozenset({"Polygon", "MultiPolygon"})


@dataclass(frozen=True)
class Level:
    """One niveau of the division: its layer, its code and the names of its fields."""

    hint: str
    code: re.Pattern[str]
    code_names: tuple[str, ...]
    name_names: tuple[str, ...]

    @property
    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Every known name per field."""
        own = {"gebiedcode": (*self.code_names, "statcode"), "gebiednaam": (*self.name_names, "statnaam")}
        return {**own, "wijkcode": ("wijkcode", "wk_code"), **_SHARED}


BUURT = Level("buurt", re.compile(r"BU\d{4}[0-9A-Z]{4}"), ("buurtcode", "bu_code"), ("buurtnaam", "bu_naam"))
WIJK = Level("wijk", re.compile(r"WK\d{4}[0-9A-Z]{2}"), ("wijkcode", "wk_code"), ("wijknaam", "wk_naam"))
GEMEENTE = Level("gemeente", GEMEENTECODE, ("gemeentecode", "gm_code"), ("gemeentenaam", "gm_naam"))


def read_areas(invoer: Bron, extent: Extent, level: Level) -> gpd.GeoDataFrame:
    """Return the areas of one niveau as in the contract, EPSG:28992, land and large water.

    Raises
    ------
    InputError
        When a file is not such a layer, or an area breaks the contract.
    """
    parts = []
    for path in invoer.bestand:
        areas, where = _read_file(path, invoer, level)
        chosen = _one_edition(_in_gemeenten(areas, extent.gemeenten, where), extent.jaar)
        parts.append(_checked(chosen, level, where))
    return _joined(parts, invoer)


def read_of_year(invoer: Bron, extent: Extent, level: Level) -> gpd.GeoDataFrame:
    """Return the same, but of exactly the year that is asked for, and all areas in the box: codes may have changed.

    Empty when the files have nothing of that year. Without a year the newest of each file is taken.

    Raises
    ------
    InputError
        When a file is not such a layer or does not say of which year it is, or an area breaks the contract.
    """
    if len(invoer.jaar) not in {0, len(invoer.bestand)}:
        raise InputError(
            f"Noem bij 'jaar' één jaar per bestand, in dezelfde volgorde ({len(invoer.bestand)} bestanden, "
            f"{len(invoer.jaar)} jaren), of laat 'jaar' weg als het in de bestanden staat."
        )
    parts = []
    for place, path in enumerate(invoer.bestand):
        own = invoer.model_copy(update={"jaar": invoer.jaar[place : place + 1]})
        areas, where = _read_file(path, own, level, extent.bbox)
        if areas["indelingsjaar"].isna().any():
            raise InputError(f"{where} zegt niet van welk jaar de grenzen zijn. Zet dat bij 'jaar' in de configuratie.")
        chosen = _one_edition(areas, extent.jaar)
        wanted = chosen["indelingsjaar"].eq(extent.jaar) | (extent.jaar is None)
        parts.append(_checked(chosen[wanted], level, where))
    return _joined(parts, invoer)


def _read_file(
    path: Path, invoer: Bron, level: Level, bbox: tuple[float, float, float, float] | None = None
) -> tuple[gpd.GeoDataFrame, str]:
    """Return the areas of one file (in `bbox`) as in the contract, and how a message calls it."""
    layer = open_layer(path, invoer.laag, level.hint)
    areas = select(read_vector(layer, bbox), level.aliases, ("gebiedcode", "gebiednaam"), layer.where)
    areas = _land_and_water(_complete(areas, invoer, layer.where), layer.where)
    check_codes(areas["gebiedcode"], level.code, layer.where, level.code_names[0])
    return areas, layer.where


def _checked(areas: gpd.GeoDataFrame, level: Level, where: str) -> gpd.GeoDataFrame:
    areas = repair(_one_row_a_code(areas), where)
    check_unique(areas["gebiedcode"], where, level.code_names[0])
    check_geometry(areas, areas["gebiedcode"], _POLYGONS, where)
    return areas


def _joined(parts: list[gpd.GeoDataFrame], invoer: Bron) -> gpd.GeoDataFrame:
    areas = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), geometry="geometry", crs=parts[0].crs)
    check_unique(areas["gebiedcode"], invoer.bestand[0].name, "gebiedcode")
    return areas.sort_values("gebiedcode", ignore_index=True)


def _complete(areas: gpd.GeoDataFrame, invoer: Bron, where: str) -> gpd.GeoDataFrame:
    """Return `areas` with all fields of the contract; codes that a file leaves out follow from the own code."""
    code = as_text(areas["gebiedcode"])
    given = {
        name: as_text(areas[name]) for name in ("gemeentecode", "gemeentenaam", "wijkcode", "water") if name in areas
    }
    names = as_text(areas["gebiednaam"])
    return gpd.GeoDataFrame(
        {
            "gebiedcode": code,
            "gebiednaam": names.fillna(code),
            "wijkcode": given.get("wijkcode", ("WK" + code.str[2:8]).where(code.str.len() >= len("WK034401"))),
            "gemeentecode": given.get("gemeentecode", "GM" + code.str[2:6]),
            "gemeentenaam": given.get("gemeentenaam", names.where(code.str.startswith("GM"))),
            "water": given.get("water", pd.Series("NEE", index=areas.index, dtype="str")).str.upper(),
            "indelingsjaar": _edition(areas, invoer, where),
        },
        geometry=areas.geometry,
        crs=areas.crs,
    )


def _edition(areas: gpd.GeoDataFrame, invoer: Bron, where: str) -> pd.Series:
    """Return the year of the division per area: from the file, else from the config, else NA."""
    for column in ("jaar", "jrstatcode"):
        years = (
            pd.to_numeric(as_text(areas[column]).str[:4], errors="coerce")
            if column in areas
            else pd.Series(dtype=float)
        )
        if years.notna().any():
            if invoer.jaar and not set(invoer.jaar) & set(years.dropna().astype(int)):
                raise InputError(
                    f"{where} is van {int(years.max())}, maar bij 'jaar' staat {invoer.jaar[0]}. Laat 'jaar' weg of "
                    "kies een ander bestand; geldt deze indeling ook voor andere jaren, noem die dan bij 'geldig_voor'."
                )
            return years.astype("Int64")
    return pd.Series(invoer.jaar[0] if invoer.jaar else pd.NA, index=areas.index, dtype="Int64")


def _land_and_water(areas: gpd.GeoDataFrame, where: str) -> gpd.GeoDataFrame:
    """Return `areas` with ``water`` as bool, without Belgian ground and the row for abroad."""
    one_of(areas["water"], _WATER, where, "water")
    ours = (areas["water"] != "B") & (areas["gebiedcode"].str[2:6] != ABROAD)
    kept = areas[ours]
    return kept.assign(water=kept["water"].eq("JA"))


def _in_gemeenten(areas: gpd.GeoDataFrame, wanted: tuple[str, ...], where: str) -> gpd.GeoDataFrame:
    if not wanted:
        return areas
    names = {name.casefold() for name in wanted}
    chosen = areas[areas["gemeentecode"].isin(wanted) | areas["gemeentenaam"].str.casefold().isin(names)]
    if chosen.empty:
        raise InputError(
            f"{where} bevat niets van {', '.join(wanted)}. Controleer de gemeente of kies een ander bestand."
        )
    return chosen


def _one_edition(areas: gpd.GeoDataFrame, year: int | None) -> gpd.GeoDataFrame:
    """Return the edition of `year` where the file has it, else its newest."""
    years = areas["indelingsjaar"]
    if years.isna().all():
        return areas
    wanted = year if year is not None and years.eq(year).any() else years.max()
    return areas[years.eq(wanted).fillna(value=False)]


def _one_row_a_code(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return `areas` where the land part stands for a code that has land and large water."""
    has_land = areas["gebiedcode"].isin(areas.loc[~areas["water"], "gebiedcode"])
    return areas[~(areas["water"] & has_land)].reset_index(drop=True)
