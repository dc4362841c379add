"""Debian's Firefox without a screen, asked over Marionette: its own protocol, JSON over a local connection."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMS = ("firefox-esr", "firefox")
PATIENCE_S = 60.0
_SETTINGS = {
    "marionette.port": 0,
    "network.proxy.type": 1,  # everything outside goes to a port where nobody listens
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
}


def program() -> str | None:
    """Return the Firefox of this machine."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


class Firefox:
    """One Firefox with an empty profile; a context manager."""

    def __init__(self, executable: str, profile: Path, **settings: Any) -> None:
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in {**_SETTINGS, **settings}.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [executable, "--headless", "--no-remote", "--marionette", "--remote-allow-system-access"]
        self._process = subprocess.Popen(
            [*command, "--profile", str(profile), "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"HOME": str(profile), "MOZ_HEADLESS": "1", "MOZ_REMOTE_ALLOW_SYSTEM_ACCESS": "1", "LANG": "C.UTF-8"},
        )
        try:
            self._connection = self._connected(profile / "MarionetteActivePort")
            self._answer()
            self.ask("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": True}}})
        except BaseException:
            self.close()
            raise

    def _connected(self, port_file: Path) -> socket.socket:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if port_file.exists() and (port := port_file.read_text(encoding="ascii").strip()):
                return socket.create_connection(("127.0.0.1", int(port)), timeout=PATIENCE_S)
            time.sleep(0.1)
        message = "Firefox did not start"
        raise TimeoutError(message)

    def _answer(self) -> Any:
        length = b""
        while (sign := self._connection.recv(1)) not in {b":", b""}:
            length += sign
        body = b""
        while len(body) < int(length):
            body += self._connection.recv(int(length) - len(body))
        return json.loads(body)

    def ask(self, command: str, given: dict[str, Any]) -> Any:
        """Return what Firefox answers; an error of Firefox is an error here."""
        message = json.dumps([0, 1, command, given]).encode()
        self._connection.sendall(f"{len(message)}:".encode() + message)
        _, _, error, found = self._answer()
        if error:
            raise RuntimeError(error["message"])
        return found.get("value") if isinstance(found, dict) else found

    def script(self, text: str) -> Any:
        """Return what `text` (with ``return``) gives in the page."""
        return self.ask("WebDriver:ExecuteScript", {"script": text, "args": []})

    def open(self, address: str) -> None:
        self.ask("WebDriver:Navigate", {"url": address})

    def faults(self, page: str) -> list[str]:
        """Return every error and warning of the page's scripts and policy that the browser's console holds."""
        self.ask("Marionette:SetContext", {"value": "chrome"})
        found = self.script(
            "return Services.console.getMessageArray()"
            ".filter(item => item instanceof Ci.nsIScriptError)"
            ".map(item => [item.sourceName, item.category, item.errorMessage]);"
        )
        self.ask("Marionette:SetContext", {"value": "content"})
        return [f"{kind}: {text}" for source, kind, text in found if source.startswith(page)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_what: object) -> None:
        self._connection.close()
        self.close()

    def close(self) -> None:
        """End this Firefox and nothing else."""
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
