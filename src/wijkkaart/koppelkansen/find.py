"""Finds the koppelkansen: which rule holds where, how far, and what the card says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.catalogue import all_opgaven
from wijkkaart.koppelkansen.cells import cells_of
from wijkkaart.koppelkansen.evidence import SEPARATOR, Evidence
from wijkkaart.koppelkansen.expressions import FALSE, TRUE, UNKNOWN, Cells, Quantity, bearing, evaluate
from wijkkaart.koppelkansen.facts import ambitions, plans
from wijkkaart.koppelkansen.texts import certainty, chosen_variants, explanations, labels_of
from wijkkaart.koppelkansen.urgent import chance_urgent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    import geopandas as gpd
    from numpy.typing import NDArray

    from wijkkaart.declarations import Opgave
    from wijkkaart.koppelkansen.rule import Rule
    from wijkkaart.scoring.draws import Draws

    Bools = NDArray[np.bool_]
    Truth = NDArray[np.int8]

_COLUMNS = (
    *("gebiedcode", "regel", "naam", "opgaven", "herkomst", "stand", "kan_hoger", "uitleg", "waarde", "voor_wie"),
    *("aan_tafel", "eerste_stap", "let_op", "vraag", "bewijs", "p_urgent", "zekerheid", "openbaarheid"),
)


def find_koppelkansen(  # noqa: PLR0913, PLR0917 - the tables of a run and the choices of its config
    rules: Sequence[Rule],
    long: pd.DataFrame,
    scores: pd.DataFrame,
    stemmen: pd.DataFrame,
    gebieden: gpd.GeoDataFrame,
    hoog: Fraction,
    planjaar: int,
    planhorizon: int,
    opgaven: Mapping[str, Opgave] | None = None,
    draws: Draws | None = None,
) -> pd.DataFrame:
    """Return one row per gebied and rule that is switched on: how far it holds and its card.

    Parameters
    ----------
    rules
        What ``load_rules`` gave back.
    long
        What ``add_percentiles`` gave back, with ``bron``.
    scores
        What ``score_opgaven`` gave back.
    stemmen
        What ``read_voices`` gave back.
    gebieden
        Index gebiedcode; columns gebiednaam, wijkcode, gemeentecode.
    hoog
        The line of the highest third, as a share (2/3).
    planjaar, planhorizon
        A work counts when it falls in the years from `planjaar` up to `planhorizon` later.
    opgaven
        Declarations by id; the whole catalogue by default.
    draws
        What ``simulate`` gave back for the same gebieden; without it ``p_urgent`` is NaN.

    Returns
    -------
    DataFrame
        Columns gebiedcode and those of the contract from ``regel`` on; gebieden in their order.
    """
    declared = all_opgaven() if opgaven is None else opgaven
    facts = {"ambitie": ambitions(stemmen, gebieden), "plan": plans(stemmen, gebieden, planjaar, planhorizon)}
    cells = cells_of(long, scores, facts, gebieden.index, float(100 * hoog))
    voices = {name: ambitions(stemmen[stemmen["herkomst"] == name], gebieden) for name in ("bewoners", "gemeente")}
    evidence = Evidence(long, scores, declared, gebieden.index)
    names = gebieden["gebiednaam"].astype(str).tolist()
    labels = labels_of(declared)
    parts = [_cards(rule, cells, voices, evidence, names, labels, draws) for rule in rules if rule.standaard]
    if not parts:
        return pd.DataFrame(columns=list(_COLUMNS))
    found = pd.concat([part.assign(gebiedcode=gebieden.index, plek=np.arange(len(names))) for part in parts])
    return found.sort_values("plek", kind="stable").reset_index(drop=True)[list(_COLUMNS)]


def _cards(  # noqa: PLR0913, PLR0917 - what a card draws on
    rule: Rule,
    cells: Cells,
    voices: Mapping[str, Mapping[str, Bools]],
    evidence: Evidence,
    names: Sequence[str],
    labels: Mapping[str, str],
    draws: Draws | None,
) -> pd.DataFrame:
    urgent, fysiek, plan, hint = (
        evaluate(condition.node, cells) for condition in (rule.urgent, rule.fysiek, rule.plan, rule.aanwijzing)
    )
    stand = stand_of(urgent, fysiek, plan, hint)
    may_rise = may_rise_of(urgent, fysiek, plan, hint)
    grounds = evidence.names(_used(rule, cells, evidence, stand))
    chance = np.full(len(names), np.nan) if draws is None else chance_urgent(rule.urgent.node, cells, draws)
    told = np.where(_weighed(rule, cells), chance, np.nan)
    return pd.DataFrame(
        {
            "regel": rule.id,
            "naam": rule.naam,
            "opgaven": SEPARATOR.join(rule.opgaven),
            "herkomst": _opened_by(rule, cells, voices, urgent),
            "stand": stand,
            "kan_hoger": may_rise,
            "uitleg": explanations(rule, cells, names, stand, labels),
            "waarde": rule.waarde,
            "voor_wie": rule.voor_wie,
            "aan_tafel": rule.aan_tafel,
            "eerste_stap": rule.eerste_stap,
            "let_op": rule.let_op,
            "vraag": rule.vraag,
            "bewijs": grounds,
            "p_urgent": chance,
            "zekerheid": [
                certainty(str(level), ground, bool(rise), share)
                for level, ground, rise, share in zip(stand, grounds, may_rise, told, strict=True)
            ],
            "openbaarheid": rule.openbaarheid,
        }
    )


def stand_of(urgent: Truth, fysiek: Truth, plan: Truth, hint: Truth) -> NDArray[np.str_]:
    """Return the stand per gebied: geen, samenloop, kansrijk, kansrijk_mogelijk_moment, nu or onbekend."""
    return np.select(
        [urgent == UNKNOWN, urgent == FALSE, fysiek != TRUE, plan == TRUE, hint == TRUE],
        ["onbekend", "geen", "samenloop", "nu", "kansrijk_mogelijk_moment"],
        "kansrijk",
    )


def may_rise_of(urgent: Truth, fysiek: Truth, plan: Truth, hint: Truth) -> Bools:
    """Return per gebied whether a missing figure could still raise the stand."""
    next_step = np.where(fysiek == TRUE, np.where(plan == TRUE, TRUE, hint), fysiek)
    return np.asarray((urgent == UNKNOWN) | ((urgent == TRUE) & (next_step == UNKNOWN)), dtype=bool)


def _opened_by(
    rule: Rule,
    cells: Cells,
    voices: Mapping[str, Mapping[str, Bools]],
    urgent: Truth,
) -> NDArray[np.str_]:
    """Return whose statement makes it urgent: the figures if they do alone, else residents, else the gemeente."""

    def without_others(ambition: Mapping[str, Bools]) -> Truth:
        return evaluate(rule.urgent.node, replace(cells, feiten={**cells.feiten, "ambitie": ambition}))

    by_figures = (without_others({}) == TRUE) | (urgent != TRUE)
    by_residents = without_others(voices["bewoners"]) == TRUE
    return np.select([by_figures, by_residents], ["cijfers", "bewoners"], "gemeente")


def _weighed(rule: Rule, cells: Cells) -> Bools:
    """Return where a score decides whether it is urgent; elsewhere the weights make no difference."""
    scores = [
        here for leaf, here in bearing(rule.urgent.node, cells) if isinstance(leaf, Quantity) and leaf.kind == "s"
    ]
    return np.any(scores, axis=0) if scores else np.zeros(cells.vorm, dtype=bool)


def _used(rule: Rule, cells: Cells, evidence: Evidence, stand: NDArray[np.str_]) -> Bools:
    """Return gebied x source: what is behind the conditions that brought the rule this far, and what the card tells."""
    physical = np.isin(stand, ["kansrijk", "kansrijk_mogelijk_moment", "nu"])[:, None]
    moment = (stand == "kansrijk_mogelijk_moment")[:, None]
    used = evidence.behind(rule.urgent.node, cells)
    used |= evidence.behind(rule.fysiek.node, cells) & physical
    used |= evidence.behind(rule.aanwijzing.node, cells) & moment
    chosen, card = chosen_variants(rule, cells), ~np.isin(stand, ["geen", "onbekend"])
    for number, variant in enumerate(rule.variants):
        if variant.als is not None:
            used |= evidence.behind(variant.als.node, cells) & (card & (chosen == number))[:, None]
    return used
