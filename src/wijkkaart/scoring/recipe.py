"""What the score of an opgave is made of: which indicators, which way round, which weights."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

import numpy as np

from wijkkaart.config import Scores
from wijkkaart.errors import ConfigError
from wijkkaart.scoring.aggregate import MEANS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from wijkkaart.declarations import Indicator, Opgave

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Weights = Mapping[str, Mapping[str, float]]

#: One indicator is a figure, not a score.
MIN_INDICATORS = 2

#: Means that differ less than this are one and the same sum in another order.
_DECIMALS = 9

#: Places and a weighted mean: what a run does unless its config says otherwise.
USUAL = Scores()


@dataclass(frozen=True)
class Recipe:
    """What the score of one opgave is made of in this run.

    Parameters
    ----------
    indicatoren
        Ids of the indicators that may count, sorted.
    omgekeerd
        Per indicator whether a low value is the bigger opgave.
    gewichten
        Exact weight per indicator; their sum is the denominator of the coverage.
    """

    opgave: str
    indicatoren: tuple[str, ...]
    omgekeerd: tuple[bool, ...]
    gewichten: tuple[Fraction, ...]

    def columns(self, table: pd.DataFrame) -> Floats:
        """Return the columns of these indicators (gebied x indicator), NaN where there is none."""
        return table.reindex(columns=list(self.indicatoren)).to_numpy(dtype="float64")

    def turned(self, percentiles: pd.DataFrame) -> Floats:
        """Return percentiles in which high means a bigger opgave (gebied x indicator)."""
        table = self.columns(percentiles)
        return np.where(np.array(self.omgekeerd, dtype=bool), 100 - table, table)

    def signed(self, values: pd.DataFrame) -> Floats:
        """Return values in which high means a bigger opgave (gebied x indicator)."""
        return self.columns(values) * np.where(np.array(self.omgekeerd, dtype=bool), -1.0, 1.0)

    def covers(self, present: Bools, coverage: Fraction) -> Bools:
        """Return per gebied whether enough weight and enough indicators are present; counted in whole numbers."""
        weights = self._whole_weights()
        weight = present.astype("int64") @ weights
        enough = weight * coverage.denominator >= int(weights.sum()) * coverage.numerator
        return np.asarray(enough & (self.counted(present) >= MIN_INDICATORS), dtype=bool)

    def counted(self, present: Bools) -> NDArray[np.int64]:
        """Return per gebied how many indicators with weight are present."""
        return np.asarray((present & (self._whole_weights() > 0)).sum(axis=1), dtype="int64")

    def share(self, present: Bools) -> Floats:
        """Return per gebied the share (0-1) of the weight that is present; 0 if there is no weight at all."""
        weights = self._whole_weights()
        return np.asarray(present.astype("int64") @ weights / max(int(weights.sum()), 1), dtype="float64")

    def mean(self, turned: Floats, kind: str = USUAL.samenvoegen) -> Floats:
        """Return the mean of a `kind` per gebied over the indicators it has; NaN where it has none."""
        if not self.indicatoren:
            return np.full(len(turned), np.nan)
        means = MEANS[kind](list(turned.T), [np.array(float(weight)) for weight in self.gewichten])
        return np.asarray(np.round(means, _DECIMALS), dtype="float64")

    def _whole_weights(self) -> NDArray[np.int64]:
        shared = lcm(*(weight.denominator for weight in self.gewichten))
        return np.array([int(weight * shared) for weight in self.gewichten], dtype="int64")


def recipes(
    opgaven: Mapping[str, Opgave],
    measured: frozenset[str],
    weights: Weights,
) -> tuple[Recipe, ...]:
    """Return the recipe of every opgave that has a score.

    Core indicators always stand in it; an extra only where it is one of `measured`: the
    indicators that have a figure anywhere among the gebieden that are compared.

    Raises
    ------
    ConfigError
        When `weights` names an opgave or indicator that has no part in a score, or a negative weight.
    """
    _check_weights(opgaven, weights)
    return tuple(_recipe(opgave, measured, weights.get(opgave.id, {})) for opgave in opgaven.values() if opgave.scoort)


def _recipe(opgave: Opgave, measured: frozenset[str], own: Mapping[str, float]) -> Recipe:
    chosen = sorted(
        (item for item in _scored(opgave) if item.kern or item.id in measured),
        key=lambda item: item.id,
    )
    return Recipe(
        opgave=opgave.id,
        indicatoren=tuple(item.id for item in chosen),
        omgekeerd=tuple(item.richting == "laag" for item in chosen),
        gewichten=tuple(Fraction(str(own.get(item.id, item.gewicht))) for item in chosen),
    )


def _scored(opgave: Opgave) -> list[Indicator]:
    return [item for item in opgave.indicatoren if item.rol == "opgave"]


def _check_weights(opgaven: Mapping[str, Opgave], weights: Weights) -> None:
    for opgave, own in weights.items():
        if opgave not in opgaven or not opgaven[opgave].scoort:
            known = ", ".join(name for name, item in opgaven.items() if item.scoort)
            raise ConfigError(f"Onder gewichten staat {opgave!r}, maar dat is geen opgave. Kies uit: {known}.")
        known_ids = [item.id for item in _scored(opgaven[opgave])]
        for name, weight in own.items():
            if name not in known_ids:
                raise ConfigError(
                    f"Onder gewichten.{opgave} staat {name!r}, maar die telt niet mee in deze score. "
                    f"Kies uit: {', '.join(known_ids)}."
                )
            if weight < 0:
                raise ConfigError(f"Het gewicht van {name} onder gewichten.{opgave} is {weight}; kies 0 of meer.")
