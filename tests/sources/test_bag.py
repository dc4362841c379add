import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, box

from wijkkaart.config import Bron
from wijkkaart.errors import InputError
from wijkkaart.extent import Extent
from wijkkaart.sources._bag import bag_id, pand_ids
from wijkkaart.sources.bag3d_daken import SOURCE as DAKEN
from wijkkaart.sources.bag_panden import SOURCE as PANDEN
from wijkkaart.sources.bag_panden import real_years
from wijkkaart.sources.bag_verblijfsobjecten import SOURCE as UNITS
from wijkkaart.sources.bag_verblijfsobjecten import real_areas

RD = "EPSG:28992"


def pand(number, status="Pand in gebruik", bouwjaar=1950, **other):
    fields = {"identificatie": f"0344100000{number:06d}", "bouwjaar": bouwjaar, "status": status}
    return {
        **fields,
        "gebruiksdoel": "woonfunctie",
        "geometry": box(136000 + 20 * number, 456000, 136010 + 20 * number, 456010),
        **other,
    }


def unit(number, status="Verblijfsobject in gebruik", **other):
    fields = {"identificatie": f"0344010000{number:06d}", "oppervlakte": 80, "status": status}
    place = {
        "gebruiksdoel": "woonfunctie",
        "pandidentificatie": "0344100000000001",
        "geometry": Point(136005 + number, 456005),
    }
    return {**fields, **place, **other}


def read(source, path, rows, extent=None, **options):
    gpd.GeoDataFrame(rows, crs=RD).to_file(path, layer=options.get("laag", "a"), engine="pyogrio")
    return source.read(Bron(bestand=path, **options), extent or Extent())


#: Every status that the BAG knows (Catalogus BAG 2018), and whether the object is in use.
PAND_STATUSES = {
    "Bouwvergunning verleend": False,
    "Bouw gestart": False,
    "Niet gerealiseerd pand": False,
    "Pand in gebruik (niet ingemeten)": True,
    "Pand in gebruik": True,
    "Verbouwing pand": True,
    "Pand buiten gebruik": False,
    "Sloopvergunning verleend": False,
    "Pand gesloopt": False,
    "Pand ten onrechte opgevoerd": False,
}
UNIT_STATUSES = {
    "Verblijfsobject gevormd": False,
    "Niet gerealiseerd verblijfsobject": False,
    "Verblijfsobject in gebruik (niet ingemeten)": True,
    "Verblijfsobject in gebruik": True,
    "Verbouwing verblijfsobject": True,
    "Verblijfsobject buiten gebruik": False,
    "Verblijfsobject ingetrokken": False,
    "Verblijfsobject ten onrechte opgevoerd": False,
}


@pytest.mark.parametrize(("source", "make", "statuses"), [(PANDEN, pand, PAND_STATUSES), (UNITS, unit, UNIT_STATUSES)])
def test_only_objects_in_use_are_kept(tmp_path, source, make, statuses):
    found = read(source, tmp_path / "a.gpkg", [make(n, status) for n, status in enumerate(statuses)])
    kept = [n for n, used in enumerate(statuses.values()) if used]
    assert [int(code[-2:]) for code in found.index] == kept


def test_an_unknown_status_or_purpose_is_drift(tmp_path):
    with pytest.raises(InputError, match=r"a\.gpkg: het veld 'status' bevat de onbekende waarde 'Pand vergeten'"):
        read(PANDEN, tmp_path / "a.gpkg", [pand(1, "Pand vergeten")])
    with pytest.raises(InputError, match="'gebruiksdoel' bevat de onbekende waarde 'tuinfunctie'"):
        read(PANDEN, tmp_path / "b.gpkg", [pand(1, gebruiksdoel="woonfunctie,tuinfunctie")])


@pytest.mark.parametrize(
    ("year", "real"), [(1005, None), (999, None), (9999, None), (1286, 1286), (2028, 2028), (2029, None), (1950, 1950)]
)
def test_dummy_years_are_unknown_and_old_years_stay(year, real):
    found = real_years(pd.Series([year]), 2023).iloc[0]
    assert pd.isna(found) if real is None else found == real


def test_without_an_edition_only_impossible_years_go():
    assert real_years(pd.Series([2090, 9999]), None).isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("area", "real"), [(0, None), (1, None), (2, 2), (9999, 9999), (999_900, None), (999_999, None)]
)
def test_dummy_areas_are_unknown(area, real):
    found = real_areas(pd.Series([area])).iloc[0]
    assert pd.isna(found) if real is None else found == real


def test_ids_keep_their_leading_zeros_and_lose_their_prefix():
    assert bag_id(pd.Series([344100000000001])).tolist() == ["0344100000000001"]
    assert bag_id(pd.Series(["NL.IMBAG.Pand.0344100000000001"])).tolist() == ["0344100000000001"]


def test_an_object_may_lie_in_several_panden():
    written = pd.Series(["0344100000000001,0344100000000002", "https://x/pand/0344100000000003", "", None])
    assert pand_ids(written).tolist()[:2] == ["0344100000000001,0344100000000002", "0344100000000003"]
    assert pand_ids(written).isna().tolist() == [False, False, True, True]


def test_an_id_that_is_none_and_an_id_twice_are_refused(tmp_path):
    with pytest.raises(InputError, match="geen geldige code, bijvoorbeeld '0344100000ABCDEF'"):
        read(PANDEN, tmp_path / "a.gpkg", [pand(1, identificatie="0344100000ABCDEF")])
    with pytest.raises(InputError, match="meer dan één keer voor, bijvoorbeeld 0344100000000001"):
        read(PANDEN, tmp_path / "b.gpkg", [pand(1), pand(1)])


@pytest.mark.parametrize(
    "names",
    [
        {"pandidentificatie": "pandidentificatie", "straat": "openbare_ruimte"},
        {"pandidentificatie": "pand_identificatie", "straat": "openbare_ruimte_naam"},
    ],
)
def test_wfs_and_bag_light_name_the_same_fields_otherwise(tmp_path, names):
    row = {**unit(1), names["straat"]: "Dorpsstraat", "huisnummer": 16, "postcode": "3581AB"}
    row[names["pandidentificatie"]] = row.pop("pandidentificatie")
    found = read(UNITS, tmp_path / "a.gpkg", [row]).iloc[0]
    assert found[["straat", "huisnummer", "postcode"]].tolist() == ["Dorpsstraat", "16", "3581AB"]
    assert found["pand_identificatie"] == "0344100000000001"


def test_a_street_that_is_not_in_the_file_is_missing(tmp_path):
    assert read(UNITS, tmp_path / "a.gpkg", [unit(1)])["straat"].isna().all()


def test_objects_outside_the_bbox_are_not_read(tmp_path):
    found = read(PANDEN, tmp_path / "a.gpkg", [pand(1), pand(50)], Extent(bbox=(136000, 455000, 136100, 457000)))
    assert len(found) == 1


def test_a_pand_drawn_as_a_point_is_refused(tmp_path):
    with pytest.raises(InputError, match="zijn geen MultiPolygon of Polygon"):
        read(PANDEN, tmp_path / "a.gpkg", [pand(1, geometry=Point(136000, 456000))])


def test_roof_areas_are_counted_once_for_a_pand_in_parts(tmp_path):
    roof = {"identificatie": "NL.IMBAG.Pand.0344100000000001", "b3_opp_dak_plat": 12.5, "b3_opp_dak_schuin": 0.0}
    parts = [{**roof, "geometry": box(136000 + 9 * n, 456000, 136009 + 9 * n, 456009)} for n in range(2)]
    found = read(DAKEN, tmp_path / "a.gpkg", parts)
    assert found["b3_opp_dak_plat"].to_dict() == {"0344100000000001": 12.5}
    parts[1]["b3_opp_dak_plat"] = 99.0
    with pytest.raises(InputError, match="meer dan één keer"):
        read(DAKEN, tmp_path / "b.gpkg", parts)
