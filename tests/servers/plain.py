"""A plain HTTP server on this machine that does exactly what its script says, good or bad."""

from __future__ import annotations

import ssl
import threading
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """One answer.

    `cut`: after so many bytes of the body the connection drops. `chunked`: no length is promised.
    `version`: an ETag; the server then continues from a Range, if If-Range names this version.
    `forgets_if_range`: it continues whatever version If-Range names.
    """

    body: bytes = b"{}"
    status: int = 200
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    chunked: bool = False
    version: str | None = None
    forgets_if_range: bool = False
    pause: float = 0.0


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class _Server(ThreadingHTTPServer):
    def finish_request(self, request, client_address):
        context = self.RequestHandlerClass.service.context
        with context.wrap_socket(request, server_side=True) if context else nullcontext(request) as connection:
            super().finish_request(connection, client_address)

    def handle_error(self, request, client_address):
        """Say nothing: a client that hangs up is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    service: PlainServer
    protocol_version = "HTTP/1.1"
    timeout = 10

    def do_GET(self):
        length = int(self.headers.get("Content-Length", 0))
        asked = Asked(self.command, self.path, dict(self.headers), self.rfile.read(length))
        with self.service.lock:
            self.service.asked.append(asked)
            self.service.busy += 1
            self.service.busiest = max(self.service.busiest, self.service.busy)
        try:
            reply = self.service.next_reply(self.path)
            self.answer(reply or Reply(b"niet hier", 404, "text/plain"))
        finally:
            with self.service.lock:
                self.service.busy -= 1

    do_POST = do_GET  # noqa: N815 - the name that http.server looks for

    def answer(self, reply: Reply):
        time.sleep(reply.pause)
        start = self.first_byte(reply)
        self.send_response(206 if start else reply.status)
        if reply.kind:
            self.send_header("Content-Type", reply.kind)
        if reply.version:
            self.send_header("ETag", reply.version)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(reply.body) - 1}/{len(reply.body)}")
        self.send_body(reply, reply.body[start:])

    def first_byte(self, reply: Reply) -> int:
        wanted = self.headers.get("Range")
        if not (reply.version and wanted):
            return 0
        if reply.forgets_if_range or self.headers.get("If-Range") == reply.version:
            return int(wanted.removeprefix("bytes=").removesuffix("-"))
        return 0

    def send_body(self, reply: Reply, body: bytes):
        if reply.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        part = body if reply.cut is None else body[: reply.cut]
        self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part) if reply.chunked else part)
        if reply.cut is not None:
            self.close_connection = True
        elif reply.chunked:
            self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_):
        """Say nothing."""


class PlainServer:
    """Gives the replies of a path one by one, and the last one for ever; anything else is 404."""

    handler: type = _Handler

    def __init__(self, certificate: str | None = None) -> None:
        self.script: dict[str, list[Reply]] = {}
        self.asked: list[Asked] = []
        self.busy = self.busiest = 0
        self.lock = threading.Lock()
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate)

    def __enter__(self):
        handler = type("Handler", (self.handler,), {"service": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self.port = self._server.server_port
        self.url = f"{'https' if self.context else 'http'}://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def put(self, path: str, *replies: Reply) -> str:
        self.script[path] = list(replies)
        return self.url + path

    def next_reply(self, path: str) -> Reply | None:
        with self.lock:
            replies = self.script.get(path.partition("?")[0], [])
            return replies.pop(0) if len(replies) > 1 else next(iter(replies), None)


class _ProxyHandler(_Handler):
    service: InterceptingProxy

    def do_CONNECT(self):
        self.service.opened.append(self.path)
        self.send_response(200, "Connection established")
        self.end_headers()
        self.close_connection = True
        with self.service.inside.wrap_socket(self.request, server_side=True) as opened:
            type("Handler", (_Handler,), {"service": self.service})(opened, self.client_address, self.server)


class InterceptingProxy(PlainServer):
    """A proxy that opens every secure connection with a certificate of its own, as in many an office."""

    handler = _ProxyHandler

    def __init__(self, certificate: str) -> None:
        super().__init__()
        self.inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.inside.load_cert_chain(certificate)
        self.opened: list[str] = []
