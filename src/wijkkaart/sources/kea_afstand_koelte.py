"""How far it is to walk to a cool place, metres: buildings (or zones around cool places) with a distance or a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.declarations import Source
from wijkkaart.fetch.vector import is_empty, open_layer, read_vector, repair
from wijkkaart.sources import _kea
from wijkkaart.sources._afstanden import distances
from wijkkaart.sources._contract import check_geometry
from wijkkaart.sources._objecten import POLYGONS, place_of

if TYPE_CHECKING:
    from pathlib import Path

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

#: Up to this distance a dwelling has coolness nearby (m); a class must lie on one side of it.
LIMIT_M = 300.0
_SERVICES = _kea.services(("Afstand_tot_koelte",), zekerheid="B")


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return the outlines with ``afstand`` (m; of a class the upper bound, NaN where not known), index a number.

    The outlines carry no id that is sure: dwellings find theirs by place.
    """
    parts = [_read_file(path, invoer, extent) for path in invoer.bestand]
    rows = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), geometry="geometry", crs=parts[0].crs)
    check_geometry(rows, rows.index.to_series(), POLYGONS, place_of(invoer))
    return rows.set_axis([f"koelte-{number:07d}" for number in range(len(rows))])


def _read_file(path: Path, invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    layer = open_layer(path, invoer.laag, "koelte")
    rows = read_vector(layer, extent.bbox)
    rows = repair(rows[~is_empty(rows)], layer.where)
    metres = distances(rows, LIMIT_M, layer.where) if len(rows) else pd.Series(dtype="float64")
    return gpd.GeoDataFrame({"afstand": metres}, geometry=rows.geometry, crs=rows.crs)


SOURCE = Source(
    id="kea_afstand_koelte",
    titel="Klimaateffectatlas: afstand tot koelte",
    uitgever=_kea.UITGEVER,
    licentie=_kea.LICENTIE,
    naamsvermelding=_kea.NAAMSVERMELDING,
    webpagina=_kea.WEBPAGINA,
    soort="objecten",
    read=read,
    verwachte_velden=("afstand",),
    vlakdekkend=True,
    toelichting="Loopafstand; een klasse telt alleen mee als zij helemaal aan één kant van 300 m ligt.",
    dienst=_SERVICES[0],
    terugval=_SERVICES[1:],
)
