"""The areas of a run: buurten, their wijken and gemeenten, and areas of the user's own.

One frame holds all niveaus, indexed by gebiedcode; every later table follows its index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.errors import ConfigError, InputError, NoBoundariesError
from wijkkaart.extent import RD
from wijkkaart.gebieden.agreement import added_up, is_outside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wijkkaart.config import Gebied

COLUMNS = (
    "gebiednaam",
    "niveau",
    "gemeentecode",
    "wijkcode",
    "indelingsjaar",
    "n_buurten",
    "volledig",
    "bewoond",
    "water",
    "oppervlakte_ha",
)

#: A wijk or gemeente is complete when its buurten cover this share of its own outline;
#: the rest is the difference between two drawings of one border.
_COMPLETE_SHARE = 0.999
#: A piece of a buurt smaller than this share of it is a sliver of the border, not an overlap.
_SLIVER_SHARE = 0.001
_M2_PER_HA = 10_000.0


def choose_buurten(buurten: gpd.GeoDataFrame, gebied: Gebied) -> gpd.GeoDataFrame:
    """Return the buurten that the config asks for, indexed by gebiedcode.

    Parameters
    ----------
    buurten
        The layer of ``cbs_buurten``: columns gebiedcode, gebiednaam, wijkcode,
        gemeentecode, gemeentenaam, water, indelingsjaar; EPSG:28992.
    gebied
        Names or codes of gemeenten, codes of wijken and buurten.

    Raises
    ------
    ConfigError
        When a name or code is not in the layer.
    """
    wanted = pd.Series(data=False, index=buurten.index)
    for name in gebied.gemeenten:
        wanted |= _in_gemeente(buurten, name)
    for column, codes in (("wijkcode", gebied.wijken), ("gebiedcode", gebied.buurten)):
        _refuse_unknown(codes, buurten[column])
        wanted |= buurten[column].isin(codes)
    return buurten[wanted].sort_values("gebiedcode").set_index("gebiedcode")


def _in_gemeente(buurten: gpd.GeoDataFrame, name: str) -> pd.Series:
    found = (buurten["gemeentecode"] == name) | (buurten["gemeentenaam"].str.casefold() == name.casefold())
    if not found.any():
        there = sorted(set(buurten["gemeentenaam"].dropna()))
        shown = ", ".join(there[:5]) + (f" en nog {len(there) - 5}" if len(there) > 5 else "")  # noqa: PLR2004
        raise ConfigError(
            f"De gemeente {name!r} komt niet voor in de opgegeven buurten (daarin staan: {shown}). "
            "Controleer de naam of code onder gebied.gemeenten, of het bestand bij cbs_buurten."
        )
    matches: pd.Series = found
    return matches


def _refuse_unknown(codes: Iterable[str], present: pd.Series) -> None:
    if missing := sorted(set(codes) - set(present)):
        raise ConfigError(
            f"{len(missing)} code(s) onder 'gebied' komen niet voor in de opgegeven buurten, "
            f"bijvoorbeeld {missing[0]}. Controleer de code en het jaar van de indeling."
        )


def build_gebieden(
    buurten: gpd.GeoDataFrame,
    wijken: gpd.GeoDataFrame | None,
    gemeenten: gpd.GeoDataFrame | None,
    gebied: Gebied,
) -> gpd.GeoDataFrame:
    """Return all CBS areas of the run in one frame, index gebiedcode, EPSG:28992.

    Wijken and gemeenten are dissolved from their buurten; a given outline only lends its
    name and shows whether all its buurten are there. ``bewoond`` starts True on land.

    Raises
    ------
    NoBoundariesError
        When nothing is left to draw.
    """
    if buurten.empty:
        raise NoBoundariesError("Er is geen enkele buurt om te tonen. Controleer 'gebied' in de configuratie.")
    parts = [_buurt_rows(buurten)]
    parts += [
        _dissolved(buurten, column, niveau, outline)
        for column, niveau, outline in (("wijkcode", "wijk", wijken), ("gemeentecode", "gemeente", gemeenten))
        if niveau in gebied.niveaus
    ]
    return _finish(gpd.GeoDataFrame(pd.concat(parts), geometry="geometry", crs=RD))


def _buurt_rows(buurten: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    rows = buurten[["gebiednaam", "gemeentecode", "wijkcode", "indelingsjaar", "water", "geometry"]].copy()
    return rows.assign(niveau="buurt", n_buurten=1, volledig=True)


def _dissolved(
    buurten: gpd.GeoDataFrame,
    column: str,
    niveau: str,
    outline: gpd.GeoDataFrame | None,
) -> gpd.GeoDataFrame:
    land_first = buurten.sort_values("water")
    grouped = land_first.groupby(column, sort=True)
    rows = land_first[[column, "geometry"]].dissolve(by=column)
    rows = rows.assign(
        niveau=niveau,
        gemeentecode=grouped["gemeentecode"].first(),
        wijkcode=rows.index if niveau == "wijk" else "",
        indelingsjaar=grouped["indelingsjaar"].first(),
        water=grouped["water"].all(),
        n_buurten=grouped.size(),
        volledig=_is_complete(rows, outline),
    )
    names = (
        grouped["gemeentenaam"].first() if niveau == "gemeente" else pd.Series("Wijk " + rows.index.str[6:], rows.index)
    )
    if outline is not None:
        given = outline.drop_duplicates("gebiedcode").set_index("gebiedcode")["gebiednaam"]
        names = given.reindex(rows.index).fillna(names)
    return rows.assign(gebiednaam=names)


def _is_complete(rows: gpd.GeoDataFrame, outline: gpd.GeoDataFrame | None) -> pd.Series:
    """Return per area whether its buurten fill its own outline; False where that cannot be shown."""
    if outline is None:
        return pd.Series(data=False, index=rows.index)
    whole = outline.assign(ha=outline.area).groupby("gebiedcode")["ha"].sum().reindex(rows.index)
    complete: pd.Series = (rows.area / whole).ge(_COMPLETE_SHARE).fillna(value=False).astype(bool)
    return complete


def add_own_areas(gebieden: gpd.GeoDataFrame, own: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return `gebieden` with the user's own areas (columns naam, geometry; EPSG:28992) behind them.

    Their codes are EG01, EG02, ... in the order of the file; the gemeente is the one with
    most of the area; complete when buurten of the run cover them.

    Raises
    ------
    InputError
        When an own area touches none of the buurten.
    """
    buurten = gebieden[gebieden["niveau"] == "buurt"]
    shares = own_area_shares(
        gebieden, own.assign(code=[f"EG{n:02d}" for n in range(1, len(own) + 1)]).set_index("code")
    )
    rows = own.assign(code=[f"EG{n:02d}" for n in range(1, len(own) + 1)]).set_index("code")
    outside = [rows.loc[code, "naam"] for code in rows.index if code not in set(shares["gebied"])]
    if outside:
        raise InputError(
            f"Het eigen gebied {outside[0]!r} ligt buiten alle buurten van deze run. "
            "Controleer het bestand bij gebied.eigen_gebieden en zijn coördinaten."
        )
    largest = shares.sort_values("m2").groupby("gebied")["buurt"].last()
    inside = shares.groupby("gebied")["m2"].sum()
    rows = rows.rename(columns={"naam": "gebiednaam"}).assign(
        niveau="eigen",
        gemeentecode=buurten["gemeentecode"].reindex(largest.reindex(rows.index)).to_numpy(),
        wijkcode="",
        indelingsjaar=buurten["indelingsjaar"].iloc[0],
        water=False,
        n_buurten=shares.groupby("gebied").size(),
        volledig=(inside / rows.area).ge(_COMPLETE_SHARE),
        bewoond=True,
    )
    columns = [*COLUMNS, "geometry"]
    rows["oppervlakte_ha"] = rows.area / _M2_PER_HA
    return gpd.GeoDataFrame(pd.concat([gebieden[columns], rows[columns]]), geometry="geometry", crs=RD)


def own_area_shares(gebieden: gpd.GeoDataFrame, own: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return which part of the ground of which buurt lies in each own area.

    Columns buurt, gebied, m2, aandeel and aandeel_vlak (0-1); until homes are counted both
    are the part of the ground.
    """
    buurten = gebieden.loc[gebieden["niveau"] == "buurt", ["geometry"]].rename_axis("buurt").reset_index()
    areas = own[["geometry"]].rename_axis("gebied").reset_index()
    pieces = gpd.overlay(buurten, areas, how="intersection", keep_geom_type=True)
    whole = buurten.set_index("buurt").area.reindex(pieces["buurt"]).to_numpy()
    shares = pd.DataFrame({"buurt": pieces["buurt"], "gebied": pieces["gebied"], "m2": pieces.area})
    shares = shares.assign(aandeel=shares["m2"] / whole, aandeel_vlak=shares["m2"] / whole)
    return shares[shares["aandeel"] > _SLIVER_SHARE].reset_index(drop=True)


def _finish(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    areas = areas.assign(
        oppervlakte_ha=areas.area / _M2_PER_HA,
        bewoond=~areas["water"].astype(bool),
        volledig=areas["volledig"].astype(bool),
        n_buurten=areas["n_buurten"].astype(int),
    )
    areas.index.name = "gebiedcode"
    return areas[[*COLUMNS, "geometry"]]


def mark_complete(gebieden: gpd.GeoDataFrame, people: pd.Series, shares: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return `gebieden` with ``volledig`` True where the buurten hold all the people of the area.

    Parameters
    ----------
    people
        Published inhabitants per gebiedcode: of buurten, wijken and gemeenten.
    shares
        Columns buurt and gebied: which buurten make up which wijk and gemeente.
    """
    counted = added_up(people, shares)
    shown = gebieden.index.isin(counted.index[~is_outside(counted)])
    return gebieden.assign(volledig=gebieden["volledig"] | shown)


def mark_inhabited(gebieden: gpd.GeoDataFrame, people: pd.Series) -> gpd.GeoDataFrame:
    """Return `gebieden` with ``bewoond`` False where `people` (per gebiedcode) is zero; unknown stays True."""
    empty = people.reindex(gebieden.index).eq(0)
    return gebieden.assign(bewoond=gebieden["bewoond"] & ~empty)
