"""What residents and gemeente bring themselves: wishes, works, notes, judgements, a project area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from wijkkaart.extent import RD
from wijkkaart.voorbeeldstad.curves import blob
from wijkkaart.voorbeeldstad.files import as_csv, write_geojson, write_layer, write_text
from wijkkaart.voorbeeldstad.statements import (
    AMBITIONS,
    JUDGEMENTS,
    KEEP,
    MEETING_PLACES,
    NOTES,
    OWN_CHANCES,
    WORKS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np

    from wijkkaart.voorbeeldstad.plan import Plan

#: The project area lies across the border of these two buurten.
PROJECT = ("Aanpak Zuiderpark en omgeving", "BU99990302", "BU99990304")


def write_ambitions(folder: Path) -> Path:
    """Write ambities.csv."""
    path = folder / "ambities.csv"
    write_text(path, as_csv(("gebiedcode", "opgave", "ambitie", "herkomst", "toelichting"), AMBITIONS))
    return path


def write_works(folder: Path, plan: Plan) -> Path:
    """Write werken.geojson: where and when the street opens or homes are built."""
    shapes = dict(zip(plan.buurten["buurtcode"], plan.buurten.geometry, strict=True))
    features = []
    for soort, start, end, text, buurt, reach in WORKS:
        middle = shapes[buurt].representative_point()
        area = shapely.intersection(blob(middle.x, middle.y, reach, reach), shapes[buurt])
        properties = {"soort": soort, "jaar_van": start, "jaar_tot": end, "omschrijving": text}
        features.append(_feature(area, properties))
    path = folder / "werken.geojson"
    write_geojson(path, "werken", features)
    return path


def write_notes(folder: Path, plan: Plan, rng: np.random.Generator) -> Path:
    """Write notities.geojson: what residents and colleagues marked on the map."""
    shapes = dict(zip(plan.buurten["buurtcode"], plan.buurten.geometry, strict=True))
    features = []
    for number, (buurt, herkomst, text) in enumerate(NOTES):
        middle = shapes[buurt].representative_point()
        dx, dy = rng.uniform(-35, 35, 2)
        date = f"2024-{3 + number % 9:02d}-{1 + (7 * number) % 28:02d}"
        features.append(
            _feature(shapely.Point(middle.x + dx, middle.y + dy), {"tekst": text, "herkomst": herkomst, "datum": date})
        )
    for buurt, herkomst, text in KEEP:
        properties = {"soort": "behouden", "tekst": text, "herkomst": herkomst}
        features.append(_feature(shapes[buurt].representative_point(), properties))
    path = folder / "notities.geojson"
    write_geojson(path, "notities", features)
    return path


def write_own_chances(folder: Path) -> Path:
    """Write koppelkansen.csv as Dutch Excel saves it: the koppelkansen that people thought of themselves."""
    header = (
        *("gebied", "naam", "opgaven", "herkomst", "uitleg", "waarde", "voor_wie", "aan_tafel", "eerste_stap"),
        *("let_op", "vraag", "jaar_van"),
    )
    path = folder / "koppelkansen.csv"
    write_text(path, as_csv(header, OWN_CHANCES, mark=";"), mark_utf8=True)
    return path


def write_meeting_places(folder: Path, plan: Plan) -> Path:
    """Write ontmoetingsplekken.geojson: points with a name."""
    shapes = dict(zip(plan.buurten["buurtcode"], plan.buurten.geometry, strict=True))
    features = []
    for name, buurt, herkomst, text, east, north in MEETING_PLACES:
        middle = shapes[buurt].representative_point()
        properties = {"naam": name, "herkomst": herkomst, "toelichting": text}
        features.append(_feature(shapely.Point(middle.x + east, middle.y + north), properties))
    path = folder / "ontmoetingsplekken.geojson"
    write_geojson(path, "ontmoetingsplekken", features)
    return path


def write_judgements(folder: Path) -> Path:
    """Write oordelen.csv as Dutch Excel saves it: what the tables of a workshop said of cards and figures."""
    header = ("gebiedcode", "koppelkans", "oordeel", "stippen", "toelichting", "herkomst", "tafel")
    path = folder / "oordelen.csv"
    write_text(path, as_csv(header, JUDGEMENTS, mark=";"), mark_utf8=True)
    return path


def write_project_area(folder: Path, plan: Plan) -> Path:
    """Write projectgebied.gpkg: one polygon across the border of two buurten."""
    name, first, second = PROJECT
    shapes = dict(zip(plan.buurten["buurtcode"], plan.buurten.geometry, strict=True))
    border = shapely.intersection(shapes[first], shapes[second])
    middle = shapely.line_interpolate_point(shapely.line_merge(border), 0.5, normalized=True)
    area = blob(middle.x, middle.y, 210, 1.0)
    path = folder / "projectgebied.gpkg"
    write_layer(gpd.GeoDataFrame({"naam": [name]}, geometry=[area], crs=RD), path, "projectgebied")
    return path


def _feature(shape: shapely.Geometry, properties: Mapping[str, object]) -> dict[str, object]:
    """Return a GeoJSON feature in WGS84 with seven decimals (about 1 cm)."""
    (wgs84,) = shapely.set_precision(gpd.GeoSeries([shape], crs=RD).to_crs("EPSG:4326").to_numpy(), 1e-7)
    return {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(wgs84)}
