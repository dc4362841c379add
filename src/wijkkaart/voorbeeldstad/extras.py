"""Files beside the usual ones: charge points, rapid stops, registered crimes and an estimate of loneliness."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.files import as_csv, write_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from wijkkaart.voorbeeldstad.plan import Plan

CRIME_YEARS = (2022, 2023, 2024)
CRIME_HEADER = (
    "Soort misdrijf", "Perioden", "Wijken en buurten", "Regioaanduiding/Codering (code)",
    "Geregistreerde misdrijven (aantal)",
)  # fmt: skip
HEALTH_HEADER = (
    "Leeftijd", "Marges", "Perioden", "Wijken en buurten", "Regioaanduiding/Codering (code)",
    "Sociale omgeving/Eenzaam (%)", "Sociale omgeving/Ernstig/zeer ernstig eenzaam (%)",
)  # fmt: skip
#: Cars that charge at one pole.
_AT_A_POLE = 2
#: The road along which the buses are rapid, and how far the gemeente says they reach (m).
_RAPID_ROAD, _REACH_M, _APART_M = "Burgemeester Lindemanlaan", 800, 420.0


def write_charging(
    folder: Path, plan: Plan, streets: gpd.GeoDataFrame, figures: pd.DataFrame, rng: np.random.Generator
) -> Path:
    """Write the gzipped GeoJSON of NDW: as many charge points in each buurt as the key figures count."""
    features: list[dict[str, object]] = []
    for row, code in enumerate(plan.buurten["buurtcode"]):
        left = int(figures["a_lp_pub"].fillna(0).get(code, 0))
        lines = streets.geometry[streets["buurt"] == row].to_numpy()
        while left > 0:
            where = _somewhere(lines, plan.buurten.geometry.iloc[row], rng)
            features.append(_location(len(features) + 1, where, min(left, _AT_A_POLE)))
            left -= _AT_A_POLE
    path = folder / "charging_point_locations.geojson.gz"
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
    return path


def _somewhere(lines: np.ndarray, area: shapely.Geometry, rng: np.random.Generator) -> shapely.Point:
    """Return a point on one of the streets of a buurt; in a buurt without streets, a point in it."""
    if not len(lines):
        return area.representative_point()
    return shapely.line_interpolate_point(lines[rng.integers(len(lines))], rng.uniform(0.1, 0.9), normalized=True)


def _location(number: int, where: shapely.Point, points: int) -> dict[str, object]:
    degrees = gpd.GeoSeries([where], crs=RD).to_crs("EPSG:4326").iloc[0]
    name = f"VBS-{number:05d}"
    evses = [{"uid": f"{name}-{socket}", "status": "AVAILABLE"} for socket in range(1, points + 1)]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(degrees.x, 6), round(degrees.y, 6)]},
        "properties": {"country_code": "NL", "party_id": "VBS", "id": name, "evses": evses},
    }


def write_rapid_stops(folder: Path, plan: Plan) -> Path:
    """Write the list of stops that the gemeente calls rapid: naam, x, y and reach."""
    road = plan.wegen.geometry[plan.wegen["naam"] == _RAPID_ROAD].iloc[0]
    line = max(shapely.get_parts(road), key=shapely.length)
    count = max(2, round(line.length / _APART_M))
    places = shapely.line_interpolate_point(line, (np.arange(count) + 0.5) / count, normalized=True)
    rows = [(f"{_RAPID_ROAD} {n}", f"{at.x:.0f}", f"{at.y:.0f}", _REACH_M) for n, at in enumerate(places, start=1)]
    path = folder / "hov_haltes.csv"
    write_text(path, as_csv(("naam", "x", "y", "straal"), rows, mark=";"))
    return path


def write_crimes(folder: Path, figures: pd.DataFrame, names: Mapping[str, str], rng: np.random.Generator) -> Path:
    """Write the StatLine export of crimes: per buurt more where shops and offices are, added up above."""
    buurten = figures.index[figures.index.str.startswith("BU")]
    expected = 0.035 * figures.loc[buurten, "a_inw"] + 0.12 * figures.loc[buurten, "a_bedv"]
    rows: list[tuple[object, ...]] = []
    for year in CRIME_YEARS:
        counts = pd.Series(rng.poisson(expected.fillna(0.0)), index=buurten)
        wijken = counts.groupby("WK" + buurten.str[2:8]).sum()
        gemeente = counts.groupby("GM" + buurten.str[2:6]).sum()
        for code, number in pd.concat([gemeente, wijken, counts]).items():
            name = names[str(code)]
            rows.append(("Totaal misdrijven", year, name, f"{code:<10}", f"{number:>8}"))
    path = folder / "Geregistreerde_misdrijven__wijken_en_buurten.csv"
    write_text(path, as_csv(CRIME_HEADER, rows, quote_all=True, mark=";"), mark_utf8=True)
    return path


def write_health(folder: Path, figures: pd.DataFrame, names: Mapping[str, str], rng: np.random.Generator) -> Path:
    """Write the StatLine export of loneliness (%): an estimate that follows wealth and education."""
    lonely = 45.0 - 11.0 * figures["ses"] + rng.normal(0.0, 0.8, len(figures))
    rows = []
    for code, share in lonely.items():
        cells = [f"{'.' if np.isnan(value) else f'{value:.1f}':>8}" for value in (share, 0.3 * share)]
        rows.append(("18 jaar of ouder", "Waarde", 2022, names[str(code)], f"{code:<10}", *cells))
    path = folder / "Gezondheid_per_wijk_en_buurt_2022.csv"
    write_text(path, as_csv(HEALTH_HEADER, rows, quote_all=True, mark=";"), mark_utf8=True)
    return path
