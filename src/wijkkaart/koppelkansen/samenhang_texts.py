"""What is said of how things meet in a gemeente, in plain Dutch; never a cause."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from wijkkaart.koppelkansen.samenhang_meeting import enough
from wijkkaart.scoring.notation import dutch_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Below this odds ratio two things hardly go together within a wijktype (a proposal).
_HARDLY = 1.5
#: As sure as this somebody may be wrong who calls it more than chance.
SURE = 0.05

_NUMBERS = {2: "Twee", 3: "Drie", 4: "Vier", 5: "Vijf"}


def judge(row: Mapping[str, Any]) -> str:
    """Return ``vaker``, ``niet_vaker``, ``te_weinig`` (buurten) or ``niet_berekend`` (no two maps to compare)."""
    if not math.isnan(row["p_fdr"]):
        return "vaker" if row["p_fdr"] <= SURE and row["lift"] > 1 else "niet_vaker"
    return "te_weinig" if row["n"] is not None and not enough(row["n"], row["verwacht"]) else "niet_berekend"


def sentence(row: Mapping[str, Any]) -> str:
    """Return what is said of a row: a pair of opgaven, a rule, or a number of opgaven at once.

    Parameters
    ----------
    row
        A row of the table with its ``oordeel``, ``plaats`` (name of the gemeente) and ``naam``: the labels
        of a pair with ``en`` between them, the name of a rule.
    """
    return _SAID[row["soort"]](row)


def _pair(row: Mapping[str, Any]) -> str:
    subject, place = f"Grote opgaven bij {row['naam']}", row["plaats"]
    if row["oordeel"] == "te_weinig":
        return f"{subject} in {place}: te weinig buurten voor een uitspraak."
    first = f"{subject} vallen in {place} {_how_often(row)}."
    return " ".join([first, _counts(row), *_remarks(row)])


def _rule(row: Mapping[str, Any]) -> str:
    first = (
        f"Koppelkans “{row['naam']}”: de opgaven vragen in {row['urgent']} van de {row['n_regel']} buurten van "
        f"{row['plaats']} om actie. "
        f"In {row['kansrijk']} daarvan is de koppelkans kansrijk of verder."
    )
    if row["oordeel"] == "niet_berekend":
        return first
    if row["oordeel"] == "te_weinig":
        return f"{first} Te weinig buurten om te zeggen of dat toeval is."
    second = f"In de cijfers vallen de twee kanten {_how_often(row)}."
    return " ".join([first, second, _counts(row), *_remarks(row)])


def _stack(row: Mapping[str, Any]) -> str:
    number = _NUMBERS[row["aantal"]]
    seen = f"{number} of meer grote opgaven tegelijk: {row['samen']} van de {row['n']} buurten van {row['plaats']}"
    if row["samen_hoogstens"] > row["samen"]:
        seen += f" (hoogstens {row['samen_hoogstens']}, als wat ontbreekt ook groot is)"
    if row["oordeel"] == "te_weinig":
        return f"{seen}. Te weinig buurten voor een uitspraak."
    verdict = {
        "vaker": "Dat is vaker dan bij toeval.",
        "niet_vaker": f"Dat is {_not_more(row)} dan bij toeval.",
    }[row["oordeel"]]
    return f"{seen}; bij toeval ongeveer {dutch_number(row['verwacht'], 0)}. {verdict}"


def _how_often(row: Mapping[str, Any]) -> str:
    if row["oordeel"] == "vaker":
        return f"{dutch_number(row['lift'], 1)} keer zo vaak samen als bij toeval"
    return f"{_not_more(row)} samen dan bij toeval"


def _not_more(row: Mapping[str, Any]) -> str:
    """Return how to say that it is no more: one more buurt than expected is not nothing, but may be chance."""
    return "niet duidelijk vaker" if round(row["verwacht"]) < row["samen"] else "niet vaker"


def _counts(row: Mapping[str, Any]) -> str:
    expected = dutch_number(row["verwacht"], 0)
    return f"Het gaat om {row['samen']} van de {row['n']} buurten; bij toeval zijn dat er ongeveer {expected}."


def _remarks(row: Mapping[str, Any]) -> list[str]:
    """Return the sentences for what is partly the same figure, and for what belongs to the kind of buurt."""
    more = row["oordeel"] == "vaker"
    remarks = []
    if row["deels_mechanisch"]:
        remarks.append("Beide kanten lezen deels dezelfde bron, dus een deel van de overlap spreekt vanzelf.")
    if more and row["zonder_gedeeld"] == "herrekend":
        remarks.append(_without(row))
    if more and row["odds_ratio_binnen_wijktype"] < _HARDLY:
        remarks.append(
            "Binnen één wijktype vallen ze niet of nauwelijks vaker samen: het gaat dus vooral om het soort buurt."
        )
    return remarks


def _without(row: Mapping[str, Any]) -> str:
    if row["p_zonder_gedeeld"] <= SURE and row["lift_zonder_gedeeld"] > 1:
        times = dutch_number(row["lift_zonder_gedeeld"], 1)
        return f"Ook zonder die bron aan één kant vallen ze {times} keer zo vaak samen als bij toeval."
    return "Zonder die bron aan één kant vallen ze niet duidelijk vaker samen dan bij toeval."


_SAID: dict[str, Callable[[Mapping[str, Any]], str]] = {"paar": _pair, "regel": _rule, "stapeling": _stack}
