"""Takes in the voices of gemeente and residents: files in, one table of everything said out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely

from wijkkaart.catalogue import all_opgaven
from wijkkaart.koppelkansen.intake import Intake, Places, plain, same
from wijkkaart.koppelkansen.kinds import ABOUT_OTHERS, BY_NAME, READERS, SOORTEN
from wijkkaart.koppelkansen.own_files import read_rows
from wijkkaart.koppelkansen.placing import place
from wijkkaart.koppelkansen.rule import OWN_PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd

    from wijkkaart.config import Eigen
    from wijkkaart.declarations import Opgave
    from wijkkaart.koppelkansen.kinds import Voice
    from wijkkaart.koppelkansen.own_files import Row
    from wijkkaart.koppelkansen.rule import Rule

_COLUMNS = (
    *("gebiedcode", "soort", "herkomst", "opgave", "werksoort", "tekst", "jaar_van", "jaar_tot", "x", "y"),
    *("regel", "oordeel", "aantal", "tafel"),
)
_TYPES = {"jaar_van": "Int64", "jaar_tot": "Int64", "x": "float64", "y": "float64", "aantal": "Int64"}
_LONGEST_SLUG = 50


@dataclass(frozen=True)
class OwnFile:
    """What a key of ``eigen:`` holds: which kind, and the columns it cannot do without.

    Parameters
    ----------
    soort
        Kind of every row; empty where each row says its own.
    """

    soort: str
    kolommen: tuple[str, ...]


#: The keys of ``eigen:`` in the order in which they are read.
FILES: Mapping[str, OwnFile] = {
    "ambities": OwnFile("ambitie", ("gebied", "opgave", "herkomst")),
    "werken": OwnFile("werk", ("werksoort", "jaar_van", "gebied")),
    "verhalen": OwnFile("", ()),
    "koppelkansen": OwnFile("koppelkans", ("naam", "opgaven", "herkomst", "gebied")),
    "ontmoetingsplekken": OwnFile("ontmoetingsplek", ("naam", "gebied")),
    "oordelen": OwnFile("oordeel of stip", ("regel", "gebied")),
}


@dataclass(frozen=True)
class Voices:
    """What gemeente and residents brought.

    Parameters
    ----------
    stemmen
        One row per statement and gebied it is about; the columns of the contract from ``gebiedcode`` on.
    kaarten
        Per row of `stemmen` that is an own koppelkans: what its card says.
    werk
        Per row of `stemmen` which statement it is; one work on the map can lie in several gebieden.
    """

    stemmen: pd.DataFrame
    kaarten: Mapping[int, Mapping[str, Any]]
    werk: pd.Series


@dataclass(frozen=True)
class _Statement:
    """A row on its way in."""

    intake: Intake
    row: Row
    soort: str


def read_voices(
    eigen: Eigen,
    gebieden: gpd.GeoDataFrame,
    rules: Sequence[Rule] = (),
    opgaven: Mapping[str, Opgave] | None = None,
) -> Voices:
    """Return what gemeente and residents brought.

    Parameters
    ----------
    eigen
        The files, CSV or GeoJSON, by kind. What is drawn counts for every buurt and own area it
        touches in more than a point; the same feature (its ``id``) of the same table in several files
        counts once, and then as the last file has it.
    gebieden
        Index gebiedcode; columns gebiednaam, niveau, wijkcode, gemeentecode, geometry (EPSG:28992).
    rules
        The rules of this run: a judgement may be about one of them.
    opgaven
        Declarations by id; the whole catalogue by default.

    Raises
    ------
    InputError
        With file, rows and what to do, for anything that has no meaning here.
    """
    declared = all_opgaven() if opgaven is None else opgaven
    scored = {plain(text): item.id for item in declared.values() if item.scoort for text in (item.id, item.label_nl)}
    places = Places(gebieden)
    statements = [
        statement
        for key, file in FILES.items()
        for statement in _without_doubles(
            [item for path in getattr(eigen, key) for item in _statements(path, file, scored, places)]
        )
    ]
    read = _read(statements, _subjects(rules, declared))
    found = [(item, _located(item, voice, number)) for number, (item, voice) in enumerate(read)]
    for intake in {id(item.intake): item.intake for item in statements}.values():
        intake.close()
    return _collected(_placed(found, gebieden))


def _statements(path: Path, file: OwnFile, opgaven: Mapping[str, str], places: Places) -> list[_Statement]:
    intake = Intake(path.name, opgaven, places)
    rows = [replace(row, vorm=intake.shape(row)) for row in read_rows(path)]
    somewhere = any(row.vorm is not None for row in rows)
    intake.need_columns(rows, [name for name in file.kolommen if name != "gebied" or not somewhere])
    kinds = [file.soort or intake.choice(row, "soort", same(SOORTEN), "notitie") for row in rows]
    return [_Statement(intake, row, kind or "notitie") for row, kind in zip(rows, kinds, strict=True)]


def _without_doubles(statements: list[_Statement]) -> list[_Statement]:
    """Return each feature with an id once, as the last file has it; tables number for themselves."""
    last: dict[tuple[str, ...], _Statement] = {}
    for number, item in enumerate(statements):
        name = item.row.get("id")
        last[(name, item.row.get("tafel")) if name else ("", "", str(number))] = item
    return list(last.values())


def _subjects(rules: Sequence[Rule], declared: Mapping[str, Opgave]) -> dict[str, str]:
    """Return what a judgement may be about: id by what people may write, the id itself or the name."""
    figures = {item.id: item.label_nl for opgave in declared.values() for item in opgave.indicatoren}
    names = {**figures, **{rule.id: rule.naam for rule in rules if rule.standaard}}
    return {**{plain(name): key for key, name in names.items()}, **{plain(key): key for key in names}}


def _read(statements: list[_Statement], subjects: dict[str, str]) -> list[tuple[_Statement, Voice]]:
    """Return every statement with what it says; judgements come when all own koppelkansen are known."""
    first = [item for item in statements if item.soort not in ABOUT_OTHERS]
    found = [(item, voice) for item in first for voice in READERS[item.soort](item.intake, item.row)]
    ids = own_ids([voice["kaart"]["naam"] for _, voice in found if "kaart" in voice])
    for _, voice in found:
        if "kaart" in voice:
            voice["regel"] = ids[plain(voice["kaart"]["naam"])]
    known = {**subjects, **ids, **{plain(name): name for name in ids.values()}}
    for item in statements:
        if item.soort in ABOUT_OTHERS:
            item.intake.onderwerpen = known
            found += [(item, voice) for voice in READERS[item.soort](item.intake, item.row)]
    return found


def own_ids(names: Sequence[str]) -> dict[str, str]:
    """Return the id of every own koppelkans by its name as it is compared; the same name is the same koppelkans.

    The id comes from the name alone, so that it stays the same from run to run; only names that
    would get the same id carry a few more signs.

    >>> own_ids(["Groen & koel plein", "groen  & koel plein"])
    {'groen & koel plein': 'eigen_groen_koel_plein'}
    """
    slugs = {plain(name): _slug(name) for name in names}
    shared = {slug for slug in slugs.values() if not slug or list(slugs.values()).count(slug) > 1}
    return {
        name: OWN_PREFIX + "_".join(part for part in (slug, _digest(name) if slug in shared else "") if part)
        for name, slug in slugs.items()
    }


def _slug(name: str) -> str:
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "_", ascii_name)[:_LONGEST_SLUG].strip("_")


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:6]


def _located(item: _Statement, voice: Voice, number: int) -> Voice:
    """Return a voice with the gebied that its row names; without one where the map has to say it."""
    row, whole = item.row, {**dict.fromkeys(_COLUMNS), "soort": item.soort, **voice, "werk": number}
    if row.vorm is not None and not (item.soort in BY_NAME and row.get("gebied")):
        return whole
    point = shapely.point_on_surface(row.vorm)
    spot = {} if point is None else {"x": point.x, "y": point.y}
    return {**whole, "gebiedcode": item.intake.code(row), **spot}


def _placed(found: list[tuple[_Statement, Voice]], gebieden: gpd.GeoDataFrame) -> list[Voice]:
    """Return every voice, those that stand on the map once per gebied that they touch."""
    by_file: dict[str, list[tuple[_Statement, Voice]]] = {}
    for item, voice in found:
        by_file.setdefault(item.intake.naam, []).append((item, voice))
    placed: list[Voice] = []
    for name, items in by_file.items():
        placed += [voice for _, voice in items if voice["gebiedcode"] is not None]
        drawn = [(item.row, voice) for item, voice in items if voice["gebiedcode"] is None]
        placed += place(name, [row for row, _ in drawn], [voice for _, voice in drawn], gebieden)
    return placed


def _collected(voices: list[Voice]) -> Voices:
    frame = pd.DataFrame(voices, columns=[*_COLUMNS, "kaart", "werk"])
    cards = {int(number): voice["kaart"] for number, voice in enumerate(voices) if "kaart" in voice}
    return Voices(frame[list(_COLUMNS)].astype(_TYPES), cards, frame["werk"])
