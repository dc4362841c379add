"""The shapes in which sources hand their data to indicators."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.figures import Figures, absent
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
        Year per column; NaN where the publisher does not say.
    edities
        The same table a year each, newest first, where it was put together from several years:
        for figures that must not mix years.
    teksten
        Words of the columns that hold a category; their numbers in `waarden` are NaN.
    """

    waarden: pd.DataFrame
    status: pd.DataFrame
    dekking: pd.DataFrame
    peiljaar: pd.Series
    edities: tuple[StatTable, ...] = ()
    teksten: pd.DataFrame = field(default_factory=pd.DataFrame)

    @classmethod
    def of_editions(cls, editions: Sequence[StatTable]) -> StatTable:
        """Return per column the newest of `editions` that is filled; without one, the newest that names it.

        Parameters
        ----------
        editions
            Tables of one year each, newest first.
        """
        if len(editions) == 1:
            return editions[0]
        index = pd.Index(sorted({code for edition in editions for code in edition.waarden.index}), name="gebiedcode")
        topics = list(dict.fromkeys(topic for edition in editions for topic in edition.waarden.columns))
        chosen = {topic: _newest_filled(editions, topic) for topic in topics}
        values = pd.DataFrame({topic: chosen[topic].waarden[topic].reindex(index) for topic in topics}, index=index)
        status = pd.DataFrame({topic: chosen[topic].status[topic].reindex(index) for topic in topics}, index=index)
        cover = pd.DataFrame({topic: chosen[topic].dekking[topic].reindex(index) for topic in topics}, index=index)
        years = pd.Series({topic: chosen[topic].peiljaar[topic] for topic in topics}, dtype="int64")
        reasons = status.fillna(str(Status.NIET_GEPUBLICEERD))
        return cls(values, reasons, cover.fillna(0.0), years, tuple(editions))

    def map_editions(self, change: Callable[[StatTable], StatTable]) -> StatTable:
        """Return the table made again from every edition as `change` returns it."""
        return StatTable.of_editions([change(edition) for edition in self.edities or (self,)])

    def of_codes(self, codes: pd.Index) -> StatTable:
        """Return the table with exactly the rows `codes`; one that it does not have is ``niet_gepubliceerd``."""

        def cut(edition: StatTable) -> StatTable:
            rows = (frame.reindex(codes) for frame in (edition.waarden, edition.status, edition.dekking))
            values, status, cover = rows
            gaps = status.fillna(str(Status.NIET_GEPUBLICEERD))
            return StatTable(values, gaps, cover.fillna(0.0), edition.peiljaar)

        return self.map_editions(cut)

    def of_year(self, year: int) -> StatTable:
        """Return the edition of `year`; the whole table where there is none."""
        return next((edition for edition in self.edities if edition.jaar == year), self)

    @property
    def jaar(self) -> int | None:
        """The year that all columns are of; None where they differ."""
        years = set(self.peiljaar.dropna())
        return int(years.pop()) if len(years) == 1 else None

    def __getitem__(self, column: str) -> Figures:
        """Return one topic; ``niet_gepubliceerd`` everywhere if the edition lacks it."""
        if column not in self.waarden:
            return absent(self.waarden.index, Status.NIET_GEPUBLICEERD)
        year = self.peiljaar[column]
        return Figures(
            self.waarden[column],
            self.status[column],
            self.dekking[column],
            None if pd.isna(year) else int(year),
            tekst=self.teksten.get(column),
        )


def _newest_filled(editions: Sequence[StatTable], topic: str) -> StatTable:
    named = [edition for edition in editions if topic in edition.waarden]
    return next((edition for edition in named if _is_filled(edition.waarden[topic])), named[0])


def _is_filled(values: pd.Series) -> bool:
    buurten = values[values.index.str.startswith("BU")]
    return bool((buurten if len(buurten) else values).notna().any())


@dataclass(frozen=True)
class Areas:
    """Published figures per area, drawn on another division than that of the run.

    Parameters
    ----------
    rows
        One row an area: index its code (of its own division), a column per topic (float, NaN for
        none; text for a category, None for none) and its outline, EPSG:28992.
    gemiddeld
        Topics that are means over the ground, so that parts of areas may be averaged.
    peiljaar
        Year of the figures, if it is known.
    """

    rows: gpd.GeoDataFrame
    gemiddeld: frozenset[str] = frozenset()
    peiljaar: int | None = None


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
