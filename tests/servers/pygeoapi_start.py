"""Started by `pygeoapi_server` in the Python that has pygeoapi: serves a config until it is ended."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path


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
    from werkzeug.serving import WSGIRequestHandler, make_server  # noqa: PLC0415

    class Logged(WSGIRequestHandler):
        def log_request(self, *_):
            with config.with_name("pygeoapi.log").open("a", encoding="utf-8") as log:
                log.write(f"{self.path}\n")

    server = make_server("127.0.0.1", 0, APP, threaded=True, fd=place.fileno(), request_handler=Logged)
    print(settings["server"]["url"], flush=True)  # noqa: T201 - read by who started it
    server.serve_forever()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
