"""What a user may name on the command line: a gemeente or a config file."""

from __future__ import annotations

from pathlib import Path

from wijkkaart.catalogue import all_opgaven, all_sources
from wijkkaart.config import Config, for_gemeente
from wijkkaart.config_file import load_config

_SUFFIXES = {".yml", ".yaml"}


def config_for(target: str) -> Config:
    """Return the config for a gemeente (name or code) or from a YAML file.

    Raises
    ------
    ConfigError
        When the file cannot be used.
    """
    if Path(target).suffix.lower() not in _SUFFIXES:
        return for_gemeente(target)
    weights = {
        opgave.id: [item.id for item in opgave.indicatoren if item.rol == "opgave"]
        for opgave in all_opgaven().values()
        if opgave.scoort
    }
    return load_config(Path(target), all_sources(), weights)
