"""A real browser without network, and maps of the hand-made study area to open in it.

Where no Chromium is found these tests are skipped; with ``CI`` set that is a failure.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from wijkkaart import catalogue
from wijkkaart.maps import write_map

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
LAPTOP = {"width": 1366, "height": 768}
PATIENCE_S = 10.0


def no_browser(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def toy():
    path = HERE.parent / "maps" / "toy_result.py"
    spec = importlib.util.spec_from_file_location("toy_result", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["toy_result"] = module
    spec.loader.exec_module(module)
    return module


def doubtful(toy):
    """A study area in which most rules could not be tried in some buurten."""
    result = toy.toy_result()
    cards = result.koppelkansen
    cards["stand"] = "geen"
    names = result.gebieden["gebiednaam"].reindex(cards["gebiedcode"]).to_numpy()
    cards.loc[(names == "{% oops") & (cards["regel"] == "K2_dak"), "stand"] = "onbekend"
    unsure = (names == "Centrum") | (names == "Waterplas")
    cards.loc[unsure & (cards["regel"] != "K7_koel"), "stand"] = "onbekend"
    cards.loc[(names == "Waterplas") & (cards["regel"] == "K7_koel"), "stand"] = "nu"
    return result


@pytest.fixture(scope="session")
def maps(toy, tmp_path_factory) -> dict[str, Path]:
    """Both maps of the hand-made area, and one of 1,000 buurten."""
    folder = tmp_path_factory.mktemp("kaarten")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "all_opgaven", toy.toy_opgaven)
        patch.setattr(catalogue, "all_sources", toy.toy_sources)
        small, large = toy.toy_result(), toy.toy_result(toy.Grid(40, 25))
        made = {
            "openbaar": (small, "openbaar"),
            "intern": (small, "intern"),
            "groot": (large, "openbaar"),
            "twijfel": (doubtful(toy), "openbaar"),
        }
        for name, (result, openbaarheid) in made.items():
            write_map(result, folder / f"{name}.html", openbaarheid)
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture(scope="session")
def browser():
    api = (
        pytest.importorskip("playwright.sync_api")
        if not os.environ.get("CI")
        else __import__("playwright.sync_api").sync_api
    )
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        no_browser("no Chromium found")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield opened
        opened.close()


@dataclass
class Visit:
    """One opened map: the page, what it asked from the network and what went wrong."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def ask(self, script: str) -> Any:
        return self.page.evaluate(script)

    def wait(self, script: str) -> None:
        """Poll, because the page's own policy forbids the browser's waiting function."""
        end = time.monotonic() + PATIENCE_S
        while not self.page.evaluate(script):
            assert time.monotonic() < end, f"never true: {script}"
            time.sleep(0.02)

    def focused(self) -> str:
        return self.ask(
            "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"
        )


@pytest.fixture
def visit(browser, maps):
    contexts = []

    def open_map(name: str = "openbaar", address: str = "", size: dict[str, int] = LAPTOP, **options) -> Visit:
        context = browser.new_context(viewport=size, **options)
        contexts.append(context)
        visited = Visit(context.new_page())
        context.route(
            lambda url: not url.startswith(("file:", "data:", "blob:")),
            lambda route: (visited.requests.append(route.request.url), route.abort("internetdisconnected")),
        )
        visited.page.on("pageerror", lambda error: visited.errors.append(str(error)))
        visited.page.on(
            "console", lambda said: visited.errors.append(said.text) if said.type in {"error", "warning"} else None
        )
        visited.page.goto(maps[name].as_uri() + address)
        visited.wait("document.documentElement.dataset.klaar === 'ja'")
        return visited

    yield open_map
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe_script() -> str:
    return (HERE / "_vendor" / "axe-core-4.14.1" / "axe.min.js").read_text(encoding="utf-8")
