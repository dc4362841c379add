"""Takes in the voices of gemeente and residents: ambitions, planned works and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from wijkkaart.catalogue import all_opgaven
from wijkkaart.errors import InputError
from wijkkaart.koppelkansen.own_files import Row, read_rows
from wijkkaart.koppelkansen.placing import place
from wijkkaart.koppelkansen.rule import WERKSOORTEN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import geopandas as gpd

    from wijkkaart.declarations import Opgave

    Voice = dict[str, Any]

HERKOMSTEN = ("bewoners", "gemeente")

_COLUMNS = ("gebiedcode", "soort", "herkomst", "opgave", "werksoort", "tekst", "jaar_van", "jaar_tot", "x", "y")
_YEAR = re.compile(r"(19|20|21)\d\d")
_SHOWN = 10


@dataclass
class _Intake:
    """One file on its way in; collects what is wrong with it, row by row."""

    naam: str
    opgaven: Mapping[str, str]
    codes: frozenset[str]
    problems: list[str] = field(default_factory=list)

    def problem(self, row: Row, text: str) -> None:
        self.problems.append(f"  {'regel' if row.vorm is None else 'object'} {row.nummer}: {text}")

    def choice(self, row: Row, name: str, allowed: Mapping[str, str], default: str = "") -> str | None:
        """Return the id that the field means; None without a value, and a problem for anything unknown."""
        value = (row.get(name) or default).casefold()
        if value and value not in allowed:
            known = ", ".join(sorted(set(allowed.values())))
            self.problem(row, f"onbekende {name} {row.get(name)!r}; kies uit: {known}")
        return allowed.get(value)

    def needed(self, row: Row, name: str, allowed: Mapping[str, str]) -> str | None:
        if not row.get(name):
            self.problem(row, f"{name} is niet ingevuld")
        return self.choice(row, name, allowed)

    def code(self, row: Row) -> str:
        code = row.get("gebiedcode")
        if code not in self.codes:
            self.problem(
                row, f"de gebiedcode {code!r} hoort niet bij dit gebied; schrijf bijvoorbeeld {min(self.codes)}"
            )
        return code

    def years(self, row: Row) -> tuple[int | None, int | None]:
        first = self._year(row, "jaar_van", row.get("jaar_van"))
        last = self._year(row, "jaar_tot", row.get("jaar_tot") or row.get("jaar_van"))
        if first and last and last < first:
            self.problem(row, f"jaar_tot ({last}) ligt voor jaar_van ({first}); draai ze om")
        return first, last

    def _year(self, row: Row, name: str, text: str) -> int | None:
        if not _YEAR.fullmatch(text):
            self.problem(row, f"{name} is {text!r}; schrijf een jaartal zoals 2027")
            return None
        return int(text)

    def need_columns(self, rows: list[Row], names: tuple[str, ...]) -> None:
        missing = [name for name in names if rows and name not in rows[0].velden]
        if missing:
            there = ", ".join(rows[0].velden) or "geen"
            raise InputError(f"{self.naam}: de kolom {missing[0]!r} ontbreekt (er staan: {there}). Voeg die toe.")

    def close(self) -> None:
        if self.problems:
            more = f"\n  en nog {len(self.problems) - _SHOWN}" if len(self.problems) > _SHOWN else ""
            shown = "\n".join(self.problems[:_SHOWN])
            raise InputError(f"{self.naam} is niet te gebruiken. Verbeter in het bestand:\n{shown}{more}")


def read_voices(
    ambities: Path | None,
    werken: Path | None,
    verhalen: Path | None,
    gebieden: gpd.GeoDataFrame,
    opgaven: Mapping[str, Opgave] | None = None,
) -> pd.DataFrame:
    """Return what gemeente and residents brought, one row per statement and gebied it is about.

    Parameters
    ----------
    ambities
        CSV with gebiedcode, opgave, herkomst and perhaps ambitie and toelichting.
    werken
        GeoJSON with soort, jaar_van and perhaps jaar_tot, omschrijving and herkomst; or a CSV
        with gebiedcode as well. A line or area counts for every buurt it touches in more than a point.
    verhalen
        GeoJSON with points and tekst, perhaps opgave and herkomst.
    gebieden
        Index gebiedcode; columns niveau, wijkcode, gemeentecode, geometry (EPSG:28992).
    opgaven
        Declarations by id; the whole catalogue by default.

    Returns
    -------
    DataFrame
        Columns gebiedcode, soort, herkomst, opgave, werksoort, tekst, jaar_van, jaar_tot, x, y
        (EPSG:28992); empty where something was not said. Works and notes outside the study area are left out.

    Raises
    ------
    InputError
        With file, rows and what to do, for anything that has no meaning here.
    """
    declared = all_opgaven() if opgaven is None else opgaven
    names = {text.casefold(): item.id for item in declared.values() if item.scoort for text in (item.id, item.label_nl)}
    codes = frozenset(gebieden.index) | set(gebieden["wijkcode"]) | set(gebieden["gemeentecode"])
    known = frozenset(code for code in codes if isinstance(code, str) and code)
    voices: list[Voice] = []
    readers: tuple[tuple[Path | None, Callable[..., list[Voice]]], ...] = (
        (ambities, _ambitions),
        (werken, _works),
        (verhalen, _notes),
    )
    for path, reader in readers:
        if path is not None:
            intake = _Intake(path.name, names, known)
            voices += reader(intake, read_rows(path), gebieden)
            intake.close()
    frame = pd.DataFrame(voices, columns=list(_COLUMNS))
    return frame.astype({"jaar_van": "Int64", "jaar_tot": "Int64", "x": "float64", "y": "float64"})


def _ambitions(intake: _Intake, rows: list[Row], gebieden: gpd.GeoDataFrame) -> list[Voice]:  # noqa: ARG001 - one shape
    intake.need_columns(rows, ("gebiedcode", "opgave", "herkomst"))
    return [
        _voice(
            "ambitie",
            gebiedcode=intake.code(row),
            opgave=intake.needed(row, "opgave", intake.opgaven),
            herkomst=intake.needed(row, "herkomst", _same(HERKOMSTEN)),
            tekst=": ".join(text for text in (row.get("ambitie"), row.get("toelichting")) if text) or None,
        )
        for row in rows
        if row.get("ambitie").casefold() != "nee"
    ]


def _works(intake: _Intake, rows: list[Row], gebieden: gpd.GeoDataFrame) -> list[Voice]:
    on_map = any(row.vorm is not None for row in rows)
    intake.need_columns(rows, ("soort", "jaar_van") if on_map else ("soort", "jaar_van", "gebiedcode"))
    found = []
    for row in rows:
        first, last = intake.years(row)
        voice = _voice(
            "werk",
            herkomst=intake.choice(row, "herkomst", _same(HERKOMSTEN), "gemeente"),
            werksoort=intake.needed(row, "soort", _same(WERKSOORTEN)),
            tekst=row.get("omschrijving", "toelichting", "naam") or None,
            jaar_van=first,
            jaar_tot=last,
        )
        found.append(voice if on_map else {**voice, "gebiedcode": intake.code(row)})
    return place(intake.naam, rows, found, gebieden) if on_map else found


def _notes(intake: _Intake, rows: list[Row], gebieden: gpd.GeoDataFrame) -> list[Voice]:
    intake.need_columns(rows, ("tekst",))
    found = []
    for row in rows:
        if row.vorm is None or row.vorm.geom_type != "Point":
            intake.problem(row, "een notitie hoort op een punt van de kaart te staan")
        if not row.get("tekst"):
            intake.problem(row, "tekst is niet ingevuld")
        found.append(
            _voice(
                "notitie",
                herkomst=intake.choice(row, "herkomst", _same(HERKOMSTEN), "bewoners"),
                opgave=intake.choice(row, "opgave", intake.opgaven),
                tekst=row.get("tekst"),
            )
        )
    intake.close()
    return place(intake.naam, rows, found, gebieden)


def _voice(soort: str, **said: Any) -> Voice:
    return {**dict.fromkeys(_COLUMNS), "soort": soort, **said}


def _same(values: tuple[str, ...]) -> dict[str, str]:
    return {value: value for value in values}
