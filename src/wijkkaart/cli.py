"""The command line: the only module that prints and the only catch-all."""

from __future__ import annotations

import json
import sys
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

import wijkkaart
from wijkkaart import pipeline
from wijkkaart.commands import check as checks
from wijkkaart.commands import cijfers as telling
from wijkkaart.commands import explain as explaining
from wijkkaart.commands import listing, options
from wijkkaart.commands.batch import configs_for, run_all, whole_country, with_folders, worst
from wijkkaart.commands.beheer import message
from wijkkaart.commands.cache import tidy
from wijkkaart.commands.compare import compare, fits
from wijkkaart.commands.diff import difference_lines, differences, read_run
from wijkkaart.commands.doctor import examine
from wijkkaart.commands.dutch import DutchCommand, DutchGroup, say_usage_error
from wijkkaart.commands.environment import describe, look_around
from wijkkaart.commands.finished import is_finished
from wijkkaart.commands.making import DONE, INCOMPLETE, OUTPUTS, make_one, tell_absent
from wijkkaart.commands.meter import Meter
from wijkkaart.commands.report import FINE, finding_lines, summary_lines
from wijkkaart.commands.sjabloon import write_templates
from wijkkaart.commands.targets import config_for
from wijkkaart.config import VOORBEELDSTAD
from wijkkaart.errors import NoBoundariesError, WijkkaartError
from wijkkaart.fetch.peek import Peek
from wijkkaart.fetching import may_fetch
from wijkkaart.koppelkansen.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Callable

DEFECT, WRONG_USE, NOTHING = 1, 2, 4


@click.group(cls=DutchGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(wijkkaart.__version__, message="wijkkaart %(version)s", help="Toon de versie.")
def cli() -> None:
    """Open data over een wijk, voor de integrale wijkaanpak.

    Zonder iets erbij maakt 'wijkkaart run' de verzonnen gemeente Voorbeeldstad.
    """


@cli.command(cls=DutchCommand)
@click.argument("doel", required=False, metavar="[GEMEENTE of CONFIG.yml]")
@options.uit
@options.offline
@options.vernieuw
@options.cache
@options.stil
@options.debug
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
        return make_one(config_for(doel or VOORBEELDSTAD), uit, _speaker(stil=stil), fetching)


@cli.command(cls=DutchCommand)
@click.argument("doel", metavar="GEMEENTE of CONFIG.yml")
@options.vernieuw
@options.cache
@options.stil
@options.debug
def fetch(doel: str, cache: Path | None, *, vernieuw: bool, stil: bool) -> int:
    """Haal de gegevens van een studiegebied op, zonder te rekenen."""
    speak = _speaker(stil=stil)
    with may_fetch(cache, offline=False, vernieuw=vernieuw, meter=_meter(stil=stil)) as fetching:
        readings = pipeline.read_sources(config_for(doel), speak, fetching)
    return tell_absent([reading.record for reading in readings.values()], speak)


@cli.command(cls=DutchCommand)
@click.argument("doelen", nargs=-1, metavar="[GEMEENTE of CONFIG.yml ...]")
@click.option("--per-gemeente", is_flag=True, help="Maak van elke gemeente in een configuratie een eigen run.")
@click.option("--provincie", metavar="NAAM", help="Alle gemeenten van een provincie.")
@click.option("--alle", is_flag=True, help="Alle gemeenten van Nederland.")
@options.uit
@options.offline
@options.vernieuw
@options.cache
@options.stil
@options.debug
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
            with_folders(configs, uit or OUTPUTS),
            lambda config, folder: make_one(config, folder, speak, fetching),
            speak,
            lambda config, folder: not vernieuw and is_finished(config, folder, fetching.vandaag),
        )
    for outcome in outcomes:
        speak(f"{outcome.naam}: {outcome.tekst}")
    return worst(outcomes)


@cli.command(cls=DutchCommand)
@click.argument("doel", required=False, metavar="[GEMEENTE of CONFIG.yml]")
@click.option("--cijfers", is_flag=True, help="Leg de cijfers naast die van het CBS; zonder DOEL van Voorbeeldstad.")
@options.as_json
@options.offline
@options.cache
@options.debug
def check(doel: str | None, cache: Path | None, *, cijfers: bool, as_json: bool, offline: bool) -> int:
    """Kijk een configuratie en het pakket na, zonder internet; of de cijfers, met --cijfers."""
    if not cijfers:
        return _print("\n".join(checks.check(config_for(doel) if doel else None)))
    speak = _speaker(stil=as_json)
    with may_fetch(cache, offline=offline, vernieuw=False, meter=_meter(stil=as_json)) as fetching:
        found = compare(config_for(doel or VOORBEELDSTAD), speak, fetching)
    code = tell_absent(found.bronnen, speak)
    _print(_as_json(telling.content(found)) if as_json else "\n".join(telling.lines(found)))
    return code if fits(found) else INCOMPLETE


@cli.command(cls=DutchCommand)
@click.argument("run_a", type=click.Path(path_type=Path), metavar="RUN_A")
@click.argument("run_b", type=click.Path(path_type=Path), metavar="RUN_B")
@options.as_json
@options.debug
def diff(run_a: Path, run_b: Path, *, as_json: bool) -> int:
    """Zeg wat er tussen twee runs veranderde; noem van elk de map met uitvoer."""
    found = differences(read_run(run_a), read_run(run_b))
    return _print(_as_json(found) if as_json else "\n".join(difference_lines(found)))


@cli.command("list", cls=DutchCommand)
@click.argument("wat", type=click.Choice(["bronnen", "indicatoren", "koppelkansen", "opgaven", "gemeenten"]))
@click.argument("doel", required=False, metavar="[CONFIG.yml]")
@options.as_json
@options.offline
@options.cache
@options.debug
def list_(wat: str, doel: str | None, cache: Path | None, *, as_json: bool, offline: bool) -> int:
    """Toon welke bronnen, indicatoren, koppelkansen, opgaven of gemeenten er zijn."""
    with may_fetch(cache, offline=offline, vernieuw=False, meter=_meter(stil=as_json)) as fetching:
        rows = listing.rows(wat, config_for(doel) if doel else None, fetching)
    return _print(_as_json(rows) if as_json else "\n".join(listing.lines(wat, rows)))


@cli.command(cls=DutchCommand)
@click.argument("doel", required=False, metavar="[CONFIG.yml]")
@click.option("--voor-beheer", is_flag=True, help="Maak een bericht voor de IT-afdeling: welke adressen open moeten.")
@options.as_json
@options.cache
@options.debug
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
@options.cache
@options.debug
def opruimen(ouder_dan: int | None, cache: Path | None, *, droog: bool) -> int:
    """Gooi weg wat lang geleden is opgehaald."""
    with may_fetch(cache, offline=True, vernieuw=False) as fetching:
        return _print("\n".join(tidy(fetching.store, ouder_dan, fetching.vandaag, dry=droog)))


@cli.command(cls=DutchCommand)
@click.argument("naam")
@click.option("--gebied", metavar="CODE", help="Vul de cijfers van dit gebied in.")
@click.option("--config", "doel", metavar="CONFIG.yml", help="Het studiegebied; anders Voorbeeldstad.")
@options.offline
@options.cache
@options.debug
def explain(naam: str, gebied: str | None, doel: str | None, cache: Path | None, *, offline: bool) -> int:
    """Leg een indicator, bron, opgave of koppelkans uit."""
    config = config_for(doel or VOORBEELDSTAD)
    if gebied is None:
        lines = explaining.explain(naam, load_rules(config.koppelregels))
    else:
        with may_fetch(cache, offline=offline, vernieuw=False) as fetching:
            lines = explaining.explain_cell(naam, gebied, pipeline.run(config, _speaker(stil=True), fetching))
    return _print("\n".join(lines))


@cli.command(cls=DutchCommand)
@click.argument("folder", type=click.Path(path_type=Path), default=Path("eigen"), metavar="[MAP]")
@options.debug
def sjabloon(folder: Path) -> int:
    """Maak lege bestanden voor wat bewoners en gemeente inbrengen."""
    return _print("\n".join(write_templates(folder)))


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
