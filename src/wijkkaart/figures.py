"""One quantity per gebied: value, reason, coverage and year, kept together.

Indicator functions take layers and give back ``Figures``. The arithmetic here
carries the status along, so that a missing input can never become a number.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.errors import ContractError
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Figures:
    """One quantity for every gebied.

    Parameters
    ----------
    waarde
        Float per gebiedcode; NaN wherever ``status`` is not ``ok``.
    status
        A ``Status`` per gebiedcode, same index.
    dekking
        Share (0-1) of the area, dwellings or households the value rests on.
    peiljaar
        The year the value speaks of; None when the source does not say.
    teller, noemer
        The parts of a ratio, where there are any; same index.
    p10, p50, p90
        Spread inside the gebied, where it is known.
    tekst
        The value in words, for a quantity that is a category.
    bronnen
        Ids of all sources that the figures came from, where the indicator can choose between
        sources; empty where it cannot: then they came from all that it was given.
    """

    waarde: pd.Series
    status: pd.Series
    dekking: pd.Series
    peiljaar: int | None = None
    teller: pd.Series | None = None
    noemer: pd.Series | None = None
    p10: pd.Series | None = None
    p50: pd.Series | None = None
    p90: pd.Series | None = None
    tekst: pd.Series | None = field(default=None)
    bronnen: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        ok = self.status == Status.OK
        filled = self.waarde.notna() if self.tekst is None else self.tekst.notna()
        if not self.waarde.index.equals(self.status.index):
            msg = "Figures: value and status have different areas"
            raise ContractError(msg)
        if (ok != filled).any():
            codes = list(self.waarde.index[ok != filled][:3])
            msg = f"Figures: status and value disagree, for instance in {codes}"
            raise ContractError(msg)

    @property
    def ok(self) -> pd.Series:
        """Whether each gebied has a value (bool per gebiedcode)."""
        return self.status == Status.OK


def figures(
    waarde: pd.Series,
    *,
    status: pd.Series | str = Status.OK,
    missing: str = Status.NIET_VAN_TOEPASSING,
    dekking: pd.Series | float = 1.0,
    peiljaar: int | None = None,
) -> Figures:
    """Return ``Figures`` for a series; NaN without another reason becomes `missing`."""
    values = waarde.astype("float64").replace([np.inf, -np.inf], np.nan)
    reasons = pd.Series(status, index=values.index, dtype=object).astype(str)
    reasons = reasons.mask(values.isna() & (reasons == Status.OK), str(missing))
    values = values.where(reasons == Status.OK)
    shares = pd.Series(dekking, index=values.index, dtype="float64")
    return Figures(values, reasons, shares, peiljaar)


def absent(index: pd.Index, status: str, peiljaar: int | None = None) -> Figures:
    """Return ``Figures`` without any value, all for the same reason."""
    empty = pd.Series(np.nan, index=index, dtype="float64")
    return figures(empty, status=status, dekking=0.0, peiljaar=peiljaar)


def first_reason(*inputs: Figures) -> pd.Series:
    """Return per gebied the first status among `inputs` that is not ``ok``."""
    reason = inputs[0].status
    for other in inputs[1:]:
        reason = reason.where(reason != Status.OK, other.status)
    return reason


def from_sources(result: Figures, *bronnen: str) -> Figures:
    """Return `result` saying that it came from the sources with these ids and from no other."""
    return replace(result, bronnen=bronnen)


def all_sources_of(*inputs: Figures) -> tuple[str, ...]:
    """Return the sources of all `inputs`; none where one does not say: better to name a source too many."""
    if not all(item.bronnen for item in inputs):
        return ()
    return tuple(dict.fromkeys(name for item in inputs for name in item.bronnen))


def oldest(*inputs: Figures) -> int | None:
    """Return the oldest year among `inputs`: what a mixed figure may claim."""
    years = [item.peiljaar for item in inputs if item.peiljaar is not None]
    return min(years) if years else None


def derive(formula: Callable[..., pd.Series], *inputs: Figures) -> Figures:
    """Return ``formula(values...)``; missing where any input is missing, for its reason."""
    values = formula(*(item.waarde for item in inputs))
    shares = pd.concat([item.dekking for item in inputs], axis=1).min(axis=1)
    result = figures(values, status=first_reason(*inputs), dekking=shares, peiljaar=oldest(*inputs))
    return from_sources(result, *all_sources_of(*inputs))


def ratio(teller: Figures, noemer: Figures, scale: float = 1.0) -> Figures:
    """Return ``scale * teller / noemer``; a zero denominator is ``niet_van_toepassing``."""
    result = derive(lambda top, bottom: scale * top / bottom.where(bottom != 0), teller, noemer)
    return replace(result, teller=teller.waarde, noemer=noemer.waarde)


def require(result: Figures, size: Figures, minimum: float) -> Figures:
    """Return `result` with ``te_klein`` where `size` is below `minimum`, or its reason if unknown.

    A size of zero is ``niet_van_toepassing``: there is nothing to measure.
    """
    small = size.waarde.lt(minimum) & size.waarde.notna()
    reason = pd.Series(np.where(size.waarde.eq(0), Status.NIET_VAN_TOEPASSING, Status.TE_KLEIN), small.index)
    status = result.status.mask(small, reason).mask(~size.ok & result.ok, size.status)
    return from_sources(blank(result, status), *all_sources_of(result, size))


def blank(result: Figures, status: pd.Series) -> Figures:
    """Return `result` with `status`, and without value, parts or spread where that is not ``ok``."""
    keep = status == Status.OK

    def masked(values: pd.Series | None) -> pd.Series | None:
        return None if values is None else values.where(keep)

    return replace(
        result,
        waarde=result.waarde.where(keep),
        status=status.astype(str),
        teller=masked(result.teller),
        noemer=masked(result.noemer),
        p10=masked(result.p10),
        p50=masked(result.p50),
        p90=masked(result.p90),
        tekst=masked(result.tekst),
    )
