"""Tables per area of other publishers: StatLine exports and open-data CSV files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.voorbeeldstad.files import as_csv, write_text
from wijkkaart.voorbeeldstad.gazetteer import GEMEENTENAAM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LEVELS = {"GM": "Gemeente", "WK": "Wijk", "BU": "Buurt"}
REGION = (
    "Wijken en buurten", "Regioaanduiding/Gemeentenaam (naam)", "Regioaanduiding/Soort regio (omschrijving)",
    "Regioaanduiding/Codering (code)",
)  # fmt: skip
NEARBY = {
    "Gezondheid en welzijn/Huisartsenpraktijk/Afstand tot huisartsenpraktijk (km)": "g_afs_hp",
    "Detailhandel/Winkels dagelijkse boodschappen/Afstand tot grote supermarkt (km)": "g_afs_gs",
    "Kinderopvang/Kinderdagverblijf/Afstand tot kinderdagverblijf (km)": "g_afs_kv",
    "Onderwijs/Basisonderwijs/Afstand tot school (km)": "g_afs_sc",
    "Groenvoorzieningen/Openbaar groen/Afstand tot openbaar groen totaal (km)": "g_afs_groen",
    "Verkeer en vervoer/Afstand tot oprit hoofdverkeersweg (km)": "g_afs_oprit",
    "Verkeer en vervoer/Treinstations/Afstand tot treinstations totaal (km)": "g_afs_trein",
    "Verkeer en vervoer/Treinstations/Afstand tot belangrijk overstapstation (km)": "g_afs_overstap",
    "Vrije tijd en cultuur/Afstand tot bibliotheek (km)": "g_afs_bieb",
}
SOLAR = "Zonnestroom/Aantal installaties bij woningen (aantal)"
SES_HEADER = (
    "Perioden", "Wijken en buurten", "Regiocode (gemeente, wijk, buurt) (code)", "Particuliere huishoudens (Aantal)",
    "Opleidingsniveau/Laag/Waarde (%)", "Opleidingsniveau/Middelbaar/Waarde (%)", "Opleidingsniveau/Hoog/Waarde (%)",
    "SES-WOA/Totaalscore/Gemiddelde score (Getal)", "Spreiding/Spreiding totaal/Waarde (Getal)",
)  # fmt: skip
LIVING_HEADER = (
    "id", "name", "gemeente", "year", "kscore", "kafw", "kfys", "konv", "ksoc", "kvrz", "kwon", "afw", "fys", "onv",
    "soc", "vrz", "won",
)  # fmt: skip


def _text(value: float, decimals: int) -> str:
    """Return a StatLine cell: padded on the left, a point where there is no figure."""
    return f"{'.' if pd.isna(value) else f'{value:.{decimals}f}':>8}"


def _region(code: str, names: Mapping[str, str]) -> list[str]:
    return [names[code], f"{GEMEENTENAAM:<40}", f"{LEVELS[code[:2]]:<10}", f"{code:<10}"]


def write_nearby(folder: Path, figures: pd.DataFrame, names: Mapping[str, str]) -> Path:
    """Write the StatLine export of distances to services, km with one decimal."""
    rows = [
        [*_region(code, names), *(_text(figures.loc[code, column], 1) for column in NEARBY.values())]
        for code in figures.index
    ]
    path = folder / "Nabijheid_voorzieningen__buurt_2023.csv"
    write_text(path, as_csv((*REGION, *NEARBY), rows, quote_all=True, mark=";"), mark_utf8=True)
    return path


def write_solar(folder: Path, figures: pd.DataFrame, names: Mapping[str, str]) -> Path:
    """Write the StatLine export of solar installations at dwellings; it follows the published shares."""
    installed = (figures["p_won_zs"] * figures["a_woning"] / 100).round()
    rows = [[*_region(code, names), _text(installed[code], 0)] for code in figures.index]
    path = folder / "Zonnestroom__wijken_en_buurten_2022.csv"
    write_text(path, as_csv((*REGION, SOLAR), rows, quote_all=True, mark=";"), mark_utf8=True)
    return path


def write_ses(folder: Path, figures: pd.DataFrame, names: Mapping[str, str]) -> Path:
    """Write the StatLine export of SES-WOA scores; codes are padded and a point means no figure."""
    rows = []
    for code in figures.index:
        ses = float(figures.loc[code, "ses"])
        low, high = 28 - 24 * ses, 32 + 28 * ses
        cells = [_text(value, 1) for value in (low, 100 - low - high, high)]
        spread = _text(np.nan if np.isnan(ses) else 0.78 - 0.1 * ses, 3)
        homes = _text(figures.loc[code, "a_hh"], 0)
        rows.append(["2022", names[code], f"{code:<10}", homes, *cells, _text(ses, 3), spread])
    path = folder / "SES_WOA_scores_per_wijk_en_buurt_2022.csv"
    write_text(path, as_csv(SES_HEADER, rows, quote_all=True, mark=";"), mark_utf8=True)
    return path


def energy_poverty(figures: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """Return the share (%) of households with little income and a high bill or a poor house."""
    share = 1.2 + 0.085 * figures["p_hh_li"] + 0.0035 * (figures["g_gas"] - 900) + rng.normal(0, 0.5, len(figures))
    return share.clip(lower=0.4)


def write_energy_poverty(folder: Path, shares: pd.Series) -> Path:
    """Write energy-poor households per area, percent with one decimal; empty where secret."""
    rows = [(code, 2022, "" if pd.isna(value) else f"{value:.1f}") for code, value in shares.items()]
    path = folder / "energiearmoede.csv"
    write_text(path, as_csv(("gebiedcode", "jaar", "p_energiearm"), rows))
    return path


def write_living(folder: Path, figures: pd.DataFrame, names: Mapping[str, str], rng: np.random.Generator) -> Path:
    """Write Leefbaarometer scores per buurt: deviation from the national mean, and classes 1 to 9."""
    rows: list[Sequence[object]] = []
    for code in figures.index[figures.index.str.startswith("BU")]:
        ses = float(figures.loc[code, "ses"])
        if np.isnan(ses):
            continue
        soc, won, onv = 0.07 * ses, 0.08 * ses, 0.06 * ses
        fys, vrz = 0.0, 0.09 - 0.12 * float(figures.loc[code, "g_afs_gs"])
        parts = np.array([fys, onv, soc, vrz, won]) + rng.normal(0, 0.02, 5)
        classes = np.clip(np.round(5 + parts / 0.04), 1, 9).astype(int).tolist()
        total = float(parts.sum())
        kscore, kafw = int(np.clip(round(7 + total / 0.06), 1, 9)), int(np.clip(round(5 + total / 0.06), 1, 9))
        values = [f"{value:.4f}" for value in (total, *parts)]
        rows.append([code, names[code], GEMEENTENAAM, 2024, kscore, kafw, *classes, *values])
    path = folder / "Leefbaarometer-scores_buurten_2024.csv"
    write_text(path, as_csv(LIVING_HEADER, rows))
    return path
