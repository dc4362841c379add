"""What others publish about heat: PBL, the grid operator and the heat atlas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.addresses import HOME, IN_USE_OBJECT
from wijkkaart.voorbeeldstad.files import as_csv, write_layer, write_text, write_zip
from wijkkaart.voorbeeldstad.gazetteer import GEMEENTECODE, GEMEENTENAAM
from wijkkaart.voorbeeldstad.wijktypes import WIJKTYPES

if TYPE_CHECKING:
    from pathlib import Path

    from wijkkaart.voorbeeldstad.plan import Plan

BUILDINGS_HEADER = (
    "I01_buurtcode", "I02_buurtnaam", "I03_wijkcode", "I04_wijknaam", "I05_gemeentecode", "I06_gemeentenaam",
    "I09_aantal_woningen [Aansluiting]", "I11_woningequivalenten [Woning]",
)  # fmt: skip
LETTERS = ("A", "B", "C", "D", "E", "F", "G")
LABELS_HEADER = ("Label_A_en_beter", *(f"Label_{letter}" for letter in LETTERS[1:]), "Geen_label")
STRATEGY_HEADER = (
    "I01_buurtcode", "Code_Indicator", "Eenheid", "Laagste_Nationale_Kosten",
    *(f"Strategie_{number}" for number in range(1, 5)),
)  # fmt: skip
VARIANTS = ("s1a", "s2b", "s3c", "s4a")
GAS_HEADER = (
    "NETBEHEERDER", "STRAATNAAM", "POSTCODE_VAN", "POSTCODE_TOT", "WOONPLAATS", "PRODUCTSOORT",
    "AANSLUITINGEN_AANTAL", "SJV_GEMIDDELD",
)  # fmt: skip
#: Grid operators show no fewer connections than this on one line.
LEAST_CONNECTIONS = 10
MOST_GAS_M3 = 3000


def homes_in_use(objects: gpd.GeoDataFrame, plan: Plan) -> gpd.GeoDataFrame:
    """Return the dwellings in use, with the code of their buurt."""
    in_use = objects["status"].str.startswith((IN_USE_OBJECT, "Verbouwing"))
    homes = objects[in_use & objects["gebruiksdoel"].str.contains(HOME)]
    return homes.assign(buurtcode=plan.buurten["buurtcode"].to_numpy()[homes["buurt"]])


def write_startanalyse(folder: Path, homes: gpd.GeoDataFrame, labels: Path, plan: Plan) -> Path:
    """Write the zip of the gemeente: the labels of ep-online.csv counted per buurt, and the cost of each strategy."""
    letters = homes["identificatie"].map(_valid_labels(labels))
    counts = pd.crosstab(homes["buurtcode"], letters.fillna("geen")).reindex(columns=[*LETTERS, "geen"], fill_value=0)
    land = plan.buurten[plan.buurten["wijktype"] != "water"].set_index("buurtcode")
    counts = counts.reindex(land.index, fill_value=0)
    costs = _costs(land, homes, counts.sum(axis=1))
    path = folder / f"{GEMEENTENAAM}.zip"
    members = {
        f"{GEMEENTENAAM}_totaalbebouwing.csv": _buildings(land, counts),
        f"{GEMEENTENAAM}_strategie.csv": _strategies(costs),
    }
    write_zip(path, {name: "\ufeff" + text for name, text in members.items()})
    return path


def _valid_labels(path: Path) -> pd.Series:
    """Return the letter of the newest label of each dwelling that holds on the last day in the file."""
    rows = pd.read_csv(path, sep=";", dtype="str")
    valid = rows[rows["Geldig_tot"] >= rows["Registratiedatum"].max()].sort_values("Registratiedatum")
    last = valid.drop_duplicates("BAGVerblijfsobjectID", keep="last").set_index("BAGVerblijfsobjectID")
    letter: pd.Series = last["Energieklasse"].str[0]
    return letter


def _buildings(land: gpd.GeoDataFrame, counts: pd.DataFrame) -> str:
    number = counts.sum(axis=1)
    rows = [
        [
            *(code, land.loc[code, "buurtnaam"], land.loc[code, "wijkcode"], land.loc[code, "wijknaam"]),
            *(GEMEENTECODE, GEMEENTENAAM, _dutch(number[code]), _dutch(number[code])),
            *(_dutch(count) if number[code] else "-" for count in counts.loc[code]),
        ]
        for code in land.index
    ]
    return as_csv((*BUILDINGS_HEADER, *LABELS_HEADER), rows, mark=";")


def _costs(land: gpd.GeoDataFrame, homes: gpd.GeoDataFrame, number: pd.Series) -> pd.DataFrame:
    """Return the extra cost (euro a year) of strategies 1 to 4 per buurt; NaN without dwellings."""
    density = number / (land.area / 1e4)
    year = homes.groupby("buurtcode")["jaar"].median().reindex(land.index)
    network = land["wijktype"].map(lambda name: WIJKTYPES[name].warmtenet if name in WIJKTYPES else 0.0)
    pumps = (900 - 9 * (year - 1950)).clip(250, 1100)
    warm = 380 + 5000 / density.clip(lower=4) - 200 * network
    each = pd.DataFrame({1: pumps, 2: warm, 3: warm + 90, 4: 700.0}, index=land.index)
    return each.mul(number.where(number > 0), axis=0)


def _strategies(costs: pd.DataFrame) -> str:
    rows: list[list[str]] = []
    for code in costs.index:
        row = costs.loc[code]
        known = row.notna().all()
        best = VARIANTS[int(np.argmin(row))] if known else "-"
        rows += [
            [code, "V01_Strategievariant", "-", best, *(VARIANTS if known else "----")],
            [code, "H16_Nat_meerkost", "euro/jr", *(_dutch(value) for value in (row.min(), *row))],
        ]
    return as_csv(STRATEGY_HEADER, rows, mark=";")


def _dutch(number: float) -> str:
    """Return a number with a decimal comma and a point for thousands; a dash for none."""
    if pd.isna(number):
        return "-"
    text = f"{number:,.1f}" if number % 1 else f"{number:,.0f}"
    return text.translate(str.maketrans(",.", ".,"))


def write_networks(folder: Path, plan: Plan) -> Path:
    """Write the layer WarmteNetten: the built ground of the buurten with district heating."""
    network = plan.buurten["wijktype"].map(lambda name: name in WIJKTYPES and WIJKTYPES[name].warmtenet > 0)
    served = plan.buurten[network.astype(bool)]
    rows = gpd.GeoDataFrame({"naam": "Warmtenet " + served["buurtnaam"]}, geometry=served.buffer(-25), crs=RD)
    path = folder / "warmtenetten.gpkg"
    write_layer(rows.reset_index(drop=True), path, "WarmteNetten")
    return path


def write_gas(folder: Path, homes: gpd.GeoDataFrame, figures: pd.DataFrame) -> Path:
    """Write the file of the grid operator: connections and mean gas use (m3) per range of postcodes."""
    connected = homes[figures["p_won_m"].reindex(homes["buurtcode"]).gt(0).to_numpy()].sort_values("postcode")
    # CBS's mean is over all homes, that of the grid operator over those with gas.
    per_home = (100 * figures["g_gas"] / figures["p_won_m"].where(figures["p_won_m"] > 0)).clip(300, MOST_GAS_M3)
    streets = connected.groupby("postcode")
    table = pd.DataFrame({"aantal": streets.size(), "gas": per_home.reindex(streets["buurtcode"].first()).to_numpy()})
    table = table.dropna()
    rows = [
        ["Voorbeeldnet B.V.", "", part.index[0], part.index[-1], GEMEENTENAAM.upper(), "GAS", part["aantal"].sum(), use]
        for _, part in table.groupby(_lines(table["aantal"]))
        if (use := round(float(np.average(part["gas"], weights=part["aantal"]))))
    ]
    path = folder / "kleinverbruikgegevens-2024.csv"
    write_text(path, as_csv(GAS_HEADER, rows, mark="\t"), mark_utf8=True)
    return path


def _lines(counts: pd.Series) -> list[int]:
    """Return the number of the line that each postcode comes on: as many together as make enough connections."""
    numbers, number, gathered = [], 0, 0
    for count in counts:
        numbers.append(number)
        gathered += count
        if gathered >= LEAST_CONNECTIONS:
            number, gathered = number + 1, 0
    return [min(line, max(number - 1, 0)) for line in numbers]
