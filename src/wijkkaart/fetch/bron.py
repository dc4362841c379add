"""Reads crashes and where they happened from a yearly BRON delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.errors import InputError
from wijkkaart.fetch.archive import Delimited, headings, stream
from wijkkaart.fetch.vector import NETHERLANDS

if TYPE_CHECKING:
    from pathlib import Path

CRASHES, PLACES = "ongevallen.txt", "puntlocaties.txt"
_ENCODING = "latin1"
_CRASH_COLUMNS = {
    "identificatie": ("VKL_NUMMER",),
    "ernst": ("AP3_CODE",),
    "jaar": ("JAAR_VKL",),
    "punt": ("FK_VELD5",),
    "wvk_id": ("WVK_ID",),
}
#: Headings of the file with places; where they differ, its first three columns are these.
_PLACE_COLUMNS = {"punt": ("FK_VELD5",), "x": ("X_COORD", "X"), "y": ("Y_COORD", "Y")}


def read_crashes(path: Path, bbox: tuple[float, float, float, float] | None) -> pd.DataFrame:
    """Return the crashes with a place in the bbox: identificatie, ernst, jaar, wvk_id (text), x and y (RD metres).

    Raises
    ------
    InputError
        When the delivery lacks a file or column, or its places are not in the Netherlands.
    """
    places = _places(Delimited(path, PLACES, encoding=_ENCODING))
    if bbox is not None:
        minx, miny, maxx, maxy = bbox
        places = places[places["x"].between(minx, maxx) & places["y"].between(miny, maxy)]
    near = [
        part[part["punt"].isin(places["punt"])]
        for part in stream(Delimited(path, CRASHES, encoding=_ENCODING), _CRASH_COLUMNS)
    ]
    return pd.concat(near).merge(places.drop_duplicates("punt"), on="punt")


def _places(source: Delimited) -> pd.DataFrame:
    """Return punt, x and y of every place that has one."""
    named = zip(_PLACE_COLUMNS.items(), headings(source), strict=False)
    columns = {name: (*aliases, heading) for (name, aliases), heading in named}
    places = pd.concat(stream(source, {**_PLACE_COLUMNS, **columns}))
    numbers = places[["x", "y"]].apply(pd.to_numeric, errors="coerce")
    minx, miny, maxx, maxy = NETHERLANDS
    placed = numbers["x"].between(minx, maxx) & numbers["y"].between(miny, maxy)
    if not placed.any():
        shown = "; ".join(places.iloc[0]) if len(places) else "geen"
        raise InputError(
            f"{source.where}: geen enkele plaats ligt in Nederland (punt, x en y van de eerste rij: {shown}). "
            "Haal het bestand opnieuw op, of meld dit bij de beheerder van wijkkaart."
        )
    placed_only: pd.DataFrame = places.assign(x=numbers["x"], y=numbers["y"])[placed]
    return placed_only
