"""Combines the percentiles of an opgave into one score, ranked again among the reference buurten."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.errors import ConfigError
from wijkkaart.scoring.normalise import comparable, elsewhere, reference_of, reference_text, spread, twice_below
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from wijkkaart.declarations import Indicator, Opgave

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Weights = Mapping[str, Mapping[str, float]]

#: One indicator is a figure, not a score.
MIN_INDICATORS = 2

#: Means that differ less than this are one and the same sum in another order.
_DECIMALS = 9


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

    def mean(self, turned: Floats) -> Floats:
        """Return the weighted mean per gebied over the indicators it has; NaN where it has none."""
        weights = np.where(np.isnan(turned), 0.0, np.array([float(weight) for weight in self.gewichten]))
        total = weights.sum(axis=1)
        summed = (np.nan_to_num(turned) * weights).sum(axis=1)
        means = np.divide(summed, total, out=np.full(total.shape, np.nan), where=total > 0)
        return np.asarray(np.round(means, _DECIMALS), dtype="float64")

    def _whole_weights(self) -> NDArray[np.int64]:
        shared = lcm(*(weight.denominator for weight in self.gewichten))
        return np.array([int(weight * shared) for weight in self.gewichten], dtype="int64")


@dataclass(frozen=True)
class _Tables:
    """The tables of one run, one row per gebied.

    Parameters
    ----------
    percentielen, heeft_waarde
        Gebied x indicator.
    referenties
        Name of the reference per gebied; None without one.
    """

    percentielen: pd.DataFrame
    heeft_waarde: pd.DataFrame
    referenties: pd.Series
    vergelijkbaar: Bools
    buurt: Bools

    def at(self, here: Bools) -> _Tables:
        """Return the rows of some gebieden."""
        return _Tables(
            self.percentielen[here],
            self.heeft_waarde[here],
            self.referenties[here],
            self.vergelijkbaar[here],
            self.buurt[here],
        )


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


def score_opgaven(  # noqa: PLR0913, PLR0917 - the tables of a run and the choices of its config
    long: pd.DataFrame,
    gebieden: gpd.GeoDataFrame,
    opgaven: Mapping[str, Opgave],
    coverage: Fraction,
    minimum: int,
    weights: Weights,
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
    tables = _Tables(
        percentielen=spread(long, "percentiel", gebieden.index),
        heeft_waarde=spread(filled, "heeft_waarde", gebieden.index),
        referenties=reference_of(long, gebieden.index),
        vergelijkbaar=comparable(gebieden).to_numpy(),
        buurt=(gebieden["niveau"] == "buurt").to_numpy(),
    )
    parts = [
        _score(recipe, tables.at(here), coverage, minimum)
        for here, measured in compared_groups(long, gebieden)
        for recipe in recipes(opgaven, measured, weights)
    ]
    empty = dict.fromkeys(("rang_p5", "rang_p50", "rang_p95", "p_bovenste_derde"), np.nan)
    scores = pd.concat(parts, ignore_index=True).assign(**empty, oordeel=None)
    reading = [list(opgaven).index(name) * len(gebieden) for name in scores["opgave"]]
    order = np.argsort(reading + gebieden.index.get_indexer(scores["gebiedcode"]), kind="stable")
    return scores.iloc[order].reset_index(drop=True)


def _score(recipe: Recipe, tables: _Tables, coverage: Fraction, minimum: int) -> pd.DataFrame:
    turned = recipe.turned(tables.percentielen)
    valued = recipe.columns(tables.heeft_waarde) == 1
    means = np.where(recipe.covers(~np.isnan(turned), coverage), recipe.mean(turned), np.nan)
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


def _rank_again(means: Floats, tables: _Tables, minimum: int) -> tuple[Floats, NDArray[np.int64]]:
    """Return per gebied twice its place among the scored buurten of its group, and how many those are."""
    members = means[tables.buurt]
    number = int((~np.isnan(members)).sum())
    size = np.full(means.shape, number, dtype="int64")
    twice = twice_below(means, members) if number >= minimum else np.full(means.shape, np.nan)
    return twice, size
