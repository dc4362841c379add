"""Maps of RIVM: their services give every edition a name of its own, which also says the year."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from wijkkaart.declarations import Service
from wijkkaart.errors import SourceChanged
from wijkkaart.fetch import wcs_description, wfs
from wijkkaart.fetch.answer import where
from wijkkaart.sources._diensten import coverage, wfs_features
from wijkkaart.sources._raster import read_scaled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wijkkaart.config import Bron
    from wijkkaart.declarations import Order
    from wijkkaart.extent import Extent
    from wijkkaart.fetch.facts import Facts
    from wijkkaart.fetch.http import Http
    from wijkkaart.layers import Raster
    from wijkkaart.sources._raster import Scale

UITGEVER = "RIVM"
LICENTIE = "CC BY 4.0"
#: The Atlas Natuurlijk Kapitaal and the Atlas Leefomgeving.
ANK = "https://data.rivm.nl/geo/ank/wcs"
ALO = "https://data.rivm.nl/geo/alo/wcs"
_YEAR = r"(?<!\d)(20\d\d)(?!\d)"
#: The day of publication in a name, as in ``rivm_nsl_20260401_gm``.
_PUBLISHED = re.compile(r"(?<!\d)(20\d\d)[01]\d[0-3]\d(?!\d)")
_SHOWN = 8


@dataclass(frozen=True)
class Naming:
    """How the names of one map look; patterns fit anywhere in a name, in either letter case.

    Parameters
    ----------
    woord
        What the names of related maps hold, for a message.
    patroon
        What every edition of the map has in its name.
    nooit
        What makes it another map.
    liefst
        What the better of two editions has.
    jaar
        Its first group is the year that the map speaks of.
    """

    woord: str
    patroon: str
    nooit: str = r"(?!)"
    liefst: str = ""
    jaar: str = _YEAR

    def year(self, name: str) -> int | None:
        """Return the year in `name`; None where it holds none."""
        found = re.search(self.jaar, name, re.IGNORECASE)
        return int(found[1]) if found else None

    def choose(self, names: Sequence[str]) -> str | None:
        """Return the preferred of the names that fit, then the newest year, then the highest name."""
        fitting = [name for name in names if self._fits(name)]
        return max(fitting, key=self._rank, default=None)

    def near(self, names: Sequence[str]) -> list[str]:
        """Return the names that look most like it."""
        return sorted(name for name in names if self.woord in name.lower())[:_SHOWN]

    def _fits(self, name: str) -> bool:
        has, never = (re.search(pattern, name, re.IGNORECASE) for pattern in (self.patroon, self.nooit))
        return has is not None and never is None and not self._foretold(name)

    def _foretold(self, name: str) -> bool:
        """Return whether the year is later than the publication: a prognosis, no measurement."""
        published, year = _PUBLISHED.search(name), self.year(name)
        return published is not None and year is not None and year > int(published[1])

    def _rank(self, name: str) -> tuple[bool, int, list[int], str]:
        better = re.search(self.liefst, name, re.IGNORECASE) is not None
        return better, self.year(name) or 0, [int(number) for number in re.findall(r"\d+", name)], name


def raster_service(url: str, naming: Naming, zekerheid: Literal["B", "C"] = "B") -> Service:
    """Return the WCS at `url` that gives the map in the box of the study area."""
    return Service(url, partial(_fetch_raster, naming=naming), ververs_dagen=365, op_plaats=True, zekerheid=zekerheid)


def area_service(url: str, naming: Naming) -> Service:
    """Return the WFS at `url` that gives the figures per area in the box of the study area."""
    return Service(url, partial(_fetch_areas, naming=naming), ververs_dagen=365, op_plaats=True)


def _fetch_raster(http: Http, order: Order, naming: Naming) -> Facts:
    names = wcs_description.Service(http, order.url).coverages()
    return coverage(_chosen(naming, names, order.url))(http, order)


def _fetch_areas(http: Http, order: Order, naming: Naming) -> Facts:
    return wfs_features(_chosen(naming, wfs.type_names(http, order.url), order.url))(http, order)


def _chosen(naming: Naming, names: Sequence[str], url: str) -> str:
    chosen = naming.choose(names)
    if chosen is None:
        near = ", ".join(naming.near(names)) or "niets"
        raise SourceChanged(
            f"{where(url)}: van de {len(names)} lagen is er geen met een naam als {naming.patroon!r}; "
            f"erop lijkt: {near}. Geef de kaart zelf als bestand op, bij 'bestand'."
        )
    return chosen


def read_dated(invoer: Bron, extent: Extent, scale: Scale, naming: Naming) -> Raster:
    """Return the raster around the study area; peiljaar from the config, else from the name of the file."""
    years = [year for path in invoer.bestand if (year := naming.year(path.stem)) is not None]
    return replace(read_scaled(invoer, extent, scale), peiljaar=max(invoer.jaar or years, default=None))
