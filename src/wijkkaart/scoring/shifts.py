"""Which choices of method move the places most: how far each choice alone shifts them, on average."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.scoring.combine import compared_groups
from wijkkaart.scoring.draws import LEAST_FOR_LEAVING_OUT, moved_weights
from wijkkaart.scoring.normalise import elsewhere
from wijkkaart.scoring.notation import dutch_number
from wijkkaart.scoring.recipe import recipes
from wijkkaart.scoring.robustness import kinds_of, scales_of
from wijkkaart.scoring.weighing import ROUNDED_COUNTS, Group, RunFigures, places_among

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from wijkkaart.config import Scores
    from wijkkaart.declarations import Opgave
    from wijkkaart.scoring.recipe import Recipe

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Draws of a choice that is made at random.
_DRAWS = 100
#: So many choices are told per opgave.
_TOLD = 3
#: Groups of all buurten kept at hand: a few times the number of opgaven.
_KEPT = 32
#: With fewer buurten there is no row to change places in.
_LEAST = 2

#: Every choice and what people read of it.
_WORDS = {
    "normalisatie": "een andere schaal voor de cijfers",
    "samenvoegen": "een ander soort gemiddelde",
    "gewichten": "gewichten die tot een kwart anders zijn",
    "weglaten": "het weglaten van één cijfer",
    "referentie": "vergelijken met andere buurten",
    "afronding": "de afronding door het CBS",
}

_COLUMNS = ["referentie", "gemeentecode", "opgave", "plek", "keuze", "gemiddelde_rangverschuiving", "zin"]


def mean_rank_shift(reference: Floats, alternative: Floats) -> float:
    """Return how many places things move on average between two orders.

    >>> mean_rank_shift(np.array([1.0, 2, 3, 4, 5]), np.array([2.0, 1, 3, 5, 4]))
    0.8
    """
    return float(np.abs(alternative - reference).mean())


def choices_that_matter(  # noqa: PLR0913 - the tables of a run and the choices of its config
    long: pd.DataFrame,
    scores: pd.DataFrame,
    gebieden: gpd.GeoDataFrame,
    opgaven: Mapping[str, Opgave],
    *,
    weights: Mapping[str, Mapping[str, float]],
    method: Scores,
    afgerond: Mapping[str, tuple[int, int]] = ROUNDED_COUNTS,
) -> pd.DataFrame:
    """Return per reference and opgave the three choices that move the buurten of the run most.

    Each choice is changed alone and everything else stays as it is in the run: another scale,
    another mean, other weights, one indicator left out, other buurten to compare with, another
    rounding of CBS counts. Places are those among the scored buurten of the run.

    Returns
    -------
    DataFrame
        Columns referentie, gemeentecode (None where several), opgave, plek (1-3), keuze,
        gemiddelde_rangverschuiving (places), zin.
    """
    figures = RunFigures(long, gebieden, scales_of(method), _DRAWS, afgerond)
    scored = scores[scores["score"].notna()]
    ranked = {str(name): gebieden.index.isin(rows["gebiedcode"]) for name, rows in scored.groupby("opgave")}
    own = figures.buurt & ~elsewhere(gebieden)
    everything = np.flatnonzero(figures.references.notna())
    together = lru_cache(_KEPT)(lambda recipe: Group(figures, recipe, everything))
    rows = []
    for here, measured in compared_groups(long, gebieden):
        for recipe in recipes(opgaven, measured, weights):
            buurten = np.flatnonzero(here & own & ranked.get(recipe.opgave, False))
            if len(buurten) >= _LEAST:
                group = Group(figures, recipe, figures.beside(buurten))
                shifts = dict(_shifts(group, buurten, _other(group, own, together), method))
                rows += _told(shifts, {**_group_names(figures, gebieden, buurten), "opgave": recipe.opgave})
    return pd.DataFrame(rows, columns=_COLUMNS)


def _group_names(figures: RunFigures, gebieden: gpd.GeoDataFrame, buurten: Ints) -> dict[str, str | None]:
    codes = gebieden["gemeentecode"].iloc[buurten].unique()
    return {"referentie": figures.references.iloc[buurten[0]], "gemeentecode": codes[0] if len(codes) == 1 else None}


def _told(shifts: Mapping[str, float], names: dict[str, str | None]) -> list[dict[str, object]]:
    largest = sorted(shifts.items(), key=lambda item: (-item[1], item[0]))[:_TOLD]
    return [
        {
            **names,
            "plek": place,
            "keuze": choice,
            "gemiddelde_rangverschuiving": shift,
            "zin": _say(place, choice, shift),
        }
        for place, (choice, shift) in enumerate(largest, start=1)
    ]


def _say(place: int, choice: str, shift: float) -> str:
    if round(shift, 1) == 0:
        return f"De plaats in de rij verandert niet of nauwelijks door {_WORDS[choice]}."
    opening = "De plaats in de rij verandert het meest door" if place == 1 else "Daarna door"
    return f"{opening} {_WORDS[choice]}: gemiddeld {dutch_number(shift, 1)} plaatsen."


def _shifts(group: Group, buurten: Ints, other: Group | None, method: Scores) -> Iterator[tuple[str, float]]:
    """Yield every choice that can be made here with the mean shift in rank it gives.

    Parameters
    ----------
    other
        The same opgave beside other buurten; None where there are none.
    """
    figures, recipe = group.figures, group.recipe
    scale, kind = method.normalisatie, method.samenvoegen
    weights = np.array([[float(weight) for weight in recipe.gewichten]])

    def ranks(at: Group, scale: str, kind: str, weights: Floats, roundings: Ints | None = None) -> Floats:
        means = at.means(scale, kind, weights, roundings)[:, at.at(buurten)]
        return -places_among(means, np.ones(len(buurten), dtype=bool)) / 2

    usual = ranks(group, scale, kind, weights)

    def shift(*others: Floats) -> float:
        return mean_rank_shift(usual, np.vstack(others))

    yield "normalisatie", shift(*(ranks(group, s, kind, weights) for s in scales_of(method) if s != scale))
    yield "samenvoegen", shift(*(ranks(group, scale, k, weights) for k in kinds_of(method) if k != kind))
    yield "gewichten", shift(ranks(group, scale, kind, moved_weights(recipe, _DRAWS)))
    if len(recipe.indicatoren) >= LEAST_FOR_LEAVING_OUT:
        without = np.where(np.eye(len(recipe.indicatoren)), 0.0, weights)
        yield "weglaten", shift(ranks(group, scale, kind, without))
    if set(recipe.indicatoren) & set(figures.rounded):
        drawn = np.repeat(weights, _DRAWS, axis=0)
        yield "afronding", shift(ranks(group, scale, kind, drawn, np.arange(_DRAWS)))
    if other is not None:
        yield "referentie", shift(ranks(other, scale, kind, weights))


def _other(group: Group, own: Bools, together: Callable[[Recipe], Group]) -> Group | None:
    """Return what else there is to compare with.

    Compared with buurten elsewhere, that is the buurten of the run alone; else those of its other gemeenten too.
    """
    figures, recipe, rows = group.figures, group.recipe, group.rows
    elders = figures.buurt[rows] & ~own[rows]
    if elders.any():
        return Group(figures, recipe, rows[~elders])
    return together(recipe) if len(rows) < figures.references.notna().sum() else None
