"""Undoes the rounding of CBS counts at random, to see how much a figure rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wijkkaart.scoring.draws import stream

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: CBS rounds counts of people in buurten and wijken at random to multiples of this.
_BASE = 5


def rounding_errors(number: int, counts: int, *names: str) -> Ints:
    """Return per draw the error in a sum of `counts` CBS counts: each -4..4 with chance (5 - abs(e)) / 25.

    The errors belong to `names`: the same in every run, whatever else is in it.
    """
    drawn = stream("afronding", *names).integers(_BASE, size=(2, counts, number))
    return np.asarray((drawn[0] - drawn[1]).sum(axis=0), dtype="int64")


@dataclass(frozen=True)
class Rounded:
    """One ratio of counts, with the rounding of its parts in every draw.

    Parameters
    ----------
    schaal
        What the ratio is multiplied with (100 for a percentage).
    teller, noemer
        The published parts per gebied; NaN where they are not known.
    fouten_teller, fouten_noemer
        Gebied x draw (int8): the error in each part.
    """

    schaal: float
    teller: Floats
    noemer: Floats
    fouten_teller: NDArray[np.int8]
    fouten_noemer: NDArray[np.int8]

    def values(self, rows: Ints, draws: Ints, published: Floats) -> Floats:
        """Return draw x gebied: the ratio with other roundings; `published` where the parts are not known."""
        top = self.teller[rows] + self.fouten_teller[np.ix_(rows, draws)].T
        bottom = self.noemer[rows] + self.fouten_noemer[np.ix_(rows, draws)].T
        drawn = self.schaal * np.maximum(top, 0.0) / np.maximum(bottom, 1.0)
        return np.where(np.isnan(drawn), published, drawn)


def rounded(name: str, rows: pd.DataFrame, niveaus: pd.Series, counts: tuple[int, int], number: int) -> Rounded:
    """Return the ratio `name` with its roundings in `number` draws.

    Parameters
    ----------
    rows
        Rows of the indicator: gebiedcode, waarde, teller, noemer.
    niveaus
        Niveau per gebiedcode, in the order of the answer; CBS rounds buurten and wijken.
    counts
        How many rounded counts stand in teller and noemer.
    """
    table = rows.set_index("gebiedcode").reindex(niveaus.index)[["waarde", "teller", "noemer"]].astype("float64")
    known = table[table["waarde"] > 0]
    scale = float((known["waarde"] * known["noemer"] / known["teller"]).median()) if len(known) else np.nan
    errors = [_errors(name, part, count, niveaus, number) for part, count in zip(("t", "n"), counts, strict=True)]
    return Rounded(scale, table["teller"].to_numpy(), table["noemer"].to_numpy(), *errors)


def _errors(name: str, part: str, count: int, niveaus: pd.Series, number: int) -> NDArray[np.int8]:
    table = np.zeros((len(niveaus), number), dtype="int8")
    if count:
        for row, (code, niveau) in enumerate(niveaus.items()):
            if niveau in ("buurt", "wijk"):
                table[row] = rounding_errors(number, count, name, part, str(code))
    return table
