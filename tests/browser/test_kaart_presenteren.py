"""Presenting: one question on the screen, large type, keys of a remote, and back to what was there."""

from __future__ import annotations

import pytest
from tests.browser.test_kaart_inbreng import say
from tests.browser.test_kaart_toegankelijk import BEAMER, PHONE, violations

LAPTOP = {"width": 1366, "height": 768}
HERE = "#gebied=BU99980000"


def question(visited) -> str:
    return visited.page.inner_text("#stap-vraag")


def place(visited) -> str:
    return visited.page.inner_text("#stap-waar")


def test_a_presentation_asks_one_question_after_the_other(visit):
    visited = visit(address=HERE)
    visited.page.click("#presenteren")
    assert question(visited) == "Herkent u {{7*7}}?"
    assert visited.ask("document.activeElement.id") == "stap-vraag"
    seen = [question(visited)]
    while visited.page.is_enabled("#stap-volgende"):
        visited.page.click("#stap-volgende")
        seen.append(question(visited))
        assert visited.page.is_visible("#kaart")
        assert visited.page.inner_text("#stap-tekst").strip()
    count = len(seen)
    assert place(visited) == f"stap {count} van {count}"
    assert len(set(seen)) == count
    # Three opgaven of the hand-made area have places and one has bands; the others have no score and ask nothing.
    assert count == 2 + 4 + 3
    assert seen[-1] == "Wat geven wij mee?"
    assert visited.page.is_hidden(".kop-rij")
    assert visited.page.is_hidden("#paneel")
    assert visited.errors == []


def test_the_keys_of_a_remote_turn_and_escape_brings_back_what_was_there(visit):
    visited = visit(address=f"{HERE}&thema=indicator&indicator=versteningsgraad")
    before = visited.page.inner_text("#legenda h2")
    visited.page.click("#presenteren")
    for key, step in (("PageDown", 2), ("ArrowRight", 3), ("PageUp", 2), ("ArrowLeft", 1), ("PageUp", 1)):
        visited.page.keyboard.press(key)
        assert place(visited).startswith(f"stap {step} van")
        assert f"stap={step}" in visited.ask("location.hash")
    assert "thema=plek" in visited.ask("location.hash")
    visited.page.keyboard.press("Escape")
    assert visited.page.is_hidden("#stap-vraag")
    assert "thema=indicator&indicator=versteningsgraad" in visited.ask("location.hash")
    assert "stap" not in visited.ask("location.hash")
    assert visited.ask("document.activeElement.id") == "presenteren"
    assert visited.page.inner_text("#legenda h2") == before


def test_arrows_on_the_map_walk_over_the_map(visit):
    visited = visit(address=f"{HERE}&stap=3")
    visited.page.focus("path.gebied[tabindex='0']")
    visited.page.keyboard.press("ArrowRight")
    assert place(visited).startswith("stap 3 van")
    visited.page.keyboard.press("PageDown")
    assert place(visited).startswith("stap 4 van")


@pytest.mark.parametrize(("size", "least"), [(LAPTOP, 28), (BEAMER, 38)], ids=["laptop", "beamer"])
def test_the_type_can_be_read_from_the_last_row(visit, size, least):
    visited = visit(address=f"{HERE}&stap=4", size=size)
    sizes = visited.ask(
        "['#stap-vraag', '#stap-tekst p:not(.aantal-kop)', '#stap-tekst .klassen span'].map("
        "q => parseFloat(getComputedStyle(document.querySelector(q)).fontSize))"
    )
    assert min(sizes) >= least
    assert sizes[0] > sizes[1]
    # Question, map and legend stand on one screen.
    assert visited.ask("document.documentElement.scrollHeight") <= size["height"]
    assert visited.ask("document.getElementById('kaart').getBoundingClientRect().width") > size["width"] / 2


def test_what_is_said_during_a_presentation_is_counted(visit):
    visited = visit(address=HERE)
    say(visited, "behouden", tekst="De linde", tafel="Tafel 1")
    visited.page.click("#presenteren")
    while visited.page.is_enabled("#stap-volgende"):
        visited.page.keyboard.press("PageDown")
    assert "U bracht 1 notitie in." in visited.page.inner_text("#stap-tekst")
    visited.page.keyboard.press("PageUp")
    assert "De linde" in visited.page.inner_text("#stap-tekst")


@pytest.mark.parametrize("address", ["stap=99", "stap=-1", "stap=1e9", "stap=<b>", "stap=2.5", "stap="])
def test_a_strange_step_is_no_step(visit, address):
    visited = visit(address=f"#{address}")
    assert visited.page.is_hidden("#stap-vraag")
    assert visited.errors == []


@pytest.mark.parametrize("size", [LAPTOP, BEAMER, PHONE], ids=["laptop", "beamer", "telefoon"])
@pytest.mark.parametrize("address", [f"{HERE}&stap=1", "#stap=4", f"{HERE}&stap=7", f"{HERE}&stap=9"])
def test_every_step_is_accessible(visit, axe_script, size, address):
    visited = visit(address=address, size=size)
    assert violations(visited, axe_script) == []
    assert visited.ask("document.documentElement.scrollWidth") <= size["width"]
    assert visited.errors == []
