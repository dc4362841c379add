"""Accessible for everyone: axe-core in each state, reflow, sizes, and reasons that stay apart without colour."""

from __future__ import annotations

import itertools
import warnings

import numpy as np
import pytest
import rasterio

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 320, "height": 700}
BEAMER = {"width": 1920, "height": 1080}
STATES = {
    "begin": "",
    "cijfer": "#thema=indicator&indicator=versteningsgraad",
    "opgave": "#thema=opgave&opgave=klimaatadaptatie",
    "buurt": "#thema=opgave&gebied=BU99980000",
    "koppelkans": "#thema=koppelkansen&regel=K1_straat_open&gebied=BU99980001",
    "aantal": "#thema=koppelkansen&regel=alle&niveau=wijk",
    "tabel": "#thema=indicator&indicator=versteningsgraad&tab=tabel&gebied=BU99980200",
    "over": "#tab=over",
    "soorten": "#thema=indicator&indicator=strategie&niveau=eigen",
}


def violations(visited, axe_script: str) -> list[tuple[str, str]]:
    visited.ask(axe_script + ";0")
    found = visited.ask(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"
        ".then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160)).join(' | ')]))".replace(
            "tags =>", "() =>"
        ).replace("values: tags", f"values: {TAGS}")
    )
    return [tuple(item) for item in found]


@pytest.mark.parametrize("state", STATES)
def test_no_violation_in_any_state(visit, axe_script, state):
    visited = visit(address=STATES[state])
    assert violations(visited, axe_script) == []
    assert visited.errors == []


@pytest.mark.parametrize("state", ["begin", "buurt", "tabel"])
def test_no_violation_on_a_phone_and_nothing_to_scroll_sideways(visit, axe_script, state):
    visited = visit(address=STATES[state], size=PHONE)
    assert visited.ask("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(visited, axe_script) == []


@pytest.mark.parametrize("size", [PHONE, BEAMER], ids=["telefoon", "beamer"])
def test_no_violation_while_sharing(visit, axe_script, size):
    visited = visit(address=STATES["buurt"], size=size)
    visited.page.click(".delen > summary")
    visited.page.click("text=Laat dit zien")
    assert visited.page.inner_text("#deel-melding")
    assert visited.ask("document.documentElement.scrollWidth") <= size["width"]
    assert violations(visited, axe_script) == []


def test_no_violation_in_the_internal_map_with_everything_open(visit, axe_script):
    visited = visit("intern", STATES["buurt"], BEAMER)
    for _ in range(3):
        visited.ask("document.querySelectorAll('#paneel details').forEach(d => { d.open = true; })")
        visited.page.wait_for_timeout(100)
    visited.page.click("#breder")
    assert violations(visited, axe_script) == []


@pytest.mark.parametrize("size", [PHONE, {"width": 1366, "height": 768}], ids=["phone", "laptop"])
def test_what_can_be_tapped_is_large_enough(visit, size):
    visited = visit(address=STATES["koppelkans"], size=size)
    small = visited.ask(
        """() => [...document.querySelectorAll('button, select, input, summary, .leaflet-bar a')]
        .filter(e => e.checkVisibility() && e.getBoundingClientRect().width > 0)
        .filter(e => !e.closest('.leaflet-control-layers-list'))
        .filter(e => e.getBoundingClientRect().height < 43.5 || e.getBoundingClientRect().width < 43.5)
        .map(e => e.outerHTML.slice(0, 100))"""
    )
    assert small == []


@pytest.mark.parametrize("size", [{"width": 1366, "height": 768}, BEAMER], ids=["laptop", "beamer"])
def test_page_fits_the_screen_and_type_is_large(visit, size):
    visited = visit(address=STATES["buurt"], size=size)
    assert visited.ask("document.documentElement.scrollWidth") <= size["width"]
    assert visited.ask("document.documentElement.scrollHeight") <= size["height"]
    smallest = visited.ask(
        """() => Math.min(...[...document.querySelectorAll('#paneel *, .keuze *')]
        .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
        .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    assert smallest >= 12.5


def test_text_can_be_twice_as_large(visit):
    visited = visit(address=STATES["buurt"], size={"width": 683, "height": 384}, device_scale_factor=2)
    assert visited.ask("document.documentElement.scrollWidth") <= 683


def grey(picture: bytes) -> np.ndarray:
    """Lightness of each pixel, as a black-and-white printer would see it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        with rasterio.MemoryFile(picture) as file, file.open() as image:
            return np.average(image.read([1, 2, 3]), axis=0, weights=[0.2126, 0.7152, 0.0722])


def test_reasons_for_a_missing_figure_stay_apart_in_greyscale(visit):
    visited = visit(address="#tab=over")
    samples = visited.page.locator("#over .klassen .staal")
    words = visited.page.locator("#over .klassen li").all_inner_texts()
    pictures = [grey(samples.nth(place).screenshot()) for place in range(samples.count())]
    assert len(pictures) == 8
    for (first, one), (second, two) in itertools.combinations(zip(words, pictures, strict=True), 2):
        difference = np.abs(one - two).mean()
        assert difference > 15, (first, second, difference)


def test_every_area_tells_its_name_and_value_to_a_screen_reader(visit):
    visited = visit(address=STATES["cijfer"])
    labels = visited.ask("[...document.querySelectorAll('path.gebied')].map(p => p.getAttribute('aria-label'))")
    assert len(labels) == 12
    assert "{{7*7}}, Grond zonder groen of water: te weinig huishoudens, privacy" in labels


def test_a_thousand_buurten_open_and_switch_quickly(visit):
    visited = visit("groot")
    paint = visited.ask("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert paint < 1500
    spent = visited.ask(
        """() => { const start = performance.now();
        document.querySelector("[data-waarde='indicator']").click();
        return performance.now() - start; }"""
    )
    assert spent < 400
    assert visited.page.locator("path.gebied").count() == 1000
