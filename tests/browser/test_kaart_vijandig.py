"""Whatever stands in a file, an address or the browser's memory stays text: nothing runs and nothing breaks."""

from __future__ import annotations

import dataclasses
import itertools

import pandas as pd
import pytest

from wijkkaart import catalogue
from wijkkaart.maps import write_map

FIRST = "BU99980000"
HOSTILE = (
    "<script>window.__xss=1</script>",
    "</script><script>window.__xss=2</script>",
    "<img src=x onerror=window.__xss=3>",
    "<svg onload=window.__xss=4>",
    "{{constructor.constructor('window.__xss=5')()}}",
    "${window.__xss=6}",
    "javascript:window.__xss=7",
    "'\"><iframe srcdoc='<script>parent.__xss=8</script>'>",
    "<!--",
    "--><!-- ]]>",
    "</style></textarea></title><b>dik</b>",
    "__proto__",
    "constructor",
    "toString",
    "\u202egnimlov\u2066",
    "a" * 3000,
)
ADDRESSES = (
    "i=<script>window.__xss=1</script>&w=9,9&z=NaN/1e9/x&thema=__proto__",
    f"gebied=constructor&indicator=toString&thema=indicator&niveau=buurt&x={'y' * 50_000}",
    "thema=hasOwnProperty&gebied=__proto__&regel=valueOf&opgave=constructor",
    "&".join(f"thema{number}=plek" for number in range(5_000)),
    "thema=plek&thema=__proto__&thema[]=plek&thema[constructor]=plek",
    "%3Cscript%3Ewindow.__xss%3D1%3C%2Fscript%3E",
    "thema=indicator%00&indicator=hitte%0d%0a&gebied=BU99980000%20",
    "beeld=1e1/5e1/5&beeld=16/52.00001/4.30001&gebied=" + "BU9998" * 2_000,
    "\ud83d\ude00=\ud83d\ude00&w=" + "9," * 10_000,
    "notities=" + "%7B%22" * 5_000,
)
#: Ways that a page's memory can be wrong; a page may keep what it likes under any name.
MEMORY = (
    "<img src=x onerror=window.__xss=1>",
    '{"__proto__": {"vuil": 1}, "constructor": {"prototype": {"vuil": 1}}}',
    '[{"gebied": "constructor", "soort": "__proto__", "tekst": {"toString": 1}, "punt": [1e9, "x"]}]',
    '{"versie": 1e309, "notities": null, "groepen": [null, [], {}, 1, "<b>"]}',
    "null",
    "[[[[[[[[",
    "",
    "a" * 200_000,
)
CLEAN = "[window.__xss, Object.prototype.vuil, Object.keys({}).length, Object.keys(Object.prototype).length]"
TEXTS = {
    "koppelkansen": ("naam", "uitleg", "waarde", "voor_wie", "aan_tafel", "eerste_stap", "let_op", "vraag"),
    "sterke_punten": ("zin",),
    "dna": ("wijktype", "wijktype_uitleg", "straten", "stations"),
    "tijdlijn": ("omschrijvingen",),
    "straten": ("straat",),
}


def hostile(frame: pd.DataFrame, names: tuple[str, ...], turn: int = 0) -> pd.DataFrame:
    """Return the table with a hostile text in each cell of some columns, by turns."""
    signs = itertools.cycle(HOSTILE[turn:] + HOSTILE[:turn])
    return frame.assign(**{name: [next(signs) for _ in range(len(frame))] for name in names})


def voices(result) -> pd.DataFrame:
    """Return what people said, hostile in every field that takes text, about the first buurt."""
    kinds = ("ambitie", "behouden", "koppelkans", "ontmoetingsplek", "werk", "notitie", "oordeel", "stip")
    rows = [
        {
            "gebiedcode": result.gebieden.index[0],
            "soort": kind,
            "herkomst": "bewoners",
            "opgave": text,
            "werksoort": text,
            "tekst": text,
            # What is said of a card or figure that this map does not have is not told.
            "regel": "K1_straat_open" if kind in {"oordeel", "stip"} else None,
            "tafel": text,
            "oordeel": "herkennen" if kind == "oordeel" else None,
            "aantal": 1.0 if kind == "stip" else None,
            "jaar_van": 2027.0 if kind == "werk" else None,
            "x": 84_100.0 if kind == "ontmoetingsplek" else None,
            "y": 446_100.0 if kind == "ontmoetingsplek" else None,
        }
        for kind in kinds
        for text in HOSTILE
    ]
    return pd.DataFrame(rows, columns=result.stemmen.columns)


@pytest.fixture(scope="module")
def everywhere(toy, maps, tmp_path_factory):
    """Two maps with hostile texts wherever a file can bring one."""
    result = toy.toy_result()
    tables = {name: hostile(getattr(result, name), columns, turn) for turn, (name, columns) in enumerate(TEXTS.items())}
    names = [HOSTILE[place % len(HOSTILE)] for place in range(len(result.gebieden))]
    records = [dataclasses.replace(item, titel=HOSTILE[2], melding=HOSTILE[3]) for item in result.bronnen]
    made = dataclasses.replace(
        result,
        naam="".join(HOSTILE[:9]),
        run_id=HOSTILE[0],
        gebieden=result.gebieden.assign(gebiednaam=names),
        context={name: hostile(layer, ("naam",)) for name, layer in result.context.items()},
        stemmen=voices(result),
        bronnen=tuple(records),
        meldingen=HOSTILE,
        **tables,
    )
    folder = tmp_path_factory.mktemp("vijandig")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "all_opgaven", toy.toy_opgaven)
        patch.setattr(catalogue, "all_sources", toy.toy_sources)
        for openbaarheid in ("openbaar", "intern"):
            maps[f"vijandig {openbaarheid}"] = folder / f"{openbaarheid}.html"
            write_map(made, maps[f"vijandig {openbaarheid}"], openbaarheid)
    return made


def everything_opened(visited) -> None:
    """Open each part that is closed, until nothing new opens."""
    script = "[...document.querySelectorAll('details:not([open])')].map(item => { item.open = true; }).length"
    for _ in range(5):
        if not visited.ask(script):
            return
        visited.page.wait_for_timeout(50)


@pytest.mark.usefixtures("everywhere")
@pytest.mark.parametrize("openbaarheid", ["openbaar", "intern"])
def test_texts_from_files_stay_text_on_the_whole_tour(visit, openbaarheid):
    visited = visit(f"vijandig {openbaarheid}", f"#gebied={FIRST}")
    for theme in ("plek", "indicator", "opgave", "koppelkansen"):
        for tab in ("kaart", "tabel", "over"):
            visited.page.evaluate("text => { location.hash = text; }", f"thema={theme}&tab={tab}&gebied={FIRST}")
            visited.wait(f"!document.getElementById('{tab}').hidden")
            everything_opened(visited)
    visited.page.click("#tab-kaart")
    for path in visited.page.locator("path.gebied").all():
        path.dispatch_event("mouseover", {"clientX": 600, "clientY": 400})
    for text in HOSTILE[:9]:
        visited.page.fill("#zoek", text[:40])
        visited.page.keyboard.press("Enter")
    told = visited.page.inner_text("#paneel")
    assert any(text in told for text in HOSTILE[:8])
    assert visited.ask("document.querySelectorAll('#blad img, #blad iframe, #blad script, #blad b').length") == 0
    assert visited.ask(CLEAN) == [None, None, 0, 0]
    assert visited.ask("Object.getOwnPropertyNames(window).includes('__xss')") is False
    assert visited.errors == []
    assert visited.requests == []


@pytest.mark.usefixtures("everywhere")
def test_what_residents_said_is_shown_to_the_letter(visit):
    visited = visit("vijandig openbaar", f"#gebied={FIRST}")
    told = visited.ask("document.getElementById('kolom-stemmen').textContent")
    assert [text for text in HOSTILE if text not in told] == []


@pytest.mark.parametrize("number", range(len(ADDRESSES)))
def test_hostile_addresses_at_the_start_and_later(visit, number):
    visited = visit(address=f"#{ADDRESSES[number]}")
    for address in (ADDRESSES[number], ADDRESSES[number - 1]):
        visited.page.evaluate("text => { location.hash = text; }", address)
        visited.page.wait_for_timeout(30)
    assert visited.ask(CLEAN) == [None, None, 0, 0]
    assert visited.page.locator("path.gebied").count() == 12
    for name in ("Eén cijfer", "Eén opgave", "Koppelkansen"):
        visited.page.click(f"#themas button:has-text('{name}')")
    assert len(visited.ask("location.hash")) < 400
    assert visited.errors == []
    assert visited.requests == []


@pytest.mark.parametrize("number", range(len(MEMORY)))
def test_a_spoilt_memory_of_the_browser_changes_nothing(browser, maps, number):
    context = browser.new_context()
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type in {"error", "warning"} else None)
    page.add_init_script(f"Storage.prototype.getItem = () => {MEMORY[number]!r};")
    page.goto(maps["openbaar"].as_uri() + f"#gebied={FIRST}")
    for _ in range(200):
        if page.evaluate("document.documentElement.dataset.klaar === 'ja'"):
            break
        page.wait_for_timeout(25)
    assert page.inner_text("#gebied-naam") == "{{7*7}}"
    assert page.evaluate(CLEAN) == [None, None, 0, 0]
    assert errors == []
    context.close()


@pytest.mark.parametrize("method", ["getItem", "setItem", "removeItem", "key"])
def test_a_memory_that_refuses_does_no_harm(browser, maps, method):
    context = browser.new_context()
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(
        f"Storage.prototype.{method} = () => {{ throw new DOMException('vol', 'QuotaExceededError'); }};"
    )
    page.goto(maps["openbaar"].as_uri())
    page.wait_for_timeout(300)
    page.click("#themas button:has-text('Eén cijfer')")
    page.locator("path.gebied").first.click()
    assert page.inner_text("#gebied-naam") == "{{7*7}}"
    assert errors == []
    context.close()
