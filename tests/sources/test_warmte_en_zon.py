"""Heat networks from a WFS, solar installations from StatLine, gas per postcode from a file."""

from datetime import date

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Point, box, mapping, shape
from tests.servers.odata import FeedServer, Table
from tests.servers.wfs import WfsServer

from wijkkaart.config import Bron, Config, Gebied
from wijkkaart.errors import InputError
from wijkkaart.extent import Extent
from wijkkaart.fetch.http import Http
from wijkkaart.fetch.snapshot import Store
from wijkkaart.fetching import Fetching
from wijkkaart.inputs import read_source
from wijkkaart.sources.cbs_zonnestroom import SOURCE as ZON
from wijkkaart.sources.netbeheer_kleinverbruik import SOURCE as GAS
from wijkkaart.sources.rvo_warmtenetten import SOURCE as NETTEN

EXTENT = Extent((150_000, 440_000, 152_000, 442_000), ("GM9998",), 2024, (("GM9998", "Testdorp"),))


def fetched(source, url, place, **options):
    config = Config(gebied=Gebied(gemeenten=EXTENT.gemeenten), bronnen={source.id: Bron(url=url, **options)})
    with Http(pause=0) as http:
        fetching = Fetching(http, Store(place), vernieuw=False, vandaag=date(2026, 11, 23))
        return read_source(source, config, EXTENT, fetching)


class Shapes(WfsServer):
    """Serves any geometry: a bbox takes what it touches."""

    def _in_box(self, found, corners):
        window = box(*(float(value) for value in corners))
        return [feature for feature in found if shape(feature["geometry"]).intersects(window)]


def network(number, geometry):
    return {
        "type": "Feature",
        "id": f"WarmteNetten.{number}",
        "properties": {"naam": f"Net {number}", "warmte": 12.5},
        "geometry": mapping(geometry),
    }


LAYERS = ("WarmteAtlas:WarmteNetten", "WarmteAtlas:WarmtenettenInOntwikkeling", "WarmteAtlas:warmtevraag_huidig")
INSIDE, OUTSIDE = box(150_100, 440_100, 150_300, 440_300), box(160_000, 440_000, 160_100, 440_100)


@pytest.mark.parametrize("starts", ["yes", "ignores", "refuses"])
def test_networks_in_the_box_come_from_the_layer_of_networks_that_are_there(tmp_path, starts):
    pipe = LineString([(151_000, 441_000), (151_500, 441_000)])
    features = [network(1, INSIDE), network(2, pipe), network(3, OUTSIDE)]
    with Shapes(features, kind="geoserver", names=LAYERS, starts=starts, largest=2) as server:
        found = fetched(NETTEN, server.url, tmp_path)
        assert {page["typenames"] for page in server.pages} == {"WarmteAtlas:WarmteNetten"}
    assert found.layer.geom_type.tolist() == ["Polygon", "LineString"]
    assert found.layer.index.tolist() == ["warmtenet-00000", "warmtenet-00001"]
    assert found.layer.crs == "EPSG:28992"


def test_a_place_without_networks_is_an_empty_map_and_no_fault(tmp_path):
    with Shapes([network(3, OUTSIDE)], kind="geoserver", names=LAYERS) as server:
        found = fetched(NETTEN, server.url, tmp_path)
    assert found.record.status == "gebruikt"
    assert len(found.layer) == 0


def test_a_layer_of_another_name_is_told(tmp_path):
    with Shapes([network(1, INSIDE)], kind="geoserver", names=LAYERS[1:]) as server:
        found = fetched(NETTEN, server.url, tmp_path)
    assert "er is geen laag 'WarmteNetten'" in found.record.melding


def test_points_are_no_networks(tmp_path):
    gpd.GeoDataFrame(geometry=[Point(150_100, 440_100)], crs="EPSG:28992").to_file(tmp_path / "a.gpkg")
    with pytest.raises(InputError, match="zijn geen"):
        NETTEN.read(Bron(bestand=tmp_path / "a.gpkg"), EXTENT)


def solar(year_column):
    codes = ("GM9998", "WK999800", "BU99980000", "BU99980001", "BU99970000")
    topics = {
        "AantalInstallatiesBijWoningen_5": (1, "Aantal installaties bij woningen", "aantal"),
        "OpgesteldVermogenVanZonnepanelen_6": (1, "Opgesteld vermogen van zonnepanelen", "kW"),
    }
    numbers = dict(zip(codes, (100, 90, 30, None, 7), strict=True))
    period = (year_column,) if year_column else ()
    cells = {(code, *period, "AantalInstallatiesBijWoningen_5"): numbers[code] for code in codes}
    cells |= {(code, *period, "OpgesteldVermogenVanZonnepanelen_6"): 412 for code in codes}
    dimensions = {"WijkenEnBuurten": ("GeoDetail", codes)}
    if year_column:
        dimensions["Perioden"] = ("TimeDimension", (year_column,))
    return Table(dimensions, topics, cells, {1: ("Zonnestroom", None)}, {"WijkenEnBuurten": 10})


@pytest.mark.parametrize("year_column", ["", "2022JJ00"])
def test_installations_of_the_gemeente_come_over_odata(tmp_path, year_column):
    with FeedServer(**{"86044NED": solar(year_column)}) as feed:
        found = fetched(ZON, f"{feed.root}/odata", tmp_path)
    installations = found.layer["a_zon_woning"]
    assert installations.waarde.dropna().to_dict() == {"GM9998": 100, "WK999800": 90, "BU99980000": 30}
    assert installations.status["BU99980001"] == "niet_gepubliceerd"
    assert installations.peiljaar == 2022


HEAD = "NETBEHEERDER{0}STRAATNAAM{0}POSTCODE_VAN{0}POSTCODE_TOT{0}PRODUCTSOORT{0}AANSLUITINGEN_AANTAL{0}SJV_GEMIDDELD\n"
ROWS = (
    "Net{0}Oost{0}9998AA{0}9998AC{0}GAS{0}30{0}1200\nNet{0}Oost{0}9998AA{0}9998AC{0}ELK{0}30{0}2500\n"
    "Net{0}Oost{0}9998AA{0}9998AC{0}GAS{0}10{0}2000,0\nNet{0}Wést{0}9998 ad{0}9998ad{0}Gas{0}12{0}900.5\n"
    "Net{0}Leeg{0}9998AX{0}9998AX{0}GAS{0}11{0}\n"
)


@pytest.mark.parametrize("mark", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1"])
def test_gas_is_read_whatever_the_marks_and_headings_of_the_operator(tmp_path, mark, encoding):
    head = HEAD if mark != "\t" else HEAD.replace("_", " ").lower()
    rows = ROWS if mark != "," else ROWS.replace("2000,0", "2000")
    (tmp_path / "gas.csv").write_text((head + rows).format(mark), encoding=encoding)
    found = GAS.read(Bron(bestand=tmp_path / "gas.csv"), EXTENT)
    # (30 * 1200 + 10 * 2000) / 40 = 1400; a range without use says nothing.
    assert found["sjv"].to_dict() == {"9998AA-9998AC": 1400.0, "9998AD-9998AD": 900.5}
    assert found["aansluitingen"].tolist() == [40, 12]


def test_a_file_without_gas_or_with_other_postcodes_is_refused(tmp_path):
    path = tmp_path / "gas.csv"
    for text, told in (
        (ROWS.replace("GAS", "ELK").replace("Gas", "ELK"), "geen regels met productsoort GAS"),
        (ROWS.replace("9998AC", "9998"), "'9998AA tot 9998' is geen reeks postcodes"),
        (ROWS.replace("1200", "veel"), "'veel' in sjv is geen getal"),
    ):
        path.write_text((HEAD + text).format(";"), encoding="utf-8")
        with pytest.raises(InputError, match=told):
            GAS.read(Bron(bestand=path), EXTENT)
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(InputError, match="'POSTCODE_VAN' ontbreekt"):
        GAS.read(Bron(bestand=path), EXTENT)
