"""How often two sides meet in the buurten of one gemeente, beside maps that are as smooth but unrelated."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from wijkkaart.koppelkansen.chance import Overlap, chance_of, eigenvectors, neighbours, odds_ratio_within, overlap
from wijkkaart.koppelkansen.expressions import TRUE, UNKNOWN, evaluate
from wijkkaart.koppelkansen.samenhang_sides import opgaven_in, quantity_behind
from wijkkaart.scoring.draws import stream

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from wijkkaart.koppelkansen.expressions import Cells, Node
    from wijkkaart.koppelkansen.samenhang_sides import Sources
    from wijkkaart.scoring.rescoring import Rescoring

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]

#: Over fewer buurten, or with fewer together expected, nothing is said (proposals).
LEAST_BUURTEN, LEAST_EXPECTED = 20, 1.0


@dataclass
class Gemeente:
    """The buurten of one gemeente, sorted by code.

    Parameters
    ----------
    cellen
        What the names in a condition stand for, a cell per buurt.
    vormen
        Index gebiedcode; polygons, EPSG:28992.
    wijktypen
        Type per buurt; None where it is not known.
    """

    code: str
    cellen: Cells
    vormen: gpd.GeoSeries
    wijktypen: NDArray[np.object_]
    _vectors: dict[bytes, Floats] = field(default_factory=dict, repr=False)

    def vectors(self, known: Bools) -> Floats:
        """Return the Moran eigenvectors of some of its buurten; worked out once per choice of buurten."""
        key = known.tobytes()
        if key not in self._vectors:
            self._vectors[key] = eigenvectors(neighbours(self.vormen[known]))
        return self._vectors[key]


@dataclass(frozen=True)
class Meeting:
    """How two sides meet.

    Parameters
    ----------
    kans
        Chance of at least so much overlap between unrelated maps that are as smooth; NaN where nothing is said.
    binnen_wijktype
        Odds ratio within wijktypen; NaN where it cannot be told.
    """

    telling: Overlap
    kans: float
    binnen_wijktype: float

    @property
    def genoeg(self) -> bool:
        """Return whether there are enough buurten to say something."""
        return enough(self.telling.n, self.telling.verwacht)


def enough(number: int, expected: float) -> bool:
    """Return whether over so many buurten, with so many expected, something can be said."""
    return number >= LEAST_BUURTEN and expected >= LEAST_EXPECTED


def meet(gemeente: Gemeente, one: Node, other: Node, name: str) -> Meeting:
    """Return how often both sides are true, over the buurten where both are known.

    Parameters
    ----------
    name
        What the random numbers belong to: the same name, the same draws.
    """
    cells = gemeente.cellen
    truths = [evaluate(side, cells) for side in (one, other)]
    known = np.logical_and.reduce([truth != UNKNOWN for truth in truths])
    flags = [(truth == TRUE)[known] for truth in truths]
    found = Meeting(overlap(*flags), float("nan"), _within(flags, gemeente.wijktypen[known]))
    if not found.genoeg:
        return found
    drawn = [(quantity_behind(side), place) for place, side in enumerate((one, other))]
    for quantity, place in drawn:
        if quantity is not None:
            values = cells.getallen[quantity.kind][quantity.name][known]
            random = stream("samenhang", gemeente.code, name)
            mine, theirs = flags[place], flags[1 - place]
            return replace(found, kans=chance_of(values, mine, theirs, gemeente.vectors(known), random))
    return found


def _within(flags: list[Bools], types: NDArray[np.object_]) -> float:
    typed = np.array([kind is not None for kind in types], dtype=bool)
    return odds_ratio_within(flags[0][typed], flags[1][typed], [str(kind) for kind in types[typed]])


def meet_without(  # noqa: PLR0913, PLR0917 - two sides, and what it takes to score one of them again
    gemeente: Gemeente, one: Node, other: Node, name: str, shared: set[str], sources: Sources, again: Rescoring
) -> Meeting | None:
    """Return how the sides meet when one of them leaves out what reads a shared source; None where that cannot be.

    The side that loses the fewest indicators is scored again.
    """
    choices = [side for side in (one, other) if opgaven_in(side) and not sources.reads_itself(side, shared)]
    lost = {side: {opgave: sources.parts_reading(opgave, shared) for opgave in opgaven_in(side)} for side in choices}
    for side in sorted(choices, key=lambda item: sum(len(parts) for parts in lost[item].values())):
        numbers = gemeente.cellen.getallen
        scores = {
            opgave: _of(gemeente.vormen.index, again.without(opgave, parts)) for opgave, parts in lost[side].items()
        }
        # The other side keeps its own score, also where it names the same opgave.
        if set(opgaven_in(other if side is one else one)) & set(scores):
            continue
        cells = replace(gemeente.cellen, getallen={**numbers, "s": {**numbers["s"], **scores}})
        found = meet(replace(gemeente, cellen=cells), one, other, f"{name} zonder gedeeld")
        if found.genoeg:
            return found
    return None


def _of(codes: pd.Index, scores: pd.Series) -> Floats:
    return scores.reindex(codes).to_numpy(dtype="float64")
