"""Distances to services per buurt, over the road, from CBS Nabijheid voorzieningen."""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Service, Source
from wijkkaart.sources._diensten import STATLINE, STATLINE_V4, Tables, observations, statline
from wijkkaart.sources._stattabel import Topic, read_stat_table


def _km(*names: str) -> Topic:
    return Topic(names, eenheid="km")


TOPICS = {
    "g_afs_hp": _km("Afstand tot huisartsenpraktijk"),
    "g_afs_ap": _km("Afstand tot apotheek"),
    "g_afs_gs": _km("Afstand tot grote supermarkt"),
    "g_afs_kv": _km("Afstand tot kinderdagverblijf"),
    "g_afs_sc": _km("Basisonderwijs/Afstand tot school"),
    "g_afs_trein": _km("Afstand tot treinstations totaal", "Afstand tot treinstation"),
    "g_afs_overstap": _km("Afstand tot belangrijk overstapstation"),
    "g_afs_oprit": _km("Afstand tot oprit hoofdverkeersweg"),
    "g_afs_bieb": _km("Afstand tot bibliotheek"),
    "g_afs_groen": _km("Afstand tot openbaar groen totaal"),
}

#: Table per year; those of which we are not sure must say their own year.
_TABLES: Tables = {
    2023: "85830NED",
    2025: "86270NED",
    2022: "85560NED",
    2024: ("86134NED",),
    2021: ("85231NED",),
    2020: ("84718NED",),
    2019: ("84463NED", "84718NED"),
}

SOURCE = Source(
    id="cbs_nabijheid",
    titel="CBS Nabijheid voorzieningen",
    uitgever="CBS",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: CBS, Nabijheid voorzieningen",
    webpagina="https://opendata.cbs.nl/statline/#/CBS/nl/dataset/86270NED/table",
    soort="tabel",
    read=partial(read_stat_table, topics=TOPICS),
    verwachte_velden=("g_afs_hp", "g_afs_gs", "g_afs_sc", "g_afs_trein"),
    toelichting="Gemiddelde afstand over de weg in km, met één decimaal.",
    dienst=Service(STATLINE, statline(_TABLES, TOPICS, "nabijheid"), ververs_dagen=180, edities=tuple(_TABLES)),
    terugval=(
        Service(STATLINE_V4, observations(_TABLES, TOPICS, "nabijheid"), ververs_dagen=180, edities=tuple(_TABLES)),
    ),
)
