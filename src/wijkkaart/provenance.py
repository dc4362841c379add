"""Where each number comes from; travels with the result to every output."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_BLOCK = 1 << 20


@dataclass(frozen=True)
class SourceRecord:
    """What was used of one source in this run.

    Parameters
    ----------
    bron
        Source id.
    status
        ``gebruikt``, ``uit`` (switched off), ``niet_gegeven`` or ``mislukt``.
    bestanden
        File names without their folder: a personal path says nothing about the data.
    sha256
        Checksum per file, same order.
    jaar
        Edition or year, if the source or the config says so.
    rijen
        Rows or cells read inside the study area.
    melding
        Why it could not be used, in Dutch; empty when it was.
    """

    bron: str
    titel: str
    uitgever: str
    licentie: str
    naamsvermelding: str
    status: str
    bestanden: tuple[str, ...] = ()
    sha256: tuple[str, ...] = ()
    jaar: tuple[int, ...] = ()
    rijen: int | None = None
    opgehaald: str = ""
    url: str = ""
    melding: str = ""


def attribution(text: str, years: Sequence[int]) -> str:
    """Return an attribution with the newest of `years` for ``{jaar}``, or without it where there is no year."""
    if years:
        return text.replace("{jaar}", str(max(years)))
    return re.sub(r"[\s,]*\{jaar\}", "", text)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal text."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
