"""What is told about an area in words: strengths, koppelkansen, DNA and streets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from wijkkaart.koppelkansen.expressions import indicators_in
from wijkkaart.koppelkansen.rule import OWN_PREFIX
from wijkkaart.maps.escape import number, page_json, parts, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from wijkkaart.koppelkansen.rule import Condition, Rule
    from wijkkaart.maps.areas import Areas
    from wijkkaart.result import Result

#: Building periods of the DNA table, in words.
PERIODS = {
    "woningen_tot1909": "tot 1910",
    "woningen_1910_1945": "1910-1945",
    "woningen_1946_1969": "1946-1969",
    "woningen_1970_1990": "1970-1990",
    "woningen_1991_2010": "1991-2010",
    "woningen_na2010": "na 2010",
    "woningen_onbekend": "bouwjaar onbekend",
}
_RULE_TEXTS = ("naam", "waarde", "voor_wie", "aan_tafel", "eerste_stap", "let_op", "vraag")


class Pool:
    """Texts stored once; a row holds their place. One page uses one pool."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, words: str) -> int:
        """Return the place of a text, adding it when it is new."""
        return self._places.setdefault(words, len(self._places))

    @property
    def texts(self) -> list[str]:
        """All texts, in the order of their places."""
        return list(self._places)


def placed_rows(frame: pd.DataFrame, areas: Areas) -> list[tuple[int, dict[str, Any]]]:
    """Return (place of the area, row) for every row about an area on this map."""
    rows = [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]
    places = areas.positions(frame["gebiedcode"])
    return [(place, row) for place, row in zip(places, rows, strict=True) if place is not None]


def is_own(rule: object) -> bool:
    """Return whether residents or gemeente brought this koppelkans themselves."""
    return text(rule).startswith(OWN_PREFIX)


def _face(row: dict[str, Any]) -> dict[str, Any]:
    """Return what a rule says alike in every area."""
    return {
        "regel": text(row["regel"]),
        "herkomst": text(row["herkomst"]),
        "opgaven": parts(row["opgaven"]),
        "bewijs": parts(row["bewijs"]),
        "intern": row["openbaarheid"] != "openbaar",
        "eigen": is_own(row["regel"]),
        **{name: text(row[name]) for name in _RULE_TEXTS},
    }


def _card(place: int, row: dict[str, Any], faces: Pool, pool: Pool) -> dict[str, Any]:
    """Return one card; a rule that found nothing tells no story about the area."""
    found = row["stand"] != "geen"
    return {
        "g": place,
        "kaart": faces.place(page_json(_face(row))),
        "stand": text(row["stand"]),
        "uitleg": pool.place(text(row["uitleg"])) if found else None,
        "zekerheid": pool.place(text(row["zekerheid"])),
    }


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return rows with the same keys as one list per key."""
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else {})}


def rule_figures(rules: Iterable[Rule]) -> dict[str, list[str]]:
    """Return per rule the indicators that its conditions ask for."""
    return {
        rule.id: sorted({name for part in _conditions(rule) for name in indicators_in(part.node)}) for rule in rules
    }


def _conditions(rule: Rule) -> tuple[Condition, ...]:
    return (rule.urgent, rule.fysiek, rule.plan, rule.aanwijzing)


def koppelkansen_payload(
    koppelkansen: pd.DataFrame, areas: Areas, figures: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Any]:
    """Return the rules by id with their `figures`, and all cards as columns, with every text stored once."""
    known = figures or {}
    faces, pool = Pool(), Pool()
    cards = [_card(place, row, faces, pool) for place, row in placed_rows(koppelkansen, areas)]
    rules = dict(zip(koppelkansen["regel"], koppelkansen["naam"], strict=True))
    return {
        "regels": [
            {"id": text(rule), "naam": text(name), "eigen": is_own(rule), "cijfers": list(known.get(text(rule), ()))}
            for rule, name in rules.items()
        ],
        "kolommen": _columns(cards),
        "kaarten": [json.loads(face) for face in faces.texts],
        "teksten": pool.texts,
    }


def strengths_payload(sterke_punten: pd.DataFrame, areas: Areas) -> dict[str, list[Any]]:
    """Return the strengths as columns: the area, the opgave and one sentence."""
    rows = [
        {
            "g": place,
            "opgave": text(row["opgave"]),
            "zin": text(row["zin"]),
            "intern": int(row["openbaarheid"] != "openbaar"),
        }
        for place, row in placed_rows(sterke_punten, areas)
    ]
    return _columns(rows)


def dna_payload(dna: pd.DataFrame, areas: Areas) -> dict[str, Any]:
    """Return wijktype, names of the place and dwellings per building period, per area; every text stored once."""
    pool = Pool()

    def placed(name: str) -> list[int]:
        return [pool.place(text(value)) for value in areas.column(dna, name)]

    words = {name: placed(f"wijktype{end}") for name, end in (("wijktype", ""), ("uitleg", "_uitleg"))}
    names = {name: [parts(value) for value in areas.column(dna, name)] for name in ("straten", "stations")}
    return {
        **words,
        "teksten": pool.texts,
        **names,
        "perioden": list(PERIODS.values()),
        "woningen": [[number(value, 0) for value in areas.column(dna, name)] for name in PERIODS],
    }


def streets_payload(result: Result, areas: Areas) -> dict[str, Any]:
    """Return the search index: every street and postcode with the buurten it lies in."""
    streets: dict[str, list[int]] = {}
    codes: dict[str, list[int]] = {}
    rows = result.straten.sort_values(["straat", "postcode", "gebiedcode"], kind="stable")
    for place, row in placed_rows(rows, areas):
        for index, name in ((streets, text(row["straat"])), (codes, text(row["postcode"]))):
            if name and place not in index.setdefault(name, []):
                index[name].append(place)
    return {
        "straat": list(streets),
        "straat_bij": list(streets.values()),
        "postcode": sorted(codes),
        "postcode_bij": [codes[name] for name in sorted(codes)],
    }
