"""Where the study area lies: what a source may limit its reading to."""

from __future__ import annotations

from dataclasses import dataclass, replace

#: Everything is computed in the Dutch national grid, metres.
RD = "EPSG:28992"

#: Green, cool and served places just outside the gemeente count for homes near its border.
RIM_M = 1000.0

#: Reach of a railway or metro station, straight line: stations are looked for this far outside the gemeente.
STATION_M = 1200.0

#: Nature to go to lies farther away: so far from a home it is looked for, and no farther.
NATURE_M = 20_000.0


@dataclass(frozen=True)
class Extent:
    """The study area as a source sees it.

    Parameters
    ----------
    bbox
        minx, miny, maxx, maxy in EPSG:28992, rim included; None before the areas are known.
    gemeenten
        Gemeentecodes (``GM0344``) of the study area; empty before they are known.
    jaar
        Edition of the area division that the run uses; None for the newest in the file.
    namen
        Gemeentecode and official name of each gemeente, for services that go by name; empty
        before they are known.
    """

    bbox: tuple[float, float, float, float] | None = None
    gemeenten: tuple[str, ...] = ()
    jaar: int | None = None
    namen: tuple[tuple[str, str], ...] = ()

    def wider(self, metres: float) -> Extent:
        """Return the study area with a box that reaches `metres` farther on every side."""
        if self.bbox is None:
            return self
        left, bottom, right, top = self.bbox
        return replace(self, bbox=(left - metres, bottom - metres, right + metres, top + metres))
