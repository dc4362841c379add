"""What a rule of the koppelkansen is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wijkkaart.koppelkansen.expressions import Node

#: Kinds of planned works that ``plan()`` and the file of own works may name.
WERKSOORTEN = (
    "riool",
    "weg",
    "warmtenet",
    "gas",
    "woningrenovatie",
    "isolatie",
    "nieuwbouw",
    "groen",
    "voorziening",
)

#: How the id of a koppelkans begins that residents or gemeente bring; no rule may be called so.
OWN_PREFIX = "eigen_"

#: How a number stands in an explanation: ``{indicator:.1f}``.
DECIMALS = re.compile(r"\.(\d)f")


@dataclass(frozen=True)
class Condition:
    """A condition as people wrote it and as it is evaluated."""

    tekst: str
    node: Node


@dataclass(frozen=True)
class Variant:
    """One wording of the explanation, and when it may be used; always, without ``als``."""

    als: Condition | None
    tekst: str


@dataclass(frozen=True)
class Rule:
    """One kind of koppelkans: when it is there and what its card says.

    Parameters
    ----------
    standaard
        False for a rule that only counts when somebody switches it on.
    openbaarheid
        The strictest of the indicators in ``p()`` and ``x()``; scores are public.
    urgent, fysiek, plan, aanwijzing
        The tasks ask for something; one place can serve both; it is planned; figures hint at a moment.
    wacht_op
        Which file the rule waits for when figures are missing; empty for none.
    variants
        Wordings of the explanation; the first that is true is used, the last always fits.
    """

    id: str
    naam: str
    opgaven: tuple[str, ...]
    standaard: bool
    openbaarheid: str
    urgent: Condition
    fysiek: Condition
    plan: Condition
    aanwijzing: Condition
    variants: tuple[Variant, ...]
    waarde: str
    voor_wie: str
    aan_tafel: str
    eerste_stap: str
    let_op: str
    vraag: str
    bron: str
    wacht_op: str = ""
