"""The table: every figure of an opgave, sorted by any column, and saved as the other tables of a run are."""

from __future__ import annotations

import csv
import io

import pytest
from tests.browser.test_kaart_toegankelijk import PHONE, violations

LAPTOP = {"width": 1366, "height": 768}


@pytest.fixture
def town(maps, voorbeeldstad_run):
    """Return the folder of a real run, with its maps among the others."""
    maps["stad"] = voorbeeldstad_run / "kaart.html"
    maps["stad intern"] = voorbeeldstad_run / "kaart_intern.html"
    return voorbeeldstad_run


def saved_table(visited, tmp_path) -> list[dict[str, str]]:
    with visited.page.expect_download() as given:
        visited.page.click("#bewaar-csv")
    path = tmp_path / given.value.suggested_filename
    given.value.save_as(path)
    raw = path.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n"), "rows end as in the other tables"
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))


def cells_of(folder) -> dict[tuple[str, str], dict[str, str]]:
    with (folder / "indicatoren.csv").open(encoding="utf-8", newline="") as file:
        return {(row["indicator"], row["gebiedcode"]): row for row in csv.DictReader(file)}


@pytest.mark.parametrize(("name", "opgave"), [("stad", "mobiliteit"), ("stad intern", "sociaaleconomisch")])
def test_every_figure_of_an_opgave_is_in_table_and_file(visit, town, tmp_path, name, opgave):
    visited = visit(name, f"#tab=tabel&cijfers={opgave}")
    rows = saved_table(visited, tmp_path)
    known = cells_of(town)
    figures = [column for column in rows[0] if f"{column}_reden" in rows[0]]
    assert len(figures) > 5
    assert len(rows) == 60
    checked = 0
    for row in rows:
        for figure in figures:
            cell = known.get((figure, row["gebiedcode"]))
            if row[figure] == "":
                assert cell is None or cell["status"] != "ok"
                assert row[f"{figure}_reden"]
            elif cell["waarde"]:
                assert float(row[figure]) == pytest.approx(
                    float(cell["waarde"]), abs=0.51 * 10 ** -decimals(row[figure])
                )
                checked += 1
    assert checked > 200
    heads = visited.page.locator("#tabel thead button").count()
    assert heads == 2 + len(figures)
    shown = visited.page.locator("#tabel tbody tr").first.locator("td").all_inner_texts()
    assert shown[0] == rows[0]["ligt_in"]
    assert visited.errors == []


def decimals(text: str) -> int:
    return len(text.partition(".")[2])


@pytest.mark.usefixtures("town")
def test_the_file_has_the_order_of_the_screen(visit, tmp_path):
    visited = visit("stad", "#thema=indicator&indicator=autos_per_huishouden&tab=tabel")
    head = visited.page.locator("#sorteer-waarde")
    head.click()
    assert visited.page.locator("th[aria-sort]:not([aria-sort=none])").get_attribute("aria-sort") == "ascending"
    head.click()
    assert visited.page.locator("#sorteer-waarde >> xpath=..").get_attribute("aria-sort") == "descending"
    names = [text.strip() for text in visited.page.locator("#tabel tbody th").all_inner_texts()]
    rows = saved_table(visited, tmp_path)
    assert [row["gebiednaam"] for row in rows] == names
    values = [float(row["autos_per_huishouden"]) for row in rows if row["autos_per_huishouden"]]
    assert values == sorted(values, reverse=True)
    texts = visited.page.locator("#tabel tbody td:nth-child(3)").all_inner_texts()
    assert [row["waarde_tekst"] for row in rows] == texts


def test_a_table_of_koppelkansen_is_saved_in_words(visit, town, tmp_path):
    visited = visit("stad", "#thema=koppelkansen&regel=K1_straat_open&tab=tabel")
    rows = saved_table(visited, tmp_path)
    with (town / "koppelkansen.csv").open(encoding="utf-8", newline="") as file:
        stands = {row["gebiedcode"]: row["stand"] for row in csv.DictReader(file) if row["regel"] == "K1_straat_open"}
    words = {row["gebiedcode"]: row["waarde_tekst"] for row in rows}
    assert {code for code, text in words.items() if text.startswith("nu")} == {
        code for code in words if stands[code] == "nu"
    }


def test_names_of_a_hostile_map_are_guarded(visit, tmp_path):
    rows = saved_table(visit(address="#tab=tabel"), tmp_path)
    assert "{{7*7}}" in {row["gebiednaam"] for row in rows}


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "telefoon"])
def test_the_wide_table_is_accessible(visit, town, axe_script, size):  # noqa: ARG001 - town brings its map
    visited = visit("stad", "#tab=tabel&cijfers=klimaatadaptatie", size)
    assert violations(visited, axe_script) == []
    assert visited.ask("document.documentElement.scrollWidth") <= size["width"]
    widths = visited.ask("[...document.querySelectorAll('#tabel thead th')].map(e => e.getBoundingClientRect().width)")
    assert min(widths) > 100
