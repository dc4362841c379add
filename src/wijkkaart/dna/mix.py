"""The wijktype of wijken, gemeenten and own areas: that of most of their dwellings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.dna.wijktype import GEMENGD, mixed
from wijkkaart.ingredients.bag import MINIMUM_WONINGEN, dwelling_count, dwellings

if TYPE_CHECKING:
    from wijkkaart.layers import Objects

#: A type that holds for a smaller share of the dwellings does not speak for an area (a proposal).
_MOST = 0.6
#: Share of the dwellings whose buurt must have a type.
_MINIMUM_KNOWN = 0.8
BUURTEN = "buurten, naar woningen"


def of_dwellings(buurten: pd.DataFrame, verblijfsobjecten: Objects, codes: pd.Index) -> pd.DataFrame:
    """Return the wijktype of each of `codes`: that of most of its dwellings, else "gemengd (A/B)".

    Parameters
    ----------
    buurten
        Index code of the buurt; columns wijktype and wijktype_bron, None where there is no type.
    verblijfsobjecten
        Verblijfsobjecten in use, placed in all gebieden.

    Returns
    -------
    DataFrame
        Index `codes`; wijktype, wijktype_zekerheid (share of all dwellings in the commonest type), wijktype_tweede,
        wijktype_tweede_zekerheid and wijktype_bron; None where fewer than 20 dwellings or less than 80 % are in a
        buurt with a type.
    """
    homes = dwelling_count(verblijfsobjecten)
    whole = homes.waarde.where(homes.waarde.ge(MINIMUM_WONINGEN))
    shares = _per_word(buurten["wijktype"], verblijfsobjecten).div(whole, axis=0)
    origins = _per_word(buurten["wijktype_bron"], verblijfsobjecten)
    rows = [_one(shares.loc[code].dropna(), origins.loc[code]) for code in codes]
    return pd.DataFrame(rows, index=codes, dtype=object)


def _per_word(words: pd.Series, verblijfsobjecten: Objects) -> pd.DataFrame:
    """Return dwellings per gebied and word of their buurt, one column a word."""
    links = verblijfsobjecten.membership
    placed = links[links["gebied"].isin(words.index)].drop_duplicates("object").set_index("object")["gebied"]
    kind = placed.map(words).reindex(dwellings(verblijfsobjecten).index)
    found = sorted(kind.dropna().unique())
    totals = {word: verblijfsobjecten.total(kind.eq(word).astype("float64")) for word in found}
    return pd.DataFrame(totals, index=verblijfsobjecten.dekking.index)


def _one(shares: pd.Series, origins: pd.Series) -> dict[str, object]:
    if shares.sum() < _MINIMUM_KNOWN:
        return dict.fromkeys(("wijktype", "wijktype_zekerheid", "wijktype_tweede", "wijktype_tweede_zekerheid"))
    pure = shares[~shares.index.str.startswith(GEMENGD) & shares.gt(0)]
    order = pure.sort_index().sort_values(ascending=False, kind="stable")
    first, second = (order.index[place] if len(order) > place else None for place in (0, 1))
    most = order.get(first)
    return {
        "wijktype": first if most is not None and most >= _MOST else mixed(order.index),
        "wijktype_zekerheid": most,
        "wijktype_tweede": second,
        "wijktype_tweede_zekerheid": order.get(second),
        "wijktype_bron": f"{BUURTEN}: {'; '.join(origins.index[origins > 0])}",
    }
