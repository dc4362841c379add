"""What people bring in at the table: judged, written, pointed at, kept, found again, and never run as code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.browser.test_kaart_toegankelijk import PHONE, violations

HERE = "#gebied=BU99980000"
LAPTOP = {"width": 1366, "height": 768}
EVIL = "<img src=x onerror=window.__xss=1></script><script>window.__xss=2</script>"


def judge(visited, kind: str = "herkennen_niet", card: int = 0) -> None:
    visited.page.locator(".kaartje").nth(card).locator(f"[data-oordeel={kind}]").click()


def dots(visited, many: int, card: int = 0) -> None:
    for _ in range(many):
        visited.page.locator(".kaartje").nth(card).locator("[data-stip=meer]").click()


def say(visited, soort: str, **fields: str) -> None:
    """Write a note about the chosen area."""
    visited.page.click(f"[data-soort={soort}]")
    for name, text in fields.items():
        if name == "opgave":
            visited.page.select_option("#vorm-opgave", text)
        else:
            visited.page.fill(f"#vorm-{name}", text)
    visited.page.click(".zeg-klaar .knop")


def saved(visited, button: str, folder: Path, name: str = "") -> Path:
    """Press a button that gives a file, and keep the file."""
    with visited.page.expect_download() as given:
        visited.page.click(button)
    path = folder / (name or given.value.suggested_filename)
    given.value.save_as(path)
    return path


def features(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def properties(path: Path) -> list[dict]:
    return [{key: value for key, value in item["properties"].items() if value} for item in features(path)]


def in_tab(visited) -> list[str]:
    visited.page.click("#tab-inbreng")
    return visited.page.locator(".inbreng-lijst > li").all_inner_texts()


def collection(*items: dict) -> str:
    made = [{"type": "Feature", "geometry": None, "properties": item} for item in items]
    return json.dumps({"type": "FeatureCollection", "features": made})


def bring(visited, *files: Path) -> str:
    """Add the notes of other tables; return what the map says of it."""
    visited.page.click("#tab-inbreng")
    before = visited.page.inner_text("#inbreng-melding")
    visited.page.set_input_files("#notities-erbij", [str(path) for path in files])
    visited.wait(f"document.getElementById('inbreng-melding').textContent !== {json.dumps(before)}")
    return visited.page.inner_text("#inbreng-melding")


def test_a_card_is_judged_and_gets_dots(visit, tmp_path):
    visited = visit(address=HERE)
    judge(visited)
    dots(visited, 3)
    card = visited.page.locator(".kaartje").first
    assert card.locator("[data-oordeel=herkennen_niet]").get_attribute("aria-pressed") == "true"
    assert card.locator("[data-oordeel=herkennen]").get_attribute("aria-pressed") == "false"
    assert card.locator(".stippen-aantal").inner_text() == "3"
    # What the figures say stays as it was, on the card that people do not recognise.
    assert card.get_attribute("data-stand")
    judge(visited, "herkennen")
    card.locator("[data-stip=min]").click()
    assert visited.page.inner_text("#tab-inbreng") == "Onze inbreng (2)"
    visited.page.click("#tab-inbreng")
    kept = properties(saved(visited, "#bewaar-geojson", tmp_path))
    assert [(item["soort"], item.get("oordeel"), item.get("aantal")) for item in kept] == [
        ("oordeel", "herkennen", None),
        ("stip", None, 2),
    ]
    assert {item["gebiedcode"] for item in kept} == {"BU99980000"}
    visited.page.click("#tab-kaart")
    judge(visited, "herkennen")
    card.locator("[data-stip=min]").click()
    card.locator("[data-stip=min]").click()
    assert card.locator("[data-stip=min]").is_disabled()
    assert visited.page.inner_text("#tab-inbreng") == "Onze inbreng"
    assert visited.errors == []
    assert visited.requests == []


def test_a_figure_is_judged_where_it_tells_its_source(visit, tmp_path):
    visited = visit(address=HERE)
    visited.ask("document.querySelectorAll('#kolom-cijfers .opgave > details').forEach(d => { d.open = true; })")
    figure = visited.page.locator("#kolom-cijfers .figuur").first
    figure.locator("summary").first.click()
    figure.locator("[data-oordeel=weten_niet]").click()
    assert figure.locator("[data-oordeel=weten_niet]").get_attribute("aria-pressed") == "true"
    visited.page.click("#tab-inbreng")
    [kept] = properties(saved(visited, "#bewaar-geojson", tmp_path))
    assert kept["oordeel"] == "weten_niet"
    names = visited.page.locator(".inbreng-lijst .stem-over").all_inner_texts()
    assert names[1].startswith("Over: ")
    assert names[1] != f"Over: {kept['regel']}"


def test_every_kind_of_note_is_written_shown_and_saved(visit, tmp_path):
    visited = visit(address=HERE)
    say(visited, "ambitie", tekst="Meer bomen", opgave="klimaatadaptatie", tafel="Tafel 1")
    say(visited, "behouden", tekst="De platanen")
    say(visited, "notitie", tekst="Het is hier\ndruk")
    say(visited, "ontmoetingsplek", naam="Buurthuis", tekst="koffie")
    visited.page.click("[data-soort=koppelkans]")
    visited.page.fill("#vorm-naam", "Groen plein")
    visited.page.locator(".zeg-vorm .vink").nth(0).click()
    visited.page.locator(".zeg-vorm .vink").nth(2).click()
    visited.page.select_option("#vorm-herkomst", "gemeente")
    visited.page.click(".zeg-klaar .knop")
    assert len(visited.page.locator("#inbreng-van-hier > ul > li").all()) == 5
    assert visited.page.locator("#vorm-tafel").count() == 0
    visited.page.locator("#inbreng-van-hier [data-stip=meer]").click()
    visited.page.click("#tab-inbreng")
    kept = properties(saved(visited, "#bewaar-geojson", tmp_path))
    told = [
        {key: item[key] for key in ("soort", "naam", "tekst", "opgave", "opgaven", "regel", "aantal") if key in item}
        for item in kept
    ]
    assert told == [
        {"soort": "ambitie", "tekst": "Meer bomen", "opgave": "klimaatadaptatie"},
        {"soort": "behouden", "tekst": "De platanen"},
        {"soort": "notitie", "tekst": "Het is hier\ndruk"},
        {"soort": "ontmoetingsplek", "naam": "Buurthuis", "tekst": "koffie"},
        {"soort": "koppelkans", "naam": "Groen plein", "opgaven": "energietransitie, natuurinclusiviteit"},
        {"soort": "stip", "regel": "Groen plein", "aantal": 1},
    ]
    assert {item["tafel"] for item in kept} == {"Tafel 1"}
    assert [item["herkomst"] for item in kept] == [*["bewoners"] * 4, "gemeente", "bewoners"]
    assert len({item["id"] for item in kept}) == 6
    assert visited.errors == []


@pytest.mark.parametrize(
    ("soort", "words", "focus"),
    [
        ("ambitie", "Kies eerst de opgave", "vorm-opgave"),
        ("notitie", "Schrijf eerst op", "vorm-tekst"),
        ("ontmoetingsplek", "Geef het eerst een naam", "vorm-naam"),
    ],
)
def test_half_a_note_is_asked_for_and_not_lost(visit, soort, words, focus):
    visited = visit(address=HERE)
    if soort == "ambitie":
        say(visited, soort, tekst="Meer bomen")
    else:
        say(visited, soort, tafel="Tafel 1")
    assert words in visited.page.inner_text("#vorm-fout")
    assert visited.ask("document.activeElement.id") == focus
    assert visited.page.inner_text("#tab-inbreng") == "Onze inbreng"
    if soort == "ambitie":
        assert visited.page.input_value("#vorm-tekst") == "Meer bomen"


def test_what_is_being_written_stays_when_another_area_is_looked_at(visit):
    visited = visit(address=HERE)
    visited.page.click("[data-soort=notitie]")
    visited.page.fill("#vorm-tekst", "Nog niet klaar")
    begun = visited.page.inner_text("#gebied-naam")
    visited.page.fill("#zoek", "Waterplas")
    visited.page.keyboard.press("ArrowDown")
    visited.page.keyboard.press("Enter")
    assert visited.page.input_value("#vorm-tekst") == "Nog niet klaar"
    # It is still about the area where it was begun.
    assert visited.page.inner_text(".zeg-kop") == f"Notitie over {begun}"
    assert visited.page.inner_text("#gebied-naam") == "Waterplas"


def test_a_spot_is_pointed_at_with_the_keyboard(visit, tmp_path):
    visited = visit(address=HERE)
    visited.page.click("[data-soort=behouden]")
    visited.page.fill("#vorm-tekst", "De oude boom")
    visited.page.focus("#vorm-plek")
    visited.page.keyboard.press("Enter")
    visited.wait("document.activeElement.id === 'kruis'")
    before = visited.ask("document.activeElement.getAttribute('aria-label')")
    assert before.startswith(("Zet de plek hier neer", "Dit ligt buiten"))
    for _ in range(2):
        visited.page.keyboard.press("Shift+ArrowLeft")
    visited.page.keyboard.press("ArrowUp")
    name = visited.ask("document.activeElement.getAttribute('aria-label')").removeprefix("Zet de plek hier neer, in ")
    visited.page.keyboard.press("Enter")
    visited.wait("document.activeElement.id === 'vorm-plek'")
    assert visited.page.locator("#aanwijzen").count() == 0
    visited.page.click(".zeg-klaar .knop")
    visited.page.click("#tab-inbreng")
    path = saved(visited, "#bewaar-geojson", tmp_path)
    [kept] = features(path)
    east, north = kept["geometry"]["coordinates"]
    assert 3 < east < 8
    assert 50 < north < 54
    assert name in visited.page.locator(".inbreng-lijst .stem-bij").first.inner_text()


def test_a_click_on_the_map_sets_the_spot_and_chooses_nothing(visit):
    visited = visit(address=HERE)
    visited.page.click("[data-soort=notitie]")
    visited.page.fill("#vorm-tekst", "Hier is het glad")
    visited.page.click("#vorm-plek")
    box = visited.page.locator("path.gebied[data-gebied='5']").bounding_box()
    visited.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert "één plek" in visited.page.inner_text(".plek-veld")
    assert visited.ask("location.hash").endswith("gebied=BU99980000")
    name = visited.ask(
        "document.querySelector(\"path.gebied[data-gebied='5']\").getAttribute('aria-label').split(',')[0]"
    )
    assert name in visited.page.inner_text(".zeg-kop")
    visited.page.click(".zeg-klaar .knop")
    assert visited.page.inner_text("#gebied-naam") == name
    assert "onze inbreng" in visited.page.inner_text("#legenda")
    assert visited.page.locator(".leaflet-inbreng-plekken-pane path").count() == 1


def test_escape_and_a_click_beside_the_map_set_no_spot(visit):
    visited = visit(address=HERE)
    visited.page.click("[data-soort=notitie]")
    visited.page.click("#vorm-plek")
    box = visited.page.locator("#kaart").bounding_box()
    visited.page.mouse.click(box["x"] + 8, box["y"] + box["height"] - 120)
    assert "buiten deze kaart" in visited.ask("document.getElementById('live').textContent")
    visited.page.focus("#kruis")
    visited.page.keyboard.press("Escape")
    assert visited.ask("document.activeElement.id") == "vorm-plek"
    assert "hele gebied" in visited.page.inner_text(".plek-veld")


def test_notes_are_there_after_closing_and_gone_after_wiping(visit):
    visited = visit(address=HERE)
    say(visited, "notitie", tekst="Blijft staan", tafel="Tafel 4")
    visited.page.reload()
    visited.wait("document.documentElement.dataset.klaar === 'ja'")
    assert visited.page.inner_text("#tab-inbreng") == "Onze inbreng (1)"
    [item] = in_tab(visited)
    assert "Blijft staan" in item
    assert visited.page.input_value("#tafel-naam") == "Tafel 4"
    visited.page.click("#wis-alles")
    assert in_tab(visited) == []
    visited.page.click("#maak-ongedaan")
    assert len(in_tab(visited)) == 1
    visited.page.click("#wis-alles")
    visited.page.reload()
    visited.wait("document.documentElement.dataset.klaar === 'ja'")
    assert in_tab(visited) == []
    assert "Blijft staan" not in visited.ask("JSON.stringify({...localStorage})")


def test_one_note_is_changed_wiped_and_brought_back(visit):
    visited = visit(address=HERE)
    say(visited, "notitie", tekst="Fout", tafel="Tafel 1")
    say(visited, "notitie", tekst="Goed")
    in_tab(visited)
    visited.page.locator("[data-notitie]").nth(0).get_by_text("Wijzig").click()
    assert visited.page.input_value("#vorm-tekst") == "Fout"
    visited.page.fill("#vorm-tekst", "Verbeterd")
    visited.page.click(".zeg-klaar .knop")
    assert ["Verbeterd" in item for item in in_tab(visited)] == [True, False]
    visited.page.locator("[data-notitie]").nth(0).get_by_text("Wis").click()
    assert len(in_tab(visited)) == 1
    visited.page.click("#maak-ongedaan")
    assert len(in_tab(visited)) == 2
    assert visited.page.is_hidden("#ongedaan")


def test_the_list_is_filtered(visit, tmp_path):
    visited = visit(address=HERE)
    say(visited, "notitie", tekst="Een", tafel="Tafel 1")
    say(visited, "behouden", tekst="Twee")
    other = tmp_path / "tafel2.geojson"
    other.write_text(
        collection({"id": "z", "tafel": "Tafel 2", "soort": "notitie", "gebiedcode": "BU99980001", "tekst": "Drie"}),
        encoding="utf-8",
    )
    bring(visited, other)
    assert len(in_tab(visited)) == 3
    visited.page.select_option("#filter-tafel", "Tafel 2")
    assert ["Drie" in item for item in in_tab(visited)] == [True]
    assert visited.page.inner_text("#inbreng-aantal") == "1 van 3 notities"
    visited.page.select_option("#filter-tafel", "")
    visited.page.select_option("#filter-soort", "behouden")
    assert ["Twee" in item for item in in_tab(visited)] == [True]


def test_two_tables_come_together_and_their_dots_are_counted(visit, tmp_path):
    paths = []
    for number, many in ((1, 2), (2, 3)):
        visited = visit(address=HERE)
        visited.page.click("#tab-inbreng")
        visited.page.fill("#tafel-naam", f"Tafel {number}")
        visited.page.keyboard.press("Tab")
        visited.page.click("#tab-kaart")
        dots(visited, many)
        judge(visited, ("herkennen", "herkennen_niet")[number - 1])
        visited.page.click("#tab-inbreng")
        paths.append(saved(visited, "#bewaar-geojson", tmp_path, f"t{number}.geojson"))
    said = bring(visited, paths[0], paths[1])
    assert said == "t1.geojson: 2 notities erbij. t2.geojson: 0 notities erbij."
    head, row = (text.split("\t") for text in visited.page.locator(".stippen-tabel tr").all_inner_texts())
    assert head == ["Koppelkans", "Tafel 1", "Tafel 2", "Samen"]
    assert row[1:] == ["2", "3", "5"]
    visited.page.click("#tab-kaart")
    card = visited.page.locator(".kaartje").first
    assert "Tafel 1: herkennen wij." in card.inner_text()
    assert "Samen 5 stippen: Tafel 2 3, Tafel 1 2." in card.inner_text()
    assert card.locator(".stippen-aantal").inner_text() == "3"
    # A table that said nothing itself has nothing pressed.
    third = visit(address=HERE)
    bring(third, paths[0])
    third.page.click("#tab-kaart")
    card = third.page.locator(".kaartje").first
    assert card.locator("[data-oordeel][aria-pressed=true]").count() == 0
    assert card.locator(".stippen-aantal").inner_text() == "0"
    assert "Samen 2 stippen: Tafel 1 2." in card.inner_text()


def test_a_map_saved_with_notes_opens_with_everything(visit, maps, tmp_path):
    visited = visit(address=HERE)
    say(visited, "behouden", tekst=f"De platanen {EVIL}", tafel="Tafel 1")
    judge(visited)
    visited.page.click("#tab-inbreng")
    path = saved(visited, "#bewaar-kaart", tmp_path, "bewaard.html")
    assert visited.errors == []
    text = path.read_text(encoding="utf-8")
    assert text.count('id="wk-notities"') == 1
    # The same scripts, styles and data to the letter: only the block of notes is new.
    plain = Path(maps["openbaar"]).read_text(encoding="utf-8")
    parts = [re.findall(r"<(?:script|style)[^>]*>.*?</(?:script|style)>", page, re.DOTALL) for page in (text, plain)]
    assert [part for part in parts[0] if 'id="wk-notities"' not in part] == parts[1]
    maps["bewaard"] = path
    again = visit("bewaard", HERE)
    assert again.page.inner_text("#tab-inbreng") == "Onze inbreng (2)"
    assert EVIL in again.page.inner_text("#inbreng-van-hier")
    assert again.page.locator(".oordeel-anderen").first.inner_text() == "Tafel 1: herkennen wij niet."
    assert again.ask("window.__xss") is None
    assert again.errors == []
    assert again.requests == []
    # Saved again it holds the notes once; and its notes can be added to another map.
    again.page.click("#tab-inbreng")
    twice = saved(again, "#bewaar-kaart", tmp_path, "weer.html").read_text(encoding="utf-8")
    assert twice.count('id="wk-notities"') == 1
    assert twice == text
    third = visit()
    assert "2 notities erbij" in bring(third, path)
    assert len(in_tab(third)) == 2


def test_what_was_wiped_here_does_not_come_back_from_the_same_file(visit, maps, tmp_path):
    visited = visit(address=HERE)
    say(visited, "notitie", tekst="Weg ermee", tafel="Tafel 1")
    visited.page.click("#tab-inbreng")
    maps["bewaard 2"] = saved(visited, "#bewaar-kaart", tmp_path, "bewaard2.html")
    again = visit("bewaard 2")
    again.page.click("#tab-inbreng")
    again.page.click("#wis-alles")
    again.page.reload()
    again.wait("document.documentElement.dataset.klaar === 'ja'")
    assert in_tab(again) == []
    assert "1 notitie erbij" in bring(again, Path(maps["bewaard 2"]))
    again.page.reload()
    again.wait("document.documentElement.dataset.klaar === 'ja'")
    assert len(in_tab(again)) == 1


HOSTILE_FILES = {
    "leeg.geojson": "",
    "tekst.geojson": "hallo",
    "lijst.json": "[]",
    "null.json": "null",
    "proto.geojson": '{"__proto__": {"features": [1]}, "type": "FeatureCollection", "features": {"length": 3}}',
    "kaart.html": "<html><body>niets</body></html>",
    "script.html": "<script>window.__xss=3</script><script id='wk-notities'>window.__xss=4</script>",
    "plaatje.html": "<img src=x onerror=window.__xss=5><div id='wk-notities'>{</div>",
}


def test_hostile_files_change_nothing_and_say_so(visit, tmp_path):
    visited = visit(address=HERE)
    for name, text in HOSTILE_FILES.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        said = bring(visited, path)
        assert said.startswith(f"{name}: ")
        assert "erbij" not in said
        assert in_tab(visited) == []
    odd = tmp_path / "raar.geojson"
    odd.write_text(
        collection(
            {"id": "a", "soort": "notitie", "gebiedcode": "BU99980000", "tekst": EVIL, "tafel": EVIL, "naam": EVIL},
            {"id": "b", "soort": "oordeel", "gebiedcode": "BU99980000", "regel": EVIL, "oordeel": "herkennen"},
            {"id": "c", "soort": "notitie", "gebiedcode": "GM0000", "tekst": "Ergens anders"},
            {"id": "d", "soort": "werk", "gebiedcode": "BU99980000"},
            {"id": "e", "soort": "stip", "gebiedcode": "BU99980000", "regel": "x", "aantal": 1e99},
        ),
        encoding="utf-8",
    )
    assert bring(visited, odd) == (
        "raar.geojson: 2 notities erbij, 1 van een andere kaart overgeslagen, 2 niet te lezen en overgeslagen."
    )
    assert EVIL in in_tab(visited)[0]
    visited.page.click("#tab-kaart")
    assert visited.ask("window.__xss") is None
    assert visited.ask("document.querySelectorAll('img[src=x]').length") == 0
    assert visited.errors == []
    assert visited.requests == []


def test_a_store_with_nonsense_stops_nothing(visit):
    for nonsense in ("{", "[]", '{"notities": 7, "tafel": {}, "gewist": {"length": 9}}', '"__proto__"'):
        visited = visit(address=HERE)
        say(visited, "notitie", tekst="x", tafel="Tafel 1")
        visited.ask(f"for (const key of Object.keys(localStorage)) localStorage.setItem(key, {json.dumps(nonsense)})")
        visited.page.reload()
        visited.wait("document.documentElement.dataset.klaar === 'ja'")
        assert visited.page.inner_text("#tab-inbreng") == "Onze inbreng"
        assert visited.errors == []


def test_a_computer_that_keeps_nothing_is_told(visit):
    visited = visit(address=HERE)
    visited.ask("Storage.prototype.setItem = () => { throw new DOMException('vol', 'QuotaExceededError'); }; 0")
    say(visited, "notitie", tekst="x", tafel="Tafel 1")
    visited.page.click("#tab-inbreng")
    assert "bewaart uw notities niet" in visited.page.inner_text("#inbreng")


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "telefoon"])
def test_everything_is_accessible(visit, axe_script, size):
    visited = visit(address=HERE, size=size)
    judge(visited)
    dots(visited, 1)
    visited.page.click("[data-soort=koppelkans]")
    visited.page.click(".zeg-klaar .knop")
    assert violations(visited, axe_script) == []
    visited.page.click("text=Stop")
    say(visited, "ambitie", tekst="Meer bomen", opgave="klimaatadaptatie", tafel="Tafel 1")
    visited.page.click("[data-soort=notitie]")
    visited.page.click("#vorm-plek")
    assert violations(visited, axe_script) == []
    visited.page.click("text=Stop met aanwijzen")
    in_tab(visited)
    visited.page.locator("[data-notitie]").first.get_by_text("Wis").click()
    assert violations(visited, axe_script) == []
    assert visited.ask("document.documentElement.scrollWidth") <= size["width"]
    small = visited.ask(
        """() => [...document.querySelectorAll('#inbreng button, #inbreng select, #inbreng input, #ongedaan button')]
        .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
        .map(e => e.outerHTML.slice(0, 100))"""
    )
    assert small == []
