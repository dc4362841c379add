"""Combines the figures of an opgave into one score, ranked again among the reference buurten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.scoring.normalise import (
    comparable,
    elsewhere,
    reference_of,
    reference_text,
    settled,
    spread,
    twice_below,
)
from wijkkaart.scoring.recipe import USUAL, recipes
from wijkkaart.scoring.scales import LIMITS, from_places, on_scale
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    import geopandas as gpd
    from numpy.typing import NDArray

    from wijkkaart.config import Scores
    from wijkkaart.declarations import Opgave
    from wijkkaart.scoring.recipe import Recipe

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class _Tables:
    """The tables of one run, one row per gebied.

    Parameters
    ----------
    waarden, percentielen, heeft_waarde
        Gebied x indicator.
    referenties
        Name of the reference per gebied; None without one.
    """

    waarden: pd.DataFrame
    percentielen: pd.DataFrame
    heeft_waarde: pd.DataFrame
    referenties: pd.Series
    vergelijkbaar: Bools
    buurt: Bools

    def at(self, here: Bools) -> _Tables:
        """Return the rows of some gebieden."""
        return _Tables(
            self.waarden[here],
            self.percentielen[here],
            self.heeft_waarde[here],
            self.referenties[here],
            self.vergelijkbaar[here],
            self.buurt[here],
        )


def compared_groups(
    long: pd.DataFrame,
    gebieden: gpd.GeoDataFrame,
) -> list[tuple[Bools, frozenset[str]]]:
    """Return the groups that are compared among themselves: which gebieden, and what is measured there.

    Without a reference a gebied belongs to its gemeente, so that another gemeente changes nothing.
    """
    own = "gemeente " + gebieden["gemeentecode"].astype("string")
    names = reference_of(long, gebieden.index).fillna(own).astype(str)
    # Compared with the country, only what is published for the country is measured.
    national = set(names[elsewhere(gebieden)])
    placed = long["percentiel"].notna() | ~long["gebiedcode"].map(names).isin(national)
    filled = long.loc[(long["status"] == Status.OK) & placed, ["gebiedcode", "indicator"]]
    measured = filled["indicator"].groupby(filled["gebiedcode"].map(names)).unique()
    return [((names == name).to_numpy(), frozenset(measured.get(name, ()))) for name in sorted(names.unique())]


def score_opgaven(  # noqa: PLR0913, PLR0917 - the tables of a run and the choices of its config
    long: pd.DataFrame,
    gebieden: gpd.GeoDataFrame,
    opgaven: Mapping[str, Opgave],
    coverage: Fraction,
    minimum: int,
    weights: Weights,
    method: Scores = USUAL,
) -> pd.DataFrame:
    """Return one row per gebied and opgave: the score (0-100, high = bigger opgave) or why there is none.

    Parameters
    ----------
    long
        What ``add_percentiles`` gave back.
    gebieden
        Index gebiedcode; columns niveau, bewoond, water.
    coverage
        Least share of the weight that must be there, exactly.
    minimum
        With fewer scored reference buurten there is no score.
    weights
        Weight per indicator per opgave, where it differs from the declaration.
    method
        How figures are put on 0-100 and brought together.

    Returns
    -------
    DataFrame
        Columns gebiedcode, opgave, score, referentie, dekking, n_indicatoren, rang,
        rang_p5, rang_p50, rang_p95, p_bovenste_derde, oordeel, status. ``rang`` is 1 for the
        biggest opgave among the reference buurten; equal buurten share the mean of their places.

    Raises
    ------
    ConfigError
        When `weights` names something unknown.
    """
    filled = long.assign(heeft_waarde=(long["status"] == Status.OK).astype("float64"))
    known = long.assign(waarde=long["waarde"].where(long["status"] == Status.OK))
    tables = _Tables(
        waarden=spread(known, "waarde", gebieden.index).apply(settled),
        percentielen=spread(long, "percentiel", gebieden.index),
        heeft_waarde=spread(filled, "heeft_waarde", gebieden.index),
        referenties=reference_of(long, gebieden.index),
        vergelijkbaar=comparable(gebieden).to_numpy(),
        buurt=(gebieden["niveau"] == "buurt").to_numpy(),
    )
    parts = [
        _score(recipe, tables.at(here), coverage, minimum, method)
        for here, measured in compared_groups(long, gebieden)
        for recipe in recipes(opgaven, measured, weights)
    ]
    empty = dict.fromkeys(("rang_p5", "rang_p50", "rang_p95", "p_bovenste_derde"), np.nan)
    scores = pd.concat(parts, ignore_index=True).assign(**empty, oordeel=None)
    reading = [list(opgaven).index(name) * len(gebieden) for name in scores["opgave"]]
    order = np.argsort(reading + gebieden.index.get_indexer(scores["gebiedcode"]), kind="stable")
    return scores.iloc[order].reset_index(drop=True)


def _score(recipe: Recipe, tables: _Tables, coverage: Fraction, minimum: int, method: Scores) -> pd.DataFrame:
    turned = recipe.turned(tables.percentielen)
    valued = recipe.columns(tables.heeft_waarde) == 1
    means = recipe.mean(_scaled(recipe, tables, method.normalisatie), method.samenvoegen)
    means = np.where(recipe.covers(~np.isnan(turned), coverage), means, np.nan)
    twice, size = _rank_again(means, tables, minimum)
    scored = ~np.isnan(twice)
    status = np.select(
        [~tables.vergelijkbaar, scored, ~recipe.covers(valued, coverage)],
        [Status.NIET_VAN_TOEPASSING, Status.OK, Status.ONBEKEND],
        Status.TE_WEINIG_GEBIEDEN,
    )
    rests_on = np.where(scored[:, None], ~np.isnan(turned), valued)
    references = reference_text(tables.referenties.where(scored, None), pd.Series(size, tables.referenties.index))
    return pd.DataFrame(
        {
            "gebiedcode": tables.percentielen.index,
            "opgave": recipe.opgave,
            "score": 100.0 * twice / np.maximum(2 * size, 1),
            "referentie": references.to_numpy(),
            "dekking": recipe.share(rests_on),
            "n_indicatoren": recipe.counted(rests_on),
            "rang": np.where(tables.buurt, (2 * size + 1 - twice) / 2, np.nan),
            "status": status.astype(str),
        }
    )


def _scaled(recipe: Recipe, tables: _Tables, scale: str) -> Floats:
    """Return the figures on 0-100 (gebied x indicator, high is a bigger opgave); NaN where there is no percentile."""
    turned = recipe.turned(tables.percentielen)
    if scale not in LIMITS or not recipe.indicatoren:
        return from_places(scale, turned)
    values = np.where(np.isnan(turned), np.nan, recipe.signed(tables.waarden))
    return np.column_stack([on_scale(scale, column, column[tables.buurt]) for column in values.T])


def _rank_again(means: Floats, tables: _Tables, minimum: int) -> tuple[Floats, NDArray[np.int64]]:
    """Return per gebied twice its place among the scored buurten of its group, and how many those are."""
    members = means[tables.buurt]
    number = int((~np.isnan(members)).sum())
    size = np.full(means.shape, number, dtype="int64")
    twice = twice_below(means, members) if number >= minimum else np.full(means.shape, np.nan)
    return twice, size
