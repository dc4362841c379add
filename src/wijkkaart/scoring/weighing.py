"""The figures of a run, ready to be weighed again and again in other ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.scoring.aggregate import MEANS
from wijkkaart.scoring.normalise import reference_of, settled, spread
from wijkkaart.scoring.rounding import Rounded, rounded
from wijkkaart.scoring.scales import LIMITS, from_places, on_scale, stretch
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from wijkkaart.scoring.recipe import Recipe

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Indicators made from CBS counts: how many rounded counts stand in teller and noemer.
ROUNDED_COUNTS = {"bijstand_per_1000_15_64": (1, 3), "woonoppervlak_per_inwoner": (0, 1)}

#: Means are compared as whole numbers of this fineness.
_FINENESS = 1e9


class RunFigures:
    """The figures of one run.

    Parameters
    ----------
    long
        What ``add_percentiles`` gave back.
    gebieden
        Index gebiedcode; column niveau.
    schalen
        Names of the scales that will be asked for.
    trekkingen
        How many times the rounding of CBS counts is drawn.
    afgerond
        Rounded counts in teller and noemer per indicator.
    """

    def __init__(
        self,
        long: pd.DataFrame,
        gebieden: gpd.GeoDataFrame,
        schalen: Sequence[str],
        trekkingen: int,
        afgerond: Mapping[str, tuple[int, int]],
    ) -> None:
        known = long[long["status"] == Status.OK]
        self.values = spread(known, "waarde", gebieden.index).apply(settled)
        self.percentiles = spread(long, "percentiel", gebieden.index)
        self.references = reference_of(long, gebieden.index)
        self._reference = pd.factorize(self.references)[0]
        self.buurt = np.asarray(gebieden["niveau"] == "buurt", dtype=bool)
        self.schalen = tuple(dict.fromkeys(schalen))
        self.rounded: dict[str, Rounded] = {
            name: rounded(name, known[known["indicator"] == name], gebieden["niveau"], counts, trekkingen)
            for name, counts in afgerond.items()
            if name in self.values
        }

    def beside(self, rows: Ints) -> Ints:
        """Return the rows of all gebieden that have the reference of the first of `rows`."""
        return np.flatnonzero(self._reference == self._reference[rows[0]])


class Group:
    """The gebieden `rows` as each other's reference, with the figures of one opgave on every scale."""

    def __init__(self, figures: RunFigures, recipe: Recipe, rows: Ints) -> None:
        self.figures = figures
        self.recipe = recipe
        self.rows = rows
        self.present = ~np.isnan(recipe.columns(figures.percentiles)[rows])
        self.sign = np.where(np.array(recipe.omgekeerd, dtype=bool), -1.0, 1.0)
        self.values = np.where(self.present, recipe.columns(figures.values)[rows] * self.sign, np.nan)
        self.members = self.present & figures.buurt[rows][:, None]
        self.limits = {scale: self._limits(scale) for scale in figures.schalen if scale in LIMITS}
        self.fixed = {scale: self._fixed(scale) for scale in figures.schalen}

    def at(self, rows: Ints) -> Ints:
        """Return where `rows` of the run stand in this group."""
        return np.searchsorted(self.rows, rows)

    def means(self, scale: str, kind: str, weights: Floats, roundings: Ints | None = None) -> Floats:
        """Return draw x gebied: the mean of a `kind`, of the figures on one scale.

        Parameters
        ----------
        weights
            Draw x indicator.
        roundings
            Which drawn rounding of CBS counts each draw takes; as published if None.
        """
        numbers = range(len(self.recipe.indicatoren))
        scaled = [np.where(self.present[:, x], self._scaled(x, scale, roundings), np.nan) for x in numbers]
        return MEANS[kind](scaled, [weights[:, [x]] for x in numbers])

    def _limits(self, scale: str) -> list[tuple[float, float]]:
        columns = zip(self.values.T, self.members.T, strict=True)
        return [LIMITS[scale](values[members]) if members.any() else (0.0, 0.0) for values, members in columns]

    def _fixed(self, scale: str) -> Floats:
        if scale in LIMITS:
            limited = zip(self.values.T, self.limits[scale], strict=True)
            return np.column_stack([stretch(values, limits) for values, limits in limited])
        columns = zip(self.values.T, self.members.T, strict=True)
        return np.column_stack([on_scale(scale, values, values[members]) for values, members in columns])

    def _scaled(self, column: int, scale: str, roundings: Ints | None) -> Floats:
        """Return one indicator on 0-100: per gebied, or draw x gebied where its rounding is drawn."""
        name = self.recipe.indicatoren[column]
        if roundings is None or name not in self.figures.rounded or not self.members[:, column].any():
            return self.fixed[scale][:, column]
        published = self.values[:, column] * self.sign[column]
        drawn = self.sign[column] * self.figures.rounded[name].values(self.rows, roundings, published)
        if scale in LIMITS:
            return stretch(drawn, self.limits[scale][column])
        spanned = np.nan_to_num(stretch(drawn, (float(np.nanmin(drawn)), float(np.nanmax(drawn)))))
        members = self.members[:, column]
        return from_places(scale, 100.0 * places_among(spanned, members) / (2 * int(members.sum())))


def places_among(values: Floats, members: Bools) -> Ints:
    """Return per row twice the number of lower members, plus the equal ones (values 0-100, no NaN)."""
    whole = np.rint(values * _FINENESS).astype("int64")
    order = np.argsort(whole, axis=1)
    # One walk along the sorted row counts the members: three times as fast as looking each value up in it.
    ordered, member = np.take_along_axis(whole, order, axis=1), members[order]
    first = np.diff(ordered, axis=1, prepend=-1) > 0
    upto = np.cumsum(member, axis=1)
    lower = np.maximum.accumulate(np.where(first, upto - member, 0), axis=1)
    last = np.where(np.roll(first, -1, axis=1), upto, len(members))
    upto = np.minimum.accumulate(last[:, ::-1], axis=1)[:, ::-1]
    twice = np.empty_like(whole)
    np.put_along_axis(twice, order, lower + upto, axis=1)
    return twice
