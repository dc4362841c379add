"""The page's own files and the vendored libraries, as text that may stand inside HTML."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from wijkkaart.errors import ContractError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LEAFLET = "leaflet-1.9.4"
TOPOJSON = "topojson-client-3.1.0"

#: Our script, in the order in which its parts need each other; the first parts bring the data.
UNPACKING = ("dom", "pristine", "unpack")
SCRIPTS = (
    *UNPACKING,
    *("data", "words", "state", "patterns"),
    *("weights", "groups"),
    *("stacking",),
    *("themes", "theme_koppelkansen", "legend", "histogram"),
    *("theme_weights", "theme_agree", "theme_together"),
    *("map", "keyboard", "backdrop", "labels"),
    *("certainty", "compare"),
    *("controls", "search"),
    *("weights_panel", "weights_groups", "weights_why"),
    *("table", "table_csv"),
    *("notes", "notes_store"),
    *("figures", "dna", "theme_kinds", "profile"),
    *("notes_judge", "notes_spot", "notes_form", "notes_files", "notes_list"),
    *("said", "cards", "followed", "voices", "timeline", "places"),
    *("panel", "about", "share", "in_words"),
    *("paper_map", "paper_wall", "paper_sheet", "paper_form", "png", "paper"),
    *("present_steps", "present"),
    *("start",),
)
STYLES = (
    *("base", "layout", "map"),
    *("controls", "panel", "cards"),
    *("table", "share"),
    *("weights", "views"),
    *("notes", "paper", "present"),
)

_CLOSING = re.compile(r"</?script|<!--", re.IGNORECASE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)
_IMAGE = re.compile(r"url\((images/[\w.-]+\.png)\)")


@dataclass(frozen=True)
class Library:
    """A vendored browser library with the text of its licence."""

    name: str
    version: str
    licence: str
    licence_text: str


def _package(folder: str) -> Traversable:
    return resources.files("wijkkaart") / folder


def _vendored(name: str) -> Traversable:
    return _package("_vendor") / name


def script_text(source: str, name: str) -> str:
    """Return `source` unchanged; refuse text that a browser could read as the end of the script."""
    if _CLOSING.search(source):
        msg = f"script {name} holds text that would end or comment out its own element"
        raise ContractError(msg)
    return source.replace("\r\n", "\n")


def leaflet_script() -> str:
    """Return Leaflet."""
    return script_text((_vendored(LEAFLET) / "leaflet.js").read_text(encoding="utf-8"), LEAFLET)


def topojson_script() -> str:
    """Return topojson-client."""
    return script_text((_vendored(TOPOJSON) / "topojson-client.min.js").read_text(encoding="utf-8"), TOPOJSON)


def leaflet_style() -> str:
    """Return Leaflet's style sheet with its images inside, so that it refers to no file."""

    def inlined(match: re.Match[str]) -> str:
        image = (_vendored(LEAFLET) / match.group(1)).read_bytes()
        return f"url(data:image/png;base64,{base64.b64encode(image).decode()})"

    style = (_vendored(LEAFLET) / "leaflet.css").read_text(encoding="utf-8")
    return _IMAGE.sub(inlined, style).replace("\r\n", "\n")


def page_script() -> str:
    """Return our own script: its parts in order, inside one function so that nothing leaks.

    Comments that stand on lines of their own are for us and not for every reader's download.
    """
    first = _parts(UNPACKING)
    rest = _parts(SCRIPTS[len(UNPACKING) :])
    source = f'(function () {{\n"use strict";\n{first}\nwhenUnpacked(function () {{\n{rest}\n}});\n}})();\n'
    return script_text(source, "wijkkaart")


def _parts(names: tuple[str, ...]) -> str:
    folder = _package("maps") / "js"
    source = "\n".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in names)
    return _lean(_COMMENT.sub("", source.replace("\r\n", "\n")))


def _lean(source: str) -> str:
    """Return a script or style without indentation and empty lines: they are for us, not for every download."""
    return _INDENT.sub("", source)


def page_style() -> str:
    """Return our own style sheet."""
    folder = _package("maps") / "css"
    source = "\n".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    return _lean(source.replace("\r\n", "\n"))


def page_body() -> str:
    """Return the fixed frame of the page; its words come from us, never from data."""
    return (_package("maps") / "body.html").read_text(encoding="utf-8").replace("\r\n", "\n")


def libraries() -> list[Library]:
    """Return the libraries inside the page, from the lock file."""
    locked = json.loads((_vendored("vendor.lock.json")).read_text(encoding="utf-8"))
    return [_library(entry) for entry in locked]


def _library(entry: dict[str, str]) -> Library:
    folder = _vendored(f"{entry['name']}-{entry['version']}")
    licence_text = (folder / "LICENSE").read_text(encoding="utf-8")
    return Library(entry["name"], entry["version"], entry["licence"], licence_text)
