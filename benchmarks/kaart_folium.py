"""The same content as an ordinary user of folium would write it, to hold our map against.

One ``folium.Choropleth`` per indicator with the area's name and value as tooltip, one layer shown, a layer control.
folium asks eleven files from five hosts. Without internet nothing is drawn; to see what it can do, the same files
come from npm packages kept in a folder outside the project, answered at once.
"""

from __future__ import annotations

import subprocess
import tarfile
from typing import TYPE_CHECKING, Any

import folium
import pandas as pd
import shapely

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from wijkkaart.result import Result

ROUNDED_DECIMALS = 6
#: Address that folium 0.20 asks for: npm package and the file in it.
_CDN = {
    "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js": ("leaflet@1.9.3", "dist/leaflet.js"),
    "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.css": ("leaflet@1.9.3", "dist/leaflet.css"),
    "https://code.jquery.com/jquery-3.7.1.min.js": ("jquery@3.7.1", "dist/jquery.min.js"),
    "https://cdn.jsdelivr.net/npm/bootstrap@5.2.2/dist/js/bootstrap.bundle.min.js": (
        "bootstrap@5.2.2",
        "dist/js/bootstrap.bundle.min.js",
    ),
    "https://cdn.jsdelivr.net/npm/bootstrap@5.2.2/dist/css/bootstrap.min.css": (
        "bootstrap@5.2.2",
        "dist/css/bootstrap.min.css",
    ),
    "https://cdnjs.cloudflare.com/ajax/libs/Leaflet.awesome-markers/2.0.2/leaflet.awesome-markers.js": (
        "leaflet.awesome-markers@2.0.5",
        "dist/leaflet.awesome-markers.js",
    ),
    "https://cdnjs.cloudflare.com/ajax/libs/Leaflet.awesome-markers/2.0.2/leaflet.awesome-markers.css": (
        "leaflet.awesome-markers@2.0.5",
        "dist/leaflet.awesome-markers.css",
    ),
    "https://cdn.jsdelivr.net/npm/@fortawesome/fontawesome-free@6.2.0/css/all.min.css": (
        "@fortawesome/fontawesome-free@6.2.0",
        "css/all.min.css",
    ),
    "https://cdnjs.cloudflare.com/ajax/libs/d3/3.5.5/d3.min.js": ("d3@3.5.5", "d3.min.js"),
}
#: Small style sheets that npm does not have: empty here.
_EMPTY = (
    "https://netdna.bootstrapcdn.com/bootstrap/3.0.0/css/bootstrap-glyphicons.css",
    "https://netdna.bootstrapcdn.com/bootstrap/3.0.0/css/bootstrap.min.css",
    "https://cdn.jsdelivr.net/gh/python-visualization/folium/folium/templates/leaflet.awesome.rotate.min.css",
)


def cdn_files(folder: Path) -> dict[str, Path]:
    """Return the files that folium asks for, by address; fetched with npm into `folder` when they are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {address: _unpacked(folder, *where) for address, where in _CDN.items()}
    empty = folder / "leeg.css"
    empty.write_text("", encoding="utf-8")
    return {**found, **dict.fromkeys(_EMPTY, empty)}


def _unpacked(folder: Path, package: str, name: str) -> Path:
    place = folder / package.replace("/", "-").removeprefix("@")
    if not place.exists():
        told = subprocess.run(
            ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, encoding="utf-8"
        )
        with tarfile.open(folder / told.stdout.split()[-1]) as archive:
            archive.extractall(place, filter="data")
    return place / next(place.iterdir()).name / name


def _wide(result: Result, indicators: int) -> tuple[gpd.GeoDataFrame, list[str]]:
    areas = result.gebieden[result.gebieden["niveau"] == "buurt"].to_crs(4326)[["gebiednaam", "geometry"]]
    public = result.indicatoren[result.indicatoren["openbaarheid"] == "openbaar"]
    values = public.pivot_table(index="gebiedcode", columns="indicator", values="waarde", observed=True)
    kept = [name for name in values if not (values[name] == values[name].iloc[0]).all()][:indicators]
    values = values.reindex(areas.index)[kept]
    return areas.join(values).reset_index(names="gebiedcode"), kept


def write_plain(result: Result, indicators: int, path: Path, *, rounded: bool) -> int:
    """Write the map to `path` and return how many indicators it has."""
    frame, kept = _wide(result, indicators)
    if rounded:
        shapes = shapely.transform(frame.geometry.to_numpy(), lambda points: points.round(ROUNDED_DECIMALS))
        frame = frame.set_geometry(shapes, crs=frame.crs)
    west, south, east, north = frame.total_bounds
    made = folium.Map(location=[(south + north) / 2, (west + east) / 2], zoom_start=12, tiles=None)
    made.fit_bounds([[south, west], [north, east]])
    for name in kept:
        _layer(frame, name, show=name == kept[0]).add_to(made)
    folium.LayerControl(collapsed=False).add_to(made)
    made.save(str(path))
    return len(kept)


def _layer(frame: gpd.GeoDataFrame, name: str, *, show: bool) -> Any:
    values = pd.DataFrame(frame[["gebiedcode", name]])
    layer = folium.Choropleth(
        geo_data=frame[["gebiedcode", "gebiednaam", name, "geometry"]],
        data=values,
        columns=["gebiedcode", name],
        key_on="feature.properties.gebiedcode",
        fill_color="YlGnBu",
        legend_name=name,
        name=name,
        show=show,
    )
    folium.GeoJsonTooltip(fields=["gebiednaam", name], aliases=["Buurt", name]).add_to(layer.geojson)
    return layer
