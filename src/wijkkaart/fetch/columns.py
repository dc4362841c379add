"""Recognises the fields of a dataset under every name they were published with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_UNIT = re.compile(r"^(?P<path>.*\S)\s*\((?P<unit>[^()]*)\)\s*$", re.DOTALL)
_SHOWN = 12


def plain(name: str) -> str:
    """Return `name` in lower case with letters and digits only: ``aantalInwoners`` equals ``AANTAL_INWONERS``."""
    return "".join(char for char in str(name).casefold() if char.isalnum())


def segments(header: str) -> tuple[str, ...]:
    """Return the plain parts of a heading ``path/to/topic (unit)``, unit left out."""
    found = _UNIT.match(header)
    return tuple(plain(part) for part in (found["path"] if found else header).split("/"))


def unit(header: str) -> str | None:
    """Return the unit of a heading ``path/to/topic (unit)``; None when it gives none."""
    found = _UNIT.match(header)
    return found["unit"].strip() if found else None


def find(headers: Collection[str], aliases: Collection[str], where: str) -> str | None:
    """Return the heading that carries the first known alias; None when there is none.

    An alias matches the last parts of a heading, so ``Basisonderwijs/Afstand tot school``
    finds ``Onderwijs/Basisonderwijs/Afstand tot school (km)``.

    Raises
    ------
    InputError
        When one alias fits several headings.
    """
    paths = {header: segments(header) for header in headers}
    for alias in aliases:
        tail = segments(alias)
        hits = [header for header, path in paths.items() if path[-len(tail) :] == tail]
        if len(hits) > 1:
            raise InputError(
                f"{where}: de kolommen {hits[0]!r} en {hits[1]!r} kunnen allebei {alias!r} zijn. Laat er één in staan."
            )
        if hits:
            return hits[0]
    return None


def select(
    frame: pd.DataFrame, aliases: Mapping[str, Sequence[str]], needed: Collection[str], where: str
) -> pd.DataFrame:
    """Return the known fields of `frame` under their own name (the keys of `aliases`), and its geometry.

    Raises
    ------
    InputError
        When the file has none of the names of a `needed` field.
    """
    headers = [str(column) for column in frame.columns if column != "geometry"]
    found = {name: find(headers, names, where) for name, names in aliases.items()}
    missing = [name for name in needed if found[name] is None]
    if missing:
        there = ", ".join(headers[:_SHOWN]) or "geen enkel veld"
        raise InputError(
            f"{where}: het veld {aliases[missing[0]][0]!r} ontbreekt; aanwezig zijn: {there}. "
            "Controleer of dit het goede bestand en de goede laag is."
        )
    kept = {name: frame[header] for name, header in found.items() if header is not None}
    if "geometry" in frame:
        kept["geometry"] = frame["geometry"]
    return frame.__class__(kept, index=frame.index)


def as_text(values: pd.Series) -> pd.Series:
    """Return `values` as text without padding; whole numbers without decimals, missing and empty as NaN."""
    if pd.api.types.is_numeric_dtype(values):
        numbers = pd.to_numeric(values)
        whole = bool((numbers.isna() | (numbers % 1 == 0)).all())
        values = numbers.astype("Int64") if whole else numbers.map("{:.15g}".format, na_action="ignore")
    text = values.astype("string").str.strip()
    return text.mask(text == "").astype("str")


def one_of(values: pd.Series, known: Collection[str], where: str, field: str) -> None:
    """Refuse a category that the register's own list does not have.

    Raises
    ------
    InputError
        Naming the field and the strange value.
    """
    strange = sorted(set(values.dropna().astype(str)) - set(known))
    if strange:
        raise InputError(
            f"{where}: het veld {field!r} bevat de onbekende waarde {strange[0]!r} "
            f"({len(strange)} onbekende waarden). Controleer het bestand; bekend zijn: {', '.join(sorted(known))}."
        )
