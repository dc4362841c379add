"""How green a wijktype is on average."""

from __future__ import annotations

import re

import pandas as pd

from wijkkaart.declarations import WIJKTYPE_BRONNEN
from wijkkaart.figures import Figures, absent, figures, from_sources
from wijkkaart.status import Status

#: Mean green, private and public, per wijktype (percent): CLO, Groen in de stad 2022. Names without spaces and marks.
_GREEN = {
    "historischebinnenstad": 20.0,
    "stedelijkbouwblok": 27.0,
    "volkswijk": 27.0,
    "stadsvernieuwing": 29.0,
    "vernieuwdewijk": 29.0,
    "tuindorp": 39.0,
    "hoogbouw": 39.0,
    "vooroorlogsewoonwijk": 43.0,
    "tuinstadlaagbouw": 43.0,
    "suburbaneuitbreiding": 44.0,
    "vinex": 44.0,
    "vinexwijk": 44.0,
    "naoorlogsewoonwijk": 45.0,
    "tuinstadhoogbouw": 47.0,
    "bloemkoolwijk": 48.0,
}
#: The wijktype must hold for this share (0-1) of an area before its mean says anything about the area.
_MINIMUM_SHARE = 0.6


def green_of_wijktype(codes: pd.Index, wijktypen: pd.DataFrame | None) -> Figures:
    """Return the mean green (percent) of the wijktype of each gebied.

    ``niet_van_toepassing`` without a wijktype, or for one without a known mean; ``te_klein`` where the wijktype
    holds for too little of the gebied; ``niet_gepubliceerd`` where the source does not say for how much.

    Parameters
    ----------
    wijktypen
        Index gebiedcode; columns wijktype, and wijktype_zekerheid (0-1, share it rests on).
    """
    if wijktypen is None or wijktypen["wijktype"].isna().all():
        return absent(codes, Status.BRON_ONTBREEKT)
    means = wijktypen["wijktype"].map(_mean, na_action="ignore").reindex(codes).astype("float64")
    share = wijktypen["wijktype_zekerheid"].reindex(codes).astype("float64")
    status = pd.Series(str(Status.OK), codes).mask(share < _MINIMUM_SHARE, str(Status.TE_KLEIN))
    status = status.mask(share.isna(), str(Status.NIET_GEPUBLICEERD)).mask(
        means.isna(), str(Status.NIET_VAN_TOEPASSING)
    )
    return from_sources(figures(means, status=status, dekking=share), *WIJKTYPE_BRONNEN)


def _mean(name: str) -> float | None:
    """Return the mean green of a wijktype; of one with two names halfway between theirs; None where not known."""
    means = [_GREEN.get(re.sub(r"[^a-z]", "", part.casefold())) for part in name.split("/")]
    known = [mean for mean in means if mean is not None]
    return sum(known) / len(known) if len(known) == len(means) else None
