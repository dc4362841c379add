"""Socio-economic status (wealth, education, work) per buurt and wijk, from CBS SES-WOA."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Service, Source
from wijkkaart.sources._diensten import STATLINE, STATLINE_V4, observations, statline
from wijkkaart.sources._stattabel import Topic, read_stat_table

#: Scores stay well within this distance of the national mean of zero.
_FARTHEST = 5.0
TOPICS = {
    "ses_woa_score": Topic(
        ("ses_woa_score", "SES-WOA/Totaalscore/Gemiddelde score", "Totaalscore/Gemiddelde score"),
        low=-_FARTHEST,
        high=_FARTHEST,
    ),
    "ses_woa_spreiding": Topic(("ses_woa_spreiding", "Spreiding totaal/Waarde"), high=_FARTHEST),
}
#: Years up to 2024, on the division of 2025; of the table before it the division is not known.
_TABLE = {0: "86296NED"}

SOURCE = Source(
    id="cbs_ses_woa",
    titel="CBS SES-WOA-scores per wijk en buurt",
    uitgever="CBS",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: CBS, SES-WOA",
    webpagina="https://opendata.cbs.nl/statline/#/CBS/nl/dataset/86296NED/table",
    soort="tabel",
    read=partial(read_stat_table, topics=TOPICS),
    verwachte_velden=("ses_woa_score",),
    indeling=2025,
    toelichting="Gemiddelde van Nederland in 2019 is 0; de nieuwste periode in het bestand telt.",
    dienst=Service(STATLINE, statline(_TABLE, TOPICS, "ses_woa"), ververs_dagen=180),
    terugval=(Service(STATLINE_V4, observations(_TABLE, TOPICS, "ses_woa"), ververs_dagen=180),),
)
