"""What a reader does with the map: choose, search, walk with the keyboard, sort, read."""

from __future__ import annotations

import json
import re

import pytest
from tests.unpacked import unpacked

from wijkkaart.maps.classes import class_of

FIRST = "BU99980000"


def press(visited, *keys):
    for key in keys:
        visited.page.keyboard.press(key)


def panel(visited) -> str:
    return visited.page.inner_text("#paneel")


def columns(visited, number: int) -> list[str]:
    return visited.page.locator(f"#tabel tbody tr > :nth-child({number})").all_inner_texts()


def test_first_screen_shows_the_place_and_asks_nothing(visit):
    visited = visit()
    assert visited.page.inner_text("h1").startswith("Dit is Proefstad {{7*7}}")
    assert "De plek" in visited.page.inner_text("#legenda")
    assert visited.page.locator("path.gebied").count() == 12
    assert visited.requests == []
    assert visited.errors == []


def test_a_made_up_place_says_so_and_the_internal_map_says_so(visit):
    assert visit().page.is_visible("#band-fictief")
    assert not visit().page.is_visible("#band-intern")
    assert visit("intern").page.is_visible("#band-intern")


def test_a_click_on_the_map_opens_the_panel_in_the_agreed_order(visit):
    visited = visit()
    visited.page.locator("path.gebied").first.click()
    text = panel(visited)
    order = ["Wat voor plek is dit?", "Wat is hier sterk?", "De opgaven", "De koppelkansen", "Wensen"]
    places = [text.index(words, 40) for words in order]
    assert places == sorted(places)
    assert visited.ask("location.hash").endswith(f"gebied={FIRST}")


def test_figures_and_voices_stand_at_equal_size(visit):
    visited = visit(address=f"#gebied={FIRST}", size={"width": 1920, "height": 1080})
    visited.page.click("#breder")
    left, right = (visited.page.locator(name).bounding_box() for name in ("#kolom-cijfers", "#kolom-stemmen"))
    assert abs(left["width"] - right["width"]) < 1
    assert abs(left["y"] - right["y"]) < 1
    sizes = visited.ask(
        "['#kop-cijfers','#kop-stemmen'].map(q => getComputedStyle(document.querySelector(q)).fontSize)"
    )
    assert sizes[0] == sizes[1]


def test_the_place_begins_with_type_streets_building_years_and_owners(visit):
    told = panel(visit(address=f"#gebied={FIRST}"))
    words = [
        *("Tuindorp", "past bij 97% van de woningen", "Dorpsstraat, Kerkplein"),
        *("Woningen naar bouwjaar", "bouwjaar onbekend", "Van wie zijn de woningen?", "de bewoner zelf"),
        *("Inwoners van 65 jaar of ouder", "Wat is hier sterk?"),
    ]
    places = [told.index(word) for word in words]
    assert places == sorted(places)


def test_a_figure_tells_where_it_comes_from(visit):
    visited = visit(address=f"#gebied={FIRST}")
    visited.page.locator("summary", has_text="Meer cijfers over deze plek").click()
    row = visited.page.locator("details.figuur", has_text="Koopwoningen").first
    row.locator("summary").click()
    visited.wait("document.querySelector('.figuur[open] .herkomst') !== null")
    told = row.inner_text()
    for words in (
        "Waar komt dit vandaan?",
        "Titel van cbs_kerncijfers",
        "2023",
        "100 * deel van",
        "cijfer bekend",
        "straat",
    ):
        assert words in told


def test_a_card_says_everything_at_the_table(visit):
    visited = visit(address=f"#gebied={FIRST}")
    card = visited.page.locator(".kaartje").first.inner_text()
    for words in (
        *("De straat één keer open", "Kansrijk", "Eén keer overlast", "Bewoners en ondernemers", "Rioolbeheer"),
        *("Leg de planningen", "nog geen warmtenet", "Welke straten", "Titel van bag_panden"),
    ):
        assert words in card


def test_one_source_is_said_in_words(visit):
    visited = visit(address="#gebied=BU99980002")
    cards = visited.page.locator(".kaartje").all_inner_texts()
    assert any("Dit rust op één bron" in card for card in cards)
    assert not all("Dit rust op één bron" in card for card in cards)


def test_nothing_found_is_not_the_same_as_no_figures(visit):
    visited = visit(address="#gebied=BU99980000")
    assert "Niet in de cijfers gevonden (1)" in panel(visited)
    assert "Niet te zeggen, er ontbreken cijfers (1)" in panel(visited)


def test_a_missing_score_says_which_figure_is_missing_and_why(visit):
    visited = visit(address=f"#gebied={FIRST}")
    assert "Te weinig cijfers voor een score. Bekend: 0 van de 1." in panel(visited)
    assert "Leegstand: bron niet beschikbaar" in panel(visited)


def test_the_social_task_is_a_band_in_public_and_a_place_inside(visit):
    public, internal = (visit(name, f"#gebied={FIRST}") for name in ("openbaar", "intern"))
    row = ".opgave:has(h5:has-text('Sociaal en economisch'))"
    assert "drie groepen" in public.page.inner_text(row)
    assert "drie groepen" not in internal.page.inner_text(row)
    internal.page.locator(f"{row} details.achter > summary:has-text('De cijfers')").click()
    internal.wait("document.querySelector('details.achter[open] .figuur') !== null")
    assert "Bijstand per duizend" in internal.page.inner_text(row)
    public.page.locator(f"{row} details.achter > summary:has-text('De cijfers')").click()
    public.wait("document.querySelector('details.achter[open] .figuur') !== null")
    assert "niet openbaar" in public.page.inner_text(row)


@pytest.mark.parametrize(
    ("typed", "name", "kind"),
    [
        ("een cafe", "Één Café", "buurt"),
        ("ZUIDWIJK {{", None, None),
        ("dwarsstr", "Dwarsstraat", "straat in {{7*7}}"),
        ("9999 zz", "9999ZZ", "postcode in {{7*7}}"),
        ("wijk 2", "Wijk 2 </script><script>window.__xss=1</script>", "wijk"),
        ("noord", "Buurt 12 (Noord)", "buurt"),
    ],
)
def test_search_by_street_postcode_buurt_and_wijk(visit, typed, name, kind):
    visited = visit()
    visited.page.fill("#zoek", typed)
    options = visited.page.locator("#zoek-lijst li")
    if name is None:
        assert options.count() == 0
        return
    assert options.first.inner_text().startswith(f"{name}\n{kind}")
    press(visited, "ArrowDown", "Enter")
    assert visited.page.locator("#gebied-naam").count() == 1
    assert not visited.page.is_visible("#zoek-lijst")


def test_search_for_a_wijk_shows_the_wijken(visit):
    visited = visit()
    visited.page.fill("#zoek", "wijk 2")
    press(visited, "Enter")
    assert "niveau=wijk" in visited.ask("location.hash")
    assert visited.page.locator("path.gebied").count() == 4


def test_walking_over_the_map_with_the_keyboard(visit):
    visited = visit(address="#thema=indicator&indicator=hitte")
    visited.page.focus("path.gebied[tabindex='0']")
    assert visited.focused().startswith("{{7*7}}, Gevoelstemperatuur")
    press(visited, "ArrowRight")  # a column further: three buurten on
    assert visited.focused().startswith("<img src=x")
    press(visited, "ArrowUp")
    assert visited.focused().startswith("=cmd()")
    press(visited, "Enter")
    assert visited.page.inner_text("#gebied-naam") == "=cmd()"
    assert visited.page.inner_text("#live") == "Gekozen: =cmd()"
    press(visited, "ArrowDown", "ArrowDown", "ArrowDown")  # the edge does not throw the reader off
    assert visited.focused().startswith("<img src=x")


def test_tab_goes_through_the_page_without_a_trap(visit):
    visited = visit(address="#thema=opgave")
    seen = []
    for _ in range(80):
        press(visited, "Tab")
        if visited.ask("document.activeElement === document.body"):
            break
        seen.append(
            visited.ask(
                "document.activeElement.closest('header,aside,main,a').className + '|' + document.activeElement.tagName"
            )
        )
    assert any(item.endswith("|path") for item in seen)
    assert sum(item.endswith("|path") for item in seen) == 1
    assert any("paneel" in item for item in seen)
    assert len(seen) < 80


def test_skip_link_goes_to_the_table(visit):
    visited = visit()
    press(visited, "Tab", "Tab")
    assert visited.focused() == "Naar de tabel"
    press(visited, "Enter", "Enter")
    assert visited.page.is_visible("#tabel")


def test_map_legend_and_table_tell_the_same(visit):
    visited = visit(address="#thema=indicator&indicator=versteningsgraad&tab=tabel")
    samples = visited.ask(
        "[...document.querySelectorAll('#tabel tbody td .staal rect')].map(r => r.getAttribute('fill'))"
    )
    fills = visited.ask("[...document.querySelectorAll('path.gebied')].map(p => p.getAttribute('fill'))")
    assert sorted(samples) == sorted(fills)
    rows = [row.split("\n") for row in visited.page.locator("#legenda li").all_inner_texts()]
    told = columns(visited, 4) + columns(visited, 3)
    assert sum(int(count) for _, count in rows) == 12
    assert {label: int(count) for label, count in rows} == {label: told.count(label) for label, _ in rows}
    assert "te weinig huishoudens, privacy" in columns(visited, 3)


@pytest.mark.parametrize("name", ["versteningsgraad", "hitte", "boomkroon"])
def test_colours_follow_the_classes_that_python_made(visit, maps, name):
    visited = visit(address=f"#thema=indicator&indicator={name}")
    page = unpacked(maps["openbaar"].read_text(encoding="utf-8"))
    data = json.loads(re.search(r'id="wk-data">(.*?)</script>', page, re.DOTALL)[1])
    shown = next(item for item in data["indicatoren"] if item["id"] == name)
    colours = data["palet"]["oplopend"][str(len(shown["klassen"]))]
    for area in range(12):
        fill = visited.page.get_attribute(f"path[data-gebied='{area}']", "fill")
        value = shown["v"][area]
        assert (
            fill.startswith(("url(#wk-", "#e4e4e7"))
            if value is None
            else fill == colours[class_of(value, shown["grenzen"])]
        )
    assert set(shown["grenzen"]) <= set(shown["v"]), "limits are values, so that this test meets a value on a limit"


def test_the_table_sorts_and_keeps_missing_figures_last(visit):
    visited = visit(address="#thema=indicator&indicator=versteningsgraad&tab=tabel")
    visited.page.click("#sorteer-waarde")
    up = [value for value in columns(visited, 3) if value.endswith("%")]
    assert up == sorted(up, key=lambda text: float(text.rstrip("%")))
    assert not columns(visited, 3)[-1].endswith("%")
    visited.page.click("#sorteer-waarde")
    assert [value for value in columns(visited, 3) if value.endswith("%")] == up[::-1]
    assert not columns(visited, 3)[-1].endswith("%")
    assert visited.page.get_attribute("#tabel thead th:nth-child(3)", "aria-sort") == "descending"


def test_the_norm_is_a_line_in_the_histogram(visit):
    visited = visit(address="#thema=indicator&indicator=versteningsgraad")
    assert visited.page.locator(".streep-norm").count() == 1
    assert "norm 30%" in visited.page.inner_text(".verdeling")
    assert "De norm is 30% (een verzonnen norm; zekerheid: een voorstel" in visited.page.inner_text("#legenda")
    assert visit(address="#thema=indicator&indicator=hitte").page.locator(".streep-norm").count() == 0


def test_a_figure_stands_beside_its_norm_with_distance_and_certainty(visit):
    visited = visit(address=f"#gebied={FIRST}")
    row = ".opgave:has(h5:has-text('Natuurinclusiviteit'))"
    visited.page.locator(f"{row} details.achter > summary:has-text('De cijfers')").click()
    figure = visited.page.locator(f"{row} details.figuur", has_text="Boomkronen").first
    figure.locator("summary").click()
    visited.wait("document.querySelector('.figuur[open] .herkomst') !== null")
    value = figure.locator(".cijfer-waarde").inner_text()
    told = figure.locator(".herkomst").inner_text()
    assert "96,0% (een andere verzonnen norm; zekerheid: nagelezen in de bron)" in told
    assert f"Hier niet gehaald: {value}, afstand 41 op een schaal van 0 (gehaald) tot 100." in told


def test_koppelkansen_per_rule_and_their_number(visit):
    visited = visit(address="#thema=koppelkansen&regel=K1_straat_open")
    assert "kansrijk, misschien een goed moment" in visited.page.inner_text("#legenda")
    visited.page.select_option("#keuze-regel", "alle")
    assert "Aantal koppelkansen" in visited.page.inner_text("#legenda")
    assert "regel=alle" in visited.ask("location.hash")


def test_no_koppelkans_is_only_said_when_enough_rules_could_be_tried(visit):
    visited = visit("twijfel", "#thema=koppelkansen&regel=alle&tab=tabel")
    told = dict(zip(columns(visited, 1), zip(columns(visited, 3), columns(visited, 4), strict=True), strict=True))
    assert told["{{7*7}}"] == ("geen gevonden", "geen gevonden")
    assert told["{% oops"] == ("geen gevonden, 1 van de 3 niet te zeggen", "geen gevonden")
    assert told["Centrum"] == ("geen gevonden, 2 van de 3 niet te zeggen", "geen cijfer")
    assert told["Waterplas"] == ("1 koppelkans, 2 van de 3 niet te zeggen", "1")


def test_five_groups_are_offered_only_where_there_are_places(visit):
    visited = visit(address="#thema=opgave&opgave=energietransitie")
    visited.page.click("text=Vijf groepen")
    assert "plek 81 en meer" in visited.page.inner_text("#legenda")
    visited.page.select_option("#keuze-opgave", "sociaaleconomisch")
    assert visited.page.locator("text=Vijf groepen").count() == 0
    assert "hoog: hier is meer te doen" in visited.page.inner_text("#legenda")


def test_about_names_sources_licences_messages_and_missing_scores(visit):
    visited = visit(address="#tab=over")
    text = visited.page.inner_text("#over")
    for words in (
        *("© bag_panden", "CC BY 4.0", "Er zijn geen werken gegeven.", "leaflet 1.9.4 (BSD-2-Clause)"),
        *("Leegstand (bron niet beschikbaar)", "Bronnen die niet gebruikt zijn (1)"),
    ):
        assert words in text
    assert "laag_inkomen" not in text


def test_the_address_keeps_the_choices(visit):
    first = visit(address="#thema=indicator&indicator=hitte&niveau=wijk&tab=tabel&gebied=WK999801")
    address = first.ask("location.hash")
    again = visit(address=address)
    assert again.page.inner_text("#tabel h2") == "Gevoelstemperatuur op een hete dag"
    assert again.page.locator("#tabel tbody tr").count() == 4
    assert again.ask("location.hash") == address


HOSTILE_ADDRESSES = (
    "#thema=<script>&indicator=__proto__&niveau=constructor&tab=x&gebied=%00",
    "#indicator=" + "a" * 5000,
    "#%%%&&&===",
    "#regel=K5_geheime_regel&opgave=dna",
)


@pytest.mark.parametrize("address", HOSTILE_ADDRESSES, ids=range(len(HOSTILE_ADDRESSES)))
def test_a_hostile_address_changes_nothing(visit, address):
    visited = visit(address=address)
    assert visited.page.locator("path.gebied").count() == 12
    assert visited.errors == []


def test_hostile_names_stay_text_everywhere(visit, toy):
    visited = visit("intern", "#thema=indicator&indicator=hitte")
    for name in toy.HOSTILE:
        visited.page.fill("#zoek", name)
        press(visited, "Enter")
        assert visited.page.inner_text("#gebied-naam") == name
        visited.page.locator(
            f"path.gebied[data-gebied='{visited.ask('document.querySelector(`path[aria-pressed=true]`).dataset.gebied')}']"
        ).hover(force=True)
    for tab in ("tabel", "over", "kaart"):
        visited.page.click(f"#tab-{tab}")
    assert visited.ask("window.__xss") is None
    assert visited.page.locator("main img, aside img").count() == 0
    assert visited.requests == []
    assert visited.errors == []


def test_the_online_backdrop_only_on_request_and_off_again_without_internet(visit):
    visited = visit()
    visited.page.hover(".leaflet-control-layers")
    visited.page.click(".leaflet-control-layers-overlays input")
    visited.wait("document.querySelector('#live').textContent.startsWith('Geen internet')")
    assert {url.split("/")[2] for url in visited.requests} == {"service.pdok.nl"}
    assert visited.page.locator("path.gebied").count() == 12
    assert not visited.page.is_checked(".leaflet-control-layers-overlays input")
