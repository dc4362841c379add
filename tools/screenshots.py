"""Pictures of the main states of a map at four sizes, to look at: ``python tools/screenshots.py kaart.html folder``.

Names say the state and the size. A contact sheet (``overzicht.html``) shows all of them side by side.
A state is a name, an address (as after the # of the map) and, where the address is not enough, what to click.
Needs Playwright and Chromium. ``--states plek,tabel`` and ``--sizes laptop`` make fewer.
"""

from __future__ import annotations

import argparse
import html
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

SIZES = {"laptop": (1366, 768), "beamer": (1920, 1080), "telefoon": (390, 844), "telefoon-320": (320, 800)}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_S = 30.0
#: Stands for a buurt and a figure of the map itself: the one with most cards, and the first figure with values.
AREA, FIGURE, OPGAVE, RULE = "{gebied}", "{indicator}", "{opgave}", "{regel}"


@dataclass(frozen=True)
class State:
    """One look of the page: an address, and elements to click in this order; `whole` takes the full length."""

    name: str
    address: str
    clicks: tuple[str, ...] = ()
    whole: bool = False


STATES = (
    State("eerste", ""),
    State("plek-gekozen", f"thema=plek&gebied={AREA}"),
    State("cijfer", f"thema=indicator&indicator={FIGURE}"),
    State("cijfer-gekozen", f"thema=indicator&indicator={FIGURE}&gebied={AREA}"),
    State("cijfer-wijken", f"thema=indicator&indicator={FIGURE}&niveau=wijk"),
    State("opgave-drie", f"thema=opgave&opgave={OPGAVE}&groepen=drie"),
    State("opgave-vijf", f"thema=opgave&opgave={OPGAVE}&groepen=vijf"),
    State("koppelkansen", "thema=koppelkansen&regel=alle"),
    State("koppelkans-gekozen", f"thema=koppelkansen&regel={RULE}&gebied={AREA}"),
    State("kaartje", f"thema=koppelkansen&regel=alle&gebied={AREA}", ("article.kaartje .kaartje-uitleg",)),
    State("tabel", f"thema=indicator&indicator={FIGURE}&tab=tabel"),
    State("over", "tab=over"),
    State("blad-heel", f"gebied={AREA}", whole=True),
    State("blad-breed", f"gebied={AREA}", ("#breder",)),
    State("waar-vandaan", f"gebied={AREA}", (".figuur summary",)),
    State("wat-wij-horen", f"gebied={AREA}", (".spring-knoppen button:nth-of-type(2)",)),
    State("delen", f"thema=koppelkansen&gebied={AREA}", (".delen > summary",)),
    State("zoeken", "", ("#zoek",)),
    State("schrijven", f"gebied={AREA}", ("[data-soort=ambitie]",)),
    State("aanwijzen", f"gebied={AREA}", ("[data-soort=behouden]", "#vorm-plek")),
    State("inbreng", f"tab=inbreng&gebied={AREA}"),
    State("stapeling", "thema=stapeling&zeker=ja"),
    State("twee", f"thema=twee&opgave={OPGAVE}&met=mobiliteit"),
    State("soort-wijk", "thema=wijktype"),
    State("wanneer", "thema=wanneer"),
    State("gewicht", f"thema=gewicht&w=3,1,1,1,1,1&wn=Tafel%201&gebied={AREA}"),
    State("naast-elkaar", f"thema=opgave&opgave={OPGAVE}&gebied={AREA}", ("details.vergelijk > summary",)),
    State("alle-cijfers", "tab=tabel&cijfers=klimaatadaptatie"),
    State("papier-blad", f"gebied={AREA}&papier=blad"),
    State("papier-muur", f"thema=opgave&opgave={OPGAVE}&papier=muur"),
    State("papier-leeg", "papier=leeg"),
    State("papier-formulier", "papier=formulier"),
    State("stap-plek", f"gebied={AREA}&stap=1"),
    State("stap-opgave", f"gebied={AREA}&stap=4"),
)
#: What the page itself says may be chosen: what stands in the lists of the controls.
_CHOICES = """(() => {
  const values = (theme, query) => {
    document.querySelector(`[data-sleutel="thema"][data-waarde="${theme}"]`).click();
    return [...document.querySelectorAll(query)].map((item) => [item.value, item.textContent]);
  };
  const figures = values("indicator", "#keuze-indicator option").filter(([, words]) => !words.includes("geen cijfers"));
  const opgaven = values("opgave", "#keuze-opgave option");
  const rules = values("koppelkansen", "#keuze-regel option").filter(([id]) => id !== "alle");
  return { indicator: (figures[0] || [""])[0], opgave: (opgaven[0] || [""])[0], regel: (rules[0] || [""])[0] };
})()"""
#: The buurt with most koppelkansen: the first row of the table, sorted from high to low.
_FULLEST = """(() => {
  for (const id of ["tab-tabel", "sorteer-waarde", "sorteer-waarde"]) { document.getElementById(id).click(); }
  document.querySelector("#tabel tbody .naam-knop").click();
  return new URLSearchParams(location.hash.slice(1)).get("gebied");
})()"""


def opened(page: Any, address: str) -> None:
    """Open the map and wait until it can be used."""
    page.goto("about:blank")
    page.goto(address)
    end = time.monotonic() + PATIENCE_S
    while not page.evaluate("document.documentElement.dataset.klaar === 'ja'"):
        if time.monotonic() > end:
            sys.exit(f"De kaart is na {PATIENCE_S:.0f} seconden niet klaar: {address}")
        time.sleep(0.05)


def choices(page: Any, kaart: Path) -> dict[str, str]:
    """Return what the addresses need from this map."""
    opened(page, kaart.as_uri())
    found = page.evaluate(_CHOICES)
    opened(page, kaart.as_uri() + "#thema=koppelkansen")
    return {**found, "gebied": page.evaluate(_FULLEST)}


def shot(page: Any, kaart: Path, state: State, chosen: dict[str, str], target: Path) -> list[str]:
    """Make one picture; return what did not go well."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    address = state.address.format(**chosen)
    opened(page, kaart.as_uri() + (f"#{address}" if address else ""))
    for query in state.clicks:
        if page.locator(query).count() == 0:
            faults.append(f"niet gevonden: {query}")
            continue
        # What a narrow screen does not offer is not clicked there.
        if page.locator(query).first.is_visible():
            page.locator(query).first.click()
    page.wait_for_timeout(400)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults.append("breder dan het scherm")
    if state.whole:
        page.locator("#paneel").evaluate("panel => panel.scrollIntoView()")
        high = page.evaluate("document.getElementById('paneel').scrollHeight + 200")
        width = page.viewport_size["width"]
        page.set_viewport_size({"width": width, "height": min(int(high), 6000)})
        page.wait_for_timeout(200)
    page.screenshot(path=target)
    return faults


def _cells(name: str, sizes: list[str]) -> str:
    files = [f"{name}-{size}.png" for size in sizes]
    return "".join(f'<td><a href="{file}"><img src="{file}" height="260" alt=""></a></td>' for file in files)


def sheet(folder: Path, names: list[str], sizes: list[str]) -> None:
    """Write one page that shows all pictures."""
    head = "".join(f"<th>{html.escape(size)} {SIZES[size][0]}</th>" for size in sizes)
    rows = "".join(f"<tr><th>{html.escape(name)}</th>{_cells(name, sizes)}</tr>" for name in names)
    style = "body{font:16px sans-serif}td,th{padding:6px;vertical-align:top}img{border:1px solid #888}"
    page = f'<!DOCTYPE html><html lang="nl"><meta charset="utf-8"><title>Schermen</title><style>{style}</style>'
    (folder / "overzicht.html").write_text(
        f"{page}<table><tr><th></th>{head}</tr>{rows}</table></html>\n", encoding="utf-8", newline="\n"
    )


def wanted(given: str | None, known: list[str]) -> list[str]:
    """Return the names that were asked for, in their fixed order."""
    asked = known if given is None else given.split(",")
    if unknown := sorted(set(asked) - set(known)):
        sys.exit(f"Onbekend: {', '.join(unknown)}. Er is: {', '.join(known)}")
    return [name for name in known if name in asked]


def main() -> None:
    """Make the pictures and say what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kaart", type=Path)
    parser.add_argument("map", type=Path)
    parser.add_argument("--states", help="names, with commas")
    parser.add_argument("--sizes", help=f"of {', '.join(SIZES)}")
    given = parser.parse_args()
    names = wanted(given.states, [state.name for state in STATES])
    sizes = wanted(given.sizes, list(SIZES))
    given.map.mkdir(parents=True, exist_ok=True)
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    kaart = given.kaart.resolve()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        chosen = choices(browser.new_page(viewport={"width": 1366, "height": 768}), kaart)
        for size in sizes:
            width, height = SIZES[size]
            for state in (item for item in STATES if item.name in names):
                page = browser.new_page(viewport={"width": width, "height": height})
                for fault in shot(page, kaart, state, chosen, given.map / f"{state.name}-{size}.png"):
                    print(f"{state.name}, {size}: {fault}")
                page.close()
        browser.close()
    sheet(given.map, names, sizes)
    print(f"{len(names) * len(sizes)} schermen; overzicht: {given.map / 'overzicht.html'}")


if __name__ == "__main__":
    main()
