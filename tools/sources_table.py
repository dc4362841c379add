"""Writes docs/bronnen-per-cijfer.md: what every figure and koppelkans needs, and what a run without keys reaches.

What is reached is not declared but seen: Voorbeeldstad is run with only those sources that can be
fetched without a key, and a figure counts as reached when any buurt has one.

    python tools/sources_table.py           writes the table
    python tools/sources_table.py --check   exit 1 when the table is not up to date
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wijkkaart import pipeline
from wijkkaart.catalogue import all_indicators, all_opgaven, all_sources
from wijkkaart.config import VOORBEELDSTAD, Bron, for_gemeente
from wijkkaart.koppelkansen.expressions import And, Compare, Fact, Node, Not, Or, Quantity
from wijkkaart.status import Status

if TYPE_CHECKING:
    from wijkkaart.declarations import Indicator, Source
    from wijkkaart.koppelkansen.rule import Rule
    from wijkkaart.result import Result

PAGE = Path(__file__).resolve().parents[1] / "docs" / "bronnen-per-cijfer.md"
_HEAD = """# Welke bron voor welk cijfer

Deze tabellen maakt `python tools/sources_table.py`; een test houdt ze bij. *Zonder sleutel* is gemeten: Voorbeeldstad
is doorgerekend met alleen de bronnen die zonder sleutel of eigen bestand op te halen zijn. Een cijfer telt mee als
minstens één buurt het heeft. Een bron tussen haakjes mag ontbreken, of is een van meer wegen naar hetzelfde cijfer.
Een bron met een sterretje vraagt een sleutel of een bestand. `wijkkaart list bronnen` zegt hoe zeker elk adres is.
"""


def is_keyless(source: Source) -> bool:
    """Return whether a source can be fetched by anybody, without a key."""
    return any(not service.sleutel for service in source.diensten)


def keyless_run() -> Result:
    """Return Voorbeeldstad as a run sees it that has nothing but what can be fetched without a key."""
    off = {name: Bron(aan=False) for name, source in all_sources().items() if not is_keyless(source)}
    config = for_gemeente(VOORBEELDSTAD).model_copy(update={"bronnen": off})
    return pipeline.run(config, lambda _: None)


def reached(result: Result) -> tuple[set[str], set[str]]:
    """Return the indicators and the opgaven that have a figure or a score in any buurt."""
    buurten = result.gebieden.index[result.gebieden["niveau"] == "buurt"]
    cells, scores = result.indicatoren, result.scores
    figures = cells[(cells["status"] == Status.OK) & cells["gebiedcode"].isin(buurten)]
    scored = scores[scores["score"].notna() & scores["gebiedcode"].isin(buurten)]
    return set(figures["indicator"]), set(scored["opgave"])


def possible(node: Node, known: set[str]) -> bool:
    """Return whether a condition can come true when only the quantities in `known` are; own files do not count."""
    if isinstance(node, And):
        return all(possible(part, known) for part in node.parts)
    if isinstance(node, Or):
        return any(possible(part, known) for part in node.parts)
    if isinstance(node, Not):
        return possible(node.part, known)
    if isinstance(node, Fact):
        return False
    return _names(node) <= known


def _names(node: Node) -> set[str]:
    """Return the quantities and facts in a condition."""
    if isinstance(node, Compare):
        return {side.name for side in (node.left, node.right) if isinstance(side, Quantity)}
    if isinstance(node, Fact):
        return set()
    if isinstance(node, Not):
        return _names(node.part)
    return set().union(*(_names(part) for part in node.parts))


def best_stand(rule: Rule, known: set[str]) -> str:
    """Return the highest stand that figures alone can give, without a key or file of one's own."""
    if not possible(rule.urgent.node, known):
        return "onbekend"
    if not possible(rule.fysiek.node, known):
        return "samenloop"
    return "kansrijk_mogelijk_moment" if possible(rule.aanwijzing.node, known) else "kansrijk"


def page(result: Result) -> str:
    """Return the whole page."""
    figures, scores = reached(result)
    blocks = [_HEAD]
    for opgave in (item for item in all_opgaven().values() if item.scoort):
        scored = [item for item in opgave.indicatoren if item.rol == "opgave"]
        blocks.append(f"## {opgave.label_nl}\n\n{_figures(scored, figures)}\n")
    blocks.append(
        "Een score komt er als minstens twee derde van het gewicht van de kerncijfers er is. Zonder sleutel:\n"
        f"{', '.join(sorted(scores)) or 'geen'}.\n"
    )
    used = {name for rule in result.regels for name in _rule_names(rule)} & set(all_indicators())
    other = [item for item in all_indicators().values() if item.id in used and item.rol != "opgave"]
    blocks.append(f"## Andere cijfers waar koppelkansen op rusten\n\n{_figures(other, figures)}\n")
    blocks.append(f"## Koppelkansen\n\n{_rules(result.regels, figures | scores)}\n")
    return "\n".join(blocks)


def _rule_names(rule: Rule) -> set[str]:
    return set().union(*(_names(condition.node) for condition in (rule.urgent, rule.fysiek, rule.aanwijzing)))


def _figures(indicators: list[Indicator], figures: set[str]) -> str:
    rows = ["| cijfer | kern | bronnen | zonder sleutel |", "|---|---|---|---|"]
    for item in indicators:
        needed = ", ".join(_source(item, name) for name in item.bronnen)
        rows.append(
            f"| `{item.id}` | {'ja' if item.kern else ''} | {needed} | {'ja' if item.id in figures else 'nee'} |"
        )
    return "\n".join(rows)


def _source(item: Indicator, name: str) -> str:
    text = name if is_keyless(all_sources()[name]) else name + r" \*"
    return text if name in item.verplichte_bronnen else f"({text})"


def _rules(rules: tuple[Rule, ...], known: set[str]) -> str:
    rows = ["| koppelkans | rust op | zonder sleutel hoogstens | mist dan |", "|---|---|---|---|"]
    for rule in rules:
        names = sorted(_rule_names(rule))
        lacking = ", ".join(name for name in names if name not in known)
        state = best_stand(rule, known) + ("" if rule.standaard else " (standaard uit; wacht op een ambitie)")
        rows.append(f"| `{rule.id}` | {', '.join(names)} | {state} | {lacking} |")
    return "\n".join(rows)


def main() -> int:
    """Write the page, or with ``--check`` compare it."""
    text = page(keyless_run())
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.read_text(encoding="utf-8") == text else 1
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
