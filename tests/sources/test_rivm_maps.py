"""Maps of RIVM through strict servers: which map of many is taken, what its cells mean, of what year it speaks."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from shapely.geometry import box, mapping
from tests.servers.wcs import WcsServer
from tests.servers.wfs import WfsServer

from wijkkaart.config import Config
from wijkkaart.declarations import Order
from wijkkaart.errors import SourceChanged
from wijkkaart.extent import Extent
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.snapshot import Store
from wijkkaart.fetching import Fetching
from wijkkaart.inputs import read_source
from wijkkaart.sources.rivm_bomen import SOURCE as BOMEN
from wijkkaart.sources.rivm_geluid import SOURCE as GELUID
from wijkkaart.sources.rivm_gras import SOURCE as GRAS
from wijkkaart.sources.rivm_groen_buurt import SOURCE as GROEN
from wijkkaart.sources.rivm_no2 import SOURCE as NO2
from wijkkaart.sources.rivm_pm25 import SOURCE as PM25
from wijkkaart.sources.rivm_struiken import SOURCE as STRUIKEN

#: Two rows of four cells of 10 m around (100000, 450000).
CORNER = (100_000.0, 450_020.0)
EXTENT = Extent((100_000, 450_000, 100_040, 450_020), ("GM9999",))
EVERY_MAP = (
    "ank__Stedelijk_hitte_eiland_effect_01062022_v2",
    "ank__20170314_gm_Bomenkaart",
    "ank__20200629_gm_Bomenkaart_v2",
    "ank__20200629_gm_bomenkaart_cjp_500m_v3",
    "ank__bomenkaart_cjp_2022_500m",
    "ank__groenkaart_cjp_2022_500m",
    "ank__rivm_2022_bomenkaart_per_buurt",
    "ank__pm10_afvang_door_bomen_10m_2022",
    "ank__20200629_gm_Struikenkaart_v2",
    "ank__struikenkaart_10m_2022",
    "ank__struikenkaart_2023",
    "ank__struikenkaart_100m_2024",
    "ank__20200629_gm_Graskaart_v2",
    "ank__20230101_gm_Graskaart_2022",
    "alo__rivm_nsl_20250401_gm_NO22023",
    "alo__rivm_nsl_20260401_gm_NO22024",
    "alo__rivm_nsl_20260401_gm_NO22030",
    "alo__rivm_nsl_20260401_gm_PM102024",
    "alo__rivm_nsl_20260401_gm_PM252024",
    "alo__rivm_nsl_20260401_gm_EC2024",
    "alo__rivm_jaargemiddeld_NO2_actueel",
    "alo__rivm_20220601_Geluid_lden_allebronnen_2020",
    "alo__rivm_20250101_Geluid_lden_treinverkeer_2023",
    "alo__rivm_20250101_Geluid_lnight_wegverkeer_2023",
    "alo__rivm_20220601_Geluid_lden_wegverkeer_2020",
    "alo__rivm_20250101_Geluid_lden_wegverkeer_2022",
    "alo__rivm_Geluid_lden_wegverkeer_actueel",
)


@pytest.fixture
def reading(tmp_path):
    """Return a function that reads a source from the servers at `urls` in place of its own."""
    with Http(pause=0, tries=1, timeout=(5, 5)) as http:
        fetching = Fetching(http, Store(tmp_path / "cache"), vernieuw=False, vandaag=date(2026, 11, 23))

        def read(source, *urls, **config):
            first, *others = [replace(way, url=url) for way, url in zip(source.diensten, urls, strict=False)]
            there = replace(source, dienst=first, terugval=tuple(others))
            given = Config.model_validate(
                {"gebied": {"gemeenten": ["GM9999"]}, "bronnen": {source.id: config} if config else {}}
            )
            return read_source(there, given, EXTENT, fetching)

        yield read


def wcs(*names, cells=((1, 2, 3, 4), (5, 6, 7, 8)), **settings):
    return WcsServer(np.array(cells, dtype="float32"), CORNER, 10.0, ids=names or EVERY_MAP, **settings)


def asked_for(server):
    return {value for _, query in server.asked for name, value in query if name == "coverageId"}


@pytest.mark.parametrize(
    ("source", "name", "year"),
    [
        # No name says 10 m or a year, but the date of 2020 is later than that of 2017.
        (BOMEN, "ank__20200629_gm_Bomenkaart_v2", None),
        (STRUIKEN, "ank__struikenkaart_10m_2022", 2022),
        (GRAS, "ank__20230101_gm_Graskaart_2022", 2022),
        (NO2, "alo__rivm_nsl_20260401_gm_NO22024", 2024),
        (PM25, "alo__rivm_nsl_20260401_gm_PM252024", 2024),
        (GELUID, "alo__rivm_20250101_Geluid_lden_wegverkeer_2022", 2022),
    ],
    ids=lambda item: getattr(item, "id", None),
)
def test_of_many_maps_the_newest_of_the_right_kind_is_taken(reading, source, name, year):
    with wcs() as server:
        layer = reading(source, server.url).layer
    assert asked_for(server) == {name}
    assert layer.peiljaar == year
    assert layer.values.tolist() == [[1, 2, 3, 4], [5, 6, 7, 8]]


def test_the_name_without_a_year_is_for_when_there_is_no_other(reading):
    with wcs("alo__rivm_jaargemiddeld_PM25_actueel", "alo__rivm_nsl_20260401_gm_PM102024") as server:
        layer = reading(PM25, server.url).layer
    assert asked_for(server) == {"alo__rivm_jaargemiddeld_PM25_actueel"}
    assert layer.peiljaar is None


def test_the_year_of_the_config_goes_before_that_of_the_name(reading):
    with wcs() as server:
        assert reading(NO2, server.url, jaar=2019).layer.peiljaar == 2019


@pytest.mark.parametrize(
    ("source", "names", "near"),
    [
        (
            BOMEN,
            ("ank__bomenkaart_cjp_2022_500m", "ank__bomenkaart_1km_2023"),
            "bomenkaart_1km_2023, ank__bomenkaart_cjp",
        ),
        (GELUID, ("alo__rivm_Geluid_lden_allebronnen_actueel",), "lden_allebronnen_actueel"),
        (NO2, ("alo__rivm_nsl_20190401_gm_NO22030",), "gm_NO22030"),
        (GRAS, ("ank__uhi",), "lijkt: niets"),
    ],
)
def test_another_quantity_is_never_taken_and_the_likely_names_are_listed(reading, source, names, near):
    with wcs(*names) as server:
        record = reading(source, server.url, server.url).record
    # Of names that nobody confirmed a wrong one is no failure of the run.
    assert record.status == ("mislukt" if source is NO2 else "niet_gegeven")
    assert near in record.melding
    assert f"bronnen.{source.id}" in record.melding
    assert not asked_for(server)


def test_the_other_atlas_is_asked_when_the_first_does_not_have_the_map(reading):
    with wcs("ank__uhi") as first, wcs("alo__bomenkaart_2022_10m") as second:
        layer = reading(BOMEN, first.url, second.url).layer
    assert layer.peiljaar == 2022
    assert asked_for(second) == {"alo__bomenkaart_2022_10m"}


def test_negative_is_no_green_value(reading):
    with wcs(cells=((-9999, 0, 100, 40), (-1, 1, 2, 3)), nodata=None) as server:
        values = reading(BOMEN, server.url).layer.values
    assert np.isnan(values[:, 0]).all()
    assert values[0, 1:].tolist() == [0, 100, 40]


@pytest.mark.parametrize("tag", [0.0, -3.4028234663852886e38, None])
def test_what_air_cannot_hold_is_no_value_whatever_the_tag_says(reading, tag):
    with wcs(cells=((0, -3.4028235e38, 3.4028235e38, 1000), (18.5, -1, 24.25, 99)), nodata=tag) as server:
        values = reading(NO2, server.url).layer.values
    assert np.isnan(values[0]).all()
    assert np.isnan(values[1, 1])
    assert values[1, [0, 2, 3]].tolist() == [18.5, 24.25, 99]


def test_128_is_no_noise_value_and_0_is_quiet(reading):
    with wcs(cells=((128, 0, 52.5, 66), (-9990, 1, 2, 3)), nodata=None) as server:
        values = reading(GELUID, server.url).layer.values
    assert np.isnan(values[:, 0]).all()
    assert values[0, 1:].tolist() == [0, 52.5, 66]


def green(number, code, mean):
    shape = mapping(box(100_000 + 20 * number, 450_000, 100_020 + 20 * number, 450_020))
    properties = {"bu_code": code, "bu_naam": "x", "_mean": mean, "_count": 400}
    return {"type": "Feature", "id": f"groen.{number}", "geometry": shape, "properties": properties}


GREENS = [green(0, "BU99990000", 41.5), green(1, "BU99990001", None), green(9, "BU99990009", 12.0)]
GREEN_LAYERS = (
    "ank:rivm_2019_groenpercentage_kaart_per_buurt",
    "ank:rivm_2022_groenpercentage_kaart_per_buurt",
    "ank:rivm_2022_groenpercentage_kaart_per_wijk",
)


def test_green_per_buurt_comes_from_the_newest_layer_with_a_year(reading):
    with WfsServer(GREENS, kind="geoserver", names=GREEN_LAYERS) as server:
        areas = reading(GROEN, server.url).layer
    assert {page["typenames"] for page in server.pages} == {"ank:rivm_2022_groenpercentage_kaart_per_buurt"}
    assert {page["bbox"] for page in server.pages} == {"100000,450000,100040,450020,EPSG:28992"}
    assert areas.rows["groen"].dropna().to_dict() == {"BU99990000": 41.5}
    assert sorted(areas.rows.index) == ["BU99990000", "BU99990001"]  # what lies farther was not asked for
    assert areas.peiljaar == 2022
    assert areas.gemiddeld == {"groen"}


@pytest.mark.parametrize(
    ("features", "names", "problem"),
    [
        (GREENS[2:], GREEN_LAYERS, "niets terug"),
        (GREENS, GREEN_LAYERS[2:], "erop lijkt: ank:rivm_2022_groenpercentage_kaart_per_wijk"),
        ([green(0, "BU99990000", 141.0)], GREEN_LAYERS, "141 bij BU99990000 kan niet"),
        ([green(0, "BU99990000", 0.41)], GREEN_LAYERS, "te klein"),
    ],
)
def test_without_green_figures_there_is_a_reason_and_no_zero(reading, features, names, problem):
    with WfsServer(features, kind="geoserver", names=names) as server:
        found = reading(GROEN, server.url)
    assert found.layer is None
    assert problem in found.record.melding


def test_a_box_is_needed(tmp_path):
    with Http(pause=0, tries=1, timeout=(5, 5)) as http, wcs() as server, pytest.raises(SourceChanged, match="gebied"):
        NO2.dienst.fetch(http, Order(Extent(), 0, server.url, tmp_path))


@pytest.mark.parametrize(
    ("source", "sure"), [(BOMEN, "C"), (STRUIKEN, "C"), (GRAS, "C"), (GELUID, "C"), (NO2, "B"), (PM25, "B")]
)
def test_names_that_nobody_confirmed_say_so(source, sure):
    assert {way.zekerheid for way in source.diensten} == {sure}
