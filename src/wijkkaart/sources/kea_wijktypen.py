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
    """Return wijktype and the candidate that was not chosen (tweede), each with how sure it is, per buurt.

    The types are text, None for none; zekerheid and tweede_zekerheid are 0-1, NaN where not told.
    """
    areas = read_areas(invoer, extent, TOPICS, frozenset(), "wijktype")
    chosen = areas.rows["wijktype"]
    first, second = (_candidate(areas.rows, place) for place in ("eerste", "tweede"))
    is_first, is_second = chosen == first["naam"], chosen == second["naam"]
    other = second.where(is_first | ~is_second, first)
    other = other.where(other["naam"].notna() & (other["naam"] != chosen))
    columns = {
        "wijktype": chosen,
        "zekerheid": first["zeker"].where(is_first, second["zeker"].where(is_second)),
        "tweede": other["naam"].astype(object).where(other["naam"].notna(), None),
        "tweede_zekerheid": other["zeker"],
    }
    return replace(areas, rows=areas.rows[["geometry"]].assign(**columns))


def _candidate(rows: pd.DataFrame, place: str) -> pd.DataFrame:
    """Return naam and zeker (0-1) of a candidate; missing where the map does not tell."""
    name = rows.get(place, pd.Series(None, rows.index, dtype=object))
    words = rows.get(f"beoordeling_{place}", pd.Series(None, rows.index, dtype=object))
    return pd.DataFrame({"naam": name, "zeker": _share(words)})


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
    toelichting="Het wijktype zoals de Wijktypekaart het geeft; met hoe zeker dat is, en de tweede kandidaat.",
    dienst=_SERVICES[0],
    terugval=_SERVICES[1:],
)
