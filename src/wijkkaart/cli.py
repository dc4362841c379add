"""The command line: the only module that prints and the only catch-all."""

from __future__ import annotations

import json
import sys
import time
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

import wijkkaart
from wijkkaart import pipeline
from wijkkaart.commands import check as checks
from wijkkaart.commands import explain as explaining
from wijkkaart.commands import listing
from wijkkaart.commands.batch import configs_for, run_all, whole_country, with_folders, worst
from wijkkaart.commands.beheer import message
from wijkkaart.commands.cache import tidy
from wijkkaart.commands.doctor import examine
from wijkkaart.commands.dutch import DutchCommand, DutchGroup, say_usage_error
from wijkkaart.commands.environment import describe, look_around
from wijkkaart.commands.finished import is_finished
from wijkkaart.commands.meter import Meter
from wijkkaart.commands.report import FINE, absent_lines, finding_lines, summary_lines
from wijkkaart.commands.targets import config_for
from wijkkaart.config import VOORBEELDSTAD, Config, slug
from wijkkaart.errors import NoBoundariesError, WijkkaartError
from wijkkaart.fetch.peek import Peek
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
_json = click.option("--json", "as_json", is_flag=True, help="Als JSON.")
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
    with may_fetch(cache, offline=offline, vernieuw=vernieuw, meter=_meter(stil=stil)) as fetching:
        return _run_one(config_for(doel or VOORBEELDSTAD), uit, _speaker(stil=stil), fetching)


@cli.command(cls=DutchCommand)
@click.argument("doel", metavar="GEMEENTE of CONFIG.yml")
@_vernieuw
@_cache
@_stil
@_debug
def fetch(doel: str, cache: Path | None, *, vernieuw: bool, stil: bool) -> int:
    """Haal de gegevens van een studiegebied op, zonder te rekenen."""
    speak = _speaker(stil=stil)
    with may_fetch(cache, offline=False, vernieuw=vernieuw, meter=_meter(stil=stil)) as fetching:
        readings = pipeline.read_sources(config_for(doel), speak, fetching)
    return _tell_absent([reading.record for reading in readings.values()], speak)


@cli.command(cls=DutchCommand)
@click.argument("doelen", nargs=-1, metavar="[GEMEENTE of CONFIG.yml ...]")
@click.option("--per-gemeente", is_flag=True, help="Maak van elke gemeente in een configuratie een eigen run.")
@click.option("--provincie", metavar="NAAM", help="Alle gemeenten van een provincie.")
@click.option("--alle", is_flag=True, help="Alle gemeenten van Nederland.")
@_uit
@_offline
@_vernieuw
@_cache
@_stil
@_debug
def batch(  # noqa: PLR0913 - one argument per option
    doelen: tuple[str, ...],
    uit: Path | None,
    provincie: str | None,
    cache: Path | None,
    *,
    alle: bool,
    per_gemeente: bool,
    offline: bool,
    vernieuw: bool,
    stil: bool,
) -> int:
    """Maak meer studiegebieden na elkaar; wat er al staat en nog geldt, blijft."""
    speak = _speaker(stil=stil)
    configs = configs_for(doelen, per_gemeente=per_gemeente)
    with may_fetch(cache, offline=offline, vernieuw=vernieuw, meter=_meter(stil=stil)) as fetching:
        if alle or provincie:
            configs += whole_country(provincie, fetching)
        outcomes = run_all(
            with_folders(configs, uit or _OUTPUTS),
            lambda config, folder: _run_one(config, folder, speak, fetching),
            speak,
            lambda config, folder: not vernieuw and is_finished(config, folder, fetching.vandaag),
        )
    for outcome in outcomes:
        speak(f"{outcome.naam}: {outcome.tekst}")
    return worst(outcomes)


@cli.command(cls=DutchCommand)
@click.argument("doel", required=False, metavar="[CONFIG.yml]")
@_debug
def check(doel: str | None) -> int:
    """Kijk een configuratie en het pakket zelf na, zonder internet."""
    return _print("\n".join(checks.check(config_for(doel) if doel else None)))


@cli.command("list", cls=DutchCommand)
@click.argument("wat", type=click.Choice(["bronnen", "indicatoren", "koppelkansen", "opgaven", "gemeenten"]))
@click.argument("doel", required=False, metavar="[CONFIG.yml]")
@_json
@_offline
@_cache
@_debug
def list_(wat: str, doel: str | None, cache: Path | None, *, as_json: bool, offline: bool) -> int:
    """Toon welke bronnen, indicatoren, koppelkansen, opgaven of gemeenten er zijn."""
    with may_fetch(cache, offline=offline, vernieuw=False, meter=_meter(stil=as_json)) as fetching:
        rows = listing.rows(wat, config_for(doel) if doel else None, fetching)
    return _print(_as_json(rows) if as_json else "\n".join(listing.lines(wat, rows)))


@cli.command(cls=DutchCommand)
@click.argument("doel", required=False, metavar="[CONFIG.yml]")
@click.option("--voor-beheer", is_flag=True, help="Maak een bericht voor de IT-afdeling: welke adressen open moeten.")
@_json
@_cache
@_debug
def doctor(doel: str | None, cache: Path | None, *, voor_beheer: bool, as_json: bool) -> int:
    """Kijk of elke dienst antwoordt, en of deze computer goed staat."""
    config = config_for(doel) if doel else None
    if voor_beheer:
        return _print(message(config))
    around, findings = look_around(cache), []
    _print("" if as_json else "\n".join([*describe(around), "", "Elke dienst om een klein antwoord vragen:"]))
    with Peek() as peek:
        for finding in examine(config, peek):
            findings.append(finding)
            _print("" if as_json else "\n".join(finding_lines(finding)))
    content = {"computer": asdict(around), "diensten": [asdict(finding) for finding in findings]}
    _print(_as_json(content) if as_json else "\n".join(summary_lines(findings)))
    return DONE if all(finding.stand in FINE for finding in findings) else INCOMPLETE


@cli.command(cls=DutchCommand)
@click.option("--ouder-dan", type=click.IntRange(min=0), metavar="DAGEN", help="Zonder: wat te oud is voor een run.")
@click.option("--droog", is_flag=True, help="Laat alleen zien wat er weg kan.")
@_cache
@_debug
def opruimen(ouder_dan: int | None, cache: Path | None, *, droog: bool) -> int:
    """Gooi weg wat lang geleden is opgehaald."""
    with may_fetch(cache, offline=True, vernieuw=False) as fetching:
        return _print("\n".join(tidy(fetching.store, ouder_dan, fetching.vandaag, dry=droog)))


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
    return _print("\n".join(lines))


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
    for line in absent_lines(records):
        speak(line)
    # A source that only comes as a file or with a key is optional: it does not count while it is not given.
    return INCOMPLETE if any(record.status == "mislukt" for record in records) else DONE


def _print(text: str) -> int:
    if text:
        click.echo(text)
    return DONE


def _as_json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)


def _meter(*, stil: bool) -> Meter | None:
    return None if stil else Meter(lambda text: click.echo(text, nl=False, err=True), live=sys.stderr.isatty())


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
