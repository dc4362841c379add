"""From areas of another division to those of the run: by code where the drawing agrees, else by overlap.

Publishers keep the buurten of the year in which they made a map. A figure may only move to a
buurt that is (almost) the same piece of ground.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.layers import StatTable
from wijkkaart.spatial.overlap import overlaps
from wijkkaart.status import Status

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.layers import Areas

#: The area with the same code must cover this share of a buurt: the rest is how borders were drawn.
_SAME_SHARE = 0.9
#: An area with another code, or all areas together, must cover this share (a proposal).
_LARGEST_SHARE = 0.8
#: Two areas of which each covers this share of the other are one piece of ground: its totals hold too (a proposal).
_SAME_GROUND = 0.95
#: Topics that are totals (numbers, euro), or are about the area itself: they say nothing of a part of it.
_OF_THE_WHOLE = ("a_", "k_", "ind_")


def onto_gebieden(areas: Areas, gebieden: gpd.GeoDataFrame) -> StatTable:
    """Return the figures of `areas` with a row for every gebied.

    A buurt takes the figure of the one area that covers it. A wijk, gemeente or own area takes the
    mean over its ground of the topics in `areas.gemiddeld`; its other topics are ``niet_gepubliceerd``.
    Where the areas do not reach, a figure is ``buiten_dekking``.

    Parameters
    ----------
    areas
        Figures per area, EPSG:28992.
    gebieden
        All areas of the run: index gebiedcode, column niveau, EPSG:28992.
    """
    topics = areas.rows.drop(columns="geometry")
    pieces = overlaps(gebieden, areas.rows)
    buurten = gebieden["niveau"] == "buurt"
    chosen = _chosen(pieces[pieces["gebied"].isin(gebieden.index[buurten])]).reindex(gebieden.index[buurten])
    parts = {
        name: pd.concat(
            [
                _of_one(topics[name], chosen),
                _mean(topics[name], pieces, gebieden[~buurten])
                if name in areas.gemiddeld
                else _not_published(gebieden.index[~buurten]),
            ]
        )
        for name in topics
    }
    return _table(parts, topics, gebieden.index, areas.peiljaar)


def _chosen(pieces: pd.DataFrame) -> pd.DataFrame:
    """Return per buurt (index) the area that speaks for it: its row of `pieces`; no row where none does."""
    largest = pieces.sort_values("deel", ascending=False, kind="stable").drop_duplicates("gebied")
    same = pieces[(pieces["code"] == pieces["gebied"]) & (pieces["deel"] >= _SAME_SHARE)]
    found = pd.concat([same, largest[largest["deel"] >= _LARGEST_SHARE]]).drop_duplicates("gebied")
    return found.set_index("gebied")


def onto_buurten(table: StatTable, buurten: gpd.GeoDataFrame, outlines: gpd.GeoDataFrame) -> StatTable:
    """Return the figures of `table` for those of `buurten` that one area of its own year covers.

    Shares, means and densities come with the share of the buurt that the area covers as ``dekking``.
    Totals only come where both are the same ground: a part of an area has an unknown part of its
    people. A reason for having no figure comes along.

    Parameters
    ----------
    table
        Published figures of one year; index gebiedcode of that year.
    buurten
        Areas to find figures for; index gebiedcode of the run, EPSG:28992.
    outlines
        Areas of the year whose codes `table` follows; index gebiedcode, EPSG:28992.
    """
    found = predecessors(buurten, outlines)
    chosen = found[found["code"].isin(table.waarden.index)]
    of_whole = table.waarden.columns.str.startswith(_OF_THE_WHOLE)
    same = chosen[["deel", "deel_vlak"]].min(axis=1).ge(_SAME_GROUND).to_numpy()
    values, status, cover = (
        frame.loc[chosen["code"]].set_axis(chosen.index) for frame in (table.waarden, table.status, table.dekking)
    )
    split = (status == Status.OK) & of_whole[None, :] & ~same[:, None]
    return StatTable(
        waarden=values.mask(split),
        status=status.mask(split, str(Status.NIET_GEPUBLICEERD)),
        dekking=cover.mul(chosen["deel"].clip(upper=1.0), axis=0).mask(split, 0.0),
        peiljaar=table.peiljaar,
    )


def predecessors(buurten: gpd.GeoDataFrame, outlines: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return per buurt (index) the code in `outlines` that speaks for it, with deel and deel_vlak; no row for none."""
    return _chosen(overlaps(buurten, outlines))[["code", "deel", "deel_vlak"]]


def _of_one(values: pd.Series, chosen: pd.DataFrame) -> pd.DataFrame:
    """Return waarde, status and dekking per buurt: of the one area in `chosen` (NaN where there is none)."""
    place = chosen["plaats"].fillna(-1).astype(int).to_numpy()
    found = pd.Series(values.to_numpy()[place] if len(values) else None, chosen.index, dtype=values.dtype)
    return _cells(found.where(place >= 0), chosen["deel"].fillna(0.0), reached=pd.Series(place >= 0, chosen.index))


def _mean(values: pd.Series, pieces: pd.DataFrame, gebieden: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return waarde, status and dekking per gebied: the mean over the ground that has a value."""
    ours = pieces[pieces["gebied"].isin(gebieden.index)]
    found = ours.assign(waarde=values.to_numpy()[ours["plaats"]])
    known = found[found["waarde"].notna()]
    share = known.groupby("gebied")["deel"].sum().reindex(gebieden.index).fillna(0.0)
    reached = ours.groupby("gebied")["deel"].sum().reindex(gebieden.index).fillna(0.0) >= _LARGEST_SHARE
    total = (known["waarde"] * known["deel"]).groupby(known["gebied"]).sum().reindex(gebieden.index)
    return _cells((total / share).where(share >= _LARGEST_SHARE), share, reached=reached)


def _not_published(codes: pd.Index) -> pd.DataFrame:
    empty = pd.Series(np.nan, codes)
    return _cells(empty, empty.fillna(0.0), reached=empty.isna())


def _cells(values: pd.Series, share: pd.Series, *, reached: pd.Series) -> pd.DataFrame:
    reason = np.where(reached, Status.NIET_GEPUBLICEERD, Status.BUITEN_DEKKING)
    status = pd.Series(reason, values.index, dtype=object).mask(values.notna(), Status.OK).astype(str)
    return pd.DataFrame(
        {
            "waarde": values.astype(object),
            "status": status,
            "dekking": share.clip(upper=1.0).where(values.notna(), 0.0),
        }
    )


def _table(parts: dict[str, pd.DataFrame], topics: pd.DataFrame, codes: pd.Index, year: int | None) -> StatTable:
    def frame(part: str) -> pd.DataFrame:
        return pd.DataFrame({name: cells[part].reindex(codes) for name, cells in parts.items()}, index=codes)

    values = frame("waarde")
    words = [str(name) for name in topics if not pd.api.types.is_numeric_dtype(topics[name])]
    return StatTable(
        waarden=values.assign(**dict.fromkeys(words, np.nan)).astype("float64"),
        status=frame("status"),
        dekking=frame("dekking"),
        peiljaar=pd.Series(float("nan") if year is None else float(year), index=list(topics)),
        teksten=values[words].astype(object).where(values[words].notna(), None),
    )
