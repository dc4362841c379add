"""Looks a config and the package over without reading data or using the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart.catalogue import all_indicators, all_opgaven, all_sources
from wijkkaart.errors import ConfigError
from wijkkaart.koppelkansen.rules import load_rules

if TYPE_CHECKING:
    from pathlib import Path

    from wijkkaart.config import Config


def check(config: Config | None) -> list[str]:
    """Return Dutch lines on what was checked.

    Raises
    ------
    ConfigError
        With every file that is not there, or every declaration that does not hold.
    """
    sources, indicators = all_sources(), all_indicators()
    problems = [
        f"de indicator {item.id} leest een onbekende bron {name}"
        for item in indicators.values()
        for name in item.bronnen
        if name not in sources
    ]
    rules = load_rules(config.koppelregels if config else None)
    if config is not None:
        problems += [f"{path} bestaat niet ({where})" for where, path in _files(config) if not path.exists()]
    if problems:
        raise ConfigError("Niet in orde:\n" + "\n".join(f"  - {problem}" for problem in problems))
    scored = [opgave for opgave in all_opgaven().values() if opgave.scoort]
    counts = f"{len(sources)} bronnen, {len(indicators)} indicatoren, {len(scored)} opgaven, {len(rules)} koppelregels"
    lines = [f"In orde: {counts}."]
    if config is not None:
        given = [name for name, entry in config.bronnen.items() if entry.bestand]
        lines.append(f"Configuratie in orde: {config.titel}; {len(given)} bronnen uit een bestand.")
    return lines


def _files(config: Config) -> list[tuple[str, Path]]:
    files = [(f"bronnen.{name}", path) for name, entry in config.bronnen.items() for path in entry.bestand]
    files += [(f"eigen.{key}", path) for key, paths in config.eigen for path in paths]
    if config.gebied.eigen_gebieden is not None:
        files.append(("gebied.eigen_gebieden", config.gebied.eigen_gebieden.bestand))
    if config.koppelregels is not None:
        files.append(("koppelregels", config.koppelregels))
    return files
