"""Reads the items of one long list in a JSON file, plain or gzipped, one by one: memory stays flat."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from wijkkaart.errors import InputError
from wijkkaart.fetch.reason import reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The list itself, or the field that holds it: features in GeoJSON, data in an answer of OCPI.
_BEGIN = re.compile(r'(?:^\s*|"(?:features|data)"\s*:\s*)\[')
_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 16
#: Characters; no item and no preface is nearly as long.
_LONGEST = 1 << 22


def read_items(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the items of the list.

    Raises
    ------
    InputError
        When the file is missing or broken off, or holds no list of objects.
    """
    if not path.exists():
        raise InputError(f"het bestand {path} bestaat niet. Controleer de naam en de map.")
    try:
        with _open(path) as file:
            yield from _items(file, path)
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise _broken(path, f"het is beschadigd ({reason(error, path)})") from error


@contextmanager
def _open(path: Path) -> Iterator[TextIO]:
    """Open the file as text; its first bytes tell whether it is gzipped, for its name may not."""
    with path.open("rb") as raw:
        packed = raw.read(len(_GZIP)) == _GZIP
        raw.seek(0)
        # gzip unpacks as it is read, so a bomb costs no memory.
        with io.TextIOWrapper(gzip.GzipFile(fileobj=raw) if packed else raw, encoding="utf-8-sig") as text:
            yield text


def _items(file: TextIO, path: Path) -> Iterator[dict[str, Any]]:
    buffer = _until_list(file, path)
    decoder = json.JSONDecoder()
    place = 0
    while True:
        place = _next(buffer, place)
        if buffer[place : place + 1] == "]":
            return
        try:
            item, end = decoder.raw_decode(buffer, place)
        except ValueError:
            chunk = file.read(_CHUNK)
            if not chunk or len(buffer) - place > _LONGEST:
                raise _broken(path, "het breekt af, of is geen JSON") from None
            buffer, place = buffer[place:] + chunk, 0
            continue
        if not isinstance(item, dict):
            raise _broken(path, f"de lijst bevat {str(item)[:40]!r} en geen objecten")
        yield item
        place = end


def _until_list(file: TextIO, path: Path) -> str:
    """Return the text that was read from the first item on."""
    buffer = ""
    while chunk := file.read(_CHUNK):
        buffer += chunk
        if found := _BEGIN.search(buffer):
            return buffer[found.end() :]
        if len(buffer) > _LONGEST:
            break
    raise _broken(path, "er staat geen lijst van objecten in")


def _next(buffer: str, place: int) -> int:
    """Return the place of the first character that is no comma or space."""
    while place < len(buffer) and buffer[place] in ", \t\r\n":
        place += 1
    return place


def _broken(path: Path, why: str) -> InputError:
    return InputError(f"bestand {path.name} is niet te lezen: {why}. Haal het opnieuw op.")
