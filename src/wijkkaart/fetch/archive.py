"""Reads zips without trusting them, and streams large delimited files, plain or inside a zip.

No member is ever written under the name that the zip gives it. A zip that points outside itself, or that
would grow out of all proportion when unpacked, is refused as a whole.
"""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO, TYPE_CHECKING

import pyarrow as pa
from pyarrow import csv as arrow_csv

from wijkkaart.errors import InputError, SourceChanged
from wijkkaart.fetch.answer import where
from wijkkaart.fetch.columns import find
from wijkkaart.fetch.facts import Facts
from wijkkaart.fetch.reason import reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from wijkkaart.fetch.http import Http

#: A publisher may put a few lines (date, version) before the headings.
_PREAMBLE = 10
_BLOCK = 1 << 24
#: Longer than any line of headings; a file without line ends is not read whole for them.
_LONGEST_LINE = 1 << 20
#: Far above the largest zip we know (a national register: thousands of members, tens of GB).
_MOST_MEMBERS = 20_000
_MOST_BYTES = 128 << 30
#: Text packs some 30 times, a raster with one value some 200 times; bombs reach 1,000 and more.
_LARGEST_RATIO = 300
_RATIO_COUNTS_FROM = 64 << 20
_ENCRYPTED = 0x1
#: Stored, deflate, and deflate64 (which Windows uses for files above 2 GB, and only GDAL can unpack).
_METHODS = frozenset({0, 8, 9})
#: Bytes that at least stand before the data of a member.
_LOCAL_HEADER = 30
#: What a Mac puts beside each member.
_SHADOW = "__MACOSX/"
_AGAIN = "Haal het bestand opnieuw op."


@dataclass(frozen=True)
class Delimited:
    """One delimited file.

    Parameters
    ----------
    path
        The file itself, or a zip.
    member
        How the name inside the zip ends; without meaning for a plain file.
    """

    path: Path
    member: str
    delimiter: str = ","
    encoding: str = "utf8"

    @property
    def where(self) -> str:
        """File and member, for messages."""
        return f"bestand {self.path.name}" + (f" ({self.member})" if zipfile.is_zipfile(self.path) else "")


def members(path: Path) -> tuple[str, ...]:
    """Return the names of the files in a zip, in its own order, after checking that all of it is safe.

    Raises
    ------
    InputError
        When the zip is corrupt, or holds what no data set holds: names that point outside it, links,
        encrypted, doubled or overlapping members, too many of them, or a zip bomb.
    """
    with _zip(path) as (_, names):
        return names


def extract(path: Path, member: str, target: Path) -> None:
    """Write the only file in a zip whose name ends on `member` to `target`, whole or not at all.

    Raises
    ------
    InputError
        When there is no such file, or more than one, or the zip is corrupt or unsafe.
    """
    part = target.with_name(f"{target.name}.part")
    with _zip(path) as (archive, names):
        found = _ending(names, member)
        if len(found) != 1:
            there = ", ".join(found[:3]) or "geen"
            raise InputError(f"bestand {path.name} moet precies één {member} bevatten, maar heeft: {there}.")
        try:
            with archive.open(found[0]) as packed, part.open("wb") as file:
                shutil.copyfileobj(packed, file, _BLOCK)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def fetch_zip(
    http: Http, url: str, path: Path, needs: Sequence[str] = (), *, expected_bytes: int | None = None
) -> Facts:
    """Download a zip to `path`; it is kept only if it is safe and has a file ending on each of `needs`.

    Raises
    ------
    SourceUnavailable
        When the service is dead or refuses.
    SourceChanged
        When what comes in is not such a zip.
    """
    http.download(url, path, expected_bytes=expected_bytes)
    try:
        names = members(path)
    except InputError as error:
        path.unlink()
        raise SourceChanged(f"{where(url)}: {error}") from error
    missing = [need for need in needs if not _ending(names, need)]
    if missing:
        path.unlink()
        raise SourceChanged(
            f"{where(url)}: in de zip zit geen {', '.join(missing)}. Geef het bestand zelf op bij 'bestand'."
        )
    return Facts(urls=(url,))


def has_member(source: Delimited) -> bool:
    """Return whether the zip holds such a file."""
    return bool(_ending(members(source.path), source.member))


def headings(source: Delimited) -> list[str]:
    """Return the headings on the first line, for a file whose columns are known by their place."""
    with _open(source) as file:
        return _split(file, source.delimiter)


def stream(
    source: Delimited, columns: Mapping[str, Sequence[str]], optional: Collection[str] = ()
) -> Iterator[pd.DataFrame]:
    """Yield the file in parts, the wanted columns only, as text; without any row one empty part.

    Parameters
    ----------
    columns
        Name -> the headings it may have; the first column must always be there.
    optional
        Names whose column may be absent: it then holds empty text.

    Raises
    ------
    InputError
        When the file is missing or corrupt, or lacks one of the columns.
    """
    headers, skipped = _headers(source, next(iter(columns.values())))
    found = {name: find(headers, names, source.where) for name, names in columns.items()}
    absent = [name for name, header in found.items() if header is None]
    missing = [columns[name][0] for name in absent if name not in optional]
    if missing:
        raise InputError(f"{source.where}: de kolom {missing[0]!r} ontbreekt. Controleer of dit het goede bestand is.")
    wanted = {header: name for name, header in found.items() if header is not None}
    try:
        with _open(source) as file, _reader(source, file, skipped, list(wanted)) as reader:
            nothing = pa.RecordBatch.from_pylist([], schema=reader.schema)
            for batch in chain([next(reader, nothing)], reader):
                yield batch.to_pandas().rename(columns=wanted).assign(**dict.fromkeys(absent, ""))
    except (pa.ArrowException, OSError) as error:
        raise _corrupt(source.where, source.path, error) from error


def _reader(source: Delimited, file: IO[bytes], skipped: int, wanted: list[str]) -> arrow_csv.CSVStreamingReader:
    return arrow_csv.open_csv(
        file,
        read_options=arrow_csv.ReadOptions(skip_rows=skipped, encoding=source.encoding, block_size=_BLOCK),
        parse_options=arrow_csv.ParseOptions(delimiter=source.delimiter, newlines_in_values=False),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=wanted, column_types=dict.fromkeys(wanted, pa.string()), strings_can_be_null=False
        ),
    )


def _headers(source: Delimited, marks: Sequence[str]) -> tuple[list[str], int]:
    """Return the headings and how many lines stand before them; the first wanted column marks the line."""
    with _open(source) as file:
        for skipped in range(_PREAMBLE):
            headers = _split(file, source.delimiter)
            if find(headers, marks, source.where) is not None:
                return headers, skipped
    raise InputError(f"{source.where}: de kolom {marks[0]!r} ontbreekt. Controleer of dit het goede bestand is.")


def _split(file: IO[bytes], delimiter: str) -> list[str]:
    line = file.readline(_LONGEST_LINE).decode("latin-1").removeprefix("ï»¿").strip("\r\n")
    return [name.strip().strip('"') for name in line.split(delimiter)]


@contextmanager
def _open(source: Delimited) -> Iterator[IO[bytes]]:
    if not source.path.exists():
        raise InputError(f"het bestand {source.path} bestaat niet. Controleer de naam en de map.")
    if not zipfile.is_zipfile(source.path):
        with source.path.open("rb") as file:
            yield file
        return
    with _zip(source.path) as (archive, names):
        found = _ending(names, source.member)
        if not found:
            raise InputError(f"bestand {source.path.name} bevat geen {source.member}. Kies een ander bestand.")
        with archive.open(found[0]) as file:
            yield file


def _ending(names: Sequence[str], member: str) -> list[str]:
    return [name for name in names if name.lower().endswith(member.lower())]


@contextmanager
def _zip(path: Path) -> Iterator[tuple[zipfile.ZipFile, tuple[str, ...]]]:
    """Open a zip that was checked, with the names of its files."""
    if not path.exists():
        raise InputError(f"het bestand {path} bestaat niet. Controleer de naam en de map.")
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            fault = next(_faults(infos), None)
            if fault is not None:
                raise InputError(f"bestand {path.name} is niet veilig uit te pakken: {fault}. {_AGAIN}")
            names = (info.filename for info in infos)
            yield archive, tuple(name for name in names if not name.endswith("/") and not name.startswith(_SHADOW))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, UnicodeDecodeError, zlib.error) as error:
        raise _corrupt(f"bestand {path.name}", path, error) from error


def _faults(infos: Sequence[zipfile.ZipInfo]) -> Iterator[str]:
    """Yield why a zip is not safe to unpack; what it declares is checked, as that bounds what is read."""
    if len(infos) > _MOST_MEMBERS:
        yield f"er zitten {len(infos)} bestanden in, meer dan {_MOST_MEMBERS}"
    unpacked, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if unpacked > _MOST_BYTES:
        yield f"uitgepakt is het {unpacked >> 30} GB groot"
    if unpacked > _RATIO_COUNTS_FROM and unpacked > packed * _LARGEST_RATIO:
        yield f"uitgepakt is het meer dan {_LARGEST_RATIO} keer zo groot ({unpacked >> 20} MB)"
    for info in infos:
        yield from _member_faults(info)
    yield from _place_faults(infos)


def _member_faults(info: zipfile.ZipInfo) -> Iterator[str]:
    """Yield why a member is not a plain file or folder inside the zip, by the rules of any system."""
    name = info.filename
    windows = PureWindowsPath(name)
    if not name or info.header_offset < 0:
        yield f"het bestand {name!r} in de zip heeft geen naam of geen plaats"
    if PurePosixPath(name).is_absolute() or windows.drive or windows.root or ".." in windows.parts:
        yield f"{name!r} wijst naar een plek buiten het bestand"
    if stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        yield f"{name!r} is een verwijzing, geen bestand"
    if info.flag_bits & _ENCRYPTED:
        yield f"{name!r} is versleuteld"
    if info.compress_type not in _METHODS:
        yield f"{name!r} is op een ongewone manier ingepakt"


def _place_faults(infos: Sequence[zipfile.ZipInfo]) -> Iterator[str]:
    """Yield which members share a name, or lie over each other: the same bytes unpacked many times."""
    for name, count in Counter(info.filename for info in infos).items():
        if count > 1:
            yield f"{name!r} komt er {count} keer in voor"
    for one, other in pairwise(sorted(infos, key=lambda info: info.header_offset)):
        if one.header_offset + _LOCAL_HEADER + one.compress_size > other.header_offset:
            yield f"{one.filename!r} en {other.filename!r} liggen over elkaar heen"


def _corrupt(place: str, path: Path, error: Exception) -> InputError:
    return InputError(f"{place} is niet te lezen ({reason(error, path)}). {_AGAIN}")
