"""The map of shade: a share of each cell, in percent or as a part of one, and nothing else."""

import numpy as np
import pytest
import rasterio
from affine import Affine

from wijkkaart.catalogue import all_sources
from wijkkaart.config import Bron
from wijkkaart.errors import InputError
from wijkkaart.extent import Extent

NO_VALUE = -9999.0


def read(path, *cells):
    options = {"driver": "GTiff", "height": 1, "width": len(cells), "count": 1, "dtype": "float32"}
    grid = {"crs": "EPSG:28992", "transform": Affine(10, 0, 136_000, 0, -10, 456_010), "nodata": NO_VALUE}
    with rasterio.open(path, "w", **options, **grid) as file:
        file.write(np.array([cells], dtype="float32"), 1)
    return all_sources()["kea_schaduw"].read(Bron(bestand=path, jaar=2022), Extent())


def test_parts_of_one_become_percent(tmp_path):
    shade = read(tmp_path / "a.tif", 0.0, 0.25, 1.0, NO_VALUE)
    assert shade.values[0, :3].tolist() == [0.0, 25.0, 100.0]
    assert np.isnan(shade.values[0, 3])
    assert shade.peiljaar == 2022


def test_percent_stays_percent(tmp_path):
    assert read(tmp_path / "a.tif", 0.0, 1.0, 100.0).values.tolist() == [[0.0, 1.0, 100.0]]


@pytest.mark.parametrize("highest", [5.0, 1.2, 10.0])
def test_classes_are_refused_with_what_is_wanted(tmp_path, highest):
    with pytest.raises(InputError, match=rf"a\.tif: de grootste waarde is {highest:g}\. .*0 tot 1, of 0 tot 100"):
        read(tmp_path / "a.tif", 0.0, highest, 1.0)


@pytest.mark.parametrize("value", [255.0, -0.5])
def test_what_is_no_share_at_all_is_refused(tmp_path, value):
    with pytest.raises(InputError, match=f"buiten 0 tot 100 % schaduw, bijvoorbeeld {value:g}"):
        read(tmp_path / "a.tif", 50.0, value)


def test_a_map_without_values_here_is_no_error(tmp_path):
    assert np.isnan(read(tmp_path / "a.tif", NO_VALUE, NO_VALUE).values).all()


def test_there_is_no_service_and_the_moment_is_told():
    source = all_sources()["kea_schaduw"]
    assert source.diensten == ()
    assert "21 juni, 15.30 uur" in source.titel
