"""The gemeente as a whole: do opgaven, or the two sides of a rule, meet more often than by chance.

A koppelkans in one buurt can be real whatever comes out here. This answers another question: is the
combination a pattern of the gemeente, so that a programme makes more sense than a project?
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from wijkkaart.koppelkansen.cells import cells_of
from wijkkaart.koppelkansen.evidence import SEPARATOR
from wijkkaart.koppelkansen.expressions import Compare, Number, Quantity, text_of
from wijkkaart.koppelkansen.samenhang_meeting import Gemeente, Meeting, enough, meet, meet_without
from wijkkaart.koppelkansen.samenhang_sides import Sources, sides
from wijkkaart.koppelkansen.samenhang_stapeling import stacks
from wijkkaart.koppelkansen.samenhang_texts import judge, sentence
from wijkkaart.scoring.normalise import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    import geopandas as gpd

    from wijkkaart.declarations import Opgave
    from wijkkaart.koppelkansen.expressions import Node
    from wijkkaart.koppelkansen.rule import Rule
    from wijkkaart.koppelkansen.samenhang_stapeling import Stack
    from wijkkaart.scoring.rescoring import Rescoring

#: A rule is at least kansrijk here.
_PROMISING = ("kansrijk", "kansrijk_mogelijk_moment", "nu")

_COLUMNS = [
    *("gemeentecode", "soort", "onderwerp", "oordeel", "zin", "kant_1", "kant_2", "n", "n_1", "n_2", "samen"),
    *("samen_hoogstens", "verwacht", "verwacht_los", "lift", "p", "p_fdr", "deels_mechanisch", "zonder_gedeeld"),
    *("lift_zonder_gedeeld", "p_zonder_gedeeld", "odds_ratio_binnen_wijktype", "n_regel", "urgent", "kansrijk"),
    "openbaarheid",
]
_NOTHING: dict[str, Any] = {
    **dict.fromkeys(_COLUMNS),
    **dict.fromkeys(("verwacht", "verwacht_los", "lift", "p", "p_fdr"), float("nan")),
    **dict.fromkeys(("lift_zonder_gedeeld", "p_zonder_gedeeld", "odds_ratio_binnen_wijktype"), float("nan")),
    **dict.fromkeys(("kant_1", "kant_2", "deels_mechanisch", "zonder_gedeeld"), ""),
    "openbaarheid": "openbaar",
}


@dataclass(frozen=True)
class Tables:
    """The finished tables that this reads.

    Parameters
    ----------
    long, scores
        What ``place`` gave back.
    koppelkansen
        One row per gebied and rule: gebiedcode, regel, stand.
    dna
        Index gebiedcode; column wijktype.
    gebieden
        Index gebiedcode; columns gebiednaam, niveau, gemeentecode, bewoond, water, geometry.
    """

    long: pd.DataFrame
    scores: pd.DataFrame
    koppelkansen: pd.DataFrame
    dna: pd.DataFrame
    gebieden: gpd.GeoDataFrame


def find_samenhang(
    tables: Tables, rules: Sequence[Rule], opgaven: Mapping[str, Opgave], hoog: Fraction, again: Rescoring
) -> pd.DataFrame:
    """Return what meets in each gemeente: a row per pair of opgaven, per rule and per number of opgaven at once.

    Parameters
    ----------
    hoog
        The line of the highest third, as a share (2/3).
    again
        To score an opgave again without the sources that both sides read.

    Returns
    -------
    DataFrame
        Columns of the contract from gemeentecode on. The random numbers belong to the names of gemeente
        and subject, so that another gemeente changes nothing.
    """
    scored = [name for name, opgave in opgaven.items() if opgave.scoort]
    sources = Sources(tables.long, opgaven)
    rows: list[dict[str, Any]] = []
    for gemeente in _gemeenten(tables, float(100 * hoog)):
        compare = _Compare(gemeente, sources, again)
        pairs = [_pair_row(compare, one, other, opgaven) for one, other in combinations(scored, 2)]
        of_rules = [_rule_row(compare, rule, tables.koppelkansen) for rule in rules if rule.standaard]
        counted = [_stack_row(stack) for stack in stacks(gemeente, scored, float(1 - hoog))]
        place = {"gemeentecode": gemeente.code, "plaats": _name(tables.gebieden, gemeente.code)}
        for kind in (pairs, of_rules, counted):
            rows += _judged([{**_NOTHING, **row, **place} for row in kind])
    return pd.DataFrame(rows, columns=_COLUMNS)


def _gemeenten(tables: Tables, line: float) -> Iterator[Gemeente]:
    """Yield the inhabited buurten per gemeente, by code."""
    gebieden = tables.gebieden
    buurten = gebieden[(gebieden["niveau"] == "buurt") & comparable(gebieden)].sort_index()
    cells = cells_of(tables.long, tables.scores, {"ambitie": {}, "plan": {}}, buurten.index, line)
    types = tables.dna["wijktype"].reindex(buurten.index).astype(object)
    types = types.where(types.notna(), None)
    for code, rows in buurten.groupby("gemeentecode"):
        here = buurten.index.get_indexer(rows.index)
        numbers = {kind: {name: row[here] for name, row in table.items()} for kind, table in cells.getallen.items()}
        there = replace(cells, getallen=numbers, vorm=(len(rows),))
        yield Gemeente(str(code), there, rows.geometry, types.to_numpy()[here])


def _name(gebieden: gpd.GeoDataFrame, code: str) -> str:
    return str(gebieden.loc[code, "gebiednaam"]) if code in gebieden.index else code


@dataclass(frozen=True)
class _Compare:
    """What it takes to compare two sides in one gemeente."""

    gemeente: Gemeente
    sources: Sources
    again: Rescoring

    def row(self, one: Node, other: Node, name: str) -> dict[str, Any]:
        """Return the figures on how two sides meet."""
        found = meet(self.gemeente, one, other, name)
        shared = self.sources.shared(one, other)
        row = {**_figures(found), "deels_mechanisch": SEPARATOR.join(sorted(shared))}
        if not shared or not found.genoeg:
            return row
        again = meet_without(self.gemeente, one, other, name, shared, self.sources, self.again)
        if again is None:
            return {**row, "zonder_gedeeld": "niet_mogelijk"}
        left = {"lift_zonder_gedeeld": again.telling.lift, "p_zonder_gedeeld": again.kans}
        return {**row, "zonder_gedeeld": "herrekend", **left}


def _figures(found: Meeting) -> dict[str, Any]:
    counts = found.telling
    return {
        "n": counts.n,
        "n_1": counts.a,
        "n_2": counts.b,
        "samen": counts.samen,
        "verwacht": counts.verwacht,
        "lift": counts.lift,
        "p": found.kans,
        "odds_ratio_binnen_wijktype": found.binnen_wijktype,
    }


def _pair_row(compare: _Compare, one: str, other: str, opgaven: Mapping[str, Opgave]) -> dict[str, Any]:
    high = [Compare(Quantity("s", name), ">=", Number(None)) for name in (one, other)]
    labels = f"{opgaven[one].label_nl} en {opgaven[other].label_nl}"
    about = {"soort": "paar", "onderwerp": f"{one}; {other}", "naam": labels, "kant_1": one, "kant_2": other}
    return {**about, **compare.row(high[0], high[1], f"{one}; {other}")}


def _rule_row(compare: _Compare, rule: Rule, koppelkansen: pd.DataFrame) -> dict[str, Any]:
    cards = koppelkansen[koppelkansen["regel"] == rule.id].set_index("gebiedcode")["stand"]
    standen = cards.reindex(compare.gemeente.vormen.index)
    known = standen.notna() & (standen != "onbekend")
    about = {
        "soort": "regel",
        "onderwerp": rule.id,
        "naam": rule.naam,
        "openbaarheid": rule.openbaarheid,
        "n_regel": int(known.sum()),
        "urgent": int((known & (standen != "geen")).sum()),
        "kansrijk": int(standen.isin(_PROMISING).sum()),
    }
    two = sides(rule.urgent.node)
    if two is None:
        return about
    texts = {"kant_1": text_of(two[0]), "kant_2": text_of(two[1])}
    return {**about, **texts, **compare.row(two[0], two[1], rule.id)}


def _stack_row(stack: Stack) -> dict[str, Any]:
    figures = {"n": stack.n, "samen": stack.samen, "samen_hoogstens": stack.hoogstens, "verwacht": stack.verwacht}
    lift = stack.samen / stack.verwacht if stack.verwacht else float("nan")
    said = stack.kans if enough(stack.n, stack.verwacht) else float("nan")
    chance = {"verwacht_los": stack.verwacht_los, "lift": lift, "p": said}
    subject = {"soort": "stapeling", "onderwerp": f"minstens_{stack.aantal}", "aantal": stack.aantal}
    return {**subject, **figures, **chance}


def _judged(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of one kind and gemeente with what is concluded: the more is asked, the surer it must be."""
    told = [row for row in rows if not np.isnan(row["p"])]
    if told:
        for row, p in zip(told, false_discovery_control([row["p"] for row in told]), strict=True):
            row["p_fdr"] = float(p)
    for row in rows:
        row["oordeel"] = judge(row)
        row["zin"] = sentence(row)
    return rows
