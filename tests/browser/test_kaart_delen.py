"""The same view for somebody else: through the address and as a line of text; what is hostile changes nothing."""

from __future__ import annotations

import pytest

FIRST, NAME = "BU99980000", "{{7*7}}"
CHOICES = (
    "thema=indicator&indicator=hitte&opgave=klimaatadaptatie&regel=alle&groepen=vijf&niveau=buurt&tab=kaart"
    f"&gebied={FIRST}"
)
HOSTILE = (
    "thema=<script>window.__xss=1</script>&indicator=__proto__&niveau=constructor&tab=x&gebied=%00",
    "indicator=" + "a" * 100_000,
    "%%%&&&===",
    "regel=K5_geheime_regel&opgave=dna",
    "__proto__=1&constructor=2&toString=3&prototype[x]=4",
    "thema=javascript:window.__xss=1&tab=javascript:alert(1)",
    "gebied=-1&gebied=0&gebied=length&gebied=GM9998xx",
    "beeld=NaN/1e9/x",
    "beeld=12/52.1",
    "beeld=12/0/0",
    "beeld=99/52.1/5.3",
    "beeld=-1/Infinity/5.3",
    "beeld=12/52.1/5.3/<img src=x onerror=window.__xss=1>",
    "inhoud",
)
#: Everything that an address could have changed.
PICTURE = """[
  document.documentElement.outerHTML, window.__xss, Object.keys(Object.prototype), Object.keys({}),
]"""


@pytest.mark.parametrize("address", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_address_changes_nothing(visit, address):
    clean = visit().ask(PICTURE)
    visited = visit(address=f"#{address}")
    assert visited.ask(PICTURE) == clean
    assert visited.errors == []
    assert visited.requests == []


@pytest.fixture
def shared(visit):
    """A map with the part about sharing open."""

    def open_map(*given, **options):
        visited = visit(*given, **options)
        visited.page.click(".delen > summary")
        visited.wait("document.getElementById('deel-regel') !== null")
        return visited

    return open_map


def test_hostile_lines_and_later_addresses_change_nothing(shared):
    visited = shared(address=f"#{CHOICES}")
    before = visited.ask("location.hash")
    for address in HOSTILE:
        visited.page.evaluate("address => { location.hash = address; }", address)
        visited.page.wait_for_timeout(20)
        visited.page.fill("#deel-plak", f"wijkkaart:x#{address}")
        visited.page.click("text=Laat dit zien")
        assert visited.page.inner_text("#deel-melding") == "Dit is geen regel uit deze kaart. Kopieer de hele regel."
        assert visited.page.inner_text("#gebied-naam")
    visited.page.click("#tab-tabel")
    assert visited.ask("location.hash") == before.replace("tab=kaart", "tab=tabel")
    assert visited.ask("window.__xss") is None
    assert visited.errors == []


def test_a_line_from_one_screen_shows_the_same_on_another(shared):
    first = shared(address=f"#{CHOICES}")
    line = first.page.input_value("#deel-regel")
    assert "Gevoelstemperatuur op een hete dag, buurten, {{7*7}}. wijkkaart:toy0123456789#thema=" in line
    other = shared(size={"width": 390, "height": 844})
    other.page.fill("#deel-plak", f"Kijk hier eens:\n{line}\n")
    other.page.click("text=Laat dit zien")
    assert other.page.inner_text("#deel-melding") == "U ziet nu wat in de regel staat."
    assert other.page.input_value("#deel-regel") == line
    assert other.page.inner_text("#gebied-naam") == NAME


def test_the_part_of_the_map_that_is_shown_goes_along_until_everything_is_shown_again(shared):
    first = shared()
    first.page.click(".leaflet-control-zoom-in")
    first.wait("location.hash.includes('beeld=')")
    line = first.page.input_value("#deel-regel")
    middle = "[m.getZoom(), m.getCenter().lat, m.getCenter().lng]"
    view = f"(() => {{ const m = window[document.body.dataset.map]; return {middle}; }})()"
    seen = first.ask(view)
    for other in (shared(address=first.ask("location.hash")), shared()):
        other.page.fill("#deel-plak", line)
        other.page.click("text=Laat dit zien")
        assert other.ask(view) == pytest.approx(seen, abs=1e-4)
    first.page.click("text=Hele kaart")
    assert "beeld" not in first.ask("location.hash")
    assert "beeld" not in first.page.input_value("#deel-regel")


def test_a_line_of_another_map_says_what_is_not_here(shared):
    visited = shared()
    visited.page.fill("#deel-plak", "wijkkaart:abc#thema=opgave&opgave=bestaatniet&gebied=BU00000000")
    visited.page.click("text=Laat dit zien")
    told = visited.page.inner_text("#deel-melding")
    assert "andere versie van de kaart" in told
    assert "Niet alles uit de regel bestaat in deze kaart." in told
    assert "Opgave" in visited.page.inner_text("#legenda h2")


def test_a_link_within_the_page_keeps_the_chosen_area(visit):
    visited = visit(address=f"#{CHOICES}")
    visited.page.focus(".spring")
    visited.page.keyboard.press("Enter")
    visited.wait("document.activeElement.id === 'inhoud'")
    assert visited.page.inner_text("#gebied-naam") == NAME


def test_copying_says_so_and_without_permission_selects_the_line(shared):
    visited = shared()
    visited.ask(
        "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async t => { window.copied = t; }}});0"
    )
    visited.page.click("text=Kopieer de regel")
    visited.wait("document.getElementById('deel-melding').textContent === 'De regel is gekopieerd.'")
    assert visited.ask("window.copied") == visited.page.input_value("#deel-regel")
    refused = shared()
    refused.ask("Object.defineProperty(navigator, 'clipboard', {value: undefined});0")
    refused.page.click("text=Kopieer de regel")
    refused.wait("document.activeElement.id === 'deel-regel'")
    assert refused.ask("getSelection().toString()") == refused.page.input_value("#deel-regel")
