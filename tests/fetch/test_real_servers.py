"""The protocols against servers that nobody here wrote: MapServer (WFS, WCS) and pygeoapi (OGC API Features)."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from tests.servers import mapserver, pygeoapi_server
from tests.servers.installed import require

from wijkkaart.errors import SourceChanged
from wijkkaart.fetch import ogc_features, wcs, wfs
from wijkkaart.fetch.http import Http, RequestRefused

#: Metres between the points; point n lies at x 100,000 + 10 n, y 400,000.
STEP, NUMBER = 10.0, 123
NAMES = ["Súdwest <&> 'Oost'" if n % 5 == 0 else f"straat {n}" for n in range(NUMBER)]
#: 8 x 6 cells of 5 m; a corner without value.
CELLS = np.arange(48, dtype="float32").reshape(6, 8)
CELLS[0, 0] = -9999


@pytest.fixture
def http():
    with Http(timeout=(5, 20), pause=0) as session:
        yield session


@pytest.fixture(scope="module")
def points(tmp_path_factory):
    path = tmp_path_factory.mktemp("punten") / "punten.gpkg"
    rows = {"nummer": range(NUMBER), "naam": NAMES, "maat": [n / 8 if n % 4 else None for n in range(NUMBER)]}
    places = shapely.points([(100_000 + STEP * n, 400_000.125) for n in range(NUMBER)])
    gpd.GeoDataFrame(rows, geometry=places, crs="EPSG:28992").to_file(path, layer="punt")
    return path


@pytest.fixture(scope="module")
def maps(points, tmp_path_factory):
    """MapServer that gives fifty features a page."""
    require(mapserver.missing())
    raster = tmp_path_factory.mktemp("raster") / "raster.tif"
    profile = {"driver": "GTiff", "width": 8, "height": 6, "count": 1, "dtype": "float32", "crs": "EPSG:28992"}
    with rasterio.open(raster, "w", transform=Affine(5, 0, 100_000, 0, -5, 400_030), nodata=-9999, **profile) as target:
        target.write(CELLS, 1)
    layers = [mapserver.Vector("punt", points, "punt", "nummer")]
    services = {"toets": layers, "raster": [mapserver.Coverage("raster__hoogte_2024", raster)]}
    folder = tmp_path_factory.mktemp("mapserver")
    with mapserver.MapServer(services, folder, largest=50).running() as server:
        yield server


@pytest.fixture(scope="module")
def collections(points, tmp_path_factory):
    require(pygeoapi_server.missing())
    folder = tmp_path_factory.mktemp("pygeoapi")
    with pygeoapi_server.PygeoapiServer({"punt": (points, "punt", {})}, folder).running() as server:
        yield server


def read(path):
    return gpd.read_file(path).sort_values("nummer", ignore_index=True)


class TestWfs:
    def test_all_pages_come_though_its_count_stops_at_the_page(self, maps, http, tmp_path):
        facts = wfs.fetch_features(http, f"{maps.url}/toets", "toets:punt", tmp_path / "p.gpkg")
        found = read(tmp_path / "p.gpkg")
        assert facts.aantal == NUMBER
        assert found["nummer"].tolist() == list(range(NUMBER))
        assert found["naam"].tolist() == NAMES
        assert found["maat"].isna().tolist() == [n % 4 == 0 for n in range(NUMBER)]
        assert (found.geometry.x.iloc[3], found.geometry.y.iloc[3]) == (100_030.0, 400_000.125)
        assert found.crs.to_epsg() == 28992

    def test_a_box_and_a_filter_go_together(self, maps, http, tmp_path):
        box = (100_045.0, 399_990.0, 100_155.0, 400_010.0)
        url, where = f"{maps.url}/toets", {"naam": NAMES[0]}
        wfs.fetch_features(http, url, "toets:punt", tmp_path / "box.gpkg", bbox=box)
        assert read(tmp_path / "box.gpkg")["nummer"].tolist() == list(range(5, 16))
        wfs.fetch_features(http, url, "toets:punt", tmp_path / "both.gpkg", bbox=box, where=where)
        assert read(tmp_path / "both.gpkg")["nummer"].tolist() == [5, 10, 15]

    def test_nothing_is_an_empty_layer_with_its_fields(self, maps, http, tmp_path):
        box = (1_000.0, 300_000.0, 2_000.0, 301_000.0)
        facts = wfs.fetch_features(http, f"{maps.url}/toets", "toets:punt", tmp_path / "p.gpkg", bbox=box)
        assert facts.aantal == 0
        assert set(gpd.read_file(tmp_path / "p.gpkg").columns) >= {"nummer", "naam", "maat"}

    def test_layers_are_found_and_an_unknown_one_is_refused_in_its_own_words(self, maps, http, tmp_path):
        assert wfs.newest_type(http, f"{maps.url}/toets", "punt") == "toets:punt"
        with pytest.raises(RequestRefused, match="doesn't exist in this server"):
            wfs.fetch_features(http, f"{maps.url}/toets", "toets:vlak", tmp_path / "p.gpkg")
        assert list(tmp_path.iterdir()) == []


class TestWcs:
    @pytest.mark.parametrize("tile_m", [10, 5000])
    def test_tiles_of_any_size_give_the_cells(self, maps, http, tmp_path, tile_m):
        box = (100_000.0, 400_000.0, 100_040.0, 400_030.0)
        wcs.fetch_coverage(http, f"{maps.url}/raster", "raster__hoogte", tmp_path / "r.tif", box, tile_m=tile_m)
        with rasterio.open(tmp_path / "r.tif") as found:
            assert np.array_equal(found.read(1), CELLS)
            assert (found.nodata, found.transform.a, found.bounds.left, found.bounds.top) == (
                -9999,
                5,
                100_000,
                400_030,
            )

    def test_a_part_lies_where_it_lay(self, maps, http, tmp_path):
        box = (100_011.0, 400_006.0, 100_019.0, 400_014.0)
        wcs.fetch_coverage(http, f"{maps.url}/raster", "raster__hoogte", tmp_path / "r.tif", box)
        with rasterio.open(tmp_path / "r.tif") as found:
            # Columns 2-3 (x 10-20 m) of rows 3-4 (y 15 down to 5 m).
            assert found.read(1).tolist() == [[26, 27], [34, 35]]

    def test_an_area_beside_it_has_no_cells_with_a_value(self, maps, http, tmp_path):
        box = (101_000.0, 400_000.0, 101_050.0, 400_050.0)
        wcs.fetch_coverage(http, f"{maps.url}/raster", "raster__hoogte", tmp_path / "r.tif", box)
        with rasterio.open(tmp_path / "r.tif") as found:
            assert np.isnan(found.read(1)).all()


class TestOgcApi:
    @pytest.mark.parametrize("limit", [50, 1000])
    def test_all_pages_come(self, collections, http, tmp_path, limit):
        facts = ogc_features.fetch_features(http, collections.url, "punt", tmp_path / "p.gpkg", limit=limit)
        found = read(tmp_path / "p.gpkg")
        assert (facts.aantal, facts.matched) == (NUMBER, NUMBER)
        assert found["naam"].tolist() == NAMES
        assert (found.geometry.x.iloc[3], found.geometry.y.iloc[3]) == (100_030.0, 400_000.125)

    def test_a_box_and_a_filter_go_together(self, collections, http, tmp_path):
        box = (100_045.0, 399_990.0, 100_155.0, 400_010.0)
        where = {"naam": NAMES[0]}
        ogc_features.fetch_features(http, collections.url, "punt", tmp_path / "p.gpkg", bbox=box, filters=where)
        assert read(tmp_path / "p.gpkg")["nummer"].tolist() == [5, 10, 15]

    def test_degrees_give_the_same_places(self, collections, http, tmp_path):
        path = tmp_path / "p.gpkg"
        box = (100_045.0, 399_990.0, 100_155.0, 400_010.0)
        ogc_features.fetch_features(http, collections.url, "punt", path, bbox=box, crs=ogc_features.CRS84_URI)
        found = read(path).to_crs("EPSG:28992")
        assert found["nummer"].tolist() == list(range(5, 16))
        assert np.allclose(found.geometry.x, [100_000 + STEP * n for n in range(5, 16)], atol=0.01)
        assert np.allclose(found.geometry.y, 400_000.125, atol=0.01)

    def test_a_field_that_it_does_not_list_is_not_asked_for(self, collections, http, tmp_path):
        with pytest.raises(SourceChanged, match="gemeentecode is niet te filteren"):
            ogc_features.fetch_features(
                http, collections.url, "punt", tmp_path / "p.gpkg", filters={"gemeentecode": "GM0344"}
            )
        assert not any("gemeentecode" in line for line in collections.asked)
