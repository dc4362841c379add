"""MapServer itself (Debian's cgi-mapserver) on this machine: the server behind PDOK's WFS and AHN's WCS.

What it does that a client must be able to take (seen in version 8.0):

* ``numberMatched`` in the answer to ``resultType=hits`` stops at the page size (``wfs_maxfeatures``);
* GeoJSON says nothing about numbers, and ends each coordinate after so many decimals;
* without ``gml_types`` every property is text; with it a whole number may still come as a decimal;
* an unknown parameter or a CQL filter is ignored in silence;
* errors come as an exception report, mostly with status 400.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyogrio
import rasterio

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = "/usr/lib/cgi-bin/mapserv"
CONFIG = 'CONFIG\n ENV\n  MS_MAP_PATTERN "."\n END\nEND\n'
MAP = """MAP
 NAME "{name}"
 EXTENT 0 300000 300000 625000
 UNITS METERS
 PROJECTION "init=epsg:28992" END
 CONFIG "PROJ_DATA" "{proj}"
 OUTPUTFORMAT
  NAME "geojson" DRIVER "OGR/GEOJSON" MIMETYPE "application/json"
  FORMATOPTION "STORAGE=memory" FORMATOPTION "FORM=simple" FORMATOPTION "USE_FEATUREID=true"
  FORMATOPTION "LCO:COORDINATE_PRECISION={decimals}"
 END
 OUTPUTFORMAT
  NAME "tiff" DRIVER "GDAL/GTiff" MIMETYPE "image/tiff" IMAGEMODE FLOAT32 EXTENSION "tif"
  FORMATOPTION "NULLVALUE={nodata}"
 END
 WEB METADATA
  "ows_enable_request" "*" "ows_title" "{name}" "ows_srs" "EPSG:28992 EPSG:4326" "ows_onlineresource" "{url}"
  "wfs_namespace_prefix" "{name}" "wfs_namespace_uri" "http://{name}.voorbeeld.nl"
  "wfs_maxfeatures" "{largest}" "wfs_default_wfs_version" "2.0.0"
 END END
{layers}
END
"""
VECTOR = """ LAYER
  NAME "{name}" TYPE {type} STATUS ON
  CONNECTIONTYPE OGR CONNECTION "{path}" DATA "{layer}"
  PROJECTION "init=epsg:28992" END
  METADATA
   "ows_title" "{name}" "gml_include_items" "all" "gml_featureid" "{id}" "gml_types" "auto"
   "wfs_getfeature_formatlist" "geojson" "wfs_use_default_extent_for_getfeature" "false"
  END
 END"""
RASTER = """ LAYER
  NAME "{name}" TYPE RASTER STATUS ON
  DATA "{path}"
  PROJECTION "init=epsg:28992" END
  METADATA
   "ows_title" "{name}" "wcs_label" "{name}" "wcs_rangeset_name" "waarde" "wcs_rangeset_label" "waarde"
   "wcs_native_format" "image/tiff" "wcs_formats" "tiff" "wcs_srs" "EPSG:28992" "wcs_rangeset_nullvalue" "{nodata}"
  END
 END"""


@dataclass(frozen=True)
class Vector:
    """One layer of a GeoPackage in EPSG:28992; `id` is the field that tells its features apart."""

    name: str
    path: Path
    layer: str
    id: str

    def text(self):
        kind = pyogrio.read_info(self.path, layer=self.layer)["geometry_type"]
        shapes = {"Point": "POINT", "LineString": "LINE"}
        shape = next((shapes[name] for name in shapes if name in kind), "POLYGON")
        return VECTOR.format(name=self.name, type=shape, path=self.path, layer=self.layer, id=self.id)


@dataclass(frozen=True)
class Coverage:
    """One GeoTIFF with one band in EPSG:28992."""

    name: str
    path: Path

    def text(self):
        return RASTER.format(name=self.name, path=self.path, nodata=self.nodata())

    def nodata(self):
        with rasterio.open(self.path) as file:
            return file.nodata


def missing() -> str:
    """Return why it cannot be started; empty where it can."""
    return "" if shutil.which(PROGRAM) else "cgi-mapserver is not installed (apt-get install cgi-mapserver)"


class MapServer:
    """Serves `services`: name -> layers, each at ``/<name>``; the name is also the prefix of its layers."""

    def __init__(self, services, folder: Path, *, largest=1000, decimals=12):
        self.services, self.folder, self.largest, self.decimals = services, folder, largest, decimals
        self.asked: list[str] = []

    @contextmanager
    def running(self):
        handler = type("Handler", (_Bridge,), {"service": self})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{server.server_port}"
        (self.folder / "mapserver.conf").write_text(CONFIG, encoding="utf-8")
        for name, layers in self.services.items():
            (self.folder / f"{name}.map").write_text(self._map(name, layers), encoding="utf-8")
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()

    def _map(self, name, layers):
        nodata = next((layer.nodata() for layer in layers if isinstance(layer, Coverage)), -9999)
        return MAP.format(
            name=name,
            url=f"{self.url}/{name}?",
            largest=self.largest,
            decimals=self.decimals,
            nodata=nodata,
            proj="/usr/share/proj",
            layers="\n".join(layer.text() for layer in layers),
        )


class _Bridge(BaseHTTPRequestHandler):
    service: MapServer

    def do_GET(self):
        parts = urlsplit(self.path)
        self.service.asked.append(self.path)
        name = parts.path.strip("/")
        if name not in self.service.services:
            self.send_error(404)
            return
        head, _, body = self._run(name, parts.query).partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().splitlines() if ": " in line)
        self.send_response(int(headers.pop("Status", "200").split()[0]))
        for key, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def _run(self, name, query):
        own = {
            "MAPSERVER_CONFIG_FILE": str(self.service.folder / "mapserver.conf"),
            "MS_MAPFILE": str(self.service.folder / f"{name}.map"),
            "REQUEST_METHOD": "GET",
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": str(self.server.server_port),
            "SCRIPT_NAME": f"/{name}",
        }
        # The libraries of this Python bring their own PROJ and GDAL data, which are not those of Debian.
        env = {key: value for key, value in os.environ.items() if not key.startswith(("PROJ_", "GDAL_"))}
        return subprocess.run([PROGRAM], env={**env, **own}, capture_output=True, check=False, timeout=60).stdout

    def log_message(self, *_):
        """Say nothing."""
