"""What people read when a run makes its scores in another way than usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.scoring.aggregate import BY_PLACE, orness
from wijkkaart.scoring.notation import dutch_number
from wijkkaart.scoring.recipe import USUAL

if TYPE_CHECKING:
    from wijkkaart.config import Scores

_SCALES = {
    "percentiel": "een plek tussen de andere buurten",
    "minmax": "een plaats tussen het laagste en het hoogste cijfer",
    "z": "de afstand tot het gemiddelde",
    "exponentieel": "een plek die alleen bij de hoogste buurten snel oploopt",
}
_MEANS = {
    "rekenkundig": "het gewone gemiddelde",
    "meetkundig": "het meetkundig gemiddelde, dat buurten met een hoog en een laag cijfer lager zet",
    "owa": f"een gemiddelde waarin de hoogste cijfers het zwaarst tellen (orness {dutch_number(orness(BY_PLACE), 2)})",
}


def method_remark(method: Scores) -> str:
    """Return in Dutch how the scores were made; empty for the usual way."""
    if method == USUAL:
        return ""
    return (
        "De scores van deze run zijn anders gemaakt dan gewoonlijk. "
        f"Elk cijfer telt als {_SCALES[method.normalisatie]} ({method.normalisatie}). "
        f"Samen vormen ze {_MEANS[method.samenvoegen]} ({method.samenvoegen}). "
        "Daarna is de score weer een plek tussen de buurten."
    )
