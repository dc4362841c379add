"""What people brought, as a reader meets it: cards of their own, judgements, dots, places and years."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from wijkkaart import catalogue
from wijkkaart.maps import write_map

FIRST = "BU99980000"
SECOND = "BU99980001"
HOSTILE = "<img src=x onerror=alert(1)> {{7*7}}"


def voice(soort, tekst=None, code=FIRST, herkomst="bewoners", **more):
    return {"gebiedcode": code, "soort": soort, "herkomst": herkomst, "tekst": tekst, **more}


@pytest.fixture(scope="session")
def maps(toy, tmp_path_factory):
    """Return both maps of the hand-made area with all that people may bring to the first buurt."""
    result = toy.toy_result()
    middle = result.gebieden.geometry[FIRST].centroid
    told = [
        voice("behouden", "De boom op de hoek"),
        voice("koppelkans", f"Tuin {HOSTILE}\nSamen koel", regel="eigen_tuin"),
        voice("ontmoetingsplek", f"Bankje {HOSTILE}\nKoel", x=middle.x, y=middle.y),
        voice("notitie", f"Nat {HOSTILE}"),
        voice("oordeel", "Klopt niet " + HOSTILE, regel="K1_straat_open", oordeel="herkennen_niet", tafel="2"),
        voice("oordeel", None, regel="boomkroon", oordeel="herkennen", herkomst="gemeente"),
        voice("oordeel", "ONZICHTBAAR", regel="K5_geheime_regel", oordeel="herkennen_niet"),
        voice("stip", None, regel="K1_straat_open", aantal=4, tafel="2"),
    ]
    stemmen = pd.DataFrame(told).reindex(columns=result.stemmen.columns)
    cards = result.koppelkansen
    cards["stippen"] = cards["stippen"].astype("Int64")
    cards.loc[(cards["gebiedcode"] == FIRST) & (cards["regel"] == "K1_straat_open"), "stippen"] = 4
    own = cards.iloc[:1].assign(
        regel="eigen_tuin", naam=f"Tuin {HOSTILE}", herkomst="bewoners", stand="kansrijk", uitleg="Samen koel",
        bewijs="", zekerheid="Ingebracht door bewoners. Dit rust niet op cijfers.", stippen=pd.NA,
    )  # fmt: skip
    years = pd.DataFrame(
        [
            {"jaar": 2027, "soorten": "riool", "n_werken": 1, "samen": False, "omschrijvingen": "Riool " + HOSTILE},
            {"jaar": 2028, "soorten": "riool; weg", "n_werken": 2, "samen": True, "omschrijvingen": "Riool; Straat"},
        ]
    ).assign(gebiedcode=FIRST)
    brought = dataclasses.replace(
        result, stemmen=stemmen, koppelkansen=pd.concat([cards, own], ignore_index=True), tijdlijn=years
    )
    folder = tmp_path_factory.mktemp("stemmen")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "all_opgaven", toy.toy_opgaven)
        patch.setattr(catalogue, "all_sources", toy.toy_sources)
        for name in ("openbaar", "intern"):
            write_map(brought, folder / f"{name}.html", name)
    return {name: folder / f"{name}.html" for name in ("openbaar", "intern")}


def column(visited):
    return visited.page.inner_text("#kolom-stemmen")


def card(visited, name):
    page = visited.page
    return page.locator("article.kaartje", has=page.locator("h5", has_text=name))


def test_all_kinds_of_voices_are_told_and_hostile_words_stay_words(visit):
    visited = visit(address=f"#gebied={FIRST}")
    told = column(visited)
    heads = [
        *("Wanneer gaat hier de straat open?", "Dit willen we behouden", "Zelf bedachte koppelkansen"),
        *("Ontmoetingsplekken", "Notities", "Wat herkennen wij?", "Stippen"),
    ]
    shown = visited.page.locator("#kolom-stemmen h4").all_inner_texts()
    places = [shown.index(words) for words in heads]
    assert places == sorted(places)
    assert (
        told.count(HOSTILE) == 1 + 2 + 2 + 2 + 1
    )  # timeline, koppelkans, place, note, judgement; three of them with what is done with it
    assert visited.page.locator("#paneel img").count() == 0
    assert visited.errors == []


def test_an_own_koppelkans_is_a_card_that_says_who_brought_it_and_names_no_figures(visit):
    own = card(visit(address=f"#gebied={FIRST}"), "Tuin ")
    told = own.inner_text()
    assert told.startswith(f"Tuin {HOSTILE}")
    assert "Ingebracht door bewoners\n" in told
    assert "Kansrijk, volgens wie dit inbracht." in told
    assert "Dit rust niet op cijfers." in told
    assert "Bewijs" not in told
    size = "item => getComputedStyle(item.querySelector('.kaartje-uitleg')).fontSize"
    assert own.evaluate(size) == card(own, "De straat één keer open").evaluate(size)


def test_a_rejected_card_stays_readable_with_what_was_said_and_its_dots(visit):
    visited = visit(address=f"#gebied={FIRST}")
    rejected = card(visited, "De straat één keer open")
    told = rejected.inner_text()
    assert "Bewoners (tafel 2): herkennen wij niet. Klopt niet " + HOSTILE in told
    assert "4 stippen bij deze kaart geplakt." in told
    assert "Eén keer overlast in plaats van drie keer." in told
    look = rejected.evaluate(
        "item => [getComputedStyle(item).opacity, getComputedStyle(item.querySelector('.kaartje-uitleg')).color]"
    )
    other = card(visited, "Tuin ").evaluate("item => getComputedStyle(item.querySelector('.kaartje-uitleg')).color")
    assert look == ["1", other]


def test_years_are_a_list_and_say_in_words_where_works_meet(visit):
    years = visit(address=f"#gebied={FIRST}").page.locator(".jaren > li")
    assert years.count() == 2
    assert "Hier komt werk samen." not in years.nth(0).inner_text()
    lines = years.nth(1).inner_text().split("\n")
    assert [line for line in lines if line] == [
        *("2028", "Riool, straat of weg (2 werken)", "Hier komt werk samen.", "Riool; Straat"),
    ]


def test_an_area_where_nothing_was_brought_has_no_timeline(visit):
    told = column(visit(address=f"#gebied={SECOND}"))
    assert "Wanneer gaat hier de straat open?" not in told
    assert "Hier is nog niets opgehaald." in told


def test_a_judgement_of_a_figure_stands_with_the_figure(visit):
    visited = visit(address=f"#gebied={FIRST}")
    assert "Over: Boomkronen" in column(visited)
    open_all = "document.querySelectorAll('#paneel details').forEach(part => { part.open = true; })"
    visited.ask(open_all)
    visited.wait("document.querySelector('#paneel details.figuur') !== null")
    visited.ask(open_all)
    visited.wait("document.querySelector('.figuur .gezegd') !== null")
    said = visited.page.locator("details.figuur", has=visited.page.locator(".gezegd"))
    assert said.count() == 1
    assert "Boomkronen" in said.locator("summary").first.inner_text()
    assert said.locator(".gezegd").inner_text() == "De gemeente: herkennen wij"


def test_what_is_said_of_something_internal_is_only_on_the_internal_map(visit):
    address = f"#gebied={FIRST}"
    assert "ONZICHTBAAR" not in visit(address=address).page.content()
    assert "ONZICHTBAAR" in column(visit("intern", address=address))


def test_a_meeting_place_is_a_point_with_its_name_on_the_map_of_the_place_only(visit):
    visited = visit()
    point = visited.page.locator("path.plek-punt")
    assert point.count() == 1
    point.hover()
    visited.wait("document.querySelector('.leaflet-tooltip') !== null")
    assert visited.page.inner_text(".leaflet-tooltip") == f"Bankje {HOSTILE}\nontmoetingsplek"
    assert "ontmoetingsplek" in visited.page.inner_text("#legenda")
    point.click()
    assert visited.page.inner_text("#gebied-naam")
    visited.page.click("[data-waarde=koppelkansen]")
    assert not point.is_visible()
    assert "ontmoetingsplek" not in visited.page.inner_text("#legenda")


def test_an_own_koppelkans_can_be_chosen_on_the_map_and_elsewhere_nothing_is_claimed(visit):
    visited = visit(address="#thema=koppelkansen&regel=eigen_tuin")
    legend = visited.page.inner_text("#legenda")
    assert "Die rust niet op cijfers." in legend
    assert "hier niet ingebracht" in legend
    assert "te weinig cijfers" not in legend
    labels = visited.ask("[...document.querySelectorAll('path.gebied')].map(p => p.getAttribute('aria-label'))")
    assert sum("kansrijk" in label for label in labels) == 1
    assert sum("hier niet ingebracht" in label for label in labels) == 11
