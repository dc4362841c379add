"""Published share of energy-poor households, from a StatLine export or a CSV of the user's own.

An own CSV or workbook has a column ``gebiedcode`` (BU, WK or GM) and a column ``p_energiearm`` (percent
of households); the year stands in a column ``jaar``, in the config or in the file name. No national
download with fixed names is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.declarations import Source
from wijkkaart.errors import InputError
from wijkkaart.sources._objecten import place_of
from wijkkaart.sources._stattabel import Topic, read_stat_table

if TYPE_CHECKING:
    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent
    from wijkkaart.layers import StatTable

#: So many areas that all have at most one percent are no percentages, but parts of one.
_SEVERAL = 3

TOPICS = {
    "p_energiearm": Topic(
        (
            "p_energiearm",
            "aandeel_energiearm",
            "aandeel energiearme huishoudens",
            "percentage energiearme huishoudens",
            "huishoudens met energiearmoede",
            "aandeel huishoudens met energiearmoede",
            "energiearmoede",
            "LIHE en/of LILEK",
            "Laag inkomen en hoge energiekosten of slechte woning",
        ),
        eenheid="%",
        high=100.0,
    )
}


def read(invoer: Bron, extent: Extent) -> StatTable:
    """Return the percentage per area.

    Raises
    ------
    InputError
        When the file cannot be read, or gives parts of one instead of percentages.
    """
    table = read_stat_table(invoer, extent, TOPICS)
    shares = table.waarden["p_energiearm"].dropna()
    if len(shares) >= _SEVERAL and shares.max() <= 1:
        raise InputError(
            f"{place_of(invoer)}: het hoogste aandeel is {shares.max():g}; dat lijken delen van 1. "
            "Zet procenten in de kolom p_energiearm, bijvoorbeeld 6,4."
        )
    return table


SOURCE = Source(
    id="cbs_energiearmoede",
    titel="Monitor Energiearmoede: aandeel energiearme huishoudens",
    uitgever="CBS en TNO",
    licentie="CC BY 4.0",
    naamsvermelding="Bron: CBS, Monitor Energiearmoede",
    webpagina="https://www.cbs.nl/nl-nl/maatschappij/natuur-en-milieu/energiearmoede",
    soort="tabel",
    read=read,
    verwachte_velden=("p_energiearm",),
    sleutel=True,
    toelichting="CSV of Excel met de kolommen gebiedcode en p_energiearm (procent), en eventueel jaar.",
)
