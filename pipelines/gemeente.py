"""One study area, from open data to map and tables: the whole chain on one screen.

Copy it and change a step. Usage: ``python pipelines/gemeente.py config/voorbeeldstad.yml outputs/voorbeeldstad``
"""

from __future__ import annotations

import sys
from pathlib import Path

from wijkkaart.commands.targets import config_for
from wijkkaart.pipeline import run
from wijkkaart.writing import write_result


def main(target: str, folder: Path) -> None:
    """Compute the study area that `target` names and write everything to `folder`."""
    # A config file, or the name or code of a gemeente.
    config = config_for(target)

    # Sources, layers, indicators, scores and koppelkansen: tables in memory, to look at or to add to.
    result = run(config, progress=lambda line: print(line, file=sys.stderr))

    # Map, tables, GeoPackage, workbook and papers: everything or nothing.
    print(write_result(result, folder))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
