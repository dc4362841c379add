"""What the names in a rule stand for in a run: scores, places and values per gebied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.koppelkansen.expressions import Cells
from wijkkaart.scoring.normalise import spread
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]


def cells_of(
    long: pd.DataFrame,
    scores: pd.DataFrame,
    facts: Mapping[str, Mapping[str, Bools]],
    codes: pd.Index,
    line: float,
) -> Cells:
    """Return the cells of the gebieden `codes`, in that order.

    Parameters
    ----------
    long
        One row per gebied x indicator: gebiedcode, indicator, waarde, percentiel, status.
    scores
        One row per gebied x opgave: gebiedcode, opgave, score.
    facts
        ``ambitie`` and ``plan`` by name, in the order of `codes`.
    line
        The line of the highest third, 0-100.
    """
    known = long.assign(waarde=long["waarde"].where(long["status"] == Status.OK))
    tables = {
        "s": spread(scores.rename(columns={"opgave": "indicator"}), "score", codes),
        "p": spread(known, "percentiel", codes),
        "x": spread(known, "waarde", codes),
    }
    numbers = {
        kind: {str(name): table[name].to_numpy(dtype="float64") for name in table} for kind, table in tables.items()
    }
    return Cells(getallen=numbers, feiten=facts, hoog=line, vorm=(len(codes),))
