"""Published share of energy-poor households, from a StatLine export or a CSV of the user's own.

An own CSV has a column ``gebiedcode`` and a column ``p_energiearm`` (percent of households);
a column ``jaar`` is optional. No national download with fixed names is known.
"""

from __future__ import annotations

from functools import partial

from wijkkaart.declarations import Source
from wijkkaart.sources._stattabel import Topic, read_stat_table

TOPICS = {
    "p_energiearm": Topic(
        (
            "p_energiearm",
            "aandeel_energiearm",
            "aandeel energiearme huishoudens",
            "energiearmoede",
            "LIHE en/of LILEK",
            "Laag inkomen en hoge energiekosten of slechte woning",
        ),
        eenheid="%",
        high=100.0,
    )
}

SOURCE = Source(
    id="cbs_energiearmoede",
    titel="Monitor Energiearmoede: aandeel energiearme huishoudens",
    uitgever="CBS en TNO",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: CBS, Monitor Energiearmoede",
    webpagina="https://www.cbs.nl/nl-nl/maatschappij/natuur-en-milieu/energiearmoede",
    soort="tabel",
    read=partial(read_stat_table, topics=TOPICS),
    verwachte_velden=("p_energiearm",),
    sleutel=True,
    toelichting="CSV met de kolommen gebiedcode en p_energiearm (procent), en eventueel jaar.",
)
