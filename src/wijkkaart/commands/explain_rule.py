"""Shows the whole reasoning of a koppelkans in one gebied: every term with its number and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from wijkkaart.commands.explain_terms import Terms
from wijkkaart.koppelkansen.expressions import (
    FALSE,
    TRUE,
    UNKNOWN,
    And,
    Compare,
    Fact,
    Not,
    Or,
    Quantity,
    bearing,
    evaluate,
    leaves,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from wijkkaart.koppelkansen.expressions import Node
    from wijkkaart.koppelkansen.rule import Rule
    from wijkkaart.result import Result

    Row = dict[Hashable, Any]

_ANSWERS = {TRUE: "ja", FALSE: "nee", UNKNOWN: "onbekend"}
_HEADINGS = {
    "urgent": "Urgent: vragen de opgaven hier iets?",
    "fysiek": "Fysiek: kan één plek of maatregel beide dienen?",
    "plan": "Plan: is er werk gepland?",
    "aanwijzing": "Aanwijzing: wijzen cijfers op een moment?",
}
_STANDEN = {
    "geen": "niet in de cijfers gevonden, want niet urgent",
    "samenloop": "urgent, maar fysiek niet (of niet zeker)",
    "kansrijk": "urgent en fysiek mogelijk",
    "kansrijk_mogelijk_moment": "urgent en fysiek mogelijk, en cijfers wijzen op een moment",
    "nu": "urgent en fysiek mogelijk, en er is werk gepland",
    "onbekend": "er ontbreken cijfers om te zeggen of het urgent is",
}
_ORDER = ("urgent", "fysiek", "plan", "aanwijzing")
_INDENT = "  "


def explain_rule(rule: Rule, gebied: str, result: Result) -> list[str]:
    """Return Dutch lines on how `rule` comes out in a gebied of `result`: conditions, stand, voices, certainty."""
    terms = Terms(result, gebied)
    lines = [f"{rule.naam} ({rule.id})"]
    for name in _ORDER:
        node = getattr(rule, name).node
        lines += ["", f"{_HEADINGS[name]} {_answer(node, terms).capitalize()}.", *_tree(node, terms, _INDENT)]
    cards = result.koppelkansen
    found = cards[(cards["gebiedcode"] == gebied) & (cards["regel"] == rule.id)].to_dict("records")
    if not found:
        return [*lines, "", "Deze regel staat uit: er is geen kaartje van gemaakt."]
    return [*lines, "", *_outcome(found[0], rule, terms), *_voices(rule.id, gebied, result)]


def _answer(node: Node, terms: Terms) -> str:
    return _ANSWERS[int(evaluate(node, terms.cells)[0])]


def _tree(node: Node, terms: Terms, indent: str) -> Iterator[str]:
    """Yield a line per term, what belongs together indented below ``alle van`` or ``een van``."""
    answer, deeper = _answer(node, terms), indent + _INDENT
    match node:
        case And(parts) | Or(parts):
            yield f"{indent}{'alles van' if isinstance(node, And) else 'een van'}: {answer}"
            for part in parts:
                yield from _tree(part, terms, deeper)
        case Not(part):
            yield f"{indent}niet: {answer}"
            yield from _tree(part, terms, deeper)
        case Compare() | Fact():
            told = terms.fact(node) if isinstance(node, Fact) else terms.comparison(node)
            yield f"{indent}[{answer}] {told}"
            for leaf in leaves(node):
                if not isinstance(leaf, Fact) or answer == "ja":
                    yield from (f"{deeper}{line}" for line in terms.origin(leaf))


def _outcome(card: Row, rule: Rule, terms: Terms) -> Iterator[str]:
    yield f"Stand: {card['stand']} ({_STANDEN[card['stand']]})"
    if card["kan_hoger"]:
        yield f"Kan hoger: ja. Dit ontbreekt: {'; '.join(_missing(rule, terms))}"
    else:
        yield "Kan hoger: nee, geen ontbrekend cijfer houdt dit tegen"
    yield f"Opgekomen door: {card['herkomst']}"
    yield f"Zekerheid: {card['zekerheid']}"
    yield f"Op het kaartje: {card['uitleg']}"
    yield f"Let op: {rule.let_op}"
    if rule.wacht_op:
        yield rule.wacht_op


def _missing(rule: Rule, terms: Terms) -> list[str]:
    """Return the figures whose absence leaves the next step open."""
    conditions = (getattr(rule, name).node for name in ("urgent", "fysiek", "aanwijzing"))
    node = next(node for node in conditions if _answer(node, terms) == "onbekend")
    wanted = [
        leaf
        for leaf, here in bearing(node, terms.cells)
        if here[0] and isinstance(leaf, Quantity) and terms.is_missing(leaf)
    ]
    return [terms.missing(leaf) for leaf in dict.fromkeys(wanted)]


def _voices(rule: str, gebied: str, result: Result) -> list[str]:
    """Return what people said of this koppelkans here."""
    voices = result.stemmen
    said = voices[(voices["regel"] == rule) & (voices["gebiedcode"] == gebied)]
    rows = said.to_dict("records")
    return [f"Gezegd door {row['herkomst']}: {_what(row)}" for row in rows] or ["Niemand heeft hier iets van gezegd."]


def _what(row: Row) -> str:
    if row["soort"] == "stip":
        return f"{int(row['aantal'])} stippen"
    word = row["oordeel"] if row["soort"] == "oordeel" else row["soort"]
    return word if pd.isna(row["tekst"]) else f"{word}: {row['tekst']}"
