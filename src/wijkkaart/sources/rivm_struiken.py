"""Share of each 10 m cell under shrubs, percent."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Source
from wijkkaart.sources._raster import Scale, read_scaled

SOURCE = Source(
    id="rivm_struiken",
    titel="RIVM: struiken",
    uitgever="RIVM",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: RIVM, Atlas Natuurlijk Kapitaal",
    webpagina="https://www.atlasnatuurlijkkapitaal.nl/kaarten",
    soort="raster",
    read=partial(read_scaled, scale=Scale("%", low=0, high=100, negative_is_missing=True)),
    toelichting="Aandeel per cel van 10 m; negatief betekent geen waarde.",
)
