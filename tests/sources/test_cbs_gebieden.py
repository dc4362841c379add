import geopandas as gpd
import pytest
from shapely.geometry import Point, Polygon, box

from wijkkaart.config import Bron
from wijkkaart.errors import InputError
from wijkkaart.extent import Extent
from wijkkaart.sources.cbs_buurten import SOURCE as BUURTEN
from wijkkaart.sources.cbs_buurten_andere_jaren import SOURCE as ANDERE_JAREN
from wijkkaart.sources.cbs_gemeenten import SOURCE as GEMEENTEN
from wijkkaart.sources.cbs_wijken import SOURCE as WIJKEN

SNAKE = ("buurtcode", "buurtnaam", "wijkcode", "gemeentecode", "gemeentenaam", "water", "jaar")
CAMEL = ("buurtcode", "buurtnaam", "wijkcode", "gemeentecode", "gemeentenaam", "water", "jaar")
YEAR_2026 = ("bu_code", "bu_naam", "wk_code", "gm_code", "gm_naam", "water", "jaar")
UPPER = ("BU_CODE", "BU_NAAM", "WK_CODE", "GM_CODE", "GM_NAAM", "WATER", "JAAR")


def square(number):
    return box(136000 + 100 * number, 456000, 136100 + 100 * number, 456100)


def row(code, water="NEE", name="Oost", gemeente="Utrecht", year="2026"):
    return (code, name, f"WK{code[2:8]}", f"GM{code[2:6]}", gemeente, water, year)


def write(path, rows, names=SNAKE, shapes=None, layer="buurten"):
    shapes = shapes or [square(number) for number in range(len(rows))]
    frame = gpd.GeoDataFrame(
        [dict(zip(names, cells, strict=True)) for cells in rows], geometry=shapes, crs="EPSG:28992"
    )
    frame.to_file(path, layer=layer, engine="pyogrio")
    return path


def read(path, extent=None, source=BUURTEN, **options):
    return source.read(Bron(bestand=path, **options), extent or Extent())


@pytest.mark.parametrize("names", [SNAKE, CAMEL, YEAR_2026, UPPER])
def test_every_published_spelling_gives_the_same_row(tmp_path, names):
    found = read(write(tmp_path / "a.gpkg", [row("BU03440111")], names)).iloc[0]
    assert found.drop("geometry").to_dict() == {
        "gebiedcode": "BU03440111",
        "gebiednaam": "Oost",
        "wijkcode": "WK034401",
        "gemeentecode": "GM0344",
        "gemeentenaam": "Utrecht",
        "water": False,
        "indelingsjaar": 2026,
    }


def test_alphanumeric_codes_of_amsterdam_are_codes(tmp_path):
    found = read(write(tmp_path / "a.gpkg", [row("BU0363AF08", gemeente="Amsterdam")]))
    assert found[["gebiedcode", "wijkcode", "gemeentecode"]].iloc[0].tolist() == ["BU0363AF08", "WK0363AF", "GM0363"]


def test_codes_that_a_file_leaves_out_follow_from_the_own_code(tmp_path):
    path = write(tmp_path / "a.gpkg", [("BU0363AF08", "Jordaan")], ("statcode", "statnaam"))
    assert read(path)[["wijkcode", "gemeentecode", "water"]].iloc[0].tolist() == ["WK0363AF", "GM0363", False]


@pytest.mark.parametrize("code", ["BU0344011", "BU034401111", "0344011100", "bu03440111", "WK034401"])
def test_a_code_that_is_none_is_named(tmp_path, code):
    with pytest.raises(InputError, match=f"geen geldige code, bijvoorbeeld '{code}'"):
        read(write(tmp_path / "a.gpkg", [row("BU03440111"), row(code)]))


def test_land_stands_for_a_code_with_land_and_water(tmp_path):
    path = write(tmp_path / "a.gpkg", [row("BU03440111", "JA"), row("BU03440111"), row("BU03440112", "JA")])
    found = read(path).set_index("gebiedcode")
    assert found["water"].to_dict() == {"BU03440111": False, "BU03440112": True}
    assert found.geometry["BU03440111"].equals(square(1))


def test_belgian_ground_and_abroad_are_left_out(tmp_path):
    rows = [row("BU07440001"), row("BU07440002", "B"), row("BU09989999", gemeente="Buitenland")]
    assert read(write(tmp_path / "a.gpkg", rows))["gebiedcode"].tolist() == ["BU07440001"]


def test_a_code_twice_on_land_is_refused(tmp_path):
    with pytest.raises(InputError, match="'buurtcode' komen meer dan één keer voor, bijvoorbeeld BU03440111"):
        read(write(tmp_path / "a.gpkg", [row("BU03440111"), row("BU03440111")]))


def test_an_unknown_kind_of_water_is_drift(tmp_path):
    with pytest.raises(InputError, match="'water' bevat de onbekende waarde 'SOMS'"):
        read(write(tmp_path / "a.gpkg", [row("BU03440111", "SOMS")]))


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (Polygon(), "lege geometrie, bijvoorbeeld BU03440112"),
        (None, "lege geometrie, bijvoorbeeld BU03440112"),
        (Point(136000, 456000), "zijn geen MultiPolygon of Polygon, bijvoorbeeld BU03440112"),
        (box(900000, 900000, 900100, 900100), r"\(deels\) buiten Nederland, bijvoorbeeld BU03440112"),
    ],
)
def test_an_area_without_a_proper_shape_is_named(tmp_path, shape, words):
    path = write(tmp_path / "a.gpkg", [row("BU03440111"), row("BU03440112")], shapes=[square(0), shape])
    with pytest.raises(InputError, match=words):
        read(path)


def test_an_invalid_shape_is_repaired(tmp_path):
    bow = Polygon([(136000, 456000), (136002, 456002), (136002, 456000), (136000, 456002)])
    found = read(write(tmp_path / "a.gpkg", [row("BU03440111")], shapes=[bow]))
    assert found.is_valid.all()
    assert found.area.iloc[0] == pytest.approx(2.0)


@pytest.mark.parametrize("wanted", ["GM0344", "Utrecht", "utrecht"])
def test_only_the_wanted_gemeente_is_kept(tmp_path, wanted):
    path = write(tmp_path / "a.gpkg", [row("BU03440111"), row("BU03080000", gemeente="Baarn")])
    assert read(path, Extent(gemeenten=(wanted,)))["gebiedcode"].tolist() == ["BU03440111"]


def test_a_gemeente_that_is_not_there_is_named(tmp_path):
    path = write(tmp_path / "a.gpkg", [row("BU03440111")])
    with pytest.raises(InputError, match="bevat niets van GM9998"):
        read(path, Extent(gemeenten=("GM9998",)))


def test_the_wanted_edition_is_kept_else_the_newest(tmp_path):
    rows = [row("BU03440111", year="2022", name="Oud"), row("BU03440111", year="2023", name="Nieuw")]
    path = write(tmp_path / "a.gpkg", rows)
    assert read(path, Extent(jaar=2022))["gebiednaam"].tolist() == ["Oud"]
    assert read(path)["gebiednaam"].tolist() == ["Nieuw"]
    assert read(path, Extent(jaar=2019))["indelingsjaar"].tolist() == [2023]


def test_the_config_gives_the_year_that_a_file_leaves_out(tmp_path):
    path = write(tmp_path / "a.gpkg", [("BU03440111", "Oost")], ("BU_CODE", "BU_NAAM"))
    assert read(path)["indelingsjaar"].isna().all()
    assert read(path, jaar=2016)["indelingsjaar"].tolist() == [2016]


def test_a_year_that_contradicts_the_file_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"is van 2026, maar bij 'jaar' staat 2023.*geldig_voor"):
        read(write(tmp_path / "a.gpkg", [row("BU03440111")]), jaar=2023)


def test_wijken_and_gemeenten_come_from_their_own_layer(tmp_path):
    path = write(tmp_path / "a.gpkg", [row("BU03440111")])
    names = ("wijkcode", "wijknaam", "gemeentecode", "gemeentenaam")
    write(path, [("WK034401", "Wijk 01", "GM0344", "Utrecht")], names, layer="wijken")
    write(path, [("GM0344", "Utrecht")], ("gemeentecode", "gemeentenaam"), layer="gemeenten")
    wijk, gemeente = read(path, source=WIJKEN).iloc[0], read(path, source=GEMEENTEN).iloc[0]
    assert wijk[["gebiedcode", "gebiednaam", "wijkcode"]].tolist() == ["WK034401", "Wijk 01", "WK034401"]
    assert gemeente[["gebiedcode", "gebiednaam", "gemeentenaam"]].tolist() == ["GM0344", "Utrecht", "Utrecht"]


def test_a_file_of_something_else_names_the_missing_field(tmp_path):
    path = write(tmp_path / "a.gpkg", [("x",)], ("naam",))
    with pytest.raises(InputError, match="het veld 'buurtcode' ontbreekt; aanwezig zijn: naam"):
        read(path)


def test_outlines_of_another_year_are_those_in_the_box_whatever_gemeente_it_was(tmp_path):
    rows = [
        row("BU03440111", year="2022"),
        row("BU03080000", gemeente="Baarn", year="2022"),
        row("BU03440113", year="2022"),
    ]
    path = write(tmp_path / "a.gpkg", rows, shapes=[square(0), square(1), square(9)])
    near = Extent((136_000, 456_000, 136_150, 456_100), ("GM0344",), 2022)
    found = read(path, near, ANDERE_JAREN)
    assert found[["gebiedcode", "gemeentecode"]].to_numpy().tolist() == [
        ["BU03080000", "GM0308"],
        ["BU03440111", "GM0344"],
    ]


def test_outlines_of_a_year_come_from_the_file_of_that_year_and_from_no_other(tmp_path):
    files = tuple(
        write(tmp_path / f"{code}.gpkg", [(code, "Oost")], ("BU_CODE", "BU_NAAM"))
        for code in ("BU03440016", "BU03440019")
    )
    found = {
        year: read(files, Extent(jaar=year), ANDERE_JAREN, jaar=(2016, 2019))["gebiedcode"].tolist()
        for year in (2016, 2019, 2022)
    }
    assert found == {2016: ["BU03440016"], 2019: ["BU03440019"], 2022: []}


def test_outlines_must_say_of_which_year_they_are(tmp_path):
    path = write(tmp_path / "a.gpkg", [("BU03440111", "Oost")], ("BU_CODE", "BU_NAAM"))
    with pytest.raises(InputError, match="niet van welk jaar"):
        read(path, Extent(jaar=2022), ANDERE_JAREN)
    with pytest.raises(InputError, match="één jaar per bestand"):
        read((path, path), Extent(jaar=2022), ANDERE_JAREN, jaar=2022)
