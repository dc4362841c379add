"""The score of an opgave as it would be without some of its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkkaart.scoring.combine import score_opgaven

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import geopandas as gpd
    import pandas as pd

    from wijkkaart.config import Config
    from wijkkaart.declarations import Opgave


@dataclass(frozen=True)
class Rescoring:
    """What a score is made from, with the buurten elsewhere that it is compared with.

    Parameters
    ----------
    long
        What ``add_percentiles`` gave back.
    gebieden
        Index gebiedcode; all gebieden of `long`.
    """

    long: pd.DataFrame
    gebieden: gpd.GeoDataFrame
    opgaven: Mapping[str, Opgave]
    config: Config

    def without(self, opgave: str, left_out: Collection[str]) -> pd.Series:
        """Return the scores of one `opgave` by gebiedcode, as if the places of some indicators were missing.

        The coverage counts them as missing, so there is no score where they carried too much of it.
        """
        declared, config = self.opgaven[opgave], self.config
        rows = self.long[self.long["indicator"].isin([item.id for item in declared.indicatoren])]
        rows = rows.assign(percentiel=rows["percentiel"].mask(rows["indicator"].isin(left_out)))
        weights = {name: own for name, own in config.gewichten.items() if name == opgave}
        scores = score_opgaven(
            rows,
            self.gebieden,
            {opgave: declared},
            config.drempels.dekking,
            config.referentie.minimum,
            weights,
            config.scores,
        )
        return scores.set_index("gebiedcode")["score"]
