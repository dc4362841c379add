"""Sewers, roofs and energy labels: one row per pipe, pand or dwelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.addresses import HOME, IN_USE_OBJECT
from wijkkaart.voorbeeldstad.chance import some
from wijkkaart.voorbeeldstad.files import as_csv, write_layer, write_text

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

#: Sewers were clay before, and one pipe for rain and waste water before.
NO_MORE_CLAY, SEPARATE_SINCE = 1965, 1975
#: Newer homes than this were sold with a label.
LABEL_WITH_SALE = 2008
LABELS = ("A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G")
LABEL_HEADER = (
    "Registratiedatum", "Opnamedatum", "Geldig_tot", "Gebouwklasse", "Gebouwtype", "Postcode", "Huisnummer",
    "Huisletter", "BAGVerblijfsobjectID", "BAGPandIDs", "Bouwjaar", "Energieklasse", "Energiebehoefte",
)  # fmt: skip


def write_sewers(folder: Path, streets: gpd.GeoDataFrame, panden: gpd.GeoDataFrame, rng: np.random.Generator) -> Path:
    """Write gwsw.gpkg, layer beheerleiding: a pipe under every street, most with the date it was laid."""
    year = panden.groupby("street")["echt_bouwjaar"].median().reindex(streets.index).fillna(1975)
    renewed = some(0.3, len(streets), rng) & (year < NO_MORE_CLAY)
    laid = np.where(renewed, rng.integers(1978, 2016, len(streets)), np.clip(year, 1922, 2024)).astype(int)
    undated = some(0.07, len(streets), rng)
    rows = gpd.GeoDataFrame(
        {
            "uri": [
                f"http://sparql.gwsw.nl/voorbeeldstad#Leiding{number:05d}" for number in range(1, len(streets) + 1)
            ],
            "type": np.where(laid < SEPARATE_SINCE, "GemengdRiool", "VuilwaterRiool"),
            "materiaal": np.where(laid < NO_MORE_CLAY, "Gres", "Beton"),
            "diameter": rng.choice([250, 300, 400, 500], len(streets)),
            "begindatum": [None if missing else f"{value}-07-01" for value, missing in zip(laid, undated, strict=True)],
        },
        geometry=streets.geometry.to_numpy(),
        crs=RD,
    )
    path = folder / "gwsw.gpkg"
    write_layer(rows, path, "beheerleiding")
    return path


def write_roofs(folder: Path, panden: gpd.GeoDataFrame, around: gpd.GeoDataFrame, rng: np.random.Generator) -> Path:
    """Write 3dbag.gpkg, layer lod12: flat and sloping roof area (m2) per pand; one in fifty is not modelled."""
    ground = panden.area.to_numpy()
    flat = np.isin(panden["vorm"], ("flat", "hal", "schuur")) | some(0.12, len(panden), rng)
    roofs = gpd.GeoDataFrame(
        {
            "identificatie": "NL.IMBAG.Pand." + panden["identificatie"],
            "b3_opp_dak_plat": np.where(flat, ground * 0.97, ground * 0.12).round(1),
            "b3_opp_dak_schuin": np.where(flat, 0, ground * 0.88 * 1.22).round(1),
            "b3_opp_grond": ground.round(1),
            "b3_bouwlagen": panden["lagen"],
            "b3_dak_type": np.where(flat, "horizontal", "slanted"),
        },
        geometry=panden.geometry.to_numpy(),
        crs=RD,
    )
    path = folder / "3dbag.gpkg"
    known = roofs[some(0.98, len(panden), rng)]
    outside = around[["identificatie", "geometry"]].assign(
        identificatie="NL.IMBAG.Pand." + around["identificatie"], b3_opp_dak_plat=0.0, b3_opp_dak_schuin=380.0,
        b3_opp_grond=320.0, b3_bouwlagen=1, b3_dak_type="slanted",
    )  # fmt: skip
    every = gpd.GeoDataFrame(pd.concat([known, outside], ignore_index=True), geometry="geometry", crs=RD)
    write_layer(every, path, "lod12")
    return path


def label_steps(years: pd.Series, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the place in ``LABELS`` for homes of these building years; some were insulated since."""
    expected = np.interp(
        years, [1900, 1945, 1970, 1985, 1995, 2005, 2015, 2022], [8.6, 8.2, 7.3, 5.8, 5.0, 3.9, 2.8, 1.2]
    )
    better = np.where(some(0.3, len(years), rng), rng.uniform(1, 4, len(years)), 0)
    return np.clip(np.round(expected - better + rng.normal(0, 0.8, len(years))), 0, 9).astype("int64")


def write_labels(folder: Path, objects: gpd.GeoDataFrame, rng: np.random.Generator) -> Path:
    """Write ep-online.csv: labels of a part of the dwellings, some expired and some replaced by a newer one."""
    homes = objects[objects["gebruiksdoel"].str.contains(HOME) & objects["status"].eq(IN_USE_OBJECT)]
    chance = np.where(homes["vorm"] == "flat", 0.82, np.where(homes["jaar"] > LABEL_WITH_SALE, 0.75, 0.48))
    labelled = homes[some(chance, len(homes), rng)]
    step = label_steps(labelled["jaar"], rng)
    registered = rng.integers(2016, 2025, len(labelled))
    expired = some(0.02, len(labelled), rng)
    again = some(0.04, len(labelled), rng)
    now = _label_rows(labelled, step, np.where(expired, 2013, registered))
    before = _label_rows(labelled[again], np.minimum(step[again] + 2, 9), np.full(int(again.sum()), 2015))
    path = folder / "ep-online.csv"
    write_text(path, as_csv(LABEL_HEADER, before + now, mark=";"))
    return path


def _label_rows(homes: pd.DataFrame, step: NDArray[np.int64], year: NDArray[np.int64]) -> list[tuple[object, ...]]:
    """Return the rows of the file; a label holds for ten years."""
    kind = np.where(homes["vorm"] == "flat", "Appartement", "Woning").tolist()
    need = (np.array([20, 45, 70, 105, 150, 205, 260, 310, 365, 430])[step]).tolist()
    days = [f"{value}0615" for value in year]
    ends = [f"{value + 10}0615" for value in year]
    letters = [letter if isinstance(letter, str) else "" for letter in homes["huisletter"]]
    columns = (
        days, days, ends, ["Woningbouw"] * len(days), kind, homes["postcode"].tolist(), homes["huisnummer"].tolist(),
        letters, homes["identificatie"].tolist(), homes["pand_identificatie"].tolist(), homes["jaar"].tolist(),
        [LABELS[place] for place in step], need,
    )  # fmt: skip
    return list(zip(*columns, strict=True))
