import json

import pandas as pd
import pytest

from wijkkaart.outputs import write_tables
from wijkkaart.outputs.columns import TABLES


@pytest.fixture
def folder(result, tmp_path):
    write_tables(result, tmp_path, ("csv",))
    return tmp_path


def _validate(folder):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is a development dependency")
    return frictionless.validate(str(folder / "datapackage.json"))


def test_the_tables_are_valid_by_their_own_description(folder):
    report = _validate(folder)
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])
    assert len(report.tasks) == len(TABLES) + 1  # the code book


def test_a_wrong_cell_is_found_by_the_description(folder):
    path = folder / "scores.csv"
    text = path.read_text(encoding="utf-8").replace("EIGEN01,", "BU00000000,").replace("12.5", "veel")
    path.write_text(text, encoding="utf-8", newline="")
    found = {kind for (kind,) in _validate(folder).flatten(["type"])}
    assert found == {"foreign-key", "type-error"}


def test_the_package_describes_every_csv_and_its_columns(folder):
    content = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    described = {r["path"]: [field["name"] for field in r["schema"]["fields"]] for r in content["resources"]}
    assert described == {path.name: list(pd.read_csv(path, nrows=0)) for path in folder.glob("*.csv")}


def test_licences_and_sources_are_those_that_were_used(folder):
    content = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert content["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]
    assert content["sources"] == [{"title": "Kerncijfers (CBS)"}]
    assert "verzonnen" in content["title"]
