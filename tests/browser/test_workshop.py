"""A whole workshop, from finding one's street to seeing in the next map what came of it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from tests.browser.test_kaart_inbreng import bring, dots, features, in_tab, judge, saved, say

from wijkkaart.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Visit

TABLE = "Tafel Noord"
OTHER = "Tafel Zuid"
WISH = "Meer schaduw op het plein"
STAYS = "De bank onder de linde"


def find_street(visited, name: str) -> str:
    """Search a street with the keyboard; return the area that it leads to."""
    visited.page.fill("#zoek", name)
    visited.page.keyboard.press("ArrowDown")
    visited.page.keyboard.press("Enter")
    visited.wait("document.getElementById('gebied-naam') !== null")
    return visited.page.inner_text("#gebied-naam")


def read_cards(visited, many: int) -> list[str]:
    """Return what stands on the first cards: their names; each tells what, why, for whom and how sure."""
    cards = visited.page.locator(".kaartje").all()[:many]
    for card in cards:
        told = card.inner_text()
        assert "Hier komen samen" in told
        assert "Voor wie?" in told
        assert "Bewijs" in told or "Dit rust niet op cijfers" in told
    return [card.locator("h5").inner_text() for card in cards]


def sit_down(visited, table: str) -> None:
    visited.page.click("#tab-inbreng")
    visited.page.fill("#tafel-naam", table)
    visited.page.keyboard.press("Tab")
    visited.page.click("#tab-kaart")


def a_street(folder: Path, buurt: str) -> str:
    """Return a street that lies in one buurt alone, so that the search leads there."""
    with (folder / "dna.csv").open(encoding="utf-8-sig", newline="") as file:
        streets = {row["gebiedcode"]: row["straten"].split("; ") for row in csv.DictReader(file)}
    others = {name for code, names in streets.items() if code.startswith("BU") and code != buurt for name in names}
    return next(name for name in streets[buurt] if name not in others)


@pytest.fixture
def buurt(voorbeeldstad_run) -> str:
    """Return the buurt with the most cards."""
    with (voorbeeldstad_run / "koppelkansen.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["gebiedcode"].startswith("BU")]
    strong = [row["gebiedcode"] for row in rows if row["stand"].startswith(("kansrijk", "nu"))]
    return max(sorted(set(strong)), key=strong.count)


def test_a_workshop_from_the_street_to_the_next_map(visit, maps, voorbeeldstad_run, buurt, tmp_path):
    maps["werkplaats"] = voorbeeldstad_run / "kaart.html"
    first = visit("werkplaats", accept_downloads=True)
    sit_down(first, TABLE)
    name = find_street(first, a_street(voorbeeldstad_run, buurt))
    assert buurt in first.ask("location.hash")
    cards = read_cards(first, 3)
    assert len(set(cards)) == 3
    judge(first, "herkennen_niet", card=1)
    say(first, "ambitie", tekst=WISH, opgave="klimaatadaptatie")
    first.page.click("[data-soort=behouden]")
    first.page.fill("#vorm-tekst", STAYS)
    first.page.click("#vorm-plek")
    box = first.page.locator("path.gebied[aria-pressed=true]").bounding_box()
    first.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    first.page.click(".zeg-klaar .knop")
    assert first.page.inner_text("#gebied-naam") == name
    dots(first, 3)
    in_tab(first)
    first_file = saved(first, "#bewaar-geojson", tmp_path, "noord.geojson")
    assert len(features(first_file)) == 4

    second = visit("werkplaats", f"#gebied={buurt}", accept_downloads=True)
    sit_down(second, OTHER)
    dots(second, 2)
    judge(second, "herkennen", card=1)
    in_tab(second)
    second_map = saved(second, "#bewaar-kaart", tmp_path, "zuid.html")

    said = bring(first, second_map)
    assert said == "zuid.html: 2 notities erbij."
    [row] = first.page.locator(".stippen-tabel tbody tr").all_inner_texts()
    assert row.split("\t") == [f"{cards[0]}, {name}", "3", "2", "5"]
    merged = saved(first, "#bewaar-geojson", tmp_path, "samen.geojson")
    assert len(features(merged)) == 6

    first.page.click("#tab-kaart")
    first.page.click("#afdrukken")
    first.page.click("[data-papier=blad]")
    sheet = first.page.inner_text("#papier")
    assert name in sheet
    assert WISH in sheet
    assert STAYS in sheet
    assert first.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    first.page.click("#papier-terug")
    assert first.errors == second.errors == []
    assert first.requests == second.requests == []

    after = check_next_map(visit, maps, next_run(tmp_path, first_file, merged, second_map), buurt, cards)
    # Whoever still has the notes sees that the map was made with them, and sees nothing twice.
    bring(after, merged)
    assert ["Staat al in deze kaart" in item for item in in_tab(after)] == [True] * 6
    assert after.page.locator("#inbreng-van-hier li").count() == 0
    assert after.errors == []


def next_run(folder: Path, *files: Path) -> Path:
    """Run again with what was said; the same note in two files counts once."""
    config = folder / "na-de-workshop.yml"
    names = ", ".join(path.name for path in files)
    config.write_text(
        f"naam: Voorbeeldstad\ngebied: {{gemeenten: [GM9999]}}\neigen: {{verhalen: [{names}]}}\n", encoding="utf-8"
    )
    with pytest.raises(SystemExit) as left:
        main(["run", str(config), "--stil", "--uit", str(folder / "uit")])
    assert left.value.code == 0
    return folder / "uit"


def check_next_map(visit, maps, folder: Path, buurt: str, cards: list[str]) -> Visit:
    with (folder / "stemmen.csv").open(encoding="utf-8-sig", newline="") as file:
        said = [row for row in csv.DictReader(file) if row["gebiedcode"] == buurt]
    assert sum(row["tekst"] == WISH for row in said) == 1
    assert sum(row["tekst"] == STAYS for row in said) == 1
    assert sum(int(row["aantal"]) for row in said if row["tafel"] in (TABLE, OTHER) and row["aantal"]) == 5
    maps["daarna"] = folder / "kaart.html"
    after = visit("daarna", f"#gebied={buurt}")
    heard = after.page.inner_text("#kolom-stemmen")
    assert WISH in heard
    assert STAYS in heard
    back = dict(zip(*(after.page.locator(f".gevolg {tag}").all_text_contents() for tag in ("dt", "dd")), strict=True))
    assert "telt mee bij" in back[WISH] or "nog geen koppelkans" in back[WISH]
    assert "moet blijven" in back[STAYS]
    told = after.page.inner_text("#kolom-cijfers")
    assert "Niet iedereen ziet dit hetzelfde." in told
    assert f"({TABLE}): herkennen wij niet" in told
    assert f"({OTHER}): herkennen wij" in told
    # The card that a table does not recognise is still there.
    assert cards[1] in after.page.locator(".kaartje h5, .overige li").all_inner_texts()
    return after
