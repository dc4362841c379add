"""A file on its way in: written beside its place, continued after a break, moved when it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkkaart import provenance
from wijkkaart.errors import SourceChanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_PARTIAL = 206


class PartFile:
    """The download of one file to `path`, by way of ``<name>.part`` in the same folder.

    Parameters
    ----------
    where
        Host and path of the address, for messages.
    expected_bytes
        Size that the server's index promises; None where there is none.
    """

    def __init__(self, path: Path, where: str, expected_bytes: int | None) -> None:
        self._path = path
        self._part = path.with_name(f"{path.name}.part")
        self._where = where
        self._expected = expected_bytes
        self._version: str | None = None
        self._part.parent.mkdir(parents=True, exist_ok=True)
        self._part.unlink(missing_ok=True)

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for what is missing: all of it, or the rest of the same version."""
        whole = {"Accept-Encoding": "identity"}
        if self._version is None or not self._size():
            return whole
        return whole | {"Range": f"bytes={self._size()}-", "If-Range": self._version}

    def add(self, status: int, headers: Mapping[str, str], chunks: Iterable[bytes]) -> None:
        """Write what came in; a later `add` continues when this one breaks off.

        Raises
        ------
        SourceChanged
            When the file changed under way, or is larger than promised.
        """
        rest = status == _PARTIAL
        if rest and (_version(headers) != self._version or _first_byte(headers) != self._size()):
            raise SourceChanged(f"{self._where}: het bestand veranderde tijdens het ophalen. Probeer het opnieuw.")
        self._version = _version(headers)
        with self._part.open("ab" if rest else "wb") as file:
            for chunk in chunks:
                file.write(chunk)
                if self._expected is not None and file.tell() > self._expected:
                    raise self._strange("groter dan", f"{self._expected} bytes")

    def finish(self, sha256: str | None) -> None:
        """Check the whole file and move it to its place.

        Raises
        ------
        SourceChanged
            When its size or its checksum is not what was promised.
        """
        if not self._size():
            raise self._strange("leeg", "(0 bytes)")
        if self._expected is not None and self._size() != self._expected:
            raise self._strange(f"{self._size()} bytes in plaats van", f"{self._expected} bytes")
        if sha256 is not None:
            found = provenance.sha256(self._part)
            if found != sha256.lower():
                raise self._strange("niet het beloofde bestand: sha256", f"{found} in plaats van {sha256.lower()}")
        self._part.replace(self._path)

    def drop(self) -> None:
        """Remove what is left of an unfinished download."""
        self._part.unlink(missing_ok=True)

    def _size(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def _strange(self, how: str, than: str) -> SourceChanged:
        return SourceChanged(
            f"{self._where}: het bestand is {how} {than}. Probeer het later opnieuw, of geef het zelf op bij 'bestand'."
        )


def _version(headers: Mapping[str, str]) -> str | None:
    """Return what marks this version of the file; None when the rest of it cannot safely be asked for later."""
    if headers.get("Content-Encoding", "identity") != "identity" or headers.get("Accept-Ranges") == "none":
        return None
    etag = headers.get("ETag", "W/")
    # A weak ETag may stay the same while bytes change, so HTTP forbids it in If-Range.
    return headers.get("Last-Modified") if etag.startswith("W/") else etag


def _first_byte(headers: Mapping[str, str]) -> int:
    start = headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(start) if start.isdigit() else -1
