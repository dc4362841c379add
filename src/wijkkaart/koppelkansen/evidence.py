"""Which source datasets a card rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wijkkaart.koppelkansen.expressions import Quantity, bearing
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from wijkkaart.declarations import Opgave
    from wijkkaart.koppelkansen.expressions import Cells, Node

    Bools = NDArray[np.bool_]

SEPARATOR = "; "


class Evidence:
    """The source datasets of every figure that is there.

    Parameters
    ----------
    long
        One row per gebied x indicator: gebiedcode, indicator, status, bron.
    scores
        One row per gebied x opgave: gebiedcode, opgave, score.
    opgaven
        Declarations by id: a score rests on the scored indicators of its opgave.
    codes
        The gebieden, in the order of the answers.
    """

    def __init__(
        self, long: pd.DataFrame, scores: pd.DataFrame, opgaven: Mapping[str, Opgave], codes: pd.Index
    ) -> None:
        self._codes = codes
        self._there = {str(name): rows for name, rows in long[long["status"] == Status.OK].groupby("indicator")}
        self._scored = {str(name): rows for name, rows in scores[scores["score"].notna()].groupby("opgave")}
        self._parts = {
            opgave.id: [item.id for item in opgave.indicatoren if item.rol == "opgave"] for opgave in opgaven.values()
        }
        self._sources = sorted({name for text in long["bron"].dropna().unique() for name in text.split(SEPARATOR)})

    def behind(self, node: Node, cells: Cells) -> Bools:
        """Return per gebied and source whether a figure from it bears on the condition (gebied x source)."""
        used = np.zeros((len(self._codes), len(self._sources)), dtype=bool)
        for leaf, here in bearing(node, cells):
            if isinstance(leaf, Quantity):
                found = self._of_score(leaf.name) if leaf.kind == "s" else self._of_indicator(leaf.name)
                used |= found & here[:, None]
        return used

    def names(self, used: Bools) -> list[str]:
        """Return per gebied the ids of the sources in `used`, sorted, with ``; `` between them."""
        patterns, place = np.unique(used, axis=0, return_inverse=True)
        texts = [SEPARATOR.join(np.array(self._sources, dtype=object)[pattern]) for pattern in patterns]
        return [texts[number] for number in place.ravel()]

    def _of_score(self, opgave: str) -> Bools:
        used = np.zeros((len(self._codes), len(self._sources)), dtype=bool)
        if opgave in self._scored:
            for indicator in self._parts.get(opgave, []):
                used |= self._of_indicator(indicator)
            used &= self._codes.isin(self._scored[opgave]["gebiedcode"])[:, None]
        return used

    def _of_indicator(self, indicator: str) -> Bools:
        used = np.zeros((len(self._codes), len(self._sources)), dtype=bool)
        if indicator in self._there:
            for text, rows in self._there[indicator].groupby("bron"):
                here = self._codes.isin(rows["gebiedcode"])
                used |= np.outer(here, np.isin(self._sources, str(text).split(SEPARATOR)))
        return used
