"""Answers what an indicator, a source or a koppelkans is, and where a number comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from wijkkaart.catalogue import all_indicators, all_opgaven, all_sources, opgave_of
from wijkkaart.commands.explain_rule import explain_rule
from wijkkaart.errors import ConfigError
from wijkkaart.provenance import attribution
from wijkkaart.status import STATUS_TEKST, Status

if TYPE_CHECKING:
    from collections.abc import Hashable

    from wijkkaart.declarations import Indicator, Source
    from wijkkaart.koppelkansen.rule import Rule
    from wijkkaart.provenance import SourceRecord
    from wijkkaart.result import Result


def explain(name: str, rules: tuple[Rule, ...]) -> list[str]:
    """Return Dutch lines on the indicator, source, opgave or rule called `name`.

    Raises
    ------
    ConfigError
        When nothing is called that.
    """
    by_rule = {rule.id: rule for rule in rules}
    if name in all_indicators():
        return _indicator(all_indicators()[name])
    if name in all_sources():
        return _source(all_sources()[name])
    if name in by_rule:
        return _rule(by_rule[name])
    if name in all_opgaven():
        opgave = all_opgaven()[name]
        return [f"{opgave.label_nl} ({opgave.id})", opgave.vraag, *(f"  - {item.id}" for item in opgave.indicatoren)]
    raise ConfigError(f"Er is geen indicator, bron, opgave of koppelkans met de naam {name!r}. Zie 'wijkkaart list'.")


def _indicator(item: Indicator) -> list[str]:
    weight = f", gewicht {item.gewicht:g}, {'kern' if item.kern else 'extra'}" if item.rol == "opgave" else ""
    return [
        f"{item.label_nl} ({item.id})",
        f"Vraag: {item.vraag}",
        f"Opgave: {all_opgaven()[opgave_of(item.id)].label_nl}; rol: {item.rol}{weight}; {item.openbaarheid}",
        f"Eenheid: {item.eenheid}; richting: {item.richting}",
        f"Formule: {item.formule}",
        f"Bronnen: {', '.join(item.bronnen)}",
        _norm(item),
        f"Minimum: {item.minimum}",
        f"Afwezig: {item.afwezig}",
        f"Valkuil: {item.valkuil}",
    ]


def _norm(item: Indicator) -> str:
    if item.norm is None:
        return f"Norm: {item.norm_tekst}"
    return f"Norm: {item.norm.waarde:g} {item.eenheid} ({item.norm.bron}; {item.norm.toelichting})"


def _source(item: Source) -> list[str]:
    readers = [name for name, indicator in all_indicators().items() if item.id in indicator.bronnen]
    return [
        f"{item.titel} ({item.id})",
        f"Uitgever: {item.uitgever}; licentie: {item.licentie}",
        f"Naamsvermelding: {attribution(item.naamsvermelding, ())}",
        f"Meer: {item.webpagina}",
        *([item.toelichting] if item.toelichting else []),
        f"Gebruikt door: {', '.join(readers) or 'de kaart zelf'}",
    ]


def _rule(rule: Rule) -> list[str]:
    return [
        f"{rule.naam} ({rule.id})",
        f"Opgaven: {', '.join(rule.opgaven)}; {rule.openbaarheid}; standaard {'aan' if rule.standaard else 'uit'}",
        f"Urgent als: {rule.urgent.tekst}",
        f"Fysiek mogelijk als: {rule.fysiek.tekst}",
        f"Nu als: {rule.plan.tekst}",
        f"Aanwijzing voor een moment: {rule.aanwijzing.tekst}",
        f"Let op: {rule.let_op}",
        *([rule.wacht_op] if rule.wacht_op else []),
    ]


def explain_cell(name: str, gebied: str, result: Result) -> list[str]:
    """Return Dutch lines on one indicator or rule in one gebied, with its numbers filled in.

    Raises
    ------
    ConfigError
        When the gebied is not in this run or nothing is called `name`.
    """
    if gebied not in result.gebieden.index:
        raise ConfigError(f"Het gebied {gebied!r} hoort niet bij deze run. Kies een code uit gebieden.csv.")
    title = f"{result.gebieden.loc[gebied, 'gebiednaam']} ({gebied})"
    cells, chances = result.indicatoren, result.koppelkansen
    for cell in cells[(cells["gebiedcode"] == gebied) & (cells["indicator"] == name)].to_dict("records"):
        return [title, *_cell(all_indicators()[name], cell), *_origin(cell, result)]
    for rule in result.regels:
        if rule.id == name:
            return [title, *explain_rule(rule, gebied, result)]
    for card in chances[(chances["gebiedcode"] == gebied) & (chances["regel"] == name)].to_dict("records"):
        return [
            title,
            f"{card['naam']} ({name})",
            f"Stand: {card['stand']}",
            str(card["uitleg"]),
            str(card["zekerheid"]),
        ]
    raise ConfigError(f"Er is geen indicator of koppelkans met de naam {name!r}. Zie 'wijkkaart list'.")


def _cell(item: Indicator, cell: dict[Hashable, Any]) -> list[str]:
    lines = [f"{item.label_nl}: {_value(item, cell)}", f"Status: {STATUS_TEKST[Status(cell['status'])]}"]
    lines.append(f"Formule: {item.formule}")
    if pd.notna(cell["teller"]) and pd.notna(cell["noemer"]):
        lines.append(f"Ingevuld: teller {cell['teller']:g}, noemer {cell['noemer']:g}")
    if pd.notna(cell["percentiel"]):
        lines.append(f"Plek: hoger dan {cell['percentiel']:.0f}% van de vergelijking ({cell['referentie']})")
    if item.norm is not None:
        distance = cell["afstand_tot_norm"]
        lines.append(_norm(item) + (f"; afstand {distance:.0f} van 100" if pd.notna(distance) else ""))
    if pd.notna(cell["peiljaar"]):
        lines.append(f"Peiljaar: {int(cell['peiljaar'])}; dekking: {cell['dekking']:.0%}")
    return lines


def _value(item: Indicator, cell: dict[Hashable, Any]) -> str:
    if cell["status"] != Status.OK:
        return "geen cijfer"
    return str(cell["waarde_tekst"]) if item.categorie else f"{cell['waarde']:.6g} {item.eenheid}"


def _origin(cell: dict[Hashable, Any], result: Result) -> list[str]:
    records: dict[str, SourceRecord] = {record.bron: record for record in result.bronnen}
    lines = []
    for name in str(cell["bron"]).split("; "):
        record = records[name]
        files = ", ".join(record.bestanden) or record.melding
        sums = ", ".join(value[:12] for value in record.sha256)
        lines.append(f"Bron {record.titel}: {files}" + (f" (sha256 {sums}…)" if sums else ""))
    return lines
