"""Maps of clean or less clean air: the mean over a year of what the RIVM calculates, in µg/m³."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Source
from wijkkaart.sources import _rivm
from wijkkaart.sources._raster import Scale

#: The tag for "no value" is wrong in some of the files, which hold 0 or ±3.4e38 there; no place has 0.
_SCALE = Scale("µg/m³", low=0, high=200, negative_is_missing=True, missing=(0.0,), absurd=1000)


def air_source(stof: str, titel: str, patroon: str) -> Source:
    """Return the source ``rivm_<stof>``.

    Parameters
    ----------
    patroon
        The substance as names write it; a year may be glued on.
    """
    naming = _rivm.Naming(
        stof,
        rf"(rivm_nsl_\d+_gm_|jaargemiddeld_){patroon}(_?20\d\d|_actueel)$",
        jaar=rf"{patroon}_?(20\d\d)$",
    )
    return Source(
        id=f"rivm_{stof}",
        titel=titel,
        uitgever=_rivm.UITGEVER,
        licentie=_rivm.LICENTIE,
        naamsvermelding="Bron: RIVM, Atlas Leefomgeving",
        webpagina="https://www.atlasleefomgeving.nl/kaarten",
        soort="raster",
        read=partial(_rivm.read_dated, scale=_SCALE, naming=naming),
        toelichting="Berekend gemiddelde over een jaar; 0, negatief of 1000 en meer betekent geen waarde.",
        dienst=_rivm.raster_service(_rivm.ALO, naming),
    )
