"""The command line: the only module that prints and the only catch-all."""

from __future__ import annotations

import json
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import click

import wijkkaart
from wijkkaart import pipeline
from wijkkaart.commands import check as checks
from wijkkaart.commands import explain as explaining
from wijkkaart.commands import listing
from wijkkaart.commands.batch import Outcome, configs_of, run_all
from wijkkaart.commands.dutch import DutchCommand, DutchGroup, say_usage_error
from wijkkaart.commands.targets import config_for
from wijkkaart.config import VOORBEELDSTAD, Config, slug
from wijkkaart.errors import NoBoundariesError, WijkkaartError
from wijkkaart.fetching import may_fetch
from wijkkaart.koppelkansen.rules import load_rules
from wijkkaart.writing import check_writable, write_result

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wijkkaart.fetching import Fetching
    from wijkkaart.provenance import SourceRecord
    from wijkkaart.result import Result

DONE, DEFECT, WRONG_USE, INCOMPLETE, NOTHING = 0, 1, 2, 3, 4
_OUTPUTS = Path("outputs")

_stil = click.option("--stil", is_flag=True, help="Toon alleen fouten.")
_uit = click.option("--uit", type=click.Path(path_type=Path), metavar="MAP", help="Map voor de uitvoer.")
_offline = click.option("--offline", is_flag=True, help="Gebruik alleen wat eerder is opgehaald.")
_vernieuw = click.option("--vernieuw", is_flag=True, help="Haal opnieuw op wat er al is.")
_cache = click.option("--cache", type=click.Path(path_type=Path), metavar="MAP", help="Map voor wat is opgehaald.")
_TECHNICAL = "Toon bij een fout de technische details."
# Read by main() from the arguments, so that it also holds for errors before a command starts.
_debug = click.option("--debug", is_flag=True, expose_value=False, help=_TECHNICAL)


@click.group(cls=DutchGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(wijkkaart.__version__, message="wijkkaart %(version)s", help="Toon de versie.")
def cli() -> None:
    """Open data over een wijk, voor de integrale wijkaanpak.

    Zonder iets erbij maakt 'wijkkaart run' de verzonnen gemeente Voorbeeldstad.
    """


@cli.command(cls=DutchCommand)
@click.argument("doel", required=False, metavar="[GEMEENTE of CONFIG.yml]")
@_uit
@_offline
@_vernieuw
@_cache
@_stil
@_debug
def run(  # noqa: PLR0913 - one argument per option
    doel: str | None,
    uit: Path | None,
    cache: Path | None,
    *,
    offline: bool,
    vernieuw: bool,
    stil: bool,
) -> int:
    """Maak kaart en tabellen voor één studiegebied."""
    config = config_for(doel or VOORBEELDSTAD)
    with may_fetch(cache, offline=offline, vernieuw=vernieuw) as fetching:
        return _run_one(config, uit, _speaker(stil=stil), fetching)


@cli.command(cls=DutchCommand)
@click.argument("doel", metavar="GEMEENTE of CONFIG.yml")
@_vernieuw
@_cache
@_stil
@_debug
def fetch(doel: str, cache: Path | None, *, vernieuw: bool, stil: bool) -> int:
    """Haal de gegevens van een studiegebied op, zonder te rekenen."""
    speak = _speaker(stil=stil)
    with may_fetch(cache, offline=False, vernieuw=vernieuw) as fetching:
        readings = pipeline.read_sources(config_for(doel), speak, fetching)
    return _tell_absent([reading.record for reading in readings.values()], speak)


@cli.command(cls=DutchCommand)
@click.argument("doelen", nargs=-1, required=True, metavar="GEMEENTE of CONFIG.yml ...")
@click.option("--per-gemeente", is_flag=True, help="Maak van elke gemeente in een configuratie een eigen run.")
@_uit
@_offline
@_vernieuw
@_cache
@_stil
@_debug
def batch(  # noqa: PLR0913 - one argument per option
    doelen: tuple[str, ...],
    uit: Path | None,
    cache: Path | None,
    *,
    per_gemeente: bool,
    offline: bool,
    vernieuw: bool,
    stil: bool,
) -> int:
    """Maak meer studiegebieden na elkaar, elk in een eigen map."""
    speak = _speaker(stil=stil)
    jobs = configs_of(doelen, uit or _OUTPUTS, per_gemeente=per_gemeente)
    with may_fetch(cache, offline=offline, vernieuw=vernieuw) as fetching:
        outcomes = run_all(jobs, lambda config, folder: _run_one(config, folder, speak, fetching), speak)
    for outcome in outcomes:
        speak(f"{outcome.naam}: {outcome.tekst}")
    return _worst(outcomes)


@cli.command(cls=DutchCommand)
@click.argument("doel", required=False, metavar="[CONFIG.yml]")
@_debug
def check(doel: str | None) -> int:
    """Kijk een configuratie en het pakket zelf na, zonder internet."""
    config = config_for(doel) if doel else None
    for line in checks.check(config):
        click.echo(line)
    return DONE


@cli.command("list", cls=DutchCommand)
@click.argument("wat", type=click.Choice(["bronnen", "indicatoren", "koppelkansen", "opgaven", "gemeenten"]))
@click.argument("doel", required=False, metavar="[CONFIG.yml]")
@click.option("--json", "as_json", is_flag=True, help="Als JSON.")
@_debug
def list_(wat: str, doel: str | None, *, as_json: bool) -> int:
    """Toon welke bronnen, indicatoren, koppelkansen, opgaven of gemeenten er zijn."""
    rows = listing.rows(wat, config_for(doel) if doel else None)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            click.echo("  ".join(str(value) for value in row.values()))
    return DONE


@cli.command(cls=DutchCommand)
@click.argument("naam")
@click.option("--gebied", metavar="CODE", help="Vul de cijfers van dit gebied in.")
@click.option("--config", "doel", metavar="CONFIG.yml", help="Het studiegebied; anders Voorbeeldstad.")
@_offline
@_cache
@_debug
def explain(naam: str, gebied: str | None, doel: str | None, cache: Path | None, *, offline: bool) -> int:
    """Leg een indicator, bron, opgave of koppelkans uit."""
    config = config_for(doel or VOORBEELDSTAD)
    if gebied is None:
        lines = explaining.explain(naam, load_rules(config.koppelregels))
    else:
        with may_fetch(cache, offline=offline, vernieuw=False) as fetching:
            lines = explaining.explain_cell(naam, gebied, pipeline.run(config, _speaker(stil=True), fetching))
    for line in lines:
        click.echo(line)
    return DONE


def _run_one(config: Config, uit: Path | None, speak: Callable[[str], None], fetching: Fetching) -> int:
    started = time.monotonic()
    check_writable(uit or config.uitvoer.map or _OUTPUTS / slug(config.titel))
    result = pipeline.run(config, speak, fetching)
    folder = uit or config.uitvoer.map or _OUTPUTS / slug(result.naam)
    speak("Kaart en tabellen schrijven")
    where = write_result(result, folder)
    if where != folder:
        speak(f"De map {folder} is in gebruik (staat er een bestand open?); de nieuwe run staat in {where}.")
    return _report(result, where, time.monotonic() - started, speak)


def _report(result: Result, where: Path, seconds: float, speak: Callable[[str], None]) -> int:
    for remark in result.meldingen:
        speak(f"Let op: {remark}")
    code = _tell_absent(result.bronnen, speak)
    speak(f"Klaar in {seconds:.0f} s: {len(result.gebieden)} gebieden in {where}")
    if (where / "kaart.html").exists():
        speak(f"Open de kaart in uw browser: {(where / 'kaart.html').resolve()}")
    return code


def _tell_absent(records: Sequence[SourceRecord], speak: Callable[[str], None]) -> int:
    """Say which sources could not be used and why, and return the exit status that goes with it."""
    failed = [record for record in records if record.status == "mislukt"]
    absent = [record for record in records if record.status == "niet_gegeven"]
    for record in failed:
        speak(f"Niet gelukt, {record.bron}: {record.melding}")
    if absent:
        speak(f"Niet gebruikt ({len(absent)}): {', '.join(record.bron for record in absent)}.")
        speak(f"  {absent[0].melding}")
    asked = [record for record in (*failed, *absent) if not listing.needs_key(record.bron)]
    return INCOMPLETE if asked else DONE


def _worst(outcomes: list[Outcome]) -> int:
    codes = {outcome.code for outcome in outcomes}
    if codes == {DONE}:
        return DONE
    return INCOMPLETE if codes & {DONE, INCOMPLETE} else NOTHING


def _speaker(*, stil: bool) -> Callable[[str], None]:
    def speak(line: str) -> None:
        if not stil:
            click.echo(line, err=True)

    return speak


def exit_code(error: WijkkaartError) -> int:
    """Return the exit status that belongs to an error."""
    return NOTHING if isinstance(error, NoBoundariesError) else WRONG_USE


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code = cli.main(given, prog_name="wijkkaart", standalone_mode=False)
    except WijkkaartError as error:
        _complain(str(error), debug="--debug" in given)
        code = exit_code(error)
    except click.UsageError as error:
        _complain(say_usage_error(error), debug=False)
        code = WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        _complain("Afgebroken; er is niets half geschreven.", debug=False)
        code = WRONG_USE
    except Exception as error:  # noqa: BLE001 - the one catch-all: a defect of ours is reported as one
        _complain(
            f"Er ging iets mis in wijkkaart zelf ({type(error).__name__}: {error}). "
            "Meld dit met de uitvoer van dezelfde opdracht met --debug.",
            debug="--debug" in given,
        )
        code = DEFECT
    sys.exit(code)


def _complain(message: str, *, debug: bool) -> None:
    if debug:
        traceback.print_exc()
    click.echo(message, err=True)
