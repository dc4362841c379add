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


#: Every state of the page that an address reaches.
ALL_STATES = {
    **STATES,
    "gewicht": "#thema=gewicht&w=2,1,1,1,1,1",
    "stapeling": "#thema=stapeling&zeker=ja",
    "twee": "#thema=twee&opgave=klimaatadaptatie&met=energietransitie",
    "wijktype": "#thema=wijktype",
    "wanneer": "#thema=wanneer",
    "naast": "#gebied=BU99980000&naast=BU99980001",
    "alle cijfers": "#tab=tabel&cijfers=klimaatadaptatie",
    "inbreng": "#tab=inbreng",
    "blad": "#gebied=BU99980000&papier=blad",
    "wandkaart": "#thema=opgave&papier=muur",
    "formulier": "#papier=formulier",
    "stap": "#gebied=BU99980000&stap=4",
}
SIZES = {
    "laptop": {"size": {"width": 1366, "height": 768}},
    "beamer": {"size": BEAMER},
    "telefoon": {"size": PHONE},
    "twee keer zo groot": {"size": {"width": 683, "height": 384}, "device_scale_factor": 2},
}


@pytest.mark.parametrize("size", SIZES)
def test_no_violation_in_any_state_at_any_size(visit, axe_script, size):
    visited = visit(**SIZES[size])
    found = {}
    for name, address in ALL_STATES.items():
        visited.page.evaluate("text => { location.hash = text; }", f"{address or '#thema=plek'}")
        visited.page.wait_for_timeout(60)
        wide = visited.ask("document.documentElement.scrollWidth")
        found[name] = (violations(visited, axe_script), wide <= SIZES[size]["size"]["width"])
    assert len(found) >= 20
    assert {name: told for name, told in found.items() if told != ([], True)} == {}
    assert visited.errors == []
    assert visited.requests == []


WALK = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  window.__seen = window.__seen || new Map();
  if (!window.__seen.has(node)) window.__seen.set(node, window.__seen.size);
  const box = node.getBoundingClientRect();
  const at = document.elementFromPoint(
    Math.min(innerWidth - 1, Math.max(0, box.left + box.width / 2)),
    Math.min(innerHeight - 1, Math.max(0, box.top + Math.min(box.height, innerHeight) / 2)));
  const near = at !== null && (node.contains(at) || at.contains(node) || at.closest('svg') !== null);
  const look = getComputedStyle(node);
  const ring = (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2) || node.matches('path.gebied')
    || node.matches('#tabel, #over, #inbreng, #papier, #inhoud, #paneel');
  return [window.__seen.get(node), node.id || node.textContent.trim().slice(0, 40), near, ring];
}"""


def walk(visited, key: str) -> list[list]:
    """Press a key until the keyboard leaves the page or is back where it began; return each stop."""
    stops = []
    for _ in range(600):
        visited.page.keyboard.press(key)
        stop = visited.ask(WALK)
        if stop is None or (stops and stop[0] == stops[0][0]):
            return stops
        stops.append(stop)
    pytest.fail(f"{key} never leaves the page; the last stops: {stops[-5:]}")


@pytest.mark.parametrize("size", ["laptop", "telefoon"])
@pytest.mark.parametrize("state", ["buurt", "gewicht", "inbreng", "alle cijfers", "formulier", "stap"])
def test_the_keyboard_walks_through_the_page_and_back_without_a_trap(visit, state, size):
    visited = visit(address=ALL_STATES[state], **SIZES[size])
    there = walk(visited, "Tab")
    assert len(there) > 3
    assert len({stop[0] for stop in there}) == len(there), "no stop comes twice"
    assert [stop[1] for stop in there if not stop[2]] == [], "nothing lies over what has the focus"
    assert [stop[1] for stop in there if not stop[3]] == [], "what has the focus can be seen"
    back = walk(visited, "Shift+Tab")
    # A presentation begins on its question: what stands before it is only met on the way back.
    forwards = [stop[0] for stop in there]
    assert [stop[0] for stop in back if stop[0] in forwards] == forwards[::-1]
    assert visited.errors == []


def test_every_area_is_reached_with_the_keyboard(visit):
    visited = visit(address=STATES["cijfer"])
    visited.page.focus("path.gebied[tabindex='0']")
    reached = set()
    for keys in itertools.product(["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"], repeat=4):
        for key in keys:
            visited.page.keyboard.press(key)
            reached.add(visited.ask("document.activeElement.dataset.gebied"))
        if len(reached) == 12:
            break
    assert len(reached) == 12
    visited.page.keyboard.press("Enter")
    assert visited.ask("document.activeElement.getAttribute('aria-pressed')") == "true"


def test_the_map_is_told_in_words(visit):
    visited = visit(address=STATES["opgave"])
    visited.page.click(".in-woorden > summary")
    told = visited.page.inner_text("#kaart-woorden")
    labels = visited.ask("[...document.querySelectorAll('path.gebied')].map(p => p.getAttribute('aria-label'))")
    assert "De kaart toont \u2018Opgave klimaatadaptatie\u2019 voor 12 buurten." in told
    counts = {row.split("\n")[0]: row.split("\n")[1] for row in legend_rows(visited)}
    for words, count in counts.items():
        if count != "0" and words.split(":")[0] in {"hoog", "midden", "laag"}:
            assert f"{words}: {count}" in told
    places = sorted(
        (int(label.split("plek ")[1].split(" ")[0]), label.split(", Opgave")[0]) for label in labels if "plek " in label
    )
    top, bottom = told.split("Bovenaan: ")[1].split("Onderaan: ")
    assert top.split(" (")[0] in {name for place, name in places if place == places[-1][0]}
    assert bottom.split(" (")[0] in {name for place, name in places if place == places[0][0]}
    assert "Kaart. De kaart toont \u2018Opgave klimaatadaptatie\u2019" in visited.page.get_attribute(
        "#kaart", "aria-label"
    )
    visited.page.click("[data-waarde='plek']")
    assert "De kaart toont \u2018De plek\u2019" in visited.page.inner_text("#kaart-woorden")


def legend_rows(visited) -> list[str]:
    return visited.page.locator("#legenda .klassen:not(.ontbreekt) li").all_inner_texts()


def test_more_space_between_letters_and_lines_loses_nothing(visit):
    visited = visit(address=STATES["buurt"], size=PHONE)
    cut = visited.ask(
        """() => {
        for (const node of document.querySelectorAll('body *')) {
          node.style.lineHeight = '1.5'; node.style.letterSpacing = '0.12em'; node.style.wordSpacing = '0.16em';
        }
        return [...document.querySelectorAll('button, h1, h2, h3, h4, h5, summary, label, p, td, th')]
          .filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1)
          .filter(e => getComputedStyle(e).overflowX !== 'visible')
          .filter(e => !e.closest('.onzichtbaar') && !e.classList.contains('onzichtbaar'))
          .map(e => e.textContent.slice(0, 40)); }"""
    )
    assert cut == []
    assert visited.ask("document.documentElement.scrollWidth") <= PHONE["width"]


def test_whoever_wants_no_movement_sees_none(visit):
    visited = visit(address=STATES["buurt"], reduced_motion="reduce")
    visited.page.click(".leaflet-control-zoom-in")
    visited.page.click("[data-waarde='opgave']")
    assert visited.ask("document.getAnimations().length") == 0


def test_forced_colours_keep_what_is_pressed_and_chosen_apart(visit):
    visited = visit(address=STATES["buurt"], forced_colors="active")
    colours = visited.ask(
        """() => ['#tab-kaart', '#tab-tabel'].map(
        query => getComputedStyle(document.querySelector(query)).backgroundColor)"""
    )
    assert colours[0] != colours[1]
    strokes = visited.ask("[...document.querySelectorAll('path.gebied')].map(p => getComputedStyle(p).stroke)")
    assert "none" not in strokes
    outline = visited.ask(
        "[...document.querySelectorAll('.leaflet-lijnen-pane path')].map(p => p.getAttribute('stroke-width'))"
    )
    assert "8" in outline, "the chosen area has a thick line around it"


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
