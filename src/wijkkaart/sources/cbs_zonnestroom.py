"""Solar installations at dwellings per buurt, from CBS Zonnestroom (up to 2022)."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Service, Source
from wijkkaart.sources._diensten import STATLINE, STATLINE_V4, observations, statline
from wijkkaart.sources._stattabel import Topic, read_stat_table

TOPICS = {
    "a_zon_woning": Topic(("a_zon_woning", "AantalInstallatiesBijWoningen")),
    "a_zon_kw": Topic(("a_zon_kw", "OpgesteldVermogenVanZonnepanelen")),
}
_TABLES = {2022: "86044NED", 2021: "85775NED"}

SOURCE = Source(
    id="cbs_zonnestroom",
    titel="CBS Zonnestroom wijken en buurten",
    uitgever="CBS",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: CBS, Zonnestroom",
    webpagina="https://opendata.cbs.nl/statline/#/CBS/nl/dataset/86044NED/table",
    soort="tabel",
    read=partial(read_stat_table, topics=TOPICS),
    verwachte_velden=("a_zon_woning",),
    toelichting="Alleen gebruikt waar de Kerncijfers geen aandeel woningen met zonnestroom hebben (voor 2024).",
    dienst=Service(STATLINE, statline(_TABLES, TOPICS, "zonnestroom"), ververs_dagen=365, edities=tuple(_TABLES)),
    terugval=(
        Service(STATLINE_V4, observations(_TABLES, TOPICS, "zonnestroom"), ververs_dagen=365, edities=tuple(_TABLES)),
    ),
)
