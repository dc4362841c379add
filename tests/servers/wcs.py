"""A strict WCS 2.0.1 on this machine, with the manners of GeoServer (axes X and Y) or MapServer (x and y)."""

from __future__ import annotations

import re

import numpy as np
import rasterio
from affine import Affine
from rasterio.io import MemoryFile
from tests.servers.loopback import Loopback

RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
NAMESPACES = (
    'xmlns:wcs="http://www.opengis.net/wcs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" '
    'xmlns:ows="http://www.opengis.net/ows/2.0"'
)
KNOWN = {
    "getcapabilities": {"acceptversions"},
    "describecoverage": {"version", "coverageid"},
    "getcoverage": {"version", "coverageid", "format", "subset", "scalefactor"},
}
SUBSET = re.compile(r"(\w+)\((-?[\d.]+),(-?[\d.]+)\)")


class WcsServer(Loopback):
    """Serves one raster under several ids.

    Parameters
    ----------
    cells
        Rows from north to south, upper left corner at `corner`.
    holes
        Boxes (minx, miny, maxx, maxy) inside the envelope where the service has nothing.
    largest
        More cells than this in one answer is refused, unless `shrinks`: then the answer is coarser.
    """

    def __init__(self, cells, corner, size, **settings):
        super().__init__()
        self.faults = settings.get("faults", [])
        self.cells, self.corner, self.size = np.asarray(cells), corner, size
        self.ids = settings.get("ids", ("ank__uhi_v2",))
        self.axes = settings.get("axes", ("X", "Y"))
        self.srs = settings.get("srs", RD)
        self.vectors = settings.get("vectors", (f"{size} 0.0", f"0.0 -{size}"))
        self.nodata = settings.get("nodata", -9999.0)
        self.holes = settings.get("holes", ())
        self.outside = settings.get("outside", (400, "ExtentError"))
        self.scaling = settings.get("scaling", (1.0, 0.0))
        self.largest = settings.get("largest", 10_000)
        self.shrinks = settings.get("shrinks", False)
        self.shift = settings.get("shift", 0.0)

    @property
    def url(self):
        return f"{self.root}/geo/ank/wcs"

    @property
    def envelope(self):
        rows, columns = self.cells.shape
        left, top = self.corner
        return left, top - rows * self.size, left + columns * self.size, top

    def answer(self, path, query):
        given = [(name.lower(), value) for name, value in query]
        params = dict(given)
        request = params.get("request", "").lower()
        if path != "/geo/ank/wcs" or params.get("service") != "WCS" or request not in KNOWN:
            return report(400, "InvalidParameterValue", "service or request")
        strange = {name for name, _ in given} - KNOWN[request] - {"service", "request", "map"}
        if strange:
            return report(400, "InvalidParameterValue", f"unknown parameter {strange.pop()}")
        if request == "getcapabilities":
            return self._capabilities()
        if params.get("version") != "2.0.1" or params.get("coverageid") not in self.ids:
            return report(404, "NoSuchCoverage", f"Could not find {params.get('coverageid')}")
        if request == "describecoverage":
            return self._description(params["coverageid"])
        return self._coverage(params, [value for name, value in given if name == "subset"])

    def _capabilities(self):
        ids = "".join(
            f"<wcs:CoverageSummary><ows:Title>t</ows:Title><wcs:CoverageId>{name}</wcs:CoverageId></wcs:CoverageSummary>"
            for name in self.ids
        )
        return xml(
            f'<wcs:Capabilities {NAMESPACES} version="2.0.1"><wcs:Contents>{ids}</wcs:Contents></wcs:Capabilities>'
        )

    def _description(self, name):
        left, bottom, right, top = self.envelope
        rows, columns = self.cells.shape
        vectors = "".join(f'<gml:offsetVector srsName="{RD}">{vector}</gml:offsetVector>' for vector in self.vectors)
        middle = f"{left + self.size / 2} {top - self.size / 2}"
        return xml(
            f"<wcs:CoverageDescriptions {NAMESPACES}><wcs:CoverageDescription>"
            f'<gml:boundedBy><gml:Envelope srsName="{self.srs}" axisLabels="{" ".join(self.axes)}" '
            f'uomLabels="m m" srsDimension="2"><gml:lowerCorner>{left} {bottom}</gml:lowerCorner>'
            f"<gml:upperCorner>{right} {top}</gml:upperCorner></gml:Envelope></gml:boundedBy>"
            f"<wcs:CoverageId>{name}</wcs:CoverageId><gml:domainSet><gml:RectifiedGrid dimension='2'><gml:limits>"
            f"<gml:GridEnvelope><gml:low>0 0</gml:low><gml:high>{columns - 1} {rows - 1}</gml:high></gml:GridEnvelope>"
            f"</gml:limits><gml:axisLabels>i j</gml:axisLabels><gml:origin><gml:Point><gml:pos>{middle}</gml:pos>"
            f"</gml:Point></gml:origin>{vectors}</gml:RectifiedGrid></gml:domainSet>"
            "</wcs:CoverageDescription></wcs:CoverageDescriptions>"
        )

    def _coverage(self, params, subsets):
        if params.get("format") != "image/tiff":
            return report(400, "InvalidParameterValue", "format")
        box = dict.fromkeys(self.axes)
        for subset in subsets:
            found = SUBSET.fullmatch(subset)
            if not found or found[1] not in box:
                return report(404, "InvalidAxisLabel", f"Invalid axis label in {subset}")
            box[found[1]] = float(found[2]), float(found[3])
        if None in box.values():
            return report(400, "MissingParameterValue", "subset")
        (low_x, high_x), (low_y, high_y) = (box[axis] for axis in self.axes)
        left, bottom, right, top = self.envelope
        if low_x >= right or high_x <= left or low_y >= top or high_y <= bottom:
            return report(400, "ExtentError", "the subset lies outside the coverage")
        if any(a <= low_x and high_x <= c and b <= low_y and high_y <= d for a, b, c, d in self.holes):
            return report(*self.outside, "nothing here")
        return self._tile((low_x, low_y, high_x, high_y), float(params.get("scalefactor", 1)))

    def _tile(self, box, scale):
        left, _, _, top = self.envelope
        rows, columns = self.cells.shape
        first, last = max(0, round((box[0] - left) / self.size)), min(columns, round((box[2] - left) / self.size))
        upper, lower = max(0, round((top - box[3]) / self.size)), min(rows, round((top - box[1]) / self.size))
        part = self.cells[upper:lower, first:last]
        step = round(1 / scale)
        if part.size / step**2 > self.largest:
            if not self.shrinks:
                return report(400, "InvalidParameterValue", "too large")
            step *= 2
        corner = left + first * self.size + self.shift, top - upper * self.size
        return 200, "image/tiff", tiff(part[::step, ::step], corner, self.size * step, self.nodata, self.scaling)


def tiff(cells, corner, size, nodata, scaling=(1.0, 0.0)):
    """Return a GeoTIFF; a coarser grid holds the upper left cell of each block."""
    profile = {"driver": "GTiff", "height": cells.shape[0], "width": cells.shape[1], "count": 1, "crs": "EPSG:28992"}
    transform = Affine(size, 0, corner[0], 0, -size, corner[1])
    with MemoryFile() as memory:
        with rasterio.open(memory.name, "w", dtype=cells.dtype, nodata=nodata, transform=transform, **profile) as file:
            file.write(cells, 1)
            if scaling != (1.0, 0.0):
                file.scales, file.offsets = scaling[:1], scaling[1:]
        return memory.read()


def xml(text, kind="application/xml"):
    return 200, kind, f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode()


def report(status, code, text):
    body = (
        f'<ows:ExceptionReport {NAMESPACES} version="2.0.0"><ows:Exception exceptionCode="{code}">'
        f"<ows:ExceptionText>{text}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
    )
    return status, "application/xml", f'<?xml version="1.0" encoding="UTF-8"?>{body}'.encode()
