"""Sewers, roofs and energy labels: one row per pipe, pand or dwelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.addresses import HOME, IN_USE_OBJECT
from wijkkaart.voorbeeldstad.files import as_csv, write_layer, write_text

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

LABELS = ("A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G")
LABEL_HEADER = (
    "Registratiedatum", "Opnamedatum", "Geldig_tot", "Gebouwklasse", "Gebouwtype", "Postcode", "Huisnummer",
    "Huisletter", "BAGVerblijfsobjectID", "BAGPandIDs", "Bouwjaar", "Energieklasse", "Energiebehoefte",
)  # fmt: skip
ROOF_HEADER = ("identificatie", "b3_opp_dak_plat", "b3_opp_dak_schuin", "b3_opp_grond", "b3_bouwlagen", "b3_dak_type")


def write_sewers(folder: Path, streets: gpd.GeoDataFrame, panden: gpd.GeoDataFrame, rng: np.random.Generator) -> Path:
    """Write gwsw.gpkg, layer beheerleiding: a pipe under every street, most with the date it was laid."""
    year = panden.groupby("street")["echt_bouwjaar"].median().reindex(streets.index).fillna(1975)
    renewed = (rng.random(len(streets)) < 0.3) & (year < 1965)  # noqa: PLR2004
    laid = np.where(renewed, rng.integers(1978, 2016, len(streets)), np.clip(year, 1922, 2024)).astype(int)
    dated = rng.random(len(streets)) > 0.07  # noqa: PLR2004
    rows = gpd.GeoDataFrame(
        {
            "uri": [f"http://sparql.gwsw.nl/voorbeeldstad#Leiding{number:05d}" for number in range(1, len(streets) + 1)],
            "type": np.where(laid < 1975, "GemengdRiool", "VuilwaterRiool"),  # noqa: PLR2004
            "materiaal": np.where(laid < 1965, "Gres", "Beton"),  # noqa: PLR2004
            "diameter": rng.choice([250, 300, 400, 500], len(streets)),
            "begindatum": np.where(dated, [f"{value}-07-01" for value in laid], None),
        },
        geometry=streets.geometry.to_numpy(),
        crs=RD,
    )
    path = folder / "gwsw.gpkg"
    write_layer(rows, path, "beheerleiding")
    return path


def write_roofs(folder: Path, panden: gpd.GeoDataFrame, rng: np.random.Generator) -> Path:
    """Write 3dbag.csv: flat and sloping roof area (m2) per pand; about one in fifty is not modelled."""
    ground = panden.area.to_numpy()
    flat = np.isin(panden["vorm"], ("flat", "hal", "schuur")) | (rng.random(len(panden)) < 0.12)  # noqa: PLR2004
    level = np.where(flat, ground * 0.97, ground * 0.12).round(1)
    slope = np.where(flat, 0, ground * 0.88 * 1.22).round(1)
    known = rng.random(len(panden)) > 0.02  # noqa: PLR2004
    rows = [
        (f"NL.IMBAG.Pand.{pand}", a, b, round(float(g), 1), int(storeys), "horizontal" if is_flat else "slanted")
        for pand, a, b, g, storeys, is_flat in zip(
            panden["identificatie"][known], level[known].tolist(), slope[known].tolist(), ground[known],
            panden["lagen"][known], flat[known], strict=True,
        )
    ]  # fmt: skip
    path = folder / "3dbag.csv"
    write_text(path, as_csv(ROOF_HEADER, rows))
    return path


def label_steps(years: pd.Series, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the place in ``LABELS`` for homes of these building years; some were insulated since."""
    expected = np.interp(years, [1900, 1945, 1970, 1985, 1995, 2005, 2015, 2022], [8.6, 8.2, 7.3, 5.8, 5.0, 3.9, 2.8, 1.2])
    better = np.where(rng.random(len(years)) < 0.3, rng.uniform(1, 4, len(years)), 0)  # noqa: PLR2004
    return np.clip(np.round(expected - better + rng.normal(0, 0.8, len(years))), 0, 9).astype("int64")


def write_labels(folder: Path, objects: gpd.GeoDataFrame, rng: np.random.Generator) -> Path:
    """Write ep-online.csv: labels of a part of the dwellings, some expired and some replaced by a newer one."""
    homes = objects[objects["gebruiksdoel"].str.contains(HOME) & objects["status"].eq(IN_USE_OBJECT)]
    chance = np.where(homes["vorm"] == "flat", 0.82, np.where(homes["jaar"] > 2008, 0.75, 0.48))  # noqa: PLR2004
    labelled = homes[rng.random(len(homes)) < chance]
    step = label_steps(labelled["jaar"], rng)
    registered = rng.integers(2016, 2025, len(labelled))
    expired = rng.random(len(labelled)) < 0.02  # noqa: PLR2004
    again = rng.random(len(labelled)) < 0.04  # noqa: PLR2004
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
