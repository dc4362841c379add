"""What the sources are told of the study area."""

import geopandas as gpd
from shapely.geometry import box

from wijkkaart.catalogue import all_sources
from wijkkaart.config import Bron, Config, Gebied
from wijkkaart.gebieden.study_area import read_study_area


def test_the_extent_holds_box_codes_and_official_names(tmp_path):
    names = {"GM9998": "'s-Testdorp", "GM9997": "Súdwest", "GM9996": None, "GM9995": "Buiten"}
    rows = [
        {"buurtcode": f"BU{code[2:]}0000", "buurtnaam": "A", "wijkcode": f"WK{code[2:]}00", "gemeentecode": code}
        | {"gemeentenaam": name, "water": "NEE", "jaar": 2024}
        for code, name in names.items()
    ]
    shapes = [box(150_000 + 500 * n, 440_000, 150_500 + 500 * n, 440_500) for n in range(4)]
    path = tmp_path / "buurten.gpkg"
    gpd.GeoDataFrame(rows, geometry=shapes, crs="EPSG:28992").to_file(path, layer="buurten")
    config = Config(
        gebied=Gebied(gemeenten=("GM9998", "GM9997", "GM9996")),
        bronnen={"cbs_buurten": Bron(bestand=path, laag="buurten")},
        overige="uit",
    )
    extent = read_study_area(config, all_sources()).extent
    assert extent.gemeenten == ("GM9996", "GM9997", "GM9998")
    assert extent.namen == (("GM9997", "Súdwest"), ("GM9998", "'s-Testdorp"))
    # Three squares of 500 m, and a rim of 1 km.
    assert extent.bbox == (149_000, 439_000, 152_500, 441_500)
    assert hash(extent)
