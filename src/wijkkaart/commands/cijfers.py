"""Tells how the figures of a study area compare with those of CBS, in Dutch tables or as plain records."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from wijkkaart.commands.compare import fits
from wijkkaart.commands.listing import in_columns
from wijkkaart.gebieden.agreement import outcomes
from wijkkaart.scoring.notation import dutch_number

if TYPE_CHECKING:
    import pandas as pd

    from wijkkaart.commands.compare import Check, Comparison
    from wijkkaart.gebieden.agreement import Outcome

_NOTHING = (
    "Niets te vergelijken: geen gebied heeft beide getallen. Een wijk of gemeente doet mee als al haar buurten er zijn."
)
_GOOD = "Wat moet passen, past."
_WRONG = "Niet alles past: kijk naar de regels waar 'buiten' niet 0 is."
_UNKNOWN = "Er is niets vergeleken dat moet passen."
_WORST = "waar het verschil het grootst is"
#: The columns of each table; those from the second to the last but one are numbers.
_COLUMNS = {
    "wijken": ("cijfer", "jaar", "wijken", "buiten", "samen", "CBS", "verschil", "mag", _WORST),
    "gemeenten": ("cijfer", "jaar", "gemeenten", "samen", "CBS", "verschil", _WORST),
    "woningen": ("niveau", "gebieden", "buiten", "BAG / CBS", "BAG", "CBS", "verschil", "mag", _WORST),
    "oppervlakte": ("niveau", "gebieden", "buiten", "grenzen", "CBS", "verschil", "mag", _WORST),
}
#: Headings of what was compared, and of our own number.
_COUNTED, _OWN = frozenset({"wijken", "gemeenten", "gebieden"}), frozenset({"samen", "BAG", "grenzen"})


def content(comparison: Comparison) -> dict[str, Any]:
    """Return everything as plain records."""
    return {
        "naam": comparison.naam,
        "past": fits(comparison),
        "toetsen": [
            {
                "id": check.id,
                "titel": check.titel,
                "telt_mee": check.streng,
                "betekenis": check.betekenis,
                "uitkomsten": [asdict(outcome) for outcome in outcomes(check.rijen, check.per)],
            }
            for check in comparison.toetsen
        ],
    }


def lines(comparison: Comparison) -> list[str]:
    """Return a table per comparison, each with what a difference may mean, and a verdict."""
    text = [f"Cijfers van {comparison.naam} naast die van het CBS"]
    for check in comparison.toetsen:
        found = outcomes(check.rijen, check.per)
        table = _table(check, found, comparison.gebiednamen) if found else [_NOTHING]
        text += ["", check.titel, *(f"  {line}" for line in table), check.betekenis]
    return [*text, "", _verdict(comparison)]


def _verdict(comparison: Comparison) -> str:
    if not any(check.streng and len(check.rijen) for check in comparison.toetsen):
        return _UNKNOWN
    return _GOOD if fits(comparison) else _WRONG


def _table(check: Check, found: list[Outcome], names: pd.Series) -> list[str]:
    columns = _COLUMNS[check.id]
    rows = [[_cells(outcome, names)[_kind(column)] for column in columns] for outcome in found]
    return in_columns([columns, *rows], right=frozenset(range(1, len(columns) - 1)))


def _kind(column: str) -> str:
    if column in _COUNTED:
        return "vergeleken"
    return "opgeteld" if column in _OWN else column


def _cells(outcome: Outcome, names: pd.Series) -> dict[str, str]:
    """Return all that a table may tell of one outcome, by heading."""
    gap = outcome.grootste
    return {
        "cijfer": outcome.cijfer,
        "niveau": outcome.niveau,
        "jaar": "" if outcome.jaar is None else str(outcome.jaar),
        "vergeleken": dutch_number(outcome.vergeleken),
        "buiten": dutch_number(len(outcome.buiten)),
        "BAG / CBS": "-" if outcome.verhouding is None else dutch_number(outcome.verhouding, 3),
        "opgeteld": _number(gap.opgeteld),
        "CBS": _number(gap.gepubliceerd),
        "verschil": _number(gap.opgeteld - gap.gepubliceerd),
        "mag": _number(gap.ruimte),
        _WORST: "-" if gap.opgeteld == gap.gepubliceerd else f"{gap.gebiedcode} {names[gap.gebiedcode]}",
    }


def _number(value: float) -> str:
    return dutch_number(value, 0 if value.is_integer() else 1)
