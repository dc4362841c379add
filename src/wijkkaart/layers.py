"""The shapes in which sources hand their data to indicators."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.figures import Figures, absent
from wijkkaart.status import Status

if TYPE_CHECKING:
    import geopandas as gpd
    from affine import Affine
    from numpy.typing import NDArray


@dataclass(frozen=True)
class StatTable:
    """Published figures per gebied, one column a topic, with a status beside every value.

    Parameters
    ----------
    waarden
        Float, index gebiedcode (buurt, wijk and gemeente together), columns in the
        vocabulary of the source's declaration; NaN where the status is not ``ok``.
    status
        Same shape; a ``Status`` in every cell.
    dekking
        Same shape; share (0-1) of the denominator, 1 where published.
    peiljaar
        Year per column.
    """

    waarden: pd.DataFrame
    status: pd.DataFrame
    dekking: pd.DataFrame
    peiljaar: pd.Series

    def __getitem__(self, column: str) -> Figures:
        """Return one topic; ``niet_gepubliceerd`` everywhere if the edition lacks it."""
        if column not in self.waarden:
            return absent(self.waarden.index, Status.NIET_GEPUBLICEERD)
        return Figures(
            self.waarden[column],
            self.status[column],
            self.dekking[column],
            int(self.peiljaar[column]),
        )


@dataclass(frozen=True)
class Objects:
    """Features (dwellings, buildings, stops, pipes) and the gebieden each lies in.

    Parameters
    ----------
    rows
        One row an object, unique index (the register's identificatie), EPSG:28992.
    membership
        Columns ``object`` and ``gebied``: one row per object and gebied it belongs to
        (its buurt, wijk, gemeente, and own areas). Empty until the pipeline places it.
    dekking
        Share (0-1) of each gebied inside the extent of the file, index gebiedcode.
    peiljaar
        Year of the register's extract, if it is known.
    """

    rows: gpd.GeoDataFrame
    membership: pd.DataFrame
    dekking: pd.Series
    peiljaar: int | None = None

    def per_gebied(self, values: pd.Series) -> pd.Series:
        """Return `values` (index: object) repeated for every gebied, indexed by gebied."""
        chosen, gebied = self._chosen(values)
        return pd.Series(values.to_numpy()[chosen], index=self.dekking.index[gebied])

    def total(self, values: pd.Series) -> pd.Series:
        """Return the sum of `values` per gebied; 0 where the gebied holds no such object."""
        chosen, gebied = self._chosen(values)
        weights = np.nan_to_num(values.to_numpy(dtype="float64")[chosen])
        return pd.Series(np.bincount(gebied, weights, len(self.dekking)), index=self.dekking.index)

    def _chosen(self, values: pd.Series) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return per link the place in `values` and the place of the gebied, for the objects in `values`."""
        place, gebied = self._links
        if not values.index.equals(self.rows.index):
            place = values.index.get_indexer(self.rows.index)[place]
        return place[place >= 0], gebied[place >= 0]

    @cached_property
    def _links(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Membership as places in ``rows`` and ``dekking``: comparing numbers is faster than comparing ids."""
        place = self.rows.index.get_indexer(pd.Index(self.membership["object"]))
        gebied = self.dekking.index.get_indexer(pd.Index(self.membership["gebied"]))
        known = (place >= 0) & (gebied >= 0)
        return place[known], gebied[known]


@dataclass(frozen=True)
class Raster:
    """A grid of measured or modelled values around the study area.

    Parameters
    ----------
    values
        Float32, rows x columns; NaN where there is no value.
    transform
        Affine of the grid in EPSG:28992 (metres).
    peiljaar
        Year of the map, if it is known.
    """

    values: np.ndarray
    transform: Affine
    peiljaar: int | None = None
