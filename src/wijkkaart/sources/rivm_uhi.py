"""Urban heat island: extra summer warmth compared with the countryside, degrees Celsius."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Service, Source
from wijkkaart.sources._diensten import coverage
from wijkkaart.sources._raster import Scale, read_scaled

SOURCE = Source(
    id="rivm_uhi",
    titel="RIVM: stedelijk hitte-eilandeffect",
    uitgever="RIVM",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: RIVM, Atlas Natuurlijk Kapitaal",
    webpagina="https://www.atlasnatuurlijkkapitaal.nl/kaarten",
    soort="raster",
    read=partial(read_scaled, scale=Scale("°C", low=0, high=15, negative_is_missing=True)),
    toelichting="Cellen van 10 m, zomergemiddelde; negatief betekent geen waarde.",
    dienst=Service(
        "https://data.rivm.nl/geo/ank/wcs",
        coverage("ank__Stedelijk_hitte_eiland_effect_01062022_v2"),
        ververs_dagen=365,
        op_plaats=True,
    ),
)
