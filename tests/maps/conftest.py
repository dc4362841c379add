"""The hand-made study area and its declarations, for every test of the map."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wijkkaart import catalogue

if TYPE_CHECKING:
    from types import ModuleType


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
