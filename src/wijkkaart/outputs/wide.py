"""The wide table: one row per gebied, one column per indicator, score and koppelkans."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from wijkkaart import catalogue
from wijkkaart.outputs.column import RUN_ID, Column
from wijkkaart.outputs.columns import DNA, GEBIEDEN
from wijkkaart.outputs.tables import typed

if TYPE_CHECKING:
    from wijkkaart.declarations import Indicator, Opgave
    from wijkkaart.result import Result

#: A koppelkans that was found: urgent and physically possible, with or without a moment.
FOUND = ("kansrijk", "kansrijk_mogelijk_moment", "nu")

_COUNTS = (
    Column(
        "aantal_koppelkansen",
        "geheel",
        "Aantal koppelkansen gevonden",
        "Opportunities found",
        "Koppelkansen met stand kansrijk, kansrijk_mogelijk_moment of nu; leeg als van geen enkele de stand bekend is",
        "aantal",
    ),
    Column(
        "aantal_koppelkansen_onbekend",
        "geheel",
        "Aantal koppelkansen onbekend",
        "Opportunities unknown",
        "Koppelkansen waarvan de stand onbekend is doordat er cijfers ontbreken",
        "aantal",
    ),
)
# Every picture of an area begins with what kind of place it is and what is good there.
_WIJKTYPE = tuple(column for column in DNA if column.id in {"wijktype", "wijktype_zekerheid"})
_STRENGTHS = Column(
    "sterke_punten", "tekst", "Sterke punten", "Strengths", "De sterke punten in zinnen; zie tabel sterke_punten"
)
_GEOMETRY = Column(
    "geometry", "geometrie", "Grens", "Boundary", "Grens van het gebied, EPSG:28992; in de GeoPackage heet deze geom"
)


def indicator_ids(result: Result) -> list[str]:
    """Return the indicators of the result in reading order."""
    return sorted(result.indicatoren["indicator"].unique(), key=list(catalogue.all_indicators()).index)


def opgave_ids(result: Result) -> list[str]:
    """Return the scored opgaven of the result in reading order."""
    return sorted(result.scores["opgave"].unique(), key=list(catalogue.all_opgaven()).index)


def wide_columns(result: Result) -> tuple[Column, ...]:
    """Return the columns of the wide table, in order; ``geometry`` is the last."""
    indicators = [column for name in indicator_ids(result) for column in _indicator_columns(name)]
    scores = [column for name in opgave_ids(result) for column in _score_columns(catalogue.all_opgaven()[name])]
    internal = (result.sterke_punten["openbaarheid"] == "intern").any()
    strengths = replace(_STRENGTHS, openbaarheid="intern" if internal else "openbaar")
    place = (RUN_ID, *GEBIEDEN, *_WIJKTYPE, strengths)
    return (*place, *indicators, *scores, *_rule_columns(result), *_COUNTS, _GEOMETRY)


def wide_table(result: Result, columns: tuple[Column, ...]) -> gpd.GeoDataFrame:
    """Return all gebieden of all niveaus with `columns`, in the order of the result; EPSG:28992."""
    gebieden = result.gebieden
    index = gebieden.index.rename("gebiedcode")
    frame = pd.concat(
        [
            gebieden.drop(columns=gebieden.geometry.name).assign(run_id=result.run_id),
            *(part(result).reindex(index) for part in (_place, _indicators, _scores, _koppelkansen)),
        ],
        axis=1,
    )
    frame = frame.rename_axis("gebiedcode").reset_index()
    plain = typed(frame, [column for column in columns if column.type != "geometrie"])
    return gpd.GeoDataFrame(plain, geometry=gebieden.geometry.to_numpy(), crs=gebieden.crs)


def _place(result: Result) -> pd.DataFrame:
    types = result.dna.set_index("gebiedcode")[[column.id for column in _WIJKTYPE]]
    sentences = result.sterke_punten.groupby("gebiedcode")["zin"].agg(" ".join).rename(_STRENGTHS.id)
    return types.join(sentences, how="outer")


def _indicators(result: Result) -> pd.DataFrame:
    values, words, status = (
        _spread(result.indicatoren, "indicator", cell) for cell in ("waarde", "waarde_tekst", "status")
    )
    categories = [name for name in indicator_ids(result) if catalogue.all_indicators()[name].categorie]
    return values.drop(columns=categories).join(words[categories]).join(status.add_suffix("_status"))


def _scores(result: Result) -> pd.DataFrame:
    scores, status = (_spread(result.scores, "opgave", cell).add_prefix("score_") for cell in ("score", "status"))
    return scores.join(status.add_suffix("_status"))


def _koppelkansen(result: Result) -> pd.DataFrame:
    stands = _spread(result.koppelkansen, "regel", "stand")
    known = (stands.notna() & (stands != "onbekend")).any(axis=1)
    return stands.assign(
        aantal_koppelkansen=stands.isin(FOUND).sum(axis=1).astype("Int64").where(known),
        aantal_koppelkansen_onbekend=(stands == "onbekend").sum(axis=1),
    )


def _spread(rows: pd.DataFrame, by: str, cell: str) -> pd.DataFrame:
    """Return `cell` per gebiedcode with a column for each value of `by`; a pair that is there twice is an error."""
    return rows.set_index(["gebiedcode", by])[cell].unstack(by)  # noqa: PD010 - pivot_table would merge the doubles


def _indicator_columns(name: str) -> tuple[Column, Column]:
    indicator = catalogue.all_indicators()[name]
    reason = f"{name}_status"
    value = Column(
        name,
        "tekst" if indicator.categorie else "getal",
        indicator.label_nl,
        indicator.label_en,
        indicator.formule,
        indicator.eenheid,
        indicator.decimalen,
        "; ".join(indicator.bronnen),
        indicator.openbaarheid,
        indicator=name,
        opgave=catalogue.opgave_of(name),
        status=reason,
    )
    return value, _status_column(reason, value, indicator)


def _status_column(name: str, value: Column, declared: Indicator | Opgave) -> Column:
    return Column(
        name,
        "tekst",
        f"Status van {declared.label_nl}",
        f"Status of {declared.label_en}",
        f"ok, of de reden waarom {value.id} leeg is",
        openbaarheid=value.openbaarheid,
        opgave=value.opgave,
    )


def _score_columns(opgave: Opgave) -> tuple[Column, Column]:
    # The score of an opgave with internal parts is shown to residents in three bands only.
    internal = any(item.rol == "opgave" and item.openbaarheid == "intern" for item in opgave.indicatoren)
    name = f"score_{opgave.id}"
    reason = f"{name}_status"
    value = Column(
        name,
        "getal",
        f"Score {opgave.label_nl}",
        f"Score {opgave.label_en}",
        "Plek tussen de gebieden van referentie; hoog is een grotere opgave; zie tabel scores",
        "0-100",
        openbaarheid="intern" if internal else "openbaar",
        opgave=opgave.id,
        status=reason,
    )
    return value, _status_column(reason, value, opgave)


def _rule_columns(result: Result) -> list[Column]:
    rules = result.koppelkansen.drop_duplicates("regel")
    return [
        Column(
            regel,
            "tekst",
            f"Koppelkans: {naam}",
            f"Opportunity: {naam}",
            "Stand van deze koppelkans; zie tabel koppelkansen",
            openbaarheid=openbaarheid,
        )
        for regel, naam, openbaarheid in zip(rules["regel"], rules["naam"], rules["openbaarheid"], strict=True)
    ]
