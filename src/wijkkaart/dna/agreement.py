"""How well the estimated wijktype fits the Wijktypekaart, where a run has both."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wijkkaart.dna.wijktype import same_type

#: What wijktype_bron says of a type that is on the map.
KAART = "Wijktypekaart van de Klimaateffectatlas"
#: Only buurten that are clearly of one type tell whether an estimate is right (a proposal).
_CLEAR = 0.8
#: With fewer buurten nothing can be said.
_ENOUGH = 10
#: Below this share of buurten an estimate is not worth showing (a proposal).
_TRUSTED = 0.7


@dataclass(frozen=True)
class Agreement:
    """In how many buurten the estimate says what the map says.

    Parameters
    ----------
    vergeleken, gelijk
        Buurten that have both, and those of them that agree.
    vaakst
        The commonest difference in words; empty where there is none.
    """

    vergeleken: int = 0
    gelijk: int = 0
    vaakst: str = ""

    @property
    def gemeten(self) -> bool:
        """Whether there are enough buurten to judge by."""
        return self.vergeleken >= _ENOUGH

    @property
    def bruikbaar(self) -> bool:
        """Whether the estimate may be shown: not found to be poor."""
        return not self.gemeten or self.gelijk >= _TRUSTED * self.vergeleken


def compare(on_map: pd.Series, sure: pd.Series, estimated: pd.Series) -> Agreement:
    """Return how the estimate does on the buurten that the map is sure of.

    Parameters
    ----------
    on_map, estimated
        Wijktype per buurt; None where not known.
    sure
        How sure the map is (0-1); NaN where it does not tell.
    """
    both = pd.DataFrame({"kaart": on_map, "schatting": estimated})[~sure.lt(_CLEAR)].dropna()
    same = pd.Series([same_type(*pair) for pair in both.itertuples(index=False)], both.index, dtype=bool)
    differing = both[~same].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    most = ""
    if len(differing):
        kaart, schatting = differing.index[0]
        most = f"wat de kaart '{kaart}' noemt, heet in de schatting '{schatting}' ({differing.iloc[0]} keer)"
    return Agreement(len(both), int(same.sum()), most)


def fit_of_estimate(dna: pd.DataFrame) -> str:
    """Return a Dutch sentence on how the estimate fits the map; empty where a run does not have both.

    Parameters
    ----------
    dna
        The DNA table; columns wijktype, wijktype_zekerheid, wijktype_bron and wijktype_geschat.
    """
    rows = dna[dna["wijktype_bron"] == KAART]
    found = compare(rows["wijktype"], rows["wijktype_zekerheid"], rows["wijktype_geschat"])
    if not found.gemeten:
        return ""
    share = round(100 * found.gelijk / found.vergeleken)
    use = (
        "Waar de kaart niets zegt, staat de schatting."
        if found.bruikbaar
        else f"Dat is te weinig ({100 * _TRUSTED:.0f}% is nodig): waar de kaart niets zegt, staat er geen wijktype."
    )
    most = f" Het vaakst anders: {found.vaakst}." if found.vaakst else ""
    return (
        f"Wijktype: de schatting uit BAG en CBS klopt bij {found.gelijk} van de {found.vergeleken} buurten ({share}%) "
        f"met de Wijktypekaart.{most} {use} Alle buurten staan in dna.csv (wijktype en wijktype_geschat)."
    )
