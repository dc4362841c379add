"""The layers of the Klimaateffectatlas: the right question, the newest layer, the field told by name or by look."""

from dataclasses import replace
from datetime import date

import geopandas as gpd
import numpy as np
import pytest
from shapely import box
from shapely.geometry import mapping
from tests.servers.wfs import WfsServer

from wijkkaart.catalogue import all_sources
from wijkkaart.config import Bron, Config, Gebied
from wijkkaart.errors import InputError
from wijkkaart.extent import Extent
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.snapshot import Store
from wijkkaart.fetching import Fetching
from wijkkaart.inputs import read_source
from wijkkaart.sources._afstanden import upper_bound

RD = "EPSG:28992"
ONE, TWO = "BU03440111", "BU03440112"
AREA = Extent((136_000.0, 455_000.0, 137_000.0, 456_000.0), ("GM0344",))
DEAD = "http://127.0.0.1:9/wfs"


def square(place):
    return box(136_100 + 200 * place, 455_100, 136_300 + 200 * place, 455_300)


def features(*rows):
    return [
        {"type": "Feature", "id": f"laag.{n}", "properties": fields, "geometry": mapping(square(n))}
        for n, fields in enumerate(rows)
    ]


def served(rows, *names):
    return WfsServer(features(*rows), kind="geoserver", names=tuple(f"kea_public:{name}" for name in names))


def fetched(tmp_path, source, *urls, **entry):
    """Return how `source` is read when its services, in order, stand at `urls`."""
    declared = all_sources()[source]
    ways = [replace(service, url=url) for service, url in zip(declared.diensten, urls, strict=False)]
    here = replace(declared, dienst=ways[0], terugval=tuple(ways[1:]))
    config = Config(gebied=Gebied(gemeenten=("GM0344",)), bronnen={source: Bron(**entry)})
    with Http(pause=0, tries=1) as http:
        return read_source(
            here, config, AREA, Fetching(http, Store(tmp_path), vernieuw=False, vandaag=date(2026, 9, 1))
        )


def local(tmp_path, source, layers, **entry):
    """Return `source` read from a GeoPackage with these layers: name -> rows of fields."""
    path = tmp_path / "kea.gpkg"
    for name, rows in layers.items():
        columns = {field: [row[field] for row in rows] for field in rows[0]}
        shapes = [square(n % 4) for n in range(len(rows))]
        gpd.GeoDataFrame(columns, geometry=shapes, crs=RD).to_file(path, layer=name)
    return all_sources()[source].read(Bron(bestand=path, **entry), AREA)


PET = [{"buurtcode": ONE, "_mean": 38.25, "buurtnaam": "Een"}, {"buurtcode": TWO, "_mean": None, "buurtnaam": "Twee"}]


def test_pet_is_asked_of_the_layer_of_2022_in_the_box(tmp_path):
    names = ("GevoelstemperatuurBuurt_2012", "GevoelstemperatuurBuurt_2022", "gevoelstemperatuur_2022")
    with served(PET, *names) as server:
        reading = fetched(tmp_path, "kea_pet_buurt", server.url)
    (page,) = server.pages
    assert page["typenames"] == "kea_public:GevoelstemperatuurBuurt_2022"
    assert page["bbox"] == "136000,455000,137000,456000,EPSG:28992"
    rows = reading.layer.rows
    assert rows["pet"].to_dict() == pytest.approx({ONE: 38.25, TWO: np.nan}, nan_ok=True)
    assert rows.area.tolist() == [40_000.0, 40_000.0]
    assert (reading.layer.peiljaar, reading.record.jaar, reading.record.rijen) == (2022, (2022,), 2)


def test_the_chosen_layer_stands_in_the_manifest(tmp_path):
    with served(PET, "Gevoelstemperatuur_Buurt2022_v1", "Gevoelstemperatuur_Buurt2022_v2") as server:
        reading = fetched(tmp_path, "kea_pet_buurt", server.url)
    (snapshot,) = Store(tmp_path).all()
    assert "Gevoelstemperatuur_Buurt2022_v2" in str(dict(snapshot.manifest))
    assert reading.record.bestanden == ("Gevoelstemperatuur_Buurt2022_v2.gpkg",)


def test_the_year_of_the_config_chooses_the_layer(tmp_path):
    with served(PET, "GevoelstemperatuurBuurt_2012", "GevoelstemperatuurBuurt_2022") as server:
        reading = fetched(tmp_path, "kea_pet_buurt", server.url, jaar=2012)
    assert server.pages[0]["typenames"].endswith("_2012")
    assert reading.layer.peiljaar == 2012


@pytest.mark.parametrize("fault", ["dead", "no layer", "empty", "other field"])
def test_the_old_host_is_asked_when_the_new_one_fails(tmp_path, fault):
    rows = {"empty": [], "other field": [{"buurtcode": ONE, "hitte": 38.0}]}.get(fault, PET)
    names = ("iets_anders",) if fault == "no layer" else ("GevoelstemperatuurBuurt_2022",)
    with served(rows, *names) as new, served(PET, "GevoelstemperatuurBuurt_2022") as old:
        reading = fetched(tmp_path, "kea_pet_buurt", DEAD if fault == "dead" else new.url, old.url)
    assert reading.layer.rows["pet"][ONE] == 38.25
    assert reading.record.url.startswith(old.root)


def test_nothing_is_no_figure_and_the_message_says_what_is_wrong(tmp_path):
    with served([], "GevoelstemperatuurBuurt_2022") as server:
        empty = fetched(tmp_path, "kea_pet_buurt", server.url)
    assert (empty.layer, empty.record.status) == (None, "mislukt")
    assert "geeft voor dit gebied niets terug" in empty.record.melding
    with served(PET, "Gevoelstemperatuur2030_Buurt") as server:
        gone = fetched(tmp_path / "b", "kea_pet_buurt", server.url)
    assert "'GevoelstemperatuurBuurt_2022'" in gone.record.melding
    assert "Gevoelstemperatuur2030_Buurt" in gone.record.melding


def test_every_layer_of_the_atlas_has_the_new_host_first_and_the_old_one_behind_it():
    for source in all_sources().values():
        if source.id.startswith("kea_") and source.dienst is not None:
            hosts = [service.url.split("/")[2] for service in source.diensten]
            assert hosts == ["cas.cloud.sogelink.com", "apps.geodan.nl"], source.id
            assert all(service.op_plaats for service in source.diensten)


@pytest.mark.parametrize(("field", "value"), [("PET_gem", 41.5), ("_mean", "41,5"), ("PET_GEM", 41.5)])
def test_pet_under_each_of_its_names(tmp_path, field, value):
    areas = local(tmp_path, "kea_pet_buurt", {"GevoelstemperatuurBuurt_2022": [{"BU_CODE": ONE, field: value}]})
    assert areas.rows["pet"].to_dict() == {ONE: 41.5}


def test_marks_are_no_temperature_and_other_values_are_refused(tmp_path):
    marks = [-99997.0, -99995, -9999, 0, 55537, 44]
    rows = [{"statcode": f"BU034401{n:02d}", "_mean": float(mark)} for n, mark in enumerate(marks)]
    areas = local(tmp_path, "kea_pet_buurt", {"buurten": rows}, nodata=[44])
    assert areas.rows["pet"].isna().all()
    with pytest.raises(InputError, match=r"veld '_mean': 3.2 bij BU03440111 kan niet"):
        local(tmp_path, "kea_pet_buurt", {"buurten": [{"statcode": ONE, "_mean": 3.2}]})


def test_a_layer_without_codes_or_of_wijken_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"geen veld met de code van de buurt.*aanwezig zijn: naam, _mean"):
        local(tmp_path, "kea_pet_buurt", {"laag": [{"naam": "Een", "_mean": 38.0}]})
    with pytest.raises(InputError, match=r"geen codes van buurten .maar bijvoorbeeld 'WK034401'"):
        local(tmp_path, "kea_pet_buurt", {"laag": [{"statcode": "WK034401", "_mean": 38.0}]})


def test_a_code_may_have_lost_its_letters(tmp_path):
    rows = [{"BU_CODE": 3440111, "_mean": 38.0}, {"BU_CODE": 3630001, "_mean": 39.0}]
    areas = local(tmp_path, "kea_pet_buurt", {"laag": rows})
    assert areas.rows["pet"].to_dict() == {ONE: 38.0, "BU03630001": 39.0}


def test_two_outlines_of_one_buurt_are_one_where_they_say_the_same_else_the_largest_counts(tmp_path):
    path = tmp_path / "kea.gpkg"
    codes, values = [ONE, ONE, TWO, TWO], [38.0, 38.0, 40.0, 30.0]
    shapes = [box(136_000 + 100 * n, 455_000, 136_100 + 100 * n, 455_000 + 100 * (n + 1)) for n in range(4)]
    gpd.GeoDataFrame({"bu_code": codes, "_mean": values}, geometry=shapes, crs=RD).to_file(path)
    areas = all_sources()["kea_pet_buurt"].read(Bron(bestand=path), AREA)
    assert areas.rows["pet"].to_dict() == {ONE: 38.0, TWO: 30.0}
    assert areas.rows.area.to_dict() == {ONE: 30_000.0, TWO: 40_000.0}


GROEN = [
    {"bu_code": ONE, "perc_boom": 12.0, "perc_groen": 30.0, "perc_grijs": 45.0, "perc_water": 5.0, "opp_boom": 99.5},
    {"bu_code": TWO, "perc_boom": 2.0, "perc_groen": 10.0, "perc_grijs": 80.0, "perc_water": 0.5, "opp_boom": 99.5},
]


def test_each_of_four_layers_gives_its_own_topic(tmp_path):
    names = ("boom_per_buurt26", "boom_per_buurt27", "groen_per_buurt27", "grijs_per_buurt27", "water_per_buurt27")
    with served(GROEN, *names) as server:
        reading = fetched(tmp_path, "kea_groen_buurt", server.url)
    asked = {page["typenames"].split(":")[1] for page in server.pages}
    assert asked == set(names[1:])
    assert reading.layer.rows.drop(columns="geometry").loc[ONE].to_dict() == {
        "boom": 12.0, "groen": 30.0, "grijs": 45.0, "water": 5.0,
    }  # fmt: skip
    assert reading.layer.gemiddeld == {"boom", "groen", "grijs", "water"}


def test_a_layer_that_is_gone_leaves_its_topic_out(tmp_path):
    with served(GROEN, "boom_per_buurt27", "grijs_per_buurt27") as server:
        reading = fetched(tmp_path, "kea_groen_buurt", server.url)
    assert sorted(reading.layer.rows.columns.drop("geometry")) == ["boom", "grijs"]


def layer(field, value, code=ONE, **more):
    return [{"bu_code": code, field: value, **more}]


@pytest.mark.parametrize("field", ["percentage", "boom_pct", "mean", "boom", "Aandeel_bomen"])
def test_a_share_is_told_by_the_look_of_its_field(tmp_path, field):
    rows = layer(field, 12.0, oppervlakte_ha=44.0, bomen_ha=5.0, objectid=7, bu_naam="Boomkwartier")
    areas = local(tmp_path, "kea_groen_buurt", {"boom_per_buurt27": rows})
    assert areas.rows["boom"].to_dict() == {ONE: 12.0}


def test_fields_that_could_all_be_it_are_named_in_the_message(tmp_path):
    rows = layer("boom_2017", 12.0, boom_2022=13.0)
    with pytest.raises(InputError, match=r"welk veld 'boom' is.*'boom_2017', 'boom_2022' kunnen het allemaal zijn"):
        local(tmp_path, "kea_groen_buurt", {"boom_per_buurt27": rows})
    with pytest.raises(InputError, match="geen veld lijkt erop; aanwezig zijn: bu_code, kroon"):
        local(tmp_path, "kea_groen_buurt", {"boom_per_buurt28": layer("kroon", 12.0)}, laag="boom_per_buurt28")


def test_a_share_of_one_is_no_percentage(tmp_path):
    with pytest.raises(InputError, match=r"de grootste waarde is 0.31; dat is te klein voor 'boom'"):
        local(tmp_path, "kea_groen_buurt", {"boom_per_buurt27": layer("perc", 0.31)})
    dry = local(tmp_path, "kea_groen_buurt", {"water_per_buurt27": layer("perc", 0.31)}, laag="water_per_buurt27")
    assert dry.rows["water"][ONE] == 0.31


def test_layers_that_draw_a_buurt_at_another_size_do_not_share_its_row(tmp_path):
    path = tmp_path / "kea.gpkg"
    for name, side in (("boom_per_buurt", 100), ("grijs_per_buurt", 104), ("water_per_buurt", 106)):
        shape = box(136_000, 455_000, 136_000 + side, 455_000 + side)
        frame = gpd.GeoDataFrame({"bu_code": [ONE], "perc": [20.0]}, geometry=[shape], crs=RD)
        frame.to_file(path, layer=name)
    row = all_sources()["kea_groen_buurt"].read(Bron(bestand=path), AREA).rows.loc[ONE]
    # 104 x 104 is 8 % more than 100 x 100, 106 x 106 is 12 % more.
    assert (row["boom"], row["grijs"]) == (20.0, 20.0)
    assert np.isnan(row["water"])


def test_paalrot_is_a_share_of_buildings_and_no_mean_over_the_ground(tmp_path):
    rows = [{"buurtcode": ONE, "no_cc_risi": 8.3}, {"buurtcode": TWO, "no_cc_risi": -1.0}]
    areas = local(tmp_path, "kea_paalrot", {"risicopaalrot_huidig": rows})
    assert areas.rows["risico"].to_dict() == pytest.approx({ONE: 8.3, TWO: np.nan}, nan_ok=True)
    assert areas.gemiddeld == frozenset()
    with pytest.raises(InputError, match=r"'risico'.*geen veld lijkt erop"):
        local(tmp_path, "kea_paalrot", {"risicopaalrot_huidig": [{"buurtcode": ONE, "risico_2050": 8.3}]})


WIJKTYPEN = [
    {"BU_CODE": ONE, "WijktypeDe": "Tuindorp", "Wijktype1": "Tuindorp", "Beoordelin": 0.7,
     "Wijktype2": "Volkswijk", "Beoordeli2": 0.2},
    {"BU_CODE": TWO, "WijktypeDe": "Volkswijk", "Wijktype1": "Tuindorp", "Beoordelin": 0.5,
     "Wijktype2": "Volkswijk", "Beoordeli2": 0.4},
    {"BU_CODE": "BU03440113", "WijktypeDe": " ", "Wijktype1": None, "Beoordelin": None,
     "Wijktype2": None, "Beoordeli2": None},
]  # fmt: skip


def test_a_wijktype_is_as_sure_as_the_candidate_that_was_chosen(tmp_path):
    with served(WIJKTYPEN, "wijktypen_buurten") as server:
        rows = fetched(tmp_path, "kea_wijktypen", server.url).layer.rows
    assert rows["wijktype"].tolist() == ["Tuindorp", "Volkswijk", None]
    assert rows["zekerheid"].tolist() == pytest.approx([0.7, 0.4, np.nan], nan_ok=True)
    assert rows["tweede"].tolist() == ["Volkswijk", "Tuindorp", None]
    assert rows["tweede_zekerheid"].tolist() == pytest.approx([0.2, 0.5, np.nan], nan_ok=True)


def test_with_the_same_candidate_twice_the_first_says_how_sure_it_is(tmp_path):
    twice = [{**WIJKTYPEN[0], "Wijktype2": "Tuindorp"}]
    rows = local(tmp_path, "kea_wijktypen", {"wijktypen_buurten": twice}).rows
    assert rows["zekerheid"].tolist() == [0.7]
    assert rows["tweede"].tolist() == [None]


def test_certainties_in_percent_in_words_or_not_given(tmp_path):
    percent = [{**row, "Beoordelin": 70, "Beoordeli2": "20,0"} for row in WIJKTYPEN[:2]]
    rows = local(tmp_path, "kea_wijktypen", {"wijktypen_buurten": percent}).rows
    assert rows["zekerheid"].tolist() == [0.7, 0.2]
    words = [{**row, "Beoordelin": "goed", "Beoordeli2": "slecht"} for row in WIJKTYPEN[:2]]
    rows = local(tmp_path, "kea_wijktypen", {"wijktypen_buurten": words}).rows
    assert rows["zekerheid"].isna().all()
    bare = [{"BU_CODE": ONE, "WijktypeDe": "Tuindorp"}]
    rows = local(tmp_path, "kea_wijktypen", {"los": bare}, laag="los").rows
    assert rows[["zekerheid", "tweede", "tweede_zekerheid"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("< 100 m", 100), ("tot 100 meter", 100), ("100-300", 300), ("100 \u2013 300 m", 300), ("300 - 500 m", 500),
        ("500 \u2013 1 000 m", 1000), ("> 1.000 m", np.inf), ("meer dan 300 meter", np.inf), ("Koele plek", 0),
        ("0,1 - 0,3 km", 300), ("200-400", np.nan), ("> 200", np.nan), ("< 500", np.nan), ("onbekend", np.nan),
    ],
)  # fmt: skip
def test_a_class_counts_only_where_it_lies_on_one_side(text, metres):
    assert upper_bound(text, 300.0) == pytest.approx(metres, nan_ok=True)


def koelte(tmp_path, **columns):
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return local(tmp_path, "kea_afstand_koelte", {"Afstand_tot_koelte": rows})["afstand"].tolist()


def test_the_distance_is_told_from_a_number_else_from_a_class(tmp_path):
    assert koelte(tmp_path, afstand=[120.0, 610.5], Legenda=["100-300", "500-1000"], fid_koel=[1, 2]) == [120, 610.5]
    found = koelte(tmp_path, Legenda=["Koele plek", "100-200 m", "200-400 m", "> 400 m", None], pand_id=[1, 2, 3, 4, 5])
    assert found == pytest.approx([0, 200, np.nan, np.inf, np.nan], nan_ok=True)
    assert koelte(tmp_path, dist_m=[-9999.0, 99999.0, 250.0]) == pytest.approx([np.nan, np.nan, 250.0], nan_ok=True)


def test_numbers_of_classes_and_kilometers_are_no_metres(tmp_path):
    with pytest.raises(InputError, match=r"veld 'afstand': de waarden .1, 2, 5. lijken nummers van klassen"):
        koelte(tmp_path, afstand=[1, 2, 5])
    with pytest.raises(InputError, match=r"de waarden .100, 300, 500. lijken nummers van klassen"):
        koelte(tmp_path, afstand=[100, 300, 500] * 20)


def test_a_distance_that_cannot_be_told_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"'afst_koel' en 'dist_koel' kunnen het allebei zijn"):
        koelte(tmp_path, afst_koel=[120.0], dist_koel=[130.0])
    with pytest.raises(InputError, match=r"geen veld lijkt erop .aanwezig: meters."):
        koelte(tmp_path, meters=[120.0])


def test_outlines_of_coolness_are_fetched_in_the_box_page_by_page(tmp_path):
    rows = [{"afstand": 40.0 * n, "identificatie": f"{n:016d}"} for n in range(4)]
    with served(rows, "Afstand_tot_koelte") as server:
        server.largest = 2
        reading = fetched(tmp_path, "kea_afstand_koelte", server.url)
    assert reading.layer["afstand"].tolist() == [0.0, 40.0, 80.0, 120.0]
    assert reading.layer.index.is_unique
    assert {page["bbox"] for page in server.pages} == {"136000,455000,137000,456000,EPSG:28992"}


def test_one_web_page_in_between_never_leaves_a_layer_out(tmp_path):
    names = ("boom_per_buurt27", "groen_per_buurt27", "grijs_per_buurt27", "water_per_buurt27")
    with served(GROEN, *names) as server:
        server.faults.append((200, "text/html", b"<html><body>Even geduld</body></html>"))
        reading = fetched(tmp_path, "kea_groen_buurt", server.url)
    assert (reading.layer, reading.record.status) == (None, "mislukt")
    assert "webpagina" in reading.record.melding
    assert not list(Store(tmp_path).all())


def test_the_layers_of_a_source_are_listed_once_and_those_that_are_gone_stand_in_the_manifest(tmp_path):
    with served(GROEN, "boom_per_buurt27", "grijs_per_buurt27") as server:
        fetched(tmp_path, "kea_groen_buurt", server.url)
    asked = [dict(query) for _, query in server.asked]
    assert sum("GetCapabilities" in question.values() for question in asked) == 1
    (snapshot,) = Store(tmp_path).all()
    assert snapshot.manifest["extra"]["ontbrekende lagen"] == "groen_per_buurt, water_per_buurt"
