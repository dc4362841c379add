"""Mean gas use of small connections per range of postcodes, from the yearly files of the grid operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart.declarations import Source
from wijkkaart.errors import InputError
from wijkkaart.extent import RD
from wijkkaart.fetch.archive import Delimited, headings, stream
from wijkkaart.fetch.columns import as_text
from wijkkaart.sources._objecten import place_of

if TYPE_CHECKING:
    from pathlib import Path

    from wijkkaart.config import Bron
    from wijkkaart.extent import Extent

_COLUMNS = {
    "van": ("POSTCODE_VAN", "POSTCODE_VANAF"),
    "tot": ("POSTCODE_TOT", "POSTCODE_TOT_EN_MET"),
    "product": ("PRODUCTSOORT", "PRODUCT"),
    "aansluitingen": ("AANSLUITINGEN_AANTAL", "AANTAL_AANSLUITINGEN", "AANSLUITINGEN"),
    "sjv": ("SJV_GEMIDDELD", "GEMIDDELD_SJV", "SJV"),
}
_MARKS = (";", "\t", ",")
_POSTCODE = r"\d{4}[A-Z]{2}"


def read(invoer: Bron, extent: Extent) -> gpd.GeoDataFrame:
    """Return gas per range of postcodes (index the range, no geometry): van, tot, aansluitingen, sjv (m3 a year)."""
    del extent  # a range of postcodes carries no place; the addresses of the BAG do
    rows, where = pd.concat([_read_file(path) for path in invoer.bestand]), place_of(invoer)
    gas = rows[rows["product"].str.strip().str.upper() == "GAS"]
    if gas.empty:
        raise InputError(f"{where} heeft geen regels met productsoort GAS. Kies het bestand met gas erin.")
    ends = gas[["van", "tot"]].apply(lambda codes: codes.str.replace(" ", "").str.upper())
    wrong = ends[~(ends["van"].str.fullmatch(_POSTCODE) & ends["tot"].str.fullmatch(_POSTCODE))]
    if len(wrong):
        raise InputError(f"{where}: {' tot '.join(wrong.iloc[0])!r} is geen reeks postcodes. Controleer het bestand.")
    numbers = gas[["aansluitingen", "sjv"]].apply(_numbers, where=where)
    ranges = ends.join(numbers).dropna().query("aansluitingen > 0")
    # One street may stand in several rows: other kinds of connection, other grid.
    total = ranges.assign(sjv=ranges["sjv"] * ranges["aansluitingen"]).groupby(["van", "tot"]).sum().reset_index()
    named = total.assign(sjv=total["sjv"] / total["aansluitingen"]).set_index(total["van"] + "-" + total["tot"])
    return gpd.GeoDataFrame(named, geometry=gpd.GeoSeries(None, index=named.index, crs=RD), crs=RD)


def _read_file(path: Path) -> pd.DataFrame:
    """Return the wanted columns as text; the mark between columns differs between operators and years."""
    mark = max(_MARKS, key=lambda sign: len(headings(Delimited(path, ".csv", sign))))
    return pd.concat(stream(Delimited(path, ".csv", mark), _COLUMNS), ignore_index=True)


def _numbers(cells: pd.Series, where: str) -> pd.Series:
    text = as_text(cells)
    numbers = pd.to_numeric(text.str.replace(",", "."), errors="coerce")
    strange = text[numbers.isna() & text.notna()]
    if len(strange):
        raise InputError(f"{where}: {strange.iloc[0]!r} in {cells.name} is geen getal. Controleer het bestand.")
    return numbers


SOURCE = Source(
    id="netbeheer_kleinverbruik",
    titel="Kleinverbruik per postcode van de netbeheerders",
    uitgever="Netbeheerders (Stedin, Liander, Enexis en andere)",
    licentie="open data, zie de pagina van de netbeheerder",
    naamsvermelding="Bron: netbeheerder, kleinverbruikgegevens",
    webpagina="https://www.stedin.net/zakelijk/open-data/verbruiksgegevens",
    soort="objecten",
    read=read,
    verwachte_velden=("van", "tot", "product", "aansluitingen", "sjv"),
    sleutel=True,
    toelichting="CSV of zip van de eigen netbeheerder; alleen gebruikt als het CBS geen cijfer over aardgas heeft.",
)
