"""Whether the scores point the way that the Leefbaarometer does: a look from outside, no proof.

The Leefbaarometer is no part of any score. Where an opgave is larger one expects people to be less at
ease, so the two should run against each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy.stats import spearmanr

from wijkkaart.scoring.notation import dutch_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    import pandas as pd

    from wijkkaart.declarations import Opgave

#: The figure from outside; high means more liveable.
_OUTSIDE = "leefbaarometer_score"
#: Over fewer buurten a correlation says nothing (a proposal).
_MINIMUM = 10
_OPENING = (
    "Toets aan de Leefbaarometer: waar een opgave groot is (een hoge score), is de Leefbaarometer naar verwachting "
    "laag. Dan is Spearman, over alle buurten, lager dan 0. Dat is een toets op de richting, geen bewijs."
)
_CLOSING = (
    "Niet zoals verwacht hoeft niet fout te zijn: een opgave kan los staan van leefbaarheid. Kijk wel na welke cijfers "
    "die score hoog maken."
)


@dataclass(frozen=True)
class Correlation:
    """How the score of one opgave runs with the Leefbaarometer, over the buurten of one gemeente.

    Parameters
    ----------
    spearman
        Rank correlation, -1 to 1; below 0 is as expected.
    buurten
        How many buurten have both.
    """

    opgave: str
    gemeentecode: str
    spearman: float
    buurten: int


def correlate(long: pd.DataFrame, scores: pd.DataFrame, gebieden: gpd.GeoDataFrame) -> list[Correlation]:
    """Return the rank correlation per opgave and gemeente, where at least ten buurten have both and not all the same.

    Per gemeente, for a score is a place among the buurten of a gemeente.

    Parameters
    ----------
    long
        Rows of the indicators: indicator, gebiedcode, waarde.
    scores
        Rows per gebied and opgave: gebiedcode, opgave, score; NaN for no score.
    gebieden
        Index gebiedcode; columns niveau and gemeentecode.
    """
    outside = long[long["indicator"] == _OUTSIDE].set_index("gebiedcode")["waarde"].astype("float64")
    gemeente_of = gebieden.loc[gebieden["niveau"] == "buurt", "gemeentecode"]
    codes = scores["gebiedcode"]
    both = scores[["opgave", "score"]].assign(buiten=codes.map(outside), gemeente=codes.map(gemeente_of)).dropna()
    found = []
    for (opgave, gemeente), rows in both.groupby(["opgave", "gemeente"], sort=False):
        if len(rows) >= _MINIMUM and _varies(rows["score"]) and _varies(rows["buiten"]):
            measured = float(spearmanr(rows["score"], rows["buiten"]).statistic)
            found.append(Correlation(str(opgave), str(gemeente), measured, len(rows)))
    return found


def _varies(values: pd.Series) -> bool:
    return bool((values != values.iloc[0]).any())


def sentences(
    found: Sequence[Correlation], opgaven: Mapping[str, Opgave], gebieden: gpd.GeoDataFrame
) -> tuple[str, ...]:
    """Return what to know of the correlations, in Dutch: a sentence for each, between what explains them."""
    several = len({item.gemeentecode for item in found}) > 1
    told = [_sentence(item, opgaven[item.opgave].label_nl, _place(item, gebieden) if several else "") for item in found]
    closing = (_CLOSING,) if any(item.spearman >= 0 for item in found) else ()
    return (_OPENING, *told, *closing) if told else ()


def _place(item: Correlation, gebieden: gpd.GeoDataFrame) -> str:
    code = item.gemeentecode
    return f" in {gebieden.loc[code, 'gebiednaam'] if code in gebieden.index else code}"


def _sentence(item: Correlation, label: str, place: str) -> str:
    verdict = "zoals verwacht" if item.spearman < 0 else "let op, niet zoals verwacht"
    return f"{label}{place}: Spearman {dutch_number(item.spearman, 2)} over {item.buurten} buurten, {verdict}."
