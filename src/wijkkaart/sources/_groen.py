"""The three maps of green of RIVM: trees, shrubs, and grass with low plants, percent of each 10 m cell."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Source
from wijkkaart.sources import _rivm
from wijkkaart.sources._raster import Scale

_SCALE = Scale("%", low=0, high=100, negative_is_missing=True)
#: Means over a circle (``500m``), figures per area and changes between years are other maps.
_OTHER_MAPS = r"(?<!\d)(?!10_?m)\d+_?k?m(?![a-z0-9])|per_(buurt|wijk|gemeente)|verschil|verandering"


def green_source(soort: str, titel: str, extra: str = "") -> Source:
    """Return the source ``rivm_<soort>``.

    Parameters
    ----------
    soort
        What it shows, as its names begin: ``bomen``, ``struiken`` or ``gras``.
    extra
        What a reader must know besides.
    """
    naming = _rivm.Naming(soort, rf"{soort}_?kaart", nooit=_OTHER_MAPS, liefst=r"(?<!\d)10_?m")
    return Source(
        id=f"rivm_{soort}",
        titel=titel,
        uitgever=_rivm.UITGEVER,
        licentie=_rivm.LICENTIE,
        naamsvermelding="Bron: RIVM, Atlas Natuurlijk Kapitaal",
        webpagina="https://www.atlasnatuurlijkkapitaal.nl/kaarten",
        soort="raster",
        read=partial(_rivm.read_dated, scale=_SCALE, naming=naming),
        toelichting=f"Aandeel per cel van 10 m; negatief betekent geen waarde.{extra}",
        dienst=_rivm.raster_service(_rivm.ANK, naming, "C"),
        terugval=(_rivm.raster_service(_rivm.ALO, naming, "C"),),
    )
