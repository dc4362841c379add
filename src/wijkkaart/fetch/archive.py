"""Streams large delimited files, plain or inside a zip, so that only the wanted columns are held."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import pyarrow as pa
from pyarrow import csv as arrow_csv

from wijkkaart.errors import InputError
from wijkkaart.fetch.columns import find

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

#: A publisher may put a few lines (date, version) before the headings.
_PREAMBLE = 10
_BLOCK = 1 << 24


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


def has_member(source: Delimited) -> bool:
    """Return whether the zip holds such a file."""
    with zipfile.ZipFile(source.path) as archive:
        return any(name.lower().endswith(source.member) for name in archive.namelist())


def stream(
    source: Delimited, columns: Mapping[str, Sequence[str]], optional: Collection[str] = ()
) -> Iterator[pd.DataFrame]:
    """Yield the file in parts, the wanted columns only, as text.

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
            for batch in reader:
                yield batch.to_pandas().rename(columns=wanted).assign(**dict.fromkeys(absent, ""))
    except (pa.ArrowException, zipfile.BadZipFile, OSError) as error:
        raise _corrupt(source, error) from error


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
            line = file.readline().decode("latin-1").removeprefix("ï»¿").strip("\r\n")
            headers = [name.strip().strip('"') for name in line.split(source.delimiter)]
            if find(headers, marks, source.where) is not None:
                return headers, skipped
    raise InputError(f"{source.where}: de kolom {marks[0]!r} ontbreekt. Controleer of dit het goede bestand is.")


@contextmanager
def _open(source: Delimited) -> Iterator[IO[bytes]]:
    if not source.path.exists():
        raise InputError(f"het bestand {source.path} bestaat niet. Controleer de naam en de map.")
    if not zipfile.is_zipfile(source.path):
        with source.path.open("rb") as file:
            yield file
        return
    try:
        with zipfile.ZipFile(source.path) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith(source.member)]
            if not names:
                raise InputError(f"bestand {source.path.name} bevat geen {source.member}. Kies een ander bestand.")
            with archive.open(names[0]) as file:
                yield file
    except zipfile.BadZipFile as error:
        raise _corrupt(source, error) from error


def _corrupt(source: Delimited, error: Exception) -> InputError:
    reason = " ".join(str(error).split())[:120]
    return InputError(f"{source.where} is niet te lezen ({reason}). Haal het bestand opnieuw op.")
