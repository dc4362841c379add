"""The file with all energy labels: asked for with a key, at an address that holds for an hour, and read in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pandas as pd

from wijkkaart.errors import InputError, SourceChanged, SourceUnavailable
from wijkkaart.fetch.answer import RequestRefused, where
from wijkkaart.fetch.archive import fetch_zip
from wijkkaart.fetch.columns import as_text, one_of
from wijkkaart.fetch.facts import Facts
from wijkkaart.sources._bag import bag_id

if TYPE_CHECKING:
    from wijkkaart.declarations import Order
    from wijkkaart.fetch.http import Http

URL = "https://public.ep-online.nl/api/v5"
#: Environment variable with the user's own key.
VARIABLE = "WIJKKAART_EPONLINE_SLEUTEL"
_QUESTION = {"fileType": "csv"}
_REFUSED = frozenset({401, 403})
CLASSES = frozenset({"A+++++", "A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G"})
_DATE = len("20230131")


def fetch(http: Http, order: Order) -> Facts:
    """Write the zip with the labels of the whole country.

    Its address is signed: whoever has it needs no key. It goes nowhere but to the download itself.
    """
    address = f"{order.url}/Mutatiebestand/DownloadInfo"
    answer = _ask(http, address, order.sleutel)
    fetch_zip(http, _signed(answer, address), order.map / "ep-online.zip", (".csv",))
    return Facts((f"{address}?fileType=csv",))


def _ask(http: Http, address: str, key: str) -> Any:
    try:
        # The key stands there by itself, without the word Bearer.
        return http.get(address, _QUESTION, accept=("application/json",), headers={"Authorization": key}).json()
    except RequestRefused as error:
        if error.status not in _REFUSED:
            raise
        # The service's own words may hold the key that it refuses.
        raise SourceUnavailable(
            f"EP-Online neemt de sleutel niet aan (HTTP {error.status}, {where(address)}). Controleer de "
            f"omgevingsvariabele {VARIABLE}; een sleutel is gratis aan te vragen op de site van EP-Online."
        ) from None


def _signed(answer: Any, address: str) -> str:
    """Return the address to download from; on a secure address too, unless the question was not."""
    link = answer.get("downloadUrl") if isinstance(answer, dict) else None
    if not isinstance(link, str) or urlsplit(link).scheme not in {"https", urlsplit(address).scheme}:
        raise SourceChanged(
            f"{where(address)}: het antwoord heeft geen bruikbare 'downloadUrl'. "
            "Download het bestand zelf en geef het op bij bronnen.rvo_energielabels."
        )
    return link


def compact(part: pd.DataFrame, where: str) -> pd.DataFrame:
    """Return the rows that name a verblijfsobject in small types: the whole country is millions of rows."""
    named = part[part["identificatie"] != ""]
    letters = as_text(named["energieklasse"])
    one_of(letters, CLASSES, where, "Pand_energieklasse")
    dates = {name: _dates(named[name], where) for name in ("registratiedatum", "geldig_tot")}
    kinds = pd.CategoricalDtype(sorted(CLASSES))
    return named.assign(identificatie=bag_id(named["identificatie"]), energieklasse=letters.astype(kinds), **dates)


def _dates(values: pd.Series, where: str) -> pd.Series:
    """Return dates written as ``20230131`` or ``2023-01-31``; NaT for none."""
    text = as_text(values).str.replace("-", "").str[:8]
    dates = pd.to_datetime(text.where(text.str.len() == _DATE), format="%Y%m%d", errors="coerce")
    wrong = text[dates.isna() & text.notna()]
    if len(wrong):
        raise InputError(f"{where}: {wrong.iloc[0]!r} is geen datum (JJJJMMDD). Controleer het bestand.")
    return dates
