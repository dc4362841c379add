"""Mean perceived temperature (PET) on a hot summer afternoon per buurt, degrees Celsius."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Source
from wijkkaart.sources import _kea
from wijkkaart.sources._vlakken import AreaTopic, read_areas

TOPICS = {"pet": AreaTopic(("PET_gem", "_mean"), low=15, high=60, marks=(-9999, -999, 0, 55537))}
_SERVICES = _kea.services(("GevoelstemperatuurBuurt_{jaar}", "Gevoelstemperatuur_Buurt{jaar}"), edities=(2022,))

SOURCE = Source(
    id="kea_pet_buurt",
    titel="Klimaateffectatlas: gevoelstemperatuur (PET) per buurt",
    uitgever=_kea.UITGEVER,
    licentie=_kea.LICENTIE,
    naamsvermelding=_kea.NAAMSVERMELDING,
    webpagina=_kea.WEBPAGINA,
    soort="vlakken",
    read=partial(read_areas, topics=TOPICS, mean=frozenset(TOPICS), hint="buurt"),
    verwachte_velden=("bu_code", "pet"),
    vlakdekkend=True,
    toelichting="Eén doorgerekende hete middag, gemiddeld per buurt van de indeling waarmee de kaart is gemaakt.",
    dienst=_SERVICES[0],
    terugval=_SERVICES[1:],
)
