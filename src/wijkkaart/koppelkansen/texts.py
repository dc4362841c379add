"""The sentences of a card: explanation with its numbers filled in, and how sure it is."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

import numpy as np

from wijkkaart.koppelkansen.expressions import TRUE, evaluate
from wijkkaart.koppelkansen.rule import DECIMALS
from wijkkaart.scoring.notation import dutch_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from wijkkaart.koppelkansen.expressions import Cells
    from wijkkaart.koppelkansen.rule import Rule

#: What stands in the place of an explanation where there is nothing to explain.
NO_CARD = {
    "geen": "Niet in de cijfers gevonden.",
    "onbekend": "Nog niet te zeggen: er ontbreken cijfers.",
}

_MOMENT = {
    "nu": "Het moment komt uit een eigen planning.",
    "kansrijk_mogelijk_moment": "Het moment is een aanwijzing uit cijfers: vraag het na.",
}


def explanations(rule: Rule, cells: Cells, names: Sequence[str], stand: NDArray[np.str_]) -> list[str]:
    """Return per gebied the first wording whose ``als`` is true, with its numbers in Dutch notation."""
    chosen = np.full(len(names), len(rule.variants) - 1)
    for number in reversed(range(len(rule.variants) - 1)):
        condition = rule.variants[number].als
        if condition is not None:
            chosen[evaluate(condition.node, cells) == TRUE] = number
    wordings = [_wording(variant.tekst, cells) for variant in rule.variants]
    return [NO_CARD.get(str(stand[row])) or wordings[chosen[row]](row, name) for row, name in enumerate(names)]


def _wording(text: str, cells: Cells) -> Callable[[int, str], str]:
    """Return a function that fills `text` for a row; names are put in as they are, never read as fields."""
    parts = list(Formatter().parse(text))

    def fill(row: int, name: str) -> str:
        return "".join(literal + _field(field, form, row, name) for literal, field, form, _ in parts)

    def _field(field: str | None, form: str | None, row: int, name: str) -> str:
        if field is None:
            return ""
        if field == "gebied":
            return name
        decimals = DECIMALS.fullmatch(form or "")
        return dutch_number(float(cells.getallen["x"][field][row]), int(decimals[1]) if decimals else 0)

    return fill


def certainty(stand: str, evidence: str, may_rise: bool, p_urgent: float) -> str:
    """Return in words how sure a card is.

    Parameters
    ----------
    evidence
        Ids of the sources behind it with ``; `` between them; empty for none.
    may_rise
        Whether a missing figure could raise the stand.
    p_urgent
        Share (0-1) of the draws in which it is urgent; NaN where that was not computed.
    """
    if stand == "geen":
        return "De cijfers zijn er, maar wijzen hier niet op."
    if stand == "onbekend":
        return "Er ontbreken cijfers om dit te zeggen."
    sentences = [_MOMENT.get(stand, ""), _ground(evidence)]
    if not np.isnan(p_urgent):
        sentences.append(f"In {round(100 * p_urgent)} van de 100 weegwijzen vragen de opgaven hier om actie.")
    if may_rise:
        sentences.append("Een ontbrekend cijfer kan dit nog sterker maken.")
    return " ".join(sentence for sentence in sentences if sentence)


def _ground(evidence: str) -> str:
    if not evidence:
        return "Dit rust op een ambitie, niet op cijfers."
    return "Dit rust op meer dan één bron." if ";" in evidence else "Dit rust op één bron."
