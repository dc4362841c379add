"""A strict ATOM download service on this machine: an index, data feeds, and files that can be continued."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

ENTRY = """<entry><id>{id}</id><title>{id}</title><updated>2026-01-02T15:04:05Z</updated>{links}
<category term="http://www.opengis.net/def/crs/EPSG/0/28992" label="Amersfoort / RD New"/></entry>"""
FEED = """<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet href="style.xsl" type="text/xsl"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss" xml:lang="nl">
<id>{id}</id><title>Voorbeeld</title><updated>2026-01-02T15:04:05Z</updated>
<link href="{id}" rel="self"/><link href="{id}" rel="alternate" type="text/html"/>{entries}</feed>"""


def feed(*links: str, name: str = "index.xml") -> bytes:
    """Return a feed with one entry, with the link to its metadata that each entry has."""
    about = '<link rel="describedby" href="https://elders.voorbeeld.nl/csw?id=1" type="application/xml"/>'
    return FEED.format(id=name, entries=ENTRY.format(id="gegevens", links=about + "".join(links))).encode()


def link(href: str, kind: str = "", length: object = "", rel: str = "alternate") -> str:
    """Return a link as the generator of PDOK writes it: without type or length where it knows none."""
    extra = "".join(f' {name}="{value}"' for name, value in (("type", kind), ("length", length)) if value != "")
    return f'<link rel="{rel}" href="{href}"{extra}/>'


@dataclass
class AtomServer:
    """Serves `pages` by path; `cuts` says after how many bytes the next answers for a path break off."""

    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    cuts: dict[str, list[int]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)

    def __enter__(self):
        handler = type("Handler", (_Handler,), {"service": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def put(self, path: str, body: bytes, kind: str = "application/xml") -> str:
        self.pages[path] = (kind, body)
        return self.url + path


class _Handler(BaseHTTPRequestHandler):
    service: AtomServer

    def do_GET(self):
        parts = urlsplit(self.path)
        self.service.asked.append(self.path)
        if parts.query:
            return self._send(400, "text/plain", b"no query here")
        if parts.path not in self.service.pages:
            return self._send(404, "text/html", b"<html><title>404 Not Found</title></html>")
        kind, body = self.service.pages[parts.path]
        start = 0
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if asked and self.headers.get("If-Range") == '"v1"':
            self.service.ranges.append(self.headers["Range"])
            start = int(asked[1])
        return self._send(206 if start else 200, kind, body, start)

    def _send(self, status, kind, body, start=0):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("ETag", '"v1"')
        self.send_header("Content-Length", str(len(body) - start))
        if status == 206:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.end_headers()
        cuts = self.service.cuts.get(self.path)
        self.wfile.write(body[start : start + cuts.pop(0)] if cuts else body[start:])
        self.close_connection = True

    def log_message(self, *_):
        """Say nothing."""
