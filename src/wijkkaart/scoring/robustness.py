"""How sure each place is: 2,000 other ways to weigh the same figures (Saisana, Saltelli and Tarantola 2005)."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.scoring.combine import compared_groups, recipes
from wijkkaart.scoring.draws import Draws, choose
from wijkkaart.scoring.normalise import midrank, reference_of, settled, spread
from wijkkaart.scoring.rounding import Rounded, rounded
from wijkkaart.scoring.scales import minmax_limits, stretch, z_limits
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    import geopandas as gpd
    from numpy.typing import NDArray

    from wijkkaart.declarations import Opgave
    from wijkkaart.scoring.combine import Recipe
    from wijkkaart.scoring.draws import Choices

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: A proposal: enough for an interval that does not move, few enough for a laptop.
DRAWS = 2000
SCALES = ("percentiel", "minmax", "z")

#: Indicators made from CBS counts: how many rounded counts stand in teller and noemer.
ROUNDED_COUNTS = {"bijstand_per_1000_15_64": (1, 3), "woonoppervlak_per_inwoner": (0, 1)}

#: From the first chance on a place is robustly high, down to the second robustly not (proposal).
_SURE = 0.8
_SURE_NOT = 0.2

_LIMITS = {"minmax": minmax_limits, "z": z_limits}

#: Numbers handled in one step: small enough to stay in the processor's own memory.
_BLOCK = 32_768
#: Means are compared as whole numbers of this fineness; rows of a block lie further apart than any mean.
_FINENESS = 1e9
_ROW_STEP = int(2e11)


def simulate(  # noqa: PLR0913 - the tables of a run and the choices of its config
    long: pd.DataFrame,
    scores: pd.DataFrame,
    gebieden: gpd.GeoDataFrame,
    opgaven: Mapping[str, Opgave],
    *,
    weights: Mapping[str, Mapping[str, float]],
    hoog: Fraction,
    trekkingen: int = DRAWS,
    schalen: Sequence[str] = SCALES,
    afgerond: Mapping[str, tuple[int, int]] = ROUNDED_COUNTS,
) -> tuple[pd.DataFrame, Draws]:
    """Return `scores` with rank interval and chance of the highest third, and the draws themselves.

    In each draw the figures are put on 0-100 in one of `schalen`, the weights move by at most a
    quarter, one indicator is left out, the mean is arithmetic or geometric, and CBS counts get
    another rounding. Only what has a score takes part.

    Parameters
    ----------
    long
        What ``add_percentiles`` gave back.
    scores
        What ``score_opgaven`` gave back with the same weights.
    gebieden
        Index gebiedcode; column niveau.
    hoog
        The line of the highest third, as a share (2/3).
    afgerond
        Rounded counts in teller and noemer per indicator; empty for no rounding noise.

    Returns
    -------
    tuple
        `scores` with ``rang_p5``, ``rang_p50``, ``rang_p95`` (reference buurten only),
        ``p_bovenste_derde`` (0-1) and ``oordeel`` where there is a score; and ``Draws``.
    """
    figures = _Figures(long, gebieden, choose(trekkingen, schalen), afgerond)
    scored = {
        str(name): np.asarray(gebieden.index.isin(rows.loc[rows["score"].notna(), "gebiedcode"]), dtype=bool)
        for name, rows in scores.groupby("opgave", sort=False)
    }
    draws = Draws(
        {name: np.zeros((len(gebieden), trekkingen), dtype="uint16") for name in scored},
        {name: np.zeros(len(gebieden), dtype="int64") for name in scored},
    )
    for here, measured in compared_groups(long, gebieden):
        for recipe in recipes(opgaven, measured, weights):
            _draw_places(figures, recipe, here, scored[recipe.opgave], draws)
    return _with_intervals(scores, draws, gebieden, hoog), draws


class _Figures:
    """The figures of one run, ready to be weighed again and again."""

    def __init__(
        self,
        long: pd.DataFrame,
        gebieden: gpd.GeoDataFrame,
        choices: Choices,
        afgerond: Mapping[str, tuple[int, int]],
    ) -> None:
        known = long.assign(waarde=long["waarde"].where(long["status"] == Status.OK))
        self.values = spread(known, "waarde", gebieden.index).apply(settled)
        self.percentiles = spread(long, "percentiel", gebieden.index)
        self.references = reference_of(long, gebieden.index)
        self.buurt = np.asarray(gebieden["niveau"] == "buurt", dtype=bool)
        self.choices = choices
        self.rounded: dict[str, Rounded] = {
            name: rounded(name, known[known["indicator"] == name], gebieden["niveau"], counts, choices.aantal)
            for name, counts in afgerond.items()
            if name in self.values
        }


def _draw_places(figures: _Figures, recipe: Recipe, here: Bools, scored: Bools, draws: Draws) -> None:
    """Fill in for one opgave and the gebieden `here`: the place in every draw and the size of the reference."""
    rows = np.flatnonzero(here & figures.references.notna().to_numpy())
    ranked = rows[scored[rows]]
    if not len(ranked):
        return
    group, members = _Group(figures, recipe, rows), figures.buurt[ranked]
    weights = figures.choices.weights(recipe)
    draws.omvang[recipe.opgave][ranked] = int(members.sum())
    for block in figures.choices.blocks(max(1, _BLOCK // len(rows))):
        means = group.means(block, weights[block])[:, scored[rows]]
        draws.tweemaal[recipe.opgave][np.ix_(ranked, block)] = _places_among(means, members).T


class _Group:
    """The gebieden of one reference, with the figures of one opgave on every scale (high = bigger opgave)."""

    def __init__(self, figures: _Figures, recipe: Recipe, rows: Ints) -> None:
        self.figures = figures
        self.recipe = recipe
        self.rows = rows
        self.present = ~np.isnan(recipe.columns(figures.percentiles)[rows])
        self.sign = np.where(np.array(recipe.omgekeerd, dtype=bool), -1.0, 1.0)
        self.values = np.where(self.present, recipe.columns(figures.values)[rows] * self.sign, np.nan)
        self.members = self.present & figures.buurt[rows][:, None]
        self.limits = {scale: self._limits(scale) for scale in sorted(set(figures.choices.schaal) & set(_LIMITS))}
        self.fixed = {scale: self._fixed(scale) for scale in sorted(set(figures.choices.schaal))}

    def means(self, draws: Ints, weights: Floats) -> Floats:
        """Return draw x gebied: the weighted mean, or its logarithm if geometric (the order is the same).

        The draws share one scale and one kind of mean. Summed per indicator, so that a gebied
        gets the same sum wherever it stands in the table.
        """
        geometric = bool(self.figures.choices.meetkundig[draws[0]])
        summed = np.zeros((len(draws), len(self.rows)))
        total = np.zeros_like(summed)
        for column in range(len(self.recipe.indicatoren)):
            scaled = self._scaled(column, draws, str(self.figures.choices.schaal[draws[0]]))
            scaled = np.log(np.maximum(scaled, 1.0)) if geometric else scaled
            weight = weights[:, column][:, None]
            summed += weight * np.where(self.present[:, column], scaled, 0.0)
            total += weight * self.present[:, column]
        return np.divide(summed, total, out=np.zeros_like(summed), where=total > 0)

    def _limits(self, scale: str) -> list[tuple[float, float]]:
        columns = zip(self.values.T, self.members.T, strict=True)
        return [_LIMITS[scale](values[members]) if members.any() else (0.0, 0.0) for values, members in columns]

    def _fixed(self, scale: str) -> Floats:
        if scale in _LIMITS:
            columns = zip(self.values.T, self.limits[scale], strict=True)
            return np.column_stack([stretch(values, limits) for values, limits in columns])
        columns = zip(self.values.T, self.members.T, strict=True)
        return np.column_stack([midrank(values, values[members]) for values, members in columns])

    def _scaled(self, column: int, draws: Ints, scale: str) -> Floats:
        """Return one indicator on 0-100: per gebied, or draw x gebied where its rounding is drawn."""
        name = self.recipe.indicatoren[column]
        if name not in self.figures.rounded or not self.members[:, column].any():
            return self.fixed[scale][:, column]
        published = self.values[:, column] * self.sign[column]
        drawn = self.sign[column] * self.figures.rounded[name].values(self.rows, draws, published)
        if scale in _LIMITS:
            return stretch(drawn, self.limits[scale][column])
        spanned = np.nan_to_num(stretch(drawn, (float(np.nanmin(drawn)), float(np.nanmax(drawn)))))
        members = self.members[:, column]
        return 100.0 * _places_among(spanned, members) / (2 * int(members.sum()))


def _places_among(values: Floats, members: Bools) -> Ints:
    """Return per row twice the number of lower members, plus the equal ones (values 0-100, no NaN)."""
    steps = _ROW_STEP * np.arange(len(values), dtype="int64")[:, None]
    whole = np.rint(values * _FINENESS).astype("int64") + steps
    ordered = np.sort(whole[:, members], axis=1).ravel()
    below = np.arange(len(values), dtype="int64")[:, None] * int(members.sum())
    return np.asarray(
        np.searchsorted(ordered, whole, "left") + np.searchsorted(ordered, whole, "right") - 2 * below, dtype="int64"
    )


def _with_intervals(scores: pd.DataFrame, draws: Draws, gebieden: gpd.GeoDataFrame, hoog: Fraction) -> pd.DataFrame:
    parts = [
        _interval(scores[scores["opgave"] == opgave], opgave, draws, gebieden, hoog)
        for opgave in scores["opgave"].unique()
    ]
    return pd.concat(parts).reindex(scores.index)


def _interval(
    rows: pd.DataFrame,
    opgave: str,
    draws: Draws,
    gebieden: gpd.GeoDataFrame,
    hoog: Fraction,
) -> pd.DataFrame:
    place = gebieden.index.get_indexer(pd.Index(rows["gebiedcode"]))
    size = draws.omvang[opgave][place]
    needed = np.array([ceil(hoog * 2 * int(number)) for number in size])
    twice = draws.tweemaal[opgave][place]
    chance = np.where(size > 0, (twice >= needed[:, None]).mean(axis=1), np.nan)
    ranks = (2 * size[:, None] + 1 - _quantiles(twice)) / 2
    ranked = (size > 0) & np.asarray(gebieden["niveau"] == "buurt", dtype=bool)[place]
    judgement = np.select(
        [np.isnan(chance), chance >= _SURE, chance <= _SURE_NOT], ["", "robuust_hoog", "robuust_niet_hoog"], "onzeker"
    )
    return rows.assign(
        **{
            name: np.where(ranked, ranks[:, column], np.nan)
            for column, name in enumerate(("rang_p5", "rang_p50", "rang_p95"))
        },
        p_bovenste_derde=chance,
        oordeel=pd.Series(judgement, index=rows.index, dtype=object).where(~np.isnan(chance), None),
    )


def _quantiles(twice: NDArray[np.uint16]) -> Ints:
    """Return per gebied the places that 95%, 50% and 5% of the draws do not pass: ranks run the other way."""
    number = twice.shape[1]
    spots = [number - ceil(share * number / 100) for share in (5, 50, 95)]
    return np.partition(twice, spots, axis=1)[:, spots].astype("int64")
