"""Green per buurt as RIVM publishes it: the mean of its map of all green, percent of the ground."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wijkkaart.declarations import Source
from wijkkaart.sources import _rivm
from wijkkaart.sources._vlakken import AreaTopic, read_areas

if TYPE_CHECKING:
    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent
    from wijkkaart.layers import Areas

_NAMING = _rivm.Naming("groen", r"groenpercentage_kaart_per_buurt", jaar=r"(?<!\d)(20\d\d)_groenpercentage")
#: A largest value of 2 or less is a share of 1, no percentage.
TOPICS = {"groen": AreaTopic(("_mean", "mean", "groenpercentage"), (r"^mean",), low=0, high=100, least=2)}


def read(invoer: Bron, extent: Extent) -> Areas:
    """Return ``groen`` (percent) per buurt of the division that RIVM drew on."""
    areas = read_areas(invoer, extent, TOPICS, frozenset(TOPICS), "groenpercentage")
    years = [year for path in invoer.bestand if (year := _NAMING.year(path.stem)) is not None]
    return replace(areas, peiljaar=max(invoer.jaar or years, default=None))


SOURCE = Source(
    id="rivm_groen_buurt",
    titel="RIVM: groenpercentage per buurt",
    uitgever=_rivm.UITGEVER,
    licentie=_rivm.LICENTIE,
    naamsvermelding="Bron: RIVM, Atlas Natuurlijk Kapitaal",
    webpagina="https://www.atlasnatuurlijkkapitaal.nl/kaarten",
    soort="vlakken",
    read=read,
    vlakdekkend=True,
    verwachte_velden=("bu_code", "_mean"),
    toelichting="Bomen, struiken en lage planten samen, op de buurten van 2022.",
    dienst=_rivm.area_service("https://data.rivm.nl/geo/ank/wfs", _NAMING),
)
