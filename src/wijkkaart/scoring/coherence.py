"""How the figures of one opgave hang together: which lead the score, which say nothing, which say the same twice."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from wijkkaart.scoring.combine import compared_groups
from wijkkaart.scoring.normalise import elsewhere, reference_of, spread
from wijkkaart.scoring.recipe import recipes
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from wijkkaart.declarations import Opgave
    from wijkkaart.scoring.recipe import Recipe

    Floats = NDArray[np.float64]

#: Proposals: above the first a figure leads the score or two figures are one; below the second it says nothing.
_MUCH, _LITTLE = 0.9, 0.3
#: Over fewer buurten a correlation says nothing (a proposal).
_LEAST = 10
#: Registers of many subjects: that two figures both read them says nothing.
BROAD = frozenset({"cbs_kerncijfers", "cbs_kerncijfers_nederland", "bag_panden", "bag_verblijfsobjecten", "bgt_water"})

_COLUMNS = [
    *("referentie", "gemeentecode", "opgave", "indicator", "n_buurten", "spearman_met_score", "oordeel"),
    *("hangt_samen_met", "gedeelde_bron", "openbaarheid"),
]


def coherence(
    long: pd.DataFrame,
    scores: pd.DataFrame,
    gebieden: gpd.GeoDataFrame,
    opgaven: Mapping[str, Opgave],
    weights: Mapping[str, Mapping[str, float]],
) -> pd.DataFrame:
    """Return one row per reference, opgave and indicator that counts in its score.

    Parameters
    ----------
    long
        What ``add_percentiles`` gave back.
    scores
        What ``score_opgaven`` gave back with the same weights.
    gebieden
        Index gebiedcode; columns niveau, gemeentecode.

    Returns
    -------
    DataFrame
        Columns referentie, gemeentecode (None where several), opgave, indicator, n_buurten (that have
        figure and score), spearman_met_score (high is a bigger opgave on both sides; NaN over
        fewer than ten buurten or without spread), oordeel (dominant, stil, gewoon, onbekend),
        hangt_samen_met (indicators of the opgave with Spearman beyond 0.9 or -0.9, with ``; ``), gedeelde_bron
        (indicators of the opgave with a source or a numerator in common, and which), openbaarheid.
    """
    tables = _Tables(long, scores, gebieden)
    rows = [
        {**names, "opgave": recipe.opgave, **row}
        for here, measured in compared_groups(long, gebieden)
        for recipe in recipes(opgaven, measured, weights)
        if (names := tables.names(here)) is not None
        for row in tables.rows(recipe, here)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


class _Tables:
    """The tables of one run, one row per gebied."""

    def __init__(self, long: pd.DataFrame, scores: pd.DataFrame, gebieden: gpd.GeoDataFrame) -> None:
        known = long[long["status"] == Status.OK]
        self.gebieden = gebieden
        self.references = reference_of(long, gebieden.index)
        self.buurt = (gebieden["niveau"] == "buurt").to_numpy()
        self.own = ~elsewhere(gebieden)
        self.places = spread(long, "percentiel", gebieden.index)
        self.tops = {part: spread(known, part, gebieden.index) for part in ("waarde", "teller")}
        self.scores = spread(scores.rename(columns={"opgave": "indicator"}), "score", gebieden.index)
        self.sources = {
            name: {source for text in rows.unique() for source in text.split("; ")}
            for name, rows in known.groupby("indicator")["bron"]
        }
        self.shared = cache(self._shared)
        self.openness = known.drop_duplicates("indicator").set_index("indicator")["openbaarheid"]

    def names(self, here: NDArray[np.bool_]) -> dict[str, str | None] | None:
        """Return the reference of a group and the gemeente it is about; None for a group without a reference."""
        found = self.references[here & self.own].dropna()
        if found.empty:
            return None
        codes = self.gebieden.loc[found.index, "gemeentecode"].unique()
        return {"referentie": found.iloc[0], "gemeentecode": codes[0] if len(codes) == 1 else None}

    def rows(self, recipe: Recipe, here: NDArray[np.bool_]) -> list[dict[str, object]]:
        """Return what there is to say of every indicator of an opgave that has places in a group."""
        members = here & self.buurt
        turned = recipe.turned(self.places[members])
        score = self.scores[recipe.opgave].to_numpy()[members]
        figures = {name: turned[:, x] for x, name in enumerate(recipe.indicatoren) if (~np.isnan(turned[:, x])).any()}
        return [self._row(name, figures, score) for name in figures]

    def _row(self, name: str, figures: Mapping[str, Floats], score: Floats) -> dict[str, object]:
        others = [other for other in figures if other != name]
        rho = spearman(figures[name], score)
        shared = [self.shared(name, other) for other in others]
        return {
            "indicator": name,
            "n_buurten": int((~np.isnan(figures[name]) & ~np.isnan(score)).sum()),
            "spearman_met_score": rho,
            "oordeel": _judge(rho),
            "hangt_samen_met": "; ".join(o for o in others if abs(spearman(figures[name], figures[o])) > _MUCH),
            "gedeelde_bron": "; ".join(text for text in shared if text),
            "openbaarheid": self.openness[name],
        }

    def _shared(self, name: str, other: str) -> str:
        """Return another indicator and what it has in common with this one; empty for nothing."""
        common = sorted((self.sources[name] & self.sources[other]) - BROAD)
        ours, theirs = (
            [table[item].to_numpy()[self.buurt] for table in self.tops.values() if item in table]
            for item in (name, other)
        )
        if any(_equal(one, two) for one in ours for two in theirs):
            common.append("dezelfde teller")
        return f"{other} ({', '.join(common)})" if common else ""


def spearman(one: Floats, other: Floats) -> float:
    """Return the rank correlation over what both have; NaN over fewer than ten or without spread."""
    both = ~np.isnan(one) & ~np.isnan(other)
    if both.sum() < _LEAST or np.ptp(one[both]) == 0 or np.ptp(other[both]) == 0:
        return float("nan")
    return float(np.corrcoef(rankdata(one[both]), rankdata(other[both]))[0, 1])


def _equal(one: Floats, two: Floats) -> bool:
    both = ~np.isnan(one) & ~np.isnan(two)
    return bool(both.sum() >= _LEAST and np.ptp(one[both]) > 0 and np.allclose(one[both], two[both], rtol=1e-9))


def _judge(rho: float) -> str:
    if np.isnan(rho):
        return "onbekend"
    return "dominant" if rho > _MUCH else "stil" if rho < _LITTLE else "gewoon"
