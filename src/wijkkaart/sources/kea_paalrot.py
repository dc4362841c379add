"""Share of the buildings in each buurt whose wooden piles may rot, percent."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Source
from wijkkaart.sources import _kea
from wijkkaart.sources._vlakken import AreaTopic, read_areas

TOPICS = {"risico": AreaTopic(("no_cc_risi",), low=0, high=100, marks=(-9999, -999, -1))}
_SERVICES = _kea.services(("risicopaalrot_huidig",))

SOURCE = Source(
    id="kea_paalrot",
    titel="Klimaateffectatlas: risico op paalrot per buurt",
    uitgever=_kea.UITGEVER,
    licentie=_kea.LICENTIE,
    naamsvermelding=_kea.NAAMSVERMELDING,
    webpagina=_kea.WEBPAGINA,
    soort="vlakken",
    read=partial(read_areas, topics=TOPICS, mean=frozenset(), hint="paalrot"),
    verwachte_velden=("bu_code", "no_cc_risi"),
    vlakdekkend=True,
    toelichting="Procenten van de panden in het huidige klimaat; een schatting per buurt, niet per huis.",
    dienst=_SERVICES[0],
    terugval=_SERVICES[1:],
)
