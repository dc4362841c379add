"""What kind of neighbourhood each buurt is, after the Wijktypekaart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.declarations import Source
from wijkkaart.sources import _kea
from wijkkaart.sources._vlakken import AreaTopic, read_areas

if TYPE_CHECKING:
    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent
    from wijkkaart.layers import Areas

TOPICS = {
    "wijktype": AreaTopic(("WijktypeDe", "WijktypeDef"), tekst=True),
    "eerste": AreaTopic(("Wijktype1",), tekst=True, optional=True),
    "tweede": AreaTopic(("Wijktype2",), tekst=True, optional=True),
    "beoordeling_eerste": AreaTopic(("Beoordelin", "Beoordeling", "Beoordeling1"), tekst=True, optional=True),
    "beoordeling_tweede": AreaTopic(("Beoordeli2", "Beoordeling2"), tekst=True, optional=True),
}
_PERCENT = 100.0
_SERVICES = _kea.services(("wijktypen_buurten",))


def read(invoer: Bron, extent: Extent) -> Areas:
    """Return wijktype (text) and zekerheid (0-1, of the candidate that was chosen; NaN where not told) per buurt."""
    areas = read_areas(invoer, extent, TOPICS, frozenset(), "wijktype")
    rows = areas.rows
    sure = pd.Series(float("nan"), rows.index)
    for place in ("eerste", "tweede"):
        if {place, f"beoordeling_{place}"} <= set(rows):
            sure = sure.mask(rows["wijktype"] == rows[place], _share(rows[f"beoordeling_{place}"]))
    return replace(areas, rows=rows[["wijktype", "geometry"]].assign(zekerheid=sure))


def _share(words: pd.Series) -> pd.Series:
    """Return a certainty as 0-1; NaN where it is given in words or cannot be."""
    numbers = pd.to_numeric(words.astype("string").str.replace(",", "."), errors="coerce").astype("float64")
    numbers = numbers / (_PERCENT if numbers.max() > 1 else 1.0)
    return numbers.where(numbers.between(0, 1))


SOURCE = Source(
    id="kea_wijktypen",
    titel="Klimaateffectatlas: wijktypen per buurt",
    uitgever=_kea.UITGEVER,
    licentie=_kea.LICENTIE,
    naamsvermelding=_kea.NAAMSVERMELDING,
    webpagina=_kea.WEBPAGINA,
    soort="vlakken",
    read=read,
    verwachte_velden=("bu_code", "wijktypede"),
    vlakdekkend=True,
    toelichting="Het wijktype zoals de Wijktypekaart het geeft; de twee kandidaten bepalen de zekerheid.",
    dienst=_SERVICES[0],
    terugval=_SERVICES[1:],
)
