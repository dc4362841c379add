"""Several study areas one after the other; one that fails does not stop the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkkaart.commands.targets import config_for
from wijkkaart.config import Config, slug
from wijkkaart.errors import ConfigError, NoBoundariesError, WijkkaartError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """How one study area ended: its title, exit status and one Dutch sentence."""

    naam: str
    code: int
    tekst: str


def configs_of(targets: Sequence[str], outputs: Path, *, per_gemeente: bool) -> list[tuple[Config, Path]]:
    """Return each config with its own folder under `outputs`.

    Parameters
    ----------
    per_gemeente
        Make a run of its own for each gemeente that a config names.

    Raises
    ------
    ConfigError
        When a config cannot be used or two study areas would share a folder.
    """
    configs = [config for target in targets for config in _split(config_for(target), per_gemeente=per_gemeente)]
    jobs = [(config, config.uitvoer.map or outputs / slug(config.titel)) for config in configs]
    folders = [folder for _, folder in jobs]
    if double := [folder for folder in folders if folders.count(folder) > 1]:
        raise ConfigError(
            f"Twee studiegebieden zouden in dezelfde map komen: {double[0]}. "
            "Geef ze een verschillende naam of uitvoer.map."
        )
    return jobs


def _split(config: Config, *, per_gemeente: bool) -> list[Config]:
    if not per_gemeente:
        return [config]
    apart = config.uitvoer.model_copy(update={"map": None})
    return [
        config.model_copy(
            update={
                "naam": None,
                "uitvoer": apart,
                "gebied": config.gebied.model_copy(update={"gemeenten": (gemeente,)}),
            },
        )
        for gemeente in config.gebied.gemeenten
    ]


def run_all(
    jobs: Sequence[tuple[Config, Path]],
    run_one: Callable[[Config, Path], int],
    speak: Callable[[str], None],
) -> list[Outcome]:
    """Return how each of `jobs` ended; also a defect of ours in one leaves the others to run."""
    outcomes = []
    for number, (config, folder) in enumerate(jobs, start=1):
        speak(f"[{number}/{len(jobs)}] {config.titel}")
        try:
            code = run_one(config, folder)
            outcomes.append(Outcome(config.titel, code, "klaar" if code == 0 else "klaar, met ontbrekende bronnen"))
        except WijkkaartError as error:
            code = 4 if isinstance(error, NoBoundariesError) else 2
            outcomes.append(Outcome(config.titel, code, f"mislukt: {error}"))
        except Exception as error:  # noqa: BLE001 - one gemeente must never cost the others their run
            outcomes.append(Outcome(config.titel, 1, f"mislukt in wijkkaart zelf ({type(error).__name__}: {error})"))
    return outcomes
