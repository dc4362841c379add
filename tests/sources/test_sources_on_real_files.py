"""The published files themselves, where they lie beside the project."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest

from wijkkaart.catalogue import all_sources
from wijkkaart.config import Bron
from wijkkaart.errors import InputError
from wijkkaart.extent import Extent

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real data do not lie beside the project")

VOORBURG = Extent(bbox=(82_506, 453_497, 86_252, 457_264), gemeenten=("GM0518", "GM1916"), jaar=2022)
LIWO = ("liwo/scenario_5025.tif", "liwo/scenario_5028.tif")


def read(source, *files, extent=None, **options):
    paths = [DATA / name for name in files]
    return all_sources()[source].read(Bron(bestand=paths, **options), extent or Extent())


def test_baarn_has_all_its_buurten_and_both_kinds_of_marks():
    areas = read("cbs_buurten", "baarn/baarn_buurten.geojson")
    assert len(areas) == 21
    assert areas["indelingsjaar"].unique().tolist() == [2024]
    table = read("cbs_kerncijfers", "baarn/baarn_buurten.geojson")
    assert table["a_inw"].waarde["BU03080000"] == 1825
    assert table["p_65_oo"].waarde["BU03080000"] == 26
    assert set(table["a_woning"].status) == {"niet_gepubliceerd"}
    # The file holds -99997 nine times in the columns that are read, and nowhere a negative number.
    assert (table.status == "geheim").to_numpy().sum() == 9
    assert not (table.waarden < 0).to_numpy().any()


def test_utrecht_sums_to_what_cbs_published_and_a_point_is_never_zero():
    table = read("cbs_kerncijfers", "utrecht/CBS-Utrecht-kwb-2023.xlsx")
    people = table["a_inw"].waarde
    assert people[people.index.str.startswith("BU")].sum() == 367_715
    assert people["GM0344"] == 367_947
    assert table["g_gas"].status.unique().tolist() == ["niet_gepubliceerd"]
    cars = table["g_pau_hh"]
    assert (cars.status == "niet_gepubliceerd").sum() == 8
    assert cars.waarde.isna().sum() == 8


def test_utrecht_mixes_two_editions_per_figure():
    files = ("utrecht/CBS-Utrecht-kwb-2023.xlsx", "utrecht/CBS-Utrecht-kwb-2024.xlsx")
    table = read("cbs_kerncijfers", *files, extent=Extent(gemeenten=("GM0344",)))
    assert table["a_inw"].peiljaar == 2024
    assert table["a_inw"].waarde["GM0344"] == 374_238
    assert table["g_wozbag"].peiljaar == 2023
    assert table["g_wozbag"].waarde["BU03440113"] == 458


def test_the_old_drawing_of_utrecht_takes_its_year_from_the_config():
    areas = read("cbs_buurten", "utrecht/buurten_geometrie_2016.gpkg", jaar=2016, geldig_voor=[2023])
    assert len(areas) == 111
    assert areas["indelingsjaar"].unique().tolist() == [2016]


def test_utrecht_distances_have_one_filled_topic():
    name = "utrecht/CBS-Utrecht_Nabijheid_voorzieningen__buurt_2023_14102024_164034.csv"
    table = read("cbs_nabijheid", name)
    assert table["g_afs_bieb"].waarde["BU03440111"] == 0.9
    assert table["g_afs_hp"].status["BU03440111"] == "niet_gepubliceerd"
    assert table["g_afs_bieb"].peiljaar == 2023


def test_ses_codes_lose_their_padding():
    table = read("cbs_ses_woa", "statline/amsterdam_SES_WOA_2019_85163NED.csv")
    assert table["ses_woa_score"].waarde["GM0363"] == -0.1
    assert table["ses_woa_score"].status["BU03630100"] == "niet_gepubliceerd"


def test_the_export_with_topics_in_rows_is_read():
    table = read("cbs_nabijheid", "statline/nabijheid_2021_85231NED_hmels.csv")
    assert table["g_afs_hp"].waarde["BU16800009"] == 2.6
    assert table["g_afs_sc"].waarde["WK168001"] == 1.0


def test_an_export_without_codes_is_refused():
    with pytest.raises(InputError, match="geen kolom met gebiedscodes"):
        read("cbs_nabijheid", "statline/Nabijheid_voorzieningen__buurt_2021_10022023_162519.csv")


def test_objects_that_are_not_in_use_are_out():
    # 15,380 panden: 74 ten onrechte, 5 bouw gestart, 4 sloopvergunning, 1 buiten gebruik.
    panden = read("bag_panden", "denhaag_voorburg/bag-light.gpkg", extent=VOORBURG)
    assert len(panden) == 15_380 - 74 - 5 - 4 - 1
    # 31,293 verblijfsobjecten: 1,057 ingetrokken and 546 gevormd.
    units = read("bag_verblijfsobjecten", "denhaag_voorburg/bag-light.gpkg", extent=VOORBURG)
    assert len(units) == 31_293 - 1_057 - 546


def test_dry_cells_do_not_pull_the_flood_depth_below_zero():
    found = read("liwo_overstromingsdiepte", *LIWO, extent=VOORBURG, nodata=[-9999, -999.999]).values
    assert np.isfinite(found).all()
    assert found.min() == 0
    assert 0 < found.mean() < 1
    assert (found == 0).any()


def test_scenarios_on_another_grid_and_another_band_are_refused():
    with pytest.raises(InputError, match="ander grid"):
        read("liwo_overstromingsdiepte", LIWO[0], "liwo/scenario_18367.tif", extent=VOORBURG)
    with pytest.raises(InputError, match=r"band 4: .* buiten 0 tot 20 m"):
        read("liwo_overstromingsdiepte", LIWO[0], extent=VOORBURG, band=4)


def test_the_sparse_heat_raster_stays_sparse():
    found = read("kea_pet", "amsterdam/pet_straten_10m_afgeleid.tif").values
    assert np.isfinite(found).sum() == 357_621


def test_the_file_that_lies_about_its_crs_is_refused():
    with pytest.raises(InputError, match=r"tir_buurten\.geojson.*zijn RD \(EPSG:28992\)"):
        read("cbs_buurten", "rotterdam/tir_buurten.geojson")


def test_the_codes_of_amsterdam_pass(tmp_path):
    municipal = gpd.read_file(DATA / "amsterdam/amsterdam_buurten_CBScode.geojson")
    published = municipal[["CBS_Buurtcode", "Buurt", "geometry"]]
    published.columns = ["buurtcode", "buurtnaam", "geometry"]
    published.to_file(tmp_path / "a.gpkg", layer="buurten")
    areas = all_sources()["cbs_buurten"].read(Bron(bestand=tmp_path / "a.gpkg"), Extent())
    assert len(areas) == 518
    assert areas["gebiedcode"].str.contains(r"^BU0363[A-Z]").all()
    assert areas["wijkcode"].str.fullmatch(r"WK0363[0-9A-Z]{2}").all()


def test_the_whole_country_is_read_and_filtered():
    everything = read("cbs_buurten", "nederland/buurten_2016.gpkg", jaar=2016)
    assert len(everything) == 12_187
    utrecht = read("cbs_buurten", "nederland/buurten_2016.gpkg", jaar=2016, extent=Extent(gemeenten=("GM0344",)))
    assert len(utrecht) == 111


def test_coarse_wijken_with_invalid_shapes_are_repaired_and_abroad_is_left_out():
    wijken = read("cbs_wijken", "nederland/wijken_2024_grof.geojson", jaar=2024)
    assert len(wijken) == 3_475 - 1
    assert wijken.is_valid.all()


def test_the_bgt_delivery_gives_present_surfaces_only():
    name = "otterlo/otterlo_bgt_gml_20200805.zip"
    roads = read("bgt_wegdelen", name)
    # 2,444 versions, 1,252 not ended, 3 of those above the ground.
    assert len(roads) == 1_249
    assert (roads["functie"] == "parkeervlak").sum() == 54
    assert len(read("bgt_erven", name)) == 193
    assert len(read("bgt_water", name)) == 296
    # 4 of the 1,168 versions have a geometry that the register published broken.
    assert len(read("bgt_begroeid", name)) == 636


def test_the_wfs_answer_is_read_like_the_download():
    units = read("bag_verblijfsobjecten", "opnames/pdok_bag_wfs_v2_verblijfsobject_getfeature.json")
    first = units.loc["0003010000125985"]
    assert first[["straat", "huisnummer", "postcode"]].tolist() == ["Molenstraat", "16", "9901KB"]
    assert first["pand_identificatie"] == "0003100000122770"
