"""pygeoapi on this machine: an OGC API Features that nobody here wrote.

It runs in a Python of its own (its package brings a folder `tests` along that would hide ours); which one says the
environment variable ``PYGEOAPI_PYTHON``, else `.venv-pygeoapi` in the project is taken.

What it does that a client must be able to take (seen in version 0.21):

* it counts (``numberMatched``), and its next page is an ``offset`` in the link;
* an unknown parameter is refused with 400, also one that is a parameter at PDOK;
* its list of collections names no storage CRS where that is the only one, and CRS84 is always there;
* its queryables are those of the first feature.
"""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pyogrio

PYTHON = "PYGEOAPI_PYTHON"
RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def python() -> str:
    """Return the Python that has pygeoapi; empty where there is none."""
    root = Path(__file__).parents[2] / ".venv-pygeoapi"
    places = [os.environ.get(PYTHON, ""), str(root / "bin" / "python"), str(root / "Scripts" / "python.exe")]
    return next((place for place in places if place and Path(place).exists()), "")


def missing() -> str:
    """Return why it cannot be started; empty where it can."""
    return "" if python() else f"pygeoapi is not installed (its own venv in .venv-pygeoapi, or {PYTHON})"


class PygeoapiServer:
    """Serves `collections`: name -> (file, layer, field in the file -> field in the service), EPSG:28992."""

    def __init__(self, collections, folder: Path):
        self.collections, self.folder = collections, folder

    @contextmanager
    def running(self):
        config = self.folder / "pygeoapi.json"
        config.write_text(json.dumps(self._config()), encoding="utf-8")
        command = [python(), str(Path(__file__).with_name("pygeoapi_start.py")), str(config)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                self.url = process.stdout.readline().strip()
                if not self.url.startswith("http"):
                    raise RuntimeError(process.stderr.read()[-2000:])
                yield self
            finally:
                process.kill()

    @property
    def asked(self):
        """Return the requests so far, one a line in its log."""
        log = self.folder / "pygeoapi.log"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def _config(self):
        resources = {name: self._resource(name, *place) for name, place in self.collections.items()}
        text = {"title": "t", "description": "d", "keywords": ["k"], "terms_of_service": "x", "url": "http://x"}
        return {
            "server": {
                "bind": {"host": "127.0.0.1", "port": 0},
                "url": "",
                "mimetype": "application/json; charset=UTF-8",
                "encoding": "utf-8",
                "language": "en-US",
                "limits": {"default_items": 10, "max_items": 1000},
                "map": {"url": "http://x", "attribution": "x"},
            },
            "logging": {"level": "ERROR", "logfile": str(self.folder / "pygeoapi-errors.log")},
            "metadata": {
                "identification": text,
                "license": {"name": "x", "url": "http://x"},
                "provider": {"name": "x", "url": "http://x"},
                "contact": {"name": "x", "email": "x@x.nl"},
            },
            "resources": resources,
        }

    def _resource(self, name, path, layer, rename):
        rows = pyogrio.read_dataframe(path, layer=layer, use_arrow=True).rename(columns=rename)
        file = self.folder / f"{name}.json"
        # The id stands beside the properties, as at PDOK.
        numbered = rows.assign(_nr=[f"nr-{place}" for place in range(1, len(rows) + 1)])
        pyogrio.write_dataframe(numbered, file, driver="GeoJSON", COORDINATE_PRECISION=12, ID_FIELD="_nr")
        provider = {"type": "feature", "name": "GeoJSON", "data": str(file), "id_field": "id"}
        return {
            "type": "collection",
            "title": name,
            "description": name,
            "keywords": ["k"],
            "links": [],
            "extents": {"spatial": {"bbox": [3, 50, 8, 54], "crs": CRS84}},
            "providers": [provider | {"crs": [CRS84, RD], "storage_crs": RD}],
        }
