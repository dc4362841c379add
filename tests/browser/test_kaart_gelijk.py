"""Map, legend and table tell the same as the CSV: every public figure, score and koppelkans of every area.

Each part of the page has a reader that gives the same thing: per area its words, its colour and its class. A new
part (a print, an export) needs a reader of its own and a line in `agree`.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from wijkkaart.catalogue import all_opgaven
from wijkkaart.config import VOORBEELDSTAD, for_gemeente
from wijkkaart.status import STATUS_TEKST, Status

if TYPE_CHECKING:
    from pathlib import Path

LEVELS = ("buurt", "wijk", "eigen")
BANDS = ("laag", "midden", "hoog")
STANDS = {
    "geen": "niet in de cijfers gevonden",
    "samenloop": "opgaven komen samen",
    "kansrijk": "kansrijk",
    "kansrijk_mogelijk_moment": "kansrijk, misschien een goed moment",
    "nu": "nu: er is een plan",
    "onbekend": "niet te zeggen",
}
NO_FIGURE = "geen cijfer"
#: Shows each address of a list and reads what stands in map, tooltip, table and legend.
READ = """async (addresses) => {
  const goTo = history.replaceState.bind(history);
  history.replaceState = () => {};
  const words = (node, query) => [...node.querySelectorAll(query)].map((item) => item.textContent);
  const sample = (node) => node.querySelector("svg.staal rect").getAttribute("fill");
  const area = (path) => [Number(path.dataset.gebied), path.getAttribute("aria-label"), path.getAttribute("fill")];
  const tip = (path) => {
    path.dispatchEvent(new MouseEvent("mouseover", { bubbles: true, clientX: 700, clientY: 400 }));
    const found = [...document.querySelectorAll(".leaflet-tooltip")].at(-1);
    path.dispatchEvent(new MouseEvent("mouseout", { bubbles: true, clientX: 700, clientY: 400 }));
    return found && found.textContent;
  };
  const printed = (address) => {
    goTo(null, "", "#" + address + "&papier=muur");
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    const wall = document.querySelector(".wandkaart");
    return {
      paper: [...wall.querySelectorAll("path[fill-rule]")].map((path) => path.getAttribute("fill")),
      paperSamples: [...wall.querySelectorAll("svg.staal rect")].map((box) => box.getAttribute("fill")),
      paperWords: [...wall.querySelectorAll(":scope > text")].map((item) => item.textContent).join(" "),
    };
  };
  return addresses.map((address, turn) => {
    goTo(null, "", "#" + address);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    const paths = [...document.querySelectorAll("path.gebied")];
    const one = paths[turn % paths.length];
    return {
      map: paths.map(area),
      tip: [Number(one.dataset.gebied), tip(one)],
      columns: [...document.querySelectorAll("#tabel thead th button")].map((item) => item.id),
      table: [...document.querySelectorAll("#tabel tbody tr")].map((row) => [words(row, "th, td"), sample(row)]),
      legend: [...document.querySelectorAll("#legenda .klassen li")].map((row) => [sample(row), words(row, "span")]),
      title: document.querySelector("#legenda h2").textContent,
      ...printed(address),
    };
  });
}"""


@dataclass(frozen=True)
class Told:
    """What one part of the page tells of one area: words, colour, words of its class; None where it says nothing."""

    words: str | None = None
    fill: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Shown:
    """What the page shows for one address, and which areas lie at its level: (name, code) in page order."""

    read: dict[str, Any]
    areas: dict[int, tuple[str, str]]


def from_map(shown: Shown) -> dict[str, Told]:
    found = {}
    for place, label, fill in shown.read["map"]:
        name, code = shown.areas[place]
        begin = f"{name}, {shown.read['title']}: "
        assert label.startswith(begin)
        found[code] = Told(label.removeprefix(begin), fill)
    return found


def from_table(shown: Shown) -> dict[str, Told]:
    codes = dict(shown.areas.values())
    columns = [name.removeprefix("sorteer-") for name in shown.read["columns"]]
    found = {}
    for cells, fill in shown.read["table"]:
        row = dict(zip(columns, cells, strict=True))
        found[codes[row["naam"]]] = Told(row["waarde"], fill, row["klasse"])
    return found


def from_legend(shown: Shown) -> dict[str, tuple[str, int]]:
    """Return per colour its words and how many areas it counts."""
    rows = {fill: (words[0], int(words[1].replace(".", ""))) for fill, words in shown.read["legend"]}
    assert len(rows) == len(shown.read["legend"]), "two classes look alike"
    return rows


def agree(shown: Shown, wanted: dict[str, str]) -> dict[str, str]:
    """Hold every part of the page against the words wanted per area; return the words of each area's class."""
    on_map, in_table, legend = from_map(shown), from_table(shown), from_legend(shown)
    title = shown.read["title"]
    assert {code: told.words for code, told in on_map.items()} == wanted, title
    assert {code: told.words for code, told in in_table.items()} == wanted, title
    assert {code: told.fill for code, told in on_map.items()} == {code: t.fill for code, t in in_table.items()}, title
    for code, told in in_table.items():
        assert told.kind in {legend[told.fill][0], NO_FIGURE}, (title, code)
        assert (told.kind == NO_FIGURE) == told.fill.startswith(("url(", "#e4e4e7")), (title, code)
    fills = [told.fill for told in on_map.values()]
    assert {fill: count for fill, (_, count) in legend.items() if count} == {f: fills.count(f) for f in fills}, title
    assert shown.read["paper"] == fills, title
    assert shown.read["paperSamples"] == [sample for sample, _ in shown.read["legend"]], title
    for _, words in shown.read["legend"]:
        assert f"{words[0]} ({words[1]})" in shown.read["paperWords"], title
    place, tip = shown.read["tip"]
    name, code = shown.areas[place]
    assert tip == f"{name}{title}: {wanted[code]}"
    return {code: told.kind for code, told in in_table.items()}


def from_csv(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def dutch(value: float, decimals: int, *, points: bool = True) -> str:
    """Return the number as people here write it; made apart from the code that it tests."""
    sign = "-" if round(value, decimals) < 0 else ""
    whole, _, rest = f"{abs(round(value, decimals)):.{decimals}f}".partition(".")
    grouped = re.sub(r"(?<=\d)(?=(\d{3})+$)", ".", whole) if points else whole
    return sign + grouped + ("," + rest if rest else "")


def with_unit(value: float, decimals: int, unit: str) -> str:
    words = dutch(value, decimals, points=unit != "jaar")
    if unit.startswith("%"):
        return words + unit
    return words if unit in {"", "aantal", "jaar"} else f"{words} {unit}"


def within(words: str, value: float, decimals: int) -> bool:
    """Whether a rounded value lies in a class with these words."""
    numbers = [float(n.replace(".", "").replace(",", ".")) for n in re.findall(r"-?\d[\d.]*(?:,\d+)?", words)]
    rounded, room = round(value, decimals), 10.0**-decimals / 4
    if words == "alle waarden":
        return True
    if words.startswith("t/m "):
        return rounded <= numbers[0] + room
    if words.endswith(" en meer"):
        return rounded >= numbers[0] - room
    return numbers[0] - room <= rounded <= numbers[-1] + room


@pytest.fixture(scope="session")
def areas(voorbeeldstad_run) -> dict[str, dict[int, tuple[str, str]]]:
    """Return per level the areas by their place on the page: sorted by level, then by code."""
    rows = from_csv(voorbeeldstad_run, "gebieden")
    order = [*LEVELS, "gemeente"]
    rows.sort(key=lambda row: (order.index(row["niveau"]), row["gebiedcode"]))
    found: dict[str, dict[int, tuple[str, str]]] = {level: {} for level in order}
    for place, row in enumerate(rows):
        found[row["niveau"]][place] = (row["gebiednaam"], row["gebiedcode"])
    return found


@pytest.fixture
def show(visit, maps, voorbeeldstad_run, areas):
    """Return what the page of Voorbeeldstad shows for each address, with the table open."""
    maps["voorbeeldstad openbaar"] = voorbeeldstad_run / "kaart.html"
    maps["voorbeeldstad intern"] = voorbeeldstad_run / "kaart_intern.html"

    def ask(level: str, addresses: list[str], openbaarheid: str = "openbaar") -> list[Shown]:
        visited = visit(f"voorbeeldstad {openbaarheid}")
        tail = f"&niveau={level}&tab=tabel"
        found = visited.ask(f"({READ})({json.dumps([address + tail for address in addresses])})")
        assert visited.errors == []
        assert visited.requests == []
        return [Shown(read, areas[level]) for read in found]

    return ask


def public_indicators(rows: list[dict[str, str]]) -> list[Any]:
    there = {row["indicator"] for row in rows}
    items = [item for opgave in all_opgaven().values() for item in opgave.indicatoren]
    return [item for item in items if item.openbaarheid == "openbaar" and item.id in there]


def words_of(item: Any, row: dict[str, str] | None) -> str:
    if row is None or row["status"] != Status.OK:
        return STATUS_TEKST[Status(row["status"]) if row else Status.BRON_ONTBREEKT]
    return row["waarde_tekst"] if item.categorie else with_unit(float(row["waarde"]), item.decimalen, item.eenheid)


@pytest.mark.parametrize("level", LEVELS)
def test_every_figure_is_the_same_everywhere(show, areas, voorbeeldstad_run, level):
    rows = [row for row in from_csv(voorbeeldstad_run, "indicatoren") if row["openbaarheid"] == "openbaar"]
    cells = {(row["indicator"], row["gebiedcode"]): row for row in rows}
    items = public_indicators(rows)
    assert len(items) > 60
    for item, shown in zip(items, show(level, [f"thema=indicator&indicator={item.id}" for item in items]), strict=True):
        assert shown.read["title"] == item.label_nl
        own = {code: cells.get((item.id, code)) for _, code in areas[level].values()}
        kinds = agree(shown, {code: words_of(item, row) for code, row in own.items()})
        for code, row in own.items():
            known = row is not None and row["status"] == Status.OK
            assert known == (kinds[code] != NO_FIGURE), (item.id, code)
            if known and item.categorie:
                assert kinds[code] == row["waarde_tekst"]
            elif known:
                assert within(kinds[code], float(row["waarde"]), item.decimalen), (item.id, code, kinds[code])


def band_of(score: float, high: float) -> int:
    return 2 if score >= 100 * high - 1e-9 else 0 if score <= 100 * (1 - high) + 1e-9 else 1


def only_bands(folder: Path, openbaarheid: str) -> set[str]:
    """Return the opgaven of which the map tells no place: the social one, and those that rest on an internal figure."""
    if openbaarheid == "intern":
        return set()
    filled = {row["indicator"] for row in from_csv(folder, "indicatoren") if row["status"] == Status.OK}
    secret = [
        opgave.id
        for opgave in all_opgaven().values()
        for item in opgave.indicatoren
        if item.rol == "opgave" and item.openbaarheid != "openbaar" and item.id in filled
    ]
    return {"sociaaleconomisch", *secret}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("looks", [("drie", "openbaar"), ("vijf", "openbaar"), ("vijf", "intern")])
def test_every_score_is_the_same_everywhere(show, areas, voorbeeldstad_run, level, looks):
    groups, openbaarheid = looks
    banded = only_bands(voorbeeldstad_run, openbaarheid)
    cells = {(row["opgave"], row["gebiedcode"]): row for row in from_csv(voorbeeldstad_run, "scores")}
    high = float(for_gemeente(VOORBEELDSTAD).drempels.hoog)
    scored = [opgave for opgave in all_opgaven().values() if opgave.scoort]
    pages = show(level, [f"thema=opgave&opgave={opgave.id}&groepen={groups}" for opgave in scored], openbaarheid)
    for opgave, shown in zip(scored, pages, strict=True):
        in_bands = opgave.id in banded
        wanted, scores = {}, {}
        for _, code in areas[level].values():
            row = cells.get((opgave.id, code))
            if row is None or row["score"] == "":
                wanted[code] = STATUS_TEKST[Status(row["status"]) if row else Status.ONBEKEND]
                continue
            scores[code] = float(row["score"])
            band = BANDS[band_of(scores[code], high)]
            wanted[code] = band if in_bands else f"{band} (plek {dutch(scores[code], 0)} van 100)"
        kinds = agree(shown, wanted)
        assert {code for code, kind in kinds.items() if kind != NO_FIGURE} == set(scores), opgave.id
        for code, score in scores.items():
            if groups == "vijf" and not in_bands:
                assert within(kinds[code].removeprefix("plek "), score, 0), (opgave.id, code)
            else:
                assert kinds[code].startswith(BANDS[band_of(score, high)]), (opgave.id, code)


@pytest.mark.parametrize("level", LEVELS)
def test_every_koppelkans_is_the_same_everywhere(show, areas, voorbeeldstad_run, level):
    rows = [row for row in from_csv(voorbeeldstad_run, "koppelkansen") if row["openbaarheid"] == "openbaar"]
    stands = {(row["regel"], row["gebiedcode"]): row["stand"] for row in rows}
    own = {row["regel"] for row in rows if row["regel"].startswith("eigen_")}
    rules = sorted({row["regel"] for row in rows})
    for rule, shown in zip(rules, show(level, [f"thema=koppelkansen&regel={rule}" for rule in rules]), strict=True):
        silent = "hier niet ingebracht" if rule in own else STANDS["onbekend"]
        found = {code: stands.get((rule, code)) for _, code in areas[level].values()}
        kinds = agree(shown, {code: STANDS[stand] if stand else silent for code, stand in found.items()})
        for code, stand in found.items():
            assert kinds[code] == (NO_FIGURE if stand in {None, "onbekend"} else STANDS[stand]), (rule, code)
