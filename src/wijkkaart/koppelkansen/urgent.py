"""In which share of the draws a rule's tasks ask for something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wijkkaart.koppelkansen.expressions import TRUE, UNKNOWN, Cells, evaluate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wijkkaart.koppelkansen.expressions import Node
    from wijkkaart.scoring.draws import Draws

#: Gebieden handled in one step, to keep gebied x draw small.
_BLOCK = 500


def chance_urgent(node: Node, cells: Cells, draws: Draws) -> NDArray[np.float64]:
    """Return per gebied the share (0-1) of the draws in which the condition is true.

    Only the scores differ between draws, and together: a condition on two opgaven counts the
    draws in which both hold. NaN where in any draw a missing figure leaves it unknown.
    """
    (number,) = cells.vorm
    starts = range(0, number, _BLOCK)
    return np.concatenate([_chance(node, cells, draws, slice(start, start + _BLOCK)) for start in starts])


def _chance(node: Node, cells: Cells, draws: Draws, rows: slice) -> NDArray[np.float64]:
    numbers = {
        kind: {name: values[rows][:, None] for name, values in table.items()} for kind, table in cells.getallen.items()
    }
    facts = {kind: {name: here[rows][:, None] for name, here in table.items()} for kind, table in cells.feiten.items()}
    drawn = {name: draws.scores(name, rows) for name in draws.tweemaal}
    height = len(range(*rows.indices(cells.vorm[0])))
    answers = evaluate(node, Cells({**numbers, "s": drawn}, facts, cells.hoog, (height, 1)))
    return np.where((answers == UNKNOWN).any(axis=1), np.nan, (answers == TRUE).mean(axis=1))
