"""The two sides of a coupling, and which sources both of them read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.koppelkansen.evidence import SEPARATOR
from wijkkaart.koppelkansen.expressions import And, Compare, Fact, Not, Number, Or, Quantity, leaves
from wijkkaart.scoring.coherence import BROAD
from wijkkaart.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from wijkkaart.declarations import Opgave
    from wijkkaart.koppelkansen.expressions import Node


def sides(node: Node) -> tuple[Node, Node] | None:
    """Return the two conditions on figures that must both be true; None where there are not two.

    What people brought is left out: an ambition says nothing on how two maps go together.
    """
    match without_facts(node):
        case And((one, other)):
            return one, other
    return None


def without_facts(node: Node) -> Node | None:
    """Return a condition as if no ambition or plan had been brought; None where it can then not be true."""
    match node:
        case Or(parts):
            return _joined(Or, [left for part in parts if (left := without_facts(part)) is not None])
        case And(parts):
            left_over = [without_facts(part) for part in parts]
            return _joined(And, [part for part in left_over if part is not None]) if None not in left_over else None
        case Fact():
            return None
        case Not(part) if any(isinstance(leaf, Fact) for leaf in leaves(part)):
            return None
    return node


def _joined(kind: type[And | Or], parts: list[Node]) -> Node | None:
    return kind(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def quantity_behind(node: Node) -> Quantity | None:
    """Return the score, place or value of which the highest make a side true; None for any other condition."""
    match node:
        case Compare(Quantity() as quantity, ">=" | ">", Number()):
            return quantity
    return None


class Sources:
    """Which source datasets every side reads, registers of many subjects left out.

    Parameters
    ----------
    long
        One row per gebied x indicator: indicator, status, bron.
    opgaven
        Declarations by id: a score reads what its scored indicators read.
    """

    def __init__(self, long: pd.DataFrame, opgaven: Mapping[str, Opgave]) -> None:
        there = long[long["status"] == Status.OK]
        self._read = {
            str(name): {source for text in rows.unique() for source in text.split(SEPARATOR)} - BROAD
            for name, rows in there.groupby("indicator")["bron"]
        }
        self._parts = {
            name: [item.id for item in opgave.indicatoren if item.rol == "opgave" and item.id in self._read]
            for name, opgave in opgaven.items()
        }

    def shared(self, one: Node, other: Node) -> set[str]:
        """Return the sources that both sides read."""
        return self._of(one) & self._of(other)

    def parts_reading(self, opgave: str, sources: set[str]) -> frozenset[str]:
        """Return the indicators in the score of an opgave that read one of the `sources`."""
        return frozenset(name for name in self._parts.get(opgave, []) if self._read[name] & sources)

    def reads_itself(self, node: Node, sources: set[str]) -> bool:
        """Return whether a side names an indicator that reads one of the `sources`: it cannot be left out."""
        return any(self._read.get(name, set()) & sources for kind, name in _quantities(node) if kind != "s")

    def _of(self, node: Node) -> set[str]:
        names: list[str] = []
        for kind, name in _quantities(node):
            names += self._parts.get(name, []) if kind == "s" else [name]
        return {source for name in names for source in self._read.get(name, set())}


def _quantities(node: Node) -> list[tuple[str, str]]:
    return [(leaf.kind, leaf.name) for leaf in leaves(node) if isinstance(leaf, Quantity)]


def opgaven_in(node: Node) -> list[str]:
    """Return the opgaven whose score a side names."""
    return list(dict.fromkeys(name for kind, name in _quantities(node) if kind == "s"))
