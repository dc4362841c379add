"""Puts the results in their folder: everything or nothing.

A run is written beside its folder and moved into place when it is complete, so that a
reader never meets half a run. A folder that another program holds on to stays as it is;
the new run then stands beside it with a number.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wijkkaart.errors import OutputError
from wijkkaart.maps import write_map
from wijkkaart.outputs import write_provenance, write_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wijkkaart.result import Result

#: How many numbered folders are tried before giving up.
_MOST_COPIES = 99
_MAPS = {"kaart.html": "openbaar", "kaart_intern.html": "intern"}

#: Every name that a run may write: what an older run left under these names goes.
OUTPUT_NAMES = frozenset(
    {
        *_MAPS,
        *(f"{name}.csv" for name in ("indicatoren", "scores", "koppelkansen", "gebieden", "sterke_punten")),
        *("samenhang.csv", "samenhang_indicatoren.csv", "keuzes.csv"),
        *("dna.csv", "stemmen.csv", "tijdlijn.csv", "codeboek.csv", "datapackage.json", "herkomst.json", "LEESMIJ.txt"),
        *("indicatoren.parquet", "scores.parquet", "koppelkansen.parquet", "wijkkaart.parquet"),
        *("wijkkaart.gpkg", "wijkkaart.xlsx"),
    }
)


def check_writable(folder: Path) -> None:
    """Raise ``OutputError`` if nothing can be written where `folder` is to stand."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"De uitvoer kan niet naar {folder}: dat is een bestand. Kies een andere map met --uit.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder.parent).close()
    except OSError as error:
        raise OutputError(
            f"In de map {folder.parent} mag of kan niets worden geschreven ({error.strerror}). "
            "Kies een andere map met --uit."
        ) from error


def write_result(result: Result, folder: Path) -> Path:
    """Write all outputs of `result` and return the folder where they stand now.

    That is `folder`, or ``folder-2``, ``folder-3``, ... when a program holds a file in it.
    Files in `folder` that are not ours are kept.
    """
    check_writable(folder)
    fresh = Path(tempfile.mkdtemp(prefix=f"{folder.name}.nieuw-", dir=folder.parent))
    try:
        _write_all(result, fresh)
        return _move_into_place(fresh, folder)
    except OSError as error:
        raise OutputError(
            f"De uitvoer kon niet worden geschreven in {folder.parent} ({error.strerror or error}). "
            "Er is niets veranderd. Maak ruimte of kies een andere map met --uit."
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write_all(result: Result, folder: Path) -> None:
    formats: Sequence[str] = result.config.uitvoer.formaten
    write_tables(result, folder, formats)
    if "kaart" in formats:
        for name, openness in _MAPS.items():
            write_map(result, folder / name, openness)  # type: ignore[arg-type]
    written_at = datetime.now(UTC).isoformat(timespec="seconds")
    write_provenance(result, folder, written_at)


def _move_into_place(fresh: Path, folder: Path) -> Path:
    fresh.chmod(0o755)  # a temporary folder is for its maker only; colleagues read this one
    if not folder.exists():
        fresh.rename(folder)
        return folder
    aside = Path(tempfile.mkdtemp(prefix=f"{folder.name}.oud-", dir=folder.parent))
    old = aside / folder.name
    try:
        folder.rename(old)
    except OSError:
        aside.rmdir()
        return _move_beside(fresh, folder)
    try:
        _keep_foreign_files(old, fresh)
        fresh.rename(folder)
    except OSError:
        # Nothing of the old run, nor what users put beside it, may get lost on the way.
        old.rename(folder)
        aside.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)
    return folder


def _move_beside(fresh: Path, folder: Path) -> Path:
    for number in range(2, _MOST_COPIES + 1):
        beside = folder.with_name(f"{folder.name}-{number}")
        if not beside.exists():
            fresh.rename(beside)
            return beside
    raise OutputError(f"De map {folder} is in gebruik en er staan al {_MOST_COPIES} kopieën naast. Ruim die eerst op.")


def _keep_foreign_files(old: Path, fresh: Path) -> None:
    """Copy what users put in the old folder, such as saved notes, into the new one."""
    for item in sorted(old.iterdir()):
        if item.name in OUTPUT_NAMES or (fresh / item.name).exists():
            continue
        if item.is_dir():
            shutil.copytree(item, fresh / item.name)
        else:
            shutil.copy2(item, fresh / item.name)
