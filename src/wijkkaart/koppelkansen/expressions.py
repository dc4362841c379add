"""The small language of the rules: comparisons, and/or/not, and a handful of names; never eval.

A condition is parsed with ``ast`` into the nodes below, which know three answers for
every gebied at once: true, false and unknown (Kleene).
"""

from __future__ import annotations

import ast
import operator
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Truth = NDArray[np.int8]
    Bools = NDArray[np.bool_]

#: Calls that stand for a number, and calls that are true or false by themselves.
QUANTITIES = ("s", "p", "x")
FACTS = ("ambitie", "plan")

#: The three answers, in an order in which *and* is the least and *or* the greatest.
FALSE, UNKNOWN, TRUE = -1, 0, 1

_COMPARISONS: dict[type[ast.cmpop], tuple[str, Callable[[Floats, Floats], NDArray[np.bool_]]]] = {
    ast.GtE: (">=", operator.ge),
    ast.Gt: (">", operator.gt),
    ast.LtE: ("<=", operator.le),
    ast.Lt: ("<", operator.lt),
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
}
_OPERATORS = dict(_COMPARISONS.values())


@dataclass(frozen=True)
class Number:
    """A number, or ``hoog`` (value None): the line of the highest third."""

    value: float | None


@dataclass(frozen=True)
class Quantity:
    """A score ``s``, a percentile ``p`` or a value ``x`` by name."""

    kind: str
    name: str


@dataclass(frozen=True)
class Fact:
    """Whether an ambition or a planned work is here; never unknown."""

    kind: str
    name: str


@dataclass(frozen=True)
class Compare:
    """A comparison of two numbers; unknown where one of them is missing."""

    left: Quantity | Number
    sign: str
    right: Quantity | Number


@dataclass(frozen=True)
class And:
    """True where all parts are, false where one is not."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """True where one part is, false where none is."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """The opposite; unknown stays unknown."""

    part: Node


Node = Compare | Fact | And | Or | Not


@dataclass(frozen=True)
class Cells:
    """What the names stand for, per gebied (arrays of one shape, or shapes that broadcast).

    Parameters
    ----------
    getallen
        Number per kind and name; NaN where unknown. A name that is not there is unknown.
    feiten
        True or false per kind and name. A name that is not there is false.
    hoog
        The line of the highest third, 0-100.
    vorm
        Shape of an answer: one cell per gebied, or one row per gebied.
    """

    getallen: Mapping[str, Mapping[str, Floats]]
    feiten: Mapping[str, Mapping[str, NDArray[np.bool_]]]
    hoog: float
    vorm: tuple[int, ...]


class ExpressionError(ValueError):
    """The text of a condition is not in the language; the message is Dutch."""


def parse(text: str) -> Node:
    """Return the condition that `text` describes.

    Raises
    ------
    ExpressionError
        When it holds anything but comparisons, and/or/not, numbers, ``hoog`` and the five calls.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError) as error:
        raise ExpressionError(f"de voorwaarde {text!r} is niet te lezen") from error
    return _condition(tree.body)


def _condition(node: ast.expr) -> Node:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return And(tuple(_condition(value) for value in values))
        case ast.BoolOp(values=values):
            return Or(tuple(_condition(value) for value in values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_condition(operand))
        case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in _COMPARISONS:
            return Compare(_number(left), _COMPARISONS[type(sign)][0], _number(right))
        case ast.Call():
            kind, name = _call(node)
            if kind in FACTS:
                return Fact(kind, name)
    raise ExpressionError(
        f"{ast.unparse(node)!r} is geen voorwaarde; gebruik een vergelijking (een tegelijk), "
        "and, or, not, ambitie(...) of plan(...)"
    )


def _number(node: ast.expr) -> Quantity | Number:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return Number(float(value))
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return Number(-float(value))
        case ast.Name(id="hoog"):
            return Number(None)
        case ast.Call():
            kind, name = _call(node)
            if kind in QUANTITIES:
                return Quantity(kind, name)
    raise ExpressionError(f"{ast.unparse(node)!r} is geen getal; gebruik een getal, hoog, s(...), p(...) of x(...)")


def _call(node: ast.Call) -> tuple[str, str]:
    match node:
        case ast.Call(func=ast.Name(id=kind), args=[ast.Name(id=name)], keywords=[]) if kind in QUANTITIES + FACTS:
            return kind, name
    known = ", ".join(f"{name}(...)" for name in QUANTITIES + FACTS)
    raise ExpressionError(f"{ast.unparse(node)!r} ken ik niet; kies uit {known}")


def evaluate(node: Node, cells: Cells) -> Truth:
    """Return per gebied whether the condition is TRUE, FALSE or UNKNOWN (int8: 1, -1, 0)."""
    match node:
        case And(parts):
            return reduce(np.minimum, (evaluate(part, cells) for part in parts))
        case Or(parts):
            return reduce(np.maximum, (evaluate(part, cells) for part in parts))
        case Not(part):
            return -evaluate(part, cells)
        case Fact(kind, name):
            here = cells.feiten[kind].get(name, np.zeros(cells.vorm, dtype=bool))
            return np.where(here, TRUE, FALSE).astype("int8")
        case Compare(left, sign, right):
            return _compare(_value(left, cells), sign, _value(right, cells))


def _compare(left: Floats, sign: str, right: Floats) -> Truth:
    answer = np.where(_OPERATORS[sign](left, right), TRUE, FALSE)
    return np.where(np.isnan(left) | np.isnan(right), UNKNOWN, answer).astype("int8")


def _value(node: Quantity | Number, cells: Cells) -> Floats:
    match node:
        case Number(None):
            return np.full(cells.vorm, cells.hoog)
        case Number(value):
            return np.full(cells.vorm, value, dtype="float64")
        case Quantity(kind, name):
            return cells.getallen[kind].get(name, np.full(cells.vorm, np.nan))


def leaves(node: Node) -> Iterator[Quantity | Fact]:
    """Yield every quantity and fact that a condition names, in reading order."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case Fact():
            yield node
        case Compare(left, _, right):
            yield from (side for side in (left, right) if isinstance(side, Quantity))


def bearing(node: Node, cells: Cells) -> Iterator[tuple[Quantity | Fact, Bools]]:
    """Yield every quantity and fact with where it bears on the answer of a condition.

    A part bears on the answer where its own is the same: of a true *or* only what is true, of a
    false *and* only what is false, of an unknown one only what is unknown.
    """
    yield from _bearing(node, cells, np.ones(cells.vorm, dtype=bool))


def _bearing(node: Node, cells: Cells, here: Bools) -> Iterator[tuple[Quantity | Fact, Bools]]:
    match node:
        case And(parts) | Or(parts):
            answer = evaluate(node, cells)
            for part in parts:
                yield from _bearing(part, cells, here & (evaluate(part, cells) == answer))
        case Not(part):
            yield from _bearing(part, cells, here)
        case _:
            yield from ((leaf, here) for leaf in leaves(node))


def indicators_in(node: Node) -> set[str]:
    """Return the ids of the indicators in ``p()`` and ``x()``."""
    return {leaf.name for leaf in leaves(node) if isinstance(leaf, Quantity) and leaf.kind != "s"}


def assured(node: Node, outcome: bool = True) -> set[str]:
    """Return the indicators that must have a value if the condition has this `outcome`.

    >>> sorted(assured(parse("x(a) >= 1 and (x(b) >= 1 or x(c) >= 1)")))
    ['a']
    """
    match node:
        case Not(part):
            return assured(part, not outcome)
        case And(parts) | Or(parts):
            sets = [assured(part, outcome) for part in parts]
            together = isinstance(node, And) == outcome
            return set.union(*sets) if together else set.intersection(*sets)
        case _:
            return indicators_in(node)


def text_of(node: Node | Quantity | Number) -> str:
    """Return a condition, or a side of a comparison, as people write it.

    >>> text_of(parse("x(a)>=2.5 and (s(b) >= hoog or not plan(riool))"))
    'x(a) >= 2.5 and (s(b) >= hoog or not plan(riool))'
    """
    match node:
        case Number(value):
            return "hoog" if value is None else f"{value:g}"
        case Quantity(kind, name) | Fact(kind, name):
            return f"{kind}({name})"
        case Compare(left, sign, right):
            return f"{text_of(left)} {sign} {text_of(right)}"
        case Not(part):
            return f"not {_inner(part)}"
        case And(parts):
            return " and ".join(_inner(part) for part in parts)
        case Or(parts):
            return " or ".join(_inner(part) for part in parts)


def _inner(node: Node) -> str:
    return f"({text_of(node)})" if isinstance(node, And | Or) else text_of(node)
