"""Finds the gemeente that a user means, by code or by any usual spelling of its name."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from wijkkaart.config import GEMEENTECODE
from wijkkaart.errors import ConfigError

if TYPE_CHECKING:
    import pandas as pd

#: Names in daily use whose official form is another word, both in plain form.
_USUAL_NAMES = {
    "denhaag": "sgravenhage",
    "denbosch": "shertogenbosch",
    "zuidwestfriesland": "sudwestfryslan",
    "noordoostfriesland": "noardeastfryslan",
    "defriesemeren": "defryskemarren",
    "tietjerksteradeel": "tytsjerksteradiel",
    "dantumadeel": "dantumadiel",
}
_USUAL_PROVINCES = {"friesland": "fryslan", "brabant": "noordbrabant"}
#: What the letters behind a name mean where two gemeenten share that name.
_PROVINCES = {
    "g": "gelderland",
    "gld": "gelderland",
    "l": "limburg",
    "nb": "noordbrabant",
    "nh": "noordholland",
    "o": "overijssel",
    "u": "utrecht",
    "z": "zeeland",
    "zh": "zuidholland",
}
_SUFFIX = re.compile(r"\(([^()]*)\)\s*$")
_GEMEENTE = re.compile(r"^\s*gemeente\s+", re.IGNORECASE)
_DIGITS = re.compile(r"^\d{1,4}$")
_SHOWN = 5
_ALIKE = 0.6


def find_gemeente(name_or_code: str, rows: pd.DataFrame) -> str:
    """Return the code (``GM0518``) of the gemeente that is meant.

    Capitals, accents, spaces and punctuation do not count, nor does the province behind a name as
    long as one gemeente is left: ``Sudwest-Fryslan``, ``den haag`` and ``Bergen NH`` are found.

    Parameters
    ----------
    rows
        The gemeenten there are: columns ``code`` and ``naam``; a gemeente may have several rows.

    Raises
    ------
    ConfigError
        When there is no such gemeente (the message names those that look like it), or when several
        have this name (the message lists them).
    """
    asked = name_or_code.strip()
    names = dict(zip(rows["code"].astype(str), rows["naam"].astype(str), strict=True))
    if GEMEENTECODE.match(asked.upper()):
        return _known_code(asked.upper(), names)
    if _DIGITS.match(asked):
        raise ConfigError(f"Schrijf de code van een gemeente met GM ervoor: GM{asked.zfill(4)} in plaats van {asked}.")
    found = _matching(asked, names)
    if len(found) == 1:
        return found[0]
    if found:
        raise ConfigError(
            f"Er zijn {len(found)} gemeenten met de naam {asked!r}: {_listed(found, names)}. "
            "Kies er een en noem de code."
        )
    raise ConfigError(_unknown(asked, names))


def gemeenten_in(province: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the `rows` of one province, by any usual spelling of its name.

    Parameters
    ----------
    rows
        The gemeenten there are: columns ``code``, ``naam`` and ``provincie``.

    Raises
    ------
    ConfigError
        When there is no such province (the message lists them), or the rows name no province at all.
    """
    there = sorted(rows["provincie"].dropna().astype(str).unique())
    if not there:
        raise ConfigError("Van de gemeenten is nu geen provincie bekend. Probeer het later, of noem de gemeenten zelf.")
    wanted = plain_name(province)
    wanted = _USUAL_PROVINCES.get(wanted, wanted)
    found = rows[rows["provincie"].isin([name for name in there if plain_name(name) == wanted])]
    if found.empty:
        raise ConfigError(f"Er is geen provincie {province!r}. Kies uit: {', '.join(there)}.")
    return found


def plain_name(name: str) -> str:
    """Return a name in lower case, without accents, spaces and punctuation.

    >>> plain_name("Súdwest-Fryslân"), plain_name("'s-Gravenhage")
    ('sudwestfryslan', 'sgravenhage')
    """
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def _known_code(code: str, names: dict[str, str]) -> str:
    if code in names:
        return code
    raise ConfigError(
        f"Er is geen gemeente met de code {code}. De code is misschien van een gemeente die is opgegaan in een andere; "
        "noem dan de naam of de code van de nieuwe gemeente."
    )


def _matching(asked: str, names: dict[str, str]) -> list[str]:
    """Return the codes of the gemeenten with this name: as asked, else without what stands in brackets."""
    bare = _GEMEENTE.sub("", asked)
    for spelling in dict.fromkeys((asked, bare, _SUFFIX.sub("", bare))):
        wanted = plain_name(spelling)
        wanted = _USUAL_NAMES.get(wanted, wanted)
        found = sorted(code for code, name in names.items() if wanted and wanted in _spellings(name))
        if found:
            return found
    return []


def _spellings(name: str) -> set[str]:
    """Return the plain forms of an official name: whole, without its province, with the province in full."""
    spellings = {plain_name(name)}
    suffix = _SUFFIX.search(name)
    if suffix is not None:
        stem, letters = plain_name(name[: suffix.start()]), plain_name(suffix[1])
        spellings |= {stem, stem + _PROVINCES.get(letters, letters)}
    return spellings


def _unknown(asked: str, names: dict[str, str]) -> str:
    plain = {code: plain_name(name) for code, name in names.items()}
    wanted = plain_name(asked)
    starting = sorted(code for code, name in plain.items() if wanted and name.startswith(wanted))
    close = get_close_matches(wanted, sorted(plain.values()), n=_SHOWN, cutoff=_ALIKE)
    alike = [code for name in close for code in sorted(plain) if plain[code] == name]
    found = list(dict.fromkeys(starting + alike))[:_SHOWN]
    start = f"Er is geen gemeente met de naam {asked!r}."
    return f"{start} Lijkt erop: {_listed(found, names)}." if found else f"{start} Controleer de naam of noem de code."


def _listed(codes: list[str], names: dict[str, str]) -> str:
    return ", ".join(f"{names[code]} ({code})" for code in codes)
