"""Says in plain Dutch where a wijktype comes from and for how much it holds."""

from __future__ import annotations

import pandas as pd

from wijkkaart.dna.agreement import KAART, Agreement
from wijkkaart.dna.mix import BUURTEN
from wijkkaart.dna.wijktype import GEMENGD

SCHATTING = "schatting uit BAG en CBS"


def explanation(row: pd.Series, found: Agreement) -> str | None:
    """Return one or two sentences on the wijktype of an area; None where there is none.

    Parameters
    ----------
    row
        Columns wijktype, wijktype_zekerheid, wijktype_bron, wijktype_tweede and wijktype_tweede_zekerheid.
    """
    if pd.isna(row["wijktype"]):
        return None
    if row["wijktype_bron"] == KAART:
        return _of_the_map(row)
    if str(row["wijktype_bron"]).startswith(BUURTEN):
        return _of_dwellings(row)
    return f"Geschat uit BAG en CBS{_holds_for(row)}. {_checked(found)}"


def _of_the_map(row: pd.Series) -> str:
    sure, second = _percent(row["wijktype_zekerheid"]), row["wijktype_tweede"]
    certain = f"; de kaart is hier {sure} zeker" if sure else ""
    other = "" if pd.isna(second) else f" De kaart noemt ook: {second}{_bracket(row['wijktype_tweede_zekerheid'])}."
    return f"Volgens de {KAART}{certain}.{other}"


def _of_dwellings(row: pd.Series) -> str:
    estimated = " Van (een deel van) de buurten is het type geschat." if SCHATTING in row["wijktype_bron"] else ""
    first, second = (_percent(row[name]) for name in ("wijktype_zekerheid", "wijktype_tweede_zekerheid"))
    if str(row["wijktype"]).startswith(GEMENGD):
        parts = f": het eerste voor {first}, het tweede voor {second}" if first and second else ""
        return f"Geen type geldt voor de meeste woningen{parts}.{estimated}"
    if first == "100%":
        return f"(Bijna) alle woningen staan in buurten van dit type.{estimated}"
    also = "" if pd.isna(row["wijktype_tweede"]) else f" Daarna komt {row['wijktype_tweede']} ({second})."
    return f"Van de woningen staat {first} in buurten van dit type.{also}{estimated}"


def _holds_for(row: pd.Series) -> str:
    sure = _percent(row["wijktype_zekerheid"])
    if not sure:
        return ""
    return (
        f"; de grootste bouwperiode is {sure}"
        if row["wijktype"].startswith(GEMENGD)
        else f"; past bij {sure} van de woningen"
    )


def _checked(found: Agreement) -> str:
    if not found.gemeten:
        return "Niet gecontroleerd met de Wijktypekaart."
    return f"Zo'n schatting klopt bij {found.gelijk} van de {found.vergeleken} buurten met de Wijktypekaart."


def _percent(share: float | None) -> str:
    return "" if share is None or pd.isna(share) else f"{round(100 * share)}%"


def _bracket(share: float | None) -> str:
    return f" ({_percent(share)})" if _percent(share) else ""
