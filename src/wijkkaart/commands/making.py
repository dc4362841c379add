"""Makes the outputs of one study area and says how that went."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from wijkkaart import pipeline
from wijkkaart.commands.report import absent_lines, closing_lines, is_complete, remark_lines
from wijkkaart.config import slug
from wijkkaart.writing import check_writable, write_result

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wijkkaart.config import Config
    from wijkkaart.fetching import Fetching
    from wijkkaart.provenance import SourceRecord

#: Exit statuses: all is there, or something could not be had or does not fit.
DONE, INCOMPLETE = 0, 3
OUTPUTS = Path("outputs")


def make_one(config: Config, uit: Path | None, speak: Callable[[str], None], fetching: Fetching) -> int:
    """Run one study area, write it into `uit` (else where the config says) and return the exit status.

    Raises
    ------
    WijkkaartError
        With one Dutch message: what is wrong, where, and what to do.
    """
    started = time.monotonic()
    check_writable(uit or config.uitvoer.map or OUTPUTS / slug(config.titel))
    result = pipeline.run(config, speak, fetching)
    folder = uit or config.uitvoer.map or OUTPUTS / slug(result.naam)
    speak("Kaart en tabellen schrijven")
    where = write_result(result, folder)
    if where != folder:
        speak(f"De map {folder} is in gebruik (staat er een bestand open?); de nieuwe run staat in {where}.")
    for line in remark_lines(result):
        speak(line)
    code = tell_absent(result.bronnen, speak)
    for line in closing_lines(result, where, time.monotonic() - started):
        speak(line)
    return code


def tell_absent(records: Sequence[SourceRecord], speak: Callable[[str], None]) -> int:
    """Say which sources could not be used and why, and return the exit status that goes with it."""
    for line in absent_lines(records):
        speak(line)
    return DONE if is_complete(records) else INCOMPLETE
