"""Natura 2000 through strict servers: a wide box, three ways to it, and nothing when there is nothing near."""

from dataclasses import replace
from datetime import date

import geopandas as gpd
import pytest
from shapely.geometry import box, mapping
from tests.servers.atom import AtomServer, feed, link
from tests.servers.ogcapi import OgcServer
from tests.servers.wfs import WfsServer

from wijkkaart.config import Bron, Config
from wijkkaart.errors import InputError
from wijkkaart.extent import Extent
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.snapshot import Store
from wijkkaart.fetching import Fetching
from wijkkaart.inputs import read_source
from wijkkaart.sources.rvo_natura2000 import SOURCE

EXTENT = Extent((150_000, 450_000, 160_000, 460_000), ("GM9999",))
#: 20 km on each side.
WIDE = "130000,430000,180000,480000"
DUNES = box(131_000, 440_000, 135_000, 445_000)
HEATH = box(179_990, 470_000, 190_000, 475_000)
FAR = box(180_010, 470_000, 190_000, 475_000)
NOWHERE = "http://127.0.0.1:9/weg"


def feature(number, name, shape, field="naam_n2k"):
    properties = {field: name, "nr": 57, "beschermin": "VR+HR"}
    return {"type": "Feature", "id": str(number), "geometry": mapping(shape), "properties": properties}


AREAS = [feature(1, "Duinen", DUNES), feature(2, "Heide", HEATH), feature(3, "Ver weg", FAR)]


@pytest.fixture
def reading(tmp_path):
    """Return a function that reads the source from the servers at `urls` in place of its own."""
    with Http(pause=0, tries=1, timeout=(5, 5)) as http:
        fetching = Fetching(http, Store(tmp_path / "cache"), vernieuw=False, vandaag=date(2026, 11, 23))

        def read(*urls):
            first, *others = [replace(way, url=url) for way, url in zip(SOURCE.diensten, urls, strict=True)]
            config = Config.model_validate({"gebied": {"gemeenten": ["GM9999"]}})
            return read_source(replace(SOURCE, dienst=first, terugval=tuple(others)), config, EXTENT, fetching)

        yield read


def test_areas_up_to_20_km_outside_the_box_are_asked_for_and_kept(reading):
    with OgcServer({"natura2000": AREAS}) as server:
        rows = reading(server.url, NOWHERE, NOWHERE).layer
        assert {page["bbox"] for page in server.pages} == {WIDE}
    assert rows["naam"].tolist() == ["Duinen", "Heide"]
    assert rows.area.tolist() == pytest.approx([DUNES.area, HEATH.area])
    assert rows.index.tolist() == ["0", "1"]


def test_a_renamed_collection_is_found(reading):
    with OgcServer({"natura_2000_gebieden": AREAS, "wetlands": []}) as server:
        assert len(reading(server.url, NOWHERE, NOWHERE).layer) == 2


def test_the_wfs_is_asked_when_the_api_has_no_such_collection(reading):
    camel = [feature(1, "Duinen", DUNES, field="naamN2K")]
    with OgcServer({"wetlands": []}) as api, WfsServer(camel, names=("natura2000:natura2000",)) as server:
        found = reading(api.url, server.url, NOWHERE)
        assert {page["bbox"] for page in server.pages} == {f"{WIDE},EPSG:28992"}
    assert found.layer["naam"].tolist() == ["Duinen"]


def test_the_whole_country_is_downloaded_when_both_are_dead_and_cut_to_the_box(reading, tmp_path):
    frame = gpd.GeoDataFrame({"naam_n2k": ["Duinen", "Heide", "Ver weg"]}, geometry=[DUNES, HEATH, FAR], crs=28992)
    frame.to_file(tmp_path / "n.gpkg", layer="natura2000")
    body = (tmp_path / "n.gpkg").read_bytes()
    pages = {
        "/index.xml": ("application/atom+xml", feed(link("natura2000.xml", "application/atom+xml"))),
        "/natura2000.xml": ("application/atom+xml", feed(link("natura2000.gpkg", length=len(body)))),
        "/natura2000.gpkg": ("application/octet-stream", body),
    }
    with AtomServer(pages) as server:
        found = reading(NOWHERE, NOWHERE, f"{server.url}/index.xml")
    assert found.layer["naam"].tolist() == ["Duinen", "Heide"]


def test_no_nature_within_20_km_is_an_empty_layer(reading):
    with OgcServer({"natura2000": AREAS[2:]}) as server:
        found = reading(server.url, NOWHERE, NOWHERE)
    assert found.record.status == "gebruikt"
    assert found.layer.empty


def test_three_dead_services_leave_no_layer_and_say_so(reading):
    found = reading(NOWHERE, NOWHERE, NOWHERE)
    assert found.layer is None
    assert found.record.status == "mislukt"
    assert "bronnen.rvo_natura2000" in found.record.melding


def test_a_file_without_the_name_of_an_area_is_another_dataset(tmp_path):
    path = tmp_path / "natura.gpkg"
    gpd.GeoDataFrame({"soort": ["bos"]}, geometry=[DUNES], crs=28992).to_file(path, layer="natura")
    with pytest.raises(InputError, match="'naam_n2k' ontbreekt"):
        SOURCE.read(Bron(bestand=path), EXTENT)
