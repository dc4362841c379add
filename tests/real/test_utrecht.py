"""CBS's own workbook of Utrecht on an older drawing of its buurten."""

import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from scipy.stats import percentileofscore

from wijkkaart.cli import main

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2] / "shared" / "data" / "utrecht"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="de echte bestanden staan niet naast dit project")


@pytest.fixture(scope="module")
def folder(utrecht_run) -> Path:
    return utrecht_run


@pytest.fixture(scope="module")
def workbook() -> pd.DataFrame:
    """Return the published rows as text, indexed by code."""
    book = openpyxl.load_workbook(DATA / "CBS-Utrecht-kwb-2023.xlsx", read_only=True)
    head, *rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    return pd.DataFrame(rows, columns=[str(name).strip() for name in head]).set_index("gwb_code").astype(str)


def table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{name}.csv", dtype={"gebiedcode": str}, keep_default_na=False, na_values=[""])


def test_111_buurten_10_wijken_and_the_gemeente(folder):
    assert table(folder, "gebieden")["niveau"].value_counts().to_dict() == {"buurt": 111, "wijk": 10, "gemeente": 1}


@pytest.mark.parametrize(
    ("indicator", "column"),
    [("gasverbruik_gem", "g_gas"), ("autos_per_huishouden", "g_pau_hh"), ("aandeel_koop", "p_koopw")],
)
def test_a_dot_never_becomes_a_number_and_a_number_stays_as_published(folder, workbook, indicator, column):
    rows = table(folder, "indicatoren")
    cells = rows[(rows["indicator"] == indicator) & (rows["niveau"] == "buurt")].set_index("gebiedcode")["waarde"]
    published = workbook.loc[cells.index, column].str.strip()
    assert cells[published == "."].isna().all()
    known = published[published != "."]
    assert cells[known.index].tolist() == pytest.approx([float(text) for text in known])


def test_mobiliteit_is_scored_for_103_buurten_and_all_wijken(folder):
    scores = table(folder, "scores")
    mobility = scores[(scores["opgave"] == "mobiliteit") & (scores["status"] == "ok")]
    assert mobility["niveau"].value_counts().to_dict() == {"buurt": 103, "wijk": 10, "gemeente": 1}
    others = scores[~scores["opgave"].isin(["mobiliteit"])]
    assert set(others["status"]) == {"onbekend", "niet_van_toepassing"}


def test_mobility_scores_equal_a_recomputation_from_the_workbook(folder, workbook):
    numbers = workbook.apply(pd.to_numeric, errors="coerce")
    buurten = numbers[numbers.index.str.startswith("BU") & (numbers["a_inw"] > 0)]
    parts = []
    for column in ("g_pau_hh", "g_pau_km"):
        values = buurten[column].dropna()
        parts.append(values.map(lambda x, v=values: percentileofscore(v, x, kind="mean")))
    means = pd.concat(parts, axis=1).dropna().mean(axis=1).round(9)
    expected = means.map(lambda x: percentileofscore(means, x, kind="mean"))
    scores = table(folder, "scores")
    found = scores[(scores["opgave"] == "mobiliteit") & (scores["niveau"] == "buurt")].set_index("gebiedcode")["score"]
    assert len(expected) == 103
    assert found.dropna().sort_index().to_dict() == pytest.approx(expected.sort_index().to_dict())


def test_buurten_add_up_to_the_wijken_of_cbs_within_its_rounding(workbook, capsys):
    with pytest.raises(SystemExit) as left:
        main(["check", "--cijfers", str(HERE / "utrecht.yml"), "--json"])
    assert left.value.code == 0
    wijken, gemeenten, ground = json.loads(capsys.readouterr().out)["toetsen"]
    found = {row["cijfer"]: row for row in wijken["uitkomsten"]}
    for column in ("a_inw", "a_65_oo", "a_hh", "a_woning", "a_pau", "a_opp_ha"):
        numbers = pd.to_numeric(workbook[column])
        buurten = numbers[numbers.index.str.startswith("BU")]
        gaps = buurten.groupby("WK" + buurten.index.str[2:8]).sum() - numbers[numbers.index.str.startswith("WK")]
        largest = found[column]["grootste"]
        assert (found[column]["vergeleken"], len(found[column]["buiten"])) == (10, 0)
        assert abs(largest["opgeteld"] - largest["gepubliceerd"]) == gaps.abs().max()
    # Who has no known address counts in the gemeente only: 367,947 against 367,715.
    people = {row["cijfer"]: row["grootste"] for row in gemeenten["uitkomsten"]}["a_inw"]
    assert people["gepubliceerd"] - people["opgeteld"] == 232
    assert [row["vergeleken"] for row in ground["uitkomsten"]] == [111, 10, 1]
