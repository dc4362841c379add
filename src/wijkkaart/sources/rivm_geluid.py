"""Noise of road traffic over day, evening and night (Lden), dB."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Source
from wijkkaart.sources import _rivm
from wijkkaart.sources._raster import Scale

#: The map of all sources together is another quantity: where only that is offered there is no figure.
_NAMING = _rivm.Naming("geluid", r"geluid_lden_weg(verkeer)?(_|$)", jaar=r"weg(?:verkeer)?_(20\d\d)")
#: 128 means no value; 0 means that no road is near enough to hear.
_SCALE = Scale("dB", low=0, high=120, negative_is_missing=True, missing=(128.0,), absurd=1000)

SOURCE = Source(
    id="rivm_geluid",
    titel="RIVM: geluid van wegverkeer (Lden)",
    uitgever=_rivm.UITGEVER,
    licentie=_rivm.LICENTIE,
    naamsvermelding="Bron: RIVM, Atlas Leefomgeving",
    webpagina="https://www.atlasleefomgeving.nl/kaarten",
    soort="raster",
    read=partial(_rivm.read_dated, scale=_SCALE, naming=_NAMING),
    toelichting="Alleen wegverkeer; 0 betekent geen weg in de buurt, 128 geen waarde.",
    dienst=_rivm.raster_service(_rivm.ALO, _NAMING, "C"),
)
