"""The map opens where people open it: another browser, no WebGL, a sandbox, an old browser, scripts off."""

from __future__ import annotations

import os
import shutil
import time

import pytest
from tests.browser.firefox import Firefox, program

READY = "document.documentElement.dataset.klaar === 'ja'"
PATIENCE_S = 15.0
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SAFE = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def waited(ask, script: str) -> bool:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if ask(script):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def firefox(tmp_path):
    found = program()
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Firefox found (Debian: firefox-esr)")
    with Firefox(found, tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("name", ["openbaar", "intern"])
def test_firefox_opens_the_file_and_shows_what_chromium_shows(firefox, visit, maps, name):
    address = f"{maps[name].as_uri()}#thema=indicator&indicator=hitte&niveau=buurt&tab=tabel&gebied=BU99980000"
    firefox.open(address)
    assert waited(firefox.script, f"return {READY};")
    chromium = visit(name, "#" + address.split("#")[1])
    for query in ("#tabel", "#legenda", "#paneel"):
        told = f"document.querySelector('{query}').textContent"
        assert firefox.script(f"return {told};") == chromium.ask(told)
    looks = "[...document.querySelectorAll('path.gebied')].map(path => path.getAttribute('fill')).join()"
    assert firefox.script(f"return {looks};") == chromium.ask(looks)
    assert firefox.script("return window.__xss === undefined;")
    assert firefox.script("return performance.getEntriesByType('resource').map(item => item.name);") == []
    assert firefox.faults(maps[name].as_uri()) == []


def test_the_firefox_test_sees_an_error(firefox, tmp_path):
    page = tmp_path / "fout.html"
    page.write_text("<!DOCTYPE html><title>x</title><script>daar_is_niets();</script>", encoding="utf-8")
    firefox.open(page.as_uri())
    assert any("daar_is_niets" in fault for fault in firefox.faults(page.as_uri()))


def test_without_webgl(browser, maps):
    found = next(found for name in BROWSERS if (found := shutil.which(name)))
    opened = browser.browser_type.launch(executable_path=found, args=[*SAFE, "--disable-3d-apis", "--disable-webgl"])
    try:
        page = opened.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type in {"error", "warning"} else None)
        page.goto(maps["openbaar"].as_uri())
        assert waited(page.evaluate, READY)
        assert page.evaluate("document.createElement('canvas').getContext('webgl')") is None
        assert page.locator("path.gebied").count() == 12
        assert [text for text in errors if "webgl" not in text.lower()] == []
    finally:
        opened.close()


def test_in_a_sandboxed_frame_without_storage(browser, maps, tmp_path):
    outside = tmp_path / "buiten.html"
    frame = f'<iframe sandbox="allow-scripts" width="1300" height="700" src="{maps["openbaar"].as_uri()}"></iframe>'
    outside.write_text(f"<!DOCTYPE html><html lang='nl'><title>x</title>{frame}", encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(outside.as_uri())
    [inside] = page.main_frame.child_frames
    assert waited(inside.evaluate, READY)
    assert inside.evaluate("(() => { try { return localStorage.length; } catch { return 'geen'; } })()") == "geen"
    inside.locator("path.gebied").first.click()
    assert inside.locator("#gebied-naam").inner_text() == "{{7*7}}"
    inside.locator("[data-tab=tabel]").click()
    assert inside.locator("#tabel tbody tr").count() == 12
    assert errors == []
    context.close()


def test_an_old_browser_is_told_so(browser, maps):
    context = browser.new_context()
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type in {"error", "warning"} else None)
    page.add_init_script("delete window.DecompressionStream;")
    page.goto(maps["openbaar"].as_uri())
    page.wait_for_timeout(300)
    assert "Deze browser is te oud" in page.inner_text("#band-oud")
    assert page.evaluate("document.documentElement.dataset.klaar") is None
    assert errors == []
    context.close()


def test_without_scripts_there_is_a_way_on(browser, maps):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(maps["openbaar"].as_uri())
    told = page.locator("noscript p")
    assert told.is_visible()
    assert "Zet JavaScript aan in uw browser, of gebruik de tabellen" in told.inner_text()
    context.close()
