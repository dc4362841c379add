"""The sentences of a card: explanation with its numbers filled in, and how sure it is."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

import numpy as np

from wijkkaart.koppelkansen.expressions import TRUE, Quantity, bearing, evaluate
from wijkkaart.koppelkansen.rule import DECIMALS
from wijkkaart.scoring.notation import dutch_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from wijkkaart.declarations import Opgave
    from wijkkaart.koppelkansen.expressions import Cells, Node
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


#: Below this number of a hundred draws a card is called unsure; the same line as for a score.
_SURE = 80
#: Shares that would round to all or none of a hundred.
_NEARLY_NONE, _NEARLY_ALL = 0.005, 0.995


def labels_of(opgaven: Mapping[str, Opgave]) -> dict[str, str]:
    """Return what people read for every name in ``s()``, ``p()`` and ``x()``."""
    labels = {item.id: item.label_nl for opgave in opgaven.values() for item in opgave.indicatoren}
    return {**labels, **{opgave.id: f"score {opgave.label_nl}" for opgave in opgaven.values() if opgave.scoort}}


def chosen_variants(rule: Rule, cells: Cells) -> NDArray[np.int_]:
    """Return per gebied the place of the first wording whose ``als`` is true; the last has none."""
    chosen = np.full(cells.vorm, len(rule.variants) - 1)
    for number in reversed(range(len(rule.variants) - 1)):
        condition = rule.variants[number].als
        if condition is not None:
            chosen[evaluate(condition.node, cells) == TRUE] = number
    return chosen


def explanations(
    rule: Rule, cells: Cells, names: Sequence[str], stand: NDArray[np.str_], labels: Mapping[str, str]
) -> list[str]:
    """Return per gebied the wording that fits, with its numbers in Dutch notation; else what is missing.

    Parameters
    ----------
    names
        Name of every gebied, in the order of `cells`.
    labels
        What ``labels_of`` gave back.
    """
    chosen = chosen_variants(rule, cells)
    wordings = [_wording(variant.tekst, cells) for variant in rule.variants]
    missing = _missing(rule.urgent.node, cells, labels)

    def told(row: int, name: str) -> str:
        if stand[row] == "onbekend":
            return " ".join([NO_CARD["onbekend"], f"Nodig: {'; '.join(missing[row])}.", rule.wacht_op]).strip()
        return NO_CARD.get(str(stand[row])) or wordings[chosen[row]](row, name)

    return [told(row, name) for row, name in enumerate(names)]


def _missing(node: Node, cells: Cells, labels: Mapping[str, str]) -> list[list[str]]:
    """Return per gebied the labels of the figures that leave the condition unknown; none where it is not."""
    missing: list[list[str]] = [[] for _ in range(*cells.vorm)]
    for leaf, here in bearing(node, cells):
        if isinstance(leaf, Quantity):
            column = cells.getallen[leaf.kind].get(leaf.name, np.full(cells.vorm, np.nan))
            for row in np.flatnonzero(here & np.isnan(column)):
                missing[row].append(labels[leaf.name])
    return missing


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
        Share (0-1) of the draws in which it is urgent; NaN where that was not computed or says nothing.
    """
    if stand == "geen":
        return "De cijfers zijn er, maar wijzen hier niet op."
    if stand == "onbekend":
        return "Er ontbreken cijfers om dit te zeggen."
    sentences = [_MOMENT.get(stand, ""), _ground(evidence)]
    if not np.isnan(p_urgent):
        sentences.append(_share(p_urgent))
    if may_rise:
        sentences.append("Een ontbrekend cijfer kan dit nog sterker maken.")
    return " ".join(sentence for sentence in sentences if sentence)


def _share(share: float) -> str:
    rounded = round(100 * share)
    times = f"{rounded} van de 100 weegwijzen"
    if share < _NEARLY_NONE:
        times = "minder dan 1 van de 100 weegwijzen"
    elif share > _NEARLY_ALL:
        times = "alle weegwijzen" if share == 1 else "meer dan 99 van de 100 weegwijzen"
    start = "In" if rounded >= _SURE else "Dit is onzeker: in"
    return f"{start} {times} vragen de opgaven hier om actie."


def _ground(evidence: str) -> str:
    if not evidence:
        return "Dit rust op een wens, niet op cijfers."
    if ";" in evidence:
        return "Dit rust op meer dan één bron."
    return "Dit rust op één bron: kijk extra goed of het klopt."
