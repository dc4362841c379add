"""One map opened in a headless browser without internet: when it is there, what choices cost, what memory it takes."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SCREEN = {"width": 1366, "height": 768}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-precise-memory-info"]
PATIENCE_S = 180.0
#: Our page says itself when it can be used; a page of folium is done when its last script is.
OWN, PLAIN = "klaar", "load"

_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_WATCH = """
window.__meting = {};
const gezien = () => {
  __meting.klaar = performance.now();
  FRAMES.then(() => { __meting.beeld = performance.now(); });
};
if ("WAY" === "load") {
  window.addEventListener("load", gezien);
} else {
  new MutationObserver((_changes, self) => {
    if (document.documentElement.dataset.klaar === "ja") { self.disconnect(); gezien(); }
  }).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-klaar"] });
}
""".replace("FRAMES", _FRAMES)
#: Does one thing, and says how long the script took and how long it was until it stood on the screen.
_TIMED = """async (todo) => {
  const doen = {
    klik: (query) => document.querySelector(query).click(),
    kies: ([query, value]) => {
      const list = document.querySelector(query);
      list.value = value;
      list.dispatchEvent(new Event("change"));
    },
    schuif: ([query, value]) => {
      const slider = document.querySelector(query);
      slider.value = value;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    },
    toets: ([query, key]) =>
      document.querySelector(query).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })),
  };
  const begin = performance.now();
  doen[todo[0]](todo[1]);
  const script = performance.now() - begin;
  await FRAMES;
  return [script, performance.now() - begin];
}""".replace("FRAMES", _FRAMES)

#: What is asked of our page: a name, things to do first, and things to do and time.
Step = tuple[str, list[list[Any]], list[list[Any]]]


def _theme(name: str) -> list[Any]:
    return ["klik", f'[data-sleutel="thema"][data-waarde="{name}"]']


def own_steps(indicators: list[str], areas: list[str]) -> list[Step]:
    """Return the choices that are timed on our page."""
    others = [_theme(name) for name in ("opgave", "koppelkansen", "plek")]
    return [
        ("ander thema", [], [step for other in others for step in (other, _theme("indicator"))]),
        ("ander cijfer", [_theme("indicator")], [["kies", ["#keuze-indicator", name]] for name in indicators]),
        ("een buurt kiezen", [], [["toets", [f'[data-gebied="{area}"]', "Enter"]] for area in areas]),
        ("tabel", [], [["klik", "#tab-tabel"]]),
    ]


def plain_steps(layers: int) -> list[Step]:
    """Return the same for a page of folium: another layer on, the layer before it off."""
    query = ".leaflet-control-layers-overlays label:nth-of-type({}) input"
    turns = [[["klik", query.format(n)], ["klik", query.format(n + 1)]] for n in range(1, min(layers, 6))]
    return [("ander cijfer", [], [step for turn in turns for step in turn])]


@dataclass
class Reading:
    """What one opened page gave, in milliseconds and bytes."""

    times: dict[str, float] = field(default_factory=dict)
    requests: int = 0
    errors: list[str] = field(default_factory=list)


def _blocked(context: Any, reading: Reading, cdn: dict[str, Path]) -> None:
    """Answer nothing from the network, except what stands in `cdn` by address."""

    def answer(route: Any) -> None:
        reading.requests += 1
        kept = cdn.get(route.request.url)
        if kept is None:
            route.abort("internetdisconnected")
        else:
            route.fulfill(path=kept)

    context.route(lambda url: not url.startswith(("file:", "data:", "blob:")), answer)


def _wait(page: Any) -> dict[str, float]:
    end = time.monotonic() + PATIENCE_S
    while not (times := page.evaluate("window.__meting.beeld ? window.__meting : null")):
        if time.monotonic() > end:
            raise TimeoutError(page.url)
        time.sleep(0.05)
    return times


@dataclass(frozen=True)
class Visit:
    """A page to open: how it shows that it is ready, what to do there, and what the network answers."""

    path: Path
    way: str
    steps: list[Step]
    cdn: dict[str, Path] = field(default_factory=dict)


def read_page(browser: Any, visit: Visit, slow: int = 1) -> Reading:
    """Open the page once in a fresh context, time it, make the choices and weigh its memory.

    `slow` is how many times slower the processor is made to be.
    """
    reading = Reading()
    context = browser.new_context(viewport=SCREEN)
    _blocked(context, reading, visit.cdn)
    page = context.new_page()
    page.on("pageerror", lambda error: reading.errors.append(str(error)))
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slow})
    page.add_init_script(_WATCH.replace("WAY", visit.way))
    page.goto(visit.path.as_uri(), wait_until="commit", timeout=1000 * PATIENCE_S)
    times = _wait(page)
    reading.times = {"eerste beeld": _first_paint(page), "klaar": times["klaar"], "te zien": times["beeld"]}
    for name, before, todo in visit.steps if not reading.errors else []:
        for step in before:
            page.evaluate(_TIMED, step)
        taken = [page.evaluate(_TIMED, step) for step in todo]
        reading.times[f"{name} (script)"] = statistics.median(script for script, _ in taken)
        reading.times[f"{name} (slechtste)"] = max(script for script, _ in taken)
        reading.times[f"{name} (te zien)"] = statistics.median(seen for _, seen in taken)
    session.send("HeapProfiler.collectGarbage")
    reading.times["geheugen script"] = session.send("Runtime.getHeapUsage")["usedSize"]
    reading.times["geheugen browser"] = _renderers(browser)
    context.close()
    return reading


def _first_paint(page: Any) -> float:
    """Return when the first text or picture stood there; NaN for a page that stays empty."""
    for _ in range(20):
        found = page.evaluate("performance.getEntriesByName('first-contentful-paint').map(item => item.startTime)")
        if found:
            return float(found[0])
        time.sleep(0.05)
    return float("nan")


def _renderers(browser: Any) -> float:
    """Return the memory of the browser's pages in bytes, shared parts divided; NaN where the system does not say."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    try:
        rolls = [Path(f"/proc/{item['id']}/smaps_rollup").read_text("ascii") for item in found if _draws(item)]
    except OSError:
        return float("nan")
    lines = [line for roll in rolls for line in roll.splitlines() if line.startswith("Pss:")]
    return 1024.0 * sum(int(line.split()[1]) for line in lines)


def _draws(process: dict[str, Any]) -> bool:
    return process["type"] == "renderer"


def medians(readings: list[Reading]) -> dict[str, float]:
    """Return the middle of every measure over some rounds."""
    names = readings[0].times
    return {name: statistics.median(reading.times[name] for reading in readings) for name in names}
