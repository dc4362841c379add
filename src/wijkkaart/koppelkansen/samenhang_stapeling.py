"""In how many buurten several opgaven are large at once, beside what chance brings together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wijkkaart.koppelkansen.chance import DRAWS, as_smooth_as, at_least, highest
from wijkkaart.koppelkansen.samenhang_meeting import LEAST_BUURTEN
from wijkkaart.scoring.draws import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wijkkaart.koppelkansen.samenhang_meeting import Gemeente

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: How many opgaven at once are counted.
STACKS = (2, 3, 4, 5)


@dataclass(frozen=True)
class Stack:
    """In how many buurten at least so many opgaven are large.

    Parameters
    ----------
    n
        Buurten with a score for at least one opgave.
    samen, hoogstens
        Buurten where it is so for sure, and where it may be so if what is missing counts.
    verwacht
        Mean over unrelated maps, each as smooth as the real one and with the same scores missing.
    verwacht_los
        The same if buurten had nothing to do with their neighbours either.
    kans
        Share of such maps with at least as many buurten.
    """

    aantal: int
    n: int
    samen: int
    hoogstens: int
    verwacht: float
    verwacht_los: float
    kans: float


def stacks(gemeente: Gemeente, opgaven: Sequence[str], share: float) -> list[Stack]:
    """Return how often two, three, four and five of the `opgaven` are large at once.

    Parameters
    ----------
    opgaven
        One that too few buurten have a score for is left out.
    share
        Share of the buurten (0-1) above the line of the highest third.
    """
    known = {name: values for name in opgaven if (values := _scores(gemeente, name)) is not None}
    if not known:
        return []
    table = np.array(list(known.values()))
    scored = (~np.isnan(table)).sum(axis=0)
    sure = (table >= gemeente.cellen.hoog).sum(axis=0)
    drawn = np.sum([_drawn(gemeente, name, values) for name, values in known.items()], axis=0)
    return [_stack(number, sure, scored, drawn, len(known), share) for number in STACKS]


def _stack(  # noqa: PLR0913, PLR0917 - the map, the drawn maps and what chance is worked out from
    number: int, sure: Ints, scored: Ints, drawn: Ints, of: int, share: float
) -> Stack:
    seen = int((sure >= number).sum())
    by_chance = (drawn >= number).sum(axis=1)
    return Stack(
        aantal=number,
        n=int((scored > 0).sum()),
        samen=seen,
        hoogstens=int((sure + of - scored >= number)[scored > 0].sum()),
        verwacht=float(by_chance.mean()),
        verwacht_los=float(sum(at_least(number, int(count), share) for count in scored)),
        kans=float((1 + (by_chance >= seen).sum()) / (DRAWS + 1)),
    )


def _scores(gemeente: Gemeente, opgave: str) -> Floats | None:
    """Return the scores of an opgave per buurt; None where too few have one to draw maps like it."""
    scores = gemeente.cellen.getallen["s"].get(opgave)
    return scores if scores is not None and (~np.isnan(scores)).sum() >= LEAST_BUURTEN else None


def _drawn(gemeente: Gemeente, name: str, scores: Floats) -> Ints:
    """Return draw x buurt: 1 where an unrelated map as smooth as this one is large, 0 elsewhere."""
    known = ~np.isnan(scores)
    random = stream("stapeling", gemeente.code, name)
    maps = as_smooth_as(scores[known], gemeente.vectors(known), DRAWS, random)
    flags = np.zeros((DRAWS, len(scores)), dtype="int64")
    flags[:, known] = highest(maps, int((scores[known] >= gemeente.cellen.hoog).sum()))
    return flags
