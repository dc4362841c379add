"""What the statistics and coverage servers of the tests share: one request in, one answer out, on this machine."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

HTML = (200, "text/html; charset=utf-8", b"<!DOCTYPE html><html><head><title>Onderhoud</title></head></html>")


class Loopback:
    """A server whose subclass says what to answer; `faults` are answered first, one per request.

    A fault is (status, content type, body), or the text ``cut``: the true answer, broken off half-way.
    """

    def __init__(self):
        self.faults = []
        self.asked = []

    def __enter__(self):
        handler = type("Handler", (_Handler,), {"service": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.root = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, query: list[tuple[str, str]]) -> tuple[int, str, bytes]:
        raise NotImplementedError


class _Handler(BaseHTTPRequestHandler):
    service: Loopback

    def do_GET(self):
        parts = urlsplit(self.path)
        if "+" in parts.query:
            self.send_error(400, "a plus sign is no space here")
            return
        query = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        self.service.asked.append((unquote(parts.path), query))
        fault = self.service.faults.pop(0) if self.service.faults else None
        whole = fault is None or fault == "cut"
        status, kind, body = self.service.answer(unquote(parts.path), query) if whole else fault
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if fault == "cut" else body)

    def log_message(self, *_):
        """Say nothing."""
