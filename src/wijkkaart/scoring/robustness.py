"""How sure each place is: 2,000 other ways to weigh the same figures (Saisana, Saltelli and Tarantola 2005)."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.scoring.combine import compared_groups
from wijkkaart.scoring.draws import Draws, choose
from wijkkaart.scoring.recipe import recipes
from wijkkaart.scoring.weighing import ROUNDED_COUNTS, Group, RunFigures, places_among

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    import geopandas as gpd
    from numpy.typing import NDArray

    from wijkkaart.config import Scores
    from wijkkaart.declarations import Opgave
    from wijkkaart.scoring.draws import Choices
    from wijkkaart.scoring.recipe import Recipe

    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int64]

#: A proposal: enough for an interval that does not move, few enough for a laptop.
DRAWS = 2000
SCALES = ("percentiel", "minmax", "z")
KINDS = ("rekenkundig", "meetkundig")

#: From the first chance on a place is robustly high, down to the second robustly not (proposal).
_SURE = 0.8
_SURE_NOT = 0.2

#: Numbers handled in one step: small enough to stay in the processor's own memory.
_BLOCK = 32_768


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
    gemiddelden: Sequence[str] = KINDS,
    afgerond: Mapping[str, tuple[int, int]] = ROUNDED_COUNTS,
) -> tuple[pd.DataFrame, Draws]:
    """Return `scores` with rank interval and chance of the highest third, and the draws themselves.

    In each draw the figures are put on 0-100 in one of `schalen`, the weights move by at most a
    quarter, one indicator is left out, the mean is one of `gemiddelden`, and CBS counts get
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
    choices = choose(trekkingen, schalen, gemiddelden)
    figures = RunFigures(long, gebieden, schalen, trekkingen, afgerond)
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
            _draw_places(figures, choices, recipe, here & scored[recipe.opgave], draws)
    return _with_intervals(scores, draws, gebieden, hoog), draws


def scales_of(method: Scores) -> tuple[str, ...]:
    """Return the scales that the draws choose from: the usual ones, and the run's own."""
    return tuple(dict.fromkeys((*SCALES, method.normalisatie)))


def kinds_of(method: Scores) -> tuple[str, ...]:
    """Return the means that the draws choose from: the usual ones, and the run's own."""
    return tuple(dict.fromkeys((*KINDS, method.samenvoegen)))


def _draw_places(figures: RunFigures, choices: Choices, recipe: Recipe, scored: Bools, draws: Draws) -> None:
    """Fill in for one opgave and the gebieden `scored`: the place in every draw and the size of the reference."""
    ranked = np.flatnonzero(scored)
    if not len(ranked):
        return
    group, members = Group(figures, recipe, figures.beside(ranked)), figures.buurt[ranked]
    weights = choices.weights(recipe)
    draws.omvang[recipe.opgave][ranked] = int(members.sum())
    for block in choices.blocks(max(1, _BLOCK // len(group.rows))):
        scale, kind = str(choices.schaal[block[0]]), str(choices.samenvoegen[block[0]])
        means = group.means(scale, kind, weights[block], block)[:, group.at(ranked)]
        draws.tweemaal[recipe.opgave][np.ix_(ranked, block)] = places_among(means, members).T


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
