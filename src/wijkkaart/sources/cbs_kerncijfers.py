"""Key figures per buurt, wijk and gemeente of CBS Kerncijfers Wijken en Buurten."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wijkkaart.declarations import Service, Source
from wijkkaart.sources._diensten import STATLINE, STATLINE_V4, observations, statline
from wijkkaart.sources._gebieden import LICENTIE, WEBPAGINA
from wijkkaart.sources._kwb import EDITIONS, SHARES, TABLES, TOPICS
from wijkkaart.sources._stattabel import Edition, read_stat_table
from wijkkaart.sources._wijken_en_buurten import NIVEAUS, services
from wijkkaart.status import Status

if TYPE_CHECKING:
    import pandas as pd

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent
    from wijkkaart.layers import StatTable


NEEDED = ("a_inw",)


def read(invoer: Bron, extent: Extent) -> StatTable:
    """Return the figures in CBS's kwb names, from the kwb workbook, a StatLine export or the map file."""
    return read_stat_table(invoer, extent, TOPICS, derive=add_shares, needed=NEEDED)


def add_shares(edition: Edition) -> Edition:
    """Return `edition` with the percentages that follow from its own counts, unless they are published."""
    values, status = edition.waarden.copy(), edition.status.copy()
    for share, (part, whole) in SHARES.items():
        if share in values or part not in values or whole not in values:
            continue
        values[share] = 100 * values[part] / values[whole].where(values[whole] > 0)
        status[share] = _reason(status[part], status[whole], values[whole])
        values[share] = values[share].clip(upper=100)
    return Edition(edition.jaar, values, status)


def _reason(part: pd.Series, whole: pd.Series, total: pd.Series) -> pd.Series:
    """Return why a share is missing: as its total, else as its part, else because the total is zero."""
    reason = whole.where(whole != Status.OK, part)
    return reason.mask(total.eq(0), str(Status.NIET_VAN_TOEPASSING))


SOURCE = Source(
    id="cbs_kerncijfers",
    titel="CBS Kerncijfers wijken en buurten",
    uitgever="CBS",
    licentie=LICENTIE,
    naamsvermelding="Bron: CBS en Kadaster, Kerncijfers wijken en buurten",
    webpagina=WEBPAGINA,
    soort="tabel",
    read=read,
    verwachte_velden=NEEDED,
    toelichting="Aantallen zijn door CBS afgerond op vijf; per cijfer het nieuwste jaar dat voor dit gebied gevuld is.",
    dienst=Service(STATLINE, statline(TABLES, TOPICS, "kwb"), ververs_dagen=180, edities=EDITIONS, samen=True),
    terugval=(
        Service(STATLINE_V4, observations(TABLES, TOPICS, "kwb"), ververs_dagen=180, edities=EDITIONS, samen=True),
        # Of a download of the whole country one year is enough.
        *(s if s.gedeeld else replace(s, edities=EDITIONS, samen=True) for s in services(*NIVEAUS)),
    ),
)
