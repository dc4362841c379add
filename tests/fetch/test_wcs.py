import numpy as np
import pytest
import rasterio
from tests.servers.loopback import HTML
from tests.servers.wcs import WcsServer, report, tiff, xml

from wijkkaart.config import Bron
from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.extent import Extent
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.wcs import fetch_coverage
from wijkkaart.sources.rivm_uhi import SOURCE as UHI

#: Six rows of eight cells of 10 m; the upper left cell is 0, the one to its right 1, the one under it 10.
CELLS = (np.arange(6)[:, None] * 10 + np.arange(8)).astype("float32")
CORNER = (100_000.0, 450_060.0)
WHOLE = (100_000, 450_000, 100_080, 450_060)


@pytest.fixture
def http():
    with Http(pause=0, tries=3, timeout=(5, 5)) as session:
        yield session


def read(path):
    with rasterio.open(path) as file:
        return file.read(1), file


def server(**settings):
    return WcsServer(settings.pop("cells", CELLS), CORNER, 10.0, **settings)


@pytest.mark.parametrize("axes", [("X", "Y"), ("x", "y")])
@pytest.mark.parametrize("tile_m", [20, 30, 1000])
def test_tiles_of_any_size_give_the_cells_of_the_service(tmp_path, http, axes, tile_m):
    with server(axes=axes) as wcs:
        facts = fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "uhi.tif", WHOLE, tile_m=tile_m)
    cells, file = read(tmp_path / "uhi.tif")
    assert np.array_equal(cells, CELLS)
    assert (file.transform.c, file.transform.f, file.transform.a) == (100_000, 450_060, 10)
    assert file.crs.to_epsg() == 28992
    assert file.nodata == -9999
    assert dict(facts.extra) == {"coverage": "ank__uhi_v2", "tegels": {20: "12", 30: "6", 1000: "1"}[tile_m]}
    assert len(facts.urls) == 2 + int(dict(facts.extra)["tegels"])


def test_only_the_cells_that_the_area_touches(tmp_path, http):
    with server() as wcs:
        # From the middle of column 2 to just in column 4; row 3 exactly.
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", (100_025, 450_020, 100_041, 450_030))
        assert ("subset", "X(100010,100060)") in wcs.asked[-1][1]
        assert ("subset", "Y(450010,450040)") in wcs.asked[-1][1]
    assert read(tmp_path / "a.tif")[0].tolist() == [[32, 33, 34]]


def test_an_area_past_the_edge_gets_what_there_is(tmp_path, http):
    with server() as wcs:
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", (100_065, 450_045, 100_500, 450_500))
    cells, file = read(tmp_path / "a.tif")
    assert cells.tolist() == [[6, 7], [16, 17]]
    assert (file.transform.c, file.transform.f) == (100_060, 450_060)


def test_an_area_outside_the_coverage_has_no_cells_with_a_value(tmp_path, http):
    box = (200_000, 450_000, 200_020, 450_010)
    with server() as wcs:
        facts = fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", box)
        assert not [query for _, query in wcs.asked if ("request", "GetCoverage") in query]
    assert dict(facts.extra)["tegels"] == "0"
    raster = UHI.read(Bron(bestand=tmp_path / "a.tif"), Extent(bbox=box))
    assert raster.values.shape == (1, 2)
    assert np.isnan(raster.values).all()


def test_the_source_reads_what_was_fetched(tmp_path, http):
    cells = CELLS / 10
    cells[0, 0], cells[1, 1] = -9999, -0.5
    with server(cells=cells) as wcs:
        fetch_coverage(http, wcs.url, "ank__uhi", tmp_path / "uhi.tif", WHOLE, tile_m=30)
    raster = UHI.read(
        Bron(bestand=tmp_path / "uhi.tif", jaar=[2022]), Extent(bbox=(100_000, 450_040, 100_020, 450_060))
    )
    assert np.allclose(raster.values, [[np.nan, 0.1], [1.0, np.nan]], equal_nan=True)
    assert raster.peiljaar == 2022


def test_coarser_cells_lie_on_one_grid(tmp_path, http):
    with server() as wcs:
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE, scale=0.5, tile_m=40)
    cells, file = read(tmp_path / "a.tif")
    assert cells.tolist() == [[0, 2, 4, 6], [20, 22, 24, 26], [40, 42, 44, 46]]
    assert file.transform.a == 20


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("ank__uhi_v9", "ank__uhi_v9"), ("ank__uhi_v", "ank__uhi_v10"), (r".*bomen.*10m", "ank__Bomenkaart_10m")],
)
def test_the_newest_coverage_of_a_prefix(tmp_path, http, wanted, found):
    ids = ("ank__uhi_v2", "ank__uhi_v10", "ank__uhi_v9", "ank__Bomenkaart_10m", "ank__bomenkaart_cjp_500m")
    with server(ids=ids) as wcs:
        facts = fetch_coverage(http, wcs.url, wanted, tmp_path / "a.tif", WHOLE)
    assert dict(facts.extra)["coverage"] == found


def test_a_coverage_that_is_gone_is_named_with_what_there_is(tmp_path, http):
    with server() as wcs, pytest.raises(SourceChanged, match=r"geen coverage 'hitte' \(wel: ank__uhi_v2\)"):
        fetch_coverage(http, wcs.url, "hitte", tmp_path / "a.tif", WHOLE)


@pytest.mark.parametrize("outside", [(400, "ExtentError"), (200, "ExtentError"), (404, "InvalidSubsetting")])
def test_a_hole_in_the_coverage_stays_without_value(tmp_path, http, outside):
    hole = (100_000, 450_000, 100_040, 450_060)
    with server(holes=[hole], outside=outside) as wcs:
        fetch_coverage(http, f"{wcs.url}?map=a.map", "ank__uhi_v2", tmp_path / "a.tif", WHOLE, tile_m=30)
    cells, _ = read(tmp_path / "a.tif")
    assert (cells[:, :3] == -9999).all()
    assert np.array_equal(cells[:, 3:], CELLS[:, 3:])


def test_without_a_nodata_value_floats_get_one_and_whole_numbers_are_refused(tmp_path, http):
    hole = (100_000, 450_000, 100_040, 450_060)
    with server(holes=[hole], nodata=None) as wcs:
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE, tile_m=30)
    assert np.isnan(read(tmp_path / "a.tif")[0][:, :3]).all()
    with (
        server(cells=CELLS.astype("uint8"), holes=[hole], nodata=None) as wcs,
        pytest.raises(SourceChanged, match="2 van de 6 tegels van ank__uhi_v2 vallen buiten de dekking"),
    ):
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "b.tif", WHOLE, tile_m=30)


def test_a_service_that_has_nothing_anywhere_is_refused(tmp_path, http):
    with server(holes=[WHOLE]) as wcs, pytest.raises(SourceChanged, match="1 van de 1 tegels"):
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE)


def test_whole_numbers_keep_their_type_and_nodata(tmp_path, http):
    with server(cells=CELLS.astype("uint8"), nodata=255) as wcs:
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE, tile_m=30)
    cells, file = read(tmp_path / "a.tif")
    assert (cells.dtype, file.nodata) == (np.uint8, 255)
    assert np.array_equal(cells, CELLS)


def test_cells_that_are_stored_scaled_keep_their_scale(tmp_path, http):
    with server(cells=CELLS.astype("int16"), scaling=(0.1, 2.0)) as wcs:
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE, tile_m=30)
    raster = UHI.read(Bron(bestand=tmp_path / "a.tif"), Extent(bbox=(100_000, 450_050, 100_020, 450_060)))
    assert np.allclose(raster.values, [[2.0, 2.1]])


def test_a_tile_on_another_grid_is_refused(tmp_path, http):
    with server(shift=5.0) as wcs, pytest.raises(SourceChanged, match=r"ander grid .*hoek 100005, 450060"):
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE)


def test_a_tile_that_the_server_shrank_is_refused(tmp_path, http):
    with (
        server(largest=20, shrinks=True) as wcs,
        pytest.raises(SourceChanged, match=r"een tegel van 4 x 3 cellen ligt op een ander grid .*cel 20 m"),
    ):
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE)


def test_a_tile_that_is_too_small_is_refused(tmp_path, http):
    class Short(WcsServer):
        def _tile(self, box, scale):
            return super()._tile((box[0], box[1], box[2] - 20, box[3]), scale)

    with (
        Short(CELLS, CORNER, 10.0) as wcs,
        pytest.raises(SourceChanged, match="dekt niet wat gevraagd was: 1 cellen te kort"),
    ):
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE, tile_m=30)


def test_tiles_that_mean_different_things_are_refused(tmp_path, http):
    class Changing(WcsServer):
        def _tile(self, box, scale):
            self.nodata -= 1
            return super()._tile(box, scale)

    with (
        Changing(CELLS, CORNER, 10.0) as wcs,
        pytest.raises(SourceChanged, match="niet dezelfde nodata"),
    ):
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE, tile_m=30)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"srs": "http://www.opengis.net/def/crs/EPSG/0/4326"}, "EPSG/0/4326"),
        ({"axes": ("X", "Y", "time")}, "'time'"),
        ({"vectors": ("7.0 7.0", "7.0 -7.0")}, "gedraaid"),
        ({"vectors": ()}, "onbekend grid"),
    ],
)
def test_a_coverage_on_another_kind_of_grid_is_refused(tmp_path, http, settings, told):
    with server(**settings) as wcs, pytest.raises(SourceChanged, match=told):
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_passing_fault_is_tried_again(tmp_path, http, place):
    with server() as wcs:
        wcs.faults = [None] * place + [(503, "text/plain", b"druk")]
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE)
        assert len(wcs.asked) == 4
    assert np.array_equal(read(tmp_path / "a.tif")[0], CELLS)


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("fault", [HTML, report(200, "NoApplicableCode", "vol")], ids=["html", "report"])
def test_a_page_or_report_with_a_good_status_is_refused(tmp_path, http, place, fault):
    told = r"127\.0\.0\.1:\d+/geo/ank/wcs .*(Onderhoud|vol)"
    with server(faults=[None] * place + [fault]) as wcs, pytest.raises(SourceChanged, match=told):
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE)


def test_another_refusal_than_no_cover_is_not_taken_for_it(tmp_path, http):
    with server(largest=20) as wcs, pytest.raises(SourceUnavailable, match="too large"):
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE)


@pytest.mark.parametrize("whole", [False, True], ids=["half", "no georeference"])
def test_a_damaged_tile_is_refused(tmp_path, http, whole):
    body = tiff(CELLS, CORNER, 10.0, None)
    body = body.replace(b"\x0e\x83", b"\x0e\x93") if whole else body[:100]  # the tag with the size of a cell
    told = "ander grid" if whole else "geen hele GeoTIFF"
    with server(faults=[None, None, (200, "image/tiff", body)]) as wcs, pytest.raises(SourceChanged, match=told):
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"),
        ("<a><b></a>", "geen .hele. XML"),
        ("<a/>", "geen coverage"),
    ],
)
def test_a_description_that_could_expand_or_says_nothing_is_refused(tmp_path, http, text, told):
    with server(faults=[xml(text)]) as wcs, pytest.raises(SourceChanged, match=told):
        fetch_coverage(http, wcs.url, "ank__uhi_v2", tmp_path / "a.tif", WHOLE)
