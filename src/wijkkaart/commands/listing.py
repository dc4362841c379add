"""What there is: sources, indicators, opgaven, koppelkansen and gemeenten, as plain rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.catalogue import all_indicators, all_opgaven, all_sources, opgave_of
from wijkkaart.errors import ConfigError
from wijkkaart.extent import Extent
from wijkkaart.inputs import read_source
from wijkkaart.koppelkansen.rules import load_rules

if TYPE_CHECKING:
    from wijkkaart.config import Config

Rows = list[dict[str, str]]


def rows(what: str, config: Config | None) -> Rows:
    """Return the rows of one list: bronnen, indicatoren, koppelkansen, opgaven or gemeenten."""
    makers = {
        "bronnen": _sources,
        "indicatoren": _indicators,
        "koppelkansen": _rules,
        "opgaven": _opgaven,
        "gemeenten": _gemeenten,
    }
    return makers[what](config)


def needs_key(source: str) -> bool:
    """Return whether the publisher of `source` wants a key or hands out files on request."""
    return all_sources()[source].sleutel


def _sources(config: Config | None) -> Rows:
    del config
    return [
        {"id": item.id, "titel": item.titel, "uitgever": item.uitgever, "licentie": item.licentie}
        for item in all_sources().values()
    ]


def _indicators(config: Config | None) -> Rows:
    del config
    return [
        {"id": item.id, "label": item.label_nl, "opgave": opgave_of(item.id), "rol": item.rol, "eenheid": item.eenheid}
        for item in all_indicators().values()
    ]


def _opgaven(config: Config | None) -> Rows:
    del config
    return [{"id": item.id, "label": item.label_nl, "vraag": item.vraag} for item in all_opgaven().values()]


def _rules(config: Config | None) -> Rows:
    rules = load_rules(config.koppelregels if config else None)
    return [{"id": rule.id, "naam": rule.naam, "opgaven": ", ".join(rule.opgaven)} for rule in rules]


def _gemeenten(config: Config | None) -> Rows:
    if config is None:
        raise ConfigError("Geef een configuratie met een bestand bij cbs_buurten: wijkkaart list gemeenten CONFIG.yml.")
    layer = read_source(all_sources()["cbs_buurten"], config, Extent()).layer
    if layer is None:
        raise ConfigError("De configuratie geeft geen bestand bij bronnen.cbs_buurten.")
    found = layer[["gemeentecode", "gemeentenaam"]].drop_duplicates().sort_values("gemeentecode")
    return [{"code": str(row.gemeentecode), "naam": str(row.gemeentenaam)} for row in found.itertuples()]
