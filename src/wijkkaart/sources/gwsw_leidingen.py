"""Sewer pipes with the year they were laid, from GWSW Stedelijk Water."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.declarations import Source
from wijkkaart.errors import InputError
from wijkkaart.fetch.columns import as_text, plain, select
from wijkkaart.fetch.vector import open_layer, read_vector, repair
from wijkkaart.sources._objecten import LINES, finish

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

_ALIASES = {"identificatie": ("uri", "identificatie", "id", "naam"), "type": ("type", "leidingtype")}
_OLDEST_YEAR = 1800
_NEWEST_YEAR = 2100


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return the pipes, index their uri; ``beginjaar`` is NaN where the date is missing or impossible."""
    parts = []
    for path in invoer.bestand:
        layer = open_layer(path, invoer.laag, "beheer_?leiding")
        raw = read_vector(layer, extent.bbox)
        pipes = select(raw, _ALIASES, ("identificatie",), layer.where)
        texts = {name: as_text(pipes[name]) for name in _ALIASES if name in pipes}
        years = begin_year(raw[_begin_field(raw, layer.where)])
        parts.append(repair(pipes.assign(beginjaar=years, **texts), layer.where))
    return finish(pd.concat(parts, ignore_index=True), LINES, invoer)


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


SOURCE = Source(
    id="gwsw_leidingen",
    titel="GWSW Stedelijk Water: leidingen",
    uitgever="Stichting RIONED en gemeenten",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: Stichting RIONED, GWSW via PDOK",
    webpagina="https://www.pdok.nl/introductie/-/article/stedelijk-water-riolering-",
    soort="objecten",
    read=read,
    verwachte_velden=("identificatie", "beginjaar"),
    toelichting="Niet elke gemeente doet mee; geen leidingen betekent niet gepubliceerd.",
)
