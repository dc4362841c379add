"""Sewer pipes with the year they were laid, from GWSW Stedelijk Water."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.declarations import Service, Source
from wijkkaart.fetch.vector import open_layer, read_vector, repair
from wijkkaart.sources._diensten import features, wfs_features
from wijkkaart.sources._gwsw import pipes_in, with_own_id
from wijkkaart.sources._objecten import LINES, finish

if TYPE_CHECKING:
    import geopandas as gpd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

#: Other names of the layer.
_ALSO = "(gwsw[-_]?)?beheer[-_]?leiding(en)?"
_WFS = ("beheer-stedelijk-watersystemen-gwsw", "beheerstedelijkwater")


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return the pipes, index their uri, with ``beginjaar``; none is no mistake: not every gemeente publishes hers."""
    layers = [open_layer(path, invoer.laag, "beheer_?leiding") for path in invoer.bestand]
    parts = [repair(pipes_in(read_vector(layer, extent.bbox), layer.where), layer.where) for layer in layers]
    pipes = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    # A pipe without length is a slip of the pen, and weighs nothing.
    return finish(with_own_id(pipes[pipes.length > 0]), LINES, invoer)


SOURCE = Source(
    id="gwsw_leidingen",
    titel="GWSW Stedelijk Water: leidingen",
    uitgever="Stichting RIONED en gemeenten",
    licentie="zie de webpagina van de uitgever",
    naamsvermelding="Bron: Stichting RIONED, GWSW via PDOK",
    webpagina="https://www.pdok.nl/introductie/-/article/stedelijk-water-riolering-",
    soort="objecten",
    read=read,
    verwachte_velden=("identificatie", "beginjaar"),
    toelichting="Niet elke gemeente doet mee; geen leidingen betekent niet gepubliceerd.",
    dienst=Service(
        "https://api.pdok.nl/rioned/beheer-stedelijk-watersystemen-gwsw/ogc/v1",
        features("beheerleiding", _ALSO),
        ververs_dagen=90,
        op_plaats=True,
        zekerheid="B",
    ),
    terugval=tuple(
        Service(
            f"https://service.pdok.nl/rioned/{name}/wfs/v1_0",
            wfs_features("beheerstedelijkwater:BeheerLeiding", _ALSO),
            ververs_dagen=90,
            op_plaats=True,
        )
        for name in _WFS
    ),
)
