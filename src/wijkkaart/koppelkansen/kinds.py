"""The kinds of things that residents and gemeente bring, and what a row must say for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wijkkaart.koppelkansen.intake import plain, same
from wijkkaart.koppelkansen.rule import WERKSOORTEN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wijkkaart.koppelkansen.intake import Intake
    from wijkkaart.koppelkansen.own_files import Row

    Voice = dict[str, Any]
    Reader = Callable[[Intake, Row], list[Voice]]

HERKOMSTEN = ("bewoners", "gemeente")
OORDELEN = ("herkennen", "herkennen_niet", "weten_niet")

#: The fields of an own koppelkans that its card shows as they are.
CARD_TEXTS = ("waarde", "voor_wie", "aan_tafel", "eerste_stap", "let_op", "vraag")

#: A koppelkans brings at least this many opgaven together.
_LEAST_OPGAVEN = 2
_VOICES = same(HERKOMSTEN)
_JUDGEMENTS = {
    **same(OORDELEN),
    "herkennen wij": "herkennen",
    "herkennen wij niet": "herkennen_niet",
    "weten we niet": "weten_niet",
    "weten wij niet": "weten_niet",
}


def _ambition(intake: Intake, row: Row) -> list[Voice]:
    said = (intake.text(row, "ambitie"), intake.text(row, "toelichting"))
    voice = {
        "opgave": intake.needed(row, "opgave", intake.opgaven),
        "herkomst": intake.needed(row, "herkomst", _VOICES),
        "tekst": ": ".join(dict.fromkeys(text for text in said if text)) or None,
    }
    return [] if plain(row.get("ambitie")) == "nee" else [voice]


def _work(intake: Intake, row: Row) -> list[Voice]:
    first, last = intake.years(row)
    return [
        {
            "herkomst": intake.choice(row, "herkomst", _VOICES, "gemeente"),
            "werksoort": intake.needed(row, "werksoort", same(WERKSOORTEN)),
            "tekst": intake.text(row, "omschrijving", "toelichting", "naam"),
            "jaar_van": first,
            "jaar_tot": last,
        }
    ]


def _note(intake: Intake, row: Row) -> list[Voice]:
    if row.vorm is not None and row.vorm.geom_type != "Point":
        intake.problem(row, "een notitie hoort op een punt van de kaart te staan")
    return [
        {
            "herkomst": intake.choice(row, "herkomst", _VOICES, "bewoners"),
            "opgave": intake.choice(row, "opgave", intake.opgaven),
            "tekst": intake.needed_text(row, "tekst"),
        }
    ]


def _meeting_place(intake: Intake, row: Row) -> list[Voice]:
    said = (intake.name(row), intake.text(row, "toelichting"))
    return [
        {
            "herkomst": intake.choice(row, "herkomst", _VOICES, "bewoners"),
            # The first line is the name: the map shows it at the point.
            "tekst": "\n".join(text for text in said if text),
        }
    ]


def _own_card(intake: Intake, row: Row) -> list[Voice]:
    name, told = intake.name(row), intake.text(row, "uitleg")
    first, last = intake.years(row) if row.get("jaar_van", "jaar_tot") else (None, None)
    return [
        {
            "herkomst": intake.needed(row, "herkomst", _VOICES),
            "tekst": "\n".join(text for text in (name, told) if text),
            "jaar_van": first,
            "jaar_tot": last,
            "kaart": {
                "naam": name,
                "opgaven": _opgaven(intake, row),
                "uitleg": told,
                **{key: intake.text(row, key) for key in CARD_TEXTS},
            },
        }
    ]


def _opgaven(intake: Intake, row: Row) -> list[str]:
    """Return the opgaven that an own koppelkans brings together, each once."""
    parts = [part.strip() for part in re.split(r"[;,+/|]", row.get("opgaven")) if part.strip()]
    for part in parts:
        if plain(part) not in intake.opgaven:
            known = ", ".join(sorted(set(intake.opgaven.values())))
            intake.problem(row, f"onbekende opgave {part!r}; kies uit: {known}")
    found = dict.fromkeys(intake.opgaven[plain(part)] for part in parts if plain(part) in intake.opgaven)
    if len(found) < _LEAST_OPGAVEN and all(plain(part) in intake.opgaven for part in parts):
        intake.problem(row, "een koppelkans verbindt minstens twee opgaven; schrijf er twee met een komma ertussen")
    return list(found)


def _judgement(intake: Intake, row: Row) -> list[Voice]:
    voice = _about(intake, row)
    voice["oordeel"] = intake.needed(row, "oordeel", _JUDGEMENTS)
    voice["tekst"] = intake.text(row, "toelichting")
    return [voice]


def _dots(intake: Intake, row: Row) -> list[Voice]:
    voice = _about(intake, row)
    voice["aantal"] = intake.count(row)
    return [voice]


def _judgement_or_dots(intake: Intake, row: Row) -> list[Voice]:
    """Return what a table said of a card: a judgement, dots, or both in one row."""
    found = []
    if row.get("oordeel"):
        found += [{**voice, "soort": "oordeel"} for voice in _judgement(intake, row)]
    if row.get("aantal"):
        found += [{**voice, "soort": "stip"} for voice in _dots(intake, row)]
    if not found:
        intake.problem(row, "oordeel en aantal zijn allebei leeg; vul er minstens een in")
    return found


def _about(intake: Intake, row: Row) -> Voice:
    return {
        "herkomst": intake.choice(row, "herkomst", _VOICES, "bewoners"),
        "regel": intake.about(row),
        "tafel": intake.text(row, "tafel"),
    }


#: How each kind is read.
READERS: Mapping[str, Reader] = {
    "ambitie": _ambition,
    "werk": _work,
    "notitie": _note,
    "behouden": _note,
    "koppelkans": _own_card,
    "ontmoetingsplek": _meeting_place,
    "oordeel": _judgement,
    "stip": _dots,
    "oordeel of stip": _judgement_or_dots,
}

#: What may stand in ``stemmen.soort``.
SOORTEN = tuple(soort for soort in READERS if soort != "oordeel of stip")

#: Kinds that speak of other rows: read when the names of all own koppelkansen are known.
ABOUT_OTHERS = ("oordeel", "stip", "oordeel of stip")

#: Kinds that belong to a gebied that people name, wherever the pin stands.
BY_NAME = ("koppelkans", *ABOUT_OTHERS)
