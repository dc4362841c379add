"""How much of each buurt is tree, green, paved and water, percent of its area."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Source
from wijkkaart.sources import _kea
from wijkkaart.sources._vlakken import AreaTopic, read_areas_by_layer

LAYERS = {name: f"{name}_per_buurt" for name in ("boom", "groen", "grijs", "water")}
#: The largest share in a town is more than this many percent; less means that 1 stands for all. Water may be rare.
_LEAST = {"boom": 1.5, "groen": 1.5, "grijs": 1.5}
_SHARE = "perc|pct|proc|aandeel|mean|gem"


def _topic(name: str) -> AreaTopic:
    """Return the topic; no one published the name of its field, so it is told by what it looks like."""
    patterns = (rf"{name}.*({_SHARE})|({_SHARE}).*{name}", _SHARE, name)
    return AreaTopic(patterns=patterns, low=0, high=100, least=_LEAST.get(name, 0.0))


TOPICS = {name: _topic(name) for name in LAYERS}
_SERVICES = _kea.services(*((layer,) for layer in LAYERS.values()), zekerheid="B")

SOURCE = Source(
    id="kea_groen_buurt",
    titel="Klimaateffectatlas: bomen, groen, grijs en water per buurt",
    uitgever=_kea.UITGEVER,
    licentie=_kea.LICENTIE,
    naamsvermelding=_kea.NAAMSVERMELDING,
    webpagina=_kea.WEBPAGINA,
    soort="vlakken",
    read=partial(read_areas_by_layer, topics=TOPICS, mean=frozenset(TOPICS), hints=LAYERS),
    verwachte_velden=("bu_code", *LAYERS),
    vlakdekkend=True,
    toelichting="Procenten van het oppervlak van de buurt, van de indeling waarmee de kaart is gemaakt.",
    dienst=_SERVICES[0],
    terugval=_SERVICES[1:],
)
