"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

_FOLDER = click.Path(path_type=Path)
_TECHNICAL = "Toon bij een fout de technische details."

stil = click.option("--stil", is_flag=True, help="Toon alleen fouten.")
uit = click.option("--uit", type=_FOLDER, metavar="MAP", help="Map voor de uitvoer.")
offline = click.option("--offline", is_flag=True, help="Gebruik alleen wat eerder is opgehaald.")
vernieuw = click.option("--vernieuw", is_flag=True, help="Haal opnieuw op wat er al is.")
cache = click.option("--cache", type=_FOLDER, metavar="MAP", help="Map voor wat is opgehaald.")
as_json = click.option("--json", "as_json", is_flag=True, help="Als JSON.")
# Read by main() from the arguments, so that it also holds for errors before a command starts.
debug = click.option("--debug", is_flag=True, expose_value=False, help=_TECHNICAL)
