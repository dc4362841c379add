"""Everything a run knows when it is done; what maps and outputs read and never change."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from wijkkaart.contracts import empty

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from wijkkaart.config import Config
    from wijkkaart.koppelkansen.rule import Rule
    from wijkkaart.provenance import SourceRecord


@dataclass(frozen=True)
class Result:
    """The finished tables of one study area.

    Every frame carries the columns of the contract (``contracts.py``). All rows are
    there, internal ones too: whoever writes for residents filters on ``openbaarheid``.

    Parameters
    ----------
    naam
        Title of the study area, as text from a file or a person: never trusted.
    run_id
        Hash of inputs, config and code version.
    fictief
        True for the made-up municipality; every output then says so.
    gebieden
        Index gebiedcode, original geometry in EPSG:28992, all niveaus together; columns
        ``gebiednaam, niveau, gemeentecode, wijkcode, indelingsjaar, n_buurten, volledig,
        bewoond, water, oppervlakte_ha``.
    indicatoren, scores, koppelkansen, sterke_punten, dna, stemmen, tijdlijn
        The tables of the contract, sorted by niveau and code.
    context
        Layers that help people recognise the place, in EPSG:28992, by name: ``water``,
        ``groen``, ``wegen``, ``spoor``, ``stations``; each with a column ``naam``.
    straten
        Search index: columns ``straat, postcode, gebiedcode`` (buurt), unique rows.
    bronnen
        Where everything came from, one record a source.
    regels
        The koppelkansen rules that were used.
    meldingen
        What the user should know, one Dutch sentence each.
    toetsen
        What a look from outside says of the scores, one Dutch sentence each; not on the maps.
    samenhang
        What meets more often than by chance in a gemeente: pairs of opgaven, rules, several at once;
        not on the maps.
    samenhang_indicatoren, keuzes
        How the figures of each opgave hang together and which choices of method move places most;
        by reference and opgave, not on the maps.
    planjaar
        The year that plans are counted from.
    """

    naam: str
    run_id: str
    fictief: bool
    config: Config
    gebieden: gpd.GeoDataFrame
    indicatoren: pd.DataFrame
    scores: pd.DataFrame
    koppelkansen: pd.DataFrame
    sterke_punten: pd.DataFrame
    dna: pd.DataFrame
    stemmen: pd.DataFrame
    tijdlijn: pd.DataFrame
    straten: pd.DataFrame
    bronnen: tuple[SourceRecord, ...]
    regels: tuple[Rule, ...]
    context: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    meldingen: tuple[str, ...] = ()
    toetsen: tuple[str, ...] = ()
    samenhang: pd.DataFrame = field(default_factory=partial(empty, "samenhang"))
    samenhang_indicatoren: pd.DataFrame = field(default_factory=partial(empty, "samenhang_indicatoren"))
    keuzes: pd.DataFrame = field(default_factory=partial(empty, "keuzes"))
    planjaar: int = 0
