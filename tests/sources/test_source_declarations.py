from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine

from wijkkaart import sources
from wijkkaart.catalogue import all_sources
from wijkkaart.config import Bron
from wijkkaart.errors import InputError
from wijkkaart.extent import Extent

FILES = sorted(path for path in Path(sources.__file__).parent.glob("*.py") if not path.name.startswith("_"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_source_is_named_after_its_file_and_fits_a_page(path):
    source = all_sources()[path.stem]
    assert source.id == path.stem
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 80
    for text in (source.titel, source.uitgever, source.licentie, source.naamsvermelding):
        assert text.strip() == text != ""
    assert source.webpagina.startswith("https://")


def grid(path, value):
    options = {"driver": "GTiff", "height": 1, "width": 2, "count": 1, "dtype": "float32", "crs": "EPSG:28992"}
    with rasterio.open(path, "w", **options, transform=Affine(10, 0, 136_000, 0, -10, 456_010)) as file:
        file.write(np.array([[1, value]], dtype="float32"), 1)
    return path


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        ("kea_pet", 45.3, 45.3),
        ("kea_pet", 55537, None),
        ("rivm_uhi", -1, None),
        ("rivm_bomen", 100, 100),
        ("rivm_struiken", -3.4e38, None),
        ("rivm_gras", 0, 0),
        ("kea_waterdiepte", 0.31, 0.31),
        ("liwo_overstromingsdiepte", -999.999, 0),
    ],
)
def test_each_raster_knows_its_own_marks(tmp_path, name, written, read):
    path = grid(tmp_path / "a.tif", written)
    found = all_sources()[name].read(Bron(bestand=path, jaar=2022), Extent())
    cell = found.values[0, 1]
    assert np.isnan(cell) if read is None else cell == pytest.approx(read)
    assert found.peiljaar == 2022


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kea_pet", 120),
        ("rivm_uhi", 40),
        ("rivm_bomen", 101),
        ("kea_waterdiepte", 253),
        ("liwo_overstromingsdiepte", -5),
    ],
)
def test_a_value_that_cannot_be_is_refused(tmp_path, name, value):
    with pytest.raises(InputError, match=f"bijvoorbeeld {value}"):
        all_sources()[name].read(Bron(bestand=grid(tmp_path / "a.tif", value)), Extent())
