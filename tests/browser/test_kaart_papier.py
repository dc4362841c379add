"""Paper: a sheet per buurt, a wall map, a blank one, a form and a picture, with what the screen says."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess

import numpy as np
import pytest
import rasterio
from tests.browser.conftest import no_browser
from tests.browser.test_kaart_inbreng import saved, say
from tests.browser.test_kaart_toegankelijk import PHONE, violations

from wijkkaart.config import Eigen
from wijkkaart.koppelkansen.own_files import read_rows

BUURT = "BU99990101"
SHEETS = {
    "blad": f"#gebied={BUURT}&papier=blad",
    "muur": "#thema=opgave&opgave=klimaatadaptatie&papier=muur",
    "leeg": "#papier=leeg",
    "formulier": "#papier=formulier",
}
#: Points: width and height.
A4, A3 = (595, 842), (1191, 842)
SIZES = {"blad": A4, "muur": A3, "leeg": A3, "formulier": A4}
LAPTOP = {"width": 1366, "height": 768}


@pytest.fixture
def town(maps, voorbeeldstad_run):
    maps["stad"] = voorbeeldstad_run / "kaart.html"
    return voorbeeldstad_run


@pytest.fixture(scope="session")
def poppler():
    if shutil.which("pdftotext") is None:
        no_browser("no poppler-utils found")


def printed(visited, tmp_path, name: str = "blad"):
    path = tmp_path / f"{name}.pdf"
    visited.page.pdf(path=str(path), prefer_css_page_size=True)
    return path


def told(program: str, *arguments: str) -> str:
    return subprocess.run([program, *arguments], check=True, capture_output=True, encoding="utf-8").stdout


def words_of(path) -> str:
    return " ".join(told("pdftotext", "-layout", str(path), "-").split())


@pytest.mark.usefixtures("poppler")
@pytest.mark.parametrize("sheet", SHEETS)
def test_each_sheet_has_its_size_and_is_drawn_in_vectors(visit, town, tmp_path, sheet):  # noqa: ARG001
    visited = visit("stad", SHEETS[sheet])
    path = printed(visited, tmp_path)
    facts = told("pdfinfo", str(path))
    width, height = (float(part) for part in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", facts).groups())
    assert (width, height) == pytest.approx(SIZES[sheet], abs=2)
    pages = int(re.search(r"Pages:\s+(\d+)", facts)[1])
    assert pages == 1 if sheet in {"muur", "leeg"} else pages <= 2
    assert len(told("pdfimages", "-list", str(path)).splitlines()) == 2, "no picture of the map, only lines"
    text = words_of(path)
    assert "Fictief" in text or sheet == "formulier"
    assert "Druk af" not in text
    assert "Zoek" not in text
    assert visited.errors == []


@pytest.mark.usefixtures("poppler")
def test_the_sheet_of_a_buurt_says_what_the_tables_say(visit, town, tmp_path):
    visited = visit("stad", SHEETS["blad"])
    text = words_of(printed(visited, tmp_path))
    with (town / "gebieden.csv").open(encoding="utf-8", newline="") as file:
        name = next(row["gebiednaam"] for row in csv.DictReader(file) if row["gebiedcode"] == BUURT)
    assert name in text
    with (town / "indicatoren.csv").open(encoding="utf-8", newline="") as file:
        own = {row["indicator"]: row for row in csv.DictReader(file) if row["gebiedcode"] == BUURT}
    assert f"Inwoners {own['aantal_inwoners']['waarde']}" in text
    with (town / "scores.csv").open(encoding="utf-8", newline="") as file:
        scores = {row["opgave"]: row["score"] for row in csv.DictReader(file) if row["gebiedcode"] == BUURT}
    assert f"Mobiliteit {round(float(scores['mobiliteit']))}" in text
    with (town / "koppelkansen.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["gebiedcode"] == BUURT and row["openbaarheid"] == "openbaar"]
    now = [row["naam"] for row in rows if row["stand"] == "nu"]
    assert now
    assert all(title in text for title in now)
    assert "Wat moet blijven?" in text
    assert "De oude platanen langs de gracht moeten blijven." in text


@pytest.mark.usefixtures("poppler")
def test_the_wall_map_has_the_classes_and_counts_of_the_screen(visit, town, tmp_path):  # noqa: ARG001
    visited = visit("stad", SHEETS["muur"].replace("&papier=muur", ""))
    rows = [text.split("\n") for text in visited.page.locator("#legenda .klassen li").all_inner_texts()]
    fills = visited.ask("[...document.querySelectorAll('path.gebied')].map(p => p.getAttribute('fill'))")
    visited = visit("stad", SHEETS["muur"])
    text = words_of(printed(visited, tmp_path))
    assert len(rows) > 3
    for words, count in rows:
        first = words.split()[0]
        assert re.search(rf"{first}.*?\({count}\)", text), words
    drawn = visited.ask("[...document.querySelectorAll('.wandkaart path[fill-rule]')].map(p => p.getAttribute('fill'))")
    assert drawn == fills


@pytest.mark.usefixtures("poppler")
def test_the_blank_map_has_names_and_no_figures(visit, town, tmp_path):  # noqa: ARG001
    visited = visit("stad", "#thema=opgave&opgave=klimaatadaptatie&papier=leeg")
    text = words_of(printed(visited, tmp_path))
    assert "Stationsbuurt" in text
    assert "Wat moet blijven?" in text
    assert "hier is meer te doen" not in text
    fills = visited.ask("[...document.querySelectorAll('.wandkaart path[fill-rule]')].map(p => p.getAttribute('fill'))")
    assert set(fills) == {"none"}


def test_the_form_has_the_columns_that_the_next_run_reads(visit, town, tmp_path):  # noqa: ARG001
    visited = visit("stad", SHEETS["formulier"])
    columns = [text.split("\n")[0] for text in visited.page.locator(".vel-invul th").all_inner_texts()]
    codes = visited.page.locator(".vel-codes strong").all_inner_texts()
    assert len(codes) == 60
    kinds = visited.page.locator(".vel-soorten strong").all_inner_texts()
    path = tmp_path / "formulier.csv"
    lines = [";".join(columns)]
    lines += [f"{BUURT};{kind};mobiliteit;Het plein;Meer bankjes;bewoners" for kind in kinds]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert Eigen(verhalen=(path,)).verhalen
    assert [row.get("soort") for row in read_rows(path)] == kinds
    assert all(row.get("gebied") == BUURT and row.get("tekst") == "Meer bankjes" for row in read_rows(path))


@pytest.mark.usefixtures("poppler")
def test_the_print_command_of_the_browser_gives_a_sheet_too(visit, town, tmp_path):  # noqa: ARG001
    visited = visit("stad", f"#gebied={BUURT}")
    say(visited, "notitie", tekst="Een eigen notitie", tafel="Tafel 1")
    assert "Een eigen notitie" in words_of(printed(visited, tmp_path))
    assert visited.page.is_hidden("#papier")
    assert visited.page.is_visible("#kaart")
    assert "papier" not in visited.ask("location.hash")


def test_sheets_are_chosen_and_left_with_the_keyboard(visit, town):  # noqa: ARG001
    visited = visit("stad")
    visited.page.focus("#afdrukken")
    visited.page.keyboard.press("Enter")
    assert visited.page.locator("[data-papier=blad]").is_disabled()
    visited.page.keyboard.press("Escape")
    assert visited.page.is_hidden("#afdruk-keuze")
    assert visited.ask("document.activeElement.id") == "afdrukken"
    visited.page.keyboard.press("Enter")
    visited.page.keyboard.press("Tab")
    visited.page.keyboard.press("Enter")
    assert visited.ask("document.activeElement.id") == "druk-af"
    assert "papier=muur" in visited.ask("location.hash")
    visited.page.click("#papier-terug")
    assert visited.page.is_visible("#kaart")
    assert visited.ask("document.activeElement.id") == "afdrukken"
    visited.ask("location.hash = 'papier=formulier'")
    visited.page.wait_for_selector("#druk-af")
    visited.page.click("#tab-tabel")
    assert visited.page.is_visible("#tabel table")
    assert visited.page.is_hidden("#papier")


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_the_picture_is_as_large_as_promised_and_shows_the_map(visit, town, tmp_path):  # noqa: ARG001
    visited = visit("stad", "#thema=opgave&opgave=klimaatadaptatie")
    visited.page.click("#afdrukken")
    path = saved(visited, "#bewaar-png", tmp_path)
    assert path.name == "kaart-voorbeeldstad-opgave-klimaatadaptatie.png"
    with rasterio.open(path) as picture:
        assert (picture.width, picture.height) == (2400, 1662)
        pixels = picture.read([1, 2, 3])
    colours = {tuple(int(value) for value in colour) for colour in np.unique(pixels.reshape(3, -1).T, axis=0)}
    for fill in ("#e66101", "#b2abd2"):
        assert tuple(bytes.fromhex(fill[1:])) in colours
    assert visited.errors == []
    assert visited.requests == []


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "telefoon"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_paper_on_the_screen_is_accessible(visit, town, axe_script, sheet, size):  # noqa: ARG001
    visited = visit("stad", SHEETS[sheet], size)
    assert violations(visited, axe_script) == []
    assert visited.ask("document.documentElement.scrollWidth") <= size["width"]
    visited.page.click("#papier-terug")
    visited.page.click("#afdrukken")
    assert violations(visited, axe_script) == []
