"""The hand-made study area and its declarations, for every test of the map."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wijkkaart import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "src" / "wijkkaart" / "maps" / "js"
#: Joins the parts as the page does, and answers each call: an expression that gives a function, and its arguments.
_RUNNER = """
const { readFileSync } = require("node:fs");
const { source, calls } = JSON.parse(readFileSync(0, "utf8"));
const run = new Function(`"use strict";\n${source}\nreturn (code, given) => eval(code)(...given);`)();
console.log(JSON.stringify(calls.map(([code, given]) => run(code, given))));
"""


@pytest.fixture(scope="session")
def toy() -> ModuleType:
    spec = importlib.util.spec_from_file_location("toy_result", Path(__file__).with_name("toy_result.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules["toy_result"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def _toy_catalogue(toy, monkeypatch):
    monkeypatch.setattr(catalogue, "all_opgaven", toy.toy_opgaven)
    monkeypatch.setattr(catalogue, "all_sources", toy.toy_sources)


@pytest.fixture
def result(toy):
    return toy.toy_result()


@pytest.fixture(scope="session")
def node() -> str:
    """Return a node to run scripts with: the one beside this Python, on the path, or inside Playwright."""
    for folder in (str(Path(sys.executable).parent), None):
        if found := shutil.which("node", path=folder):
            return found
    package = importlib.util.find_spec("playwright")
    for name in ("node", "node.exe"):
        program = Path(package.origin).parent / "driver" / name if package else None
        if program and program.is_file():
            return str(program)
    reason = "no node found; it comes with playwright"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def script(node) -> Callable[..., list[object]]:
    """Return a way to run parts of the map's script without a page; one answer per call."""

    def run(parts: list[str], calls: list[tuple[str, list[object]]], before: str = "") -> list[object]:
        source = "\n".join([before, *((SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in parts)])
        done = subprocess.run(
            [node, "-e", _RUNNER],
            input=json.dumps({"source": source, "calls": calls}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def cases() -> Callable[[str], object]:
    """Return the worked examples that Python and the map's script share."""
    return lambda name: json.loads((HERE / "cases" / f"{name}.json").read_text(encoding="utf-8"))
