"""What this run did with what was said: per area, in words that promise nothing beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wijkkaart.maps.escape import number, parts, text
from wijkkaart.maps.stories import placed_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from wijkkaart.maps.areas import Areas

_HEARD = "Dit staat bij 'Wat wij horen'. De cijfers veranderen er niet door."
_JUDGED = {
    "herkennen": "herkennen wij",
    "herkennen_niet": "herkennen wij niet",
    "weten_niet": "weten wij niet",
}
_STANDING = {"geen", "onbekend"}
_NAMED = 2

Row = dict[str, Any]


def followed_payload(
    stemmen: pd.DataFrame, koppelkansen: pd.DataFrame, labels: Mapping[str, str], areas: Areas
) -> list[dict[str, Any]]:
    """Return per area what was said (``zei``) and what this map does with it (``doet``), each pair once.

    Parameters
    ----------
    stemmen, koppelkansen
        What this map may show; columns of the contract.
    labels
        What an opgave, a rule or a figure is called, by id.
    """
    cards: dict[int, list[Row]] = {}
    for place, row in placed_rows(koppelkansen, areas):
        cards.setdefault(place, []).append(row)
    told: dict[int, list[Row]] = {}
    for place, row in placed_rows(stemmen, areas):
        told.setdefault(place, []).append(row)
    found = []
    for place in sorted(told):
        pairs = [_followed(row, told[place], cards.get(place, []), labels) for row in told[place]]
        found += [{"g": place, "zei": said, "doet": done} for said, done in dict.fromkeys(filter(None, pairs))]
    return found


def _followed(row: Row, said: list[Row], cards: list[Row], labels: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the words of one statement and what is done with it; None for planned work, which nobody wished."""
    words, about = text(row["tekst"]).split("\n", 1)[0], text(row["regel"])
    name = labels.get(about, about)
    pairs: dict[str, Callable[[], tuple[str, str]]] = {
        "ambitie": lambda: (words or f"Een wens bij {_label(row, labels)}", _wish(row, cards, labels)),
        "behouden": lambda: (words, "Dit staat op de kaart bij wat moet blijven."),
        "notitie": lambda: (words, _HEARD),
        "ontmoetingsplek": lambda: (words, _HEARD if number(row["x"], 0) is None else "Deze plek staat op de kaart."),
        "koppelkans": lambda: (words, f"Dit is een eigen kaartje op de kaart.{_dots(about, said)}"),
        "oordeel": lambda: (f"{name}: {_JUDGED[text(row['oordeel'])]}", _judged(row, said)),
        "stip": lambda: (f"Stippen voor: {name}", f"Het kaartje laat zien hoeveel het er zijn.{_dots(about, said)}"),
    }
    kind = text(row["soort"])
    return pairs[kind]() if kind in pairs else None


def _label(row: Row, labels: Mapping[str, str]) -> str:
    opgave = text(row["opgave"])
    return labels.get(opgave, opgave)


def _wish(row: Row, cards: list[Row], labels: Mapping[str, str]) -> str:
    opgave = text(row["opgave"])
    found = [card for card in cards if opgave in parts(card["opgaven"]) and text(card["stand"]) not in _STANDING]
    if not found:
        return f"Er is hier nog geen koppelkans met {labels.get(opgave, opgave)}. De wens blijft staan."
    names = list(dict.fromkeys(text(card["naam"]) for card in found))
    more = f" en nog {len(names) - _NAMED}" if len(names) > _NAMED else ""
    return f"Deze wens telt mee bij: {'; '.join(names[:_NAMED])}{more}."


def _judged(row: Row, said: list[Row]) -> str:
    same = [other for other in said if text(other["soort"]) == "oordeel" and text(other["regel"]) == text(row["regel"])]
    sides = {text(other["oordeel"]) for other in same}
    if {"herkennen", "herkennen_niet"} <= sides:
        return "Dit staat erbij, en ook dat niet iedereen het zo ziet."
    if "herkennen_niet" in sides:
        return "Het blijft op de kaart, en er staat bij dat u het niet herkent."
    return "Dit staat erbij op de kaart."


def _dots(about: str, said: list[Row]) -> str:
    counts = [number(row["aantal"], 0) for row in said if text(row["soort"]) == "stip" and text(row["regel"]) == about]
    total = int(sum(count or 0 for count in counts))
    return f" Het heeft er {total}." if total else ""
