"""Whether a run is there already and would come out the same: then a batch need not make it again."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import wijkkaart
from wijkkaart.commands.cache import terms
from wijkkaart.outputs.provenance import settings

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from wijkkaart.config import Config


def is_finished(config: Config, folder: Path, today: date) -> bool:
    """Return whether there is a run in `folder` that still holds.

    It holds when it was made by this version with this config, no source failed and none is past its
    refresh term. A config with local files is always run again: what is in them may have changed.
    """
    try:
        record = json.loads((folder / "herkomst.json").read_text(encoding="utf-8"))
        same = record["versies"]["wijkkaart"] == wijkkaart.__version__ and record["instellingen"] == _settings(config)
        return same and not _has_files(config) and all(_is_fresh(source, today) for source in record["bronnen"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _settings(config: Config) -> Any:
    """Return the config as a run writes it down."""
    return json.loads(json.dumps(settings(config)))


def _has_files(config: Config) -> bool:
    named = [config.koppelregels, config.gebied.eigen_gebieden, *config.eigen.bestanden]
    return any(named) or any(entry.bestand for entry in config.bronnen.values())


def _is_fresh(source: dict[str, Any], today: date) -> bool:
    if source["status"] == "mislukt":
        return False
    if not source["opgehaald"]:
        return True
    age = (today - datetime.fromisoformat(source["opgehaald"]).date()).days
    return age <= terms().get(source["bron"], 0)
