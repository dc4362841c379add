"""A strict stand-in for the BGT download service: an order, a waiting time, a zip."""

from __future__ import annotations

import io
import json
import re
import threading
import zipfile
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BASE = "/lv/bgt/download/v1_0"
TYPES = ("begroeidterreindeel", "onbegroeidterreindeel", "spoor", "waterdeel", "wegdeel")
ORDER = "0d1c6a52-8a0e-4c0a-9d3e-5b7f3f6f0a11"
_NUMBER = r"-?\d+(?:\.\d+)?"
_POINT = rf"{_NUMBER} {_NUMBER}"
_WKT = re.compile(rf"POLYGON\(\(({_POINT})(?:, ?{_POINT}){{2,}}, ?\1\)\)")


def make_zip(names) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, f"<CityModel>{name}</CityModel>")
    return buffer.getvalue()


@dataclass
class BgtServer:
    """One order at a time.

    Parameters
    ----------
    answers
        What each question about the order gets: a status word, or a number as HTTP status. The last
        one is repeated.
    members
        Names in the zip; by default one GML for each type ordered.
    forms
        What each form gives: bytes of a zip, in place of one made of `members`.
    """

    answers: list = field(default_factory=lambda: ["PENDING", "RUNNING", 201])
    members: list | None = None
    forms: dict = field(default_factory=dict)
    ordered: dict | None = None
    replies: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)

    def __enter__(self):
        handler = type("Handler", (_Handler,), {"service": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}{BASE}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    service: BgtServer

    def do_GET(self):
        self.service.asked.append(self.path)
        known = {
            f"{BASE}/dataset": self._dataset,
            f"{BASE}/full/custom/{ORDER}/status": self._status,
            f"{BASE}/extract/{ORDER}.zip": self._zip,
        }
        known.get(self.path, self._unknown)()

    def do_POST(self):
        self.service.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path != f"{BASE}/full/custom":
            self._unknown()
        elif self.headers.get("Content-Type") != "application/json":
            self._json(415, {"message": "Unsupported Media Type"})
        elif fault := self._fault(json.loads(body)):
            self._json(400, {"message": fault})
        else:
            self.service.ordered = json.loads(body)
            status = {"href": f"{BASE}/full/custom/{ORDER}/status"}
            self._json(202, {"downloadRequestId": ORDER, "_links": {"status": status}})

    @staticmethod
    def _fault(order):
        if set(order) != {"featuretypes", "format", "geofilter"}:
            return f"unknown or missing keys: {sorted(order)}"
        if not order["featuretypes"] or not set(order["featuretypes"]) <= set(TYPES):
            return f"unknown featuretypes: {order['featuretypes']}"
        if order["format"] not in {"citygml", "gmllight"}:
            return f"unknown format: {order['format']}"
        return "" if _WKT.fullmatch(order["geofilter"]) else f"no closed polygon: {order['geofilter']}"

    def _dataset(self):
        self._json(200, {"timeliness": [{"featuretype": name, "datetimeTo": "2026-11-22T23:00:00Z"} for name in TYPES]})

    def _status(self):
        if self.service.ordered is None:
            return self._unknown()
        answers = self.service.answers
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        links = {"download": {"href": f"{BASE}/extract/{ORDER}.zip"}}
        if answer == 429:
            return self._json(429, {"message": "Too Many Requests"})
        if answer == 201:
            return self._json(201, {"_links": links})
        if answer == "COMPLETED":
            return self._json(200, {"progress": 100, "status": answer, "_links": links})
        return self._json(200, {"progress": 40, "status": answer})

    def _zip(self):
        members = self.service.members
        if members is None:
            members = [f"bgt_{name}.gml" for name in self.service.ordered["featuretypes"]]
        made = self.service.forms.get(self.service.ordered["format"])
        self._send(200, "application/zip", made or make_zip(members))

    def _unknown(self):
        self._json(404, {"message": "Not Found"})

    def _json(self, status, body):
        body = self.service.replies.get(self.path, body)
        self._send(status, "application/json", json.dumps(body).encode())

    def _send(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""
