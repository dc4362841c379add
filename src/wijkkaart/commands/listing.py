"""What there is: sources, indicators, opgaven, koppelkansen and gemeenten, as plain rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wijkkaart.catalogue import all_indicators, all_opgaven, all_sources, opgave_of
from wijkkaart.commands.cache import Kept, kept_of
from wijkkaart.config import Config, for_gemeente
from wijkkaart.errors import NoBoundariesError
from wijkkaart.extent import Extent
from wijkkaart.inputs import read_source
from wijkkaart.koppelkansen.rules import load_rules
from wijkkaart.scoring.notation import dutch_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from wijkkaart.declarations import Source
    from wijkkaart.fetching import Fetching

Rows = list[dict[str, Any]]

_SURE = {"A": "bevestigd", "B": "één keer gezien", "C": "niet bevestigd"}


def rows(what: str, config: Config | None, fetching: Fetching) -> Rows:
    """Return the rows of one list: bronnen, indicatoren, koppelkansen, opgaven or gemeenten.

    Raises
    ------
    NoBoundariesError
        When the gemeenten cannot be had.
    """
    if what == "bronnen":
        return _sources(fetching)
    if what == "gemeenten":
        return _gemeenten(config, fetching)
    makers = {"indicatoren": _indicators, "koppelkansen": _rules, "opgaven": _opgaven}
    return makers[what](config)


def lines(what: str, found: Rows) -> list[str]:
    """Return `found` as text in columns, with a heading."""
    if what == "bronnen":
        return _source_lines(found)
    return in_columns([list(found[0]), *(list(row.values()) for row in found)])


def names(config: Config | None, fetching: Fetching) -> pd.DataFrame:
    """Return all gemeenten of the country: columns code, naam and provincie.

    Raises
    ------
    NoBoundariesError
        When they cannot be had, online nor from what was fetched before.
    """
    source, config = all_sources()["kadaster_gemeenten"], config or for_gemeente("Nederland")
    reading = read_source(source, config, Extent(), fetching)
    if reading.layer is None:
        # Names hardly change: what was fetched long ago is better than nothing.
        older = read_source(source, config, Extent(), replace(fetching, http=None))
        reading = reading if older.layer is None else older
    if reading.layer is None:
        raise NoBoundariesError(f"De namen van de gemeenten zijn er niet. {reading.record.melding}")
    gemeenten: pd.DataFrame = reading.layer
    return gemeenten


def _sources(fetching: Fetching) -> Rows:
    snapshots = fetching.store.all()
    return [
        {
            "id": item.id,
            "titel": item.titel,
            "uitgever": item.uitgever,
            "licentie": item.licentie,
            "komt_als": _comes_as(item),
            "zekerheid": item.dienst.zekerheid if item.dienst else None,
            **_kept(kept_of(item, snapshots), fetching),
        }
        for item in all_sources().values()
    ]


def _comes_as(source: Source) -> str:
    """Return whether a source comes by itself, with a key of the user, or only as a file that the user gives."""
    if not source.diensten:
        return "bestand"
    return "sleutel" if all(service.sleutel for service in source.diensten) else "dienst"


def _kept(kept: Kept | None, fetching: Fetching) -> dict[str, Any]:
    if kept is None:
        return {"gebieden": 0, "nieuwste": None, "dagen": None, "bytes": 0}
    age = (fetching.vandaag - kept.nieuwste).days
    return {"gebieden": kept.gebieden, "nieuwste": kept.nieuwste.isoformat(), "dagen": age, "bytes": kept.bytes}


def _indicators(config: Config | None) -> Rows:
    del config
    return [
        {"id": item.id, "opgave": opgave_of(item.id), "rol": item.rol, "eenheid": item.eenheid, "label": item.label_nl}
        for item in all_indicators().values()
    ]


def _opgaven(config: Config | None) -> Rows:
    del config
    return [{"id": item.id, "label": item.label_nl, "vraag": item.vraag} for item in all_opgaven().values()]


def _rules(config: Config | None) -> Rows:
    found = load_rules(config.koppelregels if config else None)
    return [{"id": rule.id, "naam": rule.naam, "opgaven": ", ".join(rule.opgaven)} for rule in found]


def _gemeenten(config: Config | None, fetching: Fetching) -> Rows:
    """Return the gemeenten in the file that the config gives for cbs_buurten, else those of the country."""
    if config is not None and config.input_of("cbs_buurten").bestand:
        layer = read_source(all_sources()["cbs_buurten"], config, Extent()).layer
        found = layer[["gemeentecode", "gemeentenaam"]].drop_duplicates().sort_values("gemeentecode")
        return [{"code": str(row.gemeentecode), "naam": str(row.gemeentenaam)} for row in found.itertuples()]
    rows_of = names(config, fetching).fillna("").itertuples()
    return [{"code": str(row.code), "naam": str(row.naam), "provincie": str(row.provincie)} for row in rows_of]


def _source_lines(found: Rows) -> list[str]:
    """Return two lines per source: what fits in columns, and below it the longer texts."""
    heading = ["bron", "komt als", "zekerheid", "gebieden", "nieuwste", "dagen", "MB"]
    table = in_columns([heading, *([*map(_cell, _short(row))] for row in found)], right=frozenset({3, 5, 6}))
    below = [f"    {row['titel']}; {row['uitgever']}; {row['licentie']}" for row in found]
    explained = "gebieden, nieuwste, dagen, MB: wat er al is opgehaald, en hoe oud het nieuwste daarvan is."
    return [table[0], *(line for pair in zip(table[1:], below, strict=True) for line in pair), "", explained]


def _short(row: dict[str, Any]) -> list[Any]:
    size = dutch_number(row["bytes"] / 1e6, 1) if row["gebieden"] else None
    sure = _SURE.get(row["zekerheid"] or "")
    return [row["id"], row["komt_als"], sure, row["gebieden"] or None, row["nieuwste"], row["dagen"], size]


def _cell(value: object) -> str:
    return "-" if value is None else str(value)


def in_columns(table: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """Return lines with the cells of a column below each other; `right` are the columns of numbers."""
    cells = [[str(cell) for cell in row] for row in table]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
