import numpy as np
import pytest
import rasterio
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.errors import InputError
from wijkkaart.fetch.raster import Request, Scale, read_raster

#: 3 x 3 cells of 10 m with the upper left corner at (100000, 400030).
GRID = Affine(10, 0, 100_000, 0, -10, 400_030)
DEGREES = Scale("°C", low=0, high=50)


def write(path, rows, dtype="float32", bands=1, **options):
    values = np.array(rows, dtype=dtype)
    height, width = values.shape
    shape = {"driver": "GTiff", "height": height, "width": width, "count": bands, "dtype": dtype}
    usual = {"transform": GRID, "nodata": -9999.0, "crs": "EPSG:28992"}
    with rasterio.open(path, "w", **{**shape, **usual, **options}) as file:
        for band in range(1, bands + 1):
            file.write((values * band).astype(dtype), band)
    return path


def test_nodata_of_the_file_becomes_nan(tmp_path):
    path = write(tmp_path / "a.tif", [[1, 2, 3], [4, -9999, 6], [7, 8, 9]])
    found = read_raster([path], Request(DEGREES)).values
    assert np.isnan(found[1, 1])
    assert np.nansum(found) == 40


def test_extra_nodata_is_compared_in_the_rasters_own_dtype(tmp_path):
    path = write(tmp_path / "a.tif", [[-999.999, 1, 1], [1, 1, 1], [1, 1, 1]])
    found = read_raster([path], Request(DEGREES, nodata=(-999.999,))).values
    assert np.isnan(found[0, 0])


def test_a_dry_value_is_zero_even_when_it_is_listed_as_nodata(tmp_path):
    path = write(tmp_path / "a.tif", [[-999.999, 0, 2], [1, 1, 1], [1, 1, -9999]])
    scale = Scale("m", low=0, high=20, dry=(-999.999,))
    found = read_raster([path], Request(scale, nodata=(-9999, -999.999))).values
    assert found[0].tolist() == [0, 0, 2]
    assert np.isnan(found[2, 2])


def test_the_window_holds_every_cell_the_bbox_touches_and_no_more(tmp_path):
    path = write(tmp_path / "a.tif", [[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    found = read_raster([path], Request(DEGREES, bbox=(100_015, 400_005, 100_019, 400_015)))
    assert found.values.tolist() == [[5], [8]]
    assert (found.transform.c, found.transform.f) == (100_010, 400_020)


def test_a_bbox_larger_than_the_file_gives_the_whole_file(tmp_path):
    path = write(tmp_path / "a.tif", [[1, 2], [3, 4]])
    found = read_raster([path], Request(DEGREES, bbox=(99_000, 399_000, 101_000, 401_000)))
    assert found.values.tolist() == [[1, 2], [3, 4]]


def test_several_files_give_the_maximum_and_nan_only_where_all_have_none(tmp_path):
    one = write(tmp_path / "1.tif", [[1, -9999], [5, -9999]])
    two = write(tmp_path / "2.tif", [[3, -9999], [2, 4]])
    found = read_raster([one, two], Request(DEGREES)).values
    assert found[:, 0].tolist() == [3, 5]
    assert np.isnan(found[0, 1])
    assert found[1, 1] == 4


def test_another_grid_is_refused_by_name(tmp_path):
    one = write(tmp_path / "1.tif", [[1, 2], [3, 4]])
    two = write(tmp_path / "2.tif", [[1, 2], [3, 4]], transform=GRID @ Affine.translation(1, 0))
    with pytest.raises(InputError, match=r"1\.tif en 2\.tif hebben een ander grid"):
        read_raster([one, two], Request(DEGREES))


def test_the_band_is_chosen_and_checked(tmp_path):
    path = write(tmp_path / "a.tif", [[1, 2], [3, 4]], bands=2)
    assert read_raster([path], Request(DEGREES, band=2)).values.tolist() == [[2, 4], [6, 8]]
    with pytest.raises(InputError, match="heeft 2 banden, geen band 3"):
        read_raster([path], Request(DEGREES, band=3))


def test_negative_is_no_value_where_the_publisher_says_so(tmp_path):
    path = write(tmp_path / "a.tif", [[-1, 2], [-3.4e38, 4]], nodata=None)
    found = read_raster([path], Request(Scale("%", low=0, high=100, negative_is_missing=True))).values
    assert np.isnan(found[:, 0]).all()
    assert found[:, 1].tolist() == [2, 4]


def test_a_value_outside_the_scale_names_band_and_value(tmp_path):
    path = write(tmp_path / "klassen.tif", [[0, 63], [126, 189]], dtype="uint8", nodata=255)
    with pytest.raises(InputError, match=r"klassen\.tif, band 1: 3 cellen liggen buiten 0 tot 20 m, bijvoorbeeld 63"):
        read_raster([path], Request(Scale("m", low=0, high=20)))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"crs": None}, "coördinatenstelsel"),
        ({"crs": "EPSG:32631"}, "niet in EPSG:28992"),
        ({"transform": Affine(0.001, 0, 5.1, 0, -0.001, 52.1)}, "buiten Nederland"),
        ({"transform": Affine(10, 0, 100_000, 0, 10, 400_000)}, "op zijn kop"),
    ],
)
def test_a_raster_in_another_place_or_grid_is_refused(tmp_path, options, words):
    path = write(tmp_path / "a.tif", [[1, 2], [3, 4]], **options)
    with pytest.raises(InputError, match=words):
        read_raster([path], Request(DEGREES))


def test_a_raster_beside_the_study_area_is_refused(tmp_path):
    path = write(tmp_path / "a.tif", [[1, 2], [3, 4]])
    with pytest.raises(InputError, match="raakt het studiegebied niet"):
        read_raster([path], Request(DEGREES, bbox=(200_000, 500_000, 200_100, 500_100)))


def test_missing_and_corrupt_files_are_named(tmp_path):
    with pytest.raises(InputError, match=r"weg\.tif bestaat niet"):
        read_raster([tmp_path / "weg.tif"], Request(DEGREES))
    (tmp_path / "kapot.tif").write_bytes(b"II*\x00 en verder niets")
    with pytest.raises(InputError, match=r"kapot\.tif is niet te lezen als raster"):
        read_raster([tmp_path / "kapot.tif"], Request(DEGREES))


def test_a_truncated_raster_is_refused(tmp_path):
    path = write(tmp_path / "half.tif", np.ones((200, 200)))
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(InputError, match=r"half\.tif is niet te lezen"):
        read_raster([path], Request(DEGREES))


def test_the_year_is_passed_on(tmp_path):
    path = write(tmp_path / "a.tif", [[1, 2], [3, 4]])
    assert read_raster([path], Request(DEGREES), peiljaar=2022).peiljaar == 2022


@given(
    minx=st.integers(99_900, 100_100),
    miny=st.integers(399_900, 400_100),
    width=st.integers(1, 120),
    height=st.integers(1, 120),
)
def test_a_window_is_exactly_the_cells_that_touch_the_bbox(tmp_path_factory, minx, miny, width, height):
    bbox = (minx + 0.5, miny + 0.5, minx + 0.5 + width, miny + 0.5 + height)
    path = tmp_path_factory.getbasetemp() / "vaste_cellen.tif"
    if not path.exists():
        write(path, np.arange(9).reshape(3, 3))
    touched = [
        row * 3 + column
        for row in range(3)
        for column in range(3)
        if 100_000 + 10 * column < bbox[2]
        and 100_010 + 10 * column > bbox[0]
        and 400_020 - 10 * row < bbox[3]
        and 400_030 - 10 * row > bbox[1]
    ]
    if touched:
        assert read_raster([path], Request(DEGREES, bbox=bbox)).values.ravel().tolist() == touched
    else:
        with pytest.raises(InputError, match="raakt het studiegebied niet"):
            read_raster([path], Request(DEGREES, bbox=bbox))


def test_the_message_about_a_corrupt_raster_holds_no_folder(tmp_path):
    path = tmp_path / "kapot.tif"
    path.write_bytes(b"geen raster")
    with pytest.raises(InputError, match=r"kapot\.tif is niet te lezen") as told:
        read_raster([path], Request(DEGREES))
    assert str(tmp_path) not in str(told.value)
