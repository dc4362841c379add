"""Started by `pygeoapi_server` in the Python that has pygeoapi: serves a config until it is ended."""

from __future__ import annotations

import json
import os
import socket
import sys
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace


def serve(config: Path) -> None:
    """Say on the first line where it is, then serve."""
    place = socket.socket()
    place.bind(("127.0.0.1", 0))
    place.listen(64)
    settings = json.loads(config.read_text(encoding="utf-8"))
    settings["server"]["url"] = f"http://127.0.0.1:{place.getsockname()[1]}"
    config.write_text(json.dumps(settings), encoding="utf-8")
    openapi = config.with_name("openapi.json")
    openapi.write_text('{"openapi": "3.0.2"}', encoding="utf-8")
    os.environ |= {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(openapi)}
    # It reads its settings when it is imported.
    from pygeoapi.flask_app import APP  # noqa: PLC0415
    from pygeoapi.provider import geojson  # noqa: PLC0415
    from werkzeug.serving import WSGIRequestHandler, make_server  # noqa: PLC0415

    # It parses its whole file twice for every page, and makes every shape; here once. It changes neither:
    # it only ever replaces what stands in a feature.
    parse, make_shape, shapes = lru_cache(json.loads), geojson.shape, {}

    def shape(geometry):
        return shapes.get(id(geometry)) or shapes.setdefault(id(geometry), make_shape(geometry))

    def loads(text):
        content = parse(text)
        return {**content, "features": [dict(feature) for feature in content["features"]]}

    geojson.json, geojson.shape = SimpleNamespace(loads=loads, dumps=json.dumps), shape

    class Logged(WSGIRequestHandler):
        def log_request(self, *_):
            with config.with_name("pygeoapi.log").open("a", encoding="utf-8") as log:
                log.write(f"{self.path}\n")

    server = make_server("127.0.0.1", 0, APP, threaded=True, fd=place.fileno(), request_handler=Logged)
    print(settings["server"]["url"], flush=True)  # noqa: T201 - read by who started it
    server.serve_forever()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
