"""How fast and how lean fetching is: pages of panden from a server on this machine, against ogr2ogr.

    python benchmarks/ophalen.py

Needs ogr2ogr (Debian: gdal-bin). Both fetch the same bytes from the same server, by turns; the server
has a process of its own, and so has every measurement of memory.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from wijkkaart.fetch.http import Http
from wijkkaart.fetch.ogc_features import fetch_features

RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
PAGE = 1000
#: What the project promises.
MOST_TIME, MOST_GROWTH_MB = 1.5, 100


def pand(number: int) -> dict:
    """Return one pand in the fields of the BAG's service, with a wall that does not stand straight."""
    x, y, tilt = 80_000 + number % 500 * 20, 450_000 + number // 500 * 25, number % 7 / 10
    corners = [(0, 0), (6.312, tilt), (6.1, 4.25), (8.4, 4.6 + tilt), (8.2, 11.118), (-0.35, 10.731), (0, 0)]
    return {
        "type": "Feature",
        "id": f"0a1b2c3d-0000-5000-8000-{number:012x}",
        "properties": {
            "identificatie": f"0503100{number:09d}",
            "bouwjaar": 1890 + number % 130,
            "status": "Pand in gebruik",
            "gebruiksdoel": None if number % 3 == 0 else "woonfunctie",
            "oppervlakte_min": None if number % 3 == 0 else 40 + number % 90,
            "oppervlakte_max": None if number % 3 == 0 else 45 + number % 120,
            "aantal_verblijfsobjecten": 0 if number % 3 == 0 else 1 + number % 4,
            "geconstateerd": False,
            "documentdatum": "2010-05-17",
            "documentnummer": f"BAG.{number}",
            "rdf_seealso": f"http://bag.basisregistraties.overheid.nl/bag/id/pand/0503100{number:09d}",
        },
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[round(x + dx, 3), round(y + dy, 3)] for dx, dy in corners]],
        },
    }


class Pages(BaseHTTPRequestHandler):
    """Collections ``pand15000`` and so on: the number in the name is how many panden it holds."""

    protocol_version = "HTTP/1.1"
    bodies: ClassVar[dict[tuple[str, int], bytes]] = {}

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        steps = parts.path.strip("/").split("/")
        if steps[-1] == "items":
            number = int(steps[-2].removeprefix("pand"))
            start = int(parse_qs(parts.query).get("cursor", ["0"])[0])
            self.send("application/geo+json", self.page(parts.path, number, start), parse_qs(parts.query))
        elif steps[-1].startswith("pand"):
            self.send("application/json", gzip.compress(json.dumps(self.about(steps[-1])).encode()))
        elif steps[-1] == "collections":
            content = {"links": [], "collections": [self.about(f"pand{n}") for n in (15_000, 300_000)]}
            self.send("application/json", gzip.compress(json.dumps(content).encode()))
        else:
            links = [{"rel": "data", "type": "application/json", "href": f"{self.root()}/collections"}]
            self.send("application/json", gzip.compress(json.dumps({"title": "t", "links": links}).encode()))

    def root(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def about(self, name: str) -> dict:
        items = {
            "rel": "items",
            "type": "application/geo+json",
            "href": f"{self.root()}/collections/{name}/items",
        }
        return {"id": name, "title": name, "crs": [CRS84, RD], "links": [items], "itemType": "feature"}

    def page(self, path: str, number: int, start: int) -> bytes:
        """Return one page, compressed; made once."""
        if (path, start) not in self.bodies:
            features = [pand(place) for place in range(start, min(start + PAGE, number))]
            content = {"type": "FeatureCollection", "links": [], "features": features, "numberReturned": len(features)}
            if start + PAGE < number:
                href = f"{self.root()}{path}?f=json&limit={PAGE}&cursor={start + PAGE}"
                content["links"] = [{"rel": "next", "type": "application/geo+json", "href": href}]
            self.bodies[path, start] = gzip.compress(json.dumps(content).encode(), 5)
        return self.bodies[path, start]

    def send(self, kind: str, body: bytes, query: dict | None = None) -> None:
        packed = "gzip" in self.headers.get("Accept-Encoding", "")
        body = body if packed else gzip.decompress(body)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        if query and "crs" in query:
            self.send_header("Content-Crs", f"<{query['crs'][0]}>")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(told: multiprocessing.Queue) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    told.put(server.server_address[1])
    server.serve_forever()


def fetch(url: str, number: int, folder: Path) -> float:
    """Fetch with wijkkaart; return seconds."""
    path = folder / f"wijkkaart-{number}.gpkg"
    path.unlink(missing_ok=True)
    with Http() as http:
        begin = time.perf_counter()
        facts = fetch_features(http, url, f"pand{number}", path)
        seconds = time.perf_counter() - begin
    if facts.aantal != number:
        raise SystemExit(f"{facts.aantal} panden instead of {number}")
    return seconds


def ogr2ogr(url: str, number: int, folder: Path) -> float:
    """Fetch with ogr2ogr; return seconds."""
    path = folder / f"ogr2ogr-{number}.gpkg"
    path.unlink(missing_ok=True)
    command = ["ogr2ogr", "-f", "GPKG", str(path), f"OAPIF:{url}", f"pand{number}", "-oo", f"PAGE_SIZE={PAGE}"]
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def peak_mb(url: str, number: int, folder: Path) -> float:
    """Return the most memory (MB) that a fetch takes, in a process of its own."""
    code = (
        "import resource, sys; sys.path.insert(0, sys.argv[4]); from pathlib import Path; from ophalen import fetch; "
        "fetch(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    command = [sys.executable, "-c", code, url, str(number), str(folder), str(Path(__file__).parent)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024


def compare(url: str, folder: Path, rounds: int) -> float:
    """Print the seconds of both, by turns; return the ratio of their medians."""
    fetch(url, 15_000, folder), ogr2ogr(url, 15_000, folder)  # the server makes its pages, the disk wakes up
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(fetch(url, 15_000, folder))
        theirs.append(ogr2ogr(url, 15_000, folder))
    for name, times in (("wijkkaart", ours), ("ogr2ogr", theirs)):
        print(f"15,000 panden, {name}: " + " ".join(f"{seconds:.2f}" for seconds in times) + " s")
    return statistics.median(ours) / statistics.median(theirs)


def main() -> int:
    """Print the figures; return 1 where a promise is not kept."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    if shutil.which("ogr2ogr") is None:
        raise SystemExit("ogr2ogr is needed to compare with (Debian: apt-get install gdal-bin)")
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    server = context.Process(target=serve, args=(told,), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{told.get()}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{platform.platform()}, Python {platform.python_version()}")
        ratio = compare(url, folder, rounds)
        print(f"ratio of medians: {ratio:.2f} (at most {MOST_TIME})")
        small, large = (peak_mb(url, number, folder) for number in (15_000, 300_000))
        print(f"peak memory: {small:.0f} MB for 15,000, {large:.0f} MB for 300,000 (at most {MOST_GROWTH_MB} MB more)")
    server.terminate()
    return int(ratio > MOST_TIME or large - small > MOST_GROWTH_MB)


if __name__ == "__main__":
    sys.exit(main())
