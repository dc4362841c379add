"""Looks over what people wrote, field by field, and says per row what cannot be understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from wijkkaart.errors import InputError
from wijkkaart.extent import RD
from wijkkaart.koppelkansen.own_files import ALIASES, aliases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wijkkaart.koppelkansen.own_files import Row

_YEAR = re.compile(r"(19|20|21)\d\d")
_COUNT = re.compile(r"\d{1,5}([.,]0+)?")
_SHOWN = 10
#: Fields that Dutch calls *het*.
_NEUTER = ("oordeel",)
#: Characters: longer than anybody reads on a card, and short enough for a cell of a spreadsheet.
_LONGEST = 2000
#: Years: a work that takes longer is a slip of the pen.
_LONGEST_WORK = 50
#: EPSG:28992: west, south, east and north of the national grid.
_RD_BOUNDS = (-7_000.0, 289_000.0, 300_000.0, 629_000.0)


def plain(text: str) -> str:
    """Return `text` as it is compared: without capitals; spaces, dashes and underscores are one."""
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()


def same(values: Iterable[str]) -> dict[str, str]:
    """Return a choice in which every value stands for itself."""
    return {plain(value): value for value in values}


class Places:
    """Finds the gebied that a code or a name means.

    Parameters
    ----------
    gebieden
        Index gebiedcode; columns gebiednaam, niveau, wijkcode, gemeentecode.
    """

    def __init__(self, gebieden: gpd.GeoDataFrame) -> None:
        codes = {*gebieden.index, *gebieden["wijkcode"], *gebieden["gemeentecode"]}
        self.codes = {code.casefold(): code for code in codes if isinstance(code, str) and code}
        self._named: dict[str, list[tuple[str, str]]] = {}
        for code, name, niveau in zip(gebieden.index, gebieden["gebiednaam"], gebieden["niveau"], strict=True):
            self._named.setdefault(plain(str(name)), []).append((str(niveau), str(code)))

    def find(self, text: str, column: str) -> list[str]:
        """Return the codes that `text` may mean; a column called after a niveau narrows a name down."""
        if text.casefold() in self.codes:
            return [self.codes[text.casefold()]]
        narrow = next((niveau for niveau in ("buurt", "wijk", "gemeente") if column.startswith(niveau)), "")
        return [code for niveau, code in self._named.get(plain(text), []) if narrow in ("", niveau)]


@dataclass
class Intake:
    """One file on its way in; collects what is wrong with it, row by row.

    Parameters
    ----------
    opgaven
        Scored opgaven: id by what people may write.
    onderwerpen
        What a judgement may be about: id by what people may write.
    """

    naam: str
    opgaven: Mapping[str, str]
    places: Places
    onderwerpen: Mapping[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def problem(self, row: Row, text: str) -> None:
        """Note what is wrong with a row."""
        self.problems.append(f"  {row.plek}: {text}")

    def choice(self, row: Row, name: str, allowed: Mapping[str, str], default: str = "") -> str | None:
        """Return the id that the field means; None without a value, and a problem for anything unknown."""
        value = plain(row.get(name) or default)
        if value and value not in allowed:
            known = ", ".join(sorted(set(allowed.values())))
            self.problem(row, f"onbekend{'' if name in _NEUTER else 'e'} {name} {row.get(name)!r}; kies uit: {known}")
        return allowed.get(value)

    def needed(self, row: Row, name: str, allowed: Mapping[str, str]) -> str | None:
        """Return the id that a field means that must be filled."""
        if not row.get(name):
            self.problem(row, f"{name} is niet ingevuld")
        return self.choice(row, name, allowed)

    def text(self, row: Row, *names: str) -> str | None:
        """Return the text of the first of these fields that is filled, None for none."""
        found = row.get(*names)
        if len(found) > _LONGEST:
            self.problem(row, f"{names[0]} is {len(found)} tekens lang; houd het op hoogstens {_LONGEST}")
        return found or None

    def needed_text(self, row: Row, *names: str) -> str:
        """Return a text that must be there."""
        found = self.text(row, *names)
        if not found:
            self.problem(row, f"{names[0]} is niet ingevuld")
        return found or ""

    def name(self, row: Row) -> str:
        """Return the name of something, on one line."""
        return " ".join(self.needed_text(row, "naam").split())

    def code(self, row: Row) -> str:
        """Return the gebied that a row names by code or by name."""
        column = next((name for name in ALIASES["gebied"] if row.velden.get(name)), "gebiedcode")
        text = row.velden.get(column, "")
        found = self.places.find(text, column)
        if len(found) > 1:
            self.problem(row, f"{text!r} kan {' en '.join(found)} zijn; schrijf de gebiedcode")
        elif not found:
            example = min(self.places.codes.values())
            said = "er is geen gebiedcode" if not text else f"de gebiedcode {text!r} hoort niet bij dit gebied"
            self.problem(row, f"{said}; schrijf bijvoorbeeld {example}, of de naam van een gebied")
        return found[0] if found else text

    def years(self, row: Row) -> tuple[int | None, int | None]:
        """Return the first and last year of a work."""
        first = self._year(row, "jaar_van", row.get("jaar_van"))
        last = self._year(row, "jaar_tot", row.get("jaar_tot") or row.get("jaar_van"))
        if first and last and last < first:
            self.problem(row, f"jaar_tot ({last}) ligt voor jaar_van ({first}); draai ze om")
        if first and last and last - first > _LONGEST_WORK:
            self.problem(row, f"van {first} tot {last} is meer dan {_LONGEST_WORK} jaar; kijk de jaren na")
        return first, last

    def _year(self, row: Row, name: str, text: str) -> int | None:
        if not _YEAR.fullmatch(text):
            self.problem(row, f"{name} is {text!r}; schrijf een jaartal zoals 2027")
            return None
        return int(text)

    def count(self, row: Row) -> int | None:
        """Return a number of dots: whole and not below zero."""
        text = row.get("aantal")
        if not _COUNT.fullmatch(text):
            self.problem(row, f"aantal is {text!r}; schrijf een heel getal zoals 5")
            return None
        return int(re.split(r"[.,]", text)[0])

    def about(self, row: Row) -> str | None:
        """Return the id of the koppelkans or figure that a row is about."""
        text = row.get("regel")
        found = self.onderwerpen.get(plain(text))
        if not text:
            self.problem(row, "regel is niet ingevuld: over welke koppelkans of welk cijfer gaat het?")
        elif found is None:
            close = get_close_matches(plain(text), list(self.onderwerpen), n=1)
            hint = f"bedoelt u {self.onderwerpen[close[0]]}?" if close else ""
            known = hint or "kies een id of naam uit 'wijkkaart list koppelkansen' of 'wijkkaart list indicatoren'"
            self.problem(row, f"onbekende koppelkans of onbekend cijfer {text!r}; {known}")
        return found

    def shape(self, row: Row) -> shapely.Geometry | None:
        """Return where a row is on the map: as drawn, or from its columns x and y or lon and lat (EPSG:28992)."""
        if row.vorm is not None:
            return row.vorm
        for names, crs in ((("x", "y"), RD), (("lon", "lat"), "EPSG:4326")):
            texts = [row.get(name) for name in names]
            if any(texts):
                return self._point(row, names, texts, crs)
        return None

    def _point(self, row: Row, names: tuple[str, str], texts: list[str], crs: str) -> shapely.Point | None:
        try:
            east, north = (float(text.replace(",", ".")) for text in texts)
        except ValueError:
            self.problem(row, f"{' en '.join(names)} zijn {' en '.join(map(repr, texts))}; schrijf twee getallen")
            return None
        point = gpd.GeoSeries([shapely.Point(east, north)], crs=crs).to_crs(RD).iloc[0]
        west, south, far_east, far_north = _RD_BOUNDS
        if not (west <= point.x <= far_east and south <= point.y <= far_north):
            what = "in meters (Rijksdriehoek)" if names == ("x", "y") else "in graden (lon ongeveer 5, lat ongeveer 52)"
            self.problem(row, f"{' en '.join(names)} liggen niet in Nederland; schrijf ze {what}")
            return None
        return point

    def need_columns(self, rows: list[Row], names: Iterable[str]) -> None:
        """Stop when a column is not there under any of its names."""
        missing = [name for name in names if rows and not rows[0].has(name)]
        if missing:
            there = ", ".join(rows[0].velden) or "geen"
            wanted = aliases(missing[:1])[0]
            raise InputError(f"{self.naam}: de kolom {wanted!r} ontbreekt (er staan: {there}). Voeg die toe.")

    def close(self) -> None:
        """Stop when something was wrong, with what to do."""
        if self.problems:
            more = f"\n  en nog {len(self.problems) - _SHOWN}" if len(self.problems) > _SHOWN else ""
            shown = "\n".join(self.problems[:_SHOWN])
            raise InputError(f"{self.naam} is niet te gebruiken. Verbeter in het bestand:\n{shown}{more}")
