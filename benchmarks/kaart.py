"""How large, fast and lean the map is for 100 and 1,000 buurten with 70 indicators, beside a plain folium map.

    python benchmarks/kaart.py                   # five rounds; --rounds 7 for more
    python benchmarks/kaart.py --part kaart      # or folium
    python benchmarks/kaart.py --keep FOLDER     # leaves the pages there

Needs Chromium, and npm for the files that folium asks from the network. The pages are opened by turns, each in a
browser of its own without internet. The town is made up (``kaart_namaak.py``).
"""

from __future__ import annotations

import argparse
import math
import shutil
import tempfile
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kaart_browser as opened
from kaart_folium import cdn_files, write_plain
from kaart_namaak import town, voorbeeldstad
from platformdirs import user_cache_path
from playwright.sync_api import sync_playwright

from wijkkaart.maps import write_map

if TYPE_CHECKING:
    from collections.abc import Callable

    from wijkkaart.result import Result

INDICATORS = 70
#: A plain map of 1,000 buurten with all indicators is hundreds of megabytes; this many are measured.
PLAIN_INDICATORS = {100: 70, 1000: 10}
#: What the project promises: bytes by number of buurten, and milliseconds at 1,000.
MOST_BYTES = {100: 700_000, 1000: 2_200_000}
MOST_FIRST, MOST_READY, MOST_READY_SLOW, MOST_SCRIPT = 1000, 1500, 3000, 50
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SLOW = 4
MB = 1_000_000


@dataclass(frozen=True)
class Made:
    """A page that was written: its name, how many indicators it has and how long writing took."""

    name: str
    visit: opened.Visit
    indicators: int
    seconds: float

    @property
    def size(self) -> int:
        return self.visit.path.stat().st_size


def timed(write: Callable[[], Any]) -> tuple[Any, float]:
    begin = time.perf_counter()
    return write(), time.perf_counter() - begin


def own(result: Result, buurten: int, folder: Path) -> Made:
    path = folder / f"wijkkaart-{buurten}.html"
    _, seconds = timed(lambda: write_map(result, path, "openbaar"))
    public = result.indicatoren[result.indicatoren["openbaarheid"] == "openbaar"]
    with_values = public.dropna(subset="waarde")["indicator"].unique()
    steps = opened.own_steps(list(with_values[1:6]), [3, 17, 40, 58, 77])
    return Made(f"wijkkaart, {buurten}", opened.Visit(path, opened.OWN, steps), INDICATORS, seconds)


def plain(result: Result, buurten: int, folder: Path) -> list[Made]:
    made = []
    cdn = cdn_files(user_cache_path("wijkkaart-metingen"))
    for rounded in (False, True):
        words = "6 decimalen" if rounded else "zoals het komt"
        path = folder / f"folium-{buurten}-{'afgerond' if rounded else 'zoals'}.html"
        write = partial(write_plain, result, PLAIN_INDICATORS[buurten], path, rounded=rounded)
        number, seconds = timed(write)
        visit = opened.Visit(path, opened.PLAIN, opened.plain_steps(number), cdn)
        made.append(Made(f"folium, {buurten}, {words}", visit, number, seconds))
    return made


def read(program: str, page: Made, slow: int) -> opened.Reading:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=opened.ARGUMENTS)
        found = opened.read_page(browser, page.visit, slow)
        browser.close()
    return found


def measured(pages: list[Made], rounds: int, slow: int) -> dict[str, dict[str, float]]:
    program = next(found for name in BROWSERS if (found := shutil.which(name)))
    readings: dict[str, list[opened.Reading]] = {page.name: [] for page in pages}
    for _ in range(rounds):
        for page in pages:
            readings[page.name].append(read(program, page, slow))
    for name, taken in readings.items():
        faults = sorted({error for reading in taken for error in reading.errors})
        print(f"  {name}: {taken[0].requests} vragen aan het netwerk; fouten: {'; '.join(faults) or 'geen'}")
    return {name: opened.medians(taken) for name, taken in readings.items()}


def row(name: str, found: dict[str, float]) -> str:
    names = ("eerste beeld", "klaar", "te zien", "ander thema (script)", "ander cijfer (script)")
    cells = [ms(found.get(key, math.nan)) for key in (*names, "een buurt kiezen (script)", "tabel (script)")]
    weights = [f"{found[key] / MB:.0f} MB" for key in ("geheugen script", "geheugen browser")]
    return f"| {' | '.join([name, *cells, *weights])} |"


def ms(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.0f}"


def told(pages: list[Made], found: dict[str, dict[str, float]], slow: int) -> None:
    print(f"\nProcessor {slow} keer zo traag; middelste van de rondes, ms")
    print("| kaart | eerste beeld | klaar | te zien | thema | cijfer | buurt | tabel | geheugen | browser |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for page in pages:
        print(row(page.name, found[page.name]))


def sizes(pages: list[Made]) -> None:
    print("| kaart | indicatoren | bytes | maken (s) |\n|---|---|---|---|")
    for page in pages:
        print(f"| {page.name} | {page.indicators} | {page.size:,} | {page.seconds:.1f} |")


def verdict(buurten: int, page: Made, usual: dict[str, float], slow: dict[str, float]) -> None:
    """Print each promise with its ratio: below 1 it is kept."""
    print(f"\nBeloften bij {buurten} buurten (verhouding, onder 1 is gehaald)")
    print(f"  grootte {page.size / MOST_BYTES[buurten]:.2f}")
    print(f"  eerste beeld {usual['eerste beeld'] / MOST_FIRST:.2f}")
    print(
        f"  klaar en te zien {usual['te zien'] / MOST_READY:.2f}; bij {SLOW}x {slow['te zien'] / MOST_READY_SLOW:.2f}"
    )
    for name in ("ander thema", "ander cijfer", "een buurt kiezen"):
        print(f"  {name}, slechtste {usual[f'{name} (slechtste)'] / MOST_SCRIPT:.2f}")


def no_internet(pages: list[Made]) -> list[Made]:
    """Return the first plain page as it is without internet: its files do not come."""
    found = [page for page in pages if page.visit.way == opened.PLAIN][:1]
    return [
        replace(page, name=f"{page.name}, zonder internet", visit=replace(page.visit, cdn={}, steps=[]))
        for page in found
    ]


def measure(base: Result, buurten: int, folder: Path, chosen: argparse.Namespace) -> None:
    result = town(base, buurten, INDICATORS)
    pages = [own(result, buurten, folder)] if chosen.part != "folium" else []
    pages += plain(result, buurten, folder) if chosen.part != "kaart" else []
    sizes(pages)
    usual = measured([*pages, *no_internet(pages)], chosen.rounds, 1)
    told([*pages, *no_internet(pages)], usual, 1)
    if chosen.part != "folium":
        slow = measured(pages[:1], chosen.rounds, SLOW)
        told(pages[:1], slow, SLOW)
        verdict(buurten, pages[0], usual[pages[0].name], slow[pages[0].name])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--part", choices=("alles", "kaart", "folium"), default="alles")
    parser.add_argument("--buurten", type=int, choices=(100, 1000), nargs="*", default=[100, 1000])
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    base = voorbeeldstad()
    with tempfile.TemporaryDirectory() as folder:
        place = chosen.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        for buurten in chosen.buurten:
            print(f"\n== {buurten} buurten, {INDICATORS} indicatoren", flush=True)
            measure(base, buurten, place, chosen)


if __name__ == "__main__":
    main()
