"""Health and well-being of adults per buurt and wijk: estimates by a model of RIVM and the GGDs."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Service, Source
from wijkkaart.sources._diensten import STATLINE_DERDEN, derden
from wijkkaart.sources._stattabel import Topic, read_stat_table

TOPICS = {"p_eenzaam": Topic(("Eenzaam", "Eenzaamheid"), high=100.0)}
#: Adults (18 and older), and the estimate itself rather than the ends of its interval.
_ADULTS = {"Leeftijd": "20300", "Marges": "MW00000"}

SOURCE = Source(
    id="rivm_gezondheid",
    titel="RIVM: gezondheid per wijk en buurt",
    uitgever="RIVM, GGD'en en CBS",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: RIVM, GGD'en en CBS, gezondheid per wijk en buurt",
    webpagina="https://statline.rivm.nl/",
    soort="tabel",
    read=partial(read_stat_table, topics=TOPICS),
    verwachte_velden=("p_eenzaam",),
    indeling=2024,
    toelichting="Schattingen van een rekenmodel voor inwoners van 18 jaar en ouder, geen telling.",
    # No older table steps in: its division is not known, and codes have been given to other areas since.
    dienst=Service(f"{STATLINE_DERDEN}/50150NED", derden(TOPICS, "gezondheid", _ADULTS), ververs_dagen=180),
)
