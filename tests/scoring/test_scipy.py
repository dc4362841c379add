"""Every score of a whole run, worked out again with scipy from the published table of indicators alone."""

from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from scipy.stats import percentileofscore

UTRECHT = Path(__file__).resolve().parents[3] / "shared" / "data" / "utrecht"

TWO_THIRDS = Fraction(2, 3)
LEAST_BUURTEN = 10


def read(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{name}.csv", dtype={"gebiedcode": str}, keep_default_na=False, na_values=[""])


def rank(values: pd.Series, reference: pd.Series) -> pd.Series:
    """Return the place of each value in `reference`; nothing where too few buurten have one."""
    known = reference.dropna()
    if len(known) < LEAST_BUURTEN:
        return pd.Series(dtype="float64", index=values.index)
    return values.dropna().map(lambda value: percentileofscore(known, value, kind="mean")).reindex(values.index)


def again(folder: Path) -> pd.Series:
    """Return the score per opgave and gebied, from the values, the areas and the code book."""
    areas = read(folder, "gebieden").set_index("gebiedcode")
    cells = read(folder, "indicatoren")
    book = read(folder, "codeboek")
    # CSV writes an unknown flag as an empty cell, so these columns come back as text.
    inhabited = areas[(areas["bewoond"].astype(str) == "True") & (areas["water"].astype(str) == "False")]
    buurten = inhabited.index[inhabited["niveau"] == "buurt"]
    filled = cells[(cells["status"] == "ok") & cells["gebiedcode"].isin(inhabited.index)]
    values = filled.pivot_table(index="gebiedcode", columns="indicator", values="waarde").reindex(inhabited.index)
    scores = {}
    for opgave, rows in book[(book["tabel"] == "wijkkaart") & (book["rol"] == "opgave")].groupby("opgave"):
        here = rows.set_index("id")
        measured = [name for name in here.index if str(here.loc[name, "kern"]) == "True" or name in values]
        places = pd.DataFrame(
            {n: rank(values[n], values.loc[buurten, n]) for n in measured if n in values}, inhabited.index
        )
        places = places.apply(
            lambda column, here=here: 100 - column if here.loc[column.name, "richting"] == "laag" else column
        )
        weights = {name: Fraction(str(here.loc[name, "gewicht"])) for name in measured}
        means = pd.Series({code: mean_of_known(row, weights) for code, row in places.iterrows()}, dtype="float64")
        ranked = rank(means, means[buurten])
        scores |= {(opgave, code): score for code, score in ranked.dropna().items()}
    return pd.Series(scores)


def mean_of_known(places: pd.Series, weights: dict[str, Fraction]) -> float:
    """Return the weighted mean of the places; none below two indicators or two thirds of the weight."""
    known = places.dropna()
    weight = sum(weights[name] for name in known.index)
    if len(known) < 2 or weight < TWO_THIRDS * sum(weights.values()):
        return float("nan")
    return round(sum(float(weights[name]) * place for name, place in known.items()) / float(weight), 9)


def check(folder: Path, opgaven: int, buurten: int) -> None:
    published = read(folder, "scores")
    published = published[published["status"] == "ok"].set_index(["opgave", "gebiedcode"])
    expected = again(folder)
    assert published["score"].sort_index().to_dict() == pytest.approx(expected.sort_index().to_dict(), abs=1e-6)
    assert published.index.get_level_values("opgave").nunique() == opgaven
    assert (published["niveau"] == "buurt").sum() >= buurten


def test_all_six_opgaven_of_voorbeeldstad(voorbeeldstad_run):
    check(voorbeeldstad_run, opgaven=6, buurten=250)


@pytest.mark.skipif(not UTRECHT.is_dir(), reason="de echte bestanden staan niet naast dit project")
def test_what_the_workbook_of_utrecht_allows(utrecht_run):
    check(utrecht_run, opgaven=1, buurten=100)
