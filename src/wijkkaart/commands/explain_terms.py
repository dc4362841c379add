"""Fills in what a rule names for one gebied: the number or the fact, and where it comes from."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wijkkaart.catalogue import all_indicators, all_opgaven, all_sources
from wijkkaart.koppelkansen.cells import cells_of
from wijkkaart.koppelkansen.evidence import SEPARATOR
from wijkkaart.koppelkansen.expressions import Fact, Number, Quantity
from wijkkaart.koppelkansen.facts import ambitions, plans
from wijkkaart.scoring.notation import dutch_number
from wijkkaart.status import STATUS_TEKST, Status

if TYPE_CHECKING:
    from collections.abc import Hashable

    from wijkkaart.declarations import Indicator
    from wijkkaart.koppelkansen.expressions import Cells, Compare
    from wijkkaart.result import Result

    Row = dict[Hashable, Any]

_SIGNS = {
    ">=": "minstens",
    ">": "meer dan",
    "<=": "hoogstens",
    "<": "minder dan",
    "==": "precies",
    "!=": "iets anders dan",
}
_DECIMALS = 2


class Terms:
    """What the names in a rule stand for in one gebied.

    Parameters
    ----------
    gebied
        A gebiedcode of `result`.
    """

    def __init__(self, result: Result, gebied: str) -> None:
        self._result, self._gebied = result, gebied
        here = result.indicatoren[result.indicatoren["gebiedcode"] == gebied]
        self._figures: dict[str, Row] = {str(row["indicator"]): row for row in here.to_dict("records")}
        scores = result.scores[result.scores["gebiedcode"] == gebied]
        self._scores: dict[str, Row] = {str(row["opgave"]): row for row in scores.to_dict("records")}

    @cached_property
    def cells(self) -> Cells:
        """Return the cells of this gebied, to evaluate a condition with."""
        result, code = self._result, pd.Index([self._gebied])
        limits = result.config.drempels
        place = result.gebieden.index.get_loc(self._gebied)
        facts = {
            "ambitie": ambitions(result.stemmen, result.gebieden),
            "plan": plans(result.stemmen, result.gebieden, result.planjaar, limits.planhorizon_jaren),
        }
        one = {kind: {name: here[[place]] for name, here in table.items()} for kind, table in facts.items()}
        long = result.indicatoren[result.indicatoren["gebiedcode"] == self._gebied]
        scores = result.scores[result.scores["gebiedcode"] == self._gebied]
        return cells_of(long, scores, one, code, float(100 * limits.hoog))

    def comparison(self, term: Compare) -> str:
        """Return a comparison with its number and threshold filled in."""
        return f"{self._side(term.left)}; moet zijn: {_SIGNS[term.sign]} {self._side(term.right)}"

    def fact(self, term: Fact) -> str:
        """Return what an ambition or plan is asked for."""
        if term.kind == "ambitie":
            return f"ambitie van bewoners of gemeente voor {_label(term.name)}"
        last = self._result.planjaar + self._result.config.drempels.planhorizon_jaren
        return f"gepland werk van de soort {term.name}, van {self._result.planjaar} tot en met {last}"

    def missing(self, term: Quantity) -> str:
        """Return the name of a figure that is not there, and why."""
        return f"{_name(term)} ({self._why(term)})"

    def is_missing(self, term: Quantity) -> bool:
        """Return whether there is no number for it."""
        return bool(np.isnan(self._number(term)))

    def origin(self, term: Quantity | Fact) -> list[str]:
        """Return where a number or a fact comes from: table, column, sources and year, or who said it."""
        if isinstance(term, Fact):
            return ["Tabel stemmen.", *self._said(term)]
        return self._score_origin(term.name) if term.kind == "s" else self._figure_origin(term)

    def _side(self, side: Quantity | Number) -> str:
        if isinstance(side, Quantity):
            return f"{_name(side)}: {self._shown(side)}"
        if side.value is None:
            return f"{_two(self.cells.hoog)} (hoog)"
        return _two(side.value)

    def _shown(self, term: Quantity) -> str:
        if self.is_missing(term):
            return f"geen cijfer ({self._why(term)})"
        unit = f" {all_indicators()[term.name].eenheid}" if term.kind == "x" else " van de 100"
        return f"{_two(self._number(term))}{unit}"

    def _number(self, term: Quantity) -> float:
        known = self.cells.getallen[term.kind].get(term.name)
        return float("nan") if known is None else float(known[0])

    def _why(self, term: Quantity) -> str:
        row = self._scores.get(term.name) if term.kind == "s" else self._figures.get(term.name)
        status = Status.BRON_ONTBREEKT if row is None else Status(row["status"])
        # A figure without a place: there is nothing to compare it with.
        return STATUS_TEKST[Status.TE_WEINIG_GEBIEDEN if status == Status.OK else status]

    def _figure_origin(self, term: Quantity) -> list[str]:
        column = "percentiel" if term.kind == "p" else "waarde"
        line = f"Tabel indicatoren, rij {term.name}, kolom {column}."
        if self.is_missing(term):
            return [f"{line} Nodig: {_titles(all_indicators()[term.name].bronnen)}."]
        row = self._figures[term.name]
        compared = f" Waarde: {_two(row['waarde'])} {row['eenheid']}; vergeleken met {row['referentie']}."
        return [f"{line}{compared if term.kind == 'p' else ''} {_behind(row)}"]

    def _score_origin(self, opgave: str) -> list[str]:
        line, row = f"Tabel scores, rij {opgave}, kolom score.", self._scores.get(opgave)
        parts = [
            item for item in all_opgaven()[opgave].indicatoren if item.rol == "opgave" and item.id in self._figures
        ]
        if row is None or row["status"] != Status.OK:
            lacking = [self.missing(term) for item in parts if self.is_missing(term := Quantity("p", item.id))]
            return [f"{line} Zonder cijfer of plek:", *(f"  {text}" for text in lacking)]
        rests = [self._part(item) for item in parts if not self.is_missing(Quantity("p", item.id))]
        return [f"{line} Vergeleken met {row['referentie']}. Rust op:", *rests]

    def _part(self, item: Indicator) -> str:
        row = self._figures[item.id]
        turned = " (omgekeerd)" if item.richting == "laag" else ""
        return f"  {item.label_nl}: plek {_two(row['percentiel'])}{turned}. {_behind(row)}"

    def _said(self, term: Fact) -> list[str]:
        """Return the texts of the voices that make a fact true here."""
        result = self._result
        kind, column = ("ambitie", "opgave") if term.kind == "ambitie" else ("werk", "werksoort")
        rows = result.stemmen[(result.stemmen["soort"] == kind) & (result.stemmen[column] == term.name)]
        lines = []
        for number, row in zip(rows.index, rows.to_dict("records"), strict=True):
            if self._holds(term, rows.loc[[number]]):
                lines.append(f"  {row['herkomst']} ({row['gebiedcode']}): {row['tekst']}{_years(row)}")
        return lines

    def _holds(self, term: Fact, stemmen: pd.DataFrame) -> bool:
        gebieden, horizon = self._result.gebieden, self._result.config.drempels.planhorizon_jaren
        if term.kind == "ambitie":
            found = ambitions(stemmen, gebieden)
        else:
            found = plans(stemmen, gebieden, self._result.planjaar, horizon)
        return term.name in found and bool(found[term.name][gebieden.index.get_loc(self._gebied)])


def _name(term: Quantity) -> str:
    if term.kind == "s":
        return f"score {_label(term.name)}"
    item = all_indicators()[term.name]
    internal = " [intern]" if item.openbaarheid == "intern" else ""
    return f"{'plek van ' if term.kind == 'p' else ''}{item.label_nl}{internal}"


def _label(opgave: str) -> str:
    return all_opgaven()[opgave].label_nl


def _two(value: float) -> str:
    """Return a number with at most two decimals, in Dutch notation."""
    text = dutch_number(value, _DECIMALS)
    return text.rstrip("0").rstrip(",")


def _behind(row: Row) -> str:
    titles = _titles(str(row["bron"]).split(SEPARATOR))
    return f"Bron: {titles}." if pd.isna(row["peiljaar"]) else f"Bron: {titles}, peiljaar {int(row['peiljaar'])}."


def _titles(names: list[str] | tuple[str, ...]) -> str:
    declared = all_sources()
    return ", ".join(f"{declared[name].titel} ({name})" if name in declared else name for name in names)


def _years(row: Row) -> str:
    if pd.isna(row["jaar_van"]):
        return ""
    first, last = int(row["jaar_van"]), int(row["jaar_tot"])
    return f" ({first if first == last else f'{first} tot en met {last}'})"
