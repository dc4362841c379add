"""What every table of a stage must be: columns, keys, closed sets and bounds.

A check collects every problem and raises once, because a table that breaks its
contract would publish a wrong number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wijkkaart.errors import ContractError
from wijkkaart.status import INDICATOR_STATUSES, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import geopandas as gpd

    from wijkkaart.declarations import Indicator

NIVEAUS = ("buurt", "wijk", "gemeente", "eigen")
STANDEN = ("geen", "samenloop", "kansrijk", "kansrijk_mogelijk_moment", "nu", "onbekend")
HERKOMSTEN = ("cijfers", "bewoners", "gemeente")
HERKENNINGEN = ("herkennen", "herkennen_niet", "verdeeld", "weten_niet")

#: Columns per table, in the order of the contract.
COLUMNS: dict[str, tuple[str, ...]] = {
    "indicatoren": (
        *("run_id", "gemeentecode", "gebiedcode", "gebiednaam", "niveau", "indelingsjaar", "indicator"),
        *("waarde", "waarde_tekst", "eenheid", "status", "teller", "noemer", "dekking", "p10", "p50", "p90"),
        *("percentiel", "referentie", "norm", "afstand_tot_norm", "peiljaar", "bron", "openbaarheid"),
    ),
    "scores": (
        *("run_id", "gemeentecode", "gebiedcode", "niveau", "indelingsjaar", "opgave", "score", "referentie"),
        *("dekking", "n_indicatoren", "rang", "rang_p5", "rang_p50", "rang_p95", "p_bovenste_derde"),
        *("oordeel", "status"),
    ),
    "koppelkansen": (
        *("run_id", "gemeentecode", "gebiedcode", "niveau", "regel", "naam", "opgaven", "herkomst", "stand"),
        *("kan_hoger", "uitleg", "waarde", "voor_wie", "aan_tafel", "eerste_stap", "let_op", "vraag", "bewijs"),
        *("p_urgent", "zekerheid", "openbaarheid", "herkenning", "stippen"),
    ),
    "sterke_punten": (
        *("run_id", "gemeentecode", "gebiedcode", "niveau", "opgave", "indicator", "zin", "waarde"),
        *("percentiel", "openbaarheid"),
    ),
    "dna": (
        *("run_id", "gemeentecode", "gebiedcode", "niveau", "wijktype", "wijktype_zekerheid", "wijktype_bron"),
        *("woningen_tot1909", "woningen_1910_1945", "woningen_1946_1969", "woningen_1970_1990"),
        *("woningen_1991_2010", "woningen_na2010", "woningen_onbekend", "wijktype_tweede"),
        *("wijktype_tweede_zekerheid", "wijktype_geschat", "wijktype_uitleg", "straten", "stations"),
    ),
    "stemmen": (
        *("run_id", "gemeentecode", "gebiedcode", "soort", "herkomst", "opgave", "werksoort", "tekst"),
        *("jaar_van", "jaar_tot", "x", "y", "regel", "oordeel", "aantal", "tafel"),
    ),
    "tijdlijn": (
        *("run_id", "gemeentecode", "gebiedcode", "niveau", "jaar", "soorten", "n_werken", "samen"),
        "omschrijvingen",
    ),
    "samenhang": (
        *("run_id", "gemeentecode", "soort", "onderwerp", "oordeel", "zin", "kant_1", "kant_2", "n", "n_1", "n_2"),
        *("samen", "samen_hoogstens", "verwacht", "verwacht_los", "lift", "p", "p_fdr", "deels_mechanisch"),
        *("zonder_gedeeld", "lift_zonder_gedeeld", "p_zonder_gedeeld", "odds_ratio_binnen_wijktype"),
        *("n_regel", "urgent", "kansrijk", "openbaarheid"),
    ),
    "samenhang_indicatoren": (
        *("run_id", "gemeentecode", "referentie", "opgave", "indicator", "n_buurten", "spearman_met_score"),
        *("oordeel", "hangt_samen_met", "gedeelde_bron", "openbaarheid"),
    ),
    "keuzes": (
        *("run_id", "gemeentecode", "referentie", "opgave", "plek", "keuze", "gemiddelde_rangverschuiving", "zin"),
    ),
}

_KEYS = {
    "indicatoren": ["gebiedcode", "indicator"],
    "scores": ["gebiedcode", "opgave"],
    "koppelkansen": ["gebiedcode", "regel"],
    "dna": ["gebiedcode"],
}
_TOLERANCE = 1e-9


def shape(table: str, frame: pd.DataFrame, run_id: str, gebieden: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return `frame` with the contract's columns in order, sorted by niveau, code and the rest.

    `frame` carries a column gebiedcode; gemeentecode and niveau are looked up. A table about a
    reference instead of areas has no such column and keeps its order.
    """
    if "gebiedcode" not in COLUMNS[table]:
        return frame.assign(run_id=run_id).reindex(columns=list(COLUMNS[table])).reset_index(drop=True)
    known = gebieden[["gemeentecode", "gebiednaam", "niveau", "indelingsjaar"]].reindex(frame["gebiedcode"])
    columns = COLUMNS[table]
    looked_up = {name: known[name].to_numpy() for name in known.columns if name in columns}
    rows = frame.assign(run_id=run_id, **looked_up).reindex(columns=list(columns))
    if not len(rows):
        return rows
    place = pd.Series(range(len(gebieden)), index=gebieden.index)
    order = rows["gebiedcode"].map(place)
    return rows.iloc[order.argsort(kind="stable").to_numpy()].reset_index(drop=True)


def empty(table: str) -> pd.DataFrame:
    """Return a table of the contract without rows."""
    return pd.DataFrame(columns=list(COLUMNS[table]))


def check_gebieden(gebieden: gpd.GeoDataFrame) -> None:
    """Raise ``ContractError`` unless every area has one row, a niveau and a valid geometry."""
    problems = []
    if gebieden.index.duplicated().any():
        problems.append(f"dubbele gebiedcode {gebieden.index[gebieden.index.duplicated()][0]}")
    if unknown := set(gebieden["niveau"]) - set(NIVEAUS):
        problems.append(f"onbekend niveau {sorted(unknown)}")
    bad = gebieden.geometry.isna() | gebieden.geometry.is_empty | ~gebieden.geometry.is_valid
    if bad.any():
        problems.append(f"lege of ongeldige vorm bij {gebieden.index[bad][0]} ({int(bad.sum())} gebieden)")
    _raise("gebieden", problems)


def check_indicators(long: pd.DataFrame, declared: Mapping[str, Indicator], codes: Collection[str]) -> None:
    """Raise ``ContractError`` unless each gebied x indicator stands once, with a value or a reason, in bounds."""
    problems = _keys("indicatoren", long)
    if len(long) != len(codes) * len(declared):
        problems.append(f"{len(long)} rijen voor {len(codes)} gebieden en {len(declared)} indicatoren")
    problems += _closed(long, "status", INDICATOR_STATUSES)
    filled = long["waarde"].notna() | long["waarde_tekst"].notna()
    wrong = filled != (long["status"] == Status.OK)
    if wrong.any():
        row = long[wrong].iloc[0]
        problems.append(
            f"{int(wrong.sum())} cellen met waarde en reden in tegenspraak: {row.gebiedcode} {row.indicator}"
        )
    problems += _bounds(long, declared)
    _raise("indicatoren", problems)


def _bounds(long: pd.DataFrame, declared: Mapping[str, Indicator]) -> list[str]:
    low = long["indicator"].map({name: item.ondergrens for name, item in declared.items()}).astype("float64")
    high = long["indicator"].map({name: item.bovengrens for name, item in declared.items()}).astype("float64")
    outside = (long["waarde"] < low - _TOLERANCE) | (long["waarde"] > high + _TOLERANCE)
    return [
        f"{row.indicator} is {row.waarde:g} in {row.gebiedcode}, buiten de grenzen"
        for row in long[outside].head(3).itertuples()
    ]


def check_scores(scores: pd.DataFrame) -> None:
    """Raise ``ContractError`` unless each gebied x opgave stands once, 0-100 or missing with a reason."""
    problems = _keys("scores", scores) + _closed(scores, "status", set(Status))
    if not scores["score"].dropna().between(0, 100).all():
        problems.append("een score ligt buiten 0-100")
    if (scores["score"].notna() != (scores["status"] == Status.OK)).any():
        problems.append("een score en zijn status spreken elkaar tegen")
    _raise("scores", problems)


def check_koppelkansen(koppelkansen: pd.DataFrame) -> None:
    """Raise ``ContractError`` unless each gebied x rule stands once with a known stand and herkomst."""
    problems = _keys("koppelkansen", koppelkansen)
    problems += _closed(koppelkansen, "stand", STANDEN) + _closed(koppelkansen, "herkomst", HERKOMSTEN)
    problems += _closed(koppelkansen.dropna(subset="herkenning"), "herkenning", HERKENNINGEN)
    _raise("koppelkansen", problems)


def _keys(table: str, frame: pd.DataFrame) -> list[str]:
    keys = _KEYS[table]
    double = frame[frame.duplicated(keys)]
    if double.empty:
        return []
    return [f"{len(double)} dubbele rijen, bijvoorbeeld {' '.join(str(double.iloc[0][key]) for key in keys)}"]


def _closed(frame: pd.DataFrame, column: str, allowed: Collection[str]) -> list[str]:
    unknown = sorted({str(value) for value in frame[column]} - {str(value) for value in allowed})
    return [f"onbekende waarde in {column}: {', '.join(unknown)}"] if unknown else []


def _raise(table: str, problems: list[str]) -> None:
    if problems:
        raise ContractError(f"De tabel {table} klopt niet en is niet geschreven: {'; '.join(problems)}.")
