"""Several study areas one after the other; one that fails does not stop the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkkaart.commands import listing
from wijkkaart.commands.targets import config_for
from wijkkaart.config import Config, Gebied, slug
from wijkkaart.errors import ConfigError, NoBoundariesError, WijkkaartError
from wijkkaart.gebieden.lookup import gemeenten_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from wijkkaart.fetching import Fetching


@dataclass(frozen=True)
class Outcome:
    """How one study area ended: its title, exit status and one Dutch sentence."""

    naam: str
    code: int
    tekst: str


def configs_for(targets: Sequence[str], *, per_gemeente: bool) -> list[Config]:
    """Return the config of each target.

    Parameters
    ----------
    per_gemeente
        Make a run of its own for each gemeente that a config names.

    Raises
    ------
    ConfigError
        When a config cannot be used.
    """
    return [config for target in targets for config in _split(config_for(target), per_gemeente=per_gemeente)]


def whole_country(province: str | None, fetching: Fetching) -> list[Config]:
    """Return a config for each gemeente of the country, or of one province.

    Raises
    ------
    ConfigError
        When there is no such province.
    NoBoundariesError
        When the gemeenten cannot be had.
    """
    rows = listing.names(None, fetching)
    wanted = rows if province is None else gemeenten_in(province, rows)
    found = zip(wanted["naam"].astype(str), wanted["code"].astype(str), strict=True)
    return [Config(naam=name, gebied=Gebied(gemeenten=(code,))) for name, code in found]


def with_folders(configs: Sequence[Config], outputs: Path) -> list[tuple[Config, Path]]:
    """Return each config with its own folder under `outputs`.

    Raises
    ------
    ConfigError
        When there is nothing to do, or two study areas would share a folder.
    """
    if not configs:
        raise ConfigError("Noem minstens één gemeente of configuratie, of kies --provincie NAAM of --alle.")
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


def worst(outcomes: Sequence[Outcome]) -> int:
    """Return the exit status of a whole batch: 0 all complete, 4 nothing made, else 3."""
    codes = {outcome.code for outcome in outcomes}
    if codes == {0}:
        return 0
    return 3 if codes & {0, 3} else 4


def run_all(
    jobs: Sequence[tuple[Config, Path]],
    run_one: Callable[[Config, Path], int],
    speak: Callable[[str], None],
    done: Callable[[Config, Path], bool] = lambda *_: False,
) -> list[Outcome]:
    """Return how each of `jobs` ended; also a defect of ours in one leaves the others to run.

    Parameters
    ----------
    done
        Whether a run is there already and still holds: a batch that was broken off goes on where it was.
    """
    outcomes = []
    for number, (config, folder) in enumerate(jobs, start=1):
        speak(f"[{number}/{len(jobs)}] {config.titel}")
        if done(config, folder):
            outcomes.append(Outcome(config.titel, 0, "stond er al (opnieuw maken: --vernieuw)"))
            continue
        try:
            code = run_one(config, folder)
            outcomes.append(Outcome(config.titel, code, "klaar" if code == 0 else "klaar, met ontbrekende bronnen"))
        except WijkkaartError as error:
            code = 4 if isinstance(error, NoBoundariesError) else 2
            outcomes.append(Outcome(config.titel, code, f"mislukt: {error}"))
        except Exception as error:  # noqa: BLE001 - one gemeente must never cost the others their run
            outcomes.append(Outcome(config.titel, 1, f"mislukt in wijkkaart zelf ({type(error).__name__}: {error})"))
    return outcomes
