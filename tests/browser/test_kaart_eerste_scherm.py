"""The first screen: whose place it is, finding one's street, and figures and voices at equal size."""

from __future__ import annotations

import pytest

LAPTOP = {"width": 1366, "height": 768}
BEAMER = {"width": 1920, "height": 1080}
PHONES = [{"width": 390, "height": 844}, {"width": 320, "height": 700}]


@pytest.fixture
def town(maps, voorbeeldstad_run):
    maps["stad"] = voorbeeldstad_run / "kaart.html"


def in_view(visited, query: str) -> bool:
    return visited.ask(
        f"""() => {{ const box = document.querySelector('{query}').getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth; }}"""
    )


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("size", [LAPTOP, BEAMER, *PHONES], ids=str)
def test_the_first_screen_says_whose_place_it_is_and_asks_for_a_street(visit, size):
    visited = visit("stad", size=size)
    assert visited.page.inner_text("h1:visible").split() == ["Dit", "is", "Voorbeeldstad"]
    for query in ("h1", "#zoek", "#presenteren"):
        assert in_view(visited, query), query
    if size["width"] > 1000:
        assert in_view(visited, "#kaart")
        assert in_view(visited, "#paneel h2")
    assert visited.ask("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("size", PHONES, ids=str)
def test_a_street_found_on_a_phone_brings_map_and_panel_on_the_screen(visit, size):
    visited = visit("stad", size=size)
    visited.page.fill("#zoek", "maasveld")
    visited.page.keyboard.press("ArrowDown")
    visited.page.keyboard.press("Enter")
    visited.wait("document.activeElement.id === 'gebied-naam'")
    assert in_view(visited, "#kaart")
    assert in_view(visited, "#gebied-naam")
    middle = visited.ask(
        """() => { const box = document.querySelector('path.gebied[aria-pressed=true]').getBoundingClientRect();
        return [(box.left + box.right) / 2, (box.top + box.bottom) / 2]; }"""
    )
    assert 0 < middle[0] < size["width"]
    assert 0 < middle[1] < size["height"]


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("size", [LAPTOP, BEAMER], ids=["laptop", "beamer"])
def test_what_people_say_is_as_large_as_what_figures_say(visit, size):
    visited = visit("stad", "#gebied=BU99990101", size)
    visited.page.click("#breder")
    measure = """id => { const column = document.getElementById(id), head = column.querySelector('h3');
        const box = column.getBoundingClientRect(), look = getComputedStyle(head);
        return [box.width, box.top, look.fontSize, look.fontWeight, look.backgroundColor]; }"""
    figures, voices = (visited.page.evaluate(measure, f"kolom-{name}") for name in ("cijfers", "stemmen"))
    assert figures[0] == pytest.approx(voices[0], abs=2)
    assert figures[1:] == voices[1:]
    assert [visited.page.locator(f"#kolom-{name} > h3").count() for name in ("cijfers", "stemmen")] == [1, 1]


@pytest.mark.usefixtures("town")
def test_place_and_strengths_come_before_opgaven_and_koppelkansen(visit):
    visited = visit("stad", "#gebied=BU99990101")
    heads = ["kop-plek", "kop-sterk", "kop-cijfers", "kop-opgaven", "kop-kansen", "kop-stemmen"]
    tops = [visited.ask(f"document.getElementById('{name}').getBoundingClientRect().top") for name in heads]
    assert tops == sorted(tops)
