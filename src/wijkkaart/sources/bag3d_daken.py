"""Roof area per pand, flat and sloping, from 3DBAG."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.declarations import Service, Source
from wijkkaart.sources._bag import bag_id
from wijkkaart.sources._diensten import wfs_features
from wijkkaart.sources._objecten import POLYGONS, Register, finish, read_register

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

_AREAS = ("b3_opp_dak_plat", "b3_opp_dak_schuin")
_FIELDS = ("identificatie", *_AREAS)
_REGISTER = Register("lod12", {name: (name,) for name in _FIELDS}, _FIELDS)


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return roof areas (m2, NaN unknown), index the 16 digits of the pand."""
    found = read_register(invoer, extent, _REGISTER)
    areas = {name: pd.to_numeric(found[name], errors="coerce").astype("float64") for name in _AREAS}
    roofs = found.assign(identificatie=bag_id(found["identificatie"]), **areas)
    # The figures are of the whole pand; a pand drawn in parts repeats them on every part.
    return finish(roofs.drop_duplicates(["identificatie", *_AREAS]), POLYGONS, invoer)


SOURCE = Source(
    id="bag3d_daken",
    titel="3DBAG: dakoppervlak per pand",
    uitgever="TU Delft en 3DGI",
    licentie="CC BY 4.0",
    naamsvermelding="© 3DBAG door tudelft3d en 3DGI",
    webpagina="https://3dbag.nl",
    soort="objecten",
    read=read,
    vlakdekkend=True,
    verwachte_velden=_FIELDS,
    dienst=Service(
        "https://data.3dbag.nl/api/BAG3D/wfs", wfs_features("BAG3D:lod12"), ververs_dagen=180, op_plaats=True
    ),
    toelichting="Bruto dakoppervlak: zonder rekening met richting, schaduw of draagkracht.",
)
