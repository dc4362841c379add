"""Score of the Leefbaarometer per buurt, wijk or gemeente."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Service, Source
from wijkkaart.sources._leefbaarometer import fetch_layers, fetch_tables
from wijkkaart.sources._stattabel import Topic, read_stat_table

#: Scores stay well within this distance of the national mean.
_FARTHEST = 10.0


def _score(*names: str) -> Topic:
    return Topic(names, low=-_FARTHEST, high=_FARTHEST)


TOPICS = {
    "score": _score("score", "lbm"),
    "afw": _score("afw"),
    "klasse": Topic(("kscore",), low=1, high=9),
    "fys": _score("fys"),
    "onv": _score("onv"),
    "soc": _score("soc"),
    "vrz": _score("vrz"),
    "won": _score("won"),
}

SOURCE = Source(
    id="leefbaarometer",
    titel="Leefbaarometer 3.0",
    uitgever="Ministerie van BZK",
    licentie="CC0 1.0",
    naamsvermelding="Bron: Ministerie van BZK, Leefbaarometer",
    webpagina="https://www.leefbaarometer.nl/page/Open%20data",
    soort="tabel",
    read=partial(read_stat_table, topics=TOPICS),
    verwachte_velden=("score", "afw"),
    toelichting="afw is de afwijking van het gemiddelde van Nederland; gebieden met te weinig inwoners ontbreken.",
    dienst=Service("https://geo.leefbaarometer.nl/lbm3/ows", fetch_layers, ververs_dagen=180, op_plaats=True),
    terugval=(
        Service(
            "https://www.leefbaarometer.nl/resources/open-data-leefbaarometer-meting-2024.zip",
            fetch_tables,
            ververs_dagen=180,
            landelijk=True,
        ),
    ),
)
