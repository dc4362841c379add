"""Where does this number come from? Every figure of the panel tells it, and its sum can be done again."""

from __future__ import annotations

import csv
import re

import pytest

BUURTEN = ("BU99990101", "BU99990202", "WK999901")


@pytest.fixture(scope="module")
def cells(voorbeeldstad_run):
    with (voorbeeldstad_run / "indicatoren.csv").open(encoding="utf-8", newline="") as file:
        return {(row["indicator"], row["gebiedcode"]): row for row in csv.DictReader(file)}


def number(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def everything_opened(visited) -> None:
    for _ in range(6):
        closed = (
            "[...document.querySelectorAll('#kolom-cijfers details:not([open]), .plek-en-kracht details:not([open])')]"
        )
        if not visited.ask(f"{closed}.map(item => item.querySelector('summary').click()).length"):
            return
        visited.page.wait_for_timeout(60)


FIGURES = """() => [...document.querySelectorAll('#paneel .figuur')].map(item => {
  const terms = [...item.querySelectorAll('.herkomst dt')]
    .map(term => [term.textContent, term.nextElementSibling.textContent]);
  const shown = item.querySelector('.cijfer-waarde, .cijfer-geen');
  return { name: item.querySelector('.cijfer-naam').firstChild.textContent, shown: shown.textContent,
    known: shown.className === 'cijfer-waarde', facts: Object.fromEntries(terms) };
})"""


@pytest.fixture
def town(maps, voorbeeldstad_run):
    for name in ("kaart", "kaart_intern"):
        maps[name] = voorbeeldstad_run / f"{name}.html"


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", ["kaart", "kaart_intern"])
@pytest.mark.parametrize("code", BUURTEN)
def test_every_figure_of_the_panel_tells_where_it_comes_from(visit, cells, code, name):
    visited = visit(name, f"#gebied={code}&niveau={'wijk' if code.startswith('WK') else 'buurt'}")
    everything_opened(visited)
    figures = visited.ask(FIGURES)
    assert len(figures) > 60
    sums = 0
    for figure in figures:
        facts = figure["facts"]
        where = (figure["name"], code)
        indicator = re.fullmatch(r"indicatoren.csv, indicator (\w+)", facts["In de tabellen"])[1]
        cell = cells.get((indicator, code))
        assert facts["Bron"], where
        assert facts["Zo is het berekend"], where
        assert facts["Dit cijfer"], where
        assert figure["known"] == (cell is not None and cell["status"] == "ok"), where
        if figure["known"]:
            assert facts["Licentie"], where
            assert cell["peiljaar"] in facts["Jaar"], where
        if figure["known"] and cell["teller"] and cell["noemer"] and float(cell["noemer"]):
            sums += again(facts["Met de getallen"], cell, where)
        else:
            assert "Met de getallen" not in facts, where
    assert sums > 15
    assert visited.errors == []


def again(words: str, cell: dict[str, str], where) -> bool:
    """Do the sum that the panel writes; return whether it is one."""
    plain = re.fullmatch(r"teller ([\d.,]+), noemer ([\d.,]+)", words)
    if plain:
        assert number(plain[1]) == pytest.approx(float(cell["teller"]), abs=0.51), where
        assert number(plain[2]) == pytest.approx(float(cell["noemer"]), abs=0.51), where
        return False
    above, below, _, times = re.match(r"([\d.,]+) gedeeld door ([\d.,]+)(, keer ([\d.]+))? is ", words).groups()
    assert number(above) == pytest.approx(float(cell["teller"]), abs=0.51), where
    value = number(above) / number(below) * number(times or "1")
    # The parts are written whole when they are large, so the sum may differ a little from the figure itself.
    assert value == pytest.approx(float(cell["waarde"]), rel=0.02, abs=0.02), where
    return True


@pytest.mark.usefixtures("town")
def test_a_card_shows_the_figures_that_put_it_there(visit):
    visited = visit("kaart", "#gebied=BU99990101")
    cards = visited.page.locator("article.kaartje:not(:has(.ingebracht))").all()
    assert len(cards) > 2
    for card in cards:
        card.locator("details:has(> summary:text-is('Waar komt dit vandaan?')) > summary").first.click()
        assert card.locator(".figuur").count() > 0
    card = cards[0]
    card.locator(".figuur > summary").first.click()
    assert "Bron" in card.locator(".figuur .herkomst").first.inner_text()
    assert visited.errors == []


@pytest.mark.usefixtures("town")
def test_streets_stations_and_years_tell_their_source(visit):
    visited = visit("kaart", "#gebied=BU99990101")
    place = visited.page.locator("section[aria-labelledby=kop-plek]")
    place.locator(":scope > details").last.locator("summary").click()
    told = place.locator(":scope > details .herkomst").last.inner_text()
    for words in ("Straten", "Stations", "Woningen naar bouwjaar", "BAG", "dna.csv"):
        assert words in told
