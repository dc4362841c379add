"""Features on their way to a GeoPackage: odd fields, and what GDAL cannot write."""

import pytest

from wijkkaart.errors import SourceChanged
from wijkkaart.fetch.pages import FeatureFile
from wijkkaart.fetch.vector import open_layer, read_vector

POINT = {"type": "Point", "coordinates": [136000, 456000]}


def written(path, *rows, fields=()):
    with FeatureFile(path, "laag", "EPSG:28992") as target:
        target.add({"type": "Feature", "id": n, "properties": row, "geometry": POINT} for n, row in enumerate(rows))
        target.finish(fields)
    return read_vector(open_layer(path))


def test_of_fields_that_differ_in_case_the_first_that_is_filled_counts(tmp_path):
    rows = (
        {"bu_code": "BU1", "BU_CODE": "ander"},
        {"bu_code": None, "BU_CODE": "BU2"},
        {"bu_code": "", "BU_CODE": "BU3"},
        {"BU_CODE": "BU4"},
    )
    found = written(tmp_path / "a.gpkg", *rows)
    assert found.drop(columns="geometry").to_dict("list") == {"bu_code": ["BU1", "BU2", "BU3", "BU4"]}


def test_a_zero_is_filled(tmp_path):
    assert written(tmp_path / "a.gpkg", {"aantal": 0, "AANTAL": 5})["aantal"].tolist() == [0]


def test_fields_of_an_empty_layer_may_differ_in_case_too(tmp_path):
    found = written(tmp_path / "a.gpkg", fields=("bu_code", "BU_CODE", "naam"))
    assert len(found.columns.drop("geometry")) == 2


def test_what_cannot_be_a_map_is_told_and_not_kept(tmp_path):
    path = tmp_path / "a.gpkg"
    with pytest.raises(
        SourceChanged, match=r"^laag laag: de objecten zijn niet te bewaren als kaart \(.*Meld dit"
    ) as told:
        written(path, {"_vorm": "veld met de naam van de vorm"})
    assert str(tmp_path) not in str(told.value)
    assert not list(tmp_path.iterdir())
