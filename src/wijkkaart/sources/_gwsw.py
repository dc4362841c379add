"""How sewer pipes of GWSW are read: their fields differ per delivery, and their names are not unique."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from wijkkaart.errors import InputError
from wijkkaart.extent import RD
from wijkkaart.fetch.columns import as_text, plain, select

_ALIASES = {"identificatie": ("uri", "identificatie", "id", "naam"), "type": ("type", "leidingtype")}
_OLDEST_YEAR = 1800
_NEWEST_YEAR = 2100


def pipes_in(raw: gpd.GeoDataFrame, where: str) -> gpd.GeoDataFrame:
    """Return the known fields of `raw` and ``beginjaar``; NaN where the date is missing or impossible.

    Without pipes there need be no fields either: not every gemeente publishes hers.
    """
    if raw.empty:
        return gpd.GeoDataFrame({"identificatie": [], "beginjaar": []}, geometry=[], crs=RD)
    pipes = select(raw, _ALIASES, ("identificatie",), where)
    texts = {name: as_text(pipes[name]) for name in _ALIASES if name in pipes}
    return pipes.assign(beginjaar=begin_year(raw[_begin_field(raw, where)]), **texts)


def _begin_field(pipes: gpd.GeoDataFrame, where: str) -> str:
    """Return the field with the date a pipe was laid; its name differs, so it is found by its meaning."""
    fields = [name for name in pipes.columns if "begin" in plain(name)]
    dated = [name for name in fields if "datum" in plain(name) or "jaar" in plain(name)]
    if not dated:
        raise InputError(f"{where} heeft geen veld met een begindatum. Controleer of dit de laag met leidingen is.")
    return str(dated[0])


def begin_year(dates: pd.Series) -> pd.Series:
    """Return the year in dates such as ``2010-01-01`` or ``20100101`` as float; NaN when it cannot be."""
    years = pd.to_numeric(as_text(dates.astype("string")).str.extract(r"(\d{4})", expand=False), errors="coerce")
    return years.astype("float64").where(years.between(_OLDEST_YEAR, _NEWEST_YEAR))


def with_own_id(pipes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return `pipes` with different ids: two gemeenten may give a pipe the same name, or none."""
    ids = pipes["identificatie"].astype("str").where(pipes["identificatie"].notna(), "zonder naam")
    turn = ids.groupby(ids).cumcount()
    return pipes.assign(identificatie=ids.where(turn == 0, ids + " (" + (turn + 1).astype("str") + ")"))
