"""Bad input gets one clear Dutch message with what, where and what to do, and writes nothing."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin
from shapely.geometry import Polygon, box

from wijkkaart.cli import main

TOWN = ["BU99980000", "BU99980001"]


def buurten(codes=TOWN, shapes=None, crs="EPSG:28992") -> gpd.GeoDataFrame:
    shapes = shapes or [box(150_000 + 500 * n, 440_000, 150_500 + 500 * n, 440_500) for n in range(len(codes))]
    return gpd.GeoDataFrame(
        {
            "buurtcode": codes,
            "buurtnaam": ["Een", "Twee"],
            "wijkcode": "WK999800",
            "gemeentecode": "GM9998",
            "gemeentenaam": "Testdorp",
            "water": "NEE",
            "aantal_inwoners": [100, 200],
            "jaar": 2024,
        },
        geometry=shapes,
        crs=crs,
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    buurten().to_file(tmp_path / "buurten.gpkg", layer="buurten")
    return tmp_path


CONFIG = """\
gebied: {gemeenten: [GEMEENTE]}
bronnen:
  cbs_buurten: {bestand: buurten.gpkg, laag: buurten}
  EXTRA
  overige: uit
uitvoer: {formaten: [csv]}
"""


def fails(capsys, place: Path, *, gemeente: str = "GM9998", extra: str = "", text: str = CONFIG) -> tuple[int, str]:
    """Return exit status and message of a run that must fail, after seeing that it wrote nothing."""
    config = place / "gebied.yml"
    config.write_text(text.replace("GEMEENTE", gemeente).replace("EXTRA", extra), encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["run", str(config), "--stil", "--uit", str(place / "uit" / "gebied")])
    assert not any((place / "uit").glob("*")) if (place / "uit").is_dir() else True
    return int(left.value.code), capsys.readouterr().err.strip()


def test_the_same_files_untouched_do_run(place):
    config = place / "goed.yml"
    config.write_text(CONFIG.replace("GEMEENTE", "Testdorp").replace("EXTRA", ""), encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["run", str(config), "--stil", "--uit", str(place / "uit")])
    assert left.value.code == 0
    assert (place / "uit" / "gebieden.csv").exists()


def test_missing_file(capsys, place):
    code, message = fails(capsys, place, text=CONFIG.replace("bestand: buurten.gpkg", "bestand: weg.gpkg"))
    assert code == 2
    assert "cbs_buurten" in message
    assert "weg.gpkg bestaat niet" in message


def test_wrong_layer_name_lists_the_layers(capsys, place):
    code, message = fails(capsys, place, text=CONFIG.replace("laag: buurten", "laag: wijkjes"))
    assert code == 2
    assert "'wijkjes'" in message
    assert "buurten" in message


def test_unknown_key_with_its_line(capsys, place):
    code, message = fails(capsys, place, text=CONFIG.replace("laag:", "lag:"))
    assert code == 2
    assert "regel 3, bronnen.cbs_buurten.lag: onbekende sleutel. Bedoelt u laag?" in message


def test_gemeente_that_does_not_exist(capsys, place):
    code, message = fails(capsys, place, gemeente="Nergenshuizen")
    assert code == 2
    assert "'Nergenshuizen'" in message
    assert "Testdorp" in message


def test_a_crs_that_lies(capsys, place):
    buurten().set_crs("EPSG:4326", allow_override=True).to_file(place / "buurten.gpkg", layer="buurten")
    code, message = fails(capsys, place)
    assert code == 2
    assert "RD" in message
    assert "buurten.gpkg" in message


def test_an_empty_geometry_names_the_buurt(capsys, place):
    shapes = [box(150_000, 440_000, 150_500, 440_500), Polygon()]
    buurten(shapes=shapes).to_file(place / "buurten.gpkg", layer="buurten")
    code, message = fails(capsys, place)
    assert code == 2
    assert "BU99980001" in message


def test_a_duplicate_code_is_named(capsys, place):
    buurten(codes=[TOWN[0], TOWN[0]]).to_file(place / "buurten.gpkg", layer="buurten")
    code, message = fails(capsys, place)
    assert code == 2
    assert TOWN[0] in message
    assert "buurten.gpkg" in message


def test_a_corrupt_geopackage(capsys, place):
    data = bytearray((place / "buurten.gpkg").read_bytes())
    (place / "buurten.gpkg").write_bytes(data[:3000])
    code, message = fails(capsys, place)
    assert code == 2
    assert "buurten.gpkg" in message
    assert "niet te lezen" in message


def test_a_corrupt_tiff(capsys, place):
    with rasterio.open(
        place / "diep.tif",
        "w",
        driver="GTiff",
        width=10,
        height=10,
        count=1,
        dtype="float32",
        crs="EPSG:28992",
        transform=from_origin(150_000, 440_500, 100, 100),
        nodata=-9999,
        compress="deflate",
    ) as raster:
        raster.write(np.ones((1, 10, 10), "float32"))
    (place / "diep.tif").write_bytes((place / "diep.tif").read_bytes()[:200])
    code, message = fails(capsys, place, extra="liwo_overstromingsdiepte: {bestand: diep.tif}")
    assert code == 2
    assert "liwo_overstromingsdiepte" in message
    assert "diep.tif" in message


def test_an_output_folder_that_cannot_be_made(capsys, place):
    (place / "uit").write_text("dit is een bestand", encoding="utf-8")
    code, message = fails(capsys, place)
    assert code == 2
    assert "--uit" in message
    assert (place / "uit").read_text(encoding="utf-8") == "dit is een bestand"


def test_no_boundaries_at_all(capsys, place):
    text = "gebied: {gemeenten: [GM9998]}\nbronnen: {overige: uit}\n"
    code, message = fails(capsys, place, text=text)
    assert code == 4
    assert "cbs_buurten" in message


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["rn"], "niet bekend"),
        (["run", "--snel"], "--snel bestaat niet"),
        (["list", "dingen"], "Kies uit: bronnen"),
        (["explain"], "ontbreekt een argument"),
        (["run", "weg.yml"], "bestaat niet"),
    ],
)
def test_wrong_use_is_said_in_dutch(capsys, arguments, words):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert words in capsys.readouterr().err
